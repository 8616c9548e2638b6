#include "assess/private.h"

#include <string.h>

/*
 * 等级: the rows of the scheme, best first; a studio takes the first whose
 * limit and condition hold and whose quota is not used up.  Those of one rank
 * stand before a quota together: it takes all of them or none.
 */
struct grading {
	struct score_grid *grid;
	const struct step *step;
	struct condition *conditions;	/* one a row */
	size_t *left;			/* of each row's quota, in this group */
	bool *done;			/* one a studio: it has its grade */
};

/* ---- what a row asks -------------------------------------------------------------- */

static int
try_conditions(struct grading *x, struct err *err)
{
	struct score_grid *g = x->grid;

	for (size_t i = 0; i < g->scheme->ngrades; i++) {
		const struct grade *row = &g->scheme->grades[i];

		if (*row->condition != '\0' && condition_try(g, x->step, i,
		    row->condition, arena_printf(&g->arena,
		    "等级“%s”的条件", row->name), &x->conditions[i], err) == -1)
			return -1;
	}
	return 0;
}

/* Why it is not known whether the studio has a rank, or NULL. */
static const char *
why_no_rank(const struct grading *x, const struct studio *st)
{
	const struct score_grid *g = x->grid;

	return step_open(g, g->sequence.first[STEP_RANKS],
	    (size_t)(st - g->studios));
}

/* Whether the studio may take the row, its condition aside. */
static bool
may_take(const struct grading *x, const struct studio *st,
    const struct grade *row)
{
	return (*row->group == '\0' || strcmp(row->group, st->group) == 0) &&
	    (row->min == NO_LOW || (st->ranked &&
	    mpq_cmp_si(st->total, row->min, 1) >= 0)) &&
	    (row->quota < 0 || why_no_rank(x, st) != NULL || (st->rank > 0 &&
	    x->left[row - x->grid->scheme->grades] > 0));
}

static void
set_grade(struct grading *x, struct studio *st, const char *grade)
{
	st->grade = grade;
	x->done[st - x->grid->studios] = true;
}

/* It is not known which grade the studio has. */
static void
leave_open(struct grading *x, struct studio *st, const char *why)
{
	set_grade(x, st, VERDICT_UNREAD);
	step_leave_open(x->grid, x->step, (size_t)(st - x->grid->studios), why);
}

/* ---- quotas ------------------------------------------------------------------------- */

/* The places of each row in the group of order[from … to-1]. */
static void
open_quotas(struct grading *x, size_t from, size_t to)
{
	const struct scheme *s = x->grid->scheme;
	size_t ranked = 0;

	for (size_t i = from; i < to; i++)
		ranked += x->grid->order[i]->rank > 0;
	for (size_t i = 0; i < s->ngrades; i++) {
		const struct grade *row = &s->grades[i];
		size_t quota = row->quota < 0 ? 0 : (size_t)row->quota;

		x->left[i] = row->percent ? quota * ranked / (100 * 100) :
		    quota;
	}
}

static int
report_tie(const struct grading *x, const struct studio *st,
    const struct grade *row, size_t equals, size_t left, struct err *err)
{
	struct arena *a = &x->grid->arena;
	struct finding f = { .studio = st->code, .field = "名次",
	    .value = arena_printf(a, "%zu", st->rank),
	    .detail = arena_printf(a, "第%zu名有%zu个并列，而“%s”的名额只余%zu个，"
	    "都没有进入这一等级，名额到此为止", st->rank, equals, row->name,
	    left) };

	return finding_add(x->grid->store, FINDING_QUOTA_TIE, &f, err);
}

/* The n studios that row i is for, all of one rank. */
static int
take_row(struct grading *x, size_t i, struct studio *const *takers, size_t n,
    struct err *err)
{
	const struct grade *row = &x->grid->scheme->grades[i];
	size_t left = x->left[i];

	if (row->quota >= 0 && n > left) {
		x->left[i] = 0;
		for (size_t k = 0; k < n && left > 0; k++)
			if (report_tie(x, takers[k], row, n, left, err) == -1)
				return -1;
		return 0;
	}
	if (row->quota >= 0)
		x->left[i] -= n;
	for (size_t k = 0; k < n; k++)
		set_grade(x, takers[k], row->name);
	return 0;
}

/* ---- the studios -------------------------------------------------------------------- */

/* Row i before order[from … to-1], who are of one rank, or one without. */
static int
offer(struct grading *x, size_t i, size_t from, size_t to,
    struct studio **takers, struct err *err)
{
	const struct grade *row = &x->grid->scheme->grades[i];
	const struct condition *c = &x->conditions[i];
	size_t n = 0;

	for (size_t k = from; k < to; k++) {
		struct studio *st = x->grid->order[k];
		size_t studio = (size_t)(st - x->grid->studios);

		if (x->done[studio] || !may_take(x, st, row))
			continue;
		if (c->open != NULL && c->open[studio] != NULL)
			leave_open(x, st, c->open[studio]);
		else if (c->holds != NULL && !c->holds[studio])
			continue;
		else if (row->quota >= 0 && st->rank == 0)
			leave_open(x, st, why_no_rank(x, st));
		else
			takers[n++] = st;
	}
	return take_row(x, i, takers, n, err);
}

/* Whoever has no grade whatever the rows say. */
static void
sort_out(struct grading *x)
{
	struct score_grid *g = x->grid;
	bool totals = g->npoints > 0 && !scheme_by_words(g->scheme);
	const size_t *first = g->sequence.first;

	for (size_t i = 0; i < g->nstudios; i++) {
		struct studio *st = &g->studios[i];
		const char *why = step_open(g, first[STEP_TOTALS], i);

		if (why != NULL)
			leave_open(x, st, why);
		else if (!st->judged)
			set_grade(x, st, NOT_JUDGED);
		else if (totals && !st->ranked)
			set_grade(x, st, VERDICT_UNREAD);
	}
}

/* Rank by rank, each group with quotas of its own. */
static int
grade_all(struct grading *x, struct studio **takers, struct err *err)
{
	struct score_grid *g = x->grid;
	size_t from = 0, group = 0;

	for (size_t i = 1; i <= g->nstudios; i++) {
		bool ends = i == g->nstudios;

		if (from == group) {
			while (group < g->nstudios && strcmp(
			    g->order[group]->group, g->order[from]->group) == 0)
				group++;
			open_quotas(x, from, group);
		}
		if (!ends && g->order[i]->rank > 0 && ranking_equal(g->order[i],
		    g->order[from]))
			continue;
		for (size_t k = 0; k < g->scheme->ngrades; k++)
			if (offer(x, k, from, i, takers, err) == -1)
				return -1;
		from = i;
	}
	return 0;
}

int
assess_grades(struct score_grid *g, const struct step *st, struct err *err)
{
	struct grading x = { .grid = g, .step = st };
	size_t n = g->scheme->ngrades + 1;

	x.conditions = arena_alloc(&g->arena, n * sizeof(*x.conditions));
	x.left = arena_alloc(&g->arena, n * sizeof(*x.left));
	x.done = arena_alloc(&g->arena, (g->nstudios + 1) * sizeof(*x.done));
	sort_out(&x);
	return try_conditions(&x, err) == -1 ? -1 : grade_all(&x,
	    arena_alloc(&g->arena, (g->nstudios + 1) * sizeof(struct studio *)),
	    err);
}
