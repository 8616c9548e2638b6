#include "assess/private.h"

#include <stdlib.h>

/* What the experts gave to one point of one studio, row by row. */
struct panel {
	const struct method *method;
	size_t limit;
	struct score *score;	/* whose it is */
	int32_t *given;
	size_t n, cap;
};

static int
by_size(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Sum up what was given, and begin anew. */
static void
panel_close(struct panel *p)
{
	struct score *s = p->score;

	if (p->n == 0)
		return;
	qsort(p->given, p->n, sizeof(*p->given), by_size);
	s->low = p->given[0];
	s->high = p->given[p->n - 1];
	s->mean = p->method->reduce(p->method, p->given, p->n, p->limit);
	p->n = 0;
}

int
assess_experts(struct score_grid *g, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, "SELECT 工作室, 评估点,"
	    " hundredths(得分), 结论 = ?1 FROM 有效评分"
	    " ORDER BY 工作室, 评估点", err);
	struct panel panel = { .method = scheme_method(g->scheme),
	    .limit = scheme_method_limit(g->scheme) };
	struct places at = { .grid = g };
	int rc;

	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, scheme_word_met(g->scheme));
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		struct score *s = score_of_row(&at, stmt);

		if (s == NULL)
			continue;
		if (s != panel.score)
			panel_close(&panel);
		panel.score = s;
		mem_grow(&panel.given, &panel.cap, panel.n,
		    sizeof(*panel.given));
		panel.given[panel.n++] = sqlite3_column_int(stmt, 2);
		s->met += sqlite3_column_int(stmt, 3) == 1;
		s->experts++;
		g->studios[at.studio].judged = true;
	}
	panel_close(&panel);
	free(panel.given);
	store_finalize(stmt);
	return rc;
}
