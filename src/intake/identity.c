#include "intake/private.h"

#include <string.h>

const char *
identity_code(struct intake *in, const struct form *f, const char *raw)
{
	size_t i = form_field_index(f, FIELD_CODE);
	struct cell c;

	if (i == NO_FIELD)
		return NULL;
	cell_read(&in->cells, &f->fields[i], true, raw, &c);
	return c.value != NULL ? arena_strdup(&in->run, c.value) : NULL;
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

/* Whether the store has an identity of this code. */
static bool
is_loaded(struct intake *in, const char *code)
{
	sqlite3_stmt *q = store_prepare(in->store, "SELECT 1 FROM "
	    TABLE_STUDIO " WHERE " FIELD_CODE " = ?1", in->err);

	if (q == NULL) {
		in->failed = true;
		return false;
	}
	store_bind(q, 1, code);
	return ask(in, q);
}

/* A second identity of one studio: equal is a reminder, else refused. */
static void
tell_second(struct intake *in, const struct form *f, const struct row *row,
    const char *code)
{
	size_t i = form_field_index(f, FIELD_CODE);
	bool other = i != NO_FIELD && row->cells[i].value != NULL &&
	    strcmp(row->cells[i].value, code) != 0;

	if (i != NO_FIELD)
		row->cells[i].value = code;
	log_finding(in, !other && is_same(in, f, row) ? FINDING_ROW_REPEATED :
	    FINDING_IDENTITY_REPEATED, &(struct finding){ .studio = code,
	    .file = row->file, .sheet = row->sheet, .line = row->line,
	    .row = row->row });
}

/* Where a studio's number came from that it did not write. */
static const char *
code_rule(const struct folder *fo)
{
	return fo->book != NULL || fo->owner != NULL ? "取自文件名" :
	    "取自文件夹名";
}

void
identity_load(struct intake *in, struct folder *fo, const struct source *src,
    const struct sheet *s)
{
	size_t i = form_field_index(src->form, FIELD_CODE);
	struct key_value labels;
	struct row *row;

	key_value_find(in, src, s, &labels);
	row = key_value_read(in, fo, src, s, &labels);
	if (row == NULL)
		return;
	if (fo->kept) {
		if (!fo->refused)
			tell_second(in, src->form, row, fo->code);
		return;
	}
	fo->kept = true;
	if (fo->refused) {
		log_finding(in, FINDING_CODE_REPEATED, &(struct finding){
		    .studio = fo->name, .file = src->shown,
		    .sheet = src->sheet, .line = row->line, .row = row->row,
		    .field = FIELD_CODE, .value = i != NO_FIELD &&
		    row->cells[i].value != NULL ? row->cells[i].value :
		    fo->name, .detail = arena_printf(&in->cells,
		    "编号与 %s 重复，这一份未评估",
		    node_shown(&in->cells, fo->twin->identity)) });
		return;
	}
	if (i != NO_FIELD && row->cells[i].value == NULL)
		log_change(in, &(struct finding){ .file = src->shown,
		    .sheet = src->sheet, .line = row->line,
		    .field = FIELD_CODE }, &src->form->fields[i], "",
		    fo->code, code_rule(fo));
	if (i != NO_FIELD)
		row->cells[i].value = fo->code;
	row_insert(in, src->form, fo->key, row);
}

/* One row of the root's identity table. */
static void
load_root_row(struct intake *in, const struct source *src,
    const struct sheet *s, const struct table *t, size_t i, size_t column)
{
	const struct sheet_record *r = &s->records[i];
	struct finding at = { .file = src->shown, .sheet = src->sheet,
	    .line = r->line, .row = r->row, .field = FIELD_CODE,
	    .column = column == NO_COLUMN ? 0 : column + 1 };
	const char *code = column == NO_COLUMN ? NULL :
	    identity_code(in, src->form, sheet_cell(r, column));
	struct row *row = row_read(in, src, s, t, i, code);

	if (row == NULL)
		return;
	if (code == NULL)
		log_finding(in, FINDING_CODE_MISSING, &at);
	else if (is_loaded(in, code))
		tell_second(in, src->form, row, code);
	else
		row_insert(in, src->form, code, row);
	arena_reset(&in->cells);
}

void
identity_load_root(struct intake *in, const struct folder *root,
    const struct source *src, const struct sheet *s)
{
	size_t column = NO_COLUMN;
	struct table t;

	if (!table_find(in, root, src, s, false, &t))
		return;
	for (size_t k = 0; k < t.n; k++)
		if (strcmp(t.headings[k].field->name, FIELD_CODE) == 0)
			column = t.headings[k].column;
	for (size_t k = t.record + 1; k < s->nrecords && !in->failed; k++)
		load_root_row(in, src, s, &t, k, column);
}
