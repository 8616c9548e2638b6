#include "scheme/private.h"
#include "scheme/way.h"

#include <string.h>

enum { R_CODE, R_NAME, R_OBJECT, R_MEASURE, R_UNIT, R_MIN, R_MAX, R_LEVEL,
	R_POINT, R_APPLIES, R_EVIDENCE, R_BASIS, R_ADVICE, R_WORDING, R_WAY,
	R_CONDITION, R_TABLE, R_FIELDS, R_SCOPE, R_PREMISE, R_COLUMNS };
static const char *const columns[] = { [R_CODE] = "编号", [R_NAME] = "名称",
	[R_OBJECT] = "对象", [R_MEASURE] = "测量", [R_UNIT] = "单位",
	[R_MIN] = "下限", [R_MAX] = "上限", [R_LEVEL] = "级别",
	[R_POINT] = "评估点", [R_APPLIES] = "适用", [R_EVIDENCE] = "明细",
	[R_BASIS] = "依据", [R_ADVICE] = "建议",
	[R_WORDING] = "措辞", [R_WAY] = "方式", [R_CONDITION] = "条件",
	[R_TABLE] = "表", [R_FIELDS] = "字段", [R_SCOPE] = "范围",
	[R_PREMISE] = "前提",
	[R_COLUMNS] = NULL };

static const char *const levels[] = { LEVEL_GATE, LEVEL_CHECK,
	LEVEL_PRINCIPLE, LEVEL_ADVICE, NULL };

/* A bound without its leading mark (also written full width). */
static const char *
bound(const char *text, const char *mark, const char *wide, bool *exclusive)
{
	size_t skip = 0;

	if (strncmp(text, mark, strlen(mark)) == 0)
		skip = strlen(mark);
	else if (strncmp(text, wide, strlen(wide)) == 0)
		skip = strlen(wide);
	*exclusive = skip > 0;
	return text + skip;
}

/*
 * The bounds that go without saying; of 1 or 0, from 1 to 1 says no more than
 * from 1 on.
 */
static void
way_bounds(struct rule *r)
{
	const struct way *way = way_of(r);

	if (way == NULL)
		return;
	if (way->low != NULL && strcmp(r->min, "1") == 0 &&
	    strcmp(r->max, "1") == 0 && !r->below_max)
		r->max = "";
	if (way->low != NULL && strcmp(r->min, "0") == 0 &&
	    strcmp(r->max, "0") == 0 && !r->above_min)
		r->min = "";
	if (*r->min != '\0' || *r->max != '\0')
		return;
	r->min = way->low != NULL ? way->low : "";
	r->max = way->high != NULL ? way->high : "";
}

/* What is measured on the studio alone has it as its object. */
static void
way_object(struct rule *r)
{
	const struct way *way = way_of(r);

	if (way != NULL && ((way->needs | way->allows) & WAY_OBJECT) == 0 &&
	    strcmp(r->object, TABLE_STUDIO) == 0)
		r->object = "";
}

static void
read_rule(struct table_file *d, size_t i, struct rule *r)
{
	struct scheme *s = d->scheme;

	r->line = table_file_line(d, i);
	r->code = table_file_get(d, i, R_CODE);
	r->name = table_file_get(d, i, R_NAME);
	r->object = table_file_get(d, i, R_OBJECT);
	r->measure = table_file_get(d, i, R_MEASURE);
	r->unit = table_file_get(d, i, R_UNIT);
	r->min = bound(table_file_get(d, i, R_MIN), ">", "＞", &r->above_min);
	r->max = bound(table_file_get(d, i, R_MAX), "<", "＜", &r->below_max);
	r->level = table_file_get(d, i, R_LEVEL);
	r->point = table_file_get(d, i, R_POINT);
	r->applies = table_file_get(d, i, R_APPLIES);
	r->evidence = table_file_get(d, i, R_EVIDENCE);
	r->basis = table_file_get(d, i, R_BASIS);
	r->advice = table_file_get(d, i, R_ADVICE);
	r->wording = table_file_get(d, i, R_WORDING);
	r->way = table_file_get(d, i, R_WAY);
	r->condition = table_file_get(d, i, R_CONDITION);
	r->table = table_file_get(d, i, R_TABLE);
	r->nfields = table_file_list(d, i, R_FIELDS, &r->fields);
	r->scope = table_file_get(d, i, R_SCOPE);
	r->premise = table_file_get(d, i, R_PREMISE);
	way_bounds(r);
	way_object(r);
	if (*r->code == '\0' || (*r->measure == '\0' && *r->way == '\0'))
		scheme_complain(s, d->file, r->line,
		    "没有写编号，或测量和方式都没有写");
	(void)table_file_word(d, i, R_LEVEL, levels);
	for (size_t k = 0; k < s->nrules; k++)
		if (&s->rules[k] != r && strcmp(s->rules[k].code, r->code) == 0)
			scheme_complain(s, d->file, r->line, "编号“%s”重复",
			    r->code);
}

void
scheme_read_rules(struct scheme *s)
{
	struct table_file d;

	if (!table_file_open(&d, s, "规则.csv", columns, "编号 级别", false))
		return;
	s->rules = arena_alloc(&s->arena,
	    table_file_count(&d) * sizeof(*s->rules));
	for (size_t i = 0; i < table_file_count(&d); i++)
		read_rule(&d, i, &s->rules[s->nrules++]);
}
