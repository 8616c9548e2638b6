#include "scheme/private.h"

#include <string.h>

#include "store/store.h"

/*
 * Where † values would come out as they are.  The tables are masked once all
 * is computed; so what is computed before that and shown as a text must not
 * read them.  SQLite says what a query reads, whatever it does with it.
 */

struct personal_check {
	struct scheme *scheme;
	struct store *store;
	struct arena *arena;
};

/* Whether the column of a table of the store holds † values. */
static bool
is_personal(const struct personal_check *c, const struct store_read *read)
{
	const struct scheme *s = c->scheme;

	for (size_t i = 0; i < s->nforms; i++) {
		const struct form *f = &s->forms[i];
		const bool own = strcmp(f->name, read->table) == 0;

		for (size_t k = 0; k < f->nfields; k++) {
			const struct field *d = &f->fields[k];

			if (!d->personal)
				continue;
			if (own && strcmp(d->name, read->column) == 0)
				return true;
			if (field_types[d->type].many && strcmp(read->table,
			    field_values_table(c->arena, f, d)) == 0)
				return true;
		}
	}
	for (size_t i = 0; i < s->nderived; i++)
		if (s->derived[i].personal &&
		    strcmp(s->derived[i].table, read->table) == 0 &&
		    strcmp(s->derived[i].name, read->column) == 0)
			return true;
	return false;
}

/* The first † column that sql reads, as 工作室.联系电话; NULL: none. */
static const char *
personal_read(const struct personal_check *c, const char *sql)
{
	struct store_read *reads;
	size_t n;

	if (store_reads(c->store, sql, c->arena, &reads, &n, NULL) == -1)
		return NULL;		/* said where it is tried */
	for (size_t i = 0; i < n; i++)
		if (is_personal(c, &reads[i]))
			return arena_printf(c->arena, "%s.%s", reads[i].table,
			    reads[i].column);
	return NULL;
}

/* ---- texts that are shown --------------------------------------------------- */

static void
check_shown(const struct personal_check *c, const char *sql, const char *file,
    size_t line, const char *what)
{
	const char *field = personal_read(c, sql);

	if (field != NULL)
		scheme_complain(c->scheme, file, line, "%s读了敏感的“%s”，会不加"
		    "遮盖地印出来；请先在 推算.csv 里算成整数或是否，再读算出的字段，"
		    "规则也可以改用“方式”，它的明细会遮盖", what, field);
}

static void
check_rule(const struct personal_check *c, struct rule *r)
{
	struct rule shown = *r, judged = *r;

	judged.evidence = "";
	r->of_personal = personal_read(c, scheme_rule_judged_sql(c->arena,
	    &judged, c->scheme)) != NULL;
	if (*r->evidence == '\0')
		return;
	shown.way = shown.measure = shown.applies = shown.min = shown.max = "";
	check_shown(c, scheme_rule_sql(c->arena, &shown, c->scheme),
	    "规则.csv", r->line, arena_printf(c->arena, "规则 %s 的明细",
	    r->code));
}

static void
check_point(const struct personal_check *c, struct point *p)
{
	struct point shown = *p, judged = *p;

	judged.evidence = shown.automatic = "";
	p->of_personal = personal_read(c, scheme_point_sql(c->arena, &judged,
	    c->scheme)) != NULL;
	if (*p->automatic != '\0' && *p->evidence != '\0')
		check_shown(c, scheme_point_sql(c->arena, &shown, c->scheme),
		    "指标.csv", p->line, arena_printf(c->arena,
		    "评估点 %s 的自动明细", p->code));
}

static void
check_decision(const struct personal_check *c, const struct decision *d)
{
	const char *text = d->text, *before, *sql;

	while (scheme_placeholder(c->arena, text, &before, &sql, &text))
		check_shown(c, scheme_scalar_sql(c->arena, sql), "结论.csv",
		    d->line, arena_printf(c->arena, "阶段“%s”的结论",
		    d->stage));
}

/* Columns are masked one by one; what comes of them is another column. */
static void
check_derived(const struct personal_check *c, struct derived *d)
{
	const char *field = d->personal ? NULL : personal_read(c,
	    scheme_derived_sql(c->arena, d));

	d->of_personal = field != NULL;
	if (field != NULL && !field_types[d->type].amount)
		scheme_complain(c->scheme, "推算.csv", d->line, "字段“%s”由敏感的"
		    "“%s”算出，是%s，会不加遮盖地印出来；请在“敏感”一列写“是”，"
		    "或者只算成整数、小数、年度或是否", d->name, field,
		    field_types[d->type].word);
}

/* ---- fields that the program itself copies ------------------------------------ */

/* What tells studios, points and experts apart stands in the results. */
static bool
is_structure(const struct form *f, const struct field *d)
{
	static const struct { const char *table, *field; } fields[] = {
		{ TABLE_STUDIO, FIELD_CODE }, { TABLE_SELF, FIELD_POINT },
		{ TABLE_SELF, FIELD_SCORE }, { TABLE_SELF, FIELD_DEDUCTION },
		{ TABLE_SELF, FIELD_WORD }, { TABLE_EXPERT, FIELD_POINT },
		{ TABLE_EXPERT, FIELD_SCORE }, { TABLE_EXPERT, FIELD_DEDUCTION },
		{ TABLE_EXPERT, FIELD_WORD }, { TABLE_EXPERT, FIELD_EXPERT },
		{ TABLE_EXPERT, FIELD_ROLE } };

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (strcmp(fields[i].table, f->name) == 0 &&
		    strcmp(fields[i].field, d->name) == 0)
			return true;
	return strcmp(f->name, TABLE_EXPERT) == 0 &&
	    d->repeat == REPEAT_ERROR;
}

static void
check_field(struct scheme *s, const struct form *f, const struct field *d)
{
	if (!d->personal)
		return;
	if (is_structure(f, d))
		scheme_complain(s, "表单.csv", d->line, "“%s.%s”不能是敏感的：结果按"
		    "它分清工作室、评估点和专家，遮盖了就分不清", f->name, d->name);
	else if (strcmp(f->name, TABLE_STUDIO) == 0 && strcmp(d->name,
	    scheme_property(s, "分组字段", "")) == 0)
		scheme_complain(s, "方案.csv", scheme_property_line(s,
		    "分组字段"), "分组字段“%s”是敏感的，组别却要印出来", d->name);
}

static void
check_group(struct scheme *s, const struct derived *d)
{
	if (d->personal && strcmp(d->table, TABLE_STUDIO) == 0 &&
	    strcmp(d->name, scheme_property(s, "分组字段", "")) == 0)
		scheme_complain(s, "方案.csv", scheme_property_line(s,
		    "分组字段"), "分组字段“%s”是敏感的，组别却要印出来", d->name);
}

void
scheme_check_personal(struct scheme *s, struct store *store, struct arena *a)
{
	const struct personal_check c = { s, store, a };

	for (size_t i = 0; i < s->nforms; i++)
		for (size_t k = 0; k < s->forms[i].nfields; k++)
			check_field(s, &s->forms[i], &s->forms[i].fields[k]);
	for (size_t i = 0; i < s->nderived; i++) {
		check_group(s, &s->derived[i]);
		check_derived(&c, &s->derived[i]);
	}
	for (size_t i = 0; i < s->nrules; i++)
		check_rule(&c, &s->rules[i]);
	for (size_t i = 0; i < s->npoints; i++)
		check_point(&c, &s->points[i]);
	for (size_t i = 0; i < s->ndecisions; i++)
		check_decision(&c, &s->decisions[i]);
}
