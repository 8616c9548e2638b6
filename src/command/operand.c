#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "command/command.h"
#include "report/report.h"

size_t
operand_take(struct options *o, char **words, size_t n)
{
	static const char *const blanks[] = { " ", "\u3000", "  ", NULL };
	char *path;

	for (const char *const *b = blanks; n > 1 && *b != NULL; b++) {
		path = path_meant(&o->arena, text_join(&o->arena,
		    (const char *const *)words, n, *b));
		if (path == NULL)
			continue;
		o->input = path;
		command_say("路径里有空格，按“%s”读取；"
		    "以后请把整个路径放在英文引号里", path);
		return n;
	}
	path = path_meant(&o->arena, words[0]);
	o->input = path != NULL ? path : words[0];
	return 1;
}

/* ---- what it is --------------------------------------------------------------- */

/* A path as it is typed in a shell. */
static const char *
shell_word(struct arena *a, const char *path)
{
	return path[strcspn(path, " \t'\"$&()<>|;*?`\\#!~")] == '\0' ? path :
	    arena_printf(a, strchr(path, '\'') == NULL ? "'%s'" : "\"%s\"",
	    path);
}

static bool
ends_with(const char *name, const char *const *endings)
{
	size_t len = strlen(name);

	for (; *endings != NULL; endings++) {
		size_t n = strlen(*endings);

		if (len > n && strcasecmp(name + len - n, *endings) == 0)
			return true;
	}
	return false;
}

/* Whether a file can be a batch by itself, as what it holds is. */
static bool
is_batch_file(const char *path)
{
	static const char *const endings[] = { ".zip", ".xlsx", ".xlsm",
		".xls", ".et", ".ods", NULL };

	return ends_with(path_base(path), endings);
}

static int
refuse_file(struct options *o, struct err *err)
{
	static const char *const archives[] = { ".rar", ".7z", ".tar", ".gz",
		NULL };
	const char *base = path_base(o->input);
	const char *folder = base == o->input ? "." : base == o->input + 1 ?
	    "/" : arena_strndup(&o->arena, o->input,
	    (size_t)(base - o->input) - 1);

	return err_set(err, "%s 是一个%s，这里要写文件夹；请%s写它所在的文件夹：pinggu "
	    "%s -s %s %s", o->input, ends_with(base, archives) ? "压缩包" :
	    "文件", ends_with(base, archives) ? "解压后写解开的文件夹，或" : "",
	    o->command, o->scheme != NULL ? shell_word(&o->arena, o->scheme) :
	    "方案", shell_word(&o->arena, folder));
}

/* Its letters, digits and characters, one spelling of each. */
static char *
bare_name(struct arena *a, const char *name)
{
	const char *p = text_fold(a, name), *start = p;
	struct buf b = { 0 };
	char *bare;

	for (; *p != '\0'; start = p) {
		const uint32_t ch = text_next(&p);

		if (ch < 0x80 ? isalnum((int)ch) != 0 : text_is_han(ch))
			buf_add(&b, start, (size_t)(p - start));
	}
	bare = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return bare;
}

/* The entry beside a path that is not there whose name is most like it. */
static const char *
near_entry(struct arena *a, const char *path)
{
	const char *base = path_base(path), *found = NULL;
	char *folder = arena_strndup(a, path, (size_t)(base - path));
	const char *want = bare_name(a, base);
	struct dir_entry *entries;
	size_t n, hits = 0;

	if (*want == '\0' || dir_list(a, *folder == '\0' ? "." : folder,
	    &entries, &n, NULL) == -1)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		const char *name = entries[i].name, *fold;

		if (entries[i].kind != FILE_DIR || *name == '.' ||
		    !text_valid(name, strlen(name)))
			continue;
		fold = bare_name(a, name);
		if (*fold == '\0' || (strcasecmp(fold, want) != 0 &&
		    strstr(fold, want) == NULL && strstr(want, fold) == NULL))
			continue;
		found = path_join(a, folder, name);
		hits++;
	}
	return hits == 1 ? found : NULL;
}

int
command_input(struct options *o, struct err *err)
{
	const char *near;
	enum file_kind kind;
	struct stat st;

	if (o->input == NULL || *o->input == '\0')
		return err_set(err, "请写出学校提交材料所在的文件夹");
	if (stat(o->input, &st) == 0 && S_ISREG(st.st_mode))
		return is_batch_file(o->input) ? 0 : refuse_file(o, err);
	if (path_kind(path_join(&o->arena, o->input, OUTPUT_RESULT),
	    &kind) == 0)
		return err_set(err, "%s 是写出的结果（里面有 " OUTPUT_RESULT
		    "），不是学校提交的材料；请写提交材料所在的文件夹", o->input);
	if (path_exists(o->input))
		return 0;	/* who reads it says why it cannot be */
	near = text_valid(o->input, strlen(o->input)) ?
	    near_entry(&o->arena, o->input) : NULL;
	return err_set(err, "没有 %s 这个文件夹；%s%s%s", o->input,
	    near != NULL ? "是不是 " : "请写学校提交材料所在的文件夹，"
	    "路径里有空格时放在英文引号里", near != NULL ? near : "",
	    near != NULL ? " ？" : "");
}

bool
operand_holds(struct arena *a, const char *batch, const char *path)
{
	const char *base = path_base(path);
	struct stat in, at;

	if (stat(batch, &in) == -1)
		return false;
	if (!S_ISDIR(in.st_mode))
		return stat(path, &at) == 0 && at.st_dev == in.st_dev &&
		    at.st_ino == in.st_ino;
	for (const char *folder = base == path ? "." : arena_strndup(a, path,
	    (size_t)(base - path)); stat(folder, &at) == 0;
	    folder = path_join(a, folder, "..")) {
		struct stat up;

		if (at.st_dev == in.st_dev && at.st_ino == in.st_ino)
			return true;
		if (stat(path_join(a, folder, ".."), &up) == -1 ||
		    (up.st_dev == at.st_dev && up.st_ino == at.st_ino))
			break;		/* the root */
	}
	return false;
}

int
command_input_read(struct options *o, struct store *store, struct err *err)
{
	enum { STUDIOS, TABLES, NUMBERS };
	size_t n[NUMBERS];
	struct stat st;

	if (stat(o->input, &st) == -1 || !S_ISREG(st.st_mode))
		return 0;
	if (store_numbers(store, "SELECT (SELECT count(*) FROM " TABLE_STUDIO
	    "), (SELECT count(*) FROM 问题 WHERE 代码 = 'STUDIO_COLUMN_MISSING')",
	    n, NUMBERS, err) == -1)
		return -1;
	return n[STUDIOS] == 0 && n[TABLES] > 0 ? refuse_file(o, err) : 0;
}
