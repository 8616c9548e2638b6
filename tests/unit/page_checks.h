#ifndef PINGGU_TESTS_PAGE_CHECKS_H
#define PINGGU_TESTS_PAGE_CHECKS_H

#include <math.h>

#include "made_document.h"
#include "read_pages.h"

/*
 * What the pages of a grid must keep to, held against the rules and texts
 * that are on them.  Every claim counts how often it was put to the test.
 */
#define LEADING		1.3	/* grid.c's */
#define PAD		2
#define START		4	/* lines of a broken row on a page, at least */
#define ENDING		2	/* and on its last */

struct seen {
	size_t fragments, texts, numbers;
	size_t repeated[3];	/* labels with （续）, by column */
	size_t flowed;		/* other texts over rows, on several pages */
	size_t broken;		/* rows taller than a page */
	size_t kept;		/* rows broken to stand with something else */
	size_t headings, signed_rows, signed_words;
};

/* A grid while it is read. */
struct reader {
	const struct made *m;
	struct font_library *fonts;
	const struct grid *g;
	struct seen *seen;
	double near;		/* pt */
	size_t row;		/* the next one, or what is left of it */
	bool begun;		/* there was a part of it */
	bool over;		/* the page begins with more of the one before */
	const char **rest;	/* of each owner's text: not yet found */
	size_t *lines;		/* of each owner, found */
	size_t *now;		/* those on this page */
	double *last_x, *last_y;	/* of each owner's texts on this page */
	double point[16];	/* of each column's numbers, 0: not yet seen */
	size_t rows[MAX_EDGES];	/* of the fragment's bands */
	double header;		/* its height, pt */
	/* Of the last fragment. */
	size_t page, nrows;	/* rows that end on it */
	size_t parts;		/* lines of a row that did not begin on it */
	double top, bottom, before;	/* before: height of the row before */
	double start;		/* where the grid begins on its first page */
	/* Lines of the first and last row, where they were broken. */
	size_t first_lines, last_lines;
};

static size_t
owner_of(const struct reader *t, size_t row, size_t col)
{
	return t->g->owner[row * t->g->ncols + col];
}

/* ---- where a text stands ---------------------------------------------------------- */

/* The place of an owner on this fragment. */
static struct rect
owner_rect(const struct reader *t, const struct fragment *f, size_t owner)
{
	size_t row = owner / t->g->ncols, col = owner % t->g->ncols;
	size_t end = row + t->g->span[owner], right = col;
	struct rect r = { .left = f->x[col], .top = -1 };

	while (right < t->g->ncols && owner_of(t, row, right) == owner)
		right++;
	r.right = f->x[right];
	for (size_t b = 0; b + 1 < f->ny; b++) {
		if (t->rows[b] < row || t->rows[b] >= end)
			continue;
		r.top = r.top < 0 ? f->y[b] : r.top;
		r.bottom = f->y[b + 1];
	}
	return r;
}

/* Numbers stand at the decimal point, on all pages. */
static void
check_point(struct reader *t, size_t owner, const struct item *it)
{
	size_t col = owner % t->g->ncols;
	double x;

	if (strcmp(t->g->text[owner], it->text) != 0 ||
	    (col + 1 < t->g->ncols && t->g->owner[owner + 1] == owner))
		return;		/* in two lines, or a sum over empty cells */
	x = it->x + font_width(t->fonts, it->role, it->text,
	    strcspn(it->text, ".")) * it->size / 1000;
	if (t->point[col] > 0 && fabs(x - t->point[col]) > t->near)
		fail_msg("number %s is not under the others", it->text);
	t->point[col] = x;
	t->seen->numbers++;
}

/* Inside its own cell, in the size asked for, the next of its text. */
static void
check_item(struct reader *t, const struct fragment *f, size_t owner,
    const struct item *it)
{
	struct rect place = owner_rect(t, f, owner);
	struct rect box = text_rect(t->fonts, it);

	assert_float_equal(it->size, t->g->size, 0.001);
	if (!takes(&t->rest[owner], it->text))
		fail_msg("page %zu: '%s' where '%s' was to come", f->page + 1,
		    it->text, t->rest[owner]);
	if (box.left < place.left - t->near || box.right > place.right +
	    t->near || box.top < place.top - t->near || box.bottom >
	    place.bottom + t->near)
		fail_msg("page %zu: '%s' leaves its cell: %.1f %.1f %.1f %.1f "
		    "in %.1f %.1f %.1f %.1f", f->page + 1, it->text, box.left,
		    box.top, box.right, box.bottom, place.left, place.top,
		    place.right, place.bottom);
	t->seen->texts++;
	if (fabs(it->y - t->last_y[owner]) < NEAR) {	/* the same line */
		assert_true(box.left > t->last_x[owner]);
		t->last_x[owner] = box.left;
		return;
	}
	assert_true(it->y > t->last_y[owner] + it->size);
	t->last_x[owner] = box.left;
	t->last_y[owner] = it->y;
	t->lines[owner]++;
	t->now[owner]++;
	if (t->g->number[owner])
		check_point(t, owner, it);
}

/* The texts of band b whose cells span rows, or those whose do not. */
static void
read_texts(struct reader *t, const struct fragment *f, size_t b, bool spans)
{
	const struct page *p = &t->m->display.pages[f->page];

	for (size_t k = f->first; k < f->end; k++) {
		const struct item *it = &p->items[k];
		struct rect box;
		size_t c, o;

		if (it->kind != ITEM_TEXT || f->band[k - f->first] != b)
			continue;
		box = text_rect(t->fonts, it);
		c = place_of(f->x, f->nx, (box.left + box.right) / 2);
		assert_true(c + 1 < f->nx);
		o = owner_of(t, t->rows[b], c);
		if ((t->g->span[o] > 1) == spans)
			check_item(t, f, o, it);
	}
}

/* ---- rows -------------------------------------------------------------------------- */

/* Lines found of the longest text in a row that has no other row. */
static size_t
row_lines(const struct reader *t, size_t row)
{
	size_t most = 0;

	for (size_t c = 0; c < t->g->ncols; c++) {
		size_t o = owner_of(t, row, c);

		if (t->g->span[o] == 1 && t->lines[o] > most)
			most = t->lines[o];
	}
	return most;
}

static bool
row_done(const struct reader *t, size_t row)
{
	for (size_t c = 0; c < t->g->ncols; c++) {
		size_t o = owner_of(t, row, c);

		if (t->g->span[o] == 1 && *t->rest[o] != '\0')
			return false;
	}
	return true;
}

/* No text of a row that goes on has only its last line here. */
static void
check_endings(const struct reader *t, const struct fragment *f, size_t row)
{
	for (size_t c = 0; c < t->g->ncols; c++) {
		size_t o = owner_of(t, row, c);

		if (t->g->span[o] == 1 && !t->g->label[o] &&
		    t->now[o] == 1 && t->lines[o] > ENDING)
			fail_msg("page %zu: a last line alone: %s",
			    f->page + 1, t->g->text[o]);
	}
}

static double
lines_height(const struct reader *t, size_t lines)
{
	return (double)lines * t->g->size * LEADING + 2 * PAD;
}

/*
 * A row that was broken is taller than what a page has below the header; the
 * first and the last may only be too tall to stand with the headings and the
 * signatures, which is looked at when those are found.
 */
static void
check_broken(struct reader *t, size_t row, size_t lines)
{
	if (lines_height(t, lines) > BODY_HEIGHT - t->header)
		t->seen->broken++;
	else if (row + 1 == t->g->nrows || row == t->g->nheader) {
		t->first_lines = row == t->g->nheader ? lines : 0;
		t->last_lines = row + 1 == t->g->nrows ? lines : 0;
	}
	else
		fail_msg("row %zu of %.1f pt broken", row,
		    lines_height(t, lines));
}

/*
 * Whether a row that seemed done goes on: a text over it and others is taller
 * than a page, and this band has no word of the next row.
 */
static bool
goes_on_by_span(const struct reader *t, const struct fragment *f)
{
	const struct page *p = &t->m->display.pages[f->page];
	bool left = false;

	if (t->begun || t->row == t->g->nheader)
		return false;
	for (size_t c = 0; c < t->g->ncols; c++) {
		size_t o = owner_of(t, t->row - 1, c);

		left |= t->g->span[o] > 1 && !t->g->label[o] &&
		    o / t->g->ncols == t->row - 1 && *t->rest[o] != '\0';
	}
	for (size_t k = f->first; k < f->end && left; k++) {
		const struct item *it = &p->items[k];
		struct rect box;

		if (it->kind != ITEM_TEXT || f->band[k - f->first] !=
		    t->g->nheader)
			continue;
		box = text_rect(t->fonts, it);
		left = t->g->span[owner_of(t, t->row < t->g->nrows ? t->row :
		    t->row - 1, place_of(f->x, f->nx,
		    (box.left + box.right) / 2))] > 1;
	}
	return left;
}

/* Band b, in row t->row or what is left of it. */
static void
read_band(struct reader *t, const struct fragment *f, size_t b)
{
	size_t before, part;

	if (b == t->g->nheader && t->over) {
		t->rows[b] = t->row - 1;
		t->seen->flowed++;
		return;
	}
	before = row_lines(t, t->row);
	t->rows[b] = t->row;
	read_texts(t, f, b, false);
	part = row_lines(t, t->row) - before;
	if (b == t->g->nheader)
		t->parts = t->begun ? part : 0;
	if (t->begun)
		check_endings(t, f, t->row);
	if (row_done(t, t->row)) {
		if (t->begun) {
			assert_true(part >= ENDING);
			check_broken(t, t->row, before + part);
		}
		t->begun = false;
		t->row++;
		return;
	}
	if (b + 2 != f->ny)
		fail_msg("page %zu: row %zu broken above the page's end",
		    f->page + 1, t->row);
	assert_true(part >= START);
	t->begun = true;
}

/* The header is whole on every page. */
static void
read_header(struct reader *t, const struct fragment *f)
{
	size_t row = t->row;
	bool begun = t->begun;

	for (size_t i = 0; i < t->g->nheader * t->g->ncols; i++) {
		t->rest[i] = t->g->text[i];
		t->lines[i] = 0;
	}
	t->row = 0;
	t->begun = false;
	for (size_t b = 0; b < t->g->nheader; b++)
		read_band(t, f, b);
	assert_int_equal(t->row, t->g->nheader);
	t->header = f->y[t->g->nheader] - f->y[0];
	t->row = row;
	t->begun = begun;
}

/* ---- what spans rows --------------------------------------------------------------- */

/* Labels that began before this page are there anew, with （续）. */
static void
want_labels(struct reader *t, bool begun)
{
	size_t row = t->over ? t->row - 1 : t->row;

	for (size_t c = 0; c < t->g->ncols; c++) {
		size_t o = owner_of(t, row, c);

		if (!t->g->label[o] || (o / t->g->ncols == row && !begun &&
		    !t->over))
			continue;
		t->rest[o] = arena_printf(t->m->display.arena, "%s（续）",
		    t->g->text[o]);
		if (c < 3)
			t->seen->repeated[c]++;
	}
}

/*
 * All of a label is on each of its pages, of any other text at its end; and
 * so are the texts of one row, which were looked at with it.
 */
static void
check_spans(struct reader *t, const struct fragment *f)
{
	for (size_t b = 0; b + 1 < f->ny; b++)
		for (size_t c = 0; c < t->g->ncols; c++) {
			size_t o = owner_of(t, t->rows[b], c);
			bool over = t->row >= o / t->g->ncols + t->g->span[o];

			if (*t->rest[o] == '\0' || (!over && !t->g->label[o]))
				continue;
			fail_msg("page %zu: '%s' is missing", f->page + 1,
			    t->rest[o]);
		}
}

/* Rules run where two cells meet, and nowhere else. */
static void
check_rules(const struct reader *t, const struct fragment *f)
{
	size_t n = f->ny - 1;

	for (size_t c = 0; c < t->g->ncols; c++)
		assert_true(f->above[0][c] && f->above[n][c]);
	for (size_t b = 0; b < n; b++) {
		size_t r = t->rows[b];

		assert_true(f->left[b][0] && f->left[b][t->g->ncols]);
		for (size_t c = 1; c < t->g->ncols; c++)
			assert_int_equal(f->left[b][c], owner_of(t, r, c) !=
			    owner_of(t, r, c - 1));
		for (size_t c = 0; c < t->g->ncols && b > 0; c++)
			assert_int_equal(f->above[b][c], owner_of(t, r, c) !=
			    owner_of(t, t->rows[b - 1], c));
	}
}

/* ---- grids --------------------------------------------------------------------------- */

static void
check_fragment(struct reader *t, const struct fragment *f)
{
	size_t n = f->ny - 1, nh = t->g->nheader;
	bool begun = t->begun;

	assert_int_equal(f->nx, t->g->ncols + 1);
	assert_true(n > nh);	/* no header alone */
	for (size_t i = 0; i < t->g->nrows * t->g->ncols; i++) {
		t->last_y[i] = 0;
		t->now[i] = 0;
	}
	read_header(t, f);
	t->over = goes_on_by_span(t, f);
	want_labels(t, begun);
	for (size_t b = nh; b < n; b++)
		read_band(t, f, b);
	for (size_t b = 0; b < n; b++)
		read_texts(t, f, b, true);
	check_spans(t, f);
	check_rules(t, f);
	t->before = t->page == f->page && n == nh + 1 ? t->before :
	    n > nh + 1 ? f->y[n - 1] - f->y[n - 2] :
	    t->bottom - t->top;
	t->page = f->page;
	t->nrows = n - nh;
	t->top = f->y[n - 1];
	t->bottom = f->y[n];
	t->seen->fragments++;
}

/* Read a grid from *page and *y on, which are moved behind it. */
static void
check_grid(struct reader *t, size_t *page, double *y)
{
	const struct display *d = &t->m->display;
	size_t places = t->g->nrows * t->g->ncols;
	struct fragment f;

	t->row = t->g->nheader;
	t->rest = arena_alloc(d->arena, places * sizeof(*t->rest));
	t->lines = arena_alloc(d->arena, places * sizeof(*t->lines));
	t->now = arena_alloc(d->arena, places * sizeof(*t->now));
	t->last_x = arena_alloc(d->arena, places * sizeof(*t->last_x));
	t->last_y = arena_alloc(d->arena, places * sizeof(*t->last_y));
	for (size_t i = 0; i < places; i++)
		t->rest[i] = t->g->text[i];
	while (t->row < t->g->nrows) {
		while (!read_fragment(d, *page, *y, &f)) {
			assert_true(*page + 1 < d->npages);
			(*page)++;
			*y = 0;
		}
		t->start = t->start > 0 ? t->start : f.y[0];
		check_fragment(t, &f);
		*y = f.y[f.ny - 1] + 1;
	}
}

#endif
