#include "xlsx/verify.h"

#include <stdlib.h>
#include <string.h>

#include "xlsx/private.h"

/* A look at a finished package: is everything in it that was asked for? */

#define TYPES		"[Content_Types].xml"
#define RELATIONS	".rels"
#define STYLES		"xl/styles.xml"
#define STRINGS		"xl/sharedStrings.xml"
#define WORKBOOK	"xl/workbook.xml"
#define SHEETS		"xl/worksheets/sheet"

/* ---- what leads to what ---------------------------------------------------------- */

/* The part that a target names, seen from the part: with .. resolved. */
static const char *
resolve(struct arena *a, const char *part, const char *target)
{
	const char *slash = strrchr(part, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - part) + 1;

	if (*target == '/')
		return target + 1;
	for (; strncmp(target, "../", 3) == 0; target += 3) {
		if (folder > 0)
			folder--;
		while (folder > 0 && part[folder - 1] != '/')
			folder--;
	}
	return arena_printf(a, "%.*s%s", (int)folder, part, target);
}

static int
hex(char c)
{
	const char *digits = "0123456789abcdef";
	const char *at = c == '\0' ? NULL : strchr(digits, c | 0x20);

	return at == NULL ? -1 : (int)(at - digits);
}

/* A path as it was before it became a link: %23 is #, \ is /. */
static uint64_t
target_hash(struct arena *a, const char *target)
{
	char *plain = arena_strdup(a, target), *to = plain;

	for (; *target != '\0'; target++) {
		int high = *target == '%' ? hex(target[1]) : -1;
		int low = high >= 0 ? hex(target[2]) : -1;

		if (low >= 0) {
			*to++ = (char)(high * 16 + low);
			target += 2;
		} else {
			*to = *target;
			if (*to == '\\')
				*to = '/';
			to++;
		}
	}
	*to = '\0';
	return text_hash(TEXT_HASH, plain);
}

static void
relations_start(struct package_part *p, const char *name,
    const char *const *attributes)
{
	struct package *z = p->package;
	const char *target = part_attribute(attributes, "Target");
	const size_t n = part_id(part_attribute(attributes, "Id"));
	struct relation r = { .known = true };

	if (strcmp(name, "Relationship") != 0)
		return;
	r.external = strcmp(part_attribute(attributes, "TargetMode"),
	    "External") == 0;
	if (r.external)
		r.target = target_hash(&z->arena, target);
	else
		p->broken |= package_find(z, resolve(&z->arena, p->name,
		    target)) == z->nentries;
	p->broken |= n == SIZE_MAX || *target == '\0';
	if (p->broken)
		return;
	while (p->nrelations <= n) {
		mem_grow(&p->relations, &p->relations_cap, p->nrelations,
		    sizeof(*p->relations));
		p->relations[p->nrelations++] = (struct relation){ 0 };
	}
	p->broken |= p->relations[n].known;
	p->relations[n] = r;
}

static const struct part_reader relations_reader = {
	.start = relations_start
};

/* Read where the part's relations lead: they stand in a part of their own. */
static int
read_relations(struct package_part *p)
{
	struct package *z = p->package;
	const char *slash = strrchr(p->name, '/');
	const int folder = slash == NULL ? 0 : (int)(slash - p->name) + 1;
	const size_t i = package_find(z, arena_printf(&z->arena,
	    "%.*s_rels/%s" RELATIONS, folder, p->name, p->name + folder));

	return i == z->nentries ? 0 : part_read(p, i, &relations_reader);
}

/* ---- small parts ----------------------------------------------------------------- */

static void
types_start(struct package_part *p, const char *name, const char *const *attributes)
{
	if (strcmp(name, "Override") == 0)
		record_count(&p->package->typed, text_hash(TEXT_HASH,
		    part_attribute(attributes, "PartName")));
}

static void
chart_start(struct package_part *p, const char *name, const char *const *attributes)
{
	(void)attributes;
	p->wanted = strcmp(name, "c:f") == 0 || strcmp(name, "a:t") == 0;
}

static void
chart_end(struct package_part *p, const char *name)
{
	if (p->wanted)
		record_count(*name == 'c' ? &p->package->found->ranges :
		    &p->package->found->words, text_hash(TEXT_HASH,
		    buf_str(&p->text)));
}

static void
drawing_start(struct package_part *p, const char *name, const char *const *attributes)
{
	if (strcmp(name, "c:chart") != 0)
		return;
	p->broken |= !part_relation(p, part_attribute(attributes,
	    "r:id"))->known;
	record_count(&p->package->found->charts, 1);
}

/* The sheets, in their order. */
static void
book_start(struct package_part *p, const char *name, const char *const *attributes)
{
	struct book_record *found = p->package->found;
	const size_t n = strtoul(part_attribute(attributes, "localSheetId"),
	    NULL, 10);

	if (strcmp(name, "sheet") == 0) {
		p->broken |= !part_relation(p, part_attribute(attributes,
		    "r:id"))->known;
		record_begin(found, NULL, part_attribute(attributes, "name"));
	} else if (strcmp(name, "definedName") == 0 &&
	    strcmp(part_attribute(attributes, "name"),
	    "_xlnm.Print_Titles") == 0 && n < found->nsheets) {
		record_count(&found->sheets[n].of[RECORD_TITLES], 1);
	}
}

/* ---- the package ----------------------------------------------------------------- */

static const struct part_reader readers[] = {
	{ WORKBOOK, book_start, NULL },
	{ TYPES, types_start, NULL },
	{ "xl/charts/chart", chart_start, chart_end },
	{ "xl/drawings/drawing", drawing_start, NULL },
	{ NULL, NULL, NULL }
};

static const struct part_reader *
reader_for(const char *name)
{
	for (const struct part_reader *r = readers; r->name != NULL; r++)
		if (strncmp(name, r->name, strlen(r->name)) == 0)
			return r;
	return NULL;
}

/* xl/worksheets/sheet12.xml is the twelfth; SIZE_MAX: it is none. */
static size_t
sheet_number(const char *name)
{
	const size_t n = strncmp(name, SHEETS, strlen(SHEETS)) != 0 ? 0 :
	    strtoul(name + strlen(SHEETS), NULL, 10);

	return n - 1;		/* 0: SIZE_MAX */
}

/* A part with its relations. */
static int
read_part(struct package *z, size_t i, const struct part_reader *reader)
{
	struct package_part p = { .package = z, .name = z->entries[i].name,
	    .sheet = sheet_number(z->entries[i].name) };
	int rc;

	rc = read_relations(&p);
	if (p.sheet != SIZE_MAX) {
		reader = &sheet_reader;
		p.broken |= p.sheet >= z->found->nsheets;
	}
	if (rc == 0 && !p.broken)
		rc = part_read(&p, i, reader);
	free(p.relations);
	buf_free(&p.text);
	arena_reset(&z->arena);
	return p.broken ? -1 : rc;
}

/* By name: what other parts ask for is read before them. */
static int
read_named(struct package *z, const char *name,
    const struct part_reader *reader, bool must)
{
	const size_t i = package_find(z, name);

	return i == z->nentries ? -must : read_part(z, i, reader);
}

static bool
ends(const char *name, const char *end)
{
	const size_t n = strlen(name), k = strlen(end);

	return n >= k && strcmp(name + n - k, end) == 0;
}

/* All other parts, each once. */
static int
read_others(struct package *z)
{
	int rc = 0;

	for (size_t i = 0; i < z->nentries && rc == 0; i++) {
		const char *name = z->entries[i].name;

		if (name == NULL)
			return -1;
		if (!ends(name, RELATIONS) && strcmp(name, TYPES) != 0)
			record_count(&z->parts, text_hash(TEXT_HASH,
			    arena_printf(&z->arena, "/%s", name)));
		if (strcmp(name, STYLES) == 0 || strcmp(name, STRINGS) == 0 ||
		    strcmp(name, WORKBOOK) == 0)
			continue;
		/* Relations were followed with their part: _rels/.rels has
		   none. */
		rc = strcmp(name, "_rels/.rels") == 0 ?
		    read_part(z, i, NULL) : ends(name, RELATIONS) ? 0 :
		    read_part(z, i, reader_for(name));
	}
	return rc;
}

static int
read_package(struct package *z)
{
	if (read_named(z, STYLES, &styles_reader, true) == -1 ||
	    read_named(z, STRINGS, &strings_reader, false) == -1 ||
	    read_named(z, WORKBOOK, reader_for(WORKBOOK), true) == -1 ||
	    read_others(z) == -1)
		return -1;
	return z->parts.n == z->typed.n && z->parts.sum == z->typed.sum ? 0 :
	    -1;
}

int
package_read(const unsigned char *zip, size_t len, struct book_record *found,
    struct err *err)
{
	enum sheet_status status;
	struct package z = { .found = found };
	int rc = -1;

	z.z = archive_open_own((const char *)zip, len, &status);
	if (z.z != NULL) {
		z.entries = archive_entries(z.z, &z.nentries);
		rc = read_package(&z);
		archive_close(z.z);
	}
	free(z.looks);
	free(z.strings);
	arena_free(&z.arena);
	return rc == 0 ? 0 : err_set(err,
	    "工作簿没有写完整（磁盘或临时文件夹空间不足？）");
}

int
package_verify(const unsigned char *zip, size_t len,
    const struct book_record *asked, struct err *err)
{
	struct book_record found = { 0 };
	int rc = package_read(zip, len, &found, err);

	if (rc == 0)
		rc = record_compare(asked, &found, err);
	record_free(&found);
	return rc;
}
