#ifndef PINGGU_FONT_OUTLINE_H
#define PINGGU_FONT_OUTLINE_H

#include <hb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a face draws its glyphs. */
enum outlines {
	OUTLINES_NONE,		/* it has pictures at most */
	OUTLINES_TRUETYPE,	/* table glyf */
	OUTLINES_OTHER		/* CFF, CFF2 */
};

enum outlines outlines_of(hb_face_t *face);

/*
 * The face, of a TrueType one only the tables that a PDF embeds; the caller's
 * to destroy.
 */
hb_face_t *outlines_only(hb_face_t *face);

/*
 * True when the glyph shows something, or ch is a blank.  Fonts list
 * characters that they have no picture of: WenQuanYi Micro Hei has an empty
 * glyph for ǎ and ℃.
 */
bool	outline_shows(hb_font_t *font, uint32_t glyph, uint32_t ch);

/*
 * The same for many glyphs of one face, quickly: TrueType says for each glyph
 * where its outline ends.  Others would have to be drawn, which takes 0.2 s
 * for a Chinese font, so their Han characters are trusted.
 */
struct outline_check {
	hb_font_t *font;	/* borrowed */
	hb_blob_t *loca;	/* NULL: not TrueType */
	const char *data;	/* loca's */
	size_t n;		/* its entries, one more than glyphs */
	unsigned width;		/* bytes of an entry */
};

void	outline_check_init(struct outline_check *c, hb_font_t *font);
bool	outline_check_shows(const struct outline_check *c, uint32_t glyph,
	    uint32_t ch);
void	outline_check_free(struct outline_check *c);

#endif
