#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "command/command.h"
#include "report/report.h"
#include "store/store.h"

/* 文书 lists what is there. */
static int
forget_paper(struct store *store, const char *file, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store,
	    "DELETE FROM 文书 WHERE 文件 = ?1", err);
	int rc;

	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, file);
	rc = store_step(store, stmt, err);
	store_finalize(stmt);
	return rc;
}

/* A PDF that could not be made is a finding; the others are written. */
static int
record_failures(struct store *store, const struct report_failures *failures,
    struct arena *a, struct err *err)
{
	for (size_t i = 0; i < failures->n; i++) {
		const struct report_failure *r = &failures->items[i];
		const struct finding f = { .studio = r->studio,
		    .detail = arena_printf(a, "%s：%s", r->file, r->why) };

		if (finding_add(store, FINDING_REPORT_FAILED, &f, err) == -1 ||
		    forget_paper(store, r->file, err) == -1)
			return -1;
	}
	return store_exec(store, "UPDATE 概况 SET 错误数 = (SELECT count(*) FROM"
	    " 问题 WHERE 级别 = '" LEVEL_ERROR "')", err);
}

/*
 * A PDF that could not be made is one more finding: the store and what is
 * made of it are written again.
 */
static int
write_again(struct options *o, const struct report_options *options,
    struct store *store, const struct report_failures *failures,
    const char *dir, const char *db, struct err *err)
{
	if (record_failures(store, failures, &o->arena, err) == -1)
		return -1;
	if (unlink(db) == -1)
		return err_errno(err, errno, "无法换掉 %s", db);
	return store_save(store, db, err) == -1 ? -1 : report_workbook(db,
	    path_join(&o->arena, dir, REPORT_WORKBOOK), options, err);
}

/*
 * The database first: the PDFs and the workbook are made from it, by several
 * readers.
 */
static int
write_reports(struct options *o, const struct report_options *options,
    struct store *store, struct font_library *fonts, const char *dir,
    const char *db, struct err *err)
{
	struct report_failures failures;
	int rc;

	if (report_plan(store, options, err) == -1 ||
	    store_save(store, db, err) == -1)
		return -1;
	rc = report_write(db, dir, options, fonts, &failures, err);
	if (rc == 0 && failures.n > 0 && !progress_stopped())
		rc = write_again(o, options, store, &failures, dir, db, err);
	report_failures_free(&failures);
	return rc;
}

/* Write everything a result holds into the folder dir. */
static int
write_all(struct options *o, const struct scheme *scheme, struct store *store,
    struct font_library *fonts, const char *dir, struct err *err)
{
	const struct report_options options = {
		.scheme = scheme->name,
		.templates = scheme_search_path(&o->arena, "templates"),
		.workers = o->workers,
		.stop = progress_stopped,
		.tick = progress_tick,
		.part = progress_part,
	};
	const char *db = path_join(&o->arena, dir, "结果.sqlite");

	progress_stage(o, "报告");
	if (write_reports(o, &options, store, fonts, dir, db, err) == -1)
		return -1;
	if (!progress_stopped() && (report_findings_csv(store,
	    path_join(&o->arena, dir, "问题清单.csv"), err) == -1 ||
	    report_findings_json(store, path_join(&o->arena, dir,
	    "问题清单.json"), err) == -1))
		return -1;
	return progress_stopped() ? err_set(err, "已中断，没有写出任何结果") : 0;
}

/* A line for each folder of papers. */
static int
say_papers(const struct output *out, struct store *store, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store, "SELECT 文书, count(*) FROM "
	    "文书 GROUP BY 文书 ORDER BY min(rowid)", err);
	int rc = -1;

	while (stmt != NULL && (rc = store_step(store, stmt, err)) == 1) {
		size_t wide = text_columns(store_text(stmt, 0));

		(void)printf("%s%*s%s/%s/（%s 份）\n", store_text(stmt, 0),
		    wide < 9 ? (int)(10 - wide) : 2, "", out->path,
		    store_text(stmt, 0), store_text(stmt, 1));
	}
	store_finalize(stmt);
	return rc;
}

static int
say_done(const struct output *out, struct store *store, struct err *err)
{
	/* Without evaluation points there is nothing to await a score. */
	sqlite3_stmt *stmt = store_prepare(store, "SELECT 工作室数,"
	    " CASE WHEN EXISTS (SELECT 1 FROM 指标) THEN '（已评审 ' || 已评审数"
	    " || '，待评审 ' || 待评审数 || '）' ELSE '' END,"
	    " 错误数, 提醒数 FROM 概况", err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = store_step(store, stmt, err);
	if (rc == 1)
		(void)printf("工作室 %s 个%s；错误 %s 条，其他 %s 条\n"
		    "汇总表    %s/汇总表.xlsx\n",
		    store_text(stmt, 0), store_text(stmt, 1),
		    store_text(stmt, 2), store_text(stmt, 3), out->path);
	store_finalize(stmt);
	if (rc == -1 || say_papers(out, store, err) == -1)
		return -1;
	(void)printf("问题清单  %s/问题清单.csv\n结果      %s/结果.sqlite\n",
	    out->path, out->path);
	return 0;
}

int
command_report(struct options *o)
{
	struct font_library *fonts = NULL;
	struct output out = { .lock = -1 };
	struct scheme scheme = { 0 };
	struct store store = { 0 };
	struct err err = { 0 };
	size_t errors = 0, others = 0;
	bool loaded = false, done = false;

	progress_catch_signals();
	if (o->out == NULL)
		(void)err_set(&err, "请用 -o 指定输出文件夹");
	else if ((fonts = font_library_open(&o->fonts, &err)) != NULL &&
	    output_open(&out, &o->arena, o->out, o->input, o->force,
	    &err) == 0)
		loaded = command_load(o, fonts, &scheme, &store, &err) == 0;
	if (loaded)
		done = write_all(o, &scheme, &store, fonts, out.part,
		    &err) == 0 && output_commit(&out, &err) == 0 &&
		    command_count(&store, &errors, &others, &err) == 0;
	progress_stage(o, NULL);
	if (done)
		done = say_done(&out, &store, &err) == 0;
	if (loaded) {
		store_close(&store);
		scheme_free(&scheme);
	}
	output_discard(&out);
	font_library_close(fonts);
	if (o->timings)
		progress_timings();
	if (!done)
		return command_failed(&err);
	return errors > 0 ? STATUS_FINDINGS : STATUS_DONE;
}
