#include "command/new.h"

#include <string.h>

#include "base/file.h"
#include "sheet/sheet.h"

/* The templates of a scheme, which lie in several folders one over the other. */

#define SET_DEFAULT	"default"

struct copying {
	struct arena *arena;
	const char *const *folders;	/* where templates are looked for */
	const char *scheme, *to;
	bool any;
	struct err *err;
};

/* The first of the folders' files that set and name mean, or NULL. */
static const char *
find(struct copying *c, const char *set, const char *name)
{
	for (size_t i = 0; c->folders[i] != NULL; i++) {
		const char *path = path_join(c->arena, path_join(c->arena,
		    c->folders[i], set), name);

		if (path_exists(path))
			return path;
	}
	return NULL;
}

/* Whether two files hold the same; one that cannot be read is another. */
static bool
is_same(const char *one, const char *other)
{
	struct arena a = { 0 };
	char *data[2];
	size_t len[2];
	bool same = file_read(&a, one, SHEET_MAX_BYTES, &data[0], &len[0],
	    NULL, NULL) == 0 && file_read(&a, other, SHEET_MAX_BYTES, &data[1],
	    &len[1], NULL, NULL) == 0 && len[0] == len[1] &&
	    memcmp(data[0], data[1], len[0]) == 0;

	arena_free(&a);
	return same;
}

static int
copy_one(struct copying *c, const char *folder, const char *name)
{
	const char *rel = path_join(c->arena, folder, name);
	const char *from = find(c, c->scheme, rel);
	const char *usual = find(c, SET_DEFAULT, rel);
	const char *to = path_join(c->arena, c->to, rel);

	if (from == NULL || path_exists(to) ||
	    (usual != NULL && is_same(from, usual)))
		return 0;
	c->any = true;
	if (dir_make(path_folder(c->arena, c->to), c->err) == -1 ||
	    dir_make(c->to, c->err) == -1 ||
	    dir_make(path_join(c->arena, c->to, folder), c->err) == -1)
		return -1;
	return scheme_copy_file(from, to, c->err);
}

/* The files of one folder of the set, and of those below it. */
static int
copy_folder(struct copying *c, const char *top, const char *folder)
{
	struct dir_entry *entries;
	size_t n;
	int rc = 0;

	if (!path_is_dir(path_join(c->arena, top, folder)))
		return 0;
	if (dir_list(c->arena, path_join(c->arena, top, folder), &entries, &n,
	    c->err) == -1)
		return -1;
	for (size_t i = 0; i < n && rc == 0; i++) {
		const char *name = entries[i].name;

		if (*name == '.' || *name == '~')
			continue;
		if (entries[i].kind == FILE_REGULAR)
			rc = copy_one(c, folder, name);
		else if (entries[i].kind == FILE_DIR && *folder == '\0')
			rc = copy_folder(c, top, name);
	}
	return rc;
}

int
new_templates_write(struct arena *a, const char *scheme, const char *to,
    bool *any, struct err *err)
{
	struct copying c = { .arena = a, .scheme = scheme, .to = to,
	    .folders = scheme_search_path(a, "templates"), .err = err };
	int rc = 0;

	for (size_t i = 0; c.folders[i] != NULL && rc == 0; i++)
		rc = copy_folder(&c, path_join(a, c.folders[i], scheme), "");
	*any = c.any;
	return rc;
}
