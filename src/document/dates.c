#include <string.h>
#include <time.h>

#include "base/text.h"
#include "document/document.h"

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

/* Whether there is such a day, in years that people write about. */
static bool
is_day(int year, int month, int day)
{
	struct tm tm = { .tm_year = year - 1900, .tm_mon = month - 1,
	    .tm_mday = day };

	/* timegm makes a day that never was (2023-02-29) another one */
	return year >= 1900 && year <= 2100 && month >= 1 && day >= 1 &&
	    timegm(&tm) != (time_t)-1 && tm.tm_mday == day &&
	    tm.tm_mon == month - 1;
}

/* How many bytes at s are a date or a month as a spreadsheet writes it. */
static size_t
iso_length(const char *s)
{
	int year = digits(s, 4), month;

	if (year == -1 || s[4] != '-')
		return 0;
	month = digits(s + 5, 2);
	if (month == -1 || !is_day(year, month, 1))
		return 0;
	if (s[MONTH] != '-')
		return MONTH;
	return is_day(year, month, digits(s + 8, 2)) ? DATE : 0;
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

/* Whether text, up to s, ends in one of these words. */
static bool
ends_in(const char *text, const char *s, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t len = strlen(*words);

		if ((size_t)(s - text) >= len &&
		    memcmp(s - len, *words, len) == 0)
			return true;
	}
	return false;
}

static bool
begins_with(const char *s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strncmp(s, *words, strlen(*words)) == 0)
			return true;
	return false;
}

/*
 * What begins at s is meant as a date: it stands free, behind no 号 (of a
 * certificate, a project), and is no word that is quoted.  A month alone may
 * be any number (a school year, a standard): it must be called a month, or
 * stand in a list or range.
 */
static bool
is_meant(const char *text, const char *s, size_t len)
{
	static const char *const numbers[] = { "号", "号：", "号:", "号 ", "“",
	    NULL };
	static const char *const month[] = { "月", NULL };
	static const char *const before[] = { "：", "、", "，", "；", "（", "至",
	    "到", "和", NULL };
	static const char *const after[] = { "、", "，", "；", "）", "。", "至", "到",
	    "和", NULL };

	if (joins(s[len]) || (s > text && joins(s[-1])) ||
	    ends_in(text, s, numbers))
		return false;
	if (len == DATE || ends_in(text, s, month))
		return true;
	if (s == text)
		return begins_with(s + len, after);
	return ends_in(text, s, before) &&
	    (s[len] == '\0' || begins_with(s + len, after));
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
		if (len == 0 || from < rest || !is_meant(text, from, len))
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
