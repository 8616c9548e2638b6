#ifndef PINGGU_SHEET_HTML_TEXT_H
#define PINGGU_SHEET_HTML_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/*
 * The text of a cell of a page as a browser shows it: white space folded, a
 * blank for &nbsp;, nothing at its ends.  Zero-initialise; private to sheet/.
 * More than a cell may hold is not kept, but one byte, which tells.
 */
struct html_text {
	struct buf b;
	bool blank;		/* white space that waits for a character */
	bool block;		/* a line's end that does */
};

void	 html_text_add(struct html_text *t, const char *s, size_t len);
void	 html_text_lines(struct html_text *t, const char *s);	/* as they are */
void	 html_text_line(struct html_text *t);	/* <br> */
void	 html_text_block(struct html_text *t);	/* <p>, <div> …: its edge */

/* The text, valid until the next call. */
const char *html_text_get(struct html_text *t);
void	 html_text_reset(struct html_text *t);

#endif
