#include "assess/private.h"

#include <string.h>

/* Add m to sum. */
static void
add_fraction(mpq_t sum, struct fraction m)
{
	mpq_t x;

	if (m.den == 0)
		return;
	mpq_init(x);
	fraction_to_mpq(x, m);
	mpq_add(sum, sum, x);
	mpq_clear(x);
}

void
bind_points(sqlite3_stmt *stmt, int index, const mpq_t x, bool rounded)
{
	mpq_t points;

	if (rounded) {
		(void)sqlite3_bind_double(stmt, index,
		    (double)fraction_round_mpq(x) / 100);
		return;
	}
	mpq_init(points);
	mpq_set_ui(points, 1, 100);
	mpq_mul(points, x, points);
	(void)sqlite3_bind_double(stmt, index, fraction_nearest_mpq(points));
	mpq_clear(points);
}

/*
 * A studio's total: regular points, taken up to the full mark when some
 * leave the sum, plus bonus points.
 */
static void
compute_total(const struct score_grid *g, size_t studio)
{
	struct studio *st = &g->studios[studio];
	long max = 0, full = 0;
	mpq_t bonus, ratio;

	mpq_init(bonus);
	mpq_init(ratio);
	for (size_t p = 0; p < g->npoints; p++) {
		const struct point *point = &g->scheme->points[p];
		struct fraction m = score_final(g, score_grid_at(g, studio, p));

		add_fraction(point->bonus ? bonus : st->total, m);
		if (!point->bonus) {
			full += point->max;
			max += m.den > 0 ? point->max : 0;
		}
	}
	if (max > 0 && max < full) {
		mpq_set_si(ratio, full, (unsigned long)max);
		mpq_canonicalize(ratio);
		mpq_mul(st->total, st->total, ratio);
	}
	mpq_add(st->total, st->total, bonus);
	mpq_clear(bonus);
	mpq_clear(ratio);
}

/* ---- 小计 ---------------------------------------------------------------------- */

struct subtotal {
	long max;		/* of the points that count */
	long self;
	bool has_self;		/* some point has one */
	bool missing;		/* a point could not be computed */
	mpq_t sum;
};

static void
add_point(const struct score_grid *g, size_t studio, size_t p,
    struct subtotal *sub)
{
	const struct score *s = score_grid_at(g, studio, p);
	struct fraction m = score_final(g, s);

	if (m.den > 0 || s->uncomputed != NULL)
		sub->max += g->scheme->points[p].max;
	sub->missing |= s->uncomputed != NULL;
	add_fraction(sub->sum, m);
	if (s->self != NO_SELF) {
		sub->self += s->self;
		sub->has_self = true;
	}
}

static int
insert_subtotal(const struct score_grid *g, sqlite3_stmt *stmt,
    const struct studio *st, const char *level1, const struct subtotal *sub,
    struct err *err)
{
	int rc;

	(void)sqlite3_clear_bindings(stmt);
	store_bind(stmt, 1, st->code);
	store_bind(stmt, 2, level1);
	(void)sqlite3_bind_double(stmt, 3, (double)sub->max / 100);
	if (st->judged && !sub->missing) {
		bind_points(stmt, 4, sub->sum, true);
		bind_points(stmt, 6, sub->sum, false);
	}
	if (sub->has_self)
		(void)sqlite3_bind_double(stmt, 5, (double)sub->self / 100);
	rc = store_step(g->store, stmt, err);
	(void)sqlite3_reset(stmt);
	return rc;
}

/* True when a point before p has the same level 1. */
static bool
seen_level(const struct score_grid *g, size_t p)
{
	for (size_t i = 0; i < p; i++)
		if (strcmp(g->scheme->points[i].level1,
		    g->scheme->points[p].level1) == 0)
			return true;
	return false;
}

static int
fill_subtotals(struct score_grid *g, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store,
	    "INSERT INTO 小计(工作室, 一级指标, 满分, 得分, 自评, 未舍入)"
	    " VALUES(?1,?2,?3,?4,?5,?6)", err);
	int rc = 0;

	if (stmt == NULL)
		return -1;
	for (size_t p = 0; p < g->npoints && rc == 0; p++) {
		const char *level1 = g->scheme->points[p].level1;

		if (seen_level(g, p))
			continue;
		for (size_t i = 0; i < g->nstudios && rc == 0; i++) {
			struct subtotal sub = { 0 };

			mpq_init(sub.sum);
			for (size_t k = p; k < g->npoints; k++)
				if (strcmp(g->scheme->points[k].level1,
				    level1) == 0)
					add_point(g, i, k, &sub);
			rc = insert_subtotal(g, stmt, &g->studios[i], level1,
			    &sub, err);
			mpq_clear(sub.sum);
		}
	}
	store_finalize(stmt);
	return rc;
}

/* Whether every point that counts has its score. */
static bool
complete(const struct score_grid *g, size_t studio)
{
	for (size_t p = 0; p < g->npoints; p++)
		if (score_grid_at(g, studio, p)->uncomputed != NULL)
			return false;
	return true;
}

int
assess_totals(struct score_grid *g, struct err *err)
{
	if (g->npoints == 0 || scheme_by_words(g->scheme))
		return 0;
	for (size_t i = 0; i < g->nstudios; i++) {
		g->studios[i].ranked = g->studios[i].judged && complete(g, i);
		if (g->studios[i].ranked)
			compute_total(g, i);
	}
	return fill_subtotals(g, err);
}
