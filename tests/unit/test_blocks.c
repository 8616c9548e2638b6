/* Options of single blocks at their limits. */
#include "check.h"

#include <linebreak.h>
#include <math.h>

#include "fake_font.h"
#include "display_judge.h"
#include "document/document.h"
#include "page/layout.h"

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
		    .component = component_find(components, "sign") },
		{ .kind = BLOCK_COMPONENT,
		    .component = component_find(components, component) }
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

/* A chart of three rows whose axis ends at 100, on the first page of d. */
static void
lay_out_limited(struct arena *a, struct display *d, const char *kind,
    const double values[3])
{
	static const char *names[] = { "项", "得分" };
	struct option options[] = { { .key = "上限", .value = "100" } };
	struct template_node from = { .kind = BLOCK_COMPONENT,
	    .component = component_find(components, kind), .options = options,
	    .noptions = 1 };
	struct node n = { .from = &from, .text = "",
	    .rows = { .ncols = 2, .nrows = 3, .names = names } };
	struct document doc = { .nodes = &n, .nnodes = 1 };
	struct measure *m = measure_new(NULL);

	*d = (struct display){ .arena = a };
	n.rows.cells = arena_alloc(a, 6 * sizeof(*n.rows.cells));
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		doc.page[i] = "页";
	for (size_t i = 0; i < 3; i++) {
		n.rows.cells[2 * i] = (struct value){ .kind = VALUE_TEXT,
		    .text = "项" };
		n.rows.cells[2 * i + 1] = (struct value){
		    .kind = VALUE_NUMBER, .number = values[i],
		    .text = number_text(a, values[i]) };
	}
	layout_document(&doc, m, d);
	measure_free(m);
}

/* The widest bar of a chart, pt. */
static double
widest_bar(const struct display *d)
{
	double widest = 0;

	for (size_t k = 0; k < d->pages[0].nitems; k++) {
		const struct item *it = &d->pages[0].items[k];

		if (it->kind == ITEM_RECT && it->width > 0 &&
		    it->x2 - it->x > 18.1)	/* the legend's is 18 */
			widest = fmax(widest, it->x2 - it->x);
	}
	return widest;
}

/* The longest and shortest way of the polygons' points from their middle. */
static void
radii(const struct display *d, double *most, double *least)
{
	double top = 1e9, middle;

	/* The outermost ring's first point is right above the middle. */
	*most = 0;
	*least = 1e9;
	for (size_t k = 0; k < d->pages[0].nitems; k++)
		for (size_t i = 0; i < d->pages[0].items[k].npoints; i++)
			top = fmin(top, d->pages[0].items[k].points[i].y);
	middle = top + 62;
	for (size_t k = 0; k < d->pages[0].nitems; k++)
		for (size_t i = 0; i < d->pages[0].items[k].npoints; i++) {
			const struct display_point *at =
			    &d->pages[0].items[k].points[i];
			double r = hypot(at->x - EDGE_LEFT - BODY_WIDTH / 2,
			    at->y - middle);

			*most = fmax(*most, r);
			*least = fmin(*least, r);
		}
}

/* What is beyond the axis ends with it, what is below nought at nought. */
static void
test_values_beyond_the_axis(void **state)
{
	static const double full[3] = { 100, 50, 0 };
	static const double beyond[3] = { 250, 50, -40 };
	struct arena a = { 0 };
	struct display d, other;
	double most, least;

	(void)state;
	lay_out_limited(&a, &d, "bar", full);
	lay_out_limited(&a, &other, "bar", beyond);
	assert_non_null(strstr(page_texts(&a, &d), "020406080100"));
	assert_non_null(strstr(page_texts(&a, &other), "020406080100"));
	assert_non_null(strstr(page_texts(&a, &other), "250"));
	assert_non_null(strstr(page_texts(&a, &other), "-40"));
	assert_true(widest_bar(&d) > 100);
	assert_true(fabs(widest_bar(&d) - widest_bar(&other)) < 0.01);
	lay_out_limited(&a, &d, "radar", beyond);
	radii(&d, &most, &least);
	assert_true(fabs(most - 62) < 0.01);
	assert_true(least < 0.01);
	/* Nothing goes through the middle to the other side. */
	lay_out_limited(&a, &other, "radar", full);
	for (size_t k = 0; k < d.pages[0].nitems; k++)
		for (size_t i = 0; i < d.pages[0].items[k].npoints; i++)
			assert_true(hypot(d.pages[0].items[k].points[i].x -
			    other.pages[0].items[k].points[i].x,
			    d.pages[0].items[k].points[i].y -
			    other.pages[0].items[k].points[i].y) < 0.01);
	arena_free(&a);
}

/* The page of the first text that is this. */
static size_t
page_of(const struct display *d, const char *text)
{
	for (size_t i = 0; i < d->npages; i++)
		for (size_t k = 0; k < d->pages[i].nitems; k++)
			if (d->pages[i].items[k].kind == ITEM_TEXT &&
			    strcmp(d->pages[i].items[k].text, text) == 0)
				return i;
	return SIZE_MAX;
}

/* A cover of these columns and values, behind places to sign. */
static void
lay_out_cover(struct arena *a, struct display *d, const char **names,
    const char *const *values, size_t n)
{
	struct option sign[] = { { .key = "行", .value = "签" } };
	struct template_node from[] = {
		{ .kind = BLOCK_COMPONENT, .options = sign, .noptions = 1,
		    .component = component_find(components, "sign") },
		{ .kind = BLOCK_COMPONENT,
		    .component = component_find(components, "cover") }
	};
	struct node nodes[2] = { { .from = &from[0], .text = "" },
	    { .from = &from[1], .text = "",
		    .rows = { .ncols = n, .nrows = 1, .names = names } } };
	struct document doc = { .nodes = nodes, .nnodes = 2 };
	struct measure *m = measure_new(NULL);

	*d = (struct display){ .arena = a };
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		doc.page[i] = "页";
	nodes[1].rows.cells = arena_alloc(a, n * sizeof(struct value));
	for (size_t i = 0; i < n; i++)
		nodes[1].rows.cells[i] = (struct value){ .kind = VALUE_TEXT,
		    .text = values[i] };
	layout_document(&doc, m, d);
	measure_free(m);
}

/* A page of its own; labels spread, long ones whole; a line for each entry. */
static void
test_cover(void **state)
{
	static const char *names[] = { "标题", "学校", "负责人", "联系人电话",
		"空", "日期" };
	static const char *const values[] = { "评估报告", "一中", "", "1", "",
		"某日" };
	struct arena a = { 0 };
	struct display d;
	double lines[8] = { 0 };
	size_t n = 0;
	char *wrong;

	(void)state;
	lay_out_cover(&a, &d, names, values, 6);
	assert_int_equal(d.npages, 2);
	assert_int_equal(page_of(&d, "签"), 0);
	assert_int_equal(page_of(&d, "评估报告"), 1);
	wrong = display_check(&d, NULL, edges);
	if (wrong != NULL)
		fail_msg("%s", wrong);
	for (size_t k = 0; k < d.pages[1].nitems; k++) {
		const struct item *it = &d.pages[1].items[k];

		assert_true(it->spacing >= 0);
		if (it->kind == ITEM_TEXT && strcmp(it->text, "学校") == 0)
			assert_true(it->spacing > 10);
		if (it->kind == ITEM_LINE && n < 8)
			lines[n++] = it->y;
	}
	assert_int_equal(n, 4);
	for (size_t i = 1; i < 4; i++)
		assert_true(fabs(lines[i] - lines[i - 1] - 36) < 0.01);
	arena_free(&a);
}

/* A label too tall for its page is set smaller, so that it stays on it. */
static void
test_tall_label_stays_on_its_page(void **state)
{
	static const char *names[] = { "项", "值" };
	struct measure *m = measure_new(NULL);

	(void)state;
	for (size_t chars = 200; chars <= 800; chars += 60) {
		struct arena a = { 0 };
		struct display d = { .arena = &a };
		struct option options[] = { { .key = "合并", .value = "1" },
		    { .key = "列宽", .value = "12,88" } };
		struct template_node from = { .kind = BLOCK_COMPONENT,
		    .component = component_find(components, "table"),
		    .options = options, .noptions = 2 };
		const char *label = long_text(&a, chars);
		struct value cells[4] = { { .kind = VALUE_TEXT,
		    .text = label }, { .kind = VALUE_TEXT, .text = "甲" },
		    { .kind = VALUE_TEXT, .text = label },
		    { .kind = VALUE_TEXT, .text = "乙" } };
		struct node n = { .from = &from, .text = "",
		    .rows = { .ncols = 2, .nrows = 2, .names = names,
		    .cells = cells } };
		struct document doc = { .nodes = &n, .nnodes = 1 };
		char *wrong;

		for (size_t i = 0; i < PAGE_TEXTS; i++)
			doc.page[i] = "页";
		layout_document(&doc, m, &d);
		wrong = display_check(&d, NULL, edges);
		if (wrong != NULL)
			fail_msg("%zu characters: %s", chars, wrong);
		arena_free(&a);
	}
	measure_free(m);
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
	    .component = component_find(components, "table"), .options = options,
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
		cmocka_unit_test(test_heights_of_signatures),
		cmocka_unit_test(test_break_at_the_end),
		cmocka_unit_test(test_values_beyond_the_axis),
		cmocka_unit_test(test_cover),
		cmocka_unit_test(test_tall_label_stays_on_its_page),
		cmocka_unit_test(test_empty_labels_are_apart),
		cmocka_unit_test(test_long_page_header),
	};

	init_linebreak();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
