#include "report/tabular.h"

#include <string.h>

#define CONTINUED	"（续）"
#define OUTER		0.8	/* rules, pt */
#define INNER		0.4

/* Rows from … to-1 drawn with the first one's top at y. */
struct band {
	struct layout *l;
	struct tabular *g;
	size_t from, to;
	double y;
	struct tabpart part;
	double *top;		/* of each row, and of what follows */
};

static void
band_init(struct band *b)
{
	double y = b->y;

	b->top = arena_alloc(b->g->arena,
	    (b->to - b->from + 1) * sizeof(*b->top));
	for (size_t r = b->from; r <= b->to; r++) {
		double part = (double)b->part.count * tabular_pitch(b->g) +
		    2 * b->g->pad_y;

		b->top[r - b->from] = y;
		if (r < b->to && b->part.count == 0)
			y += b->g->height[r];
		else
			y += part > b->part.least ? part : b->part.least;
	}
}

static struct tabcell *
owner(const struct band *b, size_t r, size_t c)
{
	return b->g->owner[r * b->g->ncols + c];
}

static void
rule(struct band *b, double x, double y, double x2, double y2, double width)
{
	(void)display_line(b->l->display, layout_page(b->l), x, y, x2, y2,
	    width);
}

/* The vertical rule at edge c, left out inside cells. */
static void
draw_vertical(struct band *b, size_t c)
{
	const struct tabular *g = b->g;
	bool outer = c == 0 || c == g->ncols;
	size_t start = b->from;

	for (size_t r = b->from; r <= b->to; r++) {
		bool inside = r == b->to || (!outer &&
		    owner(b, r, c - 1) == owner(b, r, c));

		if (!inside)
			continue;
		if (r > start)
			rule(b, g->x[c], b->top[start - b->from], g->x[c],
			    b->top[r - b->from], outer ? OUTER : INNER);
		start = r + 1;
	}
}

/* The horizontal rule above row r; whole at the band's edges. */
static void
draw_horizontal(struct band *b, size_t r, double width)
{
	const struct tabular *g = b->g;
	bool edge = r == b->from || r == b->to;
	double y = b->top[r - b->from];
	size_t start = 0;

	for (size_t c = 0; c <= g->ncols; c++) {
		if (c < g->ncols && (edge ||
		    owner(b, r - 1, c) != owner(b, r, c)))
			continue;
		if (c > start)
			rule(b, g->x[start], y, g->x[c], y, width);
		start = c + 1;
	}
}

/*
 * The lines of a cell from first on, count of them, in a place of height
 * pt.  A label cut short by the page that has no room is set smaller.
 */
static void
draw_lines(struct band *b, const struct tabcell *c, struct para *p, double y,
    double height, struct tabpart part)
{
	const struct tabular *g = b->g;
	double pitch = tabular_pitch(g), x = g->x[c->col] + g->pad_x;

	while ((double)part.count * pitch > height && p->size > 4 &&
	    part.count == p->nlines) {
		p->size -= 0.5;
		pitch = p->size * 1.1;
		para_break(b->l->measure, g->arena, p);
		part.count = p->nlines;
	}
	y += c->top ? g->pad_y : (height - (double)part.count * pitch) / 2;
	for (size_t i = 0; i < part.count; i++, y += pitch) {
		double at = x;
		enum align align = c->align;

		if (align == ALIGN_DECIMAL && p->nlines == 1) {
			at += (p->width - g->whole[c->col] -
			    g->part[c->col]) / 2 + g->whole[c->col] -
			    measure_width(b->l->measure, c->role, p->size,
			    p->text, strcspn(p->text, "."));
			align = ALIGN_LEFT;
		} else if (align == ALIGN_DECIMAL)
			align = ALIGN_CENTER;
		para_draw(b->l->measure, p, part.first + i, b->l->display,
		    layout_page(b->l), at, y + pitch / 2 + BASELINE * p->size,
		    align);
	}
}

/* The words in the corner, centred, on the page where the cell ends. */
static void
draw_foot(struct band *b, const struct tabcell *c, double bottom)
{
	const struct para *p = &c->corner;
	double pitch = tabular_pitch(b->g);
	double y = bottom - b->g->pad_y - (double)p->nlines * pitch;
	double x = b->g->x[c->col + c->cols] - b->g->pad_x - p->size;
	double width = 0;

	if (b->part.count > 0 &&
	    b->part.first + b->part.count < tabular_lines(c))
		return;
	for (size_t i = 0; i < p->nlines; i++)
		width = p->lines[i].width > width ? p->lines[i].width : width;
	for (size_t i = 0; i < p->nlines; i++, y += pitch)
		para_draw(b->l->measure, p, i, b->l->display,
		    layout_page(b->l), x - width / 2 - p->lines[i].width / 2,
		    y + pitch / 2 + BASELINE * p->size, ALIGN_LEFT);
}

static void
draw_cell(struct band *b, const struct tabcell *c, size_t r)
{
	size_t end = c->row + c->rows < b->to ? c->row + c->rows : b->to;
	double y = b->top[r - b->from];
	double height = b->top[end - b->from] - y;
	struct para p = c->para;
	struct tabpart part = { 0, p.nlines, 0 };

	if (c->foot != NULL && c->row >= b->from)
		draw_foot(b, c, y + height);
	if (c->label && (c->row < b->from || b->part.first > 0)) {
		p.text = arena_printf(b->g->arena, "%s" CONTINUED, c->text);
		para_break(b->l->measure, b->g->arena, &p);
		part.count = p.nlines;
	} else if (c->row < b->from)
		return;
	else if (b->part.count > 0 && (c->rows == 1 || !c->label)) {
		part = b->part;
		if (part.first >= p.nlines)
			return;
		if (part.count > p.nlines - part.first)
			part.count = p.nlines - part.first;
	}
	if (part.count > 0)
		draw_lines(b, c, &p, y, height, part);
}

static void
draw_band(struct band *b, double above, double below)
{
	band_init(b);
	if (above > 0)
		draw_horizontal(b, b->from, above);
	for (size_t r = b->from + 1; r < b->to; r++)
		draw_horizontal(b, r, INNER);
	draw_horizontal(b, b->to, below);
	for (size_t c = 0; c <= b->g->ncols; c++)
		draw_vertical(b, c);
	for (size_t r = b->from; r < b->to; r++)
		for (size_t c = 0; c < b->g->ncols; c++) {
			const struct tabcell *cell = owner(b, r, c);

			if (cell != NULL && cell->col == c &&
			    (cell->row == r || r == b->from))
				draw_cell(b, cell, r);
		}
	b->l->y = b->top[b->to - b->from];
}

void
tabular_draw(struct layout *l, struct tabular *g, size_t from, size_t to,
    bool header, struct tabpart part)
{
	struct band head = { .l = l, .g = g, .to = g->nheader, .y = l->y };
	struct band body = {
		.l = l, .g = g, .from = from, .to = to, .part = part
	};

	header = header && g->nheader > 0;
	if (header)
		draw_band(&head, OUTER, from < to ? INNER : OUTER);
	body.y = l->y;
	if (from < to)
		draw_band(&body, header ? 0 : OUTER, OUTER);
}
