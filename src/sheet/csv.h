#ifndef PINGGU_SHEET_CSV_H
#define PINGGU_SHEET_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "sheet/decode.h"
#include "sheet/sheet.h"

/* Delimited UTF-8 text into records: private to sheet/ and its tests. */

/* The rules that struct sheet_mend names. */
#define CSV_RULE_QUOTE	"引号作文字"	/* a quotation mark is part of the text */
#define CSV_RULE_WRAPPED "整行去引号"	/* the whole line was one quoted cell */

/*
 * Fill the grid's part of the sheet.  Cells are parted by the separator that
 * csv_separator finds, or that a first line sep=; names (it is no record).
 * A cell in quotation marks may hold separators, line breaks and doubled
 * marks; blanks around a cell are no part of it.
 *
 * What is not well quoted: a mark inside a cell that does not begin with one,
 * and a closing mark with something behind it, are text.  Where the opening
 * mark of such a cell, or of one that is never closed, would swallow lines
 * that look like rows of the table, it is text too (SHEET_QUOTE_SWALLOWS).
 * A line that is one quoted cell and holds a row is read as that row.
 */
void	csv_read(struct arena *a, const struct decoded *d,
	    struct sheet *sheet, enum sheet_status *status);

/*
 * The separator, by the first lines of the text: "," "\t" ";" "|" or "，".
 * The last two only where most lines have them, more than have any other, and
 * the same number of them: they stand in plain text too.
 */
const char *csv_separator(const char *text, size_t len);

/* ---- csv_quote.c: where cells end -------------------------------------------- */

struct csv_text {
	const char *s;
	size_t len;
	const char *separator;
	size_t separator_len;
	bool stops[256];	/* bytes at which the scan of a cell stops */

	/* The last search for a closing mark: good for all places in it. */
	size_t from, close, last_literal;
	size_t budget;		/* bytes that may still be looked at */
	bool last_swallows;
};

void	csv_text_init(struct csv_text *t, const char *s, size_t len,
	    const char *separator);
bool	csv_at_separator(const struct csv_text *t, size_t at);
/* Behind the blanks at this place; a separator is none. */
size_t	csv_skip_blanks(const struct csv_text *t, size_t at);
/* The next separator, quotation mark or end of a line, or the text's end. */
size_t	csv_next(const struct csv_text *t, size_t at);
/*
 * The mark that closes the quoted cell whose text begins at this place, or the
 * text's end; *literal is set when a mark before it closes nothing.
 */
size_t	csv_close(struct csv_text *t, size_t at, bool *literal);

/*
 * Whether the quoted cell from open (its mark) to close, which is not well
 * quoted, is a mistake and its opening mark is text.  before: the separators
 * in front of it in its record; heading: those of the heading, or SIZE_MAX.
 * *lines is how many lines below it would have swallowed.
 */
bool	csv_swallows(struct csv_text *t, size_t open, size_t close,
	    size_t before, size_t heading, size_t *lines);

/* Separators from here to the line's end, those in quoted cells not counted. */
size_t	csv_count(struct csv_text *t, size_t at, bool cell_begins,
	    size_t *line_end);

#endif
