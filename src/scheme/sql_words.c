#include "scheme/sql_words.h"

#include <string.h>
#include <strings.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Letters, digits, _ and everything beyond ASCII: as SQLite has it. */
static bool
in_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    is_digit(c) || c == '_' || c == '$' || (c & 0x80) != 0;
}

static const char *
skip_blank(const char *p)
{
	for (;;) {
		if (*p == ' ' || (*p >= '\t' && *p <= '\r')) {
			p++;
		} else if (p[0] == '-' && p[1] == '-') {
			p += strcspn(p, "\n");
		} else if (p[0] == '/' && p[1] == '*') {
			const char *end = strstr(p + 2, "*/");

			p = end != NULL ? end + 2 : p + strlen(p);
		} else {
			return p;
		}
	}
}

/* Behind the closing quote; a doubled one belongs to what is quoted. */
static const char *
quoted(const char *p, char close, struct sql_word *w)
{
	w->text = ++p;
	for (; *p != '\0'; p++) {
		if (*p != close)
			continue;
		if (p[1] != close || close == ']')
			break;
		p++;
	}
	w->len = (size_t)(p - w->text);
	return *p != '\0' ? p + 1 : p;
}

struct sql_word
sql_word_next(const char **p)
{
	const char *s = skip_blank(*p);
	struct sql_word w = { .text = s };

	if (*s == '\0') {
		*p = s;
		return w;
	}
	if (*s == '\'') {
		w.kind = SQL_WORD_TEXT;
		*p = quoted(s, '\'', &w);
		return w;
	}
	if (*s == '"' || *s == '`' || *s == '[') {
		w.kind = SQL_WORD_NAME;
		*p = quoted(s, *s == '[' ? ']' : *s, &w);
		return w;
	}
	w.kind = SQL_WORD_MARK;
	if (is_digit(*s) || (*s == '.' && is_digit(s[1]))) {
		w.kind = SQL_WORD_NUMBER;
		while (in_name(*s) || *s == '.')
			s++;
	} else if (in_name(*s)) {
		w.kind = SQL_WORD_NAME;
		while (in_name(*s))
			s++;
	} else {
		s++;
	}
	w.len = (size_t)(s - w.text);
	*p = s;
	return w;
}

bool
sql_word_is(const struct sql_word *w, const char *word)
{
	return (w->kind == SQL_WORD_NAME || w->kind == SQL_WORD_MARK) &&
	    w->len == strlen(word) && strncasecmp(w->text, word, w->len) == 0;
}

static void
add_name(struct arena *a, struct sql_name **names, size_t *cap, size_t *n,
    const char *table, const char *column)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp((*names)[i].table, table) == 0 &&
		    strcmp((*names)[i].column, column) == 0)
			return;
	arena_grow(a, names, cap, *n, sizeof(**names));
	(*names)[(*n)++] = (struct sql_name){ table, column };
}

size_t
sql_names(struct arena *a, const char *sql, struct sql_name **names)
{
	size_t n = 0, cap = 0;

	*names = NULL;
	for (;;) {
		struct sql_word w = sql_word_next(&sql), next;
		const char *first, *behind = sql;

		if (w.kind == SQL_WORD_END)
			return n;
		if (w.kind != SQL_WORD_NAME)
			continue;
		first = arena_strndup(a, w.text, w.len);
		next = sql_word_next(&behind);
		if (!sql_word_is(&next, ".")) {
			add_name(a, names, &cap, &n, "", first);
			continue;
		}
		next = sql_word_next(&behind);
		sql = behind;
		if (next.kind == SQL_WORD_NAME)
			add_name(a, names, &cap, &n, first,
			    arena_strndup(a, next.text, next.len));
	}
}

/* Where a part of the conditions ends and what level it stands on. */
struct level {
	size_t depth;		/* open brackets and CASEs */
	size_t betweens;	/* on the outermost level, still without AND */
};

/* Follow w; true when it joins two conditions on the outermost level. */
static bool
joins(struct level *l, const struct sql_word *w)
{
	if (w->kind == SQL_WORD_MARK) {
		if (*w->text == '(')
			l->depth++;
		else if (*w->text == ')' && l->depth > 0)
			l->depth--;
		return false;
	}
	if (sql_word_is(w, "CASE"))
		l->depth++;
	else if (sql_word_is(w, "END") && l->depth > 0)
		l->depth--;
	if (l->depth > 0)
		return false;
	if (sql_word_is(w, "BETWEEN"))
		l->betweens++;
	if (!sql_word_is(w, "AND"))
		return false;
	if (l->betweens == 0)
		return true;
	l->betweens--;
	return false;
}

/* An OR on the outermost level joins more loosely than any AND there. */
static bool
has_or(const char *sql)
{
	struct level l = { 0 };
	struct sql_word w;

	do {
		w = sql_word_next(&sql);
		(void)joins(&l, &w);
		if (l.depth == 0 && sql_word_is(&w, "OR"))
			return true;
	} while (w.kind != SQL_WORD_END);
	return false;
}

size_t
sql_conditions(struct arena *a, const char *sql, const char ***list)
{
	bool whole = has_or(sql);
	size_t n = 0, cap = 0;
	struct level l = { 0 };
	const char *first = NULL, *end = NULL;	/* of the condition */
	struct sql_word w;

	*list = NULL;
	do {
		const char *word = skip_blank(sql);
		bool joint;

		w = sql_word_next(&sql);
		joint = !whole && joins(&l, &w);
		if (!joint && w.kind != SQL_WORD_END) {
			first = first != NULL ? first : word;
			end = sql;
		} else if (first != NULL) {
			arena_grow(a, list, &cap, n, sizeof(**list));
			(*list)[n++] = arena_strndup(a, first,
			    (size_t)(end - first));
			first = NULL;
		}
	} while (w.kind != SQL_WORD_END);
	return n;
}

enum sql_equation
sql_equation(const char *condition)
{
	struct sql_word w = sql_word_next(&condition);

	if (w.kind != SQL_WORD_NAME || sql_word_is(&w, "NOT"))
		return SQL_NO_EQUATION;
	w = sql_word_next(&condition);
	if (sql_word_is(&w, ".")) {
		(void)sql_word_next(&condition);
		w = sql_word_next(&condition);
	}
	if (!sql_word_is(&w, "=") && !sql_word_is(&w, "IS"))
		return SQL_NO_EQUATION;
	w = sql_word_next(&condition);
	if (sql_word_is(&w, "="))	/* == */
		w = sql_word_next(&condition);
	if (sql_word_is(&w, "NOT"))
		return SQL_NO_EQUATION;
	return w.kind == SQL_WORD_TEXT ? SQL_EQUALS_TEXT : SQL_EQUALS_OTHER;
}
