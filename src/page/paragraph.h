#ifndef PINGGU_PAGE_PARAGRAPH_H
#define PINGGU_PAGE_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "page/page.h"

/*
 * Text into lines.  Breaks are those of Unicode's line breaking for Chinese:
 * no closing mark or 。，、 begins a line, no opening bracket ends one, Latin
 * words and numbers stay whole unless wider than the line.  Of two marks beside
 * each other, as in ）》， or 。（, one takes half a square.  No last line is a
 * single character where the line above can give one.
 */

/* Width of len bytes, in pt. */
double	measure_width(struct measure *m, enum font_role role, double size,
	    const char *text, size_t len);
/* Width of the widest part that cannot be broken, in pt. */
double	measure_word(struct measure *m, enum font_role role, double size,
	    const char *text);

struct line {
	size_t from, to;	/* bytes of the text, trailing blanks left out */
	double width;		/* pt, indent not counted */
	bool hard;		/* ends the text, or at a line feed */
	bool squeezed;		/* some marks stand closer together */
};

struct paragraph {
	/* given */
	const char *text;	/* UTF-8; line feeds break */
	const struct span *spans;	/* NULL: all in role */
	enum font_role role;
	double size;		/* pt */
	double width;		/* pt, of the column */
	double indent;		/* pt, of the first line */
	/* made by paragraph_break */
	struct line *lines;
	size_t nlines;		/* 0: no text */
};

/* Break p->text into lines that live in the arena. */
void	paragraph_break(struct measure *m, struct arena *a,
	    struct paragraph *p);
/* The same, for a title: as many lines, but of about the same length. */
void	paragraph_balance(struct measure *m, struct arena *a,
	    struct paragraph *p);

/*
 * Leave so many lines of a broken paragraph (at least 1), the last of them
 * ended with “…” where more were there.
 */
void	paragraph_cut(struct measure *m, struct arena *a, struct paragraph *p,
	    size_t lines);

enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_JUSTIFY,
	ALIGN_DECIMAL };

/* Draw line number i; x is the column's left edge, y the baseline. */
void	paragraph_draw(struct measure *m, const struct paragraph *p, size_t i,
	    struct display *d, size_t page, double x, double y,
	    enum align align);

#endif
