#include "intake/private.h"

#include <string.h>

/* The values of a 多选, one a row. */
static void
insert_parts(struct intake *in, sqlite3_stmt *q, const char *key,
    const struct row *row, const struct cell *c)
{
	for (size_t i = 0; i < c->nparts; i++) {
		store_bind(q, 1, key);
		store_bind(q, 2, c->parts[i]);
		store_bind(q, 3, row->file);
		store_bind(q, 4, row->sheet);
		(void)sqlite3_bind_int64(q, 5, (sqlite3_int64)row->line);
		intake_step(in, q);
	}
}

void
row_insert(struct intake *in, const struct form *f, const char *key,
    const struct row *row)
{
	struct form_table *t = form_table_of(in, f);
	sqlite3_stmt *q = t->insert;
	int k = 1;

	if (strcmp(f->name, TABLE_STUDIO) != 0)
		store_bind(q, k++, key);
	for (size_t i = 0; i < f->nfields; i++) {
		store_bind(q, k++, row->cells[i].value);
		if (field_types[f->fields[i].type].file)
			store_bind(q, k++, row->cells[i].count);
	}
	store_bind(q, k++, row->file);
	store_bind(q, k++, row->sheet);
	(void)sqlite3_bind_int64(q, k++, (sqlite3_int64)row->line);
	(void)sqlite3_bind_int64(q, k++, (sqlite3_int64)row->row);
	(void)sqlite3_bind_int64(q, k++, ++in->order);
	intake_step(in, q);
	if (strcmp(f->name, TABLE_STUDIO) != 0)
		repeats_seen(in, f, key, row);
	for (size_t i = 0; i < f->nfields; i++)
		if (t->choices[i] != NULL)
			insert_parts(in, t->choices[i], key, row,
			    &row->cells[i]);
	arena_reset(&in->cells);
}

void
row_keep(struct intake *in, const struct folder *fo, const struct form *f,
    const struct row *row)
{
	sqlite3_stmt *q = in->unused;

	if (fo->key != NULL) {
		row_insert(in, f, fo->key, row);
		return;
	}
	store_bind(q, 1, row->file);
	store_bind(q, 2, row->sheet != NULL ? row->sheet : "");
	store_bind(q, 3, fo->code);
	intake_step(in, q);
	arena_reset(&in->cells);
}
