#include "scheme/invent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* ---- chance, the same in every run --------------------------------------------- */

size_t
invent_below(struct inventor *v, size_t n)
{
	v->state ^= v->state << 13;	/* xorshift64 */
	v->state ^= v->state >> 7;
	v->state ^= v->state << 17;
	return (size_t)(v->state % n);
}

bool
invent_chance(struct inventor *v, size_t percent)
{
	return invent_below(v, 100) < percent;
}

size_t
scheme_genes(const struct scheme *s)
{
	size_t n = 1;

	for (size_t i = 0; i < s->nforms; i++)
		n += 1 + s->forms[i].nfields;
	return n;
}

size_t
invent_gene(const struct inventor *v, const struct form *f)
{
	size_t n = 1;

	for (const struct form *k = v->scheme->forms; k < f; k++)
		n += 1 + k->nfields;
	return n;
}

void
invent_seed(struct inventor *v, size_t gene)
{
	v->state = v->genes[gene] ^ (v->row + 1) * UINT64_C(0x9e3779b97f4a7c15);
	if (v->state == 0)
		v->state = 1;
	for (int i = 0; i < 4; i++)
		(void)invent_below(v, 2);	/* mix it well */
}

/* ---- where the scheme decides -------------------------------------------------- */

static void
take_number(struct inventor *v, double x)
{
	if (x < 0 || x > 1e6)
		return;
	for (size_t i = 0; i < v->nnumbers; i++)
		if (v->numbers[i] == (long)x)
			return;
	arena_grow(&v->arena, &v->numbers, &v->numbers_cap, v->nnumbers,
	    sizeof(*v->numbers));
	v->numbers[v->nnumbers++] = (long)x;
}

static void
take_day(struct inventor *v, const struct date *d)
{
	arena_grow(&v->arena, &v->days, &v->days_cap, v->ndays,
	    sizeof(*v->days));
	v->days[v->ndays] = *d;
	if (d->day == 0)
		v->days[v->ndays].day = 1;
	v->ndays++;
}

/* A number, a day, a month or a year that stands alone. */
static void
take_text(struct inventor *v, const char *text)
{
	struct date d;
	double x;

	if (date_parse(text, &d) > 0)
		take_day(v, &d);
	else if (!text_read_number(text, strlen(text), &x))
		return;
	else if (x >= 1990 && x <= 2100)
		take_day(v, &(struct date){ (int)x, 6, 1 });
	else
		take_number(v, x);
}

static void
take_sql(struct inventor *v, const char *sql)
{
	struct sql_token t;

	while (sql_token_next(&sql, &t))
		if (t.kind == SQL_NUMBER || t.kind == SQL_TEXT)
			take_text(v, sql_token_text(&v->arena, &t));
}

static void
take_rules(struct inventor *v, const struct scheme *s)
{
	for (size_t i = 0; i < s->nrules; i++) {
		const struct rule *r = &s->rules[i];

		take_sql(v, r->measure);
		take_sql(v, r->min);
		take_sql(v, r->max);
		take_sql(v, r->condition);
		take_sql(v, r->scope);
		take_sql(v, r->applies);
	}
	for (size_t i = 0; i < s->npoints; i++) {
		take_sql(v, s->points[i].applies);
		take_sql(v, s->points[i].automatic);
	}
	for (size_t i = 0; i < s->ndecisions; i++)
		take_sql(v, s->decisions[i].condition);
	for (size_t i = 0; i < s->ngrades; i++)
		take_sql(v, s->grades[i].condition);
	for (size_t i = 0; i < s->nderived; i++)
		take_sql(v, s->derived[i].sql);
}

void
invent_prepare(struct inventor *v, const struct scheme *s)
{
	*v = (struct inventor){ .scheme = s };
	take_rules(v, s);
	for (size_t i = 0; i < s->nproperties; i++)
		take_sql(v, s->properties[i].value);
	for (size_t i = 0; i < s->nreferences; i++)
		for (size_t k = 0; k < s->references[i].nrows; k++)
			for (size_t c = 0; c < s->references[i].ncolumns; c++)
				take_text(v, s->references[i].rows[k][c]);
	take_number(v, 0);
	take_number(v, 1);
	take_number(v, 10);
	if (v->ndays == 0)
		take_day(v, &(struct date){ 2023, 9, 1 });
}

/* ---- cells, a function for each type of field ------------------------------------ */

/* The column of a reference table that is called as the field, or NULL. */
static const struct reference *
column_of(const struct scheme *s, const char *name, size_t *column)
{
	for (size_t i = 0; i < s->nreferences; i++)
		for (*column = 0; *column < s->references[i].ncolumns;
		    (*column)++)
			if (s->references[i].nrows > 0 && strcmp(name,
			    s->references[i].columns[*column]) == 0)
				return &s->references[i];
	return NULL;
}

/* Of n values: all in turn where they are a key, or the studio is in order. */
static size_t
which(struct inventor *v, const struct field *d, size_t n)
{
	if (d->repeat == REPEAT_ERROR)
		return v->row % n;
	return invent_below(v, n);
}

/* Which words are the better ones who knows: first ones a bit more often. */
static const char *
choice_cell(struct inventor *v, const struct field *d)
{
	if (d->nvalues == 0)
		return "";
	if (d->repeat != REPEAT_ERROR && v->full && invent_chance(v, 50))
		return d->values[0];
	return d->values[which(v, d, d->nvalues)];
}

static const char *
choices_cell(struct inventor *v, const struct field *d)
{
	struct buf b = { 0 };
	const char *text;
	size_t last = d->nvalues;

	for (size_t n = 1 + invent_below(v, 3); n > 0 && d->nvalues > 0; n--) {
		size_t i = invent_below(v, d->nvalues);

		if (i == last)
			continue;
		buf_addf(&b, "%s%s", last < d->nvalues ? "、" : "",
		    d->values[i]);
		last = i;
		if (d->nvalues < 3)
			break;
	}
	text = arena_strdup(&v->arena, buf_str(&b));
	buf_free(&b);
	return text;
}

static const char *
yesno_cell(struct inventor *v, const struct field *d)
{
	(void)d;
	return invent_chance(v, 60) ? "是" : "否";
}

/* A few words, so that one is often another's: 学校 and 所在学校. */
static const char *
text_cell(struct inventor *v, const struct field *d)
{
	static const char *const words[] = { "示例", "另一示例", "第三示例",
	    "第四示例", "第五示例", "第六示例" };
	const size_t n = sizeof(words) / sizeof(*words);

	if (d->repeat == REPEAT_ERROR)
		return arena_printf(&v->arena, "示例%zu", v->row + 1);
	return words[invent_chance(v, 50) ? 0 : invent_below(v, n)];
}

static const char *
person_cell(struct inventor *v, const struct field *d)
{
	static const char *const family[] = { "赵", "钱", "孙", "李", "周",
	    "吴", "郑", "王" };
	static const char *const given[] = { "文", "明", "华", "平", "安",
	    "宁", "春", "秋", "山" };

	(void)d;
	return arena_printf(&v->arena, "%s%s%s", family[v->row % 8],
	    given[v->row / 8 % 9], given[(v->row + v->studio) % 9]);
}

static long
some_number(struct inventor *v)
{
	long x = v->numbers[invent_below(v, v->nnumbers)];

	if (invent_chance(v, 30))
		x += (long)invent_below(v, 3) - 1;
	if (invent_chance(v, 20))
		x = (long)invent_below(v, 100);
	return x < 0 ? 0 : x;
}

static const char *
integer_cell(struct inventor *v, const struct field *d)
{
	(void)d;
	return arena_printf(&v->arena, "%ld", some_number(v));
}

static const char *
decimal_cell(struct inventor *v, const struct field *d)
{
	(void)d;
	return arena_printf(&v->arena, "%ld%s", some_number(v),
	    invent_chance(v, 20) ? ".5" : "");
}

static struct date
some_day(struct inventor *v)
{
	struct date d = v->days[invent_below(v, v->ndays)];

	if (invent_chance(v, 15))
		d.year -= 25 + (int)invent_below(v, 30);	/* of birth */
	else if (invent_chance(v, 30))
		d.year += (int)invent_below(v, 12) - 3;
	if (invent_chance(v, 60))
		d.month = 1 + (int)invent_below(v, 12);
	if (invent_chance(v, 60))
		d.day = 1 + (int)invent_below(v, 28);
	if (d.day > 28)
		d.day = 28;
	return d;
}

static const char *
date_cell(struct inventor *v, const struct field *d)
{
	struct date day = some_day(v);

	(void)d;
	return arena_printf(&v->arena, "%04d-%02d-%02d", day.year, day.month,
	    day.day);
}

static const char *
month_cell(struct inventor *v, const struct field *d)
{
	struct date day = some_day(v);

	(void)d;
	return arena_printf(&v->arena, "%04d-%02d", day.year, day.month);
}

static const char *
year_cell(struct inventor *v, const struct field *d)
{
	struct date first = v->days[0];

	for (size_t i = 1; i < v->ndays; i++)
		if (v->days[i].year < first.year)
			first = v->days[i];
	return arena_printf(&v->arena, "%d", first.year +
	    (int)which(v, d, 5));
}

static const char *
file_cell(struct inventor *v, const struct field *d)
{
	(void)v;
	(void)d;
	return INVENTED_TEXT;
}

/* GB 11643: the last digit checks the others. */
static const char *
identity_cell(struct inventor *v, const struct field *d)
{
	static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10,
	    5, 8, 4, 2 };
	char *text = arena_printf(&v->arena, "11010119800101%03zu ",
	    (v->row + v->studio) % 1000);
	int sum = 0;

	(void)d;
	for (size_t i = 0; i < 17; i++)
		sum += weights[i] * (text[i] - '0');
	text[17] = "10X98765432"[sum % 11];
	return text;
}

static const char *
phone_cell(struct inventor *v, const struct field *d)
{
	(void)d;
	return arena_printf(&v->arena, "1380000%04zu",
	    (v->row * 37 + v->studio) % 10000);
}

static const char *(*const cells[])(struct inventor *v,
    const struct field *d) = {
	[FIELD_TEXT] = text_cell,
	[FIELD_PERSON] = person_cell,
	[FIELD_INTEGER] = integer_cell,
	[FIELD_DECIMAL] = decimal_cell,
	[FIELD_DATE] = date_cell,
	[FIELD_MONTH] = month_cell,
	[FIELD_YEAR] = year_cell,
	[FIELD_YESNO] = yesno_cell,
	[FIELD_CHOICE] = choice_cell,
	[FIELD_CHOICES] = choices_cell,
	[FIELD_FILE] = file_cell,
	[FIELD_IDENTITY] = identity_cell,
	[FIELD_PHONE] = phone_cell,
};
_Static_assert(sizeof(cells) / sizeof(*cells) == FIELD_TYPES,
    "a field type has no invented cell");

/* A column may be the same in all rows of a studio, or in most of them. */
static bool
is_even(struct inventor *v, const struct field *d, size_t gene)
{
	const size_t row = v->row;
	size_t mode;

	if (d->repeat == REPEAT_ERROR || field_types[d->type].person)
		return false;
	v->row = 0;
	invent_seed(v, gene);
	mode = invent_below(v, 4);
	v->row = row;
	invent_seed(v, gene);
	return mode == 0 || (mode == 1 && invent_chance(v, 80));
}

static const char *
plain_cell(struct inventor *v, const struct field *d, size_t gene)
{
	const struct reference *r;
	size_t column, row = v->row;
	const char *text;

	if (is_even(v, d, gene)) {
		v->row = 0;
		invent_seed(v, gene);
	}
	r = field_types[d->type].choice ? NULL :
	    column_of(v->scheme, d->name, &column);
	text = r != NULL ? r->rows[which(v, d, r->nrows)][column] :
	    cells[d->type](v, d);
	v->row = row;
	return text;
}

const char *
invent_cell(struct inventor *v, const struct form *f, const struct field *d)
{
	const struct form *studio = scheme_form(v->scheme, TABLE_STUDIO);
	const size_t gene = invent_gene(v, f) + 1 + (size_t)(d - f->fields);
	const struct field *same = studio == NULL || studio == f ? NULL :
	    form_field(studio, d->name);
	const size_t row = v->row;
	const char *text;

	invent_seed(v, gene);
	if (!v->full && !d->required && d->repeat != REPEAT_ERROR &&
	    invent_chance(v, 20))
		return "";
	if (same == NULL || same->type != d->type || !invent_chance(v, 70))
		return plain_cell(v, d, gene);
	/* What the studio itself has under that name. */
	v->row = 0;
	text = plain_cell(v, same, invent_gene(v, studio) + 1 +
	    (size_t)(same - studio->fields));
	v->row = row;
	return text;
}

size_t
invent_rows(struct inventor *v, const struct form *f)
{
	static const size_t counts[] = { 0, 1, 2, 3, 5, 8, 10, 12, 15, 25 };
	size_t most = SIZE_MAX, n, column;

	for (size_t i = 0; i < f->nfields; i++) {
		const struct field *d = &f->fields[i];
		const struct reference *r = column_of(v->scheme, d->name,
		    &column);

		if (d->repeat != REPEAT_ERROR)
			continue;
		n = r != NULL ? r->nrows : d->nvalues > 0 ? d->nvalues :
		    d->type == FIELD_YEAR ? 5 : SIZE_MAX;
		most = n < most ? n : most;
	}
	if (v->full && most != SIZE_MAX)
		return most;
	v->row = 0;
	invent_seed(v, invent_gene(v, f));
	n = counts[invent_below(v, sizeof(counts) / sizeof(*counts))];
	if (v->full && n == 0)
		n = 12;
	return n < most ? n : most;
}
