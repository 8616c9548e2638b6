#ifndef TESTS_MADE_STORE_H
#define TESTS_MADE_STORE_H

/*
 * A fictional store for tests, in a folder of the test's own: include it
 * behind cmocka.h, and give set_up and tear_down to the group.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "scheme/scheme.h"
#include "store/store.h"

#define SCHEME	"zhengzhou-2024"

static char folder[64];

static char *
in_folder(struct arena *a, const char *name)
{
	return path_join(a, folder, name);
}

/* A store of n studios, saved as 结果.sqlite; left open when s is given. */
static void
make_store(const char *n, struct store *keep)
{
	struct scheme scheme = { 0 };
	struct arena a = { 0 };
	struct store own, *store = keep != NULL ? keep : &own;
	struct err err = { 0 };
	char *sql;
	size_t len;

	assert_int_equal(scheme_read(&scheme, "rubrics/" SCHEME, &err), 0);
	assert_int_equal(store_create(store, &err), 0);
	assert_int_equal(scheme_load(&scheme, store, &err), 0);
	assert_int_equal(store_exec(store, arena_printf(&a,
	    "CREATE TEMP TABLE 规模 AS SELECT %s AS n", n), &err), 0);
	assert_int_equal(file_read(&a, "tests/unit/data/workbook.sql",
	    (size_t)1 << 20, &sql, &len, NULL, &err), 0);
	if (store_exec(store, sql, &err) == -1)
		fail_msg("%s", err.text);
	(void)remove(in_folder(&a, "s.sqlite"));
	assert_int_equal(store_save(store, in_folder(&a, "s.sqlite"), &err),
	    0);
	if (keep == NULL)
		store_close(store);
	scheme_free(&scheme);
	arena_free(&a);
}

static inline char *
contents(struct arena *a, const char *name, size_t *len)
{
	struct err err = { 0 };
	char *data;

	assert_int_equal(file_read(a, in_folder(a, name), (size_t)1 << 28,
	    &data, len, NULL, &err), 0);
	return data;
}

static int
set_up(void **state)
{
	(void)state;
	(void)snprintf(folder, sizeof(folder), "/tmp/pinggu-test.XXXXXX");
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	struct err err;

	(void)state;
	return dir_remove(folder, &err);
}

#endif
