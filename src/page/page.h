#ifndef PINGGU_PAGE_PAGE_H
#define PINGGU_PAGE_PAGE_H

#include "document/document.h"
#include "page/display.h"

/*
 * Pages: a document becomes a display list (display.h), which an output
 * format draws.
 */

/* The blocks that a template may hold: what template_read is handed. */
extern const struct component *const components[];	/* ends with NULL */

/* Widths of characters and places to break, remembered for one worker. */
struct measure;

/* fonts outlives it.  init_linebreak() was called before. */
struct measure *measure_new(struct font_library *fonts);
void	measure_free(struct measure *m);	/* NULL is fine */

/* Set a document into d, whose arena is used for everything. */
void	layout_document(const struct document *doc, struct measure *m,
	    struct display *d);

/*
 * The same on doc->most_pages pages at most.  Where it is more, its lists are
 * cut, each with words on what is left out, and where that does not help the
 * pages behind the limit; *cut gets what is not printed, for a finding (in
 * the arena), NULL where all is.  d's arena holds nothing else.  -1 when it
 * cannot be set at all.
 */
int	layout_within(const struct document *doc, struct measure *m,
	    struct display *d, const char **cut, struct err *err);

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
