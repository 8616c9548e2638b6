#include "sheet/xml.h"

#include <stdlib.h>
#include <string.h>

#include <expat.h>

#define MAX_DEPTH	1000	/* of elements; each open one costs memory */
#define PIECE	((size_t)64 << 10)	/* of bytes in memory, at a time */

struct xml_run {
	XML_Parser parser;
	const struct xml_reader *reader;
	void *ctx;
	size_t depth;
	bool broken, enough;
};

static const char *
local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}

static void XMLCALL
on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
	struct xml_run *run = data;

	if (++run->depth > MAX_DEPTH) {
		run->broken = true;
		(void)XML_StopParser(run->parser, XML_FALSE);
		return;
	}
	run->reader->start(run->ctx, local(name),
	    (const char *const *)attributes);
}

static void XMLCALL
on_end(void *data, const XML_Char *name)
{
	struct xml_run *run = data;

	run->depth--;
	run->reader->end(run->ctx, local(name));
}

static void XMLCALL
on_text(void *data, const XML_Char *text, int len)
{
	struct xml_run *run = data;

	run->reader->text(run->ctx, text, (size_t)len);
}

static void XMLCALL
on_doctype(void *data, const XML_Char *name, const XML_Char *system,
    const XML_Char *public, int internal)
{
	struct xml_run *run = data;

	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	run->broken = true;
	(void)XML_StopParser(run->parser, XML_FALSE);
}

static bool
take(void *ctx, const char *bytes, size_t len)
{
	struct xml_run *run = ctx;

	run->broken |= XML_Parse(run->parser, bytes, (int)len, 0) !=
	    XML_STATUS_OK;
	run->enough = !run->broken && run->reader->enough != NULL &&
	    run->reader->enough(run->ctx);
	return !run->broken && !run->enough;
}

static bool
begin(struct xml_run *run, const struct xml_reader *r, void *ctx)
{
	*run = (struct xml_run){ .parser = XML_ParserCreate(NULL),
	    .reader = r, .ctx = ctx };
	if (run->parser == NULL)
		return false;
	XML_SetUserData(run->parser, run);
	XML_SetElementHandler(run->parser, on_start, on_end);
	if (r->text != NULL)
		XML_SetCharacterDataHandler(run->parser, on_text);
	XML_SetStartDoctypeDeclHandler(run->parser, on_doctype);
	return true;
}

/* rc as the bytes could be had; -1 too where they are no XML. */
static int
finish(struct xml_run *run, int rc, enum sheet_status *status)
{
	if (rc == 0 && !run->broken && !run->enough)
		run->broken = XML_Parse(run->parser, "", 0, 1) !=
		    XML_STATUS_OK;
	XML_ParserFree(run->parser);
	if (rc == 0 && run->broken) {
		*status = SHEET_BROKEN;
		rc = -1;
	}
	return rc;
}

int
xml_read(struct archive *z, size_t i, const struct xml_reader *r, void *ctx,
    enum sheet_status *status)
{
	struct xml_run run;
	int rc;

	*status = SHEET_BROKEN;
	if (!begin(&run, r, ctx))
		return -1;
	rc = archive_stream(z, i, SHEET_MAX_UNPACKED, take, &run, status);
	return finish(&run, rc, status);
}

int
xml_read_bytes(const char *data, size_t len, const struct xml_reader *r,
    void *ctx, enum sheet_status *status)
{
	struct xml_run run;
	size_t n;

	*status = SHEET_BROKEN;
	if (!begin(&run, r, ctx))
		return -1;
	*status = SHEET_OK;
	for (size_t at = 0; at < len; at += n) {
		n = len - at < PIECE ? len - at : PIECE;
		if (!take(&run, data + at, n))
			break;
	}
	return finish(&run, 0, status);
}

const char *
xml_attribute(const char *const *attributes, const char *name)
{
	for (; *attributes != NULL; attributes += 2)
		if (strcmp(local(attributes[0]), name) == 0)
			return attributes[1];
	return NULL;
}

size_t
xml_number(const char *value, size_t otherwise)
{
	char *end;
	unsigned long n;

	if (value == NULL || *value < '0' || *value > '9')
		return otherwise;
	n = strtoul(value, &end, 10);
	return *end == '\0' ? n : otherwise;
}

bool
xml_is_true(const char *value)
{
	return value != NULL && (strcmp(value, "1") == 0 ||
	    strcmp(value, "true") == 0);
}
