#include "scheme/private.h"

#include <string.h>

#include "base/text.h"

/* 取值 = 指标.编号, 年度.年度: what a choice may be stands in a table. */

/* A column of a table of the scheme: the texts of its rows. */
struct column {
	const char **cells;
	size_t n;
};

static const char *
point_cell(const struct point *p, const char *column)
{
	const struct {
		const char *name, *cell;
	} cells[] = {
		{ "编号", p->code }, { "一级指标", p->level1 },
		{ "二级指标", p->level2 },
	};

	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++)
		if (strcmp(cells[i].name, column) == 0)
			return cells[i].cell;
	return NULL;
}

static bool
of_points(struct scheme *s, const char *name, struct column *c)
{
	static const struct point none = { .code = "", .level1 = "",
	    .level2 = "" };

	if (point_cell(&none, name) == NULL)
		return false;
	c->cells = arena_alloc(&s->arena, s->npoints * sizeof(*c->cells));
	for (size_t i = 0; i < s->npoints; i++)
		c->cells[c->n++] = point_cell(&s->points[i], name);
	return true;
}

static bool
of_reference(struct scheme *s, const struct reference *r, const char *name,
    struct column *c)
{
	size_t k = 0;

	while (k < r->ncolumns && strcmp(r->columns[k], name) != 0)
		k++;
	if (k == r->ncolumns)
		return false;
	c->cells = arena_alloc(&s->arena, r->nrows * sizeof(*c->cells));
	for (size_t i = 0; i < r->nrows; i++)
		c->cells[c->n++] = r->rows[i][k];
	return true;
}

/* False, and complained, where there is no such table or column. */
static bool
find_column(struct scheme *s, const struct field *f, const char *table,
    const char *name, struct column *c)
{
	bool known = strcmp(table, "指标") == 0, found = false;

	if (known)
		found = of_points(s, name, c);
	for (size_t i = 0; i < s->nreferences && !known; i++) {
		known = strcmp(s->references[i].name, table) == 0;
		if (known)
			found = of_reference(s, &s->references[i], name, c);
	}
	if (!known)
		scheme_complain(s, "表单.csv", f->line,
		    "“%s”的取值“%s.%s”：没有参照表“%s”", f->name, table, name,
		    table);
	else if (!found)
		scheme_complain(s, "表单.csv", f->line,
		    "“%s”的取值“%s.%s”：表“%s”没有“%s”一列", f->name, table,
		    name, table, name);
	return found;
}

/* Each once, empty cells left out. */
static void
take_values(struct scheme *s, struct field *f, const struct column *c)
{
	const char **values = arena_alloc(&s->arena, (c->n + 1) *
	    sizeof(*values));
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		size_t k = 0;

		while (k < n && strcmp(values[k], c->cells[i]) != 0)
			k++;
		if (k == n && *c->cells[i] != '\0')
			values[n++] = c->cells[i];
	}
	if (n == 0)
		scheme_complain(s, "表单.csv", f->line,
		    "“%s”的取值“%s”：这一列里没有值", f->name, f->values[0]);
	f->values = values;
	f->nvalues = n;
}

void
scheme_read_values(struct scheme *s)
{
	for (size_t i = 0; i < s->nforms; i++)
		for (size_t k = 0; k < s->forms[i].nfields; k++) {
			struct field *f = &s->forms[i].fields[k];
			struct column c = { 0 };
			const char *dot = f->nvalues == 1 &&
			    field_types[f->type].choice ?
			    strchr(f->values[0], '.') : NULL;

			if (dot != NULL && find_column(s, f, text_trim(
			    &s->arena, arena_strndup(&s->arena, f->values[0],
			    (size_t)(dot - f->values[0]))), text_trim(
			    &s->arena, dot + 1), &c))
				take_values(s, f, &c);
		}
}
