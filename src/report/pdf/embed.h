#ifndef PINGGU_REPORT_PDF_EMBED_H
#define PINGGU_REPORT_PDF_EMBED_H

#include <hpdf.h>

#include "report/pdf/used.h"

/*
 * Put a subset of a face into the document and return its font object, NULL
 * with err filled when that fails.  Text in it is two bytes a character: the
 * code from used.h.
 */
HPDF_Dict embed_face(HPDF_Doc doc, const struct font_library *fonts,
	    const struct used_face *used, struct err *err);

/* text (UTF-8) as a PDF text string of UTF-16. */
HPDF_Binary embed_text(HPDF_MMgr mmgr, const char *text);

#endif
