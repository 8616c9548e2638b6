#include "page/components.h"

/*
 * text: each row of a query is a paragraph (its first column); a query
 * without rows prints 为空, or nothing.
 *   文字: …          one paragraph of these words, without a query
 *   样式: 段落 | 注 | 顶格 | 右 | 题    as body text; small as a note; without
 *                  the two characters in front (who is addressed); at the
 *                  right edge (who signs, when); the title of a paper
 */
static const struct component_option options[] = {
	{ .key = "样式", .type = OPTION_WORD, .words = WORDS("段落", "注", "顶格", "右", "题") },
	{ .key = "文字", .type = OPTION_TEXT },
	{ .key = "为空", .type = OPTION_TEXT },
	{ .key = NULL }
};

/* The words of 样式, in their order. */
enum { STYLE_BODY, STYLE_NOTE, STYLE_FLUSH, STYLE_SIGNED, STYLE_TITLE };

static const struct text_style {
	double size, pitch;	/* pt */
	double indent;		/* em */
	double gap;		/* below, pt */
	enum font_role role;
	enum align align;
} styles[] = {
	[STYLE_BODY] = { SIZE_S4, 21, 2, 4, FONT_FANG, ALIGN_JUSTIFY },
	[STYLE_NOTE] = { SIZE_5, 16, 2, 4, FONT_FANG, ALIGN_JUSTIFY },
	[STYLE_FLUSH] = { SIZE_S4, 21, 0, 4, FONT_FANG, ALIGN_JUSTIFY },
	[STYLE_SIGNED] = { SIZE_S4, 21, 0, 4, FONT_FANG, ALIGN_RIGHT },
	[STYLE_TITLE] = { SIZE_S2, 32, 0, 8, FONT_HEAD, ALIGN_CENTER },
};

static const struct text_style *
style_of(const struct node *n)
{
	return &styles[node_word(n, "样式", STYLE_BODY)];
}

static void
row_para(struct layout *l, const struct node *n, size_t row,
    struct paragraph *p)
{
	const struct text_style *s = style_of(n);

	*p = (struct paragraph){
		.text = n->from->sql == NULL ? node_option(n, "文字", "") :
		    n->rows.nrows == 0 ? node_option(n, "为空", "") :
		    node_value(n, row, 0)->text,
		.role = s->role, .size = s->size, .width = BODY_WIDTH
	};
	p->indent = s->indent * p->size;
	if (s->align == ALIGN_CENTER)
		paragraph_balance(l->measure, l->arena, p);
	else
		paragraph_break(l->measure, l->arena, p);
}

static double
text_height(struct layout *l, const struct node *n)
{
	const struct text_style *s = style_of(n);
	size_t rows = n->rows.nrows > 0 ? n->rows.nrows : 1;
	double h = 0;

	/* Beyond a page nobody asks how high it is. */
	for (size_t r = 0; r < rows && h < BODY_HEIGHT; r++) {
		struct paragraph p;

		row_para(l, n, r, &p);
		h += (double)p.nlines * s->pitch;
	}
	return h > 0 ? h + s->gap : 0;
}

static void
text_layout(struct layout *l, const struct node *n)
{
	const struct text_style *s = style_of(n);
	const char *rest;
	size_t rows = layout_rows(l, n, 0, "段", &rest), r;
	double tail = l->tail;

	if (n->rows.nrows == 0)
		rows = 1;	/* 文字 or 为空 */
	for (r = 0; r < rows && !l->stopped; r++) {
		struct paragraph p;

		row_para(l, n, r, &p);
		l->tail = r + 1 == rows && rest == NULL ? tail : 0;
		layout_paragraph(l, &p, s->pitch, s->align);
		if (p.nlines > 0 && r + 1 == rows)
			l->gap = s->gap;
	}
	l->reached = r > l->reached ? r : l->reached;
	l->tail = tail;
	layout_rest(l, rest);
}

static bool
text_is_note(const struct node *n)
{
	return node_word(n, "样式", STYLE_BODY) == STYLE_NOTE;
}

const struct component text_component = {
	.name = "text",
	.options = options,
	.role = FONT_FANG,
	.is_note = text_is_note,
	.layout = text_layout,
	.height = text_height
};
