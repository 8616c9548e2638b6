#include "intake/private.h"

#include <string.h>

#include "base/text.h"

#define LINE_MAX_BYTES	120	/* of a line that the finding shows */
#define CAUSE_RECORDS	200	/* looked at for the cause */

/* ---- what was read ------------------------------------------------------------ */

/* Whether personal values of the form may be any words. */
static bool
has_personal_words(const struct form *f)
{
	for (size_t i = 0; i < f->nfields; i++)
		if (f->fields[i].personal && (field_types[f->fields[i].type].text ||
		    field_types[f->fields[i].type].choice))
			return true;
	return false;
}

/*
 * A cell of no known field: personal ones hold a number or an address, or words
 * that are no heading.
 */
static const char *
show_cell(struct intake *in, const struct form *f, const char *cell)
{
	const struct field *field = header_field(in, f, cell);
	const char *content;
	bool hides = false;

	if (field == NULL && has_personal_words(f)) {
		field = header_colon(in, f, cell, &content);
		hides = field == NULL || field->personal;
	}
	for (const char *p = cell; *p != '\0' && !hides; p++)
		hides = (*p >= '0' && *p <= '9') || *p == '@' ||
		    strncmp(p, "\xef\xbc", 2) == 0;
	cell = hides ? log_stray(in, f, cell) : cell;
	return cell != NULL ? cell : "";
}

/* A record as one reads it, its cells parted by a stroke. */
static const char *
show_record(struct intake *in, const struct form *f,
    const struct sheet_record *r)
{
	struct buf b = { 0 };
	const char *out;

	for (size_t i = 0; i < r->ncells && b.len <= LINE_MAX_BYTES; i++)
		buf_addf(&b, "%s%s", i > 0 ? "｜" : "",
		    show_cell(in, f, r->cells[i]));
	out = b.len <= LINE_MAX_BYTES ?
	    arena_strdup(&in->cells, buf_str(&b)) :
	    arena_printf(&in->cells, "%s…", text_cut(&in->cells, buf_str(&b),
	    LINE_MAX_BYTES));
	buf_free(&b);
	return out;
}

/* ---- the likely cause --------------------------------------------------------- */

static bool
is_page(const struct sheet *s)
{
	return s->name == NULL && s->records[0].cells[0][0] == '<';
}

static bool
is_one_column(const struct sheet *s)
{
	for (size_t i = 0; i < s->nrecords && i < CAUSE_RECORDS; i++)
		if (s->records[i].ncells > 1)
			return false;
	return true;
}

/* How many cells say 项目：内容, the first being a field of the form. */
static size_t
count_colons(struct intake *in, const struct form *f, const struct sheet *s)
{
	const char *content;
	size_t n = 0;

	for (size_t i = 0; i < s->nrecords && i < CAUSE_RECORDS; i++)
		for (size_t k = 0; k < s->records[i].ncells &&
		    k < LOOK_RECORDS; k++)
			n += header_colon(in, f, s->records[i].cells[k],
			    &content) != NULL;
	return n;
}

/* How many different fields a record, or a column, names. */
static size_t
count_fields(struct intake *in, const struct form *f, const struct sheet *s,
    size_t record, size_t column, const struct field **last)
{
	bool *seen = arena_alloc(&in->cells, f->nfields * sizeof(*seen));
	bool down = record == NO_COLUMN;
	size_t n = 0, end = down ? s->nrecords : s->records[record].ncells;

	for (size_t i = 0; i < end && i < CAUSE_RECORDS; i++) {
		const struct field *field = header_field(in, f,
		    sheet_cell(&s->records[down ? i : record],
		    down ? column : i));

		if (field == NULL || seen[field - f->fields])
			continue;
		seen[field - f->fields] = true;
		*last = field;
		n++;
	}
	return n;
}

/* A heading further down than it is looked for: its record, or NO_COLUMN. */
static size_t
find_below(struct intake *in, const struct form *f, const struct sheet *s,
    size_t need)
{
	const struct field *last;

	for (size_t i = LOOK_RECORDS; i < s->nrecords && i < CAUSE_RECORDS; i++)
		if (count_fields(in, f, s, i, 0, &last) >= need)
			return i;
	return NO_COLUMN;
}

/* The best of the first records: how many fields, and one of them. */
static size_t
best_record(struct intake *in, const struct form *f, const struct sheet *s,
    const struct field **one)
{
	size_t best = 0;

	for (size_t i = 0; i < s->nrecords && i < LOOK_RECORDS; i++) {
		const struct field *last = NULL;
		size_t n = count_fields(in, f, s, i, 0, &last);

		if (n > best) {
			best = n;
			*one = last;
		}
	}
	return best;
}

static const char *
cause(struct intake *in, const struct form *f, const struct sheet *s)
{
	size_t need = f->nfields < 2 ? 1 : 2, below;
	const struct field *one = NULL;

	if (is_page(s))
		return "像是网页的代码，里面没有表格；请在浏览器里打开，把表格"
		    "复制到电子表格后另存";
	if (count_colons(in, f, s) >= need)
		return "像是把“项目：内容”写在一格里；请分成两格";
	if (is_one_column(s) && best_record(in, f, s, &one) == 0)
		return "只读到一列：可能不是用逗号、制表符或分号分隔的";
	below = find_below(in, f, s, need);
	if (below != NO_COLUMN)
		return arena_printf(&in->cells, "第%zu行像是表头，但前面的行太多；"
		    "请删去表头以上的说明", s->records[below].line);
	for (size_t k = 0; k < LOOK_RECORDS; k++)
		if (count_fields(in, f, s, NO_COLUMN, k, &one) >= need)
			return arena_printf(&in->cells, "第%zu列自上而下像是表头："
			    "行和列颠倒了；请转置后另存", k + 1);
	if (best_record(in, f, s, &one) == 0)
		return "没有一个表头与表单相同";
	if (strcmp(f->name, TABLE_EXPERT) == 0 &&
	    strcmp(one->name, FIELD_POINT) == 0)
		return "像是每位专家一列；请改成每个评分一行，加“" FIELD_EXPERT
		    "”一列，或每位专家一份";
	return arena_printf(&in->cells, "只有“%s”一个表头与表单相同",
	    one->name);
}

void
header_missing(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s)
{
	struct buf lines = { 0 };

	for (size_t i = 0; i < s->nrecords && i < 2; i++)
		buf_addf(&lines, "“%s”", show_record(in, src->form,
		    &s->records[i]));
	log_finding(in, FINDING_HEADER_MISSING, &(struct finding){
	    .studio = fo->code, .file = src->shown, .sheet = src->sheet,
	    .detail = s->nrecords == 0 ? NULL : arena_printf(&in->cells,
	    "找不到表头，文件未读取：%s。开头读到的是%s", cause(in, src->form,
	    s), buf_str(&lines)) });
	buf_free(&lines);
}
