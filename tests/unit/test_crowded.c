/*
 * Pages with more than they have room for beside each other: nothing leaves
 * its cell, its margins, its page.  Each of these once did; fuzz_layout looks
 * for more.
 */
#include "check.h"

#include <linebreak.h>

#include "display_judge.h"
#include "fake_font.h"
#include "page/components.h"
#include "page/page.h"

#define MOST_OPTIONS	6

/* A paper of one block. */
struct paper {
	struct arena arena, pages;
	struct template_node from;
	struct node node;
	struct option options[MOST_OPTIONS];
	struct document doc;
	struct display d;
};

static void
begin(struct paper *p, enum block_kind kind, const char *component)
{
	*p = (struct paper){ .from = { .kind = kind, .level = 1,
	    .sql = "SELECT" } };
	p->from.options = p->options;
	if (component != NULL)
		p->from.component = component_find(components, component);
	p->node = (struct node){ .from = &p->from, .text = "" };
	p->doc = (struct document){ .nodes = &p->node, .nnodes = 1,
	    .most_pages = 50 };
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		p->doc.page[i] = "";
}

static void
add_option(struct paper *p, const char *key, const char *value)
{
	assert_true(p->from.noptions < MOST_OPTIONS);
	p->options[p->from.noptions++] = (struct option){ .key = key,
	    .value = value };
}

/* Rows of one value: a number where it is one. */
static void
set_rows(struct paper *p, size_t nrows, size_t ncols, const char *first,
    const char *text, double number)
{
	struct rows *r = &p->node.rows;

	*r = (struct rows){ .nrows = nrows, .ncols = ncols };
	r->names = arena_alloc(&p->arena, ncols * sizeof(*r->names));
	r->cells = arena_alloc(&p->arena, nrows * ncols * sizeof(*r->cells));
	for (size_t c = 0; c < ncols; c++)
		r->names[c] = arena_printf(&p->arena, "列%zu", c);
	for (size_t i = 0; i < nrows * ncols; i++)
		r->cells[i] = i % ncols == 0 ?
		    (struct value){ .kind = VALUE_TEXT, .text = first } :
		    (struct value){ .kind = number != 0 ? VALUE_NUMBER :
		    VALUE_TEXT, .text = text, .number = number };
}

static const char *
again(struct arena *a, const char *part, size_t times)
{
	struct buf b = { 0 };
	const char *s;

	for (size_t i = 0; i < times; i++)
		buf_adds(&b, part);
	s = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return s;
}

static void
set(struct paper *p)
{
	struct measure *m = measure_new(NULL);
	struct err err = { 0 };
	const char *cut, *wrong;

	p->d.arena = &p->pages;
	if (layout_within(&p->doc, m, &p->d, &cut, &err) == -1)
		fail_msg("%s", err.text);
	wrong = display_check(&p->d, NULL, page_edges);
	if (wrong == NULL)
		wrong = display_check_page(&p->d);
	if (wrong != NULL)
		fail_msg("%s", wrong);
	measure_free(m);
}

static void
forget(struct paper *p)
{
	arena_free(&p->arena);
	arena_free(&p->pages);
}

/* How many items of the kind are on the first page. */
static size_t
count(const struct paper *p, enum item_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < p->d.pages[0].nitems; i++)
		n += p->d.pages[0].items[i].kind == kind;
	return n;
}

/* Words in a column that stands at the decimal point. */
static void
test_words_at_the_point(void **state)
{
	struct paper p;

	(void)state;
	begin(&p, BLOCK_COMPONENT, "table");
	add_option(&p, "列宽", "30,20,20,30");
	add_option(&p, "对齐", "中,数,中,数");
	set_rows(&p, 3, 4, "一", "按材料完成情况自评扣0.3分", 0);
	set(&p);
	forget(&p);
}

/* Columns narrower than a character, and more than there is room for. */
static void
test_narrow_columns(void **state)
{
	static const char *const widths[] = { "0.1,10000,0.1", "1,10000,10000",
	    "0.1,0.1,10000" };
	struct paper p;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		begin(&p, BLOCK_COMPONENT, "table");
		add_option(&p, "列宽", widths[i]);
		set_rows(&p, 3, 3, "工作室", "班主任", 0);
		set(&p);
		forget(&p);
	}
	for (size_t columns = 20; columns <= 200; columns += 60) {
		begin(&p, BLOCK_COMPONENT, "table");
		set_rows(&p, 2, columns, "工作室", "班主任12", 0);
		set(&p);
		forget(&p);
	}
}

/* A label that is high once more where it says that it goes on. */
static void
test_large_labels(void **state)
{
	struct paper p;

	(void)state;
	begin(&p, BLOCK_COMPONENT, "score-table");
	add_option(&p, "字号", "72");
	add_option(&p, "合并", "5");
	set_rows(&p, 40, 5, "》）》）", "0.1", 0);
	set(&p);
	forget(&p);
}

/* Words in the corner of a cell as wide as they. */
static void
test_corner(void **state)
{
	struct paper p;

	(void)state;
	begin(&p, BLOCK_COMPONENT, "form");
	add_option(&p, "行", "甲 | 乙 | 丙 // 主任工作室主任工作室主任工作室主任 | 丁");
	set_rows(&p, 1, 1, "一", "", 0);
	set(&p);
	forget(&p);
}

static void
test_narrow_places(void **state)
{
	struct paper p;

	(void)state;
	for (size_t places = 1; places <= 31; places += 5) {
		begin(&p, BLOCK_COMPONENT, "sign");
		add_option(&p, "高", "40");
		add_option(&p, "行", again(&p.arena, "评审组长签字：|", places));
		set(&p);
		forget(&p);
	}
}

/* Labels around the figure, or bars, where they have no room. */
static void
test_radar(void **state)
{
	struct paper p;

	(void)state;
	begin(&p, BLOCK_COMPONENT, "radar");
	set_rows(&p, 6, 2, "建设", "7", 7);
	set(&p);
	assert_int_not_equal(count(&p, ITEM_POLYGON), 0);
	forget(&p);
	for (size_t axes = 6; axes <= 30; axes += 6) {
		begin(&p, BLOCK_COMPONENT, "radar");
		set_rows(&p, axes, 3, again(&p.arena, "主任工作室", 9), "7", 7);
		set(&p);
		assert_true(axes == 6 || count(&p, ITEM_POLYGON) == 0);
		forget(&p);
	}
}

static void
test_axis(void **state)
{
	struct paper p;

	(void)state;
	begin(&p, BLOCK_COMPONENT, "bar");
	add_option(&p, "上限", "123456789.01");
	set_rows(&p, 3, 2, again(&p.arena, "班", 40), "123456789.01",
	    123456789.01);
	set(&p);
	forget(&p);
}

static void
test_long_number(void **state)
{
	struct paper p;

	(void)state;
	begin(&p, BLOCK_ITEM, NULL);
	p.from.mark = "840234375.";
	p.node.text = "项";
	set(&p);
	forget(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_at_the_point),
		cmocka_unit_test(test_narrow_columns),
		cmocka_unit_test(test_large_labels),
		cmocka_unit_test(test_corner),
		cmocka_unit_test(test_narrow_places),
		cmocka_unit_test(test_radar),
		cmocka_unit_test(test_axis),
		cmocka_unit_test(test_long_number),
	};

	init_linebreak();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
