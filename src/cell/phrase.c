#include "cell/private.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum phrase_ends {
	ENDS_NOT,
	ENDS,			/* 本页合计: a cell may end with it */
	ENDS_NAMES		/* so may a title: where a text stands it is one */
};

/*
 * What stands in any form's rows that are no data: totals, lines to be signed,
 * remarks, samples, headings of groups.  A closed list: what is not on it is
 * data.
 */
static const struct {
	const char *text;
	enum phrase_kind kind;
	enum phrase_ends ends;
} phrases[] = {
	{ "合计", PHRASE_SUM, ENDS }, { "小计", PHRASE_SUM, ENDS },
	{ "总计", PHRASE_SUM, ENDS }, { "共计", PHRASE_SUM, ENDS },
	{ "累计", PHRASE_SUM, ENDS_NOT }, { "平均", PHRASE_SUM, ENDS_NOT },
	{ "平均值", PHRASE_SUM, ENDS_NOT }, { "平均分", PHRASE_SUM, ENDS_NOT },
	{ "总分", PHRASE_SUM, ENDS_NOT }, { "自评总分", PHRASE_SUM, ENDS_NOT },
	{ "填表人", PHRASE_NOTE, ENDS }, { "填报人", PHRASE_NOTE, ENDS },
	{ "制表人", PHRASE_NOTE, ENDS }, { "审核人", PHRASE_NOTE, ENDS },
	{ "复核人", PHRASE_NOTE, ENDS }, { "经办人", PHRASE_NOTE, ENDS },
	{ "负责人", PHRASE_NOTE, ENDS }, { "联系人", PHRASE_NOTE, ENDS },
	{ "填表日期", PHRASE_NOTE, ENDS }, { "填报日期", PHRASE_NOTE, ENDS },
	{ "制表日期", PHRASE_NOTE, ENDS }, { "填表时间", PHRASE_NOTE, ENDS },
	{ "填报时间", PHRASE_NOTE, ENDS }, { "日期", PHRASE_NOTE, ENDS_NOT },
	{ "填表单位", PHRASE_NOTE, ENDS }, { "填报单位", PHRASE_NOTE, ENDS },
	{ "联系电话", PHRASE_NOTE, ENDS }, { "联系方式", PHRASE_NOTE, ENDS },
	{ "盖章", PHRASE_NOTE, ENDS }, { "公章", PHRASE_NOTE, ENDS },
	{ "签章", PHRASE_NOTE, ENDS }, { "签字", PHRASE_NOTE, ENDS },
	{ "签名", PHRASE_NOTE, ENDS }, { "注", PHRASE_NOTE, ENDS_NOT },
	{ "备注", PHRASE_NOTE, ENDS_NAMES },
	{ "附注", PHRASE_NOTE, ENDS_NAMES },
	{ "说明", PHRASE_NOTE, ENDS_NAMES },
	{ "注意事项", PHRASE_NOTE, ENDS_NAMES },
	{ "以下空白", PHRASE_NOTE, ENDS }, { "意见", PHRASE_NOTE, ENDS_NAMES },
	{ "电话", PHRASE_NOTE, ENDS_NOT }, { "邮箱", PHRASE_NOTE, ENDS_NOT },
	{ "地址", PHRASE_NOTE, ENDS_NOT }, { "时间", PHRASE_NOTE, ENDS_NOT },
	{ "以下无正文", PHRASE_NOTE, ENDS },
	{ "以下无内容", PHRASE_NOTE, ENDS }, { "续表", PHRASE_NOTE, ENDS_NOT },
	{ "续上表", PHRASE_NOTE, ENDS_NOT },
	{ "接上表", PHRASE_NOTE, ENDS_NOT },
};

/* What a sample's row begins with. */
static const char *const samples[] = { "示例", "样例", "例如", "例", "如" };

/* What cells of a row begin with that says how to fill in. */
static const char *const instructions[] = { "必填", "选填", "格式", "如" };
/* 如 as the beginning of other words. */
static const char *const no_instructions[] = { "如何", "如果", "如实",
    "如意", "如今" };

#define LONG_BYTES 9		/* three characters */
#define LABEL_BYTES 36		/* twelve characters in front of a colon */

/* The first characters of the instructions; all are of three bytes. */
#define FIRST	"必选格如"

/* The last characters of the phrases; all are of three bytes. */
#define LAST	"计人期间位话式章字名注明项白见箱址文容表均值分"

#define NUMERALS "〇一二三四五六七八九十百两"
#define COUNTED	"人次项名条个件篇份行场期本种节门位"
#define GROUPS	"部章节组类批项篇编条期轮层季届页"
/* 第一小组, but 第一小学 */
static const char *const long_groups[] = { "小组", "阶段", "学期", "年度",
    "板块", "模块", "单元" };

static const char *
begins(const char *s, const char *with)
{
	size_t n = strlen(with);

	return strncmp(s, with, n) == 0 ? s + n : NULL;
}

static bool
ends(const char *s, const char *with)
{
	size_t n = strlen(s), m = strlen(with);

	return n >= m && strcmp(s + n - m, with) == 0;
}

/* Behind the digits, or Chinese numerals, at s. */
static const char *
past_number(const char *s)
{
	const char *p;

	if (isdigit((unsigned char)*s))
		return s + strspn(s, "0123456789");
	while ((p = text_past(s, NUMERALS)) != s)
		s = p;
	return s;
}

/* Whether s ends with 共12人; *all: it is nothing else. */
static bool
is_count(const char *s, bool *all)
{
	for (const char *p = s; (p = strstr(p, "共")) != NULL;) {
		const char *number = p + strlen("共");
		const char *unit = past_number(number);
		const char *end = text_past(unit, COUNTED);

		if (unit != number && end != unit && *end == '\0') {
			*all = p == s;
			return true;
		}
		p = number;
	}
	return false;
}

/* 12人 behind 合计. */
static bool
is_amount(const char *s)
{
	const char *unit = past_number(s);

	return unit != s && (*unit == '\0' ||
	    *text_past(unit, COUNTED) == '\0');
}

/* The key under which phrases are found, ":" in it. */
static char *
fold_phrase(struct arena *a, const char *s)
{
	char *fold = text_fold(a, s), *to = fold;
	static const char *const brackets[] = { "【", "】", "〔", "〕", "《",
	    "》" };

	for (const char *p = fold; *p != '\0';) {
		size_t i = 0;

		if (strchr("()[]{}<>", *p) != NULL) {
			p++;
			continue;
		}
		while (i < sizeof(brackets) / sizeof(*brackets) &&
		    begins(p, brackets[i]) == NULL)
			i++;
		if (i < sizeof(brackets) / sizeof(*brackets))
			p += strlen(brackets[i]);
		else
			*to++ = *p++;
	}
	*to = '\0';
	return fold;
}

/* Whether the three bytes at s are a character of set, which are as long. */
static bool
is_one_of(const char *s, const char *set)
{
	for (; *set != '\0'; set += 3)
		if (s[2] == set[2] && s[1] == set[1] && s[0] == set[0])
			return true;
	return false;
}

/*
 * Whether s may be a phrase, by a look at its ends: nearly all cells are
 * names, numbers or sentences.
 */
static bool
may_be_phrase(const char *s)
{
	size_t n = strlen(s);
	unsigned char last;

	if (n < 3)
		return false;
	if (strchr(s, ':') != NULL || strstr(s, "：") != NULL)
		return true;
	last = (unsigned char)s[n - 1];
	if (last < 0x80)	/* a bracket, a blank, a figure */
		return (unsigned char)s[0] >= 0x80 && !isalpha(last);
	s += n - 3;
	if (is_one_of(s, LAST))
		return true;
	if (is_one_of(s, COUNTED))
		return strstr(s - (n - 3), "共") != NULL ||
		    strstr(s - (n - 3), "计") != NULL;
	/* brackets and wide blanks: of U+3000 … and U+FF00 … */
	return strncmp(s, "\xe3\x80", 2) == 0 ||
	    strncmp(s, "\xef\xbc", 2) == 0;
}

/* How the text in front of the colon (学校填表人：李四) is phrase i. */
static struct phrase
label_of(const char *fold, const char *colon, size_t i)
{
	size_t n = (size_t)(colon - fold), m = strlen(phrases[i].text);
	struct phrase p = { phrases[i].kind, PHRASE_BEGINS };

	if (n < m || strncmp(colon - m, phrases[i].text, m) != 0 ||
	    (n > m && (n > LABEL_BYTES || phrases[i].ends == ENDS_NOT)))
		p.kind = PHRASE_NONE;
	else if (n > m && phrases[i].ends == ENDS_NAMES)
		p.how = PHRASE_ENDS_NAME;
	return p;
}

/* 填表人 李四: a long phrase and a blank, where others write a colon. */
static struct phrase
before_blank(const char *cell)
{
	struct phrase found = { PHRASE_NONE, PHRASE_ENDS_NAME };

	if (strchr(cell, ' ') == NULL && strstr(cell, "　") == NULL)
		return found;
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++) {
		const char *rest = begins(cell, phrases[i].text);

		if (rest != NULL && rest - cell >= LONG_BYTES &&
		    text_is_space(text_next(&rest)))
			found.kind = phrases[i].kind;
	}
	return found;
}

struct phrase
phrase_of(struct arena *a, const char *cell)
{
	struct phrase found = before_blank(cell);
	const char *fold, *colon, *rest;
	char *plain;
	bool all;

	if (found.kind != PHRASE_NONE || !may_be_phrase(cell))
		return found;
	fold = fold_phrase(a, cell);
	colon = strchr(fold, ':');
	plain = arena_strdup(a, fold);
	for (char *p = plain; (p = strchr(p, ':')) != NULL;)
		(void)memmove(p, p + 1, strlen(p));
	if (is_count(plain, &all))
		return (struct phrase){ PHRASE_SUM, all ? PHRASE_IS :
		    PHRASE_ENDS };
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++) {
		const char *text = phrases[i].text;
		enum phrase_kind kind = phrases[i].kind;

		if (strcmp(plain, text) == 0)
			return (struct phrase){ kind, PHRASE_IS };
		rest = kind == PHRASE_SUM ? begins(fold, text) : NULL;
		if (rest != NULL && is_amount(rest))
			return (struct phrase){ kind, PHRASE_BEGINS };
		if (colon != NULL && found.kind == PHRASE_NONE)
			found = label_of(fold, colon, i);
		if (phrases[i].ends != ENDS_NOT && ends(plain, text) &&
		    found.kind == PHRASE_NONE)
			found = (struct phrase){ kind, phrases[i].ends ==
			    ENDS ? PHRASE_ENDS : PHRASE_ENDS_NAME };
	}
	return found;
}

/* 例, 例：…, （示例）张三, 张三（示例） */
bool
phrase_is_sample(struct arena *a, const char *cell)
{
	const char *fold;

	if (strstr(cell, "例") == NULL && strstr(cell, "如") == NULL)
		return false;
	fold = text_fold(a, cell);
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		static const char *const pairs[][2] = { { "(", ")" },
		    { "[", "]" }, { "【", "】" }, { "<", ">" },
		    { "〔", "〕" } };
		const char *rest = begins(fold, samples[i]);

		if (rest != NULL && (*rest == '\0' || *rest == ':'))
			return true;
		for (size_t k = 0; k < sizeof(pairs) / sizeof(*pairs); k++) {
			const char *in = arena_printf(a, "%s%s%s",
			    pairs[k][0], samples[i], pairs[k][1]);

			if (begins(fold, in) != NULL || ends(fold, in))
				return true;
		}
	}
	return false;
}

/* 一、校内 （二）校外 第一部分 */
bool
phrase_is_group(struct arena *a, const char *cell)
{
	const char *fold, *p, *end;

	if (text_past(cell, "（(第" NUMERALS) == cell &&
	    !text_is_space((unsigned char)*cell))
		return false;
	fold = text_fold(a, cell);
	if ((p = begins(fold, "(")) != NULL) {
		end = past_number(p);
		return end != p && *end == ')';
	}
	if ((p = begins(fold, "第")) != NULL) {
		end = past_number(p);
		if (end == p)
			return false;
		for (size_t i = 0; i < sizeof(long_groups) /
		    sizeof(*long_groups); i++)
			if (begins(end, long_groups[i]) != NULL)
				return true;
		return *end == '\0' || *end == ':' ||
		    text_past(end, GROUPS "、.") != end;
	}
	end = past_number(fold);
	return end != fold && !isdigit((unsigned char)*fold) &&
	    text_past(end, "、.,:") != end;
}

bool
phrase_is_instruction(const char *cell)
{
	if (*cell == '(' || *cell == '[')
		cell++;
	else if (begins(cell, "（") != NULL || begins(cell, "【") != NULL)
		cell += strlen("（");
	if (*cell == '\0' || cell[1] == '\0' || !is_one_of(cell, FIRST))
		return false;
	for (size_t i = 0; i < sizeof(no_instructions) /
	    sizeof(*no_instructions); i++)
		if (begins(cell, no_instructions[i]) != NULL)
			return false;
	for (size_t i = 0; i < sizeof(instructions) / sizeof(*instructions);
	    i++)
		if (begins(cell, instructions[i]) != NULL)
			return true;
	return false;
}

/* Only marks: a line of dashes. */
static bool
is_marks(const char *s)
{
	while (*s != '\0') {
		uint32_t ch = text_next(&s);

		if (ch < 0x80 ? isalnum((int)ch) != 0 :
		    (ch < 0x2000 || ch > 0x2bff) && (ch < 0x3000 ||
		    ch > 0x3020 || ch == 0x3007))
			return false;
	}
	return true;
}

bool
phrase_is_no_name(struct arena *a, const struct form *f, const char *cell)
{
	static const struct field day = { .name = "", .type = FIELD_DATE,
	    .unit = "" };
	struct cell c;
	char *fold;

	cell_read(a, &day, false, cell, &c);
	if (c.value != NULL || is_marks(cell))
		return true;
	fold = fold_phrase(a, cell);
	if (strlen(fold) > 1 && fold[strlen(fold) - 1] == ':')
		fold[strlen(fold) - 1] = '\0';
	for (size_t i = 0; i < f->nfields; i++)
		for (size_t k = 0; f->fields[i].type == FIELD_CHOICE &&
		    k < f->fields[i].nvalues; k++)
			if (strcmp(f->fields[i].values[k], fold) == 0)
				return true;
	return false;
}

bool
phrase_are_rules(const char *const *cells, size_t n)
{
	size_t rules = 0;

	for (size_t i = 0; i < n; i++) {
		if (text_blank(cells[i]))
			continue;
		if (strlen(cells[i]) < 2 ||
		    cells[i][strspn(cells[i], "-=_: ")] != '\0')
			return false;
		rules++;
	}
	return rules >= 2;
}
