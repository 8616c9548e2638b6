#ifndef PINGGU_SCHEME_SQL_WORDS_H
#define PINGGU_SCHEME_SQL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/*
 * Of an SQL expression: which names stand in it, and where its AND parts end.
 * What it means SQLite says.
 */

/* A name in an expression: 成员.县区, 县区. */
struct sql_name {
	const char *table;	/* "" when none stands before it */
	const char *column;
};

/* Every name in sql, key words too, in order, once each; in the arena. */
size_t	sql_names(struct arena *a, const char *sql, struct sql_name **names);

/*
 * The conditions that AND joins in sql on its outermost level: it holds
 * exactly when each of them does.  In the arena.
 */
size_t	sql_conditions(struct arena *a, const char *sql, const char ***list);

/* What a condition that holds says of the value it is about. */
enum sql_equation {
	SQL_NO_EQUATION,	/* not all: NAME > 3, NAME IN (…), NAME IS NOT … */
	SQL_EQUALS_TEXT,	/* NAME = '…', NAME IS '…' */
	SQL_EQUALS_OTHER	/* NAME = something else */
};
enum sql_equation sql_equation(const char *condition);

#endif
