#include "sheet/decode.h"

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
