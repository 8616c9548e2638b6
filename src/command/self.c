#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "command/command.h"
#include "pdf/pdf.h"
#include "report/report.h"

/* Studios that were read, and with them those whose folder could not be. */
enum { READ, ALL, COUNTS };
static const char count_studios[] = "SELECT (SELECT count(*) FROM 工作室),"
	" (SELECT count(*) FROM (SELECT 编号 FROM 工作室 UNION"
	" SELECT 工作室 FROM 来源文件 WHERE 工作室 <> '' UNION"
	" SELECT 工作室 FROM 问题 WHERE 工作室 <> ''))";

static int
check_studios(struct options *o, struct store *store, struct err *err)
{
	size_t n[COUNTS];

	if (store_numbers(store, count_studios, n, COUNTS, err) == -1)
		return -1;
	if (n[ALL] > 1)
		return err_set(err, "%s 里有 %zu 个工作室；self 一次只印一个，"
		    "请写出那个工作室自己的文件夹", o->input, n[ALL]);
	if (n[READ] == 0)
		return err_set(err, "%s 里没有可用的基本信息，没有印出自评表",
		    o->input);
	return 0;
}

static int
check_place(struct options *o, struct err *err)
{
	struct stat st;
	size_t len;

	if (o->out == NULL)
		return err_set(err, "请用 -o 指定要写的 PDF 文件");
	len = strlen(o->out);
	if (path_is_dir(o->out))
		return err_set(err, "%s 是一个文件夹；请写文件名，例如 %s",
		    o->out, path_join(&o->arena, o->out, "自评表.pdf"));
	if (stat(o->out, &st) == 0 && !S_ISREG(st.st_mode))
		return err_set(err, "%s 不是普通文件；请写要建立的 PDF 文件的名字",
		    o->out);
	/* Nobody's table is overwritten by a slip of the hand. */
	if (len < 4 || strcasecmp(o->out + len - 4, ".pdf") != 0)
		return err_set(err, "%s 不以 .pdf 结尾；请写要建立的 PDF 文件的名字",
		    o->out);
	if (o->input != NULL && operand_holds(&o->arena, o->input, o->out) &&
	    path_exists(o->out) && !pdf_is_ours(o->out))
		return err_set(err, "%s 已经有了，而且是提交的材料，没有覆盖；"
		    "请换一个名字", o->out);
	return 0;
}

static int
print_it(struct options *o, const struct scheme *scheme, struct store *store,
    struct font_library *fonts, struct err *err)
{
	const struct report_options options = {
		.scheme = scheme->name,
		.templates = scheme_search_path(&o->arena, "templates"),
		.workers = 1,
	};
	struct buf said = { 0 };
	const char *words = "";
	size_t errors, others;
	int rc;

	if (err_refused(err) ||
	    findings_print(store, FINDINGS_ERRORS, stderr, NULL, err) == -1 ||
	    check_studios(o, store, err) == -1)
		return -1;
	progress_stage(o, "自评表");
	rc = command_count(store, &errors, &others, err);
	if (rc == 0)
		rc = command_found(store, &o->arena, &words, err);
	if (rc == 0)
		rc = report_self(store, o->out, &options, fonts, &said, err);
	if (rc == 0)
		mem_when_exhausted("pinggu: 内存不足；自评表已经写好\n",
		    errors > 0 ? STATUS_FINDINGS : STATUS_DONE);
	progress_stage(o, NULL);
	if (rc == 0 && said.len > 0)
		command_say("%s", buf_str(&said));
	buf_free(&said);
	if (rc == -1)
		return -1;
	o->stands = o->out;
	(void)printf("自评表    %s\n", o->out);
	if (errors + others > 0 && !o->quiet)
		(void)fprintf(stderr, "%s；全部见 pinggu check\n", words);
	return errors > 0 ? STATUS_FINDINGS : STATUS_DONE;
}

static int
command_self(struct options *o)
{
	struct font_library *fonts = NULL;
	struct scheme scheme = { 0 };
	struct store store = { 0 };
	struct err err = { 0 };
	int status = -1;

	progress_catch_signals();
	if (check_place(o, &err) == 0 &&
	    (fonts = font_library_open(&o->fonts, &err)) != NULL &&
	    command_load(o, fonts, &scheme, &store, &err) == 0) {
		progress_stage(o, NULL);
		status = print_it(o, &scheme, &store, fonts, &err);
		progress_stage(o, NULL);
		store_close(&store);
		scheme_free(&scheme);
	}
	progress_stage(o, NULL);
	font_library_close(fonts);
	return status == -1 ? command_failed(&err) : status;
}

const struct command self_command = {
	.name = "self",
	.usage = "self -s 方案 工作室文件夹 -o 文件.pdf",
	.help = "把一个学校填报的自评印成自评表（PDF），供签字盖章",
	.options = (const enum option_id[]){ OPTION_SCHEME, OPTION_OUTPUT, OPTION_SHOW_PERSONAL,
	    OPTION_DATE, OPTION_FONT_BODY, OPTION_FONT_HEAD,
	    OPTION_FONT_KAI, OPTION_FONT_FANG, OPTION_QUIET, OPTION_END },
	.input = true,
	.run = command_self
};
