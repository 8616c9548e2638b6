#ifndef PINGGU_REPORT_REPORT_H
#define PINGGU_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"
#include "base/mem.h"
#include "font/font.h"
#include "store/store.h"

#define REPORT_WORKBOOK	"汇总表.xlsx"

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

/*
 * Say in the store's table 文书 which studio gets which paper: once, when the
 * results are there and before the store is saved.  Every paper is tried, so
 * that one that is wrong stops here: -1, with file and line in err.
 */
int	report_plan(struct store *store, const struct report_options *options,
	    struct err *err);

/* PDFs that could not be made, in the order of 文书. */
struct report_failures {
	struct arena arena;
	struct report_failure {
		const char *studio, *file, *why;
	} *items;
	size_t n;
};

/*
 * <paper>/<编号>_<名称>.pdf for every row of 文书 of the store at db_path, and
 * 汇总表.xlsx, which one of the workers writes first; into the folder out, which
 * exists.  A PDF that fails does not stop the others: failures lists them, to
 * be given back by report_failures_free whatever is returned; the workbook
 * does not know of them.  -1 when nothing can be done at all (no template, no
 * folder, no workbook), or the system refused to write (a full disk is full
 * for all the others too).
 */
int	report_write(const char *db_path, const char *out,
	    const struct report_options *options,
	    struct font_library *fonts,
	    struct report_failures *failures, struct err *err);
void	report_failures_free(struct report_failures *failures);

/*
 * The self-assessment paper of the only studio in the store, written whole to
 * path.
 */
int	report_self(struct store *store, const char *path,
	    const struct report_options *options,
	    struct font_library *fonts, struct err *err);

/*
 * What is wrong in the scheme's papers and sheets: every query is compiled on
 * store, which has been through scheme_load.  complain gets a line of text
 * for each file that is wrong, FILE:LINE: WHAT.  -1 when the store fails.
 */
int	report_lint(struct store *store, const struct report_options *options,
	    void (*complain)(void *ctx, const char *text), void *ctx,
	    struct err *err);

/* 汇总表.xlsx of the store at db_path, written whole to path. */
int	report_workbook(const char *db_path, const char *path,
	    const struct report_options *options, struct err *err);

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

/* 问题清单.csv (UTF-8 with BOM) and 问题清单.json, written whole. */
int	report_findings_csv(struct store *store, const char *path,
	    struct err *err);
int	report_findings_json(struct store *store, const char *path,
	    struct err *err);

#endif
