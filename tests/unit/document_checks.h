#ifndef PINGGU_TESTS_DOCUMENT_CHECKS_H
#define PINGGU_TESTS_DOCUMENT_CHECKS_H

#include "display_judge.h"
#include "page_checks.h"

/* What a whole document must keep to. */

/* ---- margins --------------------------------------------------------------------- */

/* Everything stands in the text block but the header and the footer. */
static void
check_margins(const struct display *d, struct font_library *fonts,
    double near)
{
	for (size_t i = 0; i < d->npages; i++)
		for (size_t k = 0; k < body_items(&d->pages[i]); k++) {
			const struct item *it = &d->pages[i].items[k];
			struct rect r = { it->x, it->y, it->x2, it->y2 };

			if (it->kind == ITEM_POLYGON)
				continue;
			if (it->kind == ITEM_TEXT)
				r = text_rect(fonts, it);
			if (r.left < EDGE_LEFT - near || r.right > EDGE_RIGHT +
			    near || r.top < EDGE_TOP - near ||
			    r.bottom > EDGE_BOTTOM + near)
				fail_msg("page %zu: outside: %s %.1f %.1f %.1f "
				    "%.1f", i + 1, it->kind == ITEM_TEXT ?
				    it->text : "", r.left, r.top, r.right,
				    r.bottom);
		}
}

/* ---- headings ---------------------------------------------------------------------- */

static void
first_word(const struct made *m, size_t node, char *word, size_t size)
{
	const char *s = m->from[node].kind == BLOCK_COMPONENT ?
	    node_option(&m->nodes[node], "标题", "") : m->nodes[node].text;

	(void)snprintf(word, size, "%.*s", (int)(strstr(s, "：") + 3 - s), s);
}

/* The page on which a block begins, and its first item there. */
static size_t
first_page(const struct made *m, size_t node, const size_t *grid_page)
{
	const struct node *n = &m->nodes[node];
	size_t page, item;
	char word[64];

	if (m->grids[node].ncols > 0)
		return grid_page[node];
	if (n->from->kind == BLOCK_COMPONENT && n->from->component ==
	    component_find(components, "sign"))
		(void)snprintf(word, sizeof(word), "甲（签字）");
	else
		first_word(m, node, word, sizeof(word));
	if (!find_text(&m->display, word, &page, &item))
		fail_msg("'%s' is nowhere", word);
	return page;
}

/* What a heading heads begins on its page. */
static void
check_headings(const struct made *m, const size_t *grid_page,
    struct seen *seen)
{
	for (size_t i = 0; i + 1 < m->n; i++) {
		if (m->from[i].kind != BLOCK_HEADING)
			continue;
		assert_int_equal(first_page(m, i, grid_page),
		    first_page(m, i + 1, grid_page));
		seen->headings++;
	}
}

/* ---- what goes with a grid ---------------------------------------------------------- */

/* A paragraph so short that it leads to the grid behind it. */
static bool
leads(const struct made *m, struct font_library *fonts, size_t node)
{
	struct measure *measure = measure_new(fonts);
	struct paragraph p = { .text = m->nodes[node].text, .size = SIZE_S4,
	    .width = BODY_WIDTH, .indent = 2 * SIZE_S4 };

	paragraph_break(measure, m->display.arena, &p);
	measure_free(measure);
	return m->from[node].kind == BLOCK_PARAGRAPH &&
	    (double)p.nlines * 21 + 4 < BODY_HEIGHT / 6;
}

/* Height of the headings before the grid, which takes them along. */
static double
headings_above(const struct reader *t, size_t grid)
{
	const struct made *m = t->m;
	size_t first = grid, page, item;
	char word[64];

	if (first > 0 && leads(m, t->fonts, first - 1))
		first--;
	while (first > 0 && m->from[first - 1].kind == BLOCK_HEADING)
		first--;
	if (first == grid)
		return 0;
	first_word(m, first, word, sizeof(word));
	assert_true(find_text(&m->display, word, &page, &item));
	return t->start - m->display.pages[page].items[item].y +
	    1.2 * SIZE_3;
}

/* A first row that was broken does not fit a page with the headings. */
static void
check_first_row(const struct reader *t, size_t grid)
{
	if (t->first_lines == 0)
		return;
	t->seen->kept++;
	if (t->last_lines == 0 && lines_height(t, t->first_lines) +
	    headings_above(t, grid) <= BODY_HEIGHT - t->header)
		fail_msg("first row broken, and fits a page");
}

/* ---- signatures --------------------------------------------------------------------- */

/* Lines of a paragraph's text that stand on a page. */
static size_t
lines_on(const struct made *m, size_t page, const char *text)
{
	const struct page *p = &m->display.pages[page];
	size_t lines = 0;

	for (size_t k = 0; k < body_items(p); k++)
		if (p->items[k].kind == ITEM_TEXT &&
		    strstr(text, p->items[k].text) != NULL)
			lines++;
	return lines;
}

/* What must stand with the rows that end at t->bottom, down to y. */
static void
check_last_row(const struct reader *t, size_t grid, double y)
{
	double tail = y - t->bottom, page = BODY_HEIGHT - t->header;

	t->seen->signed_rows++;
	if (t->g->nrows <= t->g->nheader + 2)
		page -= headings_above(t, grid);
	if (t->last_lines > 0) {
		assert_true(lines_height(t, t->last_lines) + tail > page);
		t->seen->kept++;
	}
	if (t->nrows > 1 || t->parts >= ENDING ||
	    t->g->nrows == t->g->nheader + 1)
		return;
	/* Alone only where it does not go with the one before. */
	if (t->before + (t->bottom - t->top) + tail <= page)
		fail_msg("page %zu: last row alone with the signatures",
		    t->page + 1);
}

/* Beside the signatures there is something to sign. */
static void
check_signature(const struct reader *t, size_t last_grid)
{
	const struct made *m = t->m;
	size_t page = m->display.npages - 1, lines = 0, all = 0, sign, item;
	double bottom = 0;

	assert_true(find_text(&m->display, "甲（签字）", &sign, &item));
	assert_int_equal(sign, page);
	for (size_t k = 0; k < body_items(&m->display.pages[page]); k++) {
		const struct item *it = &m->display.pages[page].items[k];

		if (is_rule(it) && it->y2 > bottom)
			bottom = it->y2;
	}
	if (t->page == page) {
		check_last_row(t, last_grid, bottom);
		return;
	}
	for (size_t i = last_grid + 1; i < m->n; i++)
		if (m->from[i].kind == BLOCK_PARAGRAPH ||
		    m->from[i].kind == BLOCK_NOTE) {
			lines += lines_on(m, page, m->nodes[i].text);
			all++;
		}
	assert_true(t->last_lines == 0);
	if (all == 0 || lines == 0)
		fail_msg("signatures alone");
	t->seen->signed_words++;
}

/* ---- all of it ------------------------------------------------------------------------ */

static void
check_document(const struct made *m, struct font_library *fonts,
    double near, struct seen *seen)
{
	struct reader t;
	size_t page = 0, grid_page[MAX_NODES] = { 0 }, last = 0;
	double y = 0;

	check_margins(&m->display, fonts, near);
	for (size_t i = 0; i < m->n; i++) {
		struct fragment f;

		if (m->grids[i].ncols == 0)
			continue;
		t = (struct reader){ .m = m, .fonts = fonts, .seen = seen,
		    .g = &m->grids[i], .near = near };
		for (size_t p = page; p < m->display.npages; p++, y = 0)
			if (read_fragment(&m->display, p, y, &f)) {
				page = p;
				break;
			}
		grid_page[i] = page;
		check_grid(&t, &page, &y);
		check_first_row(&t, i);
		last = i;
	}
	check_headings(m, grid_page, seen);
	check_signature(&t, last);
}

/* Make a document and look at it. */
static void
check_seed(struct font_library *fonts, uint32_t seed, double near,
    struct seen *seen)
{
	struct made m;
	char *wrong;

	make_document(&m, fonts, seed);
	wrong = display_check(&m.display, fonts, page_edges);
	if (wrong != NULL)
		fail_msg("seed %u: %s", seed, wrong);
	check_document(&m, fonts, near, seen);
	arena_free(&m.arena);
}

#endif
