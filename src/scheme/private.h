#ifndef PINGGU_SCHEME_PRIVATE_H
#define PINGGU_SCHEME_PRIVATE_H

#include "scheme/scheme.h"
#include "sheet/sheet.h"
#include "store/store.h"

/*
 * One CSV file of a scheme, its columns found by their names.  Columns the
 * format does not know are complained about, so that a misspelt heading is
 * not silently an empty column.
 */
#define TABLE_FILE_COLUMNS 32

struct table_file {
	struct scheme *scheme;
	const char *file;
	struct sheet sheet;
	const char *const *names;	/* columns of the format by their
					   numbers, NULL at end */
	size_t where[TABLE_FILE_COLUMNS];	/* column from 0; SIZE_MAX none */
};

/*
 * Read file of the scheme's folder.  needed names the columns (separated by
 * blanks) without which the file is of no use.  false when there is nothing
 * to read: the file is missing (a complaint only when required), not
 * readable, or lacks a needed column (complaints say so).
 */
bool	table_file_open(struct table_file *d, struct scheme *s,
	    const char *file, const char *const *names, const char *needed,
	    bool required);

/* Records behind the header. */
size_t	table_file_count(const struct table_file *d);
size_t	table_file_line(const struct table_file *d, size_t i);

/* Column number n of the format in record i, trimmed, "" when not there. */
const char *table_file_get(const struct table_file *d, size_t i, size_t n);

/* Split what stands in column n of record i at | and 、; blanks are cut. */
size_t	table_file_list(const struct table_file *d, size_t i, size_t n,
	    const char ***list);
/*
 * Whether column n of record i is 是; anything but that, 否 or nothing is
 * complained about.
 */
bool	table_file_yes(const struct table_file *d, size_t i, size_t n);
/* A number of points as 1/100, may be negative; false: none, or finer. */
bool	points_parse(const char *text, long *hundredths);

/* The limit of m as its item says; false when it is no such number. */
bool	method_limit_parse(const struct method *m, const char *text,
	    size_t *limit);

/* The type whose word this is (整数); false when there is none. */
bool	field_type_parse(const char *word, enum field_type *type);

/* views.c: the views over the form's tables, once these are made. */
int	scheme_make_views(const struct scheme *s, struct store *store,
	    struct arena *a, struct err *err);

/* An item of 方案.csv that the program reads: plan_item.c has the rows. */
struct plan_item {
	const char *name;
	/* Complains when value (not "") is none for it; NULL: any text is. */
	void (*check)(struct scheme *s, const struct plan_item *item,
	    const char *value);
	const char *const *words;	/* the only ones, NULL at the end */
	bool required;
	bool calls;		/* people call the scheme by words of it */
	bool condition;		/* SQL over the studio, true or not */
};
extern const struct plan_item plan_items[];	/* a row without a name at the end */

/* Complain about the items whose value is none. */
void	scheme_check_plan(struct scheme *s);

/* read_forms.c, read_points.c, …: fill their part of s, complaining. */
void	scheme_read_forms(struct scheme *s);
void	scheme_read_tables(struct scheme *s);	/* 表.csv, after the forms */
void	scheme_read_derived(struct scheme *s);	/* after the forms */
void	scheme_read_points(struct scheme *s);
void	scheme_read_caps(struct scheme *s);	/* 上限.csv, 权重.csv */
void	scheme_read_rules(struct scheme *s);
void	scheme_read_decisions(struct scheme *s);
void	scheme_read_grades(struct scheme *s);
void	scheme_read_references(struct scheme *s);
void	scheme_read_ties(struct scheme *s);	/* 同分次序, after 方案.csv */

/* check_ranking.c: who is assessed and ranked, and 等级.csv without its SQL. */
void	scheme_check_ranking(struct scheme *s);

#endif
