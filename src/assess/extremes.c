#include "assess/panel.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/counting.h"
#include "base/text.h"

/*
 * Whole experts are left out: in each role of a studio those whose totals are
 * the highest and the lowest.  Only totals of the same points can be compared,
 * so who left out a regular point is not.
 */

/* An expert of one studio, in one role. */
struct member {
	const char *name;
	size_t role;
	mpq_t total;		/* of the regular points he scored */
	bool *scored;		/* by point */
	bool complete;		/* all that he was to score */
	bool out;
};

struct extremes {
	struct score_grid *grid;
	const struct method *method;
	size_t limit;
	struct left_out *out;
	sqlite3_stmt *insert, *place;	/* place: in table 专家, or NULL */
	bool by_studio;			/* that has rows of each studio */
	size_t studio;			/* SIZE_MAX: none yet */
	struct member *members;
	size_t n, cap;
	bool *scored;			/* by point: somebody did */
	struct arena arena;		/* reset a studio */
};

static bool
is_regular(const struct point *p)
{
	return !p->bonus && *p->automatic == '\0';
}

/* Whether 分工 lets the expert score the point. */
static bool
may_score(const struct scheme *s, size_t point, const struct member *m,
    struct arena *a)
{
	const char *role = s->nroles > 0 ? s->roles[m->role].name : "";
	bool given = false;

	for (size_t i = 0; i < s->nduties; i++) {
		const struct duty *d = &s->duties[i];

		if (d->point != point)
			continue;
		given = true;
		if ((*d->role == '\0' || *role == '\0' ||
		    strcmp(d->role, role) == 0) && (*d->expert == '\0' ||
		    strcmp(d->expert, text_fold(a, m->name)) == 0))
			return true;
	}
	return !given;
}

/* The regular points that m was to score and did not, for people; "" none. */
static const char *
left_open(struct extremes *x, const struct member *m)
{
	struct score_grid *g = x->grid;
	bool *open = arena_alloc(&x->arena, g->npoints * sizeof(*open));

	for (size_t p = 0; p < g->npoints; p++)
		open[p] = is_regular(&g->scheme->points[p]) && !m->scored[p] &&
		    (x->scored[p] || score_grid_at(g, x->studio, p)->applies) &&
		    may_score(g->scheme, p, m, &x->arena);
	return score_grid_list(g, open);
}

static int
check_complete(struct extremes *x, struct member *m, struct err *err)
{
	struct score_grid *g = x->grid;
	const char *open = left_open(x, m);
	struct finding f = { .studio = g->studios[x->studio].code,
	    .field = FIELD_EXPERT, .value = m->name };

	m->complete = *open == '\0';
	if (m->complete)
		return 0;
	f.detail = arena_printf(&g->arena, "专家%s没有评评估点%s，不参加去极值"
	    "的比较，已评的分照计", m->name, open);
	return finding_add(g->store, FINDING_EXPERT_INCOMPLETE, &f, err);
}

/* ---- the order of the panel ----------------------------------------------------- */

/* The column of table 专家 that names them, or NULL. */
static const char *
name_column(const struct scheme *s, bool *by_studio)
{
	const struct form *f = scheme_form(s, FIELD_EXPERT);
	static const char *const names[] = { FIELD_EXPERT, "姓名", NULL };

	*by_studio = f != NULL;
	for (size_t i = 0; f != NULL && names[i] != NULL; i++)
		if (form_field(f, names[i]) != NULL)
			return names[i];
	for (size_t i = 0; f != NULL && i < f->nfields; i++)
		if (field_types[f->fields[i].type].person)
			return f->fields[i].name;
	if (f != NULL)
		return f->nfields > 0 ? f->fields[0].name : NULL;
	for (size_t r = 0; r < s->nreferences; r++) {
		const struct reference *t = &s->references[r];

		if (strcmp(t->name, FIELD_EXPERT) != 0 || t->ncolumns == 0)
			continue;
		for (size_t i = 0; names[i] != NULL; i++)
			for (size_t c = 0; c < t->ncolumns; c++)
				if (strcmp(t->columns[c], names[i]) == 0)
					return names[i];
		return t->columns[0];
	}
	return NULL;
}

/* Where table 专家 has them; who is not in it comes behind all who are. */
static int
find_place(struct extremes *x, const char *name, int64_t *place,
    struct err *err)
{
	int rc;

	*place = INT64_MAX;
	if (x->place == NULL)
		return 0;
	store_bind(x->place, 1, name);
	if (x->by_studio)
		store_bind(x->place, 2, x->grid->studios[x->studio].code);
	rc = store_step(x->grid->store, x->place, err);
	if (rc == 1 && sqlite3_column_type(x->place, 0) != SQLITE_NULL)
		*place = sqlite3_column_int64(x->place, 0);
	(void)sqlite3_reset(x->place);
	return rc == -1 ? -1 : 0;
}

/* Whether a stands before b. */
static int
is_before(struct extremes *x, const struct member *a, const struct member *b,
    bool *before, struct err *err)
{
	int64_t first, second;

	if (find_place(x, a->name, &first, err) == -1 ||
	    find_place(x, b->name, &second, err) == -1)
		return -1;
	*before = first != second ? first < second :
	    counting_order(a->name, b->name) < 0;
	return 0;
}

/* ---- who is left out -------------------------------------------------------------- */

/* Leave out the one of role with the highest (sign 1) or lowest (-1) total. */
static int
leave_out(struct extremes *x, size_t role, int sign, struct err *err)
{
	struct member *found = NULL;
	struct score_grid *g = x->grid;

	for (size_t i = 0; i < x->n; i++) {
		struct member *m = &x->members[i];
		int more = found == NULL ? 1 :
		    sign * mpq_cmp(m->total, found->total);
		bool before = false;

		if (m->role != role || !m->complete || m->out)
			continue;
		if (more == 0 && is_before(x, m, found, &before, err) == -1)
			return -1;
		if (more > 0 || before)
			found = m;
	}
	assert(found != NULL);
	found->out = true;
	mem_grow(&x->out->experts, &x->out->cap, x->out->n,
	    sizeof(*x->out->experts));
	x->out->experts[x->out->n++] = (struct left_expert){ x->studio, role,
	    arena_strdup(&x->out->arena, found->name) };
	store_bind(x->insert, 1, g->studios[x->studio].code);
	store_bind(x->insert, 2, found->name);
	store_bind(x->insert, 3, g->scheme->nroles > 0 ?
	    g->scheme->roles[role].name : NULL);
	bind_points(x->insert, 4, found->total, true);
	store_bind(x->insert, 5, sign > 0 ? "总分最高" : "总分最低");
	if (store_step(g->store, x->insert, err) == -1)
		return -1;
	(void)sqlite3_reset(x->insert);
	return 0;
}

static int
compare_role(struct extremes *x, size_t role, struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		n += x->members[i].role == role && x->members[i].complete;
	if (n < x->limit)
		return 0;
	for (size_t i = 0; i < x->method->leave && 2 * i + 2 < n; i++)
		if (leave_out(x, role, 1, err) == -1 ||
		    leave_out(x, role, -1, err) == -1)
			return -1;
	return 0;
}

static void
forget(struct extremes *x)
{
	for (size_t i = 0; i < x->n; i++)
		mpq_clear(x->members[i].total);
	x->n = 0;
	memset(x->scored, 0, x->grid->npoints * sizeof(*x->scored));
	arena_reset(&x->arena);
}

/* Compare the studio that is complete, and begin anew. */
static int
close_studio(struct extremes *x, struct err *err)
{
	size_t nroles = x->grid->scheme->nroles;
	int rc = 0;

	for (size_t i = 0; i < x->n && rc == 0; i++)
		rc = check_complete(x, &x->members[i], err);
	for (size_t r = 0; rc == 0 && r < (nroles > 0 ? nroles : 1); r++)
		rc = compare_role(x, r, err);
	forget(x);
	return rc;
}

static struct member *
member_of(struct extremes *x, const struct voice *v)
{
	size_t size = x->grid->npoints * sizeof(bool);
	struct member *m;

	for (size_t i = 0; i < x->n; i++)
		if (x->members[i].role == v->role &&
		    strcmp(x->members[i].name, v->expert) == 0)
			return &x->members[i];
	mem_grow(&x->members, &x->cap, x->n, sizeof(*x->members));
	m = &x->members[x->n++];
	*m = (struct member){ .name = arena_strdup(&x->arena, v->expert),
	    .role = v->role, .scored = arena_alloc(&x->arena, size) };
	memset(m->scored, 0, size);
	mpq_init(m->total);
	return m;
}

static int
take_totals(void *ctx, size_t studio, size_t point, const struct voice *voices,
    size_t n, struct err *err)
{
	struct extremes *x = ctx;
	mpq_t value;

	if (studio != x->studio && close_studio(x, err) == -1)
		return -1;
	x->studio = studio;
	x->scored[point] = true;
	mpq_init(value);
	for (size_t i = 0; i < n; i++) {
		struct member *m = member_of(x, &voices[i]);

		m->scored[point] = true;
		fraction_to_mpq(value, voices[i].value);
		if (is_regular(&x->grid->scheme->points[point]))
			mpq_add(m->total, m->total, value);
	}
	mpq_clear(value);
	return 0;
}

static int
prepare(struct extremes *x, struct err *err)
{
	struct score_grid *g = x->grid;
	const char *column = name_column(g->scheme, &x->by_studio);

	x->insert = store_prepare(g->store, "INSERT INTO 未计入专家(工作室, 专家,"
	    " 角色, 总分, 原因) VALUES(?1, ?2, ?3, ?4, ?5)", err);
	if (x->insert == NULL)
		return -1;
	if (column == NULL)
		return 0;
	x->place = store_prepare(g->store, arena_printf(&g->arena,
	    "SELECT min(rowid) FROM " FIELD_EXPERT " WHERE %s = ?1%s",
	    store_quote(&g->arena, column), x->by_studio ?
	    " AND " FIELD_STUDIO " = ?2" : ""), err);
	return x->place == NULL ? -1 : 0;
}

int
extremes_find(struct score_grid *g, const struct method *m, size_t limit,
    struct left_out *out, struct err *err)
{
	struct extremes x = { .grid = g, .method = m, .limit = limit,
	    .out = out, .studio = SIZE_MAX };
	int rc = -1;

	x.scored = mem_zero(g->npoints + 1, sizeof(*x.scored));
	if (prepare(&x, err) == 0 &&
	    panel_read(g, take_totals, &x, err) == 0)
		rc = close_studio(&x, err);
	forget(&x);
	store_finalize(x.insert);
	store_finalize(x.place);
	free(x.members);
	free(x.scored);
	arena_free(&x.arena);
	return rc;
}
