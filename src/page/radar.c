#include <math.h>
#include <string.h>

#include "page/chart.h"
#include "page/components.h"

/*
 * radar: a closed figure over as many axes as the query has rows, at least
 * three: label, value, and a second value to compare with.
 *   上限, 单位, 图例, 标题, 为空 as in bar; fewer than three rows print 为空;
 *   where there is no room for the labels around the figure, it is bars
 */
static const struct component_option options[] = {
	{ .key = "上限", .type = OPTION_NUMBER, .from = 0.05, .to = 1e9 },
	{ .key = "单位", .type = OPTION_TEXT },
	{ .key = "图例", .type = OPTION_TEXT, .list = LIST_ANY },
	{ .key = "标题", .type = OPTION_TEXT },
	{ .key = "为空", .type = OPTION_TEXT },
	{ .key = NULL }
};

#define RADIUS		62.0
#define RINGS		5
#define HEIGHT		180.0
#define LEGEND		18.0
#define LABEL		150.0	/* width of a label's lines, at most */
#define PITCH		11.0	/* of them */
#define AXES		24	/* at most: more labels meet, whatever they say */
#define PI		3.14159265358979323846

struct web {
	struct chart c;
	double x, y;		/* the middle */
	size_t naxes;
};

static struct display_point
point_at(const struct web *w, size_t axis, double radius)
{
	double a = 2 * PI * (double)axis / (double)w->naxes - PI / 2;

	return (struct display_point){
		w->x + radius * cos(a), w->y + radius * sin(a)
	};
}

static struct item *
polygon(const struct web *w, const struct display_point *points)
{
	struct layout *l = w->c.l;
	struct item *it = display_add(l->display, layout_page(l),
	    ITEM_POLYGON);

	it->points = points;
	it->npoints = w->naxes;
	return it;
}

static void
draw_rings(const struct web *w)
{
	struct layout *l = w->c.l;

	for (int i = 1; i <= RINGS; i++) {
		struct display_point *p = arena_alloc(l->arena,
		    w->naxes * sizeof(*p));
		struct item *it;

		for (size_t k = 0; k < w->naxes; k++)
			p[k] = point_at(w, k, RADIUS * i / RINGS);
		it = polygon(w, p);
		it->width = i == RINGS ? 0.6 : 0.3;
		it->stroke = GREY(i == RINGS ? 0.3f : 0.6f);
	}
	for (size_t k = 0; k < w->naxes; k++) {
		struct display_point end = point_at(w, k, RADIUS);

		chart_grid(&w->c, w->x, w->y, end.x, end.y);
	}
}

static struct display_point *
series_points(const struct web *w, size_t series)
{
	struct display_point *p = arena_alloc(w->c.l->arena,
	    w->naxes * sizeof(*p));

	for (size_t k = 0; k < w->naxes; k++) {
		double v;

		if (!chart_value(&w->c, k, series, &v) || v < 0)
			v = 0;
		p[k] = point_at(w, k, RADIUS * (v < w->c.max ?
		    v / w->c.max : 1));
	}
	return p;
}

/* The first series' field, below the rings, which stay visible. */
static void
draw_field(const struct web *w)
{
	struct item *it = polygon(w, series_points(w, 0));

	it->fill = true;
	it->color = GREY(0.9f);
}

/* A line with a mark on each axis, but none where there is no value. */
static void
draw_series(const struct web *w, size_t series)
{
	struct display_point *p = series_points(w, series);
	struct item *it = polygon(w, p);

	it->width = series == 0 ? 1.5 : 1.0;
	it->dash = series == 0 ? 0 : 3;
	it->stroke = GREY(0);
	for (size_t k = 0; k < w->naxes; k++) {
		double v;

		if (chart_value(&w->c, k, series, &v))
			(void)chart_rect(&w->c, p[k].x - 2, p[k].y - 2,
			    p[k].x + 2, p[k].y + 2,
			    GREY(series == 0 ? 0 : 1), 0.6);
	}
}

/* The label of an axis, from its side of the figure to the margin. */
static struct paragraph
label_para(const struct web *w, size_t axis)
{
	return chart_label(&w->c, axis, LABEL);
}

/* The label of an axis and its values below, outside the figure. */
struct label {
	struct paragraph para;
	const char *values;
	double width;		/* of the values, pt */
	enum align align;
	double x, at, top;	/* of the lines, of the values, of both */
};

static void
place_label(const struct web *w, size_t axis, struct label *b)
{
	struct layout *l = w->c.l;
	struct display_point at = point_at(w, axis, RADIUS + 9);
	double side = at.x - w->x, more;

	b->para = label_para(w, axis);
	b->align = side > 8 ? ALIGN_LEFT : side < -8 ? ALIGN_RIGHT :
	    ALIGN_CENTER;
	more = PITCH * ((double)b->para.nlines - 1);
	b->at = at.x;
	b->top = at.y - PITCH / 2 - (b->align != ALIGN_CENTER ? more / 2 :
	    at.y < w->y ? 7 + more : -7);
	b->x = b->align == ALIGN_LEFT ? at.x : b->align == ALIGN_RIGHT ?
	    at.x - LABEL : at.x - LABEL / 2;
	b->values = chart_text(&w->c, axis, 0);
	if (w->c.nseries > 1)
		b->values = arena_printf(l->arena, "%s / %s", b->values,
		    chart_text(&w->c, axis, 1));
	b->width = layout_width(l, FONT_HEAD, 8, b->values);
}

static void
draw_label(const struct web *w, const struct label *b)
{
	struct layout *l = w->c.l;
	double y = b->top;

	for (size_t i = 0; i < b->para.nlines; i++, y += PITCH)
		paragraph_draw(l->measure, &b->para, i, l->display,
		    layout_page(l), b->x, y + BASELINE * b->para.size,
		    b->align);
	layout_label(l, FONT_HEAD, 8, b->at, y, b->align, b->values);
}

/* How wide the label is, and where its left edge is. */
static double
label_width(const struct label *b, double *left)
{
	double width = b->width;

	for (size_t i = 0; i < b->para.nlines; i++)
		width = fmax(width, b->para.lines[i].width);
	*left = b->at - (b->align == ALIGN_CENTER ? width / 2 :
	    b->align == ALIGN_RIGHT ? width : 0);
	return width;
}

static bool
labels_meet(const struct label *a, const struct label *b)
{
	double left, other, width = label_width(a, &left);
	double wide = label_width(b, &other);

	return left < other + wide && other < left + width && a->top <
	    b->top + PITCH * (double)(b->para.nlines + 1) && b->top <
	    a->top + PITCH * (double)(a->para.nlines + 1);
}

/* Whether there is room around the figure for all labels. */
static bool
labels_fit(const struct web *w, const struct label *labels)
{
	for (size_t k = 0; k < w->naxes; k++) {
		double left, width = label_width(&labels[k], &left);

		if (left < EDGE_LEFT || left + width > EDGE_RIGHT)
			return false;
		for (size_t i = 0; i < k; i++)
			if (labels_meet(&labels[i], &labels[k]))
				return false;
	}
	return true;
}

/* What labels of several lines need above and below the figure. */
static double
label_height(const struct web *w)
{
	size_t most = 1;

	for (size_t k = 0; k < w->naxes; k++) {
		size_t lines = label_para(w, k).nlines;

		most = lines > most ? lines : most;
	}
	return PITCH * (double)(most - 1);
}

static void
draw_legend(const struct web *w, double y)
{
	struct layout *l = w->c.l;
	double x = EDGE_LEFT + BODY_WIDTH / 2, width = 0;

	for (size_t s = 0; s < w->c.nseries; s++)
		width += 30 + 24 + layout_width(l, FONT_BODY, SIZE_S5,
		    chart_series(&w->c, s));
	x -= (width - 24) / 2;
	for (size_t s = 0; s < w->c.nseries; s++) {
		const char *name = chart_series(&w->c, s);
		struct item *it = display_line(l->display, layout_page(l), x,
		    y, x + 24, y, s == 0 ? 1.5 : 1.0);

		it->dash = s == 0 ? 0 : 3;
		(void)chart_rect(&w->c, x + 10, y - 2, x + 14, y + 2,
		    GREY(s == 0 ? 0 : 1), 0.6);
		layout_label(l, FONT_BODY, SIZE_S5, x + 30, y, ALIGN_LEFT,
		    name);
		x += 30 + 24 + layout_width(l, FONT_BODY, SIZE_S5, name);
	}
}

static void
radar_layout(struct layout *l, const struct node *n)
{
	struct web w = { .naxes = n->rows.nrows };
	struct label *labels;
	double more;

	if (n->rows.nrows < 3) {
		layout_empty(l, n);
		return;
	}
	chart_init(&w.c, l, n);
	w.x = EDGE_LEFT + BODY_WIDTH / 2;	/* y: later */
	labels = w.naxes > AXES ? NULL :
	    arena_alloc(l->arena, w.naxes * sizeof(*labels));
	for (size_t k = 0; k < w.naxes && labels != NULL; k++)
		place_label(&w, k, &labels[k]);
	if (labels == NULL || !labels_fit(&w, labels)) {
		bar_component.layout(l, n);
		return;
	}
	more = label_height(&w);
	layout_caption(l, n, HEIGHT + LEGEND + 2 * more);
	layout_keep(l, HEIGHT + LEGEND + 2 * more);
	draw_legend(&w, l->y + LEGEND / 2 - 2);
	w.y = l->y + LEGEND + more + HEIGHT / 2;
	draw_field(&w);
	draw_rings(&w);
	for (size_t s = 0; s < w.c.nseries; s++)
		draw_series(&w, s);
	for (size_t k = 0; k < w.naxes; k++) {
		place_label(&w, k, &labels[k]);
		draw_label(&w, &labels[k]);
	}
	l->y += HEIGHT + LEGEND + 2 * more;
	l->gap = 8;
}

const struct component radar_component = {
	.name = "radar",
	.options = options,
	.min_columns = 2,
	.layout = radar_layout
};
