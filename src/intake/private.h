#ifndef PINGGU_INTAKE_PRIVATE_H
#define PINGGU_INTAKE_PRIVATE_H

#include "base/date.h"
#include "cell/cell.h"
#include "intake/batch.h"
#include "intake/intake.h"
#include "intake/load.h"
#include "intake/log.h"
#include "intake/prefetch.h"
#include "intake/row.h"
#include "intake/table.h"
#include "intake/tree.h"
#include "sheet/sheet.h"
#include "store/store.h"

/* The run, which all parts share; each part has a header of its own. */

#define NO_COLUMN SIZE_MAX

struct form_table {			/* a form and the statements that fill it */
	const struct form *form;
	const char **folds;	/* header_fold of each field's name */
	const char ***aliases;	/* and of its other headings */
	sqlite3_stmt *insert;
	sqlite3_stmt **choices;	/* a field; NULL unless 多选 */
	bool in_root;		/* the batch's root has a file of it */
	bool in_folder;		/* the studio that is read has one */
	bool suspected;		/* some studio may have repeated a row */
};

struct seen {			/* a set of hashes */
	uint64_t *slots;	/* 0: free */
	size_t n, cap;
};

struct intake {
	const struct scheme *scheme;
	struct store *store;
	const struct intake_options *options;
	struct batch *batch;	/* once discovered */
	struct prefetch *prefetch;	/* reads files; NULL: nobody does */
	struct tree_reader reader;	/* of this thread */
	struct form_name *names;	/* of files, see file_name.c */
	size_t nnames;
	struct given *given;	/* what the studio gave so far, see given.c */
	size_t ngiven, given_cap;
	bool mute;		/* nothing is told or kept */
	struct arena run;	/* the whole batch */
	struct arena studio;	/* one studio */
	struct arena file;	/* one file */
	struct arena each;	/* one table of it */
	struct arena cells;	/* one record, and what is told of it */
	struct form_table *tables;	/* one a form, in the scheme's order */
	sqlite3_stmt *source, *change, *position, *suspect, *form_file,
	    *unused, *source_layout, *absent;
	void *layouts;		/* layout_log.c: those known */
	int64_t nlayouts;
	struct buf places;	/* of the source that is being read */
	sqlite3_stmt *meant;	/* studio_name.c; NULL until asked */
	struct seen seen;	/* rows, keys and values loaded so far */
	int64_t order;		/* _序 of the row loaded last */
	size_t done, total;	/* files */
	bool has_attachments;		/* some form has a field of the type 文件 */
	struct err *err;
	bool failed;		/* err says why; sticks */
};

static inline struct form_table *
form_table_of(const struct intake *in, const struct form *f)
{
	return &in->tables[f - in->scheme->forms];
}

/* Step a statement that returns no rows and make it ready again. */
void	intake_step(struct intake *in, sqlite3_stmt *stmt);

/* Characters that get lost, in all fields whose words are the schools' own. */
int	characters_check(const struct scheme *s, struct store *store,
	    const struct intake_options *options, struct err *err);

#endif
