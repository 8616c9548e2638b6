#ifndef PINGGU_ASSESS_PANEL_H
#define PINGGU_ASSESS_PANEL_H

#include "assess/private.h"

/* What one expert gave to one point, his rounds taken together. */
struct voice {
	const char *expert;
	size_t role;		/* its place in the scheme; 0 without roles */
	struct fraction value;	/* the mean of his rounds, 1/100 point */
	size_t rounds;
	uint32_t votes[MOST_WORDS];	/* his rounds' words, by their place */
};

/*
 * What is done with the voices on one point, at least one.  They come studio
 * by studio; the names live until the next point.  -1 ends it, err filled.
 */
typedef int panel_take(void *ctx, size_t studio, size_t point,
	    const struct voice *voices, size_t n, struct err *err);

/* panel.c: give all that experts gave, 有效评分, to take. */
int	panel_read(struct score_grid *g, panel_take *take, void *ctx,
	    struct err *err);

/* Experts whose scores do not count, in the order of panel_read. */
struct left_expert {
	size_t studio, role;
	const char *name;
};

struct left_out {
	struct left_expert *experts;
	size_t n, cap;
	struct arena arena;
};

/*
 * extremes.c: from limit experts on who scored all regular points, m->leave of
 * those with the highest total and with the lowest are left out, in each
 * role.  They go to out and to 未计入专家; who scored only some is told of.
 */
int	extremes_find(struct score_grid *g, const struct method *m,
	    size_t limit, struct left_out *out, struct err *err);

/* Which roles have not scored which points of a studio that others scored. */
struct missing_roles {
	struct score_grid *grid;
	size_t studio;		/* SIZE_MAX: none yet */
	bool *missing;		/* a role's points, role by role */
	bool *spoke;		/* the role scored something */
};

/* roles.c: begin; note a point, means by role (no value: no score). */
void	missing_roles_open(struct missing_roles *m, struct score_grid *g);
int	missing_roles_see(struct missing_roles *m, size_t studio,
	    size_t point, const struct fraction *means, struct err *err);
/* Tell of the last studio; the others are told of on the way. */
int	missing_roles_tell(struct missing_roles *m, struct err *err);
void	missing_roles_close(struct missing_roles *m);

#endif
