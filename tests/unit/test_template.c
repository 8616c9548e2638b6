#include "check.h"
#include "template_lint.h"

/* One complaint about a text, and where; NULL: none. */
static void
expect(const char *text, const char *where, const char *what)
{
	struct complaints c;
	const char *said;

	lint_template(text, &c);
	said = buf_str(&c.text);
	if (what == NULL)
		assert_string_equal(said, "");
	else if (c.n != 1 || strstr(said, where) == NULL ||
	    strstr(said, what) == NULL)
		fail_msg("got: %s; wanted %s %s", said, where, what);
	buf_free(&c.text);
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

/* What no text may hold, raw and as Markdown writes it by number. */
static void
test_no_characters(void **state)
{
	(void)state;
	expect("# 题\n\n甲\xef\xbf\xbf\n", "t.md:3:", "不成字");
	expect("# 题\n\n\n\xed\xa0\x80\n", "t.md:4:", "不成字");
	expect("# 题\n\n甲&#xFFFE;乙\n", "t.md:3:", "不成字");
	expect("# 题\n\n**甲&#xD800;**\n", "t.md:3:", "不成字");
	expect("# 题\n\n甲&#0;乙\n", "t.md:3:", "不成字");
	/* no character of the text was lost on its way */
	expect("# 题\n\n甲�乙&#x4e2d;\n", "", NULL);
}

/* All that is wrong is told, by line. */
static void
test_every_mistake(void **state)
{
	static const char *const where[] = { "t.md:2: ", "t.md:5: ",
		"t.md:7: ", "t.md:8: ", "t.md:13: ", "t.md:16: ", "t.md:19: ",
		"t.md:20: " };
	struct complaints c;
	const char *at;

	(void)state;
	lint_template("<!--\n页脚: 二\n-->\n\n{{无此列}}\n\n```table\n-- 颜色: 红\n"
	    "-- 标题: 甲\nSELECT 无\n```\n\n```pie\nSELECT 1\n```\n---\n\n"
	    "```table\n-- 颜色\n-- 列宽: 1\nSELECT 1, 2\n```\n", &c);
	at = buf_str(&c.text);
	for (size_t i = 0; i < sizeof(where) / sizeof(*where); i++) {
		const char *next = strstr(at, where[i]);

		if (next == NULL)
			fail_msg("no %s behind the others in %s", where[i],
			    buf_str(&c.text));
		at = next;
	}
	assert_int_equal(c.n, sizeof(where) / sizeof(*where));
	buf_free(&c.text);
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

/* Words for an empty value do not make up for a column that is not there. */
static void
test_misspelt_column(void **state)
{
	(void)state;
	expect("{{名称|无}} {{没有?无}}\n", "", NULL);
	expect("字\n\n{{名秤|无}}\n", "t.md:3:", "名秤");
	expect("{{工作室.名秤|无}}\n", "t.md:1:", "工作室.名秤");
	expect("```sign\n-- 行: {{名秤|无}}\n```\n", "t.md:2:", "名秤");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_right),
		cmocka_unit_test(test_no_characters),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_queries),
		cmocka_unit_test(test_every_mistake),
		cmocka_unit_test(test_largest_template),
		cmocka_unit_test(test_lists_fit_the_query),
		cmocka_unit_test(test_misspelt_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
