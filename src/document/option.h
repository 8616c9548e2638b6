#ifndef PINGGU_DOCUMENT_OPTION_H
#define PINGGU_DOCUMENT_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/*
 * The options of a component: a row each, from which reading, lint, drawing
 * and tests know what a value may be.  In a component's file one row is one
 * line,
 *
 *	{ .key = "高", .type = OPTION_NUMBER, .from = 40, .to = 300 },
 *
 * and { .key = NULL } ends them.
 */
enum option_type {
	OPTION_TEXT,		/* any words */
	OPTION_NUMBER,		/* from … to */
	OPTION_WHOLE,		/* the same, without decimals */
	OPTION_SIZE,		/* of type: its name, or from … to points */
	OPTION_WORD,		/* one of words */
	OPTION_COLUMN,		/* the name of a column of the query */
	OPTION_PLACE,		/* which column of the query, from 1 */
	OPTION_LEADING,		/* how many of the query's columns, from 0 */
	OPTION_CELLS		/* a row of a form: its component checks it */
};

enum option_list {
	LIST_NONE,		/* one value */
	LIST_ANY,		/* values with commas between */
	LIST_EACH		/* one for each column of the query */
};

struct component_option {
	const char *key;
	enum option_type type;
	enum option_list list;
	double from, to;		/* both included */
	const char *const *words;	/* ends with NULL */
	bool again;			/* may be given more than once */
};

/* .words = WORDS("甲", "乙") */
#define WORDS(...)	((const char *const []){ __VA_ARGS__, NULL })

/* Sizes of type, pt. */
#define SIZE_2		22.0	/* 二号 */
#define SIZE_S2		18.0	/* 小二 */
#define SIZE_3		16.0	/* 三号 */
#define SIZE_4		14.0	/* 四号 */
#define SIZE_S4		12.0	/* 小四 */
#define SIZE_5		10.5	/* 五号 */
#define SIZE_S5		9.0	/* 小五 */

/*
 * What is wrong with a value, in the arena, with what is allowed; NULL:
 * nothing.  names are the nnames columns of the block's query; NULL when they
 * are not known, and then what hangs on them is not looked at.
 */
const char *option_wrong(struct arena *a, const struct component_option *o,
	    const char *value, const char *const *names, size_t nnames);

/* How many values a list has; "" is one. */
size_t	option_count(const char *list);
/* Value number i of a list, blanks at its ends left out: *len bytes. */
const char *option_item(const char *list, size_t i, size_t *len);
/*
 * A value as a number: NUMBER, WHOLE, SIZE (in pt), PLACE, LEADING.  False
 * when it is none or beyond the row's limits.
 */
bool	option_number(const struct component_option *o, const char *value,
	    size_t len, double *out);
/* Which of the row's words it is; false: none. */
bool	option_word(const struct component_option *o, const char *value,
	    size_t len, size_t *out);

#endif
