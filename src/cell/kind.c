#include "cell/private.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

#define MAX_DIGITS 15	/* that a spreadsheet keeps of a number */
#define FIRST_YEAR 1950	/* of a day that stands for its year */

enum sheet_cell_kind
cell_kind(const struct sheet_record *r, size_t column)
{
	return r->kinds == NULL || column >= r->ncells ? SHEET_CELL_TEXT :
	    (enum sheet_cell_kind)r->kinds[column];
}

/* Types whose cells are words, not one of the other kinds. */
static bool
holds_words(const struct field *f)
{
	return f->type == FIELD_TEXT || f->type == FIELD_PERSON ||
	    f->type == FIELD_FILE;
}

static bool
refuse(const struct raw_cell *raw, struct cell *c, enum finding_code code,
    const char *detail)
{
	cell_problem(raw->a, c, code, detail);
	return false;
}

/*
 * A day shown as its year only.  One before FIRST_YEAR is a year shown as a
 * day: the day 2021 is in 1905.
 */
static void
take_year(struct raw_cell *raw, struct cell *c)
{
	struct date d;

	if (date_parse(raw->text, &d) != DATE_BYTES || d.year < FIRST_YEAR)
		return;
	raw->text = arena_printf(raw->a, "%d", d.year);
	cell_rule(raw->a, c, "日期取年度");
}

/* Typed 1-2, a spreadsheet keeps a day. */
static bool
take_date(struct raw_cell *raw, struct cell *c)
{
	static const char midnight[] = " 00:00:00";
	const enum field_type type = raw->field->type;
	size_t len = strlen(raw->text), n = sizeof(midnight) - 1;

	if (len > n && strcmp(raw->text + len - n, midnight) == 0)
		raw->text = arena_strndup(raw->a, raw->text, len - n);
	if (type == FIELD_DATE || type == FIELD_MONTH)
		return true;
	if (raw->from->key)
		return refuse(raw, c, FINDING_KEY_WAS_DATE, NULL);
	if (type == FIELD_INTEGER || type == FIELD_DECIMAL)
		return refuse(raw, c, FINDING_CELL_NOT_NUMBER,
		    "这一格被电子表格存成了日期，不是数字，按空处理");
	if (holds_words(raw->field))
		cell_problem(raw->a, c, FINDING_CELL_WAS_DATE, NULL);
	if (type == FIELD_YEAR)
		take_year(raw, c);
	return true;
}

/* TRUE or FALSE, which a box to tick leaves. */
static void
take_bool(struct raw_cell *raw, struct cell *c)
{
	const struct field *f = raw->field;
	bool yes = strcmp(raw->text, "TRUE") == 0;

	if (field_types[f->type].choice && f->nvalues == 2)
		raw->text = yes ? "√" : "×";
	else
		raw->text = yes ? "是" : "否";
	cell_rule(raw->a, c, "逻辑值统一");
}

/* 0.85 as 85: the point two digits to the right. */
static const char *
hundredfold(struct arena *a, const char *s)
{
	const char *sign = *s == '-' ? "-" : "", *part;
	size_t whole, npart;
	char *digits, *p;

	s += *s == '-';
	whole = strspn(s, "0123456789");
	part = s[whole] == '.' ? s + whole + 1 : "";
	npart = strlen(part);
	digits = arena_printf(a, "%.*s%s00", (int)whole, s, part);
	for (p = digits; *p == '0' && p < digits + whole + 1; p++)
		;
	whole = (size_t)(digits + whole + 2 - p);
	return npart <= 2 ? arena_printf(a, "%s%.*s", sign, (int)whole, p) :
	    arena_printf(a, "%s%.*s.%.*s", sign, (int)whole, p,
	    (int)(npart - 2), p + whole);
}

/* 85%, whose value is 0.85. */
static bool
take_percent(struct raw_cell *raw, struct cell *c)
{
	const struct field *f = raw->field;

	if (strchr(raw->text, 'E') != NULL || strchr(raw->text, 'e') != NULL)
		return true;
	if ((f->type == FIELD_DECIMAL || f->type == FIELD_INTEGER) &&
	    strcmp(text_fold(raw->a, f->unit), "%") == 0) {
		raw->text = hundredfold(raw->a, raw->text);
		cell_rule(raw->a, c, "取所显示的百分数");
	} else if (f->type == FIELD_DECIMAL || holds_words(f) ||
	    (f->type == FIELD_INTEGER && strchr(raw->text, '.') == NULL)) {
		cell_problem(raw->a, c, FINDING_PERCENT_DOUBTFUL, NULL);
	}
	return true;
}

/* 1.1 is what a spreadsheet keeps of 1.10 too. */
static bool
is_two_points(const struct raw_cell *raw)
{
	const struct scheme *s = raw->from->scheme;
	const char *longer = arena_printf(raw->a, strchr(raw->text, '.') != NULL
	    ? "%s0" : "%s.0", raw->text);

	return s != NULL && strcmp(raw->field->name, FIELD_POINT) == 0 &&
	    scheme_point(s, raw->text) != NULL &&
	    scheme_point(s, longer) != NULL;
}

/* A number where words are wanted: its text, unless digits are lost. */
static bool
take_number(const struct raw_cell *raw, struct cell *c)
{
	const enum field_type type = raw->field->type;
	size_t n = 0;

	if (!holds_words(raw->field) && type != FIELD_IDENTITY &&
	    type != FIELD_PHONE && !raw->from->key)
		return true;
	for (const char *p = raw->text; *p != '\0' && *p != '.'; p++)
		n += isdigit((unsigned char)*p) != 0;
	if (n > MAX_DIGITS)
		return refuse(raw, c, FINDING_CELL_SCIENTIFIC,
		    "超过15位的数字被电子表格存成了数，末尾的数字已经丢失，按空处理");
	if (raw->from->key && is_two_points(raw))
		return refuse(raw, c, FINDING_POINT_AMBIGUOUS, NULL);
	return true;
}

bool
kind_take(struct raw_cell *raw, struct cell *c)
{
	switch (raw->from->kind) {
	case SHEET_CELL_NUMBER:
		return take_number(raw, c);
	case SHEET_CELL_PERCENT:
		return take_number(raw, c) && take_percent(raw, c);
	case SHEET_CELL_DATE:
		return take_date(raw, c);
	case SHEET_CELL_BOOL:
		take_bool(raw, c);
		return true;
	case SHEET_CELL_ERROR:
		return refuse(raw, c, FINDING_CELL_FORMULA_ERROR, NULL);
	case SHEET_CELL_NO_VALUE:
		(void)refuse(raw, c, FINDING_CELL_FORMULA_ERROR,
		    "公式的结果没有保存在文件里，按空处理");
		c->problems[c->nproblems - 1].advice =
		    "请用 Excel 或 WPS 打开文件，保存后重新提交";
		return false;
	case SHEET_CELL_TEXT:
		break;
	}
	return true;
}
