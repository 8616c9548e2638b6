#include "cell/private.h"

#include <string.h>

#include "base/text.h"

/* What a spreadsheet shows instead of a value. */
static bool
is_formula_error(const char *s)
{
	static const char *const errors[] = { "#REF!", "#N/A", "#VALUE!",
	    "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
	    "#GETTING_DATA", NULL };

	if (*s != '#')
		return false;
	for (size_t i = 0; errors[i] != NULL; i++)
		if (strcmp(s, errors[i]) == 0)
			return true;
	return s[1] == '#' && s[strspn(s, "#")] == '\0';
}

/* A dash or stroke alone stands for nothing. */
static bool
is_placeholder(const char *s)
{
	static const char *const marks[] = { "-", "--", "/", "\\", "—", "——",
	    "–", "－", "／", "＼", "―", "…", "……", NULL };

	for (size_t i = 0; marks[i] != NULL; i++)
		if (strcmp(s, marks[i]) == 0)
			return true;
	return false;
}

/* By the bytes that begin what clean() looks for; most cells have none. */
static bool
may_need_cleaning(const char *s)
{
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < ' ' || c == 0x7f || c == 0xc2 || c == 0xe2 ||
		    (c == 0xef && (unsigned char)s[1] == 0xbb))
			return true;
	}
	return false;
}

/* A character that is surely no blank starts, and one ends, the text. */
static bool
is_trimmed(const char *s)
{
	size_t len = strlen(s);
	unsigned char first = (unsigned char)s[0];
	unsigned char last = (unsigned char)s[len - 1];

	if (last >= 0x80)
		last = len < 3 ? ' ' : (unsigned char)s[len - 3];
	return ((first > ' ' && first < 0x7f) ||
	    (first >= 0xe4 && first <= 0xe9)) &&
	    ((last > ' ' && last < 0x7f && last == (unsigned char)s[len - 1]) ||
	    (last >= 0xe4 && last <= 0xe9));
}

/*
 * Control characters out (a finding), and marks without width; line breaks
 * stay where they may, else they and tabs become blanks.
 */
static const char *
clean(struct arena *a, const char *s, bool lines, struct cell *c)
{
	struct buf b = { 0 };
	bool control = false, changed = false;
	const char *p = s;

	if (!may_need_cleaning(s))
		return s;
	while (*p != '\0') {
		uint32_t ch = text_next(&p);

		if ((ch == '\n' && !lines) || ch == '\t') {
			ch = ' ';
			changed = true;
		} else if ((ch < ' ' && ch != '\n') ||
		    (ch >= 0x7f && ch < 0xa0)) {
			control = true;
			continue;
		} else if (ch == 0xfeff || (ch >= 0x200b && ch <= 0x200f) ||
		    (ch >= 0x202a && ch <= 0x202e) || ch == 0x2060) {
			changed = true;
			continue;
		}
		text_put(&b, ch);
	}
	if (control) {
		cell_problem(a, c, FINDING_CONTROL_CHARACTER, NULL);
		cell_rule(a, c, "去控制字符");
	}
	if (changed)
		cell_rule(a, c, "去空白");
	if (control || changed)
		s = text_trim(a, buf_str(&b));
	buf_free(&b);
	return s;
}

static void
file_read(const struct raw_cell *raw, struct cell *c)
{
	c->value = raw->text;
}

/* How a cell of each type is read. */
static void (*const readers[])(const struct raw_cell *, struct cell *) = {
	[FIELD_TEXT] = text_read,
	[FIELD_PERSON] = person_read,
	[FIELD_INTEGER] = integer_read,
	[FIELD_DECIMAL] = decimal_read,
	[FIELD_DATE] = date_read,
	[FIELD_MONTH] = month_read,
	[FIELD_YEAR] = year_read,
	[FIELD_YESNO] = yesno_read,
	[FIELD_CHOICE] = choice_read,
	[FIELD_CHOICES] = choices_read,
	[FIELD_FILE] = file_read,
	[FIELD_IDENTITY] = identity_number_read,
	[FIELD_PHONE] = phone_read,
};
_Static_assert(sizeof(readers) / sizeof(*readers) == FIELD_TYPES,
    "a field type has no reader");

void
cell_read_from(struct arena *a, const struct field *f,
    const struct cell_origin *from, const char *text, struct cell *c)
{
	const struct field_type_row *type = &field_types[f->type];
	struct raw_cell raw = { .a = a, .field = f, .from = from,
	    .text = *text == '\0' || is_trimmed(text) ? text :
	    text_trim(a, text) };

	*c = (struct cell){ 0 };
	if (raw.text != text && *raw.text != '\0' &&
	    strcmp(raw.text, text) != 0)
		cell_rule(a, c, "去首尾空白");
	if (!type->file)	/* whose name is as it is on the disk */
		raw.text = clean(a, raw.text, type->lines, c);
	if (*raw.text == '\0' && from->kind != SHEET_CELL_NO_VALUE)
		return;
	if (!kind_take(&raw, c))
		return;
	if (is_formula_error(raw.text)) {
		cell_problem(a, c, FINDING_CELL_FORMULA_ERROR, NULL);
		return;
	}
	if (is_placeholder(raw.text)) {
		cell_rule(a, c, "占位符作空");
		return;
	}
	readers[f->type](&raw, c);
}

void
cell_read(struct arena *a, const struct field *f, bool key, const char *raw,
    struct cell *c)
{
	cell_read_from(a, f, &(struct cell_origin){ .key = key }, raw, c);
}
