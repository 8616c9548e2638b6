#include "scheme/way.h"

#include <string.h>

#include "base/text.h"
#include "scheme/private.h"
#include "scheme/sql_words.h"

/* What is wrong in the columns of a rule for its 方式. */

struct way_lint {
	const struct scheme *scheme;
	struct scheme *told;	/* who gets the complaints, or NULL */
	struct arena *arena;
	const struct rule *rule;
	const struct way *way;
	struct way_table object, table, studio;
	bool bad;
};

static void
complain(struct way_lint *l, const char *column, const char *text)
{
	if (l->told != NULL)
		scheme_complain(l->told, "规则.csv", l->rule->line,
		    "规则 %s 的“%s”：%s", l->rule->code, column, text);
	l->bad = true;
}

/* The columns of a way: what stands in each decides whether it is there. */
static const struct {
	int bit;
	const char *name;
} columns[] = { { WAY_OBJECT, "对象" }, { WAY_MEASURE, "测量" },
	{ WAY_CONDITION, "条件" }, { WAY_TABLE, "表" }, { WAY_FIELDS, "字段" },
	{ WAY_SCOPE, "范围" } };
#define COLUMNS (sizeof(columns) / sizeof(*columns))

static int
given_columns(const struct rule *r)
{
	return (*r->object != '\0' ? WAY_OBJECT : 0) |
	    (*r->measure != '\0' ? WAY_MEASURE : 0) |
	    (*r->condition != '\0' ? WAY_CONDITION : 0) |
	    (*r->table != '\0' ? WAY_TABLE : 0) |
	    (r->nfields > 0 ? WAY_FIELDS : 0) |
	    (*r->scope != '\0' ? WAY_SCOPE : 0);
}

static void
check_columns(struct way_lint *l)
{
	const struct way *way = l->way;
	struct arena *a = l->arena;
	int given = given_columns(l->rule);

	for (size_t i = 0; i < COLUMNS; i++) {
		int bit = columns[i].bit;

		if ((way->needs & bit) != 0 && (given & bit) == 0)
			complain(l, columns[i].name, arena_printf(a,
			    "方式“%s”要写它", way->word));
		else if ((given & bit) == 0 ||
		    ((way->needs | way->allows) & bit) != 0)
			continue;
		else if (bit == WAY_MEASURE)
			complain(l, columns[i].name, arena_printf(a,
			    "已经写了方式“%s”，测量和方式只写一个", way->word));
		else
			complain(l, columns[i].name, arena_printf(a,
			    "方式“%s”用不到它", way->word));
	}
}

/* Columns that only a way reads, in a rule that has none. */
static void
check_no_way(struct way_lint *l)
{
	const struct rule *r = l->rule;
	int given = given_columns(r) & ~(WAY_OBJECT | WAY_MEASURE);

	for (size_t i = 0; i < COLUMNS; i++)
		if ((given & columns[i].bit) != 0)
			complain(l, columns[i].name, "没有写方式，用不到它");
	if (*r->premise != '\0')
		complain(l, "前提", "没有写方式，用不到它");
}

static void
unknown_way(struct way_lint *l)
{
	struct arena *a = l->arena;
	const char **words;
	size_t n = 0;

	while (ways[n].word != NULL)
		n++;
	words = arena_alloc(a, n * sizeof(*words));
	for (size_t i = 0; i < n; i++)
		words[i] = ways[i].word;
	complain(l, "方式", arena_printf(a, "没有“%s”这种方式，可以写%s%s",
	    l->rule->way, text_join(a, words, n, "、"), meant_text(a,
	    text_nearest(a, l->rule->way, words, n))));
}

/* ---- tables ----------------------------------------------------------------------- */

static void
unknown_table(struct way_lint *l, const char *column, const char *name)
{
	struct arena *a = l->arena;
	const char **names;
	size_t n = way_table_names(a, l->scheme, &names);

	complain(l, column, arena_printf(a, "没有表“%s”%s", name,
	    meant_text(a, text_nearest(a, name, names, n))));
}

/* A table that has rows of each studio. */
static void
check_rows_of_studio(struct way_lint *l, const char *column,
    const struct way_table *t)
{
	if (t->kind == WAY_NOTHING)
		unknown_table(l, column, t->name);
	else if (strcmp(t->name, TABLE_STUDIO) == 0)
		complain(l, column, "不能是表“" TABLE_STUDIO "”：一个工作室只有"
		    "一行；请用“数值”“算式”“填写”或“是否”");
	else if (t->kind == WAY_REFERENCE)
		complain(l, column, arena_printf(l->arena,
		    "“%s”是参照表，没有哪个工作室的行", t->name));
}

/* 查表: a word and the number that belongs to it. */
static void
check_lookup_table(struct way_lint *l)
{
	const struct reference *ref = l->table.reference;

	if (l->table.kind == WAY_NOTHING)
		unknown_table(l, "表", l->table.name);
	else if (ref == NULL)
		complain(l, "表", arena_printf(l->arena,
		    "应是参照表，而“%s”不是", l->table.name));
	else if (ref->ncolumns < 2 || !ref->numeric[1])
		complain(l, "表", arena_printf(l->arena,
		    "参照表“%s”的第二列应都是数", l->table.name));
}

static void
check_tables(struct way_lint *l)
{
	const struct rule *r = l->rule;
	bool lists = *r->object != '\0' && *r->table != '\0';

	if (l->way->whose == WAY_LOOKED_UP)
		check_lookup_table(l);
	else if (*r->table != '\0')
		check_rows_of_studio(l, "表", &l->table);
	if (*r->object == '\0')
		return;
	if (lists && l->object.kind == WAY_NOTHING)
		unknown_table(l, "对象", r->object);
	else if (lists && l->object.kind != WAY_REFERENCE)
		complain(l, "对象", arena_printf(l->arena,
		    "写了“表”时应是参照表，而“%s”不是", r->object));
	else if (l->object.kind != WAY_REFERENCE ||
	    l->way->whose == WAY_OF_STUDIO)
		check_rows_of_studio(l, "对象", &l->object);
}

/* ---- fields ----------------------------------------------------------------------- */

/* Its field; complains when it has none of that name. */
static struct way_field
known_field(struct way_lint *l, const struct way_table *t, const char *name)
{
	struct way_field f = way_field_find(l->scheme, t, name);
	struct arena *a = l->arena;
	const char **names;
	size_t n;

	if (f.name != NULL || t->kind == WAY_NOTHING)
		return f;
	n = way_field_names(a, l->scheme, t, &names);
	complain(l, "字段", arena_printf(a, "表“%s”没有字段“%s”%s", t->name,
	    name, meant_text(a, text_nearest(a, name, names, n))));
	return f;
}

static void
check_count(struct way_lint *l, size_t least, size_t most)
{
	size_t n = l->rule->nfields;

	if (n >= least && n <= most)
		return;
	complain(l, "字段", arena_printf(l->arena, least == most ?
	    "方式“%s”要写 %zu 个字段，而不是 %zu 个" :
	    "方式“%s”要写 %zu 个或 %zu 个字段，而不是 %zu 个",
	    l->way->word, least, least == most ? n : most, n));
}

static void
check_date(struct way_lint *l, const struct way_table *t, const char *name)
{
	struct way_field f = known_field(l, t, name);

	if (f.name != NULL && f.type != FIELD_DATE && f.type != FIELD_MONTH)
		complain(l, "字段", arena_printf(l->arena,
		    "“%s”应是日期或年月，而它是%s", name,
		    field_types[f.type].word));
}

static void
check_months(struct way_lint *l)
{
	const struct rule *r = l->rule;
	struct way_field *dates;
	size_t n;

	check_count(l, 2, 3);
	if (r->nfields < 2)
		return;
	check_date(l, &l->studio, r->fields[0]);
	check_date(l, &l->studio, r->fields[1]);
	if (r->nfields > 2) {
		check_date(l, &l->table, r->fields[2]);
		return;
	}
	n = way_dates(l->arena, l->scheme, &l->table, &dates);
	if (l->table.kind != WAY_NOTHING && n != 1)
		complain(l, "字段", arena_printf(l->arena, n == 0 ?
		    "表“%s”没有日期或年月的字段" : "表“%s”有几个日期或年月的"
		    "字段，请把看哪一个写在起、止后面", r->table));
}

/* Of 种数: one that has one value a row. */
static void
check_kind(struct way_lint *l)
{
	struct way_field f;

	check_count(l, 1, 1);
	if (l->rule->nfields != 1)
		return;
	f = known_field(l, &l->object, l->rule->fields[0]);
	if (f.name != NULL && field_types[f.type].many)
		complain(l, "字段", arena_printf(l->arena,
		    "“%s”一格里可以有几个值；请把“对象”写成“%s_%s”，"
		    "“字段”写成“值”", f.name, l->object.name, f.name));
}

static void
check_number(struct way_lint *l)
{
	struct way_field f;

	check_count(l, 1, 1);
	if (l->rule->nfields != 1)
		return;
	f = known_field(l, &l->studio, l->rule->fields[0]);
	if (f.name == NULL)
		return;
	if (f.type != FIELD_INTEGER && f.type != FIELD_DECIMAL &&
	    f.type != FIELD_YEAR)
		complain(l, "字段", arena_printf(l->arena,
		    "“%s”不是数，它是%s", f.name, field_types[f.type].word));
	else if (f.personal)
		complain(l, "字段", arena_printf(l->arena,
		    "“%s”是敏感的，不能作测量值印出来", f.name));
}

/* 缺少: which row is a value's must be told by a field or by 条件. */
static void
check_match(struct way_lint *l)
{
	const struct rule *r = l->rule;
	struct sql_name *names;
	const char *key;
	size_t n;

	check_count(l, 0, 1);
	if (r->nfields > 0) {
		(void)known_field(l, &l->table, r->fields[0]);
		return;
	}
	if (l->object.kind != WAY_REFERENCE || l->table.kind == WAY_NOTHING)
		return;
	key = l->object.reference->columns[0];
	if (way_field_find(l->scheme, &l->table, key).name != NULL)
		return;
	n = sql_names(l->arena, r->condition, &names);
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i].table, r->object) == 0)
			return;
	complain(l, "字段", arena_printf(l->arena, "表“%s”没有字段“%s”："
	    "请写它的哪个字段与“%s”的“%s”对应，或在“条件”里写明", r->table, key,
	    r->object, key));
}

static void
check_fields(struct way_lint *l)
{
	const struct rule *r = l->rule;

	switch (l->way->whose) {
	case WAY_NAMES:
		for (size_t i = 0; i < r->nfields; i++)
			(void)known_field(l, &l->object, r->fields[i]);
		break;
	case WAY_OF_OBJECT:
		check_kind(l);
		break;
	case WAY_OF_TABLE:
		check_match(l);
		break;
	case WAY_OF_STUDIO:
		for (size_t i = 0; i < r->nfields; i++)
			(void)known_field(l, &l->studio, r->fields[i]);
		break;
	case WAY_LOOKED_UP:
		check_count(l, 1, 1);
		(void)known_field(l, &l->studio, r->fields[0]);
		break;
	case WAY_NUMBER:
		check_number(l);
		break;
	case WAY_MONTHS:
		check_months(l);
		break;
	}
}

/* ---- the rest --------------------------------------------------------------------- */

/* 最小, 最大: a row of 表 is found by the name of 对象's first column. */
static void
check_extreme(struct way_lint *l)
{
	if (l->way->whose != WAY_NAMES || l->object.kind != WAY_REFERENCE ||
	    l->table.kind == WAY_NOTHING)
		return;
	if (way_field_find(l->scheme, &l->table,
	    l->object.reference->columns[0]).name == NULL)
		complain(l, "表", arena_printf(l->arena,
		    "表“%s”没有字段“%s”，不能和“%s”对应", l->table.name,
		    l->object.reference->columns[0], l->object.name));
}

/* 是否 is met by 1 or by 0, not by anything between. */
static void
check_bounds(struct way_lint *l)
{
	const struct rule *r = l->rule;
	bool yes = strcmp(r->min, "1") == 0 && *r->max == '\0';
	bool no = strcmp(r->max, "0") == 0 && *r->min == '\0';

	if (l->way->low != NULL && (!(yes || no) || r->above_min ||
	    r->below_max))
		complain(l, "方式", arena_printf(l->arena, "“%s”应是“是”"
		    "的，下限写 1 或不写；应是“否”的，上限写 0", l->way->word));
}

static struct way_lint
look_at(const struct scheme *s, const struct rule *r, struct arena *a)
{
	return (struct way_lint){ .scheme = s, .rule = r, .arena = a,
	    .way = way_of(r), .object = way_table_find(a, s, r->object),
	    .table = way_table_find(a, s, r->table),
	    .studio = way_table_find(a, s, TABLE_STUDIO) };
}

/* What keeps the way from making SQL; l->way is not NULL. */
static void
check_sql(struct way_lint *l)
{
	check_columns(l);
	if (!l->bad)
		check_tables(l);
	if (!l->bad)
		check_fields(l);
	if (!l->bad)
		check_extreme(l);
}

bool
way_usable(struct arena *a, const struct scheme *s, const struct rule *r)
{
	struct way_lint l = look_at(s, r, a);

	if (l.way != NULL)
		check_sql(&l);
	return l.way != NULL && !l.bad;
}

bool
way_check(struct scheme *s, const struct rule *r)
{
	struct way_lint l = look_at(s, r, &s->arena);

	l.told = s;
	if (*r->way == '\0') {
		check_no_way(&l);
	} else if (l.way == NULL) {
		unknown_way(&l);
	} else {
		check_sql(&l);
		check_bounds(&l);
	}
	return !l.bad;
}
