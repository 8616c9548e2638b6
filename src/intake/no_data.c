#include "intake/sorting.h"

#include <string.h>

#include "base/text.h"

#define SHOWN_ROWS 20	/* a finding names so many, then how many there are */

/* ---- one record ------------------------------------------------------------- */

static const struct field *
field_at(const struct sorting *o, size_t column)
{
	return column < o->t->width ? o->t->fields[column] : NULL;
}

/* The next filled cell from column on, 工作室 apart, or NO_COLUMN. */
static size_t
next_filled(const struct sorting *o, const struct sheet_record *r,
    size_t column)
{
	for (; column < r->ncells; column++)
		if (column != o->t->studio && sorting_filled(o, r, column))
			return column;
	return NO_COLUMN;
}

/* Whether the name's first character is in the cell. */
static bool
has_first(const char *cell, const char *name)
{
	const char *end = name;
	char first[5] = "";

	(void)text_next(&end);
	memcpy(first, name, (size_t)(end - name));
	return strstr(cell, first) != NULL;
}

/*
 * The heading again: every cell is the one of the heading in its column, or
 * another spelling of it.
 */
static bool
is_heading(struct sorting *o, const struct sheet_record *r, size_t lead)
{
	const struct field *f = field_at(o, lead);
	size_t same = 0;

	/* Nearly no row is: look for the first character. */
	if (strcmp(r->cells[lead], sheet_cell(&o->s->records[o->t->heading],
	    lead)) != 0 && (f == NULL || !has_first(r->cells[lead], f->name)))
		return false;
	for (size_t i = lead; i < r->ncells; i++) {
		const struct sheet_record *h = &o->s->records[o->t->heading];
		const char *cell = r->cells[i];

		if (text_blank(cell))
			continue;
		f = field_at(o, i);
		if (strcmp(cell, sheet_cell(h, i)) != 0 && strcmp(cell,
		    sheet_cell(&o->s->records[o->t->record], i)) != 0 &&
		    (f == NULL ? i < o->t->width || header_field(o->in,
		    o->src->form, cell) == NULL :
		    header_field(o->in, o->src->form, cell) != f))
			return false;
		same += f != NULL;
	}
	return same >= 2 || (same == 1 && o->t->n == 1);
}

/*
 * What stands behind a label that is a phrase (填表人：, 李四) is no value of
 * the column it happens to be in.
 */
static bool
follows_label(struct sorting *o, const struct sheet_record *r, size_t column)
{
	size_t i = column;
	struct phrase p;
	size_t n;

	while (i > 0 && text_blank(r->cells[i - 1]))
		i--;
	if (i-- == 0)
		return false;
	p = phrase_of(&o->scratch, r->cells[i]);
	n = strlen(r->cells[i]);
	return p.kind != PHRASE_NONE &&
	    ((p.how == PHRASE_IS && field_at(o, i) != NULL) ||
	    r->cells[i][n - 1] == ':' || (n >= 3 &&
	    strcmp(r->cells[i] + n - 3, "：") == 0));
}

/* A day, where a text is wanted: it stands beside a signature. */
static bool
is_day(struct sorting *o, const struct field *f, const char *cell)
{
	static const struct field day = { .name = "", .type = FIELD_DATE,
	    .unit = "" };
	struct cell c;

	if (f->type != FIELD_TEXT)
		return false;
	cell_read(&o->scratch, &day, false, cell, &c);
	return c.value != NULL;
}

/* How the required cells but the lead are. */
struct others {
	size_t n, valid;
	size_t words;		/* valid ones that are no figures */
};

static struct others
count_others(struct sorting *o, const struct sheet_record *r, size_t lead)
{
	struct others c = { 0, 0, 0 };

	for (size_t k = 0; k < o->t->n; k++) {
		const struct heading *h = &o->t->headings[k];
		const char *cell = sheet_cell(r, h->column);

		if (!h->field->required || h->column == lead)
			continue;
		c.n++;
		if (text_blank(cell) ||
		    !sorting_valid(o, h->field, r, h->column) ||
		    phrase_of(&o->scratch, cell).kind != PHRASE_NONE ||
		    follows_label(o, r, h->column) ||
		    is_day(o, h->field, cell))
			continue;
		c.valid++;
		c.words += h->field->type != FIELD_INTEGER &&
		    h->field->type != FIELD_DECIMAL;
	}
	return c;
}

/*
 * Where no other field is required: a text that only ends like a phrase
 * (一份迟到的说明) beside which something else stands is a text.
 */
static bool
is_text_beside(struct sorting *o, const struct sheet_record *r, size_t lead)
{
	const struct field *f = field_at(o, lead);

	if (f == NULL || f->type != FIELD_TEXT)
		return false;
	for (size_t k = 0; k < o->t->n; k++) {
		const struct heading *h = &o->t->headings[k];
		const char *cell = sheet_cell(r, h->column);

		if (h->column != lead && !text_blank(cell) &&
		    cell[strspn(cell, "0123456789. ")] != '\0' &&
		    sorting_valid(o, h->field, r, h->column) &&
		    phrase_of(&o->scratch, cell).kind == PHRASE_NONE)
			return true;
	}
	return false;
}

/* Whether the first filled cell is a phrase that makes the row no data. */
static bool
is_by_phrase(struct sorting *o, const struct sheet_record *r, size_t lead)
{
	struct phrase p = phrase_of(&o->scratch, r->cells[lead]);
	const struct field *f = field_at(o, lead);
	struct others c;
	bool ok;

	if (p.kind == PHRASE_NONE || (p.kind == PHRASE_SUM &&
	    p.how == PHRASE_IS))
		return p.kind != PHRASE_NONE;
	if (p.how == PHRASE_ENDS_NAME && f != NULL && f->type == FIELD_TEXT)
		return false;
	c = count_others(o, r, lead);
	if (p.how != PHRASE_IS && c.n == 0 && is_text_beside(o, r, lead))
		return false;
	if (p.kind == PHRASE_NOTE)
		return c.valid == 0;
	/* A row that is whole is somebody's, whatever his name ends with. */
	ok = f != NULL && sorting_valid(o, f, r, lead);
	return !(ok && c.words > 0 && c.valid == c.n);
}

/* Whether most rows are one cell: a list, which may be numbered 一、二、. */
static bool
is_list(struct sorting *o)
{
	size_t lone = 0, n = o->s->nrecords - o->t->record - 1;

	if (o->list == 0) {
		for (size_t i = o->t->record + 1; i < o->s->nrecords; i++) {
			const struct sheet_record *r = &o->s->records[i];
			size_t first = next_filled(o, r, 0);

			lone += first != NO_COLUMN &&
			    next_filled(o, r, first + 1) == NO_COLUMN;
		}
		o->list = 2 * lone > n ? 1 : -1;
	}
	return o->list > 0;
}

/* Whether the cell is one of the lines above the heading: a page's title. */
static bool
is_title(const struct sorting *o, const char *cell)
{
	for (size_t i = 0; i < o->t->heading; i++) {
		const struct sheet_record *r = &o->s->records[i];

		for (size_t k = 0; k < r->ncells; k++)
			if (strcmp(r->cells[k], cell) == 0)
				return true;
	}
	return false;
}

/* The only filled cell; one that is a row's own stands in a required field. */
static bool
is_lone(struct sorting *o, const struct sheet_record *r, size_t lead)
{
	const struct field *f = field_at(o, lead);
	struct phrase p;
	bool required = false;

	if (is_title(o, r->cells[lead]))
		return true;
	if (phrase_is_group(&o->scratch, r->cells[lead]) &&
	    !(f != NULL && (field_types[f->type].text ||
	    field_types[f->type].file) && is_list(o)))
		return true;
	p = phrase_of(&o->scratch, r->cells[lead]);
	if ((p.kind != PHRASE_NONE && p.how == PHRASE_IS) || (f != NULL &&
	    field_types[f->type].person && phrase_is_no_name(&o->scratch,
	    o->src->form, r->cells[lead])))
		return true;
	for (size_t k = 0; k < o->t->n; k++)
		required |= o->t->headings[k].field->required;
	return required && (f == NULL || !f->required);
}

/* Cells that say how to fill in. */
static bool
is_instructions(const struct sorting *o, const struct sheet_record *r)
{
	size_t filled = 0, said = 0;

	for (size_t i = 0; i < r->ncells; i++)
		said += phrase_is_instruction(r->cells[i]);
	for (size_t i = 0; said >= 3 && i < r->ncells; i++)
		filled += sorting_filled(o, r, i);
	return said >= 3 && 2 * said > filled;
}

/* Whether something stands under a field's heading. */
static bool
has_field(const struct sorting *o, const struct sheet_record *r)
{
	for (size_t k = 0; k < o->t->n; k++)
		if (!text_blank(sheet_cell(r, o->t->headings[k].column)))
			return true;
	return false;
}

/*
 * Whether no cell has a value: strokes and dots in rows that nobody filled in.
 * Few cells begin so: a look at the first.
 */
static bool
is_void(struct sorting *o, const struct sheet_record *r, size_t lead)
{
	const char *cell = r->cells[lead];

	/* of ASCII, U+2000 …, U+F000 … */
	if (strchr("-/\\.\xe2\xef", *cell) == NULL || *cell == '\0' ||
	    strlen(cell) > strlen("……"))
		return false;
	for (size_t k = 0; k < o->t->n; k++) {
		const struct heading *h = &o->t->headings[k];
		struct cell c;

		cell_read(&o->scratch, h->field, false,
		    sheet_cell(r, h->column), &c);
		if (c.value != NULL || c.nproblems > 0)
			return false;
	}
	return true;
}

/* "None", unless it is one of the field's choices. */
static bool
says_none(const struct field *f, const char *cell)
{
	for (size_t i = 0; i < f->nvalues; i++)
		if (strcmp(cell, f->values[i]) == 0)
			return false;
	return strcmp(cell, "无") == 0 || strcmp(cell, "暂无") == 0 ||
	    strcmp(cell, "没有") == 0;
}

/* Whether each filled cell says that there is nothing to fill in. */
static bool
is_none(const struct sorting *o, const struct sheet_record *r)
{
	for (size_t k = 0; k < o->t->n; k++) {
		const struct heading *h = &o->t->headings[k];
		const char *cell = sheet_cell(r, h->column);

		if (!text_blank(cell) && !says_none(h->field, cell))
			return false;
	}
	return true;
}

static enum record_kind
kind_by_lead(struct sorting *o, const struct sheet_record *r, size_t lead)
{
	bool alone = next_filled(o, r, lead + 1) == NO_COLUMN;

	if (!alone && is_heading(o, r, lead))
		return RECORD_HEADING;
	if (is_by_phrase(o, r, lead) ||
	    phrase_is_sample(&o->scratch, r->cells[lead]) ||
	    (alone && is_lone(o, r, lead)) || is_instructions(o, r) ||
	    phrase_are_rules(r->cells, r->ncells))
		return RECORD_NO_DATA;
	if (!has_field(o, r))
		return RECORD_BLANK;
	if (is_void(o, r, lead) || is_none(o, r))
		return RECORD_NO_DATA;
	return o->key != NO_COLUMN && text_blank(sheet_cell(r, o->key)) ?
	    RECORD_PREFILLED : RECORD_DATA;
}

enum record_kind
no_data_kind(struct sorting *o, const struct sheet_record *r)
{
	size_t lead = next_filled(o, r, 0), studio = o->t->studio;
	enum record_kind kind;

	if (studio < r->ncells && studio < lead && phrase_of(&o->scratch,
	    r->cells[studio]).kind != PHRASE_NONE)
		lead = studio;
	kind = lead == NO_COLUMN ? RECORD_BLANK : kind_by_lead(o, r, lead);
	if (o->scratch.block != NULL)
		arena_reset(&o->scratch);
	return kind;
}

/* ---- prefilled rows ----------------------------------------------------------- */

static bool
counts(const struct sorting *o, size_t i)
{
	return o->t->kinds[i] == RECORD_DATA ||
	    o->t->kinds[i] == RECORD_PREFILLED;
}

/* The value that more than half of n rows have in a column, or NULL. */
static const char *
common_value(const struct sorting *o, size_t column, size_t n)
{
	const char *value = NULL;
	size_t lead = 0, same = 0;

	for (size_t i = o->t->record + 1; i < o->s->nrecords; i++) {
		const char *cell = sheet_cell(&o->s->records[i], column);

		if (!counts(o, i))
			continue;
		if (lead == 0)
			value = cell;
		lead = value == cell || strcmp(value, cell) == 0 ? lead + 1 :
		    lead - 1;
	}
	for (size_t i = o->t->record + 1; value != NULL && i < o->s->nrecords;
	    i++)
		same += counts(o, i) && strcmp(value,
		    sheet_cell(&o->s->records[i], column)) == 0;
	return 2 * same > n && !text_blank(value) ? value : NULL;
}

static bool
is_common(const struct sorting *o, const struct sheet_record *r,
    const char **common)
{
	for (size_t i = 0; i < r->ncells; i++)
		if (sorting_filled(o, r, i) && (i >= o->t->width ||
		    common[i] == NULL || strcmp(common[i], r->cells[i]) != 0))
			return false;
	return true;
}

void
no_data_prefilled(struct sorting *o)
{
	struct table *t = o->t;
	const char **common = arena_alloc(&o->in->each,
	    (t->width + 1) * sizeof(*common));
	size_t data = 0, all = 0;

	for (size_t i = t->record + 1; i < o->s->nrecords; i++) {
		data += t->kinds[i] == RECORD_DATA;
		all += counts(o, i);
	}
	for (size_t k = 0; data >= 2 && k < t->width; k++)
		common[k] = common_value(o, k, all);
	for (size_t i = t->record + 1; i < o->s->nrecords; i++)
		if (t->kinds[i] == RECORD_PREFILLED && (data < 2 ||
		    !is_common(o, &o->s->records[i], common)))
			t->kinds[i] = RECORD_DATA;
}

/* ---- telling ------------------------------------------------------------------- */

/* Whether seven figures stand in a row: it may be a telephone's number. */
static bool
has_number(const char *s)
{
	size_t digits = 0;

	while (*s != '\0' && digits < 7) {
		uint32_t ch = text_next(&s);

		digits = (ch >= '0' && ch <= '9') ||
		    (ch >= 0xff10 && ch <= 0xff19) ? digits + 1 : 0;
	}
	return digits == 7;
}

/*
 * A cell of such a row as it may be shown: what stands behind a label is
 * nobody's business, nor is a telephone's number.
 */
static const char *
shown(const struct sorting *o, const char *cell, const struct field *field)
{
	struct arena *a = &o->in->cells;
	const char *end = strstr(cell, "：");

	if (log_hides(o->in, field))
		return text_mask(a, cell);
	if (end == NULL)
		end = strchr(cell, ':');
	if (end != NULL && end != cell && end[1] != '\0')
		return arena_printf(a, "%.*s…", (int)(end - cell) +
		    (*end == ':' ? 1 : (int)strlen("：")), cell);
	return has_number(cell) && !o->in->options->show_personal ?
	    text_mask(a, cell) : log_value(o->in, NULL, cell);
}

static bool
is_told(const struct sorting *o, size_t i)
{
	unsigned char kind = o->t->kinds[i];

	return kind == RECORD_HEADING || kind == RECORD_NO_DATA ||
	    kind == RECORD_PREFILLED;
}

void
no_data_tell(struct sorting *o)
{
	const struct sheet *s = o->s;
	struct finding first = { 0 };
	struct buf rows = { 0 };
	size_t n = 0;

	for (size_t i = o->t->record + 1; i < s->nrecords; i++) {
		const struct sheet_record *r = &s->records[i];
		struct finding f;
		size_t lead;

		if (!is_told(o, i))
			continue;
		for (lead = 0; lead + 1 < r->ncells &&
		    text_blank(r->cells[lead]); lead++)
			continue;
		f = sorting_at(o, r, lead);
		log_change(o->in, &f, NULL, shown(o, r->cells[lead],
		    field_at(o, lead)), NULL, "不是数据");
		if (n == 0)
			first = f;
		if (n < SHOWN_ROWS)
			buf_addf(&rows, "%s%zu", n > 0 ? "、" : "", r->line);
		n++;
	}
	if (n > 0) {
		if (n > SHOWN_ROWS)
			buf_addf(&rows, "行等%zu", n);
		first.column = 0;
		first.detail = arena_printf(&o->in->cells, "第%s行不是数据"
		    "（合计、填表人、示例等），未读取", buf_str(&rows));
		log_finding(o->in, FINDING_ROW_NOT_DATA, &first);
	}
	buf_free(&rows);
}
