#include <string.h>

#include "base/text.h"
#include "report/document.h"

#define DATE	10		/* bytes of 2024-03-01 */
#define MONTH	7		/* of 2024-03 */

/* The number that n digits make, or -1. */
static int
digits(const char *s, size_t n)
{
	int v = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + s[i] - '0';
	}
	return v;
}

/* How many bytes at s are a date or a month as a spreadsheet writes it. */
static size_t
iso_length(const char *s)
{
	int month, day;

	if (digits(s, 4) == -1 || s[4] != '-')
		return 0;
	month = digits(s + 5, 2);
	if (month < 1 || month > 12)
		return 0;
	if (s[MONTH] != '-')
		return MONTH;
	day = digits(s + 8, 2);
	return day >= 1 && day <= 31 ? DATE : 0;
}

static char *
printed(struct arena *a, const char *iso, size_t len)
{
	char *s = arena_printf(a, "%.4s年%d月", iso, digits(iso + 5, 2));

	return len == MONTH ? s :
	    arena_printf(a, "%s%d日", s, digits(iso + 8, 2));
}

const char *
date_text(struct arena *a, const char *iso)
{
	size_t len = iso_length(iso);

	return len == 0 || iso[len] != '\0' ? iso : printed(a, iso, len);
}

/* Part of a longer number, a file's name, an address. */
static bool
joins(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || (c != '\0' && strchr("-_./:", c) != NULL);
}

/* What begins at s stands free, and is no word that is quoted. */
static bool
is_free(const char *text, const char *s, size_t len)
{
	static const char quote[] = "“", number[] = "号";
	size_t before = (size_t)(s - text);

	if (joins(s[len]) || (before > 0 && joins(s[-1])))
		return false;
	if (before >= 3 && strncmp(s - 3, quote, 3) == 0)
		return false;
	if (len == DATE)
		return true;
	/* A month alone, or behind 编号, may be any number. */
	return (before > 0 || s[len] != '\0') &&
	    (before < 3 || strncmp(s - 3, number, 3) != 0);
}

const char *
dates_text(struct arena *a, const char *text)
{
	struct buf b = { 0 };
	const char *rest = text, *s = text, *made;

	while ((s = strchr(s, '-')) != NULL) {
		const char *from = s - text < 4 ? NULL : s - 4;
		size_t len = from == NULL ? 0 : iso_length(from);

		s++;
		if (len == 0 || from < rest || !is_free(text, from, len))
			continue;
		buf_add(&b, rest, (size_t)(from - rest));
		buf_adds(&b, printed(a, from, len));
		rest = from + len;
		s = rest;
	}
	if (rest == text) {
		buf_free(&b);
		return text;
	}
	buf_adds(&b, rest);
	made = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return made;
}
