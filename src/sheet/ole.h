#ifndef PINGGU_SHEET_OLE_H
#define PINGGU_SHEET_OLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/*
 * The container of Office before 2007 (OLE2, a compound file): sectors, chained
 * by a table, that hold named streams.  Private to sheet/.
 */

/* Whether the bytes begin as one. */
bool	 ole_is(const char *data, size_t len);

/* Whether its list of streams can be read. */
bool	 ole_readable(const char *data, size_t len);

/* Whether a stream of that name (ASCII) stands in its topmost folder. */
bool	 ole_has(const char *data, size_t len, const char *name);

/*
 * That stream, whole, in the arena; NULL where there is none or its chain of
 * sectors is broken.  Never larger than the file.
 */
char	*ole_stream(struct arena *a, const char *data, size_t len,
	    const char *name, size_t *size);

#endif
