#include "assess/private.h"

struct finding
finding_of_row(sqlite3_stmt *stmt)
{
	return (struct finding){
		.file = store_text(stmt, 0),
		.line = (size_t)sqlite3_column_int64(stmt, 1),
		.row = (size_t)sqlite3_column_int64(stmt, 2),
		.studio = store_text(stmt, 3),
		.field = store_text(stmt, 4),
		.value = store_text(stmt, 5),
		.column = (size_t)sqlite3_column_int64(stmt, 6),
		.sheet = store_text_or_null(stmt, 7),
	};
}

int
report_row(struct score_grid *g, sqlite3_stmt *stmt, enum finding_code code,
    const char *detail, struct err *err)
{
	struct finding f = finding_of_row(stmt);

	f.detail = detail;
	return finding_add(g->store, code, &f, err);
}

const char *
row_detail(struct score_grid *g, sqlite3_stmt *stmt)
{
	(void)g;
	return store_text(stmt, 8);
}

int
report_rows(struct score_grid *g, const char *sql, enum finding_code code,
    row_words *detail, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, sql, err);
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1)
		if (report_row(g, stmt, code, detail == NULL ? NULL :
		    detail(g, stmt), err) == -1) {
			rc = -1;
			break;
		}
	store_finalize(stmt);
	return rc;
}

/* In the table 问题, or _未列, which has what was only counted of it. */
static int
rename_refused(struct score_grid *g, const char *sql, const char *table,
    const char *field, enum finding_code code, const char *detail,
    struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, sql, err);
	int rc;

	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, finding_name(code));
	store_bind(stmt, 2, finding_level(code));
	store_bind(stmt, 3, detail);
	store_bind(stmt, 4, finding_advice(code));
	store_bind(stmt, 5, finding_name(FINDING_CELL_NOT_CHOICE));
	store_bind(stmt, 6, field);
	store_bind(stmt, 7, table);
	rc = store_step(g->store, stmt, err);
	store_finalize(stmt);
	return rc;
}

#define REFUSED(findings) " WHERE 代码 = ?5 AND 字段 = ?6 AND EXISTS (SELECT 1" \
	" FROM _文件表 AS f WHERE f.文件 = " findings ".文件 AND f.工作表 =" \
	" coalesce(" findings ".工作表, '') AND f.表 = ?7)"

int
refused_choices(struct score_grid *g, const char *table, const char *field,
    enum finding_code code, const char *detail, struct err *err)
{
	if (rename_refused(g, "UPDATE 问题 SET 代码 = ?1, 级别 = ?2, 说明 = ?3,"
	    " 建议 = ?4" REFUSED("问题"), table, field, code, detail, err) == -1)
		return -1;
	return rename_refused(g, "UPDATE _未列 SET 代码 = ?1, 级别 = ?2"
	    REFUSED("_未列"), table, field, code, detail, err);
}
