/* scheme: what is read and loaded, at the edges of what may be written. */
#include "folder.h"

#include "scheme/private.h"

#define FORMS "表,方向,字段,类型,取值\n工作室,竖,编号,文本,\n工作室,竖,名称,文本,\n"

struct world {
	struct folder f;
	struct scheme scheme;
	struct store store;
	struct err err;
};

/* A scheme in which properties, points and one more file say this. */
static void
world_open(struct world *w, const char *more, const char *points,
    const char *file, const char *text)
{
	*w = (struct world){ 0 };
	folder_open(&w->f);
	folder_write(&w->f, "方案.csv", arena_printf(&w->f.arena,
	    "项目,内容\n名称,测试\n%s", more));
	folder_write(&w->f, "表单.csv", FORMS);
	if (*points != '\0')
		folder_write(&w->f, "指标.csv", arena_printf(&w->f.arena,
		    "编号,一级指标,评估点,分值,附加\n%s", points));
	if (*file != '\0')
		folder_write(&w->f, file, text);
	assert_int_equal(scheme_read(&w->scheme, w->f.path, &w->err), 0);
	assert_int_equal(scheme_check(&w->scheme, &w->err), 0);
	assert_int_equal(store_create(&w->store, &w->err), 0);
}

static void
load(struct world *w)
{
	if (w->scheme.nlints > 0)
		fail_msg("%s", w->scheme.lints[0].text);
	assert_int_equal(scheme_load(&w->scheme, &w->store, &w->err), 0);
}

static void
world_close(struct world *w)
{
	store_close(&w->store);
	scheme_free(&w->scheme);
	folder_close(&w->f);
}

/* Everything lint says of the scheme, a line each. */
static const char *
lints(struct world *w)
{
	const char *all = "";

	for (size_t i = 0; i < w->scheme.nlints; i++)
		all = arena_printf(&w->f.arena, "%s%s:%zu %s\n", all,
		    w->scheme.lints[i].file, w->scheme.lints[i].line,
		    w->scheme.lints[i].text);
	return all;
}

/* ---- points -------------------------------------------------------------------- */

static void
test_points_that_may_be_written(void **state)
{
	static const struct { const char *text; long want; } cases[] = {
		{ "0", 0 }, { "5", 500 }, { "0.01", 1 }, { "33.3", 3330 },
		{ "1000000", 100000000 }, { "999999.99", 99999999 },
		{ "1000000.01", -1 }, { "1e9", -1 }, { "-5", -500 },
		{ "-0.02", -2 }, { "-1000000.01", -1 }, { "0.001", -1 }, { "5.005", -1 },
		{ "", -1 }, { "五", -1 }, { "5分", -1 }, { "nan", -1 },
		{ "inf", -1 }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		long got = -1;

		assert_int_equal(points_parse(cases[i].text, &got),
		    cases[i].want != -1);
		assert_int_equal(got, cases[i].want);
	}
}

/* The full mark is the sum of the regular points, bonus points apart. */
static void
test_full_mark_without_bonus(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "满分,5\n", "P1,甲,一,5,\nP2,乙,二,3,是\n", "", "");
	assert_string_equal(lints(&w), "");
	world_close(&w);
	world_open(&w, "满分,8\n", "P1,甲,一,5,\nP2,乙,二,3,是\n", "", "");
	assert_string_equal(lints(&w), "方案.csv:3 满分是“8”，而 指标.csv 中"
	    "各评估点分值之和（附加分除外）是 5.00\n");
	world_close(&w);
	world_open(&w, "满分,1000000\n", "P1,甲,一,1000000,\n", "", "");
	assert_string_equal(lints(&w), "");
	world_close(&w);
}

/* ---- items of 方案.csv ------------------------------------------------------------ */

/* An item that is there and empty is as good as none. */
static void
test_empty_item_is_the_default(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "满分,5\n专家汇总,\n不适用计分,\n分组字段,\n达标词,\n自己的,\n",
	    "P1,甲,一,5,\n", "", "");
	load(&w);
	assert_string_equal(scheme_property(&w.scheme, "专家汇总", "平均"),
	    "平均");
	assert_string_equal(scheme_property(&w.scheme, "没有", "无"), "无");
	assert_string_equal(scheme_property(&w.scheme, "自己的", NULL), "");
	assert_null(scheme_property(&w.scheme, "没有", NULL));
	assert_string_equal(scheme_property(&w.scheme, "达标词", "达标"),
	    "达标");
	assert_string_equal(query(&w.store, &w.f.arena,
	    "SELECT 自己的 IS NULL AND 专家汇总 IS NULL FROM 方案"), "1");
	world_close(&w);
}

/* ---- references ------------------------------------------------------------------- */

/* Numbers are compared as numbers; what only looks like one is a text. */
static void
test_types_of_references(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "满分,5\n", "P1,甲,一,5,\n", "参照/名额.csv",
	    "代码,号,数,小数,混,空,日,零\n001,1,10,0.5,3,,2024-03-01,0\n"
	    "010,2,9,-1,三,,2024-03-02,0.0\n");
	load(&w);
	assert_string_equal(dump(&w.store, &w.f.arena, "SELECT typeof(代码),"
	    " typeof(号), typeof(数), typeof(小数), typeof(混), typeof(空),"
	    " typeof(日), typeof(零), 代码 FROM 名额"),
	    "text|integer|integer|real|text|null|text|integer|001\n"
	    "text|integer|integer|integer|text|null|text|integer|010\n");
	assert_string_equal(query(&w.store, &w.f.arena,
	    "SELECT max(数) FROM 名额"), "10");
	assert_string_equal(query(&w.store, &w.f.arena,
	    "SELECT 号 FROM 名额 WHERE 代码 = '001'"), "1");
	world_close(&w);
}

/* A scheme's own tables are not guessed at. */
static void
test_damaged_references(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "满分,5\n", "P1,甲,一,5,\n", "参照/名额.csv",
	    "代码,名称\n1,\"甲\n2,乙\n3,丙\xe4\xb8\n");
	assert_string_equal(lints(&w), "参照/名额.csv:2 引号没有成对，已按文字"
	    "读取\n参照/名额.csv:4 有不成字的字节\n");
	world_close(&w);
}

/* ---- what is loaded ------------------------------------------------------------------ */

/* Full marks of all points with the same first level, and with both levels. */
static void
test_full_marks_of_the_levels(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "满分,15\n", "", "指标.csv",
	    "编号,一级指标,二级指标,评估点,分值\nP1,甲,一,点,1\nP2,甲,一,点,2\n"
	    "P3,甲,二,点,3\nP4,乙,一,点,4\nP5,乙,,点,5\n");
	load(&w);
	assert_string_equal(dump(&w.store, &w.f.arena,
	    "SELECT 编号, 一级满分, 二级满分 FROM 指标"),
	    "P1|6.0|3.0\nP2|6.0|3.0\nP3|6.0|3.0\nP4|9.0|4.0\nP5|9.0|5.0\n");
	world_close(&w);
}

/* What a school wrote beside its scores, without the point and the score. */
static void
test_remarks_beside_scores(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "满分,5\n", "P1,甲,一,5,\n", "表单.csv", FORMS
	    "自评,横,评估点,文本,\n自评,横,得分,小数,\n自评,横,佐证,文本,\n"
	    "自评,横,备注,文本,\n");
	load(&w);
	run(&w.store, "INSERT INTO 自评(工作室, 评估点, 得分, 佐证, 备注) VALUES"
	    " ('S', 'P1', 3, '档案', '附后'), ('S', 'P2', 4, NULL, '只有这句'),"
	    " ('S', 'P3', 5, '', NULL)");
	assert_string_equal(dump(&w.store, &w.f.arena,
	    "SELECT 评估点, replace(说明, char(10), '/') FROM 自评说明"),
	    "P1|档案/附后\nP2|只有这句\nP3|\n");
	world_close(&w);
}

/* Two studios of one 编号 cannot be, whoever puts them there. */
static void
test_one_studio_a_code(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "满分,5\n", "P1,甲,一,5,\n", "", "");
	load(&w);
	run(&w.store, "INSERT INTO 工作室(编号) VALUES('S1'), ('S2')");
	assert_int_equal(store_exec(&w.store,
	    "INSERT INTO 工作室(编号) VALUES('S1')", &w.err), -1);
	world_close(&w);
}

/* ---- other files ------------------------------------------------------------------- */

/* A 文件 may name one field that says its length, not two. */
static void
test_text_with_two_lengths(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "", "", "表单.csv", FORMS "案例,横,文件,文件,字数|页数\n"
	    "案例,横,字数,整数,\n案例,横,页数,整数,\n");
	assert_string_equal(lints(&w), "表单.csv:4 “文件”的取值应是同一张表中"
	    "填报字数的一个整数字段，或留空\n");
	world_close(&w);
}

/* A long and honest query is no runaway, to lint and in a run. */
static void
test_query_that_takes_a_while(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "满分,5\n", "P1,甲,一,5,\n", "规则.csv",
	    "编号,测量,级别\nR1,(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL "
	    "SELECT n + 1 FROM t WHERE n < 10000) SELECT sum(n) FROM t),提醒\n");
	assert_string_equal(lints(&w), "");
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_points_that_may_be_written),
		cmocka_unit_test(test_full_mark_without_bonus),
		cmocka_unit_test(test_empty_item_is_the_default),
		cmocka_unit_test(test_types_of_references),
		cmocka_unit_test(test_damaged_references),
		cmocka_unit_test(test_full_marks_of_the_levels),
		cmocka_unit_test(test_remarks_beside_scores),
		cmocka_unit_test(test_one_studio_a_code),
		cmocka_unit_test(test_text_with_two_lengths),
		cmocka_unit_test(test_query_that_takes_a_while),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
