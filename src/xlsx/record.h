#ifndef PINGGU_XLSX_RECORD_H
#define PINGGU_XLSX_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <xlsxwriter.h>

#include "base/err.h"

/*
 * What a workbook holds, in numbers: of each kind of thing how many, and a sum
 * over what they are (so that their order does not count).  One is kept while
 * the library is asked for things, one is read from the file it made, and the
 * two must agree: the library goes on after a temporary file that could not be
 * written, and drops silently what it will not take.
 */
enum book_record_kind {
	RECORD_CELL,	/* place, look, and what it holds (but for numbers) */
	RECORD_MERGED,	/* the range */
	RECORD_LINK,	/* place and target */
	RECORD_COLUMN,	/* column, whether it is hidden */
	RECORD_ROW,	/* row and its height */
	RECORD_PANES,	/* the cell below and right of what stays in sight */
	RECORD_FILTER,	/* the range */
	RECORD_TITLES,	/* 1: lines are printed again on each page */
	RECORD_PAGE,	/* whether it lies */
	RECORD_FOOTER,	/* the text */
	RECORD_LIST,	/* the range of cells that choose from a list */
	RECORD_CHART,	/* 1: there are charts */
	RECORD_KINDS
};

struct record_count {
	uint64_t n, sum;
};

struct record_sheet {
	const lxw_worksheet *ws;	/* asked for; NULL in what is read */
	uint64_t name;			/* the name's hash */
	struct record_count of[RECORD_KINDS];
};

struct record_look {
	const lxw_format *format;
	uint64_t look;
};

struct book_record {
	struct record_sheet *sheets;
	size_t nsheets, sheets_cap;
	size_t last;			/* the sheet that was counted on last */
	struct record_look *looks;	/* of the formats seen */
	size_t nlooks, looks_cap;
	struct record_count charts;	/* in all of it: 1 each */
	struct record_count ranges;	/* that charts show: their text */
	struct record_count words;	/* of charts: titles, axes */
};

void	record_free(struct book_record *r);

/* Begin the next sheet; ws may be NULL. */
void	record_begin(struct book_record *r, const lxw_worksheet *ws,
	    const char *name);
/* Count one thing. */
void	record_count(struct record_count *c, uint64_t what);
/* The same of a kind on a sheet, which must have been begun. */
void	record_add(struct book_record *r, const lxw_worksheet *ws,
	    enum book_record_kind kind, uint64_t what);

/* How a cell of the format looks, as a number; NULL: as by default. */
uint64_t record_look(struct book_record *r, const lxw_format *format);

/* A cell's place, or how far a range goes, as a number. */
uint64_t record_place(size_t row, size_t column);
/* The place, and what is there: any other number, in any order. */
uint64_t record_what(uint64_t place, uint64_t other);
uint64_t record_range(size_t row, size_t column, size_t last_row,
	    size_t last_column);

/*
 * What a cell is: begun with its look, then the hash of its text or formula
 * and of a formula's text if it has these, then its place and type.
 */
enum record_cell { RECORD_BLANK, RECORD_NUMBER, RECORD_TEXT,
	RECORD_FORMULA_NUMBER, RECORD_FORMULA_TEXT };
uint64_t record_cell_begin(uint64_t look);
uint64_t record_cell_text(uint64_t cell, uint64_t text);
uint64_t record_cell_end(uint64_t cell, uint64_t place,
	    enum record_cell type);

/* A row and its height in points. */
uint64_t record_row(size_t row, double height_pt);

/* Where they differ: -1, and err names the sheet and what. */
int	record_compare(const struct book_record *asked, const struct book_record *found,
	    struct err *err);

/* ---- looks.c ---- */
/* How a format looks, for who compares: the same for what looks the same. */
struct look {
	char number[LXW_FORMAT_FIELD_LEN], font[LXW_FORMAT_FIELD_LEN];
	double size;
	bool bold, underlined, wraps;
	uint32_t colour, fill, line;	/* 0: none */
	unsigned borders;		/* of the four */
	char across[16], down[16];	/* as the file says: center, … */
};

uint64_t look_hash(const struct look *l);
void	look_of(const lxw_format *format, struct look *out);

#endif
