#include <string.h>

#include "page/layout.h"

/*
 * What has no room is cut where everybody sees it: the text ends with “…”.
 */
#define CUT	"…"

/* The text's first len bytes and the mark, without blanks before it. */
static const char *
with_mark(struct arena *a, const char *text, size_t len)
{
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\n'))
		len--;
	return arena_printf(a, "%.*s" CUT, (int)len, text);
}

/* Bytes without the last character. */
static size_t
one_less(const char *text, size_t len)
{
	if (len > 0)
		len--;
	while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	return len;
}

void
paragraph_cut(struct measure *m, struct arena *a, struct paragraph *p,
    size_t lines)
{
	const char *text = p->text;
	size_t len;

	if (p->nlines <= lines)
		return;
	len = lines > 0 ? p->lines[lines - 1].to : 0;
	do {
		p->text = with_mark(a, text, len);
		paragraph_break(m, a, p);
		if (p->nlines <= lines)
			break;
		len = one_less(text, len);
	} while (len > 0);
}

static bool
fits(struct layout *l, enum font_role role, double size, const char *text,
    double width)
{
	return measure_width(l->measure, role, size, text, strlen(text)) <=
	    width;
}

const char *
layout_fit(struct layout *l, enum font_role role, double size,
    const char *text, double width)
{
	size_t low = 0, high = strlen(text);

	if (fits(l, role, size, text, width))
		return text;
	/* As many bytes as have room; what is cut is cut at a character. */
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (fits(l, role, size, with_mark(l->arena, text,
		    one_less(text, middle + 1)), width))
			low = middle;
		else
			high = middle;
	}
	return with_mark(l->arena, text, one_less(text, low + 1));
}
