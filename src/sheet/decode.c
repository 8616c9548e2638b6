#include "sheet/decode.h"

#include <stdlib.h>
#include <string.h>

#include "base/convert.h"
#include "base/text.h"

static bool
borrow(struct decoded *d, const char *data, size_t len, const char *encoding)
{
	d->text = data;
	d->len = len;
	d->encoding = encoding;
	return true;
}

/*
 * Convert all of data, strictly: false when a byte does not belong to the
 * encoding, the last character is cut, or the text holds a NUL.
 */
static bool
convert(struct decoded *d, const char *from, const char *data, size_t len)
{
	union {			/* iconv reads through a pointer to char */
		const char *bytes;
		char *iconv;
	} in = { .bytes = data };
	struct buf *b = &d->converted;
	iconv_t cd;
	char *out;
	size_t left = len, room = 2 * len + 16, rc;

	if (!convert_take(from, &cd))
		return false;
	buf_reset(b);
	b->data = mem_resize(b->data, room + 1, 1);
	b->cap = room + 1;
	out = b->data;
	rc = iconv(cd, &in.iconv, &left, &out, &room);
	if (rc != (size_t)-1)
		rc = iconv(cd, NULL, NULL, &out, &room);
	convert_give();
	b->len = (size_t)(out - b->data);
	b->data[b->len] = '\0';
	if (rc == (size_t)-1 || left > 0 ||
	    memchr(b->data, '\0', b->len) != NULL)
		return false;
	return borrow(d, b->data, b->len, from);
}

/* ---- UTF-16 -------------------------------------------------------------------- */

/*
 * The byte order of UTF-16 without a mark, by the characters that structure
 * a table: they are ASCII, so one half is zero.  (Han characters are no
 * witnesses: the low byte of 一 is zero too.)  NULL when it is none: a
 * table has at least a separator and a line's end.
 */
static const char *
utf16_order(const char *data, size_t len)
{
	static const char marks[] = "\t\n\r,;\" |";
	size_t little = 0, big = 0;

	if (len == 0 || len % 2 != 0)
		return NULL;
	for (size_t i = 0; i + 1 < len; i += 2) {
		if (data[i + 1] == '\0' && data[i] != '\0' &&
		    strchr(marks, data[i]) != NULL)
			little++;
		if (data[i] == '\0' && data[i + 1] != '\0' &&
		    strchr(marks, data[i + 1]) != NULL)
			big++;
	}
	if (little == big || (little < 2 && big < 2))
		return NULL;
	return little > big ? "UTF-16LE" : "UTF-16BE";
}

static uint32_t
unit_at(const char *data, size_t at, bool big)
{
	const unsigned char *p = (const unsigned char *)data + at;

	return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

/* Half of a character, and half of a unit at the end, are broken places. */
static void
salvage_utf16(struct decoded *d, const char *data, size_t len,
    const char *encoding, bool big)
{
	size_t line = 1, at = 0;

	buf_reset(&d->converted);
	for (; at + 1 < len; at += 2) {
		uint32_t u = unit_at(data, at, big), low = at + 3 < len ?
		    unit_at(data, at + 2, big) : 0;

		if (u == 0 && d->bad_line == 0)
			d->bad_line = line;
		if (u == 0)
			return;
		line += u == '\n' || (u == '\r' && low != '\n');
		if (u >= 0xd800 && u < 0xdc00 && low >= 0xdc00 &&
		    low < 0xe000) {
			text_put(&d->converted, 0x10000 + ((u - 0xd800) << 10) +
			    (low - 0xdc00));
			at += 2;
		} else if (u >= 0xd800 && u < 0xe000) {
			if (d->bad_line == 0)
				d->bad_line = line;
			decode_add_broken(d);
		} else {
			text_put(&d->converted, u);
		}
	}
	if (d->bad_line == 0)
		d->bad_line = line;
	if (at < len)
		decode_add_broken(d);
	decode_finish(d, encoding);
}

static void
utf16(struct decoded *d, const char *data, size_t len, const char *encoding)
{
	bool big = strcmp(encoding, "UTF-16BE") == 0;

	while (len >= 2 && len % 2 == 0 && (unit_at(data, len - 2, big) == 0 ||
	    unit_at(data, len - 2, big) == 0x1a))
		len -= 2;
	if (!convert(d, encoding, data, len))
		salvage_utf16(d, data, len, encoding, big);
}

/* ---- all ------------------------------------------------------------------------ */

/* Bytes that are not UTF-16 by a mark: UTF-8 behind one, or anything. */
static void
bytes(struct decoded *d, const char *data, size_t all, bool mark)
{
	size_t len = all;
	const char *nul, *order;

	while (len > 0 && (data[len - 1] == '\0' || data[len - 1] == 0x1a))
		len--;
	nul = len > 0 ? memchr(data, '\0', len) :
	    all > 0 ? memchr(data, '\0', all) : NULL;
	if (nul != NULL) {
		order = mark || len == 0 ? NULL : utf16_order(data, all);
		if (order != NULL)
			utf16(d, data, all, order);
		else
			d->bad_line = decode_line_at(data,
			    (size_t)(nul - data));
	} else if (text_is_utf8(data, len)) {
		(void)borrow(d, data, len, mark ? "UTF-8 BOM" : "UTF-8");
	} else if (decode_surrogates(d, data, len, mark ? "UTF-8 BOM" :
	    "UTF-8")) {
		/* even bytes of Chinese in UTF-8 are Chinese in GB18030 too */
		return;
	} else if (mark || !convert(d, "GB18030", data, len)) {
		decode_lines(data, len, mark, d);
	}
}

void
decode_bytes(const char *data, size_t len, struct decoded *d)
{
	*d = (struct decoded){ .encoding = "" };
	if (len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0)
		bytes(d, data + 3, len - 3, true);
	else if (len >= 2 && memcmp(data, "\xff\xfe", 2) == 0)
		utf16(d, data + 2, len - 2, "UTF-16LE");
	else if (len >= 2 && memcmp(data, "\xfe\xff", 2) == 0)
		utf16(d, data + 2, len - 2, "UTF-16BE");
	else
		bytes(d, data, len, false);
	if (d->text == NULL)
		return;
	d->bad_line = 0;
	decode_noncharacters(d);
}
