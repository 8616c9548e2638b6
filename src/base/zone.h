#ifndef PINGGU_BASE_ZONE_H
#define PINGGU_BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * How far clocks of a place were ahead of UTC, by the system's time-zone
 * database.  The C library answers that for one zone a process (TZ) only, and
 * other threads ask it too; so the file is read here (RFC 8536).
 */
#define ZONE_CHANGES	256

struct zone {
	size_t n;
	int64_t since[ZONE_CHANGES];	/* seconds, UTC; ascending */
	int32_t ahead[ZONE_CHANGES];	/* from then on; seconds */
	int32_t before;			/* before the first change */
};

/*
 * The zone's file, as compiled for the C library, of version 2 or later.
 * -1 when it is not there or no such file; z is untouched then.  Also where
 * the system does not let it be read, which err_refused then knows.
 */
int	zone_read(struct zone *z, const char *path);
/* Seconds that clocks were ahead at that moment. */
int32_t	zone_ahead(const struct zone *z, int64_t utc);

/*
 * Shanghai's, read once, from TZDIR or where systems keep it; *known false:
 * not found, today's eight hours.  Any thread may call.
 */
int32_t	zone_shanghai(int64_t utc, bool *known);

#endif
