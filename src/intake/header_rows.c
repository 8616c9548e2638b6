#include "intake/private.h"

#include <string.h>

#include "base/text.h"

/*
 * Whether below adds headings to above: it has one of the form where above
 * has none, and nothing that would be a value under one of above's fields.
 */
static bool
adds(struct intake *in, const struct form *f,
    const struct sheet_record *above, const struct sheet_record *below)
{
	bool any = false;

	for (size_t i = 0; i < below->ncells; i++) {
		const char *cell = below->cells[i];
		const struct field *over, *here;

		if (text_blank(cell))
			continue;
		over = header_field(in, f, sheet_cell(above, i));
		here = header_field(in, f, cell);
		if (over != NULL && here != over)
			return false;
		any |= over == NULL && here != NULL;
	}
	return any;
}

/* Whether above has a heading of the form where below has nothing. */
static bool
is_upper(struct intake *in, const struct form *f,
    const struct sheet_record *above, const struct sheet_record *below)
{
	for (size_t i = 0; i < above->ncells; i++)
		if (text_blank(sheet_cell(below, i)) &&
		    header_field(in, f, above->cells[i]) != NULL)
			return adds(in, f, above, below);
	return false;
}

void
header_rows(struct intake *in, const struct form *f, const struct sheet *s,
    size_t *first, size_t *last)
{
	size_t i = *first;

	if (i > 0 && is_upper(in, f, &s->records[i - 1], &s->records[i]))
		*first = i - 1;
	else if (i + 1 < s->nrecords &&
	    adds(in, f, &s->records[i], &s->records[i + 1]))
		*last = i + 1;
}

/*
 * What the upper record says of a column: a cell over several columns stands
 * in the first of them, and has something below it there.
 */
static const char *
upper_text(const struct sheet_record *up, const struct sheet_record *low,
    size_t column)
{
	size_t i = column;

	if (text_blank(sheet_cell(low, column)))
		return sheet_cell(up, column);
	while (i > 0 && text_blank(sheet_cell(up, i)))
		i--;
	if (i != column && text_blank(sheet_cell(low, i)))
		return "";
	return sheet_cell(up, i);
}

const char *
header_text(struct intake *in, const struct sheet *s, size_t first,
    size_t last, size_t column)
{
	const struct sheet_record *up = &s->records[first];
	const struct sheet_record *low = &s->records[last];
	const char *above, *below = sheet_cell(low, column);

	if (first == last)
		return below;
	above = upper_text(up, low, column);
	if (text_blank(below) || text_blank(above))
		return text_blank(below) ? above : below;
	if (strcmp(above, below) == 0)
		return below;
	return arena_printf(&in->each, "%s-%s",
	    text_trim(&in->each, above), text_trim(&in->each, below));
}
