#include "assess/private.h"

/* A condition of the scheme, tried in all studios. */

struct condition_column {
	struct score_grid *grid;
	struct condition *condition;
	struct reads reads;
};

static int
take_condition(void *ctx, size_t studio, sqlite3_stmt *stmt, struct err *err)
{
	struct condition_column *c = ctx;
	struct score_grid *g = c->grid;
	bool holds = sqlite3_column_double(stmt, 1) != 0;
	const char *why = unread_cause(g, &c->reads, studio, false, &g->arena);

	(void)err;
	if (why == NULL && !holds)	/* what holds without a cell holds */
		why = unread_cause(g, &c->reads, studio, true, &g->arena);
	c->condition->open[studio] = why;
	c->condition->holds[studio] = holds && why == NULL;
	return 0;
}

int
condition_try(struct score_grid *g, const struct step *st, size_t part,
    const char *sql, const char *what, struct condition *c, struct err *err)
{
	struct condition_column column = { .grid = g, .condition = c };
	const char *query = scheme_scalar_sql(&g->arena, sql);

	c->holds = arena_alloc(&g->arena, (g->nstudios + 1) * sizeof(*c->holds));
	c->open = arena_alloc(&g->arena, (g->nstudios + 1) * sizeof(*c->open));
	if (unread_reads(g, query, &column.reads, err) == -1)
		return -1;
	column.reads.step = st;
	column.reads.from = part;
	column.reads.to = part + 1;
	return score_grid_studios(g, query, what, take_condition, &column, err);
}
