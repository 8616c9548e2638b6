#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "command/remains.h"
#include "report/report.h"

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
	if (remains_find_foreign(out->arena, out->path, false, &foreign,
	    err) == -1)
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
	const bool mine = remains_lock(out->part, &out->lock);
	struct stat have, there;

	if (mine && out->lock == -1)
		return err_errno(err, errno, "无法打开 %s", out->part);
	/* Another run may just have finished and taken it away as its OUT. */
	if (mine && fstat(out->lock, &have) == 0 &&
	    lstat(out->part, &there) == 0 && have.st_ino == there.st_ino &&
	    have.st_dev == there.st_dev)
		return 0;
	if (out->lock != -1)
		(void)close(out->lock);
	out->lock = -1;
	return err_set(err, "另一个 pinggu 正在写 %s，请等它结束", out->path);
}

static int
make_part(struct result_folder *out, struct err *err)
{
	return dir_make(out->part, err) == -1 ? -1 : lock_part(out, err);
}

/* Empty OUT.part of what an earlier run left when it was cut off. */
static int
clear_part(struct result_folder *out, struct err *err)
{
	struct dir_entry *entries;
	const char *foreign;
	size_t n;

	if (remains_find_foreign(out->arena, out->part, true, &foreign,
	    err) == -1)
		return -1;
	if (foreign != NULL) {
		if (remains_keep(out, out->part, foreign, err) == -1)
			return -1;
		(void)close(out->lock);
		out->lock = -1;
		return make_part(out, err);
	}
	if (dir_list(out->arena, out->part, &entries, &n, err) == -1)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (dir_remove(path_join(out->arena, out->part,
		    entries[i].name), err) == -1)
			return -1;
	return 0;
}

int
result_folder_open(struct result_folder *out, struct arena *a, const char *path,
    const char *batch, bool force, struct err *err)
{
	*out = (struct result_folder){ .arena = a, .lock = -1, .old_lock = -1 };
	out->path = settle_path(a, path);
	if (look(out, force, err) == -1 || check_place(out, batch, err) == -1)
		return -1;
	out->part = arena_printf(a, "%s" REMAINS_PART, out->path);
	if (make_part(out, err) == -1)
		return -1;
	if (clear_part(out, err) == 0) {
		remains_clear(out);
		dir_remove_if_exhausted(out->part);
		return 0;
	}
	if (out->lock != -1)
		(void)close(out->lock);		/* what is in it stays */
	out->lock = -1;
	return -1;
}

/* ---- putting it there --------------------------------------------------------- */

/*
 * Put OUT.part in the place of OUT, at one stroke where the file system can.
 * Returns where the old folder is now; NULL and errno when all is as before.
 */
static const char *
replace(struct result_folder *out)
{
	const char *old = remains_free_name(out, out->keep ? REMAINS_KEPT :
	    REMAINS_DOOMED);
	int why;

	(void)remains_lock(out->path, &out->old_lock);
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
	dir_remove_if_exhausted(NULL);	/* from here on it may be OUT */
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
result_folder_retire(struct result_folder *out)
{
	struct err err = { 0 };
	const char *foreign = NULL;

	if (out->old == NULL)
		return;
	/* Something foreign may be in it only since we looked. */
	if (out->keep)
		command_say("原来的文件夹保留为 %s", out->old);
	else if (remains_find_foreign(out->arena, out->old, false, &foreign,
	    &err) == -1 || (foreign != NULL ?
	    remains_keep(out, out->old, foreign, &err) :
	    remains_remove(out, out->old, &err)) == -1)
		command_say("上次的结果留在 %s：%s", out->old, err.text);
	if (out->old_lock != -1)
		(void)close(out->old_lock);
	out->old_lock = -1;
}

void
result_folder_discard(struct result_folder *out)
{
	if (out->lock == -1)
		return;
	dir_remove_if_exhausted(NULL);
	/* Where it cannot be, the next run does: why this one failed is said. */
	(void)dir_remove(out->part, NULL);
	(void)close(out->lock);
	out->lock = -1;
}
