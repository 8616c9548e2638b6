#include "assess/private.h"

#include <string.h>

#include "base/text.h"

/*
 * What a row of scores must be to count: of a known point, and what its
 * 计分方式 has in this field fits the point.  A row whose field is empty (left
 * so, or refused by intake) does not count and needs no further word, unless
 * the score stands in another field.
 */
#define JOIN_POINT	" LEFT JOIN 指标 AS p ON p.编号 = r." FIELD_POINT
#define ROWS_OF_POINTS	" AS r CROSS JOIN 指标 AS p ON p.编号 = r." FIELD_POINT \
			" WHERE "

static bool
has_form(const struct score_grid *g, const char *table)
{
	return g->npoints > 0 && scheme_form(g->scheme, table) != NULL;
}

/* Rows of table whose point is not in the rubric. */
static int
report_unknown_points(struct score_grid *g, const char *table, struct err *err)
{
	return report_rows(g, arena_printf(&g->arena,
	    "SELECT " ROW_PLACE(FIELD_POINT, "r." FIELD_POINT) " FROM %s AS r"
	    JOIN_POINT " WHERE r." FIELD_POINT " IS NOT NULL AND p.编号 IS NULL"
	    " ORDER BY r.rowid", score_rows(g, table)), FINDING_POINT_UNKNOWN,
	    NULL, err);
}

/* ---- what does not count --------------------------------------------------- */

static const char *
points(struct arena *a, long hundredths)
{
	return text_number(arena_alloc(a, TEXT_NUMBER),
	    (double)hundredths / 100);
}

/* What to write where a score has other bounds than 0 and its maximum. */
static const char *
bounds_advice(struct arena *a, const struct point *p)
{
	if (p->low == 0 && p->high == p->max)
		return NULL;
	if (p->low == NO_LOW)
		return arena_printf(a, "请按不超过%s分填写", points(a, p->high));
	if (p->high == NO_HIGH)
		return arena_printf(a, "请按不低于%s分填写", points(a, p->low));
	return arena_printf(a, "请按%s分至%s分填写", points(a, p->low),
	    points(a, p->high));
}

static void
describe_bad_points(struct score_grid *g, const struct point *p,
    enum finding_code code, struct finding *f)
{
	struct arena *a = &g->arena;
	const long step = scheme_step(g->scheme);

	if (code == FINDING_SCORE_NEGATIVE && p->low != 0)
		f->detail = arena_printf(a, "低于评估点%s的下限%s分，未计分",
		    p->code, points(a, p->low));
	if (code == FINDING_SCORE_ABOVE_MAX)
		f->detail = arena_printf(a, "高于评估点%s的%s%s分，未计分",
		    p->code, p->high == p->max ? "满分" : "上限",
		    points(a, p->high));
	if (code != FINDING_SCORE_TOO_FINE) {
		f->advice = bounds_advice(a, p);
	} else if (step != 1) {
		f->detail = arena_printf(a, "不是步长%s分的整数倍，未计分",
		    points(a, step));
		f->advice = arena_printf(a, "请按%s分的整数倍填写",
		    points(a, step));
	}
}

/* Row (as report_row) and: the point's code, below, above. */
static int
report_bad(struct score_grid *g, const struct marks *m, sqlite3_stmt *stmt,
    struct err *err)
{
	const struct point *p = scheme_point(g->scheme, store_text(stmt, 8));
	enum finding_code code = FINDING_SCORE_TOO_FINE;
	struct finding f = finding_of_row(stmt);

	if (m->scoring == SCORING_LETTER)
		code = FINDING_WORD_UNKNOWN;
	else if (sqlite3_column_int(stmt, 9))
		code = FINDING_SCORE_NEGATIVE;
	else if (sqlite3_column_int(stmt, 10))
		code = FINDING_SCORE_ABOVE_MAX;
	if (m->scoring == SCORING_LETTER) {
		f.detail = arena_printf(&g->arena, "评估点%s没有“%s”这个等第，"
		    "未计分", p->code, f.value);
		f.advice = "请按方案所列的等第填写";
	} else if (m->scoring == SCORING_DEDUCTION &&
	    code == FINDING_SCORE_NEGATIVE) {
		f.detail = "扣分小于0，未计入";
		f.advice = "扣几分就填几，不写负号";
	} else {
		describe_bad_points(g, p, code, &f);
	}
	return finding_add(g->store, code, &f, err);
}

/* Rows that have a score which does not count. */
static int
report_bad_rows(struct score_grid *g, const struct marks *m, struct err *err)
{
	const char *flags = m->scoring == SCORING_LETTER ? "0, 0" :
	    m->scoring == SCORING_DEDUCTION ? arena_printf(&g->arena,
	    "r.%s < 0, 0", m->field) : "r." FIELD_SCORE " < p.下限, r."
	    FIELD_SCORE " > p.上限";
	const char *value = arena_printf(&g->arena,
	    m->scoring == SCORING_LETTER ? "r.%s" : "printf('%%.15g', r.%s)",
	    m->field);
	sqlite3_stmt *stmt = store_prepare(g->store, arena_printf(&g->arena,
	    "SELECT " ROW_PLACE("%s", "%s") ", p.编号, %s FROM %s"
	    ROWS_OF_POINTS "%s AND r.%s IS NOT NULL AND (%s) IS NOT TRUE"
	    " ORDER BY r.rowid", m->field, value, m->field, flags, m->rows,
	    m->of, m->field, m->counts), err);
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1)
		if (report_bad(g, m, stmt, err) == -1) {
			rc = -1;
			break;
		}
	store_finalize(stmt);
	return rc;
}

/*
 * Rows whose score stands in a field that points scored otherwise have.  What
 * was taken off is told beside a score, too: whoever wrote it meant it to
 * count; 自动 may read it.
 */
static int
report_misplaced(struct score_grid *g, const struct marks *m,
    const char *field, struct err *err)
{
	const char *beside = strcmp(field, FIELD_DEDUCTION) != 0 ? "FALSE" :
	    "p.自动 IS NULL AND hundredths(r." FIELD_DEDUCTION ") <> 0";
	sqlite3_stmt *stmt = store_prepare(g->store, arena_printf(&g->arena,
	    "SELECT " ROW_PLACE("%s", "r.%s") ", p.编号 FROM %s" ROWS_OF_POINTS
	    "%s AND ((r.%s IS NULL AND r.%s IS NOT NULL) OR (%s))"
	    " ORDER BY r.rowid", field, field, field, m->rows, m->of,
	    m->field, field, beside), err);
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1)
		if (report_row(g, stmt, FINDING_SCORE_MISPLACED, arena_printf(
		    &g->arena, "评估点%s按%s计，应填“%s”，这里填的是“%s”，未计入",
		    store_text(stmt, 8), scorings[m->scoring], m->field,
		    field), err) == -1) {
			rc = -1;
			break;
		}
	store_finalize(stmt);
	return rc;
}

/* Experts' scores above 分值 where there is no upper bound: they count. */
static int
report_above_weight(struct score_grid *g, struct err *err)
{
	bool any = false;

	for (size_t i = 0; i < g->npoints; i++)
		any |= g->scheme->points[i].high == NO_HIGH &&
		    g->scheme->points[i].scoring == SCORING_POINTS;
	if (!any)
		return 0;
	return report_rows(g, "SELECT " ROW_PLACE(FIELD_SCORE,
	    "points(r." FIELD_SCORE ")") ", printf('高于评估点%s的分值%s分；该点"
	    "没有上限，仍按所给的分计', p.编号, points(p.满分)) FROM 有效评分 AS v"
	    JOIN_SOURCE("r", "v") " CROSS JOIN 指标 AS p ON p.编号 = v.评估点"
	    " WHERE p.上限 IS NULL AND v.得分 > p.满分 ORDER BY r._序",
	    FINDING_SCORE_ABOVE_WEIGHT, row_detail, err);
}

/* ---- what counts ----------------------------------------------------------- */

/*
 * Tell of an expert's second scores for a point.  All rows of studios that
 * have some are looked at once: one may have very many.
 */
static int
report_repeated(struct score_grid *g, const struct marks *m, struct err *err)
{
	return report_rows(g, arena_printf(&g->arena,
	    "SELECT " ROW_PLACE(FIELD_POINT, "r." FIELD_POINT) ", printf("
	    "'与%%s第%%d行是同一专家对同一评估点的评分，以前面的为准，本行未计入',"
	    " iif(f._文件 = r._文件 AND f._工作表 IS r._工作表, '', ' ' ||"
	    " f._文件 || coalesce('!' || f._工作表, '') || ' '), f._行)"
	    " FROM (SELECT DISTINCT 工作室 FROM 有效评分 WHERE _重 > 0) AS s"
	    " CROSS JOIN %s AS r ON r." FIELD_STUDIO " = s.工作室 CROSS JOIN"
	    " 有效评分 AS v ON v.工作室 = s.工作室 AND v.评估点 = r." FIELD_POINT
	    " AND v.专家 = " EXPERT_NAME " AND v.轮次 = %s" JOIN_SOURCE("f", "v")
	    " CROSS JOIN 指标 AS p ON p.编号 = v.评估点 WHERE v._重 > 0 AND"
	    " r._序 > +v._序 AND %s AND %s ORDER BY r._序",
	    m->rows, expert_round(g, &g->arena), m->of, m->counts),
	    FINDING_SCORE_REPEATED, row_detail, err);
}

/*
 * Fill 有效评分: of each expert's valid scores for a point the first counts.
 * An invalid one does not use up the expert's turn.
 */
static int
fill_valid(struct score_grid *g, const struct marks *m, struct err *err)
{
	if (m->scoring == SCORING_DEDUCTION)
		return deductions_fill(g, m, err);
	if (store_exec(g->store, arena_printf(&g->arena,
	    "INSERT INTO 有效评分(工作室, 评估点, 专家, 得分, 结论, 角色, 轮次, _序,"
	    " _重) SELECT r." FIELD_STUDIO ", r." FIELD_POINT ", " EXPERT_NAME
	    ", %s, %s, %s, %s, r._序, 0 FROM %s" ROWS_OF_POINTS "%s AND %s"
	    " ORDER BY r.rowid ON CONFLICT DO UPDATE SET _重 = _重 + 1",
	    m->value, m->word, score_role(g), expert_round(g, &g->arena),
	    m->rows, m->of, m->counts), err) == -1)
		return -1;
	return report_repeated(g, m, err);
}

/* Scores that are typed in are checked here: no table is joined for them. */
static bool
self_counts(const struct score_grid *g, const struct point *p, int64_t x)
{
	return p->scoring == SCORING_POINTS && x >= p->low && x <= p->high &&
	    x % scheme_step(g->scheme) == 0;
}

/*
 * The schools' own scores; those of deductions are read in deductions.c.  A
 * letter's share is rounded here: what schools claim adds up to no total.
 */
static int
read_selves(struct score_grid *g, const struct marks *m, struct err *err)
{
	bool letters = m->scoring == SCORING_LETTER;
	sqlite3_stmt *stmt = store_prepare(g->store, letters ?
	    "SELECT r." FIELD_STUDIO ", r." FIELD_POINT ", l.值 FROM "
	    TABLE_SELF " AS r CROSS JOIN _等第值 AS l ON l.评估点 = r."
	    FIELD_POINT " AND l.等第 = r." FIELD_WORD " ORDER BY r.rowid" :
	    "SELECT " FIELD_STUDIO ", " FIELD_POINT ", hundredths(" FIELD_SCORE
	    ") AS h FROM " TABLE_SELF " WHERE h IS NOT NULL ORDER BY rowid",
	    err);
	struct places at = { .grid = g };
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		struct score *s = score_of_row(&at, stmt);
		const struct point *p = &g->scheme->points[at.point];
		int64_t x = letters ? fraction_round(fraction_times(fraction_of(
		    sqlite3_column_double(stmt, 2)), 100, 1)) :
		    sqlite3_column_int64(stmt, 2);

		if (s != NULL && (letters || self_counts(g, p, x)))
			s->self = x;
	}
	store_finalize(stmt);
	return rc;
}

/* Whether scores of other points than such stand in the field, or may. */
static bool
is_others_field(struct score_grid *g, const struct marks *m, enum scoring i,
    const char **field)
{
	const struct form *f = scheme_form(g->scheme, m->table);

	*field = scheme_score_field(g->scheme, f, i);
	return strcmp(*field, m->field) != 0 && (scheme_scores(g->scheme, i) ||
	    (i == SCORING_DEDUCTION && form_field(f, *field) != NULL));
}

/* Once a field: 得分 may be of points and of deductions. */
static int
report_all_misplaced(struct score_grid *g, const struct marks *m,
    struct err *err)
{
	for (int i = 0; i < SCORINGS; i++) {
		const char *field, *earlier;
		bool told = false;

		if (!is_others_field(g, m, (enum scoring)i, &field))
			continue;
		for (int k = 0; k < i && !told; k++)
			told = is_others_field(g, m, (enum scoring)k,
			    &earlier) && strcmp(field, earlier) == 0;
		if (!told && report_misplaced(g, m, field, err) == -1)
			return -1;
	}
	return 0;
}

/* Rows of such points that do not count. */
static int
check_rows(struct score_grid *g, const struct marks *m, struct err *err)
{
	if (scheme_by_words(g->scheme))
		return words_check(g, m->table, err);
	if (m->scoring == SCORING_LETTER && refused_choices(g, m->table,
	    m->field, FINDING_WORD_UNKNOWN, "不是方案规定的等第，未计分",
	    err) == -1)
		return -1;
	return report_all_misplaced(g, m, err) == -1 ? -1 :
	    report_bad_rows(g, m, err);
}

static int
take_table(struct score_grid *g, const char *table, struct err *err)
{
	bool self = strcmp(table, TABLE_SELF) == 0;
	struct marks m;

	if (!has_form(g, table))
		return 0;
	if ((!self && duties_check(g, err) == -1) ||
	    report_unknown_points(g, table, err) == -1)
		return -1;
	for (int i = 0; i < SCORINGS; i++) {
		int rc = 0;

		if (!marks_of(g, table, (enum scoring)i, &m))
			continue;
		if (check_rows(g, &m, err) == -1)
			return -1;
		if (!self)
			rc = fill_valid(g, &m, err);
		else if (scheme_by_words(g->scheme))
			rc = words_of_schools(g, err);
		else if (m.scoring != SCORING_DEDUCTION)
			rc = read_selves(g, &m, err);
		if (rc == -1)
			return -1;
	}
	return self ? 0 : report_above_weight(g, err);
}

int
assess_valid_scores(struct score_grid *g, struct err *err)
{
	for (size_t i = 0; i < g->nstudios * g->npoints; i++)
		g->scores[i] = (struct score){ .self = NO_SELF, .word = -1,
		    .self_word = -1, .applies = true };
	return take_table(g, TABLE_SELF, err) == -1 ||
	    take_table(g, TABLE_EXPERT, err) == -1 ? -1 : 0;
}
