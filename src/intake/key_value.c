#include "intake/private.h"

#include <string.h>

#include "base/text.h"

#define LABEL_RECORDS 500	/* a form longer than that has a heading */

/* Pairs by the heading 项目, 内容 (more than once side by side). */
static bool
by_heading(struct intake *in, const struct sheet *s, struct key_value *l)
{
	for (size_t i = 0; i < s->nrecords && i < LOOK_RECORDS; i++) {
		const struct sheet_record *r = &s->records[i];
		size_t label = NO_COLUMN;

		for (size_t k = 0; k < r->ncells; k++) {
			if (header_is(in, r->cells[k], COLUMN_ITEM)) {
				label = k;
			} else if (label != NO_COLUMN &&
			    l->npairs < KEY_VALUE_PAIRS &&
			    header_is(in, r->cells[k], COLUMN_CONTENT)) {
				l->pairs[l->npairs].label = label;
				l->pairs[l->npairs].shown = label;
				l->pairs[l->npairs++].content = k;
				label = NO_COLUMN;
			}
		}
		if (l->npairs > 0) {
			l->first = i + 1;
			return true;
		}
	}
	return false;
}

/* Without one: a column that names two fields holds labels. */
static void
by_labels(struct intake *in, const struct form *f, const struct sheet *s,
    struct key_value *l)
{
	l->first = s->nrecords;
	for (size_t k = 0; k < 2 * KEY_VALUE_PAIRS &&
	    l->npairs < KEY_VALUE_PAIRS; k++) {
		size_t n = 0, first = 0;

		for (size_t i = 0; i < s->nrecords && i < LABEL_RECORDS; i++)
			if (header_field(in, f, sheet_cell(&s->records[i],
			    k)) != NULL && n++ == 0)
				first = i;
		if (n < 2 && n < f->nfields)
			continue;
		l->pairs[l->npairs].label = k;
		l->pairs[l->npairs].shown = k;
		l->pairs[l->npairs++].content = k + 1;
		if (first < l->first)
			l->first = first;
	}
}

/* Columns of a form whose cells say 项目：内容, and how many do. */
static size_t
count_colons(struct intake *in, const struct form *f, const struct sheet *s,
    size_t *width, size_t *first)
{
	bool *seen = arena_alloc(&in->each, f->nfields * sizeof(*seen));
	const char *content;
	size_t n = 0;

	*width = 0;
	for (size_t i = 0; i < s->nrecords && i < LABEL_RECORDS; i++)
		for (size_t k = 0; k < s->records[i].ncells &&
		    k < KEY_VALUE_PAIRS; k++) {
			const struct field *field = header_colon(in, f,
			    s->records[i].cells[k], &content);

			if (field == NULL || text_blank(content))
				continue;
			if (seen[field - f->fields])
				return 0;	/* which one counts? */
			seen[field - f->fields] = true;
			if (n++ == 0)
				*first = i;
			if (k + 1 > *width)
				*width = k + 1;
		}
	return n;
}

/*
 * The record with its cells 项目：内容 parted: the contents stay in their
 * columns, the labels come behind.
 */
static struct sheet_record
part_cells(struct intake *in, const struct form *f,
    const struct sheet_record *from, size_t width)
{
	struct arena *a = &in->each;
	struct sheet_mend *mends = arena_alloc(a, width * sizeof(*mends));
	struct sheet_record r = *from;

	r.kinds = NULL;
	r.nmends = 0;
	r.mends = mends;
	r.ncells = 2 * width;
	r.cells = arena_alloc(a, r.ncells * sizeof(*r.cells));
	for (size_t k = 0; k < width; k++) {
		const char *cell = sheet_cell(from, k), *content = cell;

		r.cells[k] = r.cells[width + k] = "";
		if (header_colon(in, f, cell, &content) == NULL &&
		    (content = strstr(cell, "：")) != NULL)
			content += strlen("：");
		if (content == NULL)
			continue;	/* a heading between */
		r.cells[k] = content;
		r.cells[width + k] = arena_strndup(a, cell,
		    (size_t)(content - cell));
		mends[r.nmends++] = (struct sheet_mend){ .column = k,
		    .written = cell, .rule = "取“：”之后" };
	}
	return r;
}

/* Last: cells that say 项目：内容. */
static void
by_colons(struct intake *in, const struct form *f, const struct sheet *s,
    struct key_value *l)
{
	size_t width, first = 0, n = count_colons(in, f, s, &width, &first);

	if (n < 2 && n < f->nfields)
		return;
	l->records = arena_alloc(&in->each,
	    s->nrecords * sizeof(*l->records));
	for (size_t i = first; i < s->nrecords; i++)
		l->records[i] = part_cells(in, f, &s->records[i], width);
	for (size_t k = 0; k < width; k++) {
		l->pairs[k].label = width + k;
		l->pairs[k].content = l->pairs[k].shown = k;
	}
	l->npairs = width;
	l->first = first;
}

void
key_value_find(struct intake *in, const struct source *src,
    const struct sheet *s, struct key_value *l)
{
	*l = (struct key_value){ .records = s->records };
	if (by_heading(in, s, l))
		return;
	by_labels(in, src->form, s, l);
	if (l->npairs == 0)
		by_colons(in, src->form, s, l);
}

/* What is known of each field of a vertical form. */
struct labels {
	bool *present;		/* it has a label, */
	bool *own;		/* one that is no other name of it */
	bool *seen;		/* and it was read */
};

static struct labels
labels_of(struct intake *in, const struct form *form, const struct sheet *s,
    const struct key_value *l)
{
	struct labels labels = {
		.present = arena_alloc(&in->each, form->nfields),
		.own = arena_alloc(&in->each, form->nfields),
		.seen = arena_alloc(&in->each, form->nfields),
	};

	for (size_t i = l->first; i < s->nrecords; i++)
		for (size_t p = 0; p < l->npairs; p++) {
			const char *label = sheet_cell(&l->records[i],
			    l->pairs[p].label);
			const struct field *f = header_field(in, form, label);

			if (f == NULL)
				continue;
			labels.present[f - form->fields] = true;
			labels.own[f - form->fields] |= !header_is_alias(in,
			    form, f, label);
		}
	return labels;
}

/* One label and its content. */
static void
take_pair(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet_record *r,
    const struct key_value *l, size_t pair, struct row *row,
    const struct labels *labels)
{
	size_t label_at = l->pairs[pair].label;
	size_t content_at = l->pairs[pair].content;
	const char *label = sheet_cell(r, label_at);
	const char *content = sheet_cell(r, content_at);
	const struct field *f = header_field(in, src->form, label);
	struct finding at = { .studio = fo->code, .file = src->shown, .sheet = src->sheet,
	    .line = r->line, .row = r->row,
	    .column = l->pairs[pair].shown + 1 };
	bool alias;
	size_t i;

	if (f == NULL) {
		if (text_blank(content))
			return;	/* a heading between, a note below */
		at.value = text_blank(label) ? log_stray(in, src->form,
		    content) : log_value(in, NULL, label);
		if (text_blank(label))
			log_finding(in, FINDING_HEADER_EMPTY, &at);
		else
			header_unknown(in, header_like(src->form, label,
			    labels->present), &at);
		return;
	}
	i = (size_t)(f - src->form->fields);
	alias = header_is_alias(in, src->form, f, label);
	at.field = f->name;
	if (labels->seen[i] || (alias && labels->own[i])) {
		if (text_blank(content))
			return;
		at.column = content_at + 1;
		at.value = log_value(in, f, content);
		if (alias && labels->own[i]) {
			at.detail = header_alias_detail(in, f, label);
			log_position(in, header_fold(&in->each, label),
			    at.column, r->line, r->row);
		}
		log_finding(in, FINDING_HEADER_REPEATED, &at);
		return;
	}
	labels->seen[i] = true;
	if (alias)
		log_change(in, &at, NULL, label, f->name, "按别名");
	at.column = content_at + 1;
	log_position(in, f->name, at.column, r->line, r->row);
	row_cell(in, row, src->form, f, r, 0, &at);
}

/* A vertical form that was laid out as a table: its first row counts. */
static struct row *
read_as_table(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s)
{
	struct row *row = NULL;
	struct table t;

	if (!table_find(in, fo, src, s, false, &t))
		return NULL;
	for (size_t i = t.record + 1; i < s->nrecords; i++) {
		const struct sheet_record *r = &s->records[i];

		if (row == NULL)
			row = row_read(in, src, s, &t, i, fo->code);
		else if (t.kinds[i] == RECORD_DATA ||
		    t.kinds[i] == RECORD_SHIFTED)
			log_finding(in, FINDING_IDENTITY_REPEATED, &(struct finding){
			    .studio = fo->code, .file = src->shown, .sheet = src->sheet,
			    .line = r->line, .row = r->row,
			    .detail = "这张表只应有一行，本行未采用" });
	}
	return row;
}

struct row *
key_value_read(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s,
    const struct key_value *l)
{
	const struct form *form = src->form;
	struct row *row;
	struct labels labels;
	bool any = false;

	if (l->npairs == 0)
		return read_as_table(in, fo, src, s);
	if (l->first >= s->nrecords) {
		log_finding(in, FINDING_FILE_EMPTY, &(struct finding){
		    .studio = fo->code, .file = src->shown, .sheet = src->sheet });
		return NULL;
	}
	labels = labels_of(in, form, s, l);
	row = row_new(in, src, &l->records[l->first]);
	for (size_t i = l->first; i < s->nrecords; i++)
		for (size_t p = 0; p < l->npairs; p++)
			take_pair(in, fo, src, &l->records[i], l, p, row,
			    &labels);
	log_layout(in, src);
	for (size_t i = 0; i < form->nfields; i++)
		any |= labels.seen[i];
	if (!any) {
		header_missing(in, fo, src, s);
		return NULL;
	}
	for (size_t i = 0; i < form->nfields; i++)
		if (!labels.seen[i] && form->fields[i].required)
			log_finding(in, FINDING_COLUMN_MISSING, &(struct finding){
			    .studio = fo->code, .file = src->shown, .sheet = src->sheet,
			    .field = form->fields[i].name,
			    .detail = arena_printf(&in->cells,
			    "缺少必填的“%s”一项，按空处理",
			    form->fields[i].name) });
	row_attachments(in, src, row, fo->code);
	return row;
}
