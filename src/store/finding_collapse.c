#include "store/store.h"

#include <string.h>

#include "store/finding_limit.h"

/*
 * One cause, one finding.  Everything is done in SQL over the whole batch: a
 * few sorts, whatever the number of findings.
 */
#define LEAST_ROWS "5"	/* fewer are read one by one */
/* The column, or who is not in the batch, is the cause, however few rows. */
#define ALWAYS "('DATE_AMBIGUOUS', 'STUDIO_UNKNOWN')"
#define MOST_RUNS "6"	/* of row numbers in a text; more are “等” */
#define SAME(p) p ".工作室 IS g.工作室 AND " p ".代码 = g.代码 AND " p ".文件 IS" \
	" g.文件 AND " p ".工作表 IS g.工作表 AND " p ".列 IS g.列 AND " p ".字段 IS" \
	" g.字段"

/* What may become one finding: _组, one row each. */
static const char find_groups[] =
	"CREATE TEMP TABLE _组(组 INTEGER PRIMARY KEY, 工作室, 代码, 文件, 工作表,"
	" 列, 字段, 行数 INTEGER, 全部 INTEGER, 未列 INTEGER DEFAULT 0);"
	"INSERT INTO _组(工作室, 代码, 文件, 工作表, 列, 字段, 行数) SELECT 工作室,"
	" 代码, 文件, 工作表, 列, 字段, count(DISTINCT 行) AS n FROM 问题 WHERE 行"
	" IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6 HAVING n >= " LEAST_ROWS " OR (n >"
	" 1 AND 代码 IN " ALWAYS ")";

/* And of those that were only counted. */
static const char add_rest[] =
	"UPDATE _组 AS g SET 行数 = g.行数 + u.行数, 未列 = u.条数 FROM _未列 AS u"
	" WHERE " SAME("u") " AND u.行数 > 0";

/* Rows that are not in the form's table, but were in the source. */
static const enum finding_code rows_gone[] = { FINDING_ROW_REPEATED,
	FINDING_KEY_REPEATED, FINDING_ROW_SHIFTED, FINDING_STUDIO_UNKNOWN,
	FINDING_CODE_MISSING };

/*
 * _源: a studio's part of a source, with the form's table that its rows went
 * to; _源行: its rows, used or not.
 */
#define OWNER(alias) "coalesce(" alias ".工作室, '')"
#define SHEET(alias) "coalesce(" alias ".工作表, '')"
static const char find_sources[] =
	"CREATE TEMP TABLE _源(源 INTEGER PRIMARY KEY, 工作室, 文件, 工作表, 表,"
	" 数 INTEGER, UNIQUE(工作室, 文件, 工作表));"
	"CREATE TEMP TABLE _源行(源 INTEGER, 行 INTEGER, PRIMARY KEY(源, 行))"
	" WITHOUT ROWID;"
	"INSERT INTO _源(工作室, 文件, 工作表, 表) SELECT DISTINCT " OWNER("g") ","
	" g.文件, " SHEET("g") ", f.表 FROM _组 AS g JOIN _文件表 AS f ON f.文件 ="
	" g.文件 AND f.工作表 = " SHEET("g");

/* Rows that are in the form's table: each of a studio is looked at once. */
static int
find_rows(struct store *s, const char *table, struct err *err)
{
	struct arena a = { 0 };
	const char *key = strcmp(table, TABLE_STUDIO) == 0 ? FIELD_CODE :
	    FIELD_STUDIO;
	int rc = store_exec(s, arena_printf(&a, "INSERT OR IGNORE INTO _源行"
	    " SELECT q.源, t._行 FROM (SELECT DISTINCT 工作室 FROM _源 WHERE 表 ="
	    " %s) AS w CROSS JOIN %s AS t ON t.%s = w.工作室 CROSS JOIN _源 AS q"
	    " ON q.工作室 = t.%s AND q.文件 = t._文件 AND q.工作表 ="
	    " coalesce(t._工作表, '')", store_literal(&a, table),
	    store_quote(&a, table), key, key), err);

	arena_free(&a);
	return rc;
}

/* And those that are not, told of or only counted. */
static int
find_rows_gone(struct store *s, struct err *err)
{
	struct arena a = { 0 };
	struct buf codes = { 0 };
	int rc;

	for (size_t i = 0; i < sizeof(rows_gone) / sizeof(*rows_gone); i++)
		buf_addf(&codes, "%s'%s'", i == 0 ? "" : ", ",
		    finding_name(rows_gone[i]));
	rc = store_exec(s, arena_printf(&a, "INSERT OR IGNORE INTO _源行 SELECT"
	    " q.源, p.行 FROM 问题 AS p CROSS JOIN _源 AS q ON q.工作室 = "
	    OWNER("p") " AND q.文件 = p.文件 AND q.工作表 = " SHEET("p")
	    " WHERE p.行 IS NOT NULL AND p.代码 IN (%s); UPDATE _源 SET 数 ="
	    " coalesce((SELECT sum(u.行数) FROM _未列 AS u WHERE " OWNER("u")
	    " = _源.工作室 AND u.文件 = _源.文件 AND " SHEET("u") " = _源.工作表"
	    " AND u.代码 IN (%s)), 0)", buf_str(&codes), buf_str(&codes)), err);
	buf_free(&codes);
	arena_free(&a);
	return rc;
}

/* 全部: the rows of the source that are the studio's, used or not. */
static const char count_sources[] =
	"UPDATE _源 SET 数 = 数 + (SELECT count(*) FROM _源行 AS r WHERE r.源 = _源.源) +"
	" coalesce((SELECT r.行数 FROM _行数 AS r WHERE r.文件 = _源.文件 AND"
	" r.工作表 = _源.工作表 AND r.工作室 = _源.工作室), 0);"
	"UPDATE _组 AS g SET 全部 = (SELECT q.数 FROM _源 AS q WHERE q.工作室 = "
	OWNER("g") " AND q.文件 = g.文件 AND q.工作表 = " SHEET("g") ");"
	"DROP TABLE _源行; DROP TABLE _源";

static int
count_all_rows(struct store *s, struct err *err)
{
	sqlite3_stmt *stmt;
	int rc;

	if (store_exec(s, find_sources, err) == -1)
		return -1;
	stmt = store_prepare(s, "SELECT DISTINCT 表 FROM _源", err);
	if (stmt == NULL)
		return -1;
	while ((rc = store_step(s, stmt, err)) == 1)
		if (find_rows(s, store_text(stmt, 0), err) == -1) {
			rc = -1;
			break;
		}
	store_finalize(stmt);
	return rc == -1 || find_rows_gone(s, err) == -1 ? -1 :
	    store_exec(s, count_sources, err);
}

/* Whom the rows of nobody name: who has to be sought is not one place. */
#define NAMES "CASE WHEN g.字段 = '" FIELD_STUDIO "' AND count(DISTINCT p.值) > 1" \
	" THEN '；写的是' || (SELECT group_concat('“' || 值 || '”', '') FROM" \
	" (SELECT q.值 FROM _归 AS o JOIN 问题 AS q ON q.序 = o.旧 WHERE o.组 =" \
	" i.组 AND q.值 IS NOT NULL GROUP BY q.值 ORDER BY min(q.行) LIMIT " \
	MOST_RUNS ")) || CASE WHEN count(DISTINCT p.值) > " MOST_RUNS " THEN '等'" \
	" || count(DISTINCT p.值) || '个' ELSE '' END ELSE '' END"

/*
 * _归: which finding goes to which.  Then the first of each group says for how
 * many and for which rows it stands: in its own words where all have the same,
 * else in those of the list.
 */
static const char join[] =
	"DELETE FROM _组 WHERE (全部 IS NULL OR 2 * 行数 <= 全部) AND 代码 NOT IN "
	ALWAYS ";"
	"CREATE TEMP TABLE _归(旧 INTEGER PRIMARY KEY, 组 INTEGER, 首 INTEGER,"
	" 行 INTEGER);"
	"INSERT INTO _归 SELECT p.序, g.组, first_value(p.序) OVER (PARTITION BY"
	" g.组 ORDER BY p.行, p.序), p.行 FROM _组 AS g CROSS JOIN 问题 AS p ON "
	SAME("p") " WHERE p.行 IS NOT NULL;"
	"DELETE FROM _未列 AS u WHERE 行数 > 0 AND EXISTS (SELECT 1 FROM _组 AS g"
	" WHERE " SAME("u") ");"
	"CREATE TEMP TABLE _行段(组 INTEGER PRIMARY KEY, 文);"
	"INSERT INTO _行段 WITH 各行 AS (SELECT DISTINCT 组, 行 FROM _归), 连号 AS"
	" (SELECT 组, 行, 行 - row_number() OVER (PARTITION BY 组 ORDER BY 行)"
	" AS 段 FROM 各行), 段 AS (SELECT 组, min(行) AS 起, max(行) AS 止,"
	" row_number() OVER (PARTITION BY 组 ORDER BY min(行)) AS 次 FROM 连号"
	" GROUP BY 组, 段) SELECT 组, group_concat(起 || CASE WHEN 止 > 起 THEN"
	" '–' || 止 ELSE '' END, '、') FILTER (WHERE 次 <= " MOST_RUNS ") || '行'"
	" || CASE WHEN count(*) > " MOST_RUNS " THEN '等' ELSE '' END FROM"
	" (SELECT * FROM 段 ORDER BY 组, 次) GROUP BY 组;"
	"UPDATE 问题 SET 次数 = v.次数, 说明 = coalesce(CASE WHEN v.各异 THEN"
	" (SELECT k.说明 FROM _问题种类 AS k WHERE k.代码 = 问题.代码) END, 说明)"
	" || '；共' || v.行数 || '行：第' || v.文 || v.名 FROM (SELECT i.首, count(*)"
	" + g.未列 AS 次数, min(p.说明) IS NOT max(p.说明) AS 各异, g.行数, r.文 ||"
	" iif(g.未列 > 0 AND r.文 NOT LIKE '%等', '等', '') AS 文, " NAMES " AS 名 FROM _归 AS i"
	" JOIN 问题 AS p ON p.序 = i.旧 JOIN _组 AS g ON g.组 = i.组 JOIN _行段 AS"
	" r ON r.组 = i.组 GROUP BY i.组) AS v WHERE 问题.序 = v.首;";

/* The findings that stay, in their order, and all their cells. */
static const char number[] =
	"CREATE TEMP TABLE _排序 AS SELECT 序 AS 旧, " FINDING_COLUMNS " FROM 问题 WHERE 序"
	" NOT IN (SELECT 旧 FROM _归 WHERE 旧 <> 首) " FINDING_ORDER ", 序;"
	"CREATE TEMP TABLE _新(旧 INTEGER PRIMARY KEY, 序 INTEGER);"
	"INSERT INTO _新 SELECT 旧, rowid FROM _排序 ORDER BY 旧;"
	"INSERT INTO 问题单元格(问题, 文件, 工作表, 行, 列, 值) SELECT n.序, p.文件,"
	" p.工作表, p.行, p.列, p.值 FROM 问题 AS p LEFT JOIN _归 AS i ON i.旧 = p.序"
	" CROSS JOIN _新 AS n ON n.旧 = coalesce(i.首, p.序) WHERE p.行 IS NOT NULL"
	" ORDER BY n.序, p.行, p.列, p.序;"
	"CREATE INDEX _索引_问题单元格 ON 问题单元格(问题);"
	"DELETE FROM 问题;"
	"INSERT INTO 问题(序, " FINDING_COLUMNS ") SELECT rowid, " FINDING_COLUMNS " FROM _排序"
	" ORDER BY rowid;"
	"DROP TABLE _排序; DROP TABLE _新; DROP TABLE _归; DROP TABLE _组;"
	"DROP TABLE _行段;";

int
finding_drop_broken(struct store *s, struct err *err)
{
	struct arena a = { 0 };
	int rc;

	if (finding_list_rest(s, err) == -1)
		return -1;
	rc = store_exec(s, arena_printf(&a, "DELETE FROM 问题 WHERE (代码 IN"
	    " ('%s', '%s') OR 代码 GLOB 'CELL_NOT_*') AND (文件,"
	    " coalesce(工作表, ''), 行, 列) IN (SELECT"
	    " 文件, coalesce(工作表, ''), 行, 列 FROM 问题 WHERE 代码 = '%s')",
	    finding_name(FINDING_TEXT_CHARACTER_LOST),
	    finding_name(FINDING_NAME_CHARACTER_LOST),
	    finding_name(FINDING_BYTE_BROKEN)), err);

	arena_free(&a);
	return rc;
}

int
finding_collapse(struct store *s, struct err *err)
{
	if (finding_list_rest(s, err) == -1 ||
	    store_exec(s, find_groups, err) == -1 ||
	    store_exec(s, add_rest, err) == -1 ||
	    count_all_rows(s, err) == -1 || store_exec(s, join, err) == -1 ||
	    finding_cut_surplus(s, err) == -1)
		return -1;
	return store_exec(s, number, err);
}
