#include "intake/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "intake/private.h"

/*
 * What a .zip holds.  It comes from anywhere, so it is either whole and
 * harmless or not opened at all: no path that leaves it, no link, no name
 * twice, and no more than a school can mean.  Only tables are ever unpacked.
 */

/* What a byte above 0x7F is in CP437, which unpackers take names for. */
static const uint16_t cp437[128] = {
	0xc7, 0xfc, 0xe9, 0xe2, 0xe4, 0xe0, 0xe5, 0xe7,
	0xea, 0xeb, 0xe8, 0xef, 0xee, 0xec, 0xc4, 0xc5,
	0xc9, 0xe6, 0xc6, 0xf4, 0xf6, 0xf2, 0xfb, 0xf9,
	0xff, 0xd6, 0xdc, 0xa2, 0xa3, 0xa5, 0x20a7, 0x192,
	0xe1, 0xed, 0xf3, 0xfa, 0xf1, 0xd1, 0xaa, 0xba,
	0xbf, 0x2310, 0xac, 0xbd, 0xbc, 0xa1, 0xab, 0xbb,
	0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562, 0x2556,
	0x2555, 0x2563, 0x2551, 0x2557, 0x255d, 0x255c, 0x255b, 0x2510,
	0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x255e, 0x255f,
	0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x2567,
	0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256b,
	0x256a, 0x2518, 0x250c, 0x2588, 0x2584, 0x258c, 0x2590, 0x2580,
	0x3b1, 0xdf, 0x393, 0x3c0, 0x3a3, 0x3c3, 0xb5, 0x3c4,
	0x3a6, 0x398, 0x3a9, 0x3b4, 0x221e, 0x3c6, 0x3b5, 0x2229,
	0x2261, 0xb1, 0x2265, 0x2264, 0x2320, 0x2321, 0xf7, 0x2248,
	0xb0, 0x2219, 0xb7, 0x221a, 0x207f, 0xb2, 0x25a0, 0xa0,
};

/* The byte of a character in CP437, or -1. */
static int
byte_of(uint32_t ch)
{
	if (ch < 0x80)
		return (int)ch;
	for (int i = 0; i < 128; i++)
		if (cp437[i] == ch)
			return 128 + i;
	return -1;
}

/* GBK that was taken for CP437, back as text; NULL when it is none. */
static const char *
decode_back(struct arena *a, const char *name)
{
	const char *p = name, *encoding, *text = NULL;
	struct buf b = { 0 };
	bool han = false, ascii = true;

	while (*p != '\0') {
		int byte = byte_of(text_next(&p));

		if (byte == -1) {
			buf_free(&b);
			return NULL;
		}
		ascii &= byte < 0x80;
		buf_addc(&b, (char)byte);
	}
	if (!ascii && !text_valid(buf_str(&b), b.len))
		text = sheet_decode(a, buf_str(&b), b.len, &encoding);
	buf_free(&b);
	for (p = text; p != NULL && *p != '\0';) {
		uint32_t ch = text_next(&p);

		if (text_is_private(ch))
			return NULL;
		han |= text_is_han(ch);
	}
	return han ? text : NULL;
}

static bool
is_ascii(const char *s)
{
	while (*s != '\0')
		if ((unsigned char)*s++ >= 0x80)
			return false;
	return true;
}

const char *
node_name(struct arena *a, const char *raw, bool *garbled)
{
	const char *encoding, *text, *back;

	*garbled = false;
	if (is_ascii(raw))
		return arena_strdup(a, raw);
	if (text_valid(raw, strlen(raw))) {
		back = decode_back(a, raw);
		return back != NULL ? back : arena_strdup(a, raw);
	}
	text = sheet_decode(a, raw, strlen(raw), &encoding);
	for (const char *p = text; p != NULL && *p != '\0';)
		*garbled |= text_is_private(text_next(&p));
	*garbled |= text == NULL;
	return text != NULL ? text : "（乱码）";
}

/* ---- entries ------------------------------------------------------------------- */

static int
by_path(const void *a, const void *b)
{
	const struct archive_entry *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

/* Whether a path in an archive would lead out of it. */
static bool
leads_out(const char *name)
{
	if (*name == '/' || strchr(name, '\\') != NULL || (*name != '\0' &&
	    name[1] == ':'))
		return true;
	for (; name != NULL && *name != '\0';) {
		size_t n = strcspn(name, "/");

		if (n == 2 && strncmp(name, "..", 2) == 0)
			return true;
		name += n + (name[n] == '/');
	}
	return false;
}

/* Whether some part of the path is litter. */
static bool
is_litter(struct arena *a, const char *name)
{
	while (*name != '\0') {
		size_t n = strcspn(name, "/");

		if (n > 0 && node_is_litter(arena_strndup(a, name, n)))
			return true;
		name += n + (name[n] == '/');
	}
	return false;
}

/* Put an entry into the tree, with the folders on its way. */
static void
take(struct intake *in, struct node *zip, const struct archive_entry *e,
    size_t entry)
{
	struct node *folder = zip, *file;
	const char *p = e->name, *stem;
	size_t n;

	for (; p[n = strcspn(p, "/")] == '/'; p += n + 1) {
		struct node *last = folder->nchildren == 0 ? NULL :
		    folder->children[folder->nchildren - 1];

		if (n == 0)
			continue;
		if (last == NULL || last->kind != NODE_FOLDER ||
		    strncmp(last->name, p, n) != 0 || last->name[n] != '\0') {
			last = node_add(in, folder, arena_strndup(&in->run, p,
			    n), NODE_FOLDER);
			last->listed = true;
		}
		folder = last;
	}
	if (*p == '\0' || e->folder)
		return;
	file = node_add(in, folder, arena_strdup(&in->run, p), NODE_FILE);
	file->entry = entry;
	file->size = e->size;
	file->inside = file_type(&in->each, file->name, &stem) == FILE_ZIP ||
	    file_type(&in->each, file->name, &stem) == FILE_PACKED;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp((*(struct node *const *)a)->name,
	    (*(struct node *const *)b)->name);
}

static void
sort(struct node *folder)
{
	if (folder->nchildren > 1)
		qsort(folder->children, folder->nchildren,
		    sizeof(*folder->children), by_name);
	for (size_t i = 0; i < folder->nchildren; i++)
		if (node_is_folder(folder->children[i]))
			sort(folder->children[i]);
}

/* Whether the entry is named like something that is read. */
static bool
is_source(struct intake *in, const struct archive_entry *e)
{
	const char *stem;
	enum file_type type = file_type(&in->each, path_base(e->name), &stem);

	return !e->folder && (type == FILE_TEXT || type == FILE_BOOK);
}

/* Why the archive is not to be opened, or NULL. */
static const char *
refusal(struct intake *in, struct node *zip, const struct archive_entry **list,
    size_t n)
{
	size_t bytes = 0, files = 0;

	for (size_t i = 0; i < n; i++) {
		const struct archive_entry *e = list[i];

		if (leads_out(e->name))
			return "压缩包里有指向外面的路径，未读取";
		if (e->link)
			return "压缩包里有链接，未读取";
		if (i > 0 && strcmp(e->name, list[i - 1]->name) == 0)
			return "压缩包里有两个同名的文件，未读取";
		if (!is_source(in, e))
			continue;
		if (e->encrypted) {
			zip->status = SHEET_ENCRYPTED;
			return "压缩包有密码，未读取";
		}
		files++;
		if (e->size > SHEET_MAX_UNPACKED ||
		    (bytes += e->size) > SHEET_MAX_UNPACKED)
			return "压缩包解开后超过 1 GiB，未读取";
	}
	return files > ARCHIVE_MAX_ENTRIES ?
	    "压缩包里的文件超过 10000 个，未读取" : NULL;
}

/* Why an archive could not be opened at all. */
static const char *
status_text(enum sheet_status status)
{
	if (status == SHEET_ENCRYPTED)
		return "压缩包有密码，未读取";
	if (status == SHEET_TOO_LARGE)
		return "压缩包里的文件超过 10000 个，未读取";
	return "压缩包已损坏，未读取";
}

static void
list_entries(struct intake *in, struct node *zip, struct archive *z)
{
	size_t n, m = 0;
	const struct archive_entry *entries = archive_entries(z, &n);
	struct arena scratch = { 0 };
	const struct archive_entry **list =
	    arena_alloc(&scratch, (n + 1) * sizeof(struct archive_entry *));

	for (size_t i = 0; i < n; i++)
		if (entries[i].name == NULL)
			node_add(in, zip, "（乱码）", NODE_FILE)->garbled = true;
		else if (!is_litter(&scratch, entries[i].name))
			list[m++] = &entries[i];
	if (m > 1)
		qsort(list, m, sizeof(struct archive_entry *), by_path);
	zip->refused = refusal(in, zip, list, m);
	for (size_t i = 0; i < m && zip->refused == NULL; i++)
		take(in, zip, list[i], (size_t)(list[i] - entries));
	sort(zip);
	arena_free(&scratch);
}

void
archive_list(struct intake *in, struct node *zip)
{
	struct arena scratch = { 0 };
	struct archive *z = archive_open(node_path(&scratch,
	    in->reader.batch, zip), &zip->status);

	if (z == NULL) {
		zip->refused = status_text(zip->status);
	} else {
		zip->status = SHEET_OK;
		list_entries(in, zip, z);
		archive_close(z);
	}
	arena_free(&scratch);
}
