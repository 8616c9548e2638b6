#ifndef PINGGU_PDF_PDF_H
#define PINGGU_PDF_PDF_H

#include "page/page.h"

/*
 * Write a display list as a PDF file, whole or not at all.  Each face is
 * embedded as a subset of the glyphs this document uses; text can be
 * selected, searched and copied, also outside the BMP.  The same display
 * list gives the same bytes.  Thread-safe with a shared library.
 */
int	pdf_write(const struct display *d, struct font_library *fonts,
	    const char *path, struct err *err);

/* Whether the file at path is one of these: a PDF that says who made it. */
bool	pdf_is_ours(const char *path);

#endif
