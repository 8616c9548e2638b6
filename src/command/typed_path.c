#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uninorm.h>

#include "base/file.h"
#include "base/text.h"
#include "command/command.h"

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
	typed_trim, typed_unquote, from_uri, from_home, unescape,
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
	char *found = path_meant(a, text);

	if (found != NULL || !text_valid(text, strlen(text)))
		return found != NULL ? found : arena_strdup(a, text);
	for (size_t i = 0; i < NEW_MENDS; i++)
		text = mends[i](a, text);
	text = cut_slashes(a, text);
	found = in_its_folder(a, windows_slashes(a, text));
	if (found == NULL)
		found = in_its_folder(a, text);
	return found != NULL ? found : arena_strdup(a, text);
}
