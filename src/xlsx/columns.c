#include "xlsx/private.h"

#include <stdlib.h>
#include <string.h>

/* What becomes of a loaded table's columns: order, and which ones go. */

#define GONE		UINT16_MAX

struct place {
	double order;
	uint16_t was;
};

static int
by_order(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->was < y->was ? -1 : 1;
}

static int
by_column(const void *a, const void *b)
{
	const struct book_cell *x = a, *y = b;

	return x->column < y->column ? -1 : x->column > y->column;
}

/* Give the cells their new columns; those of columns that went go too. */
static void
settle_cells(struct book_sheet *s, const uint16_t *now)
{
	size_t kept = 0;

	for (size_t i = 0, k = 0; i < s->nrows; i++) {
		const size_t end = s->rows[i + 1];

		s->rows[i] = kept;
		for (; k < end; k++) {
			if (now[s->cells[k].column] == GONE)
				continue;
			s->cells[kept] = s->cells[k];
			s->cells[kept++].column = now[s->cells[k].column];
		}
		if (kept > s->rows[i])
			qsort(s->cells + s->rows[i], kept - s->rows[i],
			    sizeof(*s->cells), by_column);
	}
	s->rows[s->nrows] = s->ncells = kept;
}

/* Put the columns in order, drop the empty ones that may go. */
static void
order_columns(struct book_sheet *s)
{
	const char *omit = sheet_file_get(&s->file, "省略空列", "");
	struct place *place = mem_zero(s->ncolumns + 1, sizeof(*place));
	struct book_column *columns = mem_zero(s->ncolumns + 1, sizeof(*columns));
	uint16_t *now = mem_zero(s->ncolumns + 1, sizeof(*now));
	size_t n = 0;

	for (size_t i = 0; i < s->ncolumns; i++)
		place[i] = (struct place){ s->columns[i].order, (uint16_t)i };
	qsort(place, s->ncolumns, sizeof(*place), by_order);
	for (size_t i = 0; i < s->ncolumns; i++) {
		const struct book_column *c = &s->columns[place[i].was];

		/* _文件 and the like are the store's own. */
		if ((c->end == 0 && sheet_file_lists(omit, book_column_name(s, c))) ||
		    book_column_name(s, c)[0] == '_') {
			now[place[i].was] = GONE;
			continue;
		}
		now[place[i].was] = (uint16_t)n;
		columns[n++] = *c;
	}
	/* None at all (a pivot of no row): a sheet has one, if empty. */
	for (size_t h = 0; n == 0 && h < s->nheads; h++)
		columns[0].head[h] = "";
	n += n == 0;
	settle_cells(s, now);
	free(s->columns);
	free(place);
	free(now);
	s->columns = columns;
	s->ncolumns = n;
	s->columns_cap = n;
}

/* Take away header lines on which no column says anything. */
static void
settle_heads(struct book_sheet *s)
{
	for (size_t h = s->nheads; h-- > 0 && s->nheads > 1; ) {
		bool empty = true;

		for (size_t i = 0; i < s->ncolumns; i++)
			empty &= !s->columns[i].pivot ||
			    s->columns[i].head[h][0] == '\0';
		if (!empty)
			continue;
		s->nheads--;
		for (size_t k = h; k < s->nheads; k++) {
			s->level[k] = s->level[k + 1];
			for (size_t i = 0; i < s->ncolumns; i++) {
				struct book_column *c = &s->columns[i];

				c->head[k] = c->head[k + 1];
				c->number[k] = c->number[k + 1];
			}
		}
	}
}

static void
find_ends(struct book_sheet *s)
{
	for (size_t i = 0; i < s->nrows; i++)
		for (size_t k = s->rows[i]; k < s->rows[i + 1]; k++)
			s->columns[s->cells[k].column].end = i + 1;
}

void
book_sheet_arrange(struct book_sheet *s)
{
	find_ends(s);
	settle_heads(s);
	order_columns(s);
}

const struct book_cell *
book_sheet_cell(const struct book_sheet *s, size_t row, size_t column)
{
	const struct book_cell key = { .column = (uint16_t)column };

	return s->rows[row + 1] == s->rows[row] ? NULL :
	    bsearch(&key, s->cells + s->rows[row],
	    s->rows[row + 1] - s->rows[row], sizeof(key), by_column);
}

const char *
book_column_name(const struct book_sheet *s, const struct book_column *c)
{
	size_t line = s->nheads - 1;

	while (line > 0 && c->number[line])
		line--;
	return c->head[line];
}

size_t
book_sheet_first_row(const struct book_sheet *s)
{
	return ROW_HEAD + s->nheads;
}
