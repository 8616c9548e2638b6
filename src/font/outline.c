#include "font/outline.h"

#include <string.h>

#include "base/text.h"

#define BRAILLE_BLANK 0x2800u

static bool
has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *table = hb_face_reference_table(face, tag);
	bool has = hb_blob_get_length(table) > 0;

	hb_blob_destroy(table);
	return has;
}

enum outlines
outlines_of(hb_face_t *face)
{
	if (has_table(face, HB_TAG('g', 'l', 'y', 'f')))
		return OUTLINES_TRUETYPE;
	if (has_table(face, HB_TAG('C', 'F', 'F', ' ')) ||
	    has_table(face, HB_TAG('C', 'F', 'F', '2')))
		return OUTLINES_OTHER;
	return OUTLINES_NONE;
}

/* One of the tables that a PDF asks of an embedded font; none else. */
static hb_blob_t *
embedded_table(hb_face_t *bare, hb_tag_t tag, void *face)
{
	(void)bare;
	switch (tag) {
	case HB_TAG('g', 'l', 'y', 'f'):
	case HB_TAG('h', 'e', 'a', 'd'):
	case HB_TAG('h', 'h', 'e', 'a'):
	case HB_TAG('h', 'm', 't', 'x'):
	case HB_TAG('l', 'o', 'c', 'a'):
	case HB_TAG('m', 'a', 'x', 'p'):
		return hb_face_reference_table(face, tag);
	default:
		return hb_blob_reference(hb_blob_get_empty());
	}
}

static void
give_back(void *face)
{
	hb_face_destroy(face);
}

/*
 * hb-subset goes through all tables of a face each time, and
 * hb_subset_preprocess takes 70 ms a face to make that cheaper.
 */
hb_face_t *
outlines_only(hb_face_t *face)
{
	hb_face_t *bare;

	(void)hb_face_reference(face);
	if (outlines_of(face) != OUTLINES_TRUETYPE)
		return face;
	bare = hb_face_create_for_tables(embedded_table, face, give_back);
	hb_face_set_upem(bare, hb_face_get_upem(face));
	hb_face_set_glyph_count(bare, hb_face_get_glyph_count(face));
	hb_face_make_immutable(bare);
	return bare;
}

/* Characters whose glyph may be empty. */
static bool
is_blank(uint32_t ch)
{
	return text_is_white(ch) || text_is_invisible(ch) ||
	    ch == BRAILLE_BLANK;
}

static void
see_line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *st, float x,
    float y, void *user)
{
	(void)funcs;
	(void)st;
	(void)x;
	(void)y;
	(void)user;
	*(bool *)data = true;
}

/* HarfBuzz makes cubic curves of all others when that is all we take. */
static void
see_curve(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *st, float x1,
    float y1, float x2, float y2, float x, float y, void *user)
{
	(void)x1;
	(void)y1;
	(void)x2;
	(void)y2;
	see_line(funcs, data, st, x, y, user);
}

bool
outline_shows(hb_font_t *font, uint32_t glyph, uint32_t ch)
{
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	bool seen = false;

	hb_draw_funcs_set_line_to_func(funcs, see_line, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, see_curve, NULL, NULL);
	hb_font_get_glyph_shape(font, glyph, funcs, &seen);
	hb_draw_funcs_destroy(funcs);
	return seen || is_blank(ch);
}

void
outline_check_init(struct outline_check *c, hb_font_t *font)
{
	hb_face_t *face = hb_font_get_face(font);
	hb_blob_t *head = hb_face_reference_table(face,
	    HB_TAG('h', 'e', 'a', 'd'));
	unsigned len;
	const char *data = hb_blob_get_data(head, &len);

	*c = (struct outline_check){ .font = font };
	if (len >= 52 && outlines_of(face) == OUTLINES_TRUETYPE) {
		c->loca = hb_face_reference_table(face,
		    HB_TAG('l', 'o', 'c', 'a'));
		c->width = data[51] != 0 ? 4 : 2;
		c->data = hb_blob_get_data(c->loca, &len);
		c->n = len / c->width;
	}
	hb_blob_destroy(head);
}

bool
outline_check_shows(const struct outline_check *c, uint32_t glyph,
    uint32_t ch)
{
	const char *entry;

	if (c->loca == NULL)
		return text_is_han(ch) || outline_shows(c->font, glyph, ch);
	if (glyph + 1 >= c->n)
		return is_blank(ch);
	entry = c->data + (size_t)glyph * c->width;
	/* Nearly always the last bytes differ already. */
	return entry[c->width - 1] != entry[2 * c->width - 1] ||
	    memcmp(entry, entry + c->width, c->width) != 0 || is_blank(ch);
}

void
outline_check_free(struct outline_check *c)
{
	hb_blob_destroy(c->loca);
}
