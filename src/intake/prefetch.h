#ifndef PINGGU_INTAKE_PREFETCH_H
#define PINGGU_INTAKE_PREFETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "sheet/sheet.h"

/* Reading ahead: prefetch.c. */

struct intake;
struct prefetch;
struct source;

/* A file as it was read. */
struct reading {
	struct sheets file;
	enum sheet_status status;
	bool unreadable;	/* why says it */
	struct err why;
};

/*
 * Let a thread read the files, which the list gives in the order in which
 * they will be asked for.  NULL when there is to be none.
 */
struct prefetch *prefetch_start(struct intake *in, struct source *const *list,
	    size_t n);
/*
 * The file as node_sheets gives it; valid until the next call.  A file that
 * was passed over or asked for already is not to be had: NULL.
 */
const struct reading *prefetch_take(struct prefetch *h,
	    const struct source *src);
void	prefetch_stop(struct prefetch *h);

#endif
