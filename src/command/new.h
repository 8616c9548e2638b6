#ifndef PINGGU_COMMAND_NEW_H
#define PINGGU_COMMAND_NEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "scheme/scheme.h"

/* What `pinggu new` is made of: private to it. */

/* An evaluation point as somebody's table has it. */
struct new_point {
	const char *code, *level1, *level2, *method, *basis;
	const char **contents;
	size_t ncontents, contents_cap;
	long score;		/* 1/100 point */
	bool bonus;		/* 附加: not in the sum */
	const char *score_text;	/* as it goes into 指标.csv */
	size_t line;
};

struct new_points {
	struct new_point *list;
	size_t n, cap;
	long sum;		/* of all but bonuses, 1/100 point */
	struct scheme_notes notes;	/* what was taken and what not */
};

struct sheet;

/* new_heading.c: the columns that points are made of. */
enum points_column { C_CODE, C_LEVEL1, C_LEVEL2, C_TEXT, C_STANDARD, C_SCORE, C_METHOD,
	C_BASIS, C_BONUS, C_COLUMNS };

#define NOWHERE		SIZE_MAX
#define HEADING_RECORDS	20	/* a heading is looked for in so many */

struct points_heading {
	size_t first, last;	/* records, one or two */
	size_t at[C_COLUMNS];	/* column, or NOWHERE */
	size_t found;		/* how many of them are somewhere */
};

/* False when there is none with a point's text and its score. */
bool	new_heading_find(struct arena *a, const struct sheet *s,
	    struct points_heading *h);
/* Whether a cell is the heading of that column. */
bool	new_heading_is(struct arena *a, const char *cell, size_t column);
/* What the format calls the column. */
const char *new_heading_name(size_t column);

/*
 * The points of the table in a file of any kind.  What it has that is no point
 * is left out with a note.  -1, and err names the place and what to do, when it
 * has none, or one of them cannot be read.
 */
int	new_points_read(struct arena *a, const char *path,
	    struct new_points *points, struct err *err);

/*
 * Give each point a code where none has one: 1.2.3 by its levels, in their
 * order; else all must have one, each another.  Fills sum.  -1 as above.
 */
int	new_points_number(struct arena *a, struct new_points *points,
	    struct err *err);

/* What a copy is to have in place of its own points: 指标.csv, 满分, codes. */
void	new_points_changes(struct arena *a, const struct new_points *points,
	    struct scheme_changes *changes);

/*
 * Copy what the templates of a scheme have that default ones have not, or have
 * otherwise, into the folder to, which is made when there is such a file (*any).
 */
int	new_templates_write(struct arena *a, const char *scheme,
	    const char *to, bool *any, struct err *err);

#endif
