#ifndef PINGGU_SHEET_ODS_CELL_H
#define PINGGU_SHEET_ODS_CELL_H

#include "sheet/sheet.h"

/* A cell of an .ods by its attributes: private to sheet/. */
struct ods_cell {
	size_t column, repeat;		/* from 1; equal cells beside it */
	bool formula, error;
	enum sheet_cell_kind kind;
	double number;			/* of SHEET_CELL_NUMBER, _PERCENT */
	const char *value;		/* of the others, where it is not what
					   the cell shows; NULL */
};

void	 ods_cell_read(struct arena *a, struct ods_cell *cell,
	    const char *const *attributes);

/*
 * Now that the text is there that it shows: what it holds, in the arena, and
 * its kind.  A whole number gets zeros in front up to so many digits.  "" where
 * it is empty.
 */
const char *ods_cell_value(struct arena *a, struct ods_cell *cell,
	    const char *text, unsigned digits);

/* An attribute that counts, from 1; max at most. */
size_t	 ods_count(const char *const *attributes, const char *name,
	    size_t max);

#endif
