#include "sheet/ods_style.h"

#include <stdlib.h>
#include <string.h>

#include "sheet/xml.h"

#define PARENTS	16	/* of a style; more are a circle */
#define DIGITS	15u	/* more zeros than a number has digits */

static const char *
keep(struct arena *a, const char *s)
{
	return s != NULL ? arena_strdup(a, s) : NULL;
}

static void
add(struct arena *a, struct ods_styles *s, const char *family,
    const char *const *attributes)
{
	const char *name = xml_attribute(attributes, "name");

	s->open = NULL;
	if (family == NULL || name == NULL)
		return;
	arena_grow(a, &s->styles, &s->cap, s->n, sizeof(*s->styles));
	s->open = &s->styles[s->n];
	*s->open = (struct ods_style){ .order = s->n,
	    .family = keep(a, family), .name = keep(a, name),
	    .parent = keep(a, xml_attribute(attributes,
	    "parent-style-name")),
	    .format = keep(a, xml_attribute(attributes,
	    "data-style-name")) };
	s->n++;
}

/* 000 is at least three digits and no decimals. */
static void
read_digits(struct ods_style *style, const char *const *attributes)
{
	const char *digits = xml_attribute(attributes,
	    "min-integer-digits");
	const char *decimals = xml_attribute(attributes,
	    "decimal-places");
	const char *grouped = xml_attribute(attributes,
	    "grouping");
	unsigned long n = digits != NULL ? strtoul(digits, NULL, 10) : 0;

	if (n > 1 && (decimals == NULL || strcmp(decimals, "0") == 0) &&
	    (grouped == NULL || strcmp(grouped, "true") != 0))
		style->digits = n < DIGITS ? (unsigned)n : DIGITS;
}

void
ods_style_begin(struct arena *a, struct ods_styles *s, const char *name,
    const char *const *attributes)
{
	const char *shown;

	if (strcmp(name, "style") == 0) {
		add(a, s, xml_attribute(attributes, "family"),
		    attributes);
	} else if (strcmp(name, "number-style") == 0) {
		add(a, s, "number", attributes);
	} else if (strcmp(name, "number") == 0) {
		if (s->open != NULL && strcmp(s->open->family, "number") == 0)
			read_digits(s->open, attributes);
	} else if (strcmp(name, "table-properties") == 0) {
		shown = xml_attribute(attributes, "display");
		if (s->open != NULL && shown != NULL)
			s->open->hidden = strcmp(shown, "false") == 0;
	}
}

void
ods_style_end(struct ods_styles *s, const char *name)
{
	if (strcmp(name, "style") == 0 ||
	    strcmp(name, "number-style") == 0)
		s->open = NULL;
}

static int
by_name(const void *x, const void *y)
{
	const struct ods_style *p = x, *q = y;
	int order = strcmp(p->family, q->family);

	return order != 0 ? order : strcmp(p->name, q->name);
}

static int
by_name_and_order(const void *x, const void *y)
{
	const struct ods_style *p = x, *q = y;
	int order = by_name(x, y);

	return order != 0 ? order : (p->order > q->order) -
	    (p->order < q->order);
}

/* By name; of several of one name the last stays. */
static void
sort(struct ods_styles *s)
{
	size_t kept = 0;

	s->open = NULL;
	qsort(s->styles, s->n, sizeof(*s->styles), by_name_and_order);
	for (size_t i = 0; i < s->n; i++) {
		if (kept > 0 && by_name(&s->styles[kept - 1],
		    &s->styles[i]) == 0)
			kept--;
		s->styles[kept++] = s->styles[i];
	}
	s->n = s->nsorted = kept;
}

static const struct ods_style *
find(struct ods_styles *s, const char *family, const char *name)
{
	const struct ods_style key = { .family = family, .name = name };

	if (name == NULL || s->n == 0)
		return NULL;
	if (s->nsorted != s->n)
		sort(s);
	return bsearch(&key, s->styles, s->n, sizeof(*s->styles), by_name);
}

unsigned
ods_style_digits(struct ods_styles *s, const char *cell_style)
{
	const struct ods_style *cell = find(s, "table-cell", cell_style);
	const struct ods_style *format;

	for (size_t i = 0; i < PARENTS && cell != NULL; i++) {
		if (cell->format != NULL) {
			format = find(s, "number", cell->format);
			return format != NULL ? format->digits : 0;
		}
		cell = find(s, "table-cell", cell->parent);
	}
	return 0;
}

bool
ods_style_hidden(struct ods_styles *s, const char *table_style)
{
	const struct ods_style *table = find(s, "table", table_style);

	return table != NULL && table->hidden;
}
