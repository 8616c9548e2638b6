#include "sheet/html_table.h"

#include <stdlib.h>
#include <string.h>

#define MAX_COLUMNS_SPANNED	((size_t)1000)	/* what browsers allow */
#define MAX_ROWS_SPANNED	((size_t)65534)

struct html_table {
	struct html_table *outer;
	struct sheet_grid *grid;
	bool in_row, in_cell, in_caption;
	size_t row, column;	/* from 1; of the cell that is open */
	size_t columns, rows;	/* that it spans */
	size_t filled;		/* cells of the row that hold text */
	size_t full_rows;	/* rows with two such cells or more */
	bool any;		/* it has such a cell */
	size_t nspans, cap_spans;
	size_t *spans;		/* by column: the last row that a cell spans */
	bool around;		/* a cell holds a table that is a sheet */
	struct html_text text;	/* of the cell */
	struct html_text flat;	/* all of it, for the cell that holds it */
	struct html_text caption;
};

/*
 * A table in a cell of another is a sheet where it looks like one: two rows
 * with two filled cells.  Else it is a way to set out the cell's text.  The
 * table around a sheet is one too where it looks like one itself; else it
 * only sets out the page.
 */
static bool
is_sheet(const struct html_table *t)
{
	if (t->full_rows >= 2)
		return true;
	return t->outer == NULL && !t->around && t->any;
}


void
html_table_begin(struct html_tables *p)
{
	struct html_table *t;

	if (p->depth == HTML_MAX_DEPTH) {
		p->status = SHEET_BROKEN;
		return;
	}
	t = mem_zero(1, sizeof(*t));
	t->outer = p->open;
	t->grid = grid_begin(p->a);
	p->open = t;
	p->depth++;
	p->any = true;
}

/* ---- rows and cells ------------------------------------------------------------ */

void
html_row_end(struct html_tables *p)
{
	struct html_table *t = p->open;

	html_cell_end(p);
	if (t == NULL || !t->in_row)
		return;
	t->in_row = false;
	if (t->filled >= 2)
		t->full_rows++;
	html_text_block(&t->flat);
}

void
html_row_begin(struct html_tables *p, bool hidden)
{
	struct html_table *t = p->open;

	if (t == NULL)
		return;
	html_row_end(p);
	if (p->rows++ == SHEET_MAX_ROWS)
		p->status = SHEET_TOO_MANY_ROWS;
	t->in_row = true;
	t->row++;
	t->column = 0;
	t->columns = 1;
	t->filled = 0;
	if (hidden)
		grid_hide_rows(t->grid, t->row, t->row);
}

/* Remember for the rows below how far down the cell that is open spans. */
static void
remember_span(struct html_table *t)
{
	size_t behind = t->column + t->columns;

	if (behind > SHEET_MAX_COLUMNS)
		behind = SHEET_MAX_COLUMNS + 1;
	if (t->nspans < behind) {
		t->spans = mem_resize(t->spans, behind, sizeof(*t->spans));
		memset(t->spans + t->nspans, 0, (behind - t->nspans) *
		    sizeof(*t->spans));
		t->nspans = behind;
	}
	for (size_t c = t->column; c < behind; c++)
		t->spans[c] = t->row + t->rows - 1;
}

void
html_cell_begin(struct html_tables *p, size_t columns, size_t rows,
    bool hidden)
{
	struct html_table *t = p->open;

	if (t == NULL)
		return;
	html_cell_end(p);
	html_caption_end(p);
	if (!t->in_row)
		html_row_begin(p, false);
	t->column += t->columns;
	while (t->column < t->nspans && t->spans[t->column] >= t->row)
		t->column++;
	t->columns = columns == 0 ? 1 : columns < MAX_COLUMNS_SPANNED ?
	    columns : MAX_COLUMNS_SPANNED;
	t->rows = rows == 0 || rows > MAX_ROWS_SPANNED ? MAX_ROWS_SPANNED :
	    rows;
	t->in_cell = true;
	if (hidden)
		grid_hide_columns(t->grid, t->column, t->column);
	if (t->rows > 1)
		remember_span(t);
	if (t->rows > 1 || t->columns > 1)
		grid_merge(t->grid, t->row, t->row + t->rows - 1, t->column,
		    t->column + t->columns - 1);
}

void
html_cell_end(struct html_tables *p)
{
	struct html_table *t = p->open;
	const char *text;

	if (t == NULL || !t->in_cell)
		return;
	t->in_cell = false;
	text = html_text_get(&t->text);
	if (*text != '\0') {
		grid_put(t->grid, t->row, t->column, SHEET_CELL_TEXT,
		    arena_strdup(p->a, text));
		t->filled++;
		t->any = true;
	}
	if (*text != '\0' && t->outer != NULL) {
		html_text_add(&t->flat, " ", 1);
		html_text_lines(&t->flat, text);
	}
	html_text_reset(&t->text);
}

/* ---- captions, text ------------------------------------------------------------ */

void
html_caption_begin(struct html_tables *p)
{
	if (p->open != NULL && !p->open->in_cell)
		p->open->in_caption = true;
}

void
html_caption_end(struct html_tables *p)
{
	if (p->open != NULL)
		p->open->in_caption = false;
}

struct html_text *
html_text_at(struct html_tables *p)
{
	struct html_table *t = p->open;

	if (t != NULL && t->in_cell)
		return &t->text;
	return t != NULL && t->in_caption ? &t->caption : NULL;
}

/* ---- tables -------------------------------------------------------------------- */

/* The table becomes a sheet, or is dropped. */
static void
keep(struct html_tables *p, struct html_table *t, bool sheet)
{
	const char *caption = html_text_get(&t->caption);
	enum sheet_status status = SHEET_OK;
	struct sheet s = { 0 };

	grid_end(t->grid, &s, &status);
	if (p->status == SHEET_OK)
		p->status = status;
	if (p->status == SHEET_OK && (p->n == HTML_MAX_TABLES ||
	    grid_is_too_large(&p->places, &s)))
		p->status = SHEET_TOO_LARGE;
	if (!sheet || p->status != SHEET_OK)
		return;
	arena_grow(p->a, &p->sheets, &p->cap, p->n, sizeof(*p->sheets));
	s.name = *caption != '\0' ? arena_strdup(p->a, caption) : NULL;
	p->sheets[p->n++] = s;
}

void
html_table_end(struct html_tables *p)
{
	struct html_table *t = p->open, *outer;

	if (t == NULL)
		return;
	html_row_end(p);
	outer = p->open = t->outer;
	p->depth--;
	keep(p, t, is_sheet(t));
	if (is_sheet(t)) {
		for (; outer != NULL; outer = outer->outer)
			outer->around = true;
	} else if (outer != NULL && outer->in_cell) {
		html_text_block(&outer->text);
		html_text_lines(&outer->text, html_text_get(&t->flat));
		html_text_block(&outer->text);
	}
	free(t->spans);
	buf_free(&t->text.b);
	buf_free(&t->flat.b);
	buf_free(&t->caption.b);
	free(t);
}

void
html_tables_end(struct html_tables *p)
{
	while (p->open != NULL)
		html_table_end(p);
}
