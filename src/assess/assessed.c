#include "assess/private.h"

/*
 * Who is assessed: whom some expert scored, or as the scheme says.  Where no
 * regular point waits for an expert, all are.
 */

static bool
needs_experts(const struct scheme *s)
{
	for (size_t i = 0; i < s->npoints; i++)
		if (!s->points[i].bonus && (s->points[i].max < 0 ||
		    *s->points[i].automatic == '\0'))
			return true;
	return false;
}

/*
 * Who took nothing off writes a row of 0: one whose rows are all blank is not
 * on the panel, which may change the means.
 */
static int
tell_blank(struct score_grid *g, struct err *err)
{
	if (!scheme_scores(g->scheme, SCORING_DEDUCTION) ||
	    scheme_form(g->scheme, TABLE_EXPERT) == NULL)
		return 0;
	return report_rows(g, arena_printf(&g->arena, "SELECT "
	    ROW_PLACE(FIELD_EXPERT, EXPERT_NAME) ", min(r.rowid) FROM "
	    TABLE_EXPERT " AS r GROUP BY r." FIELD_STUDIO ", " EXPERT_NAME
	    " HAVING sum(%s) = 0 AND NOT EXISTS (SELECT 1 FROM 有效评分 AS v"
	    " WHERE v.工作室 = r." FIELD_STUDIO " AND v.专家 = " EXPERT_NAME
	    ") ORDER BY min(r.rowid)", score_given(g)),
	    FINDING_EXPERT_BLANK, NULL, err);
}

/* Somebody scored it, and the scheme says that it is not assessed. */
static int
tell_scored(struct score_grid *g, const struct studio *st, struct err *err)
{
	return finding_add(g->store, FINDING_SCORED_NOT_ASSESSED,
	    &(struct finding){ .studio = st->code, .field = "评定条件" }, err);
}

int
assess_assessed(struct score_grid *g, const struct step *st, struct err *err)
{
	const char *sql = scheme_property(g->scheme, "评定条件", "");
	struct condition c;

	if (assess_deductions(g, err) == -1 || assess_experts(g, err) == -1 ||
	    tell_blank(g, err) == -1)
		return -1;
	if (*sql == '\0') {
		for (size_t i = 0; i < g->nstudios; i++)
			g->studios[i].judged |= !needs_experts(g->scheme);
		return 0;
	}
	if (condition_try(g, st, 0, sql, "评定条件", &c, err) == -1)
		return -1;
	for (size_t i = 0; i < g->nstudios; i++) {
		if (g->studios[i].judged && !c.holds[i] && c.open[i] == NULL &&
		    tell_scored(g, &g->studios[i], err) == -1)
			return -1;
		g->studios[i].judged = c.holds[i];
		if (c.open[i] != NULL)
			step_leave_open(g, st, i, arena_printf(&g->arena,
			    "评定条件待核实：%s", c.open[i]));
	}
	return 0;
}
