#include "sheet/biff.h"

#include <string.h>

#include "base/text.h"
#include "sheet/bytes.h"
#include "sheet/grid.h"
#include "sheet/sheet.h"

enum {			/* what a text of BIFF8 says of itself */
	TEXT_WIDE = 0x01,	/* two bytes a character */
	TEXT_PHONETIC = 0x04,
	TEXT_RUNS = 0x08
};

bool
biff_next(struct biff *b)
{
	if (b->end - b->at < 4 || b->end - b->at - 4 < bytes_u16(b->at + 2))
		return false;
	b->kind = bytes_u16(b->at);
	b->len = bytes_u16(b->at + 2);
	b->data = b->at + 4;
	b->at = b->data + b->len;
	return true;
}

struct biff_part
biff_part(struct biff *b, size_t offset)
{
	return (struct biff_part){ b, b->data + (offset < b->len ? offset :
	    b->len), b->data + b->len };
}

bool
biff_more(struct biff_part *t)
{
	while (t->p == t->end) {
		if (t->b->end - t->b->at < 4 ||
		    bytes_u16(t->b->at) != BIFF_CONTINUE || !biff_next(t->b))
			return false;
		t->p = t->b->data;
		t->end = t->b->data + t->b->len;
	}
	return true;
}

uint32_t
biff_u8(struct biff_part *t)
{
	return biff_more(t) ? *t->p++ : 0;
}

uint32_t
biff_u16(struct biff_part *t)
{
	uint32_t low = biff_u8(t);

	return low | biff_u8(t) << 8;
}

uint32_t
biff_u32(struct biff_part *t)
{
	uint32_t low = biff_u16(t);

	return low | biff_u16(t) << 16;
}

static void
skip(struct biff_part *t, size_t n)
{
	while (n > 0 && biff_more(t)) {
		size_t here = (size_t)(t->end - t->p);

		if (here > n)
			here = n;
		t->p += here;
		n -= here;
	}
}

/* Half a surrogate pair. */
static void
put_lost(struct buf *b)
{
	buf_adds(b, GRID_LOST);
}

/* Add a unit of UTF-16; *high is the first half of a pair, 0 when none waits. */
static void
put_unit(struct buf *b, uint32_t unit, uint32_t *high)
{
	bool second = unit >= 0xdc00 && unit < 0xe000;

	if (*high != 0 && second)
		text_put(b, 0x10000 + ((*high - 0xd800) << 10) +
		    (unit - 0xdc00));
	else if (*high != 0 || second)
		put_lost(b);
	if (*high != 0 && second) {
		*high = 0;
		return;
	}
	*high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
	if (*high == 0 && !second && unit != 0)
		text_put(b, unit);
}

/* The text in the arena, its line breaks LF. */
static const char *
keep(struct arena *a, struct buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->len; i++) {
		char c = b->data[i];

		if (c == '\r' && i + 1 < b->len && b->data[i + 1] == '\n')
			continue;
		b->data[n++] = (char)(c == '\r' ? '\n' : c);
	}
	return arena_strndup(a, n > 0 ? b->data : "", n);
}

static const char *
text_of_units(struct biff_part *t, struct arena *a, size_t n)
{
	uint32_t flags = biff_u8(t), high = 0;
	size_t runs = flags & TEXT_RUNS ? biff_u16(t) : 0;
	size_t phonetic = flags & TEXT_PHONETIC ? biff_u32(t) : 0;
	bool wide = flags & TEXT_WIDE;
	struct buf b = { 0 };
	const char *text;

	for (; n > 0; n--) {
		if (t->p == t->end) {
			/* the part behind says again how wide its are */
			if (!biff_more(t))
				break;
			wide = *t->p++ & TEXT_WIDE;
		}
		put_unit(&b, wide ? biff_u16(t) : biff_u8(t), &high);
	}
	if (high != 0)
		put_lost(&b);
	text = keep(a, &b);
	buf_free(&b);
	skip(t, runs * 4);
	skip(t, phonetic);
	return text;
}

static const char *
text_of_bytes(struct biff_part *t, struct arena *a, size_t n)
{
	struct buf b = { 0 };
	const char *encoding, *text;

	for (; n > 0 && biff_more(t); n--) {
		char c = (char)biff_u8(t);

		if (c != '\0')
			buf_addc(&b, c);
	}
	text = keep(a, &b);
	text = sheet_decode(a, text, strlen(text), &encoding);
	buf_free(&b);
	return text != NULL ? text : GRID_LOST;
}

const char *
biff_text(struct biff_part *t, struct arena *a, size_t n)
{
	return t->b->unicode ? text_of_units(t, a, n) : text_of_bytes(t, a, n);
}
