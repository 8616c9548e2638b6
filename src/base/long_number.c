#include "base/long_number.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"

static int
number_of(const char *s, size_t n)
{
	int v = 0;

	for (size_t i = 0; i < n; i++)
		v = v * 10 + s[i] - '0';
	return v;
}

/* A day of these years in eight digits, or six and the century. */
static bool
is_day(int year, const char *month_day)
{
	const struct date d = { year, number_of(month_day, 2),
	    number_of(month_day + 2, 2) };

	return d.day > 0 && date_is_valid(&d);
}

/*
 * Six digits of a place, eight of the day of birth, three that count those of
 * that day, and a check character: GB 11643-1999 "公民身份号码", whose check
 * character is ISO 7064 MOD 11-2 (GB/T 17710).  X stands for 10.
 */
bool
long_number_is_identity(const char *s)
{
	const int month = number_of(s + 10, 2), day = number_of(s + 12, 2);
	int sum = 0;

	for (size_t i = 0; i < IDENTITY_DIGITS - 1; i++)
		sum = (sum + s[i] - '0') * 2 % 11;
	sum += s[IDENTITY_DIGITS - 1] == 'X' ? 10 :
	    s[IDENTITY_DIGITS - 1] - '0';
	return sum % 11 == 1 && *s != '0' && month >= 1 && month <= 12 &&
	    day >= 1 && day <= date_days_in(number_of(s + 6, 4), month);
}

/* ---- digits in a text ------------------------------------------------------ */

enum digit_mark { NO_MARK, BLANK, DASH, BRACKET };

#define MOST_DIGITS 24

/* Digits, single marks between some of them. */
struct digits {
	char text[MOST_DIGITS + 1];
	const char *at[MOST_DIGITS];	/* where each stands, */
	const char *end[MOST_DIGITS];	/* and what is behind it */
	enum digit_mark mark[MOST_DIGITS + 1];	/* in front of it */
	size_t n;
};

/* A digit, wide ones too, at p; -1: there is none. */
static int
digit_of(uint32_t ch)
{
	if (ch >= '0' && ch <= '9')
		return (int)(ch - '0');
	return ch >= 0xff10 && ch <= 0xff19 ? (int)(ch - 0xff10) : -1;
}

static bool
is_x(uint32_t ch)
{
	return ch == 'X' || ch == 'x' || ch == 0xff38 || ch == 0xff58;
}

static enum digit_mark
mark_of(uint32_t ch)
{
	switch (ch) {
	case ' ': case 0xa0: case 0x3000:
		return BLANK;
	case '-': case 0x2010: case 0x2011: case 0x2012: case 0x2013:
	case 0x2014: case 0x2212: case 0xff0d:
		return DASH;
	case ')': case 0xff09:
		return BRACKET;
	default:
		return NO_MARK;
	}
}

/* Those from p on, where one stands; an X behind 17. */
static void
read_digits(const char *p, struct digits *d)
{
	d->n = 0;
	d->mark[0] = NO_MARK;
	while (d->n < MOST_DIGITS && *p != '\0') {
		const char *next = p;
		uint32_t ch = text_next(&next);
		int digit = digit_of(ch);

		if (digit < 0 && !(d->n == IDENTITY_DIGITS - 1 && is_x(ch)))
			break;
		d->at[d->n] = p;
		d->end[d->n] = next;
		d->text[d->n] = 'X';
		if (digit >= 0)
			d->text[d->n] = (char)('0' + digit);
		d->n++;
		p = next;
		d->mark[d->n] = *p != '\0' ? mark_of(text_next(&next)) : NO_MARK;
		if (d->mark[d->n] != NO_MARK)
			p = next;
	}
	d->text[d->n] = '\0';
}

/* Whether a number ends behind n of them: no digit follows, nor decimals. */
static bool
ends(const struct digits *d, size_t n)
{
	const char *p;

	if (d->n < n)
		return false;
	if (d->n > n)
		return d->mark[n] != NO_MARK;
	p = d->end[n - 1];
	return *p != '.' || p[1] < '0' || p[1] > '9';
}

/* Whether marks part the first n only in front of these, "\3\7". */
static bool
grouped(const struct digits *d, size_t n, const char *places)
{
	for (size_t i = 1; i < n; i++)
		if (d->mark[i] != NO_MARK && strchr(places, (int)i) == NULL)
			return false;
	return true;
}

/* ---- whose they are ---------------------------------------------------------- */

/* A number of this kind at the beginning of d: *from … to-1 are masked. */
struct number_place {
	size_t from, to;
};

/* One with a digit that was mistyped is somebody's too: no check character. */
static bool
find_identity(const struct digits *d, struct number_place *f)
{
	*f = (struct number_place){ 0, IDENTITY_DIGITS };
	return d->n >= f->to && ends(d, f->to) && grouped(d, f->to,
	    "\6\16") && memchr(d->text, 'X', f->to - 1) == NULL &&
	    d->text[0] != '0' && is_day(number_of(d->text + 6, 4), d->text + 10);
}

static bool
find_old_identity(const struct digits *d, struct number_place *f)
{
	*f = (struct number_place){ 0, 15 };
	return d->n >= f->to && ends(d, f->to) && grouped(d, f->to, "\6\14") &&
	    d->text[0] >= '1' && d->text[0] <= '8' &&
	    is_day(1900 + number_of(d->text + 6, 2), d->text + 8);
}

static bool
find_mobile(const struct digits *d, struct number_place *f)
{
	static const struct { const char *code, *places; } countries[] = {
		{ "", "\3\4\7" }, { "86", "\2\5\6\11" },
		{ "0086", "\4\7\10\13" } };

	for (size_t i = 0; i < sizeof(countries) / sizeof(*countries); i++) {
		const char *code = countries[i].code;

		f->from = strlen(code);
		f->to = f->from + PHONE_DIGITS;
		if (strncmp(d->text, code, f->from) == 0 && d->n >= f->to &&
		    d->text[f->from] == '1' && d->text[f->from + 1] >= '3' &&
		    ends(d, f->to) && grouped(d, f->to, countries[i].places))
			return true;
	}
	return false;
}

/* 010 and 02x have seven or eight digits behind them, the others 03xx … 09xx. */
static bool
find_telephone(const struct digits *d, struct number_place *f)
{
	const char *s = d->text;
	size_t area = s[0] != '0' ? 0 : s[1] == '2' ||
	    (s[1] == '1' && s[2] == '0') ? 3 : s[1] >= '3' ? 4 : 0;

	if (area == 0 || d->n < area + 7 || (d->mark[area] != DASH &&
	    d->mark[area] != BRACKET) || s[area] < '2' || s[area] > '8')
		return false;
	for (f->from = 0, f->to = area + 7; f->to <= area + 8; f->to++)
		if (d->n >= f->to && ends(d, f->to) && grouped(d, f->to,
		    area == 3 ? "\3" : "\4"))
			return f->to < area + 8 ||
			    !is_day(number_of(s + area, 4), s + area + 4);
	return false;
}

static bool
find_number(const struct digits *d, struct number_place *f)
{
	return find_identity(d, f) || find_mobile(d, f) ||
	    find_old_identity(d, f) || find_telephone(d, f);
}

/* A number cannot begin behind a digit, or be the decimals of one. */
static bool
begins(const char *s, const char *p)
{
	return p - s < 2 || p[-1] != '.' || p[-2] < '0' || p[-2] > '9';
}

/* Behind the digits at p that no mark parts. */
static const char *
skip_digits(const char *p)
{
	for (const char *next = p; *p != '\0' &&
	    digit_of(text_next(&next)) >= 0;)
		p = next;
	return p;
}

/* Most texts have no such number: whether there are digits enough. */
static bool
may_have(const char *s)
{
	size_t n = 0;

	for (; *s != '\0' && n < 10; s++)
		n += (*s >= '0' && *s <= '9') || *s == '\xef';
	return n >= 10;
}

const char *
long_number_mask(struct arena *a, const char *s)
{
	const char *kept = s, *p = s, *out = s;
	struct buf b = { 0 };
	struct digits d;
	struct number_place f;

	if (!may_have(s))
		return s;
	while (*p != '\0') {
		const char *next = p;

		if (digit_of(text_next(&next)) < 0) {
			p = next;
			continue;
		}
		read_digits(p, &d);
		if (!begins(s, p) || !find_number(&d, &f)) {
			p = skip_digits(p);
			continue;
		}
		buf_add(&b, kept, (size_t)(d.at[f.from] - kept));
		kept = p = d.end[f.to - 1];
		d.text[f.to] = '\0';
		buf_adds(&b, text_mask(a, d.text + f.from));
	}
	if (kept != s) {
		buf_adds(&b, kept);
		out = arena_strdup(a, buf_str(&b));
	}
	buf_free(&b);
	return out;
}
