#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "xlsx/verify.h"

/* A part of a finished package: its elements, and where it leads. */

struct part_reading {
	struct package_part *part;
	const struct part_reader *reader;
	XML_Parser parser;
};

const char *
part_attribute(const char *const *attributes, const char *name)
{
	for (; *attributes != NULL; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	return "";
}

static void XMLCALL
on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct part_reading *r = ctx;

	if (r->reader != NULL && r->reader->start != NULL)
		r->reader->start(r->part, name,
		    (const char *const *)attributes);
}

static void XMLCALL
on_end(void *ctx, const XML_Char *name)
{
	struct part_reading *r = ctx;

	if (r->reader != NULL && r->reader->end != NULL)
		r->reader->end(r->part, name);
	if (r->part->wanted) {
		r->part->wanted = false;
		buf_reset(&r->part->text);
	}
}

static void XMLCALL
on_text(void *ctx, const XML_Char *text, int len)
{
	struct part_reading *r = ctx;

	if (r->part->wanted)
		buf_add(&r->part->text, text, (size_t)len);
}

static bool
take(void *ctx, const char *bytes, size_t len)
{
	struct part_reading *r = ctx;

	r->part->broken |= XML_Parse(r->parser, bytes, (int)len, 0) !=
	    XML_STATUS_OK;
	return !r->part->broken;
}

int
part_read(struct package_part *p, size_t entry, const struct part_reader *reader)
{
	struct part_reading r = { p, reader, XML_ParserCreate(NULL) };
	enum sheet_status status;

	if (r.parser == NULL)
		return -1;
	XML_SetUserData(r.parser, &r);
	XML_SetElementHandler(r.parser, on_start, on_end);
	XML_SetCharacterDataHandler(r.parser, on_text);
	p->broken |= archive_stream(p->package->z, entry, SIZE_MAX, take, &r,
	    &status) == -1;
	p->broken |= !p->broken && XML_Parse(r.parser, "", 0, 1) !=
	    XML_STATUS_OK;
	XML_ParserFree(r.parser);
	return p->broken ? -1 : 0;
}

size_t
package_find(const struct package *z, const char *name)
{
	size_t i = 0;

	while (i < z->nentries && (z->entries[i].name == NULL ||
	    strcmp(z->entries[i].name, name) != 0))
		i++;
	return i;
}

size_t
part_id(const char *id)
{
	char *end;
	unsigned long n;

	if (strncmp(id, "rId", 3) != 0 || id[3] < '0' || id[3] > '9')
		return SIZE_MAX;
	n = strtoul(id + 3, &end, 10);
	return *end != '\0' || n > 10000000 ? SIZE_MAX : n;
}

const struct relation *
part_relation(struct package_part *p, const char *id)
{
	static const struct relation none = { .known = false };
	const size_t n = part_id(id);

	return n < p->nrelations ? &p->relations[n] : &none;
}
