/*
 * What is taller than a page, or more than a paper may have: every block is
 * broken, set smaller or cut where everybody sees it, and ends.
 */
#include "check.h"

#include <linebreak.h>

#include "display_judge.h"
#include "fake_font.h"
#include "page/components.h"
#include "page/page.h"

#define MOST		20	/* pages of a paper */
#define OPTIONS		2
#define COLUMNS		3

/* 始, so many characters, 末. */
static const char *
long_text(struct arena *a, size_t characters)
{
	struct buf b = { 0 };
	const char *s;

	buf_adds(&b, "始");
	for (size_t i = 0; i < characters; i++)
		buf_adds(&b, i % 7 == 0 ? "，" : "工");
	buf_adds(&b, "末");
	s = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return s;
}

/* A paper: some blocks, and places to sign. */
struct paper {
	struct arena arena, pages;
	struct template_node from[4];
	struct node nodes[4];
	struct option options[4][OPTIONS];
	struct document doc;
	struct display d;
	const char *cut;
	size_t starts, ends, marks, signs;
};

static struct node *
add(struct paper *p, enum block_kind kind, const char *component)
{
	size_t i = p->doc.nnodes++;
	struct template_node *from = &p->from[i];

	*from = (struct template_node){ .kind = kind, .level = 1,
	    .options = p->options[i] };
	if (component != NULL)
		from->component = component_find(components, component);
	p->nodes[i] = (struct node){ .from = from, .text = "" };
	p->doc.nodes = p->nodes;
	return &p->nodes[i];
}

static void
add_option(struct paper *p, const char *key, const char *value)
{
	size_t i = p->doc.nnodes - 1;
	size_t *n = &p->from[i].noptions;

	p->options[i][(*n)++] = (struct option){ .key = key, .value = value };
}

/* Rows of label, number, text. */
static void
add_rows(struct paper *p, size_t rows, const char *label, const char *text)
{
	static const char *names[COLUMNS] = { "项", "分", "说明" };
	struct rows *r = &p->nodes[p->doc.nnodes - 1].rows;

	p->from[p->doc.nnodes - 1].sql = "SELECT";
	*r = (struct rows){ .ncols = COLUMNS, .nrows = rows, .names = names };
	r->cells = arena_alloc(&p->arena, rows * COLUMNS * sizeof(*r->cells));
	for (size_t i = 0; i < rows; i++) {
		struct value *v = &r->cells[i * COLUMNS];

		v[0] = (struct value){ .kind = VALUE_TEXT, .text = label };
		v[1] = (struct value){ .kind = VALUE_NUMBER, .text = "7",
		    .number = 7 };
		v[2] = (struct value){ .kind = VALUE_TEXT, .text = text };
	}
}

static void
count(struct paper *p, const struct item *it)
{
	if (it->kind != ITEM_TEXT)
		return;
	p->starts += strstr(it->text, "始") != NULL;
	p->ends += strstr(it->text, "末") != NULL;
	p->marks += strstr(it->text, "…") != NULL;
	p->signs += strstr(it->text, "签章处") != NULL;
}

/* Set it, with signatures at its end. */
static void
set(struct paper *p)
{
	struct measure *m = measure_new(NULL);
	struct err err = { 0 };

	(void)add(p, BLOCK_COMPONENT, "sign");
	add_option(p, "行", "签章处 | 乙");
	p->doc.most_pages = MOST;
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		if (p->doc.page[i] == NULL)
			p->doc.page[i] = "页";
	p->d.arena = &p->pages;
	if (layout_within(&p->doc, m, &p->d, &p->cut, &err) == -1)
		fail_msg("%s", err.text);
	assert_in_range(p->d.npages, 1, MOST);
	for (size_t i = 0; i < p->d.npages; i++)
		for (size_t k = 0; k < p->d.pages[i].nitems; k++)
			count(p, &p->d.pages[i].items[k]);
	measure_free(m);
}

static void
check_geometry(struct paper *p)
{
	char *wrong = display_check(&p->d, NULL, page_edges);

	if (wrong != NULL)
		fail_msg("%s", wrong);
}

static void
forget(struct paper *p)
{
	arena_free(&p->arena);
	arena_free(&p->pages);
	*p = (struct paper){ 0 };
}

/* Nothing is lost: it goes on on the next pages, and signatures follow. */
static void
assert_whole(struct paper *p)
{
	set(p);
	check_geometry(p);
	assert_null(p->cut);
	assert_int_equal(p->ends, p->starts);
	assert_true(p->ends > 0);
	assert_int_equal(p->marks, 0);
	assert_int_equal(p->signs, 1);
	forget(p);
}

/* It has no room, which is seen; signatures follow. */
static void
assert_shortened(struct paper *p)
{
	set(p);
	check_geometry(p);
	assert_null(p->cut);
	assert_true(p->ends < p->starts);
	assert_true(p->marks >= p->starts - p->ends);
	assert_int_equal(p->signs, 1);
	forget(p);
}

static void
test_texts_over_pages(void **state)
{
	struct paper p = { 0 };

	(void)state;
	(void)add(&p, BLOCK_COMPONENT, "table");	/* a cell */
	add_rows(&p, 2, "甲", long_text(&p.arena, 4000));
	assert_whole(&p);
	(void)add(&p, BLOCK_COMPONENT, "table");	/* a label */
	add_option(&p, "合并", "1");
	add_rows(&p, 3, long_text(&p.arena, 1500), "好");
	assert_whole(&p);
	(void)add(&p, BLOCK_COMPONENT, "form");
	add_rows(&p, 1, "甲", long_text(&p.arena, 3000));
	assert_whole(&p);
	add(&p, BLOCK_HEADING, NULL)->text = long_text(&p.arena, 5000);
	add(&p, BLOCK_PARAGRAPH, NULL)->text = "后面";
	assert_whole(&p);
	add(&p, BLOCK_HEADING, NULL)->text = long_text(&p.arena, 2000);
	(void)add(&p, BLOCK_COMPONENT, "table");
	add_rows(&p, 2, "甲", "好");
	assert_whole(&p);
	add(&p, BLOCK_HEADING, NULL)->text = long_text(&p.arena, 1100);
	(void)add(&p, BLOCK_COMPONENT, "bar");
	add_rows(&p, 40, "甲", "好");
	assert_whole(&p);
	add(&p, BLOCK_ITEM, NULL)->text = long_text(&p.arena, 3000);
	p.from[0].level = 30;
	p.from[0].mark = "1.";
	assert_whole(&p);
}

static void
test_labels_of_charts(void **state)
{
	struct paper p = { 0 };

	(void)state;
	(void)add(&p, BLOCK_COMPONENT, "bar");
	add_rows(&p, 3, long_text(&p.arena, 60), "好");
	assert_whole(&p);
	for (size_t n = 2000; n <= 20000; n *= 10) {
		(void)add(&p, BLOCK_COMPONENT, "bar");
		add_option(&p, "图例", long_text(&p.arena, n));
		add_option(&p, "单位", long_text(&p.arena, 1000));
		add_rows(&p, 3, long_text(&p.arena, n), "好");
		assert_shortened(&p);
		(void)add(&p, BLOCK_COMPONENT, "radar");
		add_rows(&p, 3, long_text(&p.arena, n), "好");
		assert_shortened(&p);
	}
}

/* A radar of so many axes is bars, of which a paper has a limit. */
static void
test_axes(void **state)
{
	struct paper p = { 0 };

	(void)state;
	(void)add(&p, BLOCK_COMPONENT, "radar");
	add_option(&p, "标题", "各项");
	add_rows(&p, 5000, "甲", "好");
	set(&p);
	check_geometry(&p);
	assert_non_null(p.cut);
	assert_non_null(strstr(p.cut, "“各项”有"));
	forget(&p);
}

static void
test_covers(void **state)
{
	static const size_t lengths[] = { 60, 400, 3000, 60000 };
	static const char *names[COLUMNS] = { "标题", "副标题", "学校" };
	struct paper p = { 0 };

	(void)state;
	for (size_t i = 0; i < 4 * COLUMNS; i++) {
		size_t n = lengths[i / COLUMNS];
		struct rows *r;

		(void)add(&p, BLOCK_COMPONENT, "cover");
		add_rows(&p, 1, "甲", "好");
		r = &p.nodes[0].rows;
		r->names = names;
		r->cells[i % COLUMNS].text = long_text(&p.arena, n);
		if (n <= 400)
			assert_whole(&p);
		else
			assert_shortened(&p);
	}
}

static void
test_heads_and_titles(void **state)
{
	const char *names[COLUMNS] = { "项", "分", NULL };
	struct paper p = { 0 };

	(void)state;
	(void)add(&p, BLOCK_COMPONENT, "table");
	add_rows(&p, 9, "甲", "好");
	names[2] = long_text(&p.arena, 9000);
	p.nodes[0].rows.names = names;
	assert_shortened(&p);
	for (size_t i = 0; i < 3; i++) {
		static const char *const kinds[] = { "table", "bar", "form" };

		(void)add(&p, BLOCK_COMPONENT, kinds[i]);
		add_option(&p, "标题", long_text(&p.arena, 2000));
		add_rows(&p, 9, "甲", "好");
		assert_shortened(&p);
	}
	add(&p, BLOCK_PARAGRAPH, NULL)->text = "正文";
	p.doc.page[PAGE_LEFT] = p.doc.page[PAGE_RIGHT] =
	    long_text(&p.arena, 400);
	assert_shortened(&p);
}

/* Places to sign: higher for long words, rows of them on several pages. */
static void
test_places_to_sign(void **state)
{
	struct paper p = { 0 };

	(void)state;
	(void)add(&p, BLOCK_COMPONENT, "sign");
	add_option(&p, "行", long_text(&p.arena, 300));
	assert_whole(&p);
	(void)add(&p, BLOCK_COMPONENT, "sign");
	add_option(&p, "行", long_text(&p.arena, 5000));
	assert_shortened(&p);
	for (size_t i = 0; i < 3; i++) {
		(void)add(&p, BLOCK_COMPONENT, "sign");
		add_option(&p, "行", long_text(&p.arena, 600));
		add_option(&p, "行", long_text(&p.arena, 500));
	}
	assert_whole(&p);
}

/* Lists are cut so that what stands behind them is still there. */
static void
test_lists_within_the_limit(void **state)
{
	static const char *const kinds[] = { "table", "text", "bar" };
	struct paper p = { 0 };

	(void)state;
	for (size_t rows = 3000; rows <= 30000; rows *= 10)
		for (size_t i = 0; i < 3; i++) {
			add(&p, BLOCK_HEADING, NULL)->text = "名单";
			(void)add(&p, BLOCK_COMPONENT, kinds[i]);
			add_rows(&p, rows, "甲", "好");
			set(&p);
			check_geometry(&p);
			assert_in_range(p.d.npages, MOST - 2, MOST);
			assert_int_equal(p.signs, 1);
			assert_non_null(strstr(p.cut, "“名单”有"));
			forget(&p);
		}
	(void)add(&p, BLOCK_COMPONENT, "table");	/* the first is small */
	add_rows(&p, 5, "甲", "始末");
	(void)add(&p, BLOCK_COMPONENT, "table");
	add_rows(&p, 9000, "甲", "好");
	(void)add(&p, BLOCK_COMPONENT, "table");
	add_rows(&p, 9000, "甲", "好");
	set(&p);
	assert_int_equal(p.ends, 5);
	assert_int_equal(p.signs, 1);
	assert_in_range(p.d.npages, MOST - 2, MOST);
	forget(&p);
}

/* Long texts end at the limit, which the last page says. */
static void
test_hard_limit(void **state)
{
	struct paper p = { 0 };

	(void)state;
	add(&p, BLOCK_PARAGRAPH, NULL)->text = long_text(&p.arena, 60000);
	set(&p);
	assert_int_equal(p.d.npages, MOST);
	check_geometry(&p);
	assert_int_equal(p.signs + p.ends, 0);
	assert_string_equal(p.cut, "印出20页，后面的没有印");
	forget(&p);
	(void)add(&p, BLOCK_COMPONENT, "table");
	add_rows(&p, 1, "甲", long_text(&p.arena, 60000));
	set(&p);
	assert_int_equal(p.d.npages, MOST);
	check_geometry(&p);
	forget(&p);
}

static void
turn_pages(struct layout *l, const struct node *n)
{
	(void)n;
	while (!l->stopped)
		layout_new_page(l);
}

/* A block that gets nowhere fails, it does not fill pages for ever. */
static void
test_no_progress(void **state)
{
	static const struct component idle = { .name = "idle",
	    .layout = turn_pages };
	struct measure *m = measure_new(NULL);
	struct paper p = { 0 };
	struct err err = { 0 };

	(void)state;
	add(&p, BLOCK_PARAGRAPH, NULL)->text = "正文";
	(void)add(&p, BLOCK_COMPONENT, NULL);
	p.from[1].component = &idle;
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		p.doc.page[i] = "页";
	p.doc.most_pages = 1000000;
	p.d.arena = &p.pages;
	assert_int_equal(layout_within(&p.doc, m, &p.d, &p.cut, &err), -1);
	assert_string_equal(err.text, "第2页排不下去：有的内容一页放不下");
	measure_free(m);
	forget(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts_over_pages),
		cmocka_unit_test(test_labels_of_charts),
		cmocka_unit_test(test_axes),
		cmocka_unit_test(test_covers),
		cmocka_unit_test(test_heads_and_titles),
		cmocka_unit_test(test_places_to_sign),
		cmocka_unit_test(test_lists_within_the_limit),
		cmocka_unit_test(test_hard_limit),
		cmocka_unit_test(test_no_progress),
	};

	init_linebreak();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
