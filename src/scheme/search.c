#include "scheme/private.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

/* A scheme with the words by which people call it. */
struct named {
	const char *name, *title;	/* the folder's; 名称 of 方案.csv */
	const char *path;
	const char *words;	/* all of them, folded, a line each */
};

/* Folded, and letters small: one spelling for what is compared. */
static char *
fold(struct arena *a, const char *text)
{
	char *s = text_fold(a, text);

	for (char *p = s; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return s;
}

static void
read_names(struct arena *a, const char *folder, struct named *n)
{
	struct scheme s = { 0 };
	struct buf b = { 0 };

	n->name = folder;
	n->title = "";
	n->path = scheme_find(a, folder, NULL);
	buf_addf(&b, "%s\n", fold(a, folder));
	if (n->path != NULL && scheme_read(&s, n->path, NULL) == 0) {
		n->title = arena_strdup(a, scheme_property(&s, "名称", ""));
		for (const struct plan_item *item = plan_items;
		    item->name != NULL; item++)
			if (item->calls)
				buf_addf(&b, "%s\n", fold(a,
				    scheme_property(&s, item->name, "")));
	}
	scheme_free(&s);
	n->words = arena_strdup(a, buf_str(&b));
	buf_free(&b);
}

/* What a character of a part is: digits, letters, others; 0: between parts. */
static int
kind_of(uint32_t ch)
{
	if (ch < 0x80 && isdigit((int)ch))
		return 1;
	if (ch < 0x80 && isalpha((int)ch))
		return 2;
	return text_is_han(ch) ? 3 : 0;
}

/*
 * The next part of text (a run of Chinese characters, of letters, of digits),
 * and *text moved behind it; "" at the end.
 */
static char *
next_part(struct arena *a, const char **text)
{
	const char *start = *text, *p = start;
	int kind = 0;

	while (*p != '\0' && (kind = kind_of(text_next(&p))) == 0)
		start = p;
	if (kind == 0)
		start = p;
	for (*text = p; *p != '\0' && kind_of(text_next(&p)) == kind;)
		*text = p;
	return arena_strndup(a, start, (size_t)(*text - start));
}

/* Whether each part of text is in one of the words. */
static bool
has_parts(struct arena *a, const struct named *n, const char *text)
{
	const char *part;
	size_t parts = 0;

	while (*(part = next_part(a, &text)) != '\0') {
		if (strstr(n->words, part) == NULL)
			return false;
		parts++;
	}
	return parts > 0;
}

/* Whether text is the whole of one of the words, or of a part of 简称. */
static bool
is_word(struct arena *a, const struct named *n, const char *text)
{
	const char *line, *lines = n->words;

	while ((line = text_split(a, &lines, "\n")) != NULL) {
		const char *name, *names = line;

		while ((name = text_split(a, &names, "、")) != NULL)
			if (*name != '\0' && strcmp(name, text) == 0)
				return true;
	}
	return false;
}

/* ---- nearly so ---------------------------------------------------------------- */

/* How near text is to a scheme's names, in %. */
static size_t
likeness(struct arena *a, const struct named *n, const char *text)
{
	size_t len = text_length(text), other = text_length(n->name);
	size_t in = 0, all = 0;
	size_t longer = len > other ? len : other, like = 0;

	if (longer > 0 && longer < 100)
		like = 100 - 100 * text_distance(a, text, n->name) / longer;
	for (const char *p = text, *start = p; *p != '\0'; start = p) {
		if (kind_of(text_next(&p)) != 3)
			continue;
		all++;
		in += strstr(n->words, arena_strndup(a, start,
		    (size_t)(p - start))) != NULL;
	}
	return all > 0 && 100 * in / all > like ? 100 * in / all : like;
}

static const struct named *
nearest(struct arena *a, const struct named *list, size_t n, const char *text)
{
	const struct named *best = NULL;
	size_t most = 59;	/* less is no likeness */

	for (size_t i = 0; i < n; i++) {
		size_t like = likeness(a, &list[i], text);

		if (like == most)
			best = NULL;	/* one as good as the other */
		if (like <= most)
			continue;
		most = like;
		best = &list[i];
	}
	return best;
}

/* ---- what is said ------------------------------------------------------------- */

static void
add_named(struct buf *b, const struct named *n, const char *between)
{
	buf_addf(b, "%s%s", between, n->name);
	if (*n->title != '\0')
		buf_addf(b, "（%s）", n->title);
}

static int
refuse(struct arena *a, const struct named *list, size_t n, const char *text,
    const char *words, struct err *err)
{
	const struct named *near = nearest(a, list, n, words);
	struct buf b = { 0 };

	if (*text == '\0')
		buf_adds(&b, "没有写方案");
	else
		buf_addf(&b, "没有方案“%s”", text);
	if (near != NULL)
		add_named(&b, near, "；是不是 ");
	if (near != NULL)
		buf_adds(&b, "？");
	buf_adds(&b, near != NULL ? "现有方案：" : "；现有方案：");
	for (size_t i = 0; i < n; i++)
		add_named(&b, &list[i], i == 0 ? "" : "、");
	if (n == 0)
		buf_adds(&b, "（没有找到 rubrics 文件夹）");
	(void)err_set(err, "%s", buf_str(&b));
	buf_free(&b);
	return -1;
}

static int
refuse_several(const struct named *const *hits, size_t n, const char *text,
    struct err *err)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < n; i++)
		add_named(&b, hits[i], i == 0 ? "" : "、");
	(void)err_set(err, "“%s”可以是几个方案：%s；请写其中一个的名字", text,
	    buf_str(&b));
	buf_free(&b);
	return -1;
}

/* The schemes that words fit: those of that name, else those with its parts. */
static size_t
find_hits(struct arena *a, const struct named *list, size_t n,
    const char *words, const struct named **hits)
{
	size_t nhits = 0;

	for (size_t i = 0; i < n; i++)
		if (is_word(a, &list[i], words))
			hits[nhits++] = &list[i];
	if (nhits > 0)
		return nhits;
	for (size_t i = 0; i < n; i++)
		if (has_parts(a, &list[i], words))
			hits[nhits++] = &list[i];
	return nhits;
}

char *
scheme_search(struct arena *a, const char *text, const char **taken,
    struct err *err)
{
	char *path = *text != '\0' ? scheme_find(a, text, NULL) : NULL;
	const struct named **hits;
	const char **folders, *words;
	struct named *list;
	size_t n, nhits;

	*taken = NULL;
	if (path != NULL)
		return path;
	scheme_list(a, &folders, &n);
	list = arena_alloc(a, (n + 1) * sizeof(*list));
	hits = arena_alloc(a, (n + 1) * sizeof(*hits));
	for (size_t i = 0; i < n; i++)
		read_names(a, folders[i], &list[i]);
	words = fold(a, text);
	nhits = strchr(text, '/') != NULL ? 0 :
	    find_hits(a, list, n, words, hits);
	if (nhits == 1) {
		*taken = arena_printf(a, "方案“%s”按 %s（%s）理解", text,
		    hits[0]->name, hits[0]->title);
		return arena_strdup(a, hits[0]->path);
	}
	if (nhits > 1)
		(void)refuse_several(hits, nhits, text, err);
	else
		(void)refuse(a, list, n, text, words, err);
	return NULL;
}
