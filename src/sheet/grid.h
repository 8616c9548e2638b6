#ifndef PINGGU_SHEET_GRID_H
#define PINGGU_SHEET_GRID_H

#include "sheet/sheet.h"

/*
 * A sheet that is being filled by a reader of workbooks or pages: rows and
 * columns from 1, ascending by row, in any order within it.  What has no
 * content costs nothing, however much of it is claimed.
 */
struct sheet_grid;

struct sheet_grid *grid_begin(struct arena *a);

/*
 * What a reader puts into a text for half a surrogate pair or a number that is
 * no character (U+FDD0, which XML and HTML can carry): grid_put tells of it.
 */
#define GRID_LOST	"\xef\xb7\x90"

/*
 * A cell; its text is in the arena already and may be "".  What it may not
 * hold (text_may_hold) becomes U+FFFD, and is an oddity.  One in a row that
 * was passed is left (grid_is_broken tells); one over SHEET_MAX_CELL is empty
 * and an oddity; one over SHEET_MAX_COLUMNS is left, an oddity once a row.
 */
void	grid_put(struct sheet_grid *g, size_t row, size_t column,
	    enum sheet_cell_kind kind, const char *text);

/*
 * What a sheet may hold beyond the limits of sheet.h.  A cell far right in
 * each row costs as many places as lie left of it, and one shared text that
 * stands everywhere far more than its file.
 */
#define GRID_MAX_PLACES	((size_t)1 << 25)	/* up to each row's last cell */
#define GRID_MAX_BYTES	((size_t)256 << 20)	/* of all cells */
#define GRID_MAX_MERGES	((size_t)1 << 20)

/* True when there are too many rows, or one of these: no need to go on. */
bool	grid_is_full(const struct sheet_grid *g);
/* True when rows were not in their order. */
bool	grid_is_broken(const struct sheet_grid *g);

void	grid_merge(struct sheet_grid *g, size_t first_row, size_t last_row,
	    size_t first_column, size_t last_column);

/*
 * These rows, or columns, are hidden, which is told once, at the first of them
 * with content.  Said before the cells; rows in ascending order.
 */
void	grid_hide_rows(struct sheet_grid *g, size_t first, size_t last);
void	grid_hide_columns(struct sheet_grid *g, size_t first, size_t last);

/*
 * Fill the sheet, whose name and flag stay, and free the grid.  With too many
 * rows it has none and *status is SHEET_TOO_MANY_ROWS, with too much else
 * SHEET_TOO_LARGE; else that stays too.
 */
void	grid_end(struct sheet_grid *g, struct sheet *sheet,
	    enum sheet_status *status);

/*
 * The same limit for all sheets of a file: the places of s are added to
 * *places; whether that is too much.
 */
bool	grid_is_too_large(size_t *places, const struct sheet *s);

#endif
