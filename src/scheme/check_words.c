#include "scheme/sql_parts.h"

#include <string.h>

#include "base/text.h"

/*
 * A word in SQL that its column never has: '班住任' among the 取值 of a field,
 * a grade that is not in 等级.csv, the code of no rule.
 */

struct many;

struct column_words {
	const struct sql_parts *parts;
	const char **items;
	size_t n, cap;
	bool open;		/* some column may have any word */
	const struct many *many;	/* some column joins several by 、 */
};

struct many {
	const char *field, *table;	/* where each of them has a row */
};

static void
add(struct column_words *w, const char *word)
{
	arena_grow(w->parts->arena, &w->items, &w->cap, w->n,
	    sizeof(*w->items));
	w->items[w->n++] = word;
}

/* ---- what columns of results have --------------------------------------------------- */

static void
add_grades(struct column_words *w, const struct scheme *s)
{
	for (size_t i = 0; i < s->ngrades; i++)
		add(w, s->grades[i].name);
	add(w, "待评审");
	add(w, "待核实");
}

static void
add_verdicts(struct column_words *w, const struct scheme *s)
{
	static const char *const verdicts[] = { "符合", "不符合", "无法判定",
	    "不适用", "参考", "待核实" };

	(void)s;
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++)
		add(w, verdicts[i]);
}

static void
add_rules(struct column_words *w, const struct scheme *s)
{
	for (size_t i = 0; i < s->nrules; i++)
		add(w, s->rules[i].code);
}

static void
add_points(struct column_words *w, const struct scheme *s)
{
	for (size_t i = 0; i < s->npoints; i++)
		add(w, s->points[i].code);
}

static void
add_parts(struct column_words *w, const struct scheme *s)
{
	for (size_t i = 0; i < s->npoints; i++)
		add(w, s->points[i].level1);
}

static void
add_stages(struct column_words *w, const struct scheme *s)
{
	for (size_t i = 0; i < s->ndecisions; i++)
		add(w, s->decisions[i].stage);
}

/* Texts of 结论.csv; one with a query in it may be anything. */
static void
add_decisions(struct column_words *w, const struct scheme *s)
{
	for (size_t i = 0; i < s->ndecisions; i++) {
		w->open |= strstr(s->decisions[i].text, "{{") != NULL;
		add(w, s->decisions[i].text);
	}
	add(w, "待核实");
}

static void
add_levels(struct column_words *w, const struct scheme *s)
{
	(void)s;
	add(w, LEVEL_GATE);
	add(w, LEVEL_CHECK);
	add(w, LEVEL_PRINCIPLE);
	add(w, LEVEL_ADVICE);
}

/* Items with points may have letters, and those are of their groups. */
static void
add_judging(struct column_words *w, const struct scheme *s)
{
	w->open |= !scheme_by_words(s);
	for (size_t i = 0; i < s->nwords; i++)
		add(w, s->words[i].word);
}

static const struct {
	const char *table, *column;
	void (*words)(struct column_words *w, const struct scheme *s);
} results[] = {
	{ "汇总", "等级", add_grades },
	{ "汇总", "资格", add_verdicts },
	{ "资格", "结论", add_verdicts },
	{ "资格", "规则", add_rules },
	{ "资格", "级别", add_levels },
	{ "规则", "编号", add_rules },
	{ "规则", "级别", add_levels },
	{ "得分", FIELD_POINT, add_points },
	{ "得分", "最终结论", add_judging },
	{ "得分", "自评结论", add_judging },
	{ "有效评分", FIELD_WORD, add_judging },
	{ "有效评分", FIELD_POINT, add_points },
	{ TABLE_SELF, FIELD_POINT, add_points },
	{ TABLE_EXPERT, FIELD_POINT, add_points },
	{ "指标", "编号", add_points },
	{ "指标", "一级指标", add_parts },
	{ "小计", "一级指标", add_parts },
	{ "结论", "阶段", add_stages },
	{ "结论", "结论", add_decisions }
};

/* ---- what fields of forms have -------------------------------------------------------- */

static bool
add_field(struct column_words *w, const struct field *d)
{
	if (d->type == FIELD_YESNO) {
		add(w, "是");
		add(w, "否");
		return true;
	}
	if (!field_types[d->type].choice || d->nvalues == 0)
		return false;
	for (size_t i = 0; i < d->nvalues; i++)
		add(w, d->values[i]);
	return true;
}

static const struct many *
many_of(struct column_words *w, const struct form *f, const struct field *d)
{
	struct many *m = arena_alloc(w->parts->arena, sizeof(*m));

	m->field = d->name;
	m->table = field_values_table(w->parts->arena, f, d);
	return m;
}

static bool
add_form(struct column_words *w, const struct form *f, const struct sql_column *c)
{
	for (size_t i = 0; i < f->nfields; i++) {
		const struct field *d = &f->fields[i];
		const bool many = field_types[d->type].many;

		if (strcmp(f->name, c->table) == 0 &&
		    strcmp(d->name, c->name) == 0) {
			if (many)
				w->many = many_of(w, f, d);
			return add_field(w, d);
		}
		if (many && strcmp(c->name, "值") == 0 && strcmp(c->table,
		    field_values_table(w->parts->arena, f, d)) == 0)
			return add_field(w, d);
	}
	return false;
}

static void
take_column(void *ctx, const struct sql_column *c)
{
	struct column_words *w = ctx;
	const struct scheme *s = w->parts->scheme;

	for (size_t i = 0; i < sizeof(results) / sizeof(*results); i++)
		if (strcmp(c->table, results[i].table) == 0 &&
		    strcmp(c->name, results[i].column) == 0) {
			results[i].words(w, s);
			return;
		}
	for (size_t i = 0; i < s->nforms; i++)
		if (add_form(w, &s->forms[i], c))
			return;
	w->open = true;
}

/* ---- where words are compared -------------------------------------------------------- */

static bool
has(const struct column_words *w, const char *word)
{
	for (size_t i = 0; i < w->n; i++)
		if (strcmp(w->items[i], word) == 0)
			return true;
	return *word == '\0';
}

/* A word, or a number or TRUE that stands in for one. */
static bool
is_word(const struct sql_parts *p, size_t i)
{
	return i < p->n && (p->tokens[i].kind == SQL_TEXT ||
	    p->tokens[i].kind == SQL_NUMBER || sql_is(p, i, "TRUE") ||
	    sql_is(p, i, "FALSE"));
}

/* What to say of the word in token i, compared with the column; or NULL. */
static const char *
strange(const struct sql_parts *p, size_t first, size_t end, size_t i)
{
	struct column_words w = { .parts = p };
	const char *list = p->texts[i], *word;
	struct buf all = { 0 };
	const char *text = NULL;

	if (!is_word(p, i) ||
	    sql_each_column(p, first, end, take_column, &w) == 0 || w.open)
		return NULL;
	while ((word = w.many != NULL ? text_split(p->arena, &list, "、") : list) !=
	    NULL && has(&w, word))
		if (w.many == NULL)
			return NULL;
	if (word == NULL)
		return NULL;
	for (size_t k = 0; k < w.n && k < 12; k++)
		buf_addf(&all, "%s%s", k > 0 ? "、" : "", w.items[k]);
	text = arena_printf(p->arena, "“%s”没有“%s”这个词，只有 %s%s%s",
	    p->texts[end - 1], word, buf_str(&all), w.n > 12 ? "……" : "",
	    meant_text(p->arena, text_nearest(p->arena, word, w.items, w.n)));
	buf_free(&all);
	return text;
}

static bool
is_equal(const struct sql_parts *p, size_t i)
{
	return sql_is(p, i, "=") || sql_is(p, i, "==") || sql_is(p, i, "<>") ||
	    sql_is(p, i, "!=");
}

/* A 多选 that is equal to one of its words, which it is if that is the only
   one that was chosen. */
static const char *
one_of_many(const struct sql_parts *p, size_t first, size_t end, size_t i)
{
	struct column_words w = { .parts = p };

	if (i >= p->n || p->tokens[i].kind != SQL_TEXT ||
	    *p->texts[i] == '\0' || strstr(p->texts[i], "、") != NULL ||
	    sql_each_column(p, first, end, take_column, &w) == 0 || w.open ||
	    w.many == NULL)
		return NULL;
	return arena_printf(p->arena, "“%s”是多选，还选了别的就不等于“%s”；有没有选"
	    "它，查 %s 表的“值”；只选了它一个，写 %s IS '%s'", w.many->field,
	    p->texts[i], w.many->table, w.many->field, p->texts[i]);
}

/* From i on, for the column in first … end: = 'x', IS NOT 'x', IN ('x', 'y'). */
static const char *
compared(const struct sql_parts *p, size_t first, size_t end, size_t i)
{
	const char *text = NULL;

	if (is_equal(p, i)) {
		text = strange(p, first, end, i + 1);
		return text != NULL ? text : one_of_many(p, first, end, i + 1);
	}
	if (sql_is(p, i, "IS"))
		return strange(p, first, end, sql_is(p, i + 1, "NOT") ? i + 2 :
		    i + 1);
	i += sql_is(p, i, "NOT");
	if (!sql_is(p, i, "IN") || !sql_is(p, i + 1, "("))
		return NULL;
	for (size_t k = i + 2; k < p->other[i + 1] && text == NULL; k++)
		if (sql_is(p, k + 1, ",") || k + 1 == p->other[i + 1])
			text = strange(p, first, end, k);
	return text != NULL ? text : one_of_many(p, first, end, i + 2);
}

/* CASE column WHEN 'x' THEN …: each of them. */
static const char *
in_case(const struct sql_parts *p, size_t first, size_t end)
{
	const size_t close = first > 0 && sql_is(p, first - 1, "CASE") &&
	    sql_is(p, end, "WHEN") ? p->other[first - 1] : 0;
	const char *text = NULL;

	for (size_t i = end; i < close && text == NULL; i++) {
		if (sql_is(p, i, "WHEN") && sql_is(p, i + 2, "THEN"))
			text = strange(p, first, end, i + 1);
		if (p->other[i] != p->n && p->other[i] > i)
			i = p->other[i];
	}
	return text;
}

/* (SELECT column FROM …) = 'x', where i is the bracket. */
static const char *
behind_query(const struct sql_parts *p, size_t i)
{
	const size_t first = i + 2;
	size_t end = first + 1;

	if (!sql_is(p, i, "(") || !sql_is(p, i + 1, "SELECT") ||
	    p->other[i] == p->n || !sql_is_name(p, first))
		return NULL;
	if (sql_is(p, end, ".") && sql_is_name(p, end + 1))
		end += 2;
	return sql_is(p, end, "FROM") ?
	    compared(p, first, end, p->other[i] + 1) : NULL;
}

const char *
sql_strange_word(const struct sql_parts *p)
{
	const char *text = NULL;

	for (size_t i = 0; i < p->n && text == NULL; i++) {
		size_t end = i + 1;

		text = behind_query(p, i);
		if (text != NULL || !sql_is_name(p, i) || (i > 0 && sql_is(p, i - 1, ".")))
			continue;
		if (sql_is(p, end, ".") && sql_is_name(p, end + 1))
			end += 2;
		text = compared(p, i, end, end);
		if (text == NULL)
			text = in_case(p, i, end);
		if (text == NULL && i > 1 && is_equal(p, i - 1))
			text = strange(p, i, end, i - 2);
	}
	return text;
}

/* ---- a word where SQL asks whether something holds ----------------------------------- */

/* Whether token i opens a place for a condition. */
static bool
asks(const struct sql_parts *p, size_t i)
{
	return sql_is(p, i, "AND") || sql_is(p, i, "OR") ||
	    (sql_is(p, i, "NOT") && (i == 0 || !sql_is(p, i - 1, "IS"))) ||
	    sql_is(p, i, "WHERE") || sql_is(p, i, "WHEN");
}

/* What to say where the column in first … end stands for a condition. */
static const char *
bare(const struct sql_parts *p, size_t first, size_t end)
{
	struct column_words w = { .parts = p };

	if (first == 0 || !asks(p, first - 1) || (end != p->n &&
	    !sql_is(p, end, "AND") && !sql_is(p, end, "OR") &&
	    !sql_is(p, end, "THEN") && !sql_is(p, end, ")")) ||
	    sql_each_column(p, first, end, take_column, &w) == 0 || w.open ||
	    w.n == 0 || (*w.items[0] >= '0' && *w.items[0] <= '9'))
		return NULL;
	return arena_printf(p->arena, "“%s”是词，不能直接作条件（总是不成立）；"
	    "请写成 %s = '%s'", p->texts[end - 1], p->texts[end - 1],
	    w.items[0]);
}

const char *
sql_bare_word(const struct sql_parts *p)
{
	const char *text = NULL;

	for (size_t i = 0; i < p->n && text == NULL; i++) {
		size_t end = i + 1;

		if (!sql_is_name(p, i) || (i > 0 && sql_is(p, i - 1, ".")))
			continue;
		if (sql_is(p, end, ".") && sql_is_name(p, end + 1))
			end += 2;
		text = bare(p, i, end);
	}
	return text;
}
