#include "store/store.h"

#include <ctype.h>
#include <string.h>

/* The end of what begins with an opening mark and ends with close, doubled
   where it stands for itself. */
static const char *
past_quote(const char *p, char close)
{
	for (p++; *p != '\0'; p++) {
		if (*p != close)
			continue;
		if (p[1] != close || close == ']')
			return p + 1;
		p++;
	}
	return p;
}

static const char *
past_blanks(const char *p)
{
	for (;;) {
		if (isspace((unsigned char)*p)) {
			p++;
		} else if (strncmp(p, "--", 2) == 0) {
			p += strcspn(p, "\n");
		} else if (strncmp(p, "/*", 2) == 0) {
			const char *end = strstr(p + 2, "*/");

			p = end == NULL ? p + strlen(p) : end + 2;
		} else {
			return p;
		}
	}
}

/* SQLite takes every byte above ASCII as a letter. */
static bool
is_letter(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$' ||
	    (unsigned char)c >= 0x80;
}

static const char *
past_number(const char *p)
{
	while (is_letter(*p) || *p == '.' ||
	    ((*p == '+' || *p == '-') && (p[-1] == 'e' || p[-1] == 'E')))
		p++;
	return p;
}

static size_t
mark_length(const char *p)
{
	static const char *const marks[] = { "||", "==", "<>", "!=", "<=",
	    ">=", "<<", ">>", "->", NULL };

	for (size_t i = 0; marks[i] != NULL; i++)
		if (strncmp(p, marks[i], 2) == 0)
			return 2;
	return 1;
}

/* What ends a name or text that begins so. */
static char
closing(char open)
{
	if (open == '[')
		open = ']';
	return open;
}

bool
sql_token_next(const char **at, struct sql_token *t)
{
	const char *p = past_blanks(*at), *end = p;

	*t = (struct sql_token){ .kind = SQL_MARK, .start = p };
	if (*p == '\0')
		return false;
	if (*p == '\'') {
		t->kind = SQL_TEXT;
		end = past_quote(p, '\'');
	} else if (*p == '"' || *p == '`' || *p == '[') {
		t->kind = SQL_QUOTED;
		end = past_quote(p, closing(*p));
	} else if (isdigit((unsigned char)*p) ||
	    (*p == '.' && isdigit((unsigned char)p[1]))) {
		t->kind = SQL_NUMBER;
		end = past_number(p);
	} else if (is_letter(*p)) {
		t->kind = SQL_NAME;
		while (is_letter(*end))
			end++;
	} else {
		end = p + mark_length(p);
	}
	t->len = (size_t)(end - p);
	*at = end;
	return true;
}

char *
sql_token_text(struct arena *a, const struct sql_token *t)
{
	char *text = arena_strndup(a, t->start, t->len), *out = text;
	char close = closing(*text);

	if (t->kind != SQL_TEXT && t->kind != SQL_QUOTED)
		return text;
	for (const char *p = text + 1; *p != '\0'; p++) {
		if (*p == close && p[1] != close)
			break;
		p += *p == close;
		*out++ = *p;
	}
	*out = '\0';
	return text;
}

bool
sql_token_is(const struct sql_token *t, const char *word)
{
	return (t->kind == SQL_NAME || t->kind == SQL_MARK) &&
	    strlen(word) == t->len &&
	    sqlite3_strnicmp(t->start, word, (int)t->len) == 0;
}
