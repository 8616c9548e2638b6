#ifndef PINGGU_FONT_FACE_H
#define PINGGU_FONT_FACE_H

#include <hb.h>

#include "font/font.h"

/* What an output format needs to embed a face. */

/* Whether the face, which a glyph came from, has TrueType's outlines. */
bool	font_face_truetype(struct font_library *lib, unsigned face);

/*
 * The face; of a TrueType one only the tables that are embedded (outlines and
 * metrics), which hb-subset reads quickly: made on the first call, shared
 * afterwards.  The library owns it.  Thread-safe.
 */
hb_face_t *font_face_prepared(struct font_library *lib, unsigned face);

/* The face's PostScript name, cut at size bytes; "" when it has none. */
void	font_face_name(struct font_library *lib, unsigned face,
	    char *name, size_t size);

/* What font_library_common was told: of how many kinds, and of a role in one. */
unsigned font_common_kinds(struct font_library *lib);
const char *font_common(struct font_library *lib, unsigned kind,
	    enum font_role role);

/*
 * What an output format keeps with the library: made on the first call, by
 * one thread while others wait, and freed with the library.  make may return
 * NULL, and is not asked again then.
 */
void	*font_library_keep(struct font_library *lib,
	    void *(*make)(struct font_library *lib),
	    void (*done)(void *kept));

#endif
