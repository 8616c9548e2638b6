#include "base/text.h"

#include <string.h>

#include <unistr.h>

#define LOST "\xef\xbf\xbd"	/* U+FFFD */

bool
text_may_hold(uint32_t ch)
{
	return ch != 0 && ch <= 0x10ffff && (ch < 0xd800 || ch > 0xdfff) &&
	    (ch < 0xfdd0 || ch > 0xfdef) && (ch & 0xfffe) != 0xfffe;
}

size_t
text_noncharacter(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		const unsigned char *p = (const unsigned char *)s + i;
		const size_t n = *p < 0xf0 ? 3 : 4;
		ucs4_t ch;

		/* They begin with EF, or are of four bytes: few texts have
		   one of these. */
		if (*p < 0xef)
			continue;
		if (u8_mbtoucr(&ch, p, len - i) == (int)n &&
		    !text_may_hold(ch))
			return i;
		i += n - 1;
	}
	return len;
}

bool
text_is_utf8(const char *s, size_t len)
{
	return memchr(s, '\0', len) == NULL &&
	    u8_check((const uint8_t *)s, len) == NULL;
}

bool
text_valid(const char *s, size_t len)
{
	return text_is_utf8(s, len) && text_noncharacter(s, len) == len;
}

size_t
text_surrogate(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s;

	return len >= 3 && p[0] == 0xed && (p[1] & 0xe0) == 0xa0 &&
	    (p[2] & 0xc0) == 0x80 ? 3 : 0;
}

/* Whether the *n bytes at s are what no text may hold. */
static bool
is_lost(const char *s, size_t len, size_t *n)
{
	ucs4_t ch;
	int bytes = u8_mbtoucr(&ch, (const uint8_t *)s, len);

	*n = bytes > 0 ? (size_t)bytes : text_surrogate(s, len);
	*n += *n == 0;
	return bytes <= 0 || !text_may_hold(ch);
}

size_t
text_line_of_lost(const char *s, size_t len)
{
	size_t line = 1, n;

	if (text_valid(s, len))
		return 0;
	for (size_t i = 0; i < len; i += n) {
		if (is_lost(s + i, len - i, &n))
			return line;
		line += s[i] == '\n';
	}
	return line;
}

const char *
text_clean(struct arena *a, const char *s, size_t len)
{
	struct buf b = { 0 };
	const char *clean;
	size_t n;

	if (text_valid(s, len))
		return s;
	for (size_t i = 0; i < len; i += n) {
		if (is_lost(s + i, len - i, &n))
			buf_adds(&b, LOST);
		else
			buf_add(&b, s + i, n);
	}
	clean = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return clean;
}
