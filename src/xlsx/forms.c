#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "scheme/scheme.h"
#include "sheet/sheet.h"
#include "xlsx/private.h"
#include "xlsx/xlsx.h"

/*
 * The blank workbook of a scheme's forms.  What intake reads is its contract:
 * headings are the fields' names, with the unit in brackets and * behind a
 * required one; 填表说明 and sheets with _ in front are read by nobody.
 */
#define SHEET_HELP	"填表说明"
#define SHEET_VALUES	"_取值"
#define HEAD_MAXIMUM	"满分"	/* beside a point, so that one sees it */
#define ROWS		((lxw_row_t)1000)	/* prepared in a table */
#define PAPER_A4	9
#define LIST_MAX	255	/* characters of a list in the cell itself */
#define WIDE		42.0	/* a column of sentences */

struct forms {
	const struct scheme *scheme;
	struct arena arena;
	lxw_workbook *wb;
	lxw_format *title, *head, *text, *date, *wrap;
	const struct field **lists;	/* one a column of SHEET_VALUES */
	size_t nlists, lists_cap;
	struct book_record record;	/* of what the library was asked for */
	lxw_error failed;
};

static void
check(struct forms *f, lxw_error error)
{
	if (f->failed == LXW_NO_ERROR)
		f->failed = error;
}

static void
put(struct forms *f, lxw_worksheet *ws, size_t row, size_t column,
    const char *text, lxw_format *format)
{
	const char *clean = book_cell_text(&f->arena, text);

	if (*clean == '\0')
		return;
	check(f, worksheet_write_string(ws, (lxw_row_t)row, (lxw_col_t)column,
	    clean, format));
	record_add(&f->record, ws, RECORD_CELL, record_cell_end(
	    record_cell_text(record_cell_begin(record_look(&f->record,
	    format)), text_hash(TEXT_HASH, clean)), record_place(row, column),
	    RECORD_TEXT));
}

static void
put_blank(struct forms *f, lxw_worksheet *ws, size_t row, size_t column,
    lxw_format *format)
{
	check(f, worksheet_write_blank(ws, (lxw_row_t)row, (lxw_col_t)column,
	    format));
	record_add(&f->record, ws, RECORD_CELL, record_cell_end(
	    record_cell_begin(record_look(&f->record, format)),
	    record_place(row, column), RECORD_BLANK));
}

/* The first line stays in sight. */
static void
freeze(struct forms *f, lxw_worksheet *ws)
{
	worksheet_freeze_panes(ws, 1, 0);
	record_add(&f->record, ws, RECORD_PANES, record_place(1, 0));
}

static lxw_format *
format_of(struct forms *f, const char *number, bool bold)
{
	lxw_format *format = workbook_add_format(f->wb);

	if (format == NULL) {
		check(f, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return NULL;
	}
	if (number != NULL)
		format_set_num_format(format, number);
	if (bold)
		format_set_bold(format);
	return format;
}

static void
make_formats(struct forms *f)
{
	f->title = format_of(f, NULL, true);
	f->head = format_of(f, "@", true);
	f->text = format_of(f, "@", false);
	f->date = format_of(f, "yyyy-mm-dd", false);
	f->wrap = format_of(f, NULL, false);
	if (f->failed != LXW_NO_ERROR)
		return;
	format_set_font_size(f->title, 14);
	format_set_bg_color(f->head, 0xDDEBF7);
	format_set_border(f->head, LXW_BORDER_THIN);
	format_set_text_wrap(f->wrap);
	format_set_align(f->wrap, LXW_ALIGN_VERTICAL_TOP);
}

/* NULL, and err says so, when the name is none for a worksheet. */
static lxw_worksheet *
add_sheet(struct forms *f, const char *name, struct err *err)
{
	lxw_worksheet *ws = NULL;

	if (workbook_validate_sheet_name(f->wb, name) == LXW_NO_ERROR)
		ws = workbook_add_worksheet(f->wb, name);
	if (ws == NULL) {
		(void)err_set(err, "“%s”不能作为工作表的名称（超过31个字，或者含有 "
		    "[ ] : * ? / \\ 之一）", name);
		return NULL;
	}
	record_begin(&f->record, ws, name);
	record_add(&f->record, ws, RECORD_PAGE, true);
	worksheet_set_paper(ws, PAPER_A4);
	worksheet_set_landscape(ws);
	worksheet_fit_to_pages(ws, 1, 0);	/* as many below each other */
	return ws;
}

/* The identity has a file's name of its own. */
static const char *
sheet_name(const struct form *form)
{
	return strcmp(form->name, TABLE_STUDIO) == 0 ? FILE_STUDIO :
	    form->name;
}

/* ---- fields -------------------------------------------------------------------- */

static const char *
heading(struct forms *f, const struct field *d)
{
	return arena_printf(&f->arena, "%s%s%s%s%s", d->name,
	    *d->unit != '\0' ? "（" : "", d->unit,
	    *d->unit != '\0' ? "）" : "", d->required ? "*" : "");
}

/* Numbers stay numbers; all else is text that no spreadsheet rewrites. */
static lxw_format *
cell_format(struct forms *f, const struct field *d)
{
	switch (d->type) {
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
	case FIELD_YEAR:
		return NULL;
	case FIELD_DATE:
		return f->date;
	default:
		return f->text;
	}
}

/* The values as the list of a cell itself; NULL: they do not fit there. */
static char **
short_list(struct forms *f, const struct field *d)
{
	char **list = arena_alloc(&f->arena, (d->nvalues + 1) * sizeof(*list));
	size_t len = 0;

	for (size_t i = 0; i < d->nvalues; i++) {
		list[i] = arena_strdup(&f->arena, d->values[i]);
		len += text_length(list[i]) + 1;
		if (strpbrk(list[i], ",\"") != NULL)
			return NULL;
	}
	return len <= LIST_MAX ? list : NULL;
}

/* The values in a column of SHEET_VALUES: where they stand. */
static char *
long_list(struct forms *f, const struct field *d)
{
	struct buf name = { 0 };
	char *formula;

	arena_grow(&f->arena, &f->lists, &f->lists_cap, f->nlists,
	    sizeof(*f->lists));
	f->lists[f->nlists++] = d;
	sheet_add_column_name(&name, f->nlists);
	formula = arena_printf(&f->arena, "='" SHEET_VALUES "'!$%s$1:$%s$%zu",
	    buf_str(&name), buf_str(&name), d->nvalues);
	buf_free(&name);
	return formula;
}

/*
 * Cells from first to last choose from the field's values.  The library loses
 * the memory of a formula here, so most lists are none.
 */
static void
add_list(struct forms *f, lxw_worksheet *ws, const struct field *d,
    lxw_row_t first, lxw_row_t last, size_t column)
{
	lxw_data_validation v = {
		.validate = LXW_VALIDATION_TYPE_LIST,
		.ignore_blank = LXW_VALIDATION_ON,
		.show_error = LXW_VALIDATION_ON,
	};

	if (!field_types[d->type].choice || field_types[d->type].many ||
	    d->nvalues == 0)
		return;
	v.value_list = short_list(f, d);
	if (v.value_list == NULL) {
		v.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
		v.value_formula = long_list(f, d);
	}
	check(f, worksheet_data_validation_range(ws, first, (lxw_col_t)column,
	    last, (lxw_col_t)column, &v));
	record_add(&f->record, ws, RECORD_LIST, record_range(first, column,
	    last, column));
}

static void
set_width(struct forms *f, lxw_worksheet *ws, size_t column, double width,
    lxw_format *format)
{
	check(f, worksheet_set_column(ws, (lxw_col_t)column,
	    (lxw_col_t)column, width, format));
	record_add(&f->record, ws, RECORD_COLUMN, record_place(0, column));
}

static double
width_of(const char *text)
{
	size_t n = text_columns(text) + 2;

	return n < 14 ? 14 : n > 40 ? 40 : (double)n;
}

/* 项目 and 内容, a line a field. */
static void
put_vertical(struct forms *f, lxw_worksheet *ws, const struct form *form)
{
	put(f, ws, 0, 0, COLUMN_ITEM, f->head);
	put(f, ws, 0, 1, COLUMN_CONTENT, f->head);
	set_width(f, ws, 0, 24, NULL);
	set_width(f, ws, 1, WIDE, NULL);
	for (size_t i = 0; i < form->nfields; i++) {
		const struct field *d = &form->fields[i];
		lxw_format *format = cell_format(f, d);
		lxw_row_t row = (lxw_row_t)i + 1;

		put(f, ws, row, 0, heading(f, d), f->head);
		if (format != NULL)
			put_blank(f, ws, row, 1, format);
		add_list(f, ws, d, row, row, 1);
	}
	freeze(f, ws);
}

/*
 * Points that are to be scored here, one a row below column, and where they have
 * them their maxima in the next: how many columns more that is.
 */
static size_t
put_points(struct forms *f, lxw_worksheet *ws, const struct form *form,
    size_t column)
{
	bool expert = strcmp(form->name, TABLE_EXPERT) == 0;
	bool maxima = f->scheme->npoints > 0 && !scheme_by_words(f->scheme);
	size_t row = 1;

	if (maxima) {
		put(f, ws, 0, column + 1, HEAD_MAXIMUM, f->head);
		set_width(f, ws, column + 1, 8, f->text);
	}
	for (size_t i = 0; i < f->scheme->npoints; i++) {
		const struct point *p = &f->scheme->points[i];
		char number[TEXT_NUMBER];

		if (expert && *p->automatic != '\0')
			continue;
		put(f, ws, row, column, p->code, f->text);
		if (p->max >= 0)
			put(f, ws, row, column + 1, text_number(number,
			    (double)p->max / 100), f->text);
		row++;
	}
	return maxima;
}

static void
put_table(struct forms *f, lxw_worksheet *ws, const struct form *form)
{
	bool scores = strcmp(form->name, TABLE_SELF) == 0 ||
	    strcmp(form->name, TABLE_EXPERT) == 0;
	size_t column = 0;

	for (size_t i = 0; i < form->nfields; i++) {
		const struct field *d = &form->fields[i];
		const char *head = heading(f, d);

		put(f, ws, 0, column, head, f->head);
		set_width(f, ws, column, width_of(head), cell_format(f, d));
		add_list(f, ws, d, 1, ROWS, column++);
		if (scores && strcmp(d->name, FIELD_POINT) == 0)
			column += put_points(f, ws, form, column - 1);
	}
	freeze(f, ws);
}

static int
put_form(struct forms *f, const struct form *form, struct err *err)
{
	lxw_worksheet *ws = add_sheet(f, sheet_name(form), err);

	if (ws == NULL)
		return -1;
	if (form->vertical)
		put_vertical(f, ws, form);
	else
		put_table(f, ws, form);
	return 0;
}

/* The words that lists show, where nobody sees them. */
static int
put_values(struct forms *f, struct err *err)
{
	lxw_worksheet *ws;

	if (f->nlists == 0)
		return 0;
	ws = add_sheet(f, SHEET_VALUES, err);
	if (ws == NULL)
		return -1;
	for (size_t i = 0; i < f->nlists; i++)
		for (size_t k = 0; k < f->lists[i]->nvalues; k++)
			put(f, ws, k, i, f->lists[i]->values[k], f->text);
	worksheet_hide(ws);
	return 0;
}

/* ---- how to fill it in ---------------------------------------------------------- */

static size_t
put_heads(struct forms *f, lxw_worksheet *ws, size_t row,
    const char *const *heads)
{
	for (size_t i = 0; heads[i] != NULL; i++)
		put(f, ws, row, i, heads[i], f->head);
	return row + 1;
}

static size_t
put_fields(struct forms *f, lxw_worksheet *ws, size_t row,
    const struct form *form)
{
	for (size_t i = 0; i < form->nfields; i++, row++) {
		const struct field *d = &form->fields[i];
		bool choice = field_types[d->type].choice;

		put(f, ws, row, 0, sheet_name(form), f->wrap);
		put(f, ws, row, 1, d->name, f->wrap);
		put(f, ws, row, 2, d->required ? "必填" : "", f->wrap);
		put(f, ws, row, 3, arena_printf(&f->arena, "%s%s%s",
		    field_types[d->type].word, choice ? "：" : "", choice ?
		    text_join(&f->arena, d->values, d->nvalues, "、") : ""),
		    f->wrap);
		put(f, ws, row, 4, d->note, f->wrap);
	}
	return row;
}

static void
put_contents(struct forms *f, lxw_worksheet *ws, size_t row)
{
	static const char *const heads[] = { "编号", "一级指标", "二级指标", "评估点",
		"分值", NULL };

	if (f->scheme->npoints == 0)
		return;
	row = put_heads(f, ws, row + 1, heads);
	for (size_t i = 0; i < f->scheme->npoints; i++, row++) {
		const struct point *p = &f->scheme->points[i];
		char number[TEXT_NUMBER];

		put(f, ws, row, 0, p->code, f->text);
		put(f, ws, row, 1, p->level1, f->wrap);
		put(f, ws, row, 2, p->level2, f->wrap);
		put(f, ws, row, 3, text_join(&f->arena, p->contents,
		    p->ncontents, "\n"), f->wrap);
		if (p->max >= 0)
			put(f, ws, row, 4, text_number(number,
			    (double)p->max / 100), f->text);
	}
}

static bool
is_wanted(const struct form *form, bool experts)
{
	return (strcmp(form->name, TABLE_EXPERT) == 0) == experts;
}

static int
put_help(struct forms *f, bool experts, struct err *err)
{
	static const char *const heads[] = { "工作表", "项目", "必填", "怎样填", "说明",
		NULL };
	static const double widths[] = { 14, 20, 20, WIDE, WIDE };
	const struct scheme *s = f->scheme;
	lxw_worksheet *ws = add_sheet(f, SHEET_HELP, err);
	size_t row = 3;

	if (ws == NULL)
		return -1;
	for (size_t i = 0; i < sizeof(widths) / sizeof(*widths); i++)
		set_width(f, ws, i, widths[i], NULL);
	put(f, ws, 0, 0, arena_printf(&f->arena, "%s　%s",
	    scheme_property(s, "名称", s->name), experts ? "评审表" : "填报表"),
	    f->title);
	put(f, ws, 1, 0, experts ? "带 * 的必填。工作表的名称和表头请不要改动；不由您"
	    "评的评估点，请删去那一行。" : "带 * 的必填。工作表的名称和表头请不要改动；"
	    "一张表不够的，往下接着填。", NULL);
	row = put_heads(f, ws, row, heads);
	for (size_t i = 0; i < s->nforms; i++)
		if (is_wanted(&s->forms[i], experts))
			row = put_fields(f, ws, row, &s->forms[i]);
	put_contents(f, ws, row);
	return 0;
}

/* ---- the file ------------------------------------------------------------------- */

static int
fill(struct forms *f, bool experts, struct err *err)
{
	lxw_doc_properties p = { .created = 315532800 };	/* 1980 */

	check(f, workbook_set_properties(f->wb, &p));
	make_formats(f);
	if (f->failed == LXW_NO_ERROR && put_help(f, experts, err) == -1)
		return -1;
	for (size_t i = 0; f->failed == LXW_NO_ERROR &&
	    i < f->scheme->nforms; i++)
		if (is_wanted(&f->scheme->forms[i], experts) &&
		    put_form(f, &f->scheme->forms[i], err) == -1)
			return -1;
	return f->failed == LXW_NO_ERROR ? put_values(f, err) : 0;
}

/* Have the library make the file that fd is. */
static int
make_file(struct forms *f, int fd, bool experts, const char *scratch,
    struct err *err)
{
	lxw_workbook_options o = { .tmpdir = arena_strdup(&f->arena,
	    scratch) };

	f->wb = workbook_new_opt(arena_printf(&f->arena, "/proc/self/fd/%d",
	    fd), &o);
	if (f->wb == NULL)
		return err_set(err, "无法建立工作簿：内存不足");
	if (fill(f, experts, err) == -1) {
		library_give_up(f->wb);
		return -1;
	}
	errno = 0;
	check(f, workbook_close(f->wb));	/* frees it in any case */
	return 0;
}

int
forms_write(const struct scheme *s, bool experts, const char *path,
    const char *scratch, struct err *err)
{
	struct forms f = { .scheme = s };
	struct library_words words;
	int fd = memfd_create("forms", MFD_CLOEXEC), rc;

	if (fd == -1)
		return err_errno(err, errno, "无法建立工作簿");
	rc = library_begin(&words, err);
	if (rc == 0) {
		rc = make_file(&f, fd, experts, scratch, err);
		if (library_end(&words, rc == 0 ? f.failed : LXW_NO_ERROR,
		    path, rc == 0 ? err : NULL) == -1)
			rc = -1;
	}
	if (rc == 0)
		rc = book_publish(fd, path, &f.record, err);
	(void)close(fd);
	record_free(&f.record);
	arena_free(&f.arena);
	return rc;
}
