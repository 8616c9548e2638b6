/*
 * What the bytes of a PDF are: fonts, page contents, the rest.  Objects are
 * found by reading the file from its beginning, not through its xref table.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

#include "alternatives.h"
#include "base/file.h"

#define MAX_PDF (64u << 20)	/* bytes */

struct object {
	size_t number;
	const char *start, *end;	/* "1 0 obj" … "endobj" */
	const char *dict, *dict_end;
	const char *data, *data_end;	/* of its stream, or NULL */
	enum chunk_kind kind;
};

struct objects {
	struct object *items;
	size_t n, cap;
};

static const char *
find(const char *from, const char *end, const char *what)
{
	return from == NULL || from >= end ? NULL :
	    memmem(from, (size_t)(end - from), what, strlen(what));
}

/* The object that begins next; its end, NULL when there is none. */
static const char *
next_object(const char *at, const char *end, struct object *o)
{
	const char *obj = find(at, end, " 0 obj"), *stream;

	*o = (struct object){ .kind = CHUNK_REST };
	if (obj == NULL)
		return NULL;
	for (o->start = obj; o->start > at &&
	    isdigit((unsigned char)o->start[-1]); )
		o->start--;
	o->number = strtoul(o->start, NULL, 10);
	o->dict = obj + strlen(" 0 obj");
	o->dict_end = find(o->dict, end, "endobj");
	stream = find(o->dict, end, "stream");
	if (o->dict_end != NULL && stream != NULL && stream < o->dict_end) {
		o->dict_end = stream;
		o->data = stream + strlen("stream");
		o->data += *o->data == '\r';
		o->data += *o->data == '\n';
		o->data_end = find(o->data, end, "endstream");
		o->end = find(o->data_end, end, "endobj");
	} else
		o->end = o->dict_end;
	return o->end != NULL ? o->end += strlen("endobj") : NULL;
}

static void
set_kind(struct objects *all, size_t number, enum chunk_kind kind)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->items[i].number == number)
			all->items[i].kind = kind;
}

/* What the key of a dictionary refers to is of that kind: N 0 R, or several. */
static void
follow(struct objects *all, const struct object *o, const char *key,
    enum chunk_kind kind)
{
	const char *at = find(o->dict, o->dict_end, key);
	bool several;

	if (at == NULL)
		return;
	at += strlen(key);
	at += strspn(at, " \r\n");
	several = *at == '[';
	at += several;
	do {
		char *end;
		size_t number;

		at += strspn(at, " \r\n");
		number = strtoul(at, &end, 10);
		if (end == at || strncmp(end, " 0 R", 4) != 0)
			return;
		set_kind(all, number, kind);
		at = end + 4;
	} while (several && at < o->dict_end);
}

/* A font, or the descriptor of one. */
static bool
is_font(const struct object *o)
{
	const char *type = find(o->dict, o->dict_end, "/Type");

	while (type != NULL) {
		type += strlen("/Type");
		type += strspn(type, " ");
		if (strncmp(type, "/Font", 5) == 0)
			return true;
		type = find(type, o->dict_end, "/Type");
	}
	return false;
}

static void
inflate_into(struct buf *to, const char *data, size_t len)
{
	Bytef part[16 * 1024];
	z_stream z = { .next_in = (const Bytef *)data,
	    .avail_in = (uInt)len };
	int rc = inflateInit(&z);

	while (rc == Z_OK) {
		z.next_out = part;
		z.avail_out = sizeof(part);
		rc = inflate(&z, Z_NO_FLUSH);
		if (rc == Z_OK || rc == Z_STREAM_END)
			buf_add(to, part, sizeof(part) - z.avail_out);
	}
	(void)inflateEnd(&z);
}

static void
add_chunk(struct dissected *d, const struct object *o)
{
	struct chunk *c;

	d->size[o->kind] += (size_t)(o->end - o->start);
	if (o->data == NULL)
		return;
	mem_grow(&d->chunks, &d->cap, d->n, sizeof(*d->chunks));
	c = &d->chunks[d->n++];
	*c = (struct chunk){ .kind = o->kind, .data = o->data,
	    .len = (size_t)(o->data_end - o->data), .fresh = true };
	if (find(o->dict, o->dict_end, "/FlateDecode") != NULL)
		inflate_into(&c->raw, c->data, c->len);
}

static void
sort_out(struct dissected *d, struct objects *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct object *o = &all->items[i];

		if (is_font(o))
			set_kind(all, o->number, CHUNK_FONT);
		follow(all, o, "/FontFile2", CHUNK_OUTLINES);
		follow(all, o, "/ToUnicode", CHUNK_FONT);
		follow(all, o, "/CIDToGIDMap", CHUNK_FONT);
		follow(all, o, "/Contents", CHUNK_PAGE);
	}
	for (size_t i = 0; i < all->n; i++)
		add_chunk(d, &all->items[i]);
	d->size[CHUNK_REST] = d->len - d->size[CHUNK_OUTLINES] -
	    d->size[CHUNK_FONT] - d->size[CHUNK_PAGE];
}

int
dissect(struct dissected *d, const char *path, struct err *err)
{
	struct objects all = { 0 };
	struct object o;
	const char *at;

	*d = (struct dissected){ 0 };
	if (file_read(&d->arena, path, MAX_PDF, &d->bytes, &d->len, NULL,
	    err) == -1)
		return -1;
	at = d->bytes;
	while ((at = next_object(at, d->bytes + d->len, &o)) != NULL) {
		mem_grow(&all.items, &all.cap, all.n, sizeof(*all.items));
		all.items[all.n++] = o;
	}
	sort_out(d, &all);
	free(all.items);
	for (size_t i = 0; i < d->n; i++)
		if (d->chunks[i].kind == CHUNK_PAGE && d->chunks[i].raw.len > 0)
			return 0;
	return err_set(err, "%s: no page contents found", path);
}

void
dissect_free(struct dissected *d)
{
	for (size_t i = 0; i < d->n; i++)
		buf_free(&d->chunks[i].raw);
	free(d->chunks);
	arena_free(&d->arena);
	*d = (struct dissected){ 0 };
}

void
dissect_compare(struct dissected *one, const struct dissected *other)
{
	for (size_t i = 0; i < one->n; i++)
		for (size_t k = 0; k < other->n && one->chunks[i].fresh; k++)
			one->chunks[i].fresh =
			    one->chunks[i].len != other->chunks[k].len ||
			    memcmp(one->chunks[i].data, other->chunks[k].data,
			    one->chunks[i].len) != 0;
}

size_t
dissect_at_level(const struct dissected *d, int level)
{
	struct buf again = { 0 };
	size_t len = d->len;

	for (size_t i = 0; i < d->n; i++) {
		const struct chunk *c = &d->chunks[i];

		if (c->raw.len == 0 || (c->kind != CHUNK_OUTLINES &&
		    c->kind != CHUNK_FONT))
			continue;
		floor_deflate(&again, c->raw.data, c->raw.len, level);
		len = len - c->len + again.len;
	}
	buf_free(&again);
	return len;
}
