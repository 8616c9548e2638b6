#include "intake/tree.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/text.h"
#include "intake/private.h"

bool
node_is_folder(const struct node *n)
{
	return n->kind == NODE_FOLDER || n->kind == NODE_ARCHIVE;
}

bool
node_is_litter(const char *name)
{
	return name[0] == '.' || strncmp(name, "~$", 2) == 0 ||
	    strcasecmp(name, "Thumbs.db") == 0 ||
	    strcasecmp(name, "desktop.ini") == 0 ||
	    strcmp(name, "__MACOSX") == 0;
}

/* ---- places ------------------------------------------------------------------ */

static char *
join(struct arena *a, const char *top, const struct node *n, bool raw)
{
	const struct node *way[256];
	struct buf b = { 0 };
	char *out;
	size_t depth = 0;

	for (; n->parent != NULL && depth < 256; n = n->parent)
		way[depth++] = n;
	buf_adds(&b, top);
	while (depth > 0) {
		n = way[--depth];
		if (b.len > 0)
			buf_addc(&b, '/');
		buf_adds(&b, raw && n->raw != NULL ? n->raw : n->name);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

char *
node_path(struct arena *a, const char *batch, const struct node *n)
{
	return n->archive != NULL ? NULL : join(a, batch, n, true);
}

char *
node_shown(struct arena *a, const struct node *n)
{
	return join(a, "", n, false);
}

void
node_use(struct node *n)
{
	for (; n != NULL && !n->used; n = n->parent)
		n->used = true;
}

/* ---- the disk ---------------------------------------------------------------- */

struct node *
node_add(struct intake *in, struct node *folder, const char *name,
    enum node_kind kind)
{
	struct node *n = arena_alloc(&in->run, sizeof(*n));

	n->name = name;
	n->parent = folder;
	n->kind = (unsigned char)kind;
	n->depth = (unsigned char)(folder->depth + (folder->depth < 255));
	n->archive = folder->kind == NODE_ARCHIVE ? folder : folder->archive;
	arena_grow(&in->run, &folder->children, &folder->children_cap,
	    folder->nchildren, sizeof(struct node *));
	folder->children[folder->nchildren++] = n;
	return n;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp((*(struct node *const *)a)->name,
	    (*(struct node *const *)b)->name);
}

/* One entry of a folder on the disk. */
static void
take_entry(struct intake *in, struct node *folder, const struct dir_entry *e)
{
	static const enum node_kind kinds[] = { [FILE_REGULAR] = NODE_FILE,
	    [FILE_DIR] = NODE_FOLDER, [FILE_LINK] = NODE_LINK,
	    [FILE_OTHER] = NODE_OTHER };
	bool garbled;
	const char *name = node_name(&in->run, e->name, &garbled), *stem;
	struct node *n;

	if (node_is_litter(name))
		return;
	n = node_add(in, folder, name, kinds[e->kind]);
	n->garbled = garbled;
	if (strcmp(name, e->name) != 0)
		n->raw = arena_strdup(&in->run, e->name);
	if (n->kind == NODE_FILE && !garbled &&
	    file_type(&in->each, name, &stem) == FILE_ZIP)
		n->kind = NODE_ARCHIVE;
}

static void
list(struct intake *in, struct node *folder)
{
	struct arena names = { 0 };
	struct dir_entry *entries;
	struct err why;
	size_t n;
	bool sorted = true;

	folder->listed = true;
	if (folder->archive != NULL)
		return;
	if (dir_list(&names, node_path(&names, in->reader.batch, folder),
	    &entries, &n, &why) == -1) {
		folder->unreadable = true;
		(void)log_shortage(in, &why);
		n = 0;
	}
	for (size_t i = 0; i < n; i++)
		take_entry(in, folder, &entries[i]);
	for (size_t i = 1; i < folder->nchildren; i++)
		sorted &= strcmp(folder->children[i - 1]->name,
		    folder->children[i]->name) < 0;
	if (!sorted)
		qsort(folder->children, folder->nchildren,
		    sizeof(*folder->children), by_name);
	arena_free(&names);
}

static void
walk(struct intake *in, struct node *folder)
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
take_single(struct intake *in, const char *path, struct node *root)
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
tree_read(struct intake *in, const char *path, struct node **root)
{
	struct dir_entry *entries;
	enum file_kind kind;
	size_t n;

	*root = arena_alloc(&in->run, sizeof(**root));
	(*root)->name = "";
	(*root)->kind = NODE_FOLDER;
	in->reader.batch = path;
	if (!path_is_dir(path) && path_kind(path, &kind) == 0 &&
	    kind == FILE_REGULAR) {
		take_single(in, path, *root);
		return in->failed ? -1 : 0;
	}
	/* The batch itself must be readable. */
	if (dir_list(&in->each, path, &entries, &n, in->err) == -1)
		return -1;
	walk(in, *root);
	return in->failed ? -1 : 0;
}

struct node *
node_find(struct intake *in, struct node *folder, const char *path)
{
	size_t n = strcspn(path, "/");

	if (!folder->listed && folder->kind == NODE_FOLDER)
		list(in, folder);
	for (size_t i = 0; i < folder->nchildren; i++) {
		struct node *child = folder->children[i];

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

/* ---- content ----------------------------------------------------------------- */

void
reader_close(struct reader *r)
{
	if (r->z != NULL)
		archive_close(r->z);
	r->z = NULL;
	r->of = NULL;
	arena_free(&r->arena);
}

/* Have the archive open that n lies in; false: it cannot be. */
static bool
open_archive(struct reader *r, const struct node *archive, struct err *err)
{
	enum sheet_status status;

	if (r->of == archive)
		return r->z != NULL;
	reader_close(r);
	r->z = archive_open(node_path(&r->arena, r->batch, archive), &status);
	r->of = archive;
	if (r->z == NULL)
		(void)err_set(err, "压缩包已损坏");
	return r->z != NULL;
}

int
node_bytes(struct reader *r, const struct node *n, struct arena *a,
    char **data, size_t *len, enum sheet_status *status, struct err *err)
{
	bool too_large = false;
	size_t max = n->size < SHEET_MAX_BYTES ? n->size : SHEET_MAX_BYTES;

	*data = NULL;
	*len = 0;
	*status = SHEET_OK;
	if (n->archive != NULL) {
		if (!open_archive(r, n->archive, err))
			return -1;
		if (archive_read(r->z, n->entry, a, max, data, len,
		    status) == -1)
			*data = NULL;
		return 0;
	}
	if (file_read(a, node_path(a, r->batch, n), SHEET_MAX_BYTES, data,
	    len, &too_large, err) == 0)
		return 0;
	if (!too_large)
		return -1;
	*status = SHEET_TOO_LARGE;
	*data = NULL;
	return 0;
}

int
node_sheets(struct reader *r, const struct node *n, struct arena *a,
    struct sheets *file, enum sheet_status *status, struct err *err)
{
	struct arena bytes = { 0 };
	char *data;
	size_t len;
	int rc;

	*file = (struct sheets){ 0 };
	if (n->archive == NULL)
		rc = sheets_read(a, node_path(&bytes, r->batch, n), file,
		    status, err);
	else
		rc = node_bytes(r, n, &bytes, &data, &len, status, err);
	if (rc == 0 && n->archive != NULL && *status == SHEET_OK)
		sheets_parse(a, data, len, file, status);
	arena_free(&bytes);
	return rc;
}

const struct book *
node_book(struct intake *in, struct node *n)
{
	struct arena scratch = { 0 };
	struct sheets s;
	struct err why;
	const char *stem;
	char *data;
	size_t len;

	if (n->peeked || n->kind != NODE_FILE ||
	    file_type(&in->each, n->name, &stem) != FILE_BOOK)
		return n->book;
	n->peeked = true;
	if (node_bytes(&in->reader, n, &scratch, &data, &len, &n->status,
	    &why) == 0 && data != NULL) {
		sheets_peek(&scratch, data, len, &s, &n->status);
		if (n->status == SHEET_OK && s.nsheets > 0 &&
		    s.sheets[0].name != NULL) {
			n->book = arena_alloc(&in->run, sizeof(*n->book));
			n->book->nsheets = s.nsheets;
			n->book->sheets = arena_alloc(&in->run,
			    s.nsheets * sizeof(*n->book->sheets));
		}
		for (size_t i = 0; n->book != NULL && i < s.nsheets; i++)
			n->book->sheets[i] = (struct book_sheet){
			    arena_strdup(&in->run, s.sheets[i].name),
			    s.sheets[i].hidden };
	}
	arena_free(&scratch);
	return n->book;
}
