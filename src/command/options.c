#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "command/command.h"

/* One row an option: its letter is the key into a command's allowed list. */
static const struct {
	char letter;
	bool is_short;		/* can be given as -x */
	const char *name;
	const char *argument;	/* NULL: none */
	const char *help;
} rows[] = {
	{ 's', true, "scheme", "方案", "方案的名字（见 pinggu schemes）或文件夹" },
	{ 'o', true, "output", "文件夹", "结果写到这里（self 是一个 PDF 文件）；已有的上次结果会被整个换掉" },
	{ 'f', false, "format", "text|csv|json", "问题的输出格式，默认 text" },
	{ 'j', true, "jobs", "N", "同时工作的线程数，默认为处理器个数" },
	{ 'F', false, "force", NULL, "输出文件夹里有别的文件也继续；原来的改名为 .old 保留" },
	{ 'P', false, "show-personal", NULL, "不遮盖手机号等个人信息" },
	{ 'd', false, "date", "2024-06-30", "写在结果里的日期，默认为通知的日期" },
	{ 'B', false, "font-body", "字体", "正文字体（默认宋体）" },
	{ 'H', false, "font-head", "字体", "标题字体（默认黑体）" },
	{ 'K', false, "font-kai", "字体", "楷体" },
	{ 'G', false, "font-fang", "字体", "成段文字的字体（默认仿宋，没有则同正文）" },
	{ 't', false, "timings", NULL, "在标准错误上写出各阶段用时" },
	{ 'q', true, "quiet", NULL, "不显示进度" },
	{ 'h', true, "help", NULL, "显示本说明" },
};
#define NROWS (sizeof(rows) / sizeof(*rows))

static bool
is_allowed(const char *allowed, char letter)
{
	return letter == 'h' || strchr(allowed, letter) != NULL;
}

void
options_help(const char *allowed)
{
	struct arena a = { 0 };

	for (size_t i = 0; i < NROWS; i++) {
		char *left;

		if (!is_allowed(allowed, rows[i].letter))
			continue;
		left = arena_printf(&a, "  %c%c%s --%s%s%s",
		    rows[i].is_short ? '-' : ' ',
		    rows[i].is_short ? rows[i].letter : ' ',
		    rows[i].is_short ? "," : " ", rows[i].name,
		    rows[i].argument != NULL ? " " : "",
		    rows[i].argument != NULL ? rows[i].argument : "");
		(void)printf("%s%*s%s\n", left,
		    (int)(text_columns(left) < 30 ? 32 - text_columns(left) : 2),
		    "", rows[i].help);
	}
	arena_free(&a);
}

static int
complain(const char *what, const char *value)
{
	(void)fprintf(stderr, "pinggu: %s“%s”；用 --help 查看用法\n", what,
	    value);
	return -1;
}

static bool
is_date(const char *text)
{
	struct tm tm = { 0 };
	const char *end = strptime(text, "%Y-%m-%d", &tm);
	int day = tm.tm_mday;

	/* timegm makes a day that never was (2023-02-29) another one */
	return end != NULL && *end == '\0' && strlen(text) == 10 &&
	    timegm(&tm) != (time_t)-1 && tm.tm_mday == day;
}

static int
set_number(size_t *value, const char *text)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || n < 1 || n > 256)
		return complain("-j 应为 1 到 256 的整数，而不是", text);
	*value = (size_t)n;
	return 0;
}

static int
set_format(enum findings_format *format, const char *text)
{
	if (strcmp(text, "text") == 0)
		*format = FINDINGS_TEXT;
	else if (strcmp(text, "csv") == 0)
		*format = FINDINGS_CSV;
	else if (strcmp(text, "json") == 0)
		*format = FINDINGS_JSON;
	else
		return complain("--format 应为 text、csv 或 json，而不是", text);
	return 0;
}

static int
set_option(struct options *o, char letter, const char *arg)
{
	switch (letter) {
	case 's':
		o->scheme = arg;
		return 0;
	case 'o':
		o->out = arg;
		return 0;
	case 'f':
		return set_format(&o->format, arg);
	case 'j':
		return set_number(&o->workers, arg);
	case 'd':
		o->date = arg;
		return is_date(arg) ? 0 : complain("--date 应写成 2024-06-30 "
		    "的样子，而不是", arg);
	case 'B':
		o->fonts.family[FONT_BODY] = arg;
		return 0;
	case 'H':
		o->fonts.family[FONT_HEAD] = arg;
		return 0;
	case 'K':
		o->fonts.family[FONT_KAI] = arg;
		return 0;
	case 'G':
		o->fonts.family[FONT_FANG] = arg;
		return 0;
	case 'F':
		o->force = true;
		return 0;
	case 'P':
		o->show_personal = true;
		return 0;
	case 't':
		o->timings = true;
		return 0;
	default:
		o->quiet = true;
		return 0;
	}
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

/* Fill getopt's tables from the rows the command allows. */
static void
fill_tables(const char *allowed, char *shorts, struct option *longs)
{
	*shorts++ = ':';
	for (size_t i = 0; i < NROWS; i++) {
		if (!is_allowed(allowed, rows[i].letter))
			continue;
		*longs++ = (struct option){ .name = rows[i].name,
		    .has_arg = rows[i].argument != NULL ? required_argument :
		    no_argument, .val = rows[i].letter };
		if (!rows[i].is_short)
			continue;
		*shorts++ = rows[i].letter;
		if (rows[i].argument != NULL)
			*shorts++ = ':';
	}
	*shorts = '\0';
	*longs = (struct option){ 0 };
}

bool
options_parse(struct options *o, int argc, char **argv, const char *allowed,
    bool input, bool *help)
{
	char shorts[2 * NROWS + 2];
	struct option longs[NROWS + 1];
	int c;

	fill_tables(allowed, shorts, longs);
	opterr = 0;
	while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (c == 'h') {
			*help = true;
			return true;
		}
		if (c == ':' || c == '?') {
			(void)complain(c == ':' ? "这个选项后面缺少内容：" :
			    "没有这个选项：", argv[optind - 1]);
			return false;
		}
		if (set_option(o, (char)c, optarg) == -1)
			return false;
	}
	if (input && optind < argc)
		o->input = argv[optind++];
	if (optind < argc) {
		(void)complain("多出的参数", argv[optind]);
		return false;
	}
	date_from_environment(o);
	return true;
}
