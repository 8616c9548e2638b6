/* Which papers a scheme has, who gets which, and what stops a run. */
#include "folder.h"

#include "document/document.h"
#include "page/components.h"
#include "report/papers.h"
#include "report/report.h"

struct world {
	struct folder f;
	const char *templates[2];
	struct report_options options;
	struct store store;
	struct err err;
};

/* Three studios; A and C have a finding. */
static void
open_world(struct world *w)
{
	*w = (struct world){ 0 };
	folder_open(&w->f);
	w->templates[0] = w->f.path;
	w->options = (struct report_options){ .scheme = "own",
	    .templates = w->templates, .workers = 1 };
	assert_int_equal(store_create(&w->store, &w->err), 0);
	run(&w->store, "CREATE TABLE 工作室(编号 TEXT, 名称 TEXT, 学校 TEXT);"
	    "CREATE TABLE 方案(名称 TEXT);"
	    "INSERT INTO 工作室 VALUES('C', '丙', NULL), ('A', '甲/甲', '一中'),"
	    " ('B', '乙', '二中');"
	    "INSERT INTO 问题(工作室, 级别) VALUES('A', '错误'), ('C', '提醒'),"
	    " ('A', '提醒')");
}

static void
close_world(struct world *w)
{
	store_close(&w->store);
	folder_close(&w->f);
}

/* Plan, and compare 文书; wrong: part of the message when it must fail. */
static void
expect(struct world *w, const char *want, const char *wrong)
{
	int rc = papers_plan(&w->store, &w->options, &w->err);
	char *got = dump(&w->store, &w->f.arena,
	    "SELECT 文书, 工作室, 文件 FROM 文书 ORDER BY rowid");

	if (wrong == NULL)
		assert_string_equal(w->err.text, "");
	else if (strstr(w->err.text, wrong) == NULL)
		fail_msg("got: %s; wanted: %s", w->err.text, wrong);
	assert_int_equal(rc, wrong == NULL ? 0 : -1);
	assert_string_equal(got, want);
}

static void
test_over_default_by_name(void **state)
{
	struct world w;
	struct papers papers;

	(void)state;
	open_world(&w);
	folder_write(&w.f, "default/报告.md", "一般\n");
	folder_write(&w.f, "default/通知.md", "一般\n");
	folder_write(&w.f, "default/去掉.md", "一般\n");
	folder_write(&w.f, "default/说明.txt", "不是\n");
	folder_write(&w.f, "default/.隐.md", "不是\n");
	folder_write(&w.f, "own/报告.md", "自己\n");
	folder_write(&w.f, "own/去掉.md", "\n");
	folder_write(&w.f, "own/表.md", "自己\n");
	assert_int_equal(papers_read(&papers, &w.options, &w.err), 0);
	assert_int_equal(papers.n, 3);
	assert_string_equal(papers.items[0].name, "报告");
	assert_non_null(strstr(papers.items[0].template.path, "/own/"));
	assert_string_equal(papers.items[1].name, "表");
	assert_string_equal(papers.items[2].name, "通知");
	assert_non_null(strstr(papers.items[2].template.path, "/default/"));
	assert_int_equal(papers_find(&papers, "通知"), 2);
	assert_int_equal(papers_find(&papers, "去掉"), papers.n);
	papers_free(&papers);
	close_world(&w);
}

static void
test_no_paper_at_all(void **state)
{
	struct world w;

	(void)state;
	open_world(&w);
	expect(&w, "", "own");
	close_world(&w);
}

static void
test_who_gets_it(void **state)
{
	struct world w;

	(void)state;
	open_world(&w);
	folder_write(&w.f, "default/报告.md", "# {{名称}}\n");
	folder_write(&w.f, "default/自评.md", "<!-- 用途: 自评 -->\n\n字\n");
	folder_write(&w.f, "default/通知.md", "<!--\n标题: {{名称}}\n"
	    "条件: 编号 IN (SELECT 工作室 FROM 问题) -- 有问题的\n-->\n\n字\n");
	folder_write(&w.f, "own/无.md", "<!-- 条件: 学校 = '三中' -->\n\n字\n");
	expect(&w, "报告|A|报告/A_甲_甲.pdf\n报告|B|报告/B_乙.pdf\n"
	    "报告|C|报告/C_丙.pdf\n通知|A|通知/A_甲_甲.pdf\n"
	    "通知|C|通知/C_丙.pdf\n", NULL);
	close_world(&w);
}

/* A template that is wrong stops everything, with file and line. */
static void
expect_wrong(const char *text, const char *wrong)
{
	struct world w;

	open_world(&w);
	folder_write(&w.f, "default/报告.md", "字\n");
	folder_write(&w.f, "own/通知.md", text);
	expect(&w, "", wrong);
	close_world(&w);
}

static void
test_wrong_condition(void **state)
{
	(void)state;
	expect_wrong("<!--\n标题: 一\n条件: 没有此列 = 1\n-->\n\n字\n", ":3: 条件");
	expect_wrong("<!--\n条件: 编号 = (DELETE FROM 工作室)\n-->\n\n字\n",
	    ":2: 条件");
	expect_wrong("<!--\n条件: 1); DELETE FROM 工作室; --\n-->\n\n字\n",
	    ":2: 条件");
	expect_wrong("<!--\n条件: 编号 = random()\n-->\n\n字\n", ":2: 条件");
	expect_wrong("<!-- 用途: 展览 -->\n\n字\n", ":1: 没有用途“展览”");
	expect_wrong("<!-- 收件人: 我 -->\n\n字\n", ":1: 没有“收件人”");
}

static void
test_wrong_body(void **state)
{
	(void)state;
	expect_wrong("字\n\n{{无此列}}\n", ":3: ");
	expect_wrong("```table\nSELECT 无此列 FROM 工作室\n```\n", ":1: ");
	expect_wrong("<!-- 用途: 自评 -->\n\n{{无此列}}\n", ":3: ");
	expect_wrong("```sign\n-- 行: {{无此列}}（盖章）\n```\n", ":2: ");
}

/* SQL that names others than the studios prints nothing for them. */
static void
test_made_up_studio(void **state)
{
	struct world w;

	(void)state;
	open_world(&w);
	folder_write(&w.f, "own/通知.md", "<!--\n"
	    "条件: 编号 = 'B') UNION SELECT 'X' WHERE (1\n-->\n\n字\n");
	expect(&w, "通知|B|通知/B_乙.pdf\n", NULL);
	close_world(&w);
}

static const char *
complaints;

static void
complain(void *ctx, const char *text)
{
	struct world *w = ctx;

	complaints = arena_printf(&w->f.arena, "%s%s\n",
	    complaints != NULL ? complaints : "", text);
}

static void
test_lint_tells_of_every_file(void **state)
{
	struct world w;

	(void)state;
	open_world(&w);
	complaints = NULL;
	folder_write(&w.f, "default/报告.md", "好\n");
	folder_write(&w.f, "own/一.md", "坏\n\n{{无此列}}\n");
	folder_write(&w.f, "own/二.md", "```pie\n```\n");
	folder_write(&w.f, "default/汇总表/01-好.sql", "SELECT 编号 FROM 工作室\n");
	folder_write(&w.f, "own/汇总表/02-坏.sql",
	    "-- 标题: 坏\n\nSELECT 无此列 FROM 工作室\n");
	folder_write(&w.f, "own/汇总表/03-改.sql", "DELETE FROM 工作室\n");
	folder_write(&w.f, "own/汇总表/04-转.sql", "-- 透视: 甲\nSELECT 1\n");
	assert_int_equal(report_lint(&w.store, &w.options, complain, &w,
	    &w.err), 0);
	assert_non_null(complaints);
	assert_non_null(strstr(complaints, "own/一.md:3: "));
	assert_non_null(strstr(complaints, "own/二.md:1: "));
	assert_non_null(strstr(complaints, "own/汇总表/02-坏.sql:3: "));
	assert_non_null(strstr(complaints, "own/汇总表/03-改.sql:1: "));
	assert_non_null(strstr(complaints, "own/汇总表/04-转.sql:1: 透视"));
	assert_null(strstr(complaints, "sql：")); /* the name only once */
	assert_null(strstr(complaints, "报告.md"));
	assert_null(strstr(complaints, "01-好"));
	close_world(&w);
}

/* Options hold columns of the studio, and 文字 needs no query. */
static void
test_columns_in_options(void **state)
{
	struct world w;
	struct template t;
	struct binding b;
	struct document d;
	struct arena a = { 0 };

	(void)state;
	open_world(&w);
	folder_write(&w.f, "t.md", "```text\n-- 样式: 顶格\n"
	    "-- 文字: {{学校?}}{{工作室.名称}}：\n```\n\n"
	    "```sign\n-- 行: {{学校|学校}}（盖章）\n```\n");
	if (template_read(&t, path_join(&a, w.f.path, "t.md"), components,
	    &w.err) == -1 ||
	    template_bind(&b, &t, &w.store, &w.err) == -1)
		fail_msg("%s", w.err.text);
	assert_int_equal(document_build(&d, &a, &b, "A", &w.err), 0);
	assert_string_equal(node_option(&d.nodes[0], "文字", ""),
	    "一中甲/甲：");
	assert_string_equal(node_option(&d.nodes[0], "样式", ""), "顶格");
	assert_string_equal(node_option_at(&d.nodes[1], 0), "一中（盖章）");
	assert_int_equal(document_build(&d, &a, &b, "C", &w.err), 0);
	assert_string_equal(node_option(&d.nodes[0], "文字", ""), "丙：");
	assert_string_equal(node_option_at(&d.nodes[1], 0), "学校（盖章）");
	template_unbind(&b);
	template_free(&t);
	arena_free(&a);
	close_world(&w);
}

/* What a query gives is cleaned, its dates are printed as everywhere. */
static void
test_values_of_a_query(void **state)
{
	struct world w;
	struct template t;
	struct binding b;
	struct document d;
	struct arena a = { 0 };
	const struct node *n;

	(void)state;
	open_world(&w);
	folder_write(&w.f, "t.md", "```table\nSELECT '甲' || char(10) || '乙' ||"
	    " char(9) || '丙' || char(7) || char(10) || ' ' AS 文,"
	    " '2024-03-01' AS 日, 2.50 AS 数, 7 AS 整, NULL AS 空,"
	    " '2.50' AS 字\n```\n");
	if (template_read(&t, path_join(&a, w.f.path, "t.md"), components, &w.err) == -1 ||
	    template_bind(&b, &t, &w.store, &w.err) == -1)
		fail_msg("%s", w.err.text);
	assert_int_equal(document_build(&d, &a, &b, "A", &w.err), 0);
	n = &d.nodes[0];
	assert_string_equal(node_value(n, 0, 0)->text, "甲\n乙 丙");
	assert_string_equal(node_value(n, 0, 1)->text, "2024年3月1日");
	assert_string_equal(node_value(n, 0, 2)->text, "2.5");
	assert_string_equal(node_value(n, 0, 3)->text, "7");
	assert_string_equal(node_value(n, 0, 4)->text, "");
	assert_string_equal(node_value(n, 0, 5)->text, "2.50");
	assert_int_equal(node_value(n, 0, 2)->kind, VALUE_NUMBER);
	assert_int_equal(node_value(n, 0, 3)->kind, VALUE_NUMBER);
	assert_int_equal(node_value(n, 0, 4)->kind, VALUE_NULL);
	assert_int_equal(node_value(n, 0, 5)->kind, VALUE_TEXT);
	template_unbind(&b);
	template_free(&t);
	arena_free(&a);
	close_world(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_over_default_by_name),
		cmocka_unit_test(test_no_paper_at_all),
		cmocka_unit_test(test_who_gets_it),
		cmocka_unit_test(test_wrong_condition),
		cmocka_unit_test(test_wrong_body),
		cmocka_unit_test(test_made_up_studio),
		cmocka_unit_test(test_lint_tells_of_every_file),
		cmocka_unit_test(test_columns_in_options),
		cmocka_unit_test(test_values_of_a_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
