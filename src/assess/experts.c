#include "assess/private.h"

#include <stdlib.h>
#include <string.h>

/* What the experts gave to one point of one studio, row by row. */
struct panel {
	const struct method *method;
	size_t limit;
	struct score *score;	/* whose it is */
	int32_t *given;
	size_t n, cap;
	uint32_t votes[MOST_WORDS];	/* for each word */
	size_t nwords;
};

static int
by_size(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The word with most votes; of equals the worst, which stands last. */
static int8_t
most_votes(const uint32_t *votes, size_t n)
{
	size_t best = 0;

	for (size_t i = 1; i < n; i++)
		if (votes[i] >= votes[best])
			best = i;
	return (int8_t)best;
}

/* Sum up what was given, and begin anew. */
static void
panel_close(struct panel *p)
{
	struct score *s = p->score;

	if (p->n == 0)
		return;
	if (p->nwords > 0) {
		s->word = most_votes(p->votes, p->nwords);
		memset(p->votes, 0, sizeof(p->votes));
	} else {
		qsort(p->given, p->n, sizeof(*p->given), by_size);
		s->low = (struct fraction){ p->given[0], 1 };
		s->high = (struct fraction){ p->given[p->n - 1], 1 };
		s->mean = p->method->reduce(p->method, p->given, p->n,
		    p->limit);
	}
	p->n = 0;
}

int
assess_experts(struct score_grid *g, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, "SELECT 工作室, 评估点,"
	    " hundredths(得分), (SELECT 序 - 1 FROM _评定词 WHERE 词 = 结论) FROM 有效评分"
	    " ORDER BY 工作室, 评估点", err);
	struct panel panel = { .method = scheme_method(g->scheme),
	    .limit = scheme_method_limit(g->scheme),
	    .nwords = g->scheme->nwords };
	struct places at = { .grid = g };
	int rc;

	if (stmt == NULL)
		return -1;
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
		panel.votes[sqlite3_column_int(stmt, 3)]++;
		s->experts++;
		g->studios[at.studio].judged = true;
	}
	panel_close(&panel);
	free(panel.given);
	store_finalize(stmt);
	return rc;
}
