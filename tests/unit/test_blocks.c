/* Options of single blocks at their limits. */
#include "check.h"

#include <linebreak.h>
#include <math.h>

#include "fake_font.h"
#include "report/component.h"
#include "report/layout.h"

static const double edges[4] = {
	EDGE_LEFT, EDGE_TOP - 15 * MM, EDGE_RIGHT, EDGE_BOTTOM + 13 * MM
};

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

/* All texts of the first page, one behind the other. */
static const char *
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

/* Sizes that a template may ask for: by name, or 5 to 72 points. */
static void
test_sizes(void **state)
{
	(void)state;
	assert_float_equal(layout_size(NULL, 9), 9, 0);
	assert_float_equal(layout_size("二号", 9), 22, 0);
	assert_float_equal(layout_size("小五", 12), 9, 0);
	assert_float_equal(layout_size("5", 9), 5, 0);
	assert_float_equal(layout_size("72", 9), 72, 0);
	assert_float_equal(layout_size("4", 9), 9, 0);
	assert_float_equal(layout_size("73", 9), 9, 0);
	assert_float_equal(layout_size("-12", 9), 9, 0);
	assert_float_equal(layout_size("很大", 9), 9, 0);
}

/* Pages of one block whose option says this; the display is left in d. */
static size_t
lay_out_block(struct arena *a, struct display *d, const char *component,
    const char *key, const char *value)
{
	struct measure *m = measure_new(NULL);
	struct option options[] = { { .key = "行", .value = "甲" },
	    { .key = key, .value = value } };
	struct template_node from[] = {
		{ .kind = BLOCK_COMPONENT, .options = options, .noptions = 2,
		    .component = component_find("sign") },
		{ .kind = BLOCK_COMPONENT,
		    .component = component_find(component) }
	};
	struct node nodes[2] = { { .from = &from[0], .text = "" },
	    { .from = &from[1], .text = "" } };
	struct document doc = { .nodes = nodes, .nnodes = 2 };

	*d = (struct display){ .arena = a };
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		doc.page[i] = "页";
	layout_document(&doc, m, d);
	measure_free(m);
	return d->npages;
}

/* Places to sign are 40 to 300 points high, else 96. */
static void
test_heights_of_signatures(void **state)
{
	static const struct { const char *value; double want; } cases[] = {
		{ "40", 40 }, { "39", 96 }, { "300", 300 }, { "301", 96 },
		{ "96", 96 }, { "-50", 96 }, { "高", 96 }, { "", 96 }
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct display d;
		double top = 1e9, bottom = 0;

		assert_int_equal(lay_out_block(&a, &d, "text", "高",
		    cases[i].value), 1);
		for (size_t k = 0; k < d.pages[0].nitems; k++) {
			const struct item *it = &d.pages[0].items[k];

			if (it->kind != ITEM_LINE || it->x != it->x2)
				continue;
			top = fmin(top, it->y);
			bottom = fmax(bottom, it->y2);
		}
		assert_true(fabs(bottom - top - cases[i].want) < 0.01);
	}
	arena_free(&a);
}

/* A page break that ends the document leaves no empty page. */
static void
test_break_at_the_end(void **state)
{
	struct arena a = { 0 };
	struct display d;

	(void)state;
	assert_int_equal(lay_out_block(&a, &d, "page-break", "高", "96"), 1);
	assert_non_null(strstr(page_texts(&a, &d), "第1页 共1页"));
	arena_free(&a);
}

/* Rules inside the table of two rows that go all across; label for both. */
static size_t
rules_across(const char *label)
{
	static const char *names[] = { "项", "值" };
	struct arena a = { 0 };
	struct display d = { .arena = &a };
	struct option options[] = { { .key = "合并", .value = "1" } };
	struct template_node from = { .kind = BLOCK_COMPONENT,
	    .component = component_find("table"), .options = options,
	    .noptions = 1 };
	struct value cells[4] = { { .kind = VALUE_TEXT, .text = label },
	    { .kind = VALUE_TEXT, .text = "甲" },
	    { .kind = VALUE_TEXT, .text = label },
	    { .kind = VALUE_TEXT, .text = "乙" } };
	struct node n = { .from = &from, .text = "",
	    .rows = { .ncols = 2, .nrows = 2, .names = names,
	    .cells = cells } };
	struct document doc = { .nodes = &n, .nnodes = 1 };
	struct measure *m = measure_new(NULL);
	size_t across = 0;

	for (size_t i = 0; i < PAGE_TEXTS; i++)
		doc.page[i] = "页";
	layout_document(&doc, m, &d);
	for (size_t k = 0; k < d.pages[0].nitems; k++) {
		const struct item *it = &d.pages[0].items[k];

		across += it->kind == ITEM_LINE && it->y == it->y2 &&
		    it->y > EDGE_TOP && it->width < 0.5 &&
		    fabs(it->x - EDGE_LEFT) < 0.01 &&
		    fabs(it->x2 - EDGE_RIGHT) < 0.01;
	}
	measure_free(m);
	arena_free(&a);
	return across;
}

/* Equal labels become one cell; two that say nothing stay two. */
static void
test_empty_labels_are_apart(void **state)
{
	(void)state;
	assert_int_equal(rules_across("同"), 1);	/* below the head */
	assert_int_equal(rules_across(""), 2);
}

/* The two texts of a page's header never meet, however long they are. */
static void
test_long_page_header(void **state)
{
	struct arena a = { 0 };
	struct measure *m = measure_new(NULL);

	(void)state;
	for (size_t n = 1; n < 120; n += 7)
		for (size_t k = 1; k < 120; k += 7) {
			struct display d = { .arena = &a };
			struct document doc = { .nnodes = 0 };
			char *wrong;

			for (size_t i = 0; i < PAGE_TEXTS; i++)
				doc.page[i] = "";
			doc.page[PAGE_LEFT] = long_text(&a, n);
			doc.page[PAGE_RIGHT] = long_text(&a, k);
			layout_document(&doc, m, &d);
			wrong = display_check(&d, NULL, edges);
			if (wrong != NULL)
				fail_msg("%zu and %zu: %s", n, k, wrong);
			/* Short ones are in 小五. */
			if (n + k < 40)
				assert_float_equal(d.pages[0].items[0].size,
				    SIZE_S5, 0.001);
		}
	measure_free(m);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_heights_of_signatures),
		cmocka_unit_test(test_break_at_the_end),
		cmocka_unit_test(test_empty_labels_are_apart),
		cmocka_unit_test(test_long_page_header),
	};

	init_linebreak();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
