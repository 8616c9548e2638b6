#include "scheme/way.h"

#include <string.h>

#include "base/text.h"
#include "scheme/sql_words.h"
#include "store/store.h"

/* Result tables that have rows of a studio, their columns. */
static const char *const subtotals[] = { "一级指标", "满分", "得分", "自评",
	"未舍入", "折算", NULL };
static const char *const scores[] = { "评估点", "满分", "自评", "专家人数",
	"专家均分", "自动", "最终", "适用", "最终结论", "自评结论", "未舍入", "应评",
	"最低", "最高", NULL };
static const char *const capped[] = { "组", "合计", "计入", NULL };
static const struct {
	const char *name;
	const char *const *columns;
} results[] = { { "小计", subtotals }, { "得分", scores },
	{ "上限组", capped } };

#define RESULTS (sizeof(results) / sizeof(*results))
#define VALUE_COLUMN "值"	/* of the table of a 多选 */

static bool
find_values(struct arena *a, const struct scheme *s, struct way_table *t)
{
	for (size_t i = 0; i < s->nforms; i++) {
		const struct form *f = &s->forms[i];

		for (size_t k = 0; k < f->nfields; k++) {
			if (!field_types[f->fields[k].type].many ||
			    strcmp(field_values_table(a, f, &f->fields[k]),
			    t->name) != 0)
				continue;
			t->kind = WAY_VALUES;
			t->form = f;
			t->choices = &f->fields[k];
			return true;
		}
	}
	return false;
}

struct way_table
way_table_find(struct arena *a, const struct scheme *s, const char *name)
{
	struct way_table t = { .name = name, .quoted = store_quote(a, name),
	    .form = scheme_form(s, name) };

	if (t.form != NULL) {
		t.kind = WAY_FORM;
		return t;
	}
	for (size_t i = 0; i < s->nreferences; i++)
		if (strcmp(s->references[i].name, name) == 0 &&
		    s->references[i].ncolumns > 0) {
			t.kind = WAY_REFERENCE;
			t.reference = &s->references[i];
			return t;
		}
	if (find_values(a, s, &t))
		return t;
	for (size_t i = 0; i < RESULTS; i++)
		if (strcmp(results[i].name, name) == 0) {
			t.kind = WAY_RESULT;
			t.columns = results[i].columns;
		}
	return t;
}

struct way_name_list {
	struct arena *arena;
	const char **list;
	size_t n, cap;
};

static void
add_name(struct way_name_list *l, const char *name)
{
	arena_grow(l->arena, &l->list, &l->cap, l->n, sizeof(*l->list));
	l->list[l->n++] = name;
}

size_t
way_table_names(struct arena *a, const struct scheme *s, const char ***names)
{
	struct way_name_list l = { .arena = a };

	for (size_t i = 0; i < s->nforms; i++) {
		const struct form *f = &s->forms[i];

		add_name(&l, f->name);
		for (size_t k = 0; k < f->nfields; k++)
			if (field_types[f->fields[k].type].many)
				add_name(&l, field_values_table(a, f,
				    &f->fields[k]));
	}
	for (size_t i = 0; i < s->nreferences; i++)
		add_name(&l, s->references[i].name);
	for (size_t i = 0; i < RESULTS; i++)
		add_name(&l, results[i].name);
	*names = l.list;
	return l.n;
}

/* True when one of its words says nothing without the field's name. */
static bool
has_bare_word(const struct field *d)
{
	for (size_t i = 0; i < d->nvalues; i++)
		if (text_length(d->values[i]) == 1)
			return true;
	return false;
}

static struct way_field
of_form(const struct scheme *s, const struct form *f, const char *name)
{
	const struct field *d = form_field(f, name);
	struct arena a = { 0 };
	struct way_field found = { 0 };

	if (d != NULL)
		return (struct way_field){ d->name, d->type, d->unit,
		    .personal = d->personal,
		    .marked = field_types[d->type].choice ?
		    has_bare_word(d) : !field_types[d->type].text };
	for (size_t i = 0; i < s->nderived; i++)
		if (strcmp(s->derived[i].table, f->name) == 0 &&
		    strcmp(s->derived[i].name, name) == 0)
			return (struct way_field){ s->derived[i].name,
			    s->derived[i].type, "", .marked = true,
			    .personal = s->derived[i].personal,
			    .computed = true };
	for (size_t i = 0; i < f->nfields; i++)
		if (field_types[f->fields[i].type].file && strcmp(name,
		    field_count_column(&a, &f->fields[i])) == 0)
			found = (struct way_field){ name, FIELD_INTEGER, "字",
			    .marked = true, .computed = true };
	arena_free(&a);
	return found;
}

struct way_field
way_field_find(const struct scheme *s, const struct way_table *t,
    const char *name)
{
	const struct way_field none = { 0 };

	switch (t->kind) {
	case WAY_FORM:
		return of_form(s, t->form, name);
	case WAY_VALUES:
		if (strcmp(name, VALUE_COLUMN) == 0)
			return (struct way_field){ VALUE_COLUMN, FIELD_TEXT, "",
			    .personal = t->choices->personal };
		return none;
	case WAY_REFERENCE:
		for (size_t c = 0; c < t->reference->ncolumns; c++)
			if (strcmp(t->reference->columns[c], name) == 0)
				return (struct way_field){
				    t->reference->columns[c],
				    t->reference->numeric[c] ? FIELD_DECIMAL :
				    FIELD_TEXT, "", .marked = true,
				    .computed = true };
		return none;
	case WAY_RESULT:
		for (size_t c = 0; t->columns[c] != NULL; c++)
			if (strcmp(t->columns[c], name) == 0)
				return (struct way_field){ t->columns[c],
				    c == 0 ? FIELD_TEXT : FIELD_DECIMAL, "",
				    .marked = c > 0, .computed = true };
		return none;
	case WAY_NOTHING:
		break;
	}
	return none;
}

size_t
way_field_names(struct arena *a, const struct scheme *s,
    const struct way_table *t, const char ***names)
{
	struct way_name_list l = { .arena = a };

	for (size_t i = 0; t->kind == WAY_FORM && i < t->form->nfields; i++) {
		const struct field *d = &t->form->fields[i];

		add_name(&l, d->name);
		if (field_types[d->type].file)
			add_name(&l, field_count_column(a, d));
	}
	for (size_t i = 0; t->kind == WAY_FORM && i < s->nderived; i++)
		if (strcmp(s->derived[i].table, t->name) == 0)
			add_name(&l, s->derived[i].name);
	if (t->kind == WAY_VALUES)
		add_name(&l, VALUE_COLUMN);
	for (size_t c = 0; t->kind == WAY_REFERENCE &&
	    c < t->reference->ncolumns; c++)
		add_name(&l, t->reference->columns[c]);
	for (size_t c = 0; t->kind == WAY_RESULT && t->columns[c] != NULL; c++)
		add_name(&l, t->columns[c]);
	*names = l.list;
	return l.n;
}

size_t
way_fields_read(struct arena *a, const struct scheme *s,
    const struct way_table *t, const char *sql, struct way_field **fields)
{
	size_t n, count = 0, cap = 0;
	struct sql_name *names;

	n = sql_names(a, sql, &names);
	*fields = NULL;
	for (size_t i = 0; i < n; i++) {
		struct way_field f = { 0 };
		bool seen = false;

		if (*names[i].table == '\0' ||
		    strcmp(names[i].table, t->name) == 0)
			f = way_field_find(s, t, names[i].column);
		for (size_t k = 0; f.name != NULL && k < count; k++)
			seen |= strcmp((*fields)[k].name, f.name) == 0;
		if (f.name == NULL || seen)
			continue;
		arena_grow(a, fields, &cap, count, sizeof(**fields));
		(*fields)[count++] = f;
	}
	return count;
}

const struct field *
way_person(const struct way_table *t)
{
	for (size_t i = 0; t->kind == WAY_FORM && i < t->form->nfields; i++)
		if (field_types[t->form->fields[i].type].person)
			return &t->form->fields[i];
	return NULL;
}

const char *
way_count_unit(const struct way_table *t)
{
	if (t->kind != WAY_FORM)
		return "项";
	return way_person(t) == &t->form->fields[0] ? "人" : "条";
}

size_t
way_dates(struct arena *a, const struct scheme *s, const struct way_table *t,
    struct way_field **fields)
{
	size_t n, count = 0, cap = 0;
	const char **names;

	*fields = NULL;
	n = way_field_names(a, s, t, &names);
	for (size_t i = 0; i < n; i++) {
		struct way_field f = way_field_find(s, t, names[i]);

		if (f.type != FIELD_DATE && f.type != FIELD_MONTH)
			continue;
		arena_grow(a, fields, &cap, count, sizeof(**fields));
		(*fields)[count++] = f;
	}
	return count;
}
