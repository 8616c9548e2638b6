#include "assess/panel.h"

#include <stdlib.h>
#include <string.h>

/* Points of a role that others scored and nobody of it: their weights grow. */

void
missing_roles_open(struct missing_roles *m, struct score_grid *g)
{
	size_t n = g->scheme->nroles;

	*m = (struct missing_roles){ .grid = g, .studio = SIZE_MAX };
	m->missing = mem_zero(n * g->npoints + 1, sizeof(*m->missing));
	m->spoke = mem_zero(n + 1, sizeof(*m->spoke));
}

void
missing_roles_close(struct missing_roles *m)
{
	free(m->missing);
	free(m->spoke);
}

static int
tell_role(struct missing_roles *m, size_t role, struct err *err)
{
	struct score_grid *g = m->grid;
	const char *points = score_grid_list(g,
	    &m->missing[role * g->npoints]);
	const char *name = g->scheme->roles[role].name;
	struct finding f = { .studio = g->studios[m->studio].code,
	    .field = FIELD_ROLE, .value = name };

	if (*points == '\0')
		return 0;
	f.detail = m->spoke[role] ? arena_printf(&g->arena, "角色“%s”没有评"
	    "评估点%s，这些评估点里其余角色的权重按比例放大", name, points) :
	    arena_printf(&g->arena, "角色“%s”没有评分（评估点%s），其余角色"
	    "的权重按比例放大", name, points);
	return finding_add(g->store, FINDING_ROLE_MISSING, &f, err);
}

int
missing_roles_tell(struct missing_roles *m, struct err *err)
{
	size_t n = m->grid->scheme->nroles;

	for (size_t r = 0; m->studio != SIZE_MAX && r < n; r++)
		if (tell_role(m, r, err) == -1)
			return -1;
	memset(m->missing, 0, n * m->grid->npoints * sizeof(*m->missing));
	memset(m->spoke, 0, n * sizeof(*m->spoke));
	return 0;
}

int
missing_roles_see(struct missing_roles *m, size_t studio, size_t point,
    const struct fraction *means, struct err *err)
{
	const struct scheme *s = m->grid->scheme;

	if (studio != m->studio && missing_roles_tell(m, err) == -1)
		return -1;
	m->studio = studio;
	for (size_t r = 0; r < s->nroles; r++) {
		m->spoke[r] |= means[r].den > 0;
		m->missing[r * m->grid->npoints + point] =
		    means[r].den == 0 && *s->points[point].automatic == '\0' &&
		    scheme_expects(s, point, s->roles[r].name);
	}
	return 0;
}
