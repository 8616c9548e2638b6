#include "assess/private.h"

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

/* ---- parts ------------------------------------------------------------------- */

/* What a part comes to in one studio; in 1/100 point. */
struct part_sum {
	mpq_t regular, bonus;	/* groups held within their bounds */
	mpq_t counts;		/* what it adds to the total */
	long max;		/* of the points that count */
	long self;
	bool has_self;		/* some point has one */
	bool missing;		/* a point could not be computed */
};

/* What one studio's points come to, made once for all studios. */
struct totals {
	struct score_grid *grid;
	struct part *parts;
	struct part_sum *sums;	/* one a part */
	size_t nparts;
	bool *left;		/* one a point: it counts */
	sqlite3_stmt *part, *group;	/* a row of 小计, of 上限组 */
};

static void
mark_left(const struct totals *t, size_t studio)
{
	for (size_t p = 0; p < t->grid->npoints; p++) {
		const struct score *s = score_grid_at(t->grid, studio, p);

		t->left[p] = s->uncomputed != NULL ||
		    score_final(t->grid, s).den > 0;
	}
}

/* Add the points of a group to sum, what they are worth; false: none counts. */
static bool
sum_group(const struct totals *t, size_t studio, const struct point_group *g,
    mpq_t sum, struct part_sum *part)
{
	bool any = false;

	mpq_set_si(sum, 0, 1);
	for (size_t i = 0; i < g->npoints; i++) {
		const struct score *s = score_grid_at(t->grid, studio,
		    g->points[i]);

		any |= t->left[g->points[i]];
		part->missing |= s->uncomputed != NULL;
		add_fraction(sum, score_final(t->grid, s));
		if (s->self != NO_SELF) {
			part->self += s->self;
			part->has_self = true;
		}
	}
	return any;
}

/* Hold x within the bounds of the group. */
static void
hold(mpq_t x, const struct cap *cap)
{
	if (cap->high != NO_HIGH && mpq_cmp_si(x, cap->high, 1) > 0)
		mpq_set_si(x, cap->high, 1);
	if (cap->low != NO_LOW && mpq_cmp_si(x, cap->low, 1) < 0)
		mpq_set_si(x, cap->low, 1);
}

/* A row of 上限组: without figures where there are none. */
static int
insert_group(const struct totals *t, const struct studio *st,
    const struct cap *cap, bool known, const mpq_t sum, const mpq_t held,
    struct err *err)
{
	int rc;

	(void)sqlite3_clear_bindings(t->group);
	store_bind(t->group, 1, st->code);
	store_bind(t->group, 2, cap->name);
	if (known) {
		bind_points(t->group, 3, sum, true);
		bind_points(t->group, 4, held, true);
	}
	rc = store_step(t->grid->store, t->group, err);
	(void)sqlite3_reset(t->group);
	return rc;
}

/* Whether all points of the group that are computed could be. */
static bool
group_known(const struct totals *t, size_t studio, const struct point_group *g)
{
	for (size_t i = 0; i < g->npoints; i++)
		if (score_grid_at(t->grid, studio, g->points[i])->uncomputed !=
		    NULL)
			return false;
	return t->grid->studios[studio].judged;
}

static int
add_group(const struct totals *t, size_t studio, const struct point_group *g,
    struct part_sum *part, struct err *err)
{
	mpq_t sum, held;
	int rc = 0;
	bool any;

	mpq_init(sum);
	mpq_init(held);
	any = sum_group(t, studio, g, sum, part);
	mpq_set(held, sum);
	if (g->cap != NULL) {
		if (any)
			hold(held, g->cap);
		rc = insert_group(t, &t->grid->studios[studio], g->cap,
		    any && group_known(t, studio, g), sum, held, err);
	}
	mpq_add(g->bonus ? part->bonus : part->regular,
	    g->bonus ? part->bonus : part->regular, held);
	mpq_clear(sum);
	mpq_clear(held);
	return rc;
}

/* What the parts of a studio come to, each by itself. */
static int
sum_parts(struct totals *t, size_t studio, struct err *err)
{
	int rc = 0;

	mark_left(t, studio);
	for (size_t i = 0; i < t->nparts && rc == 0; i++) {
		struct part_sum *sum = &t->sums[i];
		const struct part *part = &t->parts[i];

		mpq_set_si(sum->regular, 0, 1);
		mpq_set_si(sum->bonus, 0, 1);
		sum->max = part_max(t->grid->scheme, part, t->left);
		sum->self = 0;
		sum->has_self = sum->missing = false;
		for (size_t k = 0; k < part->ngroups && rc == 0; k++)
			rc = add_group(t, studio, &part->groups[k], sum, err);
	}
	return rc;
}

/* ---- weights ------------------------------------------------------------------- */

/* x × num / den. */
static void
scale(mpq_t x, long num, long den)
{
	mpq_t ratio;

	mpq_init(ratio);
	mpq_set_si(ratio, num, (unsigned long)den);
	mpq_canonicalize(ratio);
	mpq_mul(x, x, ratio);
	mpq_clear(ratio);
}

/*
 * What each part adds to the total.  With weights a part is taken to its
 * worth by the points that count in it, and where nothing counts the others
 * are taken up.  Without weights all regular points are taken up together.
 * What is worth nothing (it has deductions alone) is not taken to anything.
 */
static void
weigh_parts(struct totals *t)
{
	const struct scheme *s = t->grid->scheme;
	const bool weights = s->nweights > 0;
	long full = 0, present = 0;

	for (size_t i = 0; i < t->nparts; i++) {
		struct part_sum *sum = &t->sums[i];
		const long worth = part_worth(s, &t->parts[i]);

		full += worth;
		mpq_set(sum->counts, sum->regular);
		if (!weights)
			present += t->parts[i].bonus ? 0 : sum->max;
		else if (sum->max > 0 && worth > 0)
			present += worth;
		if (weights && sum->max > 0 && !t->parts[i].bonus)
			scale(sum->counts, worth, sum->max);
	}
	for (size_t i = 0; i < t->nparts; i++) {
		struct part_sum *sum = &t->sums[i];

		if (present > 0 && present < full)
			scale(sum->counts, full, present);
		mpq_add(sum->counts, sum->counts, sum->bonus);
	}
}

/* ---- 小计 ---------------------------------------------------------------------- */

static bool
has_bonus(const struct part *part)
{
	for (size_t i = 0; i < part->ngroups; i++)
		if (part->groups[i].bonus)
			return true;
	return false;
}

/* The figures of a part whose points all have their score. */
static void
bind_part(const struct totals *t, const struct part *part,
    const struct part_sum *sum)
{
	mpq_t all;

	mpq_init(all);
	mpq_add(all, sum->regular, sum->bonus);
	bind_points(t->part, 4, all, true);
	bind_points(t->part, 6, all, false);
	mpq_clear(all);
	if (t->grid->scheme->nweights > 0) {
		bind_points(t->part, 7, sum->counts, true);
		bind_points(t->part, 11, sum->counts, false);
	}
	if (has_bonus(part)) {
		bind_points(t->part, 8, sum->bonus, true);
		bind_points(t->part, 10, sum->bonus, false);
	}
	if (!part->bonus)
		bind_points(t->part, 9, sum->regular, false);
}

static int
insert_part(const struct totals *t, const struct studio *st, size_t part,
    struct err *err)
{
	const struct part_sum *sum = &t->sums[part];
	int rc;

	(void)sqlite3_clear_bindings(t->part);
	store_bind(t->part, 1, st->code);
	store_bind(t->part, 2, t->parts[part].level1);
	(void)sqlite3_bind_double(t->part, 3, (double)sum->max / 100);
	if (sum->has_self)
		(void)sqlite3_bind_double(t->part, 5, (double)sum->self / 100);
	if (st->judged && !sum->missing)
		bind_part(t, &t->parts[part], sum);
	rc = store_step(t->grid->store, t->part, err);
	(void)sqlite3_reset(t->part);
	return rc;
}

/* Whether every point that counts has its score. */
static bool
complete(const struct totals *t)
{
	for (size_t i = 0; i < t->nparts; i++)
		if (t->sums[i].missing)
			return false;
	return true;
}

static int
total_studio(struct totals *t, size_t studio, struct err *err)
{
	struct studio *st = &t->grid->studios[studio];
	int rc = sum_parts(t, studio, err);

	weigh_parts(t);
	st->ranked = st->judged && complete(t);
	for (size_t i = 0; i < t->nparts && rc == 0; i++) {
		if (st->ranked)
			mpq_add(st->total, st->total, t->sums[i].counts);
		rc = insert_part(t, st, i, err);
	}
	return rc;
}

/* ---- all studios --------------------------------------------------------------- */

static int
totals_open(struct totals *t, struct score_grid *g, struct err *err)
{
	t->grid = g;
	t->nparts = scheme_parts(&g->arena, g->scheme, &t->parts);
	t->sums = arena_alloc(&g->arena, t->nparts * sizeof(*t->sums));
	t->left = arena_alloc(&g->arena, g->npoints * sizeof(*t->left));
	for (size_t i = 0; i < t->nparts; i++)
		mpq_inits(t->sums[i].regular, t->sums[i].bonus,
		    t->sums[i].counts, NULL);
	t->part = store_prepare(g->store, "INSERT INTO 小计(工作室, 一级指标, 满分,"
	    " 得分, 自评, 未舍入, 折算, 附加, _常规, _附加, _折算)"
	    " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)", err);
	t->group = t->part == NULL ? NULL : store_prepare(g->store,
	    "INSERT INTO 上限组(工作室, 组, 合计, 计入) VALUES(?1,?2,?3,?4)", err);
	return t->group == NULL ? -1 : 0;
}

static void
totals_close(struct totals *t)
{
	store_finalize(t->part);
	store_finalize(t->group);
	for (size_t i = 0; i < t->nparts; i++)
		mpq_clears(t->sums[i].regular, t->sums[i].bonus,
		    t->sums[i].counts, NULL);
}

int
assess_totals(struct score_grid *g, struct err *err)
{
	struct totals t = { 0 };
	int rc;

	if (g->npoints == 0 || scheme_by_words(g->scheme))
		return 0;
	rc = totals_open(&t, g, err);
	for (size_t i = 0; i < g->nstudios && rc == 0; i++)
		rc = total_studio(&t, i, err);
	totals_close(&t);
	return rc;
}
