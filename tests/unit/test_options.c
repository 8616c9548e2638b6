/*
 * The options of the components.  The cases are made from the rows, so that
 * no option comes without a wrong value that lint names with its line.
 */
#include "template_lint.h"

#include <linebreak.h>

#include "display_judge.h"
#include "fake_font.h"
#include "page/layout.h"

#define QUERY_COLUMNS	3
#define QUERY		"SELECT 1 AS 甲, 2 AS 乙, 3 AS 丙\n"

/* ---- a block with one option ---------------------------------------------------- */

/* Lint a block whose third line is the option; extra lines go behind it. */
static void
lint_block(const struct component *c, const char *key, const char *value,
    const char *extra, struct complaints *said)
{
	/* What is asked of cells needs cells. */
	const bool cells = component_find_option(c, "格宽") != NULL &&
	    strcmp(key, "行") != 0;
	struct arena a = { 0 };

	lint_template(arena_printf(&a, "字\n\n```%s\n-- %s: %s\n%s%s%s```\n",
	    c->name, key, value, extra, cells ? "-- 行: {甲}\n" : "",
	    c->min_columns > 0 ? QUERY : ""), said);
	arena_free(&a);
}

static void
expect_right(const struct component *c, const char *key, const char *value,
    const char *extra)
{
	struct complaints said;

	lint_block(c, key, value, extra, &said);
	if (said.n > 0)
		fail_msg("%s, %s: “%s” is right, but: %s", c->name, key, value,
		    buf_str(&said.text));
	buf_free(&said.text);
}

/* One complaint, at the line of the option or the one behind it. */
static void
expect_wrong(const struct component *c, const char *key, const char *value,
    const char *extra)
{
	struct complaints said;
	const char *text;

	lint_block(c, key, value, extra, &said);
	text = buf_str(&said.text);
	if (said.n != 1 || strstr(text, *extra == '\0' ? "t.md:4: " :
	    "t.md:5: ") == NULL || (strstr(text, key) == NULL &&
	    component_find_option(c, key)->type != OPTION_CELLS))
		fail_msg("%s, %s: “%s” is wrong, but: %s", c->name, key, value,
		    text);
	buf_free(&said.text);
}

/* ---- values of a type ----------------------------------------------------------- */

static const char *
number(struct arena *a, double x)
{
	char text[TEXT_NUMBER];

	return arena_strdup(a, text_number(text, x));
}

/* The i-th right value of one thing of the row's type, NULL behind the last. */
static const char *
right_value(struct arena *a, const struct component_option *o, size_t i)
{
	static const char *const columns[] = { "甲", "丙", NULL };
	static const char *const places[] = { "1", "3", NULL };
	static const char *const leading[] = { "0", "3", NULL };
	static const char *const texts[] = { "字", "{{名称}}的字", NULL };
	static const char *const cells[] = { "{甲}", "{甲}{丙}", NULL };

	switch (o->type) {
	case OPTION_TEXT:
		return texts[i];
	case OPTION_SIZE:
		if (i == 3)
			return "小五";
		/* FALLTHROUGH */
	case OPTION_NUMBER:
		if (i == 2)
			return number(a, o->from + 0.25);
		/* FALLTHROUGH */
	case OPTION_WHOLE:
		return i < 2 ? number(a, i == 0 ? o->from : o->to) : NULL;
	case OPTION_WORD:
		return o->words[i];
	case OPTION_COLUMN:
		return columns[i];
	case OPTION_PLACE:
		return places[i];
	case OPTION_LEADING:
		return leading[i];
	case OPTION_CELLS:
		return cells[i];
	}
	return NULL;
}

static const char *
wrong_value(struct arena *a, const struct component_option *o, size_t i)
{
	static const char *const numbers[] = { "", "很大", "1倍", "１", "1;2",
		"1e1", NULL };
	static const char *const places[] = { "0", "4", "1.5", "甲", "", NULL };
	static const char *const leading[] = { "-1", "4", "1.5", "甲", "",
		NULL };
	static const char *const others[] = { "", "没有这个", NULL };
	static const char *const cells[] = { "{没有}", "^", "<", "{{名称}}",
		NULL };
	const size_t past = sizeof(numbers) / sizeof(*numbers) - 1;

	switch (o->type) {
	case OPTION_TEXT:
		return NULL;	/* any words: what is written twice is wrong */
	case OPTION_WHOLE:
		if (i == past + 2)
			return number(a, o->from + 0.5);
		/* FALLTHROUGH */
	case OPTION_NUMBER:
	case OPTION_SIZE:
		if (i < past)
			return numbers[i];
		return i == past ? number(a, o->from - 0.01) :
		    i == past + 1 ? number(a, o->to + 1) : NULL;
	case OPTION_WORD:
	case OPTION_COLUMN:
		return others[i];
	case OPTION_PLACE:
		return places[i];
	case OPTION_LEADING:
		return leading[i];
	case OPTION_CELLS:
		return cells[i];
	}
	return NULL;
}

/* A value of the whole option: where it is a list, with right ones around. */
static const char *
whole_value(struct arena *a, const struct component_option *o,
    const char *value)
{
	const char *right = right_value(a, o, 0);

	return o->list == LIST_EACH ? arena_printf(a, "%s, %s ,%s", right,
	    value, right) : value;
}

/* ---- the tables ----------------------------------------------------------------- */

static void
each_option(void (*try)(struct arena *a, const struct component *c,
    const struct component_option *o))
{
	struct arena a = { 0 };
	size_t n = 0;

	for (const struct component *const *c = components; *c != NULL; c++)
		for (const struct component_option *o = (*c)->options;
		    o->key != NULL; o++, n++)
			try(&a, *c, o);
	assert_true(n > 30);
	arena_free(&a);
}

static void
try_row(struct arena *a, const struct component *c,
    const struct component_option *o)
{
	(void)a;
	assert_ptr_equal(component_find_option(c, o->key), o);	/* once */
	if (o->type == OPTION_NUMBER || o->type == OPTION_WHOLE ||
	    o->type == OPTION_SIZE)
		assert_true(o->from < o->to);
	else
		assert_true(o->from == 0 && o->to == 0);
	assert_int_equal(o->words != NULL, o->type == OPTION_WORD);
}

static void
test_rows_are_whole(void **state)
{
	(void)state;
	each_option(try_row);
}

static void
try_right(struct arena *a, const struct component *c,
    const struct component_option *o)
{
	const char *value;

	for (size_t i = 0; (value = right_value(a, o, i)) != NULL; i++)
		expect_right(c, o->key, whole_value(a, o, value), "");
}

static void
test_right_values(void **state)
{
	(void)state;
	each_option(try_right);
}

static void
try_wrong(struct arena *a, const struct component *c,
    const struct component_option *o)
{
	const char *value, *right = right_value(a, o, 0);

	for (size_t i = 0; (value = wrong_value(a, o, i)) != NULL; i++)
		expect_wrong(c, o->key, whole_value(a, o, value), "");
	if (o->list == LIST_EACH) {
		expect_wrong(c, o->key, right, "");
		expect_wrong(c, o->key, arena_printf(a, "%s,%s,%s,%s", right,
		    right, right, right), "");
	}
}

static void
test_wrong_values(void **state)
{
	(void)state;
	each_option(try_wrong);
}

static void
try_twice(struct arena *a, const struct component *c,
    const struct component_option *o)
{
	const char *value = whole_value(a, o, right_value(a, o, 0));
	const char *again = arena_printf(a, "-- %s: %s\n", o->key, value);

	if (o->again)
		expect_right(c, o->key, value, again);
	else
		expect_wrong(c, o->key, value, again);
}

static void
test_given_twice(void **state)
{
	(void)state;
	each_option(try_twice);
}

/* A component without options says so, others say which they have. */
static void
test_unknown_option(void **state)
{
	struct complaints said;

	(void)state;
	for (const struct component *const *c = components; *c != NULL; c++) {
		lint_block(*c, "没有这个", "1", "", &said);
		assert_int_equal(said.n, 1);
		assert_non_null(strstr(buf_str(&said.text), "t.md:4: "));
		assert_non_null(strstr(buf_str(&said.text),
		    (*c)->options->key != NULL ? (*c)->options->key :
		    "没有选项"));
		buf_free(&said.text);
	}
}

/* ---- what the drawing gets -------------------------------------------------------- */

/* A node of one option. */
struct block {
	struct option option;
	struct template_node from;
	struct node node;
};

static const struct node *
block(struct block *b, const char *component, const char *key,
    const char *value)
{
	b->option = (struct option){ .key = key, .value = value };
	b->from = (struct template_node){ .kind = BLOCK_COMPONENT,
	    .component = component_find(components, component),
	    .options = &b->option, .noptions = 1 };
	b->node = (struct node){ .from = &b->from, .text = "" };
	return &b->node;
}

static void
test_numbers(void **state)
{
	static const struct { const char *value; double want; } sizes[] = {
		{ "二号", 22 }, { "小二", 18 }, { "三号", 16 }, { "四号", 14 },
		{ "小四", 12 }, { "五号", 10.5 }, { "小五", 9 }, { "5", 5 },
		{ "10.5", 10.5 }, { "72", 72 },
		{ "4", 7 }, { "73", 7 }, { "-12", 7 }, { "很大", 7 }, { "", 7 }
	};
	struct block b;

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		assert_true(node_number(block(&b, "table", "字号",
		    sizes[i].value), "字号", 7) == sizes[i].want);
	assert_true(node_number(&b.node, "合计", 3) == 3);
	assert_true(node_number(block(&b, "bar", "上限", "0.5"), "上限", 0) ==
	    0.5);
	assert_true(node_number(block(&b, "table", "合计", "1.5"), "合计", 4) ==
	    4);
}

static void
test_lists(void **state)
{
	struct block b;
	const struct node *n = block(&b, "form", "行高", "28, 30.5 ,x,９");

	(void)state;
	assert_int_equal(node_count(n, "行高"), 4);
	assert_int_equal(node_count(n, "格宽"), 0);
	assert_true(node_number_at(n, "行高", 0, 22) == 28);
	assert_true(node_number_at(n, "行高", 1, 22) == 30.5);
	assert_true(node_number_at(n, "行高", 2, 22) == 22);
	assert_true(node_number_at(n, "格宽", 5, 1) == 1);
	n = block(&b, "form", "行高", "28,30");
	assert_true(node_number_at(n, "行高", 9, 22) == 30);	/* the last */
	n = block(&b, "table", "对齐", "数,　右 ,左边");
	assert_int_equal(node_word_at(n, "对齐", 0, 9), 3);
	assert_int_equal(node_word_at(n, "对齐", 1, 9), 2);
	assert_int_equal(node_word_at(n, "对齐", 2, 9), 9);
	n = block(&b, "form", "通栏", "学校, 名称");
	assert_true(node_lists(n, "通栏", "学校"));
	assert_true(node_lists(n, "通栏", "名称"));
	assert_false(node_lists(n, "通栏", "名"));
	assert_false(node_lists(n, "通栏", "学校, 名称"));
	assert_false(node_lists(n, "标题", "学校"));
}

/* 上限: 0.5 ends the axis at half. */
static void
test_axis_ends_below_one(void **state)
{
	static const char *names[] = { "项", "值" };
	struct value cells[] = { { .kind = VALUE_TEXT, .text = "甲" },
		{ .kind = VALUE_NUMBER, .text = "0.3", .number = 0.3 } };
	struct arena a = { 0 };
	struct display d = { .arena = &a };
	struct measure *m = measure_new(NULL);
	struct block b;
	struct document doc = { .nodes = &b.node, .nnodes = 1 };
	bool last = false;

	(void)state;
	(void)block(&b, "bar", "上限", "0.5");
	b.node.rows = (struct rows){ .ncols = 2, .nrows = 1, .names = names,
	    .cells = cells };
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		doc.page[i] = "页";
	layout_document(&doc, m, &d);
	for (size_t k = 0; k < d.pages[0].nitems; k++) {
		const struct item *it = &d.pages[0].items[k];

		last |= it->kind == ITEM_TEXT && strcmp(it->text, "0.5") == 0;
	}
	assert_true(last);
	measure_free(m);
	arena_free(&a);
}

/* ---- values with {{…}} ------------------------------------------------------------ */

/* What a paper of the studio says is wrong; a template that binds. */
static const char *
build(struct arena *a, const char *option, struct document *d)
{
	struct folder f;
	struct store store;
	struct template t;
	struct binding b;
	struct err err = { 0 };

	folder_open(&f);
	folder_write(&f, "t.md", arena_printf(a, "```table\n-- %s\n" QUERY
	    "```\n", option));
	assert_int_equal(store_create(&store, &err), 0);
	run(&store, "CREATE TABLE 工作室(编号 TEXT, 号 TEXT, 宽 TEXT, 无 TEXT);"
	    "INSERT INTO 工作室 VALUES('A', '小二', '很大', NULL);"
	    "CREATE TABLE 方案(名称 TEXT)");
	if (template_read(&t, path_join(a, f.path, "t.md"), components,
	    &err) == -1 || template_bind(&b, &t, &store, &err) == -1)
		fail_msg("%s", err.text);
	(void)document_build(d, a, &b, "A", &err);
	if (*err.text == '\0') {	/* asked while the template is there */
		assert_true(node_number(d->nodes, "字号", 7) ==
		    (strstr(option, "号}}") != NULL ? 18 : 7));
	}
	template_unbind(&b);
	template_free(&t);
	store_close(&store);
	folder_close(&f);
	return arena_strdup(a, err.text);
}

/* A value that is wrong only when it is filled in is not drawn otherwise. */
static void
test_filled_values(void **state)
{
	struct arena a = { 0 };
	struct document d;
	const char *said;

	(void)state;
	assert_string_equal(build(&a, "字号: {{号}}", &d), "");
	assert_string_equal(build(&a, "字号: {{无}}", &d), "");	/* not given */
	assert_string_equal(build(&a, "字号: {{没有?}}", &d), "");
	said = build(&a, "字号: {{宽}}", &d);
	assert_non_null(strstr(said, "t.md:2: "));
	assert_non_null(strstr(said, "“字号”不能是“很大”"));
	said = build(&a, "列宽: 1,{{宽}},1", &d);
	assert_non_null(strstr(said, "t.md:2: “列宽”的第2项"));
	arena_free(&a);
}

/* What the scheme's own row fills in is known without a studio. */
static void
test_values_of_the_scheme(void **state)
{
	const struct component *c = component_find(components, "bar");

	(void)state;
	expect_wrong(c, "上限", "{{方案.满分}}", "");
	expect_wrong(c, "上限", "{{满分}}", "");
	expect_wrong(c, "上限", "1{{没有?0}}x{{满分}}", "");
	expect_right(c, "上限", "{{名称}}", "");	/* the studio's */
	expect_right(c, "标题", "{{满分}}", "");
}

static int
set_up(void **state)
{
	(void)state;
	init_linebreak();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_are_whole),
		cmocka_unit_test(test_right_values),
		cmocka_unit_test(test_wrong_values),
		cmocka_unit_test(test_given_twice),
		cmocka_unit_test(test_unknown_option),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_axis_ends_below_one),
		cmocka_unit_test(test_filled_values),
		cmocka_unit_test(test_values_of_the_scheme),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
