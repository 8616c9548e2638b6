#ifndef PINGGU_INTAKE_ROW_H
#define PINGGU_INTAKE_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/*
 * Rows, from the record to the store: row.c, attachment.c, insert.c,
 * repeats.c.
 */

struct cell;
struct field;
struct finding;
struct folder;
struct form;
struct intake;
struct sheet;
struct sheet_mend;
struct sheet_record;
struct source;
struct table;

struct row {			/* one record, typed; in the arena cells */
	struct cell *cells;	/* one a field of the form */
	const char *file, *sheet;	/* of its source */
	size_t line, row;	/* where the record starts */
};

/* A row without values for the record; in the arena cells. */
struct row *row_new(struct intake *in, const struct source *src,
	    const struct sheet_record *r);

/*
 * Type the record's cell in the column that at names into its place in row,
 * record how it was changed and tell what is odd.  orders: of the heading.
 */
void	row_cell(struct intake *in, struct row *row, const struct form *f,
	    const struct field *field, const struct sheet_record *r,
	    unsigned orders, const struct finding *at);

/* How the sheet's reader, or table_find, mended the cell; NULL: it did not. */
const struct sheet_mend *row_mend(const struct sheet_record *r,
	    size_t column);
/* Mend a cell of the record: its text is value from now on. */
void	row_put(struct arena *a, struct sheet_record *r, size_t column,
	    const char *value, unsigned char kind, const char *rule);

/* Note a cell that was read otherwise than it is written: in 规范化. */
void	row_note(struct intake *in, const struct field *field,
	    const struct sheet_record *r, const struct cell *c,
	    const struct finding *at);

/* A telephone number beside a name in the cell is masked, unless asked for. */
void	row_mask(struct intake *in, const struct field *field, struct cell *c);

/* Texts that rows of other tables are matched by. */
bool	row_is_key(const struct form *f, const struct field *field);

/*
 * Type record i of a table.  NULL when it is no data, or (told) when its cells
 * are not under their headings.
 */
struct row *row_read(struct intake *in, const struct source *src,
	    const struct sheet *s, const struct table *t, size_t i,
	    const char *studio);

/*
 * attachment.c: read the texts that the row's fields of the type 文件 name and
 * count their characters; tells what is wrong with them.
 */
void	row_attachments(struct intake *in, const struct source *src,
	    struct row *row, const char *studio);

/* insert.c: put the row into its table (key: its 工作室) and forget it. */
void	row_insert(struct intake *in, const struct form *f, const char *key,
	    const struct row *row);
/* The same for a row of a folder's: only counted when that is not assessed. */
void	row_keep(struct intake *in, const struct folder *fo,
	    const struct form *f, const struct row *row);

/* ---- rows given twice (repeats.c) ---------------------------------------------- */

/*
 * Judging a whole batch by SQL costs more than reading it, and nearly all
 * rows are different.  So each row loaded leaves hashes of what must not
 * repeat; who leaves one twice is suspected, and only those are judged.
 */
void	repeats_seen(struct intake *in, const struct form *f,
	    const char *key, const struct row *row);
/* No row to come belongs to a studio there was. */
void	repeats_forget(struct intake *in);

/* Rows given twice: told; equal ones and those whose key is taken go. */
void	repeats_remove(struct intake *in);

#endif
