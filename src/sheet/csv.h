#ifndef PINGGU_SHEET_CSV_H
#define PINGGU_SHEET_CSV_H

#include "sheet/sheet.h"

/*
 * Delimited UTF-8 text into records, in pieces of any size: private to
 * sheet/ and its test.  Call csv_reader_begin, csv_reader_feed for each piece, and
 * csv_reader_end, which fills the grid's part of the sheet and gives back what
 * the parser held.
 */
struct csv_reader;

/* The separator of the text, by its first lines: ',', '\t' or ';'. */
char	csv_reader_separator(const char *text, size_t len);

struct csv_reader *csv_reader_begin(struct arena *a, char separator);
void	csv_reader_feed(struct csv_reader *g, const char *bytes, size_t len);
void	csv_reader_end(struct csv_reader *g, struct sheet *sheet,
	    enum sheet_status *status);

#endif
