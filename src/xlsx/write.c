#include "xlsx/private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define FORMULA_MAX	8192
#define URLS_MAX	((size_t)65000)	/* Excel: 65,530 links a sheet */
#define BLANKS_MAX	((size_t)3000000) /* cells; larger: no empty boxes */
#define ROW_LINES_MAX	30	/* Excel: 409 points a row */
#define TITLE_WIDTH	170.0	/* a wider sheet's title stays on the left */
#define NOTE_WIDTH	150.0
#define URL_SCHEME	"external:"

struct sheet_writer {
	struct book *book;
	struct book_sheet *s;
	size_t link;		/* column of the links, ncolumns: none */
	size_t studio;		/* column that holds the 编号 */
	size_t nlinks;
	bool unlinked;		/* there are more than a sheet can hold */
	size_t nlacking;	/* of s->lacking: rows behind us */
	struct buf text;
};

static uint32_t
cell_colour(const struct sheet_writer *w, const char *text)
{
	for (size_t i = 0; i < w->s->ntints; i++)
		if (strcmp(w->s->tints[i].text, text) == 0)
			return w->s->tints[i].colour;
	return 0;
}

/* The URL of a report: what a URL gives a meaning is escaped. */
static void
put_link(struct sheet_writer *w, size_t row, const struct book_cell *cell,
    const char *file, const struct cell_style *style)
{
	struct cell_style link = *style;

	link.role = ROLE_LINK;
	buf_reset(&w->text);
	buf_adds(&w->text, URL_SCHEME);
	for (const char *p = file; *p != '\0'; p++)
		if (*p == '#' || *p == '%')
			buf_addf(&w->text, "%%%02X", (unsigned)*p);
		else
			buf_addc(&w->text, *p);
	book_check(w->book, worksheet_write_url_opt(w->s->ws, (lxw_row_t)row,
	    (lxw_col_t)cell->column, buf_str(&w->text),
	    book_format(w->book, &link), NULL, NULL));
	/* Again: what it wrote itself has \ for every /. */
	book_put_text(w->book, w->s->ws, row, cell->column, cell->u.text, &link);
	record_add(&w->book->record, w->s->ws, RECORD_LINK,
	    record_what(record_place(row, cell->column), text_hash(TEXT_HASH,
	    file)));
	w->nlinks++;
}

static void
put_string(struct sheet_writer *w, size_t i, const struct book_cell *cell,
    struct cell_style *style)
{
	const size_t row = book_sheet_first_row(w->s) + i;
	const struct book_cell *studio;
	const char *file = NULL;

	if (cell->column == w->link &&
	    (studio = book_sheet_cell(w->s, i, w->studio)) != NULL &&
	    studio->type == CELL_TEXT)
		file = paper_names_find(&w->book->names, studio->u.text);
	if (file != NULL && w->nlinks == URLS_MAX) {
		w->unlinked = true;
		file = NULL;
	}
	style->colour = cell_colour(w, cell->u.text);
	if (file != NULL)
		put_link(w, row, cell, file, style);
	else
		book_put_text(w->book, w->s->ws, row, cell->column, cell->u.text,
		    style);
}

/* The formula of a column for row i, in w->text. */
static bool
expand(struct sheet_writer *w, size_t column, size_t i)
{
	const struct book_column *c = &w->s->columns[column];
	const char *from = c->pattern;

	if (from == NULL)
		return reference_expand(w->book, w->s, column, i,
		    c->formula->value, &w->text);
	for (;;) {
		size_t len = strcspn(from, (const char []){ ROW_MARK, 0 });

		buf_add(&w->text, from, len);
		if (from[len] == '\0')
			return true;
		buf_addf(&w->text, "%zu", book_sheet_first_row(w->s) + i + 1);
		from += len + 1;
	}
}

/* Whether the row lacks cells; asked of row after row. */
static bool
is_lacking(struct sheet_writer *w, size_t i)
{
	while (w->nlacking < w->s->nlacking && w->s->lacking[w->nlacking] < i)
		w->nlacking++;
	return w->nlacking < w->s->nlacking && w->s->lacking[w->nlacking] == i;
}

/*
 * The cell as a live formula; false when there is none for this row: what it
 * names is not there now, or it is longer than a spreadsheet takes.
 */
static bool
put_formula(struct sheet_writer *w, size_t i, const struct book_cell *cell,
    struct cell_style *style)
{
	const size_t row = book_sheet_first_row(w->s) + i;

	buf_reset(&w->text);
	buf_addc(&w->text, '=');
	if (is_lacking(w, i) || !expand(w, cell->column, i) ||
	    text_length(buf_str(&w->text)) > FORMULA_MAX)
		return false;
	style->role = ROLE_SUM;
	if (cell->type == CELL_TEXT)
		style->colour = cell_colour(w, cell->u.text);
	book_put_formula(w->book, w->s->ws, row, cell->column,
	    buf_str(&w->text), cell, style);
	return true;
}

static void
put_cell(struct sheet_writer *w, size_t i, const struct book_cell *cell)
{
	const struct book_column *c = &w->s->columns[cell->column];
	struct cell_style style = { .role = ROLE_CELL };

	style.align = c->centred ? STYLE_CENTRE :
	    cell->type == CELL_NUMBER ? STYLE_RIGHT : STYLE_LEFT;
	if (cell->type == CELL_NUMBER)
		style.number = c->format != NULL ? c->format : "General";
	if (c->formula != NULL && put_formula(w, i, cell, &style))
		return;
	if (cell->type == CELL_NUMBER)
		book_put_number(w->book, w->s->ws, book_sheet_first_row(w->s) + i,
		    cell->column, cell->u.number, &style);
	else
		put_string(w, i, cell, &style);
}

/*
 * A row with texts that wrap gets its height here: a program that opens the
 * file takes what stands in it.
 */
static void
set_height(struct sheet_writer *w, size_t i)
{
	const struct book_sheet *s = w->s;
	size_t lines = 1;

	for (size_t k = s->rows[i]; k < s->rows[i + 1]; k++) {
		const struct book_column *c = &s->columns[s->cells[k].column];
		size_t n;

		if (s->cells[k].type != CELL_TEXT || c->hidden)
			continue;
		n = book_text_lines(s->cells[k].u.text, c->width);
		lines = n > lines ? n : lines;
	}
	if (lines > ROW_LINES_MAX)
		lines = ROW_LINES_MAX;
	if (lines > 1)
		book_set_height(w->book, s->ws, book_sheet_first_row(s) + i,
		    (double)lines * LINE_PT + 3);
}

static void
write_rows(struct sheet_writer *w)
{
	const struct cell_style blank = { .role = ROLE_CELL };
	const struct book_sheet *s = w->s;
	const bool boxes = s->nrows * s->ncolumns <= BLANKS_MAX;

	for (size_t i = 0; i < s->nrows; i++) {
		size_t column = 0;

		set_height(w, i);
		for (size_t k = s->rows[i]; k < s->rows[i + 1]; k++) {
			if (k + 1 < s->rows[i + 1] &&
			    s->cells[k + 1].column == s->cells[k].column)
				continue;	/* given twice: the last */
			for (; boxes && column < s->cells[k].column; column++)
				book_put_blank(w->book, s->ws, book_sheet_first_row(s) + i,
				    column, &blank);
			put_cell(w, i, &s->cells[k]);
			column = s->cells[k].column + 1;
		}
		for (; boxes && column < s->ncolumns; column++)
			book_put_blank(w->book, s->ws, book_sheet_first_row(s) + i, column,
			    &blank);
	}
}

/* ---- around the data -------------------------------------------------------------- */

/* Text with its {方案:…} filled in; in the arena. */
static const char *
filled(struct book *book, const struct book_sheet *s, const char *text)
{
	struct buf b = { 0 };
	const char *out;

	out = reference_expand(book, s, s->ncolumns, 0, text, &b) ?
	    arena_strdup(&book->arena, buf_str(&b)) : text;
	buf_free(&b);
	return out;
}

/* The last column up to which the sheet is no wider than this. */
static size_t
column_within(const struct book_sheet *s, double width)
{
	size_t last = 0;
	double sum = s->columns[0].width;

	while (last + 1 < s->ncolumns &&
	    sum + s->columns[last + 1].width <= width)
		sum += s->columns[++last].width;
	return last;
}

static void
write_title(struct book *book, struct book_sheet *s)
{
	struct cell_style title = { .role = ROLE_TITLE, .align = STYLE_CENTRE };
	struct cell_style note = { .role = ROLE_NOTE, .align = STYLE_LEFT };
	const char *text = filled(book, s, sheet_file_get(&s->file, "标题",
	    s->file.sheet));
	const bool fits = column_within(s, TITLE_WIDTH) == s->ncolumns - 1;

	if (!fits)
		title.align = STYLE_LEFT;
	book_put_line(book, s->ws, ROW_TITLE, fits ? s->ncolumns - 1 : 0, text,
	    &title, 30);
	note.number = "General";	/* does not wrap: runs on to the right */
	book_put_line(book, s->ws, ROW_TITLE + 1, 0, book->subtitle, &note, 17);
}

/*
 * What the sheet does not hold of what it was to hold, or NULL: a line for
 * each limit that it met.
 */
static const char *
limit_note(struct book *book, const struct sheet_writer *w, size_t limit)
{
	const struct book_sheet *s = w->s;

	switch (limit) {
	case 0:
		return s->cut ? "行数超过工作表的上限，以下的行见结果.sqlite；"
		    "算整列的公式写成了算好的值。" : NULL;
	case 1:
		return s->nlacking == 0 ? NULL : arena_printf(&book->arena,
		    "列数超过工作表的上限，有%zu行（第一行是第%zu行）缺右边的列，"
		    "全部见结果.sqlite；这些行不写公式，只写算好的值。",
		    s->nlacking, book_sheet_first_row(s) + s->lacking[0] + 1);
	case 2:
		return w->unlinked ? arena_printf(&book->arena, "一张工作表至多"
		    "有%zu个链接，这里以下的名称没有链接，报告在同名的文件夹里。",
		    URLS_MAX) : NULL;
	default:
		return s->last_part ? "工作表太多，“分表”的其余各张没有写，见结果"
		    ".sqlite。" : NULL;
	}
}

#define NLIMITS		4

static size_t
write_note(struct book *book, struct book_sheet *s, size_t row,
    const char *text)
{
	const struct cell_style style = { .role = ROLE_NOTE };
	const size_t last = column_within(s, NOTE_WIDTH);
	double width = 0;

	if (text == NULL)
		return row;
	for (size_t i = 0; i <= last; i++)
		width += s->columns[i].width;
	text = filled(book, s, text);
	book_put_line(book, s->ws, row, last, text, &style,
	    (double)book_text_lines(text, width) * LINE_PT + 3);
	return row + 1;
}

/* The notes below the table, from this row on; returns the row behind. */
static size_t
write_notes(struct sheet_writer *w, size_t row)
{
	struct book_sheet *s = w->s;

	if (s->nrows == 0)
		row = write_note(w->book, s, row, sheet_file_get(&s->file,
		    "为空", "（没有数据）"));
	for (size_t i = 0; i < NLIMITS; i++)
		row = write_note(w->book, s, row, limit_note(w->book, w, i));
	for (size_t i = 0; i < s->file.nkeys; i++)
		if (strcmp(s->file.keys[i].name, "附注") == 0)
			row = write_note(w->book, s, row,
			    s->file.keys[i].value);
	return row;
}

#define FOOTER		"&L&A&C第 &P 页　共 &N 页"

/* Paper, and what is printed again on every page. */
static void
set_up_page(struct book *book, const struct book_sheet *s, size_t keep)
{
	const unsigned wide = (unsigned)sheet_file_number(&s->file, "页宽", 1);
	const size_t first = book_sheet_first_row(s);
	const bool lying = strcmp(sheet_file_get(&s->file, "纸张", ""),
	    "纵向") != 0;
	struct book_record *r = &book->record;
	lxw_worksheet *ws = s->ws;

	worksheet_set_paper(ws, 9);	/* A4 */
	if (lying)
		worksheet_set_landscape(ws);
	record_add(r, ws, RECORD_PAGE, lying);
	worksheet_set_margins(ws, 0.4, 0.4, 0.5, 0.6);
	worksheet_fit_to_pages(ws, (uint16_t)wide, 0);
	worksheet_center_horizontally(ws);
	book_check(book, worksheet_repeat_rows(ws, 0, (lxw_row_t)first - 1));
	if (wide > 1 && keep > 0)
		book_check(book, worksheet_repeat_columns(ws, 0,
		    (lxw_col_t)keep - 1));
	record_add(r, ws, RECORD_TITLES, 1);
	book_check(book, worksheet_set_footer(ws, FOOTER));
	record_add(r, ws, RECORD_FOOTER, text_hash(TEXT_HASH, FOOTER));
}

/* Columns, what stays in sight, and the filter. */
static void
set_up_view(struct book *book, const struct book_sheet *s, size_t keep)
{
	const size_t first = book_sheet_first_row(s);
	struct book_record *r = &book->record;
	lxw_worksheet *ws = s->ws;

	worksheet_freeze_panes(ws, (lxw_row_t)first, (lxw_col_t)keep);
	record_add(r, ws, RECORD_PANES, record_place(first, keep));
	for (size_t i = 0; i < s->ncolumns; i++) {
		lxw_row_col_options hide = { .hidden = 1 };

		book_check(book, worksheet_set_column_opt(ws, (lxw_col_t)i,
		    (lxw_col_t)i, s->columns[i].width, NULL,
		    s->columns[i].hidden ? &hide : NULL));
		record_add(r, ws, RECORD_COLUMN, record_place(
		    s->columns[i].hidden, i));
	}
	if (s->nrows == 0 || strcmp(sheet_file_get(&s->file, "筛选", "是"),
	    "是") != 0)
		return;
	book_check(book, worksheet_autofilter(ws, (lxw_row_t)first - 1, 0,
	    (lxw_row_t)(first + s->nrows - 1), (lxw_col_t)(s->ncolumns - 1)));
	record_add(r, ws, RECORD_FILTER, record_range(first - 1, 0,
	    first + s->nrows - 1, s->ncolumns - 1));
}

static void
set_up(struct book *book, const struct book_sheet *s)
{
	const char *frozen = sheet_file_get(&s->file, "冻结", NULL);
	size_t keep = frozen == NULL ? s->ncolumns : book_sheet_column(s, frozen);

	keep = keep == s->ncolumns ? 0 : keep + 1;
	set_up_view(book, s, keep);
	set_up_page(book, s, keep);
}

/* 报告链接: COLUMN ← STUDIO */
static void
find_link(struct sheet_writer *w)
{
	const char *key = sheet_file_get(&w->s->file, "报告链接", NULL), *name;
	struct arena a = { 0 };

	w->link = w->studio = w->s->ncolumns;
	if ((name = text_split(&a, &key, "←")) != NULL && key != NULL) {
		w->link = book_sheet_column(w->s, name);
		w->studio = book_sheet_column(w->s, text_trim(&a, key));
	}
	if (w->studio == w->s->ncolumns)
		w->link = w->studio;
	arena_free(&a);
}

int
book_sheet_write(struct book *book, struct book_sheet *s, struct err *err)
{
	struct sheet_writer w = { .book = book, .s = s };
	size_t row = book_sheet_first_row(s) + s->nrows;

	assert(s->ncolumns > 0);
	find_link(&w);
	set_up(book, s);
	write_title(book, s);
	book_head_write(book, s);
	write_rows(&w);
	buf_free(&w.text);
	row = write_notes(&w, s->nrows > 0 ? row + 1 : row);
	if (book_sheet_charts(book, s, row + 1, err) == -1)
		return -1;
	if (book->failed != LXW_NO_ERROR)
		return err_set(err, "%s：无法写入工作簿：%s", s->file.path,
		    lxw_strerror(book->failed));
	return 0;
}
