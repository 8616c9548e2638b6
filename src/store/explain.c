#include "store/explain.h"

#include <string.h>

#include "base/text.h"

/* ---- the names there are -------------------------------------------------------- */

struct known_names {
	const char **items;
	size_t n, cap;
};

static void
names_add(struct known_names *names, struct arena *a, const char *name)
{
	arena_grow(a, &names->items, &names->cap, names->n,
	    sizeof(*names->items));
	names->items[names->n++] = arena_strdup(a, name);
}

/* The first column of each row; word is ?1 where the query has it. */
static struct known_names
names_of(struct store *s, struct arena *a, const char *sql, const char *word)
{
	struct known_names names = { 0 };
	sqlite3_stmt *stmt = store_prepare(s, sql, NULL);

	if (stmt == NULL)
		return names;		/* then without a hint */
	if (sqlite3_bind_parameter_count(stmt) > 0)
		store_bind(stmt, 1, word);
	while (store_step(s, stmt, NULL) == 1)
		names_add(&names, a, store_text(stmt, 0));
	store_finalize(stmt);
	return names;
}

#define TABLES	"SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"
#define SHOWN	" AND name NOT GLOB '[_]*'"
#define COLUMNS	"SELECT c.name FROM sqlite_schema AS m JOIN" \
	" pragma_table_info(m.name) AS c WHERE m.type IN ('table', 'view')" \
	" AND c.name NOT GLOB '[_]*'"

static bool
names_has(const struct known_names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (sqlite3_stricmp(names->items[i], name) == 0)
			return true;
	return false;
}

/*
 * Nearly so, else one that name is a part of, or that is a part of it, else
 * one with half of its characters: an error it is anyway, so a far guess does
 * no harm.
 */
static const char *
names_near(struct arena *a, const struct known_names *names, const char *name)
{
	const char *near = text_nearest(a, name, names->items, names->n);
	const size_t len = text_length(name);

	for (size_t i = 0; i < names->n && near == NULL; i++)
		if (len > 1 && text_length(names->items[i]) > 1 &&
		    (strstr(names->items[i], name) != NULL ||
		    strstr(name, names->items[i]) != NULL))
			near = names->items[i];
	for (size_t i = 0; i < names->n && near == NULL; i++)
		if (len > 1 && text_distance(a, name, names->items[i]) <=
		    len / 2 && text_length(names->items[i]) <= len)
			near = names->items[i];
	return near;
}

static const char *
hint(struct arena *a, const char *near)
{
	return near == NULL ? "" : arena_printf(a, "；是不是“%s”？", near);
}

/* ---- marks of Chinese writing --------------------------------------------------- */

static const struct {
	const char *wide, *sql;
} wide_marks[] = {
	{ "≥", ">=" }, { "≤", "<=" }, { "≠", "<>" }, { "‘", "'" },
	{ "’", "'" }, { "“", "'" }, { "”", "'" }, { "×", "*" }, { "÷", "/" },
	{ "、", "," }, { "。", "." }, { "　", " " }, { "＇", "'" },
	{ "＂", "'" }, { "≧", ">=" }, { "≦", "<=" }
};

/* What SQL writes for the character at *p, which moves behind it; NULL. */
static const char *
narrow(struct arena *a, const char **p)
{
	const char *start = *p;
	uint32_t ch = text_next(p);

	for (size_t i = 0; i < sizeof(wide_marks) / sizeof(*wide_marks); i++)
		if (strncmp(start, wide_marks[i].wide,
		    (size_t)(*p - start)) == 0)
			return wide_marks[i].sql;
	return ch >= 0xff01 && ch <= 0xff5e ?		/* ！ to ～ */
	    arena_printf(a, "%c", (int)(ch - 0xff01 + '!')) : NULL;
}

/*
 * The first full-width mark in a name that none is called so; begins: only
 * where the name begins with it.  A text to say, or NULL.
 */
static char *
wide_mark(struct arena *a, const struct known_names *known,
    const struct sql_token *t, bool begins)
{
	const char *name = sql_token_text(a, t), *p = name;

	if (t->kind != SQL_NAME || names_has(known, name))
		return NULL;
	while (*p != '\0') {
		const char *start = p, *sql = narrow(a, &p);

		if (sql != NULL)
			return arena_printf(a, "“%s”里有全角的“%.*s”，SQL 中应"
			    "写半角的 %s（输入法切到英文）", name,
			    (int)(p - start), start,
			    *sql == ' ' ? "空格" : sql);
		if (begins)
			break;
	}
	return NULL;
}

static char *
find_wide_mark(struct store *s, const char *sql, bool begins, struct arena *a)
{
	struct known_names known = { 0 };
	struct sql_token t, last = { .kind = SQL_MARK, .start = "" };
	bool asked = false;

	for (const char *p = sql; sql_token_next(&p, &t); last = t) {
		char *text;

		/* A heading of the author's own. */
		if (t.kind != SQL_NAME || sql_token_is(&last, "AS") ||
		    wide_mark(a, &(struct known_names){ 0 }, &t, begins) == NULL)
			continue;
		if (!asked)
			known = names_of(s, a, TABLES " UNION ALL " COLUMNS,
			    NULL);
		asked = true;
		text = wide_mark(a, &known, &t, begins);
		if (text != NULL)
			return text;
	}
	return NULL;
}

/* ---- what SQLite says, one function each ----------------------------------------- */

/* Columns of the tables that the query names. */
static struct known_names
columns_in_reach(struct store *s, const char *sql, struct arena *a)
{
	const struct known_names tables = names_of(s, a, TABLES, NULL);
	struct known_names all = { 0 };
	struct sql_token t;

	for (const char *p = sql; sql_token_next(&p, &t);) {
		const char *name = sql_token_text(a, &t);
		struct known_names some;

		if ((t.kind != SQL_NAME && t.kind != SQL_QUOTED) ||
		    !names_has(&tables, name))
			continue;
		some = names_of(s, a, COLUMNS " AND m.name = ?1", name);
		for (size_t i = 0; i < some.n; i++)
			names_add(&all, a, some.items[i]);
	}
	return all;
}

/* Whether "name" stands in the SQL in double quotes. */
static bool
in_double_quotes(struct arena *a, const char *sql, const char *name)
{
	struct sql_token t;

	for (const char *p = sql; sql_token_next(&p, &t);)
		if (t.kind == SQL_QUOTED && *t.start == '"' &&
		    strcmp(sql_token_text(a, &t), name) == 0)
			return true;
	return false;
}

static char *
explain_column(struct store *s, const char *sql, const char *name,
    struct arena *a)
{
	const char *dot = strrchr(name, '.'), *near, *column = name;
	struct known_names columns, tables;

	if (in_double_quotes(a, sql, name))
		return arena_printf(a, "没有字段“%s”；文字要用单引号：'%s'"
		    "（双引号里是字段名）", name, name);
	if (dot != NULL) {
		const char *table = arena_strndup(a, name,
		    (size_t)(dot - name));

		column = dot + 1;
		tables = names_of(s, a, TABLES SHOWN, NULL);
		columns = names_of(s, a, COLUMNS " AND m.name = ?1", table);
		if (columns.n == 0)
			return arena_printf(a, "没有“%s”：没有表“%s”，或这里没有"
			    "查它%s", name, table, names_has(&tables, table) ?
			    "" : hint(a, names_near(a, &tables, table)));
		if (names_has(&columns, column))
			return arena_printf(a, "“%s”用不上：这里没有查表“%s”，"
			    "或者给它起了别名；直接用一个数，写成 (SELECT %s"
			    " FROM %s WHERE 工作室 = 工作室.编号)", name, table,
			    column, table);
	} else {
		columns = columns_in_reach(s, sql, a);
	}
	near = names_near(a, &columns, column);
	if (near != NULL)
		return arena_printf(a, "没有字段“%s”%s", name, hint(a, near));
	tables = names_of(s, a, "SELECT m.name FROM sqlite_schema AS m JOIN"
	    " pragma_table_info(m.name) AS c WHERE c.name = ?1"
	    " AND m.name NOT GLOB '[_]*'", column);
	return arena_printf(a, "没有字段“%s”%s", name, tables.n == 0 ? "" :
	    arena_printf(a, "；表“%s”有这个字段", tables.items[0]));
}

static char *
explain_table(struct store *s, const char *sql, const char *name,
    struct arena *a)
{
	const struct known_names tables = names_of(s, a, TABLES SHOWN, NULL);

	(void)sql;
	return arena_printf(a, "没有表“%s”%s", name,
	    hint(a, names_near(a, &tables, name)));
}

/* What spreadsheets call it, and how SQL says it. */
static const struct {
	const char *sheet, *sql;
} sheet_functions[] = {
	{ "COUNTIF", "count(*) FILTER (WHERE 条件)" },
	{ "COUNTIFS", "count(*) FILTER (WHERE 条件)" },
	{ "COUNTA", "count(字段)" },
	{ "SUMIF", "sum(字段) FILTER (WHERE 条件)" },
	{ "SUMIFS", "sum(字段) FILTER (WHERE 条件)" },
	{ "AVERAGE", "avg(字段)" },
	{ "AVERAGEIF", "avg(字段) FILTER (WHERE 条件)" },
	{ "IF", "iif(条件, 甲, 乙)" }, { "IFS", "CASE WHEN 条件 THEN 值 … END" },
	{ "AND", "条件 AND 条件" }, { "OR", "条件 OR 条件" },
	{ "LEN", "length(字段)" }, { "ISBLANK", "字段 IS NULL" },
	{ "CONCAT", "甲 || 乙" }, { "CONCATENATE", "甲 || 乙" },
	{ "LEFT", "substr(字段, 1, 几个字)" }, { "MID", "substr(字段, 从几, 几个字)" },
	{ "YEAR", "CAST(substr(字段, 1, 4) AS INTEGER)" },
	{ "TODAY", "工作室或方案中的一个日期" }, { "NOW", "工作室或方案中的一个日期" },
	{ "个数", "count(*)" }, { "计数", "count(*)" }, { "求和", "sum(字段)" },
	{ "合计", "sum(字段)" }, { "平均", "avg(字段)" },
	{ "平均值", "avg(字段)" }, { "最大", "max(字段)" },
	{ "最大值", "max(字段)" }, { "最小", "min(字段)" },
	{ "最小值", "min(字段)" }, { "如果", "iif(条件, 甲, 乙)" }
};

static char *
explain_function(struct store *s, const char *sql, const char *name,
    struct arena *a)
{
	const struct known_names known = names_of(s, a, "SELECT DISTINCT name FROM"
	    " pragma_function_list", NULL);

	(void)sql;
	for (size_t i = 0; i < sizeof(sheet_functions) /
	    sizeof(*sheet_functions); i++)
		if (sqlite3_stricmp(sheet_functions[i].sheet, name) == 0)
			return arena_printf(a, "没有函数“%s”；SQL 中写成 %s",
			    name, sheet_functions[i].sql);
	return arena_printf(a, "没有函数“%s”%s", name, hint(a,
	    text_nearest(a, name, known.items, known.n)));
}

static char *
explain_arguments(struct store *s, const char *sql, const char *name,
    struct arena *a)
{
	const char *function = text_cut(a, name, strcspn(name, "("));
	const struct known_names counts = names_of(s, a, "SELECT DISTINCT narg FROM"
	    " pragma_function_list WHERE name = ?1 AND narg >= 0 ORDER BY narg",
	    function);

	(void)sql;
	return arena_printf(a, "函数 %s 括号里的个数不对%s", function,
	    counts.n == 0 ? "" : arena_printf(a, "，应是 %s 个",
	    text_join(a, counts.items, counts.n, " 或 ")));
}

static char *
explain_aggregate(struct store *s, const char *sql, const char *name,
    struct arena *a)
{
	(void)s;
	(void)sql;
	return arena_printf(a, "统计函数 %s 不能写在这里：写进子查询 "
	    "(SELECT … FROM 表 WHERE 表.工作室 = 工作室.编号)", name);
}

static char *
explain_ambiguous(struct store *s, const char *sql, const char *name,
    struct arena *a)
{
	(void)s;
	(void)sql;
	return arena_printf(a, "几张表都有字段“%s”，要写明是哪张表的："
	    "表.%s", name, name);
}

/* ---- what the parser says --------------------------------------------------------- */

/* Words and marks that are no SQL, and how it says them. */
static const struct {
	const char *said, *sql;
} no_words[] = {
	{ "且", "AND" }, { "并且", "AND" }, { "而且", "AND" }, { "或", "OR" },
	{ "或者", "OR" }, { "等于", "=" }, { "不等于", "<>" }, { "大于", ">" },
	{ "小于", "<" }, { "不小于", ">=" }, { "大于等于", ">=" },
	{ "不大于", "<=" }, { "小于等于", "<=" }, { "为空", "IS NULL" },
	{ "不为空", "IS NOT NULL" }, { "包含", "LIKE '%…%'" }
};
static const struct {
	const char *first, *second, *sql;
} no_marks[] = {
	{ "=", ">", ">=" }, { "=", "<", "<=" }, { ">", "<", "<>" },
	{ "&", "&", "AND" }, { "==", "=", "=" }
};

static char *
no_sql(struct arena *a, const struct sql_token *last,
    const struct sql_token *t)
{
	for (size_t i = 0; i < sizeof(no_words) / sizeof(*no_words); i++)
		if (sql_token_is(t, no_words[i].said))
			return arena_printf(a, "“%s”在 SQL 中写成 %s",
			    no_words[i].said, no_words[i].sql);
	for (size_t i = 0; i < sizeof(no_marks) / sizeof(*no_marks); i++)
		if (sql_token_is(last, no_marks[i].first) &&
		    sql_token_is(t, no_marks[i].second))
			return arena_printf(a, "“%s%s”在 SQL 中写成 %s",
			    no_marks[i].first, no_marks[i].second,
			    no_marks[i].sql);
	return NULL;
}

static char *
explain_syntax(const char *sql, const char *near, struct arena *a)
{
	struct sql_token t, last = { .kind = SQL_MARK, .start = "" };
	long depth = 0;

	for (const char *p = sql; sql_token_next(&p, &t); last = t) {
		char *text = no_sql(a, &last, &t);

		if (text != NULL)
			return text;
		if (t.kind == SQL_TEXT && (t.len == 1 ||
		    t.start[t.len - 1] != '\''))
			return arena_strdup(a, "单引号没有成对");
		depth += sql_token_is(&t, "(") - sql_token_is(&t, ")");
	}
	if (depth > 0)
		return arena_printf(a, "括号没有成对：少 %ld 个“)”", depth);
	if (depth < 0)
		return arena_printf(a, "括号没有成对：少 %ld 个“(”", -depth);
	return arena_printf(a, "在“%s”附近看不懂（前面可能少了逗号、运算符"
	    "或引号）", near);
}

static const struct {
	const char *said;	/* by SQLite, in front of the name */
	char *(*explain)(struct store *s, const char *sql, const char *name,
	    struct arena *a);
} explanations[] = {
	{ "no such column: ", explain_column },
	{ "no such table: ", explain_table },
	{ "no such function: ", explain_function },
	{ "wrong number of arguments to function ", explain_arguments },
	{ "misuse of aggregate: ", explain_aggregate },
	{ "misuse of aggregate function ", explain_aggregate },
	{ "ambiguous column name: ", explain_ambiguous }
};

char *
sql_explain(struct store *s, const char *sql, struct arena *a)
{
	const char *said = arena_strdup(a, sqlite3_errmsg(s->db));
	char *text = find_wide_mark(s, sql, false, a);

	if (text != NULL)
		return text;
	for (size_t i = 0; i < sizeof(explanations) / sizeof(*explanations);
	    i++) {
		const size_t len = strlen(explanations[i].said);

		if (strncmp(said, explanations[i].said, len) == 0)
			return explanations[i].explain(s, sql, said + len, a);
	}
	if (strncmp(said, "near \"", 6) == 0 &&
	    strrchr(said + 6, '"') != NULL)
		return explain_syntax(sql, arena_strndup(a, said + 6,
		    (size_t)(strrchr(said + 6, '"') - said - 6)), a);
	if (strcmp(said, "incomplete input") == 0 ||
	    strncmp(said, "unrecognized token", 18) == 0)
		return explain_syntax(sql, "末尾", a);
	return arena_printf(a, "SQL 无法编译：%s", said);
}

char *
sql_suspect(struct store *s, const char *sql, struct arena *a)
{
	struct sql_token t, last = { .kind = SQL_MARK, .start = "" };

	for (const char *p = sql; sql_token_next(&p, &t); last = t) {
		const bool not = sql_token_is(&last, "<>") ||
		    sql_token_is(&last, "!=");

		if (sql_token_is(&t, "NULL") && (not ||
		    sql_token_is(&last, "=") || sql_token_is(&last, "==")))
			return arena_printf(a, "“%.*s NULL”永远不成立；空着写成 "
			    "IS %sNULL", (int)last.len, last.start,
			    not ? "NOT " : "");
	}
	return find_wide_mark(s, sql, true, a);
}
