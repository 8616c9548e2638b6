#ifndef PINGGU_SHEET_CSV_H
#define PINGGU_SHEET_CSV_H

#include "sheet/sheet.h"

/*
 * Delimited UTF-8 text into records, in pieces of any size: private to
 * sheet/ and its test.  Call grid_begin, grid_feed for each piece, and
 * grid_end, which fills the grid's part of the sheet and gives back what
 * the parser held.
 */
struct grid;

/* The separator of the text, by its first lines: ',', '\t' or ';'. */
char	grid_separator(const char *text, size_t len);

struct grid *grid_begin(struct arena *a, char separator);
void	grid_feed(struct grid *g, const char *bytes, size_t len);
void	grid_end(struct grid *g, struct sheet *sheet,
	    enum sheet_status *status);

#endif
