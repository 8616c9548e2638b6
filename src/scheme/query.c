#include "scheme/scheme.h"

#include <string.h>

#include "scheme/way.h"
#include "store/store.h"

/*
 * A scalar of the scheme inside our query.  The line break ends a comment
 * the author may have put behind it.
 */
static void
add_scalar(struct buf *b, const char *sql, const char *otherwise)
{
	buf_addf(b, ", (%s\n)", *sql != '\0' ? sql : otherwise);
}

static bool
is_reference(const struct scheme *s, const char *table)
{
	for (size_t i = 0; i < s->nreferences; i++)
		if (strcmp(s->references[i].name, table) == 0)
			return true;
	return false;
}

/* Measure over the object's rows of the studio; over the studio if none. */
static void
add_measure(struct arena *a, struct buf *b, const struct scheme *s,
    const char *object, const char *sql)
{
	char *table = store_quote(a, object);

	if (*sql == '\0') {
		buf_adds(b, ", NULL");
	} else if (*object == '\0') {
		add_scalar(b, sql, "NULL");
	} else {
		buf_addf(b, ", (SELECT %s\nFROM %s", sql, table);
		if (!is_reference(s, object))
			buf_addf(b, " WHERE %s." FIELD_STUDIO " = "
			    TABLE_STUDIO "." FIELD_CODE, table);
		buf_addc(b, ')');
	}
}

static char *
finish(struct arena *a, struct buf *b)
{
	char *sql;

	buf_adds(b, " FROM " TABLE_STUDIO " ORDER BY " TABLE_STUDIO "._序");
	sql = arena_strdup(a, buf_str(b));
	buf_free(b);
	return sql;
}

/*
 * What a rule's way measures, and what it tells; where 前提 does not hold
 * there is no measure, and the evidence says what stands there instead.
 */
static void
add_way(struct buf *b, struct way_sql *w, bool evidence)
{
	const struct way *way = way_of(w->rule);
	const char *premise = w->rule->premise;

	buf_reset(&w->sql);
	(evidence ? way->evidence : way->measure)(w);
	if (*premise == '\0') {
		buf_addf(b, ", (%s)", buf_str(&w->sql));
		return;
	}
	buf_addf(b, ", CASE WHEN (%s\n) THEN (%s)", premise,
	    buf_str(&w->sql));
	buf_reset(&w->sql);
	if (evidence) {
		way_premise_evidence(w);
		buf_addf(b, " ELSE (%s)", buf_str(&w->sql));
	}
	buf_adds(b, " END");
}

static char *
rule_sql(struct arena *a, const struct rule *r, const struct scheme *s,
    bool evidence)
{
	struct way_sql w = { .arena = a, .scheme = s, .rule = r,
	    .object = way_table_find(a, s, r->object) };
	bool way = way_usable(a, s, r);
	struct buf b = { 0 };

	buf_adds(&b, "SELECT " TABLE_STUDIO "." FIELD_CODE);
	if (*r->applies != '\0')
		buf_addf(&b, ", (%s\n) IS TRUE", r->applies);
	else
		buf_adds(&b, ", 1");
	if (way)
		add_way(&b, &w, false);
	else
		add_measure(a, &b, s, r->object, r->measure);
	add_scalar(&b, r->min, "NULL");
	add_scalar(&b, r->max, "NULL");
	if (way && evidence && *r->evidence == '\0')
		add_way(&b, &w, true);
	else
		add_measure(a, &b, s, r->object, evidence ? r->evidence : "");
	buf_free(&w.sql);
	return finish(a, &b);
}

char *
scheme_rule_sql(struct arena *a, const struct rule *r, const struct scheme *s)
{
	return rule_sql(a, r, s, true);
}

char *
scheme_rule_judged_sql(struct arena *a, const struct rule *r,
    const struct scheme *s)
{
	return rule_sql(a, r, s, false);
}

char *
scheme_rule_unmet(struct arena *a, const struct rule *r, const char *value,
    const char *evidence)
{
	const struct way *way = way_of(r);

	return way == NULL || way->unmet == NULL || *r->wording != '\0' ? NULL :
	    way->unmet(a, r, value, evidence);
}

const char *
scheme_rule_required(const struct rule *r)
{
	const struct way *way = way_of(r);

	return way == NULL || way->required == NULL ? NULL : way->required(r);
}

char *
scheme_point_sql(struct arena *a, const struct point *p,
    const struct scheme *s)
{
	struct buf b = { 0 };

	buf_adds(&b, "SELECT " TABLE_STUDIO "." FIELD_CODE);
	add_measure(a, &b, s, p->object, p->automatic);
	add_measure(a, &b, s, p->object, p->evidence);
	return finish(a, &b);
}

int
scheme_bind(sqlite3_stmt *stmt, const struct point *p, const char *what,
    struct err *err)
{
	for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) {
		const char *name = sqlite3_bind_parameter_name(stmt, i);

		if (name == NULL)
			name = "?";
		if (p != NULL && strcmp(name, ":编号") == 0)
			store_bind(stmt, i, p->code);
		else if (p != NULL && strcmp(name, ":分值") == 0)
			(void)sqlite3_bind_double(stmt, i,
			    (double)p->max / 100);
		else
			return err_set(err, "%s：没有参数“%s”；只有评估点的"
			    "“自动”和“自动明细”有 :编号 和 :分值", what, name);
	}
	return 0;
}

const char *
scheme_studio_column(const char *table)
{
	return strcmp(table, TABLE_STUDIO) == 0 ? FIELD_CODE : FIELD_STUDIO;
}

char *
scheme_derived_sql(struct arena *a, const struct derived *d)
{
	char *table = store_quote(a, d->table);

	return arena_printf(a, "SELECT %s.rowid, (%s\n), %s.%s FROM %s"
	    " ORDER BY %s._序", table, d->sql, table,
	    scheme_studio_column(d->table), table, table);
}

char *
scheme_scalar_sql(struct arena *a, const char *scalar)
{
	struct buf b = { 0 };

	buf_adds(&b, "SELECT " TABLE_STUDIO "." FIELD_CODE);
	add_scalar(&b, scalar, "1");
	return finish(a, &b);
}

bool
scheme_placeholder(struct arena *a, const char *text, const char **before,
    const char **sql, const char **after)
{
	const char *open = strstr(text, "{{");
	const char *close = open != NULL ? strstr(open, "}}") : NULL;

	if (close == NULL)
		return false;
	*before = arena_strndup(a, text, (size_t)(open - text));
	*sql = arena_strndup(a, open + 2, (size_t)(close - open - 2));
	*after = close + 2;
	return true;
}
