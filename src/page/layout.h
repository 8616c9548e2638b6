#ifndef PINGGU_PAGE_LAYOUT_H
#define PINGGU_PAGE_LAYOUT_H

#include "document/document.h"
#include "page/display.h"
#include "page/paragraph.h"

/*
 * Pages, after GB/T 9704-2012 as far as it fits a report.  Taken from it:
 * A4, the binding edge of 28 mm, titles in size 二号, headings in 黑, then 楷;
 * every paragraph begins two characters in and is justified; Chinese numerals
 * 一、（一） before headings (the template writes them).  Not taken: the text
 * block of 156 × 225 mm (a report has wide tables: 164 × 247 mm, and a page
 * header in the top margin), text in 三号 with 22 lines a page (小四, tables
 * in 小五), the page number between dashes (第x页 共y页 is asked for).
 */
#define MM		(72.0 / 25.4)
#define PAGE_WIDTH	(210 * MM)
#define PAGE_HEIGHT	(297 * MM)
#define EDGE_LEFT	(28 * MM)
#define EDGE_RIGHT	(PAGE_WIDTH - 18 * MM)
#define EDGE_TOP	(28 * MM)
#define EDGE_BOTTOM	(PAGE_HEIGHT - 22 * MM)
#define BODY_WIDTH	(EDGE_RIGHT - EDGE_LEFT)
#define BODY_HEIGHT	(EDGE_BOTTOM - EDGE_TOP)

/* A line of text stands with its middle this far above the baseline, in em. */
#define BASELINE	0.38

#define BLOCK_GAP	10.0	/* below tables, bars and signatures, pt */

#define MAX_PENDING	8

struct layout {
	struct arena *arena;
	struct measure *measure;
	struct display *display;
	const struct document *document;
	double y;		/* where the next thing begins, pt */
	double gap;		/* to leave before it, but not at a page's top */
	double tail;		/* that must stand on the page with its end */
	const struct node *pending[MAX_PENDING];	/* headings */
	size_t npending;
	size_t nbare;		/* leading pages without header and footer */
	const struct node *heading;	/* the last one, or NULL */
	/*
	 * A paper has so many pages at most, of each list so many rows.  Once
	 * it is stopped there is one page more, which is thrown away: whoever
	 * draws in a loop ends it.
	 */
	size_t most_pages, most_rows;	/* SIZE_MAX: all */
	bool stopped;
	bool blank;		/* the page before this one has nothing on it */
	bool stuck;		/* and so has the next: nobody gets on */
	size_t reached;		/* most rows that a list has on the pages */
	struct cut_list *left;	/* lists that were cut, in the arena */
	size_t nleft, left_cap;
};

/* A list of which only the first rows are printed. */
struct cut_list {
	const struct node *node;
	const struct node *heading;	/* it stands under; or NULL */
	size_t rows;			/* that are not printed */
};

/*
 * Make sure that height pt are free on the page, after the headings that
 * wait and the gap; draws those and begins a new page where needed.
 * Something taller than a page begins on a fresh one.  Returns l->y.
 */
double	layout_need(struct layout *l, double height);
/* Space left below l->y with the headings that wait and the gap counted. */
double	layout_room(const struct layout *l);
void	layout_new_page(struct layout *l);
bool	layout_at_top(const struct layout *l);	/* nothing on the page yet */
size_t	layout_page(const struct layout *l);	/* the last page's number */

/*
 * A fresh page where layout_need could not leave so much, because headings
 * alone took the rest; for what cannot be broken.
 */
void	layout_keep(struct layout *l, double height);

/*
 * How many rows of a block's query are printed: all, or where that would be
 * too many pages the first ones; the last sums rows come on top of them (not
 * more than rows.tail, where rows.more are not kept).
 * *rest gets the words that stand for the others (unit: of one, 行), NULL when
 * there are none.
 */
size_t	layout_rows(struct layout *l, const struct node *n, size_t sums,
	    const char *unit, const char **rest);

/* The text, cut with … where it is wider than that; in the arena. */
const char *layout_fit(struct layout *l, enum font_role role, double size,
	    const char *text, double width);

/* Set a paragraph, keeping two lines together at either end of a page. */
void	layout_paragraph(struct layout *l, struct paragraph *p, double pitch,
	    enum align align);

/* A line of text whose middle is at y; the x is left, middle or right. */
void	layout_label(struct layout *l, enum font_role role, double size,
	    double x, double y, enum align align, const char *text);
double	layout_width(struct layout *l, enum font_role role, double size,
	    const char *text);

/* The block's title (标题), centred, in one piece with what has height. */
void	layout_caption(struct layout *l, const struct node *n, double height);
double	layout_caption_height(struct layout *l, const struct node *n);
/* Small words below a block: how many rows of it are left out; or NULL. */
void	layout_rest(struct layout *l, const char *rest);

/* Set the whole document once; without the headers and footers. */
void	layout_once(struct layout *l);
/* Headers and footers, now that the number of pages is known. */
void	layout_frames(struct layout *l);

/* The 为空 text of a block without rows; nothing when there is none. */
void	layout_empty(struct layout *l, const struct node *n);

#endif
