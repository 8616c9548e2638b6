#include <stdlib.h>
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
static const char *const options[] = {
	"标题", "列数", "标签宽", "通栏", "行高", "行", "格宽", "字号", "为空", NULL
};

struct form_block {
	const struct node *n;
	struct grid *g;		/* NULL while rows are only counted */
	size_t pairs;		/* a line */
	size_t row, col;	/* next free pair */
};

static size_t
count_option(const struct node *n, const char *key, size_t otherwise)
{
	const char *s = node_option(n, key, NULL);
	size_t v = s == NULL ? 0 : (size_t)strtoul(s, NULL, 10);

	return v > 0 && v < 1000 ? v : otherwise;
}

static bool
is_wide(struct layout *l, const struct node *n, const char *name)
{
	const char *list = node_option(n, "通栏", NULL);

	while (list != NULL)
		if (strcmp(text_split(l->arena, &list, ","), name) == 0)
			return true;
	return false;
}

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
put_items(struct layout *l, struct form_block *f)
{
	size_t n = f->n->rows.ncols;

	f->row = 0;
	f->col = 0;
	for (size_t i = next_item(f->n, 0), next; i < n; i = next) {
		bool wide = is_wide(l, f->n, f->n->rows.names[i]);
		bool last;

		next = next_item(f->n, i + 1);
		last = next == n || is_wide(l, f->n, f->n->rows.names[next]);
		put_pair(f, i, wide || last ? f->pairs - f->col : 1);
		f->col += wide || last ? f->pairs - f->col : 1;
		if (f->col == f->pairs) {
			f->col = 0;
			f->row++;
		}
	}
}

/* Number i of a list, the last one for all behind it. */
static double
list_number(const struct node *n, const char *key, size_t i, double otherwise)
{
	const char *s = node_option(n, key, NULL);
	double v = 0;

	for (; s != NULL; s = strchr(s, ',')) {
		s += *s == ',';
		v = (double)strtol(s, NULL, 10);
		if (i-- == 0)
			break;
	}
	return v > 0 && v < 1000 ? v : otherwise;
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
		weights[c] = list_number(n, "格宽", c, 1);
	g = grid_new(l->arena, f->nrows, f->ncols, weights,
	    layout_size(node_option(n, "字号", NULL), SIZE_5));
	g->pad_x = 4;
	g->pad_y = 4;
	for (size_t r = 0; r < f->nrows; r++)
		g->height[r] = list_number(n, "行高", r, 22);
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

static const char *
form_check(struct arena *a, const struct template_node *n,
    const char *const *names, size_t nnames, unsigned *line)
{
	struct form_cells f;
	const char *wrong = form_cells_read(a, n, &f, line);

	if (wrong != NULL)
		return wrong;
	for (size_t i = 0; i < f.nrows * f.ncols; i++) {
		const char *at = f.cells[i].text, *name;

		while (at != NULL && (name = form_cell_name(a, &at)) != NULL) {
			size_t k = 0;

			while (k < nnames && strcmp(names[k], name) != 0)
				k++;
			if (k == nnames)
				return arena_printf(a, "查询没有列“%s”", name);
		}
	}
	return NULL;
}

static void
form_layout(struct layout *l, const struct node *n)
{
	struct form_cells drawn;
	unsigned line;
	struct form_block f = { .n = n, .pairs = count_option(n, "列数", 2) };
	size_t label = count_option(n, "标签宽", 34);
	double *weights;

	if (n->rows.nrows == 0) {
		layout_empty(l, n);
		return;
	}
	if (form_cells_read(l->arena, n->from, &drawn, &line) == NULL &&
	    drawn.nrows > 0) {
		drawn_layout(l, n, &drawn);
		return;
	}
	put_items(l, &f);
	weights = arena_alloc(l->arena, 2 * f.pairs * sizeof(*weights));
	for (size_t c = 0; c < 2 * f.pairs; c++)
		weights[c] = (double)(c % 2 == 0 ? label :
		    label < 100 ? 100 - label : 1);
	f.g = grid_new(l->arena, f.row, 2 * f.pairs, weights,
	    layout_size(node_option(n, "字号", NULL), SIZE_5));
	for (size_t r = 0; r < f.row; r++)
		f.g->height[r] = list_number(n, "行高", r, 22);
	f.g->pad_x = 4;
	put_items(l, &f);
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
