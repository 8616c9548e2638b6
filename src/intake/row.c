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

bool
row_is_key(const struct form *f, const struct field *field)
{
	return strcmp(field->name, FIELD_POINT) == 0 ||
	    (strcmp(f->name, TABLE_STUDIO) == 0 &&
	    strcmp(field->name, FIELD_CODE) == 0);
}

const struct sheet_mend *
row_mend(const struct sheet_record *r, size_t column)
{
	for (size_t i = 0; i < r->nmends; i++)
		if (r->mends[i].column == column)
			return &r->mends[i];
	return NULL;
}

/* The record's cells and their kinds, so many of them, its own. */
static void
widen(struct arena *a, struct sheet_record *r, size_t ncells)
{
	const char **cells;
	unsigned char *kinds;

	if (ncells <= r->ncells)
		return;
	cells = arena_alloc(a, ncells * sizeof(*cells));
	for (size_t i = 0; i < ncells; i++)
		cells[i] = sheet_cell(r, i);
	if (r->kinds != NULL) {
		kinds = arena_alloc(a, ncells);
		memcpy(kinds, r->kinds, r->ncells);
		memset(kinds + r->ncells, SHEET_CELL_TEXT, ncells - r->ncells);
		r->kinds = kinds;
	}
	r->cells = cells;
	r->ncells = ncells;
}

void
row_put(struct arena *a, struct sheet_record *r, size_t column,
    const char *value, unsigned char kind, const char *rule)
{
	const struct sheet_mend *old = row_mend(r, column);
	struct sheet_mend mend = { .column = column,
	    .written = old != NULL ? old->written : sheet_cell(r, column),
	    .rule = old == NULL ? rule : arena_printf(a, "%s、%s", old->rule,
	    rule) };
	struct sheet_mend *mends = arena_alloc(a, (r->nmends + 1) *
	    sizeof(*mends));
	size_t n = 0, i = 0;

	for (; i < r->nmends && r->mends[i].column < column; i++)
		mends[n++] = r->mends[i];
	mends[n++] = mend;
	for (; i < r->nmends; i++)
		if (r->mends[i].column != column)
			mends[n++] = r->mends[i];
	widen(a, r, column + 1);
	if (kind != SHEET_CELL_TEXT || r->kinds != NULL) {
		unsigned char *kinds = arena_alloc(a, r->ncells);

		if (r->kinds != NULL)
			memcpy(kinds, r->kinds, r->ncells);
		kinds[column] = kind;
		r->kinds = kinds;
	}
	r->cells[column] = value;
	r->mends = mends;
	r->nmends = n;
}

void
row_note(struct intake *in, const struct field *field,
    const struct sheet_record *r, const struct cell *c,
    const struct finding *at)
{
	const struct sheet_mend *mend = row_mend(r, at->column - 1);
	const char *raw = sheet_cell(r, at->column - 1), *rule = c->rule;

	if (mend != NULL) {
		raw = mend->written;
		rule = c->rule == NULL ? mend->rule : arena_printf(&in->cells,
		    "%s、%s", mend->rule, c->rule);
	}
	if (rule != NULL)
		log_change(in, at, field, raw, c->value, rule);
}

void
row_mask(struct intake *in, const struct field *field, struct cell *c)
{
	const char *value = c->value;

	if (value == NULL || !field_types[field->type].person ||
	    in->options->show_personal)
		return;
	c->value = person_mask(&in->cells, value);
	if (c->value != value)
		cell_rule(&in->cells, c, "遮盖号码");
}

void
row_cell(struct intake *in, struct row *row, const struct form *f,
    const struct field *field, const struct sheet_record *r,
    unsigned orders, const struct finding *at)
{
	struct cell *c = &row->cells[field - f->fields];
	const struct cell_origin from = { .scheme = in->scheme, .form = f,
	    .key = row_is_key(f, field), .orders = orders,
	    .kind = cell_kind(r, at->column - 1) };
	const char *raw = sheet_cell(r, at->column - 1);
	const struct sheet_mend *mend = row_mend(r, at->column - 1);

	cell_read_from(&in->cells, field, &from, raw, c);
	row_mask(in, field, c);
	c->line = at->line;
	c->row = at->row;
	c->column = at->column;
	for (size_t i = 0; i < c->nproblems; i++) {
		struct finding told = *at;

		told.value = log_value(in, field, mend != NULL &&
		    *mend->written != '\0' ? mend->written : raw);
		if (!log_hides(in, field))	/* it may quote the value */
			told.detail = c->problems[i].detail;
		told.advice = c->problems[i].advice;
		log_finding(in, c->problems[i].code, &told);
	}
	/* What is rejected is told, not noted: it was not read at all. */
	if (c->value != NULL || c->nproblems == 0)
		row_note(in, field, r, c, at);
	if (c->value == NULL && c->nproblems == 0 && field->required)
		log_finding(in, FINDING_CELL_MISSING, at);
}

bool
row_valid(struct arena *a, const struct form *f, const struct field *field,
    const struct sheet_record *r, size_t column, unsigned orders)
{
	struct cell c;

	cell_read_from(a, field, &(struct cell_origin){ .form = f,
	    .key = row_is_key(f, field), .kind = cell_kind(r, column),
	    .orders = orders }, sheet_cell(r, column), &c);
	return c.value != NULL || (c.nproblems == 0 && !field->required);
}

const struct heading *
row_invalid(struct arena *a, const struct form *f, const struct table *t,
    const struct sheet_record *r)
{
	for (size_t k = 0; k < t->n; k++)
		if (!row_valid(a, f, t->headings[k].field, r,
		    t->headings[k].column, t->headings[k].orders))
			return &t->headings[k];
	return NULL;
}

size_t
row_surplus(const struct table *t, const struct sheet_record *r)
{
	for (size_t i = t->width; i < r->ncells; i++)
		if (!text_blank(r->cells[i]))
			return i;
	return NO_COLUMN;
}

/* A row that is too wide, and in which some cell is not as it should be. */
static void
tell_shifted(struct intake *in, const struct source *src,
    const struct table *t, const struct sheet_record *r, const char *studio)
{
	const struct heading *invalid = row_invalid(&in->cells, src->form, t,
	    r);
	size_t surplus = row_surplus(t, r), n = 0;

	if (invalid == NULL || surplus == NO_COLUMN)
		return;
	for (size_t i = surplus; i < r->ncells; i++)
		n += !text_blank(r->cells[i]);
	log_finding(in, FINDING_ROW_SHIFTED, &(struct finding){
	    .studio = studio, .file = src->shown, .sheet = src->sheet,
	    .line = r->line, .row = r->row, .column = surplus + 1,
	    .value = log_stray(in, src->form, r->cells[surplus]),
	    .detail = arena_printf(&in->cells, "比表头多出%zu格，而“%s”一格"
	    "不能按表单读取，可能错位，本行未采用", n, invalid->field->name) });
}

struct row *
row_read(struct intake *in, const struct source *src, const struct sheet *s,
    const struct table *t, size_t i, const char *studio)
{
	const struct sheet_record *r = &s->records[i];
	struct row *row;

	if (t->kinds[i] == RECORD_SHIFTED)
		tell_shifted(in, src, t, r, studio);
	if (t->kinds[i] != RECORD_DATA)
		return NULL;
	row = row_new(in, src, r);
	for (size_t k = 0; k < t->n; k++) {
		const struct heading *c = &t->headings[k];

		row_cell(in, row, src->form, c->field, r, c->orders,
		    &(struct finding){
		    .studio = studio, .file = src->shown,
		    .sheet = src->sheet, .line = r->line, .row = r->row,
		    .column = c->column + 1, .field = c->field->name });
	}
	row_attachments(in, src, row, studio);
	return row;
}
