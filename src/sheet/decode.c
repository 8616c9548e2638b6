#include "sheet/decode.h"

#include <iconv.h>
#include <string.h>

#include "base/text.h"

/*
 * Convert all of data, strictly.  Returns the text (in b) or NULL when a
 * byte does not belong to the encoding, the last character is cut, or the
 * text holds a NUL.
 */
static const char *
convert(const char *from, const char *data, size_t len, struct buf *b,
    size_t *text_len)
{
	union {			/* iconv reads through a pointer to char */
		const char *bytes;
		char *iconv;
	} in = { .bytes = data };
	iconv_t cd = iconv_open("UTF-8", from);
	char *out;
	size_t left = len, room = 2 * len + 16, rc;

	if (cd == (iconv_t)-1)	/* NOLINT(performance-no-int-to-ptr) */
		return NULL;
	buf_reset(b);
	b->data = mem_resize(b->data, room + 1, 1);
	b->cap = room + 1;
	out = b->data;
	rc = iconv(cd, &in.iconv, &left, &out, &room);
	if (rc != (size_t)-1)
		rc = iconv(cd, NULL, NULL, &out, &room);
	(void)iconv_close(cd);
	b->len = (size_t)(out - b->data);
	b->data[b->len] = '\0';
	if (rc == (size_t)-1 || left > 0 ||
	    memchr(b->data, '\0', b->len) != NULL)
		return NULL;
	*text_len = b->len;
	return b->data;
}

/*
 * The byte order of UTF-16 without a mark, by the characters that structure
 * a table: they are ASCII, so one half is zero.  (Han characters are no
 * witnesses: the low byte of 一 is zero too.)  NULL when it is none: a
 * table has at least a separator and a line's end.
 */
static const char *
utf16_order(const char *data, size_t len)
{
	static const char marks[] = "\t\n\r,;\" ";
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

static const char *
known(const char *text, const char *name, const char **encoding)
{
	*encoding = text != NULL ? name : "";
	return text;
}

const char *
decode_bytes(const char *data, size_t len, struct buf *b, size_t *text_len,
    const char **encoding)
{
	const char *order;

	if (len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
		*text_len = len - 3;
		return known(text_valid(data + 3, len - 3) ? data + 3 : NULL,
		    "UTF-8 BOM", encoding);
	}
	if (len >= 2 && memcmp(data, "\xff\xfe", 2) == 0)
		return known(convert("UTF-16LE", data + 2, len - 2, b,
		    text_len), "UTF-16LE", encoding);
	if (len >= 2 && memcmp(data, "\xfe\xff", 2) == 0)
		return known(convert("UTF-16BE", data + 2, len - 2, b,
		    text_len), "UTF-16BE", encoding);
	if (text_valid(data, len)) {
		*text_len = len;
		return known(data, "UTF-8", encoding);
	}
	if (memchr(data, '\0', len) != NULL) {
		order = utf16_order(data, len);
		return known(order != NULL ? convert(order, data, len, b,
		    text_len) : NULL, order, encoding);
	}
	return known(convert("GB18030", data, len, b, text_len), "GB18030",
	    encoding);
}
