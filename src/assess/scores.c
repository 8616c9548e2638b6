#include "assess/private.h"

bool
score_exempt(const struct score *s)
{
	return !s->applies && s->experts == 0;
}

bool
score_claimed(const struct score_grid *g, const struct score *s)
{
	return s->self > 0 || (s->self_word >= 0 &&
	    g->scheme->words[s->self_word].met);
}

struct fraction
score_final(const struct score_grid *g, const struct score *s)
{
	const struct point *p = &g->scheme->points[
	    (size_t)(s - g->scores) % g->npoints];

	if (s->uncomputed != NULL)
		return (struct fraction){ 0, 0 };
	if (s->automatic.den > 0)
		return s->automatic;
	if (s->experts > 0)
		return s->mean;
	if (s->applies && p->scoring == SCORING_DEDUCTION)
		return (struct fraction){ p->max < p->high ? p->max : p->high,
		    1 };			/* nobody took off */
	return (struct fraction){ 0, score_exempt(s) && g->prorate ? 0 : 1 };
}

/* Rounded points, or NULL when the mean has no value. */
static void
bind_fraction(sqlite3_stmt *stmt, int index, struct fraction m)
{
	if (m.den == 0)
		(void)sqlite3_bind_null(stmt, index);
	else
		(void)sqlite3_bind_double(stmt, index,
		    (double)fraction_round(m) / 100);
}

/* The unrounded points as the nearest double, or NULL. */
static void
bind_unrounded(sqlite3_stmt *stmt, int index, struct fraction m)
{
	if (m.den == 0)
		(void)sqlite3_bind_null(stmt, index);
	else
		(void)sqlite3_bind_double(stmt, index,
		    fraction_nearest(fraction_times(m, 1, 100)));
}

static struct fraction
whole(int64_t hundredths)
{
	return (struct fraction){ hundredths, 1 };
}

/*
 * The final word: what most experts said, the last where nobody judged it.
 * What does not apply and nobody judged has none.
 */
static const char *
final_word(const struct score_grid *g, const struct studio *st,
    const struct score *s)
{
	if (!st->judged || score_exempt(s))
		return NULL;
	return g->scheme->words[s->word >= 0 ? (size_t)s->word :
	    g->scheme->nwords - 1].word;
}

static const char *
self_word(const struct score_grid *g, const struct score *s)
{
	return s->self_word < 0 ? NULL : g->scheme->words[s->self_word].word;
}

static void
bind_score(const struct score_grid *g, sqlite3_stmt *stmt,
    const struct studio *st, const struct point *p, const struct score *s)
{
	const struct fraction none = { 0, 0 };
	bool words = p->max < 0;
	struct fraction final = st->judged && !words ? score_final(g, s) : none;

	store_bind(stmt, 1, st->code);
	store_bind(stmt, 2, p->code);
	bind_fraction(stmt, 3, words ? none : (struct fraction){ p->max, 1 });
	bind_fraction(stmt, 4, s->self == NO_SELF ? none : whole(s->self));
	(void)sqlite3_bind_int64(stmt, 5, s->experts);
	bind_fraction(stmt, 6, words ? none : s->mean);
	bind_fraction(stmt, 7, s->automatic);
	bind_fraction(stmt, 8, final);
	(void)sqlite3_bind_int(stmt, 9, !score_exempt(s));
	store_bind(stmt, 10, words ? final_word(g, st, s) : NULL);
	store_bind(stmt, 11, words ? self_word(g, s) : NULL);
	store_bind(stmt, 12, s->evidence);
	store_bind(stmt, 17, s->deductions);
	bind_unrounded(stmt, 13, final);
	(void)sqlite3_bind_int(stmt, 14, s->applies);
	bind_fraction(stmt, 15, words ? none : s->low);
	bind_fraction(stmt, 16, words ? none : s->high);
}

static int
fill_scores(struct score_grid *g, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, "INSERT INTO 得分(工作室,"
	    " 评估点, 满分, 自评, 专家人数, 专家均分, 自动, 最终, 适用, 最终结论,"
	    " 自评结论, 自动明细, 未舍入, 应评, 最低, 最高, 扣分明细) VALUES"
	    "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)",
	    err);
	int rc = 0;

	if (stmt == NULL)
		return -1;
	for (size_t i = 0; i < g->nstudios && rc == 0; i++)
		for (size_t p = 0; p < g->npoints && rc == 0; p++) {
			bind_score(g, stmt, &g->studios[i],
			    &g->scheme->points[p], score_grid_at(g, i, p));
			rc = store_step(g->store, stmt, err);
			(void)sqlite3_reset(stmt);
		}
	store_finalize(stmt);
	return rc;
}

/* Whether some expert scored something, so that others are missed. */
static bool
has_panel(const struct score_grid *g, size_t studio)
{
	for (size_t p = 0; p < g->npoints; p++)
		if (score_grid_at(g, studio, p)->experts > 0)
			return true;
	return false;
}

/*
 * A point that is computed, but not from what could not be read; or one that
 * nobody scored though the studio was judged.
 */
static int
report_point(struct score_grid *g, const struct studio *st,
    const struct point *p, const struct score *s, struct err *err)
{
	struct finding f = { .studio = st->code, .field = FIELD_POINT,
	    .value = p->code, .basis = p->basis };

	if (s->uncomputed != NULL) {
		f.detail = arena_printf(&g->arena, "评估点%s由材料计算的得分算"
		    "不出来（%s），总分暂缺", p->code, s->uncomputed);
		if (s->no_number)
			f.advice = "请核对所依据的材料是否填全；填全了的，"
			    "请主管部门核对方案的“自动”";
		return finding_add(g->store, FINDING_POINT_NOT_COMPUTED, &f,
		    err);
	}
	if (!st->judged || s->experts > 0 || s->automatic.den > 0 || p->bonus ||
	    score_exempt(s))
		return 0;
	if (p->scoring == SCORING_DEDUCTION) {
		if (!has_panel(g, (size_t)(st - g->studios)))
			return 0;	/* nobody had anything to take off */
		f.detail = "已有专家评分，但没有该评这个评估点的专家，按没有扣分计";
	}
	if (p->max < 0)
		f.detail = arena_printf(&g->arena, "已有专家评判，但这一项没有"
		    "专家评判，按“%s”计", g->scheme->words[
		    g->scheme->nwords - 1].word);
	return finding_add(g->store, p->max < 0 ? FINDING_WORD_MISSING :
	    FINDING_POINT_NOT_SCORED, &f, err);
}

static int
report_points(struct score_grid *g, struct err *err)
{
	for (size_t i = 0; i < g->nstudios; i++)
		for (size_t p = 0; p < g->npoints; p++)
			if (report_point(g, &g->studios[i],
			    &g->scheme->points[p], score_grid_at(g, i, p),
			    err) == -1)
				return -1;
	return 0;
}

/* The field of 评审 that the point of v is scored in, as SQL text. */
static const char *
field_of_point(struct score_grid *g)
{
	const struct scheme *s = g->scheme;
	struct marks m;

	if (!scheme_scores(s, SCORING_LETTER) &&
	    !marks_of(g, TABLE_EXPERT, SCORING_DEDUCTION, &m))
		return "'" FIELD_SCORE "'";
	return arena_printf(&g->arena, "(SELECT CASE 计分方式 WHEN '%s' THEN '%s'"
	    " WHEN '%s' THEN '" FIELD_WORD "' ELSE '" FIELD_SCORE "' END"
	    " FROM 指标 WHERE 编号 = v.评估点)", scorings[SCORING_DEDUCTION],
	    scheme_score_field(s, scheme_form(s, TABLE_EXPERT),
	    SCORING_DEDUCTION), scorings[SCORING_LETTER]);
}

static int
report_difference(struct score_grid *g, sqlite3_stmt *stmt,
    const struct point *p, struct err *err)
{
	const char *why = store_text(stmt, 9);
	struct finding f = {
		.file = store_text(stmt, 0),
		.line = (size_t)sqlite3_column_int64(stmt, 1),
		.row = (size_t)sqlite3_column_int64(stmt, 2),
		.studio = store_text(stmt, 3),
		.field = store_text(stmt, 11),
		.value = store_text(stmt, 4),
		.column = (size_t)sqlite3_column_int64(stmt, 5),
		.sheet = store_text_or_null(stmt, 10),
		.detail = arena_printf(&g->arena, "专家%s给评估点%s%s%s分，按表中"
		    "数据应为%s分%s，以计算结果为准", store_text(stmt, 6),
		    p->code, p->scoring == SCORING_DEDUCTION ? "扣分后为" :
		    p->scoring == SCORING_LETTER ? "的等第合" : "打",
		    store_text(stmt, 4), store_text(stmt, 8), *why == '\0' ?
		    "" : arena_printf(&g->arena, "（%s）", why)),
	};

	return finding_add(g->store, FINDING_SCORE_DIFFERS_FROM_COMPUTED, &f,
	    err);
}

/*
 * An expert's score for a computed point that differs from it; where it is
 * computed from what the experts wrote there is nothing to differ.
 */
static int
report_differing(struct score_grid *g, struct err *err)
{
	const char *field = field_of_point(g);
	sqlite3_stmt *stmt = store_prepare(g->store, arena_printf(&g->arena,
	    "SELECT r._文件, r._行,"
	    " r._表行, v.工作室, points(v.得分), (SELECT 列 FROM _字段位置 AS w"
	    " WHERE w.文件 = r._文件 AND w.工作表 = coalesce(r._工作表, '') AND"
	    " w.字段 = %s), v.专家,"
	    " v.评估点, points(d.自动), d.自动明细, r._工作表, %s"
	    " FROM 有效评分 AS v JOIN 得分 AS d ON d.工作室 = v.工作室 AND d.评估点 = v.评估点"
	    JOIN_SOURCE("r", "v") " WHERE d.自动 IS NOT NULL AND"
	    " points(v.得分) <> points(d.自动) AND v.评估点 IN"
	    " (SELECT 评估点 FROM 得分 WHERE 自动 IS NOT NULL)"
	    " ORDER BY r._序", field, field), err);
	size_t point = 0;
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		point = score_grid_find_point(g, store_text(stmt, 7), point);
		if (!g->from_experts[point] && report_difference(g, stmt,
		    &g->scheme->points[point], err) == -1) {
			rc = -1;
			break;
		}
	}
	store_finalize(stmt);
	return rc;
}

int
assess_scores(struct score_grid *g, struct err *err)
{
	if (deductions_tell(g, err) == -1 || fill_scores(g, err) == -1 ||
	    report_points(g, err) == -1)
		return -1;
	return scheme_form(g->scheme, TABLE_EXPERT) == NULL ? 0 :
	    report_differing(g, err);
}
