#include "assess/private.h"

#include <string.h>

/*
 * Queries of the scheme over all studios.  They have one budget together;
 * where it does not last, whoever is too much for it alone is told so and
 * left open, and all others get what they would get without.
 */

#define CODE_OF_NOBODY	"''"	/* no studio has it */

struct grid_query {
	struct score_grid *grid;
	const struct point *point;	/* whose SQL it is, or NULL */
	const char *sql, *what;
	const char *table;	/* that it goes through, */
	const char *key;	/* and the column of both with the studio */
	bool each;		/* one row a studio, in the grid's order */
	score_grid_take *take;	/* NULL: nobody wants the rows */
	void *ctx;
	size_t next;		/* row; in a query of each, studio */
};

enum ended { ENDED_WELL, ENDED_STOPPED, ENDED_BADLY };

/* ---- one run --------------------------------------------------------------- */

static size_t
skip_stopped(const struct grid_query *q, size_t studio)
{
	const struct score_grid *g = q->grid;

	while (q->each && studio < g->nstudios &&
	    g->studios[studio].stops > 0)
		studio++;
	return studio;
}

/* Whether a value of the row is longer than a result may be. */
static bool
is_too_long(sqlite3_stmt *stmt)
{
	for (int i = 0; i < sqlite3_column_count(stmt); i++) {
		int type = sqlite3_column_type(stmt, i);

		if ((type == SQLITE_TEXT || type == SQLITE_BLOB) &&
		    sqlite3_column_bytes(stmt, i) > LONGEST_RESULT)
			return true;
	}
	return false;
}

/* What is done with a row is our own work, and has no budget. */
static int
take_row(struct grid_query *q, sqlite3_stmt *stmt, struct err *err)
{
	struct score_grid *g = q->grid;
	uint64_t left = g->store->budget;
	int rc;

	if (q->take == NULL)
		return 0;
	if (q->each && (q->next >= g->nstudios || strcmp(store_text(stmt, 0),
	    g->studios[q->next].code) != 0))
		return err_set(err, "没有给每个工作室恰好一行");
	store_budget(g->store, STORE_UNBOUNDED);
	rc = q->take(q->ctx, q->next, stmt, err);
	store_budget(g->store, left);
	q->next = skip_stopped(q, q->next + 1);
	return rc;
}

static enum ended
run(struct grid_query *q, const char *sql, uint64_t steps, struct err *err)
{
	struct score_grid *g = q->grid;
	sqlite3_stmt *stmt = store_prepare_foreign(g->store, sql, q->what, err);
	enum ended ended = ENDED_WELL;
	int rc;

	if (stmt == NULL)
		return ENDED_BADLY;
	if (scheme_bind(stmt, q->point, q->what, err) == -1) {
		store_finalize(stmt);
		return ENDED_BADLY;
	}
	store_budget(g->store, steps);
	while (ended == ENDED_WELL &&
	    (rc = store_step(g->store, stmt, err)) != 0)
		if (rc == -1)
			ended = store_exhausted(g->store) ? ENDED_STOPPED :
			    ENDED_BADLY;
		else if (is_too_long(stmt))
			ended = ENDED_STOPPED;
		else if (take_row(q, stmt, err) == -1)
			ended = ENDED_BADLY;
	store_budget(g->store, STORE_UNBOUNDED);
	store_finalize(stmt);
	if (ended != ENDED_WELL)
		(void)err_prefix(err, "%s", q->what);
	return ended;
}

/* ---- studio by studio ------------------------------------------------------ */

/* SQL: whether the studio is, or is not, the one or those of a list. */
static char *
only(struct grid_query *q, const char *is, const char *codes)
{
	struct arena *a = &q->grid->arena;

	return arena_printf(a, "SELECT * FROM (%s\n) WHERE %s %s (%s)", q->sql,
	    store_quote(a, q->key), is, codes);
}

/* The query without those who were too much before. */
static const char *
without_stopped(struct grid_query *q)
{
	struct score_grid *g = q->grid;
	struct buf codes = { 0 };
	const char *sql = q->sql;

	for (size_t i = 0; i < g->nstudios; i++)
		if (g->studios[i].stops > 0)
			buf_addf(&codes, "%s%s", codes.len > 0 ? ", " : "",
			    store_literal(&g->arena, g->studios[i].code));
	if (codes.len > 0)
		sql = only(q, "NOT IN", buf_str(&codes));
	buf_free(&codes);
	return sql;
}

/*
 * Whether the query runs away by itself: also for a studio that handed in
 * nothing, which is there for as long as this takes.
 */
static int
runs_away(struct grid_query *q, bool *away, struct err *err)
{
	struct score_grid *g = q->grid;
	struct grid_query nobody = *q;
	const char *table = store_quote(&g->arena, q->table);
	const char *key = store_quote(&g->arena, q->key);

	nobody.take = NULL;
	if (store_exec(g->store, arena_printf(&g->arena, "INSERT INTO %s(%s)"
	    " VALUES(" CODE_OF_NOBODY ")", table, key), err) == -1)
		return -1;
	*away = run(&nobody, only(q, "=", CODE_OF_NOBODY),
	    store_batch_steps(g->store, g->nstudios), err) == ENDED_STOPPED;
	return store_exec(g->store, arena_printf(&g->arena, "DELETE FROM %s"
	    " WHERE %s = " CODE_OF_NOBODY, table, key), err);
}

/* In place of the studio's row: one without values, and why. */
static int
take_stopped(struct grid_query *q, size_t studio, struct err *err)
{
	struct score_grid *g = q->grid;
	const struct studio *st = &g->studios[studio];
	sqlite3_stmt *stmt;
	int rc;

	if (finding_add(g->store, FINDING_QUERY_STOPPED, &(struct finding){
	    .studio = st->code, .value = q->what }, err) == -1)
		return -1;
	stmt = store_prepare(g->store, "SELECT ?1, NULL, NULL, NULL, NULL,"
	    " NULL", err);
	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, st->code);
	g->stopped = arena_printf(&g->arena, "%s没有算完：数据太多", q->what);
	rc = store_step(g->store, stmt, err);
	if (rc == 1)
		rc = q->take(q->ctx, studio, stmt, err);
	g->stopped = NULL;
	store_finalize(stmt);
	return rc;
}

/*
 * One studio alone, with as many steps as all have together, so that who gets
 * a result in a batch gets it whoever else is there; each time that they do
 * not last, half as many the next time.
 */
static int
run_alone(struct grid_query *q, size_t studio, struct err *err)
{
	struct score_grid *g = q->grid;
	struct studio *st = &g->studios[studio];
	uint64_t steps = store_batch_steps(g->store, g->nstudios) >>
	    (st->stops < 32 ? st->stops : 32);
	enum ended ended;

	q->next = studio;
	ended = run(q, only(q, "=", store_literal(&g->arena, st->code)),
	    steps > STORE_STEPS_A_STUDIO ? steps : STORE_STEPS_A_STUDIO, err);
	if (ended == ENDED_WELL && q->each && q->next == studio)
		return err_set(err, "%s：没有给每个工作室恰好一行", q->what);
	if (ended != ENDED_STOPPED)
		return ended == ENDED_WELL ? 0 : -1;
	st->stops++;
	return take_stopped(q, studio, err);
}

static int
run_over(struct grid_query *q, struct err *err)
{
	struct score_grid *g = q->grid;
	bool away = false;
	size_t done = g->nstudios;

	q->next = skip_stopped(q, 0);
	switch (run(q, without_stopped(q), store_batch_steps(g->store,
	    g->nstudios), err)) {
	case ENDED_BADLY:
		return -1;
	case ENDED_WELL:
		if (q->each && q->next != g->nstudios)
			return err_set(err, "%s：没有给每个工作室恰好一行",
			    q->what);
		break;
	case ENDED_STOPPED:
		done = q->each ? q->next : 0;
		if (runs_away(q, &away, err) == -1 || away)
			return -1;
	}
	for (size_t i = 0; i < g->nstudios; i++)
		if ((i >= done || g->studios[i].stops > 0) &&
		    run_alone(q, i, err) == -1)
			return -1;
	return 0;
}

int
score_grid_rows(struct score_grid *g, const char *sql, const char *what,
    const char *table, const char *key, score_grid_take *take, void *ctx,
    struct err *err)
{
	struct grid_query q = { .grid = g, .sql = sql, .what = what,
	    .table = table, .key = key, .take = take, .ctx = ctx };

	return run_over(&q, err);
}

int
score_grid_studios_of(struct score_grid *g, const struct point *p,
    const char *sql, const char *what, score_grid_take *take, void *ctx,
    struct err *err)
{
	struct grid_query q = { .grid = g, .point = p, .sql = sql,
	    .what = what, .table = TABLE_STUDIO, .key = FIELD_CODE,
	    .each = true, .take = take, .ctx = ctx };

	return run_over(&q, err);
}

int
score_grid_studios(struct score_grid *g, const char *sql, const char *what,
    score_grid_take *take, void *ctx, struct err *err)
{
	return score_grid_studios_of(g, NULL, sql, what, take, ctx, err);
}
