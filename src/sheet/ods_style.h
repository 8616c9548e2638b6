#ifndef PINGGU_SHEET_ODS_STYLE_H
#define PINGGU_SHEET_ODS_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/*
 * The styles of an .ods, as far as they say how a cell or a sheet is read:
 * digits that a number is filled up to, and whether a sheet is shown.
 * Private to sheet/.
 */
struct ods_styles {
	size_t n, cap, nsorted;
	struct ods_style {
		const char *family;	/* table-cell, table …; "number" */
		const char *name;
		size_t order;		/* as read: a later one wins */
		const char *parent, *format;	/* names; NULL: none */
		unsigned digits;	/* of a number format; 0: as it is */
		bool hidden;		/* the sheet */
	} *styles;
	struct ods_style *open;		/* whose element is not closed */
};

/*
 * An element begins or ends, in front of the sheets.
 */
void	 ods_style_begin(struct arena *a, struct ods_styles *s,
	    const char *name, const char *const *attributes);
void	 ods_style_end(struct ods_styles *s, const char *name);

/* The digits that a cell of this style is filled up to with zeros. */
unsigned ods_style_digits(struct ods_styles *s, const char *cell_style);

/* Whether a sheet of this style is hidden. */
bool	 ods_style_hidden(struct ods_styles *s, const char *table_style);

#endif
