#include <string.h>

#include "base/text.h"
#include "page/components.h"

/*
 * sign: places to sign and to stamp, in one piece.
 *   行: 甲 | 乙    a row of places beside each other; may be given again
 *   高: n          height of a row, pt (96)
 *   日期: 无       no 年 月 日 in the corner
 */
static const struct component_option options[] = {
	{ .key = "行", .type = OPTION_TEXT, .again = true },
	{ .key = "高", .type = OPTION_NUMBER, .from = 40, .to = 300 },
	{ .key = "日期", .type = OPTION_WORD, .words = WORDS("无") },
	{ .key = "标题", .type = OPTION_TEXT },
	{ .key = NULL }
};

#define INSET 8.0

static double
row_height(const struct node *n)
{
	return node_number(n, "高", 96);
}

static double
sign_height(struct layout *l, const struct node *n)
{
	double h = layout_caption_height(n);

	(void)l;
	for (size_t i = 0; i < n->from->noptions; i++)
		if (strcmp(n->from->options[i].key, "行") == 0)
			h += row_height(n);
	return h;
}

static void
draw_place(struct layout *l, const struct node *n, double x, double width,
    const char *text)
{
	double h = row_height(n), y = l->y;
	struct paragraph p = {
		.text = text, .role = FONT_BODY, .size = SIZE_S4,
		.width = width - 2 * INSET
	};

	paragraph_break(l->measure, l->arena, &p);
	for (size_t i = 0; i < p.nlines; i++)
		paragraph_draw(l->measure, &p, i, l->display, layout_page(l),
		    x + INSET, y + 18 * (double)(i + 1), ALIGN_LEFT);
	if (node_word(n, "日期", 1) != 0)
		layout_label(l, FONT_BODY, SIZE_S4, x + width - INSET,
		    y + h - 16, ALIGN_RIGHT, "年　　月　　日");
}

static void
draw_row(struct layout *l, const struct node *n, const char *list)
{
	double h = row_height(n), x = EDGE_LEFT, width;
	size_t places = 1, page = layout_page(l);

	for (const char *s = list; *s != '\0'; s++)
		places += *s == '|';
	width = BODY_WIDTH / (double)places;
	while (list != NULL) {
		draw_place(l, n, x, width, text_split(l->arena, &list, "|"));
		x += width;
		if (list != NULL)
			(void)display_line(l->display, page, x, l->y, x,
			    l->y + h, 0.4);
	}
	l->y += h;
}

static void
sign_layout(struct layout *l, const struct node *n)
{
	double top;
	size_t page;

	layout_caption(l, n, sign_height(l, n) - layout_caption_height(n));
	top = l->y;
	page = layout_page(l);
	for (size_t i = 0; i < n->from->noptions; i++) {
		const struct option *o = &n->from->options[i];

		if (strcmp(o->key, "行") != 0)
			continue;
		(void)display_line(l->display, page, EDGE_LEFT, l->y,
		    EDGE_RIGHT, l->y, l->y == top ? 0.8 : 0.4);
		draw_row(l, n, node_option_at(n, i));
	}
	(void)display_line(l->display, page, EDGE_LEFT, l->y, EDGE_RIGHT,
	    l->y, 0.8);
	(void)display_line(l->display, page, EDGE_LEFT, top, EDGE_LEFT, l->y,
	    0.8);
	(void)display_line(l->display, page, EDGE_RIGHT, top, EDGE_RIGHT,
	    l->y, 0.8);
	l->gap = BLOCK_GAP;
}

const struct component sign_component = {
	.name = "sign",
	.options = options,
	.closes = true,
	.layout = sign_layout,
	.height = sign_height
};
