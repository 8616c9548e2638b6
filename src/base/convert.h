#ifndef PINGGU_BASE_CONVERT_H
#define PINGGU_BASE_CONVERT_H

#include <iconv.h>
#include <stdbool.h>

#include "base/err.h"

/*
 * The C library's converters to UTF-8.  It loads them from the disk, so they
 * are opened once and kept: what the bytes of a file mean must not hang on
 * whether the system has a descriptor left at that moment.
 */

/* Open all, once; -1, now and ever after, when the system does not let us. */
int	convert_ready(struct err *err);

/*
 * The converter from GB18030, UTF-16LE or UTF-16BE in its first state, for the
 * caller alone until convert_give; any thread may.  False, and nothing to give
 * back, only where convert_ready fails: who reads asks that first.
 */
bool	convert_take(const char *encoding, iconv_t *converter);
void	convert_give(void);

#endif
