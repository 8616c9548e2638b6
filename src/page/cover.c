#include <string.h>

#include "base/text.h"
#include "page/components.h"

/*
 * cover: the first page, without header and footer, from the first row of a
 * query: the columns 标题, 副标题, 落款 and 日期 have their places; all others
 * become lines of label and value between.
 */
static const struct component_option options[] = {
	{ .key = NULL }
};

static const char *
part(const struct node *n, const char *name)
{
	int c = node_column(n, name);

	return c == -1 ? "" : node_value(n, 0, (size_t)c)->text;
}

/* Lines of about the same length, centred below y; returns their end. */
static double
draw_balanced(struct layout *l, enum font_role role, double size, double y,
    const char *text)
{
	struct paragraph p = {
		.text = text, .role = role, .size = size, .width = BODY_WIDTH
	};
	double pitch = size * 1.6;

	paragraph_balance(l->measure, l->arena, &p);
	for (size_t i = 0; i < p.nlines; i++, y += pitch)
		paragraph_draw(l->measure, &p, i, l->display, layout_page(l),
		    EDGE_LEFT + (BODY_WIDTH - p.width) / 2,
		    y + pitch / 2 + BASELINE * size, ALIGN_CENTER);
	return y;
}

static bool
is_line(const char *name)
{
	return strcmp(name, "标题") != 0 && strcmp(name, "副标题") != 0 &&
	    strcmp(name, "落款") != 0 && strcmp(name, "日期") != 0;
}

/* A label spread to the width of four characters, as on official covers. */
static void
draw_spread(struct layout *l, double x, double y, const char *label)
{
	size_t n = text_length(label);
	double rest = 4 * SIZE_4 - layout_width(l, FONT_HEAD, SIZE_4, label);
	struct item *it = display_text(l->display, layout_page(l), FONT_HEAD,
	    SIZE_4, x, y + BASELINE * SIZE_4, label, strlen(label));

	if (n > 1 && rest > 0)
		it->spacing = rest / (double)(n - 1);
}

/* A label, and its value over a thin line; returns the end. */
static double
draw_entry(struct layout *l, double y, const char *label, const char *value)
{
	const double left = EDGE_LEFT + 40, middle = left + 76;
	const double right = EDGE_RIGHT - 40, pitch = 20;
	struct paragraph p = {
		.text = value, .role = FONT_BODY, .size = SIZE_4,
		.width = right - middle - 8
	};

	draw_spread(l, left, y + 14, label);
	paragraph_break(l->measure, l->arena, &p);
	for (size_t i = 0; i < p.nlines; i++)
		paragraph_draw(l->measure, &p, i, l->display, layout_page(l),
		    middle + 4, y + 14 + pitch * (double)i + BASELINE * p.size,
		    ALIGN_CENTER);
	y += pitch * (double)(p.nlines > 0 ? p.nlines : 1) + 5;
	(void)display_line(l->display, layout_page(l), middle, y, right, y,
	    0.4);
	return y + 11;
}

static void
cover_layout(struct layout *l, const struct node *n)
{
	double y, lines = 0;

	if (n->rows.nrows == 0)
		return;
	(void)layout_need(l, BODY_HEIGHT);
	y = draw_balanced(l, FONT_HEAD, SIZE_2, EDGE_TOP + 70,
	    part(n, "标题"));
	(void)draw_balanced(l, FONT_KAI, SIZE_3, y + 26, part(n, "副标题"));
	for (size_t c = 0; c < n->rows.ncols; c++)
		lines += is_line(n->rows.names[c]);
	y = EDGE_BOTTOM - 110 - 36 * lines;
	for (size_t c = 0; c < n->rows.ncols; c++)
		if (is_line(n->rows.names[c]))
			y = draw_entry(l, y, n->rows.names[c],
			    node_value(n, 0, c)->text);
	layout_label(l, FONT_BODY, SIZE_4, EDGE_LEFT + BODY_WIDTH / 2,
	    EDGE_BOTTOM - 40, ALIGN_CENTER, part(n, "落款"));
	layout_label(l, FONT_BODY, SIZE_4, EDGE_LEFT + BODY_WIDTH / 2,
	    EDGE_BOTTOM - 12, ALIGN_CENTER, part(n, "日期"));
	l->nbare = l->display->npages;
	layout_new_page(l);
}

const struct component cover_component = {
	.name = "cover",
	.options = options,
	.min_columns = 1,
	.layout = cover_layout
};
