#include "scheme/scheme.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "sheet/sheet.h"

/* Cut a path down to the folder that it is in; "" is the root. */
static void
cut_last(char *path)
{
	char *slash = strrchr(path, '/');

	if (slash != NULL)
		*slash = '\0';
}

const char **
scheme_search_path(struct arena *a, const char *kind)
{
	const char **list = arena_alloc(a, 5 * sizeof(*list));
	char exe[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	size_t n = 0;

	list[n++] = arena_strdup(a, kind);
	if (len > 0) {
		exe[len] = '\0';
		cut_last(exe);
		list[n++] = path_join(a, exe, kind);
		cut_last(exe);
		list[n++] = arena_printf(a, "%s/share/pinggu/%s", exe, kind);
	}
	list[n] = path_join(a, PINGGU_SHARE, kind);
	return list;
}

/* Whether a workbook has the sheet of a scheme; what is locked may have it. */
static bool
is_book(const char *path)
{
	struct arena a = { 0 };
	struct sheets book;
	enum sheet_status status;
	struct err err;
	bool found = true;
	char *data;
	size_t len;

	if (file_read(&a, path, SHEET_MAX_BYTES, &data, &len, NULL,
	    &err) == 0) {
		sheets_peek(&a, data, len, &book, &status);
		found = status != SHEET_OK;
		for (size_t i = 0; !found && i < book.nsheets; i++)
			found = book.sheets[i].name != NULL && strcmp(
			    text_fold(&a, book.sheets[i].name), "方案") == 0;
	}
	arena_free(&a);
	return found;
}

/* The name of the scheme that is there, or NULL. */
static const char *
scheme_at(struct arena *a, const char *path)
{
	const char *stem = scheme_book_stem(a, path);

	if (!path_exists(path))
		return NULL;
	if (path_is_dir(path))
		return path_exists(path_join(a, path, "方案.csv")) ?
		    path_base(path) : NULL;
	return stem != NULL && is_book(path) ? path_base(stem) : NULL;
}

void
scheme_list(struct arena *a, const char ***names, size_t *n)
{
	const char **folders = scheme_search_path(a, "rubrics"), **list = NULL;
	size_t cap = 0, count = 0, kept = 0;

	for (size_t f = 0; folders[f] != NULL; f++) {
		struct dir_entry *entries;
		size_t nentries;

		if (dir_list(a, folders[f], &entries, &nentries, NULL) == -1)
			continue;
		for (size_t i = 0; i < nentries; i++) {
			const char *name = scheme_at(a, path_join(a,
			    folders[f], entries[i].name));

			if (name == NULL)
				continue;
			mem_grow(&list, &cap, count, sizeof(*list));
			list[count++] = name;
		}
	}
	if (count > 0)
		qsort(list, count, sizeof(*list), text_order);
	*names = arena_alloc(a, (count + 1) * sizeof(**names));
	for (size_t i = 0; i < count; i++)
		if (i == 0 || strcmp(list[i], list[i - 1]) != 0)
			(*names)[kept++] = list[i];
	free(list);
	*n = kept;
}

/* The folder or the workbook of that name in a folder, or NULL. */
static char *
in_folder(struct arena *a, const char *folder, const char *name)
{
	char *path = path_join(a, folder, name), *book;

	if (*name == '\0')
		return NULL;
	if (path_is_dir(path))
		return path;
	if (scheme_book_stem(a, path) != NULL && path_exists(path))
		return path;	/* the file's whole name */
	book = arena_printf(a, "%s" SCHEME_BOOK_END, path);
	return scheme_book_stem(a, book) != NULL && path_exists(book) ? book :
	    NULL;
}

char *
scheme_find(struct arena *a, const char *name, struct err *err)
{
	const char **folders = scheme_search_path(a, "rubrics"), **names;
	struct buf b = { 0 };
	char *path = NULL;
	size_t n;

	if (strchr(name, '/') != NULL || scheme_at(a, name) != NULL)
		path = in_folder(a, "", name);
	else
		for (size_t f = 0; folders[f] != NULL && path == NULL; f++)
			path = in_folder(a, folders[f], name);
	if (path != NULL)
		return path;
	scheme_list(a, &names, &n);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : "、", names[i]);
	(void)err_set(err, "没有方案“%s”；现有方案：%s", name,
	    n > 0 ? buf_str(&b) : "（没有找到 rubrics 文件夹）");
	buf_free(&b);
	return NULL;
}
