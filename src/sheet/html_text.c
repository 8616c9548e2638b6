#include "sheet/html_text.h"

#include <string.h>

#include "sheet/sheet.h"

#define NO_BREAK_SPACE	"\xc2\xa0"
#define WHITE		" \t\n\r\f"

static void
put(struct html_text *t, const char *s, size_t len)
{
	if (t->b.len + len <= SHEET_MAX_CELL)
		buf_add(&t->b, s, len);
	else if (t->b.len <= SHEET_MAX_CELL)
		while (t->b.len <= SHEET_MAX_CELL)
			buf_addc(&t->b, '.');
}

/* What waited, since a character comes. */
static void
settle(struct html_text *t)
{
	size_t n = t->b.len;

	if (n > 0 && t->b.data[n - 1] != '\n') {
		if (t->block)
			put(t, "\n", 1);
		else if (t->blank)
			put(t, " ", 1);
	}
	t->block = t->blank = false;
}

void
html_text_add(struct html_text *t, const char *s, size_t len)
{
	const char *end = s + len;

	while (s < end) {
		const char *p = s;

		if (strchr(WHITE, *s) != NULL) {	/* the NUL too */
			t->blank = true;
			s++;
			continue;
		}
		if (end - s >= 2 && memcmp(s, NO_BREAK_SPACE, 2) == 0) {
			settle(t);
			put(t, " ", 1);
			s += 2;
			continue;
		}
		while (p < end && strchr(WHITE, *p) == NULL &&
		    (p == s || end - p < 2 ||
		    memcmp(p, NO_BREAK_SPACE, 2) != 0))
			p++;
		settle(t);
		put(t, s, (size_t)(p - s));
		s = p;
	}
}

void
html_text_line(struct html_text *t)
{
	t->blank = false;
	if (t->block)
		settle(t);
	put(t, "\n", 1);
}

void
html_text_lines(struct html_text *t, const char *s)
{
	for (;;) {
		size_t n = strcspn(s, "\n");

		html_text_add(t, s, n);
		if (s[n] == '\0')
			break;
		html_text_line(t);
		s += n + 1;
	}
}

void
html_text_block(struct html_text *t)
{
	t->block = true;
}

const char *
html_text_get(struct html_text *t)
{
	const char *s = buf_str(&t->b);

	while (t->b.len > 0 && strchr(WHITE, t->b.data[t->b.len - 1]) != NULL)
		t->b.data[--t->b.len] = '\0';
	return s + strspn(s, WHITE);
}

void
html_text_reset(struct html_text *t)
{
	buf_reset(&t->b);
	t->blank = t->block = false;
}
