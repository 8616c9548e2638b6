#include "cell/private.h"

#include <string.h>

#include "base/long_number.h"
#include "base/text.h"

/* Cells that hold the number of an identity card, or of a mobile phone. */

/* The text without blanks, wide forms and dashes, which are noted. */
static char *
bare(const struct raw_cell *raw, struct cell *c)
{
	static const char *const dashes[] = { "-", "—", "–", "−", "‐", NULL };
	char *s = cell_fold(raw->a, raw->text, c);
	bool any = false;

	for (size_t i = 0; dashes[i] != NULL; i++) {
		size_t n = strlen(dashes[i]);

		for (char *p = s; (p = strstr(p, dashes[i])) != NULL;) {
			(void)memmove(p, p + n, strlen(p + n) + 1);
			any = true;
		}
	}
	if (any)
		cell_rule(raw->a, c, "去连接号");
	return s;
}

static bool
is_digits(const char *s, size_t n)
{
	return strspn(s, "0123456789") >= n;
}

void
identity_number_read(const struct raw_cell *raw, struct cell *c)
{
	char *s;

	if (text_is_cut_number(raw, c))
		return;
	s = bare(raw, c);
	if (strlen(s) == IDENTITY_DIGITS && s[IDENTITY_DIGITS - 1] == 'x') {
		s[IDENTITY_DIGITS - 1] = 'X';
		cell_rule(raw->a, c, "小写转大写");
	}
	if (strlen(s) != IDENTITY_DIGITS || !is_digits(s, IDENTITY_DIGITS - 1) ||
	    strchr("0123456789X", s[IDENTITY_DIGITS - 1]) == NULL ||
	    !long_number_is_identity(s))
		cell_problem(raw->a, c, FINDING_CELL_NOT_ID, NULL);
	else
		c->value = s;
}

/* Behind the country's code, in front of eleven digits. */
static const char *
without_country(const char *s)
{
	static const char *const codes[] = { "+86", "(+86)", "0086", "86",
	    "(86)", NULL };

	for (size_t i = 0; codes[i] != NULL; i++) {
		size_t n = strlen(codes[i]);

		if (strncmp(s, codes[i], n) == 0 &&
		    strlen(s) == n + PHONE_DIGITS)
			return s + n;
	}
	return s;
}

void
phone_read(const struct raw_cell *raw, struct cell *c)
{
	const char *s, *number;

	if (text_is_cut_number(raw, c))
		return;
	s = bare(raw, c);
	number = without_country(s);
	if (number != s)
		cell_rule(raw->a, c, "去国家代码");
	if (strlen(number) != PHONE_DIGITS ||
	    !is_digits(number, PHONE_DIGITS) || *number != '1')
		cell_problem(raw->a, c, FINDING_CELL_NOT_PHONE, NULL);
	else
		c->value = number;
}
