#include "sheet/xlsx_part.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sheet/grid.h"
#include "sheet/xml.h"

/* A flood of them ends here: more than the cells of a sheet can use. */
#define MAX_STRINGS	((size_t)4000000)
#define MAX_STRING_BYTES ((size_t)256 << 20)
#define MAX_STYLES	((size_t)65536)	/* Excel has fewer */
#define MAX_CODES	((size_t)4096)

/* ---- relations ----------------------------------------------------------------- */

struct relations_reading {
	struct arena *a;
	const char *folder;	/* of the part that has them, with its / */
	struct xlsx_relations *r;
};

/*
 * target as a path of the archive, from the folder or, with / in front, not;
 * some writers part it by \.
 */
static const char *
resolve(struct arena *a, const char *folder, const char *target)
{
	char *whole = arena_printf(a, "%s%s", strchr("/\\", *target) != NULL ?
	    "" : folder, target), *rest;
	char *out = arena_alloc(a, strlen(whole) + 1);
	size_t len = 0;

	for (char *p = strtok_r(whole, "/\\", &rest); p != NULL;
	    p = strtok_r(NULL, "/\\", &rest)) {
		if (strcmp(p, "..") == 0) {
			while (len > 0 && out[--len] != '/')
				;
		} else if (strcmp(p, ".") != 0) {
			if (len > 0)
				out[len++] = '/';
			memcpy(out + len, p, strlen(p));
			len += strlen(p);
		}
		out[len] = '\0';
	}
	return out;
}

static void
relation_start(void *ctx, const char *name, const char *const *attributes)
{
	struct relations_reading *g = ctx;
	const char *id = xml_attribute(attributes, "Id");
	const char *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target");
	const char *mode = xml_attribute(attributes, "TargetMode");
	const char *slash;

	if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL ||
	    target == NULL || (mode != NULL && strcmp(mode, "External") == 0))
		return;
	slash = strrchr(type, '/');
	arena_grow(g->a, &g->r->items, &g->r->cap, g->r->n,
	    sizeof(*g->r->items));
	g->r->items[g->r->n++] = (struct xlsx_relation){
		.id = arena_strdup(g->a, id),
		.type = arena_strdup(g->a, slash != NULL ? slash + 1 : type),
		.path = resolve(g->a, g->folder, target)
	};
}

static void
ignore_end(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
}

int
xlsx_relations_read(struct arena *a, struct archive *z, const char *path,
    struct xlsx_relations *r, enum sheet_status *status)
{
	static const struct xml_reader reader = { .start = relation_start,
	    .end = ignore_end };
	const char *slash = strrchr(path, '/');
	size_t n = slash != NULL ? (size_t)(slash - path) + 1 : 0;
	const char *folder = arena_strndup(a, path, n);
	struct relations_reading g = { .a = a, .folder = folder, .r = r };
	size_t i = archive_find(z, arena_printf(a, "%s_rels/%s.rels", folder,
	    path + n));

	*r = (struct xlsx_relations){ 0 };
	*status = SHEET_OK;
	return i == SIZE_MAX ? 0 : xml_read(z, i, &reader, &g, status);
}

const struct xlsx_relation *
xlsx_relation_of_type(const struct xlsx_relations *r, const char *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->items[i].type, type) == 0)
			return &r->items[i];
	return NULL;
}

const struct xlsx_relation *
xlsx_relation_of_id(const struct xlsx_relations *r, const char *id)
{
	for (size_t i = 0; i < r->n && id != NULL; i++)
		if (strcmp(r->items[i].id, id) == 0)
			return &r->items[i];
	return NULL;
}

/* ---- shared strings ------------------------------------------------------------- */

/* The UTF-16 unit of an _xHHHH_ at p; -1 when it is none. */
static long
escaped(const char *p)
{
	char hex[5] = { 0 };

	if (p[0] != '_' || p[1] != 'x')
		return -1;
	for (size_t i = 0; i < 4; i++) {
		if (!isxdigit((unsigned char)p[2 + i]))
			return -1;
		hex[i] = p[2 + i];
	}
	return p[6] == '_' ? strtol(hex, NULL, 16) : -1;
}

#define ESCAPE	7	/* bytes of an _xHHHH_ */

/* Behind the escape at p, which may be two: a surrogate pair. */
static const char *
put_escaped(struct buf *b, const char *p)
{
	long unit = escaped(p), low;

	p += ESCAPE;
	if (unit >= 0xd800 && unit < 0xdc00) {
		low = escaped(p);
		if (low < 0xdc00 || low > 0xdfff) {
			buf_adds(b, GRID_LOST);
			return p;
		}
		unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
		p += ESCAPE;
	} else if (unit >= 0xdc00 && unit <= 0xdfff) {
		buf_adds(b, GRID_LOST);
		return p;
	}
	if (unit == '\r' && *p != '\n')
		unit = '\n';
	if (unit != 0 && unit != '\r')
		text_put(b, (uint32_t)unit);
	return p;
}

const char *
xlsx_text(struct arena *a, const char *s, size_t len)
{
	char *copy = arena_strndup(a, s, len);
	struct buf b = { 0 };

	/* the rest of a longer one was not read: it must stay too long */
	if (len > SHEET_MAX_CELL || (strchr(copy, '\r') == NULL &&
	    strstr(copy, "_x") == NULL))
		return copy;
	for (const char *p = copy; *p != '\0';) {
		if (escaped(p) != -1) {
			p = put_escaped(&b, p);
			continue;
		}
		if (*p == '\r' && p[1] != '\n')
			buf_addc(&b, '\n');
		else if (*p != '\r')
			buf_addc(&b, *p);
		p++;
	}
	copy = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return copy;
}

struct strings_reading {
	struct arena *a;
	struct xlsx_strings *s;
	struct buf text;
	bool in_text, in_phonetic, full;
};

static void
string_start(void *ctx, const char *name, const char *const *attributes)
{
	struct strings_reading *g = ctx;

	(void)attributes;
	if (strcmp(name, "si") == 0)
		buf_reset(&g->text);
	else if (strcmp(name, "rPh") == 0)
		g->in_phonetic = true;
	else if (strcmp(name, "t") == 0)
		g->in_text = !g->in_phonetic;
}

static void
string_end(void *ctx, const char *name)
{
	struct strings_reading *g = ctx;
	struct xlsx_strings *s = g->s;

	if (strcmp(name, "t") == 0)
		g->in_text = false;
	else if (strcmp(name, "rPh") == 0)
		g->in_phonetic = false;
	if (strcmp(name, "si") != 0 || g->full)
		return;
	s->bytes += g->text.len;
	if (s->n == MAX_STRINGS || s->bytes > MAX_STRING_BYTES) {
		g->full = true;
		return;
	}
	mem_grow(&s->items, &s->cap, s->n, sizeof(*s->items));
	s->items[s->n++] = g->text.len == 0 ? "" :
	    xlsx_text(g->a, g->text.data, g->text.len);
}

static void
string_text(void *ctx, const char *text, size_t len)
{
	struct strings_reading *g = ctx;

	/* the grid tells of one that is longer than a cell may be */
	if (g->in_text && g->text.len <= SHEET_MAX_CELL)
		buf_add(&g->text, text, len);
}

static bool
strings_enough(void *ctx)
{
	const struct strings_reading *g = ctx;

	return g->full;
}

int
xlsx_strings_read(struct arena *a, struct archive *z, const char *path,
    struct xlsx_strings *s, enum sheet_status *status)
{
	static const struct xml_reader reader = { .start = string_start,
	    .end = string_end, .text = string_text,
	    .enough = strings_enough };
	struct strings_reading g = { .a = a, .s = s };
	size_t i = archive_find(z, path);
	int rc = -1;

	*status = SHEET_BROKEN;
	if (i != SIZE_MAX)
		rc = xml_read(z, i, &reader, &g, status);
	buf_free(&g.text);
	if (g.full) {
		*status = SHEET_TOO_LARGE;
		rc = -1;
	}
	return rc;
}

/* ---- styles ----------------------------------------------------------------------- */

struct format_code {
	size_t id;
	struct number_format format;
};

struct styles_reading {
	struct xlsx_styles *s;
	struct format_code *codes;
	size_t ncodes, cap;
	bool in_cells;		/* in cellXfs, not cellStyleXfs */
};

static struct number_format
format_of(const struct styles_reading *g, size_t id)
{
	for (size_t i = 0; i < g->ncodes; i++)
		if (g->codes[i].id == id)
			return g->codes[i].format;
	return number_format_builtin(id);
}

static void
style_start(void *ctx, const char *name, const char *const *attributes)
{
	struct styles_reading *g = ctx;
	struct xlsx_styles *s = g->s;
	const char *code;

	if (strcmp(name, "cellXfs") == 0) {
		g->in_cells = true;
	} else if (strcmp(name, "xf") == 0 && g->in_cells &&
	    s->n < MAX_STYLES) {
		mem_grow(&s->items, &s->cap, s->n, sizeof(*s->items));
		s->items[s->n++] = format_of(g, xml_number(
		    xml_attribute(attributes, "numFmtId"), 0));
	} else if (strcmp(name, "numFmt") == 0 && g->ncodes < MAX_CODES &&
	    (code = xml_attribute(attributes, "formatCode")) != NULL) {
		mem_grow(&g->codes, &g->cap, g->ncodes, sizeof(*g->codes));
		g->codes[g->ncodes++] = (struct format_code){
			xml_number(xml_attribute(attributes, "numFmtId"), 0),
			number_format(code)
		};
	}
}

static void
style_end(void *ctx, const char *name)
{
	struct styles_reading *g = ctx;

	if (strcmp(name, "cellXfs") == 0)
		g->in_cells = false;
}

int
xlsx_styles_read(struct archive *z, const char *path,
    struct xlsx_styles *s, enum sheet_status *status)
{
	static const struct xml_reader reader = { .start = style_start,
	    .end = style_end };
	struct styles_reading g = { .s = s };
	size_t i = archive_find(z, path);
	int rc;

	*status = SHEET_BROKEN;
	rc = i == SIZE_MAX ? -1 : xml_read(z, i, &reader, &g, status);
	free(g.codes);
	return rc;
}
