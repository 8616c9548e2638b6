#include "cell/private.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

/* Printable ASCII and blanks only: nothing in it to clean or fold. */
static bool
is_plain(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || (unsigned char)*s > '~')
			return false;
	return true;
}

bool
text_has_lost(const char *s, bool name)
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

bool
text_is_cut_number(const struct raw_cell *raw, struct cell *c)
{
	if (!cell_is_scientific(raw->text))
		return false;
	cell_problem(raw->a, c, FINDING_CELL_SCIENTIFIC, NULL);
	return true;
}

void
text_read(const struct raw_cell *raw, struct cell *c)
{
	if (text_is_cut_number(raw, c))
		return;
	c->value = narrow(raw->a, unify(raw->a, raw->text, raw->from->key, c), c);
	if (text_has_lost(c->value, false))
		cell_problem(raw->a, c, FINDING_TEXT_CHARACTER_LOST, NULL);
}
