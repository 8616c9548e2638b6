/*
 * The display lists of a result's papers, made as report_pdfs makes them: the
 * scheme's words are given to the fonts, each paper is bound once, and one
 * measure serves all documents.
 */
#include <stdlib.h>
#include <time.h>

#include <linebreak.h>

#include "alternatives.h"
#include "report/document.h"
#include "report/font_scheme.h"
#include "report/layout.h"
#include "report/papers.h"
#include "scheme/scheme.h"

double
clock_ms(void)
{
	struct timespec t = { 0 };

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
make_one(struct sheet *s, const struct binding *binding, const char *studio,
    struct measure *m, struct err *err)
{
	struct document doc;
	double start = clock_ms(), built;

	s->display.arena = &s->arena;
	if (document_build(&doc, &s->arena, binding, studio, err) == -1)
		return -1;
	built = clock_ms();
	layout_document(&doc, m, &s->display);
	s->build_ms = built - start;
	s->layout_ms = clock_ms() - built;
	return 0;
}

/* Stops early when the result has fewer papers. */
static int
make_all(const struct font_library *fonts, const struct source *from,
    const struct binding *binding, struct store *store, struct sheet *sheets,
    size_t *n, struct err *err)
{
	struct measure *m = measure_new(fonts);
	sqlite3_stmt *stmt = store_prepare(store, "SELECT 工作室 FROM 文书 "
	    "WHERE 文书 = ?1 ORDER BY rowid", err);
	int rc = stmt == NULL ? -1 : 0;

	init_linebreak();
	if (rc == 0)
		store_bind(stmt, 1, from->paper);
	while (rc == 0 && *n < from->want &&
	    (rc = store_step(store, stmt, err)) == 1)
		rc = make_one(&sheets[(*n)++], binding, store_text(stmt, 0),
		    m, err);
	store_finalize(stmt);
	measure_free(m);
	if (rc == 0 && *n < 2)
		rc = err_set(err, "fewer than two papers %s", from->paper);
	return rc;
}

int
sheets_make(const struct font_library *fonts, const struct source *from,
    struct sheet **sheets, size_t *n, struct err *err)
{
	struct arena a = { 0 };
	const struct report_options options = { .scheme = from->scheme,
	    .templates = scheme_search_path(&a, "templates"), .workers = 1 };
	struct papers papers = { 0 };
	struct store store = { 0 };
	struct binding *bound = NULL;
	size_t at = 0;
	int rc = store_open(&store, from->db, err);

	*n = 0;
	*sheets = mem_zero(from->want, sizeof(**sheets));
	if (rc == 0 && (rc = papers_read(&papers, &options, err)) == 0) {
		bound = mem_zero(papers.n, sizeof(*bound));
		if ((at = papers_find(&papers, from->paper)) == papers.n)
			rc = err_set(err, "no paper %s", from->paper);
	}
	for (size_t i = 0; i < papers.n && rc == 0; i++)
		if (!papers.items[i].template.self && (template_bind(&bound[i],
		    &papers.items[i].template, &store, err) == -1 ||
		    font_common_scheme(fonts, &bound[i], err) == -1))
			rc = -1;
	if (rc == 0)
		rc = make_all(fonts, from, &bound[at], &store, *sheets, n,
		    err);
	for (size_t i = 0; bound != NULL && i < papers.n; i++)
		template_unbind(&bound[i]);
	free(bound);
	papers_free(&papers);
	store_close(&store);
	arena_free(&a);
	return rc;
}

void
sheets_free(struct sheet *sheets, size_t n)
{
	for (size_t i = 0; i < n; i++)
		arena_free(&sheets[i].arena);
	free(sheets);
}
