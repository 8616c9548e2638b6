#include "pdf/charset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define FIRST_SLOTS 2048u

/* There are two rows of selectors. */
#define SELECTOR 0xfe00u
#define SELECTORS 16u
#define MORE 0xe0100u
#define MORE_SELECTORS 240u

uint32_t
charset_join(uint32_t ch, const char **text)
{
	const char *p = *text;
	uint32_t next = text_next(&p), n = 0;

	if (next - SELECTOR < SELECTORS)
		n = next - SELECTOR + 1;
	else if (next - MORE < MORE_SELECTORS)
		n = next - MORE + SELECTORS + 1;
	if (n > 0)
		*text = p;
	return n << 21 | ch;
}

uint32_t
charset_selector(uint32_t ch)
{
	uint32_t n = ch >> 21;

	return n == 0 ? 0 : n <= SELECTORS ? SELECTOR + n - 1 :
	    MORE + n - SELECTORS - 1;
}

/* Two bits for the role, nine for the selector. */
static uint32_t
key_of(enum font_role role, uint32_t ch)
{
	static_assert(FONT_ROLES <= 4, "a role is two bits of a key");

	return ((uint32_t)role << 30 | ch) + 1;
}

static struct charset_slot *
slot_of(const struct charset *u, uint32_t key)
{
	/* The role's bits are the highest: brought down they count. */
	size_t i = ((key ^ key >> 15) * 2654435761u >> 7) & (u->nslots - 1);

	while (u->slots[i].key != 0 && u->slots[i].key != key)
		i = (i + 1) & (u->nslots - 1);
	return &u->slots[i];
}

static void
grow(struct charset *u)
{
	struct charset_slot *old = u->slots;
	size_t n = u->nslots;

	u->nslots = n == 0 ? FIRST_SLOTS : n * 2;
	u->slots = mem_zero(u->nslots, sizeof(*u->slots));
	for (size_t i = 0; i < n; i++)
		if (old[i].key != 0)
			*slot_of(u, old[i].key) = old[i];
	free(old);
}

static size_t
face_index(struct charset *u, unsigned face)
{
	for (size_t i = 0; i < u->nfaces; i++)
		if (u->faces[i].face == face)
			return i;
	mem_grow(&u->faces, &u->faces_cap, u->nfaces, sizeof(*u->faces));
	u->faces[u->nfaces] = (struct charset_face){ .face = face };
	return u->nfaces++;
}

static void
add_char(struct charset *u, enum font_role role, uint32_t ch,
    struct charset_slot *slot)
{
	uint32_t selector = charset_selector(ch);
	struct font_glyph g;
	struct charset_face *f;

	if (!font_glyph(u->fonts, role, CHARSET_CHAR(ch), &g))
		ch = FONT_GETA;
	else if (selector != 0 && g.glyph != 0)
		(void)font_variant(u->fonts, role, CHARSET_CHAR(ch), selector,
		    &g);
	*slot = (struct charset_slot){ .key = slot->key, .ch = ch };
	if (g.glyph == 0)
		return;
	slot->face = (uint16_t)face_index(u, g.face);
	slot->code = 1;
	f = &u->faces[slot->face];
	mem_grow(&f->chars, &f->cap, f->n, sizeof(*f->chars));
	f->chars[f->n++] = (struct charset_char){ .ch = ch,
	    .glyph = g.glyph, .advance = g.advance };
}

void
charset_add(struct charset *u, enum font_role role, const char *text)
{
	uint32_t ch;

	while ((ch = charset_next(&text)) != 0) {
		uint32_t key = key_of(role, ch);
		struct charset_slot *slot;

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
	uint32_t x = ((const struct charset_char *)a)->ch;
	uint32_t y = ((const struct charset_char *)b)->ch;

	return (x > y) - (x < y);
}

/* Two roles may have met the same character in one face. */
static void
sort_chars(struct charset_face *f)
{
	size_t n = 0;

	qsort(f->chars, f->n, sizeof(*f->chars), by_char);
	for (size_t i = 0; i < f->n; i++)
		if (n == 0 || f->chars[i].ch != f->chars[n - 1].ch)
			f->chars[n++] = f->chars[i];
	f->n = n;
}

static const struct charset_char *
find_char(const struct charset_face *f, uint32_t ch)
{
	if (f->n == 0)
		return NULL;
	return bsearch(&(struct charset_char){ .ch = ch }, f->chars, f->n,
	    sizeof(*f->chars), by_char);
}

/*
 * Move the characters that the shared face has too to an entry of its own,
 * unless more than a twentieth of that face would be there for nothing.
 */
static void
share(struct charset *u, size_t index, const struct charset_face *shared)
{
	struct charset_face *f = &u->faces[index];
	size_t common = 0, n = 0;

	for (size_t i = 0; i < f->n; i++)
		common += find_char(shared, f->chars[i].ch) != NULL;
	if (shared->n == 0 || common * 20 < shared->n * 19)
		return;
	for (size_t i = 0; i < f->n; i++)
		if (find_char(shared, f->chars[i].ch) == NULL)
			f->chars[n++] = f->chars[i];
	f->n = n;
	mem_grow(&u->faces, &u->faces_cap, u->nfaces, sizeof(*u->faces));
	u->faces[u->nfaces++] = (struct charset_face){ .face = shared->face,
	    .chars = shared->chars, .n = shared->n, .shared = shared };
}

/* The face's code for the slot's character, if it is there. */
static bool
set_code(const struct charset *u, struct charset_slot *s, size_t face)
{
	const struct charset_face *f = &u->faces[face];
	const struct charset_char *c = find_char(f, s->ch);

	if (c == NULL)
		return false;
	s->face = (uint16_t)face;
	s->code = c->code;
	return true;
}

void
charset_encode(struct charset *u)
{
	for (size_t i = 0; i < u->nslots; i++) {
		struct charset_slot *s = &u->slots[i];
		unsigned face;

		if (s->code == 0 || set_code(u, s, s->face))
			continue;
		face = u->faces[s->face].face;
		for (size_t k = 0; k < u->nfaces; k++)
			if (u->faces[k].shared != NULL &&
			    u->faces[k].face == face)
				(void)set_code(u, s, k);
		assert(u->faces[s->face].shared != NULL);
	}
}

int
charset_finish(struct charset *u, const struct charset *shared, struct err *err)
{
	size_t n = u->nfaces;

	for (size_t i = 0; i < n; i++) {
		sort_chars(&u->faces[i]);
		if (u->faces[i].n >= UINT16_MAX)
			return err_set(err, "一份文件用字过多：%zu 个",
			    u->faces[i].n);
		for (size_t k = 0; shared != NULL && k < shared->nfaces; k++)
			if (shared->faces[k].face == u->faces[i].face)
				share(u, i, &shared->faces[k]);
	}
	return 0;
}

const struct charset_slot *
charset_find(const struct charset *u, enum font_role role, uint32_t ch)
{
	const struct charset_slot *s = slot_of(u, key_of(role, ch));

	assert(s->key != 0);
	return s;
}

void
charset_free(struct charset *u)
{
	for (size_t i = 0; i < u->nfaces; i++)
		if (u->faces[i].shared == NULL)
			free(u->faces[i].chars);
	free(u->faces);
	free(u->slots);
	*u = (struct charset){ 0 };
}
