#ifndef PINGGU_SHEET_ARCHIVE_H
#define PINGGU_SHEET_ARCHIVE_H

#include <stdint.h>

#include "sheet/sheet.h"

/*
 * The entry of that path, else the first that differs in case only; SIZE_MAX
 * when there is none.
 */
size_t	archive_find(const struct archive *z, const char *path);

/*
 * Unpack entry i piece by piece, for who need not have all of it: take gets
 * the pieces, and false from it ends the reading, which is no failure.  Else
 * as archive_read.
 */
int	archive_stream(struct archive *z, size_t i, size_t max,
	    bool (*take)(void *ctx, const char *bytes, size_t len), void *ctx,
	    enum sheet_status *status);

#endif
