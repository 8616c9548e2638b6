#include "report/report.h"

#include <assert.h>

#include <linebreak.h>

#include "document/document.h"
#include "report/papers.h"

#define SELF_PAPER	"自评表"

/* Print that paper of the studio. */
static int
print_self(struct store *store, const struct template *t, const char *studio,
    struct font_library *fonts, const char *path, struct buf *said,
    struct err *err)
{
	const char *cut = NULL;
	struct measure *m = measure_new(fonts);
	struct arena a = { 0 };
	struct binding b;
	int rc = template_bind(&b, t, store, err);

	init_linebreak();
	if (rc == 0)
		rc = paper_print(&b, studio, m, fonts, &a, path, &cut, err);
	if (rc == 0 && cut != NULL)
		buf_addf(said, "%s（%s）", finding_text(FINDING_PAPER_CUT),
		    cut);
	template_unbind(&b);
	measure_free(m);
	arena_free(&a);
	return rc;
}

int
report_self(struct store *store, const char *path,
    const struct report_options *options, struct font_library *fonts,
    struct buf *said, struct err *err)
{
	struct papers papers;
	struct paper_names names = { 0 };
	int rc = papers_read(&papers, options, err);

	if (rc == 0)
		rc = paper_names_read(&names, store, err);
	if (rc == 0) {
		size_t at = papers_find(&papers, SELF_PAPER);

		assert(names.n == 1);
		rc = at == papers.n ? err_set(err, "方案 %s 没有“" SELF_PAPER
		    "”的模板", options->scheme) : print_self(store,
		    &papers.items[at].template, names.items[0].studio, fonts,
		    path, said, err);
	}
	paper_names_free(&names);
	papers_free(&papers);
	return rc;
}
