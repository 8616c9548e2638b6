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

/* Its first second, UTC. */
time_t	date_time(const struct date *d);

#endif
