#include "document/paper_names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "store/store.h"

#define NAME_BYTES	200	/* of a file name with its extension */
#define EXTENSION	".pdf"

static char *
plain_name(struct arena *a, const char *code, const char *title)
{
	const char *whole = arena_printf(a, "%s_%s", code, title);

	return arena_printf(a, "%s" EXTENSION, text_filename(a, whole,
	    NAME_BYTES - strlen(EXTENSION)));
}

static int
by_file(const void *a, const void *b)
{
	const struct paper_name *x = a, *y = b;
	int order = strcasecmp(x->file, y->file);

	return order != 0 ? order : strcmp(x->studio, y->studio);
}

static int
by_studio(const void *a, const void *b)
{
	return strcmp(((const struct paper_name *)a)->studio,
	    ((const struct paper_name *)b)->studio);
}

/* The name with _n before its extension. */
static const char *
numbered(struct arena *a, const struct paper_name *r, size_t n)
{
	const char *suffix = arena_printf(a, "_%zu" EXTENSION, n);
	const char *whole = arena_printf(a, "%s_%s", r->studio, r->title);

	return arena_printf(a, "%s%s", text_filename(a, whole,
	    NAME_BYTES - strlen(suffix)), suffix);
}

/* True when another studio's report is called file. */
static bool
taken(const struct paper_names *names, const struct paper_name *self,
    const char *file)
{
	for (size_t i = 0; i < names->n; i++)
		if (&names->items[i] != self &&
		    strcasecmp(names->items[i].file, file) == 0)
			return true;
	return false;
}

static void
make_unique(struct paper_names *names)
{
	struct paper_name *r = names->items;

	qsort(r, names->n, sizeof(*r), by_file);
	for (size_t i = 0, same; i < names->n; i = same) {
		size_t n = 2;

		same = i + 1;
		while (same < names->n &&
		    strcasecmp(r[same].file, r[i].file) == 0)
			same++;
		for (size_t k = i + 1; k < same; k++) {
			do
				r[k].file = numbered(&names->arena, &r[k], n++);
			while (taken(names, &r[k], r[k].file));
		}
	}
	qsort(r, names->n, sizeof(*r), by_studio);
}

/* Columns: studio, title, file; by bytes of studio.  Finishes stmt. */
static int
read_rows(struct paper_names *names, struct store *store,
    sqlite3_stmt *stmt, struct err *err)
{
	struct arena *a = &names->arena;
	size_t cap = 0;
	int rc;

	while ((rc = store_step(store, stmt, err)) == 1) {
		mem_grow(&names->items, &cap, names->n,
		    sizeof(*names->items));
		names->items[names->n++] = (struct paper_name){
			.studio = arena_strdup(a, store_text(stmt, 0)),
			.title = arena_strdup(a, store_text(stmt, 1)),
			.file = arena_strdup(a, store_text(stmt, 2)) };
	}
	store_finalize(stmt);
	return rc;
}

int
paper_names_read(struct paper_names *names, struct store *store,
    struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store, "SELECT " FIELD_CODE ", "
	    FIELD_TITLE ", '' FROM " TABLE_STUDIO " ORDER BY 1", err);

	*names = (struct paper_names){ 0 };
	if (stmt == NULL || read_rows(names, store, stmt, err) == -1)
		return -1;
	for (size_t i = 0; i < names->n; i++)
		names->items[i].file = plain_name(&names->arena,
		    names->items[i].studio, names->items[i].title);
	if (names->n > 1)
		make_unique(names);
	return 0;
}

int
paper_names_printed(struct paper_names *names, struct store *store,
    const char *paper, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store, "SELECT 工作室, '', 文件 FROM "
	    "文书 WHERE 文书 = ?1 ORDER BY 1", err);

	*names = (struct paper_names){ 0 };
	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, paper);
	return read_rows(names, store, stmt, err);
}

void
paper_names_free(struct paper_names *names)
{
	free(names->items);
	arena_free(&names->arena);
	*names = (struct paper_names){ 0 };
}

const char *
paper_names_find(const struct paper_names *names, const char *studio)
{
	const struct paper_name key = { .studio = studio };
	const struct paper_name *r = names->n == 0 ? NULL :
	    bsearch(&key, names->items, names->n, sizeof(key), by_studio);

	return r != NULL ? r->file : NULL;
}
