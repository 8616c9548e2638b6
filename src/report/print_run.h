#ifndef PINGGU_REPORT_PRINT_RUN_H
#define PINGGU_REPORT_PRINT_RUN_H

#include "report/papers.h"

/* PDFs that could not be made, or not whole, in the order of 文书. */
struct print_failures {
	struct arena arena;
	struct print_failure {
		bool cut;		/* it is there, but not all of it */
		const char *studio, *file, *why;
	} *items;
	size_t n;
};

/*
 * All that is made from the finished store at db_path, by several workers,
 * into the folder out: <paper>/<编号>_<名称>.pdf for every row of 文书, and the
 * outputs that are files, which are begun first.  A PDF that fails does not
 * stop the others: failures lists them, to be given back by
 * print_failures_free whatever is returned; the files do not know of them.
 * -1 when nothing can be done at all (no template, no folder, no workbook), or
 * the system refused to write.
 */
int	print_run(const char *db_path, const char *out,
	    const struct report_options *options, struct font_library *fonts,
	    struct print_failures *failures, struct err *err);
void	print_failures_free(struct print_failures *failures);

#endif
