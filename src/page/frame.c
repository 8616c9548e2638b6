#include <string.h>

#include "page/layout.h"

/* What stands around the text of every page but covers. */

#define RULE_THIN	0.4
#define SIZE_LEAST	6.0	/* of a header, pt: smaller nobody reads */

/*
 * The header of page i: two texts, smaller when they do not fit, and at last
 * cut: they repeat what the paper says elsewhere.
 */
static void
draw_header(struct layout *l, size_t i)
{
	const char *left = l->document->page[PAGE_LEFT];
	const char *right = l->document->page[PAGE_RIGHT];
	double y = EDGE_TOP - 9 * MM, size = SIZE_S5, w, both;

	w = layout_width(l, FONT_KAI, 1, right);
	both = w + layout_width(l, FONT_KAI, 1, left) + 2;
	if (both * size > BODY_WIDTH)
		size = BODY_WIDTH / both;
	if (size < SIZE_LEAST) {
		size = SIZE_LEAST;
		right = layout_fit(l, FONT_KAI, size, right,
		    BODY_WIDTH / 2 - size);
		w = layout_width(l, FONT_KAI, 1, right);
		left = layout_fit(l, FONT_KAI, size, left,
		    BODY_WIDTH - (w + 2) * size);
	}
	(void)display_text(l->display, i, FONT_KAI, size, EDGE_LEFT, y - 5,
	    left, strlen(left));
	(void)display_text(l->display, i, FONT_KAI, size,
	    EDGE_RIGHT - w * size, y - 5, right, strlen(right));
	(void)display_line(l->display, i, EDGE_LEFT, y, EDGE_RIGHT, y,
	    RULE_THIN);
}

void
layout_frames(struct layout *l)
{
	struct display *d = l->display;

	for (size_t i = l->nbare; i < d->npages; i++) {
		char *number = arena_printf(l->arena, "第%zu页 共%zu页", i + 1,
		    d->npages);
		double w = layout_width(l, FONT_BODY, SIZE_5, number);

		draw_header(l, i);
		(void)display_text(d, i, FONT_BODY, SIZE_5, EDGE_LEFT +
		    (BODY_WIDTH - w) / 2, EDGE_BOTTOM + 11 * MM, number,
		    strlen(number));
	}
}
