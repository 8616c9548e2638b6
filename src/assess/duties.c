#include "assess/private.h"

#include <string.h>

/*
 * Who may score what: rows of 评审 whose role is none of the scheme's, or that
 * score a point which 分工 gives to others, do not count and need no further
 * word.  _不计评分 has them.
 */

static bool
has_duties(const struct scheme *s)
{
	return scheme_form(s, TABLE_EXPERT) != NULL &&
	    (s->nroles > 0 || s->nduties > 0);
}

const char *
score_rows(const struct score_grid *g, const char *table)
{
	return strcmp(table, TABLE_EXPERT) == 0 && has_duties(g->scheme) ?
	    "(SELECT *, rowid FROM " TABLE_EXPERT " WHERE rowid NOT IN"
	    " (SELECT 行 FROM _不计评分))" : table;
}

const char *
score_allowed(struct score_grid *g, const char *point, const char *expert,
    const char *role)
{
	if (g->scheme->nduties == 0)
		return "TRUE";
	return arena_printf(&g->arena, "(NOT EXISTS (SELECT 1 FROM _评审分工 AS d"
	    " WHERE d.评估点 = %s) OR EXISTS (SELECT 1 FROM _评审分工 AS d WHERE"
	    " d.评估点 = %s AND d.专家 IN ('', replace(replace(%s, ' ', ''), '　',"
	    " '')) AND d.角色 IN ('', %s)))", point, point, expert, role);
}

const char *
score_role(const struct score_grid *g)
{
	return scheme_tells_role(g->scheme) ? "r." FIELD_ROLE : "NULL";
}

const char *
score_given(struct score_grid *g)
{
	static const char *const fields[] = { FIELD_SCORE, FIELD_DEDUCTION,
		FIELD_WORD };
	const struct form *f = scheme_form(g->scheme, TABLE_EXPERT);
	struct buf b = { 0 };
	const char *sql;

	buf_adds(&b, "coalesce(NULL");
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (form_field(f, fields[i]) != NULL)
			buf_addf(&b, ", r.%s", fields[i]);
	buf_adds(&b, ", NULL) IS NOT NULL");
	sql = arena_strdup(&g->arena, buf_str(&b));
	buf_free(&b);
	return sql;
}

/* ---- roles ---------------------------------------------------------------------- */

static const char *
role_detail(struct score_grid *g, sqlite3_stmt *stmt)
{
	struct buf b = { 0 };
	const char *text;

	(void)stmt;
	for (size_t i = 0; i < g->scheme->nroles; i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : "、",
		    g->scheme->roles[i].name);
	text = arena_printf(&g->arena, "没有填角色，或不是方案规定的角色（%s），"
	    "本行未计入", buf_str(&b));
	buf_free(&b);
	return text;
}

/* A word that intake refused is told of there; now it is told as a role. */
static int
refuse_roles(struct score_grid *g, struct err *err)
{
	const char *told = " NOT EXISTS (SELECT 1 FROM 问题 AS q WHERE q.工作室"
	    " = r." FIELD_STUDIO " AND q.代码 = 'ROLE_UNKNOWN' AND q.文件 ="
	    " r._文件 AND q.工作表 IS r._工作表 AND q.行 = r._行)";

	if (g->scheme->nroles == 0)
		return 0;
	if (refused_choices(g, TABLE_EXPERT, FIELD_ROLE, FINDING_ROLE_UNKNOWN,
	    role_detail(g, NULL), err) == -1 ||
	    /* told below, row by row */
	    store_exec(g->store, "DELETE FROM _未列 WHERE 代码 ="
	    " 'ROLE_UNKNOWN'", err) == -1 ||
	    store_exec(g->store, "INSERT INTO _不计评分 SELECT r.rowid FROM "
	    TABLE_EXPERT " AS r WHERE r." FIELD_ROLE " IS NULL OR r." FIELD_ROLE
	    " NOT IN (SELECT 角色 FROM _评审角色)", err) == -1)
		return -1;
	return report_rows(g, arena_printf(&g->arena, "SELECT "
	    ROW_PLACE(FIELD_ROLE, "r." FIELD_ROLE) " FROM _不计评分 AS x JOIN "
	    TABLE_EXPERT " AS r ON r.rowid = x.行 WHERE %s AND %s ORDER BY"
	    " r.rowid", score_given(g), told), FINDING_ROLE_UNKNOWN,
	    role_detail, err);
}

/* ---- duties --------------------------------------------------------------------- */

static const char *
duty_detail(struct score_grid *g, sqlite3_stmt *stmt)
{
	const int most = 10, n = sqlite3_column_int(stmt, 9);

	return n > most ? arena_printf(&g->arena, "%s有%d个评估点不由其评，"
	    "所给的分未计入", store_text(stmt, 5), n) :
	    arena_printf(&g->arena, "评估点%s不由%s评，所给的分未计入",
	    store_text(stmt, 8), store_text(stmt, 5));
}

/* The first row of each expert in a studio stands for all of his. */
static int
refuse_others(struct score_grid *g, struct err *err)
{
	const char *refused;

	if (g->scheme->nduties == 0)
		return 0;
	refused = arena_printf(&g->arena, "r.rowid NOT IN (SELECT 行 FROM"
	    " _不计评分) AND %s AND NOT %s", score_given(g),
	    score_allowed(g, "r." FIELD_POINT, "r." FIELD_EXPERT,
	    score_role(g)));
	if (report_rows(g, arena_printf(&g->arena, "SELECT "
	    ROW_PLACE(FIELD_EXPERT, EXPERT_NAME) ", replace(group_concat("
	    "DISTINCT r." FIELD_POINT "), ',', '、'), count(DISTINCT r."
	    FIELD_POINT "), min(r.rowid) AS 首 FROM " TABLE_EXPERT " AS r WHERE"
	    " %s GROUP BY r." FIELD_STUDIO ", " EXPERT_NAME " ORDER BY 首",
	    refused), FINDING_SCORE_NOT_YOURS, duty_detail, err) == -1)
		return -1;
	return store_exec(g->store, arena_printf(&g->arena, "INSERT INTO"
	    " _不计评分 SELECT r.rowid FROM " TABLE_EXPERT " AS r WHERE %s",
	    refused), err);
}

int
duties_check(struct score_grid *g, struct err *err)
{
	if (!has_duties(g->scheme))
		return 0;
	return refuse_roles(g, err) == -1 ? -1 : refuse_others(g, err);
}
