#include "check.h"

#include <linebreak.h>

#include "fake_font.h"
#include "report/component.h"
#include "report/layout.h"

#define DOCUMENTS 1000	/* of two tables each */

/*
 * Documents of random tables, looked at on the display list: nothing outside
 * its cell or the margins, nothing over something else, no row broken that
 * fits a page, no heading alone, labels repeated, signatures not alone.
 * Each cell begins and ends with a word that names it, so that it is found
 * again: S3x4 … E3x4.
 */
struct table {
	size_t nrows, ncols;
	size_t *longest;	/* characters of the longest cell of a row */
};

struct world {
	struct arena arena;
	uint32_t seed;
	struct template_node *from;
	struct node *nodes;
	size_t n;
	struct document document;
	struct display display;
	struct table tables[2];
	size_t ntables;
};

static size_t
dice(struct world *w, size_t sides)
{
	w->seed = w->seed * 1664525 + 1013904223;
	return (w->seed >> 12) % sides;
}

static const char *
words(struct world *w, size_t chars)
{
	static const char *const parts[] = {
		"班", "主", "任", "工", "作", "，", "室", "建", "设", "。",
		"（", "成", "）", "12", "of", " "
	};
	struct buf b = { 0 };
	char *s;

	for (size_t i = 0; i < chars; i++)
		buf_adds(&b, parts[dice(w, 16)]);
	s = arena_strdup(&w->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

static struct node *
add(struct world *w, enum block_kind kind, const char *component)
{
	struct template_node *t = &w->from[w->n];
	struct node *n = &w->nodes[w->n++];

	t->kind = kind;
	t->level = 1 + (unsigned)dice(w, 2);
	if (component != NULL)
		t->component = component_find(component);
	n->from = t;
	n->text = "";
	return n;
}

static void
option(struct world *w, struct template_node *t, const char *key,
    const char *value)
{
	struct option *o = arena_alloc(&w->arena,
	    (t->noptions + 1) * sizeof(*o));

	if (t->noptions > 0)
		memcpy(o, t->options, t->noptions * sizeof(*o));
	o[t->noptions].key = key;
	o[t->noptions].value = value;
	t->options = o;
	t->noptions++;
}

/* Most cells are short, some long, a few taller than a page. */
static size_t
cell_length(struct world *w, size_t row)
{
	size_t kind = dice(w, row == 0 ? 60 : 400);

	return kind == 0 ? 1500 + dice(w, 3000) :
	    kind == 1 ? 300 + dice(w, 900) : kind < 20 ?
	    100 + dice(w, 200) : kind < 150 ? 10 + dice(w, 60) : dice(w, 8);
}

static void
fill_table(struct world *w, struct node *n, struct table *t, size_t number)
{
	size_t merged = t->ncols > 3 ? dice(w, 3) : 0;
	size_t group[2] = { 0, 0 };

	n->rows.nrows = t->nrows;
	n->rows.ncols = t->ncols;
	n->rows.names = arena_alloc(&w->arena, t->ncols * sizeof(char *));
	n->rows.cells = arena_alloc(&w->arena,
	    t->nrows * t->ncols * sizeof(struct value));
	option(w, &w->from[w->n - 1], "合并",
	    arena_printf(&w->arena, "%zu", merged));
	for (size_t c = 0; c < t->ncols; c++)
		n->rows.names[c] = arena_printf(&w->arena, "%s列%zu",
		    dice(w, 4) == 0 ? "组/" : "", c);
	for (size_t r = 0; r < t->nrows; r++) {
		if (dice(w, 5) == 0) {
			group[0]++;
			group[1]++;
		} else if (dice(w, 2) == 0)
			group[1]++;
		for (size_t c = 0; c < t->ncols; c++) {
			struct value *v = &n->rows.cells[r * t->ncols + c];
			size_t len = cell_length(w, r);

			v->kind = VALUE_TEXT;
			if (c < merged) {
				v->text = arena_printf(&w->arena,
				    "第%zu组织领导%s", group[c],
				    group[c] % 3 == 0 ? "和工作机制建设" : "");
				continue;
			}
			if (len > t->longest[r])
				t->longest[r] = len;
			v->text = arena_printf(&w->arena,
			    "S%zux%zux%zu %s E%zux%zux%zu", number, r, c,
			    words(w, len), number, r, c);
		}
	}
}

static void
add_table(struct world *w)
{
	struct table *t = &w->tables[w->ntables];
	struct node *n = add(w, BLOCK_COMPONENT, "table");

	t->nrows = 1 + dice(w, dice(w, 3) == 0 ? 90 : 12);
	t->ncols = 2 + dice(w, 4);
	t->longest = arena_alloc(&w->arena, t->nrows * sizeof(size_t));
	if (dice(w, 2) == 0)
		option(w, &w->from[w->n - 1], "标题", "一张表");
	fill_table(w, n, t, w->ntables++);
}

static void
make_world(struct world *w, uint32_t seed)
{
	struct measure *m = measure_new(NULL);

	*w = (struct world){ .seed = seed };
	w->from = arena_alloc(&w->arena, 16 * sizeof(*w->from));
	w->nodes = arena_alloc(&w->arena, 16 * sizeof(*w->nodes));
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		w->document.page[i] = "页";
	for (size_t i = 0; i < 2; i++) {
		add(w, BLOCK_HEADING, NULL)->text = "标题";
		if (dice(w, 2) == 0)
			add(w, BLOCK_HEADING, NULL)->text = "小标题";
		if (dice(w, 2) == 0)
			add(w, BLOCK_PARAGRAPH, NULL)->text = words(w,
			    1 + dice(w, 1200));
		add_table(w);
		if (dice(w, 3) == 0)
			add(w, BLOCK_NOTE, NULL)->text = words(w,
			    1 + dice(w, 90));
	}
	add(w, BLOCK_HEADING, NULL)->text = "签章";
	(void)add(w, BLOCK_COMPONENT, "sign");
	option(w, &w->from[w->n - 1], "行", "甲（签字） | 乙（盖章）");
	w->document.nodes = w->nodes;
	w->document.nnodes = w->n;
	w->display.arena = &w->arena;
	layout_document(&w->document, m, &w->display);
	measure_free(m);
}

/* The page on which a text stands that begins with the word, or -1. */
static long
page_of(const struct display *d, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i < d->npages; i++)
		for (size_t k = 0; k < d->pages[i].nitems; k++) {
			const struct item *it = &d->pages[i].items[k];
			const char *at;

			if (it->kind != ITEM_TEXT)
				continue;
			at = strstr(it->text, word);
			if (at != NULL && (at[len] == '\0' || at[len] == ' '))
				return (long)i;
		}
	return -1;
}

static const struct node *
table_node(const struct world *w, size_t number)
{
	size_t tables = 0;

	for (size_t i = 0; i < w->n; i++)
		if (w->from[i].kind == BLOCK_COMPONENT && tables++ == number)
			return &w->nodes[i];
	return NULL;
}

static void
check_rows(struct world *w, size_t number)
{
	const struct table *t = &w->tables[number];
	const struct display *d = &w->display;
	const struct node *n = table_node(w, number);

	for (size_t r = 0; r < t->nrows; r++) {
		long first = -1;

		for (size_t c = 0; c < t->ncols; c++) {
			char s[64], e[64];
			long begin, end;

			if (node_value(n, r, c)->text[0] != 'S')
				continue;
			(void)snprintf(s, sizeof(s), "S%zux%zux%zu", number,
			    r, c);
			(void)snprintf(e, sizeof(e), "E%zux%zux%zu", number,
			    r, c);
			begin = page_of(d, s);
			end = page_of(d, e);
			assert_int_not_equal(begin, -1);
			assert_int_not_equal(end, -1);
			if (first == -1)
				first = begin;
			assert_int_equal(begin, first);
			/* The narrowest column takes 200 signs on a page. */
			if (t->longest[r] < 200)
				assert_int_equal(end, first);
		}
	}
}

static bool
has_continued(const struct page *p)
{
	for (size_t k = 0; k < p->nitems; k++)
		if (p->items[k].kind == ITEM_TEXT &&
		    strstr(p->items[k].text, "（续") != NULL)
			return true;
	return false;
}

/* A label over rows of two pages is there on both. */
static void
check_labels(struct world *w, size_t number)
{
	const struct table *t = &w->tables[number];
	const struct node *n = table_node(w, number);
	long before = -1;

	for (size_t r = 0; r < t->nrows; r++) {
		const char *label = node_value(n, r, 0)->text;
		char word[64];
		long page;

		(void)snprintf(word, sizeof(word), "S%zux%zux%zu", number, r,
		    t->ncols - 1);
		page = page_of(&w->display, word);
		if (r > 0 && label[0] != 'S' && page != before &&
		    strcmp(label, node_value(n, r - 1, 0)->text) == 0)
			assert_true(has_continued(&w->display.pages[page]));
		before = page;
	}
}

/* Below every heading something else stands on its page. */
static void
check_headings(const struct display *d)
{
	for (size_t i = 0; i < d->nbookmarks; i++) {
		const struct bookmark *b = &d->bookmarks[i];
		const struct page *p = &d->pages[b->page];
		bool followed = false;

		for (size_t k = 0; k < p->nitems; k++) {
			const struct item *it = &p->items[k];

			if (it->kind == ITEM_TEXT && it->y > b->y + 40 &&
			    it->y < EDGE_BOTTOM && (it->role == FONT_BODY ||
			    it->role == FONT_FANG))
				followed = true;
		}
		assert_true(followed);
	}
}

/*
 * Nothing but the footer stands below the text block, and no label had to
 * be set smaller to have room.
 */
static void
check_blocks(const struct display *d)
{
	for (size_t i = 0; i < d->npages; i++)
		for (size_t k = 0; k < d->pages[i].nitems; k++) {
			const struct item *it = &d->pages[i].items[k];

			if (it->kind == ITEM_TEXT)
				assert_true(it->size >= SIZE_S5);
			if (it->kind == ITEM_LINE)
				assert_true(it->y2 < EDGE_BOTTOM + 0.1);
			else if (it->y > EDGE_BOTTOM + 0.1)
				assert_non_null(strstr(it->text, "页 共"));
		}
}

/* The last row, and the last but one, stand on the page of the signatures. */
static void
check_signatures(struct world *w)
{
	const struct table *t = &w->tables[w->ntables - 1];
	long page = (long)w->display.npages - 1;
	char word[64];

	assert_int_equal(page_of(&w->display, "甲（签字）"), page);
	for (size_t r = t->nrows; r-- > 0 && r + 2 >= t->nrows; ) {
		if (t->longest[r] > 90)
			return;		/* may fill a page by itself */
		(void)snprintf(word, sizeof(word), "E%zux%zux%zu",
		    w->ntables - 1, r, t->ncols - 1);
		assert_int_equal(page_of(&w->display, word), page);
	}
}

static void
test_random_tables(void **state)
{
	static const double edges[4] = {
		EDGE_LEFT, EDGE_TOP - 15 * MM, EDGE_RIGHT,
		EDGE_BOTTOM + 13 * MM
	};

	(void)state;
	for (uint32_t i = 0; i < DOCUMENTS; i++) {
		struct world w;
		char *wrong;

		make_world(&w, i * 7919 + 1);
		wrong = display_check(&w.display, NULL, edges);
		if (wrong != NULL)
			fail_msg("document %u: %s", i, wrong);
		for (size_t k = 0; k < w.ntables; k++) {
			check_rows(&w, k);
			check_labels(&w, k);
		}
		check_headings(&w.display);
		check_blocks(&w.display);
		check_signatures(&w);
		arena_free(&w.arena);
	}
}

/* A text over two rows that is taller than two pages is not lost. */
static void
test_tall_over_rows(void **state)
{
	static const char *names[] = { "项", "分", "意见" };
	struct arena a = { 0 };
	struct display d = { .arena = &a };
	struct world w = { .seed = 7 };
	struct option options[] = { { .key = "合并", .value = "1" },
	    { .key = "随合并", .value = "2,3" } };
	struct template_node from = { .kind = BLOCK_COMPONENT,
	    .component = component_find("table"), .options = options,
	    .noptions = 2 };
	struct node n = { .from = &from, .text = "",
	    .rows = { .ncols = 3, .nrows = 2, .names = names } };
	struct document doc = { .nodes = &n, .nnodes = 1 };
	struct measure *m = measure_new(NULL);
	const char *texts[3] = { "甲", "5", arena_printf(&a, "始%s末",
	    words(&w, 9000)) };
	size_t starts = 0, ends = 0;

	(void)state;
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		doc.page[i] = "页";
	n.rows.cells = arena_alloc(&a, 6 * sizeof(*n.rows.cells));
	for (size_t i = 0; i < 6; i++)
		n.rows.cells[i] = (struct value){ .kind = VALUE_TEXT,
		    .text = texts[i % 3] };
	layout_document(&doc, m, &d);
	for (size_t i = 0; i < d.npages; i++)
		for (size_t k = 0; k < d.pages[i].nitems; k++) {
			const struct item *it = &d.pages[i].items[k];

			if (it->kind != ITEM_TEXT)
				continue;
			starts += strstr(it->text, "始") != NULL;
			ends += strstr(it->text, "末") != NULL;
			assert_true(it->y < EDGE_BOTTOM + 13 * MM);
		}
	assert_int_equal(starts, 1);
	assert_int_equal(ends, 1);
	measure_free(m);
	arena_free(&w.arena);
	arena_free(&a);
}

/* More bars than a page holds go on on the next, with axis and legend. */
static void
test_many_bars(void **state)
{
	static const double edges[4] = {
		EDGE_LEFT, EDGE_TOP - 15 * MM, EDGE_RIGHT,
		EDGE_BOTTOM + 13 * MM
	};
	static const char *names[] = { "项", "得分" };
	struct arena a = { 0 };
	struct display d = { .arena = &a };
	struct template_node from = { .kind = BLOCK_COMPONENT,
	    .component = component_find("bar") };
	struct node n = { .from = &from, .text = "",
	    .rows = { .ncols = 2, .nrows = 60, .names = names } };
	struct document doc = { .nodes = &n, .nnodes = 1 };
	struct measure *m = measure_new(NULL);
	size_t found = 0, legends = 0;
	char *wrong;

	(void)state;
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		doc.page[i] = "页";
	n.rows.cells = arena_alloc(&a, 120 * sizeof(*n.rows.cells));
	for (size_t r = 0; r < 60; r++) {
		n.rows.cells[2 * r] = (struct value){ .kind = VALUE_TEXT,
		    .text = arena_printf(&a, "第%zu条", r) };
		n.rows.cells[2 * r + 1] = (struct value){
		    .kind = VALUE_NUMBER, .text = "7", .number = 7 };
	}
	layout_document(&doc, m, &d);
	wrong = display_check(&d, NULL, edges);
	if (wrong != NULL)
		fail_msg("%s", wrong);
	for (size_t i = 0; i < d.npages; i++)
		for (size_t k = 0; k < d.pages[i].nitems; k++) {
			const struct item *it = &d.pages[i].items[k];

			if (it->kind != ITEM_TEXT)
				continue;
			legends += strcmp(it->text, "得分") == 0;
			found += strcmp(it->text, arena_printf(&a, "第%zu条",
			    found)) == 0;
		}
	assert_int_equal(found, 60);
	assert_int_equal(legends, d.npages);
	measure_free(m);
	arena_free(&a);
}

/* The check itself finds what it is there to find. */
static void
test_check_finds(void **state)
{
	static const double edges[4] = { 10, 10, 90, 90 };
	struct arena a = { 0 };
	struct display d = { .arena = &a };

	(void)state;
	(void)display_page(&d, 100, 100);
	(void)display_text(&d, 0, FONT_BODY, 10, 20, 50, "文字", 6);
	assert_null(display_check(&d, NULL, edges));
	(void)display_line(&d, 0, 30, 10, 30, 90, 1);
	assert_non_null(display_check(&d, NULL, edges));
	d.pages[0].nitems = 1;
	(void)display_text(&d, 0, FONT_BODY, 10, 35, 52, "上", 3);
	assert_non_null(display_check(&d, NULL, edges));
	d.pages[0].nitems = 1;
	(void)display_text(&d, 0, FONT_BODY, 10, 75, 52, "出界", 6);
	assert_non_null(display_check(&d, NULL, edges));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tall_over_rows),
		cmocka_unit_test(test_many_bars),
		cmocka_unit_test(test_check_finds),
		cmocka_unit_test(test_random_tables),
	};

	init_linebreak();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
