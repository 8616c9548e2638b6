#ifndef PINGGU_REPORT_REPORT_H
#define PINGGU_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"
#include "base/mem.h"
#include "font/font.h"
#include "store/store.h"

/*
 * Reports read a finished store (结果.sqlite) and templates, nothing else.
 * A template is looked for in <templates>/<scheme>/ of each folder of the
 * search path, then in <templates>/default/.  Every <name>.md is a paper that
 * is printed for each studio, or those its own condition names.
 */
struct report_options {
	const char *scheme;		/* the scheme's name */
	const char *const *templates;	/* search path, NULL-terminated */
	size_t workers;			/* at least 1 */
	bool (*stop)(void);		/* NULL: never */
	void (*tick)(size_t done, size_t total);	/* NULL: none */
	/* A worker turns to something else than papers; NULL: back.  Or NULL. */
	void (*part)(const char *name);
};

/* ---- what a result holds ------------------------------------------------------ */

enum output_kind {
	OUTPUT_END,		/* no output: ends the table */
	OUTPUT_STORE,		/* the store itself: all others read it */
	OUTPUT_FILE,		/* one file */
	OUTPUT_PAPERS		/* folders, one a paper; their files in 文书 */
};

/*
 * One row an output, in the order in which the screen tells of them.  All else
 * follows from the row: that it is written, that a later run knows it as an
 * earlier result, that what is left of it by a run that was killed is cleared
 * away.
 */
struct output {
	enum output_kind kind;
	const char *name;	/* the file's; NULL where 文书 has the names */
	const char *label;	/* on the screen; NULL: the folder's, or none */
	const char *part;	/* FILE: its time is told apart by this name, or
				   NULL; one row may */
	const char *scratch;	/* FILE: files that begin so may be left beside
				   it by a writer that was killed, or NULL */
	/* FILE: from the store at result, written whole to path. */
	int (*write)(const char *result, const char *path,
	    const struct report_options *options, struct err *err);
};

extern const struct output outputs[];	/* ends with OUTPUT_END */

#define OUTPUT_RESULT	"结果.sqlite"	/* the row of kind OUTPUT_STORE */

/* The row with that file name, NULL when there is none. */
const struct output *output_find(const char *name);

/*
 * Write all of them into the folder out, which exists: say in the store's
 * table 文书 which studio gets which paper (every paper is tried, so that one
 * that is wrong stops here, with file and line in err), save the store, make
 * everything else from it.  A PDF that cannot be made is a finding
 * REPORT_FAILED and stops no other.  -1 when nothing can be done at all (no
 * template, no workbook), or the system refused to write (a full disk is full
 * for all the others too), or stop said so.
 */
int	report_write(struct store *store, const char *out,
	    const struct report_options *options, struct font_library *fonts,
	    struct err *err);

/*
 * The self-assessment paper of the only studio in the store, written whole to
 * path.  said gets a sentence where not all of it is printed (页数上限).
 */
int	report_self(struct store *store, const char *path,
	    const struct report_options *options,
	    struct font_library *fonts, struct buf *said, struct err *err);

/*
 * What is wrong in the scheme's papers and sheets: every query is compiled on
 * store, which has been through scheme_load.  complain gets a line of text
 * for each file that is wrong, FILE:LINE: WHAT.  -1 when the store fails.
 */
int	report_lint(struct store *store, const struct report_options *options,
	    void (*complain)(void *ctx, const char *text), void *ctx,
	    struct err *err);

/* Whether a template of the scheme, or a default one, holds the word. */
bool	report_mentions(const struct report_options *options,
	    const char *word);

/*
 * The findings of a store, for "pinggu check" and the files of a report.
 * Order: those of no studio first, then by 工作室, 文件, 行, 列 and the rest,
 * by bytes; so it is the same whatever the order of intake was.
 */
enum findings_format {
	FINDINGS_TEXT,	/* FILE:LINE:COLUMN: 级别: text, one a line */
	FINDINGS_ERRORS,	/* the same, but 错误 and what is printed as 〓 */
	FINDINGS_CSV,	/* UTF-8 with BOM, CRLF, all columns of 问题 */
	FINDINGS_JSON	/* an array of objects, all columns of 问题 */
};

/*
 * Print every finding to f; *n (may be NULL) counts them.  In text a part
 * that is not known is left out (FILE: 级别: text), and a finding of no file
 * begins with the studio's 编号.  In CSV a text that a spreadsheet would take
 * for a formula gets a leading '.  -1 when the store or the writing fails.
 */
int	findings_print(struct store *store, enum findings_format format,
	    FILE *f, size_t *n, struct err *err);

/* The same into the file at path, whole or not at all. */
int	findings_write(struct store *store, enum findings_format format,
	    const char *path, struct err *err);

#endif
