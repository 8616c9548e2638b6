#include "assess/private.h"

/* How those who have a total are ranked, behind it in a sentence. */
static const char *
ranking_words(struct score_grid *g)
{
	bool ties = g->scheme->nties > 0;
	bool some = *scheme_property(g->scheme, "排名条件", "") != '\0';

	return arena_printf(&g->arena, "从高到低排，%s%s%s",
	    ties ? "相同的依次比较方案的“同分次序”，仍相同的并列" : "相同的并列",
	    some ? "，不合方案“排名条件”的有总分而没有名次" : "",
	    ties || some ? "；名次是评定时的，不随表中的分数变" : "");
}

/* The same in a sheet, or NULL. */
static const char *
ranking_formula(const struct scheme *s)
{
	return s->npoints == 0 || scheme_by_words(s) || s->nties > 0 ||
	    *scheme_property(s, "排名条件", "") != '\0' ? NULL :
	    "ISNUMBER({整列:未舍入})*({整列:未舍入}>{未舍入})";
}

static int
fill_overview(struct score_grid *g, const char *date, struct err *err)
{
	const struct scheme *s = g->scheme;
	const struct method *m = scheme_method(s);
	sqlite3_stmt *stmt = store_prepare(g->store,
	    "INSERT INTO 概况(方案, 方案名称, 日期, 工作室数, 已评审数, 待评审数,"
	    " 符合数, 不符合数, 错误数, 提醒数, 文件数, 专家汇总, 版本, 汇总说明,"
	    " 汇总公式, 未评估数, 待核实数, 排名说明, 名次公式) SELECT ?1, ?2, ?3, count(*),"
	    " count(*) FILTER (WHERE 等级 IS NOT ?4),"
	    " count(*) FILTER (WHERE 等级 IS ?4),"
	    " count(*) FILTER (WHERE 资格 = '" VERDICT_MET "'),"
	    " count(*) FILTER (WHERE 资格 = '" VERDICT_UNMET "'),"
	    " (SELECT count(*) FROM 问题 WHERE 级别 = '" LEVEL_ERROR "'),"
	    " (SELECT count(*) FROM 问题 WHERE 级别 <> '" LEVEL_ERROR "'),"
	    " (SELECT count(*) FROM 来源文件), ?5, ?6, ?7, ?8,"
	    " (SELECT count(*) FROM 问题 WHERE 代码 IN ('FOLDER_EMPTY',"
	    " 'IDENTITY_MISSING', 'CODE_REPEATED')),"
	    " count(*) FILTER (WHERE 资格 = '" VERDICT_UNREAD "'), ?9, ?10"
	    " FROM 汇总", err);
	int rc;

	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, s->name);
	store_bind(stmt, 2, scheme_property(s, "名称", ""));
	store_bind(stmt, 3, date);
	store_bind(stmt, 4, NOT_JUDGED);
	store_bind(stmt, 5, m->word);
	store_bind(stmt, 6, PINGGU_VERSION);
	if (g->npoints > 0 && !scheme_by_words(s)) {
		store_bind(stmt, 7, scheme_method_sentence(&g->arena, s));
		store_bind(stmt, 8, scheme_method_formula(&g->arena, s));
	}
	store_bind(stmt, 9, ranking_words(g));
	store_bind(stmt, 10, ranking_formula(s));
	rc = store_step(g->store, stmt, err);
	store_finalize(stmt);
	return rc;
}

/*
 * Means of the batch, here once, so that no report goes through the whole
 * batch again.  Sums of integers do not depend on the order of the rows.  The
 * rate is of the points that 满分 is of: without a bonus, unless a part has
 * nothing else.
 */
#define HUNDREDTHS(x) "sum(CAST(round(" x " * 100) AS INTEGER))"
#define OVERALL "(一级指标, 得分, 得分率, 自评, 已评审数)"
static const char means[] =
	"INSERT INTO 全体" OVERALL " SELECT 一级指标, " HUNDREDTHS("得分") " / 100.0 /"
	" count(得分), 100.0 * " HUNDREDTHS("(得分 - CASE WHEN _常规 IS NULL THEN 0"
	" ELSE coalesce(附加, 0) END)") " / " HUNDREDTHS("满分")
	" FILTER (WHERE 得分 IS NOT NULL), " HUNDREDTHS("自评") " / 100.0 /"
	" count(自评), count(得分) FROM 小计 GROUP BY 一级指标;"
	"INSERT INTO 全体" OVERALL " SELECT '', " HUNDREDTHS("总分") " / 100.0 /"
	" count(总分), NULL, " HUNDREDTHS("自评总分") " / 100.0 /"
	" count(自评总分), count(总分) FROM 汇总";

/* Indexes by studio: the reports ask for one studio at a time. */
static const char indexes[] =
	"CREATE INDEX _索引_资格 ON 资格(工作室);"
	"CREATE UNIQUE INDEX _索引_得分 ON 得分(工作室, 评估点);"
	"CREATE INDEX _索引_小计 ON 小计(工作室);"
	"CREATE INDEX _索引_结论 ON 结论(工作室);"
	"CREATE INDEX _索引_问题 ON 问题(工作室, 代码, 文件);"
	"CREATE INDEX _索引_来源文件 ON 来源文件(工作室)";

int
assess_run(const struct scheme *scheme, struct store *store, const char *date,
    bool show_personal, struct err *err)
{
	struct score_grid g = { .scheme = scheme, .store = store,
	    .show_personal = show_personal };
	int rc = -1;

	store->show_personal = show_personal;
	if (scheme_mask(store, !show_personal, err) == 0 &&
	    store_exec(store, indexes, err) == 0 &&
	    store_exec(store, "BEGIN", err) == 0 &&
	    score_grid_open(&g, err) == 0 &&
	    assess_derive(&g, err) == 0 &&
	    score_grid_groups(&g, err) == 0 &&
	    finding_drop_broken(store, err) == 0 &&
	    unread_find(&g, err) == 0 &&
	    assess_valid_scores(&g, err) == 0 &&
	    assess_steps(&g, err) == 0 &&
	    finding_collapse(store, err) == 0 &&
	    fill_overview(&g, date, err) == 0 &&
	    store_exec(store, means, err) == 0 &&
	    store_exec(store, "COMMIT", err) == 0)
		rc = 0;
	score_grid_close(&g);
	return rc == -1 || show_personal ? rc :
	    scheme_redact(scheme, store, err);
}
