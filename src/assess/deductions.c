#include "assess/private.h"

#include <string.h>

#include "base/text.h"

/*
 * Points from which something is taken off (计分方式 扣分).  An expert's value
 * is 分值 less all that he took off, held within the bounds; whoever is on the
 * studio's panel and took nothing off left it whole.
 */
#define HELD(off) \
	"max(coalesce(hundredths(p.下限), -9000000000000)," \
	" min(coalesce(hundredths(p.上限), 9000000000000)," \
	" hundredths(p.满分) - " off ")) / 100.0"

/* All that an expert took off is one row, in the role of his first one. */
int
deductions_fill(struct score_grid *g, const struct marks *m, struct err *err)
{
	const char *round = expert_round(g, &g->arena);

	return store_exec(g->store, arena_printf(&g->arena,
	    "INSERT INTO 有效评分(工作室, 评估点, 专家, 得分, 轮次, 角色, _序, _重)"
	    " SELECT r." FIELD_STUDIO ", r." FIELD_POINT ", " EXPERT_NAME ", "
	    HELD("sum(hundredths(r.%s))") ", %s, %s, min(r._序), 0 FROM %s"
	    " AS r CROSS JOIN 指标 AS p ON p.编号 = r." FIELD_POINT
	    " WHERE %s AND %s GROUP BY 1, 2, 3, 5", m->field, round,
	    score_role(g), m->rows, m->of, m->counts), err);
}

/*
 * Without the rows of this point in studios where it does not apply, unless
 * somebody took something off: then it counts, and the others left it whole.
 */
static int
drop_exempt(struct score_grid *g, size_t point, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, "DELETE FROM 有效评分 WHERE"
	    " 工作室 = ?1 AND 评估点 = ?2 AND NOT EXISTS (SELECT 1 FROM 有效评分 AS"
	    " v WHERE v.工作室 = ?1 AND v.评估点 = ?2 AND v._序 IS NOT NULL)",
	    err);
	int rc = stmt == NULL ? -1 : 0;

	for (size_t i = 0; i < g->nstudios && rc == 0; i++) {
		if (score_grid_at(g, i, point)->applies)
			continue;
		store_bind(stmt, 1, g->studios[i].code);
		store_bind(stmt, 2, g->scheme->points[point].code);
		rc = store_step(g->store, stmt, err);
		(void)sqlite3_reset(stmt);
	}
	store_finalize(stmt);
	return rc;
}

static int
fill_whole(struct score_grid *g, struct err *err)
{
	if (store_exec(g->store, arena_printf(&g->arena, "INSERT INTO 有效评分("
	    "工作室, 评估点, 专家, 得分, 轮次, 角色, _重) SELECT DISTINCT v.工作室,"
	    " p.编号, v.专家, " HELD("0") ", v.轮次, v.角色, 0 FROM 有效评分 AS v"
	    " CROSS JOIN 指标 AS p ON p.计分方式 = '扣分' AND"
	    " coalesce(p.自动, '') = '' WHERE %s ON CONFLICT DO NOTHING",
	    score_allowed(g, "p.编号", "v.专家", "v.角色")), err) == -1)
		return -1;
	for (size_t i = 0; i < g->npoints; i++)
		if (g->scheme->points[i].scoring == SCORING_DEDUCTION &&
		    *g->scheme->points[i].applies != '\0' &&
		    drop_exempt(g, i, err) == -1)
			return -1;
	return 0;
}

/*
 * What the schools that assessed themselves left of these points; of one that
 * does not apply, if they say so.
 */
static int
read_selves(struct score_grid *g, const struct marks *m, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, arena_printf(&g->arena,
	    "SELECT p.工作室, p.编号, round(100 * (" HELD("coalesce(p.扣, 0)") ")),"
	    " p.扣 IS NOT NULL FROM (SELECT s.工作室, p.*, (SELECT"
	    " sum(hundredths(r.%s)) FROM " TABLE_SELF " AS r WHERE r."
	    FIELD_STUDIO " = s.工作室 AND r." FIELD_POINT " = p.编号 AND %s) AS 扣"
	    " FROM (SELECT DISTINCT " FIELD_STUDIO " AS 工作室 FROM " TABLE_SELF
	    ") AS s CROSS JOIN 指标 AS p ON %s) AS p ORDER BY 1, p.序",
	    m->field, m->counts, m->of), err);
	struct places at = { .grid = g };
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		struct score *s = score_of_row(&at, stmt);

		if (s != NULL && (s->applies || sqlite3_column_int(stmt, 3)))
			s->self = sqlite3_column_int64(stmt, 2);
	}
	store_finalize(stmt);
	return rc;
}

int
assess_deductions(struct score_grid *g, struct err *err)
{
	struct marks m;

	if (!scheme_scores(g->scheme, SCORING_DEDUCTION))
		return 0;
	if (scheme_form(g->scheme, TABLE_EXPERT) != NULL &&
	    fill_whole(g, err) == -1)
		return -1;
	if (scheme_form(g->scheme, TABLE_SELF) == NULL)
		return 0;
	(void)marks_of(g, TABLE_SELF, SCORING_DEDUCTION, &m);
	return read_selves(g, &m, err);
}

/* ---- 扣分明细 ------------------------------------------------------------------- */

/* The fields of 评审 that say why: all that have no part of their own. */
static bool
says_why(const struct field *f, const struct marks *m)
{
	return strcmp(f->name, FIELD_EXPERT) != 0 &&
	    strcmp(f->name, FIELD_POINT) != 0 &&
	    strcmp(f->name, FIELD_ROLE) != 0 &&
	    strcmp(f->name, FIELD_SCORE) != 0 &&
	    strcmp(f->name, m->field) != 0;
}

/* A cell on one line, masked where it is personal; in the arena. */
static const char *
shown(struct score_grid *g, const struct field *f, sqlite3_stmt *stmt,
    int column)
{
	char *text = arena_strdup(&g->arena, store_text(stmt, column));

	if (sqlite3_column_type(stmt, column) == SQLITE_FLOAT)
		text = arena_printf(&g->arena, "%.15g",
		    sqlite3_column_double(stmt, column));
	for (char *p = text; *p != '\0'; p++)
		if (*p == '\n')
			*p = ' ';
	return f->personal && !g->show_personal ? text_mask(&g->arena, text) :
	    text;
}

/* 赵：扣2分（原因：迟到） */
static void
add_deduction(struct score_grid *g, const struct form *f,
    const struct marks *m, sqlite3_stmt *stmt, struct buf *b)
{
	const char *mark = "（";
	int column = 4;

	buf_addf(b, "%s%s：扣%s分", b->len > 0 ? "；" : "",
	    shown(g, form_field(f, FIELD_EXPERT), stmt, 2),
	    store_text(stmt, 3));
	for (size_t i = 0; i < f->nfields; i++) {
		const struct field *d = &f->fields[i];
		const char *text;

		if (!says_why(d, m))
			continue;
		text = shown(g, d, stmt, column++);
		if (*text == '\0')
			continue;
		buf_addf(b, "%s%s：%s%s", mark, d->name, text, d->unit);
		mark = "；";
	}
	if (strcmp(mark, "；") == 0)
		buf_adds(b, "）");
}

/* Rows of what was taken off and counts: 工作室, 评估点, 专家, 扣分, why. */
static sqlite3_stmt *
prepare_deductions(struct score_grid *g, const struct form *f,
    const struct marks *m, struct err *err)
{
	struct buf why = { 0 };
	sqlite3_stmt *stmt;

	for (size_t i = 0; i < f->nfields; i++)
		if (says_why(&f->fields[i], m))
			buf_addf(&why, ", r.%s", store_quote(&g->arena,
			    f->fields[i].name));
	stmt = store_prepare(g->store, arena_printf(&g->arena, "SELECT r."
	    FIELD_STUDIO ", r." FIELD_POINT ", " EXPERT_NAME ", points(r.%s)%s FROM %s"
	    " AS r CROSS JOIN 指标 AS p ON p.编号 = r." FIELD_POINT
	    " CROSS JOIN 有效评分 AS v ON v.工作室 = r." FIELD_STUDIO
	    " AND v.评估点 = r." FIELD_POINT " AND v.专家 = " EXPERT_NAME
	    " AND v.轮次 = %s WHERE %s AND %s AND r.%s > 0 ORDER BY r."
	    FIELD_STUDIO ", p.序, r._序", m->field, buf_str(&why), m->rows,
	    expert_round(g, &g->arena), m->of, m->counts, m->field), err);
	buf_free(&why);
	return stmt;
}

/* The text is complete. */
static void
keep_deductions(struct score_grid *g, struct score *s, struct buf *b)
{
	if (b->len > LONGEST_RESULT)
		buf_adds(b, "……");	/* and so on */
	if (s != NULL)
		s->deductions = store_tell(g->store, &g->arena,
		    arena_strdup(&g->arena, buf_str(b)));
	buf_reset(b);
}

int
deductions_tell(struct score_grid *g, struct err *err)
{
	const struct form *f = scheme_form(g->scheme, TABLE_EXPERT);
	struct places at = { .grid = g };
	struct buf b = { 0 };
	struct score *last = NULL;
	sqlite3_stmt *stmt;
	struct marks m;
	int rc;

	if (f == NULL || !marks_of(g, TABLE_EXPERT, SCORING_DEDUCTION, &m))
		return 0;
	stmt = prepare_deductions(g, f, &m, err);
	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		struct score *s = score_of_row(&at, stmt);

		if (s == NULL || (s->automatic.den > 0 &&
		    !g->from_experts[at.point]))
			continue;	/* the deductions do not count */
		if (s != last)
			keep_deductions(g, last, &b);
		last = s;
		if (b.len <= LONGEST_RESULT)
			add_deduction(g, f, &m, stmt, &b);
	}
	keep_deductions(g, last, &b);
	buf_free(&b);
	store_finalize(stmt);
	return rc;
}
