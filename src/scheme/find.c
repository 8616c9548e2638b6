#include "scheme/scheme.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

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

static bool
is_scheme(struct arena *a, const char *path)
{
	return path_is_dir(path) && path_exists(path_join(a, path, "方案.csv"));
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
			if (!is_scheme(a, path_join(a, folders[f],
			    entries[i].name)))
				continue;
			mem_grow(&list, &cap, count, sizeof(*list));
			list[count++] = entries[i].name;
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

char *
scheme_find(struct arena *a, const char *name, struct err *err)
{
	const char **folders = scheme_search_path(a, "rubrics"), **names;
	struct buf b = { 0 };
	size_t n;

	if (strchr(name, '/') != NULL || is_scheme(a, name)) {
		if (path_is_dir(name))
			return arena_strdup(a, name);
	} else {
		for (size_t f = 0; folders[f] != NULL; f++) {
			char *path = path_join(a, folders[f], name);

			if (*name != '\0' && path_is_dir(path))
				return path;
		}
	}
	scheme_list(a, &names, &n);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : "、", names[i]);
	(void)err_set(err, "没有方案“%s”；现有方案：%s", name,
	    n > 0 ? buf_str(&b) : "（没有找到 rubrics 文件夹）");
	buf_free(&b);
	return NULL;
}
