#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "command.h"

#define STORE_NAME	"结果.sqlite"

/*
 * What a result folder holds beside the folders of papers, whose files the
 * store names; any other entry makes it foreign.
 */
static const char *const ours[] = { "汇总表.xlsx", "问题清单.csv",
	"问题清单.json", STORE_NAME, NULL };

static bool
is_ours(const char *name)
{
	for (size_t i = 0; ours[i] != NULL; i++)
		if (strcmp(ours[i], name) == 0)
			return true;
	return false;
}

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
 * A file in a folder of papers that is none of the earlier run's, a signed
 * and scanned copy for instance; NULL when there is none.  A folder without
 * any is foreign itself unless it is empty.
 */
static const char *
foreign_paper(struct output *out, const char *folder)
{
	struct dir_entry *entries;
	const char *found = NULL;
	struct store store;
	sqlite3_stmt *stmt;
	size_t n;

	if (dir_list(out->arena, path_join(out->arena, out->path, folder),
	    &entries, &n, NULL) == -1)
		return folder;
	if (n == 0)
		return NULL;
	if (store_open(&store, path_join(out->arena, out->path, STORE_NAME),
	    NULL) == -1)
		return path_join(out->arena, folder, entries[0].name);
	stmt = store_prepare(&store, "SELECT 1 FROM 文书 WHERE 文件 = ?1", NULL);
	for (size_t i = 0; i < n && found == NULL; i++) {
		const char *file = path_join(out->arena, folder,
		    entries[i].name);

		if (entries[i].kind != FILE_REGULAR ||
		    !is_listed(stmt, &store, file))
			found = file;
	}
	store_finalize(stmt);
	store_close(&store);
	return found;
}

/* Look at what is at out->path now; refuse what is not ours. */
static int
look(struct output *out, bool force, struct err *err)
{
	struct dir_entry *entries;
	const char *foreign = NULL;
	size_t n;

	if (!path_exists(out->path))
		return 0;
	if (!path_is_dir(out->path))
		return err_set(err, "%s 已存在，而且不是文件夹；请换一个输出位置",
		    out->path);
	if (dir_list(out->arena, out->path, &entries, &n, err) == -1)
		return -1;
	for (size_t i = 0; i < n && foreign == NULL; i++)
		if (entries[i].kind == FILE_DIR)
			foreign = foreign_paper(out, entries[i].name);
		else if (!is_ours(entries[i].name))
			foreign = entries[i].name;
	out->foreign = foreign != NULL;
	if (foreign != NULL && !force)
		return err_set(err, "输出文件夹 %s 中有别的文件（如 %s），"
		    "为免覆盖已停止；请换一个空文件夹，或加 --force"
		    "（原文件夹改名保留）", out->path, foreign);
	return 0;
}

static int
parent_exists(struct output *out, struct err *err)
{
	const char *base = path_base(out->path);
	char *parent = arena_strndup(out->arena, out->path,
	    (size_t)(base - out->path));

	if (*parent == '\0' || path_is_dir(parent))
		return 0;
	return err_set(err, "输出文件夹的上级 %s 不存在或不是文件夹，请先建立",
	    parent);
}

static int
lock_part(struct output *out, struct err *err)
{
	out->lock = open(out->part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->lock == -1)
		return err_set(err, "无法打开 %s：%s", out->part,
		    err_system(errno));
	if (flock(out->lock, LOCK_EX | LOCK_NB) == -1) {
		(void)close(out->lock);
		out->lock = -1;
		return err_set(err, "另一个 pinggu 正在写 %s，请等它结束",
		    out->path);
	}
	return 0;
}

int
output_open(struct output *out, struct arena *a, const char *path, bool force,
    struct err *err)
{
	size_t len = strlen(path);
	struct dir_entry *entries;
	size_t n;

	while (len > 1 && path[len - 1] == '/')
		len--;
	*out = (struct output){ .arena = a, .lock = -1 };
	out->path = arena_strndup(a, path, len);
	if (look(out, force, err) == -1 || parent_exists(out, err) == -1)
		return -1;
	out->part = arena_printf(a, "%s.part", out->path);
	if (dir_make(out->part, err) == -1 || lock_part(out, err) == -1)
		return -1;
	/* What an earlier run left when the power went off. */
	if (dir_list(a, out->part, &entries, &n, err) == -1)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (dir_remove(path_join(a, out->part, entries[i].name),
		    err) == -1)
			return -1;
	return 0;
}

/* A name for the old folder that is not taken: OUT.old, OUT.old.2, … */
static char *
old_name(const struct output *out)
{
	char *name = arena_printf(out->arena, "%s.old", out->path);

	for (unsigned i = 2; path_exists(name); i++)
		name = arena_printf(out->arena, "%s.old.%u", out->path, i);
	return name;
}

int
output_commit(struct output *out, struct err *err)
{
	const char *old = NULL;

	if (syncfs(out->lock) == -1)
		return err_set(err, "无法写入 %s：%s", out->part,
		    err_system(errno));
	if (path_exists(out->path)) {
		old = old_name(out);
		if (rename(out->path, old) == -1)
			return err_set(err, "无法换掉 %s：%s", out->path,
			    err_system(errno));
	}
	if (rename(out->part, out->path) == -1) {
		(void)err_set(err, "无法写入 %s：%s", out->path,
		    err_system(errno));
		if (old != NULL)
			(void)rename(old, out->path);
		return -1;
	}
	(void)close(out->lock);
	out->lock = -1;
	if (old != NULL && !out->foreign)
		return dir_remove(old, err);
	if (old != NULL)
		(void)fprintf(stderr, "pinggu: 原来的文件夹保留为 %s\n", old);
	return 0;
}

void
output_discard(struct output *out)
{
	struct err err = { 0 };

	if (out->lock == -1)
		return;
	if (dir_remove(out->part, &err) == -1)
		(void)fprintf(stderr, "pinggu: %s\n", err.text);
	(void)close(out->lock);
	out->lock = -1;
}
