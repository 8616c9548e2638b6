#include "intake/sorting.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* ---- too wide ---------------------------------------------------------------- */

/*
 * Put what is surplus to the last cell: it was one text, and the file's
 * separator stood in it.
 */
static void
join_surplus(struct sorting *o, struct sheet_record *r)
{
	size_t last = o->t->width - 1;
	const char *mark = o->s->separator;
	bool text = mark != NULL && !text_blank(mark);
	struct buf b = { 0 };

	for (size_t i = last; i < r->ncells; i++) {
		if (text_blank(r->cells[i]) && (b.len == 0 || !text))
			continue;
		if (b.len > 0)
			buf_adds(&b, text ? mark : " ");
		buf_adds(&b, r->cells[i]);
	}
	row_put(&o->in->each, r, last, arena_strdup(&o->in->each, buf_str(&b)),
	    SHEET_CELL_TEXT, "并入右边多出的格");
	r->ncells = o->t->width;
	buf_free(&b);
}

static void
tell_headless(struct sorting *o, const struct sheet_record *r, size_t column)
{
	struct finding f = sorting_at(o, r, column);

	f.value = log_stray(o->in, o->src->form, r->cells[column]);
	log_finding(o->in, FINDING_HEADER_EMPTY, &f);
}

/* Cells right of the last heading; *told: the columns told of already. */
static void
sort_wide(struct sorting *o, size_t i, struct buf *told)
{
	struct table *t = o->t;
	struct sheet_record *r = &o->s->records[i];
	size_t surplus = row_surplus(t, r);
	const struct field *last = t->fields[t->width - 1];

	if (surplus == NO_COLUMN)
		return;
	if (row_invalid(&o->scratch, o->src->form, t, r) != NULL) {
		t->kinds[i] = RECORD_SHIFTED;	/* row_read tells */
	} else if (last != NULL && last->type == FIELD_TEXT) {
		join_surplus(o, r);
	} else {
		while (told->len <= surplus)
			buf_addc(told, '\0');
		if (told->data[surplus] == '\0')
			tell_headless(o, r, surplus);
		told->data[surplus] = 1;
	}
	arena_reset(&o->scratch);
}

/* Whether a column without a heading numbers the rows, as pandas does: 0, 1, 2 … */
static bool
is_numbering(const struct sorting *o, size_t column)
{
	const struct table *t = o->t;
	size_t n = 0;
	long first = 0;

	for (size_t i = t->record + 1; i < o->s->nrecords; i++) {
		const char *s = sheet_cell(&o->s->records[i], column);
		char *end;
		long value;

		if (t->kinds[i] != RECORD_DATA)
			continue;
		value = strtol(s, &end, 10);
		if (n == 0)
			first = value;
		if (end == s || *end != '\0' || (first != 0 && first != 1) ||
		    value - first != (long)n++)
			return false;
	}
	return n > 0;
}

/*
 * The first record that has a value in each column without a heading, or
 * NULL: each cell is looked at once, however wide the heading.
 */
static const struct sheet_record **
first_headless(const struct sorting *o)
{
	const struct table *t = o->t;
	const struct sheet_record **first = arena_alloc(&o->in->each,
	    (t->width + 1) * sizeof(*first));

	for (size_t i = t->record + 1; i < o->s->nrecords; i++) {
		const struct sheet_record *r = &o->s->records[i];
		size_t n = r->ncells < t->width ? r->ncells : t->width;

		if (t->kinds[i] != RECORD_DATA && t->kinds[i] != RECORD_BLANK)
			continue;
		for (size_t k = 0; k < n; k++)
			if (t->columns[k] == COLUMN_HEADLESS &&
			    first[k] == NULL && !text_blank(r->cells[k]))
				first[k] = r;
	}
	return first;
}

/* Columns between the headings that have none: told at their first value. */
static void
tell_between(struct sorting *o)
{
	const struct table *t = o->t;
	const struct sheet_record **first;
	bool any = false;

	for (size_t k = 0; k < t->width; k++)
		any |= t->columns[k] == COLUMN_HEADLESS;
	first = any ? first_headless(o) : NULL;
	for (size_t k = 0; any && k < t->width; k++)
		if (t->columns[k] == COLUMN_HEADLESS && first[k] != NULL &&
		    !is_numbering(o, k))
			tell_headless(o, first[k], k);
}

/* ---- all ------------------------------------------------------------------------ */

/* The column of the first required field, or NO_COLUMN. */
static size_t
key_column(const struct form *f, const struct table *t)
{
	for (size_t i = 0; i < f->nfields; i++) {
		if (!f->fields[i].required)
			continue;
		for (size_t k = 0; k < t->n; k++)
			if (t->headings[k].field == &f->fields[i])
				return t->headings[k].column;
		return NO_COLUMN;
	}
	return NO_COLUMN;
}

static void
sort_records(struct sorting *o)
{
	struct table *t = o->t;
	const struct sheet *s = o->s;
	bool prefilled = false, wide = false;
	struct buf told = { 0 };

	above_merged(o);
	for (size_t i = t->record + 1; i < s->nrecords; i++) {
		t->kinds[i] = (unsigned char)no_data_kind(o, &s->records[i]);
		prefilled |= t->kinds[i] == RECORD_PREFILLED;
		wide |= s->records[i].ncells > t->width;
	}
	if (prefilled)
		no_data_prefilled(o);
	above_fill(o);
	for (size_t i = t->record + 1; wide && i < s->nrecords; i++)
		if (t->kinds[i] == RECORD_DATA &&
		    s->records[i].ncells > t->width)
			sort_wide(o, i, &told);
	tell_between(o);
	buf_free(&told);
}

/* A heading and no row below it that counts, nor one that could not. */
static void
tell_empty(struct sorting *o)
{
	const struct table *t = o->t;

	if (o->src->form->optional)
		return;
	for (size_t i = t->record + 1; i < o->s->nrecords; i++)
		if (t->kinds[i] == RECORD_DATA || t->kinds[i] == RECORD_SHIFTED)
			return;
	log_finding(o->in, FINDING_TABLE_EMPTY, &(struct finding){
	    .studio = o->fo->code, .file = o->src->shown,
	    .sheet = o->src->sheet, .line = o->s->records[t->heading].line,
	    .row = o->s->records[t->heading].row });
}

bool
table_find(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s, bool root,
    struct table *t)
{
	struct sorting o = { .in = in, .fo = fo, .src = src, .s = s, .t = t };

	if (!header_find(in, fo, src, s, root, t))
		return false;
	t->kinds = arena_alloc(&in->each, s->nrecords);
	o.key = key_column(src->form, t);
	columns_prove(s, t);
	sort_records(&o);
	no_data_tell(&o);
	above_tell(&o);
	tell_empty(&o);
	choices_join(in, fo, src, s, t);
	columns_look(in, fo, src, s, t);
	arena_free(&o.scratch);
	return true;
}
