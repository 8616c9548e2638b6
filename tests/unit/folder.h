#ifndef PINGGU_TESTS_FOLDER_H
#define PINGGU_TESTS_FOLDER_H

#include "check.h"

#include "base/file.h"
#include "scheme/scheme.h"
#include "store/store.h"

/* A temporary folder with files of the test's own. */
struct folder {
	struct arena arena;
	char *path;
};

static inline void
folder_open(struct folder *f)
{
	char name[] = "/tmp/pinggu-test-XXXXXX";

	*f = (struct folder){ 0 };
	assert_non_null(mkdtemp(name));
	f->path = arena_strdup(&f->arena, name);
}

/* Write text to name, which may be in a subfolder. */
static inline void
folder_write(struct folder *f, const char *name, const char *text)
{
	char *path = path_join(&f->arena, f->path, name);
	char *slash = strrchr(path, '/');
	FILE *file;

	*slash = '\0';
	assert_int_equal(dir_make(path, NULL), 0);
	*slash = '/';
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static inline void
folder_close(struct folder *f)
{
	assert_int_equal(dir_remove(f->path, NULL), 0);
	arena_free(&f->arena);
}

/* The first column of the first row, in arena; "" for NULL or no row. */
static inline char *
query(struct store *s, struct arena *a, const char *sql)
{
	struct err err = { 0 };
	sqlite3_stmt *stmt = store_prepare(s, sql, &err);
	char *text;
	int rc;

	if (stmt == NULL)
		fail_msg("%s: %s", sql, err.text);
	rc = store_step(s, stmt, &err);
	if (rc == -1)
		fail_msg("%s: %s", sql, err.text);
	text = arena_strdup(a, rc == 1 ? store_text(stmt, 0) : "");
	store_finalize(stmt);
	return text;
}

static inline void
run(struct store *s, const char *sql)
{
	struct err err = { 0 };

	if (store_exec(s, sql, &err) == -1)
		fail_msg("%s: %s", sql, err.text);
}

/* All rows of a query, columns by | and rows by line breaks; in arena. */
static inline char *
dump(struct store *s, struct arena *a, const char *sql)
{
	struct buf b = { 0 };
	struct err err = { 0 };
	sqlite3_stmt *stmt = store_prepare(s, sql, &err);
	char *text;
	int rc;

	if (stmt == NULL)
		fail_msg("%s: %s", sql, err.text);
	while ((rc = store_step(s, stmt, &err)) == 1)
		for (int c = 0; c < sqlite3_column_count(stmt); c++)
			buf_addf(&b, "%s%s", store_text(stmt, c),
			    c + 1 < sqlite3_column_count(stmt) ? "|" : "\n");
	assert_int_equal(rc, 0);
	store_finalize(stmt);
	text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}

#endif
