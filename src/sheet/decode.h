#ifndef PINGGU_SHEET_DECODE_H
#define PINGGU_SHEET_DECODE_H

#include <stddef.h>

#include "base/mem.h"

/*
 * The text of some bytes, private to sheet/.  Where it is UTF-8 already it
 * is borrowed from data, else it is in converted, which the caller frees.
 * NULL when the bytes are of no known encoding or hold a NUL; *encoding is
 * then "".
 */
const char *decode_bytes(const char *data, size_t len, struct buf *converted,
	    size_t *text_len, const char **encoding);

#endif
