/* A display list as text, and a judge of its geometry. */
#ifndef PINGGU_TEST_DISPLAY_JUDGE_H
#define PINGGU_TEST_DISPLAY_JUDGE_H

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "page/layout.h"
#include "page/punctuation.h"

/* Where text may stand on a page: left, top, right, bottom, pt. */
static const double page_edges[4] = {
	EDGE_LEFT, EDGE_TOP - 15 * MM, EDGE_RIGHT, EDGE_BOTTOM + 13 * MM
};

/* All texts of the first page, one behind the other. */
static inline const char *
page_texts(struct arena *a, const struct display *d)
{
	struct buf b = { 0 };
	const char *s;

	for (size_t k = 0; k < d->pages[0].nitems; k++)
		if (d->pages[0].items[k].kind == ITEM_TEXT)
			buf_adds(&b, d->pages[0].items[k].text);
	s = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return s;
}

/* ---- as text --------------------------------------------------------------- */

/* A length to 0.1 pt, never "-0.0". */
static inline void
put(struct buf *b, double v)
{
	long tenths = (long)(v * 10 + (v < 0 ? -0.5 : 0.5));

	buf_addf(b, " %s%ld.%ld", tenths < 0 ? "-" : "",
	    (tenths < 0 ? -tenths : tenths) / 10,
	    (tenths < 0 ? -tenths : tenths) % 10);
}

static inline void
dump_item(struct buf *b, const struct item *it)
{
	static const char *const kinds[] = { "text", "line", "rect", "poly" };
	static const char *const roles[] = { "body", "head", "kai", "fang" };

	buf_adds(b, kinds[it->kind]);
	if (it->kind == ITEM_POLYGON) {
		for (size_t i = 0; i < it->npoints; i++) {
			put(b, it->points[i].x);
			put(b, it->points[i].y);
		}
	} else {
		put(b, it->x);
		put(b, it->y);
	}
	if (it->kind == ITEM_LINE || it->kind == ITEM_RECT) {
		put(b, it->x2);
		put(b, it->y2);
	}
	if (it->kind == ITEM_TEXT) {
		buf_addf(b, " %s", roles[it->role]);
		put(b, it->size);
		if (it->spacing > 0) {
			buf_adds(b, " +");
			put(b, it->spacing * 10);
		}
		buf_addf(b, " %s", it->text);
	} else {
		buf_adds(b, it->fill ? " fill" : "");
		put(b, it->width);
		if (it->dash > 0) {
			buf_adds(b, " dash");
			put(b, it->dash);
		}
	}
	buf_addc(b, '\n');
}

/*
 * The list as text, one item a line, lengths to 0.1 pt; for goldens and for
 * looking into a page.  In the display's arena.
 */
static inline char *
display_dump(const struct display *d)
{
	struct buf b = { 0 };
	char *s;

	for (size_t i = 0; i < d->npages; i++) {
		buf_addf(&b, "page %zu", i + 1);
		put(&b, d->pages[i].width);
		put(&b, d->pages[i].height);
		buf_addc(&b, '\n');
		for (size_t k = 0; k < d->pages[i].nitems; k++)
			dump_item(&b, &d->pages[i].items[k]);
	}
	for (size_t i = 0; i < d->nbookmarks; i++) {
		const struct bookmark *m = &d->bookmarks[i];

		buf_addf(&b, "bookmark %u page %zu", m->level, m->page + 1);
		put(&b, m->y);
		buf_addf(&b, " %s\n", m->title);
	}
	s = arena_strdup(d->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

/* ---- the geometry ---------------------------------------------------------- */

struct box {
	double left, top, right, bottom;
};

/* The empty left half of a mark that begins the text, in em. */
static inline double
empty_left(const char *s)
{
	return punctuation_opens(text_next(&s)) ? 0.5 : 0;
}

/* The empty right half of a mark that ends the text, in em. */
static inline double
empty_right(const char *s)
{
	uint32_t last = 0;

	while (*s != '\0')
		last = text_next(&s);
	return punctuation_closes(last) ? 0.5 : 0;
}

/*
 * Where a text stands: its em boxes, less what rounding may make of them, so
 * that neighbours that touch do not overlap.
 */
static inline struct box
text_box(struct font_library *fonts, const struct item *it)
{
	double em = font_width(fonts, it->role, it->text, strlen(it->text));

	return (struct box){
		.left = it->x + 0.1 + empty_left(it->text) * it->size,
		.right = it->x - 0.1 + em * it->size / 1000 -
		    empty_right(it->text) * it->size +
		    it->spacing * ((double)text_length(it->text) - 1),
		.top = it->y - 0.88 * it->size + 0.1,
		.bottom = it->y + 0.12 * it->size - 0.1
	};
}

static inline bool
overlap(const struct box *a, const struct box *b)
{
	return a->left < b->right && b->left < a->right &&
	    a->top < b->bottom && b->top < a->bottom;
}

static inline char *
complain(const struct display *d, size_t page, const char *what,
    const struct item *it, const struct box *box)
{
	return arena_printf(d->arena, "page %zu: %s: %s at %.1f %.1f-%.1f %.1f",
	    page + 1, what, it->text, box->left, box->top, box->right,
	    box->bottom);
}

/* Text k against the margins and everything before and after it. */
static inline char *
check_text(const struct display *d,
    size_t page, size_t k, const struct box *boxes, const double edges[4])
{
	const struct page *p = &d->pages[page];
	const struct item *it = &p->items[k];
	const struct box *box = &boxes[k];

	if (box->left < edges[0] - 0.5 || box->top < edges[1] - 0.5 ||
	    box->right > edges[2] + 0.5 || box->bottom > edges[3] + 0.5)
		return complain(d, page, "outside the margins", it, box);
	for (size_t i = 0; i < p->nitems; i++) {
		const struct item *other = &p->items[i];
		struct box line = { other->x, other->y, other->x2, other->y2 };

		if (other->kind == ITEM_TEXT && i < k &&
		    overlap(box, &boxes[i]))
			return complain(d, page, "text over text", it, box);
		if (other->kind != ITEM_LINE || other->dash > 0 ||
		    (line.left != line.right && line.top != line.bottom))
			continue;	/* slanted and dashed: a chart's */
		if (overlap(box, &line))
			return complain(d, page, "rule through text", it, box);
	}
	return NULL;
}

/*
 * What is wrong with the geometry, in words, or NULL: text outside the
 * margins (left, top, right, bottom edge in pt), text over text, a rule
 * through text (so text that leaves its cell).  In the display's arena.
 */
static inline char *
display_check(const struct display *d, struct font_library *fonts,
    const double edges[4])
{
	for (size_t i = 0; i < d->npages; i++) {
		const struct page *p = &d->pages[i];
		struct box *boxes = arena_alloc(d->arena,
		    (p->nitems + 1) * sizeof(*boxes));
		char *wrong;

		for (size_t k = 0; k < p->nitems; k++)
			if (p->items[k].kind == ITEM_TEXT)
				boxes[k] = text_box(fonts, &p->items[k]);
		for (size_t k = 0; k < p->nitems; k++) {
			if (p->items[k].kind != ITEM_TEXT)
				continue;
			wrong = check_text(d, i, k, boxes, edges);
			if (wrong != NULL)
				return wrong;
		}
	}
	return NULL;
}

/* Whether a place is off the page, but for what rounding may make of it. */
static inline bool
off_page(const struct page *p, double x, double y)
{
	return !(x > -0.5 && y > -0.5 && x < p->width + 0.5 &&
	    y < p->height + 0.5);
}

static inline bool
item_off_page(const struct page *p, const struct item *it)
{
	if (it->kind != ITEM_POLYGON)
		return off_page(p, it->x, it->y) ||
		    (it->kind != ITEM_TEXT && off_page(p, it->x2, it->y2));
	for (size_t i = 0; i < it->npoints; i++)
		if (off_page(p, it->points[i].x, it->points[i].y))
			return true;
	return false;
}

/* Which item is not on its page whole, or NULL.  In the display's arena. */
static inline char *
display_check_page(const struct display *d)
{
	for (size_t i = 0; i < d->npages; i++)
		for (size_t k = 0; k < d->pages[i].nitems; k++)
			if (item_off_page(&d->pages[i], &d->pages[i].items[k]))
				return arena_printf(d->arena, "page %zu: item "
				    "%zu of kind %d is off the page", i + 1, k,
				    (int)d->pages[i].items[k].kind);
	return NULL;
}

#endif
