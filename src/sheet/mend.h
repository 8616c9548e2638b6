#ifndef PINGGU_SHEET_MEND_H
#define PINGGU_SHEET_MEND_H

#include <stdbool.h>

#include "base/mem.h"

/* What sheet_mend does to one cell: private to sheet/. */

/*
 * Text that was decoded wrongly on its way: Latin letters whose bytes are
 * Chinese in UTF-8, or surely in GBK; sure: the cells around it are such GBK.
 * In the arena, and *gbk says which; NULL when it is not.
 */
const char *mend_garbled(struct arena *a, const char *text, bool sure,
	    bool *gbk);

/*
 * Line breaks, characters of a page's source and invisible marks inside the
 * text: VT, FF, _x000D_, <br>, &nbsp;, U+00AD.  escapes: also the other
 * _xHHHH_ that are control characters.  In the arena, and *rule says what was
 * done; NULL when there is nothing to do.
 */
const char *mend_inside(struct arena *a, const char *text, bool escapes,
	    const char **rule);

/* The rule with another one behind it, each once; rule may be NULL. */
const char *mend_join(struct arena *a, const char *rule, const char *more);

#endif
