#include "intake/tree.h"

#include <string.h>

#include "base/text.h"
#include "intake/private.h"

/*
 * What the files of the tree are, by their names and those of their sheets:
 * whose they are follows from that (discover.c).
 */

static bool
is_identity(const struct form *f)
{
	return f != NULL && strcmp(f->name, TABLE_STUDIO) == 0;
}

/* Another name of 工作室 in the root: by what is in it. */
static bool
is_of_all(struct intake *in, const struct tree_node *n,
    const struct file_name *name, const char *sheet)
{
	return name->alias && name->owner == NULL && *name->part == '\0' &&
	    n->parent->depth == 0 && nameless_lists(in, n, name->form, sheet);
}

/* By its sheets; a workbook that has none of a table's name: by its own. */
static enum node_role
book_role(struct intake *in, struct tree_node *n, const char *number)
{
	const struct tree_book *book = node_book(in, n);
	enum node_role role = ROLE_NONE;

	for (size_t i = 0; book != NULL && i < book->nsheets; i++) {
		struct file_name name, above;

		file_name_read(in, &in->each, book->sheets[i].name, false,
		    number, NULL, &name);
		if (is_identity(name.form) &&
		    !is_of_all(in, n, &name, book->sheets[i].name))
			return ROLE_SUBMISSION;
		file_name_read(in, &in->each, book->sheets[i].name, true,
		    number, NULL, &above);
		if (name.form != NULL || above.form != NULL)
			role = ROLE_TABLE;
	}
	return role;
}

static void
survey_file(struct intake *in, struct tree_node *n)
{
	const char *stem = file_stem(&in->each, n->name);
	const char *number = n->parent->name;
	enum file_type type = file_type(n->name);
	struct file_name name, above;

	if (n->garbled || n->inside ||
	    (type != FILE_TEXT && type != FILE_BOOK))
		return;
	if (type == FILE_BOOK)
		n->role = (unsigned char)book_role(in, n, number);
	file_name_read(in, &in->each, stem, false, number, NULL, &name);
	n->owner = name.owner != NULL ? arena_strdup(&in->run, name.owner) :
	    NULL;
	/* 基本信息-班01: the other way round. */
	if (n->owner == NULL && name.form != NULL && *name.part != '\0' &&
	    strcmp(name.form->name, TABLE_EXPERT) != 0)
		n->owner = arena_strdup(&in->run, name.part);
	if (n->role != ROLE_NONE)
		return;
	if (is_identity(name.form)) {
		n->role = is_of_all(in, n, &name, NULL) ? ROLE_TABLE :
		    ROLE_IDENTITY;
	} else if (name.form == NULL) {
		file_name_read(in, &in->each, stem, true, number, NULL,
		    &above);
		if (above.form != NULL)
			n->role = ROLE_TABLE;
	} else {
		n->role = ROLE_TABLE;
	}
}

/* A file whose name has a mark of copies, beside the one that it copies. */
static void
find_original(struct intake *in, struct tree_node *n)
{
	const char *want;

	if (n->role == ROLE_NONE && n->kind != NODE_ARCHIVE)
		return;
	want = file_name_original(&in->each, file_stem(&in->each, n->name));
	for (size_t i = 0; want != NULL && i < n->parent->nchildren; i++) {
		const struct tree_node *sibling = n->parent->children[i];
		enum file_type type = file_type(sibling->name);

		if (sibling == n || sibling->kind != n->kind ||
		    sibling->garbled || (type != FILE_TEXT &&
		    type != FILE_BOOK && type != FILE_ZIP) ||
		    strcmp(text_nfkc(&in->each, file_stem(&in->each,
		    sibling->name)), want) != 0)
			continue;
		if (n->copy_of == NULL)
			n->copy_of = sibling;
	}
}

void
survey(struct intake *in, struct tree_node *folder)
{
	for (size_t i = 0; i < folder->nchildren; i++) {
		struct tree_node *n = folder->children[i];

		if (n->kind == NODE_FILE)
			survey_file(in, n);
		else if (node_is_folder(n) && n->depth <= TREE_DEPTH)
			survey(in, n);
	}
	for (size_t i = 0; i < folder->nchildren; i++) {
		struct tree_node *n = folder->children[i];

		find_original(in, n);
		if (n->copy_of != NULL)
			continue;
		folder->nidentities += n->kind == NODE_FILE ?
		    n->role >= ROLE_IDENTITY : n->nidentities;
		folder->ntables += n->kind == NODE_FILE ?
		    n->role != ROLE_NONE : n->ntables;
	}
	arena_reset(&in->each);
}
