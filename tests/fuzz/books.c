#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "books.h"

static void
check_record(const struct sheet_record *r)
{
	MUST(r->ncells > 0 && r->ncells <= SHEET_MAX_COLUMNS);
	for (size_t c = 0; c < r->ncells; c++) {
		size_t n = strlen(r->cells[c]);

		MUST(n <= SHEET_MAX_CELL && text_valid(r->cells[c], n));
		MUST(strchr(r->cells[c], '\r') == NULL);
		MUST(r->kinds == NULL || r->kinds[c] <= SHEET_CELL_NO_VALUE);
	}
}

static void
check_book_sheet(const struct sheet *s)
{
	size_t row = 0;

	/* sheets_parse, which calls the reader, cleans the name. */
	MUST(s->name == NULL || text_is_utf8(s->name, strlen(s->name)));
	MUST(s->nrecords <= SHEET_MAX_ROWS);
	for (size_t i = 0; i < s->nrecords; i++) {
		MUST(s->records[i].row > row);
		row = s->records[i].row;
		check_record(&s->records[i]);
	}
	for (size_t i = 0; i < s->noddities; i++)
		MUST(s->oddities[i].row > 0 && s->oddities[i].column > 0);
	for (size_t i = 0; i < s->nmerges; i++)
		MUST(s->merges[i].first_row > 0 && s->merges[i].first_column > 0);
}

void
books_check(const uint8_t *data, size_t size, books_reader *parse,
    books_reader *peek)
{
	struct sheets file = { 0 }, names = { 0 };
	enum sheet_status status, peeked;
	char *text = fuzz_text(data, size);
	struct arena a = { 0 };

	parse(&a, text, size, &file, &status);
	MUST(status < SHEET_STATUSES);
	MUST((status == SHEET_OK) == (file.nsheets > 0));
	for (size_t i = 0; i < file.nsheets; i++)
		check_book_sheet(&file.sheets[i]);
	peek(&a, text, size, &names, &peeked);
	if (status == SHEET_OK && file.kind != SHEETS_HTML) {
		MUST(peeked == SHEET_OK && names.nsheets == file.nsheets);
		for (size_t i = 0; i < file.nsheets; i++)
			MUST(file.sheets[i].hidden == names.sheets[i].hidden &&
			    (file.sheets[i].name == NULL ||
			    strcmp(file.sheets[i].name,
			    names.sheets[i].name) == 0));
	}
	arena_free(&a);
	free(text);
}
