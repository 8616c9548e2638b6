/* Layout of single blocks, and the check of the geometry itself. */
#include "check.h"
#include "display_judge.h"

#include <linebreak.h>
#include <math.h>
#include <sys/resource.h>

#include "fake_font.h"
#include "page/components.h"
#include "page/layout.h"

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
	    .component = component_find(components, "table"), .options = options,
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

/* Pages of a table whose label, or column's name, has so many characters. */
static size_t
pages_with(size_t label, size_t name, size_t nrows, const char *widths)
{
	struct arena a = { 0 };
	const char *names[] = { long_text(&a, name), "分", "意见" };
	struct display d = { .arena = &a };
	struct option options[] = { { .key = "合并", .value = "1" },
	    { .key = "列宽", .value = widths } };
	struct template_node from = { .kind = BLOCK_COMPONENT,
	    .component = component_find(components, "table"), .options = options,
	    .noptions = 2 };
	struct node n = { .from = &from, .text = "",
	    .rows = { .ncols = 3, .nrows = nrows, .names = names } };
	struct document doc = { .nodes = &n, .nnodes = 1 };
	struct measure *m = measure_new(NULL);
	const char *texts[3] = { long_text(&a, label), "5", "好" };
	size_t pages;

	for (size_t i = 0; i < PAGE_TEXTS; i++)
		doc.page[i] = "页";
	n.rows.cells = arena_alloc(&a, 3 * nrows * sizeof(*n.rows.cells));
	for (size_t i = 0; i < 3 * nrows; i++)
		n.rows.cells[i] = (struct value){ .kind = VALUE_TEXT,
		    .text = texts[i % 3] };
	layout_document(&doc, m, &d);
	pages = d.npages;
	measure_free(m);
	arena_free(&a);
	return pages;
}

/* What is beside a row's text and taller than a page ends all the same. */
static void
test_label_taller_than_a_page(void **state)
{
	struct rlimit limit = { (rlim_t)2 << 30, (rlim_t)2 << 30 };

	(void)state;
	if (getenv("SANITIZED") == NULL)	/* which need more than that */
		assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
	for (size_t label = 50; label <= 2000; label *= 2)
		for (size_t rows = 1; rows <= 4; rows++)
			assert_in_range(pages_with(label, 1, rows,
			    "12,60,28"), 1, 9);
	for (size_t name = 50; name <= 1600; name *= 2)
		assert_in_range(pages_with(3, name, 3, "5,60,35"), 1, 9);
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
	    .component = component_find(components, "bar") };
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

/* One chart of rows label, value, value; NAN: there is none. */
static void
lay_out_chart(struct arena *a, struct display *d, const char *kind,
    size_t nrows, const char *const *labels, double (*values)[2])
{
	static const char *names[] = { "项", "本工作室", "平均" };
	struct template_node *from = arena_alloc(a, sizeof(*from));
	struct node *n = arena_alloc(a, sizeof(*n));
	struct document doc = { .nodes = n, .nnodes = 1 };
	struct measure *m = measure_new(NULL);

	*d = (struct display){ .arena = a };
	from->kind = BLOCK_COMPONENT;
	from->component = component_find(components, kind);
	n->from = from;
	n->text = "";
	n->rows = (struct rows){ .ncols = 3, .nrows = nrows, .names = names };
	n->rows.cells = arena_alloc(a, 3 * nrows * sizeof(*n->rows.cells));
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		doc.page[i] = "页";
	for (size_t i = 0; i < 3 * nrows; i++) {
		struct value *v = &n->rows.cells[i];
		double x = i % 3 == 0 ? 0 : values[i / 3][i % 3 - 1];

		*v = (struct value){ .kind = VALUE_NUMBER, .number = x,
		    .text = number_text(a, x) };
		if (i % 3 == 0)
			*v = (struct value){ .kind = VALUE_TEXT,
			    .text = labels[i / 3] };
		else if (isnan(x))
			*v = (struct value){ .text = "" };
	}
	layout_document(&doc, m, d);
	measure_free(m);
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

/* No text stands in the figure of a radar, whose axes are six. */
static void
check_figure(const struct page *p)
{
	double left = 1e9, right = 0, top = 1e9, bottom = 0;

	for (size_t k = 0; k < p->nitems; k++)
		for (size_t i = 0; i < p->items[k].npoints; i++) {
			const struct display_point *at =
			    &p->items[k].points[i];

			left = fmin(left, at->x);
			right = fmax(right, at->x);
			top = fmin(top, at->y);
			bottom = fmax(bottom, at->y);
		}
	for (size_t k = 0; k < p->nitems; k++) {
		const struct item *it = &p->items[k];
		double width = font_width(NULL, it->role, it->text == NULL ?
		    "" : it->text, it->text == NULL ? 0 : strlen(it->text)) *
		    it->size / 1000;

		if (it->kind == ITEM_TEXT)
			assert_true(it->x > right || it->x + width < left ||
			    it->y < top || it->y - 0.88 * it->size > bottom);
	}
}

/* Long labels are whole; nothing, zero, the end and beyond are printed. */
static void
test_charts(void **state)
{
	static const double edges[4] = {
		EDGE_LEFT, EDGE_TOP - 15 * MM, EDGE_RIGHT,
		EDGE_BOTTOM + 13 * MM
	};
	static const char *const kinds[] = { "bar", "radar" };
	static const char *labels[] = {
		"一个很长的指标名称，说的是班主任工作室的建设实践和成效以及它们怎样"
		"影响全校班主任队伍的成长与学生的发展，末", "二", "三",
		"又一个很长的指标名称，说的是工作保障和大赛工作以及它们的佐证材料，尾",
		"五", "六"
	};
	double values[6][2] = { { 0, NAN }, { 100, 17.3 }, { NAN, 0 },
	    { 12.5, 12.5 }, { 99.99, 100 }, { -3, 101.25 } };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct display d;
		const char *texts, *wrong;

		lay_out_chart(&a, &d, kinds[i], 6, labels, values);
		wrong = display_check(&d, NULL, edges);
		if (wrong != NULL)
			fail_msg("%s: %s", kinds[i], wrong);
		if (i == 1)
			check_figure(&d.pages[0]);
		texts = page_texts(&a, &d);
		for (size_t k = 0; k < 6; k++)
			assert_non_null(strstr(texts, labels[k]));
		assert_non_null(strstr(texts, "0.00"));
		assert_non_null(strstr(texts, "—"));
		assert_non_null(strstr(texts, "100.00"));
		assert_non_null(strstr(texts, "101.25"));
		assert_non_null(strstr(texts, "-3.00"));
	}
	arena_free(&a);
}

/* Series tell apart when every grey has become black or white. */
static void
test_black_and_white(void **state)
{
	static const char *const kinds[] = { "bar", "radar" };
	static const char *labels[] = { "一", "二", "三" };
	double values[3][2] = { { 80, 60 }, { 70, 90 }, { NAN, 50 } };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct display d;
		size_t black = 0, hollow = 0;

		lay_out_chart(&a, &d, kinds[i], 3, labels, values);
		for (size_t k = 0; k < d.pages[0].nitems; k++) {
			const struct item *it = &d.pages[0].items[k];

			if (it->kind != ITEM_RECT || it->width <= 0)
				continue;
			assert_true(it->color.r < 0.4f || it->color.r > 0.95f);
			assert_true(it->stroke.r < 0.4f);
			black += it->color.r < 0.4f;
			hollow += it->color.r > 0.95f;
		}
		/* Two values, and three to compare with; the legend. */
		assert_int_equal(black, 3);
		assert_int_equal(hollow, 4);
	}
	arena_free(&a);
}

/* An axis without 上限 ends at a round number that holds all values. */
static void
test_axis_is_round(void **state)
{
	static const char *labels[] = { "一", "二", "三" };
	static const struct {
		double most;
		const char *ticks;
	} cases[] = {
		{ 17.3, "048121620" }, { 20, "048121620" },
		{ 101, "0255075100125" }, { 0.3, "00.20.40.60.81" },
		{ 7, "0246810" }, { 12, "02.557.51012.5" }
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		double values[3][2] = { { 0.1, 0.2 }, { 0.1, 0.1 },
		    { 0.2, cases[i].most } };
		struct display d;

		lay_out_chart(&a, &d, "bar", 3, labels, values);
		assert_non_null(strstr(page_texts(&a, &d), cases[i].ticks));
	}
	arena_free(&a);
}

/* The page of the first text that begins with word. */
static size_t
page_of(const struct display *d, const char *word)
{
	for (size_t i = 0; i < d->npages; i++)
		for (size_t k = 0; k < d->pages[i].nitems; k++) {
			const struct item *it = &d->pages[i].items[k];

			if (it->kind == ITEM_TEXT &&
			    strncmp(it->text, word, strlen(word)) == 0)
				return i;
		}
	return SIZE_MAX;
}

/*
 * A notice: a table, then what to do and where to sign.  These are company
 * enough for each other, so the table stays where it has room.
 */
static void
test_notice(void **state)
{
	static const char *names[] = { "项" };
	struct arena a = { 0 };
	struct option sign[] = { { .key = "行", .value = "签收 | 盖章" } };
	struct template_node from[] = {
		{ .kind = BLOCK_COMPONENT,
		    .component = component_find(components, "table") },
		{ .kind = BLOCK_HEADING, .level = 1 },
		{ .kind = BLOCK_PARAGRAPH },
		{ .kind = BLOCK_COMPONENT, .options = sign, .noptions = 1,
		    .component = component_find(components, "sign") }
	};
	struct node nodes[4] = { { 0 } };
	struct document doc = { .nodes = nodes };
	struct measure *measure = measure_new(NULL);
	size_t apart = 0;

	(void)state;
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		doc.page[i] = "页";
	for (size_t i = 0; i < 4; i++)
		nodes[i] = (struct node){ .from = &from[i], .text = "" };
	nodes[0].rows = (struct rows){ .ncols = 1, .names = names };
	nodes[0].rows.cells = arena_alloc(&a, 60 * sizeof(struct value));
	for (size_t i = 0; i < 60; i++)
		nodes[0].rows.cells[i] = (struct value){ .kind = VALUE_TEXT,
		    .text = arena_printf(&a, "r%zu.", i) };
	nodes[1].text = "要求";
	nodes[2].text = long_text(&a, 80);	/* three lines */
	for (size_t n = 1; n < 60; n++) {
		struct display alone = { .arena = &a }, d = { .arena = &a };

		nodes[0].rows.nrows = n;
		doc.nnodes = 1;
		layout_document(&doc, measure, &alone);
		if (alone.npages > 1)
			break;
		doc.nnodes = 4;
		layout_document(&doc, measure, &d);
		assert_int_equal(page_of(&d, nodes[0].rows.cells[n - 1].text),
		    0);
		assert_int_equal(page_of(&d, "要求"), page_of(&d, "签收"));
		assert_int_equal(page_of(&d, "始"), page_of(&d, "签收"));
		apart += d.npages > 1;
	}
	assert_true(apart > 5);
	measure_free(measure);
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
		cmocka_unit_test(test_label_taller_than_a_page),
		cmocka_unit_test(test_many_bars),
		cmocka_unit_test(test_charts),
		cmocka_unit_test(test_black_and_white),
		cmocka_unit_test(test_axis_is_round),
		cmocka_unit_test(test_notice),
		cmocka_unit_test(test_check_finds),
	};

	init_linebreak();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
