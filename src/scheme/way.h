#ifndef PINGGU_SCHEME_WAY_H
#define PINGGU_SCHEME_WAY_H

#include <stdbool.h>
#include <stddef.h>

#include "scheme/scheme.h"

/*
 * 方式 of 规则.csv: what most rules measure, in a word instead of SQL.  A way
 * writes the SQL for it, and that for the evidence: names and values as they
 * were filled in.
 */

/* The columns of 规则.csv that a way can need. */
enum way_column {
	WAY_OBJECT = 1 << 0,		/* 对象 */
	WAY_MEASURE = 1 << 1,		/* 测量, an expression */
	WAY_CONDITION = 1 << 2,		/* 条件 */
	WAY_TABLE = 1 << 3,		/* 表 */
	WAY_FIELDS = 1 << 4,		/* 字段 */
	WAY_SCOPE = 1 << 5		/* 范围 */
};

/* Whose columns 字段 are. */
enum way_whose {
	WAY_NAMES,		/* of 对象: they name its rows in the evidence */
	WAY_OF_OBJECT,		/* of 对象: one, what is measured */
	WAY_OF_TABLE,		/* of 表: one, where it is not named as 对象's */
	WAY_OF_STUDIO,		/* of 工作室: any number */
	WAY_NUMBER,		/* of 工作室: one that holds a number */
	WAY_LOOKED_UP,		/* of 工作室: one, found in a reference, 表 */
	WAY_MONTHS		/* of 工作室: first, last; then one of 表 */
};

struct way_sql;

struct way {
	const char *word;		/* in 方式 */
	int needs, allows;		/* enum way_column; the rest is wrong */
	enum way_whose whose;
	bool percent;			/* it measures 0 … 100 */
	const char *low, *high;		/* bounds where the rule has none */
	/* Add an SQL scalar over 工作室 to w->sql: the measure, evidence. */
	void (*measure)(struct way_sql *w);
	void (*evidence)(struct way_sql *w);
	/*
	 * Words for what is not met, instead of “实为…，要求…”; NULL: those.
	 * They may take the evidence in, which then is not said again.
	 */
	char *(*unmet)(struct arena *a, const struct rule *r,
	    const char *value, const char *evidence);
	/* Words for what is required, instead of ≥1; NULL: those. */
	const char *(*required)(const struct rule *r);
};

/* All there are, a row without a word at the end. */
extern const struct way ways[];

/* The row of a rule's 方式; NULL when it has none, or an unknown one. */
const struct way *way_of(const struct rule *r);

/* A table that rules can be about. */
enum way_kind {
	WAY_NOTHING,		/* there is none of that name */
	WAY_FORM,
	WAY_VALUES,		/* of a 多选: one a row */
	WAY_REFERENCE,		/* no studio's */
	WAY_RESULT		/* 小计, 得分 … */
};

struct way_table {
	enum way_kind kind;
	const char *name;
	const char *quoted;		/* for SQL */
	const struct form *form;	/* WAY_FORM, WAY_VALUES */
	const struct field *choices;	/* WAY_VALUES: the field */
	const struct reference *reference;
	const char *const *columns;	/* WAY_RESULT: NULL at the end; the
					   first names a row */
};

/* A column of such a table. */
struct way_field {
	const char *name;	/* NULL: there is none */
	enum field_type type;
	const char *unit;
	bool personal;
	bool marked;		/* a word alone does not say what it is of */
	bool computed;		/* nobody fills it in */
};

/* What the SQL of one rule is made from. */
struct way_sql {
	struct arena *arena;
	const struct scheme *scheme;
	const struct rule *rule;
	struct way_table object;	/* 对象, or 表 where there is none */
	struct buf sql;
};

/* ---- way_table.c: tables and columns by their names ------------------------ */

/* The table of that name; of no kind where there is none. */
struct way_table way_table_find(struct arena *a, const struct scheme *s,
	    const char *name);
/* Every table's name, for messages; in the arena. */
size_t	way_table_names(struct arena *a, const struct scheme *s,
	    const char ***names);
/* Its field, derived ones too; .name is NULL where it has none of that name. */
struct way_field way_field_find(const struct scheme *s,
	    const struct way_table *t, const char *name);
/* All its columns' names; in the arena. */
size_t	way_field_names(struct arena *a, const struct scheme *s,
	    const struct way_table *t, const char ***names);
/*
 * The fields of t that sql reads, by the names in it: those without a table,
 * and with it as their table.
 */
size_t	way_fields_read(struct arena *a, const struct scheme *s,
	    const struct way_table *t, const char *sql,
	    struct way_field **fields);
/* The people a table's rows are about, or NULL. */
const struct field *way_person(const struct way_table *t);
/* What its rows are counted in: 人 where a row begins with a person, else 条. */
const char *way_count_unit(const struct way_table *t);
/* The date fields of t; how many there are. */
size_t	way_dates(struct arena *a, const struct scheme *s,
	    const struct way_table *t, struct way_field **fields);

/* ---- way_sql.c: pieces of SQL, in the arena -------------------------------- */

/* name as an SQL string. */
char	*way_text(struct arena *a, const char *text);
/* " FROM t WHERE its rows of the studio and each condition", "" is none. */
char	*way_from(struct arena *a, const struct way_table *t,
	    const char *first, const char *second);
/* A row's place in its table, to sort by. */
char	*way_order(struct arena *a, const struct way_table *t);
/* What f holds, as it was filled in, with its unit; NULL where empty. */
char	*way_value(struct arena *a, const char *table, const struct way_field *f);
/* What sql measures, as it is printed; masked where it is no amount and rests
   on † values. */
char	*way_amount(const struct way_sql *w, const char *sql);
/* The same with its name where that says more: 预算10元, 档案：无, 未填档案. */
char	*way_told(struct arena *a, const char *table, const struct way_field *f,
	    bool always);
/* How people call a row of t. */
char	*way_name(struct way_sql *w, const struct way_table *t,
	    const char *const *fields, size_t nfields);
/*
 * The fields of t that the conditions in sql read, in brackets behind a name:
 * of a row that fulfils them, or that does not (unmet).  What is told is what
 * is not plain from the conditions; '' where there is nothing to tell.
 */
char	*way_why(struct way_sql *w, const struct way_table *t, const char *sql,
	    bool unmet);
/*
 * What an item says of each row, joined; equal ones once, with their number;
 * of many the first ten and 等n人.  NULL where there is no row.
 */
struct way_list {
	const char *item;	/* SQL on a row */
	const char *from;	/* see way_from */
	const char *order;	/* SQL behind ORDER BY, of a group of rows */
	const char *unit;	/* of rows */
	bool each;		/* the number of equal ones, also where it is 1 */
	const char *kinds;	/* unit of items, where many of those are told
				   by their own number; or NULL */
};
#define WAY_MOST_NAMES	"10"	/* in a list; the rest are counted */
char	*way_list_sql(struct arena *a, const struct way_list *l);
/* The number of rows, as text. */
char	*way_count(struct arena *a, const char *from, const char *unit);

/* ---- the ways: way_rows.c, way_missing.c, way_studio.c, way_others.c -------- */

/* What the rows of ways[] call; see struct way for what each is to do. */
void	way_count_measure(struct way_sql *w);
void	way_count_evidence(struct way_sql *w);
void	way_share_measure(struct way_sql *w);
void	way_share_evidence(struct way_sql *w);
void	way_kinds_measure(struct way_sql *w);
void	way_kinds_evidence(struct way_sql *w);
void	way_least_measure(struct way_sql *w);
void	way_least_evidence(struct way_sql *w);
void	way_most_measure(struct way_sql *w);
void	way_most_evidence(struct way_sql *w);
void	way_missing_measure(struct way_sql *w);
void	way_missing_evidence(struct way_sql *w);
void	way_months_measure(struct way_sql *w);
void	way_months_evidence(struct way_sql *w);
char	*way_missing_unmet(struct arena *a, const struct rule *r,
	    const char *value, const char *evidence);
void	way_alike_measure(struct way_sql *w);
void	way_alike_evidence(struct way_sql *w);
void	way_lookup_measure(struct way_sql *w);
void	way_lookup_evidence(struct way_sql *w);
void	way_filled_measure(struct way_sql *w);
void	way_filled_evidence(struct way_sql *w);
void	way_number_measure(struct way_sql *w);
void	way_number_evidence(struct way_sql *w);
void	way_formula_measure(struct way_sql *w);
void	way_formula_evidence(struct way_sql *w);
void	way_yes_measure(struct way_sql *w);
void	way_yes_evidence(struct way_sql *w);
const char *way_yes_required(const struct rule *r);
char	*way_yes_unmet(struct arena *a, const struct rule *r,
	    const char *value, const char *evidence);
/* Why 前提 does not hold: the fields it reads. */
void	way_premise_evidence(struct way_sql *w);

/* ---- way_check.c -------------------------------------------------------------- */

/*
 * Complain about columns, tables and fields of a rule that its 方式 lacks, or
 * has no use for.  False when its SQL cannot be made.
 */
bool	way_check(struct scheme *s, const struct rule *r);
/* Whether it has a 方式 whose SQL can be made. */
bool	way_usable(struct arena *a, const struct scheme *s,
	    const struct rule *r);

#endif
