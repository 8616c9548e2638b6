#ifndef PINGGU_XLSX_REFERENCE_H
#define PINGGU_XLSX_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/text.h"

/* References in formulas, texts and charts: what private.h says of braces. */

struct book;
struct book_sheet;

/* ---- reference.c ---- */
#define ROW_ANY		SIZE_MAX
#define ROW_MARK	'\001'	/* the number of a row that is ROW_ANY */
/*
 * Replace the references of a formula or text.  column and row say where it
 * stands (ncolumns: in no column).  False when one names nothing, or when
 * row is ROW_ANY and the text is not the same but for the row's number.
 */
bool	reference_expand(const struct book *book, const struct book_sheet *s,
	    size_t column, size_t row, const char *text, struct buf *out);
/*
 * Why a reference in the text can never be filled in, whatever the data is, in
 * the arena; NULL: it may.  in_text: of a title or note, which has no cells.
 * *elsewhere: not the fault of the sheet's own file (another sheet or an item
 * of the scheme is not there), so that another 公式 may take its place.
 */
const char *reference_wrong(struct arena *a, const struct book *book,
	    const struct book_sheet *s, const char *text, bool in_text,
	    bool *elsewhere);
/*
 * wrong.c: for one kind of reference each, what stands behind its colon; the
 * text is in the arena of who asks.
 */
/* Who asks what is wrong, and whether that hangs on this file alone. */
struct question {
	struct arena *arena;
	const struct book *book;
	const struct book_sheet *s;
	bool elsewhere;
};
const char *reference_wrong_column(struct question *q,
	    const char *name);
const char *reference_wrong_pivoted(struct question *q,
	    const char *name);
const char *reference_wrong_whole(struct question *q,
	    const char *name);
const char *reference_wrong_property(struct question *q,
	    const char *name);
const char *reference_wrong_overview(struct question *q,
	    const char *name);
const char *reference_wrong_part(struct question *q,
	    const char *name);
const char *reference_wrong_mark(struct question *q,
	    const char *name);
const char *reference_wrong_marked(struct question *q,
	    const char *name);
/* The same for a range as in {整列:…}. */
const char *reference_range_wrong(struct arena *a, const struct book *book,
	    const struct book_sheet *s, const char *name);
/*
 * 'sheet'!$A$3:$A$9 of a reference as in {整列:…}, of its first rows if there
 * are more than most; false: no such column, or all of it is wanted (most is
 * SIZE_MAX) and its sheet does not hold all.
 */
bool	reference_range(const struct book *book, const struct book_sheet *s,
	    const char *name, size_t most, struct buf *out);

/* The sheet's name as a reference to it begins: 'sheet'!, quotes doubled. */
void	reference_add_sheet(struct buf *out, const struct book_sheet *s);

#endif
