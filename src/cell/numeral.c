#include "cell/private.h"

#include "base/text.h"

#define TEN 10

static bool
is_ascii(const char *s)
{
	while (*s != '\0' && (unsigned char)*s < 0x80)
		s++;
	return *s == '\0';
}

/* What a Chinese numeral is: 0 … 10; -1: it is none. */
static int
numeral(uint32_t ch)
{
	static const uint32_t digits[] = { 0x3007, 0x4e00, 0x4e8c, 0x4e09,
	    0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341 };

	for (int i = 0; i <= TEN; i++)
		if (digits[i] == ch)
			return i;
	/* 零, and the circles that are typed for 〇 */
	return ch == 0x96f6 || ch == 0x25cb || ch == 0x25ef ? 0 : -1;
}

/*
 * The number at *p, which moves behind it: 二〇二二 digit by digit, 二十三 by its
 * ten.
 */
static void
put_number(struct buf *b, const char **p)
{
	int value = 0;
	bool ten = false;

	for (const char *next = *p;; *p = next) {
		int n = numeral(text_next(&next));

		if (n == -1)
			break;
		if (n == TEN) {
			value = TEN * (value == 0 ? 1 : value);
			ten = true;
		} else if (ten) {
			value += n;
		} else {
			value = value < 1000 ? TEN * value + n : value;
		}
	}
	buf_addf(b, "%d", value);
}

char *
numerals_fold(struct arena *a, const char *s)
{
	struct buf b = { 0 };
	char *out;

	if (is_ascii(s))
		return arena_strdup(a, s);
	while (*s != '\0') {
		const char *next = s;
		uint32_t ch = text_next(&next);

		if (numeral(ch) != -1) {
			put_number(&b, &s);
			continue;
		}
		buf_add(&b, s, (size_t)(next - s));
		s = next;
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}
