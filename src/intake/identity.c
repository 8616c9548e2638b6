#include "intake/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

bool
identity_known(struct intake *in, const char *code)
{
	bool known = false;
	int rc;

	if (in->failed)
		return false;
	store_bind(in->known, 1, code);
	rc = store_step(in->store, in->known, in->err);
	in->failed = rc == -1;
	known = rc == 1;
	(void)sqlite3_reset(in->known);
	return known;
}

/* Step a query once; whether it gave a row. */
static bool
ask(struct intake *in, sqlite3_stmt *q)
{
	int rc = in->failed ? 0 : store_step(in->store, q, in->err);

	if (rc == -1)
		in->failed = true;
	store_finalize(q);
	return rc == 1;
}

/* Whether the identity in the store has the same values in all fields. */
static bool
is_same(struct intake *in, const struct form *f, const struct row *row)
{
	struct buf b = { 0 };
	sqlite3_stmt *q;

	buf_adds(&b, "SELECT 1 FROM " TABLE_STUDIO " WHERE ");
	for (size_t i = 0; i < f->nfields; i++)
		buf_addf(&b, "%s%s IS ?", i == 0 ? "" : " AND ",
		    store_quote(&in->cells, f->fields[i].name));
	q = store_prepare(in->store, buf_str(&b), in->err);
	buf_free(&b);
	if (q == NULL) {
		in->failed = true;
		return false;
	}
	for (size_t i = 0; i < f->nfields; i++)
		store_bind(q, (int)i + 1, row->cells[i].value);
	return ask(in, q);
}

/* A second identity of one studio: equal is a reminder, else refused. */
static void
tell_second(struct intake *in, const struct form *f, const struct row *row,
    const char *code)
{
	size_t i = form_field_index(f, FIELD_CODE);

	if (i != NO_FIELD)
		row->cells[i].value = code;
	log_finding(in, is_same(in, f, row) ? FINDING_ROW_REPEATED :
	    FINDING_IDENTITY_REPEATED, &(struct finding){ .studio = code,
	    .file = row->file, .sheet = row->sheet, .line = row->line, .row = row->row });
}

/* The normal form of a 编号, or NULL. */
static const char *
code_of(struct intake *in, const struct form *f, const char *raw)
{
	size_t i = form_field_index(f, FIELD_CODE);
	struct cell c;

	if (i == NO_FIELD)
		return NULL;
	cell_read(&in->cells, &f->fields[i], true, raw, &c);
	return c.value != NULL ? arena_strdup(&in->run, c.value) : NULL;
}

/* Put the folder's identity into the store under its code. */
static void
keep(struct intake *in, struct folder *fo, const struct source *src,
    struct row *row)
{
	size_t i = form_field_index(src->form, FIELD_CODE);

	if (i != NO_FIELD && row->cells[i].value == NULL)
		log_change(in, &(struct finding){ .file = src->shown, .sheet = src->sheet,
		    .line = row->line, .field = FIELD_CODE },
		    &src->form->fields[i], "", fo->code, "取自文件夹名");
	if (i != NO_FIELD)
		row->cells[i].value = fo->code;
	fo->key = fo->code;
	fo->assessed = true;
	row_insert(in, src->form, fo->key, row);
}

/*
 * Read a folder's identity.  Its findings are filed under the code it gives
 * or, when that is taken, under the folder's name.
 */
static void
read_folder(struct intake *in, struct folder *fo)
{
	bool taken = false, first = true;

	fo->code = fo->name;
	fo->key = arena_printf(&in->run, "%c%s", UNASSESSED_KEY, fo->shown);
	for (size_t i = 0; i < fo->nsources; i++) {
		const struct source *src = &fo->sources[i];
		struct key_value labels;
		struct sheet s;
		struct row *row;
		const char *code = NULL;

		if (!source_is_identity(src) ||
		    !source_open(in, fo, src, &s))
			continue;
		key_value_find(in, src, &s, &labels);
		if (first) {
			code = code_of(in, src->form, key_value_peek(in, src,
			    &s, &labels, FIELD_CODE));
			taken = identity_known(in, code != NULL ? code :
			    fo->name);
			if (code != NULL && !taken)
				fo->code = code;
		}
		row = key_value_read(in, fo, src, &s, &labels);
		if (row == NULL)
			continue;
		if (first && taken) {
			fo->refused = true;
			log_finding(in, FINDING_CODE_REPEATED, &(struct finding){
			    .studio = fo->name, .file = src->shown, .sheet = src->sheet,
			    .line = row->line, .row = row->row,
			    .field = FIELD_CODE,
			    .value = code != NULL ? code : fo->name });
		} else if (first) {
			keep(in, fo, src, row);
		} else if (!taken) {
			tell_second(in, src->form, row, fo->code);
		}
		first = false;
	}
}

/* One row of the root's identity table. */
static void
take_root_row(struct intake *in, const struct source *src,
    const struct sheet *s, const struct table *t, size_t i, size_t column)
{
	const struct sheet_record *r = &s->records[i];
	struct finding at = { .file = src->shown, .sheet = src->sheet, .line = r->line,
	    .row = r->row, .field = FIELD_CODE,
	    .column = column == NO_COLUMN ? 0 : column + 1 };
	const char *code = column == NO_COLUMN ? NULL :
	    code_of(in, src->form, sheet_cell(r, column));
	struct row *row = row_read(in, src, s, t, i, code);

	if (row == NULL)
		return;
	if (code == NULL)
		log_finding(in, FINDING_CODE_MISSING, &at);
	else if (identity_known(in, code))
		tell_second(in, src->form, row, code);
	else
		row_insert(in, src->form, code, row);
	arena_reset(&in->cells);
}

static void
read_root(struct intake *in, const struct folder *root)
{
	for (size_t i = 0; i < root->nsources && !in->failed; i++) {
		const struct source *src = &root->sources[i];
		size_t column = NO_COLUMN;
		struct table t;
		struct sheet s;

		if (!source_is_identity(src) ||
		    !source_open(in, root, src, &s) ||
		    !table_find(in, root, src, &s, false, &t))
			continue;
		for (size_t k = 0; k < t.n; k++)
			if (strcmp(t.headings[k].field->name, FIELD_CODE) == 0)
				column = t.headings[k].column;
		for (size_t k = t.record + 1; k < s.nrecords; k++)
			take_root_row(in, src, &s, &t, k, column);
	}
}

/*
 * A folder without an identity of its own is the studio of the root's table
 * whose 编号 is its name; else it is not assessed.
 */
static void
adopt(struct intake *in, struct folder *fo)
{
	sqlite3_stmt *q = store_prepare(in->store, "SELECT 1 FROM "
	    TABLE_STUDIO " WHERE " FIELD_CODE " = ?1 AND instr(_文件, '/') = 0",
	    in->err);

	if (q == NULL) {
		in->failed = true;
		return;
	}
	store_bind(q, 1, fo->name);
	if (ask(in, q)) {
		fo->code = fo->key = fo->name;
		fo->assessed = true;
		return;
	}
	log_finding(in, fo->has_entries ? FINDING_IDENTITY_MISSING :
	    FINDING_FOLDER_EMPTY, &(struct finding){ .studio = fo->name,
	    .file = *fo->shown != '\0' ? fo->shown : NULL });
}

void
identity_load(struct intake *in, struct batch *b)
{
	for (size_t i = 0; i < b->nfolders && !in->failed; i++)
		read_folder(in, &b->folders[i]);
	read_root(in, &b->root);
	for (size_t i = 0; i < b->nfolders && !in->failed; i++) {
		struct folder *fo = &b->folders[i];

		if (!fo->assessed && !fo->refused)
			adopt(in, fo);
	}
	batch_index(in, b);
}
