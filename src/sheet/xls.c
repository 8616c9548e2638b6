#include "sheet/xls.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sheet/bytes.h"
#include "sheet/grid.h"
#include "sheet/number.h"
#include "sheet/ole.h"
#include "sheet/xls_book.h"

#define CALCULATE_ON_LOAD	2	/* of a formula */
#define HIDDEN_ROW		0x20
#define HIDDEN_COLUMN		1
#define XLS_ROWS		65536

/* A cell; they may come in any order, and a later one wins. */
struct xls_cell {
	uint16_t row, column;	/* from 0 */
	enum sheet_cell_kind kind;
	size_t order;
	const char *text;
};

/* A sheet that is read. */
struct xls_reader {
	struct arena *a;
	const struct xls_book *book;
	struct biff b;
	struct sheet_grid *grid;
	size_t ncells, cap;
	struct xls_cell *cells;
	bool hidden[XLS_ROWS];	/* rows */
	bool waits;		/* a formula's text, which comes behind it */
	size_t row, column;	/* of that formula */
};

static void
put(struct xls_reader *r, size_t row, size_t column, enum sheet_cell_kind kind,
    const char *text)
{
	mem_grow(&r->cells, &r->cap, r->ncells, sizeof(*r->cells));
	r->cells[r->ncells] = (struct xls_cell){ (uint16_t)row,
	    (uint16_t)column, kind, r->ncells, text };
	r->ncells++;
}

static void
put_number(struct xls_reader *r, size_t row, size_t column, size_t style,
    double x)
{
	const struct xls_book *book = r->book;
	unsigned id = style < book->nstyles ? book->styles[style] : 0;
	enum sheet_cell_kind kind;
	const char *text;

	if (!isfinite(x)) {
		put(r, row, column, SHEET_CELL_ERROR, "#NUM!");
		return;
	}
	text = number_cell(r->a, x, &book->formats[id], book->from_1904,
	    &kind);
	put(r, row, column, kind, text);
}

static double
read_double(const unsigned char *p)
{
	uint64_t bits = bytes_u32(p) | (uint64_t)bytes_u32(p + 4) << 32;
	double x;

	memcpy(&x, &bits, sizeof(x));
	return x;
}

/* A number in 30 bits: the upper ones of a double, or whole; perhaps ×100. */
static double
read_rk(const unsigned char *p)
{
	uint32_t rk = bytes_u32(p);
	uint64_t bits = (uint64_t)(rk & ~3u) << 32;
	double x;

	if (rk & 2)
		x = (double)(int32_t)(rk & ~3u) / 4;
	else
		memcpy(&x, &bits, sizeof(x));
	return rk & 1 ? x / 100 : x;
}

static const char *
error_text(unsigned code)
{
	switch (code) {
	case 0x00:
		return "#NULL!";
	case 0x07:
		return "#DIV/0!";
	case 0x0f:
		return "#VALUE!";
	case 0x17:
		return "#REF!";
	case 0x1d:
		return "#NAME?";
	case 0x24:
		return "#NUM!";
	default:
		return "#N/A";
	}
}

static void
put_bool_or_error(struct xls_reader *r, size_t row, size_t column,
    unsigned value, bool error)
{
	if (error)
		put(r, row, column, SHEET_CELL_ERROR, error_text(value));
	else
		put(r, row, column, SHEET_CELL_BOOL, value ? "TRUE" : "FALSE");
}

/* ---- records ------------------------------------------------------------------- */

/*
 * The value that was saved.  Programs that do not compute write 0 and that
 * it is to be computed when the workbook is opened.
 */
static void
read_formula(struct xls_reader *r, size_t row, size_t column, size_t style)
{
	const unsigned char *p = r->b.data + 6;
	double x = read_double(p);

	if (p[6] == 0xff && p[7] == 0xff && p[0] == 0) {
		r->waits = true;
		r->row = row;
		r->column = column;
	} else if (p[6] == 0xff && p[7] == 0xff) {
		if (p[0] == 1 || p[0] == 2)
			put_bool_or_error(r, row, column, p[2], p[0] == 2);
	} else if (x == 0 && bytes_u16(p + 8) & CALCULATE_ON_LOAD) {
		put(r, row, column, SHEET_CELL_NO_VALUE, "");
	} else {
		put_number(r, row, column, style, x);
	}
}

static void
read_text(struct xls_reader *r, size_t row, size_t column, size_t offset)
{
	struct biff_part t = biff_part(&r->b, offset);
	size_t n = biff_u16(&t);

	put(r, row, column, SHEET_CELL_TEXT, biff_text(&t, r->a, n));
}

static void
read_string_of_table(struct xls_reader *r, size_t row, size_t column)
{
	size_t n = bytes_u32(r->b.data + 6);

	if (n < r->book->nstrings)
		put(r, row, column, SHEET_CELL_TEXT, r->book->strings[n]);
}

static void
read_numbers(struct xls_reader *r, size_t row, size_t column)
{
	/* each has a style and a number; the last column stands behind */
	for (size_t at = 4; at + 6 + 2 <= r->b.len; at += 6)
		put_number(r, row, column++, bytes_u16(r->b.data + at),
		    read_rk(r->b.data + at + 2));
}

static void
read_merges(struct xls_reader *r)
{
	const unsigned char *p = r->b.data + 2;
	size_t n = bytes_u16(r->b.data);

	for (; n > 0 && p + 8 <= r->b.data + r->b.len; n--, p += 8)
		grid_merge(r->grid, bytes_u16(p) + 1u, bytes_u16(p + 2) + 1u,
		    bytes_u16(p + 4) + 1u, bytes_u16(p + 6) + 1u);
}

/* A record that begins with row, column and style, and is at least so long. */
static void
read_cell(struct xls_reader *r)
{
	const unsigned char *p = r->b.data;
	size_t row = bytes_u16(p), column = bytes_u16(p + 2);
	size_t style = bytes_u16(p + 4), len = r->b.len;

	if (r->b.kind == BIFF_NUMBER && len >= 14)
		put_number(r, row, column, style, read_double(p + 6));
	else if (r->b.kind == BIFF_RK && len >= 10)
		put_number(r, row, column, style, read_rk(p + 6));
	else if (r->b.kind == BIFF_MULRK)
		read_numbers(r, row, column);
	else if (r->b.kind == BIFF_LABELSST && len >= 10)
		read_string_of_table(r, row, column);
	else if (r->b.kind == BIFF_LABEL || r->b.kind == BIFF_RSTRING)
		read_text(r, row, column, 6);
	else if (r->b.kind == BIFF_BOOLERR && len >= 8)
		put_bool_or_error(r, row, column, p[6], p[7] != 0);
	else if (r->b.kind == BIFF_FORMULA && len >= 16)
		read_formula(r, row, column, style);
}

static void
read_record(struct xls_reader *r)
{
	const unsigned char *p = r->b.data;

	switch (r->b.kind) {
	case BIFF_ROW:
		if (r->b.len >= 14)
			r->hidden[bytes_u16(p)] = bytes_u16(p + 12) &
			    HIDDEN_ROW;
		break;
	case BIFF_COLINFO:
		if (r->b.len >= 10 && bytes_u16(p + 8) & HIDDEN_COLUMN)
			grid_hide_columns(r->grid, bytes_u16(p) + 1u,
			    bytes_u16(p + 2) + 1u);
		break;
	case BIFF_MERGEDCELLS:
		if (r->b.len >= 2)
			read_merges(r);
		break;
	case BIFF_STRING:
		if (r->waits)
			read_text(r, r->row, r->column, 0);
		r->waits = false;
		break;
	default:
		if (r->b.len >= 6)
			read_cell(r);
	}
}

/* ---- sheets -------------------------------------------------------------------- */

/* The records up to the sheet's end; charts in it have an end of their own. */
static enum sheet_status
read_sheet(struct xls_reader *r)
{
	size_t inside = 0;

	if (!biff_next(&r->b) || r->b.kind != BIFF_BOF)
		return SHEET_BROKEN;
	while (biff_next(&r->b)) {
		if (r->b.kind == BIFF_BOF)
			inside++;
		else if (r->b.kind == BIFF_EOF && inside-- == 0)
			return SHEET_OK;
		else if (inside == 0)
			read_record(r);
	}
	return SHEET_BROKEN;
}

static int
by_place(const void *x, const void *y)
{
	const struct xls_cell *p = x, *q = y;

	if (p->row != q->row)
		return p->row < q->row ? -1 : 1;
	return p->order < q->order ? -1 : p->order > q->order;
}

static void
put_cells(struct xls_reader *r)
{
	size_t last = SIZE_MAX;

	if (r->ncells > 0)
		qsort(r->cells, r->ncells, sizeof(*r->cells), by_place);
	for (size_t i = 0; i < r->ncells; i++) {
		const struct xls_cell *c = &r->cells[i];

		if (c->row != last && r->hidden[c->row])
			grid_hide_rows(r->grid, c->row + 1u, c->row + 1u);
		last = c->row;
		grid_put(r->grid, c->row + 1u, c->column + 1u, c->kind,
		    c->text);
	}
	free(r->cells);
}

/* One sheet; how many bytes of records it has is added to *read. */
static enum sheet_status
read_one(struct arena *a, const struct xls_book *book,
    const struct xls_sheet *from, struct sheet *sheet, size_t *read)
{
	const unsigned char *begin = book->stream + from->offset;
	struct xls_reader r = { .a = a, .book = book, .grid = grid_begin(a) };
	enum sheet_status status;

	r.b = (struct biff){ .at = begin, .end = book->end,
	    .unicode = book->unicode };
	status = read_sheet(&r);
	*read += (size_t)(r.b.at - begin);
	put_cells(&r);
	grid_end(r.grid, sheet, &status);
	return status;
}

static void
read_sheets(struct arena *a, const struct xls_book *book, struct sheets *file,
    enum sheet_status *status)
{
	size_t size = (size_t)(book->end - book->stream), read = 0;
	size_t places = 0;

	for (size_t i = 0; i < book->nsheets && *status == SHEET_OK; i++) {
		/* sheets in each other would be read again and again */
		if (book->sheets[i].offset > size || read > 2 * size) {
			*status = SHEET_BROKEN;
			break;
		}
		*status = read_one(a, book, &book->sheets[i],
		    &file->sheets[i], &read);
		if (*status == SHEET_OK &&
		    grid_is_too_large(&places, &file->sheets[i]))
			*status = SHEET_TOO_LARGE;
	}
}

static void
parse(struct arena *a, const char *data, size_t len, bool names_only,
    struct sheets *file, enum sheet_status *status)
{
	struct arena own = { 0 };
	struct xls_book book;

	*status = xls_book_read(a, &own, data, len, names_only, &book);
	file->kind = SHEETS_XLS;
	file->nsheets = 0;
	if (*status == SHEET_OK) {
		file->nsheets = book.nsheets;
		file->sheets = arena_alloc(a, book.nsheets *
		    sizeof(*file->sheets) + 1);
	}
	for (size_t i = 0; i < file->nsheets; i++) {
		file->sheets[i].hidden = book.sheets[i].hidden;
		file->sheets[i].name = book.sheets[i].name;
	}
	if (*status == SHEET_OK && !names_only)
		read_sheets(a, &book, file, status);
	if (*status == SHEET_OK && file->nsheets == 0)
		*status = SHEET_EMPTY;
	if (*status != SHEET_OK)
		file->nsheets = 0;
	arena_free(&own);
}

void
xls_parse(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	parse(a, data, len, false, file, status);
}

void
xls_peek(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	parse(a, data, len, true, file, status);
}

bool
xls_is(const char *data, size_t len)
{
	return ole_is(data, len) ||
	    (len > 12 && memcmp(data, "\x09\x08", 2) == 0 &&
	    (data[2] == 8 || data[2] == 16) && data[3] == 0);
}
