#include "assess/private.h"

#include <string.h>

int
grid_query(struct grid *g, const char *sql, const char *what, grid_take *take,
    void *ctx, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare_foreign(g->store, sql, what, err);
	size_t row = 0;
	int rc;

	if (stmt == NULL)
		return -1;
	store_budget(g->store, grid_budget(g));
	while ((rc = store_step(g->store, stmt, err)) == 1)
		if (take(ctx, row++, stmt, err) == -1) {
			rc = -1;
			break;
		}
	store_budget(g->store, STORE_UNBOUNDED);
	store_finalize(stmt);
	return rc == -1 ? err_prefix(err, "%s", what) : 0;
}

/* A query over the studios, and who gets its rows. */
struct studios {
	const struct grid *grid;
	grid_take *take;
	void *ctx;
	size_t n;		/* rows so far */
};

static int
take_studio(void *ctx, size_t row, sqlite3_stmt *stmt, struct err *err)
{
	struct studios *s = ctx;

	if (row >= s->grid->nstudios ||
	    strcmp(store_text(stmt, 0), s->grid->studios[row].code) != 0)
		return err_set(err, "没有给每个工作室恰好一行");
	s->n++;
	return s->take(s->ctx, row, stmt, err);
}

int
grid_studios(struct grid *g, const char *sql, const char *what,
    grid_take *take, void *ctx, struct err *err)
{
	struct studios s = { .grid = g, .take = take, .ctx = ctx };

	if (grid_query(g, sql, what, take_studio, &s, err) == -1)
		return -1;
	if (s.n != g->nstudios)
		return err_set(err, "%s：没有给每个工作室恰好一行", what);
	return 0;
}
