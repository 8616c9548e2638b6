#include "scheme/way.h"

#include <string.h>

#include "store/store.h"

/* 个数, 占比, 种数, 最小, 最大: of the rows of 对象. */

static const char *
unit_of(const struct way_sql *w)
{
	return *w->rule->unit != '\0' ? w->rule->unit :
	    way_count_unit(&w->object);
}

/* The rows in 范围 that fulfil what more, "" all, says. */
static char *
rows(struct way_sql *w, const char *more)
{
	return way_from(w->arena, &w->object, w->rule->scope, more);
}

static char *
hits(struct way_sql *w)
{
	return rows(w, w->rule->condition);
}

static char *
misses(struct way_sql *w)
{
	return rows(w, arena_printf(w->arena, "(%s\n) IS NOT TRUE",
	    w->rule->condition));
}

/* One 单选 in 字段: rows are told by kind, not by name. */
static bool
by_kind(const struct way_sql *w, struct way_field *f)
{
	if (w->rule->nfields != 1)
		return false;
	*f = way_field_find(w->scheme, &w->object, w->rule->fields[0]);
	return field_types[f->type].choice;
}

/* Those of from by name, with what else is told of each; in their order. */
static char *
by_name(struct way_sql *w, const char *from, const char *more,
    const char *unit)
{
	const struct rule *r = w->rule;
	struct way_list l = { .from = from, .unit = unit };
	struct way_field f;

	l.order = arena_printf(w->arena, "min(%s)", way_order(w->arena,
	    &w->object));
	if (by_kind(w, &f)) {
		l.item = way_told(w->arena, w->object.quoted, &f, false);
		l.order = arena_printf(w->arena, "count(*) DESC, %s", l.order);
		l.each = true;
	} else {
		l.item = arena_printf(w->arena, "%s || %s", way_name(w,
		    &w->object, r->fields, r->nfields), more);
	}
	return way_list_sql(w->arena, &l);
}

/* Words where no row is in 范围: that there are none, or which are not in. */
static char *
nobody(struct way_sql *w, const char *unit)
{
	const struct way_table *t = &w->object;
	const char *none = way_text(w->arena, t->kind == WAY_VALUES ?
	    arena_printf(w->arena, "没有填报%s", t->choices->name) :
	    arena_printf(w->arena, t->kind == WAY_FORM ? "没有填报“%s”" :
	    "“%s”中没有内容", t->name));

	if (*w->rule->scope == '\0')
		return arena_strdup(w->arena, none);
	return arena_printf(w->arena, "coalesce('“' || %s || '”中没有要计算的：' ||"
	    " %s, %s)", way_text(w->arena, t->name), by_name(w,
	    way_from(w->arena, t, "", ""), way_why(w, t, w->rule->scope, true),
	    unit), none);
}

void
way_count_measure(struct way_sql *w)
{
	buf_addf(&w->sql, "(SELECT count(*)%s)", hits(w));
}

/* 共7人，其中2人：甲（无）、乙；未计入：… */
void
way_count_evidence(struct way_sql *w)
{
	const struct rule *r = w->rule;
	const char *unit = unit_of(w), *all = rows(w, "");
	bool some = *r->condition != '\0';

	buf_addf(&w->sql, "CASE WHEN (SELECT count(*)%s) = 0 THEN %s ELSE ",
	    all, nobody(w, unit));
	buf_adds(&w->sql, "'共' || ");
	if (some)
		buf_addf(&w->sql, "%s || '，其中' || ",
		    way_count(w->arena, all, unit));
	buf_addf(&w->sql, "%s || coalesce('：' || %s, '')",
	    way_count(w->arena, hits(w), unit), by_name(w, hits(w),
	    *r->min == '\0' ? way_why(w, &w->object, r->condition, false) :
	    "''", unit));
	/* Where all rows of a form are in 范围, most were never meant. */
	if (some && *r->min != '\0' && (*r->scope != '\0' ||
	    w->object.kind != WAY_FORM))
		buf_addf(&w->sql, " || coalesce('；未计入：' || %s, '')",
		    by_name(w, misses(w), way_why(w, &w->object, r->condition,
		    true), unit));
	buf_adds(&w->sql, " END");
}

void
way_share_measure(struct way_sql *w)
{
	buf_addf(&w->sql, "(SELECT 100.0 * count(*) FILTER (WHERE %s\n) /"
	    " count(*)%s)", w->rule->condition, rows(w, ""));
}

/* 计入5人，共10人；未计入：甲（校外） */
void
way_share_evidence(struct way_sql *w)
{
	const struct rule *r = w->rule;
	const char *unit = way_count_unit(&w->object), *all = rows(w, "");

	buf_addf(&w->sql, "CASE WHEN (SELECT count(*)%s) = 0 THEN %s ELSE"
	    " '计入' || %s || '，共' || %s", all, nobody(w, unit),
	    way_count(w->arena, hits(w), unit),
	    way_count(w->arena, all, unit));
	if (*r->max != '\0')
		buf_addf(&w->sql, " || coalesce('：' || %s, '')", by_name(w,
		    hits(w), "''", unit));
	buf_addf(&w->sql, " || '；未计入：' || coalesce(%s, '无') END",
	    by_name(w, misses(w), way_why(w, &w->object, r->condition, true),
	    unit));
}

void
way_kinds_measure(struct way_sql *w)
{
	struct way_field f = way_field_find(w->scheme, &w->object,
	    w->rule->fields[0]);

	buf_addf(&w->sql, "(SELECT count(DISTINCT nullif(%s.%s, ''))%s)",
	    w->object.quoted, store_quote(w->arena, f.name), hits(w));
}

/* 甲校3人、乙校1人；未填学校的2人 */
void
way_kinds_evidence(struct way_sql *w)
{
	const struct rule *r = w->rule;
	const struct way_table *t = &w->object;
	struct way_field f = way_field_find(w->scheme, t, r->fields[0]);
	const char *value = way_value(w->arena, t->quoted, &f);
	const char *unit = way_count_unit(t), *name = way_text(w->arena, f.name);
	const char *empty = way_from(w->arena, t, r->condition,
	    arena_printf(w->arena, "(%s) IS NULL", value));
	const struct way_list l = {
		.item = value,
		.from = way_from(w->arena, t, r->condition,
		    arena_printf(w->arena, "(%s) IS NOT NULL", value)),
		.order = arena_printf(w->arena, "count(*) DESC, min(%s)",
		    way_order(w->arena, t)),
		.unit = unit,
		.each = t->kind == WAY_FORM,
		.kinds = unit_of(w),
	};

	const char *missing = t->kind == WAY_FORM ? arena_printf(w->arena,
	    "iif(EXISTS (SELECT 1%s), %s, %s)", way_from(w->arena, t, "", ""),
	    name, way_text(w->arena, arena_printf(w->arena, "“%s”", t->name))) :
	    t->kind == WAY_VALUES ? way_text(w->arena, t->choices->name) : name;

	buf_addf(&w->sql, "coalesce(%s, '没有填报' || %s) ||"
	    " coalesce('；未填' || %s || '的' || nullif((SELECT count(*)%s), 0) ||"
	    " %s, '')", way_list_sql(w->arena, &l), missing, name, empty,
	    way_text(w->arena, unit));
}

/* ---- 最小, 最大 ------------------------------------------------------------- */

/*
 * Of the rows of 对象; where 表 is given, of its rows that fit one of 对象's
 * values, and 0 for a value without one.
 */
static char *
fitting(struct way_sql *w)
{
	const struct rule *r = w->rule;
	struct way_table t = way_table_find(w->arena, w->scheme, r->table);
	const char *key = store_quote(w->arena,
	    w->object.reference->columns[0]);

	return way_from(w->arena, &t, arena_printf(w->arena, "%s.%s = %s.%s",
	    t.quoted, key, w->object.quoted, key), r->condition);
}

static void
extreme_measure(struct way_sql *w, const char *function)
{
	const struct rule *r = w->rule;

	buf_addf(&w->sql, "(SELECT %s(", function);
	if (*r->table != '\0')
		buf_addf(&w->sql, "coalesce((SELECT %s(coalesce((%s\n), 0))%s),"
		    " 0)", function, r->measure, fitting(w));
	else
		buf_addf(&w->sql, "(%s\n)", r->measure);
	buf_addf(&w->sql, ")%s)", rows(w, ""));
}

/* Behind a row's value: the fields it is computed from, if not the value. */
static char *
computed_from(struct way_sql *w, const struct way_table *t)
{
	const char *measure = w->rule->measure;
	struct way_field *f;
	size_t n = way_fields_read(w->arena, w->scheme, t, measure, &f);
	struct buf b = { 0 };
	char *sql = arena_strdup(w->arena, "''");

	if (n == 0 || (n == 1 && strcmp(f[0].name, measure) == 0))
		return sql;
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%s", i > 0 ? " || '，' || " : "",
		    way_told(w->arena, t->quoted, &f[i], true));
	sql = arena_printf(w->arena, "'（' || %s || '）'", buf_str(&b));
	buf_free(&b);
	return sql;
}

/* 2022：75%（到15人，共20人）、2023：无记录，按0计 */
static char *
fitting_evidence(struct way_sql *w)
{
	const struct rule *r = w->rule;
	struct way_table t = way_table_find(w->arena, w->scheme, r->table);

	return arena_printf(w->arena, "'：' || coalesce((SELECT group_concat("
	    "coalesce(%s || %s, '按0计') || %s, '；')%s),"
	    " '无记录，按0计')", way_amount(w, r->measure), way_text(w->arena, r->unit),
	    computed_from(w, &t), fitting(w));
}

static void
extreme_evidence(struct way_sql *w, bool least)
{
	const struct rule *r = w->rule;
	bool table = *r->table != '\0';
	const char *value = table ? fitting_evidence(w) :
	    arena_printf(w->arena, "coalesce(%s || %s, '没有值') || %s",
	    way_amount(w, r->measure), way_text(w->arena, r->unit),
	    computed_from(w, &w->object));
	const struct way_list l = {
		.item = arena_printf(w->arena, "%s || %s", way_name(w,
		    &w->object, r->fields, r->nfields), value),
		.from = rows(w, ""),
		.order = table ? arena_printf(w->arena, "min(%s)",
		    way_order(w->arena, &w->object)) :
		    arena_printf(w->arena, "min((%s\n)) IS NULL, min((%s\n))%s",
		    r->measure, r->measure, least ? "" : " DESC"),
		.unit = way_count_unit(&w->object),
	};

	buf_addf(&w->sql, "coalesce(%s, %s)", way_list_sql(w->arena, &l),
	    nobody(w, l.unit));
}

void
way_least_measure(struct way_sql *w)
{
	extreme_measure(w, "min");
}

void
way_least_evidence(struct way_sql *w)
{
	extreme_evidence(w, true);
}

void
way_most_measure(struct way_sql *w)
{
	extreme_measure(w, "max");
}

void
way_most_evidence(struct way_sql *w)
{
	extreme_evidence(w, false);
}
