#include "scheme/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* A scheme that is one workbook: its sheets are the files of a folder. */

#define SHEET_REFERENCE	TABLE_REFERENCES "-"	/* 参照-名额 */
#define SHEET_NOTES	"说明"

char *
book_sheet_name(struct arena *a, const char *file)
{
	static const char folder[] = TABLE_REFERENCES "/";
	bool inside = strncmp(file, folder, strlen(folder)) == 0;
	char *plain = table_file_stem(a, inside ? file + strlen(folder) : file);

	if (plain == NULL)
		return arena_strdup(a, file);
	return inside ? arena_printf(a, SHEET_REFERENCE "%s", plain) : plain;
}

/* The only sheet of that name, blanks and widths apart; NULL: none. */
static const struct sheet *
find_sheet(struct scheme *s, const char *file)
{
	const char *want = text_fold(&s->arena, book_sheet_name(&s->arena, file));
	const struct sheet *found = NULL;

	for (size_t i = 0; i < s->book->nsheets; i++) {
		const struct sheet *t = &s->book->sheets[i];

		if (strcmp(text_fold(&s->arena, t->name), want) != 0)
			continue;
		if (found != NULL)
			scheme_complain(s, file, 0, "有两个同名的工作表");
		else
			found = t;
	}
	return found;
}

/*
 * A column of codes: 1.10 that a spreadsheet took for a number is 1.1.  In
 * 指标 itself 评估点 is the text of the point.
 */
static bool
is_code_column(const char *file, const char *heading)
{
	return strcmp(heading, FIELD_CODE) == 0 ||
	    (strcmp(heading, FIELD_POINT) == 0 &&
	    strcmp(file, "指标.csv") != 0);
}

/* 0.3 that is shown as 30% is 30% to who reads it. */
static const char *
percent(struct arena *a, const char *number)
{
	const char *point = strchr(number, '.');
	size_t whole = point != NULL ? (size_t)(point - number) :
	    strlen(number);
	const char *behind = point != NULL ? point + 1 : "";
	size_t n = strlen(behind), sign = *number == '-';
	char *text = arena_printf(a, "%.*s%.2s%s", (int)whole, number, behind,
	    n == 0 ? "00" : n == 1 ? "0" : "");
	char *digits = text + sign;

	digits += strspn(digits, "0");
	if (*digits == '\0')
		digits--;
	return arena_printf(a, "%.*s%s%s%s%%", (int)sign, number, digits,
	    n > 2 ? "." : "", n > 2 ? behind + 2 : "");
}

/* Cell c of a record as a person sees it; what nobody can see is told. */
static void
read_cell(struct scheme *s, const char *file, const struct sheet_record *head,
    struct sheet_record *r, size_t c)
{
	enum sheet_cell_kind kind = r->kinds == NULL ? SHEET_CELL_TEXT :
	    (enum sheet_cell_kind)r->kinds[c];
	const char *heading = text_fold(&s->arena, sheet_cell(head, c));
	struct buf at = { 0 };

	if (kind == SHEET_CELL_TEXT)
		return;
	sheet_add_column_name(&at, c + 1);
	if (kind == SHEET_CELL_PERCENT)
		r->cells[c] = percent(&s->arena, r->cells[c]);
	if (kind == SHEET_CELL_ERROR || kind == SHEET_CELL_NO_VALUE)
		scheme_complain(s, file, r->line, "%s%zu 格是公式，%s；请把结果"
		    "按文字填写", buf_str(&at), r->row,
		    kind == SHEET_CELL_ERROR ? r->cells[c] :
		    "没有存下结果");
	else if (is_code_column(file, heading) && r != head)
		scheme_complain(s, file, r->line, "%s%zu 格的%s不是文本，而是%s"
		    "“%s”，1.10 会成为 1.1、1-1-1 会成为日期；请把这一列设为文本"
		    "格式，再重新填写", buf_str(&at), r->row, heading,
		    kind == SHEET_CELL_DATE ? "日期" : "数字", r->cells[c]);
	buf_free(&at);
}

/*
 * What is mended in a submission is SQL here: '甲' is a text, and a formula
 * that was typed as text stays one.
 */
static void
undo_mends(struct sheet_record *r)
{
	for (size_t i = 0; i < r->nmends; i++) {
		const struct sheet_mend *m = &r->mends[i];

		if ((*m->written == '\'' || *m->written == '=') &&
		    m->column < r->ncells)
			r->cells[m->column] = m->written;
	}
}

static void
complain_merges(struct scheme *s, const char *file, const struct sheet *t)
{
	for (size_t i = 0; i < t->nmerges; i++) {
		const struct sheet_merge *m = &t->merges[i];
		struct buf at = { 0 };

		sheet_add_column_name(&at, m->first_column);
		buf_addf(&at, "%zu:", m->first_row);
		sheet_add_column_name(&at, m->last_column);
		scheme_complain(s, file, m->first_row, "%s%zu 是合并的单元格，"
		    "只有第一格有内容；请取消合并，每一格都填写", buf_str(&at),
		    m->last_row);
		buf_free(&at);
	}
}

bool
book_table(struct scheme *s, const char *file, struct sheet *t, bool required)
{
	const struct sheet *found = find_sheet(s, file);

	if (found == NULL || found->nrecords == 0) {
		if (required)
			scheme_complain(s, file, 0, found == NULL ?
			    "缺少这个工作表" : "是空表");
		return false;
	}
	*t = *found;
	if (t->hidden)
		scheme_complain(s, file, 0, "工作表是隐藏的；请取消隐藏，或删去");
	scheme_complain_oddities(s, file, t);
	complain_merges(s, file, t);
	for (size_t i = 0; i < t->nrecords; i++) {
		undo_mends(&t->records[i]);
		for (size_t c = 0; c < t->records[i].ncells; c++)
			read_cell(s, file, &t->records[0], &t->records[i], c);
	}
	return true;
}

static bool
is_reference(struct arena *a, const struct sheet *t)
{
	const char *name = text_fold(a, t->name);

	return strncmp(name, SHEET_REFERENCE, strlen(SHEET_REFERENCE)) == 0 &&
	    name[strlen(SHEET_REFERENCE)] != '\0';
}

static int
by_name(const void *a, const void *b)
{
	const struct reference_source *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* In the order of their names, as a folder gives them. */
size_t
book_references(struct scheme *s, struct reference_source **list)
{
	size_t cap = 0, n = 0;

	for (size_t i = 0; i < s->book->nsheets; i++) {
		struct reference_source r = { 0 };

		if (!is_reference(&s->arena, &s->book->sheets[i]) ||
		    s->book->sheets[i].nrecords == 0)
			continue;
		r.name = text_fold(&s->arena, s->book->sheets[i].name) +
		    strlen(SHEET_REFERENCE);
		r.file = arena_printf(&s->arena, TABLE_REFERENCES "/%s" TABLE_FILE_END,
		    r.name);
		scheme_add_reference(s, list, &cap, &n, &r);
	}
	if (n > 0)
		qsort(*list, n, sizeof(**list), by_name);
	return n;
}

/* The table that the program reads and the sheet may be meant for, or NULL. */
static const char *
near_table(struct scheme *s, const char *name)
{
	const char **known = arena_alloc(&s->arena, (s->nfiles + 1) *
	    sizeof(*known));

	for (size_t i = 0; i < s->nfiles; i++) {
		known[i] = book_sheet_name(&s->arena, s->files[i]);
		if (text_length(known[i]) > 1 && strstr(name, known[i]) !=
		    NULL && find_sheet(s, s->files[i]) == NULL)
			return known[i];	/* 评估指标, and no 指标 */
	}
	if (strncmp(name, TABLE_REFERENCES, strlen(TABLE_REFERENCES)) == 0)
		return SHEET_REFERENCE "表名";
	return text_nearest(&s->arena, name, known, s->nfiles);
}

/* Whether the sheet is one that the program reads. */
static bool
is_read(struct scheme *s, const struct sheet *t, const char *name)
{
	if (strcmp(name, SHEET_NOTES) == 0)
		return true;
	for (size_t i = 0; t->nrecords > 0 && i < s->nfiles; i++)
		if (strcmp(name, book_sheet_name(&s->arena,
		    s->files[i])) == 0)
			return true;
	return t->nrecords > 0 && is_reference(&s->arena, t);
}

void
book_check_names(struct scheme *s)
{
	size_t cap = 0;

	for (size_t i = 0; i < s->book->nsheets; i++) {
		const struct sheet *t = &s->book->sheets[i];
		const char *name = text_fold(&s->arena, t->name), *near;

		if (is_read(s, t, name))
			continue;
		near = t->nrecords == 0 || strstr(name, SHEET_NOTES) != NULL ?
		    NULL : near_table(s, name);
		if (near != NULL) {
			scheme_complain(s, t->name, 0, "程序不读它；是不是“%s”？"
			    "与方案无关的工作表请换一个名字", near);
			continue;
		}
		arena_grow(&s->arena, &s->ignored, &cap, s->nignored,
		    sizeof(*s->ignored));
		s->ignored[s->nignored++] = t->name;
	}
}

int
book_open(struct scheme *s, struct err *err)
{
	struct sheets *book = arena_alloc(&s->arena, sizeof(*book));
	enum sheet_status status;

	if (sheets_read(&s->arena, s->path, book, &status, err) == -1)
		return -1;
	if (status == SHEET_ENCRYPTED)
		return err_set(err, "%s 有密码，无法读取；请去掉密码后保存", s->path);
	if (status == SHEET_BROKEN)
		return err_set(err, "%s 已损坏，无法读取；请用 Excel 或 WPS 打开后"
		    "另存", s->path);
	if (status == SHEET_EMPTY)
		return err_set(err, "%s 是空的", s->path);
	if (status == SHEET_TOO_LARGE || status == SHEET_TOO_MANY_ROWS)
		return err_set(err, "%s 过大", s->path);
	if (status != SHEET_OK || book->nsheets == 0 ||
	    book->sheets[0].name == NULL)
		return err_set(err, "%s 不是工作簿；请用 Excel 或 WPS 另存为 "
		    "Excel 工作簿（.xlsx）", s->path);
	s->book = book;
	return 0;
}

