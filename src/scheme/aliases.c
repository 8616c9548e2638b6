#include "scheme/private.h"

#include <string.h>

#include "base/text.h"

/* Other names (别名) of tables and of fields: each means one only. */

size_t
aliases_read(struct table_file *d, size_t i, size_t n, const char ***list)
{
	size_t count = table_file_list(d, i, n, list), kept = 0;

	for (size_t k = 0; k < count; k++)
		if (*(*list)[k] != '\0')	/* 甲||乙 */
			(*list)[kept++] = (*list)[k];
	return kept;
}

/* As the names of files and headings are compared: widths mean nothing. */
static bool
same(struct scheme *s, const char *a, const char *b)
{
	return strcmp(text_fold(&s->arena, a), text_fold(&s->arena, b)) == 0;
}

static bool
is_among(struct scheme *s, const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (same(s, name, list[i]))
			return true;
	return false;
}

/* The table that has the name, or, before f, the other name; NULL: none. */
static const struct form *
table_of(struct scheme *s, const struct form *f, const char *name)
{
	for (size_t i = 0; i < s->nforms; i++) {
		const struct form *o = &s->forms[i];

		if (o == f)
			continue;
		if (same(s, name, o->name) ||
		    (strcmp(o->name, TABLE_STUDIO) == 0 &&
		    same(s, name, FILE_STUDIO)) ||
		    (o < f && is_among(s, name, o->aliases, o->naliases)))
			return o;
	}
	return NULL;
}

void
aliases_check_table(struct table_file *d, size_t i, const struct form *f)
{
	for (size_t k = 0; k < f->naliases; k++) {
		const char *name = f->aliases[k];
		const struct form *other = table_of(d->scheme, f, name);

		if (other != NULL)
			scheme_complain(d->scheme, d->file,
			    table_file_line(d, i), "别名“%s”也是表“%s”的名称：分不清"
			    "是哪一张", name, other->name);
	}
}

/* The words that stand for something else where headings stand. */
static bool
is_taken(struct scheme *s, const struct form *f, const char *name)
{
	if (f->vertical)
		return same(s, name, COLUMN_ITEM) ||
		    same(s, name, COLUMN_CONTENT);
	return strcmp(f->name, TABLE_STUDIO) != 0 &&
	    same(s, name, FIELD_STUDIO);
}

void
aliases_check_field(struct table_file *d, size_t i, const struct form *f,
    const struct field *x)
{
	struct scheme *s = d->scheme;
	size_t line = table_file_line(d, i);

	for (size_t k = 0; k < x->naliases; k++) {
		const char *name = x->aliases[k];

		if (is_taken(s, f, name))
			scheme_complain(s, d->file, line,
			    "别名“%s”是程序自用的，请去掉", name);
		for (size_t n = 0; n < f->nfields; n++) {
			const struct field *o = &f->fields[n];

			if (o != x && (same(s, name, o->name) || (o < x &&
			    is_among(s, name, o->aliases, o->naliases))))
				scheme_complain(s, d->file, line, "别名“%s”也是字段"
				    "“%s”的名称：分不清是哪一个", name,
				    o->name);
		}
	}
}
