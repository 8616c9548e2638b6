/* Forms drawn cell by cell: how rows are read, and where things stand. */
#include "check.h"
#include "display_judge.h"

#include <linebreak.h>

#include "fake_font.h"
#include "page/components.h"
#include "page/form_cells.h"
#include "page/layout.h"

struct world {
	struct arena arena;
	struct template_node from;
	struct node node;
	struct option options[24];
	struct document document;
	struct display display;
	uint32_t seed;
};

static size_t
dice(struct world *w, size_t sides)
{
	w->seed = w->seed * 1664525 + 1013904223;
	return (w->seed >> 12) % sides;
}

static void
option(struct world *w, const char *key, const char *value)
{
	w->options[w->from.noptions] = (struct option){
	    .key = key, .value = value,
	    .line = (unsigned)w->from.noptions + 10 };
	w->from.options = w->options;
	w->from.noptions++;
}

static void
set_values(struct world *w, const char **names, const char **values, size_t n)
{
	struct value *v = arena_alloc(&w->arena, n * sizeof(*v));

	for (size_t i = 0; i < n; i++)
		v[i] = (struct value){ .kind = VALUE_TEXT, .text = values[i] };
	w->node.rows = (struct rows){ .ncols = n, .nrows = 1, .names = names,
	    .cells = v };
}

static void
lay_out(struct world *w)
{
	struct measure *m = measure_new(NULL);

	w->from.kind = BLOCK_COMPONENT;
	w->from.component = component_find(components, "form");
	w->node.from = &w->from;
	w->node.text = "";
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		w->document.page[i] = "页";
	w->document.nodes = &w->node;
	w->document.nnodes = 1;
	w->display.arena = &w->arena;
	layout_document(&w->document, m, &w->display);
	measure_free(m);
}

/* ---- reading ------------------------------------------------------------------ */

static const char *
read_rows(struct world *w, const char *a, const char *b, const char *c,
    struct form_cells *f)
{
	const char *rows[] = { a, b, c };
	unsigned line = 0;

	w->from.noptions = 0;
	for (size_t i = 0; i < 3; i++)
		if (rows[i] != NULL)
			option(w, "行", rows[i]);
	return form_cells_read(&w->arena, &w->from, f, &line);
}

static void
test_rows(void **state)
{
	struct world w = { 0 };
	struct form_cells f;
	const struct form_cell *c;

	(void)state;
	assert_null(read_rows(&w, "姓 名|{名}|照片", "性别 | {别} |^",
	    "意见<br>二 | 见 {见} 处 // （盖章） // 年 月 日 | <", &f));
	assert_int_equal(f.nrows, 3);
	assert_int_equal(f.ncols, 3);
	c = f.cells;
	assert_string_equal(c[0].text, "姓 名");
	assert_false(c[0].value);
	assert_true(c[1].value);
	assert_int_equal(c[2].rows, 2);		/* the photo */
	assert_int_equal(c[2].cols, 1);
	assert_int_equal(c[5].rows, 0);
	assert_string_equal(c[6].text, "意见\n二");
	assert_int_equal(c[7].cols, 2);
	assert_string_equal(c[7].text, "见 {见} 处");
	assert_string_equal(c[7].foot, "（盖章）\n年 月 日");
	assert_null(read_rows(&w, NULL, NULL, NULL, &f));
	assert_int_equal(f.nrows, 0);
	/* A block of two by two is written with one ^ row and <. */
	assert_null(read_rows(&w, "甲|<|乙", "^|^|丙", NULL, &f));
	assert_int_equal(f.cells[0].rows, 2);
	assert_int_equal(f.cells[0].cols, 2);
	arena_free(&w.arena);
}

static void
test_wrong_rows(void **state)
{
	struct world w = { 0 };
	struct form_cells f;

	(void)state;
	assert_non_null(read_rows(&w, "甲|乙", "丙", NULL, &f));
	assert_non_null(read_rows(&w, "^|乙", NULL, NULL, &f));
	assert_non_null(read_rows(&w, "<|乙", NULL, NULL, &f));
	assert_non_null(read_rows(&w, "甲|<", "^|乙", NULL, &f));
	arena_free(&w.arena);
}

static void
test_unknown_column(void **state)
{
	static const char *const names[] = { "名" };
	struct world w = { 0 };
	unsigned line = 0;

	(void)state;
	option(&w, "行", "姓名|{名}");
	option(&w, "行", "性别|{别}");
	assert_non_null(strstr(form_component.check(&w.arena, &w.from, names,
	    1, &line), "别"));
	w.options[1].value = "姓名|{ 名 }和{名}";
	assert_null(form_component.check(&w.arena, &w.from, names, 1, &line));
	arena_free(&w.arena);
}

/* ---- geometry ----------------------------------------------------------------- */

/* The first text that begins with the word, and its page. */
static const struct item *
find(const struct display *d, const char *word, size_t *page)
{
	for (*page = 0; *page < d->npages; (*page)++)
		for (size_t k = 0; k < d->pages[*page].nitems; k++) {
			const struct item *it = &d->pages[*page].items[k];

			if (it->kind == ITEM_TEXT &&
			    strncmp(it->text, word, strlen(word)) == 0)
				return it;
		}
	fail_msg("“%s” is not there", word);
	return NULL;
}

static void
near(double a, double b)
{
	assert_true(a - b < 0.1 && b - a < 0.1);
}

/* The horizontal rules nearest above and below y at x. */
static void
rules_around(const struct page *p, double x, double y, double *above,
    double *below)
{
	*above = 0;
	*below = 1e9;
	for (size_t k = 0; k < p->nitems; k++) {
		const struct item *it = &p->items[k];

		if (it->kind != ITEM_LINE || it->y != it->y2 || it->x > x ||
		    it->x2 < x)
			continue;
		if (it->y < y && it->y > *above)
			*above = it->y;
		if (it->y > y && it->y < *below)
			*below = it->y;
	}
}

/* An application form: a photo over four rows, a tall cell with a seal. */
static void
make_form(struct world *w, const char *career, const char *plan)
{
	static const char *names[] = { "名", "经历", "计划" };
	const char **values = arena_alloc(&w->arena, 3 * sizeof(*values));

	values[0] = "王某";
	values[1] = career;
	values[2] = plan;
	set_values(w, names, values, 3);
	option(w, "格宽", "30,40,30,30,30");
	option(w, "行高", "28,28,28,28,60,120");
	option(w, "行", "姓名 | {名} | 性别 | | 照片");
	option(w, "行", "民族 | | 学历 | | ^");
	option(w, "行", "职务 | | 职称 | | ^");
	option(w, "行", "年限 | | 年龄 | | ^");
	option(w, "行", "经历 | {经历} | < | < | <");
	option(w, "行", "计划 | {计划} // 盖章 // 某年某月某日 | < | < | <");
	lay_out(w);
}

static void
test_photo_and_seal(void **state)
{
	struct world w = { 0 };
	const struct item *photo, *seal, *date;
	double above, below;
	size_t page;

	(void)state;
	make_form(&w, "一段经历", "一个计划");
	assert_int_equal(w.display.npages, 1);
	photo = find(&w.display, "照片", &page);
	rules_around(&w.display.pages[0], photo->x, photo->y, &above, &below);
	near(below - above, 112);
	/* The middle of the box is the middle of its label. */
	near(photo->y - BASELINE * photo->size,
	    (above + below) / 2);
	/* Seal and date stand at the bottom of their cell, on its right. */
	seal = find(&w.display, "盖章", &page);
	date = find(&w.display, "某年某月某日", &page);
	rules_around(&w.display.pages[0], date->x, date->y, &above, &below);
	near(below - above, 120);
	assert_true(below - date->y < 10);
	assert_true(seal->y < date->y);
	assert_true(date->x + 6 * date->size > EDGE_RIGHT - 40);
	near(seal->x + seal->size, date->x + 3 * date->size);
	arena_free(&w.arena);
}

static const char *
words(struct world *w, size_t n)
{
	static const char *const parts[] = { "班", "主", "任", "工", "作", "，",
		"室", "。", "（", "成", "）", "12", "\n" };
	struct buf b = { 0 };
	const char *s;

	buf_adds(&b, "始");
	for (size_t i = 0; i < n; i++)
		buf_adds(&b, parts[dice(w, 13)]);
	s = arena_strdup(&w->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

/* The seal stands below every line of text of its cell on its page. */
static bool
below_text(const struct display *d, size_t page)
{
	size_t other;
	double seal = find(d, "盖章", &other)->y;

	for (size_t k = 0; k < d->pages[page].nitems; k++) {
		const struct item *it = &d->pages[page].items[k];

		if (it->kind == ITEM_TEXT && strstr(it->text, "终") != NULL &&
		    it->y > seal - it->size)
			return false;
	}
	return true;
}

/*
 * Values of any length: nothing over anything else or outside, the photo's
 * box whole, the seal and the date together, below the last of their text.
 */
static void
test_random_values(void **state)
{
	static const double edges[4] = {
		EDGE_LEFT, EDGE_TOP - 15 * MM, EDGE_RIGHT,
		EDGE_BOTTOM + 13 * MM
	};

	(void)state;
	for (uint32_t i = 0; i < 400; i++) {
		struct world w = { .seed = i * 7919 + 1 };
		size_t long_one = dice(&w, 3) == 0 ? 3000 : 500;
		const char *career = words(&w, dice(&w, 500));
		size_t page, other;
		char *wrong;

		make_form(&w, career, arena_printf(&w.arena, "%s终",
		    words(&w, dice(&w, long_one))));
		wrong = display_check(&w.display, NULL, edges);
		if (wrong != NULL)
			fail_msg("form %u: %s", i, wrong);
		(void)find(&w.display, "照片", &page);
		assert_int_equal(page, 0);
		(void)find(&w.display, "盖章", &page);
		assert_int_equal(page, w.display.npages - 1);
		(void)find(&w.display, "某年某月某日", &other);
		assert_int_equal(page, other);
		assert_true(below_text(&w.display, page));
		arena_free(&w.arena);
	}
}

/* ---- forms of labels and values ------------------------------------------------ */

/* The page of a form of these columns, each with its name as its value. */
static const char *
form_of(struct world *w, const char **names, size_t n, const char *key,
    const char *value)
{
	*w = (struct world){ 0 };
	if (key != NULL)
		option(w, key, value);
	set_values(w, names, names, n);
	lay_out(w);
	return display_dump(&w->display);
}

/* The store's own columns are not printed, and leave no place. */
static void
test_columns_of_the_store(void **state)
{
	static const char *all[] = { "_文件", "甲", "_行", "_表行", "乙", "_序" };
	static const char *seen[] = { "甲", "乙" };
	struct world w, other;

	(void)state;
	assert_string_equal(form_of(&w, all, 6, NULL, NULL),
	    form_of(&other, seen, 2, NULL, NULL));
	arena_free(&w.arena);
	arena_free(&other.arena);
}

/* The last value of a line reaches the form's edge, also before a wide one. */
static void
test_lines_are_full(void **state)
{
	static const char *names[] = { "甲", "乙", "丙", "丁", "戊" };
	struct world w;
	size_t rows = 0;

	(void)state;
	/* 甲 乙 | 丙 | 丁, which is wide | 戊 */
	(void)form_of(&w, names, 5, "通栏", "丁");
	for (size_t k = 0; k < w.display.pages[0].nitems; k++) {
		const struct item *it = &w.display.pages[0].items[k];

		if (it->kind != ITEM_LINE || it->x != it->x2 ||
		    it->y < EDGE_TOP - 1)
			continue;
		/* A rule of one line: its cells are four, else two. */
		if (it->x > EDGE_LEFT + 1 && it->x < EDGE_RIGHT - 1 &&
		    it->x > EDGE_LEFT + BODY_WIDTH / 2 - 1) {
			near(it->y, EDGE_TOP);
			near(it->y2 - it->y, 22);
			rows++;
		}
	}
	assert_int_equal(rows, 2);	/* before 乙 and its value */
	arena_free(&w.arena);
}

/* A number of pairs that is none, or beyond reason, is two. */
static void
test_number_of_pairs(void **state)
{
	static const char *names[] = { "甲", "乙", "丙" };
	static const char *const wrong[] = { "0", "1000", "-1", "两", "" };
	struct world w, other;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_string_equal(form_of(&w, names, 3, "列数", wrong[i]),
		    form_of(&other, names, 3, "列数", "2"));
		arena_free(&w.arena);
		arena_free(&other.arena);
	}
	assert_string_not_equal(form_of(&w, names, 3, "列数", "3"),
	    form_of(&other, names, 3, "列数", "2"));
	arena_free(&w.arena);
	arena_free(&other.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_wrong_rows),
		cmocka_unit_test(test_unknown_column),
		cmocka_unit_test(test_photo_and_seal),
		cmocka_unit_test(test_random_values),
		cmocka_unit_test(test_columns_of_the_store),
		cmocka_unit_test(test_lines_are_full),
		cmocka_unit_test(test_number_of_pairs),
	};

	init_linebreak();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
