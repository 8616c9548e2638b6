#include "cell/private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"

/* Day numbers of a spreadsheet (its day 1 is 1900-01-01): 1954 … 2118. */
#define FIRST_SERIAL 20000
#define LAST_SERIAL 80000

bool
date_from_serial(long serial, struct date *d)
{
	if (serial < FIRST_SERIAL || serial > LAST_SERIAL)
		return false;
	/* day 61 is 1900-03-01: the 29 February before it never was */
	d->year = 1900;
	d->month = 3;
	for (serial -= 60; serial > date_days_in(d->year, d->month);) {
		serial -= date_days_in(d->year, d->month);
		if (++d->month > 12) {
			d->month = 1;
			d->year++;
		}
	}
	d->day = (int)serial;
	return true;
}

/* Up to max digits at *p, which moves behind them; -1 when there are none. */
static int
digits(const char **p, int max)
{
	int n = 0, value = 0;

	for (; n < max && isdigit((unsigned char)**p); n++, (*p)++)
		value = value * 10 + (**p - '0');
	return n > 0 ? value : -1;
}

/* One of the words at *p, which moves behind it; "" matches the end only. */
static bool
skip(const char **p, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t n = strlen(*words);

		if (n == 0 ? **p == '\0' : strncmp(*p, *words, n) == 0) {
			*p += n;
			return true;
		}
	}
	return false;
}

/* 20240301, 202403, or a spreadsheet's day number. */
static bool
from_number(const char *s, size_t len, struct date *d)
{
	long n = strtol(s, NULL, 10);

	switch (len) {
	case 8:
		*d = (struct date){ (int)(n / 10000), (int)(n / 100 % 100),
		    (int)(n % 100) };
		return d->day > 0;
	case 6:
		*d = (struct date){ (int)(n / 100), (int)(n % 100), 0 };
		return true;
	case 5:
		return date_from_serial(n, d);
	default:
		return false;
	}
}

/* The same with the fraction that programs write of numbers: 44996.0. */
static bool
is_number(const char *s, size_t *len)
{
	size_t part;

	*len = strspn(s, "0123456789");
	if (s[*len] == '\0')
		return *len > 0;
	part = strspn(s + *len + 1, "0123456789");
	if (s[*len] != '.' || part == 0 || s[*len + 1 + part] != '\0')
		return false;
	/* of a day number it is the time of day */
	return *len == 5 || ((*len == 6 || *len == 8) && part == 1 &&
	    s[*len + 1] == '0');
}

/* What a text of a date says. */
struct date_text {
	struct date date;	/* day 0: a month */
	const char *rule;	/* of a time, or NULL */
	bool ambiguous;		/* a date, but which one */
};

/* 2024-03-01, 24年3月1日 and months, whatever follows the day. */
static bool
year_first(const char *p, struct date_text *r)
{
	static const char *const after_year[] = { "年", "-", "/", ".", "。", "—",
	    "–", "‐", "−", NULL };
	static const char *const after_month[] = { "月", "-", "/", ".", "。", "—",
	    "–", "‐", "−", "", NULL };
	static const char *const after_day[] = { "日", "号", NULL };
	static const char *const year_word[] = { "年", NULL };
	size_t n = strspn(p, "0123456789");
	struct date *d = &r->date;

	d->year = date_full_year(digits(&p, 4), (int)n);
	p = cell_skip_blanks(p);
	if (!skip(&p, n == 4 ? after_year : year_word))
		return false;
	p = cell_skip_blanks(p);
	if ((d->month = digits(&p, 2)) == -1)
		return false;
	p = cell_skip_blanks(p);
	if (!skip(&p, after_month))
		return false;
	p = cell_skip_blanks(p);
	d->day = 0;
	if (*p == '\0')
		return date_is_valid(d);
	if ((d->day = digits(&p, 2)) <= 0 || isdigit((unsigned char)*p) ||
	    !date_is_valid(d))
		return false;
	p = cell_skip_blanks(p);
	if (skip(&p, after_day))
		p = cell_skip_blanks(p);
	return date_follow(p, d, &r->rule) && date_is_valid(d);
}

/* 3/23/21: what the numbers allow, and what the column proves. */
static bool
by_order(const char *s, unsigned proven, struct date_text *r)
{
	struct date d[3], *last = NULL;
	const char *end = s;
	unsigned orders = date_orders(s, d, &end), both = orders & proven;

	if ((orders & (orders - 1)) != 0 && both != 0)
		orders = both;
	for (unsigned i = 0; i < 3; i++) {
		if ((orders & 1u << i) == 0)
			continue;
		r->ambiguous |= last != NULL && (last->year != d[i].year ||
		    last->month != d[i].month || last->day != d[i].day);
		last = &d[i];
	}
	if (last == NULL)
		return false;
	r->date = *last;
	return date_follow(end, &r->date, &r->rule) &&
	    date_is_valid(&r->date);
}

/* 03/2021: the one way to read it. */
static bool
month_of_year(const char *s, struct date_text *r)
{
	r->date.month = digits(&s, 2);
	if (r->date.month == -1 || (*s != '/' && *s != '-') ||
	    strspn(++s, "0123456789") != 4)
		return false;
	r->date.year = digits(&s, 4);
	r->date.day = 0;
	return *s == '\0' && date_is_valid(&r->date);
}

static bool
by_word(const char *s, struct date_text *r)
{
	const char *end = s;

	return date_by_word(s, &r->date, &end) &&
	    (r->date.day == 0 ? *cell_skip_blanks(end) == '\0' :
	    date_follow(end, &r->date, &r->rule)) && date_is_valid(&r->date);
}

/* Any form of a date or month. */
static bool
parse(const struct raw_cell *raw, struct date_text *r)
{
	const char *s = text_nfkc(raw->a, raw->text);
	size_t len;

	*r = (struct date_text){ .ambiguous = false };
	s = numerals_fold(raw->a, s);
	if (is_number(s, &len))
		return from_number(s, len, &r->date) &&
		    date_is_valid(&r->date);
	if (len == 8 && from_number(s, len, &r->date))	/* and a time */
		return date_is_valid(&r->date) &&
		    date_follow(s + len, &r->date, &r->rule);
	if (len == 4 || (len == 2 && strncmp(s + len, "年",
	    strlen("年")) == 0))
		return year_first(s, r);
	return by_order(s, raw->from->orders, r) || month_of_year(s, r) ||
	    by_word(s, r);
}

/* The rule by which the value is another text than what stands there. */
static void
tell_rule(const struct raw_cell *raw, const struct date_text *r,
    const char *otherwise, struct cell *c)
{
	if (r->rule != NULL)
		cell_rule(raw->a, c, r->rule);
	else if (strcmp(c->value, raw->text) != 0)
		cell_rule(raw->a, c, otherwise);
}

/* 23/3/21: no month is in doubt, but which of the others is the year. */
static void
tell_ambiguous(const struct raw_cell *raw, struct cell *c)
{
	struct date dates[3];
	const char *end;
	unsigned orders = date_orders(raw->text + strspn(raw->text, " "), dates,
	    &end);

	cell_problem(raw->a, c, FINDING_DATE_AMBIGUOUS,
	    orders == (ORDER_DMY | ORDER_YMD) ?
	    "分不清哪个是年、哪个是日，按空处理" : NULL);
}

void
date_read(const struct raw_cell *raw, struct cell *c)
{
	struct arena *a = raw->a;
	struct date_text r;

	if (!parse(raw, &r)) {
		cell_problem(a, c, FINDING_CELL_NOT_DATE, NULL);
		return;
	}
	if (r.ambiguous) {
		tell_ambiguous(raw, c);
		return;
	}
	if (r.date.day == 0) {
		cell_problem(a, c, FINDING_CELL_NOT_DATE,
		    "只有年月，没有日，按空处理");
		return;
	}
	c->value = arena_printf(a, "%04d-%02d-%02d", r.date.year,
	    r.date.month, r.date.day);
	tell_rule(raw, &r, "日期统一", c);
}

void
month_read(const struct raw_cell *raw, struct cell *c)
{
	struct arena *a = raw->a;
	const char *s = raw->text;
	struct date_text r;

	if (!parse(raw, &r)) {
		cell_problem(a, c, FINDING_CELL_NOT_MONTH, NULL);
		return;
	}
	if (r.ambiguous) {
		tell_ambiguous(raw, c);
		return;
	}
	/* typed 2024.10, a spreadsheet keeps the number 2024.1 */
	if (strlen(s) == 6 && strcmp(s + 4, ".1") == 0)
		cell_problem(a, c, FINDING_MONTH_AMBIGUOUS, NULL);
	c->value = arena_printf(a, "%04d-%02d", r.date.year, r.date.month);
	tell_rule(raw, &r, r.date.day > 0 ? "日期取年月" : "年月统一", c);
}
