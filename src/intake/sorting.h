#ifndef PINGGU_INTAKE_SORTING_H
#define PINGGU_INTAKE_SORTING_H

#include "intake/private.h"

/* How table_find sorts a source's records: table.c, no_data.c, above.c. */

struct sorting {
	struct intake *in;
	const struct folder *fo;
	const struct source *src;
	const struct sheet *s;
	struct table *t;
	struct arena scratch;	/* one record */
	size_t key;		/* column of the first required field, or
				   NO_COLUMN */
	bool filled;		/* some cell, from above */
	bool ditto;		/* some of them said 同上 */
	int list;		/* most rows are one cell: 1, -1, 0 not known */
};

/* Whether a cell counts as filled: not by what the form or a merge wrote. */
bool	sorting_filled(const struct sorting *o, const struct sheet_record *r,
	    size_t column);
/* Whether a field's cell can be read (a required one: and is not empty). */
bool	sorting_valid(struct sorting *o, const struct field *f,
	    const struct sheet_record *r, size_t column);
/* Put a cell's value into the record to; whether one was put there. */
void	sorting_fill(struct sorting *o, size_t from, size_t to,
	    size_t column);
bool	sorting_is_from_above(const struct sheet_record *r, size_t column);
struct finding sorting_at(const struct sorting *o,
	    const struct sheet_record *r, size_t column);

/* no_data.c: what the record is, but for what follows from all of them. */
enum record_kind no_data_kind(struct sorting *o,
	    const struct sheet_record *r);
/* Which of the rows without their first field hold nothing of their own. */
void	no_data_prefilled(struct sorting *o);
/* Tell of all rows that are no data, note each. */
void	no_data_tell(struct sorting *o);

/* above.c: fill what a workbook merged; what other sources left empty. */
void	above_merged(struct sorting *o);
void	above_fill(struct sorting *o);
void	above_tell(struct sorting *o);

#endif
