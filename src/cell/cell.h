#ifndef PINGGU_CELL_CELL_H
#define PINGGU_CELL_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/mem.h"
#include "scheme/scheme.h"
#include "sheet/sheet.h"
#include "store/store.h"

/*
 * One cell, read as its field's type says: what a school wrote becomes a value
 * in its normal form, or a problem.  Nothing here knows where it stands.
 */

struct problem {
	enum finding_code code;
	const char *detail;	/* or NULL: the list's text */
	const char *advice;	/* or NULL: the list's */
};

struct cell {
	const char *value;	/* normal form, NULL when empty */
	const char *rule;	/* how it was changed to be read, or NULL */
	struct problem *problems;	/* in the arena the cell was read with */
	size_t nproblems, problems_cap;
	const char **parts;	/* 多选: the values */
	size_t nparts;
	const char *count;	/* 文件: its text's characters, or NULL */
	size_t line, row, column;	/* where it stands, from 1 */
};

/* What is known of a cell besides its text; all zero: nothing. */
struct cell_origin {
	const struct scheme *scheme;	/* whose points a key may mean, or NULL */
	const struct form *form;	/* whose field it is, or NULL */
	bool key;		/* the text is compared with others (编号, 评估点),
				   so widths and blanks in it mean nothing */
	enum sheet_cell_kind kind;	/* what it was where it stood */
	unsigned orders;	/* what the column proves of 3/4/2021, see
				   date_orders */
};

/*
 * Read a cell as the field's type says.  What cannot be read is an empty
 * value and a problem.  cell_read: a text of which no more is known.
 */
void	cell_read_from(struct arena *a, const struct field *f,
	    const struct cell_origin *from, const char *raw, struct cell *c);
void	cell_read(struct arena *a, const struct field *f, bool key,
	    const char *raw, struct cell *c);
/* What the record's cell is where it stands. */
enum sheet_cell_kind cell_kind(const struct sheet_record *r, size_t column);
void	cell_rule(struct arena *a, struct cell *c, const char *rule);

/* The person's telephone and other long numbers masked; s when it has none. */
const char *person_mask(struct arena *a, const char *s);

/* ---- dates that are written otherwise (date_order.c) ----------------------- */

/* The day of that number (1900-01-01 is 1), as cells hold them; false: none. */
bool	date_from_serial(long serial, struct date *d);

enum date_order { ORDER_MDY = 1, ORDER_DMY = 2, ORDER_YMD = 4 };

/*
 * The orders of three numbers (3/23/21, 03/23/2021) in which s begins with a
 * date, and that date for each in dates[0 … 2]; *end behind it.  0: none.
 */
unsigned date_orders(const char *s, struct date dates[3], const char **end);

/* 1: s, folded, is a word for yes; 0: for no; -1: neither. */
int	choice_verdict(const char *fold);

/* ---- cells of rows that are no data (phrase.c) -------------------------------- */

enum phrase_kind {
	PHRASE_NONE,
	PHRASE_SUM,		/* 合计, 共12人: a row of others' figures */
	PHRASE_NOTE		/* 填表人, 注: a line below the table */
};

struct phrase {
	enum phrase_kind kind;
	/* The cell is it, begins with it and a colon, or ends with it; titles
	   of texts end with some of them too. */
	enum { PHRASE_IS, PHRASE_BEGINS, PHRASE_ENDS, PHRASE_ENDS_NAME } how;
};

struct phrase phrase_of(struct arena *a, const char *cell);
bool	phrase_is_sample(struct arena *a, const char *cell);
bool	phrase_is_group(struct arena *a, const char *cell);
bool	phrase_is_instruction(const char *cell);
/* Where a name stands and nothing else: a day, a choice of the form, marks. */
bool	phrase_is_no_name(struct arena *a, const struct form *f,
	    const char *cell);
/* Only cells of --- under a heading, as texts draw tables; two or more. */
bool	phrase_are_rules(const char *const *cells, size_t n);

#endif
