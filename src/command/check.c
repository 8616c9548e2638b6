#include <stdio.h>

#include "command/command.h"

static int
command_check(struct options *o)
{
	struct font_library *fonts;
	struct scheme scheme;
	struct store store;
	struct err err = { 0 };
	size_t errors = 0, others = 0;
	int rc;

	progress_catch_signals();
	fonts = font_library_open(&o->fonts, &err);
	if (fonts == NULL)	/* checking goes on without */
		command_say("未检查生僻字能否打印：%s", err.text);
	rc = command_load(o, fonts, &scheme, &store, &err);
	font_library_close(fonts);
	progress_stage(o, NULL);
	if (rc == -1)
		return command_failed(&err);
	rc = findings_print(&store, o->format, stdout, NULL, &err);
	if (rc == 0)
		rc = command_count(&store, &errors, &others, &err);
	if (rc == 0 && !o->quiet)
		(void)fprintf(stderr, errors + others == 0 ? "没有发现问题\n" :
		    "错误 %zu 条，其他 %zu 条\n", errors, others);
	store_close(&store);
	scheme_free(&scheme);
	if (rc == -1)
		return command_failed(&err);
	return errors > 0 ? STATUS_FINDINGS : STATUS_DONE;
}

const struct command check_command = {
	.name = "check",
	.usage = "check -s 方案 提交文件夹",
	.help = "只检查，列出全部问题：文件:行:列: 级别: 说明",
	.options = (const enum option_id[]){ OPTION_SCHEME, OPTION_FORMAT, OPTION_SHOW_PERSONAL,
	    OPTION_FONT_BODY, OPTION_FONT_HEAD, OPTION_FONT_KAI,
	    OPTION_FONT_FANG, OPTION_QUIET, OPTION_END },
	.input = true,
	.run = command_check
};
