#include "assess/private.h"

/*
 * Results that are not there for a studio, since what they rest on was not
 * read; and what follows for those that read them.
 */

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
