#include <string.h>

#include "report/component.h"

/*
 * text: each row of a query is a paragraph (its first column); a query
 * without rows prints 为空, or nothing.
 *   样式: 段落 | 注 | 题    as body text, small as a note, or as the title
 *                        above a form: large and centred
 */
const char *const text_options[] = { "样式", "为空", NULL };

static void
row_para(struct layout *l, const struct node *n, size_t row, struct para *p)
{
	const char *style = node_option(n, "样式", "");
	bool note = strcmp(style, "注") == 0, title = strcmp(style, "题") == 0;

	*p = (struct para){
		.text = n->rows.nrows == 0 ? node_option(n, "为空", "") :
		    node_value(n, row, 0)->text,
		.role = title ? FONT_HEAD : FONT_BODY,
		.size = title ? SIZE_S2 : note ? SIZE_5 : SIZE_S4,
		.width = BODY_WIDTH
	};
	p->indent = title ? 0 : 2 * p->size;
	para_break(l->measure, l->arena, p);
}

static double
row_pitch(const struct para *p)
{
	return p->size == SIZE_S2 ? 32 : p->size > SIZE_5 ? 21 : 16;
}

double
text_height(struct layout *l, const struct node *n)
{
	size_t rows = n->rows.nrows > 0 ? n->rows.nrows : 1;
	double h = 0;

	for (size_t r = 0; r < rows; r++) {
		struct para p;

		row_para(l, n, r, &p);
		h += (double)p.nlines * row_pitch(&p);
	}
	return h + 4;
}

void
text_layout(struct layout *l, const struct node *n)
{
	size_t rows = n->rows.nrows > 0 ? n->rows.nrows : 1;
	double tail = l->tail;

	for (size_t r = 0; r < rows; r++) {
		struct para p;

		row_para(l, n, r, &p);
		l->tail = r + 1 == rows ? tail : 0;
		layout_para(l, &p, row_pitch(&p), p.role == FONT_HEAD ?
		    ALIGN_CENTER : ALIGN_JUSTIFY);
		if (p.nlines > 0 && r + 1 == rows)
			l->gap = 4;
	}
}
