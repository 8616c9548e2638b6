#include "scheme/scheme.h"

#include <string.h>

#include "store/store.h"

/* Items that the engine or a template may ask for though a scheme has none. */
static const char *const engine_items[] = { "名称", "发文单位", "文号", "日期",
	"满分", "报告标题", "分组字段", "专家汇总", "不适用计分", "达标词",
	"未达标词", NULL };

/* The tables a form's rows go to, each with an index on its studio. */
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
	buf_adds(&b, "_文件 TEXT, _行 INTEGER, _表行 INTEGER, _序 INTEGER);");
	buf_addf(&b, "CREATE %s INDEX %s ON %s(%s);",
	    identity ? "UNIQUE" : "",
	    store_quote(a, arena_printf(a, "_索引_%s", f->name)),
	    store_quote(a, f->name), identity ? FIELD_CODE : FIELD_STUDIO);
	for (size_t i = 0; i < f->nfields; i++) {
		const char *name;

		if (!field_types[f->fields[i].type].many)
			continue;
		name = field_values_table(a, f, &f->fields[i]);
		buf_addf(&b, "CREATE TABLE %s(" FIELD_STUDIO " TEXT, 值 TEXT, "
		    "_文件 TEXT, _行 INTEGER);"
		    "CREATE INDEX %s ON %s(" FIELD_STUDIO ");",
		    store_quote(a, name),
		    store_quote(a, arena_printf(a, "_索引_%s", name)),
		    store_quote(a, name));
	}
	rc = store_exec(store, buf_str(&b), err);
	buf_free(&b);
	return rc;
}

/* Insert one row of n texts; "" becomes NULL. */
static int
insert(struct store *store, struct arena *a, const char *table,
    const char *const *values, size_t n, struct err *err)
{
	struct buf b = { 0 };
	sqlite3_stmt *stmt;
	int rc = -1;

	buf_addf(&b, "INSERT INTO %s VALUES(", store_quote(a, table));
	for (size_t i = 0; i < n; i++)
		buf_adds(&b, i == 0 ? "?" : ", ?");
	buf_addc(&b, ')');
	stmt = store_prepare(store, buf_str(&b), err);
	buf_free(&b);
	if (stmt == NULL)
		return -1;
	for (size_t i = 0; i < n; i++)
		store_bind(stmt, (int)i + 1, values[i] != NULL &&
		    *values[i] != '\0' ? values[i] : NULL);
	rc = store_step(store, stmt, err);
	store_finalize(stmt);
	return rc;
}

static int
load_properties(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	struct buf b = { 0 };
	const char **values;
	size_t n = 0, max = s->nproperties + 16;
	int rc;

	values = arena_alloc(a, max * sizeof(*values));
	buf_adds(&b, "CREATE TABLE 方案(");
	for (size_t i = 0; i < s->nproperties; i++) {
		buf_addf(&b, "%s%s TEXT", n == 0 ? "" : ", ",
		    store_quote(a, s->properties[i].name));
		values[n++] = s->properties[i].value;
	}
	for (size_t i = 0; engine_items[i] != NULL; i++)
		if (scheme_property(s, engine_items[i], NULL) == NULL) {
			buf_addf(&b, "%s%s TEXT", n == 0 ? "" : ", ",
			    store_quote(a, engine_items[i]));
			values[n++] = "";
		}
	buf_addc(&b, ')');
	rc = store_exec(store, buf_str(&b), err);
	buf_free(&b);
	return rc == -1 ? -1 : insert(store, a, "方案", values, n, err);
}

static int
load_forms(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	for (size_t i = 0; i < s->nforms; i++) {
		const struct form *f = &s->forms[i];

		if (make_form_tables(store, a, f, err) == -1)
			return -1;
		for (size_t k = 0; k < f->nfields; k++) {
			const struct field *d = &f->fields[k];
			struct buf b = { 0 };
			const char *row[] = { NULL, f->name,
			    f->vertical ? "竖" : "横", d->name,
			    field_types[d->type].word, d->required ? "是" : "", NULL,
			    d->unit, d->personal ? "是" : "", d->note };
			int rc;

			for (size_t v = 0; v < d->nvalues; v++)
				buf_addf(&b, "%s%s", v == 0 ? "" : "|",
				    d->values[v]);
			row[6] = buf_str(&b);
			rc = insert(store, a, "表单", row, 10, err);
			buf_free(&b);
			if (rc == -1)
				return -1;
		}
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

/*
 * 自评说明: what a school wrote beside its own score of each point, all other
 * fields of that form a line each, whatever a scheme calls them.
 */
static int
make_remarks(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	const struct form *f = scheme_form(s, TABLE_SELF);
	struct buf b = { 0 };
	int rc;

	buf_adds(&b, "CREATE VIEW 自评说明(工作室, 评估点, 说明) AS SELECT ");
	if (f == NULL || form_field(f, FIELD_POINT) == NULL) {
		buf_adds(&b, "NULL, NULL, NULL WHERE 0");
	} else {
		buf_adds(&b, FIELD_STUDIO ", " FIELD_POINT ", nullif(trim(''");
		for (size_t i = 0; i < f->nfields; i++) {
			const char *name = f->fields[i].name;

			if (strcmp(name, FIELD_POINT) == 0 ||
			    strcmp(name, FIELD_SCORE) == 0 ||
			    strcmp(name, FIELD_WORD) == 0)
				continue;
			buf_addf(&b, " || coalesce(char(10) || nullif(%s, ''), "
			    "'')", store_quote(a, name));
		}
		buf_adds(&b, ", char(10)), '') FROM " TABLE_SELF);
	}
	rc = store_exec(store, buf_str(&b), err);
	buf_free(&b);
	return rc;
}

static char *
points_text(struct arena *a, long hundredths)
{
	return hundredths < 0 ? NULL : arena_printf(a, "%ld.%02ld",
	    hundredths / 100, hundredths % 100);
}

static int
load_points(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	for (size_t i = 0; i < s->npoints; i++) {
		const struct point *p = &s->points[i];
		struct buf b = { 0 };
		const char *row[] = { NULL, p->code, p->level1, p->level2, NULL,
		    points_text(a, p->max), p->method, p->bonus ? "是" : "",
		    *p->automatic != '\0' ? "是" : "", p->basis, NULL, NULL };
		int rc = 0;

		for (size_t k = 0; k < p->ncontents && rc == 0; k++) {
			const char *content[] = { NULL, p->code,
			    p->contents[k] };

			buf_addf(&b, "%s%s", k == 0 ? "" : "\n",
			    p->contents[k]);
			rc = insert(store, a, "指标内容", content, 3, err);
		}
		row[4] = buf_str(&b);
		if (rc == 0)
			rc = insert(store, a, "指标", row, 12, err);
		buf_free(&b);
		if (rc == -1)
			return -1;
	}
	return store_exec(store, "UPDATE 指标 SET 一级满分 = (SELECT sum(满分)"
	    " FROM 指标 AS t WHERE t.一级指标 IS 指标.一级指标), 二级满分 ="
	    " (SELECT sum(满分) FROM 指标 AS t WHERE t.一级指标 IS"
	    " 指标.一级指标 AND t.二级指标 IS 指标.二级指标)", err);
}

static int
load_rules(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	for (size_t i = 0; i < s->nrules; i++) {
		const struct rule *r = &s->rules[i];
		const char *row[] = { NULL, r->code, r->name, r->unit, r->level,
		    r->point, r->basis, r->advice };

		if (insert(store, a, "规则", row, 8, err) == -1)
			return -1;
	}
	return 0;
}

static int
load_reference(const struct reference *r, struct store *store, struct arena *a,
    struct err *err)
{
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
	for (size_t i = 0; rc == 0 && i < r->nrows; i++)
		rc = insert(store, a, r->name, r->rows[i], r->ncolumns, err);
	return rc;
}

int
scheme_load(const struct scheme *s, struct store *store, struct err *err)
{
	struct arena a = { 0 };
	int rc = 0;

	if (store_exec(store, "BEGIN", err) == -1)
		return -1;
	if (load_properties(s, store, &a, err) == -1 ||
	    load_forms(s, store, &a, err) == -1 ||
	    add_derived(s, store, &a, err) == -1 ||
	    make_remarks(s, store, &a, err) == -1 ||
	    load_points(s, store, &a, err) == -1 ||
	    load_rules(s, store, &a, err) == -1)
		rc = -1;
	for (size_t i = 0; rc == 0 && i < s->nreferences; i++)
		rc = load_reference(&s->references[i], store, &a, err);
	if (rc == 0)
		rc = store_exec(store, "COMMIT", err);
	arena_free(&a);
	return rc;
}
