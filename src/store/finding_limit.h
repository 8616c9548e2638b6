#ifndef PINGGU_STORE_FINDING_LIMIT_H
#define PINGGU_STORE_FINDING_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/finding.h"

/*
 * A studio's findings are listed up to a limit (方案.csv, 问题上限), the rest is
 * counted.  Two steps: while they come in, very many of one kind in one column
 * are only counted; once those of one cause have become one, what is still too
 * much is taken out, of each kind alike.
 */

/* Those of a column that were not kept. */
struct finding_rest {
	char *studio, *level, *code, *file, *sheet, *field;	/* owned */
	size_t column, last;	/* last: the row of the last one */
	size_t rows, n;		/* not yet in _未列 */
};

/* How many findings there were of what. */
struct finding_counts {
	struct finding_slot *slots;
	size_t nslots, used;	/* nslots: a power of 2 */
	struct finding_rest *rest;
	size_t nrest, cap;
};

void	finding_counts_free(struct finding_counts *c);	/* NULL is fine */

/* How many findings of a studio are listed. */
size_t	finding_limit(const struct store *s);

/*
 * Count a finding that is about to be recorded; true when there are so many
 * of its kind in its column that it is only counted.
 */
bool	finding_is_rest(struct store *s, const char *level, const char *code,
	    const struct finding *f);

/*
 * Put what was only counted into the table _未列, a row for each kind, studio,
 * file and column: 行数 rows, 条数 findings.  May be called again.
 */
int	finding_list_rest(struct store *s, struct err *err);

/*
 * Take out what is beyond the limit, and tell how much in a finding of the
 * studio's.  In the midst of finding_collapse: _归 says what has become one,
 * _未列 holds what is in none of those.  Both the order of intake and how
 * many were kept do not matter.
 */
int	finding_cut_surplus(struct store *s, struct err *err);

#endif
