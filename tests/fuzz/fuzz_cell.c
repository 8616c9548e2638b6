/*
 * One cell of a table as each type reads it: three bytes for what the cell is
 * and is to be (type, kind, what is known of its column), then its text.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cell/private.h"

#define HEAD 3

static const char *const grades[] = { "一等奖", "二等奖", "主持人" };
static const char *const two[] = { "有", "无" };
static const char *const units[] = { "", "%", "平方米", "人" };

#define VALUES(v) .values = (const char **)(size_t)(v), \
	.nvalues = sizeof(v) / sizeof(*(v))

static struct field grade[] = {
	{ .name = "等次", .type = FIELD_CHOICE, .unit = "", VALUES(grades) },
};
static struct form form = { .name = "成员", .fields = grade, .nfields = 1 };
static struct point points[] = { { .code = "1.1" }, { .code = "1.10" } };
static const struct scheme scheme = { .forms = &form, .nforms = 1,
	.points = points, .npoints = 2 };

/* What is stored is of its type's form. */
static void
check_value(const struct field *f, const char *value)
{
	struct date d;

	MUST(text_valid(value, strlen(value)));
	MUST(*value != '\0');
	switch (f->type) {
	case FIELD_DATE:
		MUST(date_parse_day(value, &d));
		break;
	case FIELD_MONTH:
		MUST(strlen(value) == DATE_MONTH_BYTES &&
		    date_parse(value, &d) == DATE_MONTH_BYTES);
		break;
	case FIELD_YEAR:
		MUST(strlen(value) == 4 && strspn(value, "0123456789") == 4);
		break;
	case FIELD_INTEGER:
		MUST(value[strspn(value, "-0123456789")] == '\0');
		break;
	case FIELD_YESNO:
		MUST(strcmp(value, "是") == 0 || strcmp(value, "否") == 0);
		break;
	case FIELD_IDENTITY:
		MUST(strlen(value) == 18 &&
		    strspn(value, "0123456789") >= 17);
		break;
	case FIELD_PHONE:
		MUST(strlen(value) == 11 && *value == '1' &&
		    strspn(value, "0123456789") == 11);
		break;
	default:
		break;
	}
}

/*
 * Nothing is read otherwise than it is written without a word: but 1.50 is
 * 1.5, and a workbook's day is at midnight.
 */
static bool
is_silent(const struct field *f, const struct cell_origin *from,
    const char *text, const struct cell *c)
{
	return c->value != NULL && strcmp(c->value, text) != 0 &&
	    c->rule == NULL && f->type != FIELD_INTEGER &&
	    f->type != FIELD_DECIMAL && from->kind != SHEET_CELL_DATE;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct field f = { .name = "值" };
	struct cell_origin from = { .scheme = &scheme, .form = &form };
	struct cell c;
	char *text;

	if (size < HEAD || !text_valid((const char *)data + HEAD, size - HEAD))
		return 0;
	f.type = (enum field_type)(data[0] % FIELD_TYPES);
	f.repeat = (enum field_repeat)(data[0] / FIELD_TYPES % 3);
	from.kind = (enum sheet_cell_kind)(data[1] % (SHEET_CELL_NO_VALUE + 1));
	f.unit = units[data[1] / 8 % 4];
	from.key = (data[2] & 1) != 0;
	from.orders = data[2] >> 1 & 7;
	if (from.key)
		f.name = FIELD_POINT;
	f.values = (const char **)(size_t)((data[2] & 16) != 0 ? two : grades);
	f.nvalues = (data[2] & 16) != 0 ? 2 : 3;
	text = fuzz_text(data + HEAD, size - HEAD);
	cell_read_from(&a, &f, &from, text, &c);
	if (c.value != NULL) {
		check_value(&f, c.value);
		MUST(text_valid(person_mask(&a, c.value),
		    strlen(person_mask(&a, c.value))));
	}
	MUST(!is_silent(&f, &from, text, &c));
	MUST(c.value != NULL || c.rule != NULL || c.nproblems > 0 ||
	    text_blank(text));
	if (c.rule != NULL)
		MUST(text_valid(c.rule, strlen(c.rule)));
	free(text);
	arena_free(&a);
	return 0;
}
