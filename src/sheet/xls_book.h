#ifndef PINGGU_SHEET_XLS_BOOK_H
#define PINGGU_SHEET_XLS_BOOK_H

#include "sheet/biff.h"
#include "sheet/number.h"
#include "sheet/sheet.h"

#define XLS_FORMATS	((size_t)65536)

/* What an .xls says of all its sheets: private to sheet/. */
struct xls_book {
	const unsigned char *stream, *end;
	bool unicode;			/* BIFF8 */
	bool from_1904;
	size_t nstrings;
	const char **strings;		/* that cells name by number */
	struct number_format *formats;	/* XLS_FORMATS, by number */
	size_t nstyles;
	uint16_t *styles;		/* the format's number of each */
	size_t nsheets;
	struct xls_sheet {
		const char *name;	/* NULL: the stream is the sheet */
		bool hidden;
		size_t offset;		/* of its first record */
	} *sheets;
};

/*
 * Read it from the bytes of a file; without the strings, which are most of it,
 * where only the sheets are wanted.  Texts live in the arena a, all else in
 * own.  SHEET_OK; else SHEET_ENCRYPTED,
 * SHEET_BROKEN, or SHEET_DOCUMENT where the file is something else of Office.
 */
enum sheet_status xls_book_read(struct arena *a, struct arena *own,
	    const char *data, size_t len, bool sheets_only,
	    struct xls_book *book);

#endif
