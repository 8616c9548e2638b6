#include "scheme/sql_parts.h"

#include <string.h>

/*
 * SQLite divides whole numbers to a whole number: 7 / 2 is 3, and nobody is
 * told.  Whether both sides are whole is told from the types of the fields and
 * from what functions give; what cannot be told is let pass.
 */

static bool is_whole(const struct sql_parts *p, size_t first, size_t end);

struct whole {
	const struct sql_parts *parts;
	bool all;
};

static bool
reference_whole(const struct scheme *s, const struct sql_column *c)
{
	for (size_t i = 0; i < s->nreferences; i++) {
		const struct reference *r = &s->references[i];
		bool whole = r->nrows > 0;

		for (size_t k = 0; k < r->ncolumns; k++) {
			if (strcmp(r->name, c->table) != 0 ||
			    strcmp(r->columns[k], c->name) != 0)
				continue;
			for (size_t row = 0; row < r->nrows; row++)
				whole &= strchr(r->rows[row][k], '.') == NULL;
			return whole;
		}
	}
	return false;
}

static void
take_column(void *ctx, const struct sql_column *c)
{
	struct whole *w = ctx;

	w->all &= strcmp(c->type, "INTEGER") == 0 ||
	    (strcmp(c->type, "NUMERIC") == 0 &&
	    reference_whole(w->parts->scheme, c));
}

static bool
column_whole(const struct sql_parts *p, size_t first, size_t end)
{
	struct whole w = { p, true };

	return sql_each_column(p, first, end, take_column, &w) > 0 && w.all;
}

/* Whether one of the arguments first … end, from the skip-th on, is not whole. */
static bool
arguments_whole(const struct sql_parts *p, size_t first, size_t end,
    size_t skip)
{
	size_t start = first, n = 0;

	for (size_t i = first; i <= end; i++) {
		if (i < end && p->other[i] != p->n && p->other[i] > i)
			i = p->other[i];
		if (i < end && !sql_is(p, i, ","))
			continue;
		if (n++ >= skip && !is_whole(p, start, i))
			return false;
		start = i + 1;
	}
	return n > skip;
}

enum wholeness { ALWAYS, AS_ARGUMENTS, AS_FIRST_LEFT_OUT };

static bool
function_whole(const struct sql_parts *p, size_t name)
{
	static const struct {
		const char *name;
		enum wholeness given;
	} functions[] = {
		{ "count", ALWAYS }, { "length", ALWAYS }, { "instr", ALWAYS },
		{ "hundredths", ALWAYS }, { "row_number", ALWAYS },
		{ "rank", ALWAYS }, { "dense_rank", ALWAYS },
		{ "unixepoch", ALWAYS }, { "sum", AS_ARGUMENTS },
		{ "满年", ALWAYS }, { "满月", ALWAYS },
		{ "min", AS_ARGUMENTS }, { "max", AS_ARGUMENTS },
		{ "abs", AS_ARGUMENTS }, { "coalesce", AS_ARGUMENTS },
		{ "ifnull", AS_ARGUMENTS }, { "nullif", AS_ARGUMENTS },
		{ "iif", AS_FIRST_LEFT_OUT }
	};
	const size_t open = name + 1, close = p->other[open];

	if (sql_is(p, name, "CAST"))
		return sql_is(p, close - 1, "INTEGER") ||
		    sql_is(p, close - 1, "INT");
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
		if (sql_is(p, name, functions[i].name))
			return functions[i].given == ALWAYS ||
			    arguments_whole(p, open + 1, close,
			    functions[i].given == AS_FIRST_LEFT_OUT);
	return false;
}

/* What a subquery gives: its first column. */
static bool
select_whole(const struct sql_parts *p, size_t first, size_t end)
{
	size_t stop = first + 1;

	if (sql_is(p, stop, "DISTINCT") || sql_is(p, stop, "ALL"))
		first = stop++;
	while (stop < end && !sql_is(p, stop, "FROM") &&
	    !sql_is(p, stop, ",") && !sql_is(p, stop, "AS"))
		stop = p->other[stop] != p->n && p->other[stop] > stop ?
		    p->other[stop] + 1 : stop + 1;
	return is_whole(p, first + 1, stop);
}

/* CASE … THEN x … ELSE y END: all of x and y; NULL says nothing. */
static bool
case_whole(const struct sql_parts *p, size_t first, size_t end)
{
	size_t from = 0, whole = 0;

	for (size_t i = first + 1; i < end; i++) {
		const bool next = sql_is(p, i, "WHEN") || sql_is(p, i, "ELSE") ||
		    i + 1 == end;

		if (next && from > 0 && !sql_is(p, from, "NULL")) {
			if (!is_whole(p, from, i))
				return false;
			whole++;
		}
		if (next)
			from = 0;
		if (sql_is(p, i, "THEN") || sql_is(p, i, "ELSE"))
			from = i + 1;
		if (p->other[i] != p->n && p->other[i] > i)
			i = p->other[i];
	}
	return whole > 0;
}

/* A number, a column, a call, a bracket, a CASE. */
static bool
single_whole(const struct sql_parts *p, size_t first, size_t end)
{
	if (p->tokens[first].kind == SQL_NUMBER)
		return end == first + 1 &&
		    strpbrk(p->texts[first], ".eE") == NULL;
	if (sql_is(p, first, "(") && p->other[first] == end - 1)
		return is_whole(p, first + 1, end - 1);
	if (sql_is(p, first, "CASE") && p->other[first] == end - 1)
		return case_whole(p, first, end);
	if (p->tokens[first].kind == SQL_NAME && sql_is(p, first + 1, "("))
		return function_whole(p, first);
	return sql_is_name(p, first) && column_whole(p, first, end);
}

/* Words and marks that give 1 or 0. */
static bool
is_test(const struct sql_parts *p, size_t i)
{
	static const char *const words[] = { "=", "==", "<>", "!=", "<", ">",
	    "<=", ">=", "IS", "IN", "LIKE", "GLOB", "BETWEEN", "AND", "OR",
	    "NOT", "EXISTS", NULL };

	for (size_t k = 0; words[k] != NULL; k++)
		if (sql_is(p, i, words[k]))
			return true;
	return false;
}

static bool
is_arithmetic(const struct sql_parts *p, size_t i)
{
	return sql_is(p, i, "+") || sql_is(p, i, "-") || sql_is(p, i, "*") ||
	    sql_is(p, i, "/") || sql_is(p, i, "%");
}

/* Whether the expression in first … end gives a whole number, for certain. */
static bool
is_whole(const struct sql_parts *p, size_t first, size_t end)
{
	size_t start;
	bool whole = true;

	if (first >= end)
		return false;
	if (sql_is(p, first, "SELECT"))
		return select_whole(p, first, end);
	for (size_t i = first; i < end; i++) {
		if (is_test(p, i))
			return true;
		if (sql_is(p, i, "||") || sql_is(p, i, "->"))
			return false;
		if (p->other[i] != p->n && p->other[i] > i)
			i = p->other[i];
	}
	start = first;
	for (size_t i = first; i <= end && whole; i++) {
		if (i < end && !is_arithmetic(p, i)) {
			if (p->other[i] != p->n && p->other[i] > i)
				i = p->other[i];
			continue;
		}
		if (i > start)		/* else a sign */
			whole = single_whole(p, start, i);
		start = i + 1;
	}
	return whole;
}

/* Where the operand that ends before end begins. */
static size_t
operand_start(const struct sql_parts *p, size_t end)
{
	size_t i = end - 1;

	if (p->other[i] < i) {
		i = p->other[i];
		if (sql_is(p, i, "(") && i > 1 && (sql_is(p, i - 1, "FILTER") ||
		    sql_is(p, i - 1, "OVER")))
			return operand_start(p, i - 1);
		if (sql_is(p, i, "(") && i > 0 && sql_is_name(p, i - 1))
			i--;
		return i;
	}
	while (i >= 2 && sql_is(p, i - 1, "."))
		i -= 2;
	return i;
}

static size_t
operand_end(const struct sql_parts *p, size_t i)
{
	while (sql_is(p, i, "-") || sql_is(p, i, "+"))
		i++;
	while (sql_is(p, i + 1, "."))
		i += 2;
	if (sql_is(p, i + 1, "(") && sql_is_name(p, i))
		i++;
	if (i < p->n && p->other[i] != p->n && p->other[i] > i)
		i = p->other[i];
	while (sql_is(p, i + 1, "FILTER") || (sql_is(p, i + 1, "OVER") &&
	    sql_is(p, i + 2, "(")))
		i = p->other[i + 2];
	return i + 1;
}

/* (a / b) right inside CAST(… AS INTEGER): it is meant so. */
static bool
meant_whole(const struct sql_parts *p, size_t first, size_t end)
{
	return first >= 2 && sql_is(p, first - 1, "(") &&
	    sql_is(p, first - 2, "CAST") && sql_is(p, end, "AS") &&
	    (sql_is(p, end + 1, "INTEGER") || sql_is(p, end + 1, "INT"));
}

const char *
sql_division(const struct sql_parts *p)
{
	for (size_t i = 1; i + 1 < p->n; i++) {
		size_t first = i, end;

		if (!sql_is(p, i, "/"))
			continue;
		do
			first = operand_start(p, first);
		while (first > 1 && (sql_is(p, first - 1, "*") ||
		    sql_is(p, first - 1, "/") || sql_is(p, first - 1, "%")) &&
		    first-- > 0);
		end = operand_end(p, i + 1);
		if (end > p->n || !is_whole(p, first, i) ||
		    !is_whole(p, i + 1, end) || meant_whole(p, first, end))
			continue;
		return arena_printf(p->arena, "“%.*s”是整数除以整数，小数会被"
		    "舍去（7 / 2 得 3）；请写成 1.0 * %.*s", (int)(
		    p->tokens[end - 1].start + p->tokens[end - 1].len -
		    p->tokens[first].start), p->tokens[first].start, (int)(
		    p->tokens[end - 1].start + p->tokens[end - 1].len -
		    p->tokens[first].start), p->tokens[first].start);
	}
	return NULL;
}
