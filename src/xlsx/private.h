#ifndef PINGGU_XLSX_PRIVATE_H
#define PINGGU_XLSX_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <xlsxwriter.h>

#include "base/err.h"
#include "base/mem.h"
#include "document/document.h"
#include "store/store.h"
#include "xlsx/record.h"
#include "xlsx/reference.h"

/*
 * The workbook.  A sheet is one file, 汇总表/NN-<sheet>.sql: keys in leading
 * comments ("-- key: value"), then one query.  The keys, which sheet_keys[]
 * (sheet_file.c) says may hold what:
 *
 *   标题: TEXT            the line above the table (else the sheet's name)
 *   附注: TEXT            a line below the table; may be given again
 *   为空: TEXT            what stands there when the query gives no row
 *   需要: 表.列、QUERY    leave the sheet out unless the store has these, and
 *                        the queries (SELECT …) give a row
 *   分表: QUERY           the sheet again for each row of this query (given
 *                        again: its next line).  :值 is the first column of
 *                        the row, :COLUMN any of them; the sheet is called
 *                        SHEET-值, cut and marked so that names differ
 *   透视: A / B → V、W     turn rows into columns: each new pair of values
 *                        of the columns A, B is a column under a header
 *                        of two lines, and holds V (and W, on a third).
 *                        Neighbouring rows that agree in the columns left
 *                        of A are one row of the sheet; columns behind the
 *                        last of V, W stay behind.  A pair that is NULL
 *                        makes no column.
 *   列序: COLUMN          the number that orders those columns (not shown)
 *   列标: COLUMNS         what those columns are marked with (not shown)
 *   省略空列: COLUMNS      leave these out when they are empty throughout
 *   隐藏: COLUMNS         write, but hide
 *   冻结: COLUMN          columns up to here stay in sight (the header does)
 *   筛选: 否              no autofilter
 *   宽 COLUMNS: N         width in digits (else by content, 5 to 40)
 *   居中: COLUMNS         centred (else numbers right, text left)
 *   格式 COLUMNS: 0.00    number format; also of a numeric header line
 *   着色: TEXT=红、…      colour of a cell that holds just this text
 *   公式 COLUMN: FORMULA  live formula; the query's value is the cached one,
 *                        and a row where it is NULL stays empty.  Given
 *                        again, the first whose columns all exist counts;
 *                        where those of none do, the values stand alone
 *   报告链接: COLUMN ← 编号  link to the PDF of the studio with this 编号
 *   纸张: 纵向            A4 portrait (横向, which is the default: landscape)
 *   页宽: N               print on N pages side by side (else 1)
 *   图 KIND: k=v | k=v     native chart below the table; see chart.c
 *
 * COLUMNS are separated by 、.  A column is called what the last line of its
 * header that is no number says; 透视 means every column the pivot made.
 * "--# …" is a remark.  A file of the scheme with no query takes the default
 * sheet of that name away.  Where a column may be named in 公式, 标题 or 附注,
 * braces hold a reference:
 *
 *   {X}          the cell of column X on this row; {A/X}: of the X below A
 *   {同组}        the pivoted cells on this row below the same first header
 *   {透视}        all pivoted cells on this row (formulas never count)
 *   {各列:X}      all cells on this row whose column is called X
 *   {整列:X}      all cells of column X; {整列:SHEET!X} of another sheet
 *   {方案:X}      the item X of 方案.csv, a number or a quoted text
 *   {概况:X}      the text of column X of 概况 as it stands, part of the formula:
 *                its own references to this sheet are expanded, {概况:…} not;
 *                where it is empty there is no formula
 *   {分表:X}      column X of the row of 分表 this sheet is for, likewise
 *   {列标:X}      what this column is marked with
 *   {同标:X=Y}    the pivot's cells of this row in columns whose mark X is the
 *                 same as this column's mark Y
 *   本列, 本表头, «X»  inside a reference: this column's name, the first line of
 *                 its header, this row's text
 */
#define OWN_NAME	"本列"
#define OWN_HEAD	"本表头"
#define HEADS_MAX	6	/* header lines */
#define WIDTH_MIN	5
#define WIDTH_MAX	40
#define ROW_TITLE	0
#define ROW_HEAD	2	/* first header line; 1 is the subtitle */

/* What stands behind a key, and so what may. */
enum key_arg { ARG_NONE, ARG_COLUMNS, ARG_KIND };

enum key_type {
	KEY_TEXT,		/* words; braces hold {方案:X} and the like */
	KEY_PLAIN,		/* words as they are */
	KEY_NUMBER, KEY_WHOLE,	/* from … to */
	KEY_WORD,		/* one of words */
	KEY_COLUMN,		/* a column of the sheet */
	KEY_COLUMNS,		/* columns of the sheet */
	KEY_FIELD,		/* a column of the query that a pivot takes up */
	KEY_PIVOT,		/* A / B → V、W */
	KEY_FORMAT,		/* of numbers */
	KEY_COLOURS,		/* TEXT=colour、… */
	KEY_FORMULA,
	KEY_LINK,		/* COLUMN ← COLUMN */
	KEY_NEEDS,		/* 表.列、… */
	KEY_QUERY,		/* a line of one */
	KEY_CHART,		/* rows of its own: chart.c */
	KEY_RANGE		/* COLUMN or SHEET!COLUMN */
};

/*
 * A row for each key, and for each item of a chart: reading, lint and tests
 * know from it what may stand there.  One row is one line.
 */
struct sheet_key {
	const char *key;		/* NULL ends the rows */
	enum key_arg arg;		/* what its name may be followed by */
	enum key_type type;
	double from, to;		/* both included */
	const char *const *words;	/* ends with NULL */
	bool again;			/* may be given more than once */
};

extern const struct sheet_key sheet_keys[];
extern const struct sheet_key chart_keys[];

struct key {
	const struct sheet_key *row;
	const char *name, *arg, *value;
	unsigned line;
};

struct sheet_file {
	const char *path;	/* for messages */
	bool own;		/* of the scheme's folder, not of default/ */
	unsigned line;		/* where the query begins */
	const char *sheet;	/* the sheet's name */
	struct key *keys;
	size_t nkeys;
	const char *sql;	/* "" when the file holds none */
	struct mistakes mistakes;	/* in the arena it was read into */
};

enum cell_type { CELL_BLANK, CELL_NUMBER, CELL_TEXT };

/* A sheet of a province has millions of them. */
struct book_cell {
	uint16_t column;	/* index into the sheet's columns */
	uint8_t type;		/* enum cell_type */
	union {
		double number;
		const char *text;	/* in the sheet's arena */
	} u;
};

struct book_column {
	const char *head[HEADS_MAX];	/* first nheads are used */
	bool number[HEADS_MAX];		/* that header line holds numbers */
	bool pivot;
	size_t end;			/* behind the last row with a cell */
	bool numeric;			/* some cell is a number */
	bool hidden, centred;
	double order;
	const char *mark[HEADS_MAX];	/* by s->marks; "" where it has none */
	size_t widest;			/* columns of text, header not counted */
	double width;
	const char *format;		/* NULL: the default */
	const struct key *formula;	/* the one that counts, or NULL */
	const char *pattern;		/* it expanded, ROW_MARK for the row's
					   number; NULL: not the same in all */
};

/* A column of the row of 分表 that a sheet is for. */
struct repeat_value {
	const char *name, *text;
	bool numeric;
	double number;
};

/*
 * What the columns of a sheet are called, as far as its file says.  The names
 * of a pivot's columns are known where it has two values and more, V and W;
 * else they are data: any name may be that of one (open).  省略空列 may leave
 * out any of them.
 */
struct known_columns {
	bool ready;			/* else nothing is known */
	bool pivot, open;
	const char **fields;		/* the query's columns, nfields */
	size_t nfields;
	const char **names;		/* of the sheet's own, nnames */
	size_t nnames;
	size_t nvalues;			/* the last of names: of the pivot */
	const char *heads[HEADS_MAX];	/* query columns of header lines */
	size_t nheads;
};

/* 着色: a text and its colour. */
struct tint {
	const char *text;
	uint32_t colour;
};

/*
 * A sheet.  Its cells are there from book_sheet_load to book_sheet_release; what other
 * sheets refer to, its columns and how many rows there are, stays.
 */
struct book_sheet {
	struct sheet_file file;
	struct arena arena;		/* for the texts of the cells */
	struct tint *tints;
	size_t ntints;
	struct repeat_value *part;		/* nparts of them: 0, no 分表 */
	size_t nparts;
	struct known_columns known;
	const char *level[HEADS_MAX];	/* the columns a pivot's header is of */
	const char *marks[HEADS_MAX];	/* those its columns are marked with */
	size_t nmarks;
	struct book_column *columns;
	size_t ncolumns, columns_cap;
	size_t nheads;			/* header lines, at least 1 */
	struct book_cell *cells;		/* row after row, ascending columns */
	size_t ncells, cells_cap;
	size_t *rows;			/* row i: cells rows[i] … rows[i + 1] */
	size_t nrows, rows_cap;
	size_t bytes;			/* of the cells' texts */
	bool cut;			/* more rows than a sheet can hold */
	size_t *lacking;		/* rows, ascending, of which cells had
					   no column: there were too many */
	size_t nlacking, lacking_cap;
	bool last_part;			/* 分表 has more rows than there are
					   sheets */
	bool loaded, written;
	lxw_worksheet *ws;
};

/* A cell style; formats are made once for each different one. */
struct cell_style {
	const char *number;		/* number format or NULL */
	enum { STYLE_LEFT, STYLE_RIGHT, STYLE_CENTRE } align;
	enum { ROLE_CELL, ROLE_HEAD, ROLE_TITLE, ROLE_NOTE, ROLE_SUM,
	    ROLE_LINK } role;
	uint32_t colour;		/* of the text; 0: black */
};

struct format_entry {
	struct cell_style style;
	lxw_format *format;
};

/* A column of the one row of 方案 (an item of 方案.csv) or of 概况. */
struct book_property {
	const char *name, *value;
};

/* The value of the property of that name, NULL when there is none. */
const char *book_property_value(const struct book_property *items, size_t n,
	    const char *name);

struct book {
	struct arena arena;
	struct store *store;		/* borrowed */
	struct paper_names names;	/* of the reports printed, for links */
	struct book_sheet *sheets;
	size_t nsheets;
	struct book_property *properties, *overview;
	size_t nproperties, noverview;
	size_t nunwanted;		/* behind those sheets, in lint: what
					   this scheme does not have */
	const char **repeated;		/* sheets with 分表, as their files say */
	size_t nrepeated, repeated_cap;
	lxw_workbook *wb;
	struct format_entry *formats;
	size_t nformats, formats_cap;
	const char *subtitle;
	lxw_error failed;		/* first error of the library */
	struct book_record record;		/* of what the library was asked for */
};

/* ---- sheet_file.c ---- */
/*
 * Read a sheet's file.  -1 when it cannot be read or a key is unknown:
 * spec->mistakes has all that is wrong, err the first.
 */
int	sheet_file_read(struct sheet_file *spec, struct arena *a,
	    const char *path, struct err *err);
/* Count what err says as a mistake there, name the place in err; -1. */
int	sheet_file_fail(struct sheet_file *spec, struct arena *a,
	    unsigned line, struct err *err);
/* The row of that key in a table of rows, or NULL. */
const struct sheet_key *sheet_key_find(const struct sheet_key *rows,
	    const char *key);
/* The keys of a table of rows, joined by 、; in the arena. */
const char *sheet_key_names(struct arena *a, const struct sheet_key *rows);
/* A value as its row's NUMBER or WHOLE; otherwise when it is none. */
double	sheet_key_number(const struct sheet_key *row, const char *value,
	    double otherwise);
/* What is wrong with a value by its row alone, in the arena, or NULL. */
const char *sheet_key_wrong(struct arena *a, const struct sheet_key *row,
	    const char *value);
/* The first key of that name, or NULL. */
const struct key *sheet_file_key(const struct sheet_file *spec,
	    const char *name);
/* Its value, otherwise when it is not there. */
const char *sheet_file_get(const struct sheet_file *spec, const char *name,
	    const char *otherwise);
/* Its value as a number. */
double	sheet_file_number(const struct sheet_file *spec, const char *name,
	    double otherwise);
/* True when the list of names (joined by 、) holds name. */
bool	sheet_file_lists(const char *list, const char *name);
/*
 * Every sheet file, the scheme's over default's, by file name.  -1 with the
 * first mistake when one is wrong; all others are read too.
 */
int	sheet_files_find(struct book *book, const char *scheme,
	    const char *const *templates, struct err *err);

/*
 * 需要: whether the store has all of the list; *missing is the first
 * it has not, NULL when it has all.
 */
int	book_sheet_wanted(struct book *book, const struct book_sheet *s,
	    const char **missing, struct err *err);

/* ---- repeat.c ---- */
#define SHEETS_MAX	((size_t)500)	/* each is an open file while written */
/* Put in place of every sheet with 分表 the sheets it makes. */
int	book_repeat_sheets(struct book *book, struct err *err);
/*
 * Run the query of 分表, if there is one, and take its columns with no values,
 * so that references to them can be looked at without a row.
 */
int	book_sheet_try_repeat(struct book *book, struct book_sheet *s,
	    struct err *err);
/* A parameter of the query that no column of 分表 is bound to, or NULL. */
const char *book_sheet_unbound(const struct book_sheet *s,
	    sqlite3_stmt *stmt);
/* Bind the row's columns where the sheet's query names them. */
void	book_sheet_bind(const struct book_sheet *s, sqlite3_stmt *stmt);
/* The text of a column of that row, or NULL. */
const char *book_sheet_repeat_value(const struct book_sheet *s,
	    const char *name);

/* ---- known.c ---- */
/* Whether the sheet can have a column of this name or path. */
bool	book_sheet_may_have(const struct book_sheet *s, const char *name);
/* The names that are known, for messages; in the arena. */
const char *book_sheet_names(struct arena *a, const struct book_sheet *s);

/* ---- query.c ---- */
/* Run the query into columns and cells. */
int	book_sheet_load(struct book *book, struct book_sheet *s,
	    struct err *err);
/* Give back what only book_sheet_write needs. */
void	book_sheet_release(struct book_sheet *s);

/* ---- columns.c ---- */
/* What the column is called: its header's last line that is no number. */
const char *book_column_name(const struct book_sheet *s,
	    const struct book_column *c);
/* First row of data, counted from 0. */
size_t	book_sheet_first_row(const struct book_sheet *s);
/*
 * Order the columns, and say where each ends; drop empty header lines and
 * what 省略空列 names.
 */
void	book_sheet_arrange(struct book_sheet *s);
/* The cell of a row in a column, NULL when blank. */
const struct book_cell *book_sheet_cell(const struct book_sheet *s, size_t row,
	    size_t column);

/* ---- find.c ---- */
const struct book_sheet *book_find_sheet(const struct book *book,
	    const char *name);
/* Index of a mark of that name (of len bytes), nmarks when there is none. */
size_t	book_sheet_mark(const struct book_sheet *s, const char *name,
	    size_t len);
/* Index of the column of this name or path, ncolumns when there is none. */
size_t	book_sheet_column(const struct book_sheet *s, const char *name);
/* Whether the text holds a reference SHEET!… that may be to that sheet. */
bool	reference_names(const char *text, const struct book_sheet *to);

/* ---- style.c ---- */
/* Remember the first error of the library. */
void	book_check(struct book *book, lxw_error error);
lxw_format *book_format(struct book *book, const struct cell_style *style);
uint32_t book_colour(const char *word);	/* 红 …; 0 when unknown */
const char *book_colour_names(struct arena *a);	/* joined by 、 */

/* ---- library.c ---- */
/* What the library says, which is not for stderr; see there. */
struct library_words {
	FILE *before, *stream;
	char text[1024];
};
int	library_begin(struct library_words *w, struct err *err);
/*
 * The failure of a workbook that the system did not let us write; errno says
 * why, or 0; -1.
 */
int	library_refused(const char *path, struct err *err);
/* Free a workbook that is not to be, with the files it keeps open. */
void	library_give_up(lxw_workbook *wb);
/*
 * failed: what it returned.  -1, and err says why path cannot be written,
 * where that or what it said is an error; errno is the library's.
 */
int	library_end(struct library_words *w, lxw_error failed,
	    const char *path, struct err *err);

/* ---- format.c ---- */
/* Settle formulas, widths and formats, once what it refers to is loaded. */
int	book_sheet_format(struct book *book, struct book_sheet *s,
	    struct err *err);
/* ---- write.c ---- */
/* Write the settled sheet to its worksheet. */
int	book_sheet_write(struct book *book, struct book_sheet *s,
	    struct err *err);
/* ---- cell.c ---- */
/* One cell each, counted in book->record; errors stick in book->failed. */
void	book_put_text(struct book *book, lxw_worksheet *ws, size_t row,
	    size_t column, const char *text, const struct cell_style *style);
void	book_put_number(struct book *book, lxw_worksheet *ws, size_t row,
	    size_t column, double number, const struct cell_style *style);
void	book_put_blank(struct book *book, lxw_worksheet *ws, size_t row,
	    size_t column, const struct cell_style *style);
/*
 * Merge cells that are all written already.  The last row must be the one
 * being written: libxlsxwriter keeps one row at a time here.
 */
void	book_put_merged(struct book *book, lxw_worksheet *ws, size_t row,
	    size_t column, size_t last_row, size_t last_column,
	    const char *text, const struct cell_style *style);
/* Title, note: a text over the columns 0 … last, on a row of this height. */
void	book_put_line(struct book *book, lxw_worksheet *ws, size_t row,
	    size_t last, const char *text, const struct cell_style *style,
	    double height_pt);
/* A formula, = in front, with the value of cell as it was computed. */
void	book_put_formula(struct book *book, lxw_worksheet *ws, size_t row,
	    size_t column, const char *formula, const struct book_cell *cell,
	    const struct cell_style *style);
/* The height of a row, in points. */
void	book_set_height(struct book *book, lxw_worksheet *ws, size_t row,
	    double height_pt);
/* Text as a cell may hold it; in the arena, or text itself. */
const char *book_cell_text(struct arena *a, const char *text);

/* ---- heading.c ---- */
/* The header lines of the table, with what is equal merged. */
void	book_head_write(struct book *book, const struct book_sheet *s);
/* Lines a text takes in cells this wide, line breaks counted. */
size_t	book_text_lines(const char *text, double width);
#define LINE_PT		13.5	/* one line of 10 point text */

/* ---- chart.c ---- */
/* Why a chart never can be drawn, whatever the data is; in the arena. */
const char *book_chart_wrong(struct arena *a, const struct book *book,
	    const struct book_sheet *s, const struct key *k);
/* What else is wrong with its items: looks, with which it is drawn. */
void	book_chart_check(struct arena *a, const struct key *k,
	    struct mistakes *m);
/* The charts of a sheet, one below the other from this row on. */
int	book_sheet_charts(struct book *book, struct book_sheet *s, size_t row,
	    struct err *err);

/* ---- check.c ---- */
/*
 * What is wrong with the keys of a loaded sheet, of all that are loaded too:
 * each by its row, added to s->file.mistakes.  Said is what never can be
 * right, whatever the data is: of columns that come from data nothing.
 */
void	book_sheet_check(struct book *book, struct book_sheet *s);

/* ---- workbook.c ---- */
/*
 * Check that the finished package in fd holds what was asked for, and write it
 * to path, whole.
 */
int	book_publish(int fd, const char *path, const struct book_record *asked,
	    struct err *err);

/* ---- verify.c ---- */
/*
 * What a finished package holds: unpacked, each part must have its checksum, be
 * XML, and lead only to what is there.  To be freed, also after -1.
 */
int	package_read(const unsigned char *zip, size_t len,
	    struct book_record *found, struct err *err);
/*
 * libxlsxwriter does not notice when a temporary file could not be written,
 * and leaves out what it had no memory for: a package must hold what was
 * asked for, all of it.
 */
int	package_verify(const unsigned char *zip, size_t len,
	    const struct book_record *asked, struct err *err);

#endif
