#ifndef PINGGU_SHEET_ARCHIVE_H
#define PINGGU_SHEET_ARCHIVE_H

#include <stdint.h>

#include "sheet/sheet.h"

/*
 * The entry of that path, else the first that differs in case only; SIZE_MAX
 * when there is none.
 */
size_t	archive_find(const struct archive *z, const char *path);

#endif
