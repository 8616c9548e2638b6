#ifndef PINGGU_SHEET_XLS_H
#define PINGGU_SHEET_XLS_H

#include "sheet/sheet.h"

/*
 * An Excel workbook of 5.0 to 2003, or what WPS calls .et: private to sheet/.
 * Also the records of one sheet without a container, which some web systems
 * write.  SHEET_ENCRYPTED, also for an .xlsx with a password, which lies in
 * such a container; SHEET_DOCUMENT where something else of Office does;
 * SHEET_BROKEN.
 */
void	xls_parse(struct arena *a, const char *data, size_t len,
	    struct sheets *file, enum sheet_status *status);
void	xls_peek(struct arena *a, const char *data, size_t len,
	    struct sheets *file, enum sheet_status *status);

/* Whether the bytes begin like such a file; it may still be a document. */
bool	xls_is(const char *data, size_t len);

#endif
