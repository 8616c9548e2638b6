#ifndef PINGGU_REPORT_FINDINGS_H
#define PINGGU_REPORT_FINDINGS_H

#include <stdio.h>

#include "base/err.h"
#include "store/store.h"

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

#endif
