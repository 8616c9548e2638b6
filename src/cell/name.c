#include "cell/private.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

#define LONG_NUMBER 7	/* digits of the shortest telephone number */

/* Blanks between Han characters out, any others become one. */
static const char *
join_name(struct arena *a, const char *s, struct cell *c)
{
	struct buf b = { 0 };
	uint32_t last = 0;
	const char *p = s, *out;

	while (*p != '\0') {
		uint32_t ch = text_next(&p), next;
		const char *q = p;

		if (!text_is_space(ch)) {
			text_put(&b, ch);
			last = ch;
			continue;
		}
		while (*q != '\0' && text_is_space(text_next(&q)))
			p = q;
		q = p;
		next = text_next(&q);
		if (!text_is_han(last) || !text_is_han(next))
			buf_addc(&b, ' ');
	}
	if (strcmp(buf_str(&b), s) == 0) {
		buf_free(&b);
		return s;
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	cell_rule(a, c, "去空白");
	return out;
}

static bool
is_choice_of(const struct form *f, const char *s)
{
	for (size_t i = 0; i < f->nfields; i++)
		for (size_t k = 0; f->fields[i].type == FIELD_CHOICE &&
		    k < f->fields[i].nvalues; k++)
			if (strcmp(f->fields[i].values[k], s) == 0)
				return true;
	return false;
}

/*
 * What stands beside a name: words of any form, choices of this one.  Those of
 * the others too where names need not tell people apart (who leads).
 */
static bool
is_remark(const struct raw_cell *raw, const char *s)
{
	const struct form *f = raw->from->form;
	const struct scheme *all = raw->field->repeat == REPEAT_FREE ?
	    raw->from->scheme : NULL;
	static const char *const words[] = { "女", "男", "组长", "兼", "退休",
	    NULL };

	for (size_t i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], s) == 0)
			return true;
	for (size_t i = 0; all != NULL && i < all->nforms; i++)
		if (is_choice_of(&all->forms[i], s))
			return true;
	return f != NULL && is_choice_of(f, s);
}

/* The same for several, 女、组长: each must be one. */
static bool
are_remarks(const struct raw_cell *raw, const char *s, size_t len)
{
	struct arena *a = raw->a;
	char *rest, *list = text_nfkc(a, arena_strndup(a, s, len));
	bool any = false;

	for (char *p = list; (p = strstr(p, "、")) != NULL;)
		p[0] = p[1] = p[2] = ',';
	for (char *p = strtok_r(list, ",;/ ", &rest); p != NULL;
	    p = strtok_r(NULL, ",;/ ", &rest)) {
		if (!is_remark(raw, p))
			return false;
		any = true;
	}
	return any;
}

static const struct { const char *open, *close; } brackets[] = {
	{ "(", ")" }, { "（", "）" }, { "（", ")" }, { "(", "）" },
	{ "[", "]" }, { "【", "】" }, { "〔", "〕" },
};

/* The last of the marks in s, or NULL. */
static char *
last(char *s, const char *mark)
{
	char *found = NULL;

	for (char *p = s; (p = strstr(p, mark)) != NULL; p++)
		found = p;
	return found;
}

/* s without a remark in brackets at an end; s itself when there is none. */
static char *
cut_remark(const struct raw_cell *raw, char *s)
{
	struct arena *a = raw->a;
	size_t len = strlen(s);

	for (size_t i = 0; i < sizeof(brackets) / sizeof(*brackets); i++) {
		size_t open = strlen(brackets[i].open);
		size_t close = strlen(brackets[i].close);
		char *p = last(s, brackets[i].open), *q;

		if (p != NULL && p > s && len > close && strcmp(s + len - close,
		    brackets[i].close) == 0 && are_remarks(raw, p + open,
		    (size_t)(s + len - close - p) - open))
			return text_trim(a, arena_strndup(a, s,
			    (size_t)(p - s)));
		q = strstr(s, brackets[i].close);
		if (q != NULL && q[close] != '\0' && strncmp(s,
		    brackets[i].open, open) == 0 && are_remarks(raw, s + open,
		    (size_t)(q - s) - open))
			return text_trim(a, q + close);
	}
	return s;
}

/* s without its place in a list: 1. 1、 1) （1）; s itself when it has none. */
static char *
cut_place(struct arena *a, char *s)
{
	static const char *const marks[] = { ".", "、", ")", NULL };
	char *p = *s == '\xef' ? text_nfkc(a, s) : s;	/* （ or １ */

	p += *p == '(';
	if (!isdigit((unsigned char)*p))
		return s;
	p += strspn(p, "0123456789");
	if (strncmp(p, "．", strlen("．")) == 0 ||
	    strncmp(p, "）", strlen("）")) == 0)
		p = text_nfkc(a, p);
	for (size_t i = 0; marks[i] != NULL; i++) {
		size_t n = strlen(marks[i]);

		if (strncmp(p, marks[i], n) == 0 && !text_blank(p + n) &&
		    !isdigit((unsigned char)p[n]))
			return text_trim(a, p + n);
	}
	return s;
}

/* s without stars behind it: at least two characters are a name's. */
static char *
cut_stars(struct arena *a, char *s)
{
	static const char *const stars[] = { "★", "☆", "●", NULL };
	size_t len = strlen(s);

	for (size_t i = 0; stars[i] != NULL; i++) {
		size_t n = strlen(stars[i]);
		char *rest;

		if (len <= n || strcmp(s + len - n, stars[i]) != 0)
			continue;
		rest = text_trim(a, arena_strndup(a, s, len - n));
		if (text_length(rest) >= 2)
			return rest;
	}
	return s;
}

/* Only Han characters, by their bytes, as most names are: nothing to cut. */
static bool
is_plain_name(const char *s)
{
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if ((c & 0xc0) != 0x80 && (c < 0xe4 || c > 0xe9) && c != 0xf0)
			return false;
	}
	return true;
}

/* What is no part of a name off, as often as there is some. */
static const char *
cut_beside(const struct raw_cell *raw, const char *name, struct cell *c)
{
	struct arena *a = raw->a;
	char *s = arena_strdup(a, name), *before;

	do {
		before = s;
		s = cut_remark(raw, before);
		if (s != before)
			cell_rule(a, c, "去括注");
		else if ((s = cut_place(a, before)) != before)
			cell_rule(a, c, "去序号");
		else if ((s = cut_stars(a, before)) != before)
			cell_rule(a, c, "去标记");
	} while (s != before);
	return *s != '\0' ? s : name;
}

/* Bytes of the number at s, blanks and dashes inside it; its digits to b. */
static size_t
number_at(const char *s, struct buf *b)
{
	size_t end = 0;

	buf_reset(b);
	for (size_t n = 0; isdigit((unsigned char)s[n]) || (n > 0 &&
	    (s[n] == ' ' || s[n] == '-')); n++)
		if (isdigit((unsigned char)s[n])) {
			buf_addc(b, s[n]);
			end = n + 1;
		}
	return end;
}

const char *
person_mask(struct arena *a, const char *s)
{
	struct buf b = { 0 }, digits = { 0 };
	const char *out = s;
	bool any = false;

	if (strpbrk(s, "0123456789\xef") == NULL)
		return s;
	for (const char *p = text_nfkc(a, s); *p != '\0';) {
		size_t n = number_at(p, &digits);

		if (digits.len >= LONG_NUMBER) {
			buf_adds(&b, text_mask(a, buf_str(&digits)));
			any = true;
		} else {
			buf_add(&b, p, n > 0 ? n : 1);
		}
		p += n > 0 ? n : 1;
	}
	if (any)
		out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	buf_free(&digits);
	return out;
}

/* Fields in which several people stand, or whose names may be made up. */
static bool
may_be_anybody(const struct field *f)
{
	static const char *const names[] = { FIELD_EXPERT, "获奖人", "作者", NULL };

	if (f->repeat == REPEAT_FREE)
		return true;
	for (size_t i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], f->name) == 0)
			return true;
	return false;
}

/* Digits, or a mark with names on both its sides. */
static bool
is_doubtful(const char *s)
{
	static const char *const marks[] = { "、", "，", ",", ";", "；", "/", "／",
	    NULL };

	for (const char *p = s; *p != '\0';) {
		uint32_t ch = text_next(&p);

		if ((ch >= '0' && ch <= '9') || (ch >= 0xff10 && ch <= 0xff19))
			return true;
	}
	for (size_t i = 0; marks[i] != NULL; i++) {
		const char *p = strstr(s, marks[i]);

		if (p != NULL && p > s && !text_blank(p + strlen(marks[i])))
			return true;
	}
	return false;
}

void
person_read(const struct raw_cell *raw, struct cell *c)
{
	if (text_is_cut_number(raw, c))
		return;
	c->value = join_name(raw->a, raw->text, c);
	if (is_plain_name(c->value))
		return;
	c->value = cut_beside(raw, c->value, c);
	if (text_has_lost(c->value, true))
		cell_problem(raw->a, c, FINDING_NAME_CHARACTER_LOST, NULL);
	if (!may_be_anybody(raw->field) && is_doubtful(c->value))
		cell_problem(raw->a, c, FINDING_NAME_DOUBTFUL, NULL);
}
