#include "sheet/mend.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>

#include "base/text.h"

#define SOFT_HYPHEN	0xad
#define NO_CHARACTER	UINT32_MAX

enum { BREAK = 1, ENTITY = 2, HYPHEN = 4, CONTROL = 8 };

/* Longest name of a character in HTML, and digits of one's number. */
#define ENTITY_MAX	8

/* &name; &#20013; &#x4E2D; at s: its character, and *len is all of it. */
static uint32_t
entity(const char *s, size_t *len)
{
	char name[ENTITY_MAX + 1];
	const htmlEntityDesc *known;
	size_t n = strcspn(s + 1, ";"), digits;
	bool hex;
	unsigned long ch;

	if (n == 0 || n > ENTITY_MAX || s[1 + n] != ';')
		return NO_CHARACTER;
	*len = n + 2;
	memcpy(name, s + 1, n);
	name[n] = '\0';
	if (*name != '#') {
		known = htmlEntityLookup((const xmlChar *)name);
		return known != NULL ? known->value : NO_CHARACTER;
	}
	hex = name[1] == 'x' || name[1] == 'X';
	digits = strspn(name + 1 + hex, hex ? "0123456789abcdefABCDEF" :
	    "0123456789");
	if (digits == 0 || 1 + hex + digits != n)
		return NO_CHARACTER;
	ch = strtoul(name + 1 + hex, NULL, hex ? 16 : 10);
	if ((ch < 0x20 && ch != '\t' && ch != '\n' && ch != '\r') ||
	    (ch >= 0x7f && ch < 0xa0) ||
	    !text_may_hold((uint32_t)ch))
		return NO_CHARACTER;
	return (uint32_t)ch;
}

/* _x000D_ and the like at s: a control character, or NO_CHARACTER. */
static uint32_t
escape(const char *s, bool all)
{
	char digits[5] = "";
	uint32_t ch;

	if (strncmp(s, "_x", 2) != 0 || strspn(s + 2,
	    "0123456789abcdefABCDEF") != 4 || s[6] != '_')
		return NO_CHARACTER;
	memcpy(digits, s + 2, 4);
	ch = (uint32_t)strtoul(digits, NULL, 16);
	if (ch == '\r' || (all && (ch < 0x20 || (ch >= 0x7f && ch < 0xa0))))
		return ch;
	return NO_CHARACTER;
}

/* The length of <br>, <br/> or <br /> at s, or 0. */
static size_t
tag(const char *s)
{
	size_t n = 3;

	if (strncasecmp(s, "<br", n) != 0)
		return 0;
	n += strspn(s + n, " ");
	n += s[n] == '/';
	return s[n] == '>' ? n + 1 : 0;
}

/*
 * What stands at s and is not text: its length, what it means in *ch, and what
 * kind it is; 0 when it is text.
 */
static size_t
special(const char *s, bool escapes, uint32_t *ch, unsigned *kind)
{
	size_t n = 1;

	*ch = '\n';
	*kind = BREAK;
	switch (*s) {
	case '\v':
	case '\f':
		return n;
	case '<':
		return tag(s);
	case '_':
		*ch = escape(s, escapes);
		n = *ch == NO_CHARACTER ? 0 : 7;
		*kind = *ch >= '\n' && *ch <= '\r' ? BREAK : CONTROL;
		return n;
	case '&':
		*kind = ENTITY;
		*ch = entity(s, &n);
		return *ch == NO_CHARACTER ? 0 : n;
	case '\xc2':
		*kind = HYPHEN;
		*ch = SOFT_HYPHEN;
		return s[1] == '\xad' ? 2 : 0;
	default:
		return 0;
	}
}

/* A line break written twice, as CR and LF, is one: behind the second. */
static const char *
behind_break(const char *s, bool escapes)
{
	if (*s == '\n')
		return s + 1;
	return escape(s, escapes) == '\n' ? s + 7 : s;
}

const char *
mend_join(struct arena *a, const char *rule, const char *more)
{
	if (rule == NULL || strcmp(rule, more) == 0)
		return more;
	if (strstr(rule, more) != NULL)
		return rule;
	return arena_printf(a, "%s、%s", rule, more);
}

static const char *
rule_of(struct arena *a, unsigned done)
{
	static const struct { unsigned kind; const char *rule; } rules[] = {
		{ BREAK, "换行还原" }, { ENTITY, "网页字符还原" },
		{ HYPHEN, "去软连字符" }, { CONTROL, "去控制字符" },
	};
	const char *rule = NULL;

	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (done & rules[i].kind)
			rule = mend_join(a, rule, rules[i].rule);
	return rule;
}

const char *
mend_inside(struct arena *a, const char *text, bool escapes,
    const char **rule)
{
	struct buf b = { 0 };
	unsigned done = 0, kind;
	const char *s = text, *out = NULL;
	uint32_t ch;

	if (text[strcspn(text, "\v\f<&_\xc2")] == '\0')
		return NULL;
	while (*s != '\0') {
		size_t n = special(s, escapes, &ch, &kind);

		if (n == 0) {
			buf_addc(&b, *s++);
			continue;
		}
		s += n;
		done |= kind;
		if (ch >= '\n' && ch <= '\r') {
			buf_addc(&b, '\n');
			if (ch == '\r' || kind == BREAK)
				s = behind_break(s, escapes);
		} else if (ch == '\t' || (ch >= 0x20 && ch != 0x7f &&
		    kind != CONTROL && ch != SOFT_HYPHEN)) {
			text_put(&b, ch);
		}
	}
	if (done != 0) {
		*rule = rule_of(a, done);
		out = text_trim(a, buf_str(&b));
	}
	buf_free(&b);
	return out;
}
