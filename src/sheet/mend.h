#ifndef PINGGU_SHEET_MEND_H
#define PINGGU_SHEET_MEND_H

#include <stdbool.h>

#include "sheet/sheet.h"

/* Cells that are written otherwise than they are meant: private to sheet/. */

/*
 * Read the cells of a finished sheet as they are meant, of every kind of file
 * alike, and note each that is written otherwise: garbled text (told once as
 * SHEET_TEXT_MOJIBAKE); a ' in front, or a pair; ="text" and =number; VT, FF,
 * _x000D_ and <br>, which are line breaks; &nbsp; &#20013; &#x4E2D;; U+00AD.
 * In a text file also nan, NULL and their like, which are nothing, and other
 * escapes of control characters.  Records that become blank are left out.
 * Cells that the workbook says are no text stay.
 */
void	sheet_mend(struct arena *a, struct sheet *s, bool is_text_file);

/* ---- what it does to one cell ---------------------------------------------------- */

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
