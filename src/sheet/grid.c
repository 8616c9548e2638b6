#include "sheet/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct grid_span { size_t first, last; };

struct sheet_grid {
	struct arena *arena;
	size_t row;		/* being filled; 0: none yet */
	const char **cells;	/* of it */
	unsigned char *kinds;
	size_t ncells, cells_cap, kinds_cap;
	bool has_kinds;		/* one of them is no text */
	bool too_wide;		/* told of this row */
	bool row_hidden, hidden_told;

	struct sheet_record *records;
	size_t nrecords, records_cap;
	struct sheet_oddity *oddities;
	size_t noddities, oddities_cap;
	struct sheet_merge *merges;
	size_t nmerges, merges_cap;
	bool *hidden;		/* columns, the first is 0; NULL: none */
	size_t nhidden;		/* how often it was said */
	struct grid_span hidden_rows;	/* the last ones told of */
	size_t places, bytes;	/* of all rows, of all cells */
	bool full, broken, too_large;
};

struct sheet_grid *
grid_begin(struct arena *a)
{
	struct sheet_grid *g = mem_zero(1, sizeof(*g));

	g->arena = a;
	return g;
}

static void
add_oddity(struct sheet_grid *g, enum sheet_oddity_kind kind, size_t column)
{
	mem_grow(&g->oddities, &g->oddities_cap, g->noddities,
	    sizeof(*g->oddities));
	g->oddities[g->noddities++] = (struct sheet_oddity){ .kind = kind,
	    .line = g->row, .row = g->row, .column = column };
}

/* Trailing blank cells and blank rows go, as they do in a text. */
static void
end_row(struct sheet_grid *g)
{
	struct sheet_record *r;
	size_t n = g->ncells;

	while (n > 0 && text_blank(g->cells[n - 1]) &&
	    g->kinds[n - 1] != SHEET_CELL_NO_VALUE)
		n--;
	g->ncells = 0;
	g->too_wide = false;
	if (n == 0)
		return;
	if (g->nrecords == SHEET_MAX_ROWS) {
		g->full = true;
		return;
	}
	g->places += n;
	if (g->places > GRID_MAX_PLACES) {
		g->too_large = true;
		return;
	}
	mem_grow(&g->records, &g->records_cap, g->nrecords,
	    sizeof(*g->records));
	r = &g->records[g->nrecords++];
	*r = (struct sheet_record){ .line = g->row, .row = g->row, .ncells = n };
	r->cells = arena_alloc(g->arena, n * sizeof(*r->cells));
	memcpy(r->cells, g->cells, n * sizeof(*r->cells));
	if (g->has_kinds) {
		unsigned char *kinds = arena_alloc(g->arena, n);

		memcpy(kinds, g->kinds, n);
		r->kinds = kinds;
	}
}

static void
begin_row(struct sheet_grid *g, size_t row)
{
	g->row = row;
	g->has_kinds = false;
	g->row_hidden = row >= g->hidden_rows.first &&
	    row <= g->hidden_rows.last;
}

static bool
is_hidden(const struct sheet_grid *g, size_t column)
{
	return g->row_hidden || (g->hidden != NULL && g->hidden[column - 1]);
}

void
grid_put(struct sheet_grid *g, size_t row, size_t column,
    enum sheet_cell_kind kind, const char *text)
{
	const size_t len = strlen(text);

	g->broken |= row < g->row || row == 0 || column == 0;
	g->bytes += len;
	g->too_large |= g->bytes > GRID_MAX_BYTES;
	if (g->broken || grid_is_full(g))
		return;
	if (row > g->row) {
		end_row(g);
		begin_row(g, row);
	}
	if (column > SHEET_MAX_COLUMNS) {
		if (!g->too_wide && *text != '\0')
			add_oddity(g, SHEET_ROW_TOO_WIDE, SHEET_MAX_COLUMNS + 1);
		g->too_wide |= *text != '\0';
		return;
	}
	if (len > SHEET_MAX_CELL) {
		add_oddity(g, SHEET_CELL_TOO_LONG, column);
		text = "";
	} else if (!text_valid(text, len)) {
		add_oddity(g, SHEET_BYTE_BROKEN, column);
		text = text_clean(g->arena, text, len);
	}
	while (g->ncells < column) {
		mem_grow(&g->cells, &g->cells_cap, g->ncells,
		    sizeof(*g->cells));
		mem_grow(&g->kinds, &g->kinds_cap, g->ncells, 1);
		g->cells[g->ncells] = "";
		g->kinds[g->ncells++] = SHEET_CELL_TEXT;
	}
	if (!g->hidden_told && *text != '\0' && is_hidden(g, column)) {
		add_oddity(g, SHEET_ROW_HIDDEN, column);
		g->hidden_told = true;
	}
	g->cells[column - 1] = text;
	g->kinds[column - 1] = (unsigned char)kind;
	g->has_kinds |= kind != SHEET_CELL_TEXT;
}

bool
grid_is_full(const struct sheet_grid *g)
{
	return g->full || g->too_large;
}

bool
grid_is_broken(const struct sheet_grid *g)
{
	return g->broken;
}

void
grid_merge(struct sheet_grid *g, size_t first_row, size_t last_row,
    size_t first_column, size_t last_column)
{
	if (g->nmerges == GRID_MAX_MERGES) {
		g->too_large = true;
		return;
	}
	mem_grow(&g->merges, &g->merges_cap, g->nmerges, sizeof(*g->merges));
	g->merges[g->nmerges++] = (struct sheet_merge){ first_row, last_row,
	    first_column, last_column };
}

void
grid_hide_rows(struct sheet_grid *g, size_t first, size_t last)
{
	g->hidden_rows = (struct grid_span){ first, last };
	g->row_hidden |= g->row >= first && g->row <= last;
}

void
grid_hide_columns(struct sheet_grid *g, size_t first, size_t last)
{
	/* more often than there are columns: of some again and again */
	if (first == 0 || g->nhidden++ >= SHEET_MAX_COLUMNS)
		return;
	if (g->hidden == NULL)
		g->hidden = mem_zero(SHEET_MAX_COLUMNS, sizeof(*g->hidden));
	for (size_t i = first; i <= last && i <= SHEET_MAX_COLUMNS; i++)
		g->hidden[i - 1] = true;
}

/* n things of size in the arena. */
static void *
keep(struct arena *a, const void *from, size_t n, size_t size)
{
	void *to = arena_alloc(a, n * size);

	if (n > 0)
		memcpy(to, from, n * size);
	return to;
}

void
grid_end(struct sheet_grid *g, struct sheet *sheet, enum sheet_status *status)
{
	end_row(g);
	if (grid_is_full(g))
		*status = g->full ? SHEET_TOO_MANY_ROWS : SHEET_TOO_LARGE;
	sheet->encoding = "";
	sheet->separator = NULL;
	sheet->nlines = g->row;
	sheet->nrecords = grid_is_full(g) ? 0 : g->nrecords;
	sheet->noddities = g->noddities;
	sheet->nmerges = g->nmerges;
	sheet->records = keep(g->arena, g->records, sheet->nrecords,
	    sizeof(*g->records));
	sheet->oddities = keep(g->arena, g->oddities, g->noddities,
	    sizeof(*g->oddities));
	sheet->merges = keep(g->arena, g->merges, g->nmerges,
	    sizeof(*g->merges));
	free(g->cells);
	free(g->kinds);
	free(g->records);
	free(g->oddities);
	free(g->merges);
	free(g->hidden);
	free(g);
}

bool
grid_is_too_large(size_t *places, const struct sheet *s)
{
	for (size_t i = 0; i < s->nrecords; i++)
		*places += s->records[i].ncells;
	return *places > GRID_MAX_PLACES;
}
