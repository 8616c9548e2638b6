#include "assess/private.h"

#include <stdlib.h>
#include <string.h>

/*
 * Derived fields are computed on what the schools gave, before anything is
 * judged and before personal values are masked.
 */
struct derived_value {
	sqlite3_int64 rowid;
	sqlite3_value *value;		/* owned; NULL: left out */
};

struct derived_values {
	struct score_grid *grid;
	const struct derived *field;
	bool amounts;			/* only such are taken, see may_show() */
	size_t dropped;
	struct derived_value *items;
	size_t n, cap;
	bool *stopped;			/* one a studio: it has none; or NULL */
};

static void
values_free(struct derived_values *v)
{
	for (size_t i = 0; i < v->n; i++)
		sqlite3_value_free(v->items[i].value);
	free(v->items);
}

/*
 * What is computed of † values and not masked: a number that is no telephone's,
 * or yes or no.  The type of a column holds nobody to it.
 */
static bool
may_show(const struct derived *d, sqlite3_value *value)
{
	const int type = sqlite3_value_numeric_type(value);
	const char *text;

	if (type == SQLITE_NULL)
		return true;
	if (d->type == FIELD_YESNO) {
		text = (const char *)sqlite3_value_text(value);
		return text != NULL && (strcmp(text, "是") == 0 ||
		    strcmp(text, "否") == 0);
	}
	return (type == SQLITE_INTEGER || type == SQLITE_FLOAT) &&
	    scheme_is_amount(sqlite3_value_double(value));
}

static int
take_value(void *ctx, size_t row, sqlite3_stmt *stmt, struct err *err)
{
	struct derived_values *v = ctx;
	sqlite3_value *value;

	(void)err;
	if (v->grid->stopped != NULL) {
		if (v->stopped == NULL)
			v->stopped = arena_alloc(&v->grid->arena,
			    v->grid->nstudios * sizeof(*v->stopped));
		v->stopped[row] = true;
		unread_derived(v->grid, (size_t)(v->field -
		    v->grid->scheme->derived), row, v->grid->stopped);
		return 0;
	}
	mem_grow(&v->items, &v->cap, v->n, sizeof(*v->items));
	v->items[v->n].rowid = sqlite3_column_int64(stmt, 0);
	value = sqlite3_value_dup(sqlite3_column_value(stmt, 1));
	if (v->amounts && value != NULL && !may_show(v->field, value)) {
		sqlite3_value_free(value);
		value = NULL;
		v->dropped++;
	}
	v->items[v->n++].value = value;
	return 0;
}

static int
compute(struct score_grid *g, const struct derived *d, struct derived_values *v,
    struct err *err)
{
	return score_grid_rows(g, scheme_derived_sql(&g->arena, d),
	    arena_printf(&g->arena, "推算.csv 第 %zu 行（%s）", d->line,
	    d->name), d->table, scheme_studio_column(d->table), take_value, v,
	    err);
}

static int
fill(struct score_grid *g, const struct derived *d,
    const struct derived_values *v, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, arena_printf(&g->arena,
	    "UPDATE %s SET %s = ?2 WHERE rowid = ?1",
	    store_quote(&g->arena, d->table), store_quote(&g->arena, d->name)),
	    err);
	int rc = 0;

	if (stmt == NULL)
		return -1;
	for (size_t i = 0; i < v->n && rc == 0; i++) {
		(void)sqlite3_bind_int64(stmt, 1, v->items[i].rowid);
		if (v->items[i].value != NULL)	/* else it is NULL anyway */
			store_bind_value(stmt, 2, v->items[i].value);
		rc = store_step(g->store, stmt, err);
		(void)sqlite3_reset(stmt);
		(void)sqlite3_clear_bindings(stmt);
	}
	store_finalize(stmt);
	return rc;
}

/* Some rows of a studio may have got a value before it was stopped. */
static int
clear_stopped(struct score_grid *g, const struct derived *d,
    const struct derived_values *v, struct err *err)
{
	sqlite3_stmt *stmt;
	int rc = 0;

	if (v->stopped == NULL)
		return 0;
	stmt = store_prepare(g->store, arena_printf(&g->arena,
	    "UPDATE %s SET %s = NULL WHERE %s = ?1",
	    store_quote(&g->arena, d->table), store_quote(&g->arena, d->name),
	    scheme_studio_column(d->table)), err);
	if (stmt == NULL)
		return -1;
	for (size_t i = 0; i < g->nstudios && rc == 0; i++)
		if (v->stopped[i]) {
			store_bind(stmt, 1, g->studios[i].code);
			rc = store_step(g->store, stmt, err);
			(void)sqlite3_reset(stmt);
		}
	store_finalize(stmt);
	return rc;
}

/* Tell who keeps the scheme of values that were left out. */
static int
tell_dropped(struct score_grid *g, const struct derived_values *v,
    struct err *err)
{
	const struct derived *d = v->field;
	const struct finding f = { .field = d->name, .detail = arena_printf(
	    &g->arena, "推算.csv 第 %zu 行（%s.%s）由敏感字段算出的值，有%zu个%s，可能就是"
	    "原来的号码或文字，没有采用", d->line, d->table, d->name, v->dropped,
	    d->type == FIELD_YESNO ? "不是“是”或“否”" : "不是六位以内的数") };

	return v->dropped == 0 ? 0 : finding_add(g->store,
	    FINDING_DERIVED_PERSONAL, &f, err);
}

int
assess_derive(struct score_grid *g, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < g->scheme->nderived && rc == 0; i++) {
		const struct derived *d = &g->scheme->derived[i];
		struct derived_values v = { .grid = g, .field = d,
		    .amounts = d->of_personal && !g->show_personal };

		rc = compute(g, d, &v, err);
		if (rc == 0)
			rc = fill(g, d, &v, err);
		if (rc == 0)
			rc = clear_stopped(g, d, &v, err);
		if (rc == 0)
			rc = tell_dropped(g, &v, err);
		values_free(&v);
	}
	return rc;
}
