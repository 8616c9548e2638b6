#ifndef PINGGU_BASE_LONG_NUMBER_H
#define PINGGU_BASE_LONG_NUMBER_H

#include <stdbool.h>

#include "base/mem.h"

/* Long numbers that are no quantities: of identity cards, of telephones. */

#define IDENTITY_DIGITS	18
#define PHONE_DIGITS	11

/*
 * Whether 17 digits and a digit or X, as s begins, are the number of an
 * identity card: its day of birth exists, and its check character fits.
 */
bool	long_number_is_identity(const char *s);

/*
 * s with what is plainly somebody's number in it masked, wherever it stands:
 * a mobile number (1[3-9] and nine digits, in groups of 3-4-4 too, with +86), a
 * telephone behind its area code (0376-6661234), an identity card's of 18
 * characters (its check character may be wrong) or, from before 1999, of 15.  Wide digits are digits.  In the
 * arena; s itself where there is none.
 */
const char *long_number_mask(struct arena *a, const char *s);

#endif
