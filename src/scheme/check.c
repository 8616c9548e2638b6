#include "scheme/scheme.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "scheme/private.h"
#include "scheme/sql_parts.h"
#include "scheme/way.h"
#include "store/store.h"

/*
 * Every SQL of the scheme is compiled and run on a store with the scheme's
 * tables and two empty studios: what fails here would fail on real data, and
 * a query that never ends is found by its budget.
 */
#define LINT_STUDIOS	2
#define LINT_STEPS	UINT64_C(20000000)	/* a fraction of a second */

struct check {
	struct scheme *scheme;
	const struct point *point;	/* whose SQL is tried; NULL: none's */
	struct store store;
	struct arena arena;
	const struct sql_column *columns;	/* of the store; NULL: not yet */
	size_t ncolumns;
};

static bool
take_apart(struct check *c, struct sql_parts *p, const char *sql)
{
	if (c->columns == NULL)
		sql_columns_find(&c->store, &c->arena, &c->columns,
		    &c->ncolumns);
	*p = (struct sql_parts){ .scheme = c->scheme, .arena = &c->arena,
	    .columns = c->columns, .ncolumns = c->ncolumns };
	return sql_parts_find(p, sql);
}

/* A condition of a row of object, or of a studio, must be one. */
static void
check_condition(struct check *c, const char *sql, const char *object,
    const char *file, size_t line, const char *what)
{
	struct sql_parts p;
	const char *text;

	if (*sql != '\0' && take_apart(c, &p, arena_printf(&c->arena,
	    "SELECT 1 FROM " TABLE_STUDIO "%s%s WHERE %s", *object != '\0' ?
	    ", " : "", *object != '\0' ? store_quote(&c->arena, object) : "",
	    sql)) && (text = sql_bare_word(&p)) != NULL)
		scheme_complain(c->scheme, file, line, "%s：%s", what, text);
}

/* A cell of a line is tried alone, then with the others. */
static bool
hinted(const struct scheme *s, const char *file, size_t line)
{
	for (size_t i = 0; i < s->nhints; i++)
		if (s->hints[i].line == line &&
		    strcmp(s->hints[i].file, file) == 0)
			return true;
	return false;
}

/* What SQLite takes and nobody means. */
static void
check_meaning(struct check *c, const char *sql, const char *file, size_t line,
    const char *what)
{
	struct sql_parts p;
	const char *text;

	if (!take_apart(c, &p, sql))
		return;
	if ((text = sql_division(&p)) != NULL)
		scheme_complain(c->scheme, file, line, "%s：%s", what, text);
	if ((text = sql_strange_word(&p)) != NULL)
		scheme_complain(c->scheme, file, line, "%s：%s", what, text);
	if ((text = sql_rows_of_all(&p)) != NULL && !hinted(c->scheme, file,
	    line))
		scheme_hint(c->scheme, file, line, "%s：%s", what, text);
}

/* Run sql (so many rows expected); complain under file:line. */
static void
try_rows(struct check *c, const char *sql, size_t expected, const char *file,
    size_t line, const char *what)
{
	struct err err = { 0 };
	sqlite3_stmt *stmt = store_prepare_foreign(&c->store, sql, what, &err);
	size_t rows = 0;
	int rc;

	if (stmt == NULL || scheme_bind(stmt, c->point, what, &err) == -1) {
		scheme_complain(c->scheme, file, line, "%s", err.text);
		store_finalize(stmt);
		return;
	}
	store_budget(&c->store, LINT_STEPS);
	while ((rc = store_step(&c->store, stmt, &err)) == 1)
		rows++;
	store_budget(&c->store, STORE_UNBOUNDED);
	store_finalize(stmt);
	if (rc == -1)
		scheme_complain(c->scheme, file, line, "%s：%s", what,
		    err.text);
	else if (rows != expected)
		scheme_complain(c->scheme, file, line, "%s：没有写“对象”时不能"
		    "直接用 count、sum 等统计函数，请写上对象，或用子查询", what);
	else
		check_meaning(c, sql, file, line, what);
}

/* Run sql that gives one row a studio. */
static void
try_sql(struct check *c, const char *sql, const char *file, size_t line,
    const char *what)
{
	try_rows(c, sql, LINT_STUDIOS, file, line, what);
}

static bool
table_known(struct check *c, const char *table)
{
	sqlite3_stmt *stmt = store_prepare(&c->store,
	    "SELECT 1 FROM sqlite_schema WHERE name = ?1", NULL);
	bool known;

	if (stmt == NULL)
		return false;
	store_bind(stmt, 1, table);
	known = store_step(&c->store, stmt, NULL) == 1;
	store_finalize(stmt);
	return known;
}

static bool
object_known(struct check *c, const char *table, const char *file, size_t line)
{
	if (*table == '\0' || table_known(c, table))
		return true;
	scheme_complain(c->scheme, file, line, "对象“%s”不是表单或参照中的表",
	    table);
	return false;
}

/* Try one cell of a rule: a rule that has nothing but it. */
static void
try_rule_cell(struct check *c, const struct rule *only, bool evidence,
    const char *column)
{
	char *what = arena_printf(&c->arena, "规则 %s 的%s", only->code,
	    column);

	try_sql(c, evidence ? scheme_rule_sql(&c->arena, only, c->scheme) :
	    scheme_rule_judged_sql(&c->arena, only, c->scheme), "规则.csv",
	    only->line, what);
}

static void
set_cell(struct rule *r, size_t offset, const char *sql)
{
	memcpy((char *)r + offset, &sql, sizeof(sql));
}

static void
check_rule_sql(struct check *c, const struct rule *r)
{
	static const struct {
		const char *column;
		size_t offset;
		int needed;	/* where the way needs it, 1 is in its place */
		bool condition;
	} cells[] = {
		{ "测量", offsetof(struct rule, measure), WAY_MEASURE, false },
		{ "条件", offsetof(struct rule, condition), WAY_CONDITION, true },
		{ "范围", offsetof(struct rule, scope), 0, true },
		{ "前提", offsetof(struct rule, premise), 0, true },
		{ "下限", offsetof(struct rule, min), 0, false },
		{ "上限", offsetof(struct rule, max), 0, false },
		{ "适用", offsetof(struct rule, applies), 0, true },
		{ "明细", offsetof(struct rule, evidence), 0, false },
	};
	const struct way *way = way_of(r);
	size_t before = c->scheme->nlints;
	struct rule blank = *r;

	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++)
		set_cell(&blank, cells[i].offset, way != NULL &&
		    (way->needs & cells[i].needed) != 0 ? "1" : "");
	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
		struct rule only = blank;
		const char *sql;

		memcpy(&sql, (const char *)r + cells[i].offset, sizeof(sql));
		if (*sql == '\0')
			continue;
		set_cell(&only, cells[i].offset, sql);
		try_rule_cell(c, &only, *only.evidence != '\0',
		    cells[i].column);
		if (cells[i].condition)
			check_condition(c, sql, *r->table != '\0' ? r->table :
			    r->object, "规则.csv", r->line,
			    arena_printf(&c->arena, "规则 %s 的%s", r->code,
			    cells[i].column));
	}
	if (way != NULL && c->scheme->nlints == before)
		try_rule_cell(c, r, true, "方式");
}

static void
check_rule(struct check *c, const struct rule *r)
{
	if (*r->point != '\0' && scheme_point(c->scheme, r->point) == NULL)
		scheme_complain(c->scheme, "规则.csv", r->line,
		    "规则 %s 的评估点“%s”不在 指标.csv 中", r->code, r->point);
	if (*r->point == '\0' && strcmp(r->level, LEVEL_CHECK) == 0)
		scheme_complain(c->scheme, "规则.csv", r->line,
		    "规则 %s 是“%s”，却没有写它核验哪个评估点", r->code,
		    r->level);
	if (way_check(c->scheme, r) && (way_of(r) != NULL ||
	    object_known(c, r->object, "规则.csv", r->line)))
		check_rule_sql(c, r);
}

/* A condition over the studio. */
static void
try_condition(struct check *c, const char *sql, const char *file, size_t line,
    const char *what)
{
	try_sql(c, scheme_scalar_sql(&c->arena, sql), file, line, what);
	check_condition(c, sql, "", file, line, what);
}

static void
check_point(struct check *c, const struct point *p)
{
	char *what = arena_printf(&c->arena, "评估点 %s 的自动计分", p->code);

	if (*p->applies != '\0')
		try_condition(c, p->applies, "指标.csv", p->line,
		    arena_printf(&c->arena, "评估点 %s 的适用", p->code));
	if (*p->automatic != '\0' &&
	    object_known(c, p->object, "指标.csv", p->line)) {
		c->point = p;
		try_sql(c, scheme_point_sql(&c->arena, p, c->scheme),
		    "指标.csv", p->line, what);
		c->point = NULL;
	}
}

/* An item that is a condition over the studio. */
static void
check_item(struct check *c, const struct plan_item *item)
{
	const char *sql = scheme_property(c->scheme, item->name, "");

	if (*sql != '\0')
		try_condition(c, sql, "方案.csv", scheme_property_line(
		    c->scheme, item->name), item->name);
}

static void
check_derived(struct check *c, const struct derived *d)
{
	bool studio = strcmp(d->table, TABLE_STUDIO) == 0;

	try_rows(c, scheme_derived_sql(&c->arena, d), studio ? LINT_STUDIOS : 1,
	    "推算.csv", d->line, arena_printf(&c->arena, "字段“%s”的计算",
	    d->name));
}

static void
check_decision(struct check *c, const struct decision *d)
{
	const char *text = d->text, *before, *sql;
	char *what = arena_printf(&c->arena, "阶段“%s”", d->stage);

	if (*d->condition != '\0')
		try_condition(c, d->condition, "结论.csv", d->line, what);
	while (scheme_placeholder(&c->arena, text, &before, &sql, &text))
		try_sql(c, scheme_scalar_sql(&c->arena, sql), "结论.csv",
		    d->line, what);
}

static void
check_grade(struct check *c, const struct grade *g)
{
	if (*g->condition != '\0')
		try_condition(c, g->condition, "等级.csv", g->line,
		    arena_printf(&c->arena, "等级“%s”的条件", g->name));
}

static void
check_tie(struct check *c, const struct tie *t)
{
	try_sql(c, scheme_scalar_sql(&c->arena, t->sql), "方案.csv",
	    scheme_property_line(c->scheme, "同分次序"), "同分次序");
}

static void
check_sequence(struct check *c)
{
	struct sequence q;

	scheme_sequence(c->scheme, &c->store, &c->arena, &q);
	for (size_t i = 0; i < q.nwrong; i++)
		scheme_complain(c->scheme, q.wrong[i].file, q.wrong[i].line,
		    "%s", q.wrong[i].text);
}

/* Two studios, and one empty row of the first in every other table. */
static int
add_dummies(struct check *c, struct err *err)
{
	const struct scheme *s = c->scheme;

	if (store_exec(&c->store, "INSERT INTO " TABLE_STUDIO "(" FIELD_CODE
	    ", _序) VALUES('1', 1), ('2', 2)", err) == -1)
		return -1;
	for (size_t i = 0; i < s->nforms; i++)
		if (strcmp(s->forms[i].name, TABLE_STUDIO) != 0 &&
		    store_exec(&c->store, arena_printf(&c->arena, "INSERT INTO "
		    "%s(" FIELD_STUDIO ", _序) VALUES('1', 1)",
		    store_quote(&c->arena, s->forms[i].name)), err) == -1)
			return -1;
	return 0;
}

static void
check_sql(struct check *c)
{
	struct scheme *s = c->scheme;

	for (size_t i = 0; i < s->nderived; i++)
		check_derived(c, &s->derived[i]);
	for (const struct plan_item *item = plan_items; item->name != NULL; item++)
		if (item->condition)
			check_item(c, item);
	for (size_t i = 0; i < s->npoints; i++)
		check_point(c, &s->points[i]);
	for (size_t i = 0; i < s->nrules; i++)
		check_rule(c, &s->rules[i]);
	for (size_t i = 0; i < s->ndecisions; i++)
		check_decision(c, &s->decisions[i]);
	for (size_t i = 0; i < s->ngrades; i++)
		check_grade(c, &s->grades[i]);
	for (size_t i = 0; i < s->nties; i++)
		check_tie(c, &s->ties[i]);
	check_sequence(c);
	scheme_check_personal(s, &c->store, &c->arena);
}

int
scheme_check(struct scheme *s, struct err *err)
{
	struct check c = { .scheme = s };
	struct err load = { 0 };

	scheme_check_plan(s);
	scheme_check_reach(s);
	scheme_check_totals(s);
	scheme_check_scoring(s);
	scheme_check_ranking(s);
	if (scheme_form(s, TABLE_STUDIO) == NULL)
		return 0;	/* said already; nothing to compile against */
	if (store_create(&c.store, err) == -1)
		return -1;
	c.store.show_personal = true;	/* nobody's data is in it */
	c.store.heard = scheme_hear;
	c.store.listener = s;
	if (scheme_mask(&c.store, true, &load) == 0 &&
	    scheme_load(s, &c.store, &load) == 0 &&
	    add_dummies(&c, &load) == 0)
		check_sql(&c);
	else if (s->nlints == 0)	/* else the reason has been said */
		scheme_complain(s, "", 0, "%s", load.text);
	scheme_check_names(s);
	store_close(&c.store);
	arena_free(&c.arena);
	return 0;
}
