#include "cell/private.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

#define MAX_LISTED 20	/* values that a finding lists */

/* What people write for yes and for no, folded. */
static const char *const yes_words[] = { "是", "有", "√", "✓", "✔", "☑", "对",
	"Y", "YES", "TRUE", "V", "1", "1.0", NULL };
static const char *const no_words[] = { "否", "无", "×", "✗", "✘", "✕", "╳",
	"☒", "错", "N", "NO", "FALSE", "X", "没有", "不是", "0", "0.0", NULL };

static bool
is_one_of(const char *s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcasecmp(s, *words) == 0)
			return true;
	return false;
}

int
choice_verdict(const char *fold)
{
	if (is_one_of(fold, yes_words))
		return 1;
	return is_one_of(fold, no_words) ? 0 : -1;
}

void
yesno_read(const struct raw_cell *raw, struct cell *c)
{
	int v = choice_verdict(text_fold(raw->a, raw->text));

	if (v == -1) {
		cell_problem(raw->a, c, FINDING_CELL_NOT_YESNO, NULL);
		return;
	}
	c->value = v == 1 ? "是" : "否";
	if (strcmp(c->value, raw->text) != 0)
		cell_rule(raw->a, c, "是否统一");
}

/* 1等奖 for 一等奖, where it is one value only. */
static const char *
by_numeral(struct arena *a, const struct field *f, const char *fold)
{
	const char *digits = numerals_fold(a, fold), *found = NULL;

	if (strpbrk(digits, "0123456789") == NULL)
		return NULL;
	for (size_t i = 0; i < f->nvalues; i++) {
		if (strcmp(numerals_fold(a, text_fold(a, f->values[i])),
		    digits) != 0)
			continue;
		if (found != NULL)
			return NULL;
		found = f->values[i];
	}
	return found;
}

/* The allowed value that s means, or NULL. */
static const char *
allowed(struct arena *a, const struct field *f, const char *s)
{
	const char *fold, *value;
	int v;

	for (size_t i = 0; i < f->nvalues; i++)
		if (strcmp(f->values[i], s) == 0)
			return f->values[i];
	fold = text_fold(a, s);
	for (size_t i = 0; i < f->nvalues; i++)
		if (strcasecmp(text_fold(a, f->values[i]), fold) == 0)
			return f->values[i];
	value = by_numeral(a, f, fold);
	if (value != NULL)
		return value;
	/* a choice of two that are a yes and a no: 有|无, 是|否 */
	if (f->nvalues != 2 || (v = choice_verdict(fold)) == -1 ||
	    choice_verdict(f->values[0]) + choice_verdict(f->values[1]) != 1)
		return NULL;
	return f->values[choice_verdict(f->values[0]) == v ? 0 : 1];
}

/* The values as a finding lists them; a table may have very many. */
static char *
listed(struct arena *a, const struct field *f)
{
	size_t n = f->nvalues > MAX_LISTED ? MAX_LISTED : f->nvalues;
	struct buf b = { 0 };
	char *out;

	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : "、", f->values[i]);
	if (n < f->nvalues)
		buf_addf(&b, "等%zu项", f->nvalues);
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* The point of a score: which there are the assessment says (POINT_UNKNOWN). */
static bool
is_scored_point(const struct raw_cell *raw)
{
	const struct form *f = raw->from->form;

	return f != NULL && strcmp(raw->field->name, FIELD_POINT) == 0 &&
	    (strcmp(f->name, TABLE_SELF) == 0 ||
	    strcmp(f->name, TABLE_EXPERT) == 0);
}

void
choice_read(const struct raw_cell *raw, struct cell *c)
{
	struct arena *a = raw->a;

	c->value = allowed(a, raw->field, raw->text);
	if (c->value == NULL && is_scored_point(raw))
		text_read(raw, c);
	else if (c->value == NULL)
		cell_problem(a, c, FINDING_CELL_NOT_CHOICE, arena_printf(a,
		    "不在可选的范围（%s）内，按空处理", listed(a,
		    raw->field)));
	else if (strcmp(c->value, raw->text) != 0)
		cell_rule(a, c, "选项统一");
}

static void
add_part(struct cell *c, const char *part)
{
	for (size_t i = 0; i < c->nparts; i++)
		if (strcmp(c->parts[i], part) == 0)
			return;
	c->parts[c->nparts++] = part;
}

/* One piece between separators; blanks may separate values too. */
static void
add_piece(struct arena *a, const struct field *f, char *piece,
    struct cell *c)
{
	const char *value, *s = text_trim(a, piece);
	char *word, *rest;
	bool all = strchr(s, ' ') != NULL;

	if (*s == '\0')
		return;
	value = allowed(a, f, s);
	word = arena_strdup(a, s);
	for (char *w = strtok_r(word, " ", &rest); all && value == NULL &&
	    w != NULL; w = strtok_r(NULL, " ", &rest))
		all = allowed(a, f, w) != NULL;
	if (value == NULL && all) {
		word = arena_strdup(a, s);
		for (char *w = strtok_r(word, " ", &rest); w != NULL;
		    w = strtok_r(NULL, " ", &rest))
			add_part(c, allowed(a, f, w));
		return;
	}
	if (value == NULL)
		cell_problem(a, c, FINDING_CHOICE_UNKNOWN, arena_printf(a,
		    "“%s”不在可选的范围（%s）内，仍予保存和计数", s,
		    listed(a, f)));
	add_part(c, value != NULL ? value : s);
}

/* ["a","b"], as programs write a list: its quotes and brackets to commas. */
static void
open_list(char *s)
{
	size_t len = strlen(s);

	if (len < 2 || s[0] != '[' || s[len - 1] != ']')
		return;
	for (; *s != '\0'; s++)
		if (strchr("[]\"'", *s) != NULL)
			*s = ',';
}

void
choices_read(const struct raw_cell *raw, struct cell *c)
{
	/* each three bytes; what some collecting sites put between */
	static const char *const marks[] = { "、", "┋" };
	struct arena *a = raw->a;
	char *text = text_nfkc(a, raw->text), *rest;
	struct buf b = { 0 };
	size_t max = strlen(text) + 1;

	c->parts = arena_alloc(a, max * sizeof(*c->parts));
	open_list(text);
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		for (char *p = text; (p = strstr(p, marks[i])) != NULL;)
			p[0] = p[1] = p[2] = ',';
	for (char *p = strtok_r(text, ",;/|\n", &rest); p != NULL;
	    p = strtok_r(NULL, ",;/|\n", &rest))
		add_piece(a, raw->field, p, c);
	for (size_t i = 0; i < c->nparts; i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : "、", c->parts[i]);
	if (c->nparts > 0)
		c->value = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	if (c->value == NULL || strcmp(c->value, raw->text) != 0)
		cell_rule(a, c, "选项统一");
}
