#include <stdio.h>

#include "base/text.h"
#include "command/command.h"
#include "report/report.h"

static int
write_result(struct options *o, const struct scheme *scheme,
    struct store *store, struct font_library *fonts, const char *dir,
    struct err *err)
{
	const struct report_options options = {
		.scheme = scheme->name,
		.templates = scheme_search_path(&o->arena, "templates"),
		.workers = o->workers,
		.stop = progress_stopped,
		.tick = progress_tick,
		.part = progress_part,
	};

	progress_stage(o, "报告");
	return report_write(store, dir, &options, fonts, err);
}

/* Where an output is: the label, blanks, the path below OUT. */
static void
say_output(struct buf *b, const char *label, const char *out,
    const char *path)
{
	size_t wide = text_columns(label);

	buf_addf(b, "%s%*s%s/%s\n", label, wide < 9 ? (int)(10 - wide) : 2,
	    "", out, path);
}

/* A line for each folder of papers. */
static int
say_papers(struct buf *b, const char *out, struct store *store,
    struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store, "SELECT 文书, 文书 || '/（' ||"
	    " count(*) || ' 份）' FROM 文书 GROUP BY 文书 ORDER BY min(rowid)",
	    err);
	int rc = -1;

	while (stmt != NULL && (rc = store_step(store, stmt, err)) == 1)
		say_output(b, store_text(stmt, 0), out, store_text(stmt, 1));
	store_finalize(stmt);
	return rc;
}

/* What will be said when all of it is in OUT. */
static int
say_done(struct buf *b, struct arena *a, const char *out,
    struct store *store, struct err *err)
{
	const char *found = "";
	/* Without evaluation points there is nothing to await a score. */
	sqlite3_stmt *stmt = store_prepare(store, "SELECT 工作室数,"
	    " CASE WHEN EXISTS (SELECT 1 FROM 指标) THEN '（已评审 ' || 已评审数"
	    " || '，待评审 ' || 待评审数 || '）' ELSE '' END ||"
	    " CASE WHEN 未评估数 > 0 THEN '，另有 ' || 未评估数 ||"
	    " ' 个文件夹未评估' ELSE '' END, coalesce((SELECT"
	    " nullif(称呼, '') FROM " TABLE_SCHEME "), '" TABLE_STUDIO "')"
	    " FROM 概况", err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = store_step(store, stmt, err);
	if (rc == 1 && command_found(store, a, &found, err) == -1)
		rc = -1;
	if (rc == 1)
		buf_addf(b, "%s %s 个%s；%s\n", store_text(stmt, 2),
		    store_text(stmt, 0), store_text(stmt, 1), found);
	store_finalize(stmt);
	for (const struct output *o = outputs;
	    o->kind != OUTPUT_END && rc != -1; o++)
		if (o->kind == OUTPUT_PAPERS)
			rc = say_papers(b, out, store, err);
		else if (o->label != NULL)
			say_output(b, o->label, out, o->name);
	return rc;
}

/* Once the result stands: tell, and clear up what is of the earlier one. */
static int
finish(struct options *o, struct result_folder *out,
    const struct buf *said, size_t errors)
{
	const int status = errors > 0 ? STATUS_FINDINGS : STATUS_DONE;

	mem_when_exhausted("pinggu: 内存不足；结果已经写好，只是没有收拾完\n",
	    status);
	o->stands = out->path;
	progress_stage(o, NULL);
	result_folder_retire(out);
	(void)fputs(buf_str(said), stdout);
	return status;
}

static int
command_report(struct options *o)
{
	struct font_library *fonts = NULL;
	struct result_folder out = { .lock = -1 };
	struct scheme scheme = { 0 };
	struct store store = { 0 };
	struct err err = { 0 };
	struct buf said = { 0 };
	size_t errors = 0, others = 0;
	bool loaded = false;
	int status = STATUS_FAILED;

	progress_catch_signals();
	if (o->out == NULL)
		(void)err_set(&err, "请用 -o 指定输出文件夹");
	else if (command_input(o, &err) == 0 &&
	    (fonts = font_library_open(&o->fonts, &err)) != NULL &&
	    result_folder_open(&out, &o->arena, o->out, o->input, o->force,
	    &err) == 0)
		loaded = command_load(o, fonts, &scheme, &store, &err) == 0;
	if (loaded && result_folder_compare(&out, &store, o->force,
	    &err) == 0 && write_result(o, &scheme, &store, fonts, out.part,
	    &err) == 0 && command_count(&store, &errors, &others,
	    &err) == 0 && say_done(&said, &o->arena, out.path, &store, &err) == 0 &&
	    !err_refused(&err) && result_folder_commit(&out, &err) == 0)
		status = finish(o, &out, &said, errors);
	progress_stage(o, NULL);
	if (loaded) {
		store_close(&store);
		scheme_free(&scheme);
	}
	result_folder_discard(&out);
	font_library_close(fonts);
	buf_free(&said);
	if (o->timings)
		progress_timings();
	return status == STATUS_FAILED ? command_failed(&err) : status;
}

const struct command report_command = {
	.name = "report",
	.usage = "report -s 方案 提交文件夹 -o 输出文件夹",
	.help = "读取、检查、评分，并写出汇总表、每个工作室的报告等文书和问题清单",
	.options = (const enum option_id[]){ OPTION_SCHEME, OPTION_OUTPUT, OPTION_JOBS, OPTION_FORCE,
	    OPTION_SHOW_PERSONAL, OPTION_DATE, OPTION_FONT_BODY,
	    OPTION_FONT_HEAD, OPTION_FONT_KAI, OPTION_FONT_FANG,
	    OPTION_TIMINGS, OPTION_QUIET, OPTION_END },
	.input = true,
	.run = command_report
};
