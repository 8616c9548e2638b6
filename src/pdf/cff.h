#ifndef PINGGU_PDF_CFF_H
#define PINGGU_PDF_CFF_H

#include <hb.h>

#include "pdf/charset.h"

/*
 * A CID-keyed CFF font of a face's used characters, each glyph as HarfBuzz
 * draws it: curves as they are in the face, 1000 units an em, no hints.
 * CID, glyph and code are one number, so no map is needed beside it.
 */
void	cff_make(struct buf *out, hb_face_t *face, const char *name,
	    const struct charset_face *used);

#endif
