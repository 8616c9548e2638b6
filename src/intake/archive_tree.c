#include "intake/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "intake/private.h"

/*
 * What a .zip holds.  It comes from anywhere, so it is either whole and
 * harmless or not opened at all: no path that leaves it, no link, no name
 * twice, and no more than a school can mean.  Only tables are ever unpacked.
 */

static int
by_path(const void *a, const void *b)
{
	const struct archive_entry *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

/* Whether a path in an archive would lead out of it. */
static bool
leads_out(const char *name)
{
	if (*name == '/' || strchr(name, '\\') != NULL || (*name != '\0' &&
	    name[1] == ':'))
		return true;
	for (; name != NULL && *name != '\0';) {
		size_t n = strcspn(name, "/");

		if (n == 2 && strncmp(name, "..", 2) == 0)
			return true;
		name += n + (name[n] == '/');
	}
	return false;
}

/* Whether some part of the path is litter. */
static bool
is_litter(struct arena *a, const char *name)
{
	while (*name != '\0') {
		size_t n = strcspn(name, "/");

		if (n > 0 && node_is_litter(arena_strndup(a, name, n)))
			return true;
		name += n + (name[n] == '/');
	}
	return false;
}

/* Put an entry into the tree, with the folders on its way. */
static void
take(struct intake *in, struct tree_node *zip, const struct archive_entry *e,
    size_t entry)
{
	struct tree_node *folder = zip, *file;
	const char *p = e->name;
	enum file_type type;
	size_t n;

	for (; p[n = strcspn(p, "/")] == '/'; p += n + 1) {
		struct tree_node *last = folder->nchildren == 0 ? NULL :
		    folder->children[folder->nchildren - 1];

		if (n == 0)
			continue;
		if (last == NULL || last->kind != NODE_FOLDER ||
		    strncmp(last->name, p, n) != 0 || last->name[n] != '\0') {
			last = node_add(in, folder, arena_strndup(&in->run, p,
			    n), NODE_FOLDER);
			last->listed = true;
		}
		folder = last;
	}
	if (*p == '\0' || e->folder)
		return;
	file = node_add(in, folder, arena_strdup(&in->run, p), NODE_FILE);
	file->entry = entry;
	file->size = e->size;
	type = file_type(file->name);
	file->inside = type == FILE_ZIP || type == FILE_PACKED;
}

static void
sort(struct tree_node *folder)
{
	node_sort(folder);
	for (size_t i = 0; i < folder->nchildren; i++)
		if (node_is_folder(folder->children[i]))
			sort(folder->children[i]);
}

/* Whether the entry is named like something that is read. */
static bool
is_source(const struct archive_entry *e)
{
	enum file_type type = file_type(path_base(e->name));

	return !e->folder && (type == FILE_TEXT || type == FILE_BOOK);
}

/* Why an archive is not opened. */
static const char *
status_text(enum sheet_status status)
{
	if (status == SHEET_ENCRYPTED)
		return "压缩包有密码，未读取";
	if (status == SHEET_TOO_LARGE)
		return "压缩包里的文件超过 10000 个，未读取";
	return "压缩包已损坏，未读取";
}

/* Why the archive, by what it lists, is not to be opened, or NULL. */
static const char *
refusal(struct tree_node *zip, const struct archive_entry **list, size_t n)
{
	size_t bytes = 0, files = 0;

	for (size_t i = 0; i < n; i++) {
		const struct archive_entry *e = list[i];

		if (strcmp(e->name, "[Content_Types].xml") == 0) {
			zip->status = SHEET_SPREADSHEET;
			return "实际是 Excel 或 Word 的文件，未读取";
		}
		if (leads_out(e->name))
			return "压缩包里有指向外面的路径，未读取";
		if (e->link)
			return "压缩包里有链接，未读取";
		if (i > 0 && strcmp(e->name, list[i - 1]->name) == 0)
			return "压缩包里有两个同名的文件，未读取";
		if (!is_source(e))
			continue;
		if (e->encrypted) {
			zip->status = SHEET_ENCRYPTED;
			return status_text(zip->status);
		}
		files++;
		if (e->size > SHEET_MAX_UNPACKED ||
		    (bytes += e->size) > SHEET_MAX_UNPACKED)
			return "压缩包解开后超过 1 GiB，未读取";
	}
	return files > ARCHIVE_MAX_ENTRIES ? status_text(SHEET_TOO_LARGE) :
	    NULL;
}

static void
list_entries(struct intake *in, struct tree_node *zip, struct archive *z)
{
	size_t n, m = 0;
	const struct archive_entry *entries = archive_entries(z, &n);
	struct arena scratch = { 0 };
	const struct archive_entry **list =
	    arena_alloc(&scratch, (n + 1) * sizeof(struct archive_entry *));

	for (size_t i = 0; i < n; i++)
		if (entries[i].name == NULL)
			node_add(in, zip, "（乱码）", NODE_FILE)->garbled = true;
		else if (leads_out(entries[i].name) ||
		    !is_litter(&scratch, entries[i].name))
			list[m++] = &entries[i];
	if (m > 1)
		qsort(list, m, sizeof(struct archive_entry *), by_path);
	zip->refused = refusal(zip, list, m);
	for (size_t i = 0; i < m && zip->refused == NULL; i++)
		take(in, zip, list[i], (size_t)(list[i] - entries));
	sort(zip);
	arena_free(&scratch);
}

void
archive_list(struct intake *in, struct tree_node *zip)
{
	struct arena scratch = { 0 };
	const char *path = node_path(&scratch, in->reader.batch, zip);
	struct err why;
	struct archive *z = archive_open(path, &zip->status, &why);

	if (z != NULL) {
		zip->status = SHEET_OK;
		list_entries(in, zip, z);
		archive_close(z);
	} else if (why.number != 0) {
		log_refusal(in, &why);
	} else {
		zip->refused = status_text(zip->status);
	}
	arena_free(&scratch);
}
