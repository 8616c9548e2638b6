#include "assess/private.h"

#include <stdlib.h>
#include <string.h>

/*
 * One stage: its lines are tried in order, for all studios at once; the
 * first whose condition holds decides.  Later stages may read what earlier
 * ones decided.
 */
struct decision_stage {
	struct score_grid *grid;
	const struct step *step;
	const struct decision **decided;	/* one a studio, NULL: none yet */
	struct buf *texts;			/* one a studio */
	const struct decision *line;		/* the one being tried */
	struct reads *reads;			/* of each line's condition */
	const char **unread;			/* one a studio: why it is not
						   decided, NULL: it is */
};

/* The line that is tried was not computed: nothing behind it decides. */
static void
stop(struct decision_stage *s, size_t studio, const char *why)
{
	if (s->unread[studio] == NULL)
		s->unread[studio] = arena_printf(&s->grid->arena, "%s（%s）",
		    s->line->basis, why);
}

static int
take_condition(void *ctx, size_t studio, sqlite3_stmt *stmt, struct err *err)
{
	struct decision_stage *s = ctx;

	(void)err;
	if (s->grid->stopped != NULL && s->decided[studio] == NULL)
		stop(s, studio, s->grid->stopped);
	else if (s->decided[studio] == NULL &&
	    sqlite3_column_int(stmt, 1) != 0)
		s->decided[studio] = s->line;
	return 0;
}

static int
take_part(void *ctx, size_t studio, sqlite3_stmt *stmt, struct err *err)
{
	struct decision_stage *s = ctx;

	(void)err;
	if (s->decided[studio] == s->line && s->grid->stopped != NULL)
		stop(s, studio, s->grid->stopped);
	else if (s->decided[studio] == s->line &&
	    s->texts[studio].len > LONGEST_RESULT)
		stop(s, studio, "数据太多");
	else if (s->decided[studio] == s->line)
		buf_adds(&s->texts[studio], store_text(stmt, 1));
	return 0;
}

/* Run a scalar of line d over all studios. */
static int
each_studio(struct decision_stage *s, const struct decision *d,
    const char *scalar, score_grid_take *take, struct err *err)
{
	struct arena *a = &s->grid->arena;

	s->line = d;
	return score_grid_studios(s->grid, scheme_scalar_sql(a, scalar),
	    arena_printf(a, "结论.csv 第 %zu 行（%s）", d->line, d->stage), take,
	    s, err);
}

static void
add_literal(struct decision_stage *s, const struct decision *d,
    const char *text)
{
	for (size_t i = 0; i < s->grid->nstudios; i++)
		if (s->decided[i] == d)
			buf_adds(&s->texts[i], text);
}

/* Put a line's wording together for the studios it decided. */
static int
word(struct decision_stage *s, const struct decision *d, struct err *err)
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

/*
 * Why line i may decide otherwise once all is read, or NULL: a table or field
 * that was not read may change what it says; it is tried without a cell that
 * was not read, and what holds without it holds.
 */
static const char *
why_open(struct decision_stage *s, size_t studio, size_t i, bool decides)
{
	struct score_grid *g = s->grid;
	const char *cause = unread_cause(g, &s->reads[i], studio, false,
	    &g->arena);
	struct reads text = s->reads[i];

	/* A result in the text of the line that holds. */
	text.from += s->step->n;
	text.to += s->step->n;
	if (cause == NULL && decides)
		cause = results_open(g, &text, studio);
	return cause != NULL || decides ? cause : unread_cause(g, &s->reads[i],
	    studio, true, &g->arena);
}

/*
 * What was not read decides nothing: neither by the line that held nor by one
 * before it that may hold.
 */
static int
find_open(struct decision_stage *s, const struct decision *d, size_t n,
    struct err *err)
{
	struct score_grid *g = s->grid;

	if (g->unread.n == 0 && g->nopen == 0)
		return 0;
	s->reads = arena_alloc(&g->arena, n * sizeof(*s->reads));
	for (size_t i = 0; i < n; i++) {
		if (unread_reads(g, scheme_scalar_sql(&g->arena,
		    d[i].condition), &s->reads[i], err) == -1)
			return -1;
		s->reads[i].step = s->step;
		s->reads[i].from = i;
		s->reads[i].to = i + 1;
	}
	for (size_t studio = 0; studio < g->nstudios; studio++)
		for (size_t i = 0; i < n && s->unread[studio] == NULL; i++) {
			bool decides = s->decided[studio] == &d[i];
			const char *cause = why_open(s, studio, i, decides);

			if (cause != NULL)
				s->unread[studio] = arena_printf(&g->arena,
				    "%s（%s）", d[i].basis, cause);
			if (decides)
				break;
		}
	return 0;
}

static int
record(struct decision_stage *s, const char *name, struct err *err)
{
	struct score_grid *g = s->grid;
	sqlite3_stmt *stmt = store_prepare(g->store, "INSERT INTO 结论(工作室,"
	    " 阶段, 结论, 依据, rowid) VALUES(?1,?2,?3,?4,?5)", err);
	int rc = 0;

	if (stmt == NULL)
		return -1;
	for (size_t i = 0; i < g->nstudios && rc == 0; i++) {
		if (s->decided[i] == NULL && s->unread[i] == NULL)
			continue;
		store_bind(stmt, 1, g->studios[i].code);
		store_bind(stmt, 2, name);
		store_bind(stmt, 3, s->unread[i] != NULL ? VERDICT_UNREAD :
		    store_tell(g->store, &g->arena, buf_str(&s->texts[i])));
		store_bind(stmt, 4, s->unread[i] != NULL ? s->unread[i] :
		    s->decided[i]->basis);
		(void)sqlite3_bind_int64(stmt, 5, step_row(g, s->step, i));
		if (s->unread[i] != NULL)
			step_leave_open(g, s->step, i, arena_printf(&g->arena,
			    "阶段“%s”待核实", name));
		rc = store_step(g->store, stmt, err);
		(void)sqlite3_reset(stmt);
	}
	store_finalize(stmt);
	return rc;
}

int
assess_stage(struct score_grid *g, const struct step *st, struct err *err)
{
	const struct decision *d = &g->scheme->decisions[st->index];
	struct decision_stage s = { .grid = g, .step = st };
	int rc = 0;

	s.decided = mem_zero(g->nstudios, sizeof(*s.decided));
	s.texts = mem_zero(g->nstudios, sizeof(*s.texts));
	s.unread = mem_zero(g->nstudios, sizeof(*s.unread));
	for (size_t i = 0; i < st->n && rc == 0; i++)
		rc = each_studio(&s, &d[i], d[i].condition, take_condition,
		    err);
	for (size_t i = 0; i < st->n && rc == 0; i++)
		rc = word(&s, &d[i], err);
	if (rc == 0)
		rc = find_open(&s, d, st->n, err);
	if (rc == 0)
		rc = record(&s, d->stage, err);
	for (size_t i = 0; i < g->nstudios; i++)
		buf_free(&s.texts[i]);
	free(s.texts);
	free(s.unread);
	free(s.decided);
	return rc;
}
