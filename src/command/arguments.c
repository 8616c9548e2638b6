#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "command/command.h"

/*
 * What word processors, input methods and web pages make of a command line:
 * －o, —o and ——output for -o, －－scheme＝郑州, an ideographic blank where the
 * shell wants a blank, “quotes” that it does not know.
 */

/* Dashes of all widths and lengths that are typed for -. */
static bool
is_dash(uint32_t ch)
{
	static const uint32_t dashes[] = { '-', 0x2010, 0x2011, 0x2012, 0x2013,
		0x2014, 0x2015, 0x2212, 0x2500, 0x2e3a, 0x2e3b, 0xfe58, 0xfe63,
		0xff0d };

	for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++)
		if (ch == dashes[i])
			return true;
	return false;
}

static bool
is_quote(uint32_t ch)
{
	static const uint32_t quotes[] = { '"', '\'', '`', 0x2018, 0x2019,
		0x201c, 0x201d, 0x301d, 0x301e, 0xff02, 0xff07 };

	for (size_t i = 0; i < sizeof(quotes) / sizeof(*quotes); i++)
		if (ch == quotes[i])
			return true;
	return false;
}

/* White, or a mark without width (U+202A before a path copied in Windows). */
static bool
is_void(uint32_t ch)
{
	return text_is_space(ch) || text_is_invisible(ch);
}

/* text without what drop names at both ends, with at least one character. */
static char *
strip(struct arena *a, const char *text, bool (*drop)(uint32_t ch))
{
	const char *start = text, *end, *p = text;

	while (*p != '\0' && drop(text_next(&p)))
		start = p;
	end = p = start;
	while (*p != '\0')
		if (!drop(text_next(&p)))
			end = p;
	return arena_strndup(a, start, (size_t)(end - start));
}

char *
argument_trim(struct arena *a, const char *text)
{
	return strip(a, text, is_void);
}

char *
argument_unquote(struct arena *a, const char *text)
{
	return argument_trim(a, strip(a, argument_trim(a, text), is_quote));
}

char *
argument_plain(struct arena *a, const char *text)
{
	const char *p = argument_unquote(a, text);
	struct buf b = { 0 };
	char *plain;

	while (*p != '\0') {
		uint32_t ch = text_next(&p);

		text_put(&b, is_dash(ch) ? '-' : ch);
	}
	plain = text_nfkc(a, buf_str(&b));
	buf_free(&b);
	return plain;
}

/* ---- options ------------------------------------------------------------------ */

static bool
is_option_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Add the ASCII name that text begins with to b; what is behind it. */
static const char *
take_name(struct arena *a, struct buf *b, const char *text)
{
	while (*text != '\0') {
		const char *p = text, *plain;
		uint32_t ch = text_next(&p);

		plain = is_dash(ch) ? "-" : text_nfkc(a, arena_strndup(a, text,
		    (size_t)(p - text)));
		if (strlen(plain) != 1 ||
		    !(is_option_letter(*plain) || *plain == '-'))
			break;
		buf_adds(b, plain);
		text = p;
	}
	return text;
}

/* The value behind a name and =, or one blank of any width; *apart: a blank. */
static const char *
skip_sign(const char *text, bool *sign, bool *apart)
{
	const char *p = text;
	uint32_t ch = text_next(&p);

	*sign = ch == '=' || ch == 0xff1d || ch == 0xfe66;
	*apart = ch != 0 && is_void(ch);
	return *sign ? p : text;
}

/* Whether text begins with two dashes. */
static bool
is_double(const char *text)
{
	return is_dash(text_next(&text)) && is_dash(text_next(&text));
}

/*
 * An option as getopt knows it, in *option; a value that a blank of another
 * width parts from it in *value.  False when text is no option.
 */
static bool
mend_option(struct arena *a, const char *text, char **option, char **value)
{
	const char *rest = text, *p = text, *behind;
	struct buf name = { 0 };
	bool sign, apart, wide;

	*value = NULL;
	while (*p != '\0' && is_dash(text_next(&p)))
		rest = p;
	if (rest == text)
		return false;
	behind = skip_sign(take_name(a, &name, rest), &sign, &apart);
	if (!is_option_letter(*buf_str(&name))) {
		buf_free(&name);
		return false;
	}
	/* -date is --date, but -da is -d a: -s is often glued to its value */
	wide = *text != '-' || rest != text + 1 ||
	    strncmp(rest, name.data, name.len) != 0;
	for (char *c = name.data; *c != '\0'; c++)
		*c = (char)(wide ? tolower((unsigned char)*c) : *c);
	if (name.len > 1 && (is_double(text) ||
	    options_long(buf_str(&name), wide))) {
		*option = arena_printf(a, "--%s%s%s", buf_str(&name),
		    sign ? "=" : "", apart ? "" : behind);
	} else {
		/* -s and its value in one: only the letter is mended. */
		p = rest;
		(void)text_next(&p);
		behind = skip_sign(p, &sign, &apart);
		*option = arena_printf(a, "-%c%s", *buf_str(&name),
		    apart ? "" : behind);
	}
	if (apart)
		*value = argument_trim(a, behind);
	buf_free(&name);
	return true;
}

/* Where text has a blank that no shell knows for one; NULL: nowhere. */
static const char *
wide_blank(const char *text)
{
	for (const char *p = text; *p != '\0'; text = p) {
		uint32_t ch = text_next(&p);

		if (ch > ' ' && text_is_space(ch))
			return text;
	}
	return NULL;
}

struct words {
	struct arena *arena;
	char **list;
	size_t n, cap;
};

static void
add_word(struct words *w, char *text)
{
	arena_grow(w->arena, &w->list, &w->cap, w->n, sizeof(*w->list));
	w->list[w->n++] = text;
}

/* text, parted at blanks of other widths: none of them is in a value. */
static void
add_parted(struct words *w, const char *text)
{
	const char *blank;

	while ((blank = wide_blank(text)) != NULL) {
		if (blank > text)
			add_word(w, arena_strndup(w->arena, text,
			    (size_t)(blank - text)));
		(void)text_next(&blank);
		text = blank;
	}
	if (*text != '\0')
		add_word(w, arena_strdup(w->arena, text));
}

static void
mend_word(struct words *out, char *text)
{
	char *option, *value;

	/* -sX is an option to getopt whatever X is; a file －s is a file */
	if (path_exists(text) || !text_valid(text, strlen(text)) ||
	    !mend_option(out->arena, argument_trim(out->arena, text), &option,
	    &value)) {
		add_word(out, text);
		return;
	}
	add_word(out, option);
	if (value != NULL)
		add_word(out, value);
}

void
arguments_mend(struct arena *a, int *argc, char ***argv)
{
	struct words in = { .arena = a }, out = { .arena = a };
	size_t i;

	for (i = 0; i < (size_t)*argc; i++) {
		const char *text = (*argv)[i], *p = text;

		/* check　-s　… is one word to the shell; a path may be one */
		if (i > 0 && text_valid(text, strlen(text)) &&
		    wide_blank(text) != NULL && !path_exists(text) &&
		    (i == 1 || is_dash(text_next(&p))))
			add_parted(&in, text);
		else
			add_word(&in, (*argv)[i]);
	}
	for (i = 0; i < in.n && strcmp(in.list[i], "--") != 0; i++)
		if (i == 0)
			add_word(&out, in.list[i]);
		else if (i == 1)
			add_word(&out, text_valid(in.list[i],
			    strlen(in.list[i])) ? argument_plain(a,
			    in.list[i]) : in.list[i]);
		else
			mend_word(&out, in.list[i]);
	for (; i < in.n; i++)
		add_word(&out, in.list[i]);
	*argc = (int)out.n;
	add_word(&out, NULL);
	*argv = out.list;
}
