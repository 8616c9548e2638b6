/* Layout of single blocks, and the check of the geometry itself. */
#include "check.h"

#include <linebreak.h>

#include "fake_font.h"
#include "report/component.h"
#include "report/layout.h"

/* A text of so many words between 始 and 末. */
static const char *
long_text(struct arena *a, size_t words)
{
	struct buf b = { 0 };
	const char *s;

	buf_adds(&b, "始");
	for (size_t i = 0; i < words; i++)
		buf_adds(&b, i % 7 == 0 ? "，" : "工");
	buf_adds(&b, "末");
	s = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return s;
}

/* A text over two rows that is taller than two pages is not lost. */
static void
test_tall_over_rows(void **state)
{
	static const char *names[] = { "项", "分", "意见" };
	struct arena a = { 0 };
	struct display d = { .arena = &a };
	struct option options[] = { { .key = "合并", .value = "1" },
	    { .key = "随合并", .value = "2,3" } };
	struct template_node from = { .kind = BLOCK_COMPONENT,
	    .component = component_find("table"), .options = options,
	    .noptions = 2 };
	struct node n = { .from = &from, .text = "",
	    .rows = { .ncols = 3, .nrows = 2, .names = names } };
	struct document doc = { .nodes = &n, .nnodes = 1 };
	struct measure *measure = measure_new(NULL);
	const char *texts[3] = { "甲", "5", long_text(&a, 9000) };
	size_t starts = 0, ends = 0;

	(void)state;
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		doc.page[i] = "页";
	n.rows.cells = arena_alloc(&a, 6 * sizeof(*n.rows.cells));
	for (size_t i = 0; i < 6; i++)
		n.rows.cells[i] = (struct value){ .kind = VALUE_TEXT,
		    .text = texts[i % 3] };
	layout_document(&doc, measure, &d);
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
	measure_free(measure);
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
	};

	init_linebreak();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
