#include "sheet/sheet.h"

#include <csv.h>
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
	struct buf cell = { 0 };
	size_t at = b->len, need;

	if (looks_like_formula(text))
		buf_addc(&cell, '\'');
	buf_adds(&cell, text);
	need = csv_write(NULL, 0, buf_str(&cell), cell.len);
	while (b->len < at + need)
		buf_addc(b, ' ');
	(void)csv_write(b->data + at, need, buf_str(&cell), cell.len);
	buf_free(&cell);
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
