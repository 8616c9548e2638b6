#include "sheet/csv.h"

#include <stdint.h>
#include <string.h>

/* How many of the lines below decide whether a cell swallows them. */
#define LOOK_LINES	50

/*
 * Looking ahead may cost so many times the text, and never less than that;
 * beyond it, what the last look found is taken to be so again.
 */
#define LOOK_TIMES	16
#define LOOK_LEAST	((size_t)16 << 20)

void
csv_text_init(struct csv_text *t, const char *s, size_t len,
    const char *separator)
{
	*t = (struct csv_text){ .s = s, .len = len, .separator = separator,
	    .separator_len = strlen(separator), .from = 1,
	    .budget = LOOK_LEAST + LOOK_TIMES * len };
	t->stops['"'] = t->stops['\r'] = t->stops['\n'] = true;
	t->stops[(unsigned char)*separator] = true;
}

bool
csv_at_separator(const struct csv_text *t, size_t at)
{
	return at < t->len && t->s[at] == *t->separator &&
	    (t->separator_len == 1 || (t->len - at >= t->separator_len &&
	    memcmp(t->s + at, t->separator, t->separator_len) == 0));
}

static bool
is_line_end(const struct csv_text *t, size_t at)
{
	return at == t->len || t->s[at] == '\n' || t->s[at] == '\r';
}

size_t
csv_skip_blanks(const struct csv_text *t, size_t at)
{
	while (at < t->len && (t->s[at] == ' ' || t->s[at] == '\t') &&
	    t->s[at] != *t->separator)
		at++;
	return at;
}

size_t
csv_next(const struct csv_text *t, size_t at)
{
	for (;; at++) {
		while (at < t->len && !t->stops[(unsigned char)t->s[at]])
			at++;
		if (at == t->len || t->s[at] != *t->separator ||
		    csv_at_separator(t, at))
			return at;
	}
}

/* Whether the mark here closes a cell. */
static bool
closes(const struct csv_text *t, size_t at)
{
	at = csv_skip_blanks(t, at + 1);
	return is_line_end(t, at) || csv_at_separator(t, at);
}

/*
 * Of the marks that stand together here: doubled ones are text, and the one
 * that may be left over closes the cell or is text as well.  Returns whether
 * it closes; *at is it, or the place behind them.
 */
static bool
pass_marks(const struct csv_text *t, size_t *at, bool *literal)
{
	while (*at + 1 < t->len && t->s[*at] == '"' && t->s[*at + 1] == '"')
		*at += 2;
	if (*at == t->len || t->s[*at] != '"')
		return false;
	if (closes(t, *at))
		return true;
	*literal = true;
	(*at)++;
	return false;
}

size_t
csv_close(struct csv_text *t, size_t at, bool *literal)
{
	if (pass_marks(t, &at, literal))
		return at;
	if (at < t->from || at > t->close) {
		size_t from = at;

		t->last_literal = 0;
		for (;;) {
			const char *q = memchr(t->s + at, '"', t->len - at);
			bool odd = false;

			at = q != NULL ? (size_t)(q - t->s) : t->len;
			if (q == NULL || pass_marks(t, &at, &odd))
				break;
			if (odd)
				t->last_literal = at;	/* behind it */
		}
		t->from = from;
		t->close = at;
		at = from;
	}
	*literal |= t->last_literal > at;
	return t->close;
}

/* So much was looked at; with nothing left there is no more looking. */
static void
spend(struct csv_text *t, size_t bytes)
{
	t->budget -= bytes < t->budget ? bytes : t->budget;
}

/* The mark that closes, in its line, the cell whose text begins at at; or 0. */
static size_t
close_in_line(struct csv_text *t, size_t at)
{
	size_t start = at;
	bool literal = false;

	while (!is_line_end(t, at)) {
		if (t->s[at] != '"') {
			at++;
		} else if (pass_marks(t, &at, &literal)) {
			spend(t, at - start);
			return at;
		}
	}
	spend(t, at - start);
	return 0;
}

size_t
csv_count(struct csv_text *t, size_t at, bool cell_begins, size_t *line_end)
{
	size_t n = 0, start = at;

	for (; t->budget > 0; at++) {
		size_t q = cell_begins ? csv_skip_blanks(t, at) : at;

		if (cell_begins && q < t->len && t->s[q] == '"' &&
		    (q = close_in_line(t, q + 1)) > 0)
			at = q + 1;
		at = csv_next(t, at);
		cell_begins = csv_at_separator(t, at);
		n += cell_begins;
		if (cell_begins)
			at += t->separator_len - 1;
		else if (is_line_end(t, at))
			break;
	}
	*line_end = at;
	spend(t, at - start);
	return n;
}

/* Of the lines between the places, how many and how many with n separators. */
static size_t
count_lines(struct csv_text *t, size_t at, size_t end, size_t want,
    size_t *alike)
{
	size_t n = 0;

	*alike = 0;
	while (n < LOOK_LINES && at < end && t->budget > 0) {
		size_t line_end, first = csv_skip_blanks(t, at), count;

		if (first < end && is_line_end(t, first)) {
			spend(t, first + 1 - at);
			at = first + 1;
			continue;
		}
		count = csv_count(t, at, true, &line_end);
		n += first < end;
		*alike += first < end && count == want;
		at = line_end + 1;
	}
	return n;
}

bool
csv_swallows(struct csv_text *t, size_t open, size_t close, size_t before,
    size_t heading, size_t *lines)
{
	size_t line_end, none, alike, lax = before;
	size_t own = before + csv_count(t, open + 1, false, &line_end);
	size_t want = heading != SIZE_MAX ? heading : own;

	*lines = count_lines(t, line_end, close, want, &alike);
	if (*lines == 0 && close < line_end)
		lax += csv_count(t, close + 1, false, &none);
	if (t->budget == 0)
		return t->last_swallows;
	if (want == 0)
		t->last_swallows = false;	/* nothing tells a row */
	else if (*lines > 0)
		t->last_swallows = 2 * alike >= *lines;
	else	/* in its own line it may swallow cells */
		t->last_swallows = own == want && lax != want;
	return t->last_swallows;
}
