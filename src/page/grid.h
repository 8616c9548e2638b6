#ifndef PINGGU_PAGE_GRID_H
#define PINGGU_PAGE_GRID_H

#include <stdint.h>

#include "page/layout.h"

/*
 * A ruled grid: rows and columns, cells that may span several of both, text
 * that wraps.  Tables, forms and signature places are grids.  The heading
 * rows are repeated on every page.  A row is broken only when it is taller
 * than a page, or than what a heading above it or signatures behind it leave
 * of one; a label that spans rows of several pages is repeated with （续）.
 */
#define CONTINUED	"（续）"

struct grid_cell {
	const char *text;
	size_t row, col;
	size_t rows, cols;	/* spanned */
	enum font_role role;
	enum align align;
	bool label;		/* repeated with （续） after a page break */
	bool top;		/* text at the top, not in the middle */
	const char *foot;	/* lines in the lower right corner, or NULL */
	struct paragraph corner;	/* the foot, broken */
	struct paragraph para;
	double height;		/* pt, of the text with padding */
	size_t drawn;		/* lines that are on a page already */
};

struct grid {
	struct arena *arena;
	size_t nrows, ncols;
	size_t nheader;		/* leading rows that are repeated */
	double size;		/* of the text, pt */
	double pad_x, pad_y;	/* pt */
	double *x;		/* ncols + 1 edges, pt from the page's left */
	double *height;		/* of the rows, pt; set beforehand: at least */
	struct grid_cell **owner;	/* nrows × ncols: the cell that covers it */
	double *whole, *part;	/* decimal columns: widest before the point */
};

/* An empty grid over the whole width with columns of these weights. */
struct grid *grid_new(struct arena *a, size_t nrows, size_t ncols,
	    const double *weights, double size);

/*
 * Pads beside the text by times as wide, as far as the narrowest column has
 * room for a character; before anything is measured.
 */
void	grid_widen_pads(struct grid *g, double by);

/* A cell over rows × cols from row, col on, which are free. */
struct grid_cell *grid_add_cell(struct grid *g, size_t row, size_t col,
	    size_t rows, size_t cols, const char *text);

/* Break the texts and make the rows high enough; call before the others. */
void	grid_fit(struct layout *l, struct grid *g);
double	grid_height(const struct grid *g, size_t from, size_t to);

/* Place it, with the node's title, from l->y on. */
void	grid_place(struct layout *l, struct grid *g, const struct node *n);

/* Lines of text, foot, and the space between them. */
size_t	grid_cell_lines(const struct grid_cell *c);

/* What stands of a grid on one page, below the header. */
struct grid_slice {
	size_t from, to;	/* rows from … to-1 */
	size_t first;		/* row from begins with this line */
	size_t last;		/* row to-1 ends before it; 0: at its end */
	double *height;		/* of the rows or their parts, pt */
};

/* Draw the header and a slice at l->y, and move below them. */
void	grid_draw(struct layout *l, struct grid *g,
	    const struct grid_slice *s);

/* Spread over rows from … to-1 what they lack to the height. */
void	grid_stretch(struct grid *g, size_t from, size_t to, double height);

double	grid_pitch(const struct grid *g);	/* from line to line, pt */

/* The height of the cell's text when it is repeated with （续）. */
double	grid_label_height(struct layout *l, struct grid *g,
	    const struct grid_cell *c, bool continued);

#endif
