#include "assess/private.h"

#include <string.h>

#include "base/text.h"

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
	struct score *s = score_grid_at(c->grid, studio, c->point);

	(void)err;
	s->applies = sqlite3_column_int(stmt, 1) != 0;
	if (c->grid->stopped != NULL) {		/* it may */
		s->applies = true;
		s->uncomputed = c->grid->stopped;
	}
	return 0;
}

int
assess_applies(struct score_grid *g, const struct step *st, struct err *err)
{
	const struct point *p = &g->scheme->points[st->index];
	struct point_column c = { .grid = g, .point = st->index };

	if (*p->applies == '\0')
		return 0;
	return score_grid_studios(g, scheme_scalar_sql(&g->arena, p->applies),
	    arena_printf(&g->arena, "评估点 %s 的适用", p->code), take_applies,
	    &c, err);
}

/*
 * The score that the SQL gives, in 1/100 point, and *x as it gave it; no value,
 * and *why, when it gave no number.
 */
static struct fraction
read_number(sqlite3_stmt *stmt, const struct point *p, bool hides, double *x,
    const char **why, struct arena *a)
{
	const double beyond = 1e9;	/* of any bound */
	int type = sqlite3_column_type(stmt, 1);
	struct fraction value;

	if (type == SQLITE_TEXT) {
		sqlite3_value *v = sqlite3_value_dup(
		    sqlite3_column_value(stmt, 1));

		type = v != NULL ? sqlite3_value_numeric_type(v) : type;
		sqlite3_value_free(v);
	}
	*x = sqlite3_column_double(stmt, 1);
	value = fraction_of(*x > beyond && p->high != NO_HIGH ? beyond :
	    *x < -beyond && p->low != NO_LOW ? -beyond : *x);
	if (type == SQLITE_NULL)
		*why = "算出的是空值，所依据的数据没有";
	else if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
		*why = arena_printf(a, "算出的是“%s”，不是数", hides ?
		    text_mask(a, store_text(stmt, 1)) : store_text(stmt, 1));
	else if (hides && !scheme_is_amount(*x))
		*why = "由敏感字段算出的数超过六位，可能就是原来的号码，没有采用";
	else if (value.den == 0)
		*why = "算出的数过大";
	return *why != NULL ? (struct fraction){ 0, 0 } :
	    fraction_times(value, 100, 1);
}

/* Hold the score between the point's bounds, and tell of it. */
static int
hold_in_range(struct score_grid *g, const struct studio *st,
    const struct point *p, struct fraction *x, double value, struct err *err)
{
	bool low = p->low != NO_LOW && fraction_compare(*x, p->low) < 0;
	bool high = p->high != NO_HIGH && fraction_compare(*x, p->high) > 0;
	long bound = low ? p->low : p->high;
	char held[TEXT_NUMBER];
	struct finding f = { .studio = st->code, .field = FIELD_POINT,
	    .value = p->code, .basis = p->basis };

	if (!low && !high)
		return 0;
	*x = (struct fraction){ bound, 1 };
	(void)text_number(held, (double)bound / 100);
	f.detail = arena_printf(&g->arena, "评估点%s由材料计算得%.15g分，%s%s"
	    "分，按%s分计", p->code, value, low ? "低于下限" : "高于上限", held,
	    held);
	return finding_add(g->store, FINDING_COMPUTED_OUT_OF_RANGE, &f, err);
}

/*
 * Whether the score would be the same whatever stood in a cell that was not
 * read: it might give more, but not beyond the top; or take off more, but not
 * below the bottom.
 */
static bool
at_the_end(const struct point *p, struct fraction x)
{
	if (p->scoring == SCORING_DEDUCTION)
		return p->low != NO_LOW && fraction_compare(x, p->low) <= 0;
	return p->high != NO_HIGH && fraction_compare(x, p->high) >= 0;
}

static int
take_automatic(void *ctx, size_t studio, sqlite3_stmt *stmt, struct err *err)
{
	const struct point_column *c = ctx;
	struct score_grid *g = c->grid;
	struct score *s = score_grid_at(g, studio, c->point);
	const struct point *p = &g->scheme->points[c->point];
	const char *why = NULL;
	struct fraction value;
	double x;

	if (score_exempt(s) || s->uncomputed != NULL)	/* nothing to compute */
		return 0;
	value = read_number(stmt, p, p->of_personal && !g->show_personal, &x,
	    &why, &g->arena);
	s->uncomputed = unread_cause(g, &c->reads, studio, false, &g->arena);
	if (s->uncomputed == NULL && (why != NULL || !at_the_end(p, value)))
		s->uncomputed = unread_cause(g, &c->reads, studio, true,
		    &g->arena);
	if (s->uncomputed == NULL) {
		s->uncomputed = why;
		s->no_number = why != NULL;
	}
	s->evidence = store_tell(g->store, &g->arena, s->uncomputed != NULL ?
	    s->uncomputed : arena_strdup(&g->arena, store_text(stmt, 2)));
	if (s->uncomputed != NULL)
		return 0;
	s->automatic = value;
	return hold_in_range(g, &g->studios[studio], p, &s->automatic, x, err);
}

/* Whether sql reads what the experts wrote. */
static int
reads_experts(struct score_grid *g, const char *sql, bool *out, struct err *err)
{
	const size_t len = strlen(TABLE_EXPERT);
	struct store_read *reads;
	size_t n;

	if (store_reads(g->store, sql, &g->arena, &reads, &n, err) == -1)
		return -1;
	*out = false;
	for (size_t i = 0; i < n; i++)
		*out |= strcmp(reads[i].table, "有效评分") == 0 ||
		    (strncmp(reads[i].table, TABLE_EXPERT, len) == 0 &&
		    (reads[i].table[len] == '\0' || reads[i].table[len] == '_'));
	return 0;
}

int
assess_automatic(struct score_grid *g, const struct step *st, struct err *err)
{
	const struct point *p = &g->scheme->points[st->index];
	struct point_column c = { .grid = g, .point = st->index };
	const char *sql = scheme_point_sql(&g->arena, p, g->scheme);
	struct point value = *p;
	const char *alone;

	if (*p->automatic == '\0' || p->max < 0)
		return 0;
	value.evidence = "";	/* what is only shown does not change it */
	alone = scheme_point_sql(&g->arena, &value, g->scheme);
	if (unread_reads(g, alone, &c.reads, err) == -1 ||
	    reads_experts(g, alone, &g->from_experts[st->index], err) == -1)
		return -1;
	c.reads.step = st;
	c.reads.from = PART_VALUE;
	c.reads.to = PART_VALUE + 1;
	return score_grid_studios_of(g, p, sql,
	    arena_printf(&g->arena, "评估点 %s 的自动计分", p->code),
	    take_automatic, &c, err);
}
