#include "intake/sorting.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* ---- merged cells: the workbook says so --------------------------------------- */

static int
by_first_row(const void *a, const void *b)
{
	const struct sheet_merge *x = a, *y = b;

	return (x->first_row > y->first_row) - (x->first_row < y->first_row);
}

/* The first record, from i on, of the row or one below it. */
static size_t
record_of_row(const struct sheet *s, size_t i, size_t row)
{
	size_t end = s->nrecords;

	while (i < end) {
		size_t middle = i + (end - i) / 2;

		if (s->records[middle].row < row)
			i = middle + 1;
		else
			end = middle;
	}
	return i;
}

/*
 * One column's merges, in the order of their rows; they do not overlap, and
 * where a broken workbook says they do the later ones begin further down.
 */
static void
fill_column(struct sorting *o, const struct sheet_merge *merges, size_t n,
    size_t column)
{
	const struct sheet *s = o->s;
	size_t next = o->t->record + 1;

	for (size_t k = 0; k < n; k++) {
		const struct sheet_merge *m = &merges[k];
		size_t from;

		if (m->first_column != column + 1 ||
		    m->first_row == m->last_row)
			continue;
		from = record_of_row(s, next, m->first_row);
		if (from == s->nrecords || s->records[from].row != m->first_row)
			continue;
		for (next = from + 1; next < s->nrecords &&
		    s->records[next].row <= m->last_row; next++)
			if (text_blank(sheet_cell(&s->records[next], column)) &&
			    !text_blank(sheet_cell(&s->records[from], column)))
				sorting_fill(o, from, next, column);
	}
}

void
above_merged(struct sorting *o)
{
	const struct sheet *s = o->s;
	struct sheet_merge *merges;

	if (s->nmerges == 0)
		return;
	merges = arena_alloc(&o->in->each, s->nmerges * sizeof(*merges));
	memcpy(merges, s->merges, s->nmerges * sizeof(*merges));
	qsort(merges, s->nmerges, sizeof(*merges), by_first_row);
	for (size_t i = 0; i < o->t->width; i++)
		if (o->t->columns[i] == COLUMN_FIELD ||
		    o->t->columns[i] == COLUMN_STUDIO)
			fill_column(o, merges, s->nmerges, i);
}

/* ---- other sources: cells that a program's export left empty ------------------- */

/*
 * Whether empty cells of the column may be merged ones, by what it is.  Of two
 * words each row has its own: the result below 合格 is still to come.
 */
static bool
may_be_merged(const struct form *f, const struct field *field)
{
	return field->required && field->repeat == REPEAT_FREE &&
	    !row_is_key(f, field) &&
	    (field->type == FIELD_TEXT ||
	    (field->type == FIELD_CHOICE && field->nvalues > 2));
}

/*
 * And by what stands in it: half of its cells are empty.  Where a value is
 * written again below itself more often than cells are empty below one, nobody
 * merged it.
 */
static bool
is_merged(const struct sorting *o, size_t column)
{
	size_t n = 0, empty = 0, runs = 0, again = 0;
	const char *last = NULL;	/* the cell above */

	for (size_t i = o->t->record + 1; i < o->s->nrecords; i++) {
		const char *cell = sheet_cell(&o->s->records[i], column);

		if (o->t->kinds[i] != RECORD_DATA)
			continue;
		n++;
		if (!text_blank(cell)) {
			again += last != NULL && strcmp(last, cell) == 0;
		} else {
			empty++;
			runs += last == NULL || !text_blank(last);
		}
		last = cell;
	}
	return empty > 0 && 2 * empty >= n && again <= runs;
}

/*
 * Fill the record's empty cells, each from the record in above of its column,
 * if it has all the other required ones.  What cannot be read fills none.
 */
static void
fill_record(struct sorting *o, size_t i, const bool *eligible, size_t *above)
{
	const struct table *t = o->t;
	const struct sheet_record *r = &o->s->records[i];
	bool whole = true;

	for (size_t k = 0; k < t->n; k++) {
		const struct heading *h = &t->headings[k];

		if (!text_blank(sheet_cell(r, h->column)))
			above[k] = !eligible[k] || sorting_valid(o, h->field,
			    r, h->column) ? i : NO_COLUMN;
		else if (h->field->required && (!eligible[k] ||
		    above[k] == NO_COLUMN))
			whole = false;
	}
	for (size_t k = 0; k < t->n && whole; k++)
		if (eligible[k] && above[k] != i && above[k] != NO_COLUMN)
			sorting_fill(o, above[k], i, t->headings[k].column);
}

/* Forget what stands above: a row between groups. */
static void
forget(size_t *above, size_t n)
{
	for (size_t k = 0; k < n; k++)
		above[k] = NO_COLUMN;
}

/* Whether the record is of another studio than the one at *last, then there. */
static bool
is_next_studio(const struct sorting *o, size_t i, size_t *last)
{
	size_t column = o->t->studio, before = *last;

	*last = i;
	return column != NO_COLUMN && before != NO_COLUMN &&
	    strcmp(sheet_cell(&o->s->records[before], column),
	    sheet_cell(&o->s->records[i], column)) != 0;
}

static void
fill_required(struct sorting *o)
{
	const struct table *t = o->t;
	bool *eligible = arena_alloc(&o->in->each,
	    (t->n + 1) * sizeof(*eligible));
	size_t *above = arena_alloc(&o->in->each, (t->n + 1) * sizeof(*above));
	size_t last = NO_COLUMN;
	bool any = false;

	for (size_t k = 0; k < t->n; k++) {
		eligible[k] = may_be_merged(o->src->form,
		    t->headings[k].field) &&
		    is_merged(o, t->headings[k].column);
		any |= eligible[k];
	}
	if (!any)
		return;
	forget(above, t->n);
	for (size_t i = t->record + 1; i < o->s->nrecords; i++) {
		bool data = t->kinds[i] == RECORD_DATA;

		if (t->kinds[i] == RECORD_NO_DATA ||
		    (data && is_next_studio(o, i, &last)))
			forget(above, t->n);
		if (data)
			fill_record(o, i, eligible, above);
	}
	arena_reset(&o->scratch);
}

/* 工作室 is written once above the rows of each in many a table. */
static void
fill_studio(struct sorting *o)
{
	size_t above = NO_COLUMN, column = o->t->studio;

	for (size_t i = o->t->record + 1; i < o->s->nrecords; i++) {
		if (o->t->kinds[i] == RECORD_NO_DATA)
			above = NO_COLUMN;
		if (o->t->kinds[i] != RECORD_DATA)
			continue;
		if (!text_blank(sheet_cell(&o->s->records[i], column)))
			above = i;
		else if (above != NO_COLUMN)
			sorting_fill(o, above, i, column);
	}
}

static bool
is_ditto(const char *cell)
{
	return (unsigned char)*cell >= 0xe3 && (unsigned char)*cell <= 0xe5 &&
	    (strcmp(cell, "同上") == 0 || strcmp(cell, "〃") == 0);
}

/* 同上 is the value above, whatever lies between: not a school's name. */
static void
fill_ditto(struct sorting *o, size_t column)
{
	size_t above = NO_COLUMN;

	for (size_t i = o->t->record + 1; i < o->s->nrecords; i++) {
		const char *cell = sheet_cell(&o->s->records[i], column);

		if (o->t->kinds[i] != RECORD_DATA || text_blank(cell))
			continue;
		if (!is_ditto(cell)) {
			above = i;
		} else if (above != NO_COLUMN) {
			sorting_fill(o, above, i, column);
			o->ditto = true;
		}
	}
}

void
above_fill(struct sorting *o)
{
	for (size_t k = 0; k < o->t->n; k++)
		if (o->t->headings[k].field->required &&
		    o->t->headings[k].field->repeat == REPEAT_FREE)
			fill_ditto(o, o->t->headings[k].column);
	if (o->t->studio != NO_COLUMN)
		fill_studio(o);
	/* A workbook says itself which of its cells are merged. */
	if (o->s->name == NULL && o->s->nmerges == 0)
		fill_required(o);
}

/* ---- telling ------------------------------------------------------------------- */

void
above_tell(struct sorting *o)
{
	const struct table *t = o->t;
	struct finding first = { 0 };
	struct buf names = { 0 };
	size_t n = 0;

	for (size_t k = 0; o->filled && k < t->width; k++) {
		size_t before = n;

		if (t->fields[k] == NULL && k != t->studio)
			continue;	/* nothing is filled there */
		for (size_t i = t->record + 1; i < o->s->nrecords; i++) {
			const struct sheet_record *r = &o->s->records[i];

			if (t->kinds[i] != RECORD_DATA || r->nmends == 0 ||
			    !sorting_is_from_above(r, k))
				continue;
			if (n++ == 0)
				first = sorting_at(o, r, k);
		}
		if (n > before)
			buf_addf(&names, "“%s”", t->fields[k] != NULL ?
			    t->fields[k]->name : FIELD_STUDIO);
	}
	if (n > 0) {
		first.detail = arena_printf(&o->in->cells, o->ditto ?
		    "%s共%zu格是空的或写着“同上”，取上一行的值" :
		    "%s共%zu格是空的，按合并单元格取上一行的值",
		    buf_str(&names), n);
		log_finding(o->in, FINDING_VALUE_FROM_ABOVE, &first);
	}
	buf_free(&names);
}
