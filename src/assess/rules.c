#include "assess/private.h"

#include <string.h>

#include "base/text.h"

/* What one rule measured on one studio. */
struct rule_measure {
	double value;
	bool applies, known;		/* known: the SQL gave no NULL */
	bool stopped;			/* it gave nothing, see g->stopped */
	bool has_min, has_max;
	double min, max;
	const char *evidence;		/* valid until the next step */
};

/* Columns of scheme_rule_sql. */
enum { C_STUDIO, C_APPLIES, C_MEASURE, C_MIN, C_MAX, C_EVIDENCE };

static struct rule_measure
take_measure(sqlite3_stmt *stmt)
{
	return (struct rule_measure){
		.applies = sqlite3_column_int(stmt, C_APPLIES) != 0,
		.known = sqlite3_column_type(stmt, C_MEASURE) != SQLITE_NULL,
		.value = sqlite3_column_double(stmt, C_MEASURE),
		.has_min = sqlite3_column_type(stmt, C_MIN) != SQLITE_NULL,
		.min = sqlite3_column_double(stmt, C_MIN),
		.has_max = sqlite3_column_type(stmt, C_MAX) != SQLITE_NULL,
		.max = sqlite3_column_double(stmt, C_MAX),
		.evidence = store_text(stmt, C_EVIDENCE),
	};
}

static bool
within(const struct rule *r, const struct rule_measure *m)
{
	if (m->has_min && (r->above_min ? m->value <= m->min :
	    m->value < m->min))
		return false;
	if (m->has_max && (r->below_max ? m->value >= m->max :
	    m->value > m->max))
		return false;
	return true;
}

/*
 * The order is part of the contract; what was not read comes right behind
 * 不适用, see unread().  A bound that the scheme asks for but
 * that has no value (a quota that is not in its table) cannot be met.
 */
static const char *
verdict(const struct rule *r, const struct rule_measure *m)
{
	if (!m->applies)
		return VERDICT_EXEMPT;
	if (!m->known)
		return VERDICT_UNKNOWN;
	if (*r->min == '\0' && *r->max == '\0')
		return VERDICT_OPEN;
	if ((*r->min != '\0' && !m->has_min) ||
	    (*r->max != '\0' && !m->has_max))
		return VERDICT_UNKNOWN;
	return within(r, m) ? VERDICT_MET : VERDICT_UNMET;
}

/* As it is printed; a number that may be a † value is masked (hides). */
static const char *
number(struct arena *a, double x, bool hides)
{
	char text[TEXT_NUMBER];

	(void)text_number(text, x);
	return hides && !scheme_is_amount(x) ? text_mask(a, text) :
	    arena_strdup(a, text);
}

/* The bounds in words: 10–20人, >50%, ≤0个学期; or the way's own words. */
static const char *
requirement(struct arena *a, const struct rule *r,
    const struct rule_measure *m, bool hides)
{
	const char *min = number(a, m->min, hides);
	const char *max = number(a, m->max, hides);
	const char *words = scheme_rule_required(r);

	if (words != NULL)
		return words;
	if (m->stopped)
		return "";
	if (m->has_min && m->has_max && m->min == m->max)
		return arena_printf(a, "%s%s", min, r->unit);
	if (m->has_min && m->has_max && !r->above_min && !r->below_max)
		return arena_printf(a, "%s–%s%s", min, max, r->unit);
	if (m->has_min && m->has_max)
		return arena_printf(a, "%s%s且%s%s%s",
		    r->above_min ? ">" : "≥", min, r->below_max ? "<" : "≤",
		    max, r->unit);
	if (m->has_min)
		return arena_printf(a, "%s%s%s", r->above_min ? ">" : "≥", min,
		    r->unit);
	if (m->has_max)
		return arena_printf(a, "%s%s%s", r->below_max ? "<" : "≤", max,
		    r->unit);
	return VERDICT_OPEN;
}

struct rules {
	struct score_grid *grid;
	const struct step *step;
	const struct rule *rule;
	bool hides;			/* it is judged by † values */
	struct reads condition, all;	/* what 适用, and the whole rule, reads */
	sqlite3_stmt *insert;
	struct arena arena;		/* reset per studio */
};

/* True when the school gave itself something for the rule's point. */
static bool
claimed(const struct score_grid *g, size_t studio, const char *point)
{
	for (size_t p = 0; p < g->npoints; p++)
		if (strcmp(g->scheme->points[p].code, point) == 0)
			return score_claimed(g, score_grid_at(g, studio, p));
	return false;
}

/* How much is not as it should be, as a clerk says it. */
static const char *
unmet_words(struct arena *a, const struct rule *r,
    const struct rule_measure *m, const char *value, const char *required)
{
	const char *place = strstr(r->wording, RULE_VALUE);

	if (place != NULL)
		return arena_printf(a, "%.*s%s%s", (int)(place - r->wording),
		    r->wording, value, place + strlen(RULE_VALUE));
	if (*r->wording != '\0')
		return r->wording;
	if (m->has_max && !m->has_min && m->max == 0 && *r->unit != '\0' &&
	    m->value > 0)
		return arena_printf(a, "有%s不符合要求", value);
	return arena_printf(a, "实为%s，要求%s", value, required);
}

static int
report_unmet(struct rules *rs, size_t studio, const struct rule_measure *m,
    const char *required, struct err *err)
{
	const struct rule *r = rs->rule;
	bool point = *r->point != '\0' &&
	    scheme_form(rs->grid->scheme, TABLE_SELF) != NULL;
	const char *words, *evidence = m->evidence;
	struct finding f = {
		.studio = rs->grid->studios[studio].code,
		.field = r->name,
		.value = arena_printf(&rs->arena, "%s%s",
		    number(&rs->arena, m->value, rs->hides), r->unit),
		.advice = r->advice,
		.basis = r->basis,
	};

	/* Where the scheme asks for no 自评, nobody claims: what is not met
	   is told. */
	if (point && !claimed(rs->grid, studio, r->point))
		return 0;
	words = scheme_rule_unmet(&rs->arena, r, f.value, evidence);
	if (words != NULL)
		evidence = "";
	else
		words = unmet_words(&rs->arena, r, m, f.value, required);
	f.detail = arena_printf(&rs->arena, "%s%s%s%s%s%s", words,
	    *evidence != '\0' ? "；" : "", evidence,
	    point ? "；而评估点" : "", point ? r->point : "",
	    !point ? "" : scheme_by_words(rs->grid->scheme) ?
	    "的自评算作达标" : "的自评得分高于0");
	return finding_add_rule(rs->grid->store, r->code, r->level, &f, err);
}

/*
 * Why the rule is not judged, or NULL.  A table or field that was not read may
 * change any verdict, 不适用 too when the condition reads it; the rule is
 * judged without a cell that was not read, and what is met without it is met.
 */
static const char *
unread(struct rules *rs, size_t studio, const char *word)
{
	struct score_grid *g = rs->grid;
	bool exempt = strcmp(word, VERDICT_EXEMPT) == 0;
	const struct reads *reads = exempt ? &rs->condition : &rs->all;
	const char *cause = unread_cause(g, reads, studio, false, &rs->arena);

	if (cause == NULL && (exempt || strcmp(word, VERDICT_UNMET) == 0 ||
	    strcmp(word, VERDICT_UNKNOWN) == 0))
		cause = unread_cause(g, reads, studio, true, &rs->arena);
	return cause;
}

/* 不符合 beats 待核实, and that 符合. */
static void
pass_gate(struct studio *st, const char *word)
{
	if (strcmp(word, VERDICT_MET) == 0 || strcmp(word, VERDICT_EXEMPT) == 0)
		return;
	if (strcmp(word, VERDICT_UNREAD) != 0)
		st->eligible = VERDICT_UNMET;
	else if (strcmp(st->eligible, VERDICT_MET) == 0)
		st->eligible = VERDICT_UNREAD;
}

/*
 * Scores decide nothing where there are none: a rule that comes behind them
 * does not apply to a studio that is not assessed.
 */
static bool
is_early(const struct rules *rs, size_t studio)
{
	return rs->step->scored && !rs->grid->studios[studio].judged &&
	    step_open(rs->grid, rs->grid->sequence.first[STEP_ASSESSED],
	    studio) == NULL;
}

/* What 资格 says of one studio. */
struct record {
	const char *word, *evidence;
	bool measured;			/* has a 测量值 */
};

static struct record
judge(struct rules *rs, size_t studio, const struct rule_measure *m)
{
	const char *word = verdict(rs->rule, m), *cause;

	if (is_early(rs, studio))
		return (struct record){ VERDICT_EXEMPT, NOT_JUDGED, false };
	cause = unread(rs, studio, word);
	if (cause == NULL)
		return (struct record){ word, m->evidence,
		    m->applies && m->known };
	step_leave_open(rs->grid, rs->step, studio,
	    arena_printf(&rs->grid->arena, "规则 %s 待核实", rs->rule->code));
	return (struct record){ VERDICT_UNREAD, cause, false };
}

/* Rows stand as if all rules were tried in their order. */
static int
record(struct rules *rs, size_t studio, sqlite3_stmt *stmt, struct err *err)
{
	struct score_grid *g = rs->grid;
	struct studio *st = &g->studios[studio];
	const struct rule *r = rs->rule;
	struct rule_measure m = take_measure(stmt);
	struct record judged = judge(rs, studio, &m);
	const char *required;
	const char *row[] = { st->code, r->code, r->name, r->level, NULL,
	    r->unit, NULL, judged.word, store_tell(g->store, &rs->arena,
	    judged.evidence), r->basis };

	m.stopped = g->stopped != NULL;
	row[6] = required = requirement(&rs->arena, r, &m, rs->hides);
	for (int i = 0; i < 10; i++)
		store_bind(rs->insert, i + 1, row[i]);
	if (judged.measured && (!rs->hides || scheme_is_amount(m.value)))
		(void)sqlite3_bind_double(rs->insert, 5, m.value);
	(void)sqlite3_bind_int64(rs->insert, 11, step_row(g, rs->step,
	    studio));
	if (store_step(g->store, rs->insert, err) == -1)
		return -1;
	(void)sqlite3_reset(rs->insert);
	if (strcmp(r->level, LEVEL_GATE) == 0)
		pass_gate(st, judged.word);
	return strcmp(judged.word, VERDICT_UNMET) != 0 ? 0 :
	    report_unmet(rs, studio, &m, required, err);
}

static int
take_measured(void *ctx, size_t studio, sqlite3_stmt *stmt, struct err *err)
{
	struct rules *rs = ctx;
	int rc = record(rs, studio, stmt, err);

	arena_reset(&rs->arena);
	return rc;
}

/* Measure every studio by one rule, in one query. */
static int
measure_rule(struct rules *rs, struct err *err)
{
	struct score_grid *g = rs->grid;
	const char *sql = scheme_rule_sql(&g->arena, rs->rule, g->scheme);

	/* What is only shown does not change the verdict. */
	if (unread_reads(g, scheme_rule_judged_sql(&g->arena, rs->rule,
	    g->scheme), &rs->all, err) == -1 ||
	    unread_reads(g, scheme_scalar_sql(&g->arena, rs->rule->applies),
	    &rs->condition, err) == -1)
		return -1;
	rs->all.step = rs->condition.step = rs->step;
	rs->condition.to = PART_APPLIES + 1;
	rs->all.to = PART_VALUE + 1;
	return score_grid_studios(g, sql,
	    arena_printf(&g->arena, "规则 %s", rs->rule->code), take_measured,
	    rs, err);
}

int
assess_rule(struct score_grid *g, const struct step *st, struct err *err)
{
	struct rules rs = { .grid = g, .step = st,
	    .rule = &g->scheme->rules[st->index] };
	int rc;

	rs.hides = rs.rule->of_personal && !g->show_personal;

	rs.insert = store_prepare(g->store,
	    "INSERT INTO 资格(工作室, 规则, 名称, 级别, 测量值, 单位, 要求, 结论, 明细,"
	    " 依据, rowid) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)", err);
	if (rs.insert == NULL)
		return -1;
	rc = measure_rule(&rs, err);
	store_finalize(rs.insert);
	arena_free(&rs.arena);
	return rc;
}
