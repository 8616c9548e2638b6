#include "xlsx/private.h"

#include <string.h>

#define ZLIB_CONST	/* what is read stays const */
#include <zlib.h>

/* A look at a finished package: is everything in it that was written? */

#define CHUNK		65536
#define SHEETS		"xl/worksheets/sheet"

/* Where a scan of XML stands; tags may end in another chunk. */
struct xml_scan {
	enum { OUTSIDE, TAG_START, IN_TAG, IN_VALUE } state;
	unsigned char quote, previous;
	bool closing, aside;	/* </x>, <?x?> */
	long depth;
	bool root;		/* the root element was opened */
	bool broken;
	char name[2];		/* how the tag begins */
	size_t nname;
	uint64_t cells;
};

static void
tag_ends(struct xml_scan *x)
{
	x->state = OUTSIDE;
	if (x->aside)
		return;
	if (x->nname == 1 && x->name[0] == 'c' && !x->closing)
		x->cells++;
	x->broken |= x->root && x->depth == 0;	/* something after the root */
	x->root = true;
	if (x->closing)
		x->depth--;
	else if (x->previous != '/')
		x->depth++;
	x->broken |= x->depth < 0;
}

static void
scan_tag(struct xml_scan *x, unsigned char c)
{
	if (c == '>') {
		tag_ends(x);
	} else if (c == '"') {
		x->state = IN_VALUE;
	} else if (x->state == TAG_START) {
		if (c == ' ' || c == '/')
			x->state = IN_TAG;
		else if (x->nname < sizeof(x->name))
			x->name[x->nname++] = (char)c;
	} else if (c == '<') {
		x->broken = true;
	}
	x->previous = c;
}

static void
scan(struct xml_scan *x, const unsigned char *p, size_t n)
{
	x->broken |= memchr(p, '\0', n) != NULL;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = p[i];

		if (x->state == OUTSIDE) {
			const unsigned char *tag = memchr(p + i, '<', n - i);

			if (tag == NULL)
				return;
			i = (size_t)(tag - p);
			c = *tag;
			x->state = TAG_START;
			x->nname = 0;
			x->previous = c;
			x->closing = x->aside = false;
		} else if (x->state == IN_VALUE) {
			x->broken |= c == '<';
			if (c == '"')
				x->state = IN_TAG;
		} else if (x->previous == '<' && c == '/') {
			x->closing = true;
			x->previous = ' ';
		} else if (x->previous == '<' && c == '?') {
			x->aside = true;
			x->previous = ' ';
		} else {
			scan_tag(x, c);
		}
	}
}

static uint32_t
le(const unsigned char *p, int bytes)
{
	uint32_t n = 0;

	while (bytes-- > 0)
		n = n << 8 | p[bytes];
	return n;
}

/* Unpack one part; false when it is not what was packed, or no XML. */
static bool
part_whole(const unsigned char *data, size_t len, bool deflated, uint32_t crc,
    struct xml_scan *x)
{
	unsigned char out[CHUNK];
	z_stream z = { .next_in = data, .avail_in = (uInt)len };
	uLong sum = crc32(0, NULL, 0);
	int rc = Z_OK;

	if (!deflated) {
		scan(x, data, len);
		sum = crc32(sum, data, (uInt)len);
	} else if (inflateInit2(&z, -MAX_WBITS) != Z_OK) {
		return false;
	}
	while (deflated && rc == Z_OK) {
		z.next_out = out;
		z.avail_out = sizeof(out);
		rc = inflate(&z, Z_NO_FLUSH);
		sum = crc32(sum, out, (uInt)(sizeof(out) - z.avail_out));
		scan(x, out, sizeof(out) - z.avail_out);
	}
	if (deflated) {
		(void)inflateEnd(&z);
		if (rc != Z_STREAM_END)
			return false;
	}
	return sum == crc && x->root && x->depth == 0 && !x->broken &&
	    x->state == OUTSIDE;
}

/* One entry of the central directory at p; its length, 0 when damaged. */
static size_t
entry(const unsigned char *zip, size_t len, const unsigned char *p,
    uint64_t *cells)
{
	const size_t left = len - (size_t)(p - zip);
	size_t size, at, name, from;
	struct xml_scan x = { 0 };

	if (left < 46 || le(p, 4) != 0x02014b50)
		return 0;
	size = le(p + 20, 4);
	name = le(p + 28, 2);
	at = le(p + 42, 4);
	if (left < 46 + name || at > len || len - at < 30)
		return 0;
	from = at + 30 + le(zip + at + 26, 2) + le(zip + at + 28, 2);
	if (from > len || len - from < size || !part_whole(zip + from, size,
	    le(p + 10, 2) == 8, le(p + 16, 4), &x))
		return 0;
	if (name > strlen(SHEETS) &&
	    memcmp(p + 46, SHEETS, strlen(SHEETS)) == 0)
		*cells += x.cells;
	return 46 + name + le(p + 30, 2) + le(p + 32, 2);
}

int
package_verify(const unsigned char *zip, size_t len, uint64_t ncells,
    struct err *err)
{
	static const char what[] =
	    "工作簿没有写完整（磁盘或临时文件夹空间不足？）";
	const unsigned char *end = len < 22 ? NULL : zip + len - 22;
	uint64_t cells = 0;
	size_t n, at;

	if (end == NULL || le(end, 4) != 0x06054b50)
		return err_set(err, "%s", what);
	n = le(end + 10, 2);
	at = le(end + 16, 4);
	for (size_t i = 0; i < n; i++) {
		size_t used = at > len ? 0 : entry(zip, len, zip + at, &cells);

		if (used == 0)
			return err_set(err, "%s", what);
		at += used;
	}
	if (n == 0 || cells != ncells)
		return err_set(err, "%s", what);
	return 0;
}
