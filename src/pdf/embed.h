#ifndef PINGGU_PDF_EMBED_H
#define PINGGU_PDF_EMBED_H

#include <hpdf.h>

#include "pdf/subset.h"

/*
 * Put a subset of a face into the document and return its font object.  Text
 * in it is two bytes a character: the code from charset.h.  parts must outlive
 * the document.  Failures stick in the document's error.
 */
HPDF_Dict embed_face(HPDF_Doc doc, const struct charset_face *used,
	    const struct subset *parts);

/* text (UTF-8) as a PDF text string of UTF-16. */
HPDF_Binary embed_text(HPDF_MMgr mmgr, const char *text);

#endif
