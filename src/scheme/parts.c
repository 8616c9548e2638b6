#include "scheme/scheme.h"

#include <string.h>

/* What counts together: a point, the points of a 上限组, a 一级指标. */

const struct cap *
scheme_cap(const struct scheme *s, const char *name)
{
	for (size_t i = 0; *name != '\0' && i < s->ncaps; i++)
		if (strcmp(s->caps[i].name, name) == 0)
			return &s->caps[i];
	return NULL;
}

const struct weight *
scheme_weight(const struct scheme *s, const char *level1)
{
	for (size_t i = 0; i < s->nweights; i++)
		if (strcmp(s->weights[i].level1, level1) == 0)
			return &s->weights[i];
	return NULL;
}

/* The group of part that p belongs to, or NULL: it needs one of its own. */
static struct point_group *
find_group(struct part *part, const struct cap *cap, bool bonus)
{
	for (size_t i = 0; cap != NULL && i < part->ngroups; i++)
		if (part->groups[i].cap == cap &&
		    part->groups[i].bonus == bonus)
			return &part->groups[i];
	return NULL;
}

static void
add_point(struct arena *a, const struct scheme *s, struct part *part, size_t p)
{
	const struct point *point = &s->points[p];
	const struct cap *cap = scheme_cap(s, point->cap);
	struct point_group *g = find_group(part, cap, point->bonus);

	if (g == NULL) {
		g = &part->groups[part->ngroups++];
		*g = (struct point_group){ .cap = cap, .bonus = point->bonus };
		g->points = arena_alloc(a, (cap == NULL ? 1 : s->npoints - p) *
		    sizeof(*g->points));
	}
	g->points[g->npoints++] = p;
	part->bonus &= point->bonus;
}

size_t
scheme_parts(struct arena *a, const struct scheme *s, struct part **parts)
{
	size_t n = 0;

	*parts = arena_alloc(a, (s->npoints + 1) * sizeof(**parts));
	for (size_t p = 0; p < s->npoints; p++) {
		const char *level1 = s->points[p].level1;
		size_t i = 0;

		while (i < n && strcmp((*parts)[i].level1, level1) != 0)
			i++;
		if (i == n) {
			(*parts)[n++] = (struct part){ .level1 = level1,
			    .weight = scheme_weight(s, level1), .bonus = true };
			(*parts)[i].groups = arena_alloc(a, (s->npoints - p) *
			    sizeof(*(*parts)[i].groups));
		}
		add_point(a, s, &(*parts)[i], p);
	}
	return n;
}

/* ---- maxima ------------------------------------------------------------------ */

long
point_group_max(const struct scheme *s, const struct point_group *g,
    const bool *left)
{
	long sum = 0, reach = 0;	/* 分值; what the points can come to */
	bool any = false, unbounded = false;

	for (size_t i = 0; i < g->npoints; i++) {
		const struct point *p = &s->points[g->points[i]];

		if (left != NULL && !left[g->points[i]])
			continue;
		any = true;
		sum += p->max;
		unbounded |= p->high == NO_HIGH;
		if (p->high != NO_HIGH)
			reach += p->high > p->max ? p->high : p->max;
	}
	if (!any || g->cap == NULL || g->cap->high == NO_HIGH)
		return sum;
	return unbounded || reach > g->cap->high ? g->cap->high : reach;
}

long
part_max(const struct scheme *s, const struct part *part, const bool *left)
{
	long sum = 0;

	for (size_t i = 0; i < part->ngroups; i++)
		if (part->groups[i].bonus == part->bonus)
			sum += point_group_max(s, &part->groups[i], left);
	return sum;
}

long
part_worth(const struct scheme *s, const struct part *part)
{
	if (part->weight != NULL)
		return part->weight->weight;
	return part->bonus ? 0 : part_max(s, part, NULL);
}
