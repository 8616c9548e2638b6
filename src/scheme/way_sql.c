#include "scheme/way.h"

#include <string.h>

#include "scheme/sql_words.h"
#include "store/store.h"

#define MOST_TEXT	"60"	/* characters of one value */

char *
way_text(struct arena *a, const char *text)
{
	return store_literal(a, text);
}

/* The line break ends a comment that may stand behind a condition. */
static char *
also(struct arena *a, const char *condition)
{
	return *condition == '\0' ? arena_strdup(a, "") :
	    arena_printf(a, " AND (%s\n)", condition);
}

char *
way_from(struct arena *a, const struct way_table *t, const char *first,
    const char *second)
{
	const char *rows = t->kind == WAY_REFERENCE ? "1" : arena_printf(a,
	    "%s." FIELD_STUDIO " = " TABLE_STUDIO "." FIELD_CODE, t->quoted);

	return arena_printf(a, " FROM %s WHERE %s%s%s", t->quoted, rows,
	    also(a, first), also(a, second));
}

char *
way_order(struct arena *a, const struct way_table *t)
{
	return arena_printf(a, "%s.%s", t->quoted,
	    t->kind == WAY_FORM ? "_序" : "rowid");
}

char *
way_value(struct arena *a, const char *table, const struct way_field *f)
{
	char *column = arena_printf(a, "%s.%s", table, store_quote(a, f->name));
	char *value;

	if (f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL)
		value = arena_printf(a, "printf('%%.15g', nullif(%s, '')) || %s",
		    column, way_text(a, f->unit));
	else if (field_types[f->type].lines)
		value = arena_printf(a, "nullif(replace(replace(iif(length(%s)"
		    " > " MOST_TEXT ", substr(%s, 1, " MOST_TEXT ") || '…', %s),"
		    " char(13), ''), char(10), ' '), '')", column, column,
		    column);
	else
		value = arena_printf(a, "nullif(%s || '', '')", column);
	/* printf makes '0' of NULL. */
	if (f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL)
		value = arena_printf(a, "CASE WHEN nullif(%s, '') IS NOT NULL"
		    " THEN %s END", column, value);
	return f->personal ? arena_printf(a, MASK_FUNCTION "(%s)", value) :
	    value;
}

char *
way_amount(const struct way_sql *w, const char *sql)
{
	char *text = arena_printf(w->arena, "points((%s\n))", sql);

	return !w->rule->of_personal ? text : arena_printf(w->arena,
	    "iif(abs((%s\n)) < " PERSONAL_AMOUNT ", %s, " MASK_FUNCTION "(%s))",
	    sql, text, text);
}

/* Words are set off from the name of what they are, figures are not. */
static bool
is_figure(const struct way_field *f)
{
	return f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL ||
	    f->type == FIELD_DATE || f->type == FIELD_MONTH ||
	    f->type == FIELD_YEAR;
}

char *
way_told(struct arena *a, const char *table, const struct way_field *f,
    bool always)
{
	const char *name = always || f->marked ? arena_printf(a, "%s || ",
	    way_text(a, arena_printf(a, "%s%s", f->name, is_figure(f) ? "" :
	    "："))) : "";

	return arena_printf(a, "coalesce(%s%s, %s)", name,
	    way_value(a, table, f), way_text(a, arena_printf(a, "%s%s",
	    f->computed ? "没有" : "未填", f->name)));
}

/* ---- what a row is called ------------------------------------------------------ */

static bool
is_title(const char *name)
{
	return strcmp(name, "标题") == 0;
}

/* The field that names a row by itself, or one without a name. */
static struct way_field
naming_field(const struct way_sql *w, const struct way_table *t)
{
	const struct field *person = way_person(t);
	const struct scheme *s = w->scheme;
	struct way_field f = { 0 };

	switch (t->kind) {
	case WAY_FORM:
		if (person != NULL)
			return way_field_find(s, t, person->name);
		f = way_field_find(s, t, "标题");
		return f.name != NULL ? f : way_field_find(s, t, FIELD_TITLE);
	case WAY_VALUES:
		return way_field_find(s, t, "值");
	case WAY_REFERENCE:
		return way_field_find(s, t, t->reference->columns[0]);
	case WAY_RESULT:
		return way_field_find(s, t, t->columns[0]);
	case WAY_NOTHING:
		break;
	}
	return f;
}

/* The fields named, or the required ones: what of them is filled in. */
static char *
joined_name(struct way_sql *w, const struct way_table *t,
    const char *const *fields, size_t nfields)
{
	struct arena *a = w->arena;
	struct buf b = { 0 };
	char *name;

	for (size_t i = 0; i < nfields; i++) {
		struct way_field f = way_field_find(w->scheme, t, fields[i]);

		if (f.name != NULL)
			buf_addf(&b, " || coalesce(' ' || %s, '')",
			    way_value(a, t->quoted, &f));
	}
	for (size_t i = 0; nfields == 0 && i < t->form->nfields; i++) {
		struct way_field f = way_field_find(w->scheme, t,
		    t->form->fields[i].name);

		if (t->form->fields[i].required)
			buf_addf(&b, " || coalesce(' ' || %s, '')",
			    way_value(a, t->quoted, &f));
	}
	name = arena_printf(a, "nullif(substr(''%s, 2), '')", buf_str(&b));
	buf_free(&b);
	return t->kind != WAY_FORM ? arena_printf(a, "coalesce(%s, '没有名称')",
	    name) : arena_printf(a, "coalesce(%s, '第' || coalesce(%s._表行,"
	    " %s._序) || '行')", name, t->quoted, t->quoted);
}

char *
way_name(struct way_sql *w, const struct way_table *t,
    const char *const *fields, size_t nfields)
{
	struct arena *a = w->arena;
	struct way_field f = naming_field(w, t);

	if (nfields > 0 || f.name == NULL)
		return joined_name(w, t, fields, nfields);
	if (is_title(f.name))
		return arena_printf(a, "'《' || coalesce(%s, '未填标题') || '》'",
		    way_value(a, t->quoted, &f));
	return arena_printf(a, "coalesce(%s, %s)", way_value(a, t->quoted, &f),
	    way_text(a, arena_printf(a, "未填%s", f.name)));
}

/* ---- why a row counts, or does not ---------------------------------------------- */

static bool
in_name(const struct way_sql *w, const struct way_table *t,
    const struct way_field *f)
{
	struct way_field name = naming_field(w, t);
	const struct rule *r = w->rule;

	if (r->nfields == 0)
		return name.name != NULL && strcmp(name.name, f->name) == 0;
	for (size_t i = 0; i < r->nfields; i++)
		if (strcmp(r->fields[i], f->name) == 0)
			return true;
	return false;
}

static bool
reads(struct way_sql *w, const struct way_table *t, const char *sql,
    const struct way_field *f)
{
	struct way_field *fields;
	size_t n = way_fields_read(w->arena, w->scheme, t, sql, &fields);

	for (size_t i = 0; i < n; i++)
		if (strcmp(fields[i].name, f->name) == 0)
			return true;
	return false;
}

/*
 * When a field is worth telling: an SQL condition; "" never.  What is the same
 * in every row that fulfils an equation is no news there, nor that a value is
 * the studio's where something else does not hold; a word of its kind is.
 */
static char *
telling(struct way_sql *w, const struct way_table *t,
    const char *const *conditions, size_t n, const struct way_field *f,
    bool unmet)
{
	char *when = arena_strdup(w->arena, "");

	for (size_t i = 0; i < n; i++) {
		enum sql_equation equation = sql_equation(conditions[i]);

		if (!reads(w, t, conditions[i], f))
			continue;
		if (equation == SQL_NO_EQUATION || (unmet && !f->marked &&
		    equation == SQL_EQUALS_TEXT))
			return arena_strdup(w->arena, "1");
		if (unmet)
			when = arena_printf(w->arena, "%s%s(%s\n) IS NOT TRUE",
			    when, *when != '\0' ? " OR " : "", conditions[i]);
	}
	return when;
}

char *
way_why(struct way_sql *w, const struct way_table *t, const char *sql,
    bool unmet)
{
	struct way_field *fields;
	const char **conditions;
	size_t n = sql_conditions(w->arena, sql, &conditions);
	size_t nfields = way_fields_read(w->arena, w->scheme, t, sql, &fields);
	struct buf b = { 0 };
	char *why = arena_strdup(w->arena, "''");

	for (size_t i = 0; i < nfields; i++) {
		const char *when = telling(w, t, conditions, n, &fields[i],
		    unmet);

		if (*when != '\0' && !in_name(w, t, &fields[i]))
			buf_addf(&b, " || CASE WHEN %s THEN '，' || %s ELSE ''"
			    " END", when, way_told(w->arena, t->quoted,
			    &fields[i], false));
	}
	if (b.len > 0)
		why = arena_printf(w->arena, "coalesce('（' || nullif(substr(''"
		    "%s, 2), '') || '）', '')", buf_str(&b));
	buf_free(&b);
	return why;
}

/* ---- lists ------------------------------------------------------------------------ */

char *
way_list_sql(struct arena *a, const struct way_list *l)
{
	const char *unit = way_text(a, l->unit);

	return arena_printf(a, "(SELECT group_concat(_名 || CASE WHEN _次 > %d"
	    " THEN _次 || %s ELSE '' END, '、') || CASE WHEN max(_种) > "
	    WAY_MOST_NAMES " THEN '等' || max(%s) || %s ELSE '' END FROM (SELECT %s"
	    " AS _名, count(*) AS _次, count(*) OVER () AS _种,"
	    " sum(count(*)) OVER () AS _共%s GROUP BY 1 ORDER BY %s LIMIT "
	    WAY_MOST_NAMES "))", l->each ? 0 : 1, unit,
	    l->kinds != NULL ? "_种" : "_共", l->kinds != NULL ?
	    way_text(a, l->kinds) : unit, l->item, l->from, l->order);
}

char *
way_count(struct arena *a, const char *from, const char *unit)
{
	return arena_printf(a, "(SELECT count(*)%s) || %s", from,
	    way_text(a, unit));
}
