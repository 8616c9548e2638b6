#include "scheme/sql_parts.h"

#include <string.h>

void
sql_columns_find(struct store *store, struct arena *a,
    const struct sql_column **columns, size_t *n)
{
	sqlite3_stmt *stmt = store_prepare(store, "SELECT m.name, c.name, c.type"
	    " FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c"
	    " WHERE m.type IN ('table', 'view')", NULL);
	struct sql_column *list = NULL;
	size_t cap = 0;

	*n = 0;
	while (stmt != NULL && store_step(store, stmt, NULL) == 1) {
		arena_grow(a, &list, &cap, *n, sizeof(*list));
		list[(*n)++] = (struct sql_column){
			arena_strdup(a, store_text(stmt, 0)),
			arena_strdup(a, store_text(stmt, 1)),
			arena_strdup(a, store_text(stmt, 2)) };
	}
	store_finalize(stmt);
	*columns = list;
}

bool
sql_is(const struct sql_parts *p, size_t i, const char *word)
{
	return i < p->n && sql_token_is(&p->tokens[i], word);
}

/* Find what belongs together; a stack of what is open. */
static bool
find_others(struct sql_parts *p)
{
	size_t *open = arena_alloc(p->arena, (p->n + 1) * sizeof(*open));
	size_t depth = 0;

	for (size_t i = 0; i < p->n; i++) {
		const bool bracket = sql_is(p, i, ")");

		p->other[i] = p->n;
		if (sql_is(p, i, "(") || sql_is(p, i, "CASE"))
			open[depth++] = i;
		if (!bracket && !sql_is(p, i, "END"))
			continue;
		if (depth == 0 || sql_is(p, open[depth - 1], "(") != bracket)
			return false;
		p->other[i] = open[--depth];
		p->other[p->other[i]] = i;
	}
	return depth == 0;
}

bool
sql_parts_find(struct sql_parts *p, const char *sql)
{
	struct sql_token t;
	size_t cap = 0;

	p->tokens = NULL;
	for (p->n = 0; sql_token_next(&sql, &t); p->n++) {
		arena_grow(p->arena, &p->tokens, &cap, p->n, sizeof(t));
		p->tokens[p->n] = t;
	}
	p->texts = arena_alloc(p->arena, (p->n + 1) * sizeof(*p->texts));
	p->other = arena_alloc(p->arena, (p->n + 1) * sizeof(*p->other));
	for (size_t i = 0; i < p->n; i++)
		p->texts[i] = sql_token_text(p->arena, &p->tokens[i]);
	return find_others(p);
}

bool
sql_is_name(const struct sql_parts *p, size_t i)
{
	static const char *const words[] = { "SELECT", "DISTINCT", "ALL",
	    "FROM", "WHERE", "AND", "OR", "NOT", "IN", "IS", "LIKE", "GLOB",
	    "BETWEEN", "CASE", "WHEN", "THEN", "ELSE", "END", "AS", "ON", "JOIN",
	    "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL", "OUTER",
	    "USING", "GROUP", "ORDER", "BY", "HAVING", "LIMIT", "OFFSET", "UNION",
	    "EXCEPT", "INTERSECT", "VALUES", "WITH", "RECURSIVE", "EXISTS",
	    "NULL", "FILTER", "OVER", "PARTITION", "ROWS", "ASC", "DESC",
	    "COLLATE", "ESCAPE", "WINDOW", "INDEXED", NULL };

	if (i >= p->n || p->tokens[i].kind == SQL_QUOTED)
		return i < p->n;
	for (size_t k = 0; words[k] != NULL; k++)
		if (sql_is(p, i, words[k]))
			return false;
	return p->tokens[i].kind == SQL_NAME;
}

/* Whether the SQL names the table, as itself or as alias (NULL: either). */
static bool
names_table(const struct sql_parts *p, const char *table, const char *alias)
{
	bool itself = alias == NULL || strcmp(alias, table) == 0;

	for (size_t i = 0; i < p->n; i++) {
		size_t next = sql_is(p, i + 1, "AS") ? i + 2 : i + 1;

		if (!sql_is_name(p, i) || strcmp(p->texts[i], table) != 0)
			continue;
		if (itself || (sql_is_name(p, next) &&
		    strcmp(p->texts[next], alias) == 0))
			return true;
	}
	return false;
}

size_t
sql_each_column(const struct sql_parts *p, size_t first, size_t end,
    void (*take)(void *ctx, const struct sql_column *column), void *ctx)
{
	const char *table = end - first == 3 ? p->texts[first] : NULL;
	size_t n = 0;

	if (end - first != 1 && end - first != 3)
		return 0;
	for (size_t i = 0; i < p->ncolumns; i++) {
		const struct sql_column *c = &p->columns[i];

		if (strcmp(c->name, p->texts[end - 1]) != 0 ||
		    !names_table(p, c->table, table))
			continue;
		take(ctx, c);
		n++;
	}
	return n;
}
