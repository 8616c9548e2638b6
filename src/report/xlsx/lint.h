#ifndef PINGGU_REPORT_XLSX_LINT_H
#define PINGGU_REPORT_XLSX_LINT_H

#include "report/report.h"

/*
 * Compile and run every sheet's query on a store without studios; complain
 * gets FILE:LINE: WHAT for each sheet that is wrong.
 */
void	workbook_lint(struct store *store,
	    const struct report_options *options,
	    void (*complain)(void *ctx, const char *text), void *ctx);

#endif
