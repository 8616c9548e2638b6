#ifndef PINGGU_REPORT_REPORT_H
#define PINGGU_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "report/font.h"
#include "store/store.h"

/*
 * Reports read a finished store (结果.sqlite) and templates, nothing else.
 * A template is looked for in <templates>/<scheme>/ of each folder of the
 * search path, then in <templates>/default/.
 */
struct report_options {
	const char *scheme;		/* the scheme's name */
	const char *const *templates;	/* search path, NULL-terminated */
	size_t workers;			/* at least 1 */
	bool (*stop)(void);		/* NULL: never */
	void (*tick)(size_t done, size_t total);	/* NULL: none */
};

/* Studios whose PDF could not be made, by 编号, and why. */
struct report_failures {
	struct arena arena;
	struct report_failure {
		const char *studio, *why;	/* NULL why: all is well */
	} *items;
	size_t n;
};

/*
 * 报告/<编号>_<名称>.pdf for every studio of the store at db_path, into the
 * folder out, which exists.  A studio that fails does not stop the others:
 * failures lists them, to be given back by report_failures_free whatever is
 * returned.  -1 when nothing can be done at all (no template, no folder).
 */
int	report_pdfs(const char *db_path, const char *out,
	    const struct report_options *options,
	    const struct font_library *fonts,
	    struct report_failures *failures, struct err *err);
void	report_failures_free(struct report_failures *failures);

/* 汇总表.xlsx of the store at db_path, written whole to path. */
int	report_workbook(const char *db_path, const char *path,
	    const struct report_options *options, struct err *err);

/*
 * A finding for every cell with a character that no font has: it will be
 * printed as 〓.  Personal values are masked unless show_personal.
 */
int	report_check_characters(struct store *store,
	    const struct font_library *fonts, bool show_personal,
	    struct err *err);

/* 问题清单.csv (UTF-8 with BOM) and 问题清单.json, written whole. */
int	report_findings_csv(struct store *store, const char *path,
	    struct err *err);
int	report_findings_json(struct store *store, const char *path,
	    struct err *err);

#endif
