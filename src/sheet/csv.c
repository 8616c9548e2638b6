#include "sheet/csv.h"

#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/text.h"

/* How much of a file decides on its separator. */
#define LOOK_BYTES	((size_t)64 << 10)
#define LOOK_LINES	50

#define POOL_BYTES	((size_t)16 << 10)

struct csv_reader {
	struct arena *arena;
	struct csv_parser csv;
	char separator;

	size_t line, row;	/* being read, from 1 */
	bool after_cr;		/* a LF now belongs to the line before */
	bool line_has_text;	/* a byte that is no blank */
	bool open;		/* inside a record, in a quoted cell */
	size_t start_line, start_row;	/* of the record being read */
	size_t cell_line;	/* where the cell being read starts */

	const char **cells;	/* of the record being read */
	size_t ncells, cells_cap;
	struct sheet_record *records;
	size_t nrecords, records_cap;
	struct sheet_oddity *oddities;
	size_t noddities, oddities_cap;
	bool too_many;
	bool too_wide;		/* told of the record being read */

	char *pool;		/* room for short cells, in the arena */
	size_t pool_left;
};

char
csv_reader_separator(const char *text, size_t len)
{
	static const char candidates[] = ",\t;";
	size_t lines[3] = { 0 }, total[3] = { 0 }, seen[3] = { 0 };
	size_t nlines = 0, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < len && i < LOOK_BYTES; i++) {
		const char *c;

		if (text[i] == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		c = strchr(candidates, text[i]);
		if (c != NULL && *c != '\0')
			seen[c - candidates]++;
		if (text[i] != '\n' && text[i] != '\r' && i + 1 < len)
			continue;
		for (size_t k = 0; k < 3; k++) {
			lines[k] += seen[k] > 0;
			total[k] += seen[k];
			seen[k] = 0;
		}
		if (++nlines >= LOOK_LINES)
			break;
	}
	for (size_t k = 1; k < 3; k++)
		if (lines[k] > lines[best] || (lines[k] == lines[best] &&
		    total[k] > total[best]))
			best = k;
	return candidates[best];
}

static void
add_oddity(struct csv_reader *g, enum sheet_oddity_kind kind, size_t line)
{
	mem_grow(&g->oddities, &g->oddities_cap, g->noddities,
	    sizeof(*g->oddities));
	g->oddities[g->noddities++] = (struct sheet_oddity){
		.kind = kind, .line = line, .row = g->start_row,
		.column = g->ncells + 1
	};
}

/* The cell's text in the arena; a line break inside it becomes one LF. */
static const char *
keep_cell(struct csv_reader *g, const char *s, size_t len)
{
	char *copy, *to;

	if (len == 0)
		return "";
	if (len >= POOL_BYTES / 8) {
		copy = arena_strndup(g->arena, s, len);
	} else {
		if (g->pool_left <= len) {
			g->pool = arena_alloc(g->arena, POOL_BYTES);
			g->pool_left = POOL_BYTES;
		}
		copy = memcpy(g->pool, s, len);	/* a zero is behind it */
		g->pool += len + 1;
		g->pool_left -= len + 1;
	}
	if (memchr(copy, '\r', len) == NULL)
		return copy;
	to = copy;
	for (const char *p = copy; *p != '\0'; p++) {
		if (*p == '\r' && p[1] == '\n')
			continue;
		*to = *p;
		if (*p == '\r')
			*to = '\n';
		to++;
	}
	*to = '\0';
	return copy;
}

/* libcsv: a cell has ended. */
static void
on_cell(void *bytes, size_t len, void *ctx)
{
	struct csv_reader *g = ctx;

	if (g->ncells == SHEET_MAX_COLUMNS) {
		if (len > 0 && !g->too_wide)
			add_oddity(g, SHEET_ROW_TOO_WIDE, g->cell_line);
		g->too_wide |= len > 0;
		return;
	}
	mem_grow(&g->cells, &g->cells_cap, g->ncells, sizeof(*g->cells));
	if (len > SHEET_MAX_CELL) {
		add_oddity(g, SHEET_CELL_TOO_LONG, g->cell_line);
		len = 0;
	}
	g->cells[g->ncells++] = keep_cell(g, bytes, len);
	g->cell_line = g->line;
}

/* libcsv: a record has ended.  Trailing empty cells and blank records go. */
static void
on_record(int end, void *ctx)
{
	struct csv_reader *g = ctx;
	struct sheet_record *r;
	size_t n = g->ncells;

	(void)end;
	while (n > 0 && text_blank(g->cells[n - 1]))
		n--;
	g->open = g->too_wide = false;
	g->row++;
	g->ncells = 0;
	if (n == 0)
		return;
	if (g->nrecords == SHEET_MAX_ROWS) {
		g->too_many = true;
		return;
	}
	mem_grow(&g->records, &g->records_cap, g->nrecords,
	    sizeof(*g->records));
	r = &g->records[g->nrecords++];
	*r = (struct sheet_record){ .line = g->start_line,
	    .row = g->start_row, .ncells = n };
	r->cells = arena_alloc(g->arena, n * sizeof(*r->cells));
	memcpy(r->cells, g->cells, n * sizeof(*r->cells));
}

/* libcsv would go on without what it had no room for. */
static void *
resize(void *p, size_t size)
{
	return mem_resize(p, size, 1);
}

struct csv_reader *
csv_reader_begin(struct arena *a, char separator)
{
	struct csv_reader *g = mem_zero(1, sizeof(*g));

	g->arena = a;
	g->separator = separator;
	g->line = g->row = 1;
	(void)csv_init(&g->csv, 0);
	csv_set_delim(&g->csv, (unsigned char)separator);
	csv_set_blk_size(&g->csv, 4096);
	csv_set_realloc_func(&g->csv, resize);
	return g;
}

/* Bytes of one physical line, at most its end with them. */
static void
feed_piece(struct csv_reader *g, const char *bytes, size_t len)
{
	if (!g->open && !g->line_has_text) {
		g->start_line = g->cell_line = g->line;
		g->start_row = g->row;
	}
	for (size_t i = 0; i < len && !g->line_has_text; i++)
		g->line_has_text = bytes[i] == g->separator ||
		    strchr(" \t\r\n", bytes[i]) == NULL;
	(void)csv_parse(&g->csv, bytes, len, on_cell, on_record, g);
}

/*
 * After a line's end was fed.  libcsv tells of no record when the line was
 * blank, or when it ended inside a quoted cell.
 */
static void
end_line(struct csv_reader *g, size_t row_before)
{
	if (g->row == row_before && g->line_has_text)
		g->open = true;
	else if (g->row == row_before && !g->open)
		g->row++;
	g->line++;
	g->line_has_text = false;
}

void
csv_reader_feed(struct csv_reader *g, const char *bytes, size_t len)
{
	size_t i = 0;

	while (i < len && !g->too_many) {
		size_t n = 0, row_before = g->row;

		if (g->after_cr && bytes[i] == '\n') {
			/* its second half: part of the cell, if quoted */
			(void)csv_parse(&g->csv, "\n", 1, on_cell, on_record,
			    g);
			g->after_cr = false;
			i++;
			continue;
		}
		while (i + n < len && bytes[i + n] != '\n' &&
		    bytes[i + n] != '\r')
			n++;
		if (i + n == len) {
			g->after_cr = false;
			feed_piece(g, bytes + i, n);
			return;
		}
		g->after_cr = bytes[i + n] == '\r';
		feed_piece(g, bytes + i, n + 1);
		end_line(g, row_before);
		i += n + 1;
	}
}

void
csv_reader_end(struct csv_reader *g, struct sheet *sheet,
    enum sheet_status *status)
{
	size_t nlines = g->line - (g->line_has_text ? 0 : 1);

	if (!g->too_many && g->line_has_text)
		csv_reader_feed(g, "\n", 1);
	if (!g->too_many && g->open) {
		add_oddity(g, SHEET_QUOTE_OPEN, g->cell_line);
		(void)csv_fini(&g->csv, on_cell, on_record, g);
	}
	csv_free(&g->csv);
	*status = g->too_many ? SHEET_TOO_MANY_ROWS :
	    g->nrecords == 0 ? SHEET_EMPTY : SHEET_OK;
	sheet->separator = g->separator;
	sheet->nlines = nlines;
	sheet->nrecords = g->too_many ? 0 : g->nrecords;
	sheet->noddities = g->noddities;
	sheet->records = arena_alloc(g->arena,
	    sheet->nrecords * sizeof(*g->records));
	if (sheet->nrecords > 0)
		memcpy(sheet->records, g->records,
		    sheet->nrecords * sizeof(*g->records));
	sheet->oddities = arena_alloc(g->arena,
	    g->noddities * sizeof(*g->oddities));
	if (g->noddities > 0)
		memcpy(sheet->oddities, g->oddities,
		    g->noddities * sizeof(*g->oddities));
	free(g->cells);
	free(g->records);
	free(g->oddities);
	free(g);
}
