#include "sheet/csv.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

#define POOL_BYTES	((size_t)16 << 10)

struct csv_reader {
	struct arena *arena;
	struct csv_text text;
	size_t at;		/* what is read next, in the text */
	const size_t *broken;	/* places of the text still to come */
	size_t nbroken;

	size_t line, row;	/* being read, from 1 */
	size_t start_line, start_row;	/* of the record being read */
	size_t heading;		/* separators of the heading, or SIZE_MAX */
	bool wrapped;		/* the cell is quoted, well, and in one line */

	const char **cells;	/* of the record being read */
	size_t ncells, cells_cap;
	struct sheet_mend *mends;	/* of those cells */
	size_t nmends, mends_cap;
	struct sheet_record *records;
	size_t nrecords, records_cap;
	struct sheet_oddity *oddities;
	size_t noddities, oddities_cap;
	bool too_many;
	bool too_wide;		/* told of the record being read */

	struct buf scratch;	/* a quoted cell */
	char *pool;		/* room for short cells, in the arena */
	size_t pool_left;
};

static void
add_oddity(struct csv_reader *r, enum sheet_oddity_kind kind, size_t line)
{
	mem_grow(&r->oddities, &r->oddities_cap, r->noddities,
	    sizeof(*r->oddities));
	r->oddities[r->noddities++] = (struct sheet_oddity){
		.kind = kind, .line = line, .row = r->start_row,
		.column = r->ncells + 1
	};
}

/* The cell being read is noted as read otherwise than the bytes say. */
static void
add_mend(struct csv_reader *r, const char *written, size_t len,
    const char *rule)
{
	if (r->ncells == SHEET_MAX_COLUMNS || len > SHEET_MAX_CELL)
		return;		/* left out, or made empty: told as such */
	if (r->nmends > 0 && r->mends[r->nmends - 1].column == r->ncells)
		return;		/* the whole line is noted */
	mem_grow(&r->mends, &r->mends_cap, r->nmends, sizeof(*r->mends));
	r->mends[r->nmends++] = (struct sheet_mend){ .column = r->ncells,
	    .written = arena_strndup(r->arena, written, len), .rule = rule };
}

static const char *
keep_cell(struct csv_reader *r, const char *s, size_t len)
{
	char *copy;

	if (len == 0)
		return "";
	if (len >= POOL_BYTES / 8)
		return arena_strndup(r->arena, s, len);
	if (r->pool_left <= len) {
		r->pool = arena_alloc(r->arena, POOL_BYTES);
		r->pool_left = POOL_BYTES;
	}
	copy = memcpy(r->pool, s, len);	/* a zero is behind it */
	r->pool += len + 1;
	r->pool_left -= len + 1;
	return copy;
}

static void
add_cell(struct csv_reader *r, const char *s, size_t len, size_t line)
{
	if (r->ncells == SHEET_MAX_COLUMNS) {
		if (len > 0 && !r->too_wide)
			add_oddity(r, SHEET_ROW_TOO_WIDE, line);
		r->too_wide |= len > 0;
		return;
	}
	mem_grow(&r->cells, &r->cells_cap, r->ncells, sizeof(*r->cells));
	if (len > SHEET_MAX_CELL) {
		add_oddity(r, SHEET_CELL_TOO_LONG, line);
		len = 0;
	}
	r->cells[r->ncells++] = keep_cell(r, s, len);
}

/* The cell being read ends at r->at: are there broken places in it? */
static void
tell_broken(struct csv_reader *r, size_t line)
{
	bool some = false;

	for (; r->nbroken > 0 && *r->broken < r->at; r->nbroken--) {
		r->broken++;
		some = true;
	}
	if (some && r->ncells < SHEET_MAX_COLUMNS)
		add_oddity(r, SHEET_BYTE_BROKEN, line);
}

/*
 * A cell without quotation marks around it.  literal: its first byte is one
 * that was found to be text.
 */
static void
read_plain(struct csv_reader *r, bool literal)
{
	const char *s = r->text.s;
	size_t start = r->at, end;

	r->at = csv_next(&r->text, r->at);
	while (r->at < r->text.len && s[r->at] == '"') {
		literal = true;
		r->at = csv_next(&r->text, r->at + 1);
	}
	end = r->at;
	while (end > start && (s[end - 1] == ' ' || s[end - 1] == '\t'))
		end--;
	if (r->nbroken > 0 && *r->broken < r->at)
		tell_broken(r, r->line);
	if (literal)
		add_mend(r, s + start, end - start, CSV_RULE_QUOTE);
	add_cell(r, s + start, end - start, r->line);
}

/*
 * The text between the marks: doubled ones are one, a line break is one LF.
 * Counts the lines.
 */
static void
add_quoted(struct csv_reader *r, const char *s, size_t len)
{
	size_t line = r->line;

	if (memchr(s, '"', len) == NULL && memchr(s, '\n', len) == NULL &&
	    memchr(s, '\r', len) == NULL) {
		add_cell(r, s, len, line);
		return;
	}
	buf_reset(&r->scratch);
	for (size_t i = 0; i < len; i++) {
		bool pair = i + 1 < len && ((s[i] == '"' && s[i + 1] == '"') ||
		    (s[i] == '\r' && s[i + 1] == '\n'));

		r->line += s[i] == '\n' || s[i] == '\r';
		if (s[i] == '\r')
			buf_addc(&r->scratch, '\n');
		else
			buf_addc(&r->scratch, s[i]);
		i += pair;
	}
	r->wrapped &= r->line == line;
	add_cell(r, r->scratch.data, r->scratch.len, line);
}

/* A cell that begins with a quotation mark. */
static void
read_quoted(struct csv_reader *r)
{
	const size_t open = r->at, line = r->line;
	bool literal = false;
	size_t close = csv_close(&r->text, open + 1, &literal), lines;
	bool open_end = close == r->text.len;

	if ((literal || open_end) && csv_swallows(&r->text, open, close,
	    r->ncells, r->heading, &lines)) {
		if (lines > 0 && r->ncells < SHEET_MAX_COLUMNS)
			add_oddity(r, SHEET_QUOTE_SWALLOWS, line);
		read_plain(r, true);
		return;
	}
	r->at = open_end ? close : csv_skip_blanks(&r->text, close + 1);
	tell_broken(r, line);
	if (open_end && r->ncells < SHEET_MAX_COLUMNS)
		add_oddity(r, SHEET_QUOTE_OPEN, line);
	if (literal)
		add_mend(r, r->text.s + open, close - open + !open_end,
		    CSV_RULE_QUOTE);
	r->wrapped = r->ncells == 0 && !literal && !open_end;
	add_quoted(r, r->text.s + open + 1, close - open - 1);
}

/* The cells up to the line's end, which stays. */
static void
read_cells(struct csv_reader *r)
{
	for (;;) {
		r->wrapped = false;
		r->at = csv_skip_blanks(&r->text, r->at);
		if (r->at < r->text.len && r->text.s[r->at] == '"')
			read_quoted(r);
		else
			read_plain(r, false);
		if (!csv_at_separator(&r->text, r->at))
			return;
		r->at += r->text.separator_len;
	}
}

/* ---- lines in quotation marks ---------------------------------------------------- */

/* What stood in quotation marks, as a text that shares the file's budget. */
static struct csv_text
inner_text(const struct csv_reader *r, const char *s)
{
	struct csv_text inner;

	csv_text_init(&inner, s, strlen(s), r->text.separator);
	inner.budget = r->text.budget;
	return inner;
}

/* Separators of a row that stands in quotation marks, in s; 0: it is none. */
static size_t
wrapped_row(struct csv_reader *r, const char *s)
{
	struct csv_text inner = inner_text(r, s);
	size_t end, n = csv_count(&inner, 0, true, &end);

	r->text.budget = inner.budget;
	return end == inner.len ? n : 0;
}

/* Whether the next line, too, is a row of n separators in quotation marks. */
static bool
next_is_wrapped(struct csv_reader *r, size_t n)
{
	size_t at = r->at, end;
	bool literal = false, same;
	char *line;

	while (at < r->text.len && strchr(" \t\r\n", r->text.s[at]) != NULL)
		at++;
	if (at == r->text.len || r->text.s[at] != '"')
		return false;
	end = csv_close(&r->text, at + 1, &literal);
	if (literal || end == r->text.len || csv_at_separator(&r->text,
	    csv_skip_blanks(&r->text, end + 1)))
		return false;
	buf_reset(&r->scratch);
	for (at++; at < end; at += r->text.s[at] == '"' ? 2 : 1)
		buf_addc(&r->scratch, r->text.s[at]);
	line = mem_strdup(buf_str(&r->scratch));
	same = wrapped_row(r, line) == n;
	free(line);
	return same;
}

/* The record is one quoted cell: where that holds a row, read it as one. */
static void
unwrap(struct csv_reader *r, size_t start, size_t end)
{
	const char *row = r->cells[0];
	size_t n = wrapped_row(r, row), at = r->at;
	struct csv_text outer;

	if (n == 0 || (r->heading == SIZE_MAX ? !next_is_wrapped(r, n) :
	    n != r->heading))
		return;
	outer = r->text;
	r->ncells = 0;
	add_mend(r, outer.s + start, end - start, CSV_RULE_WRAPPED);
	r->text = inner_text(r, row);
	r->at = 0;
	read_cells(r);
	outer.budget = r->text.budget;
	r->text = outer;
	r->at = at;
}

/* ---- records ----------------------------------------------------------------------- */

/* The first record with two filled cells is taken for the heading. */
static void
find_heading(struct csv_reader *r, size_t ncells)
{
	size_t filled = 0;

	for (size_t i = 0; i < ncells; i++)
		filled += !text_blank(r->cells[i]);
	if (filled >= 2)
		r->heading = r->ncells - 1;
}

/* Trailing empty cells and blank records go. */
static void
end_record(struct csv_reader *r)
{
	struct sheet_record *x;
	size_t n = r->ncells;

	while (n > 0 && text_blank(r->cells[n - 1]))
		n--;
	if (n == 0)
		return;
	if (r->nrecords == SHEET_MAX_ROWS) {
		r->too_many = true;
		return;
	}
	if (r->heading == SIZE_MAX)
		find_heading(r, n);
	mem_grow(&r->records, &r->records_cap, r->nrecords,
	    sizeof(*r->records));
	x = &r->records[r->nrecords++];
	*x = (struct sheet_record){ .line = r->start_line, .row = r->start_row,
	    .ncells = n, .nmends = r->nmends };
	x->cells = arena_alloc(r->arena, n * sizeof(*x->cells));
	memcpy(x->cells, r->cells, n * sizeof(*x->cells));
	if (r->nmends > 0)
		x->mends = memcpy(arena_alloc(r->arena, r->nmends *
		    sizeof(*r->mends)), r->mends,
		    r->nmends * sizeof(*r->mends));
}

/* A line's end, if one is here. */
static void
end_line(struct csv_reader *r)
{
	const char *s = r->text.s;

	if (r->at == r->text.len)
		return;
	r->at += s[r->at] == '\r' && r->at + 1 < r->text.len &&
	    s[r->at + 1] == '\n' ? 2 : 1;
	r->line++;
}

static void
read_record(struct csv_reader *r)
{
	size_t start = r->at;

	r->start_line = r->line;
	r->start_row = r->row;
	r->ncells = r->nmends = 0;
	r->too_wide = false;
	read_cells(r);
	if (r->wrapped && r->ncells == 1)
		unwrap(r, start, r->at);
	end_record(r);
	end_line(r);
	r->row++;
}

/*
 * A first line like sep=; says what parts the cells, and no spreadsheet counts
 * it.  The separator, or NULL.
 */
static const char *
named_separator(struct csv_reader *r, const char *text, size_t len)
{
	size_t at = len > 0 && *text == '"', n = 1;
	const char *separator;

	if (len < at + 5 || strncasecmp(text + at, "sep=", 4) != 0)
		return NULL;
	separator = text + at + 4;
	if (len - at >= 7 && memcmp(separator, "，", 3) == 0)
		n = 3;
	else if ((!ispunct((unsigned char)*separator) && *separator != '\t') ||
	    *separator == '"')
		return NULL;
	separator = arena_strndup(r->arena, separator, n);
	n += at + 4;
	n += at == 1 && n < len && text[n] == '"';
	if (n < len && text[n] != '\r' && text[n] != '\n')
		return NULL;
	r->at = n;
	return separator;
}

/* What was read, into the arena. */
static void
give(struct csv_reader *r, struct sheet *sheet, enum sheet_status *status)
{
	*status = r->too_many ? SHEET_TOO_MANY_ROWS :
	    r->nrecords == 0 ? SHEET_EMPTY : SHEET_OK;
	sheet->separator = r->text.separator;
	sheet->nrecords = r->too_many ? 0 : r->nrecords;
	sheet->noddities = r->noddities;
	sheet->records = arena_alloc(r->arena,
	    sheet->nrecords * sizeof(*r->records));
	if (sheet->nrecords > 0)
		memcpy(sheet->records, r->records,
		    sheet->nrecords * sizeof(*r->records));
	sheet->oddities = arena_alloc(r->arena,
	    r->noddities * sizeof(*r->oddities));
	if (r->noddities > 0)
		memcpy(sheet->oddities, r->oddities,
		    r->noddities * sizeof(*r->oddities));
}

void
csv_read(struct arena *a, const struct decoded *d, struct sheet *sheet,
    enum sheet_status *status)
{
	struct csv_reader r = { .arena = a, .line = 1, .row = 1,
	    .heading = SIZE_MAX, .broken = d->broken, .nbroken = d->nbroken };
	const char *separator = named_separator(&r, d->text, d->len);

	if (separator == NULL)
		separator = csv_separator(d->text, d->len);
	csv_text_init(&r.text, d->text, d->len, separator);
	if (r.at > 0)
		end_line(&r);
	while (r.at < d->len && !r.too_many)
		read_record(&r);
	sheet->nlines = r.line - (d->len > 0 && (d->text[d->len - 1] == '\n' ||
	    d->text[d->len - 1] == '\r'));
	give(&r, sheet, status);
	free(r.cells);
	free(r.mends);
	free(r.records);
	free(r.oddities);
	buf_free(&r.scratch);
}
