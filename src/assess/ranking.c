#include "assess/private.h"

#include <stdlib.h>
#include <string.h>

/* Who has a rank, and which: by the exact total, then by 同分次序. */

enum tie_kind { TIE_NONE, TIE_NUMBER, TIE_TEXT };

struct tie_value {
	enum tie_kind kind;	/* none: NULL, the last either way */
	bool descending;
	bool open;		/* what it rests on was not read */
	double number;
	const char *text;
};

/* ---- the order -------------------------------------------------------------------- */

static int
compare_values(const struct tie_value *x, const struct tie_value *y)
{
	int c;

	if (x->kind == TIE_NONE || y->kind == TIE_NONE)
		return (x->kind == TIE_NONE) - (y->kind == TIE_NONE);
	if (x->kind != y->kind)
		c = x->kind < y->kind ? -1 : 1;
	else if (x->kind == TIE_TEXT)
		c = strcmp(x->text, y->text);
	else
		c = (x->number > y->number) - (x->number < y->number);
	return x->descending ? -c : c;
}

/* By group, those with a rank, those with a total; by the total. */
static int
compare_totals(const struct studio *x, const struct studio *y)
{
	int c = strcmp(x->group, y->group);

	if (c == 0 && x->contends != y->contends)
		c = x->contends ? -1 : 1;
	if (c == 0 && x->ranked != y->ranked)
		c = x->ranked ? -1 : 1;
	return c != 0 ? c : mpq_cmp(y->total, x->total);
}

/* The same total in one group: nties is the same in both. */
static int
compare_ties(const struct studio *x, const struct studio *y)
{
	int c = 0;

	for (size_t i = 0; i < x->nties && c == 0; i++)
		c = compare_values(&x->ties[i], &y->ties[i]);
	return c;
}

static int
by_total(const void *a, const void *b)
{
	const struct studio *x = *(struct studio *const *)a;
	const struct studio *y = *(struct studio *const *)b;
	int c = compare_totals(x, y);

	return c != 0 ? c : strcmp(x->code, y->code);
}

static int
by_rank(const void *a, const void *b)
{
	const struct studio *x = *(struct studio *const *)a;
	const struct studio *y = *(struct studio *const *)b;
	int c = compare_totals(x, y);

	if (c == 0)
		c = compare_ties(x, y);
	return c != 0 ? c : strcmp(x->code, y->code);
}

bool
ranking_equal(const struct studio *x, const struct studio *y)
{
	return compare_totals(x, y) == 0 && compare_ties(x, y) == 0;
}

/*
 * How many of 同分次序 decide among equals order[from … to-1]: where one rests
 * on what was not read of any of them, neither it nor what is behind it does.
 */
static void
count_ties(const struct score_grid *g, size_t from, size_t to)
{
	size_t n = g->scheme->nties;

	for (size_t i = from; i < to; i++)
		for (size_t k = 0; k < n; k++)
			if (g->order[i]->ties[k].open)
				n = k;
	for (size_t i = from; i < to; i++)
		g->order[i]->nties = n;
}

static void
sort_studios(struct score_grid *g)
{
	size_t from = 0;

	free(g->order);
	g->order = mem_zero(g->nstudios + 1, sizeof(*g->order));
	for (size_t i = 0; i < g->nstudios; i++)
		g->order[i] = &g->studios[i];
	if (g->nstudios > 1)
		qsort(g->order, g->nstudios, sizeof(*g->order), by_total);
	if (g->scheme->nties == 0)
		return;
	for (size_t i = 1; i <= g->nstudios; i++) {
		if (i < g->nstudios && compare_totals(g->order[i],
		    g->order[from]) == 0)
			continue;
		count_ties(g, from, i);
		from = i;
	}
	if (g->nstudios > 1)
		qsort(g->order, g->nstudios, sizeof(*g->order), by_rank);
}

/* Equals share a rank: 1, 2, 2, 4. */
static void
give_ranks(const struct score_grid *g)
{
	size_t first = 0;	/* of the group */

	for (size_t i = 0; i < g->nstudios; i++) {
		struct studio *st = g->order[i];

		if (i == 0 || strcmp(st->group, g->order[i - 1]->group) != 0)
			first = i;
		if (!st->contends)
			continue;
		if (i > first && ranking_equal(st, g->order[i - 1]))
			st->rank = g->order[i - 1]->rank;
		else
			st->rank = i - first + 1;
	}
}

/* ---- 排名条件, 同分次序 ------------------------------------------------------------ */

static int
find_contenders(struct score_grid *g, const struct step *st, struct err *err)
{
	const char *sql = scheme_property(g->scheme, "排名条件", "");
	struct condition c;

	if (*sql != '\0' && condition_try(g, st, 0, sql, "排名条件", &c,
	    err) == -1)
		return -1;
	for (size_t i = 0; i < g->nstudios; i++) {
		struct studio *s = &g->studios[i];

		s->contends = s->ranked && (*sql == '\0' || c.holds[i]);
		if (s->ranked && *sql != '\0' && c.open[i] != NULL)
			step_leave_open(g, st, i, arena_printf(&g->arena,
			    "排名条件待核实：%s", c.open[i]));
	}
	return 0;
}

struct tie_column {
	struct score_grid *grid;
	const struct tie *tie;
	struct tie_value *values;	/* one a studio, nties apart */
	struct reads reads;
};

static int
take_tie(void *ctx, size_t studio, sqlite3_stmt *stmt, struct err *err)
{
	struct tie_column *c = ctx;
	struct score_grid *g = c->grid;
	struct tie_value *v = &c->values[studio * g->scheme->nties];

	(void)err;
	v->descending = c->tie->descending;
	v->open = unread_cause(g, &c->reads, studio, false, &g->arena) != NULL ||
	    unread_cause(g, &c->reads, studio, true, &g->arena) != NULL;
	switch (sqlite3_column_type(stmt, 1)) {
	case SQLITE_INTEGER:
	case SQLITE_FLOAT:
		v->kind = TIE_NUMBER;
		v->number = sqlite3_column_double(stmt, 1);
		break;
	case SQLITE_TEXT:
		v->kind = TIE_TEXT;
		v->text = arena_strdup(&g->arena, store_text(stmt, 1));
		break;
	default:
		v->kind = TIE_NONE;
	}
	return 0;
}

static int
read_ties(struct score_grid *g, const struct step *st, struct err *err)
{
	size_t n = g->scheme->nties;
	struct tie_value *values = arena_alloc(&g->arena,
	    (g->nstudios * n + 1) * sizeof(*values));

	for (size_t i = 0; i < n; i++) {
		struct tie_column c = { .grid = g, .values = &values[i],
		    .tie = &g->scheme->ties[i] };
		const char *sql = scheme_scalar_sql(&g->arena, c.tie->sql);

		if (unread_reads(g, sql, &c.reads, err) == -1)
			return -1;
		c.reads.step = st;
		c.reads.from = 1;
		c.reads.to = 2;
		if (score_grid_studios(g, sql, "同分次序", take_tie, &c,
		    err) == -1)
			return -1;
	}
	for (size_t i = 0; i < g->nstudios; i++)
		g->studios[i].ties = &values[i * n];
	return 0;
}

int
assess_ranking(struct score_grid *g, const struct step *st, struct err *err)
{
	if (find_contenders(g, st, err) == -1 || read_ties(g, st, err) == -1)
		return -1;
	sort_studios(g);
	give_ranks(g);
	return 0;
}
