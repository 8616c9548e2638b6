#include "sheet/xlsx_part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sheet/grid.h"
#include "sheet/xml.h"

/* What a cell's t says. */
enum xlsx_type { TYPE_NUMBER, TYPE_SHARED, TYPE_TEXT, TYPE_BOOL, TYPE_ERROR,
	TYPE_DATE };

struct xlsx_sheet {
	struct arena *a;
	const struct xlsx_book *book;
	struct sheet_grid *grid;
	size_t row, column;	/* of the cell being read, from 1 */
	enum xlsx_type type;
	size_t style;
	bool in_value, in_phonetic, has_formula;
	struct buf value;
	bool broken;		/* it refers to what is not there */
};

/* H36: column 8, row 36.  False when it is no place. */
static bool
read_place(const char **p, size_t *column, size_t *row)
{
	size_t c = 0, r = 0;

	for (; **p >= 'A' && **p <= 'Z'; (*p)++)
		if (c <= SHEET_MAX_COLUMNS)
			c = c * 26 + (size_t)(**p - 'A') + 1;
	for (; **p >= '0' && **p <= '9'; (*p)++)
		if (r < (size_t)1 << 24)
			r = r * 10 + (size_t)(**p - '0');
	*column = c;
	*row = r;
	return c > 0 && r > 0;
}

static enum xlsx_type
type_of(const char *t)
{
	static const struct { const char *word; enum xlsx_type type; } types[] = {
		{ "s", TYPE_SHARED }, { "str", TYPE_TEXT },
		{ "inlineStr", TYPE_TEXT }, { "b", TYPE_BOOL },
		{ "e", TYPE_ERROR }, { "d", TYPE_DATE },
	};

	for (size_t i = 0; t != NULL && i < sizeof(types) / sizeof(*types); i++)
		if (strcmp(types[i].word, t) == 0)
			return types[i].type;
	return TYPE_NUMBER;
}

static void
begin_row(struct xlsx_sheet *s, const char *const *attributes)
{
	s->row = xml_number(xml_attribute(attributes, "r"), s->row + 1);
	s->column = 0;
	if (xml_is_true(xml_attribute(attributes, "hidden")))
		grid_hide_rows(s->grid, s->row, s->row);
}

static void
begin_cell(struct xlsx_sheet *s, const char *const *attributes)
{
	const char *place = xml_attribute(attributes, "r");
	size_t column, row;

	s->column++;
	if (place != NULL && read_place(&place, &column, &row)) {
		s->column = column;
		s->row = row;
	}
	s->type = type_of(xml_attribute(attributes, "t"));
	s->style = xml_number(xml_attribute(attributes, "s"), 0);
	s->has_formula = false;
	buf_reset(&s->value);
}

static void
merge(struct xlsx_sheet *s, const char *ref)
{
	size_t c1, r1, c2, r2;

	if (ref != NULL && read_place(&ref, &c1, &r1) && *ref++ == ':' &&
	    read_place(&ref, &c2, &r2) && r2 >= r1 && c2 >= c1)
		grid_merge(s->grid, r1, r2, c1, c2);
}

static void
hide_columns(struct xlsx_sheet *s, const char *const *attributes)
{
	size_t first = xml_number(xml_attribute(attributes, "min"), 0);

	if (first > 0 && xml_is_true(xml_attribute(attributes, "hidden")))
		grid_hide_columns(s->grid, first,
		    xml_number(xml_attribute(attributes, "max"), first));
}

static void
on_start(void *ctx, const char *name, const char *const *attributes)
{
	struct xlsx_sheet *s = ctx;

	if (strcmp(name, "c") == 0)
		begin_cell(s, attributes);
	else if (strcmp(name, "v") == 0)
		s->in_value = true;
	else if (strcmp(name, "t") == 0)
		s->in_value = !s->in_phonetic;
	else if (strcmp(name, "rPh") == 0)
		s->in_phonetic = true;
	else if (strcmp(name, "f") == 0)
		s->has_formula = true;
	else if (strcmp(name, "row") == 0)
		begin_row(s, attributes);
	else if (strcmp(name, "mergeCell") == 0)
		merge(s, xml_attribute(attributes, "ref"));
	else if (strcmp(name, "col") == 0)
		hide_columns(s, attributes);
}

static void
on_text(void *ctx, const char *text, size_t len)
{
	struct xlsx_sheet *s = ctx;

	if (s->in_value && s->value.len <= SHEET_MAX_CELL)
		buf_add(&s->value, text, len);
}

static void
put(struct xlsx_sheet *s, enum sheet_cell_kind kind, const char *text)
{
	grid_put(s->grid, s->row, s->column, kind, text);
}

static void
put_number(struct xlsx_sheet *s, const char *v)
{
	static const struct number_format plain = { 0 };
	const struct number_format *f = s->style < s->book->styles.n ?
	    &s->book->styles.items[s->style] : &plain;
	enum sheet_cell_kind kind;
	char *end;
	double x = strtod(v, &end);

	/* whoever wrote it: nan, 0x10 and 1e999 are no numbers either */
	if (v[strspn(v, "0123456789+-.eE")] != '\0' || *end != '\0' ||
	    !isfinite(x)) {
		put(s, SHEET_CELL_TEXT, xlsx_text(s->a, v, strlen(v)));
		return;
	}
	v = number_cell(s->a, x, f, s->book->mac, &kind);
	put(s, kind, v);
}

/* 2024-02-01T00:00:00 as the text of a date. */
static const char *
date_text(struct arena *a, const char *v, enum sheet_cell_kind *kind)
{
	char *out = arena_strdup(a, v), *t = strchr(out, 'T');

	*kind = v[strspn(v, "0123456789-:.TZ+")] == '\0' ? SHEET_CELL_DATE :
	    SHEET_CELL_TEXT;
	if (*kind == SHEET_CELL_TEXT)
		return xlsx_text(a, v, strlen(v));
	if (t == NULL)
		return out;
	*t = ' ';
	out[strcspn(out, ".Z+")] = '\0';
	if (strcmp(t, " 00:00:00") == 0)
		*t = '\0';
	return out;
}

static void
end_cell(struct xlsx_sheet *s)
{
	const char *v = buf_str(&s->value);
	enum sheet_cell_kind kind;
	size_t i;

	if (*v == '\0') {
		if (s->has_formula && s->type == TYPE_NUMBER)
			put(s, SHEET_CELL_NO_VALUE, "");
		return;
	}
	switch (s->type) {
	case TYPE_SHARED:
		i = xml_number(v, SIZE_MAX);
		s->broken |= i >= s->book->strings.n;
		if (i < s->book->strings.n)
			put(s, SHEET_CELL_TEXT, s->book->strings.items[i]);
		break;
	case TYPE_TEXT:
		put(s, SHEET_CELL_TEXT, xlsx_text(s->a, v, s->value.len));
		break;
	case TYPE_BOOL:
		put(s, SHEET_CELL_BOOL, xml_is_true(v) ? "TRUE" : "FALSE");
		break;
	case TYPE_ERROR:
		put(s, SHEET_CELL_ERROR, xlsx_text(s->a, v, s->value.len));
		break;
	case TYPE_DATE:
		v = date_text(s->a, v, &kind);
		put(s, kind, v);
		break;
	case TYPE_NUMBER:
		put_number(s, v);
		break;
	}
}

static void
on_end(void *ctx, const char *name)
{
	struct xlsx_sheet *s = ctx;

	if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
		s->in_value = false;
	else if (strcmp(name, "c") == 0)
		end_cell(s);
	else if (strcmp(name, "rPh") == 0)
		s->in_phonetic = false;
}

static bool
enough(void *ctx)
{
	const struct xlsx_sheet *s = ctx;

	return s->broken || grid_is_full(s->grid) || grid_is_broken(s->grid);
}

int
xlsx_sheet_read(struct arena *a, struct archive *z, const char *path,
    const struct xlsx_book *book, struct sheet *sheet,
    enum sheet_status *status)
{
	static const struct xml_reader reader = { .start = on_start,
	    .end = on_end, .text = on_text, .enough = enough };
	struct xlsx_sheet s = { .a = a, .book = book, .grid = grid_begin(a) };
	size_t i = archive_find(z, path);
	int rc = -1;

	*status = SHEET_BROKEN;
	if (i != SIZE_MAX)
		rc = xml_read(z, i, &reader, &s, status);
	if (rc == 0 && (s.broken || grid_is_broken(s.grid)))
		*status = SHEET_BROKEN;
	grid_end(s.grid, sheet, status);
	buf_free(&s.value);
	return *status == SHEET_OK ? 0 : -1;
}
