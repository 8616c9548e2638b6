#include "page/layout.h"

#include <math.h>
#include <string.h>

#include "document/document.h"

/* How a heading of level 1, 2, 3 … is set. */
static const struct {
	double size, above, below;	/* pt */
} headings[] = {
	{ SIZE_3, 14, 7 }, { SIZE_4, 10, 5 }, { SIZE_S4, 8, 4 }
};

static size_t
heading_index(const struct node *n)
{
	return n->from->level > 3 ? 2 : n->from->level - 1;
}

bool
layout_at_top(const struct layout *l)
{
	return l->y <= EDGE_TOP + 0.01;
}

size_t
layout_page(const struct layout *l)
{
	return l->display->npages - 1;
}

void
layout_new_page(struct layout *l)
{
	struct display *d = l->display;
	bool blank = d->npages > 0 && d->pages[d->npages - 1].nitems == 0;

	if (l->stopped)
		d->pages[d->npages - 1].nitems = 0;
	else {
		l->stuck = blank && l->blank;
		l->blank = blank;
		l->stopped = l->stuck || d->npages == l->most_pages;
		(void)display_page(d, PAGE_WIDTH, PAGE_HEIGHT);
	}
	l->y = EDGE_TOP;
	l->gap = 0;
}

double
layout_width(struct layout *l, enum font_role role, double size,
    const char *text)
{
	return measure_width(l->measure, role, size, text, strlen(text));
}

void
layout_label(struct layout *l, enum font_role role, double size, double x,
    double y, enum align align, const char *text)
{
	if (align == ALIGN_CENTER)
		x -= layout_width(l, role, size, text) / 2;
	else if (align == ALIGN_RIGHT)
		x -= layout_width(l, role, size, text);
	(void)display_text(l->display, layout_page(l), role, size, x,
	    y + BASELINE * size, text, strlen(text));
}

static double	text_node_height(struct layout *l, const struct node *n);
static void	draw_text_node(struct layout *l, const struct node *n);

/*
 * Where the next line goes that waited for what follows; there is room for it,
 * but for lines that are more than a page together.
 */
static void
next_line(struct layout *l, double pitch)
{
	if (l->y + pitch > EDGE_BOTTOM + 0.01)
		layout_new_page(l);
}

/* ---- headings, and words that lead to a table, wait for what follows --------- */

static void
heading_para(struct layout *l, const struct node *n, struct paragraph *p)
{
	*p = (struct paragraph){
		.text = n->text, .spans = n->spans, .role = FONT_HEAD,
		.size = headings[heading_index(n)].size, .width = BODY_WIDTH
	};
	paragraph_break(l->measure, l->arena, p);
}

static double
heading_height(struct layout *l, const struct node *n, bool first)
{
	struct paragraph p;
	size_t i = heading_index(n);

	heading_para(l, n, &p);
	return (first ? 0 : headings[i].above) + headings[i].below +
	    (double)p.nlines * headings[i].size * 1.4;
}

static double
pending_height(struct layout *l, bool at_top)
{
	double h = 0;

	for (size_t i = 0; i < l->npending; i++) {
		const struct node *n = l->pending[i];

		h += n->from->kind != BLOCK_HEADING ? text_node_height(l, n) :
		    heading_height(l, n, at_top && i == 0);
	}
	return h;
}

static void
draw_heading(struct layout *l, const struct node *n)
{
	size_t k = heading_index(n);
	double pitch = headings[k].size * 1.4;
	struct paragraph p;

	heading_para(l, n, &p);
	if (!layout_at_top(l))
		l->y += headings[k].above;
	display_bookmark(l->display, n->from->level, n->text, layout_page(l),
	    l->y);
	for (size_t i = 0; i < p.nlines && !l->stopped; i++, l->y += pitch) {
		next_line(l, pitch);
		paragraph_draw(l->measure, &p, i, l->display, layout_page(l),
		    EDGE_LEFT, l->y + pitch / 2 + BASELINE * p.size,
		    ALIGN_LEFT);
	}
	l->y += headings[k].below;
}

/* A heading brings its own distance from what is above. */
static bool
heading_waits(const struct layout *l)
{
	return l->npending > 0 &&
	    l->pending[0]->from->kind == BLOCK_HEADING;
}

double
layout_room(const struct layout *l)
{
	struct layout copy = *l;	/* measuring needs it writable */
	double above = pending_height(&copy, layout_at_top(l));

	if (!layout_at_top(l) && !heading_waits(l))
		above += l->gap;
	return EDGE_BOTTOM - l->y - above;
}

double
layout_need(struct layout *l, double height)
{
	if (layout_room(l) < height - 0.01 && !layout_at_top(l))
		layout_new_page(l);
	if (!layout_at_top(l) && !heading_waits(l))
		l->y += l->gap;
	l->gap = 0;
	for (size_t i = 0; i < l->npending; i++) {
		if (l->pending[i]->from->kind == BLOCK_HEADING)
			draw_heading(l, l->pending[i]);
		else
			draw_text_node(l, l->pending[i]);
	}
	l->npending = 0;
	return l->y;
}

void
layout_keep(struct layout *l, double height)
{
	if (EDGE_BOTTOM - l->y < height - 0.01 && !layout_at_top(l))
		layout_new_page(l);
}

/* ---- paragraphs ------------------------------------------------------------- */

void
layout_paragraph(struct layout *l, struct paragraph *p, double pitch,
    enum align align)
{
	double x = EDGE_LEFT + (BODY_WIDTH - p->width) / 2;

	for (size_t i = 0; i < p->nlines && !l->stopped; i++) {
		size_t left = p->nlines - i;
		double need = pitch;

		if (i == 0 && left > 3)
			need = 2 * pitch;
		if (left <= 2 || (i == 0 && left == 3))
			/* no line alone, and the tail */
			need = (double)left * pitch + l->tail;
		(void)layout_need(l, need);
		layout_keep(l, pitch);
		paragraph_draw(l->measure, p, i, l->display, layout_page(l), x,
		    l->y + pitch / 2 + BASELINE * p->size, align);
		l->y += pitch;
	}
}

struct node_style {
	double size, pitch, indent, gap;
};

static struct node_style
node_style(const struct node *n)
{
	switch (n->from->kind) {
	case BLOCK_NOTE:
		return (struct node_style){ SIZE_5, 16, 2 * SIZE_5, 4 };
	case BLOCK_ITEM:
		return (struct node_style){ SIZE_S4, 20, 0, 2 };
	default:
		return (struct node_style){ SIZE_S4, 21, 2 * SIZE_S4, 4 };
	}
}

static void
node_para(struct layout *l, const struct node *n, struct paragraph *p)
{
	struct node_style s = node_style(n);

	*p = (struct paragraph){
		.text = n->text, .spans = n->spans, .role = FONT_FANG,
		.size = s.size, .width = BODY_WIDTH, .indent = s.indent
	};
	if (n->from->kind == BLOCK_ITEM)
		p->width = fmax(p->width - 4 * s.size * n->from->level,
		    BODY_WIDTH / 4);
	paragraph_break(l->measure, l->arena, p);
}

static double
text_node_height(struct layout *l, const struct node *n)
{
	struct paragraph p;

	node_para(l, n, &p);
	return (double)p.nlines * node_style(n).pitch + node_style(n).gap;
}

/* A paragraph for which there is room. */
static void
draw_text_node(struct layout *l, const struct node *n)
{
	double pitch = node_style(n).pitch;
	struct paragraph p;

	node_para(l, n, &p);
	for (size_t i = 0; i < p.nlines && !l->stopped; i++, l->y += pitch) {
		next_line(l, pitch);
		paragraph_draw(l->measure, &p, i, l->display, layout_page(l),
		    EDGE_LEFT, l->y + pitch / 2 + BASELINE * p.size,
		    ALIGN_JUSTIFY);
	}
	l->y += node_style(n).gap;
}

/* A long number of an item is smaller, so that it stays on the page. */
static void
draw_mark(struct layout *l, double size, double right, double y,
    const char *mark)
{
	double width = layout_width(l, FONT_FANG, size, mark);

	if (width > right - EDGE_LEFT)
		size *= (right - EDGE_LEFT) / width;
	layout_label(l, FONT_FANG, size, right, y, ALIGN_RIGHT, mark);
}

static void
layout_text(struct layout *l, const struct node *n)
{
	struct node_style s = node_style(n);
	struct paragraph p;
	double edge;

	node_para(l, n, &p);
	if (p.nlines == 0)
		return;
	edge = EDGE_LEFT + (BODY_WIDTH - p.width) / 2;
	if (n->from->kind == BLOCK_ITEM && n->from->mark != NULL) {
		(void)layout_need(l, p.nlines > 3 ? 2 * s.pitch :
		    (double)p.nlines * s.pitch + l->tail);
		layout_keep(l, s.pitch);
		draw_mark(l, s.size, edge - 0.5 * s.size,
		    l->y + s.pitch / 2, n->from->mark);
	}
	layout_paragraph(l, &p, s.pitch, ALIGN_JUSTIFY);
	l->gap = s.gap;
}

/* ---- the document ----------------------------------------------------------- */

/* Height of a node that stands in one piece, or -1. */
static double
node_height(struct layout *l, const struct node *n)
{
	const struct template_node *t = n->from;

	if (t->kind == BLOCK_HEADING)
		return heading_height(l, n, false);
	if (t->kind == BLOCK_COMPONENT)
		return t->component->height == NULL ? -1 :
		    t->component->height(l, n);
	return text_node_height(l, n);
}

/* A note: small words that explain what stands above them. */
static bool
is_note(const struct node *n)
{
	return n->from->kind == BLOCK_NOTE ||
	    (n->from->kind == BLOCK_COMPONENT &&
	    n->from->component->is_note != NULL &&
	    n->from->component->is_note(n));
}

/* The distance that a node asks for below itself. */
static double
gap_below(const struct node *n)
{
	const struct template_node *t = n->from;

	if (t->kind == BLOCK_HEADING)
		return 0;
	return t->kind == BLOCK_COMPONENT ? BLOCK_GAP : node_style(n).gap;
}

/* Words of more than a line: company enough for signatures. */
static bool
is_company(const struct node *n, double height)
{
	return n->from->kind == BLOCK_PARAGRAPH &&
	    height > 2 * node_style(n).pitch;
}

static bool
closes(const struct template_node *t)
{
	return t->kind == BLOCK_COMPONENT && t->component->closes;
}

/*
 * What must stay with the end of node i: all up to a signature block, when
 * what stands between is short; else the notes that follow; else nothing.
 */
static double
tail_height(struct layout *l, size_t i)
{
	const struct document *d = l->document;
	double sum = 0, notes = 0, gap = gap_below(&d->nodes[i]);
	bool noting = true;

	for (i++; i < d->nnodes && sum < BODY_HEIGHT / 2; i++) {
		const struct node *n = &d->nodes[i];
		const struct template_node *t = n->from;
		double h = node_height(l, n);

		if (h < 0)
			break;
		if (is_company(n, h))
			break;
		if (h <= 0)
			continue;	/* prints nothing */
		if (t->kind != BLOCK_HEADING)
			sum += gap;
		sum += h;
		noting = noting && is_note(n);
		if (noting && sum < BODY_HEIGHT / 6)
			notes = sum;
		if (closes(t) && sum < BODY_HEIGHT / 2)
			return sum;
		gap = closes(t) ? BLOCK_GAP : 0;
	}
	return notes;
}

/* A short paragraph before a block that is no text leads to it. */
static bool
leads(struct layout *l, const struct node *n)
{
	const struct document *d = l->document;
	const struct node *next = n + 1;

	return n->from->kind == BLOCK_PARAGRAPH && next < d->nodes + d->nnodes &&
	    next->from->kind == BLOCK_COMPONENT &&
	    next->from->component->height == NULL &&
	    text_node_height(l, n) < BODY_HEIGHT / 6;
}

static void
layout_node(struct layout *l, const struct node *n)
{
	if (n->from->kind == BLOCK_COMPONENT)
		n->from->component->layout(l, n);
	else if (n->from->kind != BLOCK_HEADING && !leads(l, n))
		layout_text(l, n);
	else {
		if (l->npending == MAX_PENDING)
			(void)layout_need(l, 0);
		l->pending[l->npending++] = n;
		if (n->from->kind == BLOCK_HEADING)
			l->heading = n;
	}
}

void
layout_once(struct layout *l)
{
	struct display *d = l->display;

	layout_new_page(l);
	for (size_t i = 0; i < l->document->nnodes && !l->stopped; i++) {
		l->tail = tail_height(l, i);
		layout_node(l, &l->document->nodes[i]);
	}
	if (l->npending > 0)
		(void)layout_need(l, 0);
	/* A page break that ended the document left a page with nothing. */
	if (d->npages > 1 && d->pages[d->npages - 1].nitems == 0)
		d->npages--;
}
