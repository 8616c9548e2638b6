/*
 * The display lists of a result's papers, made as report_write makes them: the
 * scheme's words are given to the fonts, each paper is bound once, and one
 * measure serves all documents.
 */
#include <stdlib.h>
#include <time.h>

#include <linebreak.h>

#include "alternatives.h"
#include "document/document.h"
#include "page/layout.h"
#include "page/page.h"
#include "report/papers.h"
#include "scheme/scheme.h"

double
clock_ms(void)
{
	struct timespec t = { 0 };

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Set one paper; the two times are of its queries and of its layout. */
static int
set(struct display *d, struct arena *a, const struct binding *binding,
    const char *studio, struct measure *m, double ms[2], struct err *err)
{
	struct document doc;
	double start = clock_ms(), built;

	*d = (struct display){ .arena = a, .kind = binding->template->number };
	if (document_build(&doc, a, binding, studio, err) == -1)
		return -1;
	built = clock_ms();
	layout_document(&doc, m, d);
	ms[0] = built - start;
	ms[1] = clock_ms() - built;
	return 0;
}

/*
 * All of them twice: first for the time, in memory that one document leaves
 * to the next as in a report (to get it from the system costs more than the
 * layout); then to keep.  Stops early when the result has fewer papers.
 */
static int
make_all(const struct source *from, const struct binding *binding,
    sqlite3_stmt *stmt, struct measure *m, struct sheet *sheets, size_t *n,
    struct err *err)
{
	struct arena a = { 0 };
	struct display once;
	double ignored[2] = { 0 };
	int rc = 1;

	for (int keep = 0; keep < 2 && rc != -1; keep++) {
		(void)sqlite3_reset(stmt);
		store_bind(stmt, 1, from->paper);
		for (*n = 0; *n < from->want && (rc = store_step(
		    binding->store, stmt, err)) == 1; ) {
			struct sheet *s = &sheets[(*n)++];
			bool last = keep == 1;

			rc = set(last ? &s->display : &once,
			    last ? &s->arena : &a, binding,
			    store_text(stmt, 0), m, last ? ignored : s->ms,
			    err);
			arena_reset(&a);
			if (rc == -1)
				break;
		}
	}
	arena_free(&a);
	return rc == -1 ? -1 : 0;
}

static int
make_sheets(struct font_library *fonts, const struct source *from,
    const struct binding *binding, struct sheet *sheets, size_t *n,
    struct err *err)
{
	struct measure *m = measure_new(fonts);
	sqlite3_stmt *stmt = store_prepare(binding->store, "SELECT 工作室 "
	    "FROM 文书 WHERE 文书 = ?1 ORDER BY rowid", err);
	int rc = -1;

	init_linebreak();
	if (stmt != NULL)
		rc = make_all(from, binding, stmt, m, sheets, n, err);
	store_finalize(stmt);
	measure_free(m);
	if (rc == 0 && *n < 2)
		rc = err_set(err, "fewer than two papers %s", from->paper);
	return rc;
}

int
sheets_make(struct font_library *fonts, const struct source *from,
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
		    common_text_declare(fonts, &bound[i], err) == -1))
			rc = -1;
	if (rc == 0)
		rc = make_sheets(fonts, from, &bound[at], *sheets, n, err);
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
