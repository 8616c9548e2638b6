#include "report/report.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "report/papers.h"
#include "sheet/sheet.h"
#include "store/store.h"

#define FROM " FROM 问题"
#define ORDER_BY " " FINDING_ORDER
#define ORDER FROM ORDER_BY
#define MAX_COLUMNS 32	/* of 问题, which schema.sql makes */

/* Where the bytes go: a file of the report, or a stream. */
struct sink {
	struct out *out;	/* or NULL */
	FILE *f;
};

static void
put(struct sink *sink, const char *bytes, size_t len)
{
	if (sink->out != NULL)
		out_write(sink->out, bytes, len);
	else
		(void)fwrite(bytes, 1, len, sink->f);	/* ferror tells */
}

/* ---- CSV ---------------------------------------------------------------------- */

static int
write_csv(struct store *store, struct sink *sink, size_t *n, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store, "SELECT *" ORDER, err);
	const char *cells[MAX_COLUMNS];
	struct buf record = { 0 };
	int rc = 1, ncolumns;

	if (stmt == NULL)
		return -1;
	ncolumns = sqlite3_column_count(stmt);
	assert(ncolumns <= MAX_COLUMNS);
	put(sink, SHEET_BOM, strlen(SHEET_BOM));
	for (bool head = true; rc == 1; head = false) {
		if (!head && (rc = store_step(store, stmt, err)) != 1)
			break;
		*n += !head;
		for (int i = 0; i < ncolumns; i++)
			cells[i] = head ? sqlite3_column_name(stmt, i) :
			    store_text(stmt, i);
		buf_reset(&record);
		sheet_add_record(&record, cells, (size_t)ncolumns);
		put(sink, record.data, record.len);
	}
	buf_free(&record);
	store_finalize(stmt);
	return rc;
}

/* ---- JSON --------------------------------------------------------------------- */

/* SELECT json_object('工作室', 工作室, …) over every column there is. */
static sqlite3_stmt *
prepare_json(struct store *store, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store, "SELECT * FROM 问题", err);
	struct buf sql = { 0 };
	struct arena a = { 0 };

	if (stmt == NULL)
		return NULL;
	buf_adds(&sql, "SELECT json_object(");
	for (int i = 0; i < sqlite3_column_count(stmt); i++) {
		const char *name = sqlite3_column_name(stmt, i);

		/* Names of our own schema: no quote to double. */
		buf_addf(&sql, "%s'%s', %s", i > 0 ? ", " : "", name,
		    store_quote(&a, name));
	}
	buf_adds(&sql, ")" ORDER);
	store_finalize(stmt);
	stmt = store_prepare(store, buf_str(&sql), err);
	arena_free(&a);
	buf_free(&sql);
	return stmt;
}

static int
write_json(struct store *store, struct sink *sink, size_t *n, struct err *err)
{
	sqlite3_stmt *stmt = prepare_json(store, err);
	int rc;

	if (stmt == NULL)
		return -1;
	put(sink, "[", 1);
	while ((rc = store_step(store, stmt, err)) == 1) {
		const char *text = store_text(stmt, 0);

		put(sink, *n == 0 ? "\n" : ",\n", *n == 0 ? 1 : 2);
		put(sink, text, strlen(text));
		(*n)++;
	}
	put(sink, "\n]\n", 3);
	store_finalize(stmt);
	return rc;
}

/* ---- text --------------------------------------------------------------------- */

/*
 * FILE:LINE:COLUMN.  行 and 列 are 0 or NULL where they are not known; what is
 * of no file and no studio is the batch's.
 */
#define TEXT_PLACE \
	" coalesce(nullif(文件, '') || coalesce('!' || 工作表, ''), 工作室," \
	" '批次') || CASE WHEN 行 > 0 THEN ':' || 行 || CASE WHEN 列 > 0" \
	" THEN ':' || 列 ELSE '' END ELSE '' END"

/* （H36） behind the field; of a whole row, 36:36, （第36行）. */
#define TEXT_CELL "substr(单元格, length(文件) + 2 +" \
	" coalesce(length(工作表) + 1, 0))"
#define TEXT_FIELD \
	" coalesce(字段, '') || CASE WHEN 单元格 <> '' THEN '（' ||" \
	" CASE WHEN 列 > 0 THEN " TEXT_CELL " ELSE '第' || substr(" TEXT_CELL "," \
	" 1, instr(" TEXT_CELL ", ':') - 1) || '行' END || '）' ELSE '' END" \
	" || CASE WHEN 字段 <> '' OR 单元格 <> '' THEN '：' ELSE '' END"

/*
 * The value, unless the text has it in quotes or as a number by itself (else a
 * heading 说明 would be hidden by the word).  What a rule says has it.
 */
#define TEXT_VALUE \
	" CASE WHEN 值 <> '' AND 代码 IN (SELECT 代码 FROM _问题种类)" \
	" AND instr(coalesce(说明, ''), '“' || 值 || '”') = 0" \
	" AND NOT (值 NOT GLOB '*[^0-9.]*' AND ' ' || 说明 || ' ' GLOB" \
	" '*[^0-9.]' || 值 || '[^0-9.]*') THEN iif(次数 > 1, '（第一处是“', '（“')" \
	" || 值 || '”）' ELSE '' END"

static int
write_text(struct store *store, struct sink *sink, bool errors, size_t *n,
    struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store, "SELECT" TEXT_PLACE
	    " || ': ' || coalesce(级别, '') || ': ' ||" TEXT_FIELD
	    " || coalesce(说明, '') ||" TEXT_VALUE
	    " || CASE WHEN 建议 <> '' THEN '。' || 建议 ELSE '' END"
	    " || ' [' || coalesce(代码, '') || ']'" FROM
	    " WHERE ?1 IN ('', 级别) OR 代码 IN (?2, ?3)" ORDER_BY, err);
	struct arena a = { 0 };
	int rc;

	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, errors ? LEVEL_ERROR : "");
	store_bind(stmt, 2, finding_name(FINDING_CHAR_NO_FONT));
	store_bind(stmt, 3, finding_name(FINDING_CHAR_PRIVATE));
	while ((rc = store_step(store, stmt, err)) == 1) {
		const char *line = text_visible(&a, store_text(stmt, 0));

		put(sink, line, strlen(line));
		put(sink, "\n", 1);
		(*n)++;
		arena_reset(&a);
	}
	arena_free(&a);
	store_finalize(stmt);
	return rc;
}

/* ---- what others call ----------------------------------------------------------- */

static int
write_all(struct store *store, enum findings_format format,
    struct sink *sink, size_t *n, struct err *err)
{
	switch (format) {
	case FINDINGS_CSV:
		return write_csv(store, sink, n, err);
	case FINDINGS_JSON:
		return write_json(store, sink, n, err);
	case FINDINGS_TEXT:
	case FINDINGS_ERRORS:
		break;
	}
	return write_text(store, sink, format == FINDINGS_ERRORS, n, err);
}

int
findings_print(struct store *store, enum findings_format format, FILE *f,
    size_t *n, struct err *err)
{
	struct sink sink = { .f = f };
	size_t count = 0;
	int rc = write_all(store, format, &sink, &count, err);

	if (n != NULL)
		*n = count;
	if (rc == 0 && (fflush(f) == EOF || ferror(f)))
		return err_errno(err, errno, "无法写出问题清单");
	return rc;
}

int
findings_write(struct store *store, enum findings_format format,
    const char *path, struct err *err)
{
	struct out out;
	struct sink sink = { .out = &out };
	size_t n = 0;
	int rc = out_open(&out, path, err);

	if (rc == -1)
		return -1;
	rc = write_all(store, format, &sink, &n, err);
	if (rc == 0)
		rc = out_commit(&out, err);
	out_discard(&out);
	return rc;
}

static int
write_file(const char *result, enum findings_format format, const char *path,
    struct err *err)
{
	struct store store;
	int rc;

	if (store_open(&store, result, err) == -1)
		return -1;
	rc = findings_write(&store, format, path, err);
	store_close(&store);
	return rc;
}

int
findings_csv(const char *result, const char *path,
    const struct report_options *options, struct err *err)
{
	(void)options;
	return write_file(result, FINDINGS_CSV, path, err);
}

int
findings_json(const char *result, const char *path,
    const struct report_options *options, struct err *err)
{
	(void)options;
	return write_file(result, FINDINGS_JSON, path, err);
}

int
findings_count(struct store *store, struct err *err)
{
	return store_exec(store, "UPDATE 概况 SET 错误数 = (SELECT count(*) FROM"
	    " 问题 WHERE 级别 = '" LEVEL_ERROR "'), 提醒数 = (SELECT count(*)"
	    " FROM 问题 WHERE 级别 <> '" LEVEL_ERROR "')", err);
}
