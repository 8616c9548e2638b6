#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

uint32_t
text_next(const char **p)
{
	const unsigned char *s = (const unsigned char *)*p;
	ucs4_t ch;
	int n;

	/* What nearly all text is: ASCII, and three bytes of a Han character. */
	if (s[0] < 0x80) {
		*p += s[0] != '\0';
		return s[0];
	}
	if (s[0] > 0xe0 && s[0] < 0xed && (s[1] & 0xc0) == 0x80 &&
	    (s[2] & 0xc0) == 0x80) {
		*p += 3;
		return (uint32_t)(s[0] & 0x0f) << 12 |
		    (uint32_t)(s[1] & 0x3f) << 6 | (s[2] & 0x3fu);
	}
	n = u8_strmbtouc(&ch, s);
	if (n <= 0) {
		(*p)++;
		return 0xfffd;
	}
	*p += n;
	return ch;
}

void
text_put(struct buf *b, uint32_t ch)
{
	uint8_t bytes[6];
	int n = u8_uctomb(bytes, ch, sizeof(bytes));

	if (n > 0)
		buf_add(b, bytes, (size_t)n);
}

size_t
text_utf16(uint32_t ch, uint16_t units[2])
{
	int n = u16_uctomb(units, ch, 2);

	if (n > 0)
		return (size_t)n;
	units[0] = 0xfffd;
	return 1;
}

size_t
text_length(const char *s)
{
	return u8_mbsnlen((const uint8_t *)s, strlen(s));
}

size_t
text_columns(const char *s)
{
	int width = u8_strwidth((const uint8_t *)s, "UTF-8");

	return width > 0 ? (size_t)width : 0;
}

bool
text_is_white(uint32_t ch)
{
	return uc_is_property_white_space(ch);
}

bool
text_is_space(uint32_t ch)
{
	return text_is_white(ch) || ch == 0xfeff || ch == 0x200b ||
	    ch == 0x200c || ch == 0x200d || ch == 0x2060;
}

bool
text_is_invisible(uint32_t ch)
{
	if (ch >= 0x3165 && ch < 0xd800)
		return false;	/* Han, Hangul: asked of every character */
	return ch < 0x20 || (ch >= 0x7f && ch < 0xa0) ||
	    (ch >= 0xfff9 && ch <= 0xfffb) || (ch >= 0xad &&
	    uc_is_property_default_ignorable_code_point(ch));
}

bool
text_is_mark(uint32_t ch)
{
	/* No marks among Han and Hangul: asked of every character of a font. */
	if (ch < 0x300 || (ch >= 0x3400 && ch < 0xa600) ||
	    (ch >= 0xac00 && ch < 0xd800))
		return false;
	return uc_is_general_category_withtable(ch, UC_CATEGORY_MASK_Mn |
	    UC_CATEGORY_MASK_Me);
}

bool
text_is_han(uint32_t ch)
{
	return uc_is_property_ideographic(ch);
}

bool
text_is_private(uint32_t ch)
{
	return (ch >= 0xe000 && ch <= 0xf8ff) ||
	    (ch >= 0xf0000 && (ch & 0xfffe) != 0xfffe);
}

bool
text_blank(const char *s)
{
	while (*s != '\0')
		if (!text_is_space(text_next(&s)))
			return false;
	return true;
}

char *
text_trim(struct arena *a, const char *s)
{
	const char *start = s, *end, *p;

	for (p = s; *p != '\0'; start = p)
		if (!text_is_space(text_next(&p)))
			break;
	end = start;
	for (p = start; *p != '\0';)
		if (!text_is_space(text_next(&p)))
			end = p;
	return arena_strndup(a, start, (size_t)(end - start));
}

static bool
is_ascii(const char *s)
{
	while ((unsigned char)*s < 0x80 && *s != '\0')
		s++;
	return *s == '\0';
}

char *
text_nfkc(struct arena *a, const char *s)
{
	size_t len = 0;
	uint8_t *norm = is_ascii(s) ? NULL : /* which is its own form */
	    u8_normalize(UNINORM_NFKC, (const uint8_t *)s, strlen(s), NULL,
	    &len);
	char *out;

	if (norm == NULL)
		return arena_strdup(a, s);
	out = arena_strndup(a, (const char *)norm, len);
	free(norm);
	return out;
}

char *
text_fold(struct arena *a, const char *s)
{
	char *norm = text_nfkc(a, s);
	const char *p = norm;
	struct buf b = { 0 };
	char *out;

	if (is_ascii(p) && p[strcspn(p, " \t\n\v\f\r")] == '\0')
		return norm;
	while (*p != '\0') {
		uint32_t ch = text_next(&p);

		if (!text_is_space(ch))
			text_put(&b, ch);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

char *
text_split(struct arena *a, const char **list, const char *separator)
{
	const char *start = *list, *end;

	if (start == NULL)
		return NULL;
	end = strstr(start, separator);
	*list = end != NULL ? end + strlen(separator) : NULL;
	return text_trim(a, end != NULL ?
	    arena_strndup(a, start, (size_t)(end - start)) : start);
}

char *
text_join(struct arena *a, const char *const *texts, size_t n,
    const char *between)
{
	struct buf b = { 0 };
	char *text;

	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : between, texts[i]);
	text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}

int
text_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *
text_past(const char *s, const char *set)
{
	const char *p = s;
	uint32_t ch = text_next(&p);

	while (*set != '\0')
		if (text_next(&set) == ch)
			return p;
	return s;
}

uint64_t
text_hash(uint64_t h, const char *text)
{
	const uint64_t prime = UINT64_C(0x100000001b3);	/* FNV-1a */

	for (const char *p = text; p != NULL && *p != '\0'; p++)
		h = (h ^ (unsigned char)*p) * prime;
	return (h ^ (text != NULL ? 0x100 : 0x101)) * prime;
}

char *
text_cut(struct arena *a, const char *s, size_t max_bytes)
{
	const char *end = s, *p = s;

	while (*p != '\0') {
		(void)text_next(&p);
		if ((size_t)(p - s) > max_bytes)
			break;
		end = p;
	}
	return arena_strndup(a, s, (size_t)(end - s));
}

static bool
is_obeyed(uint32_t ch)
{
	return !text_may_hold(ch) || ch < 0x20 || (ch >= 0x7f && ch < 0xa0) || ch == 0x61c ||
	    ch == 0x200e || ch == 0x200f || (ch >= 0x2028 && ch <= 0x202e) ||
	    (ch >= 0x2066 && ch <= 0x2069);
}

const char *
text_visible(struct arena *a, const char *s)
{
	struct buf b = { 0 };
	const char *p = s, *out = s;

	while (*p != '\0' && !is_obeyed(text_next(&p)))
		out = p;
	if (*out == '\0')
		return s;
	for (p = s; *p != '\0';) {
		const uint32_t ch = text_next(&p);

		if (ch == '\n' || ch == '\r' || ch == '\t')
			buf_addc(&b, ' ');
		else if (is_obeyed(ch))
			buf_addf(&b, ch < 0x100 ? "\\x%02X" : "\\u%04X",
			    (unsigned)ch);
		else
			text_put(&b, ch);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

char *
text_mask(struct arena *a, const char *s)
{
	size_t len = strlen(s);

	if (len == 0)
		return arena_strdup(a, s);
	if (len == 11 && strspn(s, "0123456789") == len)
		return arena_printf(a, "%.3s****%s", s, s + 7);
	return arena_strdup(a, "***");
}

char *
text_number(char out[TEXT_NUMBER], double x)
{
	double up = fabs(x) * 100 + 0.5 + 1e-7;	/* 0.1249999999999: 0.125 */
	unsigned long long n;
	char *end;

	if (!(up < 1e15)) {	/* also not a number */
		(void)snprintf(out, TEXT_NUMBER, "—");
		return out;
	}
	n = (unsigned long long)up;
	end = out + snprintf(out, TEXT_NUMBER, "%s%llu.%02llu",
	    x < 0 && n > 0 ? "-" : "", n / 100, n % 100);
	while (end[-1] == '0')
		end--;
	end -= end[-1] == '.';
	*end = '\0';
	return out;
}

bool
text_read_number(const char *s, size_t len, double *out)
{
	static const char digits[] = "0123456789";
	char copy[32];
	size_t whole, all;

	if (len >= sizeof(copy))
		return false;
	memcpy(copy, s, len);
	copy[len] = '\0';
	all = copy[0] == '-';
	whole = strspn(copy + all, digits);
	all += whole;
	if (copy[all] == '.') {
		const size_t decimals = strspn(copy + all + 1, digits);

		all += decimals > 0 ? 1 + decimals : 0;
	}
	if (whole == 0 || all != len)
		return false;
	*out = strtod(copy, NULL);
	return true;
}

/* What nobody sees in a name, and what turns or parts its letters. */
static bool
is_unseen(uint32_t ch)
{
	return ch >= 0x80 && text_is_invisible(ch) &&
	    !uc_is_general_category_withtable(ch, UC_CATEGORY_MASK_Cc);
}

static bool
is_no_name(uint32_t ch)
{
	return ch < 0x20 || (ch >= 0x7f && ch < 0xa0) || ch == 0x2028 ||
	    ch == 0x2029 || !text_may_hold(ch) ||
	    (ch < 0x80 && strchr("/\\:*?\"<>|", (int)ch) != NULL);
}

bool
text_is_plain_name(const char *s)
{
	if (!text_valid(s, strlen(s)))
		return false;
	while (*s != '\0') {
		const uint32_t ch = text_next(&s);

		if (text_is_invisible(ch) || ch == 0x2028 || ch == 0x2029)
			return false;
	}
	return true;
}

char *
text_filename(struct arena *a, const char *s, size_t max_bytes)
{
	struct buf b = { 0 };
	char *name;

	while (*s != '\0') {
		const uint32_t ch = text_next(&s);

		if (is_no_name(ch))
			buf_addc(&b, '_');
		else if (!is_unseen(ch))
			text_put(&b, ch);
	}
	name = text_cut(a, buf_str(&b), max_bytes);
	buf_free(&b);
	if (*name == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return arena_strdup(a, "_");
	return name;
}
