#include "intake/tree.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "intake/private.h"

/* ---- marks of copies ----------------------------------------------------------- */

static const char *const copy_words[] = { "副本", "旧", "备份", "copy" };

/* The length of s without the word at its end, or 0. */
static size_t
without_end(const char *s, size_t len, const char *word)
{
	size_t n = strlen(word);

	return len > n && strncasecmp(s + len - n, word, n) == 0 ? len - n : 0;
}

static size_t
without_blanks(const char *s, size_t len)
{
	while (len > 0 && strchr(" -_", s[len - 1]) != NULL)
		len--;
	return len;
}

/* The length without a mark in brackets, (2) or (副本), or 0. */
static size_t
without_brackets(const char *s, size_t len)
{
	size_t digits = len;

	if (len < 3 || s[len - 1] != ')')
		return 0;
	for (digits = len - 1; digits > 0 && s[digits - 1] >= '0' &&
	    s[digits - 1] <= '9';)
		digits--;
	if (digits < len - 1 && digits > 0 && s[digits - 1] == '(' &&
	    len - digits <= 3)
		return without_blanks(s, digits - 1);
	for (size_t i = 0; i < sizeof(copy_words) / sizeof(*copy_words); i++) {
		size_t n = without_end(s, len - 1, copy_words[i]);

		if (n > 1 && s[n - 1] == '(')
			return without_blanks(s, n - 1);
	}
	return 0;
}

/* The length without one mark at the end, or 0 when there is none. */
static size_t
without_mark(const char *s, size_t len)
{
	size_t n = without_brackets(s, len);

	for (size_t i = 0; n == 0 &&
	    i < sizeof(copy_words) / sizeof(*copy_words); i++) {
		n = without_end(s, len, copy_words[i]);
		if (n > 0 && strchr(" -_", s[n - 1]) == NULL)
			n = 0;
		n = n > 0 ? without_blanks(s, n) : 0;
	}
	return n;
}

char *
file_name_original(struct arena *a, const char *stem)
{
	const char *s = text_nfkc(a, stem);
	size_t len = strlen(s), n, whole = len;

	while ((n = without_mark(s, len)) > 0)
		len = n;
	return len < whole ? arena_strndup(a, s, len) : NULL;
}

/* ---- tables' names --------------------------------------------------------------- */

/* What a name has beside the table's own: dropped at its ends. */
static const char *const ends[] = { "表", "名单", "名册", "汇总", "最终版",
    "新建", NULL };
static const struct { const char *word; bool numbered; } begins[] = {
	{ "附件", true }, { "附", true }, { "表", true }, { "新建", false },
};
static const struct { const char *open, *close; } brackets[] = {
	{ "(", ")" }, { "[", "]" }, { "【", "】" }, { "《", "》" },
	{ "〔", "〕" }, { "“", "”" }, { "\"", "\"" }, { "「", "」" },
};
static const char *const marks[] = { " ", "-", "_", ".", ",", "、", "·", ":",
    "#", "+", "。", "—", NULL };

struct form_name {		/* of a form, prepared once */
	const struct form *form;
	bool folder, root;	/* where its file has it */
	bool alias;		/* it is one of 别名 */
	const char *name;	/* NFKC */
	const char *bare;	/* without what names have beside it */
};

static bool
drop_begin(char **s, const char *word)
{
	size_t n = strlen(word);

	if (n == 0 || strlen(*s) <= n || strncmp(*s, word, n) != 0)
		return false;
	*s += n;
	return true;
}

static bool
drop_end(char *s, const char *word)
{
	size_t n = strlen(word), len = strlen(s);

	if (n == 0 || len <= n || strcmp(s + len - n, word) != 0)
		return false;
	s[len - n] = '\0';
	return true;
}

/* Bytes of 一, 十二 … in front. */
static size_t
count_numerals(const char *s)
{
	const char *p = s, *end;

	while ((end = text_past(p, "一二三四五六七八九十")) != p)
		p = end;
	return (size_t)(p - s);
}

/* A number in front, bare or in brackets; 一 and 二 where a mark follows. */
static bool
drop_number(char **s)
{
	size_t open = **s == '(', n = strspn(*s + open, "0123456789");

	if (n == 0) {
		n = count_numerals(*s + open);
		if (n > 0 && !open && strchr(" .:-_", (*s)[n]) == NULL &&
		    strncmp(*s + n, "、", strlen("、")) != 0)
			return false;
	}
	if (n == 0 || (open && (*s)[open + n] != ')') ||
	    (*s)[2 * open + n] == '\0')
		return false;
	*s += 2 * open + n;
	return true;
}

static bool
drop_brackets(char **s)
{
	size_t len = strlen(*s);

	for (size_t i = 0; i < sizeof(brackets) / sizeof(*brackets); i++) {
		size_t a = strlen(brackets[i].open);
		size_t b = strlen(brackets[i].close);

		if (len <= a + b || strncmp(*s, brackets[i].open, a) != 0 ||
		    strcmp(*s + len - b, brackets[i].close) != 0)
			continue;
		(*s)[len - b] = '\0';
		*s += a;
		return true;
	}
	return false;
}

static bool
drop_marks(char **s)
{
	for (size_t i = 0; marks[i] != NULL; i++)
		if (drop_begin(s, marks[i]) || drop_end(*s, marks[i]))
			return true;
	return false;
}

/* Take one thing off a name that no table's own name has. */
static bool
drop_one(struct arena *a, char **s, const char *number, const char *title)
{
	size_t n;

	if (drop_marks(s) || drop_brackets(s) || drop_number(s))
		return true;
	if (number != NULL && (drop_begin(s, number) || drop_end(*s, number)))
		return true;
	if (title != NULL && (drop_begin(s, title) || drop_end(*s, title)))
		return true;
	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++) {
		char *rest = *s;
		size_t numerals;

		if (!drop_begin(&rest, begins[i].word))
			continue;
		numerals = begins[i].numbered ? count_numerals(rest) : 0;
		/* 附件1, 附件一 and 表2, but no 表现 */
		if (begins[i].numbered && numerals == 0 &&
		    strchr("0123456789:-_ ", *rest) == NULL)
			continue;
		*s = rest + numerals;
		return true;
	}
	if (file_type(*s) != FILE_UNKNOWN)	/* 成员.csv.xlsx */
		return drop_end(*s, strrchr(*s, '.'));
	n = without_brackets(*s, strlen(*s));
	if (n > 0) {
		*s = arena_strndup(a, *s, n);
		return true;
	}
	for (size_t i = 0; ends[i] != NULL; i++)
		if (drop_end(*s, ends[i]))
			return true;
	return false;
}

static bool
is_studio_form(const struct form *f)
{
	return strcmp(f->name, TABLE_STUDIO) == 0;
}

static void
add_name(struct intake *in, struct form_name name)
{
	char *bare;

	name.name = text_nfkc(&in->run, name.name);
	bare = arena_strdup(&in->run, name.name);
	while (drop_one(&in->run, &bare, NULL, NULL))
		;
	name.bare = bare;
	in->names[in->nnames++] = name;
}

void
file_name_prepare(struct intake *in)
{
	size_t n = 0;

	for (size_t i = 0; i < in->scheme->nforms; i++)
		n += 2 + in->scheme->forms[i].naliases;
	in->names = arena_alloc(&in->run, n * sizeof(*in->names));
	for (size_t i = 0; i < in->scheme->nforms; i++) {
		const struct form *f = &in->scheme->forms[i];

		add_name(in, (struct form_name){ .form = f, .name = f->name,
		    .folder = !is_studio_form(f), .root = true });
		if (is_studio_form(f))
			add_name(in, (struct form_name){ .form = f,
			    .name = FILE_STUDIO, .folder = true });
		for (size_t k = 0; k < f->naliases; k++)
			add_name(in, (struct form_name){ .form = f,
			    .name = f->aliases[k], .alias = true,
			    .folder = true, .root = true });
	}
}

/* The form's name where it lies, or NULL. */
static const struct form_name *
name_of(const struct intake *in, size_t i, bool root)
{
	const struct form_name *n = &in->names[i];

	return (root ? n->root : n->folder) ? n : NULL;
}

/* Whether s is a form's name or 表-甲, the part then "甲". */
static bool
own_name(struct intake *in, struct arena *a, const char *s, bool root,
    struct file_name *out)
{
	size_t best = 0;

	for (size_t i = 0; i < in->nnames; i++) {
		const struct form_name *want = name_of(in, i, root);
		size_t n = want == NULL ? 0 : strlen(want->name);
		const char *rest = s + n;

		if (n == 0 || strncmp(s, want->name, n) != 0 || n < best)
			continue;
		rest += strspn(rest, " ");
		if (s[n] != '\0' && *rest != '-')
			continue;
		best = n;
		out->form = want->form;
		out->alias = want->alias;
		out->part = s[n] != '\0' ? text_trim(a, rest + 1) : "";
	}
	return out->form != NULL;
}

/*
 * Whether p is one of the form's names without what names have beside it.
 * Another name is cut itself (last) only where p is no table's otherwise.
 */
static bool
is_like(const struct form_name *f, const char *p, bool last)
{
	return strcmp(p, f->name) == 0 ||
	    ((last || !f->alias) && strcmp(p, f->bare) == 0);
}

/* The only form with this name, folded; else NULL, and the forms in several. */
static const struct form *
like_name(struct intake *in, struct arena *a, const char *s, bool root,
    const char *number, const char *title, const char **several)
{
	char *p = arena_strdup(a, s);

	do {
		const struct form *found = NULL;
		struct buf names = { 0 };
		size_t n = 0;

		for (size_t i = 0; i < 2 * in->nnames; i++) {
			bool last = i >= in->nnames;
			const struct form_name *f = name_of(in, last ?
			    i - in->nnames : i, root);

			if (last && n > 0 && i == in->nnames)
				break;
			if (f == NULL || f->form == found ||
			    !is_like(f, p, last))
				continue;
			found = f->form;
			buf_addf(&names, "%s%s", n++ == 0 ? "" : "、", f->name);
		}
		if (n > 1)
			*several = arena_strdup(a, buf_str(&names));
		buf_free(&names);
		if (n > 0)
			return n == 1 ? found : NULL;
	} while (drop_one(a, &p, number, title));
	return NULL;
}

/* Whether nothing stands in front but 附件1, 表2, 3. … */
static bool
is_number(struct arena *a, const char *owner)
{
	char *p = arena_strdup(a, owner);

	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++) {
		size_t n = strlen(begins[i].word);

		if (strncmp(p, begins[i].word, n) == 0) {
			p += n;
			break;
		}
	}
	p += strspn(p, "0123456789");
	p += count_numerals(p);
	while (*p != '\0' && drop_marks(&p))
		;
	for (size_t i = 0; marks[i] != NULL; i++)
		if (strcmp(p, marks[i]) == 0)
			return true;
	return *p == '\0';
}

/* Before the table's name and a "-", "_" or blank: from the right. */
static bool
find_owner(struct intake *in, struct arena *a, const char *s, bool root,
    struct file_name *out)
{
	for (size_t i = strlen(s); i > 1; i--) {
		if (strchr("-_ ", s[i - 1]) == NULL)
			continue;
		if (!own_name(in, a, s + i + strspn(s + i, " "), root, out))
			continue;
		out->owner = arena_strndup(a, s, without_blanks(s, i));
		if (is_number(a, out->owner)) {
			out->owner = NULL;
			out->folded = true;
		}
		return true;
	}
	return false;
}

/* A folded name, perhaps with a part behind it: 评审表-甲. */
static void
find_like(struct intake *in, struct arena *a, const char *s, bool root,
    const char *number, const char *title, struct file_name *out)
{
	out->form = like_name(in, a, s, root, number, title, &out->several);
	for (const char *p = s; out->form == NULL && out->several == NULL &&
	    (p = strchr(p, '-')) != NULL; p++) {
		out->form = like_name(in, a, arena_strndup(a, s,
		    (size_t)(p - s)), root, number, title, &out->several);
		if (out->form != NULL)
			out->part = text_trim(a, p + 1);
	}
	out->folded = out->form != NULL;
}

/* 评审_甲, 评审表 甲, 评审(甲): an expert's name that no "-" parts. */
static void
find_expert(struct arena *a, const char *s, const struct form_name *name,
    const char *number, const char *title, struct file_name *out)
{
	size_t n = strlen(name->name);
	char *p, mark;

	if (strcmp(name->form->name, TABLE_EXPERT) != 0 ||
	    strncmp(s, name->name, n) != 0)
		return;
	p = arena_strdup(a, s + n);
	(void)drop_begin(&p, "表");
	mark = *p;
	if (strchr("_ (", mark) == NULL)
		return;
	if (!drop_brackets(&p) && mark != '(')
		while (drop_marks(&p))
			;
	if (strchr("_ (", *p) != NULL || (*p >= '0' && *p <= '9'))
		return;
	out->form = name->form;
	out->part = (number != NULL && strcmp(p, number) == 0) ||
	    (title != NULL && strcmp(p, title) == 0) ? "" : p;
	out->folded = true;
}

void
file_name_read(struct intake *in, struct arena *a, const char *stem,
    bool root, const char *number, const char *title, struct file_name *out)
{
	const char *s = text_nfkc(a, text_trim(a, stem)), *bare;

	*out = (struct file_name){ .part = "" };
	if (own_name(in, a, s, root, out) && *out->part == '\0')
		return;
	bare = file_name_original(a, s);
	if (bare != NULL) {
		out->form = NULL;
		(void)own_name(in, a, bare, root, out);
		out->folded = true;
		s = bare;
	}
	if (out->form != NULL)
		return;
	out->folded = bare != NULL;
	if (find_owner(in, a, s, root, out))
		return;
	number = number != NULL ? text_nfkc(a, number) : NULL;
	title = title != NULL ? text_nfkc(a, title) : NULL;
	out->folded = false;
	find_like(in, a, s, root, number, title, out);
	for (size_t i = 0; i < in->nnames && out->form == NULL &&
	    out->several == NULL; i++)
		find_expert(a, s, &in->names[i], number, title, out);
}
