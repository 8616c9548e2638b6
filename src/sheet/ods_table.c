#include "sheet/ods_table.h"

#include <string.h>

#include "sheet/xml.h"

#define MAX_SHEETS	((size_t)10000)
#define MAX_ROWS	((size_t)1 << 20)	/* of a sheet, empty ones too */

void
ods_table_begin(struct ods_tables *t, const char *const *attributes)
{
	const char *name = xml_attribute(attributes, "name");

	arena_grow(t->a, &t->sheets, &t->cap, t->n, sizeof(*t->sheets));
	t->sheets[t->n++] = (struct sheet){
		.name = arena_strdup(t->a, name != NULL ? name : ""),
		.hidden = ods_style_hidden(&t->styles,
		    xml_attribute(attributes, "style-name"))
	};
	if (t->n > MAX_SHEETS)
		t->status = SHEET_TOO_LARGE;
	t->grid = grid_begin(t->a);
	t->ncolumns = t->ncells = 0;
	t->column = t->row = 1;
}

void
ods_table_end(struct ods_tables *t)
{
	struct sheet *s = &t->sheets[t->n - 1];

	grid_end(t->grid, s, &t->status);
	t->grid = NULL;
	if (t->status == SHEET_OK && grid_is_too_large(&t->places, s))
		t->status = SHEET_TOO_LARGE;
}

static bool
is_collapsed(const char *const *attributes)
{
	const char *shown = xml_attribute(attributes, "visibility");

	return shown != NULL && strcmp(shown, "visible") != 0;
}

static const char *
default_style(struct ods_tables *t, const char *const *attributes)
{
	const char *style = xml_attribute(attributes,
	    "default-cell-style-name");

	return style != NULL ? arena_strdup(t->a, style) : NULL;
}

void
ods_column(struct ods_tables *t, const char *const *attributes)
{
	size_t repeat = ods_count(attributes, "number-columns-repeated",
	    SHEET_MAX_COLUMNS);
	struct ods_column *c;

	if (t->column > SHEET_MAX_COLUMNS)
		return;
	arena_grow(t->a, &t->columns, &t->cap_columns, t->ncolumns,
	    sizeof(*t->columns));
	c = &t->columns[t->ncolumns++];
	c->style = default_style(t, attributes);
	c->last = t->column + repeat - 1;
	if (is_collapsed(attributes))
		grid_hide_columns(t->grid, t->column, c->last);
	t->column = c->last + 1;
}

/* ---- rows ---------------------------------------------------------------------- */

void
ods_row_begin(struct ods_tables *t, const char *const *attributes)
{
	t->rows = ods_count(attributes, "number-rows-repeated", MAX_ROWS);
	t->row_style = default_style(t, attributes);
	t->column = 1;
	t->ncells = 0;
	if (is_collapsed(attributes))
		grid_hide_rows(t->grid, t->row, t->row + t->rows - 1);
}

static void
put_row(struct ods_tables *t, size_t row)
{
	for (size_t i = 0; i < t->ncells; i++) {
		const struct ods_held *h = &t->cells[i];

		for (size_t k = 0; k < h->cell.repeat; k++)
			grid_put(t->grid, row, h->cell.column + k,
			    h->cell.kind, h->value);
	}
}

void
ods_row_end(struct ods_tables *t)
{
	/* a few bytes can say that a row stands a million times */
	for (size_t k = 0; t->ncells > 0 && k < t->rows &&
	    !grid_is_full(t->grid); k++)
		put_row(t, t->row + k);
	t->row += t->rows;
}

/* ---- cells --------------------------------------------------------------------- */

/* The style of the cell that begins: its own, its row's, its column's. */
static const char *
style_of(const struct ods_tables *t, const char *const *attributes)
{
	const char *style = xml_attribute(attributes, "style-name");

	if (style != NULL)
		return style;
	if (t->row_style != NULL)
		return t->row_style;
	for (size_t i = 0; i < t->ncolumns; i++)
		if (t->column <= t->columns[i].last)
			return t->columns[i].style;
	return NULL;
}

void
ods_cell_begin(struct ods_tables *t, const char *const *attributes)
{
	size_t columns = ods_count(attributes, "number-columns-spanned",
	    SHEET_MAX_COLUMNS);
	size_t rows = ods_count(attributes, "number-rows-spanned", MAX_ROWS);

	t->open = (struct ods_cell){
		.column = t->column,
		.repeat = ods_count(attributes, "number-columns-repeated",
		    SHEET_MAX_COLUMNS)
	};
	ods_cell_read(t->a, &t->open, attributes);
	t->digits = t->open.kind != SHEET_CELL_NUMBER ? 0 :
	    ods_style_digits(&t->styles, style_of(t, attributes));
	if (columns > 1 || rows > 1)
		grid_merge(t->grid, t->row, t->row + rows - 1, t->column,
		    t->column + columns - 1);
}

void
ods_cell_end(struct ods_tables *t, const char *text)
{
	const char *value = ods_cell_value(t->a, &t->open, text, t->digits);

	t->column += t->open.repeat;
	if (*value == '\0' && t->open.kind != SHEET_CELL_NO_VALUE)
		return;
	arena_grow(t->a, &t->cells, &t->cap_cells, t->ncells,
	    sizeof(*t->cells));
	t->cells[t->ncells++] = (struct ods_held){ t->open, value };
}
