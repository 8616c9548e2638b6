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

		plain = typed_is_dash(ch) ? "-" : text_nfkc(a, arena_strndup(a, text,
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
	*apart = ch != 0 && typed_is_blank(ch);
	return *sign ? p : text;
}

/* Whether text begins with two dashes. */
static bool
is_double(const char *text)
{
	bool first = typed_is_dash(text_next(&text));

	return first && typed_is_dash(text_next(&text));
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
	while (*p != '\0' && typed_is_dash(text_next(&p)))
		rest = p;
	if (rest == text)
		return false;
	behind = skip_sign(take_name(a, &name, rest), &sign, &apart);
	if (name.data == NULL || !is_option_letter(*name.data)) {
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
		*value = typed_trim(a, behind);
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

struct word_list {
	struct arena *arena;
	char **list;
	size_t n, cap;
};

static void
add_word(struct word_list *w, char *text)
{
	arena_grow(w->arena, &w->list, &w->cap, w->n, sizeof(*w->list));
	w->list[w->n++] = text;
}

/* text, parted at blanks of other widths: none of them is in a value. */
static void
add_parted(struct word_list *w, const char *text)
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
mend_word(struct word_list *out, char *text)
{
	char *option, *value;

	/* -sX is an option to getopt whatever X is; a file －s is a file */
	if (path_exists(text) || !text_valid(text, strlen(text)) ||
	    !mend_option(out->arena, typed_trim(out->arena, text), &option,
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
	struct word_list in = { .arena = a }, out = { .arena = a };
	size_t i;

	for (i = 0; i < (size_t)*argc; i++) {
		const char *text = (*argv)[i], *p = text;

		/* check　-s　… is one word to the shell; a path may be one */
		if (i > 0 && text_valid(text, strlen(text)) &&
		    wide_blank(text) != NULL && !path_exists(text) &&
		    (i == 1 || typed_is_dash(text_next(&p))))
			add_parted(&in, text);
		else
			add_word(&in, (*argv)[i]);
	}
	for (i = 0; i < in.n && strcmp(in.list[i], "--") != 0; i++)
		if (i == 0)
			add_word(&out, in.list[i]);
		else if (i == 1)
			add_word(&out, text_valid(in.list[i],
			    strlen(in.list[i])) ? typed_plain(a,
			    in.list[i]) : in.list[i]);
		else
			mend_word(&out, in.list[i]);
	for (; i < in.n; i++)
		add_word(&out, in.list[i]);
	*argc = (int)out.n;
	add_word(&out, NULL);
	*argv = out.list;
}
