#include "page/components.h"

/* page-break: what follows begins on a fresh page. */
static const struct component_option options[] = {
	{ .key = NULL }
};

static void
page_break_layout(struct layout *l, const struct node *n)
{
	(void)n;
	if (l->npending > 0)
		(void)layout_need(l, 0);
	if (!layout_at_top(l))
		layout_new_page(l);
}

const struct component page_break_component = {
	.name = "page-break",
	.options = options,
	.layout = page_break_layout
};
