#include <math.h>
#include <string.h>

#include "page/chart.h"
#include "page/components.h"

/*
 * bar: lying bars, a group for each row: label, value, and a second value to
 * compare with.  The names of the columns are the legend.  Where a page does
 * not hold all groups, the next one goes on with an axis of its own.
 *   上限: n        end of the axis (otherwise the greatest value)
 *   单位: %        behind the values
 *   图例: a,b      in place of the names of the columns
 *   标题, 为空
 */
static const struct component_option options[] = {
	{ .key = "上限", .type = OPTION_NUMBER, .from = 0.05, .to = 1e9 },
	{ .key = "单位", .type = OPTION_TEXT },
	{ .key = "图例", .type = OPTION_TEXT, .list = LIST_ANY },
	{ .key = "标题", .type = OPTION_TEXT },
	{ .key = "为空", .type = OPTION_TEXT },
	{ .key = NULL }
};

#define BAR		7.5	/* height of a bar, pt */
#define GROUP_GAP	7.0
#define LABEL_PITCH	11.0	/* of the lines of a label */
#define LABEL_ROOM	24.0	/* two of them */
#define AXIS		16.0	/* height of the axis' figures */
#define LEGEND		20.0
#define TICKS		5
#define LABEL_MAX	150.0
#define VALUE_ROOM	44.0	/* behind the longest bar */
#define HEADINGS	120.0	/* for those that wait for the first bars */

struct plot {
	struct chart c;
	double left, right;	/* of the axis */
	double top, bottom;
	double group;		/* height of a group with its gap */
	size_t first;		/* group of this page */
};

/* How a series is filled: dark, or hollow, which a photocopy keeps apart. */
static struct color
bar_color(size_t series)
{
	return series == 0 ? GREY(0.25f) : GREY(1);
}

static double
x_of(const struct plot *p, double v)
{
	if (v < 0)
		v = 0;
	if (v > p->c.max)
		v = p->c.max;
	return p->left + (p->right - p->left) * v / p->c.max;
}

/* Size of the axis' figures: smaller where they would meet. */
static double
figure_size(const struct plot *p)
{
	double room = (p->right - p->left) / TICKS, widest = room;

	for (int i = 0; i <= TICKS; i++)
		widest = fmax(widest, 4 + layout_width(p->c.l, FONT_BODY,
		    SIZE_S5, number_text(p->c.l->arena, p->c.max * i / TICKS)));
	return SIZE_S5 * room / widest;
}

static void
draw_axis(struct plot *p)
{
	struct layout *l = p->c.l;
	double size = figure_size(p);

	for (int i = 0; i <= TICKS; i++) {
		double v = p->c.max * i / TICKS, x = x_of(p, v);

		if (i > 0)
			chart_grid(&p->c, x, p->top, x, p->bottom);
		layout_label(l, FONT_BODY, size, x, p->bottom + 8,
		    ALIGN_CENTER, number_text(l->arena, v));
	}
	(void)display_line(l->display, layout_page(l), p->left, p->top,
	    p->left, p->bottom, 0.6);
	(void)display_line(l->display, layout_page(l), p->left, p->bottom,
	    p->right, p->bottom, 0.6);
}

static void
draw_bar(struct plot *p, size_t row, size_t series, double y)
{
	struct layout *l = p->c.l;
	const char *s = chart_text(&p->c, row, series);
	double v, x = p->left, w = layout_width(l, FONT_HEAD, 8, s);

	if (chart_value(&p->c, row, series, &v)) {
		x = x_of(p, v);
		if (x > p->left)
			(void)chart_rect(&p->c, p->left, y, x, y + BAR,
			    bar_color(series), 0.5);
	}
	if (x + 3 + w > EDGE_RIGHT)
		x = EDGE_RIGHT - 3 - w;
	/* White below the figure, so that no grid line runs through it. */
	(void)chart_rect(&p->c, x + 2, y + 0.5, x + 4 + w, y + BAR - 0.5,
	    GREY(1), 0);
	layout_label(l, FONT_HEAD, 8, x + 3, y + BAR / 2, ALIGN_LEFT, s);
}

static struct paragraph
label_para(const struct plot *p, size_t row)
{
	return chart_label(&p->c, row, p->left - 6 - EDGE_LEFT);
}

static void
draw_group(struct plot *p, size_t row)
{
	struct layout *l = p->c.l;
	double middle = p->top + p->group * ((double)(row - p->first) + 0.5);
	double y = middle - (BAR + 1) * (double)p->c.nseries / 2;
	struct paragraph label = label_para(p, row);

	for (size_t i = 0; i < label.nlines; i++)
		paragraph_draw(l->measure, &label, i, l->display, layout_page(l),
		    EDGE_LEFT, middle + LABEL_PITCH * ((double)i -
		    ((double)label.nlines - 1) / 2) + BASELINE * label.size,
		    ALIGN_RIGHT);
	for (size_t s = 0; s < p->c.nseries; s++)
		draw_bar(p, row, s, y + (BAR + 1) * (double)s);
}

static void
draw_legend(struct plot *p, double y)
{
	struct layout *l = p->c.l;
	double x = p->left;

	for (size_t s = 0; s < p->c.nseries; s++) {
		const char *name = chart_series(&p->c, s);

		(void)chart_rect(&p->c, x, y - BAR / 2, x + 18, y + BAR / 2,
		    bar_color(s), 0.5);
		layout_label(l, FONT_BODY, SIZE_S5, x + 23, y, ALIGN_LEFT,
		    name);
		x += 23 + layout_width(l, FONT_BODY, SIZE_S5, name) + 24;
	}
}

/* Groups first … end-1 on the page, from l->y on. */
static void
draw_plot(struct plot *p, size_t end)
{
	struct layout *l = p->c.l;

	p->top = l->y + LEGEND;
	p->bottom = p->top + p->group * (double)(end - p->first);
	draw_legend(p, l->y + LEGEND / 2 - 2);
	draw_axis(p);
	for (size_t r = p->first; r < end; r++)
		draw_group(p, r);
	l->y = p->bottom + AXIS;
}

/* Room for the bars, and for the label that has most lines. */
static double
group_height(const struct plot *p)
{
	double h = (BAR + 1) * (double)p->c.nseries + GROUP_GAP;

	h = h < LABEL_ROOM ? LABEL_ROOM : h;
	for (size_t r = 0; r < p->c.nrows; r++) {
		double lines = (double)label_para(p, r).nlines;

		if (lines * LABEL_PITCH + 2 > h)
			h = lines * LABEL_PITCH + 2;
	}
	return h;
}

/* Room for the labels: as the widest, within limits. */
static double
label_width(struct layout *l, const struct node *n, size_t rows)
{
	double label = 0;

	for (size_t r = 0; r < rows; r++) {
		double w = layout_width(l, FONT_BODY, SIZE_S5,
		    node_value(n, r, 0)->text);

		label = w > label ? w : label;
	}
	return label < LABEL_MAX ? label + 0.1 : LABEL_MAX;
}

static void
draw_groups(struct plot *p)
{
	struct layout *l = p->c.l;
	size_t most = (size_t)((BODY_HEIGHT - layout_caption_height(l, p->c.n)
	    - LEGEND - AXIS - HEADINGS) / p->group), end;

	for (; p->first < p->c.nrows && !l->stopped; p->first = end) {
		end = p->c.nrows - p->first > most ? p->first + most :
		    p->c.nrows;
		if (p->first == 0) {
			double height = LEGEND + AXIS + p->group * (double)end;

			layout_caption(l, p->c.n, height);
			layout_keep(l, height);
		} else
			layout_new_page(l);
		draw_plot(p, end);
	}
	l->reached = p->first > l->reached ? p->first : l->reached;
}

static void
bar_layout(struct layout *l, const struct node *n)
{
	struct plot p = { 0 };
	const char *rest;

	if (n->rows.nrows == 0) {
		layout_empty(l, n);
		return;
	}
	chart_init(&p.c, l, n);
	p.c.nrows = layout_rows(l, n, 0, "项", &rest);
	p.left = EDGE_LEFT + label_width(l, n, p.c.nrows) + 6;
	p.group = group_height(&p);
	p.right = EDGE_RIGHT - VALUE_ROOM;
	draw_groups(&p);
	l->gap = BLOCK_GAP;
	layout_rest(l, rest);
}

const struct component bar_component = {
	.name = "bar",
	.options = options,
	.min_columns = 2,
	.layout = bar_layout
};
