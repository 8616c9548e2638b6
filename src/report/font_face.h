#ifndef PINGGU_REPORT_FONT_FACE_H
#define PINGGU_REPORT_FONT_FACE_H

#include <hb.h>

#include "report/font.h"

/* What an output format needs to embed a face. */

/* Number of faces the library may hand out: font_glyph.face is below it. */
unsigned font_nfaces(const struct font_library *lib);

/*
 * A face that hb-subset reads quickly: preprocessed on the first call, shared
 * afterwards.  The library owns it.  Thread-safe.
 */
hb_face_t *font_face_prepared(const struct font_library *lib, unsigned face);

#endif
