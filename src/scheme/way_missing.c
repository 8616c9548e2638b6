#include "scheme/way.h"

#include <string.h>

#include "scheme/sql_words.h"
#include "store/store.h"

/* 缺少, 每月: what has no row. */

#define LACKS	"缺"	/* before what is missing, in the evidence */

/* ---- 缺少 ------------------------------------------------------------------- */

/* The column of 表 that holds 对象's value; .name NULL: 条件 says which fits. */
static struct way_field
matching(const struct way_sql *w, const struct way_table *t)
{
	return way_field_find(w->scheme, t, w->rule->nfields > 0 ?
	    w->rule->fields[0] : w->object.reference->columns[0]);
}

/* The rows of 表 for a value of 对象, which fulfil a condition too. */
static char *
rows_for(struct way_sql *w, const struct way_table *t, const char *condition)
{
	struct way_field f = matching(w, t);
	const char *same = f.name == NULL ? "" : arena_printf(w->arena,
	    "%s.%s = %s.%s", t->quoted, store_quote(w->arena, f.name),
	    w->object.quoted, store_quote(w->arena,
	    w->object.reference->columns[0]));

	return way_from(w->arena, t, same, condition);
}

static char *
absent(struct way_sql *w)
{
	const struct rule *r = w->rule;
	struct way_table t = way_table_find(w->arena, w->scheme, r->table);

	return way_from(w->arena, &w->object, r->scope, arena_printf(w->arena,
	    "NOT EXISTS (SELECT 1%s)", rows_for(w, &t, r->condition)));
}

void
way_missing_measure(struct way_sql *w)
{
	buf_addf(&w->sql, "(SELECT count(*)%s)", absent(w));
}

/* Behind a missing value: why the row that it does have does not fit. */
static char *
why_not(struct way_sql *w)
{
	const struct rule *r = w->rule;
	struct way_table t = way_table_find(w->arena, w->scheme, r->table);

	if (*r->condition == '\0' || matching(w, &t).name == NULL)
		return arena_strdup(w->arena, "''");
	return arena_printf(w->arena, "coalesce((SELECT %s%s ORDER BY %s"
	    " LIMIT 1), '')", way_why(w, &t, r->condition, true),
	    rows_for(w, &t, ""), way_order(w->arena, &t));
}

/* 缺2022（总结：无）；应有3个年度 */
void
way_missing_evidence(struct way_sql *w)
{
	const struct rule *r = w->rule;
	const char *unit = *r->unit != '\0' ? r->unit : "项";
	const char *all = way_from(w->arena, &w->object, r->scope, "");
	const struct way_list l = {
		.item = arena_printf(w->arena, "%s || %s",
		    way_name(w, &w->object, NULL, 0), why_not(w)),
		.from = absent(w),
		.order = arena_printf(w->arena, "min(%s)", way_order(w->arena,
		    &w->object)),
		.unit = unit,
	};

	buf_addf(&w->sql, "coalesce('" LACKS "' || %s || '；应有' || %s,"
	    " CASE WHEN (SELECT count(*)%s) = 0 THEN %s ELSE %s || '都有' END)",
	    way_list_sql(w->arena, &l), way_count(w->arena, all, unit), all,
	    way_text(w->arena, arena_printf(w->arena, "“%s”中没有要有的",
	    w->object.name)), way_count(w->arena, all, unit));
}

/* 缺2个学期（2021-2022-1、2021-2022-2；应有6个学期） */
char *
way_missing_unmet(struct arena *a, const struct rule *r, const char *value,
    const char *evidence)
{
	if (strcmp(r->max, "0") != 0 || *r->min != '\0')
		return NULL;
	if (*r->evidence != '\0')
		return arena_printf(a, LACKS "%s%s%s", value,
		    *evidence != '\0' ? "；" : "", evidence);
	if (strncmp(evidence, LACKS, strlen(LACKS)) == 0)
		evidence += strlen(LACKS);
	return arena_printf(a, LACKS "%s（%s）", value, evidence);
}

/* ---- 每月 ------------------------------------------------------------------- */

struct way_span {
	struct way_field first, last;	/* of the studio */
	const char *from, *to;		/* those as months, SQL */
	const char *all;		/* a WITH clause: table _月(_月) */
	const char *lacks;		/* the condition on it */
};

static const char *
as_month(struct arena *a, const char *table, const struct way_field *f)
{
	return arena_printf(a, "substr(%s.%s, 1, 7)", table,
	    store_quote(a, f->name));
}

static struct way_span
months_of(struct way_sql *w)
{
	const struct rule *r = w->rule;
	struct arena *a = w->arena;
	struct way_table studio = way_table_find(a, w->scheme, TABLE_STUDIO);
	struct way_table t = way_table_find(a, w->scheme, r->table);
	struct way_span m = {
		.first = way_field_find(w->scheme, &studio, r->fields[0]),
		.last = way_field_find(w->scheme, &studio, r->fields[1]),
	};
	struct way_field *dates, day;

	(void)way_dates(a, w->scheme, &t, &dates);
	day = r->nfields > 2 ? way_field_find(w->scheme, &t, r->fields[2]) :
	    dates[0];
	m.from = as_month(a, TABLE_STUDIO, &m.first);
	m.to = as_month(a, TABLE_STUDIO, &m.last);
	m.all = arena_printf(a, "WITH RECURSIVE _月(_月) AS (SELECT %s WHERE %s"
	    " <= %s UNION ALL SELECT strftime('%%Y-%%m', _月 || '-01',"
	    " '+1 month') FROM _月 WHERE _月 < %s)", m.from, m.from, m.to, m.to);
	m.lacks = arena_printf(a, "NOT EXISTS (SELECT 1%s)", way_from(a, &t,
	    r->condition, arena_printf(a, "%s = _月._月", as_month(a, t.quoted,
	    &day))));
	return m;
}

void
way_months_measure(struct way_sql *w)
{
	struct way_span m = months_of(w);

	buf_addf(&w->sql, "CASE WHEN %s <= %s THEN (%s SELECT count(*) FROM _月"
	    " WHERE %s) END", m.from, m.to, m.all, m.lacks);
}

/* Why there are no months: first or last is not there, or they are backwards. */
static char *
no_months(struct way_sql *w, const struct way_span *m)
{
	const char *first = way_text(w->arena, m->first.name);
	const char *last = way_text(w->arena, m->last.name);

	return arena_printf(w->arena, "CASE WHEN %s IS NULL AND %s IS NULL THEN"
	    " '没有填报' || %s || '和' || %s WHEN %s IS NULL THEN '没有填报' || %s"
	    " WHEN %s IS NULL THEN '没有填报' || %s ELSE %s || '晚于' || %s END",
	    m->from, m->to, first, last, m->from, first, m->to, last,
	    way_told(w->arena, TABLE_STUDIO, &m->first, true),
	    way_told(w->arena, TABLE_STUDIO, &m->last, true));
}

/* 缺2023-02至2023-04、2023-06；2023-01至2023-06共6个月 */
void
way_months_evidence(struct way_sql *w)
{
	struct way_span m = months_of(w);

	buf_addf(&w->sql, "CASE WHEN %s <= %s THEN (%s, _缺(_月, _组) AS (SELECT"
	    " _月, 12 * substr(_月, 1, 4) + substr(_月, 6, 2) - row_number()"
	    " OVER (ORDER BY _月) FROM _月 WHERE %s), _段(_始, _末) AS (SELECT"
	    " min(_月), max(_月) FROM _缺 GROUP BY _组 ORDER BY 1) SELECT"
	    " coalesce('" LACKS "' || group_concat(_始 || CASE WHEN _末 > _始 THEN"
	    " '至' || _末 ELSE '' END, '、') || '；', '') || %s || '至' || %s ||"
	    " '共' || (SELECT count(*) FROM _月) || '个月' || CASE WHEN count(*)"
	    " = 0 THEN '，每月都有' ELSE '' END FROM _段) ELSE %s END", m.from,
	    m.to, m.all, m.lacks, m.from, m.to, no_months(w, &m));
}
