#include "sheet/decode.h"

#include <stdlib.h>
#include <string.h>

#include <unistr.h>

#include "base/text.h"
#include "sheet/grid.h"

#define LOST "\xef\xbf\xbd"	/* U+FFFD */

/* One broken place in so many characters is still a text. */
#define CHARACTERS_PER_BROKEN 4

size_t
decode_line_at(const char *data, size_t at)
{
	size_t line = 1;

	for (size_t i = 0; i < at; i++)
		line += data[i] == '\n' ||
		    (data[i] == '\r' && (i + 1 == at || data[i + 1] != '\n'));
	return line;
}

void
decode_add_broken(struct decoded *d)
{
	mem_grow(&d->broken, &d->broken_cap, d->nbroken, sizeof(*d->broken));
	d->broken[d->nbroken++] = d->converted.len;
	buf_adds(&d->converted, LOST);
}

void
decode_finish(struct decoded *d, const char *encoding)
{
	size_t characters = 0;

	for (size_t i = 0; i < d->converted.len; i++)
		characters += ((unsigned char)d->converted.data[i] & 0xc0) !=
		    0x80;
	if (d->nbroken * CHARACTERS_PER_BROKEN > characters)
		return;
	d->text = buf_str(&d->converted);
	d->len = d->converted.len;
	d->encoding = encoding;
}

void
decode_free(struct decoded *d)
{
	free(d->broken);
	buf_free(&d->converted);
}

bool
decode_surrogates(struct decoded *d, const char *data, size_t len,
    const char *encoding)
{
	ucs4_t ch;
	int n;

	buf_reset(&d->converted);
	for (size_t i = 0; i < len; i += (size_t)n) {
		n = u8_mbtoucr(&ch, (const uint8_t *)data + i, len - i);
		if (n > 0) {
			buf_add(&d->converted, data + i, (size_t)n);
			continue;
		}
		n = (int)text_surrogate(data + i, len - i);
		if (n == 0) {
			d->nbroken = 0;	/* it is something else */
			return false;
		}
		decode_add_broken(d);
	}
	decode_finish(d, encoding);
	if (d->text == NULL)
		d->nbroken = 0;
	return d->text != NULL;
}

/* The text from here on, with the broken places already known in it. */
static void
copy_to(struct decoded *to, const struct decoded *from, size_t *at,
    size_t *known, size_t end)
{
	for (; *known < from->nbroken && from->broken[*known] < end; ++*known) {
		const size_t place = from->broken[*known];

		buf_add(&to->converted, from->text + *at, place - *at);
		decode_add_broken(to);
		*at = place + strlen(LOST);
	}
	buf_add(&to->converted, from->text + *at, end - *at);
	*at = end;
}

void
decode_noncharacters(struct decoded *d)
{
	size_t at = 0, known = 0, end = text_noncharacter(d->text, d->len);
	struct decoded clean = { .encoding = d->encoding };

	if (end == d->len)
		return;
	while (end < d->len) {
		const char *behind = d->text + end;

		copy_to(&clean, d, &at, &known, end);
		decode_add_broken(&clean);
		(void)text_next(&behind);
		at = (size_t)(behind - d->text);
		end = at + text_noncharacter(behind, d->len - at);
	}
	copy_to(&clean, d, &at, &known, end);
	decode_free(d);
	*d = clean;
	d->text = buf_str(&d->converted);
	d->len = d->converted.len;
}

void
decode_mark_broken(struct decoded *d)
{
	/* What has one is converted, not borrowed. */
	for (size_t i = 0; i < d->nbroken; i++)
		memcpy(d->converted.data + d->broken[i], GRID_LOST,
		    strlen(GRID_LOST));
}
