#include "scheme/private.h"

#include <string.h>

#include "store/store.h"

/*
 * What 方案.csv may say that the program reads, a row an item; who loads the
 * scheme, lint and the manual's test read the rows.  All other items are the
 * scheme's own, for its SQL and its pages.
 */

#define FILE_ITEMS	"方案.csv"

static void
complain(struct scheme *s, const struct plan_item *item, const char *wanted,
    const char *value)
{
	scheme_complain(s, FILE_ITEMS, scheme_property_line(s, item->name),
	    "“%s”应为%s，而不是“%s”", item->name, wanted, value);
}

/* One of words (NULL at the end). */
static void
check_among(struct scheme *s, const struct plan_item *item, const char *value,
    const char *const *words)
{
	struct buf all = { 0 };
	bool known = false;

	for (size_t i = 0; words[i] != NULL; i++) {
		known |= strcmp(value, words[i]) == 0;
		buf_addf(&all, "%s“%s”", i == 0 ? "" :
		    words[i + 1] != NULL ? "、" : "或", words[i]);
	}
	if (!known)
		complain(s, item, buf_str(&all), value);
	buf_free(&all);
}

static void
check_words(struct scheme *s, const struct plan_item *item, const char *value)
{
	check_among(s, item, value, item->words);
}

/* One of the ways to sum up experts. */
static void
check_method(struct scheme *s, const struct plan_item *item, const char *value)
{
	const char *words[MOST_METHODS + 1] = { NULL };
	size_t n = 0;

	for (const struct method *m = methods; m->word != NULL; m++)
		if (n == 0 || strcmp(m->word, words[n - 1]) != 0)
			words[n++] = m->word;
	check_among(s, item, value, words);
}

/* The range of a way that has several, where none is written. */
static const char *
default_range(void)
{
	const struct method *m = methods;

	while (m->range == NULL)
		m++;
	return m->range;
}

/*
 * One of the rows of the way that the scheme has; the default may be written
 * beside a way that has none.
 */
static void
check_range(struct scheme *s, const struct plan_item *item, const char *value)
{
	const char *words[MOST_METHODS + 1] = { NULL };
	const char *word = scheme_method(s)->word;
	size_t n = 0;

	for (const struct method *m = methods; m->word != NULL; m++)
		if (strcmp(m->word, word) == 0 && m->range != NULL)
			words[n++] = m->range;
	if (n > 0)
		check_among(s, item, value, words);
	else if (strcmp(value, default_range()) != 0)
		scheme_complain(s, FILE_ITEMS,
		    scheme_property_line(s, item->name),
		    "“专家汇总”是“%s”，用不到“%s”", word, item->name);
}

/* A limit of one of the ways to sum up experts, and of no other. */
static void
check_limit(struct scheme *s, const struct plan_item *item, const char *value)
{
	const struct method *used = scheme_method(s), *m = methods;
	size_t limit;

	while (m->word != NULL &&
	    (m->item == NULL || strcmp(m->item, item->name) != 0))
		m++;
	if (m->word == NULL)
		return;
	if (used->item == NULL || strcmp(used->item, m->item) != 0)
		scheme_complain(s, FILE_ITEMS,
		    scheme_property_line(s, item->name),
		    "“专家汇总”是“%s”，用不到“%s”", used->word, m->item);
	else if (!method_limit_parse(m, value, &limit))
		complain(s, item, arena_printf(&s->arena, "不小于 %zu 的整数",
		    m->least), value);
}

static void
check_step(struct scheme *s, const struct plan_item *item, const char *value)
{
	long step;

	if (!points_parse(value, &step) || step <= 0)
		complain(s, item, "大于0的数（至多两位小数）", value);
}

/* A whole number from 1 on, of six digits at most. */
static void
check_most(struct scheme *s, const struct plan_item *item, const char *value)
{
	size_t len = strlen(value);

	if (len > 6 || strspn(value, "0123456789") != len || *value == '0')
		complain(s, item, "1到999999的整数", value);
}

/* A field of the identity, as the form has it or derived (推算.csv). */
static void
check_group(struct scheme *s, const struct plan_item *item, const char *value)
{
	const struct form *studio = scheme_form(s, TABLE_STUDIO);

	if (studio == NULL || form_field(studio, value) != NULL)
		return;
	for (size_t i = 0; i < s->nderived; i++)
		if (strcmp(s->derived[i].table, TABLE_STUDIO) == 0 &&
		    strcmp(s->derived[i].name, value) == 0)
			return;
	scheme_complain(s, FILE_ITEMS, scheme_property_line(s, item->name),
	    "%s“%s”不在表“%s”中", item->name, value, TABLE_STUDIO);
}

#define WORDS(...) .check = check_words, \
	.words = (const char *const []){ __VA_ARGS__, NULL }

const struct plan_item plan_items[] = {
	{ .name = "名称", .required = true, .calls = true },
	{ .name = "简称", .calls = true },
	{ .name = "发文单位", .calls = true },
	{ .name = "文号", .calls = true },
	{ .name = "日期", .calls = true },
	{ .name = "满分" },			/* check_totals.c */
	{ .name = "报告标题", .calls = true },
	{ .name = "通知标题", .calls = true },
	{ .name = "称呼" },
	{ .name = "分组字段", .check = check_group },
	{ .name = "专家汇总", .check = check_method },
	{ .name = "去极值起", .check = check_limit },
	{ .name = "去极值范围", .check = check_range },
	{ .name = "步长", .check = check_step },
	{ .name = "评定条件", .condition = true },
	{ .name = "排名条件", .condition = true },
	{ .name = "同分次序" },
	{ .name = "不适用计分", WORDS(PRORATE, "计零") },
	{ .name = "页数上限", .check = check_most },
	{ .name = "问题上限", .check = check_most },
	{ .name = "评定词" },
	{ .name = "达标词" },
	{ .name = "未达标词" },
	{ .name = NULL }
};

void
scheme_check_plan(struct scheme *s)
{
	for (const struct plan_item *item = plan_items; item->name != NULL; item++) {
		const char *value = scheme_property(s, item->name, "");

		if (*value == '\0' && item->required)
			scheme_complain(s, FILE_ITEMS, 0, "缺少项目“%s”",
			    item->name);
		else if (*value != '\0' && item->check != NULL)
			item->check(s, item, value);
	}
}
