#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "document/document.h"

static char *
printed(struct arena *a, const struct date *d)
{
	return d->day == 0 ?
	    arena_printf(a, "%d年%d月", d->year, d->month) :
	    arena_printf(a, "%d年%d月%d日", d->year, d->month, d->day);
}

const char *
date_text(struct arena *a, const char *iso)
{
	struct date d;
	size_t len = date_parse(iso, &d);

	return len == 0 || iso[len] != '\0' ? iso : printed(a, &d);
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

/* The month that a range up to s begins with, as in 2031-04至; or NULL. */
static const char *
range_begin(const char *text, const char *s)
{
	static const char *const to[] = { "至", "到", NULL };
	const size_t len = sizeof("2031-04至") - 1;
	struct date d;

	if ((size_t)(s - text) < len || !ends_in(text, s, to) ||
	    date_parse(s - len, &d) != DATE_MONTH_BYTES)
		return NULL;
	return s - len;
}

/*
 * What begins at s is meant as a date: it stands free, behind no 号 (of a
 * certificate, a project), and is no word that is quoted.  A month alone may
 * be any number (a school year, a standard): it must be called a month, or
 * stand in a list or range; a range is meant at both ends or at none.
 */
static bool
is_meant(const char *text, const char *s, size_t len)
{
	static const char *const numbers[] = { "号", "号：", "号:", "号 ", "“",
	    NULL };
	static const char *const month[] = { "月", NULL };
	static const char *const before[] = { "：", "、", "，", "；", "（", "至",
	    "到", "和", "缺", NULL };
	static const char *const after[] = { "、", "，", "；", "）", "。", "至", "到",
	    "和", NULL };
	const char *begin;

	if (joins(s[len]) || (s > text && joins(s[-1])) ||
	    ends_in(text, s, numbers))
		return false;
	if (len == DATE_BYTES || ends_in(text, s, month))
		return true;
	begin = range_begin(text, s);
	if (begin != NULL)
		return is_meant(text, begin, DATE_MONTH_BYTES);
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
		struct date d;
		size_t len = from == NULL ? 0 : date_parse(from, &d);

		s++;
		if (len == 0 || from < rest || !is_meant(text, from, len))
			continue;
		buf_add(&b, rest, (size_t)(from - rest));
		buf_adds(&b, printed(a, &d));
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
