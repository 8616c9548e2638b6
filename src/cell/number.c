#include "cell/private.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

#define MAX_DIGITS 15	/* what a double holds of any decimal */

/* Other ways to write the units of forms, folded. */
static const struct {
	const char *unit, *other[4];
} units[] = {
	{ "平方米", { "m2", "㎡", "平米", "平方" } },
	{ "%", { "％", "百分比", NULL, NULL } },
	{ "人", { "名", "位", NULL, NULL } },
	{ "册", { "本", NULL, NULL, NULL } },
};

static bool
cut_end(char *s, const char *end)
{
	size_t len = strlen(s), n = strlen(end);

	if (n == 0 || len <= n || strcasecmp(s + len - n, end) != 0)
		return false;
	s[len - n] = '\0';
	return true;
}

/* Take the field's unit off the end of s. */
static bool
cut_unit(struct arena *a, char *s, const char *unit)
{
	const char *fold = text_fold(a, unit);

	if (cut_end(s, fold))
		return true;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (strcmp(units[i].unit, fold) != 0)
			continue;
		for (size_t k = 0; k < 4 && units[i].other[k] != NULL; k++)
			if (cut_end(s, units[i].other[k]))
				return true;
	}
	return false;
}

/* 1,234,567 without its commas; false when they stand elsewhere. */
static bool
cut_thousands(char *s)
{
	size_t lead = strspn(s += *s == '-' || *s == '+', "0123456789");
	char *to = s + lead, *from = to;

	if (s[lead] != ',' || lead == 0 || lead > 3)
		return false;
	while (*from == ',') {
		if (strspn(from + 1, "0123456789") != 3)
			return false;
		from += 4;
	}
	if (*from != '\0' && *from != '.')
		return false;
	from = to;
	for (; *from != '\0'; from++)
		if (*from != ',')
			*to++ = *from;
	*to = '\0';
	return true;
}

/* A number in its normal form. */
struct number {
	char *text;		/* NULL when it was none */
	bool integer;
	size_t ndigits;		/* significant ones */
};

static struct number
normal(struct arena *a, const char *s)
{
	struct number n = { 0 };
	const char *sign = *s == '-' ? "-" : "", *whole, *part = "";
	size_t nwhole, npart = 0;

	s += *s == '-' || *s == '+';
	whole = s;
	nwhole = strspn(s, "0123456789");
	s += nwhole;
	if (*s == '.') {
		part = s + 1;
		npart = strspn(part, "0123456789");
		s = part + npart;
	}
	if (*s != '\0' || nwhole + npart == 0)
		return n;
	for (; nwhole > 0 && *whole == '0'; whole++)
		nwhole--;
	while (npart > 0 && part[npart - 1] == '0')
		npart--;
	n.integer = npart == 0;
	n.ndigits = nwhole + npart;
	for (size_t i = 0; nwhole == 0 && i < npart && part[i] == '0'; i++)
		n.ndigits--;
	if (nwhole + npart == 0)
		sign = "";
	n.text = arena_printf(a, "%s%.*s%s%.*s", sign,
	    nwhole > 0 ? (int)nwhole : 1, nwhole > 0 ? whole : "0",
	    npart > 0 ? "." : "", (int)npart, part);
	return n;
}

/* Every occurrence of a character of three bytes by one byte. */
static bool
replace(char *s, const char *from, char to)
{
	bool any = false;

	for (char *p = s; (p = strstr(p, from)) != NULL; any = true) {
		(void)memmove(p + 1, p + 3, strlen(p + 3) + 1);
		*p = to;
	}
	return any;
}

/* Whether s says the number as it is stored, up to zeros behind its point. */
static bool
is_normal(const char *s, const char *number)
{
	size_t n = strlen(number);

	if (strncmp(s, number, n) != 0)
		return false;
	s += n;
	if (*s == '.' && strchr(number, '.') == NULL)
		s++;
	return s[strspn(s, "0")] == '\0';
}

static void
number_read(const struct raw_cell *raw, bool integer, struct cell *c)
{
	struct arena *a = raw->a;
	const char *unit = raw->field->unit;
	char *n = cell_fold(a, raw->text, c);
	struct number number;
	bool wide = replace(n, "。", '.');

	wide |= replace(n, "−", '-');
	if (wide)
		cell_rule(a, c, "全角转半角");
	if (cell_is_scientific(n)) {
		cell_problem(a, c, FINDING_CELL_SCIENTIFIC, NULL);
		return;
	}
	if (cut_unit(a, n, unit))
		cell_rule(a, c, "去单位");
	if (cut_thousands(n))
		cell_rule(a, c, "去千分位");
	number = normal(a, n);
	if (number.text == NULL)
		cell_problem(a, c, FINDING_CELL_NOT_NUMBER, *unit == '\0' ?
		    NULL : arena_printf(a, "不是数字（单位：%s），按空处理",
		    unit));
	else if (integer && !number.integer)
		cell_problem(a, c, FINDING_CELL_NOT_INTEGER, NULL);
	else if (number.ndigits > MAX_DIGITS)
		cell_problem(a, c, FINDING_CELL_TOO_PRECISE, NULL);
	else
		c->value = number.text;
	if (c->value != NULL && !is_normal(n, c->value))
		cell_rule(a, c, "数字统一");
}

void
integer_read(const struct raw_cell *raw, struct cell *c)
{
	number_read(raw, true, c);
}

void
decimal_read(const struct raw_cell *raw, struct cell *c)
{
	number_read(raw, false, c);
}

void
year_read(const struct raw_cell *raw, struct cell *c)
{
	char *n;

	n = numerals_fold(raw->a, text_fold(raw->a, raw->text));
	if (!cut_end(n, "年度") && !cut_end(n, "年"))
		(void)cut_end(n, ".0");
	if (strlen(n) != 4 || strspn(n, "0123456789") != 4 ||
	    strcmp(n, "1900") < 0 || strcmp(n, "2100") > 0) {
		cell_problem(raw->a, c, FINDING_CELL_NOT_YEAR, NULL);
		return;
	}
	c->value = n;
	if (strcmp(n, raw->text) != 0)
		cell_rule(raw->a, c, "年度统一");
}
