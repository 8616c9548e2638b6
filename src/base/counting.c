#include "base/counting.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* Series of single characters, each in its order. */
static const char *const series[] = { "甲乙丙丁戊己庚辛壬癸",
	"子丑寅卯辰巳午未申酉戌亥" };
#define NSERIES	(sizeof(series) / sizeof(*series))

/* A number, a member of a series, any other character; END is before all. */
enum token_kind { END, NUMBER, MEMBER, OTHER = MEMBER + NSERIES };

struct token {
	enum token_kind kind;		/* MEMBER + i: of series i */
	uint64_t value;
};

#define BEYOND	(UINT64_MAX / 100)	/* larger numbers are equal */

/* The place of ch in set, -1: it is not there. */
static int
place_in(const char *set, uint32_t ch)
{
	for (int i = 0; *set != '\0'; i++)
		if (text_next(&set) == ch)
			return i;
	return -1;
}

/* A digit, 1 and １ alike, or -1. */
static int
digit(uint32_t ch)
{
	int full = place_in("０１２３４５６７８９", ch);

	return ch >= '0' && ch <= '9' ? (int)(ch - '0') : full;
}

static uint64_t
read_digits(const char **p)
{
	uint64_t value = 0;
	const char *next = *p;
	int d;

	while ((d = digit(text_next(&next))) >= 0) {
		value = value > BEYOND ? BEYOND : value * 10 + (uint64_t)d;
		*p = next;
	}
	return value;
}

/* 二十三, 一百零五, 二〇: 十 and 百 multiply what stands before them. */
static uint64_t
read_numeral(const char **p)
{
	uint64_t value = 0, part = 0;
	bool unit = false;	/* part is of the digits behind a 十, a 百 */

	for (const char *next = *p;; *p = next) {
		uint32_t ch = text_next(&next);
		int d = place_in("〇一二三四五六七八九", ch);

		d = ch == 0x96F6 ? 0 : d;	/* 零 */
		if (d >= 0 && part <= BEYOND) {
			part = unit || part == 0 ? (uint64_t)d :
			    part * 10 + (uint64_t)d;
			unit = false;
		} else if (ch == 0x5341 || ch == 0x767E) {	/* 十, 百 */
			value += (part > 0 ? part : 1) *
			    (ch == 0x5341 ? 10 : 100);
			part = 0;
			unit = true;
		} else {
			return value + part;
		}
	}
}

static struct token
next_token(const char **p)
{
	const char *next = *p;
	uint32_t ch = text_next(&next);

	if (ch == 0)
		return (struct token){ END, 0 };
	if (digit(ch) >= 0)
		return (struct token){ NUMBER, read_digits(p) };
	if (place_in("〇一二三四五六七八九十百", ch) >= 0)
		return (struct token){ NUMBER, read_numeral(p) };
	*p = next;
	for (size_t i = 0; i < NSERIES; i++) {
		int place = place_in(series[i], ch);

		if (place >= 0)
			return (struct token){ (enum token_kind)(MEMBER + i),
			    (uint64_t)place };
	}
	return (struct token){ OTHER, ch };
}

int
counting_order(const char *a, const char *b)
{
	const char *p = a, *q = b;

	for (;;) {
		struct token x = next_token(&p), y = next_token(&q);

		if (x.kind != y.kind)
			return x.kind < y.kind ? -1 : 1;
		if (x.value != y.value)
			return x.value < y.value ? -1 : 1;
		if (x.kind == END)
			return strcmp(a, b);
	}
}
