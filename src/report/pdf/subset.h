#ifndef PINGGU_REPORT_PDF_SUBSET_H
#define PINGGU_REPORT_PDF_SUBSET_H

#include <hb.h>

#include "base/err.h"
#include "report/pdf/used.h"

/* A face cut down to the glyphs that one document uses. */
struct subset {
	hb_blob_t *blob;	/* the font file: outlines and metrics only */
	uint16_t *glyph;	/* of each used character: its new number */
	char name[80];		/* PostScript name with the subset's tag */
	int bbox[4];		/* of all glyphs, 1/1000 em */
	int ascent, descent;	/* 1/1000 em, the latter below zero */
};

int	subset_make(struct subset *s, const struct font_library *fonts,
	    const struct used_face *used, struct err *err);
void	subset_free(struct subset *s);

#endif
