#include "report/report.h"

#include "page/page.h"
#include "report/papers.h"

int
report_lint(struct store *store, const struct report_options *options,
    void (*complain)(void *ctx, const char *text), void *ctx,
    struct err *err)
{
	const struct workbook_options sheets = workbook_options_of(options);
	struct arena a = { 0 };
	const char **paths;
	size_t n;
	int rc = papers_list(&a, options, &paths, &n, err);

	for (size_t i = 0; i < n && rc == 0; i++)
		template_check(paths[i], components, store, complain, ctx);
	arena_free(&a);
	if (rc == 0)
		workbook_lint(store, &sheets, complain, ctx);
	return rc;
}
