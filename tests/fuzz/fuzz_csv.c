/*
 * Delimited text into a grid: sheet_parse on the bytes, and csv_reader on the
 * same text in pieces of a size that the first byte says.  Both must see the
 * same.
 */
#include "fuzz.h"

#include <string.h>

#include "base/text.h"
#include "sheet/csv.h"
#include "sheet/sheet.h"

static void
check_sheet(const struct sheet *s)
{
	size_t line = 0, row = 0;

	MUST(s->nrecords <= SHEET_MAX_ROWS);
	for (size_t i = 0; i < s->nrecords; i++) {
		const struct sheet_record *r = &s->records[i];

		MUST(r->line > line && r->row > row);
		MUST(r->line <= s->nlines);
		MUST(r->ncells > 0 && r->ncells <= SHEET_MAX_COLUMNS);
		MUST(!text_blank(r->cells[r->ncells - 1]));
		MUST(*sheet_cell(r, r->ncells) == '\0');
		line = r->line;
		row = r->row;
		for (size_t k = 0; k < r->ncells; k++)
			MUST(strlen(r->cells[k]) <= SHEET_MAX_CELL &&
			    strchr(r->cells[k], '\r') == NULL &&
			    text_valid(r->cells[k], strlen(r->cells[k])));
	}
	for (size_t i = 0; i < s->noddities; i++)
		MUST(s->oddities[i].line > 0 && s->oddities[i].row > 0 &&
		    s->oddities[i].column > 0);
}

static void
same(const struct sheet *x, const struct sheet *y)
{
	MUST(x->nrecords == y->nrecords && x->nlines == y->nlines &&
	    x->noddities == y->noddities && x->separator == y->separator);
	for (size_t i = 0; i < x->nrecords; i++) {
		const struct sheet_record *r = &x->records[i];
		const struct sheet_record *q = &y->records[i];

		MUST(r->line == q->line && r->row == q->row &&
		    r->ncells == q->ncells);
		for (size_t k = 0; k < r->ncells; k++)
			MUST(strcmp(r->cells[k], q->cells[k]) == 0);
	}
	for (size_t i = 0; i < x->noddities; i++)
		MUST(x->oddities[i].kind == y->oddities[i].kind &&
		    x->oddities[i].line == y->oddities[i].line &&
		    x->oddities[i].row == y->oddities[i].row &&
		    x->oddities[i].column == y->oddities[i].column);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct sheet whole, pieces = { 0 };
	enum sheet_status status, again;
	const char *text, *encoding;
	struct csv_reader *g;
	size_t step, len;

	if (size == 0)
		return 0;
	step = data[0] == 0 ? size : data[0];
	sheet_parse(&a, (const char *)data + 1, size - 1, &whole, &status);
	check_sheet(&whole);
	text = sheet_decode(&a, (const char *)data + 1, size - 1, &encoding);
	if (text != NULL && (status == SHEET_OK || status == SHEET_EMPTY)) {
		len = strlen(text);
		g = csv_reader_begin(&a, csv_reader_separator(text, len));
		for (size_t at = 0; at < len; at += step)
			csv_reader_feed(g, text + at, len - at < step ?
			    len - at : step);
		csv_reader_end(g, &pieces, &again);
		MUST(again == status);
		if (len > 0)	/* else no grid was begun */
			same(&whole, &pieces);
	}
	arena_free(&a);
	return 0;
}
