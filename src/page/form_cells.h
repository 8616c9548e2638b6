#ifndef PINGGU_PAGE_FORM_CELLS_H
#define PINGGU_PAGE_FORM_CELLS_H

#include "document/document.h"

/*
 * A form drawn cell by cell, as a printed one is.  Each option 行 is a row,
 * its cells parted by |:
 *
 *   姓名           a label
 *                  (in it, and elsewhere, <br> breaks the line)
 *   {列}           a value of the query's first row; other words may stand
 *                  around it: 手机：{手机}
 *   ^  <           the cell above, the cell to the left, goes on here
 *   … // （盖章）    words behind // stand in the lower right corner, a line
 *                  for each //
 *
 * A cell with braces, with // or with nothing in it is a place to write;
 * any other is a label.
 */
struct form_cell {
	size_t row, col, rows, cols;	/* rows 0: part of another cell */
	const char *text;		/* with {列} as it was written */
	const char *foot;		/* lines, or NULL */
	bool value;			/* a place to write, not a label */
};

struct form_cells {
	size_t nrows, ncols;		/* nrows 0: no 行, not drawn */
	struct form_cell *cells;	/* nrows × ncols, in the arena */
};

/*
 * The cells that a block's options draw.  NULL, or what is wrong with them
 * (in the arena), in which option: *line.
 */
const char *form_cells_read(struct arena *a, const struct template_node *n,
	    struct form_cells *f, unsigned *line);

/* The name in the first {…} from *at on, *at moved behind it; else NULL. */
char	*form_cell_name(struct arena *a, const char **at);

#endif
