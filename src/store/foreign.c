#include "store/explain.h"

/* SQL that a scheme or a template brought: compiled, or why not. */

/* Compile sql, and nothing behind it; why not in err, without what. */
static sqlite3_stmt *
compile_foreign(struct store *s, const char *sql, struct err *err)
{
	sqlite3_stmt *stmt = NULL, *more = NULL;
	const char *tail = "";
	struct arena a = { 0 };
	char *why = NULL;
	int rc;

	s->foreign = true;
	s->denied = NULL;
	rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, &tail);
	/* The authorizer is not asked about VACUUM, which writes a file. */
	if (rc == SQLITE_OK && stmt != NULL &&
	    (!sqlite3_stmt_readonly(stmt) ||
	    sqlite3_prepare_v2(s->db, tail, -1, &more, NULL) != SQLITE_OK ||
	    more != NULL))
		s->denied = "只允许一条读取（SELECT）的 SQL 语句";
	s->foreign = false;
	if (s->denied != NULL)
		(void)err_set(err, "%s", s->denied);
	else if (rc != SQLITE_OK)
		(void)err_set(err, "%s", sql_explain(s, sql, &a));
	else if (stmt == NULL)
		(void)err_set(err, "没有 SQL 语句");
	else if ((why = sql_suspect(s, sql, &a)) != NULL)
		(void)err_set(err, "%s", why);
	if (s->denied != NULL || why != NULL) {
		store_finalize(stmt);
		stmt = NULL;
	}
	store_finalize(more);
	arena_free(&a);
	return stmt;
}

sqlite3_stmt *
store_prepare_foreign(struct store *s, const char *sql, const char *what,
    struct err *err)
{
	struct err why = { 0 };
	sqlite3_stmt *stmt = compile_foreign(s, sql, &why);

	if (stmt == NULL)
		(void)err_set(err, "%s：%s", what, why.text);
	return stmt;
}

struct store_reading {
	struct arena *arena;
	struct store_read *reads;
	size_t n, cap;
};

static void
note_read(void *listener, const char *table, const char *column)
{
	struct store_reading *r = listener;

	arena_grow(r->arena, &r->reads, &r->cap, r->n, sizeof(*r->reads));
	r->reads[r->n++] = (struct store_read){
		arena_strdup(r->arena, table), arena_strdup(r->arena, column) };
}

int
store_reads(struct store *s, const char *sql, struct arena *a,
    struct store_read **reads, size_t *n, struct err *err)
{
	void (*before)(void *, const char *, const char *) = s->heard;
	struct store_reading r = { .arena = a };
	void *listener = s->listener;
	sqlite3_stmt *stmt;

	s->heard = note_read;
	s->listener = &r;
	stmt = store_prepare_foreign(s, sql, "SQL", err);
	s->heard = before;
	s->listener = listener;
	store_finalize(stmt);
	*reads = r.reads;
	*n = r.n;
	return stmt != NULL ? 0 : -1;
}
