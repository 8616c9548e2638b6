#include "intake/private.h"

#include <string.h>

#include "base/text.h"

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
	struct header h;
	bool told = false;

	if (!header_find(in, fo, src, s, false, &h))
		return;
	for (size_t i = h.record + 1; i < s->nrecords && !in->failed; i++) {
		struct row *row = row_read(in, src, s, &h, i, fo->code);

		if (row == NULL)
			continue;
		fill_expert(in, src, row, fo->code, &told);
		row_insert(in, src->form, fo->key, row);
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
		row_insert(in, src->form, fo->key, row);
}

/*
 * Whose record i of a root table is: its cell 工作室, or the one above when
 * that is empty (a merged cell).  NULL (told) when it is nobody's.
 */
static const char *
studio_of(struct intake *in, const struct source *src, const struct sheet *s,
    const struct header *h, size_t i, const char **above)
{
	static const struct field key = { .name = FIELD_STUDIO,
	    .type = FIELD_TEXT, .unit = "" };
	const struct sheet_record *r = &s->records[i];
	const char *raw = sheet_cell(r, h->studio);
	struct finding at = { .file = src->shown, .sheet = src->sheet, .line = r->line,
	    .row = r->row, .column = h->studio + 1, .field = FIELD_STUDIO,
	    .value = log_value(in, NULL, raw) };
	struct cell c;
	bool merged;

	cell_read(&in->cells, &key, true, raw, &c);
	merged = c.value == NULL;
	if (!merged && (*above == NULL || strcmp(*above, c.value) != 0))
		*above = arena_strdup(&in->each, c.value);
	if (*above == NULL)
		at.detail = "“" FIELD_STUDIO "”一格是空的，该行未采用";
	if (*above == NULL || !identity_known(in, *above)) {
		log_finding(in, FINDING_STUDIO_UNKNOWN, &at);
		return NULL;
	}
	at.studio = *above;
	if (c.rule != NULL)
		log_change(in, &at, NULL, raw, c.value, c.rule);
	if (merged) {
		log_finding(in, FINDING_STUDIO_FROM_ABOVE, &at);
		log_change(in, &at, NULL, raw, *above, "取上一行");
	}
	return *above;
}

/* Blank in all columns under headings, 工作室 apart. */
static bool
is_blank(const struct sheet_record *r, const struct header *h)
{
	for (size_t k = 0; k < h->n; k++)
		if (!text_blank(sheet_cell(r, h->headings[k].column)))
			return false;
	return true;
}

void
table_load_root(struct intake *in, const struct folder *root,
    const struct source *src, const struct sheet *s)
{
	const char *above = NULL;
	struct header h;
	bool told = false;

	if (!header_find(in, root, src, s, true, &h))
		return;
	if (h.studio == NO_COLUMN) {
		log_finding(in, FINDING_STUDIO_COLUMN_MISSING, &(struct finding){
		    .file = src->shown, .sheet = src->sheet, .line = s->records[h.record].line,
		    .row = s->records[h.record].row });
		return;
	}
	for (size_t i = h.record + 1; i < s->nrecords && !in->failed; i++) {
		const char *studio;
		struct row *row;

		if (is_blank(&s->records[i], &h))
			continue;
		studio = studio_of(in, src, s, &h, i, &above);
		row = studio == NULL ? NULL :
		    row_read(in, src, s, &h, i, studio);
		if (row == NULL)
			continue;
		fill_expert(in, src, row, studio, &told);
		row_insert(in, src->form, studio, row);
	}
}
