#include "xlsx/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define CELL_UNITS	32767	/* UTF-16 units a cell can hold */
#define ESCAPE_UNITS	6	/* _x005F */
#define CUT_MARK	"…（过长，已截断，全文见结果.sqlite）"

/* _x0041_ would be read as A; "_x005F_" before it keeps it what it is. */
static bool
looks_escaped(const char *p)
{
	return p[0] == '_' && p[1] == 'x' &&
	    strspn(p + 2, "0123456789abcdefABCDEF") >= 4 && p[6] == '_';
}

/* Of what a text may hold, XML forbids these. */
static bool
forbidden(uint32_t ch)
{
	return ch < 0x20 && ch != '\n' && ch != '\t';
}

const char *
book_cell_text(struct arena *a, const char *text)
{
	struct buf b = { 0 };
	const char *p = text, *clean;
	size_t units = 0, room;
	uint16_t unit[2];
	bool plain = true;
	uint32_t ch;

	while ((ch = text_next(&p)) != 0) {
		units += text_utf16(ch, unit);
		if (ch == '_' && looks_escaped(p - 1)) {
			units += ESCAPE_UNITS;
			plain = false;
		}
		plain &= !forbidden(ch);
	}
	if (plain && units <= CELL_UNITS)
		return text;
	room = units > CELL_UNITS ? CELL_UNITS - strlen(CUT_MARK) : units;
	units = 0;
	for (p = text; *p != '\0'; ) {
		if (looks_escaped(p)) {
			buf_adds(&b, "_x005F");
			units += ESCAPE_UNITS;
		}
		ch = text_next(&p);
		units += text_utf16(ch, unit);
		if (units > room) {
			buf_adds(&b, CUT_MARK);
			break;
		}
		if (ch == '\r' && *p == '\n')
			continue;
		text_put(&b, ch == '\r' ? '\n' : forbidden(ch) ? 0xfffd : ch);
	}
	clean = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return clean;
}

/* Count a cell; texts NULL where it has none. */
static void
count(struct book *book, const lxw_worksheet *ws, size_t row, size_t column,
    enum record_cell type, const lxw_format *format, const char *text,
    const char *result)
{
	uint64_t cell = record_cell_begin(record_look(&book->record, format));

	if (text != NULL)
		cell = record_cell_text(cell, text_hash(TEXT_HASH, text));
	if (result != NULL)
		cell = record_cell_text(cell, text_hash(TEXT_HASH, result));
	record_add(&book->record, ws, RECORD_CELL, record_cell_end(cell,
	    record_place(row, column), type));
}

void
book_put_text(struct book *book, lxw_worksheet *ws, size_t row, size_t column,
    const char *text, const struct cell_style *style)
{
	const char *clean = book_cell_text(&book->arena, text);
	lxw_format *format = book_format(book, style);

	book_check(book, worksheet_write_string(ws, (lxw_row_t)row,
	    (lxw_col_t)column, clean, format));
	if (*clean == '\0')		/* a cell without text is blank */
		count(book, ws, row, column, RECORD_BLANK, format, NULL, NULL);
	else
		count(book, ws, row, column, RECORD_TEXT, format, clean, NULL);
}

void
book_put_number(struct book *book, lxw_worksheet *ws, size_t row, size_t column,
    double number, const struct cell_style *style)
{
	lxw_format *format = book_format(book, style);

	book_check(book, worksheet_write_number(ws, (lxw_row_t)row,
	    (lxw_col_t)column, number, format));
	count(book, ws, row, column, RECORD_NUMBER, format, NULL, NULL);
}

void
book_put_formula(struct book *book, lxw_worksheet *ws, size_t row,
    size_t column, const char *formula, const struct book_cell *cell,
    const struct cell_style *style)
{
	lxw_format *format = book_format(book, style);
	const char *value = NULL;

	if (cell->type == CELL_NUMBER) {
		book_check(book, worksheet_write_formula_num(ws,
		    (lxw_row_t)row, (lxw_col_t)column, formula, format,
		    cell->u.number));
		count(book, ws, row, column, RECORD_FORMULA_NUMBER, format,
		    formula + 1, NULL);
		return;
	}
	value = book_cell_text(&book->arena, cell->u.text);
	book_check(book, worksheet_write_formula_str(ws, (lxw_row_t)row,
	    (lxw_col_t)column, formula, format, value));
	count(book, ws, row, column, RECORD_FORMULA_TEXT, format,
	    formula + 1, value);
}

void
book_put_blank(struct book *book, lxw_worksheet *ws, size_t row, size_t column,
    const struct cell_style *style)
{
	lxw_format *format = book_format(book, style);

	book_check(book, worksheet_write_blank(ws, (lxw_row_t)row,
	    (lxw_col_t)column, format));
	count(book, ws, row, column, RECORD_BLANK, format, NULL, NULL);
}

void
book_put_merged(struct book *book, lxw_worksheet *ws, size_t row, size_t column,
    size_t last_row, size_t last_column, const char *text,
    const struct cell_style *style)
{
	book_check(book, worksheet_merge_range(ws, (lxw_row_t)row,
	    (lxw_col_t)column, (lxw_row_t)last_row, (lxw_col_t)last_column,
	    book_cell_text(&book->arena, text), book_format(book, style)));
	record_add(&book->record, ws, RECORD_MERGED, record_range(row, column,
	    last_row, last_column));
}

void
book_set_height(struct book *book, lxw_worksheet *ws, size_t row,
    double height_pt)
{
	book_check(book, worksheet_set_row(ws, (lxw_row_t)row, height_pt,
	    NULL));
	record_add(&book->record, ws, RECORD_ROW, record_row(row, height_pt));
}

void
book_put_line(struct book *book, lxw_worksheet *ws, size_t row, size_t last,
    const char *text, const struct cell_style *style, double height_pt)
{
	book_set_height(book, ws, row, height_pt);
	book_put_text(book, ws, row, 0, text, style);
	for (size_t i = 1; i <= last; i++)
		book_put_blank(book, ws, row, i, style);
	if (last > 0)
		book_put_merged(book, ws, row, 0, row, last, text, style);
}
