#include "scheme/private.h"

#include <string.h>

#include "store/store.h"

enum { F_TABLE, F_WAY, F_FIELD, F_TYPE, F_REQUIRED, F_VALUES, F_UNIT,
	F_PERSONAL, F_REPEAT, F_ALIASES, F_NOTE, F_COLUMNS };
static const char *const columns[] = { [F_TABLE] = "表", [F_WAY] = "方向",
	[F_FIELD] = "字段", [F_TYPE] = "类型", [F_REQUIRED] = "必填",
	[F_VALUES] = "取值", [F_UNIT] = "单位", [F_PERSONAL] = "敏感",
	[F_REPEAT] = "重复", [F_ALIASES] = "别名",
	[F_NOTE] = "说明", [F_COLUMNS] = NULL };

static const char *const repeats[] = { [REPEAT_FREE] = "",
	[REPEAT_ERROR] = LEVEL_ERROR, [REPEAT_ADVICE] = LEVEL_ADVICE, NULL };
static const char *const directions[] = { "", "横", "竖", NULL };

/* Split "a|b|c" at the bars. */
static void
split_values(struct scheme *s, struct field *f, const char *text)
{
	size_t n = 1;

	if (*text == '\0')
		return;
	for (const char *p = text; *p != '\0'; p++)
		n += *p == '|';
	f->values = arena_alloc(&s->arena, n * sizeof(*f->values));
	while (*text != '\0') {
		size_t len = strcspn(text, "|");

		f->values[f->nvalues++] = arena_strndup(&s->arena, text, len);
		text += len + (text[len] == '|');
	}
}

/* Several values of a choice that are not put apart. */
static void
check_value(struct table_file *d, size_t i, const char *value)
{
	static const char *const marks[] = { "、", "/", "／", "｜", "，", ",",
	    "；", ";", " ", "　", NULL };

	for (size_t k = 0; marks[k] != NULL; k++) {
		if (strstr(value, marks[k]) == NULL)
			continue;
		scheme_complain(d->scheme, d->file, table_file_line(d, i),
		    "取值“%s”是一个值；几个值之间用 | 隔开", value);
		return;
	}
}

static void
read_field(struct table_file *d, size_t i, struct field *f)
{
	struct scheme *s = d->scheme;
	const char *type = table_file_get(d, i, F_TYPE);
	size_t line = table_file_line(d, i), repeat;

	f->name = table_file_get(d, i, F_FIELD);
	f->unit = table_file_get(d, i, F_UNIT);
	f->note = table_file_get(d, i, F_NOTE);
	f->line = line;
	f->required = table_file_yes(d, i, F_REQUIRED);
	f->personal = table_file_yes(d, i, F_PERSONAL);
	if (!field_type_parse(type, &f->type))
		scheme_complain(s, d->file, line, "不认识的类型“%s”%s",
		    type, meant_text(&s->arena, field_type_near(&s->arena, type)));
	f->personal |= field_types[f->type].personal;
	f->naliases = aliases_read(d, i, F_ALIASES, &f->aliases);
	split_values(s, f, table_file_get(d, i, F_VALUES));
	if (f->nvalues == 0 && field_types[f->type].choice)
		scheme_complain(s, d->file, line, "“%s”没有写取值", f->name);
	if (f->nvalues == 1 && field_types[f->type].choice)
		check_value(d, i, f->values[0]);
	repeat = table_file_word(d, i, F_REPEAT, repeats);
	f->repeat = repeats[repeat] != NULL ? (enum field_repeat)repeat :
	    REPEAT_FREE;
}

static struct form *
form_of(struct scheme *s, const struct table_file *d, size_t i)
{
	const char *table = table_file_get(d, i, F_TABLE);
	bool vertical = table_file_word(d, i, F_WAY, directions) == 2;
	const struct form *found = scheme_form(s, table);
	struct form *form;

	if (found != NULL)
		return &s->forms[found - s->forms];
	form = &s->forms[s->nforms++];
	form->name = table;
	form->vertical = vertical;
	form->fields = arena_alloc(&s->arena,
	    table_file_count(d) * sizeof(*form->fields));
	if (store_reserved(table))
		scheme_complain(s, d->file, table_file_line(d, i),
		    "表名“%s”是程序自用的，请换一个", table);
	if (vertical && strcmp(table, TABLE_STUDIO) != 0)
		scheme_complain(s, d->file, table_file_line(d, i),
		    "只有表“%s”可以是竖表", TABLE_STUDIO);
	return form;
}

static void
check_field_name(const struct table_file *d, size_t i, const struct form *form)
{
	const char *name = table_file_get(d, i, F_FIELD);
	bool identity = strcmp(form->name, TABLE_STUDIO) == 0;

	if (*name == '\0')
		scheme_complain(d->scheme, d->file, table_file_line(d, i),
		    "没有写字段名");
	else if (*name == '_' || (!identity && strcmp(name, FIELD_STUDIO) == 0))
		scheme_complain(d->scheme, d->file, table_file_line(d, i),
		    "字段名“%s”是程序自用的，请换一个", name);
	else if (form_field(form, name) != NULL)
		scheme_complain(d->scheme, d->file, table_file_line(d, i),
		    "表“%s”中字段“%s”出现了两次", form->name, name);
}

static void
check_aliases(struct table_file *d, size_t i)
{
	const struct form *form = scheme_form(d->scheme, table_file_get(d, i,
	    F_TABLE));
	const struct field *f = form == NULL ? NULL : form_field(form,
	    table_file_get(d, i, F_FIELD));

	if (f != NULL)
		aliases_check_field(d, i, form, f);
}

/*
 * A field of the type 文件 names at most one other, a whole number of the
 * same table; and no field has the name of its column of characters.
 */
static void
check_text(struct table_file *d, size_t i)
{
	struct scheme *s = d->scheme;
	const struct form *form = scheme_form(s, table_file_get(d, i,
	    F_TABLE));
	const struct field *f = form == NULL ? NULL : form_field(form,
	    table_file_get(d, i, F_FIELD));
	size_t line = table_file_line(d, i);
	const struct field *stated;

	if (f == NULL || !field_types[f->type].file)
		return;
	stated = form_stated(form, f);
	if (f->nvalues > 1 || (f->nvalues == 1 &&
	    (stated == NULL || stated->type != FIELD_INTEGER)))
		scheme_complain(s, d->file, line, "“%s”的取值应是同一张表中"
		    "填报字数的一个整数字段，或留空", f->name);
	if (form_field(form, field_count_column(&s->arena, f)) != NULL)
		scheme_complain(s, d->file, line, "字段名“%s" COLUMN_COUNT
		    "”是程序自用的，请换一个", f->name);
}

void
scheme_read_forms(struct scheme *s)
{
	struct table_file d;
	const struct form *studio;

	if (!table_file_open(&d, s, "表单.csv", columns, "表 字段 类型", true))
		return;
	s->forms = arena_alloc(&s->arena,
	    table_file_count(&d) * sizeof(*s->forms));
	for (size_t i = 0; i < table_file_count(&d); i++) {
		struct form *form;

		if (*table_file_get(&d, i, F_TABLE) == '\0') {
			scheme_complain(s, d.file, table_file_line(&d, i),
			    "没有写表名");
			continue;
		}
		form = form_of(s, &d, i);
		check_field_name(&d, i, form);
		read_field(&d, i, &form->fields[form->nfields++]);
	}
	for (size_t i = 0; i < table_file_count(&d); i++) {
		check_text(&d, i);
		check_aliases(&d, i);
	}
	studio = scheme_form(s, TABLE_STUDIO);
	if (studio == NULL)
		scheme_complain(s, d.file, 0, "缺少表“%s”", TABLE_STUDIO);
	else if (form_field(studio, FIELD_CODE) == NULL ||
	    form_field(studio, FIELD_TITLE) == NULL)
		scheme_complain(s, d.file, 0, "表“%s”缺少字段“%s”或“%s”",
		    TABLE_STUDIO, FIELD_CODE, FIELD_TITLE);
}
