#include "intake/private.h"

#include <stdlib.h>
#include <string.h>


#define DAY_SECONDS	(24 * 3600)
#define YEAR_DAYS	366
#define SYSTEMS_APART	1462	/* days from 1900-01-01 to 1904-01-02 */

/* References that say which years a scheme is about, and the item that does. */
static const char *const cycle_tables[] = { "年度", "学期", NULL };
#define CYCLE_ITEM	"周期"

struct cycle {			/* days since 1970; none while last < first */
	long first, last;
};

static long
day_of(int year, int month, int day)
{
	return (long)(date_time(&(struct date){ year, month, day }) /
	    DAY_SECONDS);
}

static void
extend(struct cycle *s, long first, long last)
{
	if (s->last < s->first) {
		*s = (struct cycle){ first, last };
		return;
	}
	if (first < s->first)
		s->first = first;
	if (last > s->last)
		s->last = last;
}

static bool
is_year(const char *s)
{
	return strspn(s, "0123456789") >= 4 && (strncmp(s, "19", 2) == 0 ||
	    strncmp(s, "20", 2) == 0);
}

static int
year_of(const char *s)
{
	return (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 +
	    s[3] - '0';
}

/* The days of a 2021, 2021-2022-1 (autumn), 2021-2022-2 or 2021-09-01. */
static void
take_words(struct cycle *span, const char *s)
{
	struct date d;
	int year;

	if (date_parse_day(s, &d)) {
		extend(span, day_of(d.year, d.month, d.day),
		    day_of(d.year, d.month, d.day));
		return;
	}
	if (!is_year(s) || (s[4] >= '0' && s[4] <= '9'))
		return;
	year = year_of(s);
	if (s[4] != '-' || !is_year(s + 5) || s[9] != '-')
		extend(span, day_of(year, 1, 1), day_of(year, 12, 31));
	else if (s[10] == '1')
		extend(span, day_of(year, 8, 1), day_of(year + 1, 2, 28));
	else
		extend(span, day_of(year + 1, 2, 1), day_of(year + 1, 8, 31));
}

/* The days the scheme is about, a year wider; none when it says nothing. */
static struct cycle
cycle_of(const struct scheme *s)
{
	struct cycle span = { 0, -1 };

	for (size_t i = 0; i < s->nreferences; i++) {
		const struct reference *r = &s->references[i];
		bool is_cycle = false;

		for (size_t k = 0; cycle_tables[k] != NULL; k++)
			is_cycle |= strcmp(cycle_tables[k], r->name) == 0;
		for (size_t k = 0; is_cycle && k < r->nrows; k++)
			for (size_t c = 0; c < r->ncolumns; c++)
				take_words(&span, r->rows[k][c]);
	}
	for (const char *p = scheme_property(s, CYCLE_ITEM, ""); *p != '\0';) {
		if (is_year(p))
			take_words(&span, (char[]){ p[0], p[1], p[2], p[3],
			    '\0' });
		p += is_year(p) ? 4 : 1;
	}
	if (span.first <= span.last) {
		span.first -= YEAR_DAYS;
		span.last += YEAR_DAYS;
	}
	return span;
}

/* The day of a cell that holds a day number, or held one in its workbook. */
static bool
day_number(const struct sheet_record *r, size_t column, long *day)
{
	const char *s = sheet_cell(r, column);
	struct date d;
	size_t n;

	if (cell_kind(r, column) == SHEET_CELL_DATE) {
		if (date_parse(s, &d) != DATE_BYTES)
			return false;
	} else {
		n = strspn(s, "0123456789");
		if (n != 5 || (s[n] != '\0' && (s[n] != '.' || s[n + 1 +
		    strspn(s + n + 1, "0123456789")] != '\0')) ||
		    !date_from_serial(strtol(s, NULL, 10), &d))
			return false;
	}
	*day = day_of(d.year, d.month, d.day);
	return true;
}

/* What a look over one column of dates shows. */
struct column_look {
	unsigned orders;	/* proven: all proofs agree */
	bool contradicted;
	size_t first;		/* record of the first day number */
	size_t n;		/* day numbers */
	size_t inside;		/* of them in the cycle */
	size_t later, earlier;	/* in it when so many days are added or taken */
};

/* A value that is a date in one order only proves the column's. */
static void
look_order(const char *s, struct column_look *l)
{
	struct date d[3];
	const char *end;
	unsigned orders;
	size_t n;

	while (*s == ' ')
		s++;
	n = strspn(s, "0123456789");
	if (n == 0 || n > 2)
		return;
	orders = date_orders(s, d, &end);
	if (orders == 0 || (orders & (orders - 1)) != 0)
		return;
	l->contradicted |= l->orders != 0 && l->orders != orders;
	l->orders = orders;
}

static void
look_day(const struct cycle *cycle, long day, size_t record, struct column_look *l)
{
	if (l->n++ == 0)
		l->first = record;
	l->inside += day >= cycle->first && day <= cycle->last;
	day += SYSTEMS_APART;
	l->later += day >= cycle->first && day <= cycle->last;
	day -= 2 * SYSTEMS_APART;
	l->earlier += day >= cycle->first && day <= cycle->last;
}

static void
tell_system(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s, const struct heading *h,
    const struct column_look *l)
{
	const struct sheet_record *r = &s->records[l->first];

	if (l->n == 0 || l->inside > 0 || (l->later < l->n &&
	    l->earlier < l->n))
		return;
	log_finding(in, FINDING_DATE_SYSTEM_DOUBTFUL, &(struct finding){
	    .studio = fo->code, .file = src->shown, .sheet = src->sheet,
	    .line = r->line, .row = r->row, .column = h->column + 1,
	    .field = h->field->name,
	    .value = log_value(in, h->field, sheet_cell(r, h->column)) });
}

static bool
is_date(const struct field *f)
{
	return f->type == FIELD_DATE || f->type == FIELD_MONTH;
}

void
columns_prove(const struct sheet *s, struct table *t)
{
	for (size_t k = 0; k < t->n; k++) {
		struct heading *c = &t->headings[k];
		struct column_look l = { 0 };

		for (size_t i = t->record + 1; is_date(c->field) &&
		    i < s->nrecords; i++)
			look_order(sheet_cell(&s->records[i], c->column), &l);
		c->orders = l.contradicted ? 0 : l.orders;
	}
}

void
columns_look(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s, const struct table *t)
{
	struct cycle cycle = { 0, -1 };
	bool asked = false;

	for (size_t k = 0; k < t->n; k++) {
		const struct heading *c = &t->headings[k];
		struct column_look l = { 0 };
		long day;

		for (size_t i = t->record + 1; is_date(c->field) &&
		    i < s->nrecords; i++) {
			if (t->kinds[i] != RECORD_DATA ||
			    !day_number(&s->records[i], c->column, &day))
				continue;
			if (!asked)
				cycle = cycle_of(in->scheme);
			asked = true;
			look_day(&cycle, day, i, &l);
		}
		tell_system(in, fo, src, s, c, &l);
	}
}
