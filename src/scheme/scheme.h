#ifndef PINGGU_SCHEME_SCHEME_H
#define PINGGU_SCHEME_SCHEME_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/fraction.h"
#include "base/mem.h"
#include "store/store.h"

struct sheets;

/*
 * A scheme: one notice made executable, a folder or a workbook under rubrics/.
 * Everything here lives in the scheme's arena and is never NULL where it is text.
 */
enum field_type {
	FIELD_TEXT,		/* 文本 */
	FIELD_PERSON,		/* 人名 */
	FIELD_INTEGER,		/* 整数 */
	FIELD_DECIMAL,		/* 小数 */
	FIELD_DATE,		/* 日期, stored 2023-04-01 */
	FIELD_MONTH,		/* 年月, stored 2023-04 */
	FIELD_YEAR,		/* 年度, stored as a number */
	FIELD_YESNO,		/* 是否, stored 是 or 否 */
	FIELD_CHOICE,		/* 单选 */
	FIELD_CHOICES,		/* 多选, stored joined by 、 */
	FIELD_FILE,		/* 文件: a text file beside the table, stored by
				   name; its characters in a further column */
	FIELD_IDENTITY,		/* 身份证号, 18 digits, or 17 and X */
	FIELD_PHONE,		/* 手机号, 11 digits */
	FIELD_TYPES		/* how many there are */
};

/*
 * What the stages have to know of a type: field_types[] has one row each.
 * How its cells are read is the one thing that stands elsewhere, with those
 * who read them (cell/read.c).
 */
struct field_type_row {
	const char *word;	/* in 表单.csv */
	const char *column;	/* SQL type of its column */
	bool derivable;		/* 推算.csv may have it */
	bool choice;		/* must be one of 取值, which cannot be empty */
	bool many;		/* each value is a row of a table of its own too,
				   see field_values_table */
	bool file;		/* names a text file, see field_count_column */
	bool person;		/* the name of whoever the row is about */
	bool text;		/* its words are the school's: are there fonts
				   for all characters? */
	bool lines;		/* line breaks in it stay */
	bool personal;		/* masked, whatever 敏感 says */
	bool amount;		/* a number, or yes or no: computed from †
				   values (an age) it may be shown */
};
extern const struct field_type_row field_types[];

/* What a second row with the same value is (重复). */
enum field_repeat {
	REPEAT_FREE,		/* nothing special */
	REPEAT_ERROR,		/* part of the key: the later row is refused */
	REPEAT_ADVICE		/* worth a word, both rows count */
};

struct field {
	const char *name;	/* as on the form, without stars and units */
	enum field_type type;
	bool required;
	bool personal;		/* masked in every output unless asked for */
	enum field_repeat repeat;
	const char *unit;	/* "" when none */
	const char **values;	/* of a choice: the allowed ones; of a file:
				   the field that states how many characters
				   the text has, or none */
	size_t nvalues;
	const char **aliases;	/* other headings of its column (别名) */
	size_t naliases;
	const char *note;
	size_t line;		/* in 表单.csv */
};

struct form {
	const char *name;	/* table */
	bool vertical;		/* 竖: columns 项目, 内容 */
	struct field *fields;	/* in the form's order */
	size_t nfields;
	const char **aliases;	/* other names of its file or sheet (表.csv) */
	size_t naliases;
	bool optional;		/* 可无: that it is not there is no finding */
	bool repeats;		/* 允许重复: equal rows count */
};

/*
 * A field the school does not fill in: a row of 推算.csv, computed from what
 * it did fill in once that is read, before anything is judged or masked.
 */
struct derived {
	const char *table;	/* of a form */
	const char *name;
	enum field_type type;	/* of the column: no choice */
	const char *sql;	/* over the table's row */
	bool personal;		/* masked, as a field is */
	bool of_personal;	/* scheme_check: it is not, and reads † values */
	size_t line;		/* in 推算.csv */
};

/* How what an expert writes becomes his score of a point (计分方式). */
enum scoring {
	SCORING_POINTS,		/* 得分: it is the score */
	SCORING_DEDUCTION,	/* 扣分: 分值 less the sum of what he takes off */
	SCORING_LETTER,		/* 等第: 分值 times the 系数 of his word */
	SCORINGS		/* how many there are */
};
/* Its word in 指标.csv, one row each; the first is the default. */
extern const char *const scorings[];

/* A bound of points that is not there (无). */
#define NO_LOW	LONG_MIN
#define NO_HIGH	LONG_MAX
#define PRORATE		"按比例折算"	/* 不适用计分: the maxima leave */
#define BOUND_NONE	"无"	/* as 下限, 上限 say it */

struct point {
	const char *code;
	const char *level1, *level2;
	const char **contents;	/* evaluation texts sharing this score */
	size_t ncontents;
	long max;		/* 分值, 1/100 point; -1: judged by a word */
	long low, high;		/* bounds of its value, 1/100 point: 0 and max
				   unless the scheme says; NO_LOW, NO_HIGH */
	enum scoring scoring;
	const char *letters;	/* 等第组: of 参照/等第.csv; "" = all rows */
	const char *cap;	/* 上限组, a name in caps; "" = none */
	const char *method;	/* 评估办法 */
	bool bonus;		/* 附加: outside the regular sum */
	const char *applies;	/* SQL condition, "" = always */
	const char *object;	/* with automatic: its table, may be "" */
	const char *automatic;	/* SQL, "" when experts score it */
	const char *evidence;	/* SQL: what the automatic score rests on */
	bool of_personal;	/* scheme_check: automatic reads † values */
	const char *basis;
	size_t line;		/* in 指标.csv */
};

/* A row of 上限.csv: what the points of a group count together. */
struct cap {
	const char *name;
	long low, high;		/* 1/100 point; NO_LOW, NO_HIGH */
	size_t line;
};

/* A row of 权重.csv: what all points of a 一级指标 are worth. */
struct weight {
	const char *level1;
	long weight;		/* 1/100 point */
	size_t line;
};

/* Points that count together: one, or those of a 上限组 (parts.c). */
struct point_group {
	const struct cap *cap;	/* NULL: a point alone */
	bool bonus;
	size_t *points;		/* indexes into the scheme's, ascending */
	size_t npoints;
};

/* A 一级指标 and all that counts in it, in the order of 指标.csv. */
struct part {
	const char *level1;
	const struct weight *weight;	/* NULL: it counts as it is */
	bool bonus;		/* it has bonus points alone */
	struct point_group *groups;
	size_t ngroups;
};

/*
 * What is computed of † values is shown where it is an amount, smaller than
 * this: whoever is 45 has no telephone number of six digits.
 */
#define PERSONAL_AMOUNT	"1000000"
bool	scheme_is_amount(double x);

#define RULE_VALUE	"{值}"	/* stands for the measure and its unit */

struct rule {
	const char *code, *name;
	const char *object;	/* table, "" = over the studio alone */
	const char *measure;	/* SQL */
	const char *way;	/* 方式: in place of SQL; "" = none */
	const char *condition;	/* 条件 of the way: SQL on one row, "" = all */
	const char *table;	/* 表 of the way */
	const char **fields;	/* 字段 of the way */
	size_t nfields;
	const char *scope;	/* 范围 of the way: SQL on one row, "" = all */
	const char *premise;	/* 前提 of the way: SQL over the studio without
				   which it measures nothing, "" = none */
	const char *unit;
	const char *min, *max;	/* SQL scalars, "" = no bound */
	bool above_min;		/* the bound itself does not satisfy */
	bool below_max;
	const char *level;	/* LEVEL_… */
	const char *point;	/* evaluation point it bears on, or "" */
	const char *applies;	/* SQL condition, "" = always */
	const char *evidence;	/* SQL, "" = none */
	bool of_personal;	/* scheme_check: what it is judged by reads †
				   values */
	const char *basis, *advice;
	const char *wording;	/* of what is not met; RULE_VALUE may be in it */
	size_t line;		/* in 规则.csv */
};

struct decision {
	const char *stage;
	const char *condition;	/* SQL over the studio, "" = always */
	const char *text;	/* may hold {{SQL scalar}} */
	const char *basis;
	size_t line;
};

/*
 * A row of 等级.csv, best first: a studio takes the first whose limits and
 * condition hold and whose quota is not used up.
 */
struct grade {
	const char *name;
	long min;		/* 1/100 point, from there on; NO_LOW: none */
	const char *condition;	/* SQL over the studio, "" = always */
	const char *group;	/* 组别: of that group alone; "" = of each */
	long quota;		/* 名额: so many, or 1/100 % of the group's
				   ranked studios; -1: as many as there are */
	bool percent;
	size_t line;
};

/* A part of 同分次序: what decides between equal totals, in this order. */
struct tie {
	const char *sql;	/* a scalar over the studio */
	bool descending;	/* 降序: the greater comes first; NULL is last */
};

struct reference {
	const char *name;
	const char **columns;
	bool *numeric;		/* a column all of whose cells are numbers */
	size_t ncolumns;
	const char ***rows;
	size_t *lines;		/* of the rows */
	size_t nrows;
	bool read;		/* by SQL of the scheme */
};

/*
 * A way to sum up what the experts gave to a point.  A new one is a row in
 * methods[] (method.c), and a function when it is no mean of the scores in
 * the middle.
 */
struct method {
	const char *word;	/* what 专家汇总 says in 方案.csv */
	const char *range;	/* and 去极值范围, of rows with the same word,
				   else NULL; the first is its default */
	/* What n (not 0) scores, ascending, come to, in the same unit: a part
	   of 1/100 point that they all are whole numbers of. */
	struct fraction (*reduce)(const struct method *m,
	    const int64_t *scores, size_t n, size_t limit);
	size_t drop;		/* so many of the highest, and of the lowest,
				   are left out from limit experts on; the
				   middle one, or two, always stay */
	size_t leave;		/* so many experts with the highest total, and
				   with the lowest, are left out of all points
				   from limit experts on: extremes.c */
	const char *item;	/* of 方案.csv that gives limit, or NULL */
	size_t least;		/* of it */
	size_t otherwise;	/* limit where the item is not there */
	/*
	 * The same in the workbook, {透视} for the experts' cells (NULL: no
	 * formula can say it), and in words behind 专家均分为, for the pages.
	 * {ITEM} in both is limit.
	 */
	const char *formula, *sentence;
};

#define MOST_METHODS	16
/* All there are, a row without a word at the end; the first is the default. */
extern const struct method methods[];

/* One of the words that items are judged by where they have no points. */
#define MOST_WORDS	20
struct judging_word {
	const char *word;
	bool met;		/* it counts as met (达标词) */
};

/* A row of 参照/评审角色.csv. */
struct role {
	const char *name;
	long weight;		/* 1/100; what they add up to does not matter */
	size_t line;
};

/* 参照/评审分工.csv gives this point to this expert, in this role. */
struct duty {
	const char *expert;	/* without white space; "" = anybody */
	const char *role;	/* "" = any */
	size_t point;		/* its place in points */
	size_t line;
};

struct property {		/* a row of 方案.csv */
	const char *name, *value;
	size_t line;
	bool read;		/* by SQL of the scheme */
	const char *near;	/* not read by it, and nearly one that the
				   program knows: that one; else NULL */
};

/* What is wrong in a scheme folder. */
struct lint {
	const char *file;	/* relative to the folder, or ""; a sheet is
				   called by the file that it stands for */
	size_t line;		/* 0: the whole file */
	const char *text;
};

struct scheme {
	struct arena arena;
	const char *name;	/* the folder's, or the workbook's without
				   SCHEME_BOOK_END */
	const char *path;
	const char **files;		/* that the program reads, or would */
	size_t nfiles, files_cap;
	const struct sheets *book;	/* NULL: it is a folder */
	const char **ignored;		/* sheets of it that are no tables */
	size_t nignored;
	struct property *properties;	size_t nproperties;
	struct form *forms;		size_t nforms;
	struct derived *derived;	size_t nderived;
	struct point *points;		size_t npoints;
	struct cap *caps;		size_t ncaps;
	struct weight *weights;		size_t nweights;
	struct judging_word *words;	size_t nwords;	/* best first; none
							   where points count */
	struct role *roles;		size_t nroles;
	struct duty *duties;		size_t nduties;
	struct rule *rules;		size_t nrules;
	struct decision *decisions;	size_t ndecisions;
	struct grade *grades;		size_t ngrades;
	struct tie *ties;		size_t nties;
	struct reference *references;	size_t nreferences;
	struct lint *lints;		size_t nlints, lints_cap;
	struct lint *hints;		size_t nhints, hints_cap;
};

/*
 * The path of a scheme's workbook without its ending, in the arena; NULL when
 * it is none by its name, or the file that a program has put beside an open one.
 */
#define SCHEME_BOOK_END ".xlsx"
char	*scheme_book_stem(struct arena *a, const char *path);

/*
 * Find a scheme, folder or workbook, by name (in ./rubrics, beside the binary,
 * in the installed share folder) or path.  The path in the arena; NULL, and err
 * lists what there is, when there is none.
 */
char	*scheme_find(struct arena *a, const char *name, struct err *err);

/*
 * The same, and when there is none of that name: the only one that text is a
 * name of (简称, 名称 …), or whose names hold each run of characters, letters
 * and digits of text (郑州, 宝山2023).  *taken is then a line that says which
 * it is, else NULL.  NULL, and err names the ones it can be, or the nearest.
 */
char	*scheme_search(struct arena *a, const char *text, const char **taken,
	    struct err *err);

/* The names of all schemes that can be found, sorted, each once. */
void	scheme_list(struct arena *a, const char ***names, size_t *n);

/*
 * The folders in which kind ("rubrics" or "templates") is looked for, in
 * order; NULL-terminated, in the arena.
 */
const char **scheme_search_path(struct arena *a, const char *kind);

/*
 * Read a scheme.  What is wrong goes to s->lints, all of it; returns
 * -1 (err filled) only when there is no usable scheme at all.
 */
int	scheme_read(struct scheme *s, const char *path, struct err *err);
void	scheme_free(struct scheme *s);

/* ---- a copy (copy.c) ------------------------------------------------------------ */

/* What is to be otherwise in it; NULL: as it was. */
struct scheme_changes {
	const char *title;	/* 名称 */
	const char *full;	/* 满分 */
	const char *points;	/* the text of 指标.csv; rules on other points,
				   and what limits old ones, are left out */
	const char **codes;	/* of these points */
	size_t ncodes;
};

/* Lines for who asked for the copy, in the arena. */
struct scheme_notes {
	const char **list;
	size_t n, cap;
};

/*
 * Write the scheme at from, folder or workbook, into the folder to.  Nothing of
 * it is checked but what reading it shows.  -1 when it cannot be read or written.
 */
int	scheme_copy(struct arena *a, const char *from, const char *to,
	    const struct scheme_changes *changes, struct scheme_notes *notes,
	    struct err *err);
/* One file, as it is. */
int	scheme_copy_file(const char *from, const char *to, struct err *err);
/* Add a cell to a line of a table; first: no comma is before it. */
void	scheme_add_cell(struct buf *b, const char *text, bool first);

/* Where a lint is: FOLDER/规则.csv:5, NAME.xlsx!规则:5. */
char	*scheme_lint_place(struct arena *a, const struct scheme *s,
	    const struct lint *l);
/* 规则.csv, or the sheet's name 规则; "" when it is of no table. */
char	*scheme_lint_table(struct arena *a, const struct scheme *s,
	    const struct lint *l);

/* Add a line to s->lints. */
void	scheme_complain(struct scheme *s, const char *file, size_t line,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Add a line to s->hints: what may be meant so, and refuses nothing. */
void	scheme_hint(struct scheme *s, const char *file, size_t line,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/*
 * Make the form's tables in the store and fill the tables of definitions
 * and references.  Call once, on a new store.
 */
int	scheme_load(const struct scheme *s, struct store *store,
	    struct err *err);

/*
 * Let MASK_FUNCTION, which the SQL of ways calls, mask † values, or leave them
 * as they are.  Once a store, before scheme_rule_sql is run on it.
 */
#define MASK_FUNCTION "_遮蔽"
int	scheme_mask(struct store *store, bool mask, struct err *err);

/*
 * Replace † values in the form's tables by masks: once all that is computed
 * from them is.
 */
int	scheme_redact(const struct scheme *s, struct store *store,
	    struct err *err);

/*
 * Whether a batch that was read into store can be the scheme's: -1, and err
 * says whose it is, when most studios lack fields that the identity requires,
 * and another scheme that can be found has nearly all that it asks for.
 */
int	scheme_check_batch(const struct scheme *s, struct store *store,
	    struct err *err);

/*
 * Check what reading alone cannot: names in SQL, SQL that does not compile
 * or would write, sums, codes.  Adds to s->lints.
 */
int	scheme_check(struct scheme *s, struct err *err);

/* What rests on a thing that was not read: a verdict, a stage, a grade. */
#define VERDICT_UNREAD	"待核实"

/*
 * What an assessment does, one step after the other.  Each query of the scheme
 * belongs to a step; it comes behind all whose results it reads.
 */
enum step_kind {
	STEP_APPLIES,		/* 适用 of one point */
	STEP_ASSESSED,		/* what experts gave; 评定条件: who is assessed */
	STEP_POINT,		/* 自动 of one point */
	STEP_SCORES,		/* 得分 */
	STEP_TOTALS,		/* 小计, 上限组, 总分 */
	STEP_RULE,		/* one rule: 资格 */
	STEP_GATES,		/* 汇总.资格 */
	STEP_RANKS,		/* 排名条件, 同分次序: 名次 */
	STEP_GRADES,		/* 等级 */
	STEP_STAGE,		/* one stage of 结论 */
	STEP_KINDS		/* how many there are */
};

/*
 * The parts of a step: its queries.  Of a point or a rule these; of a stage
 * or 等级 one a line, in order, and behind them the {{SQL}} of each; of ranks
 * 排名条件 and 同分次序.
 */
#define PART_APPLIES	0
#define PART_VALUE	1	/* what it is judged by */
#define PART_SHOWN	2	/* 明细 */

struct need {
	size_t step;		/* has to be done before */
	size_t part;		/* whose query reads it */
	const char *who;	/* 规则 Z1; NULL: it is not read but counted */
	const char *what;	/* 汇总.等级 */
};

struct step {
	enum step_kind kind;
	size_t index;		/* point, rule, or first line of the stage */
	size_t n;		/* lines of the stage */
	const char *file;	/* where its query stands */
	size_t line;
	struct need *needs;
	size_t nneeds, needs_cap;
	bool scored;		/* comes behind 得分 */
	bool summary;		/* reads 汇总 */
	bool told;		/* asks for 待核实, and so says itself what
				   follows from an open result */
};

struct sequence {
	struct step *steps;	/* as the enum has them, then as the files do */
	size_t nsteps;
	size_t first[STEP_KINDS];	/* the first of each kind */
	size_t *order;		/* in which they are done */
	struct lint *wrong;	/* circles, and results that are never there */
	size_t nwrong, wrong_cap;
};

/*
 * The steps of the scheme, whose tables are in store; in the arena.  Steps in
 * a circle have no order: seq->wrong names them, and results that are read
 * but never there.
 */
void	scheme_sequence(const struct scheme *s, struct store *store,
	    struct arena *a, struct sequence *seq);

/*
 * Complain about items of 方案.csv that nothing reads and that are nearly one
 * the program knows: mentioned says whether the pages have the word.  After
 * scheme_check.
 */
void	scheme_check_unread(struct scheme *s,
	    bool (*mentioned)(void *ctx, const char *word), void *ctx);

/*
 * Write an invented batch of n studios into folder, a table a file: the first
 * ones are in order and as good as each grade asks, the last one is empty, of a
 * few before it a table cannot be read.  What is in a studio follows from its
 * genes, scheme_genes of them each: two studios that share one share what
 * stands in a field, or how many rows a table has.
 */
int	scheme_invent(const struct scheme *s, const char *folder,
	    const uint64_t *genes, size_t n, struct err *err);
size_t	scheme_genes(const struct scheme *s);
/* How many of them leave nothing empty: the first ones, T0001 and on. */
size_t	scheme_invented_full(const struct scheme *s);

/*
 * The SQL that measures a rule on every studio, one row each, in the order
 * of _序: 编号, whether it applies (1 or 0), measure, lower bound, upper bound,
 * evidence.  The same without evidence: what the verdict rests on.  And the one
 * for an automatic point: 编号, value, evidence.  In the arena.
 */
char	*scheme_rule_sql(struct arena *a, const struct rule *r,
	    const struct scheme *s);
char	*scheme_rule_judged_sql(struct arena *a, const struct rule *r,
	    const struct scheme *s);
/*
 * How the way of a rule says that it is not met, its evidence included; in
 * the arena.  NULL where it has no words of its own, or the scheme has.
 */
char	*scheme_rule_unmet(struct arena *a, const struct rule *r,
	    const char *value, const char *evidence);
/* How the way of a rule says what is required, or NULL: its bounds do. */
const char *scheme_rule_required(const struct rule *r);
char	*scheme_point_sql(struct arena *a, const struct point *p,
	    const struct scheme *s);

/*
 * Bind what SQL of this point (NULL: of none) may ask for: :编号 and :分值.
 * -1, err filled, when it asks for anything else, which would only be NULL.
 */
int	scheme_bind(sqlite3_stmt *stmt, const struct point *p,
	    const char *what, struct err *err);

/* The column of a form's table that says whose a row is. */
const char *scheme_studio_column(const char *table);

/*
 * rowid and value of a derived field, and its studio, for each row of its
 * table.
 */
char	*scheme_derived_sql(struct arena *a, const struct derived *d);

/* One row a studio: 编号 and the SQL scalar (a condition, a text part). */
char	*scheme_scalar_sql(struct arena *a, const char *scalar);

/*
 * The next {{SQL}} of a decision's text: *sql in the arena, *before and
 * *after the text around it.  False when there is none.
 */
bool	scheme_placeholder(struct arena *a, const char *text,
	    const char **before, const char **sql, const char **after);

/* The item's value; otherwise when it is not there, or empty. */
const char *scheme_property(const struct scheme *s, const char *name,
	    const char *otherwise);
/* Its line in 方案.csv, 0 when it is not there. */
size_t	 scheme_property_line(const struct scheme *s, const char *name);
const struct form *scheme_form(const struct scheme *s, const char *table);
const struct point *scheme_point(const struct scheme *s, const char *code);
const struct field *form_field(const struct form *f, const char *name);
/* Its index, NO_FIELD when the form has none of that name. */
#define NO_FIELD SIZE_MAX
size_t	 form_field_index(const struct form *f, const char *name);
/* Of a type with many values: the table in which they stand one a row. */
char	*field_values_table(struct arena *a, const struct form *f,
	    const struct field *d);
/* Of a file: the column of its characters in the form's table. */
char	*field_count_column(struct arena *a, const struct field *f);
/* Of a file: the field that states their number, or NULL. */
const struct field *form_stated(const struct form *f, const struct field *d);
/* Whether one of the form's fields is a file. */
bool	form_has_texts(const struct form *f);

/* Place of a word among those that items are judged by, nwords: none of them. */
size_t	 scheme_word(const struct scheme *s, const char *word);
/* All of them, for people (优、良、差); in the arena. */
char	*scheme_words_text(struct arena *a, const struct scheme *s);
/* Whether rows of 评审 say what role their expert is in. */
bool	 scheme_tells_role(const struct scheme *s);
/* Place of a role among the scheme's, nroles: none of them. */
size_t	 scheme_role(const struct scheme *s, const char *role);
/*
 * Whether somebody in this role is to score the point: it is given to the
 * role, or to nobody, so that all score it.
 */
bool	 scheme_expects(const struct scheme *s, size_t point,
	    const char *role);
/* Whether some point is scored this way. */
bool	 scheme_scores(const struct scheme *s, enum scoring scoring);
/*
 * The field of 自评 or 评审 that points scored this way are written in; the
 * form need not have it.
 */
const char *scheme_score_field(const struct scheme *s, const struct form *f,
	    enum scoring scoring);
/* The step (步长) that scores typed in are multiples of, 1/100 point. */
long	 scheme_step(const struct scheme *s);
/* True when no evaluation point has points: items are judged by words. */
bool	scheme_by_words(const struct scheme *s);

/* The row of 上限.csv, of 权重.csv; NULL when there is none. */
const struct cap *scheme_cap(const struct scheme *s, const char *name);
const struct weight *scheme_weight(const struct scheme *s, const char *level1);
/* The parts of a scheme with points, in order; how many.  In the arena. */
size_t	 scheme_parts(struct arena *a, const struct scheme *s,
	    struct part **parts);
/*
 * What a group can count at most, of the points whose left[] is set (NULL:
 * of all); 0 when none is.  And a part: its regular points, or where it has
 * none its bonus points.  In 1/100 point.
 */
long	 point_group_max(const struct scheme *s,
	    const struct point_group *g, const bool *left);
long	 part_max(const struct scheme *s, const struct part *part,
	    const bool *left);
/* What a part adds to the scheme's 满分: its weight, else its regular points. */
long	 part_worth(const struct scheme *s, const struct part *part);

/* The row for the scheme's 专家汇总, and its limit. */
const struct method *scheme_method(const struct scheme *s);
size_t	 scheme_method_limit(const struct scheme *s);
/*
 * How the scheme sums up its experts: as a formula, NULL where none can say it;
 * and in words, roles and rounds with it.  In the arena.
 */
char	*scheme_method_formula(struct arena *a, const struct scheme *s);
char	*scheme_method_sentence(struct arena *a, const struct scheme *s);
/*
 * The further fields of 评审 that belong to its key, which tell an expert's
 * rounds apart; in the arena.
 */
size_t	 scheme_rounds(struct arena *a, const struct scheme *s,
	    const struct field ***fields);

#endif
