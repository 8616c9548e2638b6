#include "page/layout.h"

/* What the blocks share: titles, and words in place of rows. */

/* ---- titles of blocks ------------------------------------------------------- */

#define CAPTION_PITCH 18.0
#define CAPTION_LINES 6

static struct paragraph
caption_para(struct layout *l, const struct node *n)
{
	struct paragraph p = {
		.text = node_option(n, "标题", ""), .role = FONT_HEAD,
		.size = SIZE_5, .width = BODY_WIDTH
	};

	paragraph_balance(l->measure, l->arena, &p);
	paragraph_cut(l->measure, l->arena, &p, CAPTION_LINES);
	return p;
}

double
layout_caption_height(struct layout *l, const struct node *n)
{
	return CAPTION_PITCH * (double)caption_para(l, n).nlines;
}

void
layout_caption(struct layout *l, const struct node *n, double height)
{
	struct paragraph p = caption_para(l, n);
	double own = CAPTION_PITCH * (double)p.nlines;

	(void)layout_need(l, height + own);
	layout_keep(l, own);
	for (size_t i = 0; i < p.nlines; i++, l->y += CAPTION_PITCH)
		paragraph_draw(l->measure, &p, i, l->display, layout_page(l),
		    EDGE_LEFT + (BODY_WIDTH - p.width) / 2, l->y +
		    CAPTION_PITCH / 2 - 2 + BASELINE * p.size, ALIGN_CENTER);
}

/* ---- lists that are too long --------------------------------------------------- */

size_t
layout_rows(struct layout *l, const struct node *n, size_t sums,
    const char *unit, const char **rest)
{
	const struct rows *rows = &n->rows;
	size_t all = rows->nrows + rows->more - sums;
	size_t shown = rows->more > 0 ? rows->nrows - rows->tail : all;

	*rest = NULL;
	if (shown > l->most_rows)
		shown = l->most_rows;
	if (shown == all)
		return shown;
	arena_grow(l->arena, &l->left, &l->left_cap, l->nleft,
	    sizeof(*l->left));
	l->left[l->nleft++] = (struct cut_list){ .node = n,
	    .heading = l->heading, .rows = all - shown };
	*rest = arena_printf(l->arena, "其余%zu%s%s没有印出", all - shown, unit,
	    rows->endless ? "以上" : "");
	return shown;
}

void
layout_rest(struct layout *l, const char *rest)
{
	struct paragraph p = {
		.text = rest, .role = FONT_FANG, .size = SIZE_5,
		.width = BODY_WIDTH, .indent = 2 * SIZE_5
	};

	if (rest == NULL)
		return;
	paragraph_break(l->measure, l->arena, &p);
	layout_paragraph(l, &p, 16, ALIGN_JUSTIFY);
	l->gap = 4;
}

void
layout_empty(struct layout *l, const struct node *n)
{
	struct paragraph p = {
		.text = node_option(n, "为空", ""), .role = FONT_FANG,
		.size = SIZE_S4, .width = BODY_WIDTH, .indent = 2 * SIZE_S4
	};

	paragraph_break(l->measure, l->arena, &p);
	layout_paragraph(l, &p, 21, ALIGN_JUSTIFY);
	if (p.nlines > 0)
		l->gap = 4;
}
