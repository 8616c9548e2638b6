#include "sheet/kind.h"

#include <string.h>
#include <strings.h>

#include "sheet/xls.h"

#define LOOK_BYTES	((size_t)4096)	/* of a file's beginning */

/* ---- magic numbers ---------------------------------------------------------------- */

struct magic {
	size_t at;
	const char *bytes;
	size_t len;
	enum kind kind;
};

#define MAGIC(at, bytes, kind) { at, bytes, sizeof(bytes) - 1, kind }

static const struct magic magics[] = {
	MAGIC(0, "PK\x03\x04", KIND_ZIP),
	MAGIC(0, "PK\x05\x06", KIND_ZIP),
	MAGIC(0, "PK\x07\x08", KIND_ZIP),
	MAGIC(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", KIND_XLS),
	MAGIC(0, "Rar!\x1a\x07", KIND_ARCHIVE),
	MAGIC(0, "7z\xbc\xaf\x27\x1c", KIND_ARCHIVE),
	MAGIC(0, "\x1f\x8b\x08", KIND_ARCHIVE),
	MAGIC(0, "\xfd" "7zXZ", KIND_ARCHIVE),
	MAGIC(4, "1AY&SY", KIND_ARCHIVE),		/* .bz2 */
	MAGIC(257, "ustar", KIND_ARCHIVE),
	MAGIC(0, "%PDF-", KIND_DOCUMENT),
	MAGIC(0, "{\\rtf", KIND_DOCUMENT),
	MAGIC(0, "\x89PNG\r\n\x1a\n", KIND_DOCUMENT),
	MAGIC(0, "\xff\xd8\xff", KIND_DOCUMENT),
	MAGIC(0, "GIF87a", KIND_DOCUMENT),
	MAGIC(0, "GIF89a", KIND_DOCUMENT),
	MAGIC(0, "II*\0", KIND_DOCUMENT),
	MAGIC(0, "MM\0*", KIND_DOCUMENT),
	MAGIC(6, "\0\0\0\0", KIND_DOCUMENT),		/* BM, see below */
	MAGIC(8, "WEBPVP8", KIND_DOCUMENT),
	MAGIC(4, "ftyp", KIND_DOCUMENT),		/* .mp4, .heic */
};

static bool
has_magic(const struct magic *m, const char *data, size_t len)
{
	if (len < m->at + m->len || memcmp(data + m->at, m->bytes, m->len) != 0)
		return false;
	if (m->at == 4 && m->kind == KIND_DOCUMENT)
		return data[0] == '\0';		/* a length; no text has it */
	return m->at != 6 || memcmp(data, "BM", 2) == 0;
}

/* ---- pages and XML ---------------------------------------------------------------- */

/*
 * The beginning as bytes that can be compared with ASCII: of UTF-16 one of
 * two, behind a byte-order mark.  Its length.
 */
static size_t
beginning(char out[LOOK_BYTES], const char *data, size_t len)
{
	size_t n = 0, at = 0, step = 1;

	if (len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0)
		at = 3;
	else if (len >= 2 && (memcmp(data, "\xff\xfe", 2) == 0 ||
	    memcmp(data, "\xfe\xff", 2) == 0))
		step = 2;
	else if (len >= 2 && (data[0] == '\0' || data[1] == '\0'))
		step = 2;
	if (step == 2)
		at = (data[0] == '\xff' ? 2 : data[0] == '\xfe' ? 3 :
		    data[0] == '\0');
	for (; at < len && n + 1 < LOOK_BYTES; at += step)
		out[n++] = (char)(data[at] == '\0' ? ' ' : data[at]);
	out[n] = '\0';
	return n;
}

/* Behind blanks, comments and what <? ?> says. */
static const char *
first_element(const char *p)
{
	for (;;) {
		const char *end = NULL;

		p += strspn(p, " \t\r\n");
		if (strncmp(p, "<!--", 4) == 0) {
			end = strstr(p, "-->");
			end = end == NULL ? NULL : end + 3;
		} else if (strncmp(p, "<?", 2) == 0) {
			end = strstr(p, "?>");
			end = end == NULL ? NULL : end + 2;
		}
		if (end == NULL)
			return p;
		p = end;
	}
}

/* Whether an element begins at p and is one of the words, which NULL ends. */
static bool
is_one_of(const char *p, const char *const *words)
{
	if (*p != '<')
		return false;
	for (; *words != NULL; words++) {
		size_t n = strlen(*words);

		if (strncasecmp(p + 1, *words, n) == 0 &&
		    strchr(" \t\r\n>/", p[1 + n]) != NULL)
			return true;
	}
	return false;
}

/* The table of a page may stand far behind its style sheets. */
static bool
has_table(const char *data, size_t len)
{
	for (const char *p = data; len >= 6; len--, p++)
		if (*p == '<' && strncasecmp(p, "<table", 6) == 0)
			return true;
	return false;
}

static enum kind
kind_of_markup(const char *data, size_t len)
{
	static const char *const pages[] = { "!doctype html", "html", "head",
	    "body", "table", "meta", NULL };
	static const char *const parts[] = { "style", "div", "center", "title",
	    "script", "font", "span", "p", "br", "form", "tr", "base", "link",
	    "caption", "h1", "h2", "h3", NULL };
	char look[LOOK_BYTES];
	const char *p;

	(void)beginning(look, data, len);
	p = first_element(look);
	if (*p != '<')
		return KIND_TEXT;
	if (is_one_of(p, pages))
		return KIND_HTML;
	if (is_one_of(p, parts))
		return has_table(data, len) ? KIND_HTML : KIND_TEXT;
	if (strstr(p, "urn:schemas-microsoft-com:office:spreadsheet") != NULL)
		return KIND_EXCEL_XML;
	if (strncmp(p, "<office:document", 16) == 0)
		return KIND_FODS;
	if (strncmp(look + strspn(look, " \t\r\n"), "<?xml", 5) == 0)
		return has_table(data, len) ? KIND_HTML : KIND_DOCUMENT;
	return KIND_TEXT;
}

enum kind
kind_of(const char *data, size_t len)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (has_magic(&magics[i], data, len))
			return magics[i].kind;
	return xls_is(data, len) ? KIND_XLS : kind_of_markup(data, len);
}
