#ifndef PINGGU_STORE_EXPLAIN_H
#define PINGGU_STORE_EXPLAIN_H

#include "store/store.h"

/*
 * Why SQL of a scheme does not compile, in the words of who wrote it: what
 * SQLite said of it last and what stands there.  In the arena.
 */
char	*sql_explain(struct store *s, const char *sql, struct arena *a);

/*
 * What is wrong in SQL that compiles and cannot be meant so, in the arena:
 * = NULL, a full-width mark that became a name.  NULL: nothing.
 */
char	*sql_suspect(struct store *s, const char *sql, struct arena *a);

#endif
