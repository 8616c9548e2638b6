#include "store/finding_limit.h"

#include "store/store.h"

/* ---- what was not kept, for SQL ------------------------------------------------- */

static int
put_rest(struct store *s, sqlite3_stmt *stmt, size_t number,
    struct finding_rest *r, struct err *err)
{
	const char *const texts[] = { r->studio, r->level, r->code, r->file,
		r->sheet, r->field };
	int rc, n = 0;

	(void)sqlite3_bind_int64(stmt, ++n, (sqlite3_int64)number);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		store_bind(stmt, ++n, texts[i]);
	(void)sqlite3_bind_int64(stmt, ++n, (sqlite3_int64)r->column);
	(void)sqlite3_bind_int64(stmt, ++n, (sqlite3_int64)r->rows);
	(void)sqlite3_bind_int64(stmt, ++n, (sqlite3_int64)r->n);
	rc = store_step(s, stmt, err);
	(void)sqlite3_reset(stmt);
	r->rows = r->n = 0;
	return rc;
}

int
finding_list_rest(struct store *s, struct err *err)
{
	struct finding_counts *c = s->counts;
	sqlite3_stmt *stmt;
	int rc = 0;

	if (store_exec(s, "CREATE TEMP TABLE IF NOT EXISTS _未列(号 INTEGER"
	    " PRIMARY KEY, 工作室, 级别, 代码, 文件, 工作表, 字段, 列, 行数, 条数);"
	    "CREATE INDEX IF NOT EXISTS temp._索引_未列 ON _未列(代码, 文件, 列)",
	    err) == -1)
		return -1;
	if (c == NULL || c->nrest == 0)
		return 0;
	stmt = store_prepare(s, "INSERT INTO _未列 VALUES(?1, ?2, ?3, ?4, ?5, ?6,"
	    " ?7, nullif(?8, 0), ?9, ?10) ON CONFLICT DO UPDATE SET"
	    " 行数 = 行数 + excluded.行数, 条数 = 条数 + excluded.条数", err);
	if (stmt == NULL)
		return -1;
	for (size_t i = 0; i < c->nrest && rc == 0; i++)
		if (c->rest[i].n > 0)
			rc = put_rest(s, stmt, i, &c->rest[i], err);
	store_finalize(stmt);
	return rc;
}

/* ---- once those of one cause are one -------------------------------------------- */

/* Of studios that may have too many, those in the list: first of a group, or
   alone. */
#define LISTED " FROM (SELECT p.* FROM _多 JOIN 问题 AS p ON p.工作室 IS" \
	" _多.工作室) WHERE 序 NOT IN (SELECT 旧 FROM _归 WHERE 旧 <> 首)"

/*
 * _余: what is taken out, with what goes with it; the first ones of each kind
 * stay, so that each kind is seen.  _超: of which studio how many.
 */
static const char find_surplus[] =
	"CREATE TEMP TABLE _多 AS SELECT 工作室 FROM 问题 GROUP BY 工作室 HAVING"
	" count(*) > %zu;"
	"CREATE TEMP TABLE _余(序 INTEGER PRIMARY KEY, 工作室, 级别, 首);"
	"INSERT INTO _余 SELECT 序, 工作室, 级别, 序 FROM (SELECT 序, 工作室, 级别,"
	" row_number() OVER (PARTITION BY 工作室 ORDER BY 次, 代码, 序列) AS 位 FROM"
	" (SELECT 序, 工作室, 级别, 代码, 序列, row_number() OVER (PARTITION BY 工作室,"
	" 代码 ORDER BY 序列) AS 次 FROM (SELECT 序, 工作室, 级别, 代码,"
	" row_number() OVER (" FINDING_ORDER ") AS 序列" LISTED "))) WHERE 位 > %zu;"
	"CREATE TEMP TABLE _超 AS SELECT 工作室, sum(错) AS 错, sum(数) AS 数 FROM"
	" (SELECT 工作室, count(*) FILTER (WHERE 级别 = '" LEVEL_ERROR "') AS 错,"
	" count(*) AS 数 FROM _余 GROUP BY 工作室 UNION ALL SELECT 工作室,"
	" sum(条数) FILTER (WHERE 级别 = '" LEVEL_ERROR "'), sum(条数) FROM _未列"
	" GROUP BY 工作室) GROUP BY 工作室;"
	"DELETE FROM 问题 WHERE 序 IN (SELECT 序 FROM _余) OR 序 IN (SELECT 旧 FROM"
	" _归 WHERE 首 IN (SELECT 序 FROM _余));"
	"DELETE FROM _归 WHERE 首 IN (SELECT 序 FROM _余);"
	"DROP TABLE _余; DROP TABLE _多";

static const char tell_surplus[] =
	"UPDATE 问题 SET 次数 = (SELECT 数 FROM _超 AS o WHERE o.工作室 IS"
	" 问题.工作室) WHERE 代码 = '%s'; DROP TABLE _超; DROP TABLE _未列";

static int
tell_studios(struct store *s, struct arena *a, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, "SELECT 工作室, 错, 数 - 错 FROM _超"
	    " WHERE 数 > 0 ORDER BY 工作室", err);
	int rc = -1;

	while (stmt != NULL && (rc = store_step(s, stmt, err)) == 1) {
		const struct finding f = {
			.studio = store_text_or_null(stmt, 0),
			.detail = arena_printf(a, "%s（错误%s条，其他%s条）",
			    finding_text(FINDING_FINDINGS_CUT),
			    store_text(stmt, 1), store_text(stmt, 2))
		};

		if (finding_add(s, FINDING_FINDINGS_CUT, &f, err) == -1) {
			rc = -1;
			break;
		}
	}
	store_finalize(stmt);
	return rc;
}

int
finding_cut_surplus(struct store *s, struct err *err)
{
	struct arena a = { 0 };
	size_t most = finding_limit(s);
	int rc = store_exec(s, arena_printf(&a, find_surplus, most, most), err);

	if (rc == 0)
		rc = tell_studios(s, &a, err);
	if (rc == 0)
		rc = store_exec(s, arena_printf(&a, tell_surplus,
		    finding_name(FINDING_FINDINGS_CUT)), err);
	arena_free(&a);
	return rc;
}
