#include "assess/private.h"

#include <stdlib.h>

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

/* Report row (file, line, row, studio, field, value, column, sheet) of stmt. */
static int
report_row(struct score_grid *g, sqlite3_stmt *stmt, enum finding_code code,
    const char *detail, struct err *err)
{
	struct finding f = {
		.file = store_text(stmt, 0),
		.line = (size_t)sqlite3_column_int64(stmt, 1),
		.row = (size_t)sqlite3_column_int64(stmt, 2),
		.studio = store_text(stmt, 3),
		.field = store_text(stmt, 4),
		.value = store_text(stmt, 5),
		.column = (size_t)sqlite3_column_int64(stmt, 6),
		.sheet = store_text_or_null(stmt, 7),
		.detail = detail,
	};

	return finding_add(g->store, code, &f, err);
}

#define ROW_PLACE(field, value) \
	"r._文件, r._行, r._表行, r." FIELD_STUDIO ", '" field "', " value "," \
	" (SELECT 列 FROM _字段位置 AS w WHERE w.文件 = r._文件 AND w.工作表 =" \
	" coalesce(r._工作表, '') AND w.字段 = '" field "'), r._工作表"

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
counts(const struct score_grid *g)
{
	return scheme_by_words(g->scheme) ? "r." FIELD_WORD " IS NOT NULL" :
	    SCORE_COUNTS;
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
	    " CROSS JOIN 指标 AS p ON p.编号 = v.评估点 WHERE v._重 > 0 AND %s"
	    " ORDER BY r._序", counts(g)), err);
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
	    "INSERT INTO 有效评分(工作室, 评估点, 专家, 得分, 结论, _序, _重)"
	    " SELECT r." FIELD_STUDIO ", r." FIELD_POINT
	    ", " EXPERT ", %s, r._序, 0 FROM " TABLE_EXPERT " AS r"
	    " CROSS JOIN 指标 AS p ON p.编号 = r." FIELD_POINT " WHERE %s"
	    " ORDER BY r.rowid ON CONFLICT DO UPDATE SET _重 = _重 + 1",
	    scheme_by_words(g->scheme) ? "NULL, r." FIELD_WORD :
	    "r." FIELD_SCORE ", NULL", counts(g)), err) == -1)
		return -1;
	return report_repeated(g, err);
}

/* Rows of scores, each with its place in the grid. */
struct places {
	const struct score_grid *grid;
	size_t studio, point;	/* of the last row */
};

/* Of a row that begins with 工作室, 评估点; NULL: not in the grid. */
static struct score *
score_of_row(struct places *at, sqlite3_stmt *stmt)
{
	const struct score_grid *g = at->grid;
	size_t studio = score_grid_find_studio(g, store_text(stmt, 0), at->studio);
	size_t point = score_grid_find_point(g, store_text(stmt, 1), at->point);

	if (studio == g->nstudios || point == g->npoints)
		return NULL;
	at->studio = studio;
	at->point = point;
	return score_grid_at(g, studio, point);
}

/* What the experts gave to one point of one studio, row by row. */
struct panel {
	const struct method *method;
	size_t limit;
	struct score *score;	/* whose it is */
	int32_t *given;
	size_t n, cap;
};

static int
by_size(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Sum up what was given, and begin anew. */
static void
panel_close(struct panel *p)
{
	struct score *s = p->score;

	if (p->n == 0)
		return;
	qsort(p->given, p->n, sizeof(*p->given), by_size);
	s->low = p->given[0];
	s->high = p->given[p->n - 1];
	s->mean = p->method->reduce(p->method, p->given, p->n, p->limit);
	p->n = 0;
}

static int
read_experts(struct score_grid *g, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, "SELECT 工作室, 评估点,"
	    " hundredths(得分), 结论 = ?1 FROM 有效评分"
	    " ORDER BY 工作室, 评估点", err);
	struct panel panel = { .method = scheme_method(g->scheme),
	    .limit = scheme_method_limit(g->scheme) };
	struct places at = { .grid = g };
	int rc;

	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, scheme_word_met(g->scheme));
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		struct score *s = score_of_row(&at, stmt);

		if (s == NULL)
			continue;
		if (s != panel.score)
			panel_close(&panel);
		panel.score = s;
		mem_grow(&panel.given, &panel.cap, panel.n,
		    sizeof(*panel.given));
		panel.given[panel.n++] = sqlite3_column_int(stmt, 2);
		s->met += sqlite3_column_int(stmt, 3) == 1;
		s->experts++;
		g->studios[at.studio].judged = true;
	}
	panel_close(&panel);
	free(panel.given);
	store_finalize(stmt);
	return rc;
}

static int
read_selves(struct score_grid *g, struct err *err)
{
	bool words = scheme_by_words(g->scheme);
	sqlite3_stmt *stmt = store_prepare(g->store, words ? "SELECT "
	    FIELD_STUDIO ", " FIELD_POINT ", " FIELD_WORD " = ?1 FROM "
	    TABLE_SELF " WHERE " FIELD_WORD " IS NOT NULL ORDER BY rowid" :
	    "SELECT " FIELD_STUDIO ", " FIELD_POINT ", hundredths(" FIELD_SCORE
	    ") AS h FROM " TABLE_SELF " WHERE h IS NOT NULL ORDER BY rowid",
	    err);
	struct places at = { .grid = g };
	int rc;

	if (stmt == NULL)
		return -1;
	if (words)
		store_bind(stmt, 1, scheme_word_met(g->scheme));
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		struct score *s = score_of_row(&at, stmt);
		int32_t x = sqlite3_column_int(stmt, 2);

		if (s != NULL && words)
			s->self_met = (int8_t)x;
		else if (s != NULL && x >= 0 &&
		    x <= g->scheme->points[at.point].max)
			s->self = x;
	}
	store_finalize(stmt);
	return rc;
}

/* One evaluation point, for the queries about it. */
struct point_column {
	struct score_grid *grid;
	size_t point;
	struct reads reads;		/* of the automatic score */
};

static int
take_applies(void *ctx, size_t studio, sqlite3_stmt *stmt, struct err *err)
{
	const struct point_column *c = ctx;

	(void)err;
	score_grid_at(c->grid, studio, c->point)->applies =
	    sqlite3_column_int(stmt, 1) != 0;
	return 0;
}

/* Where a point applies, as its condition says. */
static int
read_applies(struct score_grid *g, size_t point, struct err *err)
{
	const struct point *p = &g->scheme->points[point];
	struct point_column c = { .grid = g, .point = point };

	if (*p->applies == '\0')
		return 0;
	return score_grid_studios(g, scheme_scalar_sql(&g->arena, p->applies),
	    arena_printf(&g->arena, "评估点 %s 的适用", p->code), take_applies,
	    &c, err);
}

/*
 * A computed score, held between 0 and the point's maximum, half up: 1.005,
 * which SQL holds as 1.00499999999999989, is 1.01 as in points().
 */
static int32_t
computed(sqlite3_stmt *stmt, long max)
{
	double x = sqlite3_column_double(stmt, 1) * 100;

	if (!(x > 0))
		return 0;
	return x >= (double)max ? (int32_t)max : (int32_t)(x + 0.5 + 1e-7);
}

static int
take_automatic(void *ctx, size_t studio, sqlite3_stmt *stmt, struct err *err)
{
	const struct point_column *c = ctx;
	struct score_grid *g = c->grid;
	struct score *s = score_grid_at(g, studio, c->point);
	long max = g->scheme->points[c->point].max;

	(void)err;
	if (score_exempt(s))	/* nothing to compute either */
		return 0;
	s->automatic = computed(stmt, max);
	s->evidence = arena_strdup(&g->arena, store_text(stmt, 2));
	s->uncomputed = unread_cause(g, &c->reads, studio, false, &g->arena);
	/* A cell that was not read might give more, but not beyond the top. */
	if (s->uncomputed == NULL && s->automatic < max)
		s->uncomputed = unread_cause(g, &c->reads, studio, true,
		    &g->arena);
	if (s->uncomputed != NULL) {
		s->automatic = -1;
		s->evidence = s->uncomputed;
	}
	return 0;
}

static int
read_automatic(struct score_grid *g, size_t point, struct err *err)
{
	const struct point *p = &g->scheme->points[point];
	struct point_column c = { .grid = g, .point = point };
	const char *sql = scheme_point_sql(&g->arena, p, g->scheme);
	struct point value = *p;

	if (*p->automatic == '\0' || p->max < 0)
		return 0;
	value.evidence = "";	/* what is only shown does not change it */
	if (unread_reads(g, scheme_point_sql(&g->arena, &value, g->scheme),
	    &c.reads, err) == -1)
		return -1;
	return score_grid_studios(g, sql,
	    arena_printf(&g->arena, "评估点 %s 的自动计分", p->code),
	    take_automatic, &c, err);
}

static int
check_table(struct score_grid *g, const char *table, struct err *err)
{
	if (report_unknown_points(g, table, err) == -1)
		return -1;
	return scheme_by_words(g->scheme) ? 0 :
	    report_bad_scores(g, table, err);
}

int
assess_valid_scores(struct score_grid *g, struct err *err)
{
	for (size_t i = 0; i < g->nstudios * g->npoints; i++)
		g->scores[i] = (struct score){ .self = -1, .automatic = -1,
		    .self_met = -1, .applies = true };
	if (has_form(g, TABLE_SELF) &&
	    (check_table(g, TABLE_SELF, err) == -1 ||
	    read_selves(g, err) == -1))
		return -1;
	if (has_form(g, TABLE_EXPERT) &&
	    (check_table(g, TABLE_EXPERT, err) == -1 ||
	    fill_valid(g, err) == -1 || read_experts(g, err) == -1))
		return -1;
	for (size_t p = 0; p < g->npoints; p++)
		if (read_applies(g, p, err) == -1 ||
		    read_automatic(g, p, err) == -1)
			return -1;
	return 0;
}
