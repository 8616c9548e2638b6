#include "intake/private.h"

#include <string.h>

/*
 * The expert of a score without one: what stands behind the "-" of the
 * file's name, else nobody.  Told once a file.
 */
static void
fill_expert(struct intake *in, const struct source *src, struct row *row,
    const char *studio, bool *told)
{
	const struct form *f = src->form;
	size_t i = strcmp(f->name, TABLE_EXPERT) == 0 ?
	    form_field_index(f, FIELD_EXPERT) : NO_FIELD;
	struct finding at = { .studio = studio, .file = src->shown, .sheet = src->sheet,
	    .line = row->line, .row = row->row, .field = FIELD_EXPERT };
	struct cell c;

	if (i == NO_FIELD || row->cells[i].value != NULL)
		return;
	if (*src->part != '\0') {
		cell_read(&in->cells, &f->fields[i], false, src->part, &c);
		row_mask(in, &f->fields[i], &c);
		row->cells[i].value = c.value;
		if (!*told)
			log_change(in, &at, &f->fields[i], "", c.value,
			    "取自文件名");
	} else if (!*told) {
		log_finding(in, FINDING_EXPERT_MISSING, &at);
	}
	*told = true;
}

static void
load_table(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s)
{
	struct table t;
	bool told = false;

	if (!table_find(in, fo, src, s, false, &t))
		return;
	for (size_t i = t.record + 1; i < s->nrecords && !in->failed; i++) {
		struct row *row = row_read(in, src, s, &t, i, fo->code);

		if (row == NULL)
			continue;
		fill_expert(in, src, row, fo->code, &told);
		row_keep(in, fo, src->form, row);
	}
}

void
table_load(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s)
{
	struct key_value labels;
	struct row *row;

	if (!src->form->vertical) {
		load_table(in, fo, src, s);
		return;
	}
	key_value_find(in, src, s, &labels);
	row = key_value_read(in, fo, src, s, &labels);
	if (row != NULL)
		row_keep(in, fo, src->form, row);
}

/* The 编号 that the cell holds or means, or NULL. */
static const char *
code_of(struct intake *in, struct cell *c)
{
	const char *code, *rule;

	if (identity_known(in, c->value))
		return c->value;
	code = studio_meant(in, c->value, &rule);
	if (code != NULL)
		cell_rule(&in->cells, c, rule);
	return code;
}

/*
 * Whose record i of a root table is, by its cell 工作室.  NULL (told) when it is
 * nobody's.
 */
static const char *
studio_of(struct intake *in, const struct source *src, const struct sheet *s,
    const struct table *t, size_t i)
{
	static const struct field key = { .name = FIELD_STUDIO,
	    .type = FIELD_TEXT, .unit = "" };
	const struct sheet_record *r = &s->records[i];
	const char *raw = sheet_cell(r, t->studio);
	struct finding at = { .file = src->shown, .sheet = src->sheet,
	    .line = r->line, .row = r->row, .column = t->studio + 1,
	    .field = FIELD_STUDIO, .value = log_value(in, NULL, raw) };
	const struct cell_origin from = { .key = true,
	    .kind = cell_kind(r, t->studio) };
	const char *code;
	struct cell c;

	cell_read_from(&in->cells, &key, &from, raw, &c);
	if (c.value == NULL && c.nproblems == 0)
		at.detail = "“" FIELD_STUDIO "”一格是空的，该行未采用";
	code = c.value == NULL ? NULL : code_of(in, &c);
	if (code == NULL) {
		log_finding(in, FINDING_STUDIO_UNKNOWN, &at);
		return NULL;
	}
	at.studio = c.value = code;
	row_note(in, NULL, r, &c, &at);
	return c.value;
}

void
table_load_root(struct intake *in, const struct folder *root,
    const struct source *src, const struct sheet *s)
{
	struct table t;
	bool told = false;

	if (!table_find(in, root, src, s, true, &t))
		return;
	if (t.studio == NO_COLUMN) {
		log_finding(in, FINDING_STUDIO_COLUMN_MISSING, &(struct finding){
		    .file = src->shown, .sheet = src->sheet, .line = s->records[t.record].line,
		    .row = s->records[t.record].row });
		return;
	}
	for (size_t i = t.record + 1; i < s->nrecords && !in->failed; i++) {
		const char *studio;
		struct row *row;

		if (t.kinds[i] != RECORD_DATA && t.kinds[i] != RECORD_SHIFTED)
			continue;
		studio = studio_of(in, src, s, &t, i);
		row = studio == NULL ? NULL :
		    row_read(in, src, s, &t, i, studio);
		if (row == NULL)
			continue;
		fill_expert(in, src, row, studio, &told);
		row_insert(in, src->form, studio, row);
	}
}
