#include "intake/sorting.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

static const char from_above[] = "取上一行";

bool
sorting_is_from_above(const struct sheet_record *r, size_t column)
{
	const struct sheet_mend *mend = row_mend(r, column);
	size_t n, m = strlen(from_above);

	/* Behind the rule, if there was one, by which it was empty. */
	return mend != NULL && (n = strlen(mend->rule)) >= m &&
	    strcmp(mend->rule + n - m, from_above) == 0;
}

void
sorting_fill(struct sorting *o, size_t from, size_t to, size_t column)
{
	const struct sheet_record *r = &o->s->records[from];

	if (column >= r->ncells)
		return;
	o->filled = true;
	row_put(&o->in->each, &o->s->records[to], column, r->cells[column],
	    r->kinds != NULL ? r->kinds[column] : SHEET_CELL_TEXT, from_above);
}

struct finding
sorting_at(const struct sorting *o, const struct sheet_record *r,
    size_t column)
{
	return (struct finding){ .studio = o->fo->code, .file = o->src->shown,
	    .sheet = o->src->sheet, .line = r->line, .row = r->row,
	    .column = column == NO_COLUMN ? 0 : column + 1 };
}

/* 12, 3. as it stands under 序号. */
static bool
is_serial(const char *s)
{
	while (isdigit((unsigned char)*s) || *s == '.' || *s == ' ')
		s++;
	return *s == '\0';
}

/* text_blank, quick for what begins with a figure or a Han character. */
static bool
is_blank(const char *cell)
{
	unsigned char first = (unsigned char)*cell;

	if ((first > ' ' && first < 0x7f) || (first >= 0xe4 && first <= 0xe9))
		return false;
	return first == '\0' || text_blank(cell);
}

bool
sorting_filled(const struct sorting *o, const struct sheet_record *r,
    size_t column)
{
	const char *cell = sheet_cell(r, column);

	/* something stands there, but what was not saved */
	if (cell_kind(r, column) == SHEET_CELL_NO_VALUE)
		return column < o->t->width &&
		    o->t->columns[column] == COLUMN_FIELD;
	if (is_blank(cell) ||
	    (r->nmends > 0 && sorting_is_from_above(r, column)))
		return false;
	if (column >= o->t->width || o->t->columns[column] != COLUMN_HELP)
		return true;
	return column == o->t->serial && !is_serial(cell);
}

bool
sorting_valid(struct sorting *o, const struct field *f,
    const struct sheet_record *r, size_t column)
{
	unsigned orders = 0;

	for (size_t k = 0; k < o->t->n; k++)
		if (o->t->headings[k].column == column)
			orders = o->t->headings[k].orders;
	return row_valid(&o->scratch, o->src->form, f, r, column, orders);
}
