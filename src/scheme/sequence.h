#ifndef PINGGU_SCHEME_SEQUENCE_H
#define PINGGU_SCHEME_SEQUENCE_H

#include "scheme/scheme.h"

/* What sequence.c and needs.c share while they put the steps in order. */

/* A query of the scheme, and what it reads. */
struct query {
	size_t step, part;
	const char *who, *sql;
	struct store_read *reads;
	size_t nreads;
};

struct building {
	const struct scheme *scheme;
	struct store *store;
	struct arena *arena;
	struct sequence *seq;
	struct query *queries;
	size_t nqueries, cap;
	size_t steps_cap;
	bool *of_forms;			/* a rule reads no result */
	bool *of_verdicts;		/* it reads those of unnamed rules */
	bool points, scored;		/* are there points; with 分值 */
};

/* needs.c: add to what is wrong, once. */
void	sequence_complain(struct building *b, const struct step *st,
	    const char *text);

/* What each step needs, of what its queries read and of what counts. */
void	sequence_find_needs(struct building *b);

#endif
