#include "assess/panel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * 有效评分, point by point: what each expert gave to a point, his rounds taken
 * together.
 */

struct panel {
	struct score_grid *grid;
	panel_take *take;
	void *ctx;
	struct voice *voices;
	size_t n, cap;
	size_t studio, point;	/* whose they are */
	struct arena arena;	/* the experts' names; reset a point */
};

static struct fraction
read_value(sqlite3_stmt *stmt, int column)
{
	double x = sqlite3_column_double(stmt, column);
	double hundredths = nearbyint(x * 100);

	if (hundredths / 100 == x && fabs(hundredths) < 0x1p53)
		return (struct fraction){ (int64_t)hundredths, 1 };
	return fraction_times(fraction_of(x), 100, 1);
}

/* The sum; denominators are those of scores, small. */
static struct fraction
plus(struct fraction a, struct fraction b)
{
	mpq_t x, y;

	if (a.den == b.den)
		return (struct fraction){ a.num + b.num, a.den };
	mpq_init(x);
	mpq_init(y);
	fraction_to_mpq(x, a);
	fraction_to_mpq(y, b);
	mpq_add(x, x, y);
	a = fraction_from_mpq(x);
	mpq_clear(x);
	mpq_clear(y);
	return a;
}

/* The expert's voice in this role; his rows follow one another. */
static struct voice *
voice_of(struct panel *p, const char *expert, size_t role)
{
	struct voice *v;

	for (size_t i = p->n; i > 0; i--) {
		v = &p->voices[i - 1];
		if (strcmp(v->expert, expert) != 0)
			break;
		if (v->role == role)
			return v;
	}
	mem_grow(&p->voices, &p->cap, p->n, sizeof(*p->voices));
	v = &p->voices[p->n++];
	*v = (struct voice){ .expert = arena_strdup(&p->arena, expert),
	    .role = role, .value = { 0, 1 } };
	return v;
}

static void
add_row(struct panel *p, sqlite3_stmt *stmt)
{
	const struct scheme *s = p->grid->scheme;
	size_t role = s->nroles == 0 ? 0 : scheme_role(s, store_text(stmt, 4));
	struct voice *v;

	if (role == s->nroles && s->nroles > 0)
		return;		/* told, and not among the valid ones */
	v = voice_of(p, store_text(stmt, 2), role);
	if (s->nwords > 0)
		v->votes[scheme_word(s, store_text(stmt, 5))]++;
	else
		v->value = plus(v->value, read_value(stmt, 3));
	v->rounds++;
}

/* Hand over the point that is complete, and begin anew. */
static int
close_point(struct panel *p, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->voices[i].rounds > 1)
			p->voices[i].value = fraction_times(p->voices[i].value,
			    1, (int64_t)p->voices[i].rounds);
	if (p->n > 0)
		rc = p->take(p->ctx, p->studio, p->point, p->voices, p->n, err);
	p->n = 0;
	arena_reset(&p->arena);
	return rc;
}

static int
read_rows(struct panel *p, sqlite3_stmt *stmt, struct err *err)
{
	struct places at = { .grid = p->grid };
	int rc;

	while ((rc = store_step(p->grid->store, stmt, err)) == 1) {
		if (score_of_row(&at, stmt) == NULL)
			continue;
		if ((at.studio != p->studio || at.point != p->point) &&
		    close_point(p, err) == -1)
			return -1;
		p->studio = at.studio;
		p->point = at.point;
		add_row(p, stmt);
	}
	return rc == -1 ? -1 : close_point(p, err);
}

int
panel_read(struct score_grid *g, panel_take *take, void *ctx, struct err *err)
{
	struct panel p = { .grid = g, .take = take, .ctx = ctx };
	sqlite3_stmt *stmt = store_prepare(g->store, "SELECT 工作室, 评估点, 专家,"
	    " 得分, 角色, 结论 FROM 有效评分 ORDER BY 工作室, 评估点, 专家", err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = read_rows(&p, stmt, err);
	store_finalize(stmt);
	free(p.voices);
	arena_free(&p.arena);
	return rc;
}
