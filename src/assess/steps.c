#include "assess/private.h"

#include <string.h>

/* What the scheme asks for, step by step. */

/* Why a studio has no total, or NULL. */
static const char *
why_no_total(struct score_grid *g, size_t studio)
{
	const char *why = step_open(g, g->sequence.first[STEP_ASSESSED], studio);

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
	leave_open_too(g, st, g->sequence.first[STEP_SCORES]);
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
	leave_open_too(g, st, g->sequence.first[STEP_TOTALS]);
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
	[STEP_APPLIES] = assess_applies, [STEP_ASSESSED] = assess_assessed,
	[STEP_POINT] = assess_automatic,
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
