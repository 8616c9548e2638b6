#include <string.h>

#include "base/text.h"
#include "page/components.h"
#include "page/form_cells.h"
#include "page/grid.h"

/*
 * form: the first row of a query as a grid of labels and values; columns
 * whose name begins with _ are the store's own and not printed.
 *   列数: n        pairs beside each other (2)
 *   标签宽: n      width of a label, in hundredths of a pair (34)
 *   通栏: a,b      these take a whole line
 *   行高: n,…      least height of the lines, pt (22); the last one given
 *                  holds for all that follow
 * or, drawn cell by cell (form_cells.h says how a row is written):
 *   行: 甲 | {乙}   a row; given again for each
 *   格宽: n,…      widths of the columns, in any unit
 *   字号, 标题, 为空
 */
static const struct component_option options[] = {
	{ .key = "标题", .type = OPTION_TEXT },
	{ .key = "列数", .type = OPTION_WHOLE, .from = 1, .to = 20 },
	{ .key = "标签宽", .type = OPTION_NUMBER, .from = 1, .to = 99 },
	{ .key = "通栏", .type = OPTION_COLUMN, .list = LIST_ANY },
	{ .key = "行高", .type = OPTION_NUMBER, .list = LIST_ANY, .from = 1, .to = 700 },
	{ .key = "行", .type = OPTION_CELLS, .again = true },
	{ .key = "格宽", .type = OPTION_NUMBER, .list = LIST_ANY, .from = 0.1, .to = 1000 },
	{ .key = "字号", .type = OPTION_SIZE, .from = 5, .to = 72 },
	{ .key = "为空", .type = OPTION_TEXT },
	{ .key = NULL }
};

struct form_block {
	const struct node *n;
	struct grid *g;		/* NULL while rows are only counted */
	size_t pairs;		/* a line */
	size_t row, col;	/* next free pair */
};

static void
put_pair(struct form_block *f, size_t item, size_t span)
{
	struct grid_cell *label, *value;

	if (f->g == NULL)
		return;
	label = grid_add_cell(f->g, f->row, 2 * f->col, 1, 1,
	    f->n->rows.names[item]);
	label->role = FONT_HEAD;
	label->align = ALIGN_CENTER;
	value = grid_add_cell(f->g, f->row, 2 * f->col + 1, 1, 2 * span - 1,
	    node_value(f->n, 0, item)->text);
	value->align = ALIGN_JUSTIFY;
}

/* The next item from i on that is printed; ncols behind the last. */
static size_t
next_item(const struct node *n, size_t i)
{
	while (i < n->rows.ncols && n->rows.names[i][0] == '_')
		i++;
	return i;
}

/* Put all items; the last of a line takes what is left of it. */
static void
put_items(struct form_block *f)
{
	size_t n = f->n->rows.ncols;

	f->row = 0;
	f->col = 0;
	for (size_t i = next_item(f->n, 0), next; i < n; i = next) {
		bool wide = node_lists(f->n, "通栏", f->n->rows.names[i]);
		bool last;

		next = next_item(f->n, i + 1);
		last = next == n ||
		    node_lists(f->n, "通栏", f->n->rows.names[next]);
		put_pair(f, i, wide || last ? f->pairs - f->col : 1);
		f->col += wide || last ? f->pairs - f->col : 1;
		if (f->col == f->pairs) {
			f->col = 0;
			f->row++;
		}
	}
}

/* ---- drawn cell by cell ------------------------------------------------------ */

/* The text with the values in place of {列}. */
static const char *
filled(struct layout *l, const struct node *n, const char *text)
{
	struct buf b = { 0 };
	const char *at = text, *name, *s;

	while ((name = form_cell_name(l->arena, &at)) != NULL) {
		int c = node_column(n, name);

		buf_add(&b, text, strcspn(text, "{"));
		if (c >= 0)
			buf_adds(&b, node_value(n, 0, (size_t)c)->text);
		text = at;
	}
	buf_adds(&b, text);
	s = arena_strdup(l->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

static void
drawn_layout(struct layout *l, const struct node *n,
    const struct form_cells *f)
{
	double *weights = arena_alloc(l->arena, f->ncols * sizeof(*weights));
	struct grid *g;

	for (size_t c = 0; c < f->ncols; c++)
		weights[c] = node_number_at(n, "格宽", c, 1);
	g = grid_new(l->arena, f->nrows, f->ncols, weights,
	    node_number(n, "字号", SIZE_5));
	grid_widen_pads(g, 1.6);
	g->pad_y *= 2;
	for (size_t r = 0; r < f->nrows; r++)
		g->height[r] = node_number_at(n, "行高", r, 22);
	for (size_t i = 0; i < f->nrows * f->ncols; i++) {
		const struct form_cell *from = &f->cells[i];
		struct grid_cell *c;

		if (from->rows == 0)
			continue;
		c = grid_add_cell(g, from->row, from->col, from->rows,
		    from->cols, filled(l, n, from->text));
		c->role = from->value ? FONT_BODY : FONT_HEAD;
		c->align = !from->value || from->cols == 1 ? ALIGN_CENTER :
		    ALIGN_JUSTIFY;
		c->foot = from->foot;
		c->top = from->foot != NULL;
	}
	grid_fit(l, g);
	grid_place(l, g, n);
}

/* A name in the text that no column of the query has, or NULL. */
static const char *
unknown_name(struct arena *a, const char *text, const char *const *names,
    size_t nnames)
{
	const char *at = text, *name;

	while (at != NULL && (name = form_cell_name(a, &at)) != NULL) {
		size_t k = 0;

		while (k < nnames && strcmp(names[k], name) != 0)
			k++;
		if (k == nnames)
			return name;
	}
	return NULL;
}

/* 格宽 has a value for each cell of a row, 行高 none behind the last row. */
static const char *
check_sizes(struct arena *a, const struct template_node *n,
    const struct form_cells *f, unsigned *line)
{
	for (size_t i = 0; i < n->noptions; i++) {
		const struct option *o = &n->options[i];
		const size_t count = option_count(o->value);

		*line = o->line;
		if (strcmp(o->key, "格宽") == 0 && count != f->ncols)
			return arena_printf(a, "“格宽”有%zu项，“行”有%zu格",
			    count, f->ncols);
		if (strcmp(o->key, "行高") == 0 && f->nrows > 0 &&
		    count > f->nrows)
			return arena_printf(a, "“行高”有%zu项，“行”只有%zu个",
			    count, f->nrows);
	}
	return NULL;
}

static const char *
form_check(struct arena *a, const struct template_node *n,
    const char *const *names, size_t nnames, unsigned *line)
{
	struct form_cells f;
	const char *wrong = form_cells_read(a, n, &f, line);
	size_t row = 0;

	if (wrong != NULL)
		return wrong;
	for (size_t i = 0; i < n->noptions; i++) {
		const struct form_cell *cells = &f.cells[row * f.ncols];

		if (strcmp(n->options[i].key, "行") != 0)
			continue;
		*line = n->options[i].line;
		row++;
		for (size_t c = 0; c < f.ncols; c++) {
			const char *name = unknown_name(a, cells[c].text,
			    names, nnames);

			if (name != NULL)
				return arena_printf(a, "查询没有列“%s”", name);
		}
	}
	return check_sizes(a, n, &f, line);
}

static void
form_layout(struct layout *l, const struct node *n)
{
	struct form_cells drawn;
	unsigned line;
	struct form_block f = { .n = n,
	    .pairs = (size_t)node_number(n, "列数", 2) };
	double *weights, label = node_number(n, "标签宽", 34);

	if (n->rows.nrows == 0) {
		layout_empty(l, n);
		return;
	}
	if (form_cells_read(l->arena, n->from, &drawn, &line) == NULL &&
	    drawn.nrows > 0) {
		drawn_layout(l, n, &drawn);
		return;
	}
	put_items(&f);
	weights = arena_alloc(l->arena, 2 * f.pairs * sizeof(*weights));
	for (size_t c = 0; c < 2 * f.pairs; c++)
		weights[c] = c % 2 == 0 ? label : 100 - label;
	f.g = grid_new(l->arena, f.row, 2 * f.pairs, weights,
	    node_number(n, "字号", SIZE_5));
	for (size_t r = 0; r < f.row; r++)
		f.g->height[r] = node_number_at(n, "行高", r, 22);
	grid_widen_pads(f.g, 1.6);
	put_items(&f);
	grid_fit(l, f.g);
	grid_place(l, f.g, n);
}

const struct component form_component = {
	.name = "form",
	.options = options,
	.min_columns = 1,
	.prints_names = true,
	.layout = form_layout,
	.check = form_check
};
