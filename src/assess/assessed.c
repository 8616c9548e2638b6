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

int
assess_assessed(struct score_grid *g, const struct step *st, struct err *err)
{
	const char *sql = scheme_property(g->scheme, "评定条件", "");
	struct condition c;

	if (assess_deductions(g, err) == -1 || assess_experts(g, err) == -1)
		return -1;
	if (*sql == '\0') {
		for (size_t i = 0; i < g->nstudios; i++)
			g->studios[i].judged |= !needs_experts(g->scheme);
		return 0;
	}
	if (condition_try(g, st, 0, sql, "评定条件", &c, err) == -1)
		return -1;
	for (size_t i = 0; i < g->nstudios; i++) {
		g->studios[i].judged = c.holds[i];
		if (c.open[i] != NULL)
			step_leave_open(g, st, i, arena_printf(&g->arena,
			    "评定条件待核实：%s", c.open[i]));
	}
	return 0;
}
