#include "assess/private.h"

#include <stdlib.h>
#include <string.h>

/*
 * By group, then the judged first where there are points, then the exact
 * total, highest first, then 编号.
 */
static int
by_total(const void *a, const void *b)
{
	const struct studio *x = *(struct studio *const *)a;
	const struct studio *y = *(struct studio *const *)b;
	int c = strcmp(x->group, y->group);

	if (c == 0 && x->ranked != y->ranked)
		c = x->ranked ? -1 : 1;
	if (c == 0)
		c = mpq_cmp(y->total, x->total);
	return c != 0 ? c : strcmp(x->code, y->code);
}

/* The studios in the order of 位次; to be freed. */
static struct studio **
order_studios(const struct score_grid *g)
{
	struct studio **order = mem_zero(g->nstudios + 1, sizeof(*order));

	for (size_t i = 0; i < g->nstudios; i++)
		order[i] = &g->studios[i];
	if (g->nstudios > 1)
		qsort(order, g->nstudios, sizeof(*order), by_total);
	return order;
}

/* Equal totals share a rank: 1, 2, 2, 4. */
static void
give_ranks(const struct score_grid *g, struct studio *const *order)
{
	size_t first = 0;	/* of the group */

	for (size_t i = 0; i < g->nstudios; i++) {
		if (i == 0 || strcmp(order[i]->group, order[i - 1]->group) != 0)
			first = i;
		if (!order[i]->ranked)
			continue;
		if (i > first && mpq_equal(order[i]->total,
		    order[i - 1]->total))
			order[i]->rank = order[i - 1]->rank;
		else
			order[i]->rank = i - first + 1;
	}
}

/* The first grade whose limit the total reaches. */
static const char *
grade_of(const struct score_grid *g, const struct studio *st)
{
	for (size_t i = 0; i < g->scheme->ngrades; i++) {
		const struct grade *x = &g->scheme->grades[i];

		if (x->min == NO_LOW || mpq_cmp_si(st->total, x->min, 1) >= 0)
			return x->name;
	}
	return NULL;
}

static bool
self_total(const struct score_grid *g, size_t studio, double *total)
{
	long sum = 0;
	bool any = false;

	for (size_t p = 0; p < g->npoints; p++) {
		int32_t self = score_grid_at(g, studio, p)->self;

		if (self != NO_SELF)
			sum += self;
		any |= self != NO_SELF;
	}
	*total = (double)sum / 100;
	return any;
}

static int
fill_summary(struct score_grid *g, struct studio *const *order, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store,
	    "INSERT INTO 汇总(工作室, 组别, 自评总分, 总分, 名次, 等级, 资格, 未舍入, 位次)"
	    " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)", err);
	int rc = 0;

	if (stmt == NULL)
		return -1;
	for (size_t i = 0; i < g->nstudios && rc == 0; i++) {
		const struct studio *st = order[i];
		double self;

		(void)sqlite3_clear_bindings(stmt);
		store_bind(stmt, 1, st->code);
		store_bind(stmt, 2, st->group);
		if (self_total(g, (size_t)(st - g->studios), &self))
			(void)sqlite3_bind_double(stmt, 3, self);
		if (st->ranked) {
			bind_points(stmt, 4, st->total, true);
			(void)sqlite3_bind_int64(stmt, 5,
			    (sqlite3_int64)st->rank);
			bind_points(stmt, 8, st->total, false);
			store_bind(stmt, 6, grade_of(g, st));
		}
		if (g->npoints > 0 && !st->judged)
			store_bind(stmt, 6, NOT_JUDGED);
		else if (g->npoints > 0 && !st->ranked &&
		    !scheme_by_words(g->scheme))
			store_bind(stmt, 6, VERDICT_UNREAD);
		store_bind(stmt, 7, st->eligible);
		(void)sqlite3_bind_int64(stmt, 9, (sqlite3_int64)i + 1);
		rc = store_step(g->store, stmt, err);
		(void)sqlite3_reset(stmt);
	}
	store_finalize(stmt);
	return rc;
}

int
assess_ranking(struct score_grid *g, struct err *err)
{
	struct studio **order = order_studios(g);
	int rc;

	give_ranks(g, order);
	rc = fill_summary(g, order, err);
	free(order);
	return rc;
}
