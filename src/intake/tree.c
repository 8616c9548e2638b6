#include "intake/tree.h"

#include <string.h>

#include "base/file.h"
#include "intake/private.h"

/* One entry of a folder on the disk. */
static void
take_entry(struct intake *in, struct tree_node *folder, const struct dir_entry *e)
{
	static const enum node_kind kinds[] = { [FILE_REGULAR] = NODE_FILE,
	    [FILE_DIR] = NODE_FOLDER, [FILE_LINK] = NODE_LINK,
	    [FILE_OTHER] = NODE_OTHER };
	bool garbled;
	const char *name = node_name(&in->run, e->name, &garbled);
	struct tree_node *n;

	if (node_is_litter(name))
		return;
	n = node_add(in, folder, name, kinds[e->kind]);
	n->garbled = garbled;
	if (strcmp(name, e->name) != 0)
		n->raw = arena_strdup(&in->run, e->name);
	if (n->kind == NODE_FILE && !garbled &&
	    file_type(name) == FILE_ZIP)
		n->kind = NODE_ARCHIVE;
}

static void
list(struct intake *in, struct tree_node *folder)
{
	struct arena names = { 0 };
	struct dir_entry *entries;
	struct err why;
	size_t n;

	folder->listed = true;
	if (folder->archive != NULL)
		return;
	if (dir_list(&names, node_path(&names, in->reader.batch, folder),
	    &entries, &n, &why) == -1) {
		log_refusal(in, &why);
		n = 0;
	}
	for (size_t i = 0; i < n; i++)
		take_entry(in, folder, &entries[i]);
	node_sort(folder);
	arena_free(&names);
}

static void
walk(struct intake *in, struct tree_node *folder)
{
	if (in->failed)
		return;
	if (folder->kind == NODE_ARCHIVE) {
		folder->listed = true;
		archive_list(in, folder);
		return;
	}
	list(in, folder);
	for (size_t i = 0; i < folder->nchildren; i++)
		if (node_is_folder(folder->children[i]) &&
		    folder->children[i]->depth <= TREE_DEPTH &&
		    !folder->children[i]->garbled)
			walk(in, folder->children[i]);
	arena_reset(&in->each);
}

/* Somebody named a file: it is all there is in a folder. */
static void
take_single(struct intake *in, const char *path, struct tree_node *root)
{
	const char *base = path_base(path);
	struct dir_entry e = { .name = base, .kind = FILE_REGULAR };

	in->reader.batch = base == path ? "." :
	    arena_strndup(&in->run, path, (size_t)(base - path) - 1);
	if (base == path + 1)
		in->reader.batch = "/";
	root->listed = true;
	take_entry(in, root, &e);
	if (root->nchildren == 1 && node_is_folder(root->children[0]))
		walk(in, root->children[0]);
}

int
tree_read(struct intake *in, const char *path, struct tree_node **root)
{
	enum file_kind kind;

	*root = arena_alloc(&in->run, sizeof(**root));
	(*root)->name = "";
	(*root)->kind = NODE_FOLDER;
	in->reader.batch = path;
	if (!path_is_dir(path) && path_kind(path, &kind) == 0 &&
	    kind == FILE_REGULAR) {
		take_single(in, path, *root);
		return in->failed ? -1 : 0;
	}
	walk(in, *root);
	return in->failed ? -1 : 0;
}

struct tree_node *
node_find(struct intake *in, struct tree_node *folder, const char *path)
{
	size_t n = strcspn(path, "/");

	if (!folder->listed && folder->kind == NODE_FOLDER)
		list(in, folder);
	for (size_t i = 0; i < folder->nchildren; i++) {
		struct tree_node *child = folder->children[i];

		if (strncmp(child->name, path, n) != 0 ||
		    child->name[n] != '\0')
			continue;
		if (path[n] == '\0')
			return child;
		if (node_is_folder(child))
			return node_find(in, child, path + n + 1);
		return child->kind == NODE_LINK ? child : NULL;
	}
	return NULL;
}
