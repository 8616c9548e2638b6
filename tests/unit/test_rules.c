/* Verdicts of rules, their findings, and decisions. */
#include "folder.h"

#include "assess/assess.h"

struct world {
	struct folder folder;
	struct scheme scheme;
	struct store store;
	struct arena arena;
};

static const char forms[] = "表,方向,字段,类型,必填,取值,单位,敏感,重复,说明\n"
	"工作室,竖,编号,文本,,,,,,\n工作室,竖,名称,文本,,,,,,\n"
	"工作室,竖,数,小数,,,,,,\n工作室,竖,区,文本,,,,,,\n"
	"成员,横,姓名,人名,,,,,,\n成员,横,校,文本,,,,,,\n"
	"自评,横,评估点,文本,,,,,,\n自评,横,得分,小数,,,,,,\n";

static void
world_open(struct world *w, const char *rules, const char *decisions)
{
	struct err err = { 0 };

	*w = (struct world){ 0 };
	folder_open(&w->folder);
	folder_write(&w->folder, "方案.csv", "项目,内容\n名称,测试\n满分,5\n");
	folder_write(&w->folder, "表单.csv", forms);
	folder_write(&w->folder, "指标.csv",
	    "编号,一级指标,二级指标,评估点,分值\nP1,甲,乙,点一,5\n");
	folder_write(&w->folder, "规则.csv", arena_printf(&w->arena,
	    "编号,名称,对象,测量,单位,下限,上限,级别,评估点,适用,明细,依据,建议\n%s",
	    rules));
	folder_write(&w->folder, "结论.csv", arena_printf(&w->arena,
	    "阶段,次序,条件,结论,依据\n%s", decisions));
	folder_write(&w->folder, "参照/名额.csv", "单位,名额\n东,2\n");
	if (scheme_read(&w->scheme, w->folder.path, &err) == -1 ||
	    scheme_check(&w->scheme, &err) == -1)
		fail_msg("%s", err.text);
	if (w->scheme.nlints > 0)
		fail_msg("%s", w->scheme.lints[0].text);
	assert_int_equal(store_create(&w->store, &err), 0);
	assert_int_equal(scheme_load(&w->scheme, &w->store, &err), 0);
}

static void
world_close(struct world *w)
{
	store_close(&w->store);
	scheme_free(&w->scheme);
	folder_close(&w->folder);
	arena_free(&w->arena);
}

static void
assess(struct world *w)
{
	struct err err = { 0 };

	if (assess_run(&w->scheme, &w->store, "2024-03-01", true, &err) == -1)
		fail_msg("%s", err.text);
}

static void
studio(struct world *w, const char *code, const char *number)
{
	run(&w->store, arena_printf(&w->arena, "INSERT INTO 工作室(编号, 数, 区,"
	    " _序) SELECT '%s', %s, '东', count(*) + 1 FROM 工作室", code,
	    number));
}

/* A finding shows the number as every table does: half up, not half even. */
static void
test_shown_number(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "R1,名,,工作室.数,个,9.125,,必备,,,,,\n", "");
	studio(&w, "A", "3.125");
	assess(&w);
	assert_string_equal(query(&w.store, &w.arena, "SELECT 值 || ' ' || 说明"
	    " || ' ' || (SELECT 要求 || ' ' || points(测量值) FROM 资格)"
	    " FROM 问题"), "3.13个 实为3.13个，要求≥9.13个 ≥9.13个 3.13");
	world_close(&w);
}

/* One rule on the numbers 1, 2, 3 and none: the verdicts. */
static void
expect(const char *bounds, const char *required, const char *verdicts)
{
	struct world w;
	char rules[128];

	(void)snprintf(rules, sizeof(rules),
	    "R1,名,,工作室.数,个,%s,提醒,,,,,\n", bounds);
	world_open(&w, rules, "");
	studio(&w, "a", "1");
	studio(&w, "b", "2");
	studio(&w, "c", "3");
	studio(&w, "d", "NULL");
	assess(&w);
	assert_string_equal(query(&w.store, &w.arena,
	    "SELECT group_concat(结论, ' ') FROM 资格"), verdicts);
	assert_string_equal(query(&w.store, &w.arena,
	    "SELECT 要求 FROM 资格"), required);
	world_close(&w);
}

static void
test_bounds(void **state)
{
	(void)state;
	expect("2,", "≥2个", "不符合 符合 符合 无法判定");
	expect(">2,", ">2个", "不符合 不符合 符合 无法判定");
	expect(",2", "≤2个", "符合 符合 不符合 无法判定");
	expect(",<2", "<2个", "符合 不符合 不符合 无法判定");
	expect("2,2", "2个", "不符合 符合 不符合 无法判定");
	expect("1,2", "1–2个", "符合 符合 不符合 无法判定");
	expect(">1,<3", ">1且<3个", "不符合 符合 不符合 无法判定");
	expect("＞2,", ">2个", "不符合 不符合 符合 无法判定");
	expect(",", "参考", "参考 参考 参考 无法判定");
}

/* The bound is a query: a quota of the studio's district. */
static void
test_bound_is_query(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "R1,名额,,\"(SELECT count(*) FROM 工作室 AS t WHERE "
	    "t.区 = 工作室.区)\",个,,(SELECT 名额 FROM 名额 WHERE 单位 = "
	    "工作室.区),必备,,,,,\n", "");
	studio(&w, "a", "1");
	studio(&w, "b", "1");
	studio(&w, "c", "1");
	studio(&w, "d", "1");
	run(&w.store, "UPDATE 工作室 SET 区 = '西' WHERE 编号 = 'd'");
	assess(&w);
	/* Three where two may be; no quota at all for the last. */
	assert_string_equal(dump(&w.store, &w.arena,
	    "SELECT 工作室, 测量值, 要求, 结论 FROM 资格"),
	    "a|3.0|≤2个|不符合\nb|3.0|≤2个|不符合\nc|3.0|≤2个|不符合\n"
	    "d|1.0|参考|无法判定\n");
	world_close(&w);
}

/* 不适用 comes before everything else. */
static void
test_exempt(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "R1,名,,工作室.数,个,2,,必备,,工作室.区 = '西',,,\n"
	    "R2,名,,工作室.数,个,2,,必备,,\"CASE WHEN 工作室.区 = '东' THEN NULL"
	    " END\",,,\n", "");
	studio(&w, "a", "1");
	studio(&w, "b", "NULL");
	assess(&w);
	assert_string_equal(dump(&w.store, &w.arena,
	    "SELECT 工作室, 规则, 测量值, 结论 FROM 资格"),
	    "a|R1||不适用\nb|R1||不适用\na|R2||不适用\nb|R2||不适用\n");
	assert_string_equal(query(&w.store, &w.arena,
	    "SELECT group_concat(资格) FROM 汇总"), "符合,符合");
	world_close(&w);
}

/* A table's rows: counts are 0 without rows, percentages have no value. */
static void
test_object_rows(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "R1,人数,成员,count(*),人,1,,提醒,,,"
	    "\"coalesce(group_concat(姓名, '、'), '无')\",,\n"
	    "R2,占比,成员,100.0 * count(*) FILTER (WHERE 校 = 工作室.区) / "
	    "count(*),%,>50,,必备,,,,,\n", "");
	studio(&w, "a", "1");
	studio(&w, "b", "1");
	studio(&w, "c", "1");
	run(&w.store, "INSERT INTO 成员(工作室, 姓名, 校) VALUES ('a', '张三', '东'),"
	    " ('a', '李四', '西'), ('c', '王五', '东'), ('c', '赵六', '东'),"
	    " ('c', '钱七', '西')");
	assess(&w);
	assert_string_equal(dump(&w.store, &w.arena, "SELECT 工作室, 规则,"
	    " round(测量值, 4), 结论, 明细 FROM 资格"),
	    "a|R1|2.0|符合|张三、李四\nb|R1|0.0|不符合|无\n"
	    "c|R1|3.0|符合|王五、赵六、钱七\n"
	    "a|R2|50.0|不符合|\nb|R2||无法判定|\nc|R2|66.6667|符合|\n");
	/* A gate that cannot be determined is not passed. */
	assert_string_equal(dump(&w.store, &w.arena,
	    "SELECT 工作室, 资格 FROM 汇总"), "a|不符合\nb|不符合\nc|符合\n");
	world_close(&w);
}

/* A rule on an evaluation point is a finding only if the school claims it. */
static void
test_claimed_point(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "R1,场地,,工作室.数,间,1,,核验,P1,,,第五条,请落实\n"
	    "R2,提示,,工作室.数,间,1,,提醒,,,,,\n", "");
	studio(&w, "a", "0");
	studio(&w, "b", "0");
	studio(&w, "c", "0");
	run(&w.store, "INSERT INTO 自评(工作室, 评估点, 得分, _文件, _行, _序) VALUES"
	    " ('a', 'P1', 0.5, 'f', 2, 1), ('b', 'P1', 0, 'f', 2, 2)");
	assess(&w);
	assert_string_equal(dump(&w.store, &w.arena,
	    "SELECT 工作室, 级别, 代码, 字段, 值, 建议, 依据 FROM 问题"),
	    "a|核验|R1|场地|0间|请落实|第五条\n"
	    "a|提醒|R2|提示|0间||\nb|提醒|R2|提示|0间||\nc|提醒|R2|提示|0间||\n");
	world_close(&w);
}

/* Rows that are not one a studio must never be taken for them. */
static void
test_rows_must_be_the_studios(void **state)
{
	struct err err = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "R1,数,,工作室.数,个,1,,必备,,,,,\n", "");
	studio(&w, "a", "1");
	studio(&w, "b", "2");
	w.scheme.rules[0].measure = "count(*)";		/* past lint */
	assert_int_equal(assess_run(&w.scheme, &w.store, "2024-03-01", true, &err),
	    -1);
	assert_non_null(strstr(err.text, "规则 R1"));
	assert_non_null(strstr(err.text, "恰好一行"));
	world_close(&w);
}

static void
test_decisions(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "R1,数,,工作室.数,个,2,,必备,,,,,\n",
	    "评定,2,工作室.数 >= 2,\"通过（{{printf('%g', 工作室.数)}}）\",第一条\n"
	    "评定,1,工作室.数 IS NULL,待查,第二条\n"
	    "评定,9,,不通过,第三条\n"
	    "后续,1,\"EXISTS (SELECT 1 FROM 结论 AS j WHERE j.工作室 = "
	    "工作室.编号 AND j.阶段 = '评定' AND j.结论 LIKE '通过%')\",授牌,\n");
	studio(&w, "a", "1");
	studio(&w, "b", "2.5");
	studio(&w, "c", "NULL");
	assess(&w);
	assert_string_equal(dump(&w.store, &w.arena,
	    "SELECT 工作室, 阶段, 结论, 依据 FROM 结论"),
	    "a|评定|不通过|第三条\nb|评定|通过（2.5）|第一条\nc|评定|待查|第二条\n"
	    "b|后续|授牌|\n");
	world_close(&w);
}

/* Fields of 推算.csv: from what was read, in order, before rules see them. */
static void
test_derived(void **state)
{
	struct world w;
	struct err err = { 0 };

	(void)state;
	world_open(&w, "", "");
	store_close(&w.store);
	scheme_free(&w.scheme);
	folder_write(&w.folder, "规则.csv",
	    "编号,测量,下限,级别\nR1,工作室.四倍,8,提醒\n");
	folder_write(&w.folder, "推算.csv", "表,字段,类型,计算,说明\n"
	    "工作室,两倍,小数,2 * 数,\n工作室,四倍,整数,2 * 两倍,\n"
	    "成员,同名,整数,\"(SELECT count(*) FROM 成员 AS t WHERE t.姓名 = "
	    "成员.姓名)\",\n");
	assert_int_equal(scheme_read(&w.scheme, w.folder.path, &err), 0);
	assert_int_equal(scheme_check(&w.scheme, &err), 0);
	assert_int_equal(w.scheme.nlints, 0);
	assert_int_equal(store_create(&w.store, &err), 0);
	assert_int_equal(scheme_load(&w.scheme, &w.store, &err), 0);
	studio(&w, "A", "2");
	studio(&w, "B", "NULL");
	run(&w.store, "INSERT INTO 成员(工作室, 姓名, _序) VALUES('A', '张', 1),"
	    " ('B', '张', 2), ('B', '李', 3)");
	assess(&w);
	assert_string_equal(query(&w.store, &w.arena, "SELECT group_concat(编号 || ':' ||"
	    " coalesce(两倍, '~') || ':' || coalesce(四倍, '~'), ' ')"
	    " FROM 工作室"), "A:4.0:8 B:~:~");
	assert_string_equal(query(&w.store, &w.arena, "SELECT group_concat(同名) FROM 成员"), "2,2,1");
	assert_string_equal(query(&w.store, &w.arena, "SELECT group_concat(结论, ' ') FROM 资格"),
	    "符合 无法判定");
	world_close(&w);
}

/* A remark behind the SQL of a cell ends with the cell. */
static void
test_remarks_in_sql(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "R1,名,,工作室.数 -- 测量,个,2 -- 下限,3 -- 上限,必备,,"
	    "1 -- 适用,'细' -- 明细,,\n"
	    "R2,人,成员,count(*) -- 测量,人,1 -- 下限,,提醒,,,"
	    "max(姓名) -- 明细,,\n",
	    "评定,1,工作室.数 = 2 -- 条件,\"共{{工作室.数 -- 数\n}}\",\n");
	studio(&w, "a", "2");
	studio(&w, "b", "4");
	run(&w.store, "INSERT INTO 成员(工作室, 姓名, _序) VALUES('a', '张', 1)");
	assess(&w);
	assert_string_equal(dump(&w.store, &w.arena, "SELECT 工作室, 规则, 要求,"
	    " 结论, 明细 FROM 资格 ORDER BY 1, 2"),
	    "a|R1|2–3个|符合|细\na|R2|≥1人|符合|张\n"
	    "b|R1|2–3个|不符合|细\nb|R2|≥1人|不符合|\n");
	assert_string_equal(dump(&w.store, &w.arena,
	    "SELECT 工作室, 结论 FROM 结论"), "a|共2.0\n");
	world_close(&w);
}

/* Of lines with one order the first in the file is tried first. */
static void
test_decisions_of_one_order(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "", "评定,5,工作室.数 > 1,甲,\n评定,5,工作室.数 > 0,乙,\n"
	    "评定,,工作室.数 > 9,丙,\n评定,5,,丁,\n");
	studio(&w, "a", "2");
	studio(&w, "b", "1");
	studio(&w, "c", "10");
	studio(&w, "d", "0");
	assess(&w);
	assert_string_equal(dump(&w.store, &w.arena,
	    "SELECT 工作室, 结论 FROM 结论"), "a|甲\nb|乙\nc|丙\nd|丁\n");
	world_close(&w);
}

/* A query over the batch may take as long as an honest one does. */
static void
test_rule_that_takes_a_while(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "R1,名,,(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL "
	    "SELECT n + 1 FROM t WHERE n < 200000 * (工作室.数 > 0)) SELECT "
	    "max(n) FROM t),个,2,,提醒,,,,,\n", "");
	for (int i = 0; i < 3; i++)
		studio(&w, arena_printf(&w.arena, "s%d", i), "1");
	assess(&w);
	assert_string_equal(query(&w.store, &w.arena,
	    "SELECT group_concat(测量值) FROM 资格"),
	    "200000.0,200000.0,200000.0");
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shown_number),
		cmocka_unit_test(test_derived),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_bound_is_query),
		cmocka_unit_test(test_exempt),
		cmocka_unit_test(test_object_rows),
		cmocka_unit_test(test_claimed_point),
		cmocka_unit_test(test_rows_must_be_the_studios),
		cmocka_unit_test(test_decisions),
		cmocka_unit_test(test_remarks_in_sql),
		cmocka_unit_test(test_decisions_of_one_order),
		cmocka_unit_test(test_rule_that_takes_a_while),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
