#include "scheme/sql_words.h"

#include <string.h>

#include "store/store.h"

static bool
is_name(const struct sql_token *t)
{
	return t->kind == SQL_NAME || t->kind == SQL_QUOTED;
}

static void
add_name(struct arena *a, struct sql_name **names, size_t *cap, size_t *n,
    const char *table, const char *column)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp((*names)[i].table, table) == 0 &&
		    strcmp((*names)[i].column, column) == 0)
			return;
	arena_grow(a, names, cap, *n, sizeof(**names));
	(*names)[(*n)++] = (struct sql_name){ table, column };
}

size_t
sql_names(struct arena *a, const char *sql, struct sql_name **names)
{
	struct sql_token t, next;
	size_t n = 0, cap = 0;

	*names = NULL;
	while (sql_token_next(&sql, &t)) {
		const char *behind = sql, *first;

		if (!is_name(&t))
			continue;
		first = sql_token_text(a, &t);
		if (!sql_token_next(&behind, &next) ||
		    !sql_token_is(&next, ".")) {
			add_name(a, names, &cap, &n, "", first);
			continue;
		}
		if (sql_token_next(&behind, &next) && is_name(&next))
			add_name(a, names, &cap, &n, first,
			    sql_token_text(a, &next));
		sql = behind;
	}
	return n;
}

/* Where in an expression we stand. */
struct sql_level {
	size_t depth;		/* open brackets and CASEs */
	size_t betweens;	/* on the outermost level, still without AND */
};

/* Follow t; true when it joins two conditions on the outermost level. */
static bool
joins(struct sql_level *l, const struct sql_token *t)
{
	if (sql_token_is(t, "(") || sql_token_is(t, "CASE"))
		l->depth++;
	else if ((sql_token_is(t, ")") || sql_token_is(t, "END")) &&
	    l->depth > 0)
		l->depth--;
	if (l->depth > 0)
		return false;
	if (sql_token_is(t, "BETWEEN"))
		l->betweens++;
	if (!sql_token_is(t, "AND"))
		return false;
	if (l->betweens == 0)
		return true;
	l->betweens--;
	return false;
}

/* An OR on the outermost level joins more loosely than any AND there. */
static bool
has_or(const char *sql)
{
	struct sql_level l = { 0 };
	struct sql_token t;

	while (sql_token_next(&sql, &t)) {
		(void)joins(&l, &t);
		if (l.depth == 0 && sql_token_is(&t, "OR"))
			return true;
	}
	return false;
}

size_t
sql_conditions(struct arena *a, const char *sql, const char ***list)
{
	bool whole = has_or(sql), more;
	size_t n = 0, cap = 0;
	struct sql_level l = { 0 };
	const char *first = NULL, *end = NULL;	/* of the condition */

	*list = NULL;
	do {
		struct sql_token t;

		more = sql_token_next(&sql, &t);
		if (more && (whole || !joins(&l, &t))) {
			first = first != NULL ? first : t.start;
			end = sql;
		} else if (first != NULL) {
			arena_grow(a, list, &cap, n, sizeof(**list));
			(*list)[n++] = arena_strndup(a, first,
			    (size_t)(end - first));
			first = NULL;
		}
	} while (more);
	return n;
}

enum sql_equation
sql_equation(const char *condition)
{
	struct sql_token t;

	if (!sql_token_next(&condition, &t) || !is_name(&t) ||
	    sql_token_is(&t, "NOT") || !sql_token_next(&condition, &t))
		return SQL_NO_EQUATION;
	if (sql_token_is(&t, ".")) {
		bool more = sql_token_next(&condition, &t);

		if (!more || !sql_token_next(&condition, &t))
			return SQL_NO_EQUATION;
	}
	if (!sql_token_is(&t, "=") && !sql_token_is(&t, "==") &&
	    !sql_token_is(&t, "IS"))
		return SQL_NO_EQUATION;
	if (!sql_token_next(&condition, &t) || sql_token_is(&t, "NOT"))
		return SQL_NO_EQUATION;
	return t.kind == SQL_TEXT ? SQL_EQUALS_TEXT : SQL_EQUALS_OTHER;
}
