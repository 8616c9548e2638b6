#include "sheet/ole.h"

#include <string.h>

#include "sheet/bytes.h"

#define MAGIC		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#define HEADER		((size_t)512)
#define HEADER_TABLE	76	/* where the table's sectors are listed first */
#define HEADER_LISTED	((size_t)109)
#define LAST_SECTOR	0xfffffffau	/* greater ones are marks */
#define ENTRY		((size_t)128)	/* of the list of streams */
#define SMALL		((size_t)64)	/* a small sector */

struct ole {
	const unsigned char *data;
	size_t len, sector;	/* bytes of the file, of one sector */
	size_t nsectors;	/* that the file can hold */
	uint32_t *table;	/* the sectors that hold the table */
	size_t ntable;
	const unsigned char *entries;	/* the list of streams */
	size_t nentries;
};

/* A stream's row in that list. */
struct ole_entry {
	uint32_t start;
	size_t size;
};

/* The bytes of a sector that are in the file, which may end in it; NULL: none. */
static const unsigned char *
sector(const struct ole *o, uint32_t n, size_t *have)
{
	size_t at;

	if (n >= o->nsectors)
		return NULL;
	at = ((size_t)n + 1) * o->sector;
	*have = o->len - at < o->sector ? o->len - at : o->sector;
	return o->data + at;
}

/* The sector behind n in its chain; a mark where there is none. */
static uint32_t
next_sector(const struct ole *o, uint32_t n)
{
	size_t each = o->sector / 4, have;
	const unsigned char *p;

	if (n / each >= o->ntable)
		return UINT32_MAX;
	p = sector(o, o->table[n / each], &have);
	if (p == NULL || (n % each + 1) * 4 > have)
		return UINT32_MAX;
	return bytes_u32(p + n % each * 4);
}

/*
 * The chain that begins at start, at most max bytes; in the arena.  A chain
 * that comes back to itself ends where it is longer than the file.
 */
static unsigned char *
chain(struct arena *a, const struct ole *o, uint32_t start, size_t max,
    size_t *size)
{
	struct buf b = { 0 };
	unsigned char *copy;
	const unsigned char *p;
	size_t have;

	for (size_t i = 0; i < o->nsectors && start < LAST_SECTOR &&
	    b.len < max; i++) {
		p = sector(o, start, &have);
		if (p == NULL)
			break;
		buf_add(&b, p, have < max - b.len ? have : max - b.len);
		start = next_sector(o, start);
	}
	copy = arena_alloc(a, b.len + 1);
	if (b.len > 0)
		memcpy(copy, b.data, b.len);
	*size = b.len;
	buf_free(&b);
	return copy;
}

/* Where the table of sectors stands: in the header, then in a chain. */
static void
read_table(struct arena *a, struct ole *o)
{
	const unsigned char *p = o->data + HEADER_TABLE;
	size_t wanted = bytes_u32(o->data + 44), here = HEADER_LISTED, have;
	uint32_t next = bytes_u32(o->data + 68);

	if (wanted > o->nsectors)
		wanted = o->nsectors;
	o->table = arena_alloc(a, (wanted + 1) * sizeof(*o->table));
	for (size_t lists = 0; lists <= o->nsectors; lists++) {
		for (size_t i = 0; i < here && o->ntable < wanted; i++)
			o->table[o->ntable++] = bytes_u32(p + i * 4);
		p = sector(o, next, &have);
		if (o->ntable == wanted || p == NULL || have < o->sector)
			break;
		here = o->sector / 4 - 1;
		next = bytes_u32(p + o->sector - 4);
	}
}

static bool
ole_open(struct arena *a, const char *data, size_t len, struct ole *o)
{
	unsigned shift;
	size_t size;

	if (!ole_is(data, len))
		return false;
	*o = (struct ole){ .data = (const unsigned char *)data, .len = len };
	shift = bytes_u16(o->data + 30);
	if (shift != 9 && shift != 12)
		return false;
	o->sector = (size_t)1 << shift;
	o->nsectors = len > o->sector ?
	    (len - o->sector + o->sector - 1) / o->sector : 0;
	read_table(a, o);
	o->entries = chain(a, o, bytes_u32(o->data + 48), len, &size);
	o->nentries = size / ENTRY;
	return o->nentries > 0;
}

/* Names are UTF-16 and compared as Windows compares file names. */
static bool
is_named(const unsigned char *entry, const char *name)
{
	size_t n = strlen(name);

	if (bytes_u16(entry + 64) != (n + 1) * 2)
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = entry[2 * i], d = (unsigned char)name[i];

		if (entry[2 * i + 1] != 0 || ((c ^ d) & ~0x20) != 0)
			return false;
	}
	return true;
}

static struct ole_entry
entry_of(const struct ole *o, size_t i)
{
	const unsigned char *p = o->entries + i * ENTRY;

	return (struct ole_entry){ bytes_u32(p + 116), bytes_u32(p + 120) };
}

/*
 * Look in the topmost folder, which is a tree of entries: those of folders
 * below belong to workbooks set into this one.
 */
static bool
find(struct arena *a, const struct ole *o, const char *name,
    struct ole_entry *found)
{
	size_t *todo = arena_alloc(a, (o->nentries + 3) * sizeof(*todo));
	bool *seen = arena_alloc(a, o->nentries);
	size_t n = 0;

	todo[n++] = bytes_u32(o->entries + 76);
	while (n > 0) {
		size_t i = todo[--n];
		const unsigned char *p;

		if (i >= o->nentries || seen[i])
			continue;
		seen[i] = true;
		p = o->entries + i * ENTRY;
		if (p[66] == 2 && is_named(p, name)) {
			*found = entry_of(o, i);
			return true;
		}
		/* each entry adds two at most, and once: one is taken */
		todo[n++] = bytes_u32(p + 68);
		todo[n++] = bytes_u32(p + 72);
	}
	return false;
}

/*
 * A stream below the header's limit lies in small sectors, which are cut from
 * the first entry's stream and chained by a table of their own.
 */
static unsigned char *
small_chain(struct arena *a, struct arena *own, const struct ole *o,
    struct ole_entry e, size_t *size)
{
	struct ole_entry root = entry_of(o, 0);
	size_t nbox, ntable, used = 0;
	unsigned char *copy = arena_alloc(a, e.size + 1);
	const unsigned char *box = chain(own, o, root.start, o->len, &nbox);
	const unsigned char *table = chain(own, o, bytes_u32(o->data + 60),
	    o->len, &ntable);

	while (used < e.size && e.start < ntable / 4) {
		size_t n = e.size - used < SMALL ? e.size - used : SMALL;

		if (e.start >= nbox / SMALL + 1 ||
		    e.start * SMALL + n > nbox)
			break;
		memcpy(copy + used, box + e.start * SMALL, n);
		used += n;
		e.start = bytes_u32(table + (size_t)e.start * 4);
	}
	*size = used;
	return copy;
}

bool
ole_is(const char *data, size_t len)
{
	return len >= HEADER && memcmp(data, MAGIC, 8) == 0;
}

bool
ole_readable(const char *data, size_t len)
{
	struct arena a = { 0 };
	struct ole o;
	bool readable = ole_open(&a, data, len, &o);

	arena_free(&a);
	return readable;
}

bool
ole_has(const char *data, size_t len, const char *name)
{
	struct arena a = { 0 };
	struct ole_entry e;
	struct ole o;
	bool has = ole_open(&a, data, len, &o) && find(&a, &o, name, &e);

	arena_free(&a);
	return has;
}

char *
ole_stream(struct arena *a, const char *data, size_t len, const char *name,
    size_t *size)
{
	struct arena own = { 0 };
	struct ole_entry e;
	struct ole o;
	unsigned char *bytes = NULL;

	if (ole_open(&own, data, len, &o) && find(&own, &o, name, &e) &&
	    e.size <= len) {
		bytes = e.size < bytes_u32(o.data + 56) ?
		    small_chain(a, &own, &o, e, size) :
		    chain(a, &o, e.start, e.size, size);
		if (*size < e.size)
			bytes = NULL;
	}
	arena_free(&own);
	return (char *)bytes;
}
