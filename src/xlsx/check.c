#include "xlsx/private.h"

#include <string.h>

#include "base/text.h"

/*
 * What is wrong with the keys of a sheet, found without data.  Known are the
 * query's columns, and the sheet's but those that a pivot of one value makes
 * (known.c): a name that may be one of these is not complained of.
 */

#define PIVOTED		"透视"

struct key_check {
	struct book *book;
	struct book_sheet *s;
	struct arena *a;
};

static void
complain(struct key_check *c, const struct key *k, const char *text)
{
	if (text != NULL)
		mistakes_add(&c->s->file.mistakes, c->a, k->line,
		    arena_printf(c->a, "“%s”：%s", k->name, text));
}

/* ---- columns ------------------------------------------------------------------ */

static bool
is_one_of(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static const char *
no_column(struct key_check *c, const char *name)
{
	return arena_printf(c->a, "没有列“%s”（有%s）", name,
	    book_sheet_names(c->a, c->s));
}

/* One name of a list of columns. */
static void
check_name(struct key_check *c, const struct key *k, const char *name)
{
	const struct known_columns *known = &c->s->known;

	if (strcmp(name, PIVOTED) == 0 && known->ready && !known->pivot)
		complain(c, k, "这张工作表没有“透视”");
	if (strcmp(name, PIVOTED) == 0 || book_sheet_may_have(c->s, name))
		return;
	/* 格式 is also of a header line, by the name of its column. */
	if (k->row->type != KEY_FORMAT ||
	    !is_one_of(known->heads, known->nheads, name))
		complain(c, k, no_column(c, name));
}

static void
check_list(struct key_check *c, const struct key *k, const char *list)
{
	const char *name;

	while ((name = text_split(c->a, &list, "、")) != NULL)
		check_name(c, k, name);
}

static void
check_columns(struct key_check *c, const struct key *k)
{
	check_list(c, k, k->value);
}

static void
check_column(struct key_check *c, const struct key *k)
{
	if (!book_sheet_may_have(c->s, k->value))
		complain(c, k, no_column(c, k->value));
}

/* With a pivot a wrong name has ended the loading, and is said already. */
static void
check_field(struct key_check *c, const struct key *k)
{
	if (sheet_file_key(&c->s->file, PIVOTED) == NULL)
		complain(c, k, "要有“透视”");
}

static void
check_link(struct key_check *c, const struct key *k)
{
	const char *list = k->value;
	const char *name = text_split(c->a, &list, "←");

	if (list == NULL) {
		complain(c, k, "应写成“列 ← 编号所在的列”");
		return;
	}
	if (!book_sheet_may_have(c->s, name))
		complain(c, k, no_column(c, name));
	name = text_trim(c->a, list);
	if (!book_sheet_may_have(c->s, name))
		complain(c, k, no_column(c, name));
}

/* ---- values ------------------------------------------------------------------- */

static void
check_by_row(struct key_check *c, const struct key *k)
{
	const char *why = sheet_key_wrong(c->a, k->row, k->value);

	if (why != NULL)
		mistakes_add(&c->s->file.mistakes, c->a, k->line, why);
}

static void
check_text(struct key_check *c, const struct key *k)
{
	bool elsewhere;

	complain(c, k, reference_wrong(c->a, c->book, c->s, k->value, true,
	    &elsewhere));
}

/*
 * A number format has a place for a digit (0 # ?), a text (@) or a part of a
 * date, or is General; what is in "…" or behind \ is words, [ ] is closed.
 */
static void
check_format(struct key_check *c, const struct key *k)
{
	const char *p = k->value;
	bool place = strncmp(p, "General", strlen("General")) == 0;
	bool closed = true;

	for (; *p != '\0' && closed; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (*p == '"' || *p == '[') {
			p = strchr(p + 1, *p == '"' ? '"' : ']');
			closed = p != NULL;
			if (!closed)
				break;
		} else
			place |= strchr("0#?@ymdhs", *p) != NULL;
	}
	if (!closed)
		complain(c, k, "引号或方括号没有配对");
	else if (!place)
		complain(c, k, arena_printf(c->a, "“%s”不是数的格式，"
		    "应如0.00、0\"分\"、General", k->value));
}

/* TEXT=colour、… */
static void
check_colours(struct key_check *c, const struct key *k)
{
	const char *list = k->value, *item;

	while ((item = text_split(c->a, &list, "、")) != NULL) {
		const char *mark = strchr(item, '=');

		if (mark == NULL || mark == item)
			complain(c, k, arena_printf(c->a,
			    "“%s”应写成“文字=颜色”", item));
		else if (book_colour(mark + 1) == 0)
			complain(c, k, arena_printf(c->a,
			    "没有颜色“%s”（有%s）", mark + 1,
			    book_colour_names(c->a)));
	}
}

/* 表 or 表.列 each; whether the store has them is what it asks. */
static void
check_needs(struct key_check *c, const struct key *k)
{
	const char *list = k->value, *item;

	while ((item = text_split(c->a, &list, "、")) != NULL) {
		const char *dot = strchr(item, '.');

		if (*item == '\0' || dot == item || (dot != NULL &&
		    (dot[1] == '\0' || strchr(dot + 1, '.') != NULL)))
			complain(c, k, arena_printf(c->a,
			    "“%s”应写成“表.列”", item));
	}
}

/* Whether two keys are for some column both. */
static bool
share_column(struct key_check *c, const struct key *one, const struct key *other)
{
	const char *list = one->arg, *name;

	while ((name = text_split(c->a, &list, "、")) != NULL)
		if (sheet_file_lists(other->arg, name))
			return true;
	return false;
}

/*
 * What is not this file's fault (a sheet that this scheme has not) is none
 * where another 公式 of the column can take its place.
 */
static bool
has_other_formula(struct key_check *c, const struct key *k)
{
	for (size_t i = 0; i < c->s->file.nkeys; i++) {
		const struct key *other = &c->s->file.keys[i];
		bool elsewhere;

		if (other != k && other->row == k->row &&
		    share_column(c, k, other) && reference_wrong(c->a,
		    c->book, c->s, other->value, false, &elsewhere) == NULL)
			return true;
	}
	return false;
}

static void
check_formula(struct key_check *c, const struct key *k)
{
	bool elsewhere;
	const char *why = reference_wrong(c->a, c->book, c->s, k->value,
	    false, &elsewhere);

	if (*k->value == '\0')
		why = "没有公式";
	if (why != NULL && !(elsewhere && has_other_formula(c, k)))
		complain(c, k, why);
}

static void
check_chart(struct key_check *c, const struct key *k)
{
	complain(c, k, book_chart_wrong(c->a, c->book, c->s, k));
	book_chart_check(c->a, k, &c->s->file.mistakes);
}

/* ---- keys --------------------------------------------------------------------- */

static void
said_already(struct key_check *c, const struct key *k)
{
	(void)c;	/* by who ran the query */
	(void)k;
}

static void (*const checks[])(struct key_check *c, const struct key *k) = {
	[KEY_TEXT] = check_text, [KEY_PLAIN] = check_by_row,
	[KEY_NUMBER] = check_by_row, [KEY_WHOLE] = check_by_row,
	[KEY_WORD] = check_by_row, [KEY_COLUMN] = check_column,
	[KEY_COLUMNS] = check_columns, [KEY_FIELD] = check_field,
	[KEY_PIVOT] = said_already, [KEY_FORMAT] = check_format,
	[KEY_COLOURS] = check_colours, [KEY_FORMULA] = check_formula,
	[KEY_LINK] = check_link, [KEY_NEEDS] = check_needs,
	[KEY_QUERY] = said_already, [KEY_CHART] = check_chart,
};

/* What stands behind the key's name. */
static void
check_arg(struct key_check *c, const struct key *k)
{
	switch (k->row->arg) {
	case ARG_NONE:
		if (*k->arg != '\0')
			complain(c, k, arena_printf(c->a,
			    "后面不能有“%s”，应写成“%s: …”", k->arg,
			    k->name));
		break;
	case ARG_COLUMNS:
		if (*k->arg == '\0')
			complain(c, k, arena_printf(c->a,
			    "没有写是哪些列，应写成“%s 列: …”", k->name));
		else
			check_list(c, k, k->arg);
		break;
	case ARG_KIND:		/* what it is a kind of looks */
		break;
	}
}

/* Given before, for the same columns if it is for columns. */
static void
check_again(struct key_check *c, const struct key *k)
{
	for (const struct key *before = c->s->file.keys; before < k; before++)
		if (before->row == k->row && (!k->row->again ||
		    (k->row->arg == ARG_COLUMNS &&
		    k->row->type != KEY_FORMULA &&
		    share_column(c, k, before)))) {
			complain(c, k, arena_printf(c->a,
			    "写了两次（第%u行已有），只有前一次算数",
			    before->line));
			return;
		}
}

/* A parameter of the query that nothing is bound to is always NULL. */
static void
check_parameters(struct key_check *c)
{
	struct err err = { 0 };
	sqlite3_stmt *stmt = store_prepare_foreign(c->book->store,
	    c->s->file.sql, "查询", &err);
	const char *name = stmt == NULL ? NULL :
	    book_sheet_unbound(c->s, stmt);

	if (name != NULL)
		mistakes_add(&c->s->file.mistakes, c->a, c->s->file.line,
		    arena_printf(c->a, "查询里的“%s”没有值：“分表”没有这一列",
		    name));
	store_finalize(stmt);
}

void
book_sheet_check(struct book *book, struct book_sheet *s)
{
	struct key_check c = { book, s, &book->arena };

	for (size_t i = 0; i < s->file.nkeys; i++) {
		const struct key *k = &s->file.keys[i];

		check_arg(&c, k);
		check_again(&c, k);
		checks[k->row->type](&c, k);
	}
	check_parameters(&c);
}
