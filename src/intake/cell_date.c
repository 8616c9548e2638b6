#include "intake/private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"

/* Day numbers of a spreadsheet (its day 1 is 1900-01-01): 1954 … 2118. */
#define FIRST_SERIAL 20000
#define LAST_SERIAL 80000

static void
from_serial(long serial, struct date *d)
{
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
from_number(const char *s, struct date *d)
{
	long n = strtol(s, NULL, 10);

	switch (strlen(s)) {
	case 8:
		*d = (struct date){ (int)(n / 10000), (int)(n / 100 % 100),
		    (int)(n % 100) };
		return d->day > 0;
	case 6:
		*d = (struct date){ (int)(n / 100), (int)(n % 100), 0 };
		return true;
	case 5:
		if (n < FIRST_SERIAL || n > LAST_SERIAL)
			return false;
		from_serial(n, d);
		return true;
	default:
		return false;
	}
}

/* A time behind the date, which says nothing here, goes. */
static char *
cut_time(char *s)
{
	char *colon = strchr(s, ':'), *p = colon;

	if (colon == NULL)
		return s;
	while (p > s && isdigit((unsigned char)p[-1]))
		p--;
	if (p > s && (p[-1] == ' ' || p[-1] == 'T'))
		p[-1] = '\0';
	return s;
}

/* Any form of a date or month; day 0 when it is a month. */
static bool
parse(struct arena *a, const char *s, struct date *d)
{
	static const char *const after_year[] = { "年", "-", "/", ".", "。", "—",
	    NULL };
	static const char *const after_month[] = { "月", "-", "/", ".", "。", "—",
	    "", NULL };
	static const char *const after_day[] = { "日", "号", "", NULL };
	const char *p = text_fold(a, cut_time(text_nfkc(a, s)));

	if (*p != '\0' && p[strspn(p, "0123456789")] == '\0')
		return from_number(p, d) && date_is_valid(d);
	d->day = 0;
	if (!isdigit((unsigned char)p[0]) || !isdigit((unsigned char)p[1]) ||
	    !isdigit((unsigned char)p[2]) || !isdigit((unsigned char)p[3]))
		return false;
	d->year = digits(&p, 4);
	if (!skip(&p, after_year) || (d->month = digits(&p, 2)) == -1 ||
	    !skip(&p, after_month))
		return false;
	if (*p == '\0')
		return date_is_valid(d);
	d->day = digits(&p, 2);
	return d->day > 0 && skip(&p, after_day) && *p == '\0' && date_is_valid(d);
}

void
date_read(const struct raw_cell *raw, struct cell *c)
{
	struct arena *a = raw->a;
	struct date d;

	if (!parse(a, raw->text, &d)) {
		cell_problem(a, c, FINDING_CELL_NOT_DATE, NULL);
		return;
	}
	if (d.day == 0) {
		cell_problem(a, c, FINDING_CELL_NOT_DATE,
		    "只有年月，没有日，按空处理");
		return;
	}
	c->value = arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
	if (strcmp(c->value, raw->text) != 0)
		cell_rule(a, c, "日期统一");
}

void
month_read(const struct raw_cell *raw, struct cell *c)
{
	struct arena *a = raw->a;
	const char *s = raw->text;
	struct date d;
	size_t len = strlen(s);

	if (!parse(a, s, &d)) {
		cell_problem(a, c, FINDING_CELL_NOT_MONTH, NULL);
		return;
	}
	/* typed 2024.10, a spreadsheet keeps the number 2024.1 */
	if (len == 6 && strcmp(s + 4, ".1") == 0)
		cell_problem(a, c, FINDING_MONTH_AMBIGUOUS, NULL);
	c->value = arena_printf(a, "%04d-%02d", d.year, d.month);
	if (strcmp(c->value, s) != 0)
		cell_rule(a, c, d.day > 0 ? "日期取年月" : "年月统一");
}
