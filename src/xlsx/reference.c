#include "xlsx/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sheet/sheet.h"

/* References in formulas and texts, as private.h lists them. */

struct where {
	const struct book *book;
	const struct book_sheet *s;
	size_t column, row;
	bool inside;		/* a text that a reference put in place */
};

static void
put_cell(struct buf *out, size_t column, size_t row)
{
	buf_addc(out, '$');
	sheet_add_column_name(out, column + 1);
	if (row == ROW_ANY)
		buf_addc(out, ROW_MARK);
	else
		buf_addf(out, "%zu", row + 1);
}

/* The row of the spreadsheet. */
static size_t
row_of(const struct where *w)
{
	return w->row == ROW_ANY ? ROW_ANY : book_sheet_first_row(w->s) + w->row;
}

/* The columns whose pick[] is set, as ranges of this row. */
static bool
put_runs(struct buf *out, const struct where *w, const bool *pick)
{
	const size_t row = row_of(w);
	bool any = false;

	for (size_t i = 0; i < w->s->ncolumns; i++) {
		size_t last = i;

		if (!pick[i])
			continue;
		while (last + 1 < w->s->ncolumns && pick[last + 1])
			last++;
		if (any)
			buf_addc(out, ',');
		put_cell(out, i, row);
		if (last > i) {
			buf_addc(out, ':');
			put_cell(out, last, row);
		}
		any = true;
		i = last;
	}
	return any;
}

/* 本列 and «column» replaced; in a buffer of the caller. */
static bool
fill_in(const struct where *w, const char *name, struct buf *out)
{
	while (*name != '\0') {
		const struct book_cell *cell;
		const char *end;
		size_t i;

		if (strncmp(name, "本列", strlen("本列")) == 0 &&
		    w->column < w->s->ncolumns) {
			buf_adds(out, book_column_name(w->s,
			    &w->s->columns[w->column]));
			name += strlen("本列");
			continue;
		}
		end = strstr(name, "»");
		if (strncmp(name, "«", strlen("«")) != 0 || end == NULL) {
			buf_addc(out, *name++);
			continue;
		}
		name += strlen("«");
		for (i = 0; i < w->s->ncolumns; i++) {
			const char *own = book_column_name(w->s,
			    &w->s->columns[i]);

			if (strlen(own) == (size_t)(end - name) &&
			    strncmp(own, name, strlen(own)) == 0)
				break;
		}
		if (i == w->s->ncolumns || w->row == ROW_ANY)
			return false;
		cell = book_sheet_cell(w->s, w->row, i);
		if (cell != NULL && cell->type == CELL_TEXT)
			buf_adds(out, cell->u.text);
		name = end + strlen("»");
	}
	return true;
}

bool
reference_range(const struct book *book, const struct book_sheet *s,
    const char *name, size_t most, struct buf *out)
{
	const struct book_sheet *of = s;
	const char *mark = strchr(name, '!');
	size_t column, n;

	if (mark != NULL) {
		of = NULL;
		for (size_t i = 0; i < book->nsheets; i++) {
			const char *sheet = book->sheets[i].file.sheet;

			if (strlen(sheet) == (size_t)(mark - name) &&
			    strncmp(sheet, name, strlen(sheet)) == 0)
				of = &book->sheets[i];
		}
		name = mark + 1;
	}
	if (of == NULL || (column = book_sheet_column(of, name)) == of->ncolumns)
		return false;
	n = of->nrows > most ? most : of->nrows;
	if (of != s) {
		buf_addc(out, '\'');
		for (const char *p = of->file.sheet; *p != '\0'; p++) {
			if (*p == '\'')
				buf_addc(out, '\'');
			buf_addc(out, *p);
		}
		buf_adds(out, "'!");
	}
	buf_addc(out, '$');
	sheet_add_column_name(out, column + 1);
	buf_addf(out, "$%zu:$", book_sheet_first_row(of) + 1);
	sheet_add_column_name(out, column + 1);
	buf_addf(out, "$%zu", book_sheet_first_row(of) + (n > 0 ? n : 1));
	return true;
}

/* A number as it is, a text in quotes (as it is outside a cell). */
static bool
put_value(struct buf *out, const struct where *w, const char *value)
{
	if (value == NULL)
		return false;
	if (w->column == w->s->ncolumns || (*value != '\0' &&
	    strspn(value, "0123456789.") == strlen(value))) {
		buf_adds(out, value);
		return true;
	}
	buf_addc(out, '"');
	for (; *value != '\0'; value++) {
		if (*value == '"')
			buf_addc(out, '"');
		buf_addc(out, *value);
	}
	buf_addc(out, '"');
	return true;
}

static const char *
property(const struct book_property *items, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(items[i].name, name) == 0)
			return items[i].value;
	return NULL;
}

/* ---- the kinds of references ---------------------------------------------------- */

/* Several columns of this row. */
static bool
put_several(struct buf *out, const struct where *w, const char *each,
    bool group)
{
	const struct book_sheet *s = w->s;
	bool *pick = mem_zero(s->ncolumns + 1, sizeof(*pick)), ok;

	for (size_t i = 0; i < s->ncolumns; i++) {
		const struct book_column *c = &s->columns[i];

		if (each != NULL)
			pick[i] = strcmp(book_column_name(s, c), each) == 0;
		else
			pick[i] = c->pivot && c->formula == NULL && (!group ||
			    (w->column < s->ncolumns && strcmp(c->head[0],
			    s->columns[w->column].head[0]) == 0));
	}
	ok = put_runs(out, w, pick);
	free(pick);
	return ok;
}

static bool
put_each(struct buf *out, const struct where *w, const char *name)
{
	return put_several(out, w, name, false);
}

static bool
put_group(struct buf *out, const struct where *w, const char *name)
{
	(void)name;
	return put_several(out, w, NULL, true);
}

static bool
put_pivoted(struct buf *out, const struct where *w, const char *name)
{
	(void)name;
	return put_several(out, w, NULL, false);
}

static bool
put_whole(struct buf *out, const struct where *w, const char *name)
{
	return reference_range(w->book, w->s, name, SIZE_MAX, out);
}

static bool
put_property(struct buf *out, const struct where *w, const char *name)
{
	return put_value(out, w, property(w->book->properties,
	    w->book->nproperties, name));
}

static bool	expand(const struct where *w, const char *text, struct buf *out);

/* Not inside another, so that none can name itself. */
static bool
put_overview(struct buf *out, const struct where *w, const char *name)
{
	const struct where inside = { w->book, w->s, w->column, w->row, true };
	const char *text = property(w->book->overview, w->book->noverview,
	    name);

	return text != NULL && *text != '\0' && !w->inside && expand(&inside, text, out);
}

static bool
put_part(struct buf *out, const struct where *w, const char *name)
{
	return put_value(out, w, book_sheet_repeat_value(w->s, name));
}

static bool
put_own(struct buf *out, const struct where *w, const char *name)
{
	size_t column = book_sheet_column(w->s, name);

	if (column == w->s->ncolumns)
		return false;
	put_cell(out, column, row_of(w));
	return true;
}

/* Who asks what is wrong, and whether that hangs on this file alone. */
struct question {
	struct arena *arena;
	const struct book *book;
	const struct book_sheet *s;
	bool elsewhere;
};

/* Part of the name is only known in its place: 本列, «列». */
static bool
is_open(const char *name)
{
	return strstr(name, "本列") != NULL || strstr(name, "«") != NULL;
}

static const char *
wrong_column(struct question *q, const char *name)
{
	if (is_open(name) || book_sheet_may_have(q->s, name))
		return NULL;
	return arena_printf(q->arena, "没有列“%s”（有%s）", name,
	    book_sheet_names(q->arena, q->s));
}

static const char *
wrong_pivoted(struct question *q, const char *name)
{
	return !q->s->known.ready || q->s->known.pivot ? NULL :
	    arena_printf(q->arena, "{%s}要有“透视”", name);
}

/*
 * Whether a sheet with 分表 is called so in its file, and behind it ends: 0 for
 * its own name, which no sheet has, - for one that may be made, SHEET-值.
 */
static bool
is_repeated(const struct book *book, const char *sheet, char end)
{
	for (size_t i = 0; i < book->nrepeated; i++) {
		const size_t len = strlen(book->repeated[i]);

		if (strncmp(book->repeated[i], sheet, len) == 0 &&
		    sheet[len] == end)
			return true;
	}
	return false;
}

/* Whether it is a sheet that schemes have which are not like this one. */
static bool
is_unwanted(const struct book *book, const char *sheet)
{
	const struct book_sheet *s = book->sheets + book->nsheets;

	for (size_t i = 0; i < book->nunwanted; i++)
		if (!s[i].file.own && strcmp(s[i].file.sheet, sheet) == 0)
			return true;
	return false;
}

static const char *
wrong_whole(struct question *q, const char *name)
{
	const char *mark = strchr(name, '!');
	const struct book_sheet *of;
	const char *sheet;

	if (mark == NULL)
		return wrong_column(q, name);
	sheet = arena_strndup(q->arena, name, (size_t)(mark - name));
	if (is_open(sheet) || is_repeated(q->book, sheet, '-') ||
	    is_unwanted(q->book, sheet))
		return NULL;
	of = is_repeated(q->book, sheet, '\0') ? NULL :
	    book_find_sheet(q->book, sheet);
	q->elsewhere = true;
	if (of == NULL)
		return arena_printf(q->arena, "没有工作表“%s”", sheet);
	if (is_open(mark + 1) || book_sheet_may_have(of, mark + 1))
		return NULL;
	return arena_printf(q->arena, "工作表“%s”没有列“%s”（有%s）", sheet,
	    mark + 1, book_sheet_names(q->arena, of));
}

static const char *
wrong_item(struct question *q, const struct book_property *items, size_t n,
    const char *of, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(items[i].name, name) == 0)
			return NULL;
	if (is_open(name))
		return NULL;
	q->elsewhere = true;
	return arena_printf(q->arena, "%s中没有“%s”", of, name);
}

static const char *
wrong_property(struct question *q, const char *name)
{
	return wrong_item(q, q->book->properties, q->book->nproperties,
	    "方案", name);
}

static const char *
wrong_overview(struct question *q, const char *name)
{
	return wrong_item(q, q->book->overview, q->book->noverview, "概况",
	    name);
}

static const char *
wrong_part(struct question *q, const char *name)
{
	if (is_open(name) || book_sheet_repeat_value(q->s, name) != NULL)
		return NULL;
	return arena_printf(q->arena, "“分表”没有列“%s”", name);
}

/*
 * A row for each kind.  put says what stands for it, false when it names
 * nothing; wrong says why it never can name anything, whatever the data is.
 */
static const struct reference_kind {
	const char *word;	/* all of it, or with a colon how it begins */
	bool in_text;		/* 标题, 附注, 为空 may have it too */
	bool (*put)(struct buf *out, const struct where *w, const char *name);
	const char *(*wrong)(struct question *q, const char *name);
} kinds[] = {
	{ "同组", false, put_group, wrong_pivoted },
	{ "透视", false, put_pivoted, wrong_pivoted },
	{ "各列:", false, put_each, wrong_column },
	{ "整列:", false, put_whole, wrong_whole },
	{ "方案:", true, put_property, wrong_property },
	{ "概况:", true, put_overview, wrong_overview },
	{ "分表:", true, put_part, wrong_part },
	{ "", false, put_own, wrong_column }	/* any other: a column */
};

/* The kind of what stands between the braces; *name behind its colon. */
static const struct reference_kind *
kind_of(const char **name)
{
	const struct reference_kind *k = kinds;

	for (; *k->word != '\0'; k++) {
		const size_t len = strlen(k->word);

		if (k->word[len - 1] != ':') {
			if (strcmp(*name, k->word) == 0)
				return k;
		} else if (strncmp(*name, k->word, len) == 0) {
			*name += len;
			return k;
		}
	}
	return k;
}

static bool
put_reference(struct buf *out, const struct where *w, const char *name)
{
	const struct reference_kind *k = kind_of(&name);

	return k->put(out, w, name);
}

static bool
expand(const struct where *w, const char *text, struct buf *out)
{
	struct buf raw = { 0 }, name = { 0 };
	bool ok = true;

	while (ok && *text != '\0') {
		const char *end = *text == '{' ? strchr(text, '}') : NULL;

		if (end == NULL) {
			buf_addc(out, *text++);
			continue;
		}
		buf_reset(&raw);
		buf_reset(&name);
		buf_add(&raw, text + 1, (size_t)(end - text) - 1);
		ok = fill_in(w, buf_str(&raw), &name) &&
		    put_reference(out, w, buf_str(&name));
		text = end + 1;
	}
	buf_free(&raw);
	buf_free(&name);
	return ok;
}

bool
reference_expand(const struct book *book, const struct book_sheet *s,
    size_t column, size_t row, const char *text, struct buf *out)
{
	const struct where w = { book, s, column, row, false };

	return expand(&w, text, out);
}

/* A column in « » that the sheet cannot have. */
static const char *
wrong_marks(struct question *q, const char *name)
{
	const char *end, *why = NULL;

	while (why == NULL && (name = strstr(name, "«")) != NULL &&
	    (end = strstr(name, "»")) != NULL) {
		name += strlen("«");
		why = wrong_column(q, arena_strndup(q->arena, name,
		    (size_t)(end - name)));
		name = end;
	}
	return why;
}

const char *
reference_wrong(struct arena *a, const struct book *book,
    const struct book_sheet *s, const char *text, bool in_text,
    bool *elsewhere)
{
	struct question q = { .arena = a, .book = book, .s = s };
	const char *why = NULL;

	for (*elsewhere = false; (text = strchr(text, '{')) != NULL; text++) {
		const char *end = strchr(text, '}'), *name;
		const struct reference_kind *k;

		if (end == NULL)
			return "“{”没有配上“}”";
		name = arena_strndup(a, text + 1, (size_t)(end - text) - 1);
		why = wrong_marks(&q, name);
		k = kind_of(&name);
		if (why == NULL && in_text && !k->in_text)
			why = "这里只能引用方案、概况和分表";
		if (why == NULL)
			why = k->wrong(&q, name);
		if (why != NULL)
			break;
		text = end;
	}
	*elsewhere = q.elsewhere;
	return why;
}

const char *
reference_range_wrong(struct arena *a, const struct book *book,
    const struct book_sheet *s, const char *name)
{
	struct question q = { .arena = a, .book = book, .s = s };

	return wrong_whole(&q, name);
}
