#ifndef PINGGU_TESTS_READ_PAGES_H
#define PINGGU_TESTS_READ_PAGES_H

#include "check.h"

#include "base/text.h"
#include "page/layout.h"

/*
 * Ruled grids read back from the display list: by the rules alone, as one
 * reads a printed page.  A fragment is what stands of a grid on one page;
 * its bands lie between neighbouring horizontal rules.
 */
#define MAX_EDGES	256
#define NEAR		0.02	/* pt: the same place */

struct rect {
	double left, top, right, bottom;
};

struct fragment {
	size_t page;
	size_t nx, ny;		/* edges */
	double x[MAX_EDGES], y[MAX_EDGES];
	/* Whether a rule runs along the left, the upper edge of a place. */
	bool left[MAX_EDGES][16], above[MAX_EDGES][16];
	size_t first, end;	/* the page's items between which it stands */
	size_t *band;		/* of each of them; ny - 1: in none */
};

/* The em boxes of a text; half a mark that ends it may hang. */
static struct rect
text_rect(struct font_library *fonts, const struct item *it)
{
	static const char marks[] = "、。，：；）》」』】";
	size_t n = strlen(it->text);
	double width = font_width(fonts, it->role, it->text, n) * it->size /
	    1000;

	if (n >= 3 && strstr(marks, it->text + n - 3) != NULL)
		width -= it->size / 2;
	if (n > 0)
		width += it->spacing * ((double)text_length(it->text) - 1);
	return (struct rect){ it->x, it->y - 0.88 * it->size, it->x + width,
	    it->y + 0.12 * it->size };
}

static bool
is_rule(const struct item *it)
{
	return it->kind == ITEM_LINE && it->dash <= 0 &&
	    (it->x == it->x2 || it->y == it->y2);
}

/* Sorted, each once. */
static size_t
add_edge(double *edges, size_t n, double v)
{
	size_t i = n;

	for (size_t k = 0; k < n; k++)
		if (v > edges[k] - NEAR && v < edges[k] + NEAR)
			return n;
	assert_true(n < MAX_EDGES);
	for (; i > 0 && edges[i - 1] > v; i--)
		edges[i] = edges[i - 1];
	edges[i] = v;
	return n + 1;
}

/* The edge at v, or n. */
static size_t
find_edge(const double *edges, size_t n, double v)
{
	for (size_t k = 0; k < n; k++)
		if (v > edges[k] - NEAR && v < edges[k] + NEAR)
			return k;
	return n;
}

static bool
within(const struct item *it, double top, double bottom)
{
	double upper = it->y < it->y2 ? it->y : it->y2;
	double lower = it->y < it->y2 ? it->y2 : it->y;

	return upper > top - NEAR && lower < bottom + NEAR;
}

/*
 * The next fragment on the page from a top edge of y or lower on: the outer
 * rule on the left, as far as it goes on without a gap.
 */
static bool
find_extent(const struct page *p, double y, double *top, double *bottom)
{
	bool found = false;

	for (size_t k = 0; k < p->nitems; k++) {
		const struct item *it = &p->items[k];

		if (!is_rule(it) || it->x != it->x2 || it->y < y - NEAR ||
		    it->x > EDGE_LEFT + NEAR || it->width < 0.7)
			continue;
		if (!found || it->y < *top)
			*top = it->y;
		found = true;
	}
	if (!found)
		return false;
	*bottom = *top;
	for (size_t k = 0; k < p->nitems; k++) {
		const struct item *it = &p->items[k];

		if (is_rule(it) && it->x == it->x2 &&
		    it->x < EDGE_LEFT + NEAR && it->width > 0.7 &&
		    it->y > *bottom - NEAR && it->y < *bottom + NEAR)
			*bottom = it->y2;
	}
	return true;
}

/* Mark the places along a rule; its ends must be edges. */
static void
mark_rule(struct fragment *f, const struct item *it)
{
	size_t x = find_edge(f->x, f->nx, it->x);
	size_t x2 = find_edge(f->x, f->nx, it->x2);
	size_t y = find_edge(f->y, f->ny, it->y);
	size_t y2 = find_edge(f->y, f->ny, it->y2);

	assert_true(x < f->nx && x2 < f->nx && y < f->ny && y2 < f->ny);
	if (x == x2)
		for (; y < y2; y++)
			f->left[y][x] = true;
	else
		for (; x < x2; x++)
			f->above[y][x] = true;
}

/* The band or column in which v lies, or n - 1 where it is outside. */
static size_t
place_of(const double *edges, size_t n, double v)
{
	for (size_t k = 0; k + 1 < n; k++)
		if (v >= edges[k] && v <= edges[k + 1])
			return k;
	return n - 1;
}

/* The middle of a line of text is 0.38 em above its baseline. */
static void
find_bands(struct arena *a, const struct page *p, struct fragment *f)
{
	f->band = arena_alloc(a, (f->end - f->first) * sizeof(*f->band));
	for (size_t k = f->first; k < f->end; k++) {
		const struct item *it = &p->items[k];

		f->band[k - f->first] = place_of(f->y, f->ny,
		    it->y - 0.38 * it->size);
	}
}

static bool
read_fragment(const struct display *d, size_t page, double y,
    struct fragment *f)
{
	const struct page *p = &d->pages[page];
	double top = 0, bottom = 0;

	if (!find_extent(p, y, &top, &bottom))
		return false;
	memset(f, 0, sizeof(*f));
	f->page = page;
	f->first = p->nitems;
	for (size_t k = 0; k < p->nitems; k++) {
		const struct item *it = &p->items[k];

		if (!is_rule(it) || !within(it, top, bottom))
			continue;
		if (it->x == it->x2)
			f->nx = add_edge(f->x, f->nx, it->x);
		else
			f->ny = add_edge(f->y, f->ny, it->y);
		f->first = k < f->first ? k : f->first;
		f->end = k + 1;
	}
	assert_true(f->nx <= 16);
	for (size_t k = f->first; k < f->end; k++)
		if (is_rule(&p->items[k]) && within(&p->items[k], top, bottom))
			mark_rule(f, &p->items[k]);
	/* Its texts follow the rules. */
	while (f->end < p->nitems && p->items[f->end].kind == ITEM_TEXT &&
	    p->items[f->end].y < bottom)
		f->end++;
	find_bands(d->arena, p, f);
	return true;
}

/* ---- texts ------------------------------------------------------------------------ */

/* The number of items on a page that are no header or footer of it. */
static size_t
body_items(const struct page *p)
{
	return p->nitems - 4;	/* two texts, a rule, the page's number */
}

/* The first text that begins with the word: its page and item. */
static bool
find_text(const struct display *d, const char *word, size_t *page, size_t *item)
{
	for (*page = 0; *page < d->npages; (*page)++)
		for (*item = 0; *item < body_items(&d->pages[*page]);
		    (*item)++) {
			const struct item *it = &d->pages[*page].items[*item];

			if (it->kind == ITEM_TEXT && strncmp(it->text, word,
			    strlen(word)) == 0)
				return true;
		}
	return false;
}

/* Whether s begins with the characters of part, blanks left out of both. */
static bool
takes(const char **s, const char *part)
{
	for (; *part != '\0'; part++) {
		if (*part == ' ' || *part == '\n')
			continue;
		while (**s == ' ' || **s == '\n')
			(*s)++;
		if (**s != *part)
			return false;
		(*s)++;
	}
	while (**s == ' ' || **s == '\n')
		(*s)++;
	return true;
}

#endif
