#include "report/tabular.h"

#include <string.h>

#define CONTINUED	"（续）"
#define LEADING		1.3	/* line to line, in sizes of the text */
#define TALL_START	4	/* lines a broken row has at least at first */
#define LOW_ROW	40.0	/* pt: such a one does not begin a grid alone */
#define WHOLE		0.4	/* of a page: a grid so high is not broken */

struct tabular *
tabular_new(struct arena *a, size_t nrows, size_t ncols, const double *weights,
    double size)
{
	struct tabular *g = arena_alloc(a, sizeof(*g));
	double sum = 0, upto = 0;

	g->arena = a;
	g->nrows = nrows;
	g->ncols = ncols;
	g->size = size;
	g->pad_x = 2.5;
	g->pad_y = 2.5;
	g->x = arena_alloc(a, (ncols + 1) * sizeof(*g->x));
	g->whole = arena_alloc(a, ncols * sizeof(*g->whole));
	g->part = arena_alloc(a, ncols * sizeof(*g->part));
	g->height = arena_alloc(a, (nrows + 1) * sizeof(*g->height));
	g->owner = arena_alloc(a, (nrows * ncols + 1) * sizeof(*g->owner));
	for (size_t c = 0; c < ncols; c++)
		sum += weights[c];
	for (size_t c = 0; c <= ncols; c++) {
		g->x[c] = EDGE_LEFT + BODY_WIDTH * upto / sum;
		if (c < ncols)
			upto += weights[c];
	}
	return g;
}

struct tabcell *
tabular_cell(struct tabular *g, size_t row, size_t col, size_t rows, size_t cols,
    const char *text)
{
	struct tabcell *c = arena_alloc(g->arena, sizeof(*c));

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
tabular_pitch(const struct tabular *g)
{
	return g->size * LEADING;
}

double
tabular_height(const struct tabular *g, size_t from, size_t to)
{
	double h = 0;

	for (size_t r = from; r < to; r++)
		h += g->height[r];
	return h;
}

/* ---- heights ---------------------------------------------------------------- */

size_t
tabular_lines(const struct tabcell *c)
{
	return c->para.nlines + (c->foot == NULL ? 0 : c->corner.nlines + 1);
}

static void
break_cell(struct layout *l, struct tabular *g, struct tabcell *c)
{
	c->para = (struct para){
		.text = c->text, .role = c->role, .size = g->size,
		.width = g->x[c->col + c->cols] - g->x[c->col] - 2 * g->pad_x
	};
	para_break(l->measure, g->arena, &c->para);
	if (c->foot != NULL) {
		c->corner = c->para;
		c->corner.text = c->foot;
		para_break(l->measure, g->arena, &c->corner);
	}
	c->height = (double)tabular_lines(c) * tabular_pitch(g) + 2 * g->pad_y;
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

/* Spread over rows from … to-1 what they lack to the height. */
static void
stretch(struct tabular *g, size_t from, size_t to, double height)
{
	double lack = height - tabular_height(g, from, to);

	if (lack > 0)
		for (size_t r = from; r < to; r++)
			g->height[r] += lack / (double)(to - from);
}

void
tabular_fit(struct layout *l, struct tabular *g)
{
	for (size_t r = 0; r < g->nrows; r++)
		for (size_t k = 0; k < g->ncols; k++) {
			struct tabcell *c = g->owner[r * g->ncols + k];

			if (c == NULL || c->row != r || c->col != k)
				continue;
			break_cell(l, g, c);
			if (c->rows == 1 && c->height > g->height[r])
				g->height[r] = c->height;
		}
	/* Inner labels first: what they add, the outer ones gain. */
	for (size_t k = g->ncols; k-- > 0; )
		for (size_t r = 0; r < g->nrows; r++) {
			struct tabcell *c = g->owner[r * g->ncols + k];

			if (c != NULL && c->row == r && c->col == k &&
			    c->rows > 1)
				stretch(g, r, r + c->rows, c->height);
		}
}

double
tabular_label_height(struct layout *l, struct tabular *g, const struct tabcell *c,
    bool continued)
{
	struct para p = c->para;

	if (!continued)
		return c->height;
	p.text = arena_printf(g->arena, "%s" CONTINUED, c->text);
	para_break(l->measure, g->arena, &p);
	return (double)p.nlines * tabular_pitch(g) + 2 * g->pad_y;
}

/* Labels that began before row r are repeated there and need room. */
static void
make_room_for_labels(struct layout *l, struct tabular *g, size_t r)
{
	for (size_t k = g->ncols; k-- > 0; ) {
		struct tabcell *c = g->owner[r * g->ncols + k];

		if (c != NULL && c->row < r && c->label)
			stretch(g, r, c->row + c->rows,
			    tabular_label_height(l, g, c, true));
	}
}

/* ---- pages ------------------------------------------------------------------ */

/*
 * What the labels cut off before row b lack in height above it, down from
 * row from; negative when what is cut off is no label (a photo, a seal).
 */
static double
labels_lack(struct layout *l, struct tabular *g, size_t from, size_t b)
{
	double lack = 0;

	for (size_t k = 0; k < g->ncols; k++) {
		const struct tabcell *c = g->owner[b * g->ncols + k];
		size_t first;
		double miss;

		if (c == NULL || c->row == b)
			continue;
		if (!c->label)
			return -1;
		first = c->row > from ? c->row : from;
		miss = tabular_label_height(l, g, c, c->row < from) -
		    tabular_height(g, first, b);
		lack = miss > lack ? miss : lack;
	}
	return lack;
}

/*
 * The best place to break, at row b or before, after row from: where the
 * labels have room, or else where the last row can be made high enough.
 */
static size_t
good_break(struct layout *l, struct tabular *g, size_t from, size_t b,
    double room)
{
	for (size_t k = b; k > from; k--) {
		double lack = labels_lack(l, g, from, k);

		if (lack >= 0 && lack < 0.01)
			return k;
	}
	for (size_t k = b; k > from; k--) {
		double lack = labels_lack(l, g, from, k);

		if (lack >= 0 && tabular_height(g, from, k) + lack <= room) {
			g->height[k - 1] += lack;
			return k;
		}
	}
	return b;
}

/*
 * Where the page that begins with row r, which fits, ends when room pt are
 * left.  The last two rows stay together, and with the tail.
 */
static size_t
page_end(struct layout *l, struct tabular *g, size_t r, double room)
{
	double used = g->height[r];
	size_t b = r + 1;

	while (b < g->nrows && used + g->height[b] <= room + 0.01)
		used += g->height[b++];
	if (b < g->nrows) {
		if (g->nrows - b == 1 && b - r > (l->tail > 0 ? 1 : 2))
			b--;
		return good_break(l, g, r, b, room);
	}
	if (used + l->tail > room + 0.01 && b - r > 1)
		return good_break(l, g, r, b - (b - r > 2 ? 2 : 1),
		    room);
	return b;
}

/*
 * Lines of the longest text in row r that is no label; one over several rows
 * is drawn from the first of them on.
 */
static size_t
row_lines(const struct tabular *g, size_t r)
{
	size_t lines = 0;

	for (size_t k = 0; k < g->ncols; k++) {
		const struct tabcell *c = g->owner[r * g->ncols + k];

		if (c != NULL && (c->rows == 1 || (!c->label && c->row == r)) &&
		    tabular_lines(c) > lines)
			lines = tabular_lines(c);
	}
	return lines;
}

/* Lines that the words in the corners of row r take. */
static size_t
corner_lines(const struct tabular *g, size_t r)
{
	size_t lines = 0;

	for (size_t k = 0; k < g->ncols; k++) {
		const struct tabcell *c = g->owner[r * g->ncols + k];

		if (c != NULL && c->rows == 1 && c->foot != NULL &&
		    c->corner.nlines + 1 > lines)
			lines = c->corner.nlines + 1;
	}
	return lines;
}

/*
 * How many of the left lines of row r go on this page; some are kept for
 * the page where what must follow the grid's end will stand.
 */
static size_t
part_lines(const struct layout *l, const struct tabular *g, size_t r,
    double room, size_t left)
{
	double pitch = tabular_pitch(g);
	size_t n = room < 0 ? 0 : (size_t)(room / pitch);

	if (n < left)	/* the words in a corner stay together */
		return left - n < corner_lines(g, r) &&
		    left > corner_lines(g, r) ?
		    left - corner_lines(g, r) : n;
	if (r + 1 == g->nrows && (double)left * pitch + l->tail > room &&
	    l->tail > 0)
		return left > 2 * TALL_START ? left - TALL_START : 0;
	return left;
}

/* Height that the labels beside a part of row r need. */
static double
labels_need(struct layout *l, struct tabular *g, size_t r, bool continued)
{
	double need = 0;

	for (size_t k = 0; k < g->ncols; k++) {
		const struct tabcell *c = g->owner[r * g->ncols + k];
		double h;

		if (c == NULL || !c->label)
			continue;
		h = tabular_label_height(l, g, c, continued || c->row < r);
		need = h > need ? h : need;
	}
	return need;
}

/* A row taller than a page: as many lines on each page as fit. */
static void
place_tall(struct layout *l, struct tabular *g, size_t r, bool header)
{
	double hh = tabular_height(g, 0, g->nheader);
	size_t lines = row_lines(g, r);

	for (size_t first = 0; first < lines; ) {
		double room = EDGE_BOTTOM - l->y - (header ? hh : 0) -
		    2 * g->pad_y;
		size_t n = part_lines(l, g, r, room, lines - first);
		double least = labels_need(l, g, r, first > 0);

		if (((n < TALL_START && n < lines - first) ||
		    least > room + 2 * g->pad_y) && !layout_at_top(l)) {
			layout_new_page(l);
			header = true;
			continue;
		}
		n = n == 0 ? 1 : n;
		tabular_draw(l, g, r, r + 1, header,
		    (struct tabpart){ first, n, least });
		first += n;
		header = false;
		if (first < lines) {
			layout_new_page(l);
			header = true;
		}
	}
}

/* What row r and the labels that begin in it need at least. */
static double
row_need(struct layout *l, struct tabular *g, size_t r)
{
	double need = g->height[r];

	for (size_t k = 0; k < g->ncols; k++) {
		const struct tabcell *c = g->owner[r * g->ncols + k];
		double h, all;

		if (c == NULL || c->rows == 1)
			continue;
		h = tabular_label_height(l, g, c, c->row < r);
		all = tabular_height(g, r, c->row + c->rows);
		if (!c->label || h > all)
			h = all;
		need = h > need ? h : need;
	}
	return need;
}

/* What must fit where the grid begins. */
static double
first_need(struct layout *l, struct tabular *g)
{
	double need = tabular_height(g, 0, g->nheader);
	double page = BODY_HEIGHT - need;
	size_t r = g->nheader, left = g->nrows - r;
	double start = TALL_START * tabular_pitch(g) + 2 * g->pad_y;

	if (left == 0)
		return need;
	if (tabular_height(g, 0, g->nrows) + l->tail <= BODY_HEIGHT * WHOLE)
		return tabular_height(g, 0, g->nrows) + l->tail;
	if (g->height[r] > page)
		return need + start;
	start = need + tabular_height(g, r, g->nrows) + l->tail;
	if (left <= 2 && start <= BODY_HEIGHT)
		return start;
	start = row_need(l, g, r);
	if (left > 1 && g->height[r] < LOW_ROW &&
	    g->height[r + 1] < BODY_HEIGHT / 4 &&
	    start < g->height[r] + g->height[r + 1])
		start = g->height[r] + g->height[r + 1];
	need += start;
	return need;
}

void
tabular_place(struct layout *l, struct tabular *g, const struct node *n)
{
	double hh = tabular_height(g, 0, g->nheader);
	size_t r = g->nheader;
	bool header = true, first = true;

	layout_caption(l, n, first_need(l, g));
	while (r < g->nrows) {
		double room = EDGE_BOTTOM - l->y - (header ? hh : 0);
		size_t end;

		make_room_for_labels(l, g, r);
		if (g->height[r] > room + 0.01) {
			/* No page for a heading alone: rather broken. */
			if (g->height[r] <= BODY_HEIGHT - hh && !first &&
			    !layout_at_top(l)) {
				layout_new_page(l);
				header = true;
				continue;
			}
			place_tall(l, g, r++, header);
			header = first = false;
			continue;
		}
		if (!header && (row_need(l, g, r) > room ||
		    (g->nrows - r <= 2 && tabular_height(g, r, g->nrows) +
		    l->tail > room))) {
			layout_new_page(l);	/* after a broken row */
			header = true;
			continue;
		}
		end = page_end(l, g, r, room);
		tabular_draw(l, g, r, end, header, (struct tabpart){ 0, 0, 0 });
		r = end;
		if (r < g->nrows)
			layout_new_page(l);
		header = true;
		first = false;
	}
	l->gap = 10;
}
