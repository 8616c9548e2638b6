#include "sheet/excel_xml.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sheet/decode.h"
#include "sheet/grid.h"
#include "sheet/number.h"
#include "sheet/xlsx_part.h"
#include "sheet/xml.h"

#define MAX_PLACE	((size_t)1 << 31)
#define MAX_STYLES	((size_t)4096)

struct named_style {
	const char *id;
	struct number_format format;
};

struct excel_xml {
	struct arena *arena;	/* of the result */
	struct arena scratch;
	struct sheets *file;
	enum sheet_status status;
	bool epoch_1904;
	bool rooted, stopped;
	struct named_style *styles;
	size_t nstyles, styles_cap;
	size_t sheets_cap, nplaces;

	const char *name;		/* of the sheet being read */
	struct sheet_grid *grid;	/* of the sheet being read, or NULL */
	bool hidden;			/* the sheet is */
	bool in_cell, in_data, in_visible, in_note;
	size_t row, column, next_column, next_row;	/* from 1 */
	size_t hidden_column;		/* the next that Column speaks of */
	bool formula;
	const char *type;		/* of the Data, NULL: none yet */
	struct number_format row_format, format;
	struct buf text;
};

/* A reader that has found what cannot be, or has enough. */
static void
stop(struct excel_xml *x, enum sheet_status status)
{
	if (!x->stopped)
		x->status = status;
	x->stopped = true;
}

/* ---- styles --------------------------------------------------------------------- */

static void
add_style(struct excel_xml *x, const char *const *atts)
{
	const char *id = xml_attribute(atts, "ID");

	if (id == NULL || x->nstyles == MAX_STYLES)
		return;
	arena_grow(&x->scratch, &x->styles, &x->styles_cap, x->nstyles,
	    sizeof(*x->styles));
	x->styles[x->nstyles++] = (struct named_style){
		.id = arena_strdup(&x->scratch, id)
	};
}

/* The format of the style that was begun last. */
static void
set_format(struct excel_xml *x, const char *const *atts)
{
	static const struct {
		const char *word;
		struct number_format format;
	} words[] = {
		{ "Percent", { .percent = true } },
		{ "General Date", { .date = true, .time = true } },
		{ "Short Date", { .date = true } },
		{ "Medium Date", { .date = true } },
		{ "Long Date", { .date = true } },
		{ "Short Time", { .time = true } },
		{ "Medium Time", { .time = true } },
		{ "Long Time", { .time = true } },
		{ "General Number", { 0 } }, { "Fixed", { 0 } },
		{ "Currency", { 0 } }, { "Scientific", { 0 } },
		{ "Yes/No", { 0 } }, { "True/False", { 0 } },
		{ "On/Off", { 0 } }, { "Euro Currency", { 0 } },
	};
	const char *code = xml_attribute(atts, "Format");
	struct number_format f;

	if (code == NULL || x->nstyles == 0)
		return;
	f = number_format(code);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(code, words[i].word) == 0)
			f = words[i].format;
	x->styles[x->nstyles - 1].format = f;
}

static int
by_id(const void *a, const void *b)
{
	const struct named_style *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static struct number_format
style_of(const struct excel_xml *x, const char *const *atts,
    struct number_format otherwise)
{
	const struct named_style key = {
		.id = xml_attribute(atts, "StyleID")
	}, *found;

	if (key.id == NULL || x->nstyles == 0)
		return otherwise;
	found = bsearch(&key, x->styles, x->nstyles, sizeof(key), by_id);
	return found == NULL ? otherwise : found->format;
}

/* ---- sheets --------------------------------------------------------------------- */

static void
begin_sheet(struct excel_xml *x, const char *const *atts)
{
	const char *name = xml_attribute(atts, "Name");

	if (x->nstyles > 0 && x->file->nsheets == 0)
		qsort(x->styles, x->nstyles, sizeof(*x->styles), by_id);
	x->name = arena_strdup(x->arena, name == NULL ? "" : name);
	x->grid = grid_begin(x->arena);
	x->hidden = x->in_visible = false;
	x->row = x->column = 0;
	x->next_row = x->next_column = x->hidden_column = 1;
}

static void
end_sheet(struct excel_xml *x)
{
	struct sheets *f = x->file;
	enum sheet_status status = SHEET_OK;
	struct sheet *s;

	arena_grow(x->arena, &f->sheets, &x->sheets_cap, f->nsheets,
	    sizeof(*f->sheets));
	s = &f->sheets[f->nsheets++];
	*s = (struct sheet){ .name = x->name, .hidden = x->hidden };
	if (grid_is_broken(x->grid))
		status = SHEET_BROKEN;
	grid_end(x->grid, s, &status);
	x->grid = NULL;
	if (status == SHEET_OK && grid_is_too_large(&x->nplaces, s))
		status = SHEET_TOO_LARGE;
	if (status != SHEET_OK)
		stop(x, status);
}

/* What an attribute says as a count; a place as far as this is damage. */
static size_t
count(const char *const *atts, const char *name, size_t otherwise)
{
	size_t n = xml_number(xml_attribute(atts, name), otherwise);

	return n < MAX_PLACE ? n : MAX_PLACE;
}

static void
begin_column(struct excel_xml *x, const char *const *atts)
{
	size_t at = count(atts, "Index", x->hidden_column);
	size_t span = count(atts, "Span", 0);

	if (xml_is_true(xml_attribute(atts, "Hidden")))
		grid_hide_columns(x->grid, at, at + span);
	x->hidden_column = at + span + 1;
}

static void
begin_row(struct excel_xml *x, const char *const *atts)
{
	static const struct number_format plain = { 0 };

	x->row = count(atts, "Index", x->next_row);
	x->next_row = x->row + count(atts, "Span", 0) + 1;
	x->next_column = 1;
	x->row_format = style_of(x, atts, plain);
	if (xml_is_true(xml_attribute(atts, "Hidden")))
		grid_hide_rows(x->grid, x->row, x->next_row - 1);
	if (x->row == 0 || x->row >= MAX_PLACE)
		stop(x, SHEET_BROKEN);
}

static void
begin_cell(struct excel_xml *x, const char *const *atts)
{
	size_t across = count(atts, "MergeAcross", 0);
	size_t down = count(atts, "MergeDown", 0);

	x->column = count(atts, "Index", x->next_column);
	x->next_column = x->column + across + 1;
	x->format = style_of(x, atts, x->row_format);
	x->formula = xml_attribute(atts, "Formula") != NULL;
	x->type = NULL;
	x->in_cell = true;
	x->in_data = x->in_note = false;
	buf_reset(&x->text);
	if (x->column == 0 || x->column >= MAX_PLACE)
		stop(x, SHEET_BROKEN);
	else if (across > 0 || down > 0)
		grid_merge(x->grid, x->row, x->row + down, x->column,
		    x->column + across);
}

/* 2024-02-01T15:30:00.000; the days 1899-12-30 and -31 are of a time alone. */
static const char *
date_text(struct arena *a, const char *s, enum sheet_cell_kind *kind)
{
	char *out = arena_strdup(a, s), *t = strchr(out, 'T');

	*kind = SHEET_CELL_DATE;
	if (s[strspn(s, "0123456789-:.TZ+")] != '\0')
		*kind = SHEET_CELL_TEXT;
	if (*kind == SHEET_CELL_TEXT)
		return xlsx_text(a, s, strlen(s));
	if (t == NULL)
		return out;
	*t++ = '\0';
	t[strcspn(t, ".Z+")] = '\0';
	if (strcmp(out, "1899-12-31") == 0 || strcmp(out, "1899-12-30") == 0)
		return t;
	if (strcmp(t, "00:00:00") != 0)
		t[-1] = ' ';
	return out;
}

static const char *
number_text(struct excel_xml *x, const char *s, enum sheet_cell_kind *kind)
{
	char *end;
	double n = strtod(s, &end);

	if (s[strspn(s, "0123456789+-.eE")] != '\0' || *end != '\0' ||
	    !isfinite(n)) {
		*kind = SHEET_CELL_TEXT;
		return xlsx_text(x->arena, s, x->text.len);
	}
	return number_cell(x->arena, n, &x->format, x->epoch_1904, kind);
}

/* What stands in the cell that ends. */
static void
put_cell(struct excel_xml *x)
{
	enum sheet_cell_kind kind = SHEET_CELL_TEXT;
	const char *s = buf_str(&x->text), *text;

	if (x->type == NULL || (*s == '\0' && strcmp(x->type, "String") != 0)) {
		if (!x->formula)
			return;
		kind = SHEET_CELL_NO_VALUE;
		text = "";
	} else if (strcmp(x->type, "Number") == 0) {
		text = number_text(x, s, &kind);
	} else if (strcmp(x->type, "DateTime") == 0) {
		text = date_text(x->arena, s, &kind);
	} else if (strcmp(x->type, "Boolean") == 0) {
		kind = SHEET_CELL_BOOL;
		text = *s == '1' ? "TRUE" : "FALSE";
	} else {
		if (strcmp(x->type, "Error") == 0)
			kind = SHEET_CELL_ERROR;
		text = xlsx_text(x->arena, s, x->text.len);
	}
	grid_put(x->grid, x->row, x->column, kind, text);
}

/* ---- elements ------------------------------------------------------------------- */

static void
begin_data(struct excel_xml *x, const char *const *atts)
{
	static const char *const types[] = { "Number", "DateTime", "Boolean",
	    "Error" };
	const char *type = xml_attribute(atts, "Type");

	x->in_data = true;
	x->type = "String";
	for (size_t i = 0; type != NULL &&
	    i < sizeof(types) / sizeof(*types); i++)
		if (strcmp(type, types[i]) == 0)
			x->type = types[i];
}

static void
in_sheet_start(struct excel_xml *x, const char *name, const char *const *atts)
{
	if (x->in_cell) {
		if (strcmp(name, "Comment") == 0)
			x->in_note = true;
		else if (strcmp(name, "Data") == 0 && !x->in_note)
			begin_data(x, atts);
	} else if (strcmp(name, "Cell") == 0) {
		if (x->row > 0)
			begin_cell(x, atts);
	} else if (strcmp(name, "Row") == 0) {
		begin_row(x, atts);
	} else if (strcmp(name, "Column") == 0) {
		begin_column(x, atts);
	} else if (strcmp(name, "Visible") == 0) {
		x->in_visible = true;
		buf_reset(&x->text);
	}
}

static void
on_start(void *ctx, const char *name, const char *const *atts)
{
	struct excel_xml *x = ctx;

	if (x->stopped)
		return;
	if (!x->rooted) {
		x->rooted = true;
		if (strcmp(name, "Workbook") != 0)
			stop(x, SHEET_DOCUMENT);
	} else if (x->grid != NULL) {
		in_sheet_start(x, name, atts);
	} else if (strcmp(name, "Worksheet") == 0) {
		begin_sheet(x, atts);
	} else if (strcmp(name, "Style") == 0 && x->file->nsheets == 0) {
		add_style(x, atts);
	} else if (strcmp(name, "NumberFormat") == 0) {
		set_format(x, atts);
	} else if (strcmp(name, "Date1904") == 0) {
		x->epoch_1904 = true;
	}
}

static void
in_sheet_end(struct excel_xml *x, const char *name)
{
	if (x->in_cell) {
		if (strcmp(name, "Comment") == 0) {
			x->in_note = false;
		} else if (strcmp(name, "Data") == 0) {
			x->in_data = false;
		} else if (strcmp(name, "Cell") == 0) {
			x->in_cell = false;
			put_cell(x);
		}
	} else if (strcmp(name, "Visible") == 0) {
		x->in_visible = false;
		x->hidden = strncasecmp(buf_str(&x->text), "SheetHidden",
		    11) == 0 || strncasecmp(buf_str(&x->text),
		    "SheetVeryHidden", 15) == 0;
	}
}

static void
on_end(void *ctx, const char *name)
{
	struct excel_xml *x = ctx;

	if (x->stopped || x->grid == NULL)
		return;
	if (strcmp(name, "Worksheet") == 0)
		end_sheet(x);
	else
		in_sheet_end(x, name);
}

static void
on_text(void *ctx, const char *s, size_t len)
{
	struct excel_xml *x = ctx;

	/* the grid tells of one that is longer than a cell may be */
	if ((x->in_data || x->in_visible) && x->text.len <= SHEET_MAX_CELL)
		buf_add(&x->text, s, len);
}

static bool
enough(void *ctx)
{
	const struct excel_xml *x = ctx;

	return x->stopped || (x->grid != NULL && (grid_is_full(x->grid) ||
	    grid_is_broken(x->grid)));
}

/* ---- the file ------------------------------------------------------------------- */

/*
 * Behind the declaration: it names an encoding that the text is no longer of.
 * Blanks in front of it are forbidden, and written.
 */
static const char *
behind_declaration(const char *text)
{
	const char *end;

	text += strspn(text, " \t\r\n");
	end = strncmp(text, "<?xml", 5) == 0 ? strstr(text, "?>") : NULL;
	return end == NULL ? text : end + 2;
}

static void
read_all(struct excel_xml *x, const char *data, size_t len)
{
	static const struct xml_reader reader = { on_start, on_end, on_text,
	    enough };
	enum sheet_status status;
	struct decoded d;
	const char *text;
	struct sheet left;

	decode_bytes(data, len, &d);
	if (d.text == NULL || d.nbroken > 0) {
		x->status = d.text == NULL ? SHEET_NOT_TEXT : SHEET_BROKEN;
		decode_free(&d);
		return;
	}
	text = arena_strndup(&x->scratch, d.text, d.len);
	decode_free(&d);
	text = behind_declaration(text);
	if (xml_read_bytes(text, strlen(text), &reader, x, &status) == -1)
		stop(x, status);
	if (x->grid != NULL) {
		status = SHEET_BROKEN;
		grid_end(x->grid, &left, &status);
		stop(x, status);
	}
}

void
excel_xml_parse(struct arena *a, const char *data, size_t len,
    struct sheets *file, enum sheet_status *status)
{
	struct excel_xml x = { .arena = a, .file = file, .status = SHEET_OK };

	read_all(&x, data, len);
	if (x.status != SHEET_OK)
		file->nsheets = 0;
	*status = x.status;
	buf_free(&x.text);
	arena_free(&x.scratch);
}

/* Whether a sheet is hidden stands behind its cells: all is read. */
void
excel_xml_peek(struct arena *a, const char *data, size_t len,
    struct sheets *file, enum sheet_status *status)
{
	struct arena all = { 0 };
	struct sheets whole = { 0 };

	excel_xml_parse(&all, data, len, &whole, status);
	file->nsheets = whole.nsheets;
	file->sheets = arena_alloc(a, whole.nsheets * sizeof(*file->sheets));
	for (size_t i = 0; i < whole.nsheets; i++)
		file->sheets[i] = (struct sheet){ .encoding = "",
		    .name = arena_strdup(a, whole.sheets[i].name),
		    .hidden = whole.sheets[i].hidden };
	arena_free(&all);
}
