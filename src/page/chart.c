#include "page/chart.h"

#include <math.h>
#include <string.h>

#define VALUE_MAX	80.0	/* width of a value, pt */
#define NAME_MAX_WIDTH	110.0	/* of a name in the legend */

bool
chart_value(const struct chart *c, size_t row, size_t series, double *out)
{
	const struct value *v = node_value(c->n, row, series + 1);

	*out = v->number;
	return v->kind == VALUE_NUMBER;
}

const char *
chart_text(const struct chart *c, size_t row, size_t series)
{
	double v;

	if (!chart_value(c, row, series, &v))
		return "—";
	return layout_fit(c->l, FONT_HEAD, 8, arena_printf(c->l->arena,
	    "%s%s", number_pad(c->l->arena, number_text(c->l->arena, v),
	    c->decimals), c->unit), VALUE_MAX);
}

struct paragraph
chart_label(const struct chart *c, size_t row, double width)
{
	struct paragraph p = {
		.text = node_value(c->n, row, 0)->text, .role = FONT_BODY,
		.size = SIZE_S5, .width = width
	};

	paragraph_break(c->l->measure, c->l->arena, &p);
	paragraph_cut(c->l->measure, c->l->arena, &p, LABEL_LINES);
	return p;
}

const char *
chart_series(const struct chart *c, size_t series)
{
	size_t len;
	const char *name;

	name = c->n->rows.names[series + 1];
	if (series < node_count(c->n, "图例")) {
		name = option_item(node_option(c->n, "图例", ""), series, &len);
		name = arena_strndup(c->l->arena, name, len);
	}
	return layout_fit(c->l, FONT_BODY, SIZE_S5, name, NAME_MAX_WIDTH);
}

/* The end of an axis in five equal, round steps that holds v. */
static double
round_up(double v)
{
	static const double steps[] = { 1, 2, 2.5, 4, 5, 10 };
	double unit = pow(10, floor(log10(v / 5)));

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (5 * steps[i] * unit >= v - unit * 1e-9)
			return 5 * steps[i] * unit;
	return v;
}

void
chart_init(struct chart *c, struct layout *l, const struct node *n)
{
	double v, top = 1;

	*c = (struct chart){ .l = l, .n = n };
	c->nseries = n->rows.ncols - 1 < SERIES ? n->rows.ncols - 1 : SERIES;
	c->unit = node_option(n, "单位", "");
	c->max = node_number(n, "上限", 0);
	for (size_t r = 0; r < n->rows.nrows; r++)
		for (size_t s = 0; s < c->nseries; s++) {
			size_t d;

			if (!chart_value(c, r, s, &v))
				continue;
			d = number_decimals(node_value(n, r, s + 1)->text);
			c->decimals = d > c->decimals ? d : c->decimals;
			top = v > top ? v : top;
		}
	if (c->max <= 0)
		c->max = round_up(top);
}

struct item *
chart_rect(const struct chart *c, double x, double y, double x2, double y2,
    struct color fill, double width)
{
	struct item *it = display_add(c->l->display, layout_page(c->l),
	    ITEM_RECT);

	it->x = x;
	it->y = y;
	it->x2 = x2;
	it->y2 = y2;
	it->fill = true;
	it->color = fill;
	it->width = width;
	return it;
}

void
chart_grid(const struct chart *c, double x, double y, double x2, double y2)
{
	struct item *it = display_line(c->l->display, layout_page(c->l), x, y,
	    x2, y2, 0.3);

	it->color = GREY(0.55f);
	it->dash = 1.5;
}
