#include "report/report.h"

#include "report/components.h"
#include "report/papers.h"
#include "report/xlsx/lint.h"

int
report_lint(struct store *store, const struct report_options *options,
    void (*complain)(void *ctx, const char *text), void *ctx,
    struct err *err)
{
	struct arena a = { 0 };
	const char **paths;
	size_t n;
	int rc = papers_list(&a, options, &paths, &n, err);

	for (size_t i = 0; i < n && rc == 0; i++) {
		struct err why = { 0 };

		if (template_check(paths[i], components, store, &why) == -1)
			complain(ctx, why.text);
	}
	arena_free(&a);
	if (rc == 0)
		workbook_lint(store, options, complain, ctx);
	return rc;
}
