#include "assess/private.h"

#include <stdlib.h>
#include <string.h>

static int
by_code(const void *a, const void *b)
{
	const struct studio *const *x = a, *const *y = b;

	return strcmp((*x)->code, (*y)->code);
}

static int
compare_code(const void *code, const void *studio)
{
	const struct studio *const *s = studio;

	return strcmp(code, (*s)->code);
}

static void
sort_codes(struct score_grid *g)
{
	g->by_code = mem_zero(g->nstudios + 1, sizeof(*g->by_code));
	for (size_t i = 0; i < g->nstudios; i++)
		g->by_code[i] = &g->studios[i];
	if (g->nstudios > 1)
		qsort(g->by_code, g->nstudios, sizeof(*g->by_code), by_code);
}

size_t
score_grid_find_studio(const struct score_grid *g, const char *code,
    size_t near)
{
	struct studio *const *found;

	for (size_t i = near; i < near + 2 && i < g->nstudios; i++)
		if (strcmp(g->studios[i].code, code) == 0)
			return i;
	found = bsearch(code, g->by_code, g->nstudios, sizeof(*g->by_code),
	    compare_code);
	return found != NULL ? (size_t)(*found - g->studios) : g->nstudios;
}

size_t
score_grid_find_point(const struct score_grid *g, const char *code, size_t near)
{
	for (size_t i = 0; i < g->npoints; i++) {
		size_t at = (near + i) % g->npoints;

		if (strcmp(g->scheme->points[at].code, code) == 0)
			return at;
	}
	return g->npoints;
}

struct score *
score_of_row(struct places *at, sqlite3_stmt *stmt)
{
	const struct score_grid *g = at->grid;
	size_t studio = score_grid_find_studio(g, store_text(stmt, 0), at->studio);
	size_t point = score_grid_find_point(g, store_text(stmt, 1), at->point);

	if (studio == g->nstudios || point == g->npoints)
		return NULL;
	at->studio = studio;
	at->point = point;
	return score_grid_at(g, studio, point);
}

char *
score_grid_list(struct score_grid *g, const bool *points)
{
	const size_t most = 10;
	struct buf b = { 0 };
	size_t n = 0;
	char *text;

	for (size_t p = 0; p < g->npoints; p++)
		if (points[p] && n++ < most)
			buf_addf(&b, "%s%s", n == 1 ? "" : "、",
			    g->scheme->points[p].code);
	if (n > most)
		buf_addf(&b, "等%zu个", n);
	text = arena_strdup(&g->arena, buf_str(&b));
	buf_free(&b);
	return text;
}

int
score_grid_open(struct score_grid *g, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, "SELECT " FIELD_CODE
	    " FROM " TABLE_STUDIO " ORDER BY _序", err);
	size_t cap = 0;
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		struct studio *s;

		mem_grow(&g->studios, &cap, g->nstudios, sizeof(*g->studios));
		s = &g->studios[g->nstudios++];
		*s = (struct studio){ .eligible = VERDICT_MET, .group = "" };
		s->code = arena_strdup(&g->arena, store_text(stmt, 0));
		mpq_init(s->total);
	}
	store_finalize(stmt);
	sort_codes(g);
	g->npoints = g->scheme->npoints;
	g->scores = mem_zero(g->nstudios * g->npoints, sizeof(*g->scores));
	g->from_experts = arena_alloc(&g->arena, g->npoints *
	    sizeof(*g->from_experts));
	g->prorate = strcmp(scheme_property(g->scheme, "不适用计分", "计零"),
	    PRORATE) == 0;
	return rc;
}

int
score_grid_groups(struct score_grid *g, struct err *err)
{
	const char *group = scheme_property(g->scheme, "分组字段", "");
	sqlite3_stmt *stmt;
	int rc;

	if (*group == '\0')
		return 0;
	stmt = store_prepare(g->store, arena_printf(&g->arena, "SELECT %s FROM "
	    TABLE_STUDIO " ORDER BY _序", store_quote(&g->arena, group)), err);
	if (stmt == NULL)
		return -1;
	for (size_t i = 0; (rc = store_step(g->store, stmt, err)) == 1; i++)
		g->studios[i].group = arena_strdup(&g->arena,
		    store_text(stmt, 0));
	store_finalize(stmt);
	return rc;
}

void
score_grid_close(struct score_grid *g)
{
	for (size_t i = 0; i < g->nstudios; i++)
		mpq_clear(g->studios[i].total);
	free(g->studios);
	free(g->scores);
	free(g->by_code);
	free(g->order);
	free(g->unread.things);
	arena_free(&g->arena);
}
