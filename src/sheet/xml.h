#ifndef PINGGU_SHEET_XML_H
#define PINGGU_SHEET_XML_H

#include "sheet/archive.h"

/*
 * XML, element by element.  Names are without their prefix: who writes a file
 * chooses that.  attributes are name, value, name, value, NULL.
 */
struct xml_reader {
	void (*start)(void *ctx, const char *name,
	    const char *const *attributes);
	void (*end)(void *ctx, const char *name);
	void (*text)(void *ctx, const char *text, size_t len);	/* or NULL */
	/* Asked between pieces of the file: enough was read.  Or NULL. */
	bool (*enough)(void *ctx);
};

/*
 * Read entry i of an archive, at most what is left of SHEET_MAX_UNPACKED.  -1,
 * and *status says why, as archive_stream; SHEET_BROKEN is what is no XML or
 * brings a DTD (whose entities may be bombs).
 */
int	xml_read(struct archive *z, size_t i, const struct xml_reader *r,
	    void *ctx, enum sheet_status *status);

/* The same of bytes in memory. */
int	xml_read_bytes(const char *data, size_t len,
	    const struct xml_reader *r, void *ctx, enum sheet_status *status);

/* The attribute of that name without its prefix, or NULL. */
const char *xml_attribute(const char *const *attributes, const char *name);

/* A number from 0 that it says, otherwise when it says none. */
size_t	xml_number(const char *value, size_t otherwise);

/* Whether it says yes: 1, true. */
bool	xml_is_true(const char *value);

#endif
