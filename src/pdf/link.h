#ifndef PINGGU_PDF_LINK_H
#define PINGGU_PDF_LINK_H

#include <hpdf.h>

#include "page/page.h"

/*
 * Make a place on the page lead to an address (with "://" or mailto:) or to
 * a file, named relative to this one.  Failures stick in the document.
 */
void	link_add(HPDF_Doc doc, HPDF_Page page, HPDF_Rect where,
	    const char *target);

/*
 * The bookmarks as the document's outline.  pages[i] is page i.  A level
 * that is skipped counts as the next one.
 */
void	outline_add(HPDF_Doc doc, const struct display *d, HPDF_Page *pages);

#endif
