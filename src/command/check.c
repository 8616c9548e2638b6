#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "command/command.h"

/* ---- -o FILE ------------------------------------------------------------------ */

/* What a file of findings is called, and how one begins. */
static const struct ending {
	enum findings_format format;
	const char *word;	/* of --format */
	const char *ending;
	const char *start;	/* "": its first line ends like one */
} endings[] = {
	{ FINDINGS_CSV, "csv", ".csv", "\xEF\xBB\xBF" },
	{ FINDINGS_JSON, "json", ".json", "[\n" },
	{ FINDINGS_TEXT, "text", ".txt", "" },
};
#define NENDINGS (sizeof(endings) / sizeof(*endings))

static const struct ending *
ending_of(const char *path)
{
	const char *dot = strrchr(path_base(path), '.');

	for (size_t i = 0; dot != NULL && i < NENDINGS; i++)
		if (strcasecmp(dot, endings[i].ending) == 0)
			return &endings[i];
	return NULL;
}

static const char *
word_of(enum findings_format format)
{
	for (size_t i = 0; i < NENDINGS; i++)
		if (endings[i].format == format)
			return endings[i].word;
	return "";
}

/* Whether the file at path is an earlier list, or empty: nobody's own table. */
static bool
is_list(const struct ending *e, const char *path)
{
	static const char names[] = "工作室", level[] = "级别";
	char line[512];
	FILE *f = fopen(path, "re");
	size_t n = f != NULL ? fread(line, 1, sizeof(line) - 1, f) : 0;

	if (f != NULL)
		(void)fclose(f);
	line[n] = '\0';
	if (n == 0)
		return f != NULL;
	if (e->format == FINDINGS_TEXT) {
		line[strcspn(line, "\n")] = '\0';
		return n == sizeof(line) - 1 || line[strlen(line) - 1] == ']';
	}
	if (e->format == FINDINGS_JSON && strcmp(line, "[\n]\n") == 0)
		return true;
	return strncmp(line, e->start, strlen(e->start)) == 0 &&
	    strstr(line, names) != NULL && strstr(line, level) != NULL;
}

/* Before anything is read: whether -o can be what is meant. */
static int
check_output(struct options *o, struct err *err)
{
	const struct ending *e;
	struct stat st;

	if (o->out == NULL)
		return 0;
	if (path_is_dir(o->out))
		return err_set(err, "%s 是一个文件夹；check 只写一个文件，例如 %s；"
		    "要全部结果请用 pinggu report", o->out,
		    path_join(&o->arena, o->out, "问题清单.csv"));
	e = ending_of(o->out);
	if (e == NULL)
		return err_set(err, "%s 的结尾不是 .csv、.json 或 .txt，不知道写成"
		    "哪一种；例如 -o 问题清单.csv", o->out);
	if (o->format_given && o->format != e->format)
		return err_set(err, "--format %s 与 %s 的结尾不一致；请去掉 --format，"
		    "或改成 %s", word_of(o->format), o->out, e->word);
	if (operand_holds(&o->arena, o->input, o->out))
		return err_set(err, "%s 在提交文件夹 %s 里面，会被当成学校的材料；"
		    "请写到别处", o->out, o->input);
	if (stat(o->out, &st) == 0 && (!S_ISREG(st.st_mode) ||
	    !is_list(e, o->out)))
		return err_set(err, "%s 已经有了，而且不是问题清单，没有覆盖；"
		    "请换一个名字", o->out);
	o->format = e->format;
	return 0;
}

/* ---- the command -------------------------------------------------------------- */

static int
put_findings(struct options *o, struct store *store, struct err *err)
{
	if (o->out == NULL)
		return findings_print(store, o->format, stdout, NULL, err);
	if (findings_write(store, o->format, o->out, err) == -1)
		return -1;
	o->stands = o->out;
	(void)printf("问题清单  %s\n", o->out);
	return 0;
}

static int
command_check(struct options *o)
{
	struct font_library *fonts;
	struct scheme scheme;
	struct store store;
	struct err err = { 0 };
	const char *words = "";
	size_t errors = 0, others = 0;
	int rc;

	progress_catch_signals();
	if ((o->out != NULL && command_input(o, &err) == -1) ||
	    check_output(o, &err) == -1)
		return command_failed(&err);
	fonts = font_library_open(&o->fonts, &err);
	if (fonts == NULL && !err_refused(NULL))	/* there are none */
		command_say("未检查生僻字能否打印：%s", err.text);
	rc = command_load(o, fonts, &scheme, &store, &err);
	font_library_close(fonts);
	progress_stage(o, NULL);
	if (rc == -1)
		return command_failed(&err);
	rc = command_count(&store, &errors, &others, &err);
	if (rc == 0 && err_refused(&err))
		rc = -1;
	if (rc == 0)
		rc = command_found(&store, &o->arena, &words, &err);
	if (rc == 0)
		rc = put_findings(o, &store, &err);
	if (rc == 0 && !o->quiet)
		(void)fprintf(stderr, "%s\n", errors + others == 0 ?
		    "没有发现问题" : words);
	store_close(&store);
	scheme_free(&scheme);
	if (rc == -1)
		return command_failed(&err);
	return errors > 0 ? STATUS_FINDINGS : STATUS_DONE;
}

const struct command check_command = {
	.name = "check",
	.usage = "check -s 方案 提交文件夹 [-o 问题清单.csv]",
	.help = "只检查，列出全部问题：文件:行:列: 级别: 说明",
	.options = (const enum option_id[]){ OPTION_SCHEME, OPTION_OUTPUT,
	    OPTION_FORMAT, OPTION_SHOW_PERSONAL, OPTION_FONT_BODY,
	    OPTION_FONT_HEAD, OPTION_FONT_KAI, OPTION_FONT_FANG, OPTION_QUIET,
	    OPTION_END },
	.input = true,
	.run = command_check
};
