#ifndef PINGGU_SHEET_HTML_TABLE_H
#define PINGGU_SHEET_HTML_TABLE_H

#include <stdbool.h>

#include "sheet/grid.h"
#include "sheet/html_text.h"
#include "sheet/sheet.h"

/*
 * The tables of a page while it is read, private to sheet/: rows and cells
 * come in order, a cell goes where the spans of cells above leave room.
 */
struct html_tables {
	struct arena *a;
	struct html_table *open;	/* the innermost; NULL: none */
	size_t depth;			/* tables around it, and itself */
	size_t rows, places;		/* of all tables */
	bool any;			/* there is a table, if an empty one */
	size_t n, cap;			/* tables that are sheets */
	struct sheet *sheets;
	enum sheet_status status;	/* not SHEET_OK: read no further */
};

#define HTML_MAX_DEPTH	((size_t)32)	/* tables in each other */
#define HTML_MAX_TABLES	((size_t)10000)

void	 html_table_begin(struct html_tables *p);
void	 html_table_end(struct html_tables *p);
void	 html_row_begin(struct html_tables *p, bool hidden);
void	 html_row_end(struct html_tables *p);
void	 html_cell_begin(struct html_tables *p, size_t columns, size_t rows,
	    bool hidden);
void	 html_cell_end(struct html_tables *p);
void	 html_caption_begin(struct html_tables *p);
void	 html_caption_end(struct html_tables *p);

/* Where text goes; NULL: it belongs to no cell. */
struct html_text *html_text_at(struct html_tables *p);

/* Close what is open, at the end of the page or where reading stops. */
void	 html_tables_end(struct html_tables *p);

#endif
