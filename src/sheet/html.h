#ifndef PINGGU_SHEET_HTML_H
#define PINGGU_SHEET_HTML_H

#include "sheet/sheet.h"

/*
 * The tables of an HTML page, which is what web systems hand out as .xls:
 * private to sheet/.  Each table is a sheet; one that lies in a cell of another
 * is, where it has two rows with two filled cells, else it is text of that
 * cell.  The only table has no name; of several, one is named by its caption,
 * by Excel where the page says so, else by its number.  Nothing outside the
 * file is read.  SHEET_NO_TABLE where there is none, SHEET_EMPTY where none has
 * a text in it.
 */
void	html_parse(struct arena *a, const char *data, size_t len,
	    struct sheets *file, enum sheet_status *status);

/* One sheet without a name: to count them the page would have to be read. */
void	html_peek(struct arena *a, const char *data, size_t len,
	    struct sheets *file, enum sheet_status *status);

#endif
