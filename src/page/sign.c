#include <math.h>
#include <string.h>

#include "base/text.h"
#include "page/components.h"

/*
 * sign: places to sign and to stamp, in one piece where a page has room.
 *   行: 甲 | 乙    a row of places beside each other; may be given again
 *   高: n          height of a row, pt (96); more where the words need it
 *   日期: 无       no 年 月 日 in the corner
 */
static const struct component_option options[] = {
	{ .key = "行", .type = OPTION_TEXT, .again = true },
	{ .key = "高", .type = OPTION_NUMBER, .from = 40, .to = 300 },
	{ .key = "日期", .type = OPTION_WORD, .words = WORDS("无") },
	{ .key = "标题", .type = OPTION_TEXT },
	{ .key = NULL }
};

#define INSET		8.0
#define DATE		"年　　月　　日"
#define PITCH		18.0	/* from line to line */
#define MOST_LINES	24	/* in a place to sign */

/* What a row of places has, and how high that is. */
static size_t
count_places(const char *list)
{
	size_t places = 1;

	for (const char *s = list; *s != '\0'; s++)
		places += *s == '|';
	return places;
}

/* What is left free at either side of a place so wide. */
static double
inset(double width)
{
	return fmin(INSET, width / 8);
}

static struct paragraph
place_para(struct layout *l, double width, const char *text)
{
	struct paragraph p = {
		.text = text, .role = FONT_BODY, .size = SIZE_S4,
		.width = width - 2 * inset(width)
	};

	paragraph_break(l->measure, l->arena, &p);
	paragraph_cut(l->measure, l->arena, &p, MOST_LINES);
	return p;
}

static double
row_height(struct layout *l, const struct node *n, const char *list)
{
	double width = BODY_WIDTH / (double)count_places(list);
	double least = node_number(n, "高", 96);
	bool dated = node_word(n, "日期", 1) != 0;

	while (list != NULL) {
		size_t lines = place_para(l, width, text_split(l->arena, &list,
		    "|")).nlines;

		least = fmax(least, (double)lines * PITCH +
		    (dated && lines > 1 ? 24 : 4));
	}
	return least;
}

static double
sign_height(struct layout *l, const struct node *n)
{
	double h = layout_caption_height(l, n);

	for (size_t i = 0; i < n->from->noptions; i++)
		if (strcmp(n->from->options[i].key, "行") == 0)
			h += row_height(l, n, node_option_at(n, i));
	return h;
}

static void
draw_place(struct layout *l, const struct node *n, double x, double width,
    double height, const char *text)
{
	struct paragraph p = place_para(l, width, text);
	double y = l->y, room = width - 2 * inset(width);
	double date = layout_width(l, FONT_BODY, SIZE_S4, DATE);

	for (size_t i = 0; i < p.nlines; i++)
		paragraph_draw(l->measure, &p, i, l->display, layout_page(l),
		    x + inset(width), y + PITCH * (double)(i + 1), ALIGN_LEFT);
	if (node_word(n, "日期", 1) != 0)
		layout_label(l, FONT_BODY, SIZE_S4 * fmin(1, room / date),
		    x + width - inset(width), y + fmax(height - 16,
		    PITCH * (double)p.nlines + 7.5), ALIGN_RIGHT, DATE);
}

static void
draw_row(struct layout *l, const struct node *n, const char *list, double h)
{
	double x = EDGE_LEFT;
	double width = BODY_WIDTH / (double)count_places(list);
	size_t page = layout_page(l);

	while (list != NULL) {
		draw_place(l, n, x, width, h,
		    text_split(l->arena, &list, "|"));
		x += width;
		if (list != NULL)
			(void)display_line(l->display, page, x, l->y, x,
			    l->y + h, 0.4);
	}
	l->y += h;
}

/* The frame around the rows of a page, which began at top. */
static void
draw_frame(struct layout *l, double top)
{
	size_t page = layout_page(l);

	(void)display_line(l->display, page, EDGE_LEFT, l->y, EDGE_RIGHT,
	    l->y, 0.8);
	(void)display_line(l->display, page, EDGE_LEFT, top, EDGE_LEFT, l->y,
	    0.8);
	(void)display_line(l->display, page, EDGE_RIGHT, top, EDGE_RIGHT,
	    l->y, 0.8);
}

static void
sign_layout(struct layout *l, const struct node *n)
{
	double top;

	layout_caption(l, n, sign_height(l, n) - layout_caption_height(l, n));
	top = l->y;
	for (size_t i = 0; i < n->from->noptions && !l->stopped; i++) {
		const char *list = node_option_at(n, i);
		double h;

		if (strcmp(n->from->options[i].key, "行") != 0)
			continue;
		h = row_height(l, n, list);
		if (l->y + h > EDGE_BOTTOM + 0.01) {	/* more than a page */
			if (l->y > top)
				draw_frame(l, top);
			layout_keep(l, h);
			top = l->y;
		}
		(void)display_line(l->display, layout_page(l), EDGE_LEFT, l->y,
		    EDGE_RIGHT, l->y, l->y == top ? 0.8 : 0.4);
		draw_row(l, n, list, h);
	}
	draw_frame(l, top);
	l->gap = BLOCK_GAP;
}

const struct component sign_component = {
	.name = "sign",
	.options = options,
	.closes = true,
	.layout = sign_layout,
	.height = sign_height
};
