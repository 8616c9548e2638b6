#include "xlsx/private.h"

#include <string.h>

#include "sheet/sheet.h"

/* A look at a finished package: is everything in it that was written? */

#define SHEETS		"xl/worksheets/sheet"

/* Where a scan of XML stands; tags may end in another chunk. */
struct xml_scan {
	enum { OUTSIDE, TAG_START, IN_TAG, IN_VALUE } state;
	char previous;
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
scan_tag(struct xml_scan *x, char c)
{
	if (c == '>') {
		tag_ends(x);
	} else if (c == '"') {
		x->state = IN_VALUE;
	} else if (x->state == TAG_START) {
		if (c == ' ' || c == '/')
			x->state = IN_TAG;
		else if (x->nname < sizeof(x->name))
			x->name[x->nname++] = c;
	} else if (c == '<') {
		x->broken = true;
	}
	x->previous = c;
}

/* A piece of a part. */
static bool
scan(void *ctx, const char *p, size_t n)
{
	struct xml_scan *x = ctx;

	x->broken |= memchr(p, '\0', n) != NULL;
	for (size_t i = 0; i < n; i++) {
		char c = p[i];

		if (x->state == OUTSIDE) {
			const char *tag = memchr(p + i, '<', n - i);

			if (tag == NULL)
				break;
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
	return !x->broken;
}

/* Unpack one part; false when it is not what was packed, or no XML. */
static bool
part_whole(struct archive *z, size_t i, struct xml_scan *x)
{
	enum sheet_status status;

	return archive_stream(z, i, SIZE_MAX, scan, x, &status) == 0 &&
	    x->root && x->depth == 0 && !x->broken && x->state == OUTSIDE;
}

int
package_verify(const unsigned char *zip, size_t len, uint64_t ncells,
    struct err *err)
{
	enum sheet_status status;
	struct archive *z = archive_open_own((const char *)zip, len, &status);
	const struct archive_entry *entries;
	uint64_t cells = 0;
	size_t n = 0;
	bool whole = z != NULL;

	if (z != NULL)
		entries = archive_entries(z, &n);
	for (size_t i = 0; i < n && whole; i++) {
		struct xml_scan x = { 0 };

		whole = part_whole(z, i, &x);
		if (entries[i].name != NULL && strncmp(entries[i].name,
		    SHEETS, strlen(SHEETS)) == 0)
			cells += x.cells;
	}
	archive_close(z);
	if (!whole || n == 0 || cells != ncells)
		return err_set(err,
		    "工作簿没有写完整（磁盘或临时文件夹空间不足？）");
	return 0;
}
