#ifndef PINGGU_PAGE_COMMON_TEXT_H
#define PINGGU_PAGE_COMMON_TEXT_H

#include "document/template.h"
#include "font/font.h"

/*
 * Give what nearly all copies of a paper print to font_library_common, under
 * the paper's number: the template's own words, also those in its queries,
 * the heads of its tables, and where it has a score-table the scheme's
 * points, rules and clauses.  All of it comes from the scheme and the
 * template alone, so that a paper is the same whatever batch it is in.
 */
int	common_text_declare(struct font_library *lib,
	    const struct binding *binding, struct err *err);

#endif
