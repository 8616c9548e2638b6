#include "intake/private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"

/*
 * Whose a file is.  A studio is a folder that holds its identity, or a
 * workbook that does, or files with its number before their names; what lies
 * above the studios is passed through, and tables there are of all.
 */

/* What stands in a folder itself. */
struct content {
	size_t identities;	/* files that say who somebody is: */
	size_t plain;		/* 基本信息 */
	size_t owned;		/* 班01-基本信息: of one, or of two and more */
	size_t books;		/* workbooks that are a studio */
	size_t tables;		/* files named as tables, of all kinds */
	struct tree_node *book;
	const char *owner;
};

static void
count(struct content *c, struct tree_node *n)
{
	c->tables += n->role != ROLE_NONE;
	c->identities += n->role >= ROLE_IDENTITY;
	if (n->role == ROLE_SUBMISSION) {
		c->books++;
		c->book = n;
	} else if (n->role == ROLE_IDENTITY && n->owner == NULL) {
		c->plain++;
	} else if (n->role == ROLE_IDENTITY) {
		if (c->owner == NULL || strcmp(c->owner, n->owner) != 0)
			c->owned++;
		c->owner = n->owner;
	}
}

static struct content
content_of(const struct tree_node *folder)
{
	struct content c = { 0 };

	for (size_t i = 0; i < folder->nchildren; i++)
		if (folder->children[i]->kind == NODE_FILE &&
		    folder->children[i]->copy_of == NULL)
			count(&c, folder->children[i]);
	return c;
}

/* ---- studios --------------------------------------------------------------------- */

static struct folder *
new_folder(struct intake *in, struct batch *b, struct tree_node *home)
{
	struct folder *fo;

	arena_grow(&in->run, &b->folders, &b->folders_cap, b->nfolders,
	    sizeof(*b->folders));
	fo = &b->folders[b->nfolders];
	*fo = (struct folder){ .home = home, .order = b->nfolders++,
	    .has_entries = true };
	fo->shown = node_shown(&in->run, home);
	return fo;
}

/* The name of a folder, or of a .zip without its extension. */
static const char *
folder_name(struct intake *in, const struct tree_node *n)
{
	return text_trim(&in->run, n->kind == NODE_ARCHIVE ?
	    file_stem(&in->each, n->name) : n->name);
}

/* The batch itself is one studio's: its name is that of the path. */
static const char *
batch_name(struct intake *in)
{
	char *real = realpath(in->reader.batch, NULL);
	bool garbled;
	const char *name;
	struct err why;

	if (real == NULL) {
		(void)err_errno(&why, errno, "无法读取 %s", in->reader.batch);
		log_refusal(in, &why);
	}
	name = node_name(&in->run, path_base(real != NULL ? real :
	    in->reader.batch), &garbled);
	free(real);
	return name;
}

/* Whether there is any file in it, or below. */
static bool
has_files(const struct tree_node *folder)
{
	for (size_t i = 0; i < folder->nchildren; i++)
		if (!node_is_folder(folder->children[i]) ||
		    has_files(folder->children[i]))
			return true;
	return folder->refused != NULL ||
	    !folder->listed;	/* it lies too deep */
}

/* Whether no table is twice below the folder; seen: one a form. */
static bool
has_each_once(struct intake *in, const struct tree_node *folder, bool *seen)
{
	for (size_t i = 0; i < folder->nchildren; i++) {
		const struct tree_node *n = folder->children[i];
		struct file_name name;
		const char *stem;
		size_t form;

		if (node_is_folder(n)) {
			if (!has_each_once(in, n, seen))
				return false;
			continue;
		}
		if (n->role == ROLE_NONE || n->copy_of != NULL)
			continue;
		stem = file_stem(&in->each, n->name);
		file_name_read(in, &in->each, stem, false, NULL, NULL, &name);
		if (name.form == NULL || n->book != NULL)
			return false;
		form = (size_t)(name.form - in->scheme->forms);
		if (seen[form])
			return false;
		seen[form] = true;
	}
	return true;
}

/*
 * A studio that gives each table a folder: that of the identity has nothing
 * but this, and no table is in two of them.
 */
static bool
is_split(struct intake *in, const struct tree_node *folder)
{
	for (size_t i = 0; i < folder->nchildren; i++)
		if (node_is_folder(folder->children[i]) &&
		    folder->children[i]->nidentities == 1 &&
		    folder->children[i]->ntables > 1)
			return false;
	return has_each_once(in, folder, arena_alloc(&in->each,
	    in->scheme->nforms * sizeof(bool)));
}

/*
 * A folder around one studio's: whatever else is in it, no other folder there
 * has a table, or each has another one.
 */
static bool
is_wrapper(struct intake *in, const struct tree_node *folder)
{
	size_t n = 0;

	if (folder->parent == NULL || folder->nidentities != 1)
		return false;	/* which may have very many children */
	for (size_t i = 0; i < folder->nchildren; i++)
		n += node_is_folder(folder->children[i]) &&
		    folder->children[i]->ntables > 0 &&
		    folder->children[i]->copy_of == NULL;
	return n == 1 || (n > 1 && is_split(in, folder));
}

/* A studio's folder, named by the topmost one with nothing else in it. */
static void
take_home(struct intake *in, struct batch *b, struct tree_node *home)
{
	struct folder *fo = new_folder(in, b, home);
	struct tree_node *top = home;

	while (home->nidentities > 0 && top->parent != NULL &&
	    is_wrapper(in, top->parent)) {
		top = top->parent;
		top->passed = false;	/* what lies there is the studio's */
	}
	top->taken = true;
	fo->top = top;
	fo->has_entries = has_files(home);
	fo->name = home->parent == NULL ? batch_name(in) :
	    folder_name(in, top);
}

static void
take_book(struct intake *in, struct batch *b, struct tree_node *book)
{
	struct folder *fo = new_folder(in, b, book->parent);

	fo->book = book;
	fo->shown = node_shown(&in->run, book);
	fo->name = file_name_number(&in->run, book->name);
}

static void
take_owner(struct intake *in, struct batch *b, struct tree_node *sign)
{
	struct folder *fo = new_folder(in, b, sign->parent);

	fo->sign = sign;
	fo->owner = fo->name = sign->owner;
}

/* Studios that are files in a folder which is passed through. */
static void
take_files(struct intake *in, struct batch *b, struct tree_node *folder)
{
	for (size_t i = 0; i < folder->nchildren; i++) {
		struct tree_node *n = folder->children[i];
		bool again = false;

		if (n->kind != NODE_FILE || n->copy_of != NULL)
			continue;
		if (n->role == ROLE_SUBMISSION)
			take_book(in, b, n);
		if (n->role != ROLE_IDENTITY || n->owner == NULL)
			continue;
		for (size_t k = b->nfolders; k > 0 && !again &&
		    b->folders[k - 1].home == folder; k--)
			again = b->folders[k - 1].owner != NULL &&
			    strcmp(b->folders[k - 1].owner, n->owner) == 0;
		if (!again)
			take_owner(in, b, n);
	}
}

/* ---- folders ----------------------------------------------------------------------- */

/* Whether a folder below the batch is a studio's. */
static bool
is_home(const struct tree_node *folder, const struct content *c)
{
	size_t below = folder->nidentities - c->identities;

	if (c->books > 1 || c->owned > 1)
		return false;
	if (folder->nidentities > 0)	/* a workbook may lie among others' folders */
		return c->plain > 0 || (c->identities > 0 && below < 2);
	/* Nobody says who it is: the topmost with a table, or with nothing. */
	return c->tables > 0 || folder->ntables == 0;
}

/* What stands behind the owner's name: -成员.csv of 班01-成员.csv. */
static const char *
behind_owner(const struct tree_node *n)
{
	size_t len = n->owner != NULL ? strlen(n->owner) : 0;

	return len > 0 && strncmp(n->name, n->owner, len) == 0 ?
	    n->name + len : NULL;
}

/* Whether somebody else's table lies beside the owner's: 班02-成员.csv. */
static bool
has_other(const struct tree_node *folder, const char *owner)
{
	for (size_t i = 0; i < folder->nchildren; i++) {
		const struct tree_node *n = folder->children[i];
		const char *table = behind_owner(n);

		if (table == NULL || n->role != ROLE_TABLE ||
		    strcmp(n->owner, owner) == 0)
			continue;
		for (size_t k = 0; k < folder->nchildren; k++) {
			const struct tree_node *own = folder->children[k];

			if (own->owner != NULL && behind_owner(own) != NULL &&
			    strcmp(own->owner, owner) == 0 &&
			    strcmp(behind_owner(own), table) == 0)
				return true;
		}
	}
	return false;
}

/* Whether the batch is one studio itself. */
static bool
is_alone(const struct tree_node *root, const struct content *c)
{
	if (root->nidentities != c->identities ||
	    c->identities == 0)
		return false;
	if (c->plain > 0)
		return c->books < 2 && c->owned == 0;
	if (c->owned == 1)
		return c->books == 0 && !has_other(root, c->owner);
	if (c->books != 1)
		return false;
	/* Folders beside a workbook are other studios', who sent no identity. */
	for (size_t i = 0; i < root->nchildren; i++)
		if (node_is_folder(root->children[i]) &&
		    root->children[i]->ntables > 0)
			return false;
	return true;
}

/*
 * Whether an archive is what somebody handed in: photographs alone are not.
 */
static bool
is_submission(struct intake *in, const struct tree_node *zip)
{
	bool any = false;

	for (size_t i = 0; i < zip->nchildren; i++) {
		const struct tree_node *n = zip->children[i];

		any |= node_is_folder(n) ? is_submission(in, n) :
		    file_type(n->name) != FILE_UNKNOWN;
	}
	return any || !has_files(zip) || zip->refused != NULL;
}

/* Whether all its tables are experts': 专家评审, 评审表 (2024). */
static bool
has_experts(const struct tree_node *folder)
{
	size_t n = 0;

	for (size_t i = 0; i < folder->nchildren; i++) {
		const struct tree_node *file = folder->children[i];

		if (node_is_folder(file) || file->role == ROLE_NONE)
			continue;
		if (strstr(file->name, TABLE_EXPERT) == NULL)
			return false;
		n++;
	}
	return n > 0;
}

bool
node_is_expert_folder(const struct tree_node *n)
{
	return n->kind == NODE_FOLDER && n->parent != NULL &&
	    n->nidentities == 0 && strstr(n->name, TABLE_EXPERT) != NULL &&
	    (strcmp(n->name, TABLE_EXPERT) == 0 || has_experts(n));
}

/* A folder that is passed through: what is in it. */
static void
pass(struct intake *in, struct batch *b, struct tree_node *folder)
{
	bool wraps = is_wrapper(in, folder);

	folder->passed = true;
	take_files(in, b, folder);
	for (size_t i = 0; i < folder->nchildren && !in->failed; i++) {
		struct tree_node *n = folder->children[i];
		struct content c;

		if (!node_is_folder(n) || n->garbled || n->copy_of != NULL ||
		    n->depth > TREE_DEPTH || node_is_expert_folder(n))
			continue;
		if ((wraps && n->nidentities == 0) || (n->ntables == 0 &&
		    n->kind == NODE_ARCHIVE && !is_submission(in, n)))
			continue;
		c = content_of(n);
		if (is_home(n, &c))
			take_home(in, b, n);
		else
			pass(in, b, n);
	}
}

int
batch_discover(struct intake *in, const char *path, struct batch *b)
{
	struct content c;

	*b = (struct batch){ .root = { .shown = "" } };
	if (tree_read(in, path, &b->tree) == -1)
		return -1;
	survey(in, b->tree);
	b->root.home = b->tree;
	c = content_of(b->tree);
	if (is_alone(b->tree, &c))
		take_home(in, b, b->tree);
	else
		pass(in, b, b->tree);
	if (b->nfolders == 1 && b->folders[0].home == b->tree &&
	    c.owned == 1 && c.plain == 0)
		b->folders[0].name = c.owner;
	if (b->nfolders == 1 && b->folders[0].home == b->tree &&
	    c.books == 1 && c.plain == 0 && b->folders[0].book == NULL)
		b->folders[0].name = file_name_number(&in->run,
		    c.book->name);
	return in->failed ? -1 : 0;
}
