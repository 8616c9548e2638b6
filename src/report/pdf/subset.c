#include "report/pdf/subset.h"

#include <ctype.h>
#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

#include "report/font_face.h"


static hb_subset_input_t *
make_input(const struct used_face *used)
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
make_name(struct subset *s, const struct font_library *fonts,
    const struct used_face *used)
{
	char name[64], *to;
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < used->n; i++)
		hash = (hash ^ used->chars[i].ch) * 1099511628211u;
	hash ^= hash >> 32;
	for (int i = 0; i < 6; i++, hash /= 26)
		s->name[i] = (char)('A' + hash % 26);
	s->name[6] = '+';
	to = s->name + 7;
	font_face_name(fonts, used->face, name, sizeof(name));
	for (const char *from = name; *from != '\0'; from++)
		if (isalnum((unsigned char)*from) || *from == '-')
			*to++ = *from;
	if (to == s->name + 7)
		to = stpcpy(to, "Font");
	*to = '\0';
}

static int
read16(const char *data, unsigned at)
{
	const unsigned char *p = (const unsigned char *)data + at;

	return (int16_t)(uint16_t)(p[0] << 8 | p[1]);
}

/* What the font descriptor tells of the face, from its head and hhea. */
static void
read_metrics(struct subset *s, hb_face_t *face)
{
	int upem = (int)hb_face_get_upem(face);
	hb_blob_t *head = hb_face_reference_table(face,
	    HB_TAG('h', 'e', 'a', 'd'));
	hb_blob_t *hhea = hb_face_reference_table(face,
	    HB_TAG('h', 'h', 'e', 'a'));
	unsigned len;
	const char *data = hb_blob_get_data(head, &len);

	for (unsigned i = 0; i < 4 && len >= 44; i++)
		s->bbox[i] = read16(data, 36 + 2 * i) * 1000 / upem;
	data = hb_blob_get_data(hhea, &len);
	if (len >= 8) {
		s->ascent = read16(data, 4) * 1000 / upem;
		s->descent = read16(data, 6) * 1000 / upem;
	}
	hb_blob_destroy(head);
	hb_blob_destroy(hhea);
}

static int
cut(struct subset *s, hb_face_t *face, const struct used_face *used)
{
	hb_subset_input_t *input = make_input(used);
	hb_subset_plan_t *plan = NULL;
	hb_face_t *small = NULL;

	if (input != NULL)
		plan = hb_subset_plan_create_or_fail(face, input);
	if (plan != NULL)
		small = hb_subset_plan_execute_or_fail(plan);
	if (small != NULL) {
		const hb_map_t *map =
		    hb_subset_plan_old_to_new_glyph_mapping(plan);

		s->blob = hb_face_reference_blob(small);
		for (size_t i = 0; i < used->n; i++)
			s->glyph[i] = (uint16_t)hb_map_get(map,
			    used->chars[i].glyph);
	}
	hb_face_destroy(small);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(input);
	return s->blob == NULL ? -1 : 0;
}

int
subset_make(struct subset *s, const struct font_library *fonts,
    const struct used_face *used, struct err *err)
{
	hb_face_t *face = font_face_prepared(fonts, used->face);

	*s = (struct subset){ .glyph = mem_zero(used->n, sizeof(*s->glyph)) };
	make_name(s, fonts, used);
	read_metrics(s, face);
	if (cut(s, face, used) == 0 && hb_blob_get_length(s->blob) > 0)
		return 0;
	(void)err_set(err, "无法取出字体 %s 的子集", s->name + 7);
	subset_free(s);
	return -1;
}

void
subset_free(struct subset *s)
{
	hb_blob_destroy(s->blob);
	free(s->glyph);
	*s = (struct subset){ 0 };
}
