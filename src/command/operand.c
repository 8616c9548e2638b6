#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <uninorm.h>

#include "base/file.h"
#include "base/text.h"
#include "command/command.h"

/* ---- what a path can be written like ------------------------------------------ */

static int
digit(char c)
{
	return isdigit((unsigned char)c) ? c - '0' :
	    tolower((unsigned char)c) - 'a' + 10;
}

/* What a file manager copies: file:///home/…%20…; the host is this one. */
static char *
from_uri(struct arena *a, const char *text)
{
	static const char local[] = "localhost/";
	char *path, *to;

	if (strncasecmp(text, "file:", 5) != 0)
		return arena_strdup(a, text);
	path = arena_strdup(a, text + 5);
	if (strncmp(path, "//", 2) == 0)
		path += 2;
	if (strncasecmp(path, local, strlen(local)) == 0)
		path += strlen(local) - 1;
	to = path;
	for (const char *p = path; *p != '\0'; p++)
		if (*p == '%' && isxdigit((unsigned char)p[1]) &&
		    isxdigit((unsigned char)p[2]) &&
		    strncmp(p + 1, "00", 2) != 0) {
			*to++ = (char)(digit(p[1]) * 16 + digit(p[2]));
			p += 2;
		} else {
			*to++ = *p;
		}
	*to = '\0';
	return path;
}

static char *
from_home(struct arena *a, const char *text)
{
	const char *home = getenv("HOME");

	if (text[0] != '~' || (text[1] != '/' && text[1] != '\0') ||
	    home == NULL)
		return arena_strdup(a, text);
	return path_join(a, home, text[1] == '/' ? text + 2 : "");
}

/* "\ " and the like, which a terminal writes for a dragged path. */
static char *
unescape(struct arena *a, const char *text)
{
	char *path = arena_strdup(a, text), *to = path;

	for (const char *p = path; *p != '\0'; p++) {
		if (*p == '\\' && strchr(" ()[]&'\"$!*?;<>|`#~\\", p[1]) !=
		    NULL && p[1] != '\0')
			p++;
		*to++ = *p;
	}
	*to = '\0';
	return path;
}

static char *
windows_slashes(struct arena *a, const char *text)
{
	char *path = arena_strdup(a, text);

	for (char *p = path; *p != '\0'; p++)
		if (*p == '\\')
			*p = '/';
	return path;
}

/* "表.zip/" is no name of a file. */
static char *
cut_slashes(struct arena *a, const char *text)
{
	size_t len = strlen(text);

	while (len > 1 && text[len - 1] == '/')
		len--;
	return arena_strndup(a, text, len);
}

/* Tried one on the other; the first few of them change no new name. */
static char *(*const mends[])(struct arena *a, const char *text) = {
	argument_trim, argument_unquote, from_uri, from_home, unescape,
	windows_slashes, cut_slashes
};
#define NMENDS (sizeof(mends) / sizeof(*mends))
#define NEW_MENDS 5	/* of them are right also where nothing is there */

/* ---- Unicode ------------------------------------------------------------------ */

/* NFC, in which the same name is the same bytes whatever system wrote it. */
static char *
composed(struct arena *a, const char *s)
{
	size_t len = 0;
	uint8_t *norm = u8_normalize(UNINORM_NFC, (const uint8_t *)s,
	    strlen(s), NULL, &len);
	char *out = arena_strndup(a, norm != NULL ? (const char *)norm : s,
	    norm != NULL ? len : strlen(s));

	free(norm);
	return out;
}

/* The entry of dir that is name in another normal form, or NULL. */
static const char *
same_name(struct arena *a, const char *dir, const char *name)
{
	const char *want = composed(a, name);
	struct dir_entry *entries;
	size_t n;

	if (dir_list(a, *dir == '\0' ? "." : dir, &entries, &n, NULL) == -1)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (text_valid(entries[i].name, strlen(entries[i].name)) &&
		    strcmp(composed(a, entries[i].name), want) == 0)
			return entries[i].name;
	return NULL;
}

/* The path with its parts as they are on the disk; NULL when one is not. */
static char *
on_disk(struct arena *a, const char *path)
{
	char *found = arena_strdup(a, *path == '/' ? "/" : "");
	const char *rest = path;

	if (path_exists(path))
		return arena_strdup(a, path);
	if (!text_valid(path, strlen(path)))
		return NULL;
	while (*(rest += strspn(rest, "/")) != '\0') {
		size_t len = strcspn(rest, "/");
		const char *name = arena_strndup(a, rest, len);

		if (!path_exists(path_join(a, found, name)))
			name = same_name(a, found, name);
		if (name == NULL)
			return NULL;
		found = path_join(a, found, name);
		rest += len;
	}
	return *found != '\0' ? found : NULL;
}

char *
path_meant(struct arena *a, const char *text)
{
	char *found = on_disk(a, text);

	if (*text == '\0' || !text_valid(text, strlen(text)))
		return *text != '\0' ? found : NULL;
	for (size_t i = 0; i < NMENDS && found == NULL; i++) {
		text = mends[i](a, text);
		found = *text != '\0' ? on_disk(a, text) : NULL;
	}
	return found;
}

/* path in the folder that it is meant to be in; NULL when that is not there. */
static char *
in_its_folder(struct arena *a, const char *path)
{
	const char *base = path_base(path);
	char *folder;

	if (base == path)
		return NULL;
	folder = on_disk(a, arena_strndup(a, path, (size_t)(base - path)));
	return folder != NULL ? path_join(a, folder, base) : NULL;
}

char *
path_meant_new(struct arena *a, const char *text)
{
	char *found = path_meant(a, text), *turned;

	if (found != NULL || !text_valid(text, strlen(text)))
		return found != NULL ? found : arena_strdup(a, text);
	for (size_t i = 0; i < NEW_MENDS; i++)
		text = mends[i](a, text);
	text = cut_slashes(a, text);
	found = in_its_folder(a, text);
	if (found == NULL && strchr(text, '\\') != NULL &&
	    (turned = windows_slashes(a, text)) != NULL)
		found = in_its_folder(a, turned);
	return found != NULL ? found : arena_strdup(a, text);
}

/* ---- the operand -------------------------------------------------------------- */

/* n words with blank between them. */
static char *
joined(struct arena *a, char **words, size_t n, const char *blank)
{
	struct buf b = { 0 };
	char *text;

	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : blank, words[i]);
	text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}

size_t
operand_take(struct options *o, char **words, size_t n)
{
	static const char *const blanks[] = { " ", "\u3000", "  ", NULL };
	char *path;

	for (const char *const *b = blanks; n > 1 && *b != NULL; b++) {
		path = path_meant(&o->arena, joined(&o->arena, words, n, *b));
		if (path == NULL)
			continue;
		o->input = path;
		(void)fprintf(stderr, "pinggu: 路径里有空格，按“%s”读取；"
		    "以后请把整个路径放在英文引号里\n", path);
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

/*
 * Whether a file can be a batch by itself: a workbook, an archive.  Discovery
 * reads folders.
 */
static bool
is_batch_file(const char *path)
{
	(void)path;
	return false;
}

static int
refuse_file(struct options *o, struct err *err)
{
	static const char *const archives[] = { ".zip", ".rar", ".7z", ".tar",
		".gz", NULL };
	const char *base = path_base(o->input);
	const char *folder = base == o->input ? "." :
	    cut_slashes(&o->arena, arena_strndup(&o->arena, o->input,
	    (size_t)(base - o->input)));

	return err_set(err, "%s 是一个%s，这里要写文件夹；请%s写它所在的文件夹：pinggu "
	    "%s -s %s %s", o->input, ends_with(base, archives) ? "压缩包" :
	    "文件", ends_with(base, archives) ? "解压后写解开的文件夹，或" : "",
	    o->command, o->scheme != NULL ? shell_word(&o->arena, o->scheme) :
	    "方案", shell_word(&o->arena, folder));
}

/* The entry beside a path that is not there whose name is most like it. */
static const char *
near_entry(struct arena *a, const char *path)
{
	const char *base = path_base(path), *found = NULL;
	char *folder = arena_strndup(a, path, (size_t)(base - path));
	const char *want = text_fold(a, base);
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
		fold = text_fold(a, name);
		if (strcasecmp(fold, want) != 0 && strstr(fold, want) == NULL &&
		    strstr(want, fold) == NULL)
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
	struct stat st;

	if (o->input == NULL || *o->input == '\0')
		return err_set(err, "请写出学校提交材料所在的文件夹");
	if (stat(o->input, &st) == 0)
		return S_ISREG(st.st_mode) && !is_batch_file(o->input) ?
		    refuse_file(o, err) : 0;
	if (path_exists(o->input))
		return 0;	/* who reads it says why it cannot be */
	near = text_valid(o->input, strlen(o->input)) ?
	    near_entry(&o->arena, o->input) : NULL;
	return err_set(err, "没有 %s 这个文件夹；%s%s%s", o->input,
	    near != NULL ? "是不是 " : "请写学校提交材料所在的文件夹，"
	    "路径里有空格时放在英文引号里", near != NULL ? near : "",
	    near != NULL ? " ？" : "");
}
