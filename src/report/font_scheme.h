#ifndef PINGGU_REPORT_FONT_SCHEME_H
#define PINGGU_REPORT_FONT_SCHEME_H

#include "report/font.h"
#include "report/template.h"

/*
 * Give what every report prints to font_library_common: the scheme's points,
 * rules and clauses, which are set in the body face, the template's own
 * words, and the heads of its tables.  All of it comes from the scheme and
 * the template alone, so that a report is the same whatever batch it is in.
 */
int	font_common_scheme(const struct font_library *lib,
	    const struct binding *binding, struct err *err);

#endif
