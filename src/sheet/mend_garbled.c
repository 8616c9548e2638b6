#include "sheet/mend.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* Latin letters are honest more often than not: GBK must say so much. */
#define LEAST_OF_GBK	4

/* The byte that Windows' Latin has for the character, or -1. */
static int
byte_of(uint32_t ch)
{
	static const uint16_t high[32] = {	/* 0x80 to 0x9f */
		0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
		0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178
	};

	if (ch < 0x100)
		return (int)ch;
	for (int i = 0; i < 32; i++)
		if (high[i] == ch)
			return 0x80 + i;
	return -1;
}

/* The bytes that were taken for Latin, in the arena; NULL: some were not. */
static char *
latin_bytes(struct arena *a, const char *text, size_t *len)
{
	char *bytes;
	const char *p;

	*len = 0;
	for (p = text; *p != '\0'; ++*len)
		if (byte_of(text_next(&p)) == -1)
			return NULL;
	bytes = arena_alloc(a, *len + 1);
	p = text;
	for (size_t i = 0; i < *len; i++)
		bytes[i] = (char)byte_of(text_next(&p));
	return bytes;
}

/*
 * Whether GBK says enough: pairs that are Chinese in GB 2312, and few of those
 * that a Latin letter makes with a plain letter behind it (ül is 黮).
 */
static bool
is_surely_gbk(const char *bytes, size_t len, size_t least)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t common = 0, other = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] < 0x81)
			continue;
		if (i + 1 < len && s[i] >= 0xb0 && s[i] <= 0xf7 &&
		    s[i + 1] >= 0xa1)
			common++;
		else if (i + 1 < len && s[i + 1] < 0xa1)
			other++;
		i++;
	}
	return common >= least && other * 4 <= common;
}

/* Bytes of GBK as text, though they may be UTF-8 as well (女 is Ů). */
static const char *
decode_gbk(struct arena *a, const char *bytes, size_t len)
{
	static const char first[] = "\xb0\xa1";	/* 啊, never UTF-8 */
	const char *encoding, *text;
	struct buf b = { 0 };

	buf_adds(&b, first);
	buf_add(&b, bytes, len);
	text = sheet_decode(a, buf_str(&b), b.len, &encoding);
	buf_free(&b);
	return text == NULL || strcmp(encoding, "GB18030") != 0 ? NULL :
	    text + strlen("啊");
}

const char *
mend_garbled(struct arena *a, const char *text, bool sure, bool *gbk)
{
	const char *encoding, *better, *p;
	bool han = false;
	size_t len;
	char *bytes = latin_bytes(a, text, &len);

	*gbk = sure;
	if (sure)
		return bytes != NULL && is_surely_gbk(bytes, len, 1) ?
		    decode_gbk(a, bytes, len) : NULL;
	if (bytes == NULL || (better = sheet_decode(a, bytes, len,
	    &encoding)) == NULL)
		return NULL;
	*gbk = strcmp(encoding, "GB18030") == 0;
	if (strncmp(encoding, "UTF-8", 5) != 0 && (!*gbk ||
	    !is_surely_gbk(bytes, len, LEAST_OF_GBK)))
		return NULL;
	if (strcmp(encoding, "UTF-8 GB18030") == 0)
		return NULL;
	for (p = better; *p != '\0' && !han;)
		han = text_is_han(text_next(&p));
	return han ? better : NULL;
}
