#ifndef PINGGU_PAGE_PUNCTUATION_H
#define PINGGU_PAGE_PUNCTUATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Chinese punctuation, most of it marks whose square is half empty. */

/*
 * Whether a line may not end behind byte i of text though Unicode lets it:
 * between a number and its unit (10人), before the dot of a name (·, which by
 * GB/T 15834 begins no line), in the place of a cell (成员.csv!B10).
 */
bool	punctuation_forbids_break(const char *text, size_t i);

/* A mark that begins something: its left half is empty. */
bool	punctuation_opens(uint32_t ch);

/* A mark that ends something: its right half is empty. */
bool	punctuation_closes(uint32_t ch);

/* Whether a text is one character, or one and marks that end something. */
bool	punctuation_is_lone(const char *s, size_t len);

/*
 * Whether a mark moves half a square to the one before it: where two empty
 * halves meet, or one stands between marks, half is enough.
 */
bool	punctuation_squeezes(uint32_t before, uint32_t ch);

/*
 * Marks whose ink is in the left half of their square.  At a line's end the
 * empty half may stand out of the column, which keeps lines even.
 */
bool	punctuation_hangs(uint32_t ch);

#endif
