#ifndef PINGGU_SHEET_NUMBER_H
#define PINGGU_SHEET_NUMBER_H

#include <stdbool.h>

#include "base/mem.h"
#include "sheet/sheet.h"

/* ---- what a workbook's numbers say as text ------------------------------------- */

/*
 * The shortest decimal of at most 15 significant digits, never with an
 * exponent: 87.330000000000013 is 87.33.  A whole number gets zeros in front
 * up to this many digits.  In the arena.
 */
const char *number_decimal(struct arena *a, double x, unsigned digits);

/* What the code of a number format (yyyy"年"m"月", 0.00%, 000) makes of it. */
struct number_format {
	bool date, time, percent;
	unsigned digits;	/* zeros alone, no decimals: so many; else 0 */
};

struct number_format number_format(const char *code);
/* The same for the number of a format that a workbook need not spell out. */
struct number_format number_format_builtin(unsigned long id);

/*
 * A cell's number as its format shows it: *kind and its text, in the arena.
 * mac: days are counted from 1904, else from 1900.  A number that is no day
 * (negative, behind the year 9999) stays a number.
 */
const char *number_cell(struct arena *a, double x,
	    const struct number_format *f, bool mac,
	    enum sheet_cell_kind *kind);

#endif
