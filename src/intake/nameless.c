#include "intake/private.h"

#include <string.h>

#include "base/text.h"

/* Texts whose names mean nothing, or two things: their headings may. */

bool
nameless_is(const struct tree_node *n)
{
	enum file_type type;

	if (n->kind != NODE_FILE || n->role != ROLE_NONE || n->taken ||
	    n->garbled || n->inside || n->copy_of != NULL || n->book != NULL ||
	    n->status != SHEET_OK)
		return false;
	type = file_type(n->name);
	return type == FILE_TEXT || type == FILE_BOOK;
}

/* Whether one of the first rows has a heading 工作室. */
static bool
has_studio_column(struct intake *in, const struct sheet *s)
{
	for (size_t i = 0; i < s->nrecords && i < LOOK_RECORDS; i++)
		for (size_t k = 0; k < s->records[i].ncells; k++)
			if (header_is_studio(in, s->records[i].cells[k]))
				return true;
	return false;
}

const struct form *
nameless_form(struct intake *in, const struct tree_node *n, const bool *lacks,
    bool root)
{
	const struct form *found = NULL;
	struct sheets file = { 0 };
	enum sheet_status status;
	struct err why;

	arena_reset(&in->file);
	if (node_sheets(&in->reader, n, &in->file, &file, &status, &why) == -1) {
		log_refusal(in, &why);
		return NULL;
	}
	if (status != SHEET_OK || file.nsheets != 1 ||
	    (root && !has_studio_column(in, file.sheets)))
		return NULL;
	for (size_t i = 0; i < in->scheme->nforms; i++) {
		if ((lacks != NULL ? !lacks[i] : in->scheme->forms[i].vertical) ||
		    !header_is_of(in, &in->scheme->forms[i], file.sheets))
			continue;
		if (found != NULL)
			return NULL;
		found = &in->scheme->forms[i];
	}
	return found;
}

static size_t
count_words(const struct sheet_record *r)
{
	size_t n = 0;

	for (size_t k = 0; k < r->ncells; k++)
		n += !text_blank(r->cells[k]);
	return n;
}

/* A heading of more fields than other words, 编号 among them; its column. */
static bool
is_heading_of_all(struct intake *in, const struct form *f,
    const struct sheet_record *r, size_t *column)
{
	size_t fields = 0;
	bool found = false;

	for (size_t k = 0; k < r->ncells; k++) {
		const struct field *d = header_field(in, f, r->cells[k]);

		fields += d != NULL;
		if (d == NULL || strcmp(d->name, FIELD_CODE) != 0)
			continue;
		*column = k;
		found = true;
	}
	return found && 2 * fields > count_words(r);
}

/* Two rows are enough; a line of who filled it in has few cells. */
static bool
sheet_lists(struct intake *in, const struct form *f, const struct sheet *s)
{
	size_t column = 0, n = 0, i = 0, words;

	while (i < s->nrecords && i < LOOK_RECORDS &&
	    !is_heading_of_all(in, f, &s->records[i], &column))
		i++;
	if (i == s->nrecords || i == LOOK_RECORDS)
		return false;
	words = count_words(&s->records[i]);
	while (++i < s->nrecords && n < 2)
		n += !text_blank(sheet_cell(&s->records[i], column)) &&
		    2 * count_words(&s->records[i]) > words;
	return n == 2;
}

bool
nameless_lists(struct intake *in, const struct tree_node *n,
    const struct form *f, const char *name)
{
	struct sheets file = { 0 };
	enum sheet_status status;
	struct err why;

	arena_reset(&in->file);
	if (node_sheets(&in->reader, n, &in->file, &file, &status, &why) == -1) {
		log_refusal(in, &why);
		return false;
	}
	if (status != SHEET_OK)
		return false;
	for (size_t i = 0; i < file.nsheets; i++)
		if (name == NULL || (file.sheets[i].name != NULL &&
		    strcmp(file.sheets[i].name, name) == 0))
			return sheet_lists(in, f, &file.sheets[i]);
	return false;
}
