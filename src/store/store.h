#ifndef PINGGU_STORE_STORE_H
#define PINGGU_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/finding.h"
#include "store/names.h"

/*
 * The store: one SQLite database that holds the definitions of a scheme,
 * what the schools sent in, and the results (schema.sql).  A store is used
 * by one thread at a time.
 */
struct store {
	sqlite3 *db;
	bool show_personal;	/* numbers of people in what is told stay */
	bool foreign;		/* now compiling what a scheme brought */
	const char *denied;	/* what such SQL tried and may not, or NULL */
	uint64_t budget;	/* steps the running queries may still take */
	uint64_t foreign_steps;	/* that one query of a scheme may take */
	sqlite3_stmt *add_finding;	/* finding.c keeps it between calls */
	size_t most_findings;	/* of a studio: the scheme's 问题上限; 0: usual */
	struct finding_counts *counts;	/* of finding_limit.c; or NULL */
	/* Told of each column that foreign SQL reads, as it is compiled; "":
	   the table's rows alone.  NULL: nobody asks. */
	void (*heard)(void *listener, const char *table, const char *column);
	void *listener;
};

/*
 * Open an empty store with the result schema.  It lives in a private
 * temporary file that SQLite removes (path NULL), so that memory does not
 * grow with the batch and no unmasked data stays behind.
 */
int	store_create(struct store *s, struct err *err);

/* Open a finished store for reading; any number of threads, one store each. */
int	store_open(struct store *s, const char *path, struct err *err);

/* Write a compact copy of the store to path, which must not exist yet. */
int	store_save(struct store *s, const char *path, struct err *err);

void	store_close(struct store *s);

/* Run statements of our own that return no rows. */
int	store_exec(struct store *s, const char *sql, struct err *err);

/* Compile one statement of our own; NULL and err when it does not compile. */
sqlite3_stmt *store_prepare(struct store *s, const char *sql,
	    struct err *err);

/*
 * Compile SQL that a scheme or a template brought.  Only reading is allowed
 * (no PRAGMA, no ATTACH, no writing, no other statement behind it), and
 * nothing that differs from run to run (chance; the clock, which store_step
 * refuses), whatever the text says.  what names it for messages, e.g. "规则 Z01 的测量".
 */
sqlite3_stmt *store_prepare_foreign(struct store *s, const char *sql,
	    const char *what, struct err *err);

struct store_read {		/* a column that a query reads */
	const char *table;
	const char *column;	/* "": the table's rows alone */
};

/*
 * What such SQL reads, as SQLite tells while it compiles: each column of a
 * table or view, some more than once.  In the arena.
 */
int	store_reads(struct store *s, const char *sql, struct arena *a,
	    struct store_read **reads, size_t *n, struct err *err);

/*
 * sqlite3_step for both kinds: SQLITE_ROW as 1, SQLITE_DONE as 0, else -1
 * with err (which a runaway query gets too, see store_budget).
 */
int	store_step(struct store *s, sqlite3_stmt *stmt, struct err *err);

/*
 * Let the queries from here on take this many steps of SQLite's virtual
 * machine before they are ended: set it before each query that a scheme
 * brought, and back to STORE_UNBOUNDED behind it.  What one query usually
 * gets is the store's foreign_steps.
 */
#define STORE_UNBOUNDED		UINT64_MAX
#ifndef STORE_FOREIGN_STEPS
#define STORE_FOREIGN_STEPS	UINT64_C(2000000000)	/* about 20 seconds */
#endif
void	store_budget(struct store *s, uint64_t steps);
/*
 * What a query over the whole batch gets: it may look at each studio, or for
 * each studio at all of them (a quota), so it grows with their number.
 */
#define STORE_STEPS_A_STUDIO	UINT64_C(2000000)
uint64_t store_batch_steps(const struct store *s, size_t studios);
/* Count the studios, and let the queries from here on have that. */
int	store_budget_batch(struct store *s, struct err *err);
/*
 * Right behind a store_step that failed: whether the data was too much for the
 * query, more than its steps, or a value too long.
 */
bool	store_exhausted(const struct store *s);

/*
 * The n numbers of the first row of a query of our own; NULL is 0, and so is
 * everything when there is no row.
 */
int	store_numbers(struct store *s, const char *sql, size_t *numbers,
	    int n, struct err *err);

/*
 * A text that the program tells: somebody's number in it (see
 * long_number_mask) is masked, unless the store shows it.  NULL stays NULL.
 */
const char *store_tell(const struct store *s, struct arena *a,
	    const char *text);

/* Finish stmt (NULL is fine). */
void	store_finalize(sqlite3_stmt *stmt);

/* Bind text (NULL binds NULL); the text must outlive the step. */
void	store_bind(sqlite3_stmt *stmt, int index, const char *text);

/*
 * A column as text, "" for NULL; valid until the next step or store_finalize.
 * Whatever the SQL made, a blob too, it is a text of the program: U+FFFD
 * stands for what that may not hold (text_may_hold).
 */
const char *store_text(sqlite3_stmt *stmt, int column);

/* The same, but NULL for NULL. */
const char *store_text_or_null(sqlite3_stmt *stmt, int column);

/*
 * Bind what a query gave, as it is; a text or a blob as store_text would give
 * it.
 */
void	store_bind_value(sqlite3_stmt *stmt, int index, sqlite3_value *value);

/* "name" as an SQL identifier, quotes doubled; in the arena. */
char	*store_quote(struct arena *a, const char *name);

/* 'text' as SQL, quotes doubled; in the arena. */
char	*store_literal(struct arena *a, const char *text);

/* Names the store uses itself, so a scheme may not give them to a table. */
bool	store_reserved(const char *table);

/* ---- SQL as its author sees it ------------------------------------------------ */

enum sql_token_kind {
	SQL_NAME,		/* a word without quotes; key words too */
	SQL_QUOTED,		/* a name in "", [] or `` */
	SQL_TEXT,		/* '…' */
	SQL_NUMBER,
	SQL_MARK		/* an operator, a bracket, a comma */
};

struct sql_token {
	enum sql_token_kind kind;
	const char *start;	/* in the SQL */
	size_t len;		/* bytes, with the quotes */
};

/*
 * The next token at *at, which moves behind it; blanks and comments are
 * skipped.  False at the end.
 */
bool	sql_token_next(const char **at, struct sql_token *t);
/* Its text, without quotes; in the arena. */
char	*sql_token_text(struct arena *a, const struct sql_token *t);
/* Whether it is this key word or mark (capitals do not count). */
bool	sql_token_is(const struct sql_token *t, const char *word);

/*
 * SQL functions every store offers to schemes and templates:
 *   hundredths(x)  x in 1/100 as an integer; NULL when x is no number or
 *                  finer than 1/100
 *   points(x)      a score or percentage as it is printed: at most two
 *                  decimals, half up, no trailing zeros; NULL stays NULL
 */
#endif
