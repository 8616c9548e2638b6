#ifndef PINGGU_SHEET_SHEET_H
#define PINGGU_SHEET_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * One delimited text file as a grid of UTF-8 cells.  Schemes and submissions
 * are both read by this: whatever Excel or WPS can save as text.
 */

#define SHEET_MAX_BYTES	((size_t)64 << 20)	/* a file */
#define SHEET_MAX_CELL	((size_t)64 << 10)	/* a cell, bytes of UTF-8 */
#define SHEET_MAX_ROWS	((size_t)200000)	/* records of a file */
#define SHEET_MAX_COLUMNS ((size_t)16384)	/* cells of a record */

/* Why a file could not be read as a table. */
enum sheet_status {
	SHEET_OK,
	SHEET_EMPTY,		/* no bytes, or nothing but blank cells */
	SHEET_SPREADSHEET,	/* really .xlsx, .xls, .et or .ods, renamed */
	SHEET_NOT_TEXT,		/* NUL bytes, or bytes of no known encoding */
	SHEET_TOO_LARGE,	/* over SHEET_MAX_BYTES */
	SHEET_TOO_MANY_ROWS	/* over SHEET_MAX_ROWS: nothing is read */
};

struct sheet_record {
	size_t line;		/* physical line where it starts, from 1 */
	size_t row;		/* row as a spreadsheet counts it, from 1 */
	size_t ncells;		/* trailing empty cells are not counted */
	const char **cells;	/* as written, never NULL */
};

/* Something odd inside a file that was read all the same. */
enum sheet_oddity_kind {
	SHEET_CELL_TOO_LONG,	/* over SHEET_MAX_CELL: made empty */
	SHEET_QUOTE_OPEN,	/* a quotation mark never closed */
	SHEET_ROW_TOO_WIDE	/* over SHEET_MAX_COLUMNS: the rest is left */
};

struct sheet_oddity {
	enum sheet_oddity_kind kind;
	size_t line, row, column;	/* from 1 */
};

struct sheet {
	const char *encoding;	/* "UTF-8", "UTF-8 BOM", "UTF-16LE", "UTF-16BE",
				   "GB18030"; "" when not decoded */
	char separator;		/* ',', '\t' or ';' */
	size_t bytes;		/* size of the file */
	char sha256[65];	/* of the file's bytes, hexadecimal */
	size_t nlines;		/* physical lines */
	size_t nrecords;	/* blank records are left out */
	struct sheet_record *records;
	size_t noddities;
	struct sheet_oddity *oddities;
};

/*
 * Read path into sheet; all of it lives in the arena.  The encoding is
 * decided in this order: byte-order mark; strict UTF-8; UTF-16 by its byte
 * pattern; GB18030.  Lines end in LF, CRLF or CR.  What is wrong with the
 * content is told in *status (bytes and sha256 are filled where the file was
 * read at all); returns -1 only when the file cannot be read.
 */
int	sheet_read(struct arena *a, const char *path, struct sheet *sheet,
	    enum sheet_status *status, struct err *err);

/* The same for bytes in memory. */
void	sheet_parse(struct arena *a, const char *data, size_t len,
	    struct sheet *sheet, enum sheet_status *status);

/*
 * The same for a file that is a text and no table: no records, but *text,
 * decoded, in the arena; NULL unless *status is SHEET_OK or SHEET_EMPTY.
 */
int	sheet_read_text(struct arena *a, const char *path, struct sheet *sheet,
	    char **text, enum sheet_status *status, struct err *err);

/*
 * Decode to UTF-8 as sheet_read does, for other text files (a case text, a
 * template).  NULL when the bytes are of no known encoding.
 */
char	*sheet_decode(struct arena *a, const char *data, size_t len,
	    const char **encoding);

/*
 * Add a record to the text of a delimited file (UTF-8 behind SHEET_BOM, commas,
 * CRLF), quoted where it must be.  A text that a spreadsheet would take for a
 * formula gets a leading '.
 */
#define SHEET_BOM	"\xEF\xBB\xBF"
void	sheet_add_record(struct buf *b, const char *const *cells,
	    size_t ncells);

/* Add a spreadsheet's name of a column, from 1: A, …, Z, AA, … */
void	sheet_add_column_name(struct buf *b, size_t column);

/* The cell, "" when the record is shorter. */
const char *sheet_cell(const struct sheet_record *rec, size_t column_from_0);

#endif
