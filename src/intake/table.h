#ifndef PINGGU_INTAKE_TABLE_H
#define PINGGU_INTAKE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* A table of a form: its heading, and which of its records are data. */

struct arena;
struct field;
struct finding;
struct folder;
struct form;
struct intake;
struct sheet;
struct sheet_record;
struct source;

/* ---- headings (header.c, header_rows.c, columns.c, header_missing.c) ------ */

struct heading {		/* a column of a table */
	size_t column;		/* from 0 */
	const struct field *field;
	unsigned orders;	/* date_columns.c: which of date_order is proven */
};

/* The column 荣誉/甲奖: whether that value was chosen (choices_columns.c). */
struct choice_column {
	size_t column;		/* from 0 */
	const struct field *field;
	const char *value;
};

/* What a column is. */
enum column_kind {
	COLUMN_HEADLESS,	/* has no heading */
	COLUMN_UNKNOWN,		/* is no field: its content is not read */
	COLUMN_HELP,		/* 序号 …: only helps who fills in */
	COLUMN_STUDIO,		/* 工作室 of a root table */
	COLUMN_FIELD
};

/* What a record below the heading is. */
enum record_kind {
	RECORD_DATA,
	RECORD_BLANK,		/* nothing stands in it */
	RECORD_HEADING,		/* the heading again */
	RECORD_NO_DATA,		/* a total, a line to be signed, a sample … */
	RECORD_PREFILLED,	/* what every row of the form has, nothing else */
	RECORD_SHIFTED		/* its cells are not under their headings */
};

/* A sheet whose heading was found: what its columns and records are. */
struct table {
	size_t heading;		/* the record of the heading */
	size_t record;		/* its last one, when it is two */
	size_t width;		/* columns up to the last heading */
	unsigned char *columns;	/* column_kind of each */
	const struct field **fields;	/* of each, NULL: none */
	struct heading *headings;	/* those that are fields */
	size_t n;
	size_t studio;		/* column of 工作室, or NO_COLUMN */
	size_t serial;		/* column of 序号, or NO_COLUMN */
	unsigned char *kinds;	/* record_kind of each record of the sheet */
	struct choice_column *choices;
	size_t nchoices, choices_cap;
};

#define LOOK_RECORDS 10	/* a heading stands behind at most nine title lines */

/* The key under which a heading and a field's name are the same. */
char	*header_fold(struct arena *a, const char *s);
/* That of each of the field's other headings. */
const char **header_folds(struct arena *a, const struct field *f);

/*
 * Find the heading of a table behind title lines, and what its columns are;
 * tells of unknown, repeated and missing ones.  root: a column 工作室 is
 * looked for.  False (and told) when there is none.
 */
bool	header_find(struct intake *in, const struct folder *fo,
	    const struct source *src, const struct sheet *s, bool root,
	    struct table *t);
/* Tell that there is no heading, and what is likely the cause. */
void	header_missing(struct intake *in, const struct folder *fo,
	    const struct source *src, const struct sheet *s);

/*
 * The heading may be two records, one below the other: widen *first and *last,
 * which are one.  header_text is what both say of a column, joined by "-",
 * "" when nothing; in in->each.
 */
void	header_rows(struct intake *in, const struct form *f,
	    const struct sheet *s, size_t *first, size_t *last);
const char *header_text(struct intake *in, const struct sheet *s,
	    size_t first, size_t last, size_t column);

/* Whether a record of the sheet is the heading of the form, all of it. */
bool	header_is_of(struct intake *in, const struct form *f,
	    const struct sheet *s);
/* The field that a heading or label means, or NULL; whether it is word. */
const struct field *header_field(struct intake *in, const struct form *f,
	    const char *raw);
bool	header_is(struct intake *in, const char *raw, const char *word);
/* Whether it heads the column that says whose a row is: 工作室, or another name
   (别名) of the studio's 编号. */
bool	header_is_studio(struct intake *in, const char *raw);
/* Whether it means the field by another heading of it only (别名). */
bool	header_is_alias(struct intake *in, const struct form *f,
	    const struct field *field, const char *raw);
/* What HEADER_REPEATED says of one beside the field's own; in in->cells. */
const char *header_alias_detail(struct intake *in, const struct field *field,
	    const char *raw);
/*
 * The one field without a heading that a heading which is none is likely meant
 * for, by the Han characters they share; present: one a field of the form.
 * NULL: none, or several.
 */
const struct field *header_like(const struct form *f, const char *text,
	    const bool *present);
/* Tell of a heading that is no field; like: as header_like says. */
void	header_unknown(struct intake *in, const struct field *like,
	    struct finding *f);
/* The field of a cell 项目：内容, and *content; NULL when it is none. */
const struct field *header_colon(struct intake *in, const struct form *f,
	    const char *cell, const char **content);

/* ---- which records are data (table.c, sorting.h) ---------------------------- */

/*
 * header_find, and then, before anything is typed, what each record below the
 * heading is.  Values of merged cells are put into the records, surplus cells
 * are joined to the last: as mends, so that they are noted when a row is read.
 * Tells, once a source, of rows that are no data, of values from above, of
 * columns without a heading.
 */
bool	table_find(struct intake *in, const struct folder *fo,
	    const struct source *src, const struct sheet *s, bool root,
	    struct table *t);

/*
 * Whether a field's cell can be read (a required one: and is not empty).
 * orders: of its heading.
 */
bool	row_valid(struct arena *a, const struct form *f,
	    const struct field *field, const struct sheet_record *r,
	    size_t column, unsigned orders);
/* The first heading under which one cannot, or NULL. */
const struct heading *row_invalid(struct arena *a, const struct form *f,
	    const struct table *t, const struct sheet_record *r);
/* The first filled cell right of the last heading, or NO_COLUMN. */
size_t	row_surplus(const struct table *t, const struct sheet_record *r);

/*
 * date_columns.c: look over the columns of dates.  columns_prove fills their
 * headings' orders, before records are sorted; columns_look tells, once they
 * are, of a date system that may be another one.
 */
void	columns_prove(const struct sheet *s, struct table *t);
void	columns_look(struct intake *in, const struct folder *fo,
	    const struct source *src, const struct sheet *s,
	    const struct table *t);

/*
 * choices_columns.c: whether the heading is a 多选 and one of its values, as
 * 荣誉/甲奖; it is a column of t then.  The first such column is the field's
 * heading: choices_join puts all that were chosen into its cell.
 */
bool	choices_column(struct intake *in, const struct form *form,
	    const char *text, size_t column, struct table *t);
/* Whether the field's heading is made of such columns. */
bool	choices_make(const struct table *t, const struct field *f);
void	choices_join(struct intake *in, const struct folder *fo,
	    const struct source *src, const struct sheet *s,
	    const struct table *t);

#endif
