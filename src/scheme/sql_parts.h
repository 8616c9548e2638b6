#ifndef PINGGU_SCHEME_SQL_PARTS_H
#define PINGGU_SCHEME_SQL_PARTS_H

#include "scheme/private.h"

/* A column of the store, of a form, a reference or a result. */
struct sql_column {
	const char *table, *name, *type;	/* as declared */
};

/* SQL taken apart, for checks that SQLite does not make. */
struct sql_parts {
	struct scheme *scheme;
	struct arena *arena;
	const struct sql_column *columns;	/* all there are */
	size_t ncolumns;
	struct sql_token *tokens;
	const char **texts;	/* one a token, without quotes */
	size_t *other;		/* of ( ) and CASE END: the other one; else n */
	size_t n;
};

/* All columns of the store. */
void	sql_columns_find(struct store *store, struct arena *a,
	    const struct sql_column **columns, size_t *n);

/* False when brackets do not fit; SQL that compiled does. */
bool	sql_parts_find(struct sql_parts *p, const char *sql);

/* Whether token i is this key word or mark; false beyond the end. */
bool	sql_is(const struct sql_parts *p, size_t i, const char *word);
/* Whether token i may be a name: no key word that stands before one. */
bool	sql_is_name(const struct sql_parts *p, size_t i);

/*
 * The columns that the name in tokens first … end may be, by the tables that
 * the SQL names anywhere; calls take for each.  Returns how many.
 */
size_t	sql_each_column(const struct sql_parts *p, size_t first, size_t end,
	    void (*take)(void *ctx, const struct sql_column *column),
	    void *ctx);

/* check_division.c: / between two whole numbers; the text to say, or NULL. */
const char *sql_division(const struct sql_parts *p);
/* check_words.c: a word that the column it is compared with never has. */
const char *sql_strange_word(const struct sql_parts *p);
/* check_words.c: a field that has words, as a condition of its own. */
const char *sql_bare_word(const struct sql_parts *p);

#endif
