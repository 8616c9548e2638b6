#include "scheme/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "store/store.h"

/*
 * The tables a form's rows go to, each with an index on its studio, by which
 * also one row of it is found (_序).
 */
static int
make_form_tables(struct store *store, struct arena *a, const struct form *f,
    struct err *err)
{
	bool identity = strcmp(f->name, TABLE_STUDIO) == 0;
	struct buf b = { 0 };
	int rc;

	buf_addf(&b, "CREATE TABLE %s(", store_quote(a, f->name));
	if (!identity)
		buf_adds(&b, FIELD_STUDIO " TEXT, ");
	for (size_t i = 0; i < f->nfields; i++) {
		const struct field *d = &f->fields[i];

		buf_addf(&b, "%s %s, ", store_quote(a, d->name),
		    field_types[d->type].column);
		if (field_types[d->type].file)
			buf_addf(&b, "%s INTEGER, ", store_quote(a,
			    field_count_column(a, d)));
	}
	buf_adds(&b, "_文件 TEXT, _工作表 TEXT, _行 INTEGER, _表行 INTEGER, "
	    "_序 INTEGER);");
	buf_addf(&b, "CREATE %s INDEX %s ON %s(%s);",
	    identity ? "UNIQUE" : "",
	    store_quote(a, arena_printf(a, "_索引_%s", f->name)),
	    store_quote(a, f->name), identity ? FIELD_CODE :
	    FIELD_STUDIO ", _序");
	for (size_t i = 0; i < f->nfields; i++) {
		const char *name;

		if (!field_types[f->fields[i].type].many)
			continue;
		name = field_values_table(a, f, &f->fields[i]);
		buf_addf(&b, "CREATE TABLE %s(" FIELD_STUDIO " TEXT, 值 TEXT, "
		    "_文件 TEXT, _工作表 TEXT, _行 INTEGER);"
		    "CREATE INDEX %s ON %s(" FIELD_STUDIO ");",
		    store_quote(a, name),
		    store_quote(a, arena_printf(a, "_索引_%s", name)),
		    store_quote(a, name));
	}
	rc = store_exec(store, buf_str(&b), err);
	buf_free(&b);
	return rc;
}

/* A column of a row, and what stands in it; NULL and "" are NULL. */
struct named_value {
	const char *column, *value;
};

static int
insert(struct store *store, struct arena *a, const char *table,
    const struct named_value *row, size_t n, struct err *err)
{
	struct buf names = { 0 }, marks = { 0 };
	sqlite3_stmt *stmt;
	int rc;

	for (size_t i = 0; i < n; i++) {
		buf_addf(&names, "%s%s", i == 0 ? "" : ", ",
		    store_quote(a, row[i].column));
		buf_adds(&marks, i == 0 ? "?" : ", ?");
	}
	stmt = store_prepare(store, arena_printf(a, "INSERT INTO %s(%s) "
	    "VALUES(%s)", store_quote(a, table), buf_str(&names),
	    buf_str(&marks)), err);
	buf_free(&names);
	buf_free(&marks);
	if (stmt == NULL)
		return -1;
	for (size_t i = 0; i < n; i++)
		store_bind(stmt, (int)i + 1, row[i].value != NULL &&
		    *row[i].value != '\0' ? row[i].value : NULL);
	rc = store_step(store, stmt, err);
	store_finalize(stmt);
	return rc;
}

/*
 * A number among the items is one: as a text it would be compared with a count
 * as texts are, and 10 come before 9.  What is not written as numbers are
 * printed (1.10), or longer than they are exact, stays as it is.
 */
static const char *
property_type(const char *value)
{
	size_t len = value != NULL ? strlen(value) : 0;

	if (len == 0 || len > 15 || !scheme_is_number(value) ||
	    (strchr(value, '.') != NULL && value[len - 1] == '0'))
		return "TEXT";
	return strchr(value, '.') != NULL ? "REAL" : "INTEGER";
}

static int
load_properties(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	struct named_value *row = NULL;
	size_t n = 0, cap = 0;
	struct buf b = { 0 };
	int rc;

	for (size_t i = 0; i < s->nproperties; i++) {
		arena_grow(a, &row, &cap, n, sizeof(*row));
		row[n++] = (struct named_value){ s->properties[i].name,
		    s->properties[i].value };
	}
	/* Pages may ask for what the scheme does not say. */
	for (const struct plan_item *item = plan_items; item->name != NULL; item++) {
		if (scheme_property(s, item->name, NULL) != NULL)
			continue;
		arena_grow(a, &row, &cap, n, sizeof(*row));
		row[n++] = (struct named_value){ item->name, NULL };
	}
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%s %s", i == 0 ? "CREATE TABLE " TABLE_SCHEME
		    "(" : ", ", store_quote(a, row[i].column),
		    property_type(row[i].value));
	buf_addc(&b, ')');
	rc = store_exec(store, buf_str(&b), err);
	buf_free(&b);
	return rc == -1 ? -1 : insert(store, a, TABLE_SCHEME, row, n, err);
}

static int
load_field(struct store *store, struct arena *a, const struct form *f,
    const struct field *d, struct err *err)
{
	const struct named_value row[] = {
		{ "表", f->name },
		{ "方向", f->vertical ? "竖" : "横" },
		{ "字段", d->name },
		{ "类型", field_types[d->type].word },
		{ "必填", d->required ? "是" : "" },
		{ "取值", text_join(a, d->values, d->nvalues, "|") },
		{ "单位", d->unit },
		{ "敏感", d->personal ? "是" : "" },
		{ "说明", d->note },
	};

	return insert(store, a, "表单", row, sizeof(row) / sizeof(*row), err);
}

static int
load_forms(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	for (size_t i = 0; i < s->nforms; i++) {
		const struct form *f = &s->forms[i];

		if (make_form_tables(store, a, f, err) == -1)
			return -1;
		for (size_t k = 0; k < f->nfields; k++)
			if (load_field(store, a, f, &f->fields[k], err) == -1)
				return -1;
	}
	return 0;
}

/* Derived fields stand behind the columns the form's tables have. */
static int
add_derived(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < s->nderived && rc == 0; i++)
		rc = store_exec(store, arena_printf(a,
		    "ALTER TABLE %s ADD COLUMN %s %s",
		    store_quote(a, s->derived[i].table),
		    store_quote(a, s->derived[i].name),
		    field_types[s->derived[i].type].column), err);
	return rc;
}

/* In points; NULL for a bound that is not there. */
static char *
points_text(struct arena *a, long hundredths)
{
	if (hundredths == NO_LOW || hundredths == NO_HIGH)
		return NULL;
	return arena_printf(a, "%s%ld.%02ld", hundredths < 0 ? "-" : "",
	    labs(hundredths) / 100, labs(hundredths) % 100);
}

/*
 * What the points under the heading of point p count at most, as text: those
 * of its level 1, and level 2 where that is asked for; the bonus points only
 * where there are no others.  NULL where there are no points.
 */
static char *
heading_max(const struct scheme *s, struct arena *a, const struct part *parts,
    size_t p, bool level2)
{
	bool *left = arena_alloc(a, s->npoints * sizeof(*left)), bonus = true;
	long sum = 0;

	if (s->points[p].max < 0)
		return NULL;
	while (strcmp(parts->level1, s->points[p].level1) != 0)
		parts++;
	for (size_t i = 0; i < s->npoints; i++) {
		const struct point *x = &s->points[i];

		left[i] = strcmp(x->level1, parts->level1) == 0 && (!level2 ||
		    strcmp(x->level2, s->points[p].level2) == 0);
		bonus &= !left[i] || x->bonus;
	}
	for (size_t i = 0; i < parts->ngroups; i++)
		if (parts->groups[i].bonus == bonus)
			sum += point_group_max(s, &parts->groups[i], left);
	return points_text(a, sum);
}

static int
load_point(const struct scheme *s, struct store *store, struct arena *a,
    const struct part *parts, size_t index, struct err *err)
{
	const struct point *p = &s->points[index];
	const struct cap *cap = scheme_cap(s, p->cap);
	const struct weight *weight = scheme_weight(s, p->level1);
	const struct named_value row[] = {
		{ "编号", p->code },
		{ "一级指标", p->level1 },
		{ "二级指标", p->level2 },
		{ "评估点", text_join(a, p->contents, p->ncontents, "\n") },
		{ "满分", p->max < 0 ? NULL : points_text(a, p->max) },
		{ "评估办法", p->method },
		{ "附加", p->bonus ? "是" : "" },
		{ "自动", *p->automatic != '\0' ? "是" : "" },
		{ "依据", p->basis },
		{ "计分方式", scorings[p->scoring] },
		{ "下限", points_text(a, p->max < 0 ? NO_LOW : p->low) },
		{ "上限", points_text(a, p->max < 0 ? NO_HIGH : p->high) },
		{ "上限组", p->cap },
		{ "一级满分", heading_max(s, a, parts, index, false) },
		{ "二级满分", heading_max(s, a, parts, index, true) },
		{ "组下限", points_text(a, cap == NULL ? NO_LOW : cap->low) },
		{ "组上限", points_text(a, cap == NULL ? NO_HIGH : cap->high) },
		{ "权重", weight == NULL ? NULL :
		    points_text(a, weight->weight) },
	};
	int rc = 0;

	for (size_t k = 0; k < p->ncontents && rc == 0; k++) {
		const struct named_value content[] = {
			{ "指标", p->code }, { "内容", p->contents[k] },
		};

		rc = insert(store, a, "指标内容", content,
		    sizeof(content) / sizeof(*content), err);
	}
	return rc == -1 ? -1 : insert(store, a, "指标", row,
	    sizeof(row) / sizeof(*row), err);
}

static int
load_points(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	struct part *parts;

	(void)scheme_parts(a, s, &parts);
	for (size_t i = 0; i < s->npoints; i++)
		if (load_point(s, store, a, parts, i, err) == -1)
			return -1;
	return 0;
}

static int
load_words(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	for (size_t i = 0; i < s->nwords; i++) {
		const struct named_value row[] = {
			{ "词", s->words[i].word },
			{ "达标", s->words[i].met ? "1" : "0" },
		};

		if (insert(store, a, "_评定词", row, sizeof(row) /
		    sizeof(*row), err) == -1)
			return -1;
	}
	return 0;
}

/* Who the experts are, as the checks of their rows ask for it. */
static int
load_panel(const struct scheme *s, struct store *store, struct err *err)
{
	sqlite3_stmt *role = store_prepare(store,
	    "INSERT INTO _评审角色(角色) VALUES(?1)", err);
	sqlite3_stmt *duty = role == NULL ? NULL : store_prepare(store,
	    "INSERT OR IGNORE INTO _评审分工 VALUES(?1, ?2, ?3)", err);
	int rc = duty == NULL ? -1 : 0;

	for (size_t i = 0; i < s->nroles && rc == 0; i++) {
		store_bind(role, 1, s->roles[i].name);
		rc = store_step(store, role, err);
		(void)sqlite3_reset(role);
	}
	for (size_t i = 0; i < s->nduties && rc == 0; i++) {
		store_bind(duty, 1, s->points[s->duties[i].point].code);
		store_bind(duty, 2, s->duties[i].expert);
		store_bind(duty, 3, s->duties[i].role);
		rc = store_step(store, duty, err);
		(void)sqlite3_reset(duty);
	}
	store_finalize(role);
	store_finalize(duty);
	return rc;
}

static int
load_rules(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	for (size_t i = 0; i < s->nrules; i++) {
		const struct rule *r = &s->rules[i];
		const struct named_value row[] = {
			{ "编号", r->code },
			{ "名称", r->name },
			{ "单位", r->unit },
			{ "级别", r->level },
			{ "评估点", r->point },
			{ "依据", r->basis },
			{ "建议", r->advice },
		};

		if (insert(store, a, "规则", row, sizeof(row) / sizeof(*row),
		    err) == -1)
			return -1;
	}
	return 0;
}

static int
load_reference(const struct reference *r, struct store *store, struct arena *a,
    struct err *err)
{
	struct named_value *row = arena_alloc(a, r->ncolumns * sizeof(*row));
	struct buf b = { 0 };
	int rc;

	buf_addf(&b, "CREATE TABLE %s(", store_quote(a, r->name));
	for (size_t c = 0; c < r->ncolumns; c++)
		buf_addf(&b, "%s%s %s", c == 0 ? "" : ", ",
		    store_quote(a, r->columns[c]),
		    r->numeric[c] ? "NUMERIC" : "TEXT");
	buf_addc(&b, ')');
	rc = store_exec(store, buf_str(&b), err);
	buf_free(&b);
	for (size_t i = 0; rc == 0 && i < r->nrows; i++) {
		for (size_t c = 0; c < r->ncolumns; c++)
			row[c] = (struct named_value){ r->columns[c],
			    r->rows[i][c] };
		rc = insert(store, a, r->name, row, r->ncolumns, err);
	}
	return rc;
}

int
scheme_load(const struct scheme *s, struct store *store, struct err *err)
{
	struct arena a = { 0 };
	int rc = 0;

	store->most_findings = (size_t)strtoul(scheme_property(s,
	    ITEM_FINDINGS, "0"), NULL, 10);
	if (store_exec(store, "BEGIN", err) == -1)
		return -1;
	if (load_properties(s, store, &a, err) == -1 ||
	    load_forms(s, store, &a, err) == -1 ||
	    add_derived(s, store, &a, err) == -1 ||
	    scheme_make_views(s, store, &a, err) == -1 ||
	    load_points(s, store, &a, err) == -1 ||
	    scheme_load_letters(s, store, err) == -1 ||
	    load_words(s, store, &a, err) == -1 ||
	    load_panel(s, store, err) == -1 ||
	    load_rules(s, store, &a, err) == -1)
		rc = -1;
	for (size_t i = 0; rc == 0 && i < s->nreferences; i++)
		rc = load_reference(&s->references[i], store, &a, err);
	if (rc == 0)
		rc = store_exec(store, "COMMIT", err);
	arena_free(&a);
	return rc;
}
