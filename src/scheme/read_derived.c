#include "scheme/private.h"

#include <string.h>

#include "store/store.h"

enum { D_TABLE, D_FIELD, D_TYPE, D_SQL, D_PERSONAL, D_NOTE, D_COLUMNS };
static const char *const columns[] = { [D_TABLE] = "表", [D_FIELD] = "字段",
	[D_TYPE] = "类型", [D_SQL] = "计算", [D_PERSONAL] = "敏感",
	[D_NOTE] = "说明", [D_COLUMNS] = NULL };

static bool
taken(const struct scheme *s, const struct form *form,
    const struct derived *d)
{
	if (form_field(form, d->name) != NULL)
		return true;
	for (const struct derived *k = s->derived; k < d; k++)
		if (strcmp(k->table, d->table) == 0 &&
		    strcmp(k->name, d->name) == 0)
			return true;
	return false;
}

/* Read record i into x; false when it cannot be used. */
static bool
read_one(struct table_file *d, size_t i, struct derived *x)
{
	struct scheme *s = d->scheme;
	const char *type = table_file_get(d, i, D_TYPE);
	const struct form *form;
	size_t before = s->nlints;

	x->table = table_file_get(d, i, D_TABLE);
	x->name = table_file_get(d, i, D_FIELD);
	x->sql = table_file_get(d, i, D_SQL);
	x->personal = table_file_yes(d, i, D_PERSONAL);
	x->line = table_file_line(d, i);
	form = scheme_form(s, x->table);
	if (form == NULL)
		scheme_complain(s, d->file, x->line, "表“%s”不在 表单.csv 中",
		    x->table);
	else if (taken(s, form, x))
		scheme_complain(s, d->file, x->line,
		    "表“%s”中已有字段“%s”", x->table, x->name);
	if (*x->name == '\0' || *x->name == '_' ||
	    strcmp(x->name, FIELD_STUDIO) == 0)
		scheme_complain(s, d->file, x->line,
		    "字段名“%s”空着，或是程序自用的，请换一个", x->name);
	if (!field_type_parse(type, &x->type) ||
	    !field_types[x->type].derivable)
		scheme_complain(s, d->file, x->line,
		    "推算的字段不能是类型“%s”%s", type,
		    meant_text(&s->arena, field_type_near(&s->arena, type)));
	if (*x->sql == '\0')
		scheme_complain(s, d->file, x->line, "没有写计算");
	return s->nlints == before;
}

void
scheme_read_derived(struct scheme *s)
{
	struct table_file d;

	if (!table_file_open(&d, s, "推算.csv", columns, "表 字段 类型 计算",
	    false))
		return;
	s->derived = arena_alloc(&s->arena,
	    table_file_count(&d) * sizeof(*s->derived));
	for (size_t i = 0; i < table_file_count(&d); i++)
		if (read_one(&d, i, &s->derived[s->nderived]))
			s->nderived++;
}
