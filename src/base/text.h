#ifndef PINGGU_BASE_TEXT_H
#define PINGGU_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * UTF-8 text.  Everything inside the program is valid (text_valid).
 * Character properties come from libunistring.
 */

/*
 * The character at *p, and *p moved behind it.  At the NUL: 0, *p stays.
 * A byte that is no character gives U+FFFD and moves one byte.
 */
uint32_t text_next(const char **p);

/* Behind the character at s when it is one of set, else s. */
const char *text_past(const char *s, const char *set);

/* Add one character to b. */
void	 text_put(struct buf *b, uint32_t ch);

/*
 * A character in UTF-16: one unit, or a surrogate pair; returns how many.
 * What is no character becomes U+FFFD.
 */
size_t	 text_utf16(uint32_t ch, uint16_t units[2]);

/*
 * What a text of the program may hold: a Unicode character, so neither NUL nor
 * half a surrogate pair, and none of the codes that never are characters
 * (U+FDD0 to U+FDEF, and the last two of each plane).  Libraries abort on
 * them, and XML forbids some.  What comes in is looked at once, where it comes
 * in: decode and grid_put for files, text_clean for names, store_text for what
 * a scheme's SQL makes.
 */
bool	 text_may_hold(uint32_t ch);

/* True when the len bytes are UTF-8 of such characters alone. */
bool	 text_valid(const char *s, size_t len);
/* The same where noncharacters may be among them, to be cleaned. */
bool	 text_is_utf8(const char *s, size_t len);

/*
 * s, which is len bytes and a NUL, as a text: itself where it is valid, else
 * in the arena with U+FFFD for each character that it may not hold, each
 * surrogate and each byte that is none.
 */
const char *text_clean(struct arena *a, const char *s, size_t len);

/* Where in len bytes of UTF-8 the first noncharacter is; len: nowhere. */
size_t	 text_noncharacter(const char *s, size_t len);

/* How many of len bytes are a surrogate that stands for itself; 0: none. */
size_t	 text_surrogate(const char *s, size_t len);

/* The line, from 1, of the first that text_clean would change; 0: none. */
size_t	 text_line_of_lost(const char *s, size_t len);

/* Number of characters (code points). */
size_t	 text_length(const char *s);

/* Columns in a terminal or a spreadsheet: a Han character is two. */
size_t	 text_columns(const char *s);

/* Unicode white space (the property White_Space). */
bool	 text_is_white(uint32_t ch);
/* The same, and the BOM and zero-width blanks that Excel leaves. */
bool	 text_is_space(uint32_t ch);
/* Control and format characters: nothing is drawn for them. */
bool	 text_is_invisible(uint32_t ch);
/* A mark that stands on the letter before it. */
bool	 text_is_mark(uint32_t ch);
/* A Han character (ideographs of all planes, and 〇). */
bool	 text_is_han(uint32_t ch);
/*
 * The ideograph that a compatibility form is a second code of: radicals (⽤,
 * ⺠) and compatibility ideographs (U+F900 …); 0 when ch is no such form.
 * The twelve unified ideographs among those (U+FA0E …) are none.
 */
uint32_t text_ideograph(uint32_t ch);
/* For private use: no two systems agree what it looks like. */
bool	 text_is_private(uint32_t ch);
/*
 * The character that a private one stood for while Windows' GBK had no other
 * code for it (U+E863 is 䶮); 0 when ch is none of those.
 */
uint32_t text_gbk_private(uint32_t ch);
bool	 text_blank(const char *s);	/* nothing but white space */

/* For qsort and bsearch over an array of strings: by their bytes. */
int	 text_order(const void *a, const void *b);

/*
 * The hash of a row of texts: begin with TEXT_HASH and add one after the
 * other.  NULL is not "", and where a text ends counts.
 */
#define TEXT_HASH UINT64_C(0xcbf29ce484222325)
uint64_t text_hash(uint64_t h, const char *text);

/* s without white space at both ends; in the arena. */
char	*text_trim(struct arena *a, const char *s);

/*
 * The key under which two names are the same name: compatibility forms
 * folded (full-width letters, digits, brackets: NFKC), white space dropped.
 * In the arena.
 */
char	*text_fold(struct arena *a, const char *s);

/* NFKC of s, e.g. １２ to 12; white space stays.  In the arena. */
char	*text_nfkc(struct arena *a, const char *s);

/*
 * How many characters must be added, left out, changed or swapped with their
 * neighbour to make y of x; widths, blanks and capitals do not count.
 */
size_t	 text_distance(struct arena *a, const char *x, const char *y);

/*
 * The one of n names that s may be meant for: one character away, or a third
 * of the longer one's (of two characters the first is the same, or they are
 * swapped); a name that is s in another width is nearest.  NULL when none is.
 */
const char *text_nearest(struct arena *a, const char *s,
	    const char *const *names, size_t n);

/*
 * The next part of a list, trimmed, in the arena, and *list moved behind the
 * separator (NULL behind the last part).  NULL when *list is NULL.
 */
char	*text_split(struct arena *a, const char **list, const char *separator);

/* n texts with between between them; in the arena. */
char	*text_join(struct arena *a, const char *const *texts, size_t n,
	    const char *between);

/* At most max_bytes bytes of s, cut on a character's edge.  In the arena. */
char	*text_cut(struct arena *a, const char *s, size_t max_bytes);

/*
 * s as one line of a terminal: a line break is a blank, and what a terminal
 * would obey (control characters, turns of the direction of writing) or no text
 * may hold is shown as \x1B or \u202E.  In the arena; s itself where there is none.
 */
const char *text_visible(struct arena *a, const char *s);

/*
 * Personal data as it is printed: a mobile number keeps its first three and
 * last four digits, anything else becomes ***; "" stays "".  In the arena.
 */
char	*text_mask(struct arena *a, const char *s);

/*
 * A number as people read it: at most two decimals, half up (0.125, which
 * binary fractions hold as they can, is 0.13), no trailing zeros, no -0;
 * "—" when it is none or beyond 10^13.  In out, which is returned.
 */
#define TEXT_NUMBER 24
char	*text_number(char out[TEXT_NUMBER], double x);

/*
 * The other way: a plain number, digits with perhaps a minus in front and a
 * point and digits behind, in len bytes and nothing else beside it (no blank,
 * no 1e3, nothing of 32 bytes and more).  False when s is none.
 */
bool	 text_read_number(const char *s, size_t len, double *out);

/*
 * Whether s may be the name of a scheme's file, which names folders and tables
 * of results: valid, and nothing in it that nobody sees.
 */
bool	 text_is_plain_name(const char *s);

/*
 * s as part of a file name: / \ : * ? " < > |, control characters, ends of
 * lines and what no text may hold become _; what nobody sees (turns of the
 * direction of writing, zero-width and other format characters) is left out;
 * cut at max_bytes on a character's edge, never empty, never . or ..
 */
char	*text_filename(struct arena *a, const char *s, size_t max_bytes);

#endif
