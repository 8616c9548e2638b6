#include "intake/private.h"

#include <string.h>

#include "base/text.h"

/*
 * Sites that collect forms give each value of a 多选 a column of its own,
 * 荣誉/甲奖, 荣誉/乙奖, with 1 or 0 in it.
 */

/* The value of the field that s is, or NULL. */
static const char *
value_of(struct arena *a, const struct field *f, const char *s)
{
	const char *fold = text_fold(a, s);

	for (size_t i = 0; i < f->nvalues; i++)
		if (strcmp(text_fold(a, f->values[i]), fold) == 0)
			return f->values[i];
	return NULL;
}

static bool
has_heading(const struct table *t, const struct field *f)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->headings[i].field == f)
			return true;
	return false;
}

bool
choices_make(const struct table *t, const struct field *f)
{
	for (size_t i = 0; i < t->nchoices; i++)
		if (t->choices[i].field == f)
			return true;
	return false;
}

/*
 * The field and value of a heading 荣誉/甲奖, or 第一组/荣誉/甲奖 where questions are
 * in groups; NULL: it is none.
 */
static const struct field *
field_of(struct intake *in, const struct form *form, const char *text,
    const char **value)
{
	char *question = text_nfkc(&in->each, text);
	char *slash = strrchr(question, '/'), *group;
	const struct field *f;

	if (slash == NULL)
		return NULL;
	*slash = '\0';
	f = header_field(in, form, question);
	group = strrchr(question, '/');
	if (f == NULL && group != NULL)
		f = header_field(in, form, group + 1);
	if (f == NULL || !field_types[f->type].many)
		return NULL;
	*value = value_of(&in->each, f, slash + 1);
	return *value != NULL ? f : NULL;
}

bool
choices_column(struct intake *in, const struct form *form, const char *text,
    size_t column, struct table *t)
{
	const char *value;
	const struct field *f = field_of(in, form, text, &value);

	if (f == NULL)
		return false;
	t->columns[column] = COLUMN_HELP;
	if (has_heading(t, f) && !choices_make(t, f))
		return true;	/* a column has them all already */
	if (!has_heading(t, f)) {
		t->columns[column] = COLUMN_FIELD;
		t->fields[column] = f;
		t->headings[t->n++] = (struct heading){ .column = column,
		    .field = f };
	}
	arena_grow(&in->each, &t->choices, &t->choices_cap, t->nchoices,
	    sizeof(*t->choices));
	t->choices[t->nchoices++] = (struct choice_column){ .column = column,
	    .field = f, .value = value };
	return true;
}

/* Whether the value's cell says that it was chosen; told when it says no word. */
static bool
is_chosen(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet_record *r,
    const struct choice_column *c)
{
	const char *raw = sheet_cell(r, c->column), *fold;
	int verdict;

	if (text_blank(raw))
		return false;
	fold = text_fold(&in->cells, raw);
	verdict = choice_verdict(fold);
	if (verdict == -1 && strcmp(fold, text_fold(&in->cells,
	    c->value)) != 0)
		log_finding(in, FINDING_CELL_NOT_YESNO, &(struct finding){
		    .studio = fo->code, .file = src->shown,
		    .sheet = src->sheet, .line = r->line, .row = r->row,
		    .column = c->column + 1, .field = c->field->name,
		    .value = log_value(in, c->field, raw) });
	else
		return verdict != 0;
	return false;
}

void
choices_join(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s, const struct table *t)
{
	struct buf b = { 0 };

	for (size_t k = 0; k < t->n && t->nchoices > 0; k++) {
		const struct heading *h = &t->headings[k];

		if (!choices_make(t, h->field))
			continue;
		for (size_t i = t->record + 1; i < s->nrecords; i++) {
			if (t->kinds[i] != RECORD_DATA)
				continue;
			buf_reset(&b);
			for (size_t c = 0; c < t->nchoices; c++)
				if (t->choices[c].field == h->field &&
				    is_chosen(in, fo, src, &s->records[i],
				    &t->choices[c]))
					buf_addf(&b, "%s%s", b.len == 0 ? "" :
					    "、", t->choices[c].value);
			row_put(&in->each, &s->records[i], h->column,
			    arena_strdup(&in->each, buf_str(&b)),
			    SHEET_CELL_TEXT, "各选项的列合成一格");
		}
	}
	buf_free(&b);
}
