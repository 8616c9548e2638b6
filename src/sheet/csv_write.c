#include "sheet/sheet.h"

#include <string.h>

static bool
is_number(const char *s)
{
	size_t n;

	s += *s == '+' || *s == '-';
	n = strspn(s, "0123456789");
	if (n == 0)
		return false;
	s += n;
	if (*s == '.') {
		n = strspn(s + 1, "0123456789");
		if (n == 0)
			return false;
		s += n + 1;
	}
	return *s == '\0';
}

/* What a spreadsheet would compute when it opens the file; −1.5 it may. */
static bool
looks_like_formula(const char *s)
{
	return *s != '\0' && strchr("=+-@\t\r", *s) != NULL && !is_number(s);
}

static void
add_cell(struct buf *b, const char *text)
{
	buf_addc(b, '"');
	if (looks_like_formula(text))
		buf_addc(b, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_addc(b, '"');
		buf_addc(b, *text);
	}
	buf_addc(b, '"');
}

void
sheet_add_record(struct buf *b, const char *const *cells, size_t ncells)
{
	for (size_t i = 0; i < ncells; i++) {
		if (i > 0)
			buf_addc(b, ',');
		add_cell(b, cells[i]);
	}
	buf_adds(b, "\r\n");
}
