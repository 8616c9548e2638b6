#include "base/date.h"

#define FIRST_YEAR	1900
#define LAST_YEAR	2100

int
date_days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
	    31 };

	if (month == 2 && ((year % 4 == 0 && year % 100 != 0) ||
	    year % 400 == 0))
		return 29;
	return days[month - 1];
}

bool
date_is_valid(const struct date *d)
{
	return d->year >= FIRST_YEAR && d->year <= LAST_YEAR &&
	    d->month >= 1 && d->month <= 12 && d->day >= 0 &&
	    d->day <= date_days_in(d->year, d->month);
}

/* The number that n digits make, or -1. */
static int
digits(const char *s, size_t n)
{
	int v = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + s[i] - '0';
	}
	return v;
}

size_t
date_parse(const char *s, struct date *d)
{
	*d = (struct date){ .year = digits(s, 4) };
	if (d->year == -1 || s[4] != '-')
		return 0;
	d->month = digits(s + 5, 2);
	if (!date_is_valid(d))
		return 0;
	if (s[DATE_MONTH_BYTES] != '-')
		return DATE_MONTH_BYTES;
	d->day = digits(s + DATE_MONTH_BYTES + 1, 2);
	return d->day > 0 && date_is_valid(d) ? DATE_BYTES : 0;
}

bool
date_parse_day(const char *s, struct date *d)
{
	return date_parse(s, d) == DATE_BYTES && s[DATE_BYTES] == '\0';
}

int
date_full_months(const struct date *a, const struct date *b)
{
	int months = (b->year - a->year) * 12 + b->month - a->month;
	int last = date_days_in(b->year, b->month);

	if (months < 0 || (months == 0 && b->day < a->day))
		return -1;
	return months - (b->day < (a->day < last ? a->day : last));
}

time_t
date_time(const struct date *d)
{
	struct tm tm = { .tm_year = d->year - 1900, .tm_mon = d->month - 1,
	    .tm_mday = d->day };

	return timegm(&tm);
}
