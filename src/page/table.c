#include <math.h>
#include <string.h>

#include "page/components.h"
#include "page/grid.h"

/*
 * table and score-table: the rows of a query under its column names.  A
 * name a/b, a/c makes a two-storey header: a over b and c.
 *   列宽: 1,2,…   weights of the columns (otherwise after what is in them)
 *   对齐: 左,中,右,数   数: one below the other at the decimal point
 *   合并: n        equal neighbours in the first n columns become one label
 *                  (score-table: 2 when not given)
 *   随合并: 4,5    these columns, counted from 1, have one cell over the rows
 *                  that share all labels; it shows the first row's value
 *   合计: n        the last n rows are sums: 黑, label over the empty cells
 *   省略空列: a,b  these are left out where every cell is empty
 *   字号, 标题, 为空
 */
static const struct component_option options[] = {
	{ .key = "标题", .type = OPTION_TEXT },
	{ .key = "列宽", .type = OPTION_NUMBER, .list = LIST_EACH, .from = 0.1, .to = 10000 },
	{ .key = "对齐", .type = OPTION_WORD, .list = LIST_EACH, .words = WORDS("左", "中", "右", "数") },
	{ .key = "合并", .type = OPTION_LEADING },
	{ .key = "随合并", .type = OPTION_PLACE, .list = LIST_ANY },
	{ .key = "合计", .type = OPTION_WHOLE, .from = 0, .to = 1000 },
	{ .key = "省略空列", .type = OPTION_COLUMN, .list = LIST_ANY },
	{ .key = "字号", .type = OPTION_SIZE, .from = 5, .to = 72 },
	{ .key = "为空", .type = OPTION_TEXT },
	{ .key = NULL }
};

/* The words of 对齐, in their order. */
static const enum align aligns[] = { ALIGN_JUSTIFY, ALIGN_CENTER, ALIGN_RIGHT,
	ALIGN_DECIMAL };
#define BY_CONTENT	(sizeof(aligns) / sizeof(*aligns))

struct table_block {
	struct layout *l;
	const struct node *n;
	const struct rows *rows;
	struct grid *g;
	double size;
	size_t ncols, *shown;	/* the query's columns that are printed */
	size_t nheader, merged, sums;
	size_t nrows;		/* printed: the query's first ones, the sums, */
	const char *rest;	/* and before them what is left out, or NULL */
	bool *follows;		/* each column: spans what the labels share */
	enum align *align;	/* of each column */
	size_t *decimals;
};

/* ---- columns ---------------------------------------------------------------- */

/* Row r of those printed: the sums are the query's last. */
static const struct value *
cell_value(const struct table_block *t, size_t r, size_t c)
{
	return node_value(t->n, r < t->nrows - t->sums ? r :
	    r + t->rows->nrows - t->nrows, t->shown[c]);
}

static const char *
column_name(const struct table_block *t, size_t c)
{
	return t->rows->names[t->shown[c]];
}

/* Whether every row of the query has nothing in column c. */
static bool
is_empty(const struct table_block *t, size_t c)
{
	for (size_t r = 0; r < t->rows->nrows; r++)
		if (*node_value(t->n, r, c)->text != '\0')
			return false;
	return true;
}

/* Leave columns out that are asked for and empty: labels may be among them. */
static void
choose_columns(struct table_block *t, size_t merged)
{
	size_t n = t->rows->ncols;

	t->merged = merged < n ? merged : n;
	t->shown = arena_alloc(t->l->arena, n * sizeof(*t->shown));
	for (size_t c = 0; c < n; c++)
		if (!node_lists(t->n, "省略空列", t->rows->names[c]) ||
		    !is_empty(t, c))
			t->shown[t->ncols++] = c;
		else if (c < merged)
			t->merged--;
	if (t->ncols == 0)
		t->shown[t->ncols++] = 0;
}

static const char *
header_bottom(const char *name)
{
	const char *slash = strchr(name, '/');

	return slash != NULL ? slash + 1 : name;
}

/* Mark the columns that span the rows which share all labels. */
static void
follow_labels(struct table_block *t)
{
	const size_t n = node_count(t->n, "随合并");

	t->follows = arena_alloc(t->l->arena, t->ncols * sizeof(*t->follows));
	for (size_t i = 0; i < n && t->merged > 0; i++) {
		size_t place = (size_t)node_number_at(t->n, "随合并", i, 0);

		for (size_t c = t->merged; c < t->ncols; c++)
			t->follows[c] |= t->shown[c] + 1 == place;
	}
}

/* How wide the column is at least and at best, pt without padding. */
static void
column_extent(struct table_block *t, size_t c, double *least, double *best)
{
	struct measure *m = t->l->measure;
	const char *head = header_bottom(column_name(t, c));
	double em = t->size, w, whole = layout_width(t->l, FONT_HEAD, em, head);

	*least = measure_word(m, FONT_HEAD, em, head);
	*best = whole < 4 * em ? whole : 4 * em;
	for (size_t r = 0; r < t->nrows; r++) {
		const char *s = cell_value(t, r, c)->text;

		w = measure_word(m, FONT_BODY, em, s);
		if (w > *least)
			*least = w;
		w = layout_width(t->l, FONT_BODY, em, s);
		if (w > *best)
			*best = w;
	}
	if (*best > 26 * em)	/* beyond that, more width gains little */
		*best = 26 * em;
	if (*least > *best)
		*least = *best;
	w = *best < 3 * em ? *best : 3 * em;
	if (*least < w)
		*least = w;
}

static double *
content_widths(struct table_block *t)
{
	size_t n = t->ncols;
	double *w = arena_alloc(t->l->arena, n * sizeof(*w));
	double *best = arena_alloc(t->l->arena, n * sizeof(*best));
	double least_sum = 0, best_sum = 0, pad = 8;

	for (size_t c = 0; c < n; c++) {
		column_extent(t, c, &w[c], &best[c]);
		w[c] += pad;
		best[c] += pad;
		least_sum += w[c];
		best_sum += best[c];
	}
	if (best_sum <= BODY_WIDTH)
		return best;	/* weights: all gain alike */
	if (least_sum < BODY_WIDTH)
		for (size_t c = 0; c < n; c++)
			w[c] += (best[c] - w[c]) * (BODY_WIDTH - least_sum) /
			    (best_sum - least_sum);
	return w;
}

static double *
column_widths(struct table_block *t)
{
	double *w;

	if (node_count(t->n, "列宽") == 0)
		return content_widths(t);
	w = arena_alloc(t->l->arena, t->ncols * sizeof(*w));
	for (size_t c = 0; c < t->ncols; c++)
		w[c] = node_number_at(t->n, "列宽", t->shown[c], 1);
	return w;
}

/* Numbers under each other, short words in the middle, others left. */
static enum align
content_align(struct table_block *t, size_t c)
{
	bool numbers = true, any = false;
	double widest = 0;

	for (size_t r = 0; r < t->nrows; r++) {
		const struct value *v = cell_value(t, r, c);
		double w = layout_width(t->l, FONT_BODY, t->size, v->text);

		any |= v->kind != VALUE_NULL;
		numbers &= v->kind != VALUE_TEXT;
		widest = w > widest ? w : widest;
	}
	if (any && numbers)
		return ALIGN_DECIMAL;
	return widest <= 8 * t->size ? ALIGN_CENTER : ALIGN_JUSTIFY;
}

static void
column_aligns(struct table_block *t)
{
	t->align = arena_alloc(t->l->arena,
	    t->ncols * sizeof(*t->align));
	for (size_t c = 0; c < t->ncols; c++) {
		size_t word = node_word_at(t->n, "对齐", t->shown[c],
		    BY_CONTENT);

		t->align[c] = word < BY_CONTENT ? aligns[word] :
		    c < t->merged ? ALIGN_CENTER : content_align(t, c);
	}
}

/*
 * Numbers under each other all get as many decimals as the one that has
 * most: 1.00 over 0.83, but 3 over 12.
 */
static const char *
padded(struct table_block *t, size_t r, size_t c)
{
	const struct value *v = cell_value(t, r, c);
	size_t have = number_decimals(v->text);

	if (v->kind != VALUE_NUMBER || t->align[c] != ALIGN_DECIMAL ||
	    have >= t->decimals[c])
		return v->text;
	return number_pad(t->l->arena, v->text, t->decimals[c]);
}

static void
count_decimals(struct table_block *t)
{
	t->decimals = arena_alloc(t->l->arena,
	    t->ncols * sizeof(*t->decimals));
	for (size_t r = 0; r < t->nrows; r++)
		for (size_t c = 0; c < t->ncols; c++) {
			const struct value *v = cell_value(t, r, c);
			size_t have = number_decimals(v->text);

			if (v->kind == VALUE_NUMBER && have > t->decimals[c])
				t->decimals[c] = have;
		}
}

/* ---- cells ------------------------------------------------------------------ */

static void
header_cell(struct table_block *t, size_t row, size_t col, size_t rows,
    size_t cols, const char *text, size_t len)
{
	struct grid_cell *c = grid_add_cell(t->g, row, col, rows, cols,
	    arena_strndup(t->l->arena, text, len));

	c->role = FONT_HEAD;
	c->align = ALIGN_CENTER;
}

static void
add_header(struct table_block *t)
{
	for (size_t c = 0, end; c < t->ncols; c = end) {
		const char *name = column_name(t, c);
		size_t top = strcspn(name, "/");

		end = c + 1;
		if (name[top] == '\0') {
			header_cell(t, 0, c, t->nheader, 1, name, top);
			continue;
		}
		while (end < t->ncols &&
		    strncmp(column_name(t, end), name, top + 1) == 0)
			end++;
		header_cell(t, 0, c, 1, end - c, name, top);
		for (size_t k = c; k < end; k++)
			header_cell(t, 1, k, 1, 1, column_name(t, k) + top + 1,
			    strlen(column_name(t, k) + top + 1));
	}
}

/* Whether rows r and r+1 show the same labels in columns 0 … c. */
static bool
same_label(const struct table_block *t, size_t r, size_t c)
{
	for (size_t k = 0; k <= c; k++)
		if (*cell_value(t, r, k)->text == '\0' ||
		    strcmp(cell_value(t, r, k)->text,
		    cell_value(t, r + 1, k)->text) != 0)
			return false;
	return true;
}

/* The grid's row of a printed one. */
static size_t
grid_row(const struct table_block *t, size_t r)
{
	return r + t->nheader +
	    (t->rest != NULL && r >= t->nrows - t->sums ? 1 : 0);
}

static void
body_cell(struct table_block *t, size_t r, size_t c, size_t rows, size_t cols)
{
	struct grid_cell *cell = grid_add_cell(t->g, grid_row(t, r), c, rows,
	    cols, padded(t, r, c));

	bool left = t->align[c] == ALIGN_JUSTIFY;	/* asked for a label */

	cell->align = cols > 1 || (c < t->merged && !left) ? ALIGN_CENTER :
	    t->align[c];
	cell->label = c < t->merged;
	if (r >= t->nrows - t->sums)
		cell->role = FONT_HEAD;
}

static void
add_column(struct table_block *t, size_t c)
{
	size_t plain = t->nrows - t->sums;
	bool spans = c < t->merged || t->follows[c];
	size_t last = c < t->merged ? c : t->merged - 1;	/* label */

	for (size_t r = 0, end; r < plain; r = end) {
		end = r + 1;
		while (spans && end < plain && same_label(t, end - 1, last))
			end++;
		body_cell(t, r, c, end - r, 1);
	}
}

/* A row of sums: each text spreads over the empty cells behind it. */
static void
add_sum(struct table_block *t, size_t r)
{
	bool label = true;

	for (size_t c = 0, end; c < t->ncols; c = end) {
		end = c + 1;
		while (label && end < t->ncols &&
		    *cell_value(t, r, end)->text == '\0')
			end++;
		body_cell(t, r, c, 1, end - c);
		label = false;
	}
}

/*
 * How many rows are printed.  What the pages cannot hold, one line a row, need
 * not be looked at to know that the table is too long.
 */
static void
choose_rows(struct table_block *t)
{
	struct layout *l = t->l;
	size_t pages = l->most_pages - layout_page(l), most = l->most_rows;
	size_t page = (size_t)(BODY_HEIGHT / t->size);

	if (pages < t->rows->nrows && pages * page < most)
		l->most_rows = pages * page;
	t->sums = (size_t)node_number(t->n, "合计", 0);
	if (t->rows->more > 0 && t->sums > t->rows->tail)
		t->sums = t->rows->tail;
	if (t->sums > t->rows->nrows)
		t->sums = t->rows->nrows;
	t->nrows = layout_rows(l, t->n, t->sums, "行", &t->rest) + t->sums;
	l->most_rows = most;
}

static void
add_rows(struct table_block *t)
{
	size_t plain = t->nrows - t->sums;

	add_header(t);
	for (size_t c = 0; c < t->ncols; c++)
		add_column(t, c);
	if (t->rest != NULL)
		grid_add_cell(t->g, plain + t->nheader, 0, 1, t->ncols,
		    t->rest)->align = ALIGN_CENTER;
	for (size_t r = plain; r < t->nrows; r++)
		add_sum(t, r);
}

/* merged: columns of labels when 合并 does not say. */
static void
rows_layout(struct layout *l, const struct node *n, size_t merged)
{
	struct table_block t = { .l = l, .n = n, .rows = &n->rows };

	if (n->rows.nrows == 0) {
		layout_empty(l, n);
		return;
	}
	t.size = node_number(n, "字号", SIZE_S5);
	choose_rows(&t);
	choose_columns(&t, (size_t)node_number(n, "合并", (double)merged));
	follow_labels(&t);
	t.nheader = 1;
	for (size_t c = 0; c < t.ncols; c++)
		if (strchr(column_name(&t, c), '/') != NULL)
			t.nheader = 2;
	column_aligns(&t);
	count_decimals(&t);
	t.g = grid_new(l->arena, t.nheader + t.nrows + (t.rest != NULL),
	    t.ncols, column_widths(&t), t.size);
	t.g->nheader = t.nheader;
	add_rows(&t);
	grid_fit(l, t.g);
	grid_place(l, t.g, n);
}

static void
table_layout(struct layout *l, const struct node *n)
{
	rows_layout(l, n, 0);
}

static void
score_table_layout(struct layout *l, const struct node *n)
{
	rows_layout(l, n, 2);
}

const struct component table_component = {
	.name = "table",
	.options = options,
	.min_columns = 1,
	.prints_names = true,
	.layout = table_layout
};

const struct component score_table_component = {
	.name = "score-table",
	.options = options,
	.min_columns = 1,
	.prints_names = true,
	.prints_rubric = true,
	.layout = score_table_layout
};
