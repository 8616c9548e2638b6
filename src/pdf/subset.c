#include "pdf/subset.h"

#include <ctype.h>
#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

#include "font/font.h"
#include "pdf/cff.h"
#include "pdf/stream.h"

static hb_subset_input_t *
make_input(const struct charset_face *used)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_set_t *glyphs;

	if (input == NULL)
		return NULL;
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	glyphs = hb_subset_input_glyph_set(input);
	for (size_t i = 0; i < used->n; i++)
		hb_set_add(glyphs, used->chars[i].glyph);
	return input;
}

/* Six letters, from the characters, so that equal subsets are equally named. */
static void
make_name(struct subset *p, struct font_library *fonts,
    const struct charset_face *used)
{
	char name[64], *to;
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < used->n; i++)
		hash = (hash ^ used->chars[i].ch) * 1099511628211u;
	hash ^= hash >> 32;
	for (int i = 0; i < 6; i++, hash /= 26)
		p->name[i] = (char)('A' + hash % 26);
	p->name[6] = '+';
	to = p->name + 7;
	font_face_name(fonts, used->face, name, sizeof(name));
	for (const char *from = name; *from != '\0'; from++)
		if (isalnum((unsigned char)*from) || *from == '-')
			*to++ = *from;
	if (to == p->name + 7)
		to = stpcpy(to, "Font");
	*to = '\0';
}

static int
read16(const char *data, unsigned at)
{
	const unsigned char *b = (const unsigned char *)data + at;

	return (int16_t)(uint16_t)(b[0] << 8 | b[1]);
}

/* What the font descriptor tells of the face, from its head and hhea. */
static void
read_metrics(struct subset *p, hb_face_t *face)
{
	int upem = (int)hb_face_get_upem(face);
	hb_blob_t *head = hb_face_reference_table(face,
	    HB_TAG('h', 'e', 'a', 'd'));
	hb_blob_t *hhea = hb_face_reference_table(face,
	    HB_TAG('h', 'h', 'e', 'a'));
	unsigned len;
	const char *data = hb_blob_get_data(head, &len);

	for (unsigned i = 0; i < 4 && len >= 44; i++)
		p->bbox[i] = read16(data, 36 + 2 * i) * 1000 / upem;
	data = hb_blob_get_data(hhea, &len);
	if (len >= 8) {
		p->ascent = read16(data, 4) * 1000 / upem;
		p->descent = read16(data, 6) * 1000 / upem;
	}
	hb_blob_destroy(head);
	hb_blob_destroy(hhea);
}

void
subset_put_utf16(struct buf *b, uint32_t ch)
{
	uint16_t units[2];
	size_t n = text_utf16(ch, units);

	for (size_t i = 0; i < n; i++)
		buf_addf(b, "%04X", units[i]);
}

static int
by_code(const void *a, const void *b)
{
	const struct charset_char *x = a, *y = b;

	return (x->code > y->code) - (x->code < y->code);
}

#define BLOCK 100	/* ranges a CMap may list at a time */

/*
 * Characters i … of consecutive codes (equal high bytes: no range may go
 * further) as one range; returns where the next begins.
 */
static size_t
put_range(struct buf *b, const struct charset_char *chars, size_t i, size_t n)
{
	size_t end = i + 1;

	while (end < n && chars[end].code == chars[end - 1].code + 1 &&
	    chars[end].code >> 8 == chars[i].code >> 8)
		end++;
	buf_addf(b, "<%04X> <%04X> [", (unsigned)chars[i].code,
	    (unsigned)chars[end - 1].code);
	for (; i < end; i++) {
		buf_addc(b, '<');
		subset_put_utf16(b, CHARSET_CHAR(chars[i].ch));
		buf_addc(b, '>');
	}
	buf_adds(b, "]\n");
	return end;
}

/* Which character each code is, outside the BMP as a surrogate pair. */
static void
put_unicode(struct buf *b, const struct charset_face *used)
{
	struct charset_char *chars = mem_zero(used->n, sizeof(*chars));
	struct buf ranges = { 0 };
	size_t n = 0;

	memcpy(chars, used->chars, used->n * sizeof(*chars));
	qsort(chars, used->n, sizeof(*chars), by_code);
	buf_adds(b, "/CIDInit /ProcSet findresource begin\n"
	    "12 dict begin\nbegincmap\n"
	    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) "
	    "/Supplement 0>> def\n"
	    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
	    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (size_t i = 0; i < used->n; ) {
		i = put_range(&ranges, chars, i, used->n);
		if (++n < BLOCK && i < used->n)
			continue;
		buf_addf(b, "%zu beginbfrange\n%sendbfrange\n", n,
		    buf_str(&ranges));
		buf_reset(&ranges);
		n = 0;
	}
	buf_adds(b, "endcmap\n"
	    "CMapName currentdict /CMap defineresource pop\nend\nend\n");
	buf_free(&ranges);
	free(chars);
}

/*
 * A character's code is the number of its glyph in the subset, so that no map
 * stands between them; where a glyph serves two characters, codes are counted
 * through and there is a map.
 */
static void
give_codes(struct charset_face *used, const hb_map_t *renumbered,
    struct buf *map)
{
	hb_set_t *taken = hb_set_create();
	bool shared = false;

	for (size_t i = 0; i < used->n; i++) {
		unsigned glyph = hb_map_get(renumbered, used->chars[i].glyph);

		shared |= hb_set_has(taken, glyph);
		hb_set_add(taken, glyph);
		used->chars[i].code = (uint16_t)glyph;
	}
	hb_set_destroy(taken);
	if (!shared)
		return;
	buf_add(map, "\0", 2);		/* code 0: .notdef */
	for (size_t i = 0; i < used->n; i++) {
		buf_addc(map, (char)(used->chars[i].code >> 8));
		buf_addc(map, (char)(used->chars[i].code & 0xff));
		used->chars[i].code = (uint16_t)(i + 1);
	}
}

/* The font file and the map from codes to its glyphs, by hb-subset. */
static int
cut(struct subset *p, hb_face_t *face, struct charset_face *used,
    struct libdeflate_compressor *z)
{
	hb_subset_input_t *input = make_input(used);
	hb_subset_plan_t *plan = NULL;
	hb_face_t *small = NULL;
	hb_blob_t *blob = NULL;
	struct buf map = { 0 };
	unsigned len = 0;
	const char *bytes = NULL;

	if (input != NULL)
		plan = hb_subset_plan_create_or_fail(face, input);
	if (plan != NULL)
		small = hb_subset_plan_execute_or_fail(plan);
	if (small != NULL)
		blob = hb_face_reference_blob(small);
	if (blob != NULL)
		bytes = hb_blob_get_data(blob, &len);
	if (len > 0) {
		p->file_size = len;
		stream_deflate(z, &p->file, bytes, len);
		give_codes(used, hb_subset_plan_old_to_new_glyph_mapping(plan),
		    &map);
		if (map.len > 0)
			stream_deflate(z, &p->map, map.data, map.len);
	}
	buf_free(&map);
	hb_blob_destroy(blob);
	hb_face_destroy(small);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(input);
	return len > 0 ? 0 : -1;
}

/* The font file when it is not TrueType. */
static void
draw(struct subset *p, hb_face_t *face, struct charset_face *used,
    struct libdeflate_compressor *z)
{
	struct buf font = { 0 };

	for (size_t i = 0; i < used->n; i++)
		used->chars[i].code = (uint16_t)(i + 1);
	cff_make(&font, face, p->name, used);
	p->file_size = font.len;
	stream_deflate(z, &p->file, font.data, font.len);
	buf_free(&font);
}

int
subset_make(struct subset *p, struct font_library *fonts,
    struct charset_face *used, struct libdeflate_compressor *z,
    struct err *err)
{
	hb_face_t *face = font_face_prepared(fonts, used->face);
	struct buf unicode = { 0 };

	*p = (struct subset){ 0 };
	make_name(p, fonts, used);
	read_metrics(p, face);
	p->truetype = font_face_truetype(fonts, used->face);
	if (!p->truetype) {
		draw(p, face, used, z);
	} else if (cut(p, face, used, z) == -1) {
		(void)err_set(err, "无法取出字体 %s 的子集", p->name + 7);
		subset_free(p);
		return -1;
	}
	put_unicode(&unicode, used);
	stream_deflate(z, &p->unicode, unicode.data, unicode.len);
	buf_free(&unicode);
	return 0;
}

void
subset_free(struct subset *p)
{
	buf_free(&p->file);
	buf_free(&p->map);
	buf_free(&p->unicode);
}

/* ---- what documents share -------------------------------------------------- */

#define FEWEST	50	/* characters for which a shared subset pays */
#define LEVEL	12	/* the smallest: it is done once a batch */

struct all_shared {
	struct shared_subsets *kinds;
	unsigned n;
};

static void
shared_free(void *kept)
{
	struct all_shared *all = kept;

	for (unsigned k = 0; k < all->n; k++) {
		struct shared_subsets *s = &all->kinds[k];

		for (size_t i = 0; i < s->used.nfaces; i++)
			subset_free(&s->parts[i]);
		free(s->parts);
		charset_free(&s->used);
	}
	free(all->kinds);
	free(all);
}

static void
make_kind(struct shared_subsets *s, struct font_library *fonts,
    unsigned kind, struct libdeflate_compressor *z)
{
	s->used.fonts = fonts;
	for (int r = 0; r < FONT_ROLES; r++)
		charset_add(&s->used, (enum font_role)r, font_common(fonts, kind,
		    (enum font_role)r));
	s->parts = mem_zero(s->used.nfaces + 1, sizeof(*s->parts));
	if (charset_finish(&s->used, NULL, NULL) == -1) {
		charset_free(&s->used);
		return;
	}
	for (size_t i = 0; i < s->used.nfaces; i++) {
		struct charset_face *f = &s->used.faces[i];

		/* Left to the documents, also where there are too few. */
		if (f->n < FEWEST || subset_make(&s->parts[i], fonts, f, z,
		    NULL) == -1)
			f->n = 0;
	}
}

static void *
shared_make(struct font_library *fonts)
{
	struct libdeflate_compressor *z = libdeflate_alloc_compressor(LEVEL);
	struct all_shared *all;

	if (z == NULL)
		return NULL;
	all = mem_zero(1, sizeof(*all));
	all->n = font_common_kinds(fonts);
	all->kinds = mem_zero(all->n, sizeof(*all->kinds));
	for (unsigned k = 0; k < all->n; k++)
		make_kind(&all->kinds[k], fonts, k, z);
	libdeflate_free_compressor(z);
	return all;
}

const struct shared_subsets *
shared_subsets_get(struct font_library *fonts, unsigned kind)
{
	const struct all_shared *all = font_library_keep(fonts, shared_make,
	    shared_free);

	return all != NULL && kind < all->n ? &all->kinds[kind] : NULL;
}
