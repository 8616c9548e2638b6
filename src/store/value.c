#include "store/value.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/text.h"
#include "store/store.h"

/*
 * Any SQL can make what no text may hold: char(55296), x'ff00fe', a NUL, half
 * a pair of JSON.  SQLite owns the text of a column, so such a one is made
 * anew and kept until its row is passed.  Hardly ever is there one, so one
 * list does for all threads and stores.
 */
struct made_text {
	struct made_text *next;
	const sqlite3_stmt *stmt;
	struct arena arena;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct made_text *made;
static atomic_size_t nmade;

static const char *
make(const sqlite3_stmt *stmt, const char *text, size_t len)
{
	struct made_text *m = mem_zero(1, sizeof(*m));
	const char *clean = text_clean(&m->arena, text, len);

	m->stmt = stmt;
	(void)pthread_mutex_lock(&lock);
	m->next = made;
	made = m;
	nmade++;
	(void)pthread_mutex_unlock(&lock);
	return clean;
}

void
store_forget_texts(const sqlite3_stmt *stmt)
{
	if (nmade == 0)		/* ours would be seen: we made it */
		return;
	(void)pthread_mutex_lock(&lock);
	for (struct made_text **at = &made, *m; (m = *at) != NULL;) {
		if (m->stmt != stmt) {
			at = &m->next;
			continue;
		}
		*at = m->next;
		nmade--;
		arena_free(&m->arena);
		free(m);
	}
	(void)pthread_mutex_unlock(&lock);
}

const char *
store_text_or_null(sqlite3_stmt *stmt, int column)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);
	const size_t len = (size_t)sqlite3_column_bytes(stmt, column);

	return text == NULL || text_valid(text, len) ? text :
	    make(stmt, text, len);
}

const char *
store_text(sqlite3_stmt *stmt, int column)
{
	const char *text = store_text_or_null(stmt, column);

	return text != NULL ? text : "";
}

void
store_bind_value(sqlite3_stmt *stmt, int index, sqlite3_value *value)
{
	const int type = sqlite3_value_type(value);
	struct arena a = { 0 };
	const char *text = NULL;
	int rc;

	if (type == SQLITE_TEXT || type == SQLITE_BLOB)
		text = (const char *)sqlite3_value_text(value);
	rc = text == NULL ? sqlite3_bind_value(stmt, index, value) :
	    sqlite3_bind_text(stmt, index, text_clean(&a, text,
	    (size_t)sqlite3_value_bytes(value)), -1, SQLITE_TRANSIENT);
	assert(rc == SQLITE_OK);	/* no such parameter: our bug */
	(void)rc;
	arena_free(&a);
}
