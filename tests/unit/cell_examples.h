#ifndef PINGGU_TESTS_CELL_EXAMPLES_H
#define PINGGU_TESTS_CELL_EXAMPLES_H

#include "check.h"

#include "cell/cell.h"

/* What is written in a cell, and what it is read as (see cell_dump). */
struct cell_example {
	const char *raw, *want;	/* raw NULL: the last one is behind us */
};

/* value|rule|problem,problem */
static inline const char *
cell_dump(struct arena *a, const struct cell *c)
{
	struct buf b = { 0 };
	const char *out;

	buf_addf(&b, "%s|%s|", c->value != NULL ? c->value : "~",
	    c->rule != NULL ? c->rule : "");
	for (size_t i = 0; i < c->nproblems; i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : ",",
		    finding_name(c->problems[i].code));
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static inline void
cell_check(struct arena *a, const struct field *f,
    const struct cell_origin *from, const struct cell_example *e)
{
	for (; e->raw != NULL; e++) {
		struct cell c;

		cell_read_from(a, f, from, e->raw, &c);
		if (strcmp(cell_dump(a, &c), e->want) != 0)
			fail_msg("“%s”: %s, not %s", e->raw,
			    cell_dump(a, &c), e->want);
	}
	arena_reset(a);
}

#endif
