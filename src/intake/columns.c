#include "intake/private.h"

#include <string.h>

#include "base/text.h"

#define COLUMN_SERIAL	"序号"	/* numbers the rows of a form, says nothing */
#define COLUMN_PROBLEM	"问题"	/* last, of a table that was sent back */
#define COLUMN_MAXIMUM	"满分"	/* beside a point, so that one sees it */

/* 负责人-姓名: what stands behind the last mark, *mark; NULL: there is none. */
static const char *
last_part(const char *text, const char **mark)
{
	static const char *const marks[] = { "-", "_", "－", "—" };
	const char *part = NULL;

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		for (const char *p = text; (p = strstr(p, marks[i])) != NULL;) {
			const char *at = p;

			p += strlen(marks[i]);
			if (part != NULL && p <= part)
				continue;
			part = p;
			*mark = at;
		}
	return part;
}

/* The field that text means without its last mark, or only behind it. */
static const struct field *
part_field(struct intake *in, const struct form *f, const char *text)
{
	const char *mark, *part = last_part(text, &mark);
	const struct field *field;

	if (part == NULL || *part == '\0')
		return NULL;
	field = header_field(in, f, arena_printf(&in->each, "%.*s%s",
	    (int)(mark - text), text, part));
	return field != NULL ? field : header_field(in, f, part);
}

/* How many fields a record names; *all: it holds nothing else. */
static size_t
count_matches(struct intake *in, const struct form *f,
    const struct sheet_record *r, bool *all)
{
	bool *seen = arena_alloc(&in->each, f->nfields * sizeof(*seen));
	size_t count = 0;

	*all = true;
	for (size_t i = 0; i < r->ncells; i++) {
		const struct field *field = header_field(in, f, r->cells[i]);

		if (field == NULL)
			field = part_field(in, f, r->cells[i]);
		if (field != NULL && !seen[field - f->fields]) {
			seen[field - f->fields] = true;
			count++;
		} else if (!text_blank(r->cells[i])) {
			*all = false;
		}
	}
	return count;
}

/*
 * A heading of one field is one where that is a name, where the form asks for
 * no other, and where nothing stands beside it but what any table has: a list
 * of people.
 */
static bool
is_list_heading(struct intake *in, const struct form *f,
    const struct sheet_record *r)
{
	bool found = false;

	for (size_t i = 0; i < r->ncells; i++) {
		const struct field *field = header_field(in, f, r->cells[i]);

		if (field != NULL)
			found |= field->required &&
			    field_types[field->type].person;
		else if (!text_blank(r->cells[i]) &&
		    !header_is(in, r->cells[i], COLUMN_SERIAL) &&
		    !header_is_studio(in, r->cells[i]))
			return false;
	}
	for (size_t i = 0, required = 0; found && i < f->nfields; i++) {
		required += f->fields[i].required;
		found = required < 2;
	}
	return found;
}

/* The first record that names most fields; NO_COLUMN when none does. */
static size_t
find_record(struct intake *in, const struct form *f, const struct sheet *s)
{
	size_t best = 0, where = NO_COLUMN;
	size_t need = f->nfields < 2 ? 1 : 2;
	bool all = false;

	for (size_t i = 0; i < s->nrecords && i < LOOK_RECORDS; i++) {
		size_t n = count_matches(in, f, &s->records[i], &all);

		if (n >= need && n > best) {
			best = n;
			where = i;
		}
		if (n >= need && all)
			break;
	}
	for (size_t i = 0; where == NO_COLUMN && i < s->nrecords &&
	    i < LOOK_RECORDS; i++)
		if (is_list_heading(in, f, &s->records[i]))
			where = i;
	return where;
}

static struct finding
at_heading(const struct folder *fo, const struct source *src,
    const struct sheet_record *r, size_t column)
{
	return (struct finding){ .studio = fo->code, .file = src->shown,
	    .sheet = src->sheet, .line = r->line, .row = r->row,
	    .column = column + 1 };
}

static void
tell_missing(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet_record *r,
    const struct table *t)
{
	const struct form *form = src->form;

	for (size_t i = 0; i < form->nfields; i++) {
		const struct field *field = &form->fields[i];
		struct finding f = at_heading(fo, src, r, 0);
		bool found = false;

		for (size_t k = 0; k < t->n && !found; k++)
			found = t->headings[k].field == field;
		if (found || !field->required)
			continue;
		f.column = 0;
		f.field = field->name;
		f.detail = arena_printf(&in->cells,
		    "缺少必填的“%s”一列，按空处理", field->name);
		log_finding(in, FINDING_COLUMN_MISSING, &f);
	}
}

/*
 * The field of each column's heading.  One that says it only by its last part
 * (负责人-姓名) is that field where no other heading is.
 */
static void
find_fields(struct intake *in, const struct form *f, const char **texts,
    struct table *t)
{
	const struct field **parts = arena_alloc(&in->each,
	    (t->width + 1) * sizeof(*parts));
	size_t *named = arena_alloc(&in->each, f->nfields * sizeof(*named));

	for (size_t i = 0; i < t->width; i++) {
		t->fields[i] = header_field(in, f, texts[i]);
		parts[i] = t->fields[i] == NULL ?
		    part_field(in, f, texts[i]) : NULL;
		if (t->fields[i] != NULL || parts[i] != NULL)
			named[(t->fields[i] != NULL ? t->fields[i] :
			    parts[i]) - f->fields]++;
	}
	for (size_t i = 0; i < t->width; i++)
		if (parts[i] != NULL && named[parts[i] - f->fields] == 1)
			t->fields[i] = parts[i];
}

/* Headings that only help: they say nothing of the school's. */
static bool
is_help(struct intake *in, const struct form *f, const char *text, bool last)
{
	if (last && header_is(in, text, COLUMN_PROBLEM))
		return true;
	if (form_field(f, FIELD_POINT) != NULL &&
	    header_is(in, text, COLUMN_MAXIMUM))
		return true;
	return strcmp(f->name, TABLE_EXPERT) == 0 &&
	    header_is(in, text, FIELD_TITLE);
}

/* A heading that is none, and which field it may be meant for. */
static void
tell_unknown(struct intake *in, const struct form *form,
    const struct table *t, const char *text, struct finding *f)
{
	bool *present = arena_alloc(&in->cells, form->nfields *
	    sizeof(*present));
	const struct field *like;

	for (size_t i = 0; i < t->width; i++)
		if (t->fields[i] != NULL)
			present[t->fields[i] - form->fields] = true;
	for (size_t i = 0; i < t->nchoices; i++)
		present[t->choices[i].field - form->fields] = true;
	like = header_like(form, text, present);
	header_unknown(in, like, f);
}

/*
 * Whether the column is headed by another name of a field (别名) whose own
 * name stands over another column.
 */
static bool
yields(struct intake *in, const struct form *f, const char *const *texts,
    const struct table *t, size_t column)
{
	const struct field *field = t->fields[column];

	if (!header_is_alias(in, f, field, texts[column]))
		return false;
	for (size_t i = 0; i < t->width; i++)
		if (t->fields[i] == field &&
		    !header_is_alias(in, f, field, texts[i]))
			return true;
	return false;
}

/* What the column is: a field, 工作室, a help, or told to be unread. */
static void
take_column(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet_record *r, size_t column,
    const char *const *texts, bool root, struct table *t)
{
	const struct field *field = t->fields[column];
	const char *text = texts[column];
	struct finding f = at_heading(fo, src, r, column);
	bool again = false;

	f.value = log_value(in, NULL, text);
	t->columns[column] = COLUMN_UNKNOWN;
	if (field == NULL && root && header_is_studio(in, text)) {
		again = t->studio != NO_COLUMN;
		if (!again) {
			t->studio = column;
			t->columns[column] = COLUMN_STUDIO;
			if (!header_is(in, text, FIELD_STUDIO))
				log_change(in, &f, NULL, text, FIELD_STUDIO,
				    "按别名");
		}
	} else if (field != NULL) {
		f.field = field->name;
		again = yields(in, src->form, texts, t, column);
		if (again) {
			f.detail = header_alias_detail(in, field, text);
			log_position(in, header_fold(&in->each, text),
			    column + 1, 0, 0);
		}
		for (size_t i = 0; i < t->n; i++)
			again |= t->headings[i].field == field;
		if (again) {
			t->fields[column] = NULL;
		} else {
			t->columns[column] = COLUMN_FIELD;
			t->headings[t->n++] = (struct heading){
			    .column = column, .field = field };
		}
	} else if (header_is(in, text, COLUMN_SERIAL)) {
		t->columns[column] = COLUMN_HELP;
		if (t->serial == NO_COLUMN)
			t->serial = column;
	} else if (is_help(in, src->form, text, column + 1 == t->width)) {
		t->columns[column] = COLUMN_HELP;
	} else if (!choices_column(in, src->form, text, column, t)) {
		tell_unknown(in, src->form, t, text, &f);
	}
	if (again)
		log_finding(in, FINDING_HEADER_REPEATED, &f);
}

/*
 * Note a heading that is a field only as it was read: joined of two records,
 * without quotation marks …
 */
static void
note_heading(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet_record *r,
    const struct heading *c, const char *text)
{
	const struct sheet_mend *mend = row_mend(r, c->column);
	struct finding f = at_heading(fo, src, r, c->column);

	f.field = c->field->name;
	if (mend != NULL && header_field(in, src->form, mend->written) == NULL)
		log_change(in, &f, NULL, mend->written, c->field->name,
		    mend->rule);
	else if (header_field(in, src->form, text) == NULL)
		log_change(in, &f, NULL, text, c->field->name, "取表头的末段");
	else if (header_is_alias(in, src->form, c->field, text))
		log_change(in, &f, NULL, text, c->field->name, "按别名");
}

/* The columns up to the last heading; texts of each. */
static const char **
read_texts(struct intake *in, const struct sheet *s, struct table *t)
{
	size_t n = s->records[t->heading].ncells;
	const char **texts;

	if (s->records[t->record].ncells > n)
		n = s->records[t->record].ncells;
	texts = arena_alloc(&in->each, (n + 1) * sizeof(*texts));
	for (size_t i = 0; i < n; i++) {
		texts[i] = header_text(in, s, t->heading, t->record, i);
		if (!text_blank(texts[i]))
			t->width = i + 1;
	}
	return texts;
}

bool
header_find(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s, bool root,
    struct table *t)
{
	const struct sheet_record *r;
	const char **texts;

	*t = (struct table){ .studio = NO_COLUMN, .serial = NO_COLUMN };
	t->heading = t->record = find_record(in, src->form, s);
	if (t->heading == NO_COLUMN) {
		header_missing(in, fo, src, s);
		return false;
	}
	header_rows(in, src->form, s, &t->heading, &t->record);
	r = &s->records[t->heading];
	texts = read_texts(in, s, t);
	t->columns = arena_alloc(&in->each, t->width + 1);
	t->fields = arena_alloc(&in->each,
	    (t->width + 1) * sizeof(*t->fields));
	t->headings = arena_alloc(&in->each,
	    (t->width + 1) * sizeof(*t->headings));
	find_fields(in, src->form, texts, t);
	for (size_t i = 0; i < t->width; i++)
		if (!text_blank(texts[i]))
			take_column(in, fo, src, r, i, texts, root, t);
	tell_missing(in, fo, src, r, t);
	for (size_t i = 0; i < t->n; i++) {
		const struct heading *c = &t->headings[i];

		log_position(in, c->field->name, c->column + 1, 0, 0);
		if (choices_make(t, c->field))
			continue;	/* its cells are noted */
		note_heading(in, fo, src, text_blank(sheet_cell(
		    &s->records[t->record], c->column)) ? r :
		    &s->records[t->record], c, texts[c->column]);
	}
	log_layout(in, src);
	return true;
}
