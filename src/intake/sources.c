#include "intake/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/*
 * Which files a studio's tables are read from, and in which order.  What a
 * studio's folder has counts; a table that it lacks is read from the one
 * other folder of the studio that has it.
 */

static struct source *
add(struct intake *in, struct folder *fo, struct tree_node *n)
{
	struct source *src;

	arena_grow(&in->run, &fo->sources, &fo->sources_cap, fo->nsources,
	    sizeof(*fo->sources));
	src = &fo->sources[fo->nsources++];
	*src = (struct source){ .node = n, .part = "" };
	src->shown = node_shown(&in->run, n);
	src->copy = n->copy_of != NULL;
	n->taken = true;
	fo->compares |= src->copy;
	return src;
}

bool
source_name(struct intake *in, const struct folder *fo, const struct tree_node *n,
    bool root, struct file_name *name)
{
	const char *stem = file_stem(&in->each, n->name);

	file_name_read(in, &in->each, stem, root, root ? NULL :
	    fo->code != NULL ? fo->code : fo->name, fo->title, name);
	if (name->form == NULL)
		return false;
	/* 张三-评审: before 评审 stands the expert, unless it is the studio. */
	if (name->owner != NULL && *name->part == '\0' &&
	    strcmp(name->form->name, TABLE_EXPERT) == 0 &&
	    (root || ((fo->owner == NULL ||
	    strcmp(name->owner, fo->owner) != 0) &&
	    strcmp(name->owner, fo->name) != 0 &&
	    (fo->code == NULL || strcmp(name->owner, fo->code) != 0) &&
	    (fo->title == NULL || strcmp(name->owner, fo->title) != 0))))
		name->part = name->owner;
	return true;
}

/*
 * A file of no table's name may have one when the studio's is taken off, and
 * a sheet of a studio's workbook may be one by its heading.
 */
static bool
may_be_table(struct intake *in, const struct folder *fo, struct tree_node *n,
    bool root)
{
	struct file_name name;
	enum file_type type = file_type(n->name);

	if (root || n->garbled || n->inside ||
	    (type != FILE_TEXT && type != FILE_BOOK))
		return false;
	return n->book != NULL || source_name(in, fo, n, false, &name);
}

/* Take a file, if it is one that is read. */
static void
take(struct intake *in, struct folder *fo, struct tree_node *n, bool root)
{
	struct file_name name;
	struct source *src;

	if (n->kind != NODE_FILE || (n->role == ROLE_NONE &&
	    !may_be_table(in, fo, n, root)))
		return;
	if (node_book(in, n) != NULL) {
		src = add(in, fo, n);
		fo->compares |= !root;
		if (source_name(in, fo, n, root, &name)) {
			src->form = NULL;
			src->part = arena_strdup(&in->run, name.part);
		} else if (root && node_is_expert_folder(n->parent)) {
			src->part = file_stem(&in->run, n->name);
		}
		return;
	}
	if (!source_name(in, fo, n, root, &name))
		return;
	src = add(in, fo, n);
	src->form = name.form;
	src->part = *name.part == '\0' ? "" :
	    arena_strdup(&in->run, name.part);
	src->folded = name.folded;
	src->alias = name.alias;
	fo->compares |= (src->folded || src->alias) && !root;
}

/* Whether a file holds this table, by its own name or its sheets'. */
static bool
is_table(struct intake *in, const struct folder *fo, const struct tree_node *n,
    const struct form *f)
{
	struct file_name name;

	for (size_t i = 0; n->book != NULL && i < n->book->nsheets; i++) {
		file_name_read(in, &in->each, n->book->sheets[i].name, false,
		    fo->name, fo->title, &name);
		if (name.form == f)
			return true;
	}
	return source_name(in, fo, n, false, &name) && name.form == f;
}

bool
sources_give(struct intake *in, const struct folder *fo, const struct form *f)
{
	for (size_t i = 0; i < fo->nsources; i++)
		if (fo->sources[i].form == f ||
		    (fo->sources[i].node->book != NULL &&
		    is_table(in, fo, fo->sources[i].node, f)))
			return true;
	return false;
}

/* A table's files that lie somewhere else in what is the studio's. */
struct elsewhere {
	const struct form *form;
	struct tree_node *folder;	/* the only one that has it */
	size_t nfolders;
};

/* The same, for a file that is not taken yet. */
static bool
has_table(struct intake *in, const struct folder *fo, const struct tree_node *n,
    const struct form *f)
{
	return n->kind == NODE_FILE && n->role != ROLE_NONE && !n->taken &&
	    n->copy_of == NULL && is_table(in, fo, n, f);
}

static void
look_below(struct intake *in, const struct folder *fo,
    struct tree_node *folder, struct elsewhere *e)
{
	bool has = false;

	for (size_t i = 0; i < folder->nchildren; i++) {
		struct tree_node *n = folder->children[i];

		if (node_is_folder(n)) {
			if (n->listed && n->ntables > 0 &&
			    !node_is_expert_folder(n))
				look_below(in, fo, n, e);
		} else if (folder != fo->home) {
			has |= has_table(in, fo, n, e->form);
		}
	}
	if (!has)
		return;
	e->folder = folder;
	e->nfolders++;
}

/* More than one folder has it: none counts. */
static void
mark(struct intake *in, const struct folder *fo, struct tree_node *folder,
    const struct form *f)
{
	for (size_t i = 0; i < folder->nchildren; i++) {
		struct tree_node *n = folder->children[i];

		if (node_is_folder(n) && n->listed && n->ntables > 0 &&
		    !node_is_expert_folder(n))
			mark(in, fo, n, f);
		else if (has_table(in, fo, n, f))
			n->several = true;
	}
}

/* The tables that are lacking, from below the studio's topmost folder. */
static void
take_elsewhere(struct intake *in, struct folder *fo, struct tree_node *top)
{
	size_t here = 0;

	for (size_t i = 0; i < fo->home->nchildren; i++)
		here += fo->home->children[i]->kind == NODE_FILE &&
		    fo->home->children[i]->role != ROLE_NONE &&
		    fo->home->children[i]->copy_of == NULL;
	if (top == fo->home && top->ntables <= here)
		return;
	for (size_t i = 0; i < in->scheme->nforms; i++) {
		struct elsewhere e = { .form = &in->scheme->forms[i] };

		if (sources_give(in, fo, e.form))
			continue;
		look_below(in, fo, top, &e);
		for (size_t k = 0; e.nfolders == 1 &&
		    k < e.folder->nchildren; k++)
			if (has_table(in, fo, e.folder->children[k], e.form))
				take(in, fo, e.folder->children[k], false);
		if (e.nfolders < 2)
			continue;
		mark(in, fo, top, e.form);
		if (fo->several == NULL)
			fo->several = arena_alloc(&in->run,
			    in->scheme->nforms * sizeof(*fo->several));
		fo->several[i] = true;
	}
}

/* ---- by the heading ---------------------------------------------------------------- */

/* Which tables, whose heading tells them, the studio has not given. */
static bool *
lacking(struct intake *in, const struct folder *fo)
{
	bool *lacks = arena_alloc(&in->each, in->scheme->nforms *
	    sizeof(*lacks)), any = false;

	for (size_t i = 0; i < in->scheme->nforms; i++) {
		const struct form *f = &in->scheme->forms[i];

		lacks[i] = !f->vertical && !in->tables[i].in_root &&
		    strcmp(f->name, TABLE_EXPERT) != 0 &&
		    !(fo->several != NULL && fo->several[i]) &&
		    !sources_give(in, fo, f);
		any |= lacks[i];
	}
	return any ? lacks : NULL;
}

/*
 * A table that the studio lacks is the one file beside its others that has all
 * of its heading, whatever it is called: 某校成员2024.csv.
 */
static void
take_by_heading(struct intake *in, struct folder *fo)
{
	struct tree_node *home = fo->home;
	const bool *lacks = NULL;
	struct source *src;

	for (size_t i = 0; i < home->nchildren; i++) {
		if (!nameless_is(home->children[i]))
			continue;
		if (lacks == NULL && (lacks = lacking(in, fo)) == NULL)
			return;
		home->children[i]->like = nameless_form(in,
		    home->children[i], lacks, false);
	}
	for (size_t i = 0; lacks != NULL && i < home->nchildren; i++) {
		struct tree_node *n = home->children[i];
		size_t same = 0;

		for (size_t k = 0; n->like != NULL && k < home->nchildren; k++)
			same += home->children[k]->like == n->like;
		if (same != 1)
			continue;
		src = add(in, fo, n);
		src->form = n->like;
		src->folded = true;
	}
}

/*
 * Workbooks first, with them what they hold counts; then the identity; then
 * the tables whose rows name texts, so that no text is then taken for a part
 * of a table; copies behind what they copy.
 */
static int
turn(const struct source *src)
{
	if (src->copy)
		return 5;
	if (src->node->book != NULL)
		return src->node->role == ROLE_SUBMISSION ? -1 : 0;
	if (source_is_identity(src))
		return 1;
	if (form_has_texts(src->form) && !source_may_be_attachment(src))
		return 2;
	return src->folded ? 4 : 3;
}

/* Put the sources in the order of reading; equal ones stay in theirs. */
static void
order(struct folder *fo)
{
	for (size_t i = 1; i < fo->nsources; i++) {
		struct source src = fo->sources[i];
		size_t k = i;

		for (; k > 0 && turn(&fo->sources[k - 1]) > turn(&src); k--)
			fo->sources[k] = fo->sources[k - 1];
		fo->sources[k] = src;
	}
}

/* Whether a file that lies in the studio's folder is the studio's. */
static bool
is_its(const struct folder *fo, const struct tree_node *n)
{
	if (fo->book != NULL)
		return n == fo->book || n->copy_of == fo->book;
	return fo->owner == NULL || (n->owner != NULL &&
	    strcmp(n->owner, fo->owner) == 0);
}

/* The first of a folder's files that may begin with the owner's name. */
static size_t
first_of(const struct folder *fo)
{
	const struct tree_node *home = fo->home;
	size_t from = 0, to = home->nchildren;

	if (fo->owner == NULL || to < 1000 || strncmp(fo->sign->name,
	    fo->owner, strlen(fo->owner)) != 0)
		return 0;
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (strcmp(home->children[middle]->name, fo->owner) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

void
sources_find(struct intake *in, struct folder *fo)
{
	struct tree_node *home = fo->home;
	size_t first = fo->book == NULL ? first_of(fo) : 0;

	for (size_t i = first; i < home->nchildren; i++) {
		struct tree_node *n = home->children[i];

		if (first > 0 && strncmp(n->name, fo->owner,
		    strlen(fo->owner)) != 0)
			break;
		if (is_its(fo, n))
			take(in, fo, n, false);
	}
	if (fo->book == NULL && fo->owner == NULL)
		take_by_heading(in, fo);
	if (fo->top != NULL)
		take_elsewhere(in, fo, fo->top);
	if (fo->extra != NULL)
		take_elsewhere(in, fo, fo->extra);
	order(fo);
	in->total += fo->nsources;
	arena_reset(&in->each);
}

/* ---- of all ---------------------------------------------------------------------- */

struct names {
	const char **items;
	size_t n;
};

/* Whose files lie in the folder under names like 班01-成员. */
static struct names
owners_of(struct intake *in, const struct tree_node *folder)
{
	struct names owners = { arena_alloc(&in->each, (folder->nchildren + 1) *
	    sizeof(*owners.items)), 0 };

	for (size_t i = 0; i < folder->nchildren; i++)
		if (folder->children[i]->role == ROLE_IDENTITY &&
		    folder->children[i]->owner != NULL)
			owners.items[owners.n++] = folder->children[i]->owner;
	if (owners.n > 1)
		qsort(owners.items, owners.n, sizeof(*owners.items), text_order);
	return owners;
}

/* 全市名册.csv with a column 工作室; in 评审/ 甲.csv is what 甲 says. */
static void
take_root_by_heading(struct intake *in, struct batch *b, struct tree_node *n)
{
	const struct form *form = nameless_form(in, n, NULL, true);
	struct source *src;

	if (form == NULL)
		return;
	src = add(in, &b->root, n);
	src->form = form;
	src->folded = true;
	if (strcmp(form->name, TABLE_EXPERT) == 0 &&
	    node_is_expert_folder(n->parent))
		src->part = file_stem(&in->run, n->name);
}

static void
take_all(struct intake *in, struct batch *b, struct tree_node *folder)
{
	struct names owners = owners_of(in, folder);

	for (size_t i = 0; i < folder->nchildren; i++) {
		struct tree_node *n = folder->children[i];

		if (n->role == ROLE_TABLE && (n->owner == NULL ||
		    owners.n == 0 || bsearch(&n->owner, owners.items, owners.n,
		    sizeof(*owners.items), text_order) == NULL))
			take(in, &b->root, n, true);
		else if (nameless_is(n))
			take_root_by_heading(in, b, n);
	}
}

static void
take_above(struct intake *in, struct batch *b, struct tree_node *folder)
{
	take_all(in, b, folder);
	for (size_t i = 0; i < folder->nchildren; i++)
		if (node_is_expert_folder(folder->children[i]))
			take_all(in, b, folder->children[i]);
		else if (folder->children[i]->passed)
			take_above(in, b, folder->children[i]);
}

void
sources_find_root(struct intake *in, struct batch *b)
{
	struct tree_node *tree = b->tree;

	if (tree->passed)
		take_above(in, b, tree);
	for (size_t i = 0; !tree->passed && i < tree->nchildren; i++)
		if (node_is_expert_folder(tree->children[i]))
			take_all(in, b, tree->children[i]);
	order(&b->root);
	in->total += b->root.nsources;
	arena_reset(&in->each);
}
