#include "assess/private.h"

#include <string.h>

/*
 * What a row of scores must be to count: a known point, and a score that is
 * no finer than 0.01 and lies between 0 and the point's maximum.  A row
 * whose score is empty (left so, or refused by intake) does not count and
 * needs no further word.
 */
#define JOIN_POINT	" LEFT JOIN 指标 AS p ON p.编号 = r." FIELD_POINT
#define SCORE_COUNTS	"hundredths(r." FIELD_SCORE ") BETWEEN 0 AND" \
			" hundredths(p.满分)"

static bool
has_form(const struct score_grid *g, const char *table)
{
	return g->npoints > 0 && scheme_form(g->scheme, table) != NULL;
}

/* Rows of table whose point is not in the rubric. */
static int
report_unknown_points(struct score_grid *g, const char *table, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, arena_printf(&g->arena,
	    "SELECT " ROW_PLACE(FIELD_POINT, "r." FIELD_POINT) " FROM %s AS r"
	    JOIN_POINT " WHERE r." FIELD_POINT " IS NOT NULL AND p.编号 IS NULL"
	    " ORDER BY r.rowid", table), err);
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1)
		if (report_row(g, stmt, FINDING_POINT_UNKNOWN, NULL,
		    err) == -1) {
			rc = -1;
			break;
		}
	store_finalize(stmt);
	return rc;
}

/* Scores that are negative, above the maximum or too fine. */
static int
report_bad_scores(struct score_grid *g, const char *table, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, arena_printf(&g->arena,
	    "SELECT " ROW_PLACE(FIELD_SCORE, "printf('%%.15g', r." FIELD_SCORE
	    ")") ", r." FIELD_SCORE " < 0, r." FIELD_SCORE " > p.满分,"
	    " p.编号, points(p.满分) FROM %s AS r" JOIN_POINT
	    " WHERE p.编号 IS NOT NULL AND r." FIELD_SCORE " IS NOT NULL"
	    " AND (" SCORE_COUNTS ") IS NOT TRUE ORDER BY r.rowid", table), err);
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		enum finding_code code = FINDING_SCORE_TOO_FINE;
		const char *detail = NULL;

		if (sqlite3_column_int(stmt, 8))
			code = FINDING_SCORE_NEGATIVE;
		else if (sqlite3_column_int(stmt, 9)) {
			code = FINDING_SCORE_ABOVE_MAX;
			detail = arena_printf(&g->arena, "高于评估点%s的满分"
			    "%s分，未计分", store_text(stmt, 10),
			    store_text(stmt, 11));
		}
		if (report_row(g, stmt, code, detail, err) == -1) {
			rc = -1;
			break;
		}
	}
	store_finalize(stmt);
	return rc;
}

#define EXPERT		"coalesce(r." FIELD_EXPERT ", '（未署名）')"

/* What makes row r, of the known point p, count. */
static const char *
counts(struct score_grid *g)
{
	return scheme_by_words(g->scheme) ? words_known(&g->arena, "r") :
	    SCORE_COUNTS;
}

/*
 * What tells an expert's rows for one point apart: the further fields of the
 * form that belong to its key, of row r, joined.
 */
static const char *
round_sql(const struct score_grid *g, struct arena *a)
{
	const struct form *f = scheme_form(g->scheme, TABLE_EXPERT);
	struct buf b = { 0 };
	const char *sql;

	for (size_t i = 0; i < f->nfields; i++) {
		const struct field *d = &f->fields[i];

		if (d->repeat == REPEAT_ERROR &&
		    strcmp(d->name, FIELD_EXPERT) != 0 &&
		    strcmp(d->name, FIELD_POINT) != 0)
			buf_addf(&b, "%scoalesce(r.%s, '')", b.len > 0 ?
			    " || '，' || " : "", store_quote(a, d->name));
	}
	sql = b.len > 0 ? arena_strdup(a, buf_str(&b)) : "''";
	buf_free(&b);
	return sql;
}

/* Tell of an expert's second scores for a point. */
static int
report_repeated(struct score_grid *g, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, arena_printf(&g->arena,
	    "SELECT " ROW_PLACE(FIELD_POINT, "r." FIELD_POINT) ", printf("
	    "'与%%s第%%d行是同一专家对同一评估点的评分，以前面的为准，本行未计入',"
	    " iif(f._文件 = r._文件 AND f._工作表 IS r._工作表, '', ' ' ||"
	    " f._文件 || coalesce('!' || f._工作表, '') || ' '), f._行)"
	    " FROM 有效评分 AS v" JOIN_SOURCE("f", "v") " CROSS JOIN "
	    TABLE_EXPERT " AS r ON r." FIELD_STUDIO " = v.工作室 AND r."
	    FIELD_POINT " = v.评估点 AND " EXPERT " = v.专家 AND r._序 > v._序"
	    " CROSS JOIN 指标 AS p ON p.编号 = v.评估点 WHERE v._重 > 0 AND"
	    " v.轮次 = %s AND %s ORDER BY r._序", round_sql(g, &g->arena),
	    counts(g)), err);
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1)
		if (report_row(g, stmt, FINDING_SCORE_REPEATED,
		    store_text(stmt, 8), err) == -1) {
			rc = -1;
			break;
		}
	store_finalize(stmt);
	return rc;
}

/*
 * Fill 有效评分: of each expert's valid scores for a point the first counts.
 * An invalid one does not use up the expert's turn.
 */
static int
fill_valid(struct score_grid *g, struct err *err)
{
	if (store_exec(g->store, arena_printf(&g->arena,
	    "INSERT INTO 有效评分(工作室, 评估点, 专家, 得分, 结论, 轮次, _序, _重)"
	    " SELECT r." FIELD_STUDIO ", r." FIELD_POINT
	    ", " EXPERT ", %s, %s, r._序, 0 FROM " TABLE_EXPERT " AS r"
	    " CROSS JOIN 指标 AS p ON p.编号 = r." FIELD_POINT " WHERE %s"
	    " ORDER BY r.rowid ON CONFLICT DO UPDATE SET _重 = _重 + 1",
	    scheme_by_words(g->scheme) ? "NULL, r." FIELD_WORD :
	    "r." FIELD_SCORE ", NULL", round_sql(g, &g->arena), counts(g)),
	    err) == -1)
		return -1;
	return report_repeated(g, err);
}

static int
read_selves(struct score_grid *g, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store,
	    "SELECT " FIELD_STUDIO ", " FIELD_POINT ", hundredths(" FIELD_SCORE
	    ") AS h FROM " TABLE_SELF " WHERE h IS NOT NULL ORDER BY rowid",
	    err);
	struct places at = { .grid = g };
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		struct score *s = score_of_row(&at, stmt);
		int32_t x = sqlite3_column_int(stmt, 2);

		if (s != NULL && x >= 0 &&
		    x <= g->scheme->points[at.point].max)
			s->self = x;
	}
	store_finalize(stmt);
	return rc;
}

static int
check_table(struct score_grid *g, const char *table, struct err *err)
{
	if (report_unknown_points(g, table, err) == -1)
		return -1;
	return scheme_by_words(g->scheme) ? words_check(g, table, err) :
	    report_bad_scores(g, table, err);
}

int
assess_valid_scores(struct score_grid *g, struct err *err)
{
	for (size_t i = 0; i < g->nstudios * g->npoints; i++)
		g->scores[i] = (struct score){ .self = NO_SELF, .word = -1,
		    .self_word = -1, .applies = true };
	if (has_form(g, TABLE_SELF) &&
	    (check_table(g, TABLE_SELF, err) == -1 ||
	    (scheme_by_words(g->scheme) ? words_of_schools(g, err) :
	    read_selves(g, err)) == -1))
		return -1;
	if (has_form(g, TABLE_EXPERT) &&
	    (check_table(g, TABLE_EXPERT, err) == -1 ||
	    fill_valid(g, err) == -1))
		return -1;
	return 0;
}
