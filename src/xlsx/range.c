#include "xlsx/private.h"

#include <string.h>

#include "sheet/sheet.h"

/* A whole column, as formulas and charts name it. */

void
reference_add_sheet(struct buf *out, const struct book_sheet *s)
{
	buf_addc(out, '\'');
	for (const char *p = s->file.sheet; *p != '\0'; p++) {
		if (*p == '\'')
			buf_addc(out, '\'');
		buf_addc(out, *p);
	}
	buf_adds(out, "'!");
}

bool
reference_range(const struct book *book, const struct book_sheet *s,
    const char *name, size_t most, struct buf *out)
{
	const struct book_sheet *of = s;
	const char *mark = strchr(name, '!');
	size_t column, n;

	if (mark != NULL) {
		of = NULL;
		for (size_t i = 0; i < book->nsheets; i++) {
			const char *sheet = book->sheets[i].file.sheet;

			if (strlen(sheet) == (size_t)(mark - name) &&
			    strncmp(sheet, name, strlen(sheet)) == 0)
				of = &book->sheets[i];
		}
		name = mark + 1;
	}
	if (of == NULL || (column = book_sheet_column(of, name)) == of->ncolumns)
		return false;
	if (of->cut && most == SIZE_MAX)	/* it is not the whole column */
		return false;
	n = of->nrows > most ? most : of->nrows;
	if (of != s)
		reference_add_sheet(out, of);
	buf_addc(out, '$');
	sheet_add_column_name(out, column + 1);
	buf_addf(out, "$%zu:$", book_sheet_first_row(of) + 1);
	sheet_add_column_name(out, column + 1);
	buf_addf(out, "$%zu", book_sheet_first_row(of) + (n > 0 ? n : 1));
	return true;
}
