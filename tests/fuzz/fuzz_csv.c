/*
 * Delimited text into a grid: sheet_parse on the bytes; the cells, written as
 * a file again, are read as the same; and sheets_parse, which mends them.
 */
#include "fuzz.h"

#include <string.h>

#include "base/text.h"
#include "sheet/sheet.h"

static void
check_sheet(const struct sheet *s, bool mended)
{
	size_t line = 0, row = 0;

	MUST(s->nrecords <= SHEET_MAX_ROWS);
	for (size_t i = 0; i < s->nrecords; i++) {
		const struct sheet_record *r = &s->records[i];

		MUST(r->line > line && r->row > row);
		MUST(r->line <= s->nlines);
		MUST(r->ncells > 0 && r->ncells <= SHEET_MAX_COLUMNS);
		MUST(!text_blank(r->cells[r->ncells - 1]));
		MUST(mended || r->nmends == 0 ||
		    r->mends[r->nmends - 1].column < SHEET_MAX_COLUMNS);
		MUST(*sheet_cell(r, r->ncells) == '\0');
		line = r->line;
		row = r->row;
		for (size_t k = 0; k < r->nmends; k++)
			MUST((k == 0 || r->mends[k].column >
			    r->mends[k - 1].column) && *r->mends[k].rule &&
			    text_valid(r->mends[k].written,
			    strlen(r->mends[k].written)));
		for (size_t k = 0; k < r->ncells; k++)
			MUST(strlen(r->cells[k]) <= SHEET_MAX_CELL &&
			    strchr(r->cells[k], '\r') == NULL &&
			    text_valid(r->cells[k], strlen(r->cells[k])));
	}
	for (size_t i = 0; i < s->noddities; i++)
		MUST(s->oddities[i].line > 0 && s->oddities[i].row > 0 &&
		    s->oddities[i].column > 0);
}

/* As sheet_add_record writes a cell: maybe with a ' in front. */
static bool
same(const char *was, const char *is)
{
	return strcmp(was, is) == 0 || (*is == '\'' && strcmp(was, is + 1) == 0);
}

/*
 * Written and read again.  A record of one cell is left out: that may be taken
 * for a whole line in quotation marks.
 */
static void
check_again(struct arena *a, const struct sheet *s)
{
	struct buf b = { 0 };
	enum sheet_status status;
	struct sheet again;
	size_t n = 0, at = 0;

	for (size_t i = 0; i < s->nrecords; i++)
		if (s->records[i].ncells > 1 && ++n > 0)
			sheet_add_record(&b, s->records[i].cells,
			    s->records[i].ncells);
	sheet_parse(a, buf_str(&b), b.len, &again, &status);
	MUST(again.noddities == 0 && again.nrecords == n);
	for (size_t i = 0; i < s->nrecords; i++) {
		const struct sheet_record *r = &s->records[i];

		if (r->ncells <= 1)
			continue;
		MUST(again.records[at].ncells == r->ncells);
		for (size_t k = 0; k < r->ncells; k++)
			MUST(same(r->cells[k], again.records[at].cells[k]));
		at++;
	}
	buf_free(&b);
}

/* A cell that is another one than before is noted. */
static void
check_mended(const struct sheet *was, const struct sheet *is)
{
	size_t n = 0;

	MUST(is->nrecords <= was->nrecords);
	for (size_t i = 0; i < was->nrecords; i++) {
		const struct sheet_record *r = &was->records[i], *q =
		    n < is->nrecords ? &is->records[n] : NULL;
		size_t mend = 0;

		if (q == NULL || q->line != r->line)
			continue;	/* nothing is left of it */
		n++;
		for (size_t k = 0; k < r->ncells; k++) {
			while (mend < q->nmends && q->mends[mend].column < k)
				mend++;
			MUST(strcmp(r->cells[k], sheet_cell(q, k)) == 0 ||
			    (text_blank(r->cells[k]) &&
			    text_blank(sheet_cell(q, k))) ||
			    (mend < q->nmends && q->mends[mend].column == k));
		}
	}
	MUST(n == is->nrecords);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	enum sheet_status status, again;
	struct sheets file;
	struct sheet s;

	sheet_parse(&a, (const char *)data, size, &s, &status);
	MUST((status == SHEET_NOT_TEXT) == (s.bad_line > 0));
	check_sheet(&s, false);
	check_again(&a, &s);
	sheets_parse(&a, (const char *)data, size, &file, &again);
	MUST(file.nsheets == (again == SHEET_OK));
	if (file.kind == SHEETS_TEXT && again == SHEET_OK) {
		check_sheet(file.sheets, true);
		check_mended(&s, file.sheets);
	}
	arena_free(&a);
	return 0;
}
