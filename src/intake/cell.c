#include "intake/private.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

#define PROBLEMS 4	/* room is made for so many at a time */

void
cell_problem(struct arena *a, struct cell *c, enum finding_code code,
    const char *detail)
{
	if (c->nproblems % PROBLEMS == 0) {
		struct problem *more = arena_alloc(a,
		    (c->nproblems + PROBLEMS) * sizeof(*more));

		if (c->nproblems > 0)
			memcpy(more, c->problems,
			    c->nproblems * sizeof(*more));
		c->problems = more;
	}
	c->problems[c->nproblems++] = (struct problem){ code, detail };
}

void
cell_rule(struct arena *a, struct cell *c, const char *rule)
{
	if (c->rule == NULL)
		c->rule = rule;
	else if (strstr(c->rule, rule) == NULL)
		c->rule = arena_printf(a, "%s、%s", c->rule, rule);
}

bool
cell_is_scientific(const char *s)
{
	s += *s == '+' || *s == '-';
	if (!isdigit((unsigned char)*s))
		return false;
	s += strspn(s, "0123456789.");
	if ((*s != 'E' && *s != 'e') || (s[1] != '+' && s[1] != '-'))
		return false;
	s += 2;
	return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

char *
cell_fold(struct arena *a, const char *s, struct cell *c)
{
	char *wide = text_nfkc(a, s), *fold = text_fold(a, wide);

	if (strcmp(wide, s) != 0)
		cell_rule(a, c, "全角转半角");
	if (strcmp(fold, wide) != 0)
		cell_rule(a, c, "去空白");
	return fold;
}

/* What a spreadsheet shows instead of a value. */
static bool
is_formula_error(const char *s)
{
	static const char *const errors[] = { "#REF!", "#N/A", "#VALUE!",
	    "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
	    "#GETTING_DATA", NULL };

	if (*s != '#')
		return false;
	for (size_t i = 0; errors[i] != NULL; i++)
		if (strcmp(s, errors[i]) == 0)
			return true;
	return s[1] == '#' && s[strspn(s, "#")] == '\0';
}

/* A dash or stroke alone stands for nothing. */
static bool
is_placeholder(const char *s)
{
	static const char *const marks[] = { "-", "--", "/", "\\", "—", "——",
	    "–", "－", "／", "＼", "―", "…", "……", NULL };

	for (size_t i = 0; marks[i] != NULL; i++)
		if (strcmp(s, marks[i]) == 0)
			return true;
	return false;
}

/* Printable ASCII and blanks only: nothing in it to clean or fold. */
static bool
is_plain(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || (unsigned char)*s > '~')
			return false;
	return true;
}

/* By the bytes that begin what clean() looks for; most cells have none. */
static bool
may_need_cleaning(const char *s)
{
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < ' ' || c == 0x7f || c == 0xc2 || c == 0xe2 ||
		    (c == 0xef && (unsigned char)s[1] == 0xbb))
			return true;
	}
	return false;
}

/* A character that is surely no blank starts, and one ends, the text. */
static bool
is_trimmed(const char *s)
{
	size_t len = strlen(s);
	unsigned char first = (unsigned char)s[0];
	unsigned char last = (unsigned char)s[len - 1];

	if (last >= 0x80)
		last = len < 3 ? ' ' : (unsigned char)s[len - 3];
	return ((first > ' ' && first < 0x7f) ||
	    (first >= 0xe4 && first <= 0xe9)) &&
	    ((last > ' ' && last < 0x7f && last == (unsigned char)s[len - 1]) ||
	    (last >= 0xe4 && last <= 0xe9));
}

/*
 * Control characters out (a finding), and marks without width; line breaks
 * stay where they may, else they and tabs become blanks.
 */
static const char *
clean(struct arena *a, const char *s, bool lines, struct cell *c)
{
	struct buf b = { 0 };
	bool control = false, changed = false;
	const char *p = s;

	if (!may_need_cleaning(s))
		return s;
	while (*p != '\0') {
		uint32_t ch = text_next(&p);

		if ((ch == '\n' && !lines) || ch == '\t') {
			ch = ' ';
			changed = true;
		} else if ((ch < ' ' && ch != '\n') ||
		    (ch >= 0x7f && ch < 0xa0)) {
			control = true;
			continue;
		} else if (ch == 0xfeff || (ch >= 0x200b && ch <= 0x200f) ||
		    (ch >= 0x202a && ch <= 0x202e) || ch == 0x2060) {
			changed = true;
			continue;
		}
		text_put(&b, ch);
	}
	if (control) {
		cell_problem(a, c, FINDING_CONTROL_CHARACTER, NULL);
		cell_rule(a, c, "去控制字符");
	}
	if (changed)
		cell_rule(a, c, "去空白");
	if (control || changed)
		s = text_trim(a, buf_str(&b));
	buf_free(&b);
	return s;
}

/* U+FFFD, and in names the ? and □ that stand for a lost character. */
static bool
has_lost(const char *s, bool name)
{
	if (strpbrk(s, "?\xe2\xe3\xef") == NULL)
		return false;	/* none of the bytes that begin one */
	while (*s != '\0') {
		uint32_t ch = text_next(&s);

		if (ch == 0xfffd)
			return true;
		if (name && (ch == '?' || ch == 0xff1f || ch == 0x25a1 ||
		    ch == 0x3013))
			return true;
	}
	return false;
}

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

/* Full-width digits and Latin letters to plain ones. */
static const char *
narrow(struct arena *a, const char *s, struct cell *c)
{
	struct buf b = { 0 };
	bool changed = false;
	const char *p = s;

	if (strstr(s, "\xef\xbc") == NULL && strstr(s, "\xef\xbd") == NULL)
		return s;	/* nothing from U+FF00 to U+FF7F */
	while (*p != '\0') {
		uint32_t ch = text_next(&p);

		if ((ch >= 0xff10 && ch <= 0xff19) ||
		    (ch >= 0xff21 && ch <= 0xff3a) ||
		    (ch >= 0xff41 && ch <= 0xff5a)) {
			ch -= 0xfee0;
			changed = true;
		}
		text_put(&b, ch);
	}
	if (changed) {
		s = arena_strdup(a, buf_str(&b));
		cell_rule(a, c, "全角转半角");
	}
	buf_free(&b);
	return s;
}

/*
 * A text that others are compared with: no blanks, plain widths.  So are
 * texts of nothing but digits, dots and dashes (2022－2023－1).
 */
static const char *
unify(struct arena *a, const char *s, bool key, struct cell *c)
{
	static const char *const dashes[] = { "—", "–", "−", "‐", "。", NULL };
	struct cell tried = { 0 };
	const char *fold;
	struct buf b = { 0 };

	if (is_plain(s) && strchr(s, ' ') == NULL)
		return s;
	if (!key && !isdigit((unsigned char)*s) &&
	    strncmp(s, "\xef\xbc", 2) != 0)
		return s;	/* starts with no digit of any width */
	fold = cell_fold(a, s, &tried);
	for (const char *p = fold; *p != '\0';) {
		size_t i = 0, n;

		while (dashes[i] != NULL && strncmp(p, dashes[i],
		    n = strlen(dashes[i])) != 0)
			i++;
		if (dashes[i] != NULL) {
			buf_addc(&b, dashes[i + 1] == NULL ? '.' : '-');
			p += n;
		} else {
			buf_addc(&b, *p++);
		}
	}
	fold = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	if (!key && fold[strspn(fold, "0123456789.-")] != '\0')
		return s;
	if (strcmp(fold, s) != 0)
		cell_rule(a, c, tried.rule != NULL ? tried.rule :
		    "全角转半角");
	return fold;
}

static void
text_read(struct arena *a, const struct field *f, bool key, const char *s,
    struct cell *c)
{
	if (cell_is_scientific(s)) {
		cell_problem(a, c, FINDING_CELL_SCIENTIFIC, NULL);
		return;
	}
	if (f->type == FIELD_PERSON)
		s = join_name(a, s, c);
	else
		s = narrow(a, unify(a, s, key, c), c);
	if (f->type == FIELD_PERSON && has_lost(s, true))
		cell_problem(a, c, FINDING_NAME_CHARACTER_LOST, NULL);
	else if (f->type != FIELD_PERSON && has_lost(s, false))
		cell_problem(a, c, FINDING_TEXT_CHARACTER_LOST, NULL);
	c->value = s;
}

void
cell_read(struct arena *a, const struct field *f, bool key, const char *raw,
    struct cell *c)
{
	const char *s = *raw == '\0' || is_trimmed(raw) ? raw :
	    text_trim(a, raw);

	*c = (struct cell){ 0 };
	if (f->type != FIELD_FILE)	/* whose name is as it is on the disk */
		s = clean(a, s, f->type == FIELD_TEXT ||
		    f->type == FIELD_CHOICES, c);
	if (*s == '\0')
		return;
	if (is_formula_error(s)) {
		cell_problem(a, c, FINDING_CELL_FORMULA_ERROR, NULL);
		return;
	}
	if (is_placeholder(s)) {
		cell_rule(a, c, "占位符作空");
		return;
	}
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_PERSON:
		text_read(a, f, key, s, c);
		break;
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
		number_read(a, f, s, c);
		break;
	case FIELD_DATE:
		date_read(a, s, c);
		break;
	case FIELD_MONTH:
		month_read(a, s, c);
		break;
	case FIELD_YEAR:
		year_read(a, s, c);
		break;
	case FIELD_YESNO:
		yesno_read(a, s, c);
		break;
	case FIELD_CHOICE:
		choice_read(a, f, s, c);
		break;
	case FIELD_CHOICES:
		choices_read(a, f, s, c);
		break;
	case FIELD_FILE:
		c->value = s;
		break;
	}
}
