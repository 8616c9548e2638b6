#include "assess/private.h"

static bool
self_total(const struct score_grid *g, size_t studio, double *total)
{
	long sum = 0;
	bool any = false;

	for (size_t p = 0; p < g->npoints; p++) {
		int64_t self = score_grid_at(g, studio, p)->self;

		if (self != NO_SELF)
			sum += self;
		any |= self != NO_SELF;
	}
	*total = (double)sum / 100;
	return any;
}

static void
bind_studio(const struct score_grid *g, sqlite3_stmt *stmt,
    const struct studio *st)
{
	double self;

	(void)sqlite3_clear_bindings(stmt);
	store_bind(stmt, 1, st->code);
	store_bind(stmt, 2, st->group);
	if (self_total(g, (size_t)(st - g->studios), &self))
		(void)sqlite3_bind_double(stmt, 3, self);
	if (st->ranked) {
		bind_points(stmt, 4, st->total, true);
		bind_points(stmt, 8, st->total, false);
	}
	if (st->rank > 0)
		(void)sqlite3_bind_int64(stmt, 5, (sqlite3_int64)st->rank);
	store_bind(stmt, 6, st->grade);
	store_bind(stmt, 7, g->gates_done ? st->eligible : NULL);
}

/* Written anew each time: 位次 is its key. */
int
assess_summary(struct score_grid *g, struct err *err)
{
	sqlite3_stmt *stmt;
	int rc = 0;

	if (store_exec(g->store, "DELETE FROM 汇总", err) == -1)
		return -1;
	stmt = store_prepare(g->store,
	    "INSERT INTO 汇总(工作室, 组别, 自评总分, 总分, 名次, 等级, 资格, 未舍入, 位次)"
	    " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)", err);
	if (stmt == NULL)
		return -1;
	for (size_t i = 0; i < g->nstudios && rc == 0; i++) {
		bind_studio(g, stmt, g->order != NULL ? g->order[i] :
		    &g->studios[i]);
		(void)sqlite3_bind_int64(stmt, 9, (sqlite3_int64)i + 1);
		rc = store_step(g->store, stmt, err);
		(void)sqlite3_reset(stmt);
	}
	store_finalize(stmt);
	g->stale = false;
	return rc;
}
