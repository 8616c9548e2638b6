#include "base/zone.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

#define SHANGHAI	"Asia/Shanghai"
#define EIGHT_HOURS	(8 * 3600)

#define HEADER_BYTES	44
#define FILE_BYTES	((size_t)64 << 10)	/* more than any zone has */

/* How many of each thing a part of the file holds. */
struct counts {
	size_t utc_flags, standard_flags, leaps, changes, types, letters;
};

static int64_t
number(const unsigned char *p, size_t bytes)
{
	uint64_t v = 0;

	for (size_t i = 0; i < bytes; i++)
		v = v << 8 | p[i];
	return bytes == 4 ? (int64_t)(int32_t)(uint32_t)v : (int64_t)v;
}

static bool
read_counts(const unsigned char *p, size_t len, struct counts *c)
{
	size_t *const all[] = { &c->utc_flags, &c->standard_flags, &c->leaps,
	    &c->changes, &c->types, &c->letters };

	if (len < HEADER_BYTES || memcmp(p, "TZif", 4) != 0)
		return false;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		int64_t n = number(p + 20 + 4 * i, 4);

		if (n < 0 || n > (int64_t)FILE_BYTES)
			return false;
		*all[i] = (size_t)n;
	}
	return true;
}

/* Bytes of the part behind its header, times of so many bytes each. */
static size_t
part_bytes(const struct counts *c, size_t time)
{
	return c->changes * (time + 1) + c->types * 6 + c->letters +
	    c->leaps * (time + 4) + c->standard_flags + c->utc_flags;
}

/* Seconds ahead of the type i; types of six bytes each. */
static int32_t
type_ahead(const unsigned char *types, size_t i)
{
	return (int32_t)number(types + 6 * i, 4);
}

static int
take(struct zone *z, const unsigned char *p, size_t len)
{
	const unsigned char *index, *types;
	struct counts c;
	struct zone new = { 0 };
	size_t skip;

	/* a part with times of four bytes, which may be empty, stands first */
	if (!read_counts(p, len, &c) || p[4] < '2')
		return -1;
	skip = HEADER_BYTES + part_bytes(&c, 4);
	if (skip > len || !read_counts(p += skip, len -= skip, &c) ||
	    part_bytes(&c, 8) > len - HEADER_BYTES || c.types == 0 ||
	    c.changes > ZONE_CHANGES)
		return -1;
	p += HEADER_BYTES;
	index = p + 8 * c.changes;
	types = index + c.changes;
	new.before = type_ahead(types, 0);
	for (; new.n < c.changes; new.n++) {
		if (index[new.n] >= c.types)
			return -1;
		new.since[new.n] = number(p + 8 * new.n, 8);
		new.ahead[new.n] = type_ahead(types, index[new.n]);
	}
	*z = new;
	return 0;
}

int
zone_read(struct zone *z, const char *path)
{
	unsigned char *bytes = mem_alloc(FILE_BYTES);
	FILE *f = fopen(path, "rbe");
	size_t n = f != NULL ? fread(bytes, 1, FILE_BYTES, f) : 0;
	int rc;

	if (f == NULL ? !err_is_absence(errno) : ferror(f) != 0)
		(void)err_errno(NULL, errno, "无法读取时区数据库 %s", path);
	rc = take(z, bytes, n);
	if (f != NULL)
		(void)fclose(f);
	free(bytes);
	return rc;
}

int32_t
zone_ahead(const struct zone *z, int64_t utc)
{
	size_t i = z->n;

	while (i > 0 && z->since[i - 1] > utc)
		i--;
	return i > 0 ? z->ahead[i - 1] : z->before;
}

static struct zone shanghai;
static bool shanghai_known;

static void
read_shanghai(void)
{
	static const char *const folders[] = { "/usr/share/zoneinfo",
	    "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo" };
	const char *own = getenv("TZDIR");
	char path[512];

	if (own != NULL && strlen(own) < sizeof(path) - sizeof(SHANGHAI) - 1) {
		(void)snprintf(path, sizeof(path), "%s/" SHANGHAI, own);
		shanghai_known = zone_read(&shanghai, path) == 0;
		return;
	}
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders) &&
	    !shanghai_known; i++) {
		(void)snprintf(path, sizeof(path), "%s/" SHANGHAI, folders[i]);
		shanghai_known = zone_read(&shanghai, path) == 0;
	}
}

int32_t
zone_shanghai(int64_t utc, bool *known)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	(void)pthread_once(&once, read_shanghai);
	*known = shanghai_known;
	return shanghai_known ? zone_ahead(&shanghai, utc) : EIGHT_HOURS;
}
