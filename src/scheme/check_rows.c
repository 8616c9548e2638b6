#include "scheme/sql_parts.h"

#include <string.h>

/*
 * (SELECT count(*) FROM 成员) counts everybody's rows.  A subquery over a table
 * of which each studio has rows of its own says of whom, unless it compares
 * with all: with the greatest, the mean.
 */

/* Whether the name in token i is a table of which rows are a studio's. */
static bool
is_of_studios(const struct sql_parts *p, size_t i)
{
	for (size_t c = 0; c < p->ncolumns; c++)
		if (strcmp(p->columns[c].table, p->texts[i]) == 0 &&
		    strcmp(p->columns[c].name, FIELD_STUDIO) == 0)
			return true;
	return false;
}

/* Whether first … end speak of the studio: 成员.工作室, 工作室.编号. */
static bool
says_whose(const struct sql_parts *p, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (sql_is_name(p, i) &&
		    strcmp(p->texts[i], FIELD_STUDIO) == 0)
			return true;
	return false;
}

/* Whether what is selected behind first is of all: max(…), avg(…). */
static bool
sums_up(const struct sql_parts *p, size_t first)
{
	static const char *const functions[] = { "max", "min", "avg", "sum",
	    "total", NULL };

	for (size_t k = 0; functions[k] != NULL; k++)
		if (sql_is(p, first, functions[k]))
			return true;
	return false;
}

/* The table of the subquery that opens at i; p->n when all is well. */
static size_t
of_nobody(const struct sql_parts *p, size_t i)
{
	const size_t end = p->other[i];

	if (!sql_is(p, i, "(") || !sql_is(p, i + 1, "SELECT") ||
	    sums_up(p, i + 2) || says_whose(p, i, end))
		return p->n;
	for (size_t k = i + 2; k + 1 < end; k++) {
		if (sql_is(p, k, "FROM") && sql_is_name(p, k + 1))
			return is_of_studios(p, k + 1) ? k + 1 : p->n;
		if (p->other[k] != p->n && p->other[k] > k)
			k = p->other[k];
	}
	return p->n;
}

const char *
sql_rows_of_all(const struct sql_parts *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const size_t t = of_nobody(p, i);
		const char *table = t < p->n ? p->texts[t] : NULL;

		if (table != NULL)
			return arena_printf(p->arena, "查“%s”时没有写哪个工作室，"
			    "查到的是所有工作室的；只查本工作室的，加上 %s."
			    FIELD_STUDIO " = " TABLE_STUDIO "." FIELD_CODE,
			    table, table);
	}
	return NULL;
}
