#include "intake/private.h"

#include <string.h>

#include "base/text.h"

struct row *
row_new(struct intake *in, const struct source *src,
    const struct sheet_record *r)
{
	struct row *row = arena_alloc(&in->cells, sizeof(*row));

	row->cells = arena_alloc(&in->cells,
	    src->form->nfields * sizeof(*row->cells));
	row->file = src->shown;
	row->sheet = src->sheet;
	row->line = r->line;
	row->row = r->row;
	return row;
}

/* Texts that rows of other tables are matched by. */
static bool
is_key(const struct form *f, const struct field *field)
{
	return strcmp(field->name, FIELD_POINT) == 0 ||
	    (strcmp(f->name, TABLE_STUDIO) == 0 &&
	    strcmp(field->name, FIELD_CODE) == 0);
}

/* A telephone number beside a name goes nowhere; returns raw without it. */
static const char *
mask_person(struct arena *a, const char *raw, struct cell *c)
{
	const char *value = c->value;

	if (value != NULL && (c->value = person_mask(a, value)) != value)
		cell_rule(a, c, "遮盖号码");
	return person_mask(a, raw);
}

void
row_cell(struct intake *in, struct row *row, const struct form *f,
    const struct field *field, struct cell_origin from, const char *raw,
    const struct finding *at)
{
	struct cell *c = &row->cells[field - f->fields];

	from.scheme = in->scheme;
	from.form = f;
	from.key = is_key(f, field);
	cell_read_from(&in->cells, field, &from, raw, c);
	if (field_types[field->type].person && !in->options->show_personal)
		raw = mask_person(&in->cells, raw, c);
	c->line = at->line;
	c->row = at->row;
	c->column = at->column;
	for (size_t i = 0; i < c->nproblems; i++) {
		struct finding told = *at;

		told.value = log_value(in, field, raw);
		if (!log_hides(in, field))	/* it may quote the value */
			told.detail = c->problems[i].detail;
		log_finding(in, c->problems[i].code, &told);
	}
	/* what was rejected was not read otherwise either */
	if (c->rule != NULL && (c->value != NULL || c->nproblems == 0))
		log_change(in, at, field, raw, c->value, c->rule);
	if (c->value == NULL && c->nproblems == 0 && field->required)
		log_finding(in, FINDING_CELL_MISSING, at);
}

struct row *
row_read(struct intake *in, const struct source *src, const struct sheet *s,
    const struct header *h, size_t i, const char *studio)
{
	const struct sheet_record *r = &s->records[i];
	struct row *row;
	bool any = false;

	for (size_t k = 0; k < h->n && !any; k++)
		any = !text_blank(sheet_cell(r, h->headings[k].column)) ||
		    cell_kind(r, h->headings[k].column) ==
		    SHEET_CELL_NO_VALUE;
	if (!any)
		return NULL;
	row = row_new(in, src, r);
	for (size_t k = 0; k < h->n; k++) {
		const struct heading *c = &h->headings[k];

		row_cell(in, row, src->form, c->field, (struct cell_origin){
		    .kind = cell_kind(r, c->column), .orders = c->orders },
		    sheet_cell(r, c->column), &(struct finding){
		    .studio = studio, .file = src->shown, .sheet = src->sheet, .line = r->line,
		    .row = r->row, .column = c->column + 1,
		    .field = c->field->name });
	}
	row_attachments(in, src, row, studio);
	return row;
}
