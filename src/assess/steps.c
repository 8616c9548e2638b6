#include "assess/private.h"

#include <string.h>

/* What the scheme asks for, step by step, and what was left open on the way. */

void
step_leave_open(struct score_grid *g, const struct step *st, size_t studio,
    const char *why)
{
	const char ***open = &g->open[st - g->sequence.steps];

	if (*open == NULL)
		*open = arena_alloc(&g->arena, g->nstudios * sizeof(**open));
	(*open)[studio] = why;
	g->nopen++;
}

const char *
step_open(const struct score_grid *g, size_t step, size_t studio)
{
	return g->open[step] != NULL ? g->open[step][studio] : NULL;
}

const char *
results_open(const struct score_grid *g, const struct reads *r, size_t studio)
{
	if (g->nopen == 0 || r->step == NULL || r->step->told)
		return NULL;
	for (size_t i = 0; i < r->step->nneeds; i++) {
		const struct need *need = &r->step->needs[i];
		const char *why = step_open(g, need->step, studio);

		if (need->who != NULL && why != NULL &&
		    need->part >= r->from && need->part < r->to)
			return why;
	}
	return NULL;
}

/* ---- conditions ----------------------------------------------------------------- */

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

/* ---- steps ---------------------------------------------------------------------- */

/* Why a studio has no total, or NULL. */
static const char *
why_no_total(struct score_grid *g, size_t studio)
{
	const char *why = step_open(g, 0, studio);

	for (size_t p = 0; p < g->npoints && why == NULL &&
	    g->studios[studio].judged; p++) {
		const struct score *s = score_grid_at(g, studio, p);

		if (s->uncomputed != NULL)
			why = arena_printf(&g->arena, "评估点%s的得分算不出来：%s",
			    g->scheme->points[p].code, s->uncomputed);
	}
	return why;
}

static int
run_scores(struct score_grid *g, const struct step *st, struct err *err)
{
	for (size_t i = 0; i < g->nstudios; i++) {
		const char *why = why_no_total(g, i);

		if (why != NULL)
			step_leave_open(g, st, i, why);
	}
	return assess_scores(g, err) == -1 ? -1 : assess_self_points(g, err);
}

/* What is open in the step before is open in this. */
static void
leave_open_too(struct score_grid *g, const struct step *st, size_t before)
{
	for (size_t i = 0; i < g->nstudios && g->open[before] != NULL; i++)
		if (g->open[before][i] != NULL)
			step_leave_open(g, st, i, g->open[before][i]);
}

static int
run_totals(struct score_grid *g, const struct step *st, struct err *err)
{
	leave_open_too(g, st, (size_t)(st - g->sequence.steps) - 1);
	g->stale = true;
	return assess_totals(g, err);
}

static int
run_gates(struct score_grid *g, const struct step *st, struct err *err)
{
	(void)err;
	for (size_t i = 0; i < g->nstudios; i++)
		if (strcmp(g->studios[i].eligible, VERDICT_UNREAD) == 0)
			step_leave_open(g, st, i, "资格待核实");
	g->gates_done = true;
	g->stale = true;
	return 0;
}

static int
run_ranks(struct score_grid *g, const struct step *st, struct err *err)
{
	for (size_t i = 0; i < g->sequence.nsteps; i++)
		if (g->sequence.steps[i].kind == STEP_TOTALS)
			leave_open_too(g, st, i);
	g->stale = true;
	return assess_ranking(g, st, err);
}

static int
run_grades(struct score_grid *g, const struct step *st, struct err *err)
{
	g->stale = true;
	return assess_grades(g, st, err);
}

static int (*const runs[STEP_KINDS])(struct score_grid *g,
    const struct step *st, struct err *err) = {
	[STEP_ASSESSED] = assess_assessed, [STEP_POINT] = assess_point,
	[STEP_SCORES] = run_scores, [STEP_TOTALS] = run_totals,
	[STEP_RULE] = assess_rule, [STEP_GATES] = run_gates,
	[STEP_RANKS] = run_ranks, [STEP_GRADES] = run_grades,
	[STEP_STAGE] = assess_stage,
};

int
assess_steps(struct score_grid *g, struct err *err)
{
	struct sequence *q = &g->sequence;

	scheme_sequence(g->scheme, g->store, &g->arena, q);
	if (q->nwrong > 0)
		return err_set(err, "%s：%s", q->wrong[0].file,
		    q->wrong[0].text);
	g->open = arena_alloc(&g->arena, q->nsteps * sizeof(*g->open));
	g->stale = true;
	for (size_t i = 0; i < q->nsteps; i++) {
		const struct step *st = &q->steps[q->order[i]];

		if (st->summary && g->stale && assess_summary(g, err) == -1)
			return -1;
		if (runs[st->kind](g, st, err) == -1)
			return -1;
	}
	return g->stale ? assess_summary(g, err) : 0;
}
