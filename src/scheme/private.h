#ifndef PINGGU_SCHEME_PRIVATE_H
#define PINGGU_SCHEME_PRIVATE_H

#include "scheme/scheme.h"
#include "sheet/sheet.h"
#include "store/store.h"

/* ---- source.c: a folder's files, or a workbook's sheets ------------------------ */

/*
 * Fill path, name and, of a workbook, book.  -1 when it is neither,
 * cannot be read, or a folder and a workbook share the name.
 */
int	scheme_open(struct scheme *s, const char *path, struct err *err);

/*
 * The table that is in file of the folder (规则.csv, 参照/名额.csv), or in the
 * sheet of that name.  false when there is none (a complaint only when required)
 * or it cannot be read (complaints say why); a table has at least one record.
 */
bool	scheme_table(struct scheme *s, const char *file, struct sheet *t,
	    bool required);

struct reference_source {
	const char *name, *file;	/* 名额, 参照/名额.csv */
};
/* The tables of 参照, by name, in the arena. */
size_t	scheme_reference_sources(struct scheme *s,
	    struct reference_source **list);

/* ---- folder.c, book.c: the same of the one and of the other --------------------- */

bool	folder_table(struct scheme *s, const char *file, struct sheet *t,
	    bool required);
size_t	folder_references(struct scheme *s, struct reference_source **list);

/* book_open fills book. */
int	book_open(struct scheme *s, struct err *err);
/*
 * Once all is read: a sheet that nothing reads is a complaint where its name is
 * nearly that of one, else it is put to ignored.
 */
void	book_check_names(struct scheme *s);
bool	book_table(struct scheme *s, const char *file, struct sheet *t,
	    bool required);
size_t	book_references(struct scheme *s, struct reference_source **list);
/* "参照/名额.csv" gives "参照-名额", "规则.csv" gives "规则". */
char	*book_sheet_name(struct arena *a, const char *file);

#define TABLE_FILE_END	".csv"
#define TABLE_REFERENCES "参照"
/* "名额.csv" gives "名额"; NULL when the file is no CSV. */
char	*table_file_stem(struct arena *a, const char *name);
void	scheme_add_reference(struct scheme *s, struct reference_source **list,
	    size_t *cap, size_t *n, const struct reference_source *r);
/* Each oddity of a table is a complaint. */
void	scheme_complain_oddities(struct scheme *s, const char *file,
	    const struct sheet *t);

/* ---- table_file.c --------------------------------------------------------------- */

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
 * Which of words (NULL at the end; "" when the cell may be empty) stands in
 * column n of record i; when none does, their number, and a complaint says
 * what may stand there and which it is near to.
 */
size_t	table_file_word(const struct table_file *d, size_t i, size_t n,
	    const char *const *words);
/*
 * Whether column n of record i is 是; anything but that, 否 or nothing is
 * complained about.
 */
bool	table_file_yes(const struct table_file *d, size_t i, size_t n);
/* Complain about cells of a sheet of file that stand below no heading. */
void	scheme_check_width(struct scheme *s, const char *file,
	    const struct sheet *sheet);
/* "；是不是“NAME”？" in the arena, "" where name is NULL. */
const char *meant_text(struct arena *a, const char *name);
/* A number of points as 1/100, may be negative; false: none, or finer. */
bool	points_parse(const char *text, long *hundredths);

/*
 * aliases.c: the other names in column n of record i, empty ones left out; and
 * complaints of those that mean another table, or field of the form, too.
 */
size_t	aliases_read(struct table_file *d, size_t i, size_t n,
	    const char ***list);
void	aliases_check_table(struct table_file *d, size_t i,
	    const struct form *f);
void	aliases_check_field(struct table_file *d, size_t i,
	    const struct form *f, const struct field *x);

/* The limit of m as its item says; false when it is no such number. */
bool	method_limit_parse(const struct method *m, const char *text,
	    size_t *limit);

/* The type whose word this is (整数); false when there is none. */
bool	field_type_parse(const char *word, enum field_type *type);
/* The one that word is near to, or NULL. */
const char *field_type_near(struct arena *a, const char *word);

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

/* check_names.c: a store's listener that marks what SQL of the scheme reads. */
void	scheme_hear(void *scheme, const char *table, const char *column);
/* Complain about files and tables that are nearly known; find such items. */
void	scheme_check_names(struct scheme *s);

/* letters.c: fill _等第值; and what is wrong with 参照/等第.csv. */
int	scheme_load_letters(const struct scheme *s, struct store *store,
	    struct err *err);
void	scheme_check_letters(struct scheme *s);
/* The point's 等第 whose 系数 is nearest to the share; "" where none fits. */
const char *scheme_nearest_letter(const struct scheme *s,
	    const struct point *p, double share);
/* check_scoring.c: what is wrong in how points are scored. */
void	scheme_check_scoring(struct scheme *s);
/* check_totals.c: 满分, 上限.csv and 权重.csv against 指标.csv. */
/*
 * What goes without saying in 方案.csv: 满分 is what the points come to; with
 * weights, points that do not apply leave the maxima.
 */
void	scheme_find_defaults(struct scheme *s);
void	scheme_check_totals(struct scheme *s);

/* check_reach.c: lines that are never reached, bounds that none can keep. */
void	scheme_check_reach(struct scheme *s);

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
/* Whether a cell is kept as a number.  A leading zero makes a code, not a
   number: 001 must stay 001. */
bool	scheme_is_number(const char *text);
void	scheme_read_ties(struct scheme *s);	/* 同分次序, after 方案.csv */

/* check_ranking.c: who is assessed and ranked, and 等级.csv without its SQL. */
void	scheme_check_ranking(struct scheme *s);
/*
 * check_personal.c: † fields that would come out as they are; and what is
 * judged by them (of_personal).  The scheme's tables are in store.
 */
void	scheme_check_personal(struct scheme *s, struct store *store,
	    struct arena *a);
/* values.c: choices whose 取值 is a column of a table; after those. */
void	scheme_read_values(struct scheme *s);
/* words.c, read_panel.c: the words and who the experts are; after that. */
void	scheme_read_words(struct scheme *s);
void	scheme_read_panel(struct scheme *s);

#endif
