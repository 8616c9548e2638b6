#ifndef PINGGU_SHEET_SHEET_H
#define PINGGU_SHEET_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * What a file holds, as grids of UTF-8 cells with places: a delimited text is
 * one grid, a workbook one a sheet, a page one a table.  Schemes and
 * submissions are both read by this.  The kind is told by the bytes, never by
 * the name.
 */

#define SHEET_MAX_BYTES	((size_t)64 << 20)	/* a file */
#define SHEET_MAX_CELL	((size_t)64 << 10)	/* a cell, bytes of UTF-8 */
#define SHEET_MAX_ROWS	((size_t)200000)	/* records of a file */
#define SHEET_MAX_COLUMNS ((size_t)16384)	/* cells of a record */

/* Why a file could not be read as a table. */
enum sheet_status {
	SHEET_OK,
	SHEET_EMPTY,		/* no bytes, or nothing but blank cells */
	SHEET_SPREADSHEET,	/* a workbook, where only a text is wanted */
	SHEET_NOT_TEXT,		/* NUL bytes, or bytes of no known encoding */
	SHEET_TOO_LARGE,	/* over SHEET_MAX_BYTES, or what it unpacks to */
	SHEET_TOO_MANY_ROWS,	/* over SHEET_MAX_ROWS: nothing is read */
	SHEET_BROKEN,		/* a workbook that is damaged */
	SHEET_ENCRYPTED,	/* a workbook that wants a password */
	SHEET_ARCHIVE,		/* .zip, .rar, .7z, .gz …: it holds files */
	SHEET_DOCUMENT,		/* .docx, .doc, .wps, .pdf, a picture … */
	SHEET_NO_TABLE,		/* a page in which no table is */
	SHEET_STATUSES		/* how many there are */
};

/* What a cell was where it stood; in a text all are SHEET_CELL_TEXT. */
enum sheet_cell_kind {
	SHEET_CELL_TEXT,
	SHEET_CELL_NUMBER,	/* the shortest decimal of at most 15 significant
				   digits; a format 000 keeps its zeros */
	SHEET_CELL_PERCENT,	/* a number shown in %: 0.85, shown as 85% */
	SHEET_CELL_DATE,	/* by its format: 2024-02-01, 2024-02-01
				   15:30:00 or 15:30:00 */
	SHEET_CELL_BOOL,	/* TRUE or FALSE */
	SHEET_CELL_ERROR,	/* #REF! … */
	SHEET_CELL_NO_VALUE	/* a formula whose value was not saved: "" */
};

/* A cell that was read otherwise than it is written. */
struct sheet_mend {
	size_t column;		/* from 0 */
	const char *written;	/* as it is in the file */
	const char *rule;	/* what was done, for 规范化; not empty */
};

struct sheet_record {
	size_t line;		/* physical line where it starts, from 1; in a
				   workbook its row */
	size_t row;		/* row as a spreadsheet counts it, from 1 */
	size_t ncells;		/* trailing empty cells are not counted */
	const char **cells;	/* as read, never NULL */
	const unsigned char *kinds;	/* sheet_cell_kind of each; NULL: text */
	size_t nmends;		/* cells that were mended, by column, each once;
				   what became empty may be beyond ncells */
	const struct sheet_mend *mends;
};

/* Something odd inside a file that was read all the same. */
enum sheet_oddity_kind {
	SHEET_CELL_TOO_LONG,	/* over SHEET_MAX_CELL: made empty */
	SHEET_QUOTE_OPEN,	/* a quotation mark never closed */
	SHEET_ROW_TOO_WIDE,	/* over SHEET_MAX_COLUMNS: the rest is left */
	SHEET_QUOTE_SWALLOWS,	/* a quotation mark that would have swallowed
				   the lines below: taken literally */
	SHEET_BYTE_BROKEN,	/* what is no character (text_may_hold): U+FFFD
				   in its place; once a cell, and with no place
				   of a sheet's name */
	SHEET_TEXT_MOJIBAKE,	/* garbled text that was decoded back; the first
				   cell of the sheet only */
	SHEET_ROW_HIDDEN,	/* a hidden row or column with content; the first
				   of the sheet only */
	SHEET_ODDITIES		/* how many kinds there are */
};

struct sheet_oddity {
	enum sheet_oddity_kind kind;
	size_t line, row, column;	/* from 1 */
};

/* Merged cells, rows and columns from 1, both ends belong to it. */
struct sheet_merge {
	size_t first_row, last_row, first_column, last_column;
};

struct sheet {
	const char *name;	/* of a workbook's sheet; NULL: a text, or the
				   only table of a page */
	bool hidden;		/* the sheet is */
	const char *encoding;	/* "UTF-8", "UTF-8 BOM", "UTF-16LE", "UTF-16BE",
				   "GB18030", "UTF-8 GB18030" (lines of both);
				   "" when not decoded */
	size_t bad_line;	/* SHEET_NOT_TEXT: the first line that is none */
	const char *separator;	/* "," "\t" ";" "|" "，", or what sep= names;
				   NULL where no text was parted */
	size_t bytes;		/* size of the file */
	char sha256[65];	/* of the file's bytes, hexadecimal */
	size_t nlines;		/* physical lines */
	size_t nrecords;	/* blank records are left out */
	struct sheet_record *records;
	size_t noddities;
	struct sheet_oddity *oddities;
	size_t nmerges;
	struct sheet_merge *merges;
};

enum sheets_kind {
	SHEETS_TEXT,		/* delimited text */
	SHEETS_XLSX,		/* .xlsx, .xlsm */
	SHEETS_XLS,		/* .xls, .et */
	SHEETS_ODS,
	SHEETS_XML,		/* Excel 2003 XML */
	SHEETS_HTML		/* tables in a page, often called .xls */
};

/* What one file holds. */
struct sheets {
	enum sheets_kind kind;
	size_t bytes;		/* size of the file */
	char sha256[65];	/* of its bytes, hexadecimal; "" when not read */
	size_t nsheets;		/* in the order of the workbook, empty ones too */
	struct sheet *sheets;	/* a text has one, without a name */
};

/*
 * Read path into sheet; all of it lives in the arena.  The encoding is
 * decided in this order: byte-order mark; strict UTF-8; UTF-16 by its byte
 * pattern; GB18030; where none fits whole, each line by itself.  Lines end in
 * LF, CRLF or CR.  Cells are as the file has them, and not mended.  What is
 * wrong with the content is told in *status (bytes and sha256 are filled where
 * the file was read at all); returns -1 only when the file cannot be read.
 */
int	sheet_read(struct arena *a, const char *path, struct sheet *sheet,
	    enum sheet_status *status, struct err *err);

/*
 * Read all that the file holds, whatever kind it is of; all of it lives in the
 * arena.  Cells are read as they are meant (garbled text decoded back, ="001"
 * without its marks …); the mends of their records say which.  *status is
 * SHEET_OK when there is at least one sheet with a record; else there are no
 * sheets, and it says why.  Memory and time are bounded by what the file holds
 * (SHEET_MAX_UNPACKED, SHEET_MAX_ROWS, SHEET_MAX_COLUMNS), not by what it
 * claims.  -1 only when it cannot be read from the disk.
 */
#define SHEET_MAX_UNPACKED ((size_t)1 << 30)
int	sheets_read(struct arena *a, const char *path, struct sheets *file,
	    enum sheet_status *status, struct err *err);

/* The same for bytes in memory. */
void	sheets_parse(struct arena *a, const char *data, size_t len,
	    struct sheets *file, enum sheet_status *status);

/*
 * The same, but only the kind and the sheets' names and hidden flags, as
 * quickly as they can be had; a text or page has one sheet without a name.
 */
void	sheets_peek(struct arena *a, const char *data, size_t len,
	    struct sheets *file, enum sheet_status *status);

/* ---- archives: .zip ----------------------------------------------------------- */

struct archive;

struct archive_entry {
	const char *name;	/* the path in it, UTF-8, / between; names that
				   are GBK are decoded; NULL: no text */
	size_t size;		/* unpacked, as the archive claims */
	bool folder, link, encrypted;
};

/*
 * Open a .zip: on the disk, or in memory, which must outlive it.  It and its
 * entries are freed by archive_close.  NULL, and *status says why:
 * SHEET_BROKEN, or SHEET_TOO_LARGE (more than ARCHIVE_MAX_ENTRIES).  Where
 * the system did not let it be read, that is not said: err->number is not 0.
 */
#define ARCHIVE_MAX_ENTRIES ((size_t)10000)
struct archive *archive_open(const char *path, enum sheet_status *status,
	    struct err *err);
struct archive *archive_open_bytes(const char *data, size_t len,
	    enum sheet_status *status);
/* The same of a file of our own making: no limits of number and size. */
struct archive *archive_open_own(const char *data, size_t len,
	    enum sheet_status *status);
void	archive_close(struct archive *z);
const struct archive_entry *archive_entries(const struct archive *z,
	    size_t *n);

/*
 * Unpack entry i into the arena, at most max bytes, whatever it claims; a zero
 * is behind them.  All that is unpacked of one archive may be
 * SHEET_MAX_UNPACKED.  -1, and *status says why: SHEET_BROKEN (also where its
 * CRC is wrong), SHEET_ENCRYPTED, SHEET_TOO_LARGE.
 */
int	archive_read(struct archive *z, size_t i, struct arena *a, size_t max,
	    char **data, size_t *len, enum sheet_status *status);

/*
 * Unpack entry i piece by piece, for who need not have all of it: take gets
 * the pieces, and false from it ends the reading, which is no failure (the
 * CRC is only known at the end).  Else as archive_read.
 */
int	archive_stream(struct archive *z, size_t i, size_t max,
	    bool (*take)(void *ctx, const char *bytes, size_t len), void *ctx,
	    enum sheet_status *status);

/*
 * The errno when the disk, not the archive, is why the last of these two
 * returned -1; else 0.
 */
int	archive_refused(const struct archive *z);

/* ---- one text ------------------------------------------------------------------ */

/* A delimited text in memory, which is what files of schemes are. */
void	sheet_parse(struct arena *a, const char *data, size_t len,
	    struct sheet *sheet, enum sheet_status *status);

/*
 * The same for a text that is no table: no records, but *text, decoded, in the
 * arena; NULL unless *status is SHEET_OK or SHEET_EMPTY.  Broken places in it
 * are oddities, one a line.
 */
void	sheet_parse_text(struct arena *a, const char *data, size_t len,
	    struct sheet *sheet, char **text, enum sheet_status *status);

/*
 * Decode to UTF-8 as sheet_read does, for a name or the bytes of a cell.  NULL
 * when the bytes are of no known encoding, or some of them are broken.
 */
char	*sheet_decode(struct arena *a, const char *data, size_t len,
	    const char **encoding);

/*
 * Add a record to the text of a delimited file (UTF-8 behind SHEET_BOM, commas,
 * CRLF), each cell in quotes.  A text that a spreadsheet would take for a
 * formula gets a leading '.
 */
#define SHEET_BOM	"\xEF\xBB\xBF"
void	sheet_add_record(struct buf *b, const char *const *cells,
	    size_t ncells);

/* Add a spreadsheet's name of a column, from 1: A, …, Z, AA, … */
void	sheet_add_column_name(struct buf *b, size_t column);

/* The SHA-256 of bytes, hexadecimal, a zero behind it. */
void	sheet_hash(const char *data, size_t len, char hex[65]);

/* The cell, "" when the record is shorter. */
const char *sheet_cell(const struct sheet_record *rec, size_t column_from_0);

#endif
