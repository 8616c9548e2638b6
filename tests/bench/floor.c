/*
 * The floor: a program that has the pages' operators already, deflates them
 * and writes a file of the same size.  It builds no objects, cuts no fonts,
 * and keeps its memory but for libdeflate's.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include "alternatives.h"
#include "pdf/stream.h"

void
floor_deflate(struct buf *to, const char *bytes, size_t len, int level)
{
	uLongf size = compressBound((uLong)len);

	if (to->cap < size) {
		to->data = mem_resize(to->data, size, 1);
		to->cap = size;
	}
	(void)compress2((Bytef *)to->data, &size, (const Bytef *)bytes,
	    (uLong)len, level);
	to->len = size;
}

/* At most *left bytes, which are taken off. */
static int
put(int fd, const char *bytes, size_t len, size_t *left)
{
	if (len > *left)
		len = *left;
	*left -= len;
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n <= 0)
			return -1;
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

static void
deflate_by(struct libdeflate_compressor *z, struct buf *to,
    const struct buf *raw, int level)
{
	if (z != NULL)
		stream_deflate(z, to, raw->data, raw->len);
	else
		floor_deflate(to, raw->data, raw->len, level);
}

int
floor_write(const struct dissected *d, const struct floor *f,
    struct buf *scratch, const char *path, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	struct libdeflate_compressor *z = f->libdeflate ?
	    libdeflate_alloc_compressor(f->level) : NULL;
	size_t left = d->len;
	int rc = fd == -1 ? -1 : 0;

	for (size_t i = 0; i < d->n && rc == 0; i++) {
		const struct chunk *c = &d->chunks[i];

		if (c->kind != CHUNK_PAGE && !(f->fonts && c->fresh &&
		    c->kind != CHUNK_REST))
			continue;
		deflate_by(z, scratch, &c->raw, f->level);
		rc = put(fd, scratch->data, scratch->len, &left);
	}
	if (rc == 0)		/* the shared fonts, and all else */
		rc = put(fd, d->bytes + d->len - left, left, &left);
	libdeflate_free_compressor(z);
	if (fd != -1 && close(fd) == -1)
		rc = -1;
	return rc == -1 ? err_errno(err, errno, "%s", path) : 0;
}
