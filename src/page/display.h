#ifndef PINGGU_PAGE_DISPLAY_H
#define PINGGU_PAGE_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "font/font.h"

/*
 * The display list: what layout makes and an output format draws.  Lengths
 * are in points, the origin is the page's top left corner, y grows downwards.
 * Everything lives in one arena.
 */
enum item_kind {
	ITEM_TEXT,		/* one run: x is its left edge, y its baseline */
	ITEM_LINE,		/* from x,y to x2,y2 */
	ITEM_RECT,		/* x,y top left; x2,y2 bottom right */
	ITEM_POLYGON		/* closed; points[] */
};

struct color {
	float r, g, b;		/* 0 … 1 */
};

struct display_point {
	double x, y;
};

struct item {
	enum item_kind kind;
	double x, y, x2, y2;	/* pt */
	struct color color;	/* of text or fill; of the line */
	bool fill;		/* RECT, POLYGON: filled with color */
	double width;		/* line width, pt; 0: no outline */
	double dash;		/* length of dashes and gaps, pt; 0: solid */
	struct color stroke;	/* outline of RECT, POLYGON */
	enum font_role role;	/* TEXT */
	double size;		/* TEXT: pt */
	double spacing;		/* TEXT: pt after each character (justified) */
	const char *text;	/* TEXT: UTF-8, one line */
	const char *link;	/* TEXT: target file or address, or NULL */
	const struct display_point *points;	/* POLYGON */
	size_t npoints;
};

struct page {
	double width, height;	/* pt */
	struct item *items;
	size_t nitems, cap;
};

struct bookmark {
	unsigned level;		/* 1 … */
	const char *title;
	size_t page;		/* from 0 */
	double y;		/* pt from the top */
};

struct display {
	struct arena *arena;
	struct page *pages;		size_t npages, pages_cap;
	struct bookmark *bookmarks;	size_t nbookmarks, bookmarks_cap;
	const char *title, *author, *subject;	/* document information */
	const char *date;	/* 2024-03-01, NULL: none */
	unsigned kind;		/* of font_library_common */
};

/* Add an empty page; it stays valid until the next one is added. */
struct page *display_page(struct display *d, double width, double height);

/*
 * Add to page number page: an item of the kind, black, all else zero; text
 * (len bytes, copied) at x, y; a line.  The item stays valid until the page
 * gets the next one.
 */
struct item *display_add(struct display *d, size_t page, enum item_kind kind);
struct item *display_text(struct display *d, size_t page,
	    enum font_role role, double size, double x, double y,
	    const char *text, size_t len);
struct item *display_line(struct display *d, size_t page, double x, double y,
	    double x2, double y2, double width);
void	display_bookmark(struct display *d, unsigned level, const char *title,
	    size_t page, double y);

#endif
