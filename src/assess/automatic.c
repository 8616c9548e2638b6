#include "assess/private.h"

/* One evaluation point, for the queries about it. */
struct point_column {
	struct score_grid *grid;
	size_t point;
	struct reads reads;		/* of the automatic score */
};

static int
take_applies(void *ctx, size_t studio, sqlite3_stmt *stmt, struct err *err)
{
	const struct point_column *c = ctx;

	(void)err;
	score_grid_at(c->grid, studio, c->point)->applies =
	    sqlite3_column_int(stmt, 1) != 0;
	return 0;
}

/* Where a point applies, as its condition says. */
static int
read_applies(struct score_grid *g, size_t point, struct err *err)
{
	const struct point *p = &g->scheme->points[point];
	struct point_column c = { .grid = g, .point = point };

	if (*p->applies == '\0')
		return 0;
	return score_grid_studios(g, scheme_scalar_sql(&g->arena, p->applies),
	    arena_printf(&g->arena, "评估点 %s 的适用", p->code), take_applies,
	    &c, err);
}

/*
 * A computed score, held between 0 and the point's maximum, half up: 1.005,
 * which SQL holds as 1.00499999999999989, is 1.01 as in points().
 */
static int32_t
computed(sqlite3_stmt *stmt, long max)
{
	double x = sqlite3_column_double(stmt, 1) * 100;

	if (!(x > 0))
		return 0;
	return x >= (double)max ? (int32_t)max : (int32_t)(x + 0.5 + 1e-7);
}

static int
take_automatic(void *ctx, size_t studio, sqlite3_stmt *stmt, struct err *err)
{
	const struct point_column *c = ctx;
	struct score_grid *g = c->grid;
	struct score *s = score_grid_at(g, studio, c->point);
	long max = g->scheme->points[c->point].max;

	(void)err;
	if (score_exempt(s))	/* nothing to compute either */
		return 0;
	s->automatic = computed(stmt, max);
	s->evidence = arena_strdup(&g->arena, store_text(stmt, 2));
	s->uncomputed = unread_cause(g, &c->reads, studio, false, &g->arena);
	/* A cell that was not read might give more, but not beyond the top. */
	if (s->uncomputed == NULL && s->automatic < max)
		s->uncomputed = unread_cause(g, &c->reads, studio, true,
		    &g->arena);
	if (s->uncomputed != NULL) {
		s->automatic = -1;
		s->evidence = s->uncomputed;
	}
	return 0;
}

static int
read_automatic(struct score_grid *g, size_t point, struct err *err)
{
	const struct point *p = &g->scheme->points[point];
	struct point_column c = { .grid = g, .point = point };
	const char *sql = scheme_point_sql(&g->arena, p, g->scheme);
	struct point value = *p;

	if (*p->automatic == '\0' || p->max < 0)
		return 0;
	value.evidence = "";	/* what is only shown does not change it */
	if (unread_reads(g, scheme_point_sql(&g->arena, &value, g->scheme),
	    &c.reads, err) == -1)
		return -1;
	return score_grid_studios(g, sql,
	    arena_printf(&g->arena, "评估点 %s 的自动计分", p->code),
	    take_automatic, &c, err);
}

int
assess_automatic(struct score_grid *g, struct err *err)
{
	for (size_t p = 0; p < g->npoints; p++)
		if (read_applies(g, p, err) == -1 ||
		    read_automatic(g, p, err) == -1)
			return -1;
	return 0;
}
