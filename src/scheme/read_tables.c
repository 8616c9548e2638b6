#include "scheme/private.h"

#include <string.h>

enum { T_TABLE, T_ALIASES, T_OPTIONAL, T_REPEATS, T_COLUMNS };
static const char *const columns[] = { [T_TABLE] = "表",
	[T_ALIASES] = "别名", [T_OPTIONAL] = "可无", [T_REPEATS] = "允许重复",
	[T_COLUMNS] = NULL };

/* The form of record i, or NULL. */
static struct form *
form_of(const struct table_file *d, size_t i)
{
	struct scheme *s = d->scheme;
	const struct form *found = scheme_form(s, table_file_get(d, i,
	    T_TABLE));

	return found != NULL ? &s->forms[found - s->forms] : NULL;
}

static bool
has_key(const struct form *f)
{
	for (size_t i = 0; i < f->nfields; i++)
		if (f->fields[i].repeat == REPEAT_ERROR)
			return true;
	return false;
}

/* What a form cannot be. */
static void
check(const struct table_file *d, size_t i, const struct form *f)
{
	size_t line = table_file_line(d, i);

	if (strcmp(f->name, TABLE_STUDIO) == 0 && (f->optional || f->repeats))
		scheme_complain(d->scheme, d->file, line,
		    "表“%s”每个工作室必须有一份：不能写“可无”或“允许重复”", f->name);
	/* Of the experts' rows the assessment knows which count. */
	else if (f->repeats && has_key(f) && strcmp(f->name, TABLE_EXPERT) != 0)
		scheme_complain(d->scheme, d->file, line,
		    "表“%s”允许重复，表单里却有字段的“重复”是“错误”：相同的行只会采用一行",
		    f->name);
}

static void
read_table(struct table_file *d, size_t i, bool *seen)
{
	struct form *f = form_of(d, i);
	size_t line = table_file_line(d, i);

	if (f == NULL) {
		scheme_complain(d->scheme, d->file, line,
		    "表“%s”不在 表单.csv 中", table_file_get(d, i, T_TABLE));
		return;
	}
	if (seen[f - d->scheme->forms])
		scheme_complain(d->scheme, d->file, line, "表“%s”出现了两次",
		    f->name);
	seen[f - d->scheme->forms] = true;
	f->naliases = aliases_read(d, i, T_ALIASES, &f->aliases);
	f->optional = table_file_yes(d, i, T_OPTIONAL);
	f->repeats = table_file_yes(d, i, T_REPEATS);
	check(d, i, f);
}

void
scheme_read_tables(struct scheme *s)
{
	struct table_file d;
	bool *seen;

	if (!table_file_open(&d, s, "表.csv", columns, "表", false))
		return;
	seen = arena_alloc(&s->arena, s->nforms + 1);
	for (size_t i = 0; i < table_file_count(&d); i++)
		read_table(&d, i, seen);
	for (size_t i = 0; i < table_file_count(&d); i++)
		if (form_of(&d, i) != NULL)
			aliases_check_table(&d, i, form_of(&d, i));
}
