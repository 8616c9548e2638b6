#include "assess/private.h"

#include <stdlib.h>
#include <string.h>

/*
 * One stage: its lines are tried in order, for all studios at once; the
 * first whose condition holds decides.  Later stages may read what earlier
 * ones decided.
 */
struct stage {
	struct grid *grid;
	const struct decision **decided;	/* one a studio, NULL: none yet */
	struct buf *texts;			/* one a studio */
};

/*
 * Run a scalar over all studios and give each value to take().  The values
 * come in the order of the grid.
 */
static int
each_studio(struct stage *s, const struct decision *d, const char *scalar,
    void (*take)(struct stage *, size_t, const struct decision *,
    sqlite3_stmt *), struct err *err)
{
	struct grid *g = s->grid;
	char *what = arena_printf(&g->arena, "结论.csv 第 %zu 行（%s）", d->line,
	    d->stage);
	sqlite3_stmt *stmt = store_prepare_foreign(g->store,
	    scheme_scalar_sql(&g->arena, scalar), what, err);
	size_t i = 0;
	int rc;

	if (stmt == NULL)
		return -1;
	store_budget(g->store, grid_budget(g));
	while ((rc = store_step(g->store, stmt, err)) == 1)
		take(s, i++, d, stmt);
	store_budget(g->store, STORE_UNBOUNDED);
	store_finalize(stmt);
	return rc == -1 ? err_prefix(err, "%s", what) : 0;
}

static void
take_condition(struct stage *s, size_t studio, const struct decision *d,
    sqlite3_stmt *stmt)
{
	if (s->decided[studio] == NULL && sqlite3_column_int(stmt, 1) != 0)
		s->decided[studio] = d;
}

static void
take_part(struct stage *s, size_t studio, const struct decision *d,
    sqlite3_stmt *stmt)
{
	if (s->decided[studio] == d)
		buf_adds(&s->texts[studio], store_text(stmt, 1));
}

static void
add_literal(struct stage *s, const struct decision *d, const char *text)
{
	for (size_t i = 0; i < s->grid->nstudios; i++)
		if (s->decided[i] == d)
			buf_adds(&s->texts[i], text);
}

/* Put a line's wording together for the studios it decided. */
static int
word(struct stage *s, const struct decision *d, struct err *err)
{
	const char *text = d->text, *before, *sql, *after;

	while (scheme_placeholder(&s->grid->arena, text, &before, &sql,
	    &after)) {
		add_literal(s, d, before);
		if (each_studio(s, d, sql, take_part, err) == -1)
			return -1;
		text = after;
	}
	add_literal(s, d, text);
	return 0;
}

static int
record(struct stage *s, const char *name, struct err *err)
{
	struct grid *g = s->grid;
	sqlite3_stmt *stmt = store_prepare(g->store,
	    "INSERT INTO 结论 VALUES(?1,?2,?3,?4)", err);
	int rc = 0;

	if (stmt == NULL)
		return -1;
	for (size_t i = 0; i < g->nstudios && rc == 0; i++) {
		if (s->decided[i] == NULL)
			continue;
		store_bind(stmt, 1, g->studios[i].code);
		store_bind(stmt, 2, name);
		store_bind(stmt, 3, buf_str(&s->texts[i]));
		store_bind(stmt, 4, s->decided[i]->basis);
		rc = store_step(g->store, stmt, err);
		(void)sqlite3_reset(stmt);
	}
	store_finalize(stmt);
	return rc;
}

/* Decide the stage whose lines are d[0] … d[n-1]. */
static int
decide_stage(struct grid *g, const struct decision *d, size_t n,
    struct err *err)
{
	struct stage s = { .grid = g };
	int rc = 0;

	s.decided = mem_zero(g->nstudios, sizeof(*s.decided));
	s.texts = mem_zero(g->nstudios, sizeof(*s.texts));
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = each_studio(&s, &d[i], d[i].condition, take_condition,
		    err);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = word(&s, &d[i], err);
	if (rc == 0)
		rc = record(&s, d->stage, err);
	for (size_t i = 0; i < g->nstudios; i++)
		buf_free(&s.texts[i]);
	free(s.texts);
	free(s.decided);
	return rc;
}

int
assess_decisions(struct grid *g, struct err *err)
{
	const struct decision *d = g->scheme->decisions;
	size_t n = g->scheme->ndecisions, first = 0;

	for (size_t i = 1; i <= n; i++)
		if (i == n || strcmp(d[i].stage, d[first].stage) != 0) {
			if (decide_stage(g, &d[first], i - first, err) == -1)
				return -1;
			first = i;
		}
	return 0;
}
