#include <errno.h>
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/date.h"
#include "base/text.h"
#include "command/command.h"

static int
complain(const char *what, const char *value)
{
	command_say("%s“%s”；用 --help 查看用法", what, value);
	return -1;
}

static int
set_jobs(struct options *o, const char *text)
{
	char *end;
	long n;

	text = typed_plain(&o->arena, text);
	errno = 0;
	n = strtol(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || n < 1 || n > 256)
		return complain("-j 应为 1 到 256 的整数，而不是", text);
	o->workers = (size_t)n;
	return 0;
}

static int
set_format(struct options *o, const char *text)
{
	text = typed_plain(&o->arena, text);
	o->format_given = true;
	if (strcasecmp(text, "text") == 0)
		o->format = FINDINGS_TEXT;
	else if (strcasecmp(text, "csv") == 0)
		o->format = FINDINGS_CSV;
	else if (strcasecmp(text, "json") == 0)
		o->format = FINDINGS_JSON;
	else
		return complain("--format 应为 text、csv 或 json，而不是", text);
	return 0;
}

static int
set_date(struct options *o, const char *text)
{
	struct date d;

	text = typed_plain(&o->arena, text);
	o->date = text;
	return date_parse_day(text, &d) ? 0 : complain("--date 应写成 2024-06-30 "
	    "的样子，而不是", text);
}

static int
set_output(struct options *o, const char *text)
{
	o->out = path_meant_new(&o->arena, text);
	return 0;
}

static int
set_points(struct options *o, const char *text)
{
	const char *path = path_meant(&o->arena, text);

	o->points = path != NULL ? path : arena_strdup(&o->arena, text);
	return 0;
}

#define AT(member)	offsetof(struct options, member)

/* One row an option. */
static const struct option_row {
	enum option_id id;
	char letter;		/* can be given as -x; NUL: cannot */
	const char *name;
	const char *argument;	/* NULL: none */
	size_t at;		/* of a text, or without argument of a bool */
	int (*set)(struct options *o, const char *text);	/* or NULL */
	const char *help;
} rows[] = {
	{ OPTION_SCHEME, 's', "scheme", "方案", AT(scheme), NULL,
	    "方案的名字（见 pinggu schemes）或文件夹" },
	{ OPTION_OUTPUT, 'o', "output", "文件夹", 0, set_output,
	    "结果写到这里（self 是一个 PDF 文件，check 是 .csv、.json 或 .txt "
	    "文件）；已有的上次结果会被整个换掉" },
	{ OPTION_FORMAT, '\0', "format", "text|csv|json", 0, set_format,
	    "问题的输出格式，默认 text" },
	{ OPTION_JOBS, 'j', "jobs", "N", 0, set_jobs,
	    "同时工作的线程数，默认为处理器个数" },
	{ OPTION_FROM, '\0', "from", "方案", AT(from), NULL,
	    "照这个方案建，默认照一个最简单的方案" },
	{ OPTION_POINTS, '\0', "points", "文件", 0, set_points,
	    "评估点取自这个表（工作簿、CSV、网页），列有一级指标、评估点、分值等" },
	{ OPTION_FORCE, '\0', "force", NULL, AT(force), NULL,
	    "输出文件夹里有别的文件也继续；原来的改名为 .old 保留" },
	{ OPTION_SHOW_PERSONAL, '\0', "show-personal", NULL,
	    AT(show_personal), NULL, "不遮盖手机号等个人信息" },
	{ OPTION_DATE, '\0', "date", "2024-06-30", 0, set_date,
	    "写在结果里的日期，默认为通知的日期" },
	{ OPTION_FONT_BODY, '\0', "font-body", "字体",
	    AT(fonts.family[FONT_BODY]), NULL, "正文字体（默认宋体）" },
	{ OPTION_FONT_HEAD, '\0', "font-head", "字体",
	    AT(fonts.family[FONT_HEAD]), NULL, "标题字体（默认黑体）" },
	{ OPTION_FONT_KAI, '\0', "font-kai", "字体",
	    AT(fonts.family[FONT_KAI]), NULL, "楷体" },
	{ OPTION_FONT_FANG, '\0', "font-fang", "字体",
	    AT(fonts.family[FONT_FANG]), NULL,
	    "成段文字的字体（默认仿宋，没有则同正文）" },
	{ OPTION_TIMINGS, '\0', "timings", NULL, AT(timings), NULL,
	    "在标准错误上写出各阶段用时" },
	{ OPTION_QUIET, 'q', "quiet", NULL, AT(quiet), NULL, "不显示进度" },
	{ OPTION_HELP, 'h', "help", NULL, 0, NULL, "显示本说明" },
};
#define NROWS (sizeof(rows) / sizeof(*rows))

bool
options_long(const char *name, bool part)
{
	for (const struct option_row *r = rows; r < rows + NROWS; r++)
		if (part ? strncmp(r->name, name, strlen(name)) == 0 :
		    strcmp(r->name, name) == 0)
			return true;
	return false;
}

static bool
is_allowed(const struct command *c, enum option_id id)
{
	for (const enum option_id *o = c->options; *o != OPTION_END; o++)
		if (*o == id)
			return true;
	return id == OPTION_HELP;
}

void
options_help(const struct command *c)
{
	struct arena a = { 0 };

	for (const struct option_row *r = rows; r < rows + NROWS; r++) {
		char *left;

		if (!is_allowed(c, r->id))
			continue;
		left = arena_printf(&a, "  %c%c%s --%s%s%s",
		    r->letter != '\0' ? '-' : ' ',
		    r->letter != '\0' ? r->letter : ' ',
		    r->letter != '\0' ? "," : " ", r->name,
		    r->argument != NULL ? " " : "",
		    r->argument != NULL ? r->argument : "");
		(void)printf("%s%*s%s\n", left,
		    (int)(text_columns(left) < 30 ? 32 - text_columns(left) : 2),
		    "", r->help);
	}
	arena_free(&a);
}

/* A name: the quotes around it are none of it. */
static void
set_text(struct options *o, const struct option_row *r, const char *arg)
{
	arg = typed_unquote(&o->arena, arg);
	memcpy((char *)o + r->at, &arg, sizeof(arg));
}

static int
set_option(struct options *o, const struct option_row *r, const char *arg)
{
	const bool yes = true;

	if (r->set != NULL)
		return r->set(o, arg);
	if (r->argument != NULL)
		set_text(o, r, arg);
	else
		memcpy((char *)o + r->at, &yes, sizeof(yes));
	return 0;
}

/* SOURCE_DATE_EPOCH, for builds that must not depend on anything else. */
static void
date_from_environment(struct options *o)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	struct tm tm;
	time_t t;
	char *end, text[16];

	if (o->date != NULL || epoch == NULL || *epoch == '\0')
		return;
	t = (time_t)strtoll(epoch, &end, 10);
	if (*end == '\0' && gmtime_r(&t, &tm) != NULL &&
	    strftime(text, sizeof(text), "%Y-%m-%d", &tm) == 10)
		o->date = arena_strdup(&o->arena, text);
}

/*
 * Fill getopt's tables from the rows the command allows.  val is the id,
 * which is below every letter.
 */
static void
fill_tables(const struct command *c, char *shorts, struct option *longs)
{
	*shorts++ = ':';
	for (const struct option_row *r = rows; r < rows + NROWS; r++) {
		if (!is_allowed(c, r->id))
			continue;
		*longs++ = (struct option){ .name = r->name,
		    .has_arg = r->argument != NULL ? required_argument :
		    no_argument, .val = (int)r->id };
		if (r->letter == '\0')
			continue;
		*shorts++ = r->letter;
		if (r->argument != NULL)
			*shorts++ = ':';
	}
	*shorts = '\0';
	*longs = (struct option){ 0 };
}

/* The row getopt_long speaks of: by a letter, or by an id. */
static const struct option_row *
row_of(int value)
{
	const struct option_row *r = rows;

	while (r->letter != value && (int)r->id != value)
		r++;
	return r;
}

bool
options_parse(struct options *o, int argc, char **argv,
    const struct command *command, bool *help)
{
	char shorts[2 * NROWS + 2];
	struct option longs[NROWS + 1];
	int c;

	fill_tables(command, shorts, longs);
	opterr = 0;
	while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (c == ':' || c == '?') {
			const char letter[] = { '-', (char)optopt, '\0' };

			(void)complain(c == ':' ? "这个选项后面缺少内容：" :
			    "没有这个选项：", optopt >= ' ' ? letter :
			    argv[optind - 1]);
			return false;
		}
		if (row_of(c)->id == OPTION_HELP) {
			*help = true;
			return true;
		}
		if (set_option(o, row_of(c), optarg) == -1)
			return false;
	}
	if (command->input && optind < argc)
		optind += (int)operand_take(o, argv + optind,
		    (size_t)(argc - optind));
	if (optind < argc) {
		(void)complain(command->input ? "多出的参数（路径里有空格时，"
		    "请把整个路径放在英文引号里）" : "多出的参数",
		    argv[optind]);
		return false;
	}
	date_from_environment(o);
	return true;
}
