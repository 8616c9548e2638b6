#include "scheme/sequence.h"

#include <string.h>

#include "store/store.h"

/* What has to be done before a query can run: the tables of results. */

void
sequence_complain(struct building *b, const struct step *st, const char *text)
{
	struct sequence *q = b->seq;

	for (size_t i = 0; i < q->nwrong; i++)
		if (strcmp(q->wrong[i].text, text) == 0)
			return;
	arena_grow(b->arena, &q->wrong, &q->wrong_cap, q->nwrong,
	    sizeof(*q->wrong));
	q->wrong[q->nwrong++] = (struct lint){ st->file, st->line, text };
}

static void
add_need(struct building *b, size_t step, const struct need *need)
{
	struct step *st = &b->seq->steps[step];

	for (size_t i = 0; i < st->nneeds; i++)
		if (st->needs[i].step == need->step &&
		    st->needs[i].part == need->part)
			return;
	arena_grow(b->arena, &st->needs, &st->needs_cap, st->nneeds,
	    sizeof(*st->needs));
	st->needs[st->nneeds++] = *need;
}

/* The query needs this step's results. */
static void
need_step(struct building *b, const struct query *q, const char *what,
    size_t step)
{
	add_need(b, q->step, &(struct need){ .step = step, .part = q->part,
	    .who = q->who, .what = what });
}

static void
never(struct building *b, const struct query *q, const char *what,
    const char *why)
{
	sequence_complain(b, &b->seq->steps[q->step], arena_printf(b->arena,
	    "%s读“%s”，这时它还是空的：%s", q->who, what, why));
}

static bool
names_it(struct building *b, const struct query *q, const char *name)
{
	return strstr(q->sql, arena_printf(b->arena, "'%s'", name)) != NULL;
}

static bool
names_rules(struct building *b, const struct query *q)
{
	for (size_t i = 0; i < b->scheme->nrules; i++)
		if (names_it(b, q, b->scheme->rules[i].code))
			return true;
	return false;
}

/*
 * Whether the query, which names no rule, reads what rule i came to: points
 * read the rules on the forms alone; a rule those that do not do the same,
 * and of these the ones before it.
 */
static bool
reads_rule(const struct building *b, const struct query *q, size_t i)
{
	const struct step *st = &b->seq->steps[q->step];

	switch (st->kind) {
	case STEP_APPLIES:
	case STEP_ASSESSED:
	case STEP_POINT:
		return b->of_forms[i];
	case STEP_RULE:
		return i != st->index && (!b->of_verdicts[i] || i < st->index);
	default:
		return true;
	}
}

static void
need_rules(struct building *b, const struct query *q, const char *what)
{
	bool named = names_rules(b, q), any = false;

	for (size_t i = 0; i < b->scheme->nrules; i++) {
		if (named ? !names_it(b, q, b->scheme->rules[i].code) :
		    !reads_rule(b, q, i))
			continue;
		need_step(b, q, what, b->seq->first[STEP_RULE] + i);
		any = true;
	}
	if (!any)
		never(b, q, what, "没有可以先判的规则");
}

static const char *
stage_of(const struct building *b, size_t step)
{
	return b->scheme->decisions[b->seq->steps[step].index].stage;
}

/* Those that it names; a stage also those before it. */
static void
need_stages(struct building *b, const struct query *q, const char *what)
{
	const struct sequence *seq = b->seq;
	bool stage = seq->steps[q->step].kind == STEP_STAGE;
	bool named = false, any = false;

	for (size_t i = 0; i < seq->nsteps; i++)
		named |= seq->steps[i].kind == STEP_STAGE &&
		    names_it(b, q, stage_of(b, i));
	for (size_t i = 0; i < seq->nsteps; i++) {
		if (seq->steps[i].kind != STEP_STAGE || !((stage &&
		    i < q->step) || (named ? names_it(b, q, stage_of(b, i)) :
		    !stage)))
			continue;
		need_step(b, q, what, i);
		any = true;
	}
	if (!any)
		never(b, q, what, "没有可以先定的阶段");
}

static void
need_result(struct building *b, const struct query *q, const char *what,
    enum step_kind kind)
{
	if (kind == STEP_SCORES && !b->points)
		never(b, q, what, "方案没有评估点");
	else if ((kind == STEP_TOTALS || kind == STEP_RANKS) && !b->scored)
		never(b, q, what, "评估点没有分值，没有总分和名次");
	else if (kind == STEP_GRADES && !b->points && b->scheme->ngrades == 0)
		never(b, q, what, "方案没有等级");
	else
		need_step(b, q, what, b->seq->first[kind]);
}

/* The rows of 汇总 are there from the start, and so is what is not here. */
static void
need_summary(struct building *b, const struct query *q, const char *column)
{
	static const struct {
		const char *column;
		enum step_kind kind;
	} columns[] = { { "总分", STEP_TOTALS }, { "未舍入", STEP_TOTALS },
		{ "名次", STEP_RANKS }, { "位次", STEP_RANKS },
		{ "等级", STEP_GRADES }, { "资格", STEP_GATES } };

	b->seq->steps[q->step].summary = true;
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (strcmp(columns[i].column, column) == 0)
			need_result(b, q, arena_printf(b->arena, "汇总.%s",
			    column), columns[i].kind);
}

/* The tables of results; kind where all of it comes of one step. */
enum result_of { OF_STEP, OF_RULES, OF_STAGES, OF_SUMMARY, OF_END };
static const struct result {
	const char *table;
	enum result_of of;
	enum step_kind kind;
} results[] = {
	{ "得分", OF_STEP, STEP_SCORES },
	{ "小计", OF_STEP, STEP_TOTALS },
	{ "上限组", OF_STEP, STEP_TOTALS },
	{ "资格", OF_RULES, STEP_RULE },
	{ "结论", OF_STAGES, STEP_STAGE },
	{ "汇总", OF_SUMMARY, STEP_KINDS },
	{ "全体", OF_END, STEP_KINDS },
	{ "概况", OF_END, STEP_KINDS },
	{ "文书", OF_END, STEP_KINDS },
};

static const struct result *
result_of(const char *table)
{
	for (size_t i = 0; i < sizeof(results) / sizeof(*results); i++)
		if (strcmp(results[i].table, table) == 0)
			return &results[i];
	return NULL;
}

static void
need_read(struct building *b, const struct query *q,
    const struct store_read *read)
{
	const struct result *r = result_of(read->table);

	if (r == NULL)
		return;
	switch (r->of) {
	case OF_STEP:
		need_result(b, q, r->table, r->kind);
		break;
	case OF_RULES:
		need_rules(b, q, r->table);
		break;
	case OF_STAGES:
		need_stages(b, q, r->table);
		break;
	case OF_SUMMARY:
		need_summary(b, q, read->column);
		break;
	case OF_END:
		never(b, q, r->table, "全部评定完才有");
		break;
	}
}

/* Which rules read results, and which those of rules they do not name. */
static void
sort_rules(struct building *b)
{
	size_t n = b->scheme->nrules + 1;

	b->of_forms = arena_alloc(b->arena, n * sizeof(*b->of_forms));
	b->of_verdicts = arena_alloc(b->arena, n * sizeof(*b->of_verdicts));
	for (size_t i = 0; i < b->scheme->nrules; i++)
		b->of_forms[i] = true;
	for (size_t i = 0; i < b->nqueries; i++) {
		const struct query *q = &b->queries[i];
		const struct step *st = &b->seq->steps[q->step];

		for (size_t k = 0; k < q->nreads && st->kind == STEP_RULE;
		    k++) {
			const struct result *r = result_of(q->reads[k].table);

			if (r == NULL)
				continue;
			b->of_forms[st->index] = false;
			b->of_verdicts[st->index] |= r->of == OF_RULES &&
			    !names_rules(b, q);
		}
	}
}

/* Who scored what is known before points are computed, and they count. */
static void
add_assessed(struct building *b, const struct need *assessed)
{
	add_need(b, b->seq->first[STEP_SCORES], assessed);
	for (size_t i = 0; i < b->scheme->npoints; i++)
		add_need(b, b->seq->first[STEP_POINT] + i, assessed);
}

/* What is counted though no query reads it. */
static void
add_counted(struct building *b)
{
	for (size_t i = 0; i < b->seq->nsteps; i++) {
		const struct step *st = &b->seq->steps[i];
		const struct need this = { .step = i };

		if (st->kind == STEP_APPLIES)
			add_need(b, b->seq->first[STEP_ASSESSED], &this);
		else if (st->kind == STEP_ASSESSED)
			add_assessed(b, &this);
		else if (st->kind == STEP_POINT)
			add_need(b, b->seq->first[STEP_SCORES], &this);
		else if (st->kind == STEP_RULE && strcmp(
		    b->scheme->rules[st->index].level, LEVEL_GATE) == 0)
			add_need(b, b->seq->first[STEP_GATES], &this);
		else if (st->kind == STEP_SCORES)
			add_need(b, b->seq->first[STEP_TOTALS], &this);
		else if (st->kind == STEP_TOTALS)
			add_need(b, b->seq->first[STEP_RANKS], &this);
		else if (st->kind == STEP_RANKS)
			add_need(b, b->seq->first[STEP_GRADES], &this);
	}
}

/* A field of 推算.csv is there before all results. */
static void
check_derived(struct building *b, const struct derived *d)
{
	const struct step here = { .file = "推算.csv", .line = d->line };
	struct store_read *reads;
	size_t n;

	if (store_reads(b->store, scheme_derived_sql(b->arena, d), b->arena,
	    &reads, &n, NULL) == -1)
		return;
	for (size_t i = 0; i < n; i++)
		if (result_of(reads[i].table) != NULL ||
		    strcmp(reads[i].table, "有效评分") == 0)
			sequence_complain(b, &here, arena_printf(b->arena,
			    "字段“%s”的计算读“%s”，这时它还是空的：推算在评定之前",
			    d->name, reads[i].table));
}

/* A query that asks for 待核实 tells what is to be said then. */
static void
find_told(struct building *b)
{
	for (size_t i = 0; i < b->nqueries; i++)
		b->seq->steps[b->queries[i].step].told |= strstr(
		    b->queries[i].sql, "'" VERDICT_UNREAD "'") != NULL;
}

void
sequence_find_needs(struct building *b)
{
	sort_rules(b);
	find_told(b);
	for (size_t i = 0; i < b->nqueries; i++)
		for (size_t k = 0; k < b->queries[i].nreads; k++)
			need_read(b, &b->queries[i], &b->queries[i].reads[k]);
	add_counted(b);
	for (size_t i = 0; i < b->scheme->nderived; i++)
		check_derived(b, &b->scheme->derived[i]);
}
