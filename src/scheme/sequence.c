#include "scheme/sequence.h"

#include <string.h>

#include "store/store.h"

/*
 * In which order the queries of a scheme run.  SQLite says which tables and
 * columns each reads; what fills them has to come before.
 */

/* ---- the steps, and what they ask --------------------------------------------- */

static size_t
add_step(struct building *b, enum step_kind kind, size_t index,
    const char *file, size_t line)
{
	struct sequence *q = b->seq;

	arena_grow(b->arena, &q->steps, &b->steps_cap, q->nsteps,
	    sizeof(*q->steps));
	if (q->nsteps == 0 || q->steps[q->nsteps - 1].kind != kind)
		b->seq->first[kind] = q->nsteps;
	q->steps[q->nsteps] = (struct step){ .kind = kind, .index = index,
	    .n = 1, .file = file, .line = line };
	return q->nsteps++;
}

/* What does not compile reads nothing here; whoever runs it says so. */
static void
add_query(struct building *b, size_t step, size_t part, const char *who,
    const char *sql)
{
	struct query q = { .step = step, .part = part, .who = who, .sql = sql };

	if (store_reads(b->store, sql, b->arena, &q.reads, &q.nreads,
	    NULL) == -1)
		return;
	arena_grow(b->arena, &b->queries, &b->cap, b->nqueries,
	    sizeof(*b->queries));
	b->queries[b->nqueries++] = q;
}

static void
add_scalar(struct building *b, size_t step, size_t part, const char *who,
    const char *scalar)
{
	if (*scalar != '\0')
		add_query(b, step, part, who, scheme_scalar_sql(b->arena,
		    scalar));
}

/* An item of 方案.csv that is a condition. */
static void
add_item(struct building *b, size_t step, const char *item)
{
	struct step *st = &b->seq->steps[step];

	if (st->line == 0)
		st->line = scheme_property_line(b->scheme, item);
	add_scalar(b, step, 0, item, scheme_property(b->scheme, item, ""));
}

static const char *
point_words(struct building *b, const struct point *p)
{
	return arena_printf(b->arena, "评估点 %s", p->code);
}

static void
add_applies(struct building *b, size_t i)
{
	const struct point *p = &b->scheme->points[i];

	add_scalar(b, add_step(b, STEP_APPLIES, i, "指标.csv", p->line),
	    PART_APPLIES, point_words(b, p), p->applies);
}

static void
add_point(struct building *b, size_t i)
{
	const struct point *p = &b->scheme->points[i];
	const char *who = point_words(b, p);
	size_t step = add_step(b, STEP_POINT, i, "指标.csv", p->line);
	struct point value = *p, shown = *p;

	if (*p->automatic == '\0')
		return;
	value.evidence = shown.automatic = "";
	add_query(b, step, PART_VALUE, who, scheme_point_sql(b->arena, &value,
	    b->scheme));
	add_query(b, step, PART_SHOWN, who, scheme_point_sql(b->arena, &shown,
	    b->scheme));
}

static void
add_rule(struct building *b, size_t i)
{
	const struct rule *r = &b->scheme->rules[i];
	const char *who = arena_printf(b->arena, "规则 %s", r->code);
	size_t step = add_step(b, STEP_RULE, i, "规则.csv", r->line);
	struct rule value = *r;

	add_scalar(b, step, PART_APPLIES, who, r->applies);
	value.applies = "";
	add_query(b, step, PART_VALUE, who, scheme_rule_judged_sql(b->arena,
	    &value, b->scheme));
	add_query(b, step, PART_SHOWN, who, scheme_rule_sql(b->arena, r,
	    b->scheme));
}

static void
add_ranks(struct building *b)
{
	size_t step = add_step(b, STEP_RANKS, 0, "方案.csv", 0);

	add_item(b, step, "排名条件");
	if (b->scheme->nties > 0 && b->seq->steps[step].line == 0)
		b->seq->steps[step].line = scheme_property_line(b->scheme,
		    "同分次序");
	for (size_t i = 0; i < b->scheme->nties; i++)
		add_scalar(b, step, 1, "同分次序", b->scheme->ties[i].sql);
}

static void
add_grades(struct building *b)
{
	size_t step = add_step(b, STEP_GRADES, 0, "等级.csv", 0);

	for (size_t i = 0; i < b->scheme->ngrades; i++) {
		const struct grade *g = &b->scheme->grades[i];

		if (*g->condition != '\0' && b->seq->steps[step].line == 0)
			b->seq->steps[step].line = g->line;
		add_scalar(b, step, i, "等级", g->condition);
	}
}

static void
add_line(struct building *b, size_t step, const struct decision *d, size_t i)
{
	const char *who = arena_printf(b->arena, "阶段“%s”", d->stage);
	const char *text = d->text, *before, *sql;

	add_scalar(b, step, i, who, d->condition);
	while (scheme_placeholder(b->arena, text, &before, &sql, &text))
		add_scalar(b, step, b->seq->steps[step].n + i, who, sql);
}

/* The lines of a stage stand together. */
static void
add_stages(struct building *b)
{
	const struct decision *d = b->scheme->decisions;
	size_t n = b->scheme->ndecisions;

	for (size_t i = 0, end; i < n; i = end) {
		size_t step = add_step(b, STEP_STAGE, i, "结论.csv", d[i].line);

		for (end = i + 1; end < n && strcmp(d[end].stage,
		    d[i].stage) == 0; end++)
			b->seq->steps[step].n++;
		for (size_t k = i; k < end; k++)
			add_line(b, step, &d[k], k - i);
	}
}

/* ---- the order -------------------------------------------------------------------- */

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

struct walk {
	struct building *building;
	enum mark *marks;		/* one a step */
	const struct need **path;	/* by which each open one was reached */
	size_t *on;			/* the open ones, in the order of path */
	size_t n, done;
};

/*
 * The steps from path[first] on, and need back to it.  It begins with a query
 * (a rule where there is one), and what is only counted is not named.
 */
static void
complain_circle(struct walk *w, size_t first, const struct need *back)
{
	struct building *b = w->building;
	size_t n = w->n - first, begin = n;
	const struct need **circle = arena_alloc(b->arena, n * sizeof(*circle));
	struct buf text = { 0 };

	for (size_t i = 0; i + 1 < n; i++)
		circle[i] = w->path[first + i + 1];
	circle[n - 1] = back;
	for (size_t i = 0; i < n; i++)
		if (circle[i]->who != NULL && (begin == n ||
		    (b->seq->steps[w->on[first + i]].kind == STEP_RULE &&
		    b->seq->steps[w->on[first + begin]].kind != STEP_RULE)))
			begin = i;
	buf_adds(&text, "互相要用对方的结果，排不出先后：");
	for (size_t i = 0; i < n; i++) {
		const struct need *x = circle[(begin + i) % n];

		if (x->who != NULL)
			buf_addf(&text, "%s 读 %s → ", x->who, x->what);
	}
	buf_adds(&text, circle[begin]->who);
	sequence_complain(b, &b->seq->steps[w->on[first + begin]],
	    arena_strdup(b->arena, buf_str(&text)));
	buf_free(&text);
}

/* Depth first: a step comes behind all that it needs. */
static void
visit(struct walk *w, size_t step, const struct need *by)
{
	struct sequence *q = w->building->seq;
	struct step *st = &q->steps[step];

	w->marks[step] = MARK_OPEN;
	w->path[w->n] = by;
	w->on[w->n++] = step;
	for (size_t i = 0; i < st->nneeds; i++) {
		const struct need *need = &st->needs[i];
		size_t at = 0;

		if (w->marks[need->step] == MARK_NEW)
			visit(w, need->step, need);
		if (w->marks[need->step] == MARK_OPEN) {
			while (w->on[at] != need->step)
				at++;
			complain_circle(w, at, need);
		}
		st->scored |= q->steps[need->step].kind == STEP_SCORES ||
		    q->steps[need->step].scored;
	}
	w->n--;
	w->marks[step] = MARK_DONE;
	q->order[w->done++] = step;
}

static void
put_in_order(struct building *b)
{
	struct sequence *q = b->seq;
	struct walk w = { .building = b };

	w.marks = arena_alloc(b->arena, q->nsteps * sizeof(*w.marks));
	w.path = arena_alloc(b->arena, q->nsteps * sizeof(*w.path));
	w.on = arena_alloc(b->arena, q->nsteps * sizeof(*w.on));
	q->order = arena_alloc(b->arena, q->nsteps * sizeof(*q->order));
	for (size_t i = 0; i < q->nsteps; i++)
		if (w.marks[i] == MARK_NEW)
			visit(&w, i, NULL);
}

void
scheme_sequence(const struct scheme *s, struct store *store, struct arena *a,
    struct sequence *seq)
{
	struct building b = { .scheme = s, .store = store, .arena = a,
	    .seq = seq, .points = s->npoints > 0,
	    .scored = s->npoints > 0 && !scheme_by_words(s) };

	*seq = (struct sequence){ 0 };
	for (size_t i = 0; i < s->npoints; i++)
		add_applies(&b, i);
	add_item(&b, add_step(&b, STEP_ASSESSED, 0, "方案.csv", 0),
	    "评定条件");
	for (size_t i = 0; i < s->npoints; i++)
		add_point(&b, i);
	(void)add_step(&b, STEP_SCORES, 0, "指标.csv", 0);
	(void)add_step(&b, STEP_TOTALS, 0, "指标.csv", 0);
	for (size_t i = 0; i < s->nrules; i++)
		add_rule(&b, i);
	(void)add_step(&b, STEP_GATES, 0, "规则.csv", 0);
	add_ranks(&b);
	add_grades(&b);
	add_stages(&b);
	sequence_find_needs(&b);
	put_in_order(&b);
}
