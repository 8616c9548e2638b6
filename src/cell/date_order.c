#include "cell/private.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define CENTURY	30	/* a year of two digits below it is one of 2000 … */

/* Up to max digits at *p, which moves behind them; how many there were. */
static int
take_digits(const char **p, int max, int *value)
{
	int n = 0;

	for (*value = 0; n < max && isdigit((unsigned char)**p); n++)
		*value = 10 * *value + *(*p)++ - '0';
	return isdigit((unsigned char)**p) ? 0 : n;
}

int
date_full_year(int value, int n)
{
	if (n == 2)
		return value < CENTURY ? 2000 + value : 1900 + value;
	return n == 4 ? value : 0;
}

static bool
is_day(struct date *to, int year, int month, int day)
{
	*to = (struct date){ year, month, day };
	return year != 0 && day > 0 && date_is_valid(to);
}

unsigned
date_orders(const char *s, struct date dates[3], const char **end)
{
	const char *p = s;
	int v[3], n[3];
	unsigned orders = 0;
	char mark;

	n[0] = take_digits(&p, 2, &v[0]);
	mark = *p;
	if (n[0] == 0 || mark == '\0' || strchr("/-.", mark) == NULL)
		return 0;
	p++;
	n[1] = take_digits(&p, 2, &v[1]);
	if (n[1] == 0 || *p != mark)
		return 0;
	p++;
	n[2] = take_digits(&p, 4, &v[2]);
	*end = p;
	if (is_day(&dates[0], date_full_year(v[2], n[2]), v[0], v[1]))
		orders |= ORDER_MDY;
	if (is_day(&dates[1], date_full_year(v[2], n[2]), v[1], v[0]))
		orders |= ORDER_DMY;
	if (n[2] > 0 && n[2] <= 2 &&
	    is_day(&dates[2], date_full_year(v[0], n[0] == 2 ? 2 : 0), v[1], v[2]))
		orders |= ORDER_YMD;
	/* 12-3-1 may be anything */
	return orders == ORDER_YMD && v[0] <= 12 ? 0 : orders;
}

/* ---- months that are named ------------------------------------------------------ */

/* Letters at *p, which moves behind them: which of the names; 0: none. */
static int
take_word(const char **p, const char *const *names)
{
	size_t n = strspn(*p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz");

	for (int i = 0; n >= 3 && names[i] != NULL; i++) {
		if (strncasecmp(names[i], *p, n) != 0)
			continue;
		*p += n + ((*p)[n] == '.');
		return i + 1;
	}
	return 0;
}

static int
take_month(const char **p)
{
	static const char *const names[] = { "January", "February", "March",
	    "April", "May", "June", "July", "August", "September", "October",
	    "November", "December", NULL };
	const char *q = *p;

	/* the one month that is also cut to four letters */
	if (strncasecmp(q, "Sept", 4) == 0 && !isalpha((unsigned char)q[4])) {
		*p = q + 4 + (q[4] == '.');
		return 9;
	}
	return take_word(p, names);
}

static const char *
behind_marks(const char *p)
{
	return p + strspn(p, " -/,.");
}

/* Tue, Mon,: in front of a date. */
static const char *
behind_day_name(const char *p)
{
	static const char *const names[] = { "Monday", "Tuesday", "Wednesday",
	    "Thursday", "Friday", "Saturday", "Sunday", NULL };

	return take_word(&p, names) > 0 ? behind_marks(p) : p;
}

/* Mar 23, 2021; Dec-80 and Mar 2021, which are months. */
static bool
month_first(const char *p, struct date *d, const char **end)
{
	int value, n;

	d->day = 0;
	if ((d->month = take_month(&p)) == 0)
		return false;
	p = behind_marks(p);
	n = take_digits(&p, 4, &value);
	*end = p;
	if (*behind_marks(p) == '\0' || n == 4) {
		d->year = date_full_year(value, n);
		return d->year != 0 && date_is_valid(d);
	}
	d->day = n <= 2 ? value : 0;
	p = behind_marks(p);
	n = take_digits(&p, 4, &value);
	*end = p;
	return n == 4 && is_day(d, value, d->month, d->day);
}

bool
date_by_word(const char *s, struct date *d, const char **end)
{
	const char *p = behind_day_name(s);
	int day, month, year, n;

	if (!isdigit((unsigned char)*p))
		return month_first(p, d, end);
	if (take_digits(&p, 2, &day) == 0)
		return false;
	p = behind_marks(p);
	if ((month = take_month(&p)) == 0)
		return false;
	p = behind_marks(p);
	n = take_digits(&p, 4, &year);
	*end = p;
	return is_day(d, date_full_year(year, n), month, day);
}
