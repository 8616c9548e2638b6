/*
 * Intake of a batch: the first line names the scheme, then come files one
 * behind the other ("@@ A/基本信息.csv").  Nothing is assessed, so that it is
 * quick; fuzz_table does that.
 *
 * Each scheme is read once, and has a store that is made once and emptied
 * after each run.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "intake/intake.h"
#include "scheme/scheme.h"

#define MOST_RUBRICS	64
#define MOST_FILES	40

static struct rubric {
	char *name, *file;	/* of a workbook's the name has no ending */
	bool loaded;
	struct scheme scheme;
	struct store store;
	sqlite3_stmt **clear;	/* of each table that begins empty */
	size_t nclear, clear_cap;
} rubrics[MOST_RUBRICS];
static size_t nrubrics;

static struct arena kept;	/* for all runs */

/* ---- the schemes ------------------------------------------------------------------ */

static void
clean_up(void)
{
	for (size_t i = 0; i < nrubrics; i++) {
		struct rubric *r = &rubrics[i];

		for (size_t k = 0; k < r->nclear; k++)
			store_finalize(r->clear[k]);
		if (r->loaded) {
			store_close(&r->store);
			scheme_free(&r->scheme);
		}
	}
	arena_free(&kept);
}

static void
find_rubrics(void)
{
	struct dir_entry *entries;
	size_t n;

	MUST(dir_list(&kept, "rubrics", &entries, &n, NULL) == 0);
	for (size_t i = 0; i < n && nrubrics < MOST_RUBRICS; i++) {
		const char *file = entries[i].name;
		const char *name = entries[i].kind == FILE_DIR ? file :
		    scheme_book_stem(&kept, file);

		if (name == NULL)
			continue;
		rubrics[nrubrics].file = arena_strdup(&kept, file);
		rubrics[nrubrics++].name = arena_strdup(&kept, name);
	}
	MUST(nrubrics > 0 && atexit(clean_up) == 0);
}

/* How each table is emptied that holds nothing yet. */
static void
find_tables(struct rubric *r)
{
	struct arena a = { 0 };
	sqlite3_stmt *q = store_prepare(&r->store, "SELECT name FROM "
	    "sqlite_master WHERE type = 'table'", NULL);

	while (store_step(&r->store, q, NULL) == 1) {
		const char *name = store_quote(&a, store_text(q, 0));
		size_t n;

		MUST(store_numbers(&r->store, arena_printf(&a,
		    "SELECT count(*) FROM %s", name), &n, 1, NULL) == 0);
		if (n > 0)
			continue;
		arena_grow(&kept, &r->clear, &r->clear_cap, r->nclear,
		    sizeof(*r->clear));
		r->clear[r->nclear] = store_prepare(&r->store,
		    arena_printf(&a, "DELETE FROM %s", name), NULL);
		MUST(r->clear[r->nclear++] != NULL);
	}
	store_finalize(q);
	arena_free(&a);
}

static struct rubric *
find_rubric(const char *name, size_t len)
{
	struct rubric *r = &rubrics[0];
	struct arena a = { 0 };

	if (nrubrics == 0)
		find_rubrics();
	for (size_t i = 0; i < nrubrics; i++)
		if (strlen(rubrics[i].name) == len &&
		    memcmp(rubrics[i].name, name, len) == 0)
			r = &rubrics[i];
	if (!r->loaded) {
		r->loaded = true;
		MUST(scheme_read(&r->scheme, path_join(&a, "rubrics", r->file),
		    NULL) == 0);
		MUST(store_create(&r->store, NULL) == 0);
		MUST(scheme_load(&r->scheme, &r->store, NULL) == 0);
		find_tables(r);
	}
	arena_free(&a);
	return r;
}

/* ---- a batch ------------------------------------------------------------------------ */

static size_t nfiles;

static void
put(const char *name, const char *bytes, size_t len)
{
	struct arena a = { 0 };

	if (nfiles++ < MOST_FILES)
		(void)fuzz_put(path_join(&a, "batch", name), bytes, len);
	arena_free(&a);
}

/* Every text in the store is UTF-8, and everything odd is of a known kind. */
static void
check(struct rubric *r)
{
	static const char *const tables[] = { "问题", "规范化", "来源文件",
	    "工作室" };
	size_t unknown;

	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		fuzz_check_table(&r->store, tables[i]);
	MUST(store_numbers(&r->store, "SELECT count(*) FROM 问题 WHERE 代码 "
	    "NOT IN (SELECT 代码 FROM _问题种类)", &unknown, 1, NULL) == 0);
	MUST(unknown == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *end = memchr(data, '\n', size);
	struct arena a = { 0 };
	struct err err = { 0 };
	struct rubric *r;
	size_t head;

	if (end == NULL)
		return 0;
	head = (size_t)(end - (const char *)data);
	r = find_rubric((const char *)data, head);
	nfiles = 0;
	MUST(dir_make(fuzz_path(&a, "batch"), NULL) == 0);
	fuzz_split(data + head, size - head, put);
	MUST(intake_read(&r->scheme, &r->store, fuzz_path(&a, "batch"), NULL,
	    &err) == 0);
	check(r);
	for (size_t i = 0; i < r->nclear; i++) {
		MUST(store_step(&r->store, r->clear[i], NULL) == 0);
		(void)sqlite3_reset(r->clear[i]);
	}
	fuzz_clear("batch");
	arena_free(&a);
	return 0;
}
