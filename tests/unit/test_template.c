#include "check.h"
#include "folder.h"

#include "document/document.h"
#include "page/components.h"

/* What template_check says about a text, and where. */
static void
expect(const char *text, const char *where, const char *what)
{
	struct folder f;
	struct store store;
	struct err err = { 0 };
	int rc;

	folder_open(&f);
	folder_write(&f, "t.md", text);
	assert_int_equal(store_create(&store, &err), 0);
	assert_int_equal(store_exec(&store,
	    "CREATE TABLE 工作室(编号 TEXT, 名称 TEXT);"
	    "CREATE TABLE 方案(名称 TEXT, 报告标题 TEXT)", &err), 0);
	rc = template_check(path_join(&f.arena, f.path, "t.md"), components, &store,
	    &err);
	if (what == NULL)
		assert_string_equal(err.text, "");
	else if (strstr(err.text, where) == NULL ||
	    strstr(err.text, what) == NULL)
		fail_msg("got: %s; wanted %s %s", err.text, where, what);
	assert_int_equal(rc, what == NULL ? 0 : -1);
	store_close(&store);
	(void)dir_remove(f.path, NULL);
	arena_free(&f.arena);
}

static void
test_right(void **state)
{
	(void)state;
	expect("# {{名称}}\n\n{{方案.名称}} {{资格|无}} {{没有?无}}\n", "", NULL);
	expect("```table\n-- 标题: 表\nSELECT * FROM 得分\n```\n", "", NULL);
	expect("<!-- 标题: {{名称}} -->\n\n```page-break\n```\n", "", NULL);
	expect("", "", NULL);
}

static void
test_unknown(void **state)
{
	(void)state;
	expect("# 题\n\n```pie\nSELECT 1\n```\n", "t.md:3:", "pie");
	expect("# 题\n\n```pie\nSELECT 1\n```\n", "t.md:3:", "score-table");
	expect("一\n\n{{无此列}}\n", "t.md:3:", "无此列");
	expect("{{概况.编号}}\n", "t.md:1:", "概况.编号");
	expect("{{名称:月份}}\n", "t.md:1:", "月份");
	expect("```table\n-- 标题: 表\n-- 颜色: 红\nSELECT 1\n```\n", "t.md:3:",
	    "颜色");
	expect("```table\n-- 标题\nSELECT 1\n```\n", "t.md:2:", "标题");
	expect("<!--\n标题: 一\n页脚: 二\n-->\n", "t.md:3:", "页脚");
	expect("---\n", "t.md:1:", "thematic_break");
}

static void
test_queries(void **state)
{
	(void)state;
	expect("```table\nSELECT 无 FROM 得分\n```\n", "t.md:1:", "无");
	expect("```table\nDELETE FROM 得分\n```\n", "t.md:1:", "查询");
	expect("```table\n```\n", "t.md:1:", "查询");
	expect("```bar\nSELECT 1\n```\n", "t.md:1:", "2列");
	expect("```table\n-- 列宽: 1,2,3\nSELECT 1, 2\n```\n", "t.md:2:",
	    "3项");
	expect("```table\n-- 对齐: 左\nSELECT 1, 2\n```\n", "t.md:2:", "1项");
}

/* A template of exactly 1 MiB is read, one byte more is refused. */
static void
test_largest_template(void **state)
{
	const size_t limit = 1048576;
	char *text = mem_alloc(limit + 2);

	(void)state;
	memset(text, 'x', limit + 1);
	for (size_t i = 100; i < limit; i += 100)
		text[i] = '\n';
	text[limit] = '\0';
	expect(text, "", NULL);
	text[limit] = 'x';
	text[limit + 1] = '\0';
	expect(text, "t.md", "超过 1 MiB");
	free(text);
}

/* A list has one entry a column: not more, not fewer. */
static void
test_lists_fit_the_query(void **state)
{
	(void)state;
	expect("```table\n-- 列宽: 1,2\n-- 对齐: 左,数\nSELECT 1, 2\n```\n", "",
	    NULL);
	expect("```table\n-- 列宽: 1\nSELECT 1, 2\n```\n", "t.md:2:", "1项");
	expect("```table\n-- 列宽: 1,2\n-- 对齐: 左,中,右\nSELECT 1, 2\n```\n",
	    "t.md:3:", "3项");
	expect("```table\n-- 对齐: 左\nSELECT 1, 2\n```\n", "t.md:2:", "1项");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_right),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_queries),
		cmocka_unit_test(test_largest_template),
		cmocka_unit_test(test_lists_fit_the_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
