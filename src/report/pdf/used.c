#include "report/pdf/used.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define GETA 0x3013u		/* 〓 */
#define FIRST_SLOTS 2048u

static uint32_t
key_of(enum font_role role, uint32_t ch)
{
	return ((uint32_t)role << 21 | ch) + 1;
}

static struct used_slot *
slot_of(const struct used *u, uint32_t key)
{
	size_t i = (key * 2654435761u >> 7) & (u->nslots - 1);

	while (u->slots[i].key != 0 && u->slots[i].key != key)
		i = (i + 1) & (u->nslots - 1);
	return &u->slots[i];
}

static void
grow(struct used *u)
{
	struct used_slot *old = u->slots;
	size_t n = u->nslots;

	u->nslots = n == 0 ? FIRST_SLOTS : n * 2;
	u->slots = mem_zero(u->nslots, sizeof(*u->slots));
	for (size_t i = 0; i < n; i++)
		if (old[i].key != 0)
			*slot_of(u, old[i].key) = old[i];
	free(old);
}

static size_t
face_index(struct used *u, unsigned face)
{
	for (size_t i = 0; i < u->nfaces; i++)
		if (u->faces[i].face == face)
			return i;
	mem_grow(&u->faces, &u->faces_cap, u->nfaces, sizeof(*u->faces));
	u->faces[u->nfaces] = (struct used_face){ .face = face };
	return u->nfaces++;
}

static void
add_char(struct used *u, enum font_role role, uint32_t ch,
    struct used_slot *slot)
{
	struct font_glyph g;
	struct used_face *f;

	if (!font_glyph(u->fonts, role, ch, &g))
		ch = GETA;
	*slot = (struct used_slot){ .key = slot->key, .ch = ch };
	if (g.glyph == 0)
		return;
	slot->face = (uint16_t)face_index(u, g.face);
	slot->code = 1;
	f = &u->faces[slot->face];
	mem_grow(&f->chars, &f->cap, f->n, sizeof(*f->chars));
	f->chars[f->n++] = (struct used_char){ ch, g.glyph, g.advance };
}

void
used_add(struct used *u, enum font_role role, const char *text)
{
	uint32_t ch;

	while ((ch = text_next(&text)) != 0) {
		uint32_t key = key_of(role, ch);
		struct used_slot *slot;

		if (u->nfilled * 2 >= u->nslots)
			grow(u);
		slot = slot_of(u, key);
		if (slot->key != 0)
			continue;
		slot->key = key;
		u->nfilled++;
		add_char(u, role, ch, slot);
	}
}

static int
by_char(const void *a, const void *b)
{
	uint32_t x = ((const struct used_char *)a)->ch;
	uint32_t y = ((const struct used_char *)b)->ch;

	return (x > y) - (x < y);
}

/* Two roles may have met the same character in one face. */
static void
sort_chars(struct used_face *f)
{
	size_t n = 0;

	qsort(f->chars, f->n, sizeof(*f->chars), by_char);
	for (size_t i = 0; i < f->n; i++)
		if (n == 0 || f->chars[i].ch != f->chars[n - 1].ch)
			f->chars[n++] = f->chars[i];
	f->n = n;
}

int
used_finish(struct used *u, struct err *err)
{
	for (size_t i = 0; i < u->nfaces; i++) {
		sort_chars(&u->faces[i]);
		if (u->faces[i].n >= UINT16_MAX)
			return err_set(err, "一份文件用字过多：%zu 个",
			    u->faces[i].n);
	}
	for (size_t i = 0; i < u->nslots; i++) {
		struct used_slot *s = &u->slots[i];
		const struct used_face *f;
		const struct used_char *c;

		if (s->code == 0)
			continue;
		f = &u->faces[s->face];
		c = bsearch(&(struct used_char){ .ch = s->ch }, f->chars, f->n,
		    sizeof(*f->chars), by_char);
		assert(c != NULL);
		s->code = (uint16_t)(c - f->chars + 1);
	}
	return 0;
}

const struct used_slot *
used_find(const struct used *u, enum font_role role, uint32_t ch)
{
	const struct used_slot *s = slot_of(u, key_of(role, ch));

	assert(s->key != 0);
	return s;
}

void
used_free(struct used *u)
{
	for (size_t i = 0; i < u->nfaces; i++)
		free(u->faces[i].chars);
	free(u->faces);
	free(u->slots);
	*u = (struct used){ 0 };
}
