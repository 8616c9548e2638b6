#include "command/new.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cell/cell.h"
#include "sheet/sheet.h"

/* The points in a table that somebody made for reading, not for programs. */

#define MAX_RECORDS	5000	/* no notice has more */

struct points_reading {
	struct arena *arena;
	const char *file, *sheet_name;
	const struct sheet *sheet;
	bool text_file;		/* it cannot say which cells are merged */
	struct points_heading heading;
	const char *level1, *level2;	/* of the last row */
	struct new_points *points;
	size_t filled, joined;
	size_t nerrors;
	struct err *err;	/* the first error */
	struct buf left;	/* rows that are no points */
	long stated;		/* 合计 of the table, or -1 */
	size_t stated_line;
};

static void
note(struct points_reading *r, const char *text)
{
	struct scheme_notes *n = &r->points->notes;

	arena_grow(r->arena, &n->list, &n->cap, n->n, sizeof(*n->list));
	n->list[n->n++] = text;
}

/* Where a cell is, for who has to mend it. */
static const char *
place(struct points_reading *r, const struct sheet_record *rec, size_t column)
{
	struct buf b = { 0 };
	const char *text;

	buf_addf(&b, "%s%s%s 第%zu行", r->file, r->sheet_name != NULL ? "!" :
	    "", r->sheet_name != NULL ? r->sheet_name : "",
	    r->sheet_name != NULL ? rec->row : rec->line);
	if (column != NOWHERE) {
		buf_adds(&b, " ");
		sheet_add_column_name(&b, column + 1);
		buf_adds(&b, "列");
	}
	text = arena_strdup(r->arena, buf_str(&b));
	buf_free(&b);
	return text;
}

/* Only the first error is kept, and how many there are. */
static void
complain(struct points_reading *r, const struct sheet_record *rec, size_t column,
    const char *text)
{
	if (r->nerrors++ == 0)
		(void)err_set(r->err, "%s：%s", place(r, rec, column), text);
}

/* ---- cells ---------------------------------------------------------------------- */

static const char *
own(struct points_reading *r, const struct sheet_record *rec, size_t column)
{
	return column == NOWHERE ? "" : text_trim(r->arena, sheet_cell(rec,
	    column));
}

/* The merge over several rows that the cell is below the first of, or NULL. */
static const struct sheet_merge *
merge_above(const struct points_reading *r, const struct sheet_record *rec,
    size_t column)
{
	for (size_t i = 0; i < r->sheet->nmerges; i++) {
		const struct sheet_merge *m = &r->sheet->merges[i];

		if (m->first_column == column + 1 && m->first_row < rec->row &&
		    m->last_row >= rec->row)
			return m;
	}
	return NULL;
}

/* What is written in the cell, or in the merged one that it is of. */
static const char *
seen(struct points_reading *r, const struct sheet_record *rec, size_t column)
{
	const struct sheet_merge *m;
	const char *text = own(r, rec, column);

	if (*text != '\0' || column == NOWHERE)
		return text;
	m = merge_above(r, rec, column);
	for (size_t i = 0; m != NULL && i < r->sheet->nrecords; i++)
		if (r->sheet->records[i].row == m->first_row)
			return own(r, &r->sheet->records[i], column);
	return "";
}

/* "3分", "（3.5分）", "满分3" as points; false: it is no number of them. */
static bool
read_score(struct arena *a, const char *text, long *score)
{
	static const char *const fronts[] = { "(", "满分", ":" };
	static const char *const ends[] = { ")", "分" };
	char *s = text_fold(a, text);
	double x;

	for (size_t i = 0; i < sizeof(fronts) / sizeof(*fronts); i++)
		if (strncmp(s, fronts[i], strlen(fronts[i])) == 0)
			s += strlen(fronts[i]);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t len = strlen(s), n = strlen(ends[i]);

		if (len > n && strcmp(s + len - n, ends[i]) == 0)
			s[len - n] = '\0';
	}
	if (!text_read_number(s, strlen(s), &x) || fabs(x) > 1e6 ||
	    nearbyint(x * 100) / 100 != x)
		return false;
	*score = (long)nearbyint(x * 100);
	return true;
}

/* ---- the rows ------------------------------------------------------------------- */

static void
note_columns(struct points_reading *r)
{
	const struct sheet_record *up = &r->sheet->records[r->heading.first];
	const struct sheet_record *low = &r->sheet->records[r->heading.last];
	size_t width = up->ncells > low->ncells ? up->ncells : low->ncells;
	struct buf taken = { 0 }, left = { 0 };

	for (size_t c = 0; c < width; c++) {
		const char *name = own(r, low, c);
		size_t k = 0;

		if (*name == '\0')
			name = own(r, up, c);
		while (k < C_COLUMNS && r->heading.at[k] != c)
			k++;
		if (k < C_COLUMNS)
			buf_addf(&taken, "%s%s←“%s”", taken.len > 0 ? "、" : "",
			    new_heading_name(k), name);
		else if (*name != '\0')
			buf_addf(&left, "%s“%s”", left.len > 0 ? "、" : "",
			    name);
	}
	note(r, arena_printf(r->arena, "%s：%s", place(r, up, NOWHERE),
	    buf_str(&taken)));
	if (left.len > 0)
		note(r, arena_printf(r->arena, "没有采用的列：%s",
		    buf_str(&left)));
	buf_free(&taken);
	buf_free(&left);
}

static void
leave_out(struct points_reading *r, const struct sheet_record *rec, const char *text)
{
	buf_addf(&r->left, "%s第%zu行“%s”", r->left.len > 0 ? "、" : "",
	    r->sheet_name != NULL ? rec->row : rec->line,
	    text_cut(r->arena, text, 60));
}

static const char *
first_text(struct points_reading *r, const struct sheet_record *rec)
{
	for (size_t c = 0; c < rec->ncells; c++)
		if (!text_blank(rec->cells[c]))
			return own(r, rec, c);
	return "";
}

/* Whether the row is a total, or a line below the table. */
static bool
is_no_point(struct points_reading *r, const struct sheet_record *rec)
{
	const char *text = first_text(r, rec);
	struct phrase p = phrase_of(r->arena, text);
	const char *score = own(r, rec, r->heading.at[C_SCORE]);
	long sum;

	if (p.kind == PHRASE_NOTE && *score != '\0' && p.how != PHRASE_IS)
		return false;	/* a point that ends like one */
	if (p.kind == PHRASE_NONE)
		return false;
	if (p.kind == PHRASE_SUM && read_score(r->arena, score, &sum) &&
	    strcmp(text_fold(r->arena, text), "小计") != 0) {
		r->stated = sum;
		r->stated_line = r->sheet_name != NULL ? rec->row : rec->line;
	}
	leave_out(r, rec, text);
	return true;
}

/* The levels of a row, from above where it has none of its own. */
static void
take_levels(struct points_reading *r, const struct sheet_record *rec)
{
	const char *level1 = seen(r, rec, r->heading.at[C_LEVEL1]);
	const char *level2 = seen(r, rec, r->heading.at[C_LEVEL2]);

	if (*level1 != '\0' && strcmp(level1, r->level1) != 0) {
		r->level1 = level1;
		r->level2 = "";
	} else if (*level1 == '\0') {
		r->filled++;
	}
	if (*level2 != '\0')
		r->level2 = level2;
}

static void
add_content(struct points_reading *r, struct new_point *p, const char *text)
{
	arena_grow(r->arena, &p->contents, &p->contents_cap, p->ncontents,
	    sizeof(*p->contents));
	p->contents[p->ncontents++] = text;
}

/* Where no score stands: whether the row is one more content of the last. */
static bool
is_content(struct points_reading *r, const struct sheet_record *rec)
{
	const struct new_points *p = r->points;
	const struct new_point *last;

	if (p->n == 0 || *own(r, rec, r->heading.at[C_CODE]) != '\0')
		return false;
	last = &p->list[p->n - 1];
	if (merge_above(r, rec, r->heading.at[C_SCORE]) != NULL)
		return true;
	if (!r->text_file || strcmp(last->level1, r->level1) != 0 ||
	    strcmp(last->level2, r->level2) != 0)
		return false;
	r->joined++;
	return true;
}

static void
add_point(struct points_reading *r, const struct sheet_record *rec, const char *text,
    const char *score)
{
	struct new_points *all = r->points;
	const size_t code = r->heading.at[C_CODE];
	struct new_point p = {
		.code = own(r, rec, code),
		.level1 = r->level1,
		.level2 = r->level2,
		.method = seen(r, rec, r->heading.at[C_METHOD]),
		.basis = seen(r, rec, r->heading.at[C_BASIS]),
		.bonus = strcmp(seen(r, rec, r->heading.at[C_BONUS]), "是") ==
		    0,
		.line = r->sheet_name != NULL ? rec->row : rec->line,
	};

	if (cell_kind(rec, r->heading.at[C_SCORE]) == SHEET_CELL_PERCENT)
		complain(r, rec, r->heading.at[C_SCORE], "分值是百分数；请改成"
		    "分数，例如 5");
	else if (!read_score(r->arena, score, &p.score))
		complain(r, rec, r->heading.at[C_SCORE], arena_printf(r->arena,
		    "分值“%s”不是一个数字（至多两位小数）；请改成这样的写法：3 或 "
		    "3分", score));
	else if (p.score < 0)
		complain(r, rec, r->heading.at[C_SCORE], arena_printf(r->arena,
		    "分值“%s”小于 0；扣分的评估点请先写 0，建好以后在 指标.csv 里"
		    "写计分方式和下限", score));
	if (*p.level1 == '\0')
		complain(r, rec, r->heading.at[C_LEVEL1], "没有一级指标；请补上这一格");
	if (code != NOWHERE && *p.code != '\0' &&
	    cell_kind(rec, code) != SHEET_CELL_TEXT &&
	    strspn(p.code, "0123456789") != strlen(p.code))
		complain(r, rec, code, arena_printf(r->arena, "编号“%s”不是文本，"
		    "1.10 会成为 1.1；请把这一列设为文本格式，再重新填写",
		    p.code));
	p.score_text = arena_printf(r->arena, "%ld", p.score / 100);
	if (p.score % 100 != 0)
		p.score_text = arena_printf(r->arena, "%s.%02ld", p.score_text,
		    p.score % 100);
	add_content(r, &p, text);
	arena_grow(r->arena, &all->list, &all->cap, all->n,
	    sizeof(*all->list));
	all->list[all->n++] = p;
}

/* A line of its own above its points, where the table has no 一级指标. */
static bool
is_group(struct points_reading *r, const struct sheet_record *rec)
{
	size_t filled = 0;

	for (size_t c = 0; c < rec->ncells; c++)
		filled += !text_blank(rec->cells[c]);
	return filled == 1 && r->heading.at[C_LEVEL1] == NOWHERE &&
	    *own(r, rec, r->heading.at[C_SCORE]) == '\0' &&
	    merge_above(r, rec, r->heading.at[C_SCORE]) == NULL;
}

static void
read_row(struct points_reading *r, const struct sheet_record *rec)
{
	const char *text = seen(r, rec, r->heading.at[C_TEXT]);
	const char *standard = seen(r, rec, r->heading.at[C_STANDARD]);
	const char *score = own(r, rec, r->heading.at[C_SCORE]);
	bool mine = *own(r, rec, r->heading.at[C_TEXT]) != '\0' ||
	    *own(r, rec, r->heading.at[C_STANDARD]) != '\0';

	if (is_no_point(r, rec) || new_heading_is(r->arena, score, C_SCORE))
		return;		/* the heading again, on the next page */
	take_levels(r, rec);
	if (!mine && *score != '\0' &&
	    *own(r, rec, r->heading.at[C_LEVEL2]) != '\0') {
		text = own(r, rec, r->heading.at[C_LEVEL2]);	/* it is the point */
		r->level2 = "";
		mine = true;
	}
	if (is_group(r, rec)) {
		r->level1 = first_text(r, rec);
		note(r, arena_printf(r->arena, "第%zu行“%s”作为一级指标",
		    r->sheet_name != NULL ? rec->row : rec->line,
		    r->level1));
		return;
	}
	if (!mine) {
		if (*score != '\0')
			leave_out(r, rec, first_text(r, rec));
		return;
	}
	if (*text != '\0' && *standard != '\0')
		text = arena_printf(r->arena, "%s：%s", text, standard);
	else if (*text == '\0')
		text = standard;
	if (*score != '\0')
		add_point(r, rec, text, score);
	else if (is_content(r, rec))
		add_content(r, &r->points->list[r->points->n - 1], text);
	else
		complain(r, rec, r->heading.at[C_SCORE], "没有分值；请补上，与上面共用"
		    "一个分值的请合并分值的单元格");
}

static void
read_rows(struct points_reading *r)
{
	note_columns(r);
	for (size_t i = 0; i < r->sheet->noddities; i++)
		if (r->sheet->oddities[i].kind == SHEET_ROW_HIDDEN)
			note(r, "注意：表里有隐藏的行或列，也取了，请核对");
	for (size_t i = r->heading.last + 1; i < r->sheet->nrecords; i++)
		read_row(r, &r->sheet->records[i]);
	if (r->left.len > 0)
		note(r, arena_printf(r->arena, "没有采用的行：%s",
		    buf_str(&r->left)));
	if (r->joined > 0)
		note(r, arena_printf(r->arena, "有%zu行没有分值，作为上面那个评估点"
		    "的内容", r->joined));
	buf_free(&r->left);
}

/* ---- the file ------------------------------------------------------------------- */

static int
refuse(const char *path, enum sheet_status status, struct err *err)
{
	switch (status) {
	case SHEET_EMPTY:
		return err_set(err, "%s 是空的；请写有评估点的表", path);
	case SHEET_ENCRYPTED:
		return err_set(err, "%s 有密码，无法读取；请去掉密码后保存", path);
	case SHEET_BROKEN:
		return err_set(err, "%s 已损坏，无法读取；请用 Excel 或 WPS 打开后"
		    "另存", path);
	case SHEET_TOO_LARGE:
	case SHEET_TOO_MANY_ROWS:
		return err_set(err, "%s 过大；请只留评估点的表", path);
	default:
		return err_set(err, "%s 里没有表；请把评估点存为 Excel 工作簿或 "
		    "CSV", path);
	}
}

static int
finish(struct points_reading *r, struct err *err)
{
	if (r->nerrors > 1) {
		struct err first = *r->err;

		return err_set(err, "%s（这样的地方共%zu处）", first.text,
		    r->nerrors);
	}
	if (r->nerrors > 0)
		return -1;
	if (r->points->n == 0)
		return err_set(err, "%s：表头下面没有评估点", place(r,
		    &r->sheet->records[r->heading.first], NOWHERE));
	if (new_points_number(r->arena, r->points, err) == -1)
		return err_prefix(err, "%s", r->file);
	if (r->stated >= 0 && r->stated != r->points->sum)
		note(r, arena_printf(r->arena, "注意：第%zu行的合计是%g分，而各评估点"
		    "之和是%g分，请核对", r->stated_line,
		    (double)r->stated / 100, (double)r->points->sum / 100));
	return 0;
}

int
new_points_read(struct arena *a, const char *path, struct new_points *points,
    struct err *err)
{
	struct points_reading r = { .arena = a, .file = path_base(path),
	    .points = points, .err = err, .level1 = "", .level2 = "",
	    .stated = -1 };
	enum sheet_status status;
	struct sheets file;
	size_t i = 0;

	*points = (struct new_points){ 0 };
	if (sheets_read(a, path, &file, &status, err) == -1)
		return -1;
	if (status != SHEET_OK)
		return refuse(path, status, err);
	r.text_file = file.kind == SHEETS_TEXT;
	while (i < file.nsheets && !new_heading_find(a, &file.sheets[i],
	    &r.heading))
		i++;
	if (i == file.nsheets)
		return err_set(err, "%s 的前%d行里没有表头；要有“一级指标”“评估点”"
		    "“分值”这几列（二级指标、编号可以没有）", path,
		    HEADING_RECORDS);
	r.sheet = &file.sheets[i];
	r.sheet_name = r.sheet->name;
	if (r.sheet->nrecords > MAX_RECORDS)
		return err_set(err, "%s 的行数过多（%zu 行）；请只留评估点的表",
		    path, r.sheet->nrecords);
	read_rows(&r);
	if (++i < file.nsheets)
		note(&r, arena_printf(a, "其后的%zu张工作表没有看",
		    file.nsheets - i));
	return finish(&r, err);
}
