#include "scheme/way.h"

#include <string.h>

#include "scheme/sql_words.h"
#include "store/store.h"

/* 填写, 数值, 算式, 是否: of the studio's own fields. */

static struct way_table
studio_of(struct way_sql *w)
{
	return way_table_find(w->arena, w->scheme, TABLE_STUDIO);
}

static struct way_field
field_at(struct way_sql *w, size_t i)
{
	struct way_table t = studio_of(w);

	return way_field_find(w->scheme, &t, w->rule->fields[i]);
}

static char *
column(struct way_sql *w, const struct way_field *f)
{
	return arena_printf(w->arena, TABLE_STUDIO ".%s",
	    store_quote(w->arena, f->name));
}

/* ---- 填写 ------------------------------------------------------------------- */

void
way_filled_measure(struct way_sql *w)
{
	for (size_t i = 0; i < w->rule->nfields; i++) {
		struct way_field f = field_at(w, i);

		buf_addf(&w->sql, "%s(coalesce(%s, '') <> '')",
		    i > 0 ? " + " : "", column(w, &f));
	}
}

/* 未填：邮编；地址：某路1号 */
void
way_filled_evidence(struct way_sql *w)
{
	struct buf empty = { 0 }, filled = { 0 };

	for (size_t i = 0; i < w->rule->nfields; i++) {
		struct way_field f = field_at(w, i);
		const char *is = column(w, &f);

		buf_addf(&empty, " || iif(coalesce(%s, '') = '', %s, '')", is,
		    way_text(w->arena, arena_printf(w->arena, "、%s", f.name)));
		buf_addf(&filled, " || iif(coalesce(%s, '') <> '', '、' || %s,"
		    " '')", is, way_told(w->arena, TABLE_STUDIO, &f, true));
	}
	buf_addf(&w->sql, "ltrim(coalesce('；未填：' || nullif(substr(''%s, 2),"
	    " ''), '') || coalesce('；' || nullif(substr(''%s, 2), ''), ''),"
	    " '；')", buf_str(&empty), buf_str(&filled));
	buf_free(&empty);
	buf_free(&filled);
}

/* ---- 数值 ------------------------------------------------------------------- */

void
way_number_measure(struct way_sql *w)
{
	struct way_field f = field_at(w, 0);

	buf_adds(&w->sql, column(w, &f));
}

void
way_number_evidence(struct way_sql *w)
{
	struct way_field f = field_at(w, 0);

	buf_adds(&w->sql, way_told(w->arena, TABLE_STUDIO, &f, true));
}

/* ---- what an expression reads -------------------------------------------------- */

static bool
mentions(const struct sql_name *names, size_t n, const char *table,
    const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i].column, name) == 0 &&
		    (*names[i].table == '\0' ||
		    strcmp(names[i].table, table) == 0))
			return true;
	return false;
}

static void
add_part(struct buf *b, const char *part)
{
	buf_addf(b, "%s%s", b->len > 0 ? " || '，' || " : "", part);
}

/*
 * The studio's fields that sql reads but 编号, in the form's order, and the
 * items of 方案.csv, each with what stands there.  "" when it reads none.
 */
static char *
what_it_reads(struct way_sql *w, const char *sql)
{
	struct arena *a = w->arena;
	struct way_table t = studio_of(w);
	struct sql_name *names;
	size_t n = sql_names(a, sql, &names), count;
	const char **all;
	struct buf b = { 0 };
	char *text;

	count = way_field_names(a, w->scheme, &t, &all);
	for (size_t i = 0; i < count; i++) {
		struct way_field f = way_field_find(w->scheme, &t, all[i]);

		if (strcmp(f.name, FIELD_CODE) != 0 &&		/* joins only */
		    mentions(names, n, TABLE_STUDIO, f.name))
			add_part(&b, way_told(a, TABLE_STUDIO, &f, true));
	}
	for (size_t i = 0; i < w->scheme->nproperties &&
	    mentions(names, n, TABLE_SCHEME, TABLE_SCHEME); i++) {
		const struct property *p = &w->scheme->properties[i];

		if (mentions(names, n, TABLE_SCHEME, p->name))
			add_part(&b, way_text(a, arena_printf(a, "%s%s",
			    p->name, p->value)));
	}
	text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}

void
way_premise_evidence(struct way_sql *w)
{
	const char *read = what_it_reads(w, w->rule->premise);

	buf_adds(&w->sql, *read != '\0' ? read : "''");
}

/* ---- 算式 ------------------------------------------------------------------- */

void
way_formula_measure(struct way_sql *w)
{
	buf_addf(&w->sql, "(%s\n)", w->rule->measure);
}

/* 预算100元，决算120元，算得20% */
void
way_formula_evidence(struct way_sql *w)
{
	const struct rule *r = w->rule;
	const char *read = what_it_reads(w, r->measure);

	buf_addf(&w->sql, "%s%scoalesce('算得' || %s || %s,"
	    " '不能计算')", read, *read != '\0' ? " || '，' || " : "",
	    way_amount(w, r->measure), way_text(w->arena, r->unit));
}

/* ---- 是否 ------------------------------------------------------------------- */

const char *
way_yes_required(const struct rule *r)
{
	return *r->min != '\0' ? "应为是" : "应为否";
}

void
way_yes_measure(struct way_sql *w)
{
	buf_addf(&w->sql, "((%s\n) IS TRUE)", w->rule->condition);
}

/* 应为是；已公示：否.  What it should be 措辞 says where it is given. */
void
way_yes_evidence(struct way_sql *w)
{
	const struct rule *r = w->rule;
	const char *read = what_it_reads(w, r->condition);

	if (*r->wording == '\0')
		buf_addf(&w->sql, "iif((%s\n) IS %sTRUE, '', '%s%s') || ",
		    r->condition, *r->min != '\0' ? "" : "NOT ", way_yes_required(r),
		    *read != '\0' ? "；" : "");
	buf_adds(&w->sql, *read != '\0' ? read : "''");
}

char *
way_yes_unmet(struct arena *a, const struct rule *r, const char *value,
    const char *evidence)
{
	(void)value;
	if (*r->evidence == '\0')
		return arena_strdup(a, evidence);
	return arena_printf(a, "%s%s%s", way_yes_required(r), *evidence != '\0' ? "；" :
	    "", evidence);
}
