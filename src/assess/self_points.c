#include "assess/private.h"

#define SHOWN_POINTS 10	/* a finding names so many, then how many there are */

/* What a studio handed in as its self-assessment. */
struct self_table {
	size_t nrows;
	size_t strays;		/* rows of no point: it may be a missing one */
	const char *file, *sheet;	/* of its first row */
	bool *points;		/* those with a row */
};

static const char *
keep(struct score_grid *g, const char *text)
{
	return text != NULL ? arena_strdup(&g->arena, text) : NULL;
}

static int
read_rows(struct score_grid *g, struct self_table *tables, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, "SELECT " FIELD_STUDIO
	    ", " FIELD_POINT ", _文件, _工作表 FROM " TABLE_SELF
	    " ORDER BY rowid", err);
	size_t studio = 0, point = 0;
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		struct self_table *t;

		studio = score_grid_find_studio(g, store_text(stmt, 0), studio);
		if (studio == g->nstudios)
			continue;
		t = &tables[studio];
		if (t->nrows++ == 0) {
			t->file = keep(g, store_text_or_null(stmt, 2));
			t->sheet = keep(g, store_text_or_null(stmt, 3));
			t->points = arena_alloc(&g->arena,
			    g->npoints * sizeof(*t->points));
		}
		point = score_grid_find_point(g, store_text(stmt, 1), point);
		if (point == g->npoints)
			t->strays++;
		else
			t->points[point] = true;
	}
	store_finalize(stmt);
	return rc;
}

/* Whether a school is to score the point itself, and did not. */
static bool
is_missing(const struct score_grid *g, const struct self_table *t,
    size_t studio, size_t point)
{
	const struct point *p = &g->scheme->points[point];

	return !t->points[point] && !p->bonus && *p->automatic == '\0' &&
	    p->scoring != SCORING_DEDUCTION &&
	    score_grid_at(g, studio, point)->applies;
}

static int
report_studio(struct score_grid *g, const struct self_table *t, size_t studio,
    struct err *err)
{
	struct finding f = { .studio = g->studios[studio].code,
	    .file = t->file, .sheet = t->sheet, .field = FIELD_POINT };
	struct buf names = { 0 };
	size_t n = 0;
	int rc = 0;

	for (size_t p = 0; p < g->npoints; p++)
		if (is_missing(g, t, studio, p) && n++ < SHOWN_POINTS)
			buf_addf(&names, "%s%s", n > 1 ? "、" : "",
			    g->scheme->points[p].code);
	if (n > t->strays) {
		f.detail = arena_printf(&g->arena, "自评缺少%zu个评估点：%s%s",
		    n, buf_str(&names), n > SHOWN_POINTS ? " 等" : "");
		rc = finding_add(g->store, FINDING_SELF_POINTS_MISSING, &f,
		    err);
	}
	buf_free(&names);
	return rc;
}

int
assess_self_points(struct score_grid *g, struct err *err)
{
	struct self_table *tables;

	if (g->npoints == 0 || scheme_form(g->scheme, TABLE_SELF) == NULL)
		return 0;
	tables = arena_alloc(&g->arena, g->nstudios * sizeof(*tables));
	if (read_rows(g, tables, err) == -1)
		return -1;
	for (size_t i = 0; i < g->nstudios; i++)
		if (tables[i].nrows > 0 &&
		    report_studio(g, &tables[i], i, err) == -1)
			return -1;
	return 0;
}
