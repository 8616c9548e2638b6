#ifndef PINGGU_SCHEME_SQL_WORDS_H
#define PINGGU_SCHEME_SQL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/*
 * The words of an SQL expression: enough of its grammar to say which names
 * stand in it and where its AND parts end.  What it means SQLite says.
 */
enum sql_word_kind {
	SQL_WORD_END,
	SQL_WORD_NAME,		/* a keyword too; quotes are taken off */
	SQL_WORD_TEXT,		/* '…' */
	SQL_WORD_NUMBER,
	SQL_WORD_MARK		/* one character */
};

struct sql_word {
	enum sql_word_kind kind;
	const char *text;	/* in the expression, without quotes */
	size_t len;
};

/* The word at *p, and *p moved behind it; blanks and comments are skipped. */
struct sql_word sql_word_next(const char **p);

/* Whether w is this keyword, in any case; or this mark. */
bool	sql_word_is(const struct sql_word *w, const char *word);

/* A name in an expression: 成员.县区, 县区. */
struct sql_name {
	const char *table;	/* "" when none stands before it */
	const char *column;
};

/* Every name in sql, in order, once each; in the arena. */
size_t	sql_names(struct arena *a, const char *sql, struct sql_name **names);

/*
 * The conditions that AND joins in sql on its outermost level: it holds
 * exactly when each of them does.  Comments are left out; in the arena.
 */
size_t	sql_conditions(struct arena *a, const char *sql, const char ***list);

/*
 * What a condition that holds says of the value it is about.
 */
enum sql_equation {
	SQL_NO_EQUATION,	/* not all: NAME > 3, NAME IN (…), NAME IS NOT … */
	SQL_EQUALS_TEXT,	/* NAME = '…', NAME IS '…' */
	SQL_EQUALS_OTHER	/* NAME = something else */
};
enum sql_equation sql_equation(const char *condition);

#endif
