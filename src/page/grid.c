#include "page/grid.h"

#include <math.h>
#include <string.h>

#define LEADING		1.3	/* line to line, in sizes of the text */
#define PAD_X		2.5	/* pt */
#define PAD_Y		2
/* Parts of a page: a label that is higher is broken as other texts are, heads
   and words in corners, which are not, are cut. */
#define LABEL_PART	0.5
#define HEAD_PART	0.4
#define CORNER_PART	0.4

/* Give columns narrower than least what the others have beyond that. */
static void
widen(struct grid *g, double least)
{
	double beyond = 0, spare = BODY_WIDTH - least * (double)g->ncols;
	double left = g->x[0], x = left;

	for (size_t c = 0; c < g->ncols; c++)
		beyond += fmax(g->x[c + 1] - g->x[c] - least, 0);
	for (size_t c = 0; c < g->ncols; c++) {
		double more = fmax(g->x[c + 1] - left - least, 0);

		left = g->x[c + 1];
		x += least + (beyond > 0 ? more * fmax(spare, 0) / beyond : 0);
		g->x[c + 1] = x;
	}
}

/*
 * The columns' edges.  Each holds at least one character; where they are too
 * many for that, the text is set smaller.
 */
static void
set_columns(struct grid *g, const double *weights)
{
	double least = g->size + 2 * PAD_X, sum = 0, upto = 0;
	bool narrow = false;

	if (least * (double)g->ncols > BODY_WIDTH) {
		double by = BODY_WIDTH / (double)g->ncols / least;

		g->size *= by;
		g->pad_x *= by;
		g->pad_y *= by;
		least *= by;
	}
	for (size_t c = 0; c < g->ncols; c++)
		sum += weights[c];
	for (size_t c = 0; c <= g->ncols; c++) {
		g->x[c] = EDGE_LEFT + BODY_WIDTH * upto / sum;
		narrow |= c > 0 && g->x[c] - g->x[c - 1] < least;
		if (c < g->ncols)
			upto += weights[c];
	}
	if (narrow)
		widen(g, least);
}

struct grid *
grid_new(struct arena *a, size_t nrows, size_t ncols, const double *weights,
    double size)
{
	struct grid *g = arena_alloc(a, sizeof(*g));

	g->arena = a;
	g->nrows = nrows;
	g->ncols = ncols;
	g->size = size;
	g->pad_x = PAD_X;
	g->pad_y = PAD_Y;
	g->x = arena_alloc(a, (ncols + 1) * sizeof(*g->x));
	g->whole = arena_alloc(a, ncols * sizeof(*g->whole));
	g->part = arena_alloc(a, ncols * sizeof(*g->part));
	g->height = arena_alloc(a, (nrows + 1) * sizeof(*g->height));
	g->owner = arena_alloc(a, (nrows * ncols + 1) * sizeof(*g->owner));
	set_columns(g, weights);
	return g;
}

void
grid_widen_pads(struct grid *g, double by)
{
	double room = g->pad_x * by;

	for (size_t c = 0; c < g->ncols; c++)
		room = fmin(room, (g->x[c + 1] - g->x[c] - g->size) / 2);
	g->pad_x = fmax(g->pad_x, room);
}

struct grid_cell *
grid_add_cell(struct grid *g, size_t row, size_t col, size_t rows, size_t cols,
    const char *text)
{
	struct grid_cell *c = arena_alloc(g->arena, sizeof(*c));

	c->text = text;
	c->row = row;
	c->col = col;
	c->rows = rows;
	c->cols = cols;
	for (size_t r = row; r < row + rows; r++)
		for (size_t k = col; k < col + cols; k++)
			g->owner[r * g->ncols + k] = c;
	return c;
}

double
grid_pitch(const struct grid *g)
{
	return g->size * LEADING;
}

double
grid_height(const struct grid *g, size_t from, size_t to)
{
	double h = 0;

	for (size_t r = from; r < to; r++)
		h += g->height[r];
	return h;
}

/* ---- heights ---------------------------------------------------------------- */

size_t
grid_cell_lines(const struct grid_cell *c)
{
	return c->para.nlines + (c->foot == NULL ? 0 : c->corner.nlines + 1);
}

/* As many lines of it as that part of a page holds. */
static void
cut_lines(struct layout *l, struct grid *g, struct paragraph *p, double part)
{
	paragraph_cut(l->measure, g->arena, p,
	    1 + (size_t)(BODY_HEIGHT * part / grid_pitch(g)));
}

static void
break_cell(struct layout *l, struct grid *g, struct grid_cell *c)
{
	c->para = (struct paragraph){
		.text = c->text, .role = c->role, .size = g->size,
		.width = g->x[c->col + c->cols] - g->x[c->col] - 2 * g->pad_x
	};
	paragraph_break(l->measure, g->arena, &c->para);
	if (c->row < g->nheader)
		cut_lines(l, g, &c->para, HEAD_PART / (double)g->nheader);
	if (c->foot != NULL) {
		c->corner = c->para;
		c->corner.text = c->foot;
		paragraph_break(l->measure, g->arena, &c->corner);
		cut_lines(l, g, &c->corner, CORNER_PART);
	}
	c->height = (double)grid_cell_lines(c) * grid_pitch(g) + 2 * g->pad_y;
	/* CONTINUED takes three lines more at most. */
	if (c->label && c->height + 3 * grid_pitch(g) > BODY_HEIGHT *
	    LABEL_PART && grid_label_height(l, g, c, true) > BODY_HEIGHT *
	    LABEL_PART)
		c->label = false;
	if (c->align == ALIGN_DECIMAL) {
		size_t n = strcspn(c->text, ".");
		double whole = measure_width(l->measure, c->role, g->size,
		    c->text, n);
		double part = measure_width(l->measure, c->role, g->size,
		    c->text + n, strlen(c->text + n));

		if (whole > g->whole[c->col])
			g->whole[c->col] = whole;
		if (part > g->part[c->col])
			g->part[c->col] = part;
	}
}

void
grid_stretch(struct grid *g, size_t from, size_t to, double height)
{
	double lack = height - grid_height(g, from, to);

	if (lack > 0)
		for (size_t r = from; r < to; r++)
			g->height[r] += lack / (double)(to - from);
}

void
grid_fit(struct layout *l, struct grid *g)
{
	double page;

	for (size_t r = 0; r < g->nrows; r++)
		for (size_t k = 0; k < g->ncols; k++) {
			struct grid_cell *c = g->owner[r * g->ncols + k];

			if (c == NULL || c->row != r || c->col != k)
				continue;
			break_cell(l, g, c);
			if (c->rows == 1 && c->height > g->height[r])
				g->height[r] = c->height;
		}
	page = BODY_HEIGHT - grid_height(g, 0, g->nheader);
	/* Inner labels first: what they add, the outer ones gain. */
	for (size_t k = g->ncols; k-- > 0; )
		for (size_t r = 0; r < g->nrows; r++) {
			struct grid_cell *c = g->owner[r * g->ncols + k];

			if (c == NULL || c->row != r || c->col != k ||
			    c->rows == 1)
				continue;
			/* Taller than a page: from its first row on. */
			if (!c->label && c->height > page && c->height >
			    g->height[r])
				g->height[r] = c->height;
			else
				grid_stretch(g, r, r + c->rows, c->height);
		}
}

double
grid_label_height(struct layout *l, struct grid *g, const struct grid_cell *c,
    bool continued)
{
	struct paragraph p = c->para;

	if (!continued)
		return c->height;
	p.text = arena_printf(g->arena, "%s" CONTINUED, c->text);
	paragraph_break(l->measure, g->arena, &p);
	return (double)p.nlines * grid_pitch(g) + 2 * g->pad_y;
}
