#include "page/grid.h"

#include <math.h>
#include <string.h>

#define OUTER		0.8	/* rules, pt */
#define INNER		0.4

/* Rows drawn one below the other, the first one's top at y. */
struct band {
	struct layout *l;
	struct grid *g;
	struct grid_slice s;
	double y;
	double *top;		/* of each row, and of what follows */
};

static void
band_init(struct band *b)
{
	double y = b->y;

	b->top = arena_alloc(b->g->arena,
	    (b->s.to - b->s.from + 1) * sizeof(*b->top));
	for (size_t r = b->s.from; r <= b->s.to; r++) {
		b->top[r - b->s.from] = y;
		if (r < b->s.to)
			y += b->s.height[r - b->s.from];
	}
}

static struct grid_cell *
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
	const struct grid *g = b->g;
	bool outer = c == 0 || c == g->ncols;
	size_t start = b->s.from;

	for (size_t r = b->s.from; r <= b->s.to; r++) {
		bool inside = r == b->s.to || (!outer &&
		    owner(b, r, c - 1) == owner(b, r, c));

		if (!inside)
			continue;
		if (r > start)
			rule(b, g->x[c], b->top[start - b->s.from], g->x[c],
			    b->top[r - b->s.from], outer ? OUTER : INNER);
		start = r + 1;
	}
}

/* The horizontal rule above row r; whole at the band's edges. */
static void
draw_horizontal(struct band *b, size_t r, double width)
{
	const struct grid *g = b->g;
	bool edge = r == b->s.from || r == b->s.to;
	double y = b->top[r - b->s.from];
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
 * Where the line begins whose point stands below the others'; but never
 * outside its cell, when words make the column wider than it is.
 */
static double
decimal_left(const struct band *b, const struct grid_cell *c,
    const struct paragraph *p, double x)
{
	const struct grid *g = b->g;
	double whole = g->whole[c->col], part = g->part[c->col];
	double most = p->width - p->lines[0].width;
	double at = (p->width - whole - part) / 2 + whole - measure_width(
	    b->l->measure, c->role, p->size, p->text, strcspn(p->text, "."));

	at = at > most ? most : at;
	return x + (at < 0 ? 0 : at);
}

/*
 * Lines first … first+count-1 of a cell in a place of height pt.  A label cut
 * short by the page that has no room is set smaller.
 */
static void
draw_lines(struct band *b, const struct grid_cell *c, struct paragraph *p,
    double y, double height, size_t first, size_t count)
{
	const struct grid *g = b->g;
	double pitch = grid_pitch(g), x = g->x[c->col] + g->pad_x;

	while ((double)count * pitch > height && p->size > 4 && c->label) {
		p->size -= 0.5;
		pitch = p->size * 1.1;
		paragraph_break(b->l->measure, g->arena, p);
		count = p->nlines;
	}
	if ((double)count * pitch > height + 0.01) {
		/* The end of a text over rows that pages cut short. */
		p->size *= height / ((double)count * pitch);
		pitch = height / (double)count;
	}
	y += c->top ? fmin(g->pad_y, height - (double)count * pitch) :
	    (height - (double)count * pitch) / 2;
	for (size_t i = first; i < first + count; i++, y += pitch) {
		double at = x;
		enum align align = c->align;

		if (align == ALIGN_DECIMAL && p->nlines == 1) {
			at = decimal_left(b, c, p, x);
			align = ALIGN_LEFT;
		} else if (align == ALIGN_DECIMAL)
			align = ALIGN_CENTER;
		paragraph_draw(b->l->measure, p, i, b->l->display,
		    layout_page(b->l), at, y + pitch / 2 + BASELINE * p->size,
		    align);
	}
}

/* How wide a line is drawn: a character that is wider than all is smaller. */
static double
drawn_width(const struct paragraph *p, size_t i)
{
	return fmin(p->lines[i].width, p->width);
}

/*
 * The words in the corner, centred, on the page where the cell ends; returns
 * the height that is left above them.
 */
static double
draw_foot(struct band *b, const struct grid_cell *c, double bottom,
    double height)
{
	struct paragraph small = c->corner, *p = &small;
	double lines = (double)(p->nlines + c->para.nlines - c->drawn);
	double by = fmin(1, height / (lines * grid_pitch(b->g)));
	double pitch = by * grid_pitch(b->g);
	double y = bottom - fmin(b->g->pad_y, height - lines * pitch) -
	    (double)p->nlines * pitch, top = y;
	double x = b->g->x[c->col + c->cols] - b->g->pad_x;
	double width = 0;

	for (size_t i = 0; i < p->nlines; i++)
		width = fmax(width, drawn_width(p, i));
	p->size *= by;
	width *= by;
	/* A character from the edge, where the words leave so much. */
	x -= fmax(fmin(p->size, p->width - width), 0);
	for (size_t i = 0; i < p->nlines; i++, y += pitch)
		paragraph_draw(b->l->measure, p, i, b->l->display,
		    layout_page(b->l), x - width / 2 - drawn_width(p, i) * by /
		    2, y + pitch / 2 + BASELINE * p->size, ALIGN_LEFT);
	return fmin(height, top - (bottom - height));
}

/* Whether the slice holds the cell's end. */
static bool
ends_here(const struct band *b, const struct grid_cell *c)
{
	size_t end = c->row + c->rows;

	return end < b->s.to || (end == b->s.to && b->s.last == 0);
}

/* How many of the lines that are left have room, but not all but one. */
static size_t
lines_now(const struct band *b, const struct grid_cell *c, double height)
{
	size_t left = c->para.nlines - c->drawn, n;

	if (ends_here(b, c))
		return left;
	n = (size_t)((height - 2 * b->g->pad_y + 0.01) / grid_pitch(b->g));
	if (n >= left)
		return left;
	return left - n == 1 && n > 2 ? n - 1 : n;
}

static void
draw_cell(struct band *b, struct grid_cell *c, size_t r)
{
	size_t end = c->row + c->rows < b->s.to ? c->row + c->rows : b->s.to;
	double y = b->top[r - b->s.from];
	double height = b->top[end - b->s.from] - y;
	double room = height;
	struct paragraph p = c->para;

	if (c->foot != NULL && ends_here(b, c) && c->corner.nlines > 0)
		room = draw_foot(b, c, y + height, height);
	if (c->label) {
		if (c->row < b->s.from || (r == b->s.from && b->s.first > 0)) {
			p.text = arena_printf(b->g->arena, "%s" CONTINUED,
			    c->text);
			paragraph_break(b->l->measure, b->g->arena, &p);
		}
		draw_lines(b, c, &p, y, height, 0, p.nlines);
		return;
	}
	if (c->drawn < p.nlines) {
		size_t n = lines_now(b, c, height);

		draw_lines(b, c, &p, y, room, c->drawn, n);
		c->drawn += n;
	}
}

static void
draw_band(struct band *b, double above, double below)
{
	band_init(b);
	if (above > 0)
		draw_horizontal(b, b->s.from, above);
	for (size_t r = b->s.from + 1; r < b->s.to; r++)
		draw_horizontal(b, r, INNER);
	draw_horizontal(b, b->s.to, below);
	for (size_t c = 0; c <= b->g->ncols; c++)
		draw_vertical(b, c);
	for (size_t r = b->s.from; r < b->s.to; r++)
		for (size_t c = 0; c < b->g->ncols; c++) {
			struct grid_cell *cell = owner(b, r, c);

			if (cell != NULL && cell->col == c &&
			    (cell->row == r || r == b->s.from))
				draw_cell(b, cell, r);
		}
	b->l->y = b->top[b->s.to - b->s.from];
}

void
grid_draw(struct layout *l, struct grid *g, const struct grid_slice *s)
{
	struct band head = { .l = l, .g = g, .y = l->y,
	    .s = { .to = g->nheader, .height = g->height } };
	struct band body = { .l = l, .g = g, .s = *s };

	if (g->nheader > 0) {
		for (size_t i = 0; i < g->nheader * g->ncols; i++)
			if (g->owner[i] != NULL)
				g->owner[i]->drawn = 0;	/* on every page */
		draw_band(&head, OUTER, s->from < s->to ? INNER : OUTER);
	}
	body.y = l->y;
	if (s->from < s->to)
		draw_band(&body, g->nheader > 0 ? 0 : OUTER, OUTER);
}
