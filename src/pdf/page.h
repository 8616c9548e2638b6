#ifndef PINGGU_PDF_PAGE_H
#define PINGGU_PDF_PAGE_H

#include <hpdf.h>
#include <libdeflate.h>

#include "pdf/charset.h"

/*
 * Draw a page of the display list.  fonts[i] is the font object of
 * used->faces[i].  Failures stick in the document's error.
 */
void	page_draw(HPDF_Doc doc, HPDF_Page to, const struct page *from,
	    const struct charset *used, HPDF_Dict *fonts,
	    struct libdeflate_compressor *z);

#endif
