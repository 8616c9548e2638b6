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

const struct book_sheet *
book_find_sheet(const struct book *book, const char *name)
{
	for (size_t i = 0; i < book->nsheets; i++)
		if (strcmp(book->sheets[i].file.sheet, name) == 0)
			return &book->sheets[i];
	return NULL;
}

/* Whether name, of len bytes, may be that of a sheet when it is filled in. */
static bool
may_be(const char *name, size_t len, const char *sheet)
{
	static const char *const marks[] = { "«", "本列" };

	for (size_t i = 0; i < 2; i++)
		if (memmem(name, len, marks[i], strlen(marks[i])) != NULL)
			return true;	/* any part of it: who knows */
	while (len > 0 && *name == ' ') {
		name++;
		len--;
	}
	return strlen(sheet) == len && strncmp(sheet, name, len) == 0;
}

bool
reference_names(const char *text, const struct book_sheet *to)
{
	const char *name = text;

	/* {整列:SHEET!…}, and 分类=SHEET!… of a chart */
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '!' && may_be(name, (size_t)(p - name),
		    to->file.sheet))
			return true;
		if (strchr(":={|!", *p) != NULL)
			name = p + 1;
	}
	return false;
}

size_t
book_sheet_column(const struct book_sheet *s, const char *name)
{
	for (size_t i = 0; i < s->ncolumns; i++)
		if (strcmp(book_column_name(s, &s->columns[i]), name) == 0)
			return i;
	/* A path: the first line of the header, the last one. */
	for (size_t i = 0; i < s->ncolumns; i++) {
		const struct book_column *c = &s->columns[i];
		const size_t len = strlen(c->head[0]);

		if (s->nheads > 1 && strncmp(name, c->head[0], len) == 0 &&
		    name[len] == '/' &&
		    strcmp(name + len + 1, book_column_name(s, c)) == 0)
			return i;
	}
	return s->ncolumns;
}

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

/* {同组}, {透视}, {各列:X}: several columns of this row. */
static bool
put_several(struct buf *out, const struct where *w, const char *name)
{
	const struct book_sheet *s = w->s;
	const char *each = strncmp(name, "各列:", strlen("各列:")) == 0 ?
	    name + strlen("各列:") : NULL;
	const bool group = strcmp(name, "同组") == 0;
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

static bool	expand(const struct where *w, const char *text, struct buf *out);

/* {概况:X}: not inside another, so that none can name itself. */
static bool
put_overview(struct buf *out, const struct where *w, const char *name)
{
	const struct where inside = { w->book, w->s, w->column, w->row, true };
	const char *text = property(w->book->overview, w->book->noverview,
	    name);

	return text != NULL && !w->inside && expand(&inside, text, out);
}

static bool
put_reference(struct buf *out, const struct where *w, const char *name)
{
	const size_t whole = strlen("整列:"), item = strlen("方案:");
	size_t column;

	if (strncmp(name, "整列:", whole) == 0)
		return reference_range(w->book, w->s, name + whole, SIZE_MAX, out);
	if (strncmp(name, "方案:", item) == 0)
		return put_value(out, w, property(w->book->properties,
		    w->book->nproperties, name + item));
	if (strncmp(name, "概况:", item) == 0)
		return put_overview(out, w, name + item);
	if (strncmp(name, "分表:", item) == 0)
		return put_value(out, w, book_sheet_repeat_value(w->s, name + item));
	if (strcmp(name, "同组") == 0 || strcmp(name, "透视") == 0 ||
	    strncmp(name, "各列:", strlen("各列:")) == 0)
		return put_several(out, w, name);
	column = book_sheet_column(w->s, name);
	if (column == w->s->ncolumns)
		return false;
	put_cell(out, column, row_of(w));
	return true;
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
