#ifndef PINGGU_REPORT_MARKS_H
#define PINGGU_REPORT_MARKS_H

#include <stdbool.h>
#include <stdint.h>

/* Chinese punctuation whose square is half empty. */

/* A mark that ends something: its right half is empty. */
bool	mark_closes(uint32_t ch);

/*
 * Whether a mark moves half a square to the one before it: where two empty
 * halves meet, or one stands between marks, half is enough.
 */
bool	marks_squeeze(uint32_t before, uint32_t ch);

/*
 * Marks whose ink is in the left half of their square.  At a line's end the
 * empty half may stand out of the column, which keeps lines even.
 */
bool	mark_hangs(uint32_t ch);

#endif
