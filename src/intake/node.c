#include "intake/tree.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "intake/private.h"

bool
node_is_folder(const struct tree_node *n)
{
	return n->kind == NODE_FOLDER || n->kind == NODE_ARCHIVE;
}

bool
node_is_litter(const char *name)
{
	return name[0] == '.' || strncmp(name, "~$", 2) == 0 ||
	    strcasecmp(name, "Thumbs.db") == 0 ||
	    strcasecmp(name, "desktop.ini") == 0 ||
	    strcmp(name, "__MACOSX") == 0;
}

/* ---- places ------------------------------------------------------------------ */

static char *
join(struct arena *a, const char *top, const struct tree_node *n, bool raw)
{
	const struct tree_node *way[256];
	struct buf b = { 0 };
	char *out;
	size_t depth = 0;

	for (; n->parent != NULL && depth < 256; n = n->parent)
		way[depth++] = n;
	buf_adds(&b, top);
	while (depth > 0) {
		n = way[--depth];
		if (b.len > 0)
			buf_addc(&b, '/');
		buf_adds(&b, raw && n->raw != NULL ? n->raw : n->name);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

char *
node_path(struct arena *a, const char *batch, const struct tree_node *n)
{
	return n->archive != NULL ? NULL : join(a, batch, n, true);
}

char *
node_shown(struct arena *a, const struct tree_node *n)
{
	return join(a, "", n, false);
}

void
node_use(struct tree_node *n)
{
	for (; n != NULL && !n->used; n = n->parent)
		n->used = true;
}

struct tree_node *
node_add(struct intake *in, struct tree_node *folder, const char *name,
    enum node_kind kind)
{
	struct tree_node *n = arena_alloc(&in->run, sizeof(*n));

	n->name = name;
	n->parent = folder;
	n->kind = (unsigned char)kind;
	n->depth = (unsigned char)(folder->depth + (folder->depth < 255));
	n->archive = folder->kind == NODE_ARCHIVE ? folder : folder->archive;
	arena_grow(&in->run, &folder->children, &folder->children_cap,
	    folder->nchildren, sizeof(struct tree_node *));
	folder->children[folder->nchildren++] = n;
	return n;
}

/* ---- names --------------------------------------------------------------------- */

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

/*
 * Whether bytes look like GBK: half of its characters or more are of GB 2312,
 * both of whose bytes are high.  Latin names have low ones behind.
 */
static bool
is_gbk(const char *s)
{
	size_t n = 0, common = 0;

	for (const unsigned char *p = (const unsigned char *)s; *p != '\0';
	    p++) {
		if (*p < 0x80)
			continue;
		n++;
		common += p[0] >= 0xb0 && p[1] >= 0xa1;
		p += p[1] != '\0';
	}
	return n > 0 && 2 * common >= n;
}

/* GBK that was taken for CP437, back as text; NULL when it is none. */
static const char *
decode_back(struct arena *a, const char *name)
{
	const char *encoding, *text = NULL;
	struct buf b = { 0 };
	bool han = false;

	for (const char *p = name; *p != '\0';) {
		int byte = byte_of(text_next(&p));

		if (byte == -1) {
			buf_free(&b);
			return NULL;
		}
		buf_addc(&b, (char)byte);
	}
	if (is_gbk(buf_str(&b)) && !text_valid(buf_str(&b), b.len))
		text = sheet_decode(a, buf_str(&b), b.len, &encoding);
	buf_free(&b);
	for (const char *p = text; p != NULL && *p != '\0';) {
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
	if (text_is_utf8(raw, strlen(raw))) {
		back = decode_back(a, raw);
		return back != NULL ? back : arena_strdup(a,
		    text_clean(a, raw, strlen(raw)));
	}
	text = sheet_decode(a, raw, strlen(raw), &encoding);
	for (const char *p = text; p != NULL && *p != '\0';)
		*garbled |= text_is_private(text_next(&p));
	*garbled |= text == NULL;
	return text != NULL ? text : "（乱码）";
}

static int
by_name(const void *a, const void *b)
{
	return strcmp((*(struct tree_node *const *)a)->name,
	    (*(struct tree_node *const *)b)->name);
}

void
node_sort(struct tree_node *folder)
{
	bool sorted = true;

	for (size_t i = 1; i < folder->nchildren; i++)
		sorted &= strcmp(folder->children[i - 1]->name,
		    folder->children[i]->name) < 0;
	if (!sorted)
		qsort(folder->children, folder->nchildren,
		    sizeof(*folder->children), by_name);
}
