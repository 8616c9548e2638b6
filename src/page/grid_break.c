#include "page/grid.h"

#include <math.h>

#define START		4	/* lines a broken row has on a page at least */
#define ENDING		2	/* and on its last */
#define LOW_ROW	40.0	/* pt: such a one does not begin a grid alone */
#define WHOLE		0.3	/* of a page: a grid so high is not broken, */
#define WHOLE_TAIL	0.6	/* nor a grid of half of that with its tail */
#define NEARLY		0.01	/* pt */

/* A grid on its way over the pages. */
struct pager {
	struct layout *l;
	struct grid *g;
	double page;		/* pt below the header of a whole page */
	double room;		/* on this one */
	double used;		/* by the slice */
	struct grid_slice s;	/* what goes on this page */
};

/* ---- rows taller than a page ------------------------------------------------- */

/*
 * Lines of the longest text in row r that is no label; one over several rows
 * is drawn from the first of them on.
 */
static size_t
row_lines(const struct grid *g, size_t r)
{
	size_t lines = 0;

	for (size_t k = 0; k < g->ncols; k++) {
		const struct grid_cell *c = g->owner[r * g->ncols + k];

		if (c != NULL && (c->rows == 1 || (!c->label && c->row == r)) &&
		    grid_cell_lines(c) > lines)
			lines = grid_cell_lines(c);
	}
	return lines;
}

/* Lines that stay together at the end of row r: words in a corner. */
static size_t
end_lines(const struct grid *g, size_t r)
{
	size_t lines = ENDING;

	for (size_t k = 0; k < g->ncols; k++) {
		const struct grid_cell *c = g->owner[r * g->ncols + k];

		if (c != NULL && c->rows == 1 && c->foot != NULL &&
		    c->corner.nlines + 1 > lines)
			lines = c->corner.nlines + 1;
	}
	return lines;
}

/* Height of n lines of row r, with the labels beside them. */
static double
part_height(struct pager *p, size_t r, size_t n, bool continued)
{
	struct grid *g = p->g;
	double need = (double)n * grid_pitch(g) + 2 * g->pad_y;

	for (size_t k = 0; k < g->ncols; k++) {
		const struct grid_cell *c = g->owner[r * g->ncols + k];
		double h;

		if (c == NULL || !c->label)
			continue;
		h = grid_label_height(p->l, g, c, continued || c->row < r);
		need = h > need ? h : need;
	}
	return need;
}

static bool
is_tall(const struct pager *p, size_t r)
{
	return p->g->height[r] > p->page + NEARLY;
}

/* The line with which the slice begins in its row r. */
static size_t
first_line(const struct pager *p, size_t r)
{
	return r == p->s.from ? p->s.first : 0;
}

/* Height of row r, or of what is left of it. */
static double
rest_height(struct pager *p, size_t r)
{
	size_t first = first_line(p, r);

	if (first == 0 && !is_tall(p, r))
		return p->g->height[r];
	return part_height(p, r, row_lines(p->g, r) - first, first > 0);
}

/* End the slice with n lines of row r, its last. */
static void
end_in_row(struct pager *p, size_t r, size_t n)
{
	size_t first = first_line(p, r);

	p->s.to = r + 1;
	p->s.last = first + n;
	p->s.height[r - p->s.from] = part_height(p, r, n, first > 0);
}

/*
 * Begin row r, or go on with it, with as many lines as there is room for.
 * False where that would be too few.
 */
static bool
break_row(struct pager *p, size_t r)
{
	struct grid *g = p->g;
	size_t left = row_lines(g, r) - first_line(p, r);
	size_t end = end_lines(g, r), n = 0;
	double room = p->room - p->used - 2 * g->pad_y + NEARLY;
	bool alone = r == p->s.from && layout_at_top(p->l);

	if (room > 0)
		n = (size_t)(room / grid_pitch(g));
	if (n > left)
		n = left;
	if (left - n < end)
		n = left > end ? left - end : 0;
	if (alone && n == 0)
		n = 1;
	if (alone && n >= left) {
		/* All lines are there; what is beside them is too tall. */
		p->s.to = r + 1;
		p->s.height[r - p->s.from] = fmin(p->room, part_height(p, r,
		    left, first_line(p, r) > 0));	/* set smaller */
		return true;
	}
	if (!alone && (n < START || p->used + part_height(p, r, n,
	    first_line(p, r) > 0) > p->room + NEARLY))
		return false;
	end_in_row(p, r, n);
	return true;
}

/* Keep some lines of row r, the slice's only one, for the next page. */
static bool
keep_lines(struct pager *p, size_t r)
{
	size_t left = row_lines(p->g, r) - first_line(p, r);
	size_t keep = end_lines(p->g, r);

	keep = keep > START ? keep : START;
	if (left < keep + START)
		return false;
	end_in_row(p, r, left - keep);
	return true;
}

/* ---- labels cut off by the page's end ------------------------------------------ */

/*
 * What goes on from the page before has room in the rest of its rows: labels
 * that are repeated, and texts that are not at their end.
 */
static void
make_room(struct pager *p)
{
	struct grid *g = p->g;
	size_t r = p->s.from;

	for (size_t k = g->ncols; k-- > 0; ) {
		struct grid_cell *c = g->owner[r * g->ncols + k];

		if (c == NULL || c->row == r || p->s.first > 0)
			continue;
		if (c->label)
			grid_stretch(g, r, c->row + c->rows,
			    grid_label_height(p->l, g, c, true));
		else if (c->drawn < c->para.nlines)
			grid_stretch(g, r, c->row + c->rows,
			    (double)(grid_cell_lines(c) - c->drawn) *
			    grid_pitch(g) + 2 * g->pad_y);
	}
}

/*
 * What the labels cut off before row b lack in height on this page; negative
 * when what is cut off is no label (a photo, a seal) and that is not allowed.
 */
static double
labels_lack(struct pager *p, size_t b, bool any)
{
	struct grid *g = p->g;
	double lack = 0;

	for (size_t k = 0; k < g->ncols; k++) {
		const struct grid_cell *c = g->owner[b * g->ncols + k];
		size_t first;
		double miss;

		if (c == NULL || c->row == b)
			continue;
		if (!c->label && !any)
			return -1;
		if (!c->label)
			continue;
		first = c->row > p->s.from ? c->row : p->s.from;
		miss = grid_label_height(p->l, g, c, c->row < p->s.from ||
		    (c->row == p->s.from && p->s.first > 0));
		for (size_t r = first; r < b; r++)
			miss -= p->s.height[r - p->s.from];
		lack = miss > lack ? miss : lack;
	}
	return lack;
}

/*
 * The last place to break at which every label has room; where stretch, the
 * last row is made higher for them, where any, texts over rows are cut.
 */
static bool
find_break(struct pager *p, bool stretch, bool any)
{
	double used = p->used;

	for (size_t k = p->s.to; k > p->s.from; k--) {
		double lack = labels_lack(p, k, any);

		if (lack >= 0 && (lack < NEARLY || (stretch &&
		    used + lack <= p->room + NEARLY))) {
			p->s.height[k - 1 - p->s.from] += lack;
			p->s.to = k;
			return true;
		}
		used -= p->s.height[k - 1 - p->s.from];
	}
	return false;
}

/* End the slice before row to, or better before one above. */
static void
end_before(struct pager *p, size_t to)
{
	while (p->s.to > to)
		p->used -= p->s.height[--p->s.to - p->s.from];
	if (!find_break(p, false, false) && !find_break(p, true, false) &&
	    !find_break(p, false, true) && !find_break(p, true, true) &&
	    !layout_at_top(p->l))
		p->s.to = p->s.from;	/* on the next page, then */
}

/* ---- pages ------------------------------------------------------------------------ */

/* All rows would have room, but not what must stand with the last of them. */
static void
hold_back(struct pager *p)
{
	size_t rows = p->s.to - p->s.from;

	if (rows > 2)
		end_before(p, p->s.to - 2);
	else if (rows == 2 && (p->s.first == 0 || !keep_lines(p, p->s.from)))
		end_before(p, p->s.to - 1);
	else if (rows == 1 && !keep_lines(p, p->s.from) &&
	    !layout_at_top(p->l))
		p->s.to = p->s.from;
}

/* One row would be left for the next page: it gets company. */
static void
leave_two(struct pager *p)
{
	size_t rows = p->s.to - p->s.from;

	if (rows > (p->l->tail > 0 ? 1 : 2))
		end_before(p, p->s.to - 1);
	else if (rows > 1 || p->l->tail <= 0 || p->s.first == 0 ||
	    !keep_lines(p, p->s.from))
		end_before(p, p->s.to);
}

/* Choose what goes on this page, from s.from and s.first on. */
static void
fill_page(struct pager *p)
{
	struct grid *g = p->g;
	struct grid_slice *s = &p->s;

	s->to = s->from;
	s->last = 0;
	p->used = 0;
	for (; s->to < g->nrows; s->to++) {
		double h = rest_height(p, s->to);

		if (p->used + h > p->room + NEARLY)
			break;
		s->height[s->to - s->from] = h;
		p->used += h;
	}
	if (s->to == g->nrows) {
		if (p->used + p->l->tail > p->room + NEARLY)
			hold_back(p);
		return;
	}
	/* With the headings above it a row may be too tall; they stay. */
	if ((is_tall(p, s->to) || first_line(p, s->to) > 0 ||
	    s->to == g->nheader) && break_row(p, s->to))
		return;
	if (s->to + 1 == g->nrows && !is_tall(p, s->to))
		leave_two(p);
	else
		end_before(p, s->to);
}

/* What row r and the labels that begin in it need at least. */
static double
row_need(struct pager *p, size_t r)
{
	struct grid *g = p->g;
	double need = g->height[r];

	for (size_t k = 0; k < g->ncols; k++) {
		const struct grid_cell *c = g->owner[r * g->ncols + k];
		double h, all;

		if (c == NULL || c->rows == 1)
			continue;
		h = c->height;
		all = grid_height(g, r, c->row + c->rows);
		if (!c->label || h > all)
			h = all;
		need = h > need ? h : need;
	}
	return need;
}

/* What must fit where the grid begins. */
static double
first_need(struct pager *p)
{
	struct grid *g = p->g;
	double header = BODY_HEIGHT - p->page, start;
	size_t r = g->nheader, left = g->nrows - r;

	if (left == 0)
		return header;
	start = grid_height(g, 0, g->nrows) + p->l->tail;
	if (start <= BODY_HEIGHT * WHOLE || (left <= 2 && start <= BODY_HEIGHT))
		return start;
	if (start - p->l->tail <= BODY_HEIGHT * WHOLE / 2 &&
	    start <= BODY_HEIGHT * WHOLE_TAIL)
		return start;
	if (is_tall(p, r))
		return header + part_height(p, r, START, false);
	start = row_need(p, r);
	if (left > 1 && g->height[r] < LOW_ROW &&
	    g->height[r + 1] < BODY_HEIGHT / 4 &&
	    start < g->height[r] + g->height[r + 1])
		start = g->height[r] + g->height[r + 1];
	return header + start;
}

void
grid_place(struct layout *l, struct grid *g, const struct node *n)
{
	double header = grid_height(g, 0, g->nheader);
	struct pager p = { .l = l, .g = g, .page = BODY_HEIGHT - header,
	    .s = { .from = g->nheader } };

	p.s.height = arena_alloc(g->arena, (g->nrows + 1) * sizeof(double));
	layout_caption(l, n, first_need(&p));
	while (p.s.from < g->nrows && !l->stopped) {
		p.room = EDGE_BOTTOM - l->y - header;
		make_room(&p);
		fill_page(&p);
		if (p.s.to > p.s.from)
			grid_draw(l, g, &p.s);
		if (p.s.to == g->nrows && p.s.last == 0)
			break;
		layout_new_page(l);
		if (p.s.to > p.s.from) {
			p.s.from = p.s.last > 0 ? p.s.to - 1 : p.s.to;
			p.s.first = p.s.last;
		}
	}
	if (p.s.from > g->nheader + l->reached)
		l->reached = p.s.from - g->nheader;
	l->gap = BLOCK_GAP;
}
