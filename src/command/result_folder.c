#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "command/command.h"
#include "report/report.h"

/* Whether the earlier store lists this file among its papers. */
static bool
is_listed(sqlite3_stmt *stmt, struct store *store, const char *file)
{
	bool found;

	if (stmt == NULL)
		return false;
	store_bind(stmt, 1, file);
	found = store_step(store, stmt, NULL) == 1;
	(void)sqlite3_reset(stmt);
	return found;
}

/*
 * A file in a result's folder of papers that is none of that run's, a signed
 * and scanned copy for instance; NULL when there is none.  A folder without
 * any is foreign itself unless it is empty.
 */
static const char *
foreign_paper(struct arena *a, const char *result, const char *folder)
{
	struct dir_entry *entries;
	const char *found = NULL;
	struct store store;
	sqlite3_stmt *stmt;
	size_t n;

	if (dir_list(a, path_join(a, result, folder), &entries, &n,
	    NULL) == -1)
		return folder;
	if (n == 0)
		return NULL;
	if (store_open(&store, path_join(a, result, OUTPUT_RESULT), NULL) == -1)
		return path_join(a, folder, entries[0].name);
	stmt = store_prepare(&store, "SELECT 1 FROM 文书 WHERE 文件 = ?1", NULL);
	for (size_t i = 0; i < n && found == NULL; i++) {
		const char *file = path_join(a, folder, entries[i].name);

		if (entries[i].kind != FILE_REGULAR ||
		    !is_listed(stmt, &store, file))
			found = file;
	}
	store_finalize(stmt);
	store_close(&store);
	return found;
}

/*
 * What the folder holds that no run of ours put there, in *found; NULL when
 * it is an earlier result and nothing else.
 */
static int
find_foreign(struct arena *a, const char *folder, const char **found,
    struct err *err)
{
	struct dir_entry *entries;
	size_t n;

	*found = NULL;
	if (dir_list(a, folder, &entries, &n, err) == -1)
		return -1;
	for (size_t i = 0; i < n && *found == NULL; i++)
		if (entries[i].kind == FILE_DIR)
			*found = foreign_paper(a, folder, entries[i].name);
		else if (entries[i].kind != FILE_REGULAR ||
		    output_find(entries[i].name) == NULL)
			*found = entries[i].name;
	return 0;
}

/* Look at what is at out->path now; refuse what is not ours. */
static int
look(const struct result_folder *out, bool force, struct err *err)
{
	const char *foreign;

	if (!path_exists(out->path))
		return 0;
	if (!path_is_dir(out->path))
		return err_set(err, "%s 已存在，而且不是文件夹；请换一个输出位置",
		    out->path);
	if (find_foreign(out->arena, out->path, &foreign, err) == -1)
		return -1;
	if (foreign != NULL && !force && result_refuse_lock(out->arena,
	    out->path, foreign, err) == -1)
		return -1;
	if (foreign != NULL && !force)
		return err_set(err, "输出文件夹 %s 中有别的文件（如 %s），"
		    "为免覆盖已停止；请换一个空文件夹，或加 --force"
		    "（原文件夹改名保留）", out->path, foreign);
	return 0;
}

/* ---- where it may be ---------------------------------------------------------- */

/* The folder without links or .. on the way; NULL when it is not there. */
static char *
real_path(struct arena *a, const char *path)
{
	char *real = realpath(path, NULL), *copy = NULL;

	if (real != NULL)
		copy = arena_strdup(a, real);
	else if (!err_is_absence(errno))
		(void)err_errno(NULL, errno, "无法读取 %s", path);
	free(real);
	return copy;
}

/*
 * OUT as it will be renamed: without / at the end, and where it is a link,
 * or . or .., the folder that is meant.
 */
static const char *
settle_path(struct arena *a, const char *path)
{
	size_t len = strlen(path);
	const char *base, *real = NULL;
	enum file_kind kind;

	while (len > 1 && path[len - 1] == '/')
		len--;
	path = arena_strndup(a, path, len);
	base = path_base(path);
	if (strcmp(base, ".") == 0 || strcmp(base, "..") == 0 ||
	    (path_kind(path, &kind) == 0 && kind == FILE_LINK))
		real = real_path(a, path);
	return real != NULL ? real : path;
}

/* The parent must be there, and not in the batch, which is read by folders. */
static int
check_place(const struct result_folder *out, const char *batch, struct err *err)
{
	struct arena *a = out->arena;
	char *parent = path_folder(a, out->path), *in, *real;
	size_t len;

	if (!path_is_dir(parent))
		return err_set(err, "输出文件夹的上级 %s 不存在或不是文件夹，"
		    "请先建立", parent);
	real = real_path(a, parent);
	in = batch != NULL ? real_path(a, batch) : NULL;
	if (real == NULL || in == NULL)
		return 0;	/* who reads the batch says why */
	len = strlen(in);
	if (strncmp(real, in, len) == 0 &&
	    (real[len] == '/' || real[len] == '\0'))
		return err_set(err, "输出文件夹 %s 在提交文件夹 %s 里面，会被当成"
		    "学校的材料；请写到别处", out->path, batch);
	return 0;
}

/* ---- OUT.part ----------------------------------------------------------------- */

static int
lock_part(struct result_folder *out, struct err *err)
{
	struct stat mine, there;

	out->lock = open(out->part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	if (out->lock == -1)
		return err_errno(err, errno, "无法打开 %s", out->part);
	/* Another run may just have finished and taken it away as its OUT. */
	if (flock(out->lock, LOCK_EX | LOCK_NB) == 0 &&
	    fstat(out->lock, &mine) == 0 && lstat(out->part, &there) == 0 &&
	    mine.st_ino == there.st_ino && mine.st_dev == there.st_dev)
		return 0;
	(void)close(out->lock);
	out->lock = -1;
	return err_set(err, "另一个 pinggu 正在写 %s，请等它结束", out->path);
}

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

/* Whether a run that was cut off can have left this in OUT.part. */
static bool
is_remnant(const struct result_folder *out, const struct dir_entry *e)
{
	struct dir_entry *inner;
	size_t n;

	if (e->kind != FILE_DIR)
		return e->kind == FILE_REGULAR && begins_as_ours(e->name);
	if (dir_list(out->arena, path_join(out->arena, out->part, e->name),
	    &inner, &n, NULL) == -1)
		return false;
	for (size_t i = 0; i < n; i++)
		if (inner[i].kind != FILE_REGULAR ||
		    strstr(inner[i].name, ".pdf") == NULL)
			return false;
	return true;
}

/* Empty OUT.part of what an earlier run left when the power went off. */
static int
clear_part(const struct result_folder *out, struct err *err)
{
	struct arena *a = out->arena;
	struct dir_entry *entries;
	size_t n;

	if (dir_list(a, out->part, &entries, &n, err) == -1)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (!is_remnant(out, &entries[i]))
			return err_set(err, "结果要先写在 %s 里，而那里有别的文件"
			    "（如 %s）；请移走，或换一个输出位置", out->part,
			    entries[i].name);
	for (size_t i = 0; i < n; i++)
		if (dir_remove(path_join(a, out->part, entries[i].name),
		    err) == -1)
			return -1;
	return 0;
}

int
result_folder_open(struct result_folder *out, struct arena *a, const char *path,
    const char *batch, bool force, struct err *err)
{
	*out = (struct result_folder){ .arena = a, .lock = -1 };
	out->path = settle_path(a, path);
	if (look(out, force, err) == -1 || check_place(out, batch, err) == -1)
		return -1;
	out->part = arena_printf(a, "%s.part", out->path);
	if (dir_make(out->part, err) == -1 || lock_part(out, err) == -1)
		return -1;
	if (clear_part(out, err) == 0)
		return 0;
	(void)close(out->lock);		/* what is in it stays */
	out->lock = -1;
	return -1;
}

/* ---- putting it there --------------------------------------------------------- */

/*
 * A name for the old folder that is not taken: OUT.old, OUT.old.2, …; where
 * the system cannot say, to rename to it will fail.
 */
#define MOST_OLD 1000

static char *
old_name(const struct result_folder *out)
{
	char *name = arena_printf(out->arena, "%s.old", out->path);

	for (unsigned i = 2; i < MOST_OLD && path_exists(name); i++)
		name = arena_printf(out->arena, "%s.old.%u", out->path, i);
	return name;
}

/*
 * Put OUT.part in the place of OUT, at one stroke where the file system can.
 * Returns where the old folder is now; NULL and errno when all is as before.
 */
static const char *
replace(const struct result_folder *out)
{
	const char *old = old_name(out);
	int why;

	if (renameat2(AT_FDCWD, out->part, AT_FDCWD, out->path,
	    RENAME_EXCHANGE) == 0)
		return rename(out->part, old) == 0 ? old : out->part;
	if (rename(out->path, old) == -1)
		return NULL;
	if (rename(out->part, out->path) == 0)
		return old;
	why = errno;
	(void)rename(old, out->path);
	errno = why;
	return NULL;
}

/*
 * What libraries kept in OUT.part while they wrote, and could not remove: in
 * OUT it would be taken for somebody else's by the next run.
 */
static int
drop_scratch(const struct result_folder *out, struct err *err)
{
	struct dir_entry *entries;
	size_t n;

	if (dir_list(out->arena, out->part, &entries, &n, err) == -1)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (entries[i].kind == FILE_REGULAR &&
		    output_find(entries[i].name) == NULL &&
		    dir_remove(path_join(out->arena, out->part,
		    entries[i].name), err) == -1)
			return -1;
	return 0;
}

int
result_folder_commit(struct result_folder *out, struct err *err)
{
	bool there = path_exists(out->path);

	if (drop_scratch(out, err) == -1)
		return -1;
	if (syncfs(out->lock) == -1)
		return err_errno(err, errno, "无法写入 %s", out->part);
	if (there ? (out->old = replace(out)) == NULL :
	    rename(out->part, out->path) == -1)
		return err_errno(err, errno, "无法写入 %s", out->path);
	(void)close(out->lock);
	out->lock = -1;
	return 0;
}

int
result_folder_compare(struct result_folder *out, struct store *store,
    bool force, struct err *err)
{
	bool shrinks;

	if (result_shrinks(out->arena, out->path, store, &shrinks, err) == -1)
		return -1;
	out->keep = shrinks && force;
	return shrinks && !force ? -1 : 0;
}

void
result_folder_retire(const struct result_folder *out)
{
	struct err err = { 0 };
	const char *foreign;

	if (out->old == NULL)
		return;
	/* Something foreign may be in it only since we looked. */
	if (out->keep || (find_foreign(out->arena, out->old, &foreign,
	    &err) == 0 && foreign != NULL))
		command_say("原来的文件夹保留为 %s", out->old);
	else if (*err.text != '\0' || dir_remove(out->old, &err) == -1)
		command_say("上次的结果留在 %s：%s", out->old, err.text);
}

void
result_folder_discard(struct result_folder *out)
{
	struct err err = { 0 };

	if (out->lock == -1)
		return;
	if (dir_remove(out->part, &err) == -1)
		command_say("%s", err.text);
	(void)close(out->lock);
	out->lock = -1;
}
