#include "scheme/scheme.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scheme/private.h"
#include "store/store.h"

/* In a workbook the files are sheets: 不在 指标 中. */
static void
cut_endings(char *text)
{
	const size_t n = strlen(TABLE_FILE_END);

	for (char *p = text; (p = strstr(p, TABLE_FILE_END)) != NULL;)
		(void)memmove(p, p + n, strlen(p + n) + 1);
}

static struct lint
make_lint(struct scheme *s, const char *file, size_t line, const char *fmt,
    va_list ap)
{
	struct lint l = { .file = arena_strdup(&s->arena, file), .line = line };
	char *text = NULL;

	if (vasprintf(&text, fmt, ap) == -1)
		text = NULL;
	if (s->book != NULL && text != NULL)
		cut_endings(text);
	l.text = arena_strdup(&s->arena, text != NULL ? text : "");
	free(text);
	return l;
}

void
scheme_complain(struct scheme *s, const char *file, size_t line,
    const char *fmt, ...)
{
	va_list ap;

	mem_grow(&s->lints, &s->lints_cap, s->nlints, sizeof(*s->lints));
	va_start(ap, fmt);
	s->lints[s->nlints++] = make_lint(s, file, line, fmt, ap);
	va_end(ap);
}

void
scheme_hint(struct scheme *s, const char *file, size_t line, const char *fmt,
    ...)
{
	va_list ap;

	mem_grow(&s->hints, &s->hints_cap, s->nhints, sizeof(*s->hints));
	va_start(ap, fmt);
	s->hints[s->nhints++] = make_lint(s, file, line, fmt, ap);
	va_end(ap);
}

void
scheme_free(struct scheme *s)
{
	arena_free(&s->arena);
	free(s->lints);
	free(s->hints);
	*s = (struct scheme){ 0 };
}

const char *
scheme_property(const struct scheme *s, const char *name, const char *otherwise)
{
	for (size_t i = 0; i < s->nproperties; i++)
		if (strcmp(s->properties[i].name, name) == 0)
			return *s->properties[i].value != '\0' ||
			    otherwise == NULL ? s->properties[i].value :
			    otherwise;
	return otherwise;
}

size_t
scheme_property_line(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->nproperties; i++)
		if (strcmp(s->properties[i].name, name) == 0)
			return s->properties[i].line;
	return 0;
}

const struct form *
scheme_form(const struct scheme *s, const char *table)
{
	for (size_t i = 0; i < s->nforms; i++)
		if (strcmp(s->forms[i].name, table) == 0)
			return &s->forms[i];
	return NULL;
}

const struct point *
scheme_point(const struct scheme *s, const char *code)
{
	for (size_t i = 0; i < s->npoints; i++)
		if (strcmp(s->points[i].code, code) == 0)
			return &s->points[i];
	return NULL;
}

const struct field *
form_field(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->nfields; i++)
		if (strcmp(f->fields[i].name, name) == 0)
			return &f->fields[i];
	return NULL;
}

size_t
form_field_index(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->nfields; i++)
		if (strcmp(f->fields[i].name, name) == 0)
			return i;
	return NO_FIELD;
}

char *
field_values_table(struct arena *a, const struct form *f,
    const struct field *d)
{
	return arena_printf(a, "%s_%s", f->name, d->name);
}

char *
field_count_column(struct arena *a, const struct field *f)
{
	return arena_printf(a, "%s" COLUMN_COUNT, f->name);
}

const struct field *
form_stated(const struct form *f, const struct field *d)
{
	return d->nvalues > 0 ? form_field(f, d->values[0]) : NULL;
}

bool
form_has_texts(const struct form *f)
{
	for (size_t i = 0; i < f->nfields; i++)
		if (field_types[f->fields[i].type].file)
			return true;
	return false;
}

long
scheme_step(const struct scheme *s)
{
	long step;

	return points_parse(scheme_property(s, "步长", ""), &step) &&
	    step > 0 ? step : 1;
}

bool
scheme_by_words(const struct scheme *s)
{
	return s->npoints > 0 && s->points[0].max < 0;
}
