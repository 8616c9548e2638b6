#ifndef PINGGU_SHEET_DECODE_H
#define PINGGU_SHEET_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* The text of some bytes: private to sheet/. */
struct decoded {
	const char *text;	/* UTF-8 without NUL, borrowed from the bytes or
				   in converted; NULL: they are no text */
	size_t len;
	const char *encoding;	/* as struct sheet has it; "" when no text */
	size_t *broken;		/* where in text U+FFFD stands for what is no
				   character (text_may_hold), ascending */
	size_t nbroken, broken_cap;
	size_t bad_line;	/* no text: the first line that is none, from 1 */
	struct buf converted;
};

/*
 * Decode, in this order: byte-order mark; strict UTF-8; UTF-16 by its byte
 * pattern; GB18030; and where none fits whole, line by line, UTF-8 or GB18030
 * (decode_lines).  NULs and 0x1A at the end are dropped.  decode_free gives
 * the memory back in any case.
 */
void	decode_bytes(const char *data, size_t len, struct decoded *d);
/*
 * Decode bytes without NUL that no encoding fits whole.  mark says that a
 * byte-order mark of UTF-8 stood before them.
 */
void	decode_lines(const char *data, size_t len, bool mark,
	    struct decoded *d);

/* ---- decode_broken.c ---- */

void	decode_free(struct decoded *d);

/* A place that is no character: U+FFFD, and it is remembered. */
void	decode_add_broken(struct decoded *d);

/*
 * The text is what was added to d->converted, unless so much of it is broken
 * that it was never a text: then bad_line stays.
 */
void	decode_finish(struct decoded *d, const char *encoding);

/*
 * Decode UTF-8 in which surrogates are written as characters, as Java and old
 * databases do; false, and nothing is done, when bytes are anything else.
 */
bool	decode_surrogates(struct decoded *d, const char *data, size_t len,
	    const char *encoding);

/*
 * Every encoding can say a code that never is a character: such are broken
 * places of the text as well.
 */
void	decode_noncharacters(struct decoded *d);

/*
 * Where the text is to be taken apart before it is told of its cells: U+FFFD
 * that stands for a broken place becomes GRID_LOST (sheet/grid.h).
 */
void	decode_mark_broken(struct decoded *d);

/* The line of byte at, from 1; lines end in LF, CRLF or CR. */
size_t	decode_line_at(const char *data, size_t at);

#endif
