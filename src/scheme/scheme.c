#include "scheme/scheme.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "scheme/names.h"
#include "scheme/private.h"

enum { A_ITEM, A_CONTENT };
static const char *const columns[] = { COLUMN_ITEM, COLUMN_CONTENT, NULL };

void
scheme_complain(struct scheme *s, const char *file, size_t line,
    const char *fmt, ...)
{
	struct lint *l;
	char *text = NULL;
	va_list ap;

	mem_grow(&s->lints, &s->lints_cap, s->nlints, sizeof(*s->lints));
	l = &s->lints[s->nlints++];
	l->file = arena_strdup(&s->arena, file);
	l->line = line;
	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) == -1)
		text = NULL;
	va_end(ap);
	l->text = arena_strdup(&s->arena, text != NULL ? text : "");
	free(text);
}

static void
read_properties(struct scheme *s)
{
	struct definition d;

	if (!definition_open(&d, s, "方案.csv", columns, "项目 内容", true))
		return;
	s->properties = arena_alloc(&s->arena,
	    definition_count(&d) * sizeof(*s->properties));
	for (size_t i = 0; i < definition_count(&d); i++) {
		struct property p = {
			.name = definition_get(&d, i, A_ITEM),
			.value = definition_get(&d, i, A_CONTENT),
			.line = definition_line(&d, i),
		};

		if (*p.name == '\0' || *p.name == '_')
			scheme_complain(s, d.file, definition_line(&d, i),
			    "没有可用的项目名");
		else if (scheme_property(s, p.name, NULL) != NULL)
			scheme_complain(s, d.file, definition_line(&d, i),
			    "项目“%s”出现了两次", p.name);
		else
			s->properties[s->nproperties++] = p;
	}
}

int
scheme_read(struct scheme *s, const char *path, struct err *err)
{
	size_t len = strlen(path);

	*s = (struct scheme){ 0 };
	while (len > 1 && path[len - 1] == '/')
		len--;
	s->path = arena_strndup(&s->arena, path, len);
	s->name = path_base(s->path);
	if (!path_is_dir(s->path))
		return err_set(err, "方案 %s 不是文件夹", path);
	read_properties(s);
	scheme_read_forms(s);
	scheme_read_derived(s);
	scheme_read_points(s);
	scheme_read_rules(s);
	scheme_read_decisions(s);
	scheme_read_references(s);
	if (s->nproperties == 0 && s->nforms == 0)
		return err_set(err, "%s 不是一个方案：缺少 方案.csv 和 表单.csv",
		    path);
	return 0;
}

void
scheme_free(struct scheme *s)
{
	arena_free(&s->arena);
	free(s->lints);
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
		if (f->fields[i].type == FIELD_FILE)
			return true;
	return false;
}

bool
scheme_by_words(const struct scheme *s)
{
	return s->npoints > 0 && s->points[0].max < 0;
}

const char *
scheme_word_met(const struct scheme *s)
{
	return scheme_property(s, "达标词", "达标");
}

const char *
scheme_word_unmet(const struct scheme *s)
{
	return scheme_property(s, "未达标词", "未达标");
}
