#include "intake/private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define COLUMN_SERIAL "序号"	/* numbers the rows of a form, says nothing */

/* Drop a bracketed part: （平方米）, [必填], 【人】. */
static void
cut_brackets(char *s)
{
	static const struct { const char *open, *close; } pairs[] = {
		{ "(", ")" }, { "[", "]" }, { "【", "】" }, { "〔", "〕" },
		{ "<", ">" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		char *open, *close;

		while ((open = strstr(s, pairs[i].open)) != NULL &&
		    (close = strstr(open, pairs[i].close)) != NULL) {
			close += strlen(pairs[i].close);
			(void)memmove(open, close, strlen(close) + 1);
		}
	}
}

/* Drop every one of the marks at both ends. */
static char *
cut_marks(char *s)
{
	static const char *const marks[] = { "*", "★", "☆", "※", "●", "▲", ":",
	    "、", ".", NULL };
	bool again = true;

	while (again) {
		size_t len = strlen(s);

		again = false;
		for (size_t i = 0; marks[i] != NULL && !again; i++) {
			size_t n = strlen(marks[i]);

			if (len < n)
				continue;
			if (strncmp(s, marks[i], n) == 0)
				s += n;
			else if (strcmp(s + len - n, marks[i]) == 0)
				s[len - n] = '\0';
			else
				continue;
			again = true;
		}
	}
	return s;
}

char *
header_fold(struct arena *a, const char *s)
{
	char *fold = text_fold(a, s), *whole = arena_strdup(a, fold);

	for (char *p = fold; *p != '\0'; p++)
		*p = (char)toupper((unsigned char)*p);
	cut_brackets(fold);
	fold = cut_marks(fold);
	return *fold != '\0' ? fold : whole;
}

bool
header_is(struct intake *in, const char *raw, const char *word)
{
	return strcmp(raw, word) == 0 || (!text_blank(raw) &&
	    strcmp(header_fold(&in->each, raw), word) == 0);
}

const struct field *
header_field(struct intake *in, const struct form *f, const char *raw)
{
	const char *const *folds = form_table_of(in, f)->folds;
	const char *fold;

	for (size_t i = 0; i < f->nfields; i++)
		if (strcmp(f->fields[i].name, raw) == 0)
			return &f->fields[i];
	if (text_blank(raw))
		return NULL;
	fold = header_fold(&in->each, raw);
	for (size_t i = 0; i < f->nfields; i++)
		if (strcmp(folds[i], fold) == 0)
			return &f->fields[i];
	return NULL;
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

		if (field != NULL && !seen[field - f->fields]) {
			seen[field - f->fields] = true;
			count++;
		} else if (!text_blank(r->cells[i])) {
			*all = false;
		}
	}
	return count;
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
	return where;
}

static struct finding
at_heading(const struct folder *fo, const struct source *src,
    const struct sheet_record *r, size_t column)
{
	return (struct finding){ .studio = fo->code, .file = src->shown, .sheet = src->sheet,
	    .line = r->line, .row = r->row, .column = column + 1 };
}

/* A column whose heading is empty: told once, at its first value. */
static void
tell_headless(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s, size_t header,
    size_t column)
{
	for (size_t i = header + 1; i < s->nrecords; i++) {
		const char *value = sheet_cell(&s->records[i], column);
		struct finding f = at_heading(fo, src, &s->records[i], column);

		if (text_blank(value))
			continue;
		f.value = log_stray(in, src->form, value);
		log_finding(in, FINDING_HEADER_EMPTY, &f);
		return;
	}
}

/* Widest record of the table, in cells. */
static size_t
width(const struct sheet *s, size_t from)
{
	size_t n = 0;

	for (size_t i = from; i < s->nrecords; i++)
		if (s->records[i].ncells > n)
			n = s->records[i].ncells;
	return n;
}

static void
tell_missing(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet_record *r,
    const struct header *h)
{
	const struct form *form = src->form;

	for (size_t i = 0; i < form->nfields; i++) {
		const struct field *field = &form->fields[i];
		struct finding f = at_heading(fo, src, r, 0);
		bool found = false;

		for (size_t k = 0; k < h->n && !found; k++)
			found = h->headings[k].field == field;
		if (found || !field->required)
			continue;
		f.column = 0;
		f.field = field->name;
		f.detail = arena_printf(&in->cells,
		    "缺少必填的“%s”一列，按空处理", field->name);
		log_finding(in, FINDING_COLUMN_MISSING, &f);
	}
}

/* What column of the heading is: a field, 工作室, or told to be unread. */
static void
take_column(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet_record *r, size_t column,
    bool root, struct header *h)
{
	const char *raw = r->cells[column];
	const struct field *field = header_field(in, src->form, raw);
	struct finding f = at_heading(fo, src, r, column);
	bool again = false;

	f.value = log_value(in, NULL, raw);
	if (field == NULL && root && header_is(in, raw, FIELD_STUDIO)) {
		again = h->studio != NO_COLUMN;
		if (!again)
			h->studio = column;
	} else if (field != NULL) {
		f.field = field->name;
		for (size_t i = 0; i < h->n; i++)
			again |= h->headings[i].field == field;
		if (!again)
			h->headings[h->n++] =
			    (struct heading){ .column = column,
			    .field = field };
	} else if (!header_is(in, raw, COLUMN_SERIAL)) {
		log_finding(in, FINDING_HEADER_UNKNOWN, &f);
	}
	if (again)
		log_finding(in, FINDING_HEADER_REPEATED, &f);
}

bool
header_find(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s, bool root,
    struct header *h)
{
	const struct sheet_record *r;
	size_t ncolumns;

	*h = (struct header){ .studio = NO_COLUMN };
	h->record = find_record(in, src->form, s);
	if (h->record == NO_COLUMN) {
		log_finding(in, FINDING_HEADER_MISSING, &(struct finding){
		    .studio = fo->code, .file = src->shown, .sheet = src->sheet });
		return false;
	}
	r = &s->records[h->record];
	h->headings = arena_alloc(&in->each,
	    (r->ncells + 1) * sizeof(*h->headings));
	ncolumns = width(s, h->record);
	for (size_t i = 0; i < ncolumns; i++)
		if (text_blank(sheet_cell(r, i)))
			tell_headless(in, fo, src, s, h->record, i);
		else
			take_column(in, fo, src, r, i, root, h);
	tell_missing(in, fo, src, r, h);
	for (size_t i = 0; i < h->n; i++)
		log_position(in, src, h->headings[i].field->name,
		    h->headings[i].column + 1, 0, 0);
	columns_look(in, fo, src, s, h);
	return true;
}
