#include "command/remains.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "report/report.h"

/* ---- what is ours ------------------------------------------------------------- */

static bool
begins_with(const char *name, const char *start)
{
	return start != NULL && strncmp(name, start, strlen(start)) == 0;
}

/* An output, whole or begun (结果.sqlite-journal, 问题清单.csv.part), or scratch. */
static bool
begins_as_ours(const char *name)
{
	for (const struct output *o = outputs; o->kind != OUTPUT_END; o++)
		if (begins_with(name, o->name) || begins_with(name, o->scratch))
			return true;
	return false;
}

/* Whether the store beside it lists this file among its papers. */
static bool
is_listed(sqlite3_stmt *stmt, struct store *store, const char *file,
    struct err *why)
{
	bool found;

	if (stmt == NULL)
		return false;
	store_bind(stmt, 1, file);
	found = store_step(store, stmt, why) == 1;
	(void)sqlite3_reset(stmt);
	return found;
}

/* A paper that was being written: nobody else calls a file so. */
static bool
is_begun(const char *name)
{
	static const char end[] = ".pdf" OUT_PART;
	const size_t len = strlen(name), n = sizeof(end) - 1;

	return len > n && strcmp(name + len - n, end) == 0;
}

/*
 * A file in a result's folder of papers that is none of that run's, a signed
 * and scanned copy for instance, in *found; NULL when there is none.
 */
static int
find_in_papers(struct arena *a, const char *result, const char *folder,
    bool begun, const char **found, struct err *err)
{
	struct err why = { 0 };
	struct dir_entry *entries;
	struct store store = { 0 };
	sqlite3_stmt *stmt = NULL;
	size_t n;

	if (dir_list(a, path_join(a, result, folder), &entries, &n, err) == -1)
		return -1;
	if (n > 0 && store_open(&store, path_join(a, result, OUTPUT_RESULT),
	    &why) == 0)
		stmt = store_prepare(&store, "SELECT 1 FROM 文书 WHERE 文件 = ?1",
		    &why);
	for (size_t i = 0; i < n && *found == NULL; i++) {
		const char *file = path_join(a, folder, entries[i].name);

		if (entries[i].kind != FILE_REGULAR ||
		    (!(begun && is_begun(file)) &&
		    !is_listed(stmt, &store, file, &why)))
			*found = file;
	}
	store_finalize(stmt);
	if (store.db != NULL)
		store_close(&store);
	/* Where there is no store, nothing is known as ours. */
	return why.number != 0 && !err_is_absence(why.number) ?
	    err_set(err, "%s", why.text) : 0;
}

int
remains_find_foreign(struct arena *a, const char *folder, bool begun,
    const char **found, struct err *err)
{
	struct dir_entry *entries;
	size_t n;
	int rc = 0;

	*found = NULL;
	if (dir_list(a, folder, &entries, &n, err) == -1)
		return -1;
	for (size_t i = 0; i < n && *found == NULL && rc == 0; i++)
		if (entries[i].kind == FILE_DIR)
			rc = find_in_papers(a, folder, entries[i].name, begun,
			    found, err);
		else if (entries[i].kind != FILE_REGULAR || (begun ?
		    !begins_as_ours(entries[i].name) :
		    output_find(entries[i].name) == NULL))
			*found = entries[i].name;
	return rc;
}

/* ---- folders beside it --------------------------------------------------------- */

#define MOST_BESIDE 1000

char *
remains_free_name(const struct result_folder *out, const char *end)
{
	char *name = arena_printf(out->arena, "%s%s", out->path, end);

	for (unsigned i = 2; i < MOST_BESIDE && path_exists(name); i++)
		name = arena_printf(out->arena, "%s%s.%u", out->path, end, i);
	return name;
}

bool
remains_lock(const char *path, int *fd)
{
	*fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (*fd == -1 || flock(*fd, LOCK_EX | LOCK_NB) == 0 ||
	    errno != EWOULDBLOCK)
		return true;	/* some network shares have no locks */
	(void)close(*fd);
	*fd = -1;
	return false;
}

int
remains_keep(const struct result_folder *out, const char *folder,
    const char *foreign, struct err *err)
{
	const char *kept = remains_free_name(out, REMAINS_KEPT);

	if (rename(folder, kept) == -1)
		return err_errno(err, errno, "%s 里有别的文件（如 %s），而又不能改名",
		    folder, foreign);
	command_say("%s 里有别的文件（如 %s），整个文件夹改名保留为 %s", folder,
	    foreign, kept);
	return 0;
}

int
remains_remove(const struct result_folder *out, const char *folder,
    struct err *err)
{
	struct dir_entry *entries;
	size_t n;

	if (dir_list(out->arena, folder, &entries, &n, err) == -1)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (strcmp(entries[i].name, OUTPUT_RESULT) != 0 &&
		    dir_remove(path_join(out->arena, folder, entries[i].name),
		    err) == -1)
			return -1;
	return dir_remove(folder, err);
}

/* Take away the earlier result at folder, unless another run is at it. */
static int
clear_one_doomed(const struct result_folder *out, const char *folder,
    struct err *err)
{
	const char *foreign;
	int lock, rc;

	if (!remains_lock(folder, &lock))
		return 0;
	rc = remains_find_foreign(out->arena, folder, false, &foreign, err);
	if (rc == 0)
		rc = foreign != NULL ? remains_keep(out, folder, foreign, err) :
		    remains_remove(out, folder, err);
	if (lock != -1)
		(void)close(lock);
	return rc;
}

void
remains_clear(const struct result_folder *out)
{
	const char *parent = path_folder(out->arena, out->path);
	const char *start = arena_printf(out->arena, "%s" REMAINS_DOOMED,
	    path_base(out->path));
	struct dir_entry *entries;
	struct err err = { 0 };
	size_t n;

	if (dir_list(out->arena, parent, &entries, &n, &err) == -1)
		n = 0;
	for (size_t i = 0; i < n; i++)
		if (entries[i].kind == FILE_DIR &&
		    begins_with(entries[i].name, start) &&
		    clear_one_doomed(out, path_join(out->arena, parent,
		    entries[i].name), &err) == -1)
			command_say("%s", err.text);
}

