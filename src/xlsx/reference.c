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

/* 本列 or 本表头 at *name, which goes behind it; NULL when it is none. */
static const char *
own_text(const struct where *w, const char **name)
{
	const struct book_column *c = &w->s->columns[w->column];

	if (w->column == w->s->ncolumns)
		return NULL;
	if (strncmp(*name, OWN_NAME, strlen(OWN_NAME)) == 0) {
		*name += strlen(OWN_NAME);
		return book_column_name(w->s, c);
	}
	if (strncmp(*name, OWN_HEAD, strlen(OWN_HEAD)) != 0)
		return NULL;
	*name += strlen(OWN_HEAD);
	return c->head[0];
}

/* 本列, 本表头 and «column» replaced; in a buffer of the caller. */
static bool
fill_in(const struct where *w, const char *name, struct buf *out)
{
	while (*name != '\0') {
		const char *own = own_text(w, &name);
		const struct book_cell *cell;
		const char *end;
		size_t i;

		if (own != NULL) {
			buf_adds(out, own);
			continue;
		}
		end = strstr(name, "»");
		if (strncmp(name, "«", strlen("«")) != 0 || end == NULL) {
			buf_addc(out, *name++);
			continue;
		}
		name += strlen("«");
		for (i = 0; i < w->s->ncolumns; i++) {
			own = book_column_name(w->s, &w->s->columns[i]);
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

/* A number as it is, a text in quotes (as it is outside a cell). */
static bool
put_value(struct buf *out, const struct where *w, const char *value)
{
	const char *digits;

	if (value == NULL)
		return false;
	digits = *value == '-' ? value + 1 : value;
	if (w->column == w->s->ncolumns || (*digits != '\0' &&
	    strspn(digits, "0123456789.") == strlen(digits))) {
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

const char *
book_property_value(const struct book_property *items, size_t n,
    const char *name)
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

/* What the column is marked with; NULL when it is not a column with marks. */
static const char *
mark_of(const struct book_sheet *s, size_t column, const char *name, size_t len)
{
	const size_t mark = book_sheet_mark(s, name, len);

	if (mark == s->nmarks || column == s->ncolumns ||
	    !s->columns[column].pivot || *s->columns[column].mark[mark] == '\0')
		return NULL;
	return s->columns[column].mark[mark];
}

static bool
put_mark(struct buf *out, const struct where *w, const char *name)
{
	return put_value(out, w, mark_of(w->s, w->column, name, strlen(name)));
}

static bool
put_marked(struct buf *out, const struct where *w, const char *name)
{
	const struct book_sheet *s = w->s;
	const char *equals = strchr(name, '='), *want, *mark;
	bool *pick, ok;

	if (equals == NULL)
		return false;
	want = mark_of(s, w->column, equals + 1, strlen(equals + 1));
	if (want == NULL)
		return false;
	pick = mem_zero(s->ncolumns + 1, sizeof(*pick));
	for (size_t i = 0; i < s->ncolumns; i++) {
		mark = mark_of(s, i, name, (size_t)(equals - name));
		pick[i] = mark != NULL && strcmp(mark, want) == 0;
	}
	ok = put_runs(out, w, pick);
	free(pick);
	return ok;
}

static bool
put_whole(struct buf *out, const struct where *w, const char *name)
{
	return reference_range(w->book, w->s, name, SIZE_MAX, out);
}

static bool
put_property(struct buf *out, const struct where *w, const char *name)
{
	return put_value(out, w, book_property_value(w->book->properties,
	    w->book->nproperties, name));
}

static bool	expand(const struct where *w, const char *text, struct buf *out);

/*
 * Not inside another, so that none can name itself.  What has nothing in it
 * makes no formula, and is nothing in a text.
 */
static bool
put_overview(struct buf *out, const struct where *w, const char *name)
{
	const struct where inside = { w->book, w->s, w->column, w->row, true };
	const char *text = book_property_value(w->book->overview,
	    w->book->noverview, name);

	return text != NULL && !w->inside && (*text != '\0' ||
	    w->column == w->s->ncolumns) && expand(&inside, text, out);
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
	{ "同组", false, put_group, reference_wrong_pivoted },
	{ "透视", false, put_pivoted, reference_wrong_pivoted },
	{ "同标:", false, put_marked, reference_wrong_marked },
	{ "列标:", false, put_mark, reference_wrong_mark },
	{ "各列:", false, put_each, reference_wrong_column },
	{ "整列:", false, put_whole, reference_wrong_whole },
	{ "方案:", true, put_property, reference_wrong_property },
	{ "概况:", true, put_overview, reference_wrong_overview },
	{ "分表:", true, put_part, reference_wrong_part },
	{ "", false, put_own, reference_wrong_column }	/* any other: a column */
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
		why = reference_wrong_column(q, arena_strndup(q->arena, name,
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

	return reference_wrong_whole(&q, name);
}
