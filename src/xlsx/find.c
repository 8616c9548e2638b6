#include "xlsx/private.h"

#include <string.h>

/* Sheets and columns by name. */

const struct book_sheet *
book_find_sheet(const struct book *book, const char *name)
{
	for (size_t i = 0; i < book->nsheets; i++)
		if (strcmp(book->sheets[i].file.sheet, name) == 0)
			return &book->sheets[i];
	return NULL;
}

/* Whether name, of len bytes, may be that of a sheet when it is filled in. */
static bool
may_be(const char *name, size_t len, const char *sheet)
{
	static const char *const marks[] = { "«", OWN_NAME, OWN_HEAD };

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (memmem(name, len, marks[i], strlen(marks[i])) != NULL)
			return true;	/* any part of it: who knows */
	while (len > 0 && *name == ' ') {
		name++;
		len--;
	}
	return strlen(sheet) == len && strncmp(sheet, name, len) == 0;
}

bool
reference_names(const char *text, const struct book_sheet *to)
{
	const char *name = text;

	/* {整列:SHEET!…}, and 分类=SHEET!… of a chart */
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '!' && may_be(name, (size_t)(p - name),
		    to->file.sheet))
			return true;
		if (strchr(":={|!", *p) != NULL)
			name = p + 1;
	}
	return false;
}

size_t
book_sheet_column(const struct book_sheet *s, const char *name)
{
	for (size_t i = 0; i < s->ncolumns; i++)
		if (strcmp(book_column_name(s, &s->columns[i]), name) == 0)
			return i;
	/* A path: the first line of the header, the last one. */
	for (size_t i = 0; i < s->ncolumns; i++) {
		const struct book_column *c = &s->columns[i];
		const size_t len = strlen(c->head[0]);

		if (s->nheads > 1 && strncmp(name, c->head[0], len) == 0 &&
		    name[len] == '/' &&
		    strcmp(name + len + 1, book_column_name(s, c)) == 0)
			return i;
	}
	return s->ncolumns;
}

size_t
book_sheet_mark(const struct book_sheet *s, const char *name, size_t len)
{
	size_t i = 0;

	while (i < s->nmarks && (strlen(s->marks[i]) != len ||
	    strncmp(s->marks[i], name, len) != 0))
		i++;
	return i;
}
