#include "intake/private.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

/*
 * Where the fields of each source stand.  Nearly all are laid out like one
 * that came before: only what is new is written field by field.
 */
struct known_layout {
	const char *key;	/* all its positions */
	int64_t number;
};

static int
by_key(const void *a, const void *b)
{
	const struct known_layout *x = a, *y = b;

	return strcmp(x->key, y->key);
}

/* Forget the tree's nodes; what they point to is in the arena. */
static void
keep(void *layout)
{
	(void)layout;
}

static void
write_fields(struct intake *in, const char *key, int64_t number)
{
	char *copy = arena_strdup(&in->cells, key), *rest = NULL;

	for (char *p = strtok_r(copy, "\n", &rest); p != NULL;
	    p = strtok_r(NULL, "\n", &rest)) {
		sqlite3_stmt *q = in->position;
		char *end;

		(void)sqlite3_bind_int64(q, 1, number);
		for (int i = 3; i <= 5; i++) {
			(void)sqlite3_bind_int64(q, i, strtoll(p, &end, 10));
			p = end + 1;
		}
		store_bind(q, 2, p);
		intake_step(in, q);
	}
}

/* The number of the layout that in->places says; it is written if new. */
static int64_t
number_of(struct intake *in)
{
	const struct known_layout seek = { .key = buf_str(&in->places) };
	struct known_layout *const *found = tfind(&seek, &in->layouts, by_key);
	struct known_layout *made;

	if (found != NULL)
		return (*found)->number;
	made = arena_alloc(&in->run, sizeof(*made));
	made->key = arena_strdup(&in->run, seek.key);
	made->number = ++in->nlayouts;
	if (tsearch(made, &in->layouts, by_key) == NULL)
		in->failed = err_set(in->err, "内存不足") == -1;
	write_fields(in, made->key, made->number);
	return made->number;
}

void
log_position(struct intake *in, const char *field, size_t column, size_t line,
    size_t row)
{
	if (!in->mute)
		buf_addf(&in->places, "%zu,%zu,%zu,%s\n", column, line, row,
		    field);
}

void
log_layout(struct intake *in, const struct source *src)
{
	sqlite3_stmt *q = in->source_layout;

	if (in->places.len == 0 || in->failed)
		return;
	store_bind(q, 1, src->shown);
	store_bind(q, 2, src->sheet != NULL ? src->sheet : "");
	(void)sqlite3_bind_int64(q, 3, number_of(in));
	intake_step(in, q);
	buf_reset(&in->places);
}

void
log_layouts_free(struct intake *in)
{
	tdestroy(in->layouts, keep);
	buf_free(&in->places);
}
