#ifndef PINGGU_ASSESS_PRIVATE_H
#define PINGGU_ASSESS_PRIVATE_H

#include <stdint.h>

#include <gmp.h>

#include "assess/assess.h"
#include "store/store.h"

#define NOT_JUDGED	"待评审"	/* no expert scored the studio */
#define VERDICT_MET	"符合"
#define VERDICT_UNMET	"不符合"
#define VERDICT_UNKNOWN	"无法判定"	/* the measure has no value */
#define VERDICT_EXEMPT	"不适用"
#define VERDICT_OPEN	"参考"		/* no bound */

#define NO_SELF	INT64_MIN	/* the school gave itself no score */

/* One studio's figures for one evaluation point; scores in 1/100 point. */
struct score {
	int64_t self;		/* or NO_SELF */
	struct fraction automatic;	/* no value: experts score it */
	struct fraction low, high;	/* of the experts' scores; may be none */
	struct fraction mean;	/* of them, in the scheme's way; may be none */
	uint32_t experts;	/* how many scored it */
	int8_t word;		/* theirs, its place in the scheme; -1: none */
	int8_t self_word;	/* the school's */
	bool applies;		/* by the scheme's condition */
	const char *evidence;	/* of the automatic score, or NULL */
	const char *uncomputed;	/* why there is no automatic score, or NULL */
	bool no_number;		/* because the SQL gave none, all was read */
	const char *deductions;	/* who took off what, and why, or NULL */
};

struct studio {
	const char *code, *group;
	bool judged;		/* it is assessed: some expert scored something,
				   or as 评定条件 says */
	bool ranked;		/* judged, by points: has a total */
	bool contends;		/* and by 排名条件 has a rank */
	unsigned stops;		/* queries that were too much for it alone */
	const char *eligible;	/* what the gates come to: a verdict */
	const struct tie_value *ties;	/* of each of 同分次序 */
	size_t nties;		/* so many of them decide */
	size_t rank;		/* 0: none */
	const char *grade;	/* or NULL */
	mpq_t total;		/* 1/100 points, exact; 0 unless judged */
};

/* What was not read in the batch: unread.c. */
struct unread {
	struct unread_thing *things;	/* by studio */
	size_t n, cap;
	struct reads *derived;		/* what derived fields rest on */
	size_t nderived;
};

/* The tables and fields that a query reads, as the scheme's forms have them. */
struct reads {
	bool *tables;		/* one a form; NULL: nobody has to know */
	bool **fields;		/* one a field of each form */
	const struct step *step;	/* whose query it is, for the results
					   that it reads; NULL: none */
	size_t from, to;	/* parts of it, to is behind the last */
};

/* All studios of the batch and their scores, studio by studio. */
struct score_grid {
	const struct scheme *scheme;
	struct store *store;
	struct arena arena;
	size_t nstudios, npoints;
	struct studio *studios;		/* in the order of _序 */
	struct score *scores;		/* nstudios × npoints */
	struct studio **by_code;	/* the studios, by their code */
	bool prorate;			/* 不适用计分 = 按比例折算 */
	bool show_personal;		/* what is shown need not be masked */
	bool *from_experts;		/* one a point: 自动 reads their rows */
	struct unread unread;
	const char *stopped;		/* why the row that a taker has is none,
					   or NULL: it is one */
	struct sequence sequence;
	const char ***open;		/* of each step, see step_leave_open */
	size_t nopen;			/* how many were left open */
	struct studio **order;		/* in the order of 位次, once ranked */
	bool gates_done;		/* all gates are judged */
	bool stale;			/* 汇总 lacks what is known by now */
};

/* Read the studios, in order, and make the grid for their scores. */
int	score_grid_open(struct score_grid *g, struct err *err);
/* Read their groups, which may be a derived field. */
int	score_grid_groups(struct score_grid *g, struct err *err);
void	score_grid_close(struct score_grid *g);

/*
 * Index of the studio, or point, with this code; nstudios, npoints when there
 * is none.  near is where it probably is: quick when rows come in order.
 */
size_t	score_grid_find_studio(const struct score_grid *g, const char *code,
	    size_t near);
size_t	score_grid_find_point(const struct score_grid *g, const char *code,
	    size_t near);

/*
 * The points that are marked, for people: A、B, the first ten; "" when there
 * are none; in the arena.
 */
char	*score_grid_list(struct score_grid *g, const bool *points);

/* rowid of what the step records of a studio: as if all ran in their order. */
static inline sqlite3_int64
step_row(const struct score_grid *g, const struct step *st, size_t studio)
{
	return (sqlite3_int64)st->index * (sqlite3_int64)g->nstudios +
	    (sqlite3_int64)studio + 1;
}

static inline struct score *
score_grid_at(const struct score_grid *g, size_t studio, size_t point)
{
	return &g->scores[studio * g->npoints + point];
}

/* Rows of scores, each with its place in the grid. */
struct places {
	const struct score_grid *grid;
	size_t studio, point;	/* of the last row */
};

/* Of a row that begins with 工作室, 评估点; NULL: not in the grid. */
struct score *score_of_row(struct places *at, sqlite3_stmt *stmt);

/*
 * Bytes of a text that a scheme's query gives for one studio, or that is put
 * together of such: several stand in a row of a table, whose length SQLite
 * limits.
 */
#define LONGEST_RESULT	(16 << 20)

/*
 * What is done with a row of a scheme's query: row counts from 0.  -1 ends
 * the query, err filled.  While g->stopped is set the row is none: a studio's
 * data was too much for the query, all its values are NULL, and what comes of
 * it is not judged; unread_cause says why.
 */
typedef int score_grid_take(void *ctx, size_t row, sqlite3_stmt *stmt,
	    struct err *err);

/*
 * studios.c: run SQL that the scheme brought, under its budget, and give each
 * row to take.  what names it for messages.  score_grid_studios is for a query
 * with one row a studio, 编号 first, in the order of the grid, so that row is
 * the studio's index: anything else is a failure.  score_grid_rows is for one
 * with a row for each row of table, whose studio is in the column key of both;
 * row says which only while g->stopped is set, and a row may come twice.
 * A studio that is too much for it gets the finding QUERY_STOPPED; only a
 * query that runs away by itself, without data too, is a failure.
 */
int	score_grid_rows(struct score_grid *g, const char *sql,
	    const char *what, const char *table, const char *key,
	    score_grid_take *take, void *ctx, struct err *err);
int	score_grid_studios(struct score_grid *g, const char *sql,
	    const char *what, score_grid_take *take, void *ctx,
	    struct err *err);
/* The same for SQL of a point, which may name its :编号 and :分值. */
int	score_grid_studios_of(struct score_grid *g, const struct point *p,
	    const char *sql, const char *what, score_grid_take *take,
	    void *ctx, struct err *err);

/*
 * The row of 评审, as alias, that the row v of 有效评分 comes from; looked up
 * last, for the few rows that are told of.
 */
#define JOIN_SOURCE(alias, v) \
	" CROSS JOIN " TABLE_EXPERT " AS " alias " ON " alias "." FIELD_STUDIO \
	" = " v ".工作室 AND " alias "._序 = " v "._序"

/*
 * A row r of a form, for report_row: where it is, its studio, and the field
 * and value that are told of.
 */
#define ROW_PLACE(field, value) \
	"r._文件, r._行, r._表行, r." FIELD_STUDIO ", '" field "', " value "," \
	" (SELECT 列 FROM _字段位置 AS w WHERE w.文件 = r._文件 AND w.工作表 =" \
	" coalesce(r._工作表, '') AND w.字段 = '" field "'), r._工作表"

/*
 * row_finding.c: a finding at the row that begins stmt's columns; its texts
 * live as long as they do.
 */
struct finding finding_of_row(sqlite3_stmt *stmt);
/* Report it; detail NULL: the list's. */
int	report_row(struct score_grid *g, sqlite3_stmt *stmt,
	    enum finding_code code, const char *detail, struct err *err);
/* The detail of the finding at the row that stmt is on; lives as long. */
typedef const char *row_words(struct score_grid *g, sqlite3_stmt *stmt);
/* The detail that the SQL gives behind ROW_PLACE, until the next row. */
const char *row_detail(struct score_grid *g, sqlite3_stmt *stmt);
/* Report every row that sql gives, ROW_PLACE first; detail NULL: the list's. */
int	report_rows(struct score_grid *g, const char *sql,
	    enum finding_code code, row_words *detail, struct err *err);
/*
 * Tell of cells of a choice that intake refused by this code, which says what
 * the cell was to hold.
 */
int	refused_choices(struct score_grid *g, const char *table,
	    const char *field, enum finding_code code, const char *detail,
	    struct err *err);

/* How rows of 自评 or 评审 for points of one 计分方式 are written. */
struct marks {
	enum scoring scoring;
	const char *table, *field;
	const char *rows;	/* SQL: those of the table that may count */
	const char *of;		/* SQL, of a point p: it is scored so */
	const char *counts;	/* SQL, of a row r of such a point: it counts */
	const char *value, *word;	/* SQL, of such a row: what 有效评分 has
					   of it; not of a deduction */
};

/* marks.c: false when no point is scored so. */
bool	marks_of(struct score_grid *g, const char *table, enum scoring scoring,
	    struct marks *m);

/*
 * What tells an expert's rows for one point apart: the further fields of 评审
 * that belong to its key, of row r, joined; SQL.
 */
const char *expert_round(const struct score_grid *g, struct arena *a);

/* deductions.c: 有效评分 of what experts take off. */
int	deductions_fill(struct score_grid *g, const struct marks *m,
	    struct err *err);
/* Once roles and duties are known: 扣分明细 in the grid. */
int	deductions_tell(struct score_grid *g, struct err *err);

/* words.c: condition on the row alias of 自评 or 评审: its word is one of the scheme's. */
const char *words_known(struct arena *a, const char *alias);
/* Tell of words that are none of the scheme's. */
int	words_check(struct score_grid *g, const char *table, struct err *err);
/* Read what the schools judged of themselves. */
int	words_of_schools(struct score_grid *g, struct err *err);

/* The expert of the row r of 评审. */
#define EXPERT_NAME	"coalesce(r." FIELD_EXPERT ", '（未署名）')"

/*
 * duties.c: tell of rows of 评审 that do not count because of who gave them.
 * score_rows is what to read instead of 评审, or 自评, so that they are left
 * out; score_role is SQL, the role of its row r; score_allowed is SQL too:
 * whether the point is that expert's, or role's, to score.
 */
int	duties_check(struct score_grid *g, struct err *err);
/* SQL, of a row r of 评审: a score, of whatever kind, stands in it. */
const char *score_given(struct score_grid *g);
const char *score_rows(const struct score_grid *g, const char *table);
const char *score_role(const struct score_grid *g);
const char *score_allowed(struct score_grid *g, const char *point,
	    const char *expert, const char *role);

/*
 * What counts for the point in a judged studio: the automatic score, else
 * the mean, else 0, or all where points are taken off; no value when the point leaves the sum, or when its score
 * cannot be computed.
 */
struct fraction score_final(const struct score_grid *g, const struct score *s);

/* True when the school gave itself points, or a word that counts as met. */
bool	score_claimed(const struct score_grid *g, const struct score *s);

/* True when the point leaves the sum: it does not apply, and none scored it. */
bool	score_exempt(const struct score *s);

/*
 * unread.c: find what intake could not read; what a scheme's query reads; and
 * what of that was not read in this studio, as a text in the arena, NULL when
 * there is nothing: tables and fields, or single cells.
 */
int	unread_find(struct score_grid *g, struct err *err);
int	unread_reads(struct score_grid *g, const char *sql, struct reads *r,
	    struct err *err);
const char *unread_cause(struct score_grid *g, const struct reads *r,
	    size_t studio, bool cells, struct arena *a);

/*
 * The field that a row of 推算.csv derives was not computed for this studio
 * (why, in the grid's arena); what reads it is not judged.
 */
void	unread_derived(struct score_grid *g, size_t derived, size_t studio,
	    const char *why);

/* derive.c: fill the derived fields. */
int	assess_derive(struct score_grid *g, struct err *err);
/*
 * valid_scores.c: check the scores that came in, fill 有效评分 and the grid's
 * own scores of the schools.  有效评分.得分 is the point's value by this expert:
 * what is left of it after deductions, what a letter is worth; it may be finer
 * than 0.01, fraction_of() has it exactly.
 */
int	assess_valid_scores(struct score_grid *g, struct err *err);
/* automatic.c: where points apply. */
int	assess_applies(struct score_grid *g, const struct step *st,
	    struct err *err);
/*
 * deductions.c: whoever took nothing off gave the full value.  Such rows of
 * 有效评分 have no _序.
 */
int	assess_deductions(struct score_grid *g, struct err *err);
/* experts.c: sum up 有效评分 in the grid; who is judged. */
int	assess_experts(struct score_grid *g, struct err *err);
/* automatic.c: what is computed of the tables for the step's point. */
int	assess_automatic(struct score_grid *g, const struct step *st,
	    struct err *err);
/* Bind x, in 1/100 points: rounded points, or the unrounded value. */
void	bind_points(sqlite3_stmt *stmt, int index, const mpq_t x, bool rounded);

/* scores.c: 得分 and the findings of scores. */
int	assess_scores(struct score_grid *g, struct err *err);
/* self_points.c: tell of points that a self-assessment leaves out. */
int	assess_self_points(struct score_grid *g, struct err *err);
/* totals.c: 小计, 上限组 and the studios' totals. */
int	assess_totals(struct score_grid *g, struct err *err);

/* steps.c: run what the scheme asks for, in the order of what it reads. */
int	assess_steps(struct score_grid *g, struct err *err);
/*
 * open.c: the step has no result for this studio, since what it rests on was not read
 * (why, in the grid's arena): what reads its result is not judged either.
 */
void	step_leave_open(struct score_grid *g, const struct step *st,
	    size_t studio, const char *why);
/* Why it has none, or NULL. */
const char *step_open(const struct score_grid *g, size_t step, size_t studio);
/* Why a result that the query reads is open in this studio, or NULL. */
const char *results_open(const struct score_grid *g, const struct reads *r,
	    size_t studio);

/*
 * condition.c: a condition of the scheme in all studios: where it holds; and where that is
 * open, with holds false, why.
 */
struct condition {
	bool *holds;		/* one a studio, in the grid's arena */
	const char **open;	/* why, or NULL */
};

/* Try one, a part of step st.  what names it for messages. */
int	condition_try(struct score_grid *g, const struct step *st, size_t part,
	    const char *sql, const char *what, struct condition *c,
	    struct err *err);

/* assessed.c: who is assessed. */
int	assess_assessed(struct score_grid *g, const struct step *st,
	    struct err *err);
/* ranking.c: who is ranked, and how; needs totals. */
int	assess_ranking(struct score_grid *g, const struct step *st,
	    struct err *err);
/* Whether two in g->order share a rank. */
bool	ranking_equal(const struct studio *x, const struct studio *y);
/* grades.c: 等级 in g->studios; needs ranks. */
int	assess_grades(struct score_grid *g, const struct step *st,
	    struct err *err);
/* summary.c: 汇总 as far as it is known. */
int	assess_summary(struct score_grid *g, struct err *err);
/* rules.c: 资格 of the step's rule, and its findings. */
int	assess_rule(struct score_grid *g, const struct step *st,
	    struct err *err);
/* decisions.c: 结论 of the step's stage. */
int	assess_stage(struct score_grid *g, const struct step *st,
	    struct err *err);

#endif
