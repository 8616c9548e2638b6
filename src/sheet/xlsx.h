#ifndef PINGGU_SHEET_XLSX_H
#define PINGGU_SHEET_XLSX_H

#include "sheet/archive.h"

/*
 * Workbooks of Office Open XML (.xlsx, .xlsm), whoever wrote them.  Sheets are
 * in the workbook's order, those that are charts left out; file has been
 * begun by the caller.  *status is not SHEET_OK when the file cannot be used.
 */
void	xlsx_parse(struct arena *a, struct archive *z, struct sheets *file,
	    enum sheet_status *status);

/* The same without content: names and hidden flags. */
void	xlsx_peek(struct arena *a, struct archive *z, struct sheets *file,
	    enum sheet_status *status);

/* The number of the entry that is the workbook; SIZE_MAX: it is none. */
size_t	xlsx_find(struct arena *a, struct archive *z);

#endif
