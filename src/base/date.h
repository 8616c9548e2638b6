#ifndef PINGGU_BASE_DATE_H
#define PINGGU_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/* Days and months of the Gregorian calendar. */
struct date {
	int year, month, day;	/* day 0: a month */
};

#define DATE_BYTES	10	/* of 2024-03-01 */
#define DATE_MONTH_BYTES 7	/* of 2024-03 */

/* Days of a month, 1 … 12. */
int	date_days_in(int year, int month);

/* Whether there is such a day, or month, in the years 1900 … 2100. */
bool	date_is_valid(const struct date *d);

/*
 * The date or month (ISO 8601: 2024-03-01, 2024-03) with which s begins:
 * DATE_BYTES or DATE_MONTH_BYTES, and d filled; 0 when there is none.
 * Whatever may follow it.
 */
size_t	date_parse(const char *s, struct date *d);

/* The same when nothing follows, and it is a day. */
bool	date_parse_day(const char *s, struct date *d);

/*
 * The full months from day a to day b; -1 when b is before a.  One is full on
 * the day of the same number, and where the month has none on its last day,
 * as 民法典 202 counts: from 31 January to 28 February, from 29 February to
 * 28 February of the next year.
 */
int	date_full_months(const struct date *a, const struct date *b);

/* Its first second, UTC. */
time_t	date_time(const struct date *d);

#endif
