#include "intake/private.h"

/* Texts whose names mean nothing: their headings may. */

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
	if (node_sheets(&in->reader, n, &in->file, &file, &status, &why) == -1 ||
	    status != SHEET_OK || file.nsheets != 1 ||
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
