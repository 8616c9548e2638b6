#ifndef PINGGU_SHEET_ODS_TABLE_H
#define PINGGU_SHEET_ODS_TABLE_H

#include "sheet/grid.h"
#include "sheet/ods_cell.h"
#include "sheet/ods_style.h"
#include "sheet/sheet.h"

/* The sheets of an .ods while they are read: private to sheet/. */
struct ods_tables {
	struct arena *a;
	struct ods_styles styles;
	bool names_only;
	enum sheet_status status;	/* not SHEET_OK: read no further */
	size_t n, cap;
	struct sheet *sheets;

	struct sheet_grid *grid;		/* of the sheet that is open; NULL */
	size_t column;			/* described so far, then of the row */
	size_t ncolumns, cap_columns;
	struct ods_column {
		size_t last;
		const char *style;	/* of cells that have none; NULL */
	} *columns;
	size_t row, rows;		/* from 1; equal rows below it */
	const char *row_style;
	size_t ncells, cap_cells;	/* of the row, that hold something */
	struct ods_held {
		struct ods_cell cell;
		const char *value;
	} *cells;
	struct ods_cell open;		/* the cell whose element is open */
	unsigned digits;		/* zeros in front of its number */
	size_t places;			/* of all sheets */
};

void	 ods_table_begin(struct ods_tables *t, const char *const *attributes);
void	 ods_table_end(struct ods_tables *t);
void	 ods_column(struct ods_tables *t, const char *const *attributes);
void	 ods_row_begin(struct ods_tables *t, const char *const *attributes);
void	 ods_row_end(struct ods_tables *t);
void	 ods_cell_begin(struct ods_tables *t, const char *const *attributes);
void	 ods_cell_end(struct ods_tables *t, const char *text);

#endif
