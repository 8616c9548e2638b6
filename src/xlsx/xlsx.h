#ifndef PINGGU_XLSX_XLSX_H
#define PINGGU_XLSX_XLSX_H

#include <stdbool.h>

#include "base/err.h"
#include "scheme/scheme.h"
#include "store/store.h"

/*
 * The workbook of a finished store.  Its sheets are files,
 * 汇总表/NN-<sheet>.sql, of the scheme's folder in each of the templates'
 * folders, over those of default/.
 */
struct workbook_options {
	const char *scheme;		/* the scheme's name */
	const char *const *templates;	/* search path, NULL-terminated */
	bool (*stop)(void);		/* NULL: never */
};

/* The workbook of the store at db_path, written whole to path. */
int	workbook_write(const char *db_path, const char *path,
	    const struct workbook_options *options, struct err *err);

/*
 * The blank workbook that is sent out, written whole to path: how to fill it
 * in, and a sheet for each form that schools fill in, or, for experts, only the
 * one of their scores.  Words to choose from are lists, codes are text, points
 * are written already.  What the library writes on its way stands in the folder
 * scratch, where it may leave something.
 */
int	forms_write(const struct scheme *s, bool experts, const char *path,
	    const char *scratch, struct err *err);

/*
 * Compile and run every sheet's query on a store without studios; complain
 * gets FILE:LINE: WHAT for each sheet that is wrong.
 */
void	workbook_lint(struct store *store,
	    const struct workbook_options *options,
	    void (*complain)(void *ctx, const char *text), void *ctx);

#endif
