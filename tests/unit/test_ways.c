/* 方式 of 规则.csv: what each measures, and the evidence it writes. */
#include "folder.h"

#include "assess/assess.h"
#include "base/text.h"
#include "scheme/sql_words.h"
#include "scheme/way.h"

struct world {
	struct folder folder;
	struct scheme scheme;
	struct store store;
	struct arena arena;
};

static const char forms[] = "表,方向,字段,类型,必填,取值,单位,敏感\n"
	"工作室,竖,编号,文本,,,,\n工作室,竖,名称,文本,是,,,\n"
	"工作室,竖,校,文本,,,,\n工作室,竖,面积,小数,,,平方米,\n"
	"工作室,竖,册数,整数,,,册,\n工作室,竖,起,年月,,,,\n"
	"工作室,竖,止,日期,,,,\n工作室,竖,公示,是否,,,,\n"
	"工作室,竖,电话,文本,,,,是\n工作室,竖,方向,多选,,甲|乙|丙,,\n"
	"成员,横,姓名,人名,是,,,\n成员,横,校,文本,,,,\n"
	"成员,横,类,单选,,骨干|外聘,,\n成员,横,档案,单选,,有|无,,\n"
	"成员,横,年龄,整数,,,岁,\n成员,横,手机,文本,,,,是\n"
	"课题,横,标题,文本,,,,\n课题,横,经费,小数,,,万元,\n"
	"活动,横,日子,日期,是,,,\n活动,横,种,文本,是,,,\n"
	"活动,横,人数,整数,,,人,\n活动,横,学期,文本,,,,\n"
	"讲,横,日子,日期,是,,,\n密,横,号,文本,是,,,是\n"
	"得奖,横,备注,文本,,,,\n"
	"自评,横,评估点,文本,,,,\n自评,横,得分,小数,,,,\n"
	"评审,横,专家,人名,,,,\n评审,横,评估点,文本,,,,\n"
	"评审,横,得分,小数,,,,\n";

static void
world_open(struct world *w, const char *rule)
{
	struct err err = { 0 };

	*w = (struct world){ 0 };
	folder_open(&w->folder);
	folder_write(&w->folder, "方案.csv", "项目,内容\n名称,测试\n满分,5\n"
	    "截止,2024-05-01\n");
	folder_write(&w->folder, "表单.csv", forms);
	folder_write(&w->folder, "推算.csv", "表,字段,类型,计算\n"
	    "成员,老,是否,\"CASE WHEN 年龄 >= 50 THEN '是' ELSE '否' END\"\n"
	    "工作室,每册,小数,面积 / 册数\n");
	folder_write(&w->folder, "指标.csv",
	    "编号,一级指标,二级指标,评估点,分值\nP1,甲,乙,点一,5\n");
	folder_write(&w->folder, "参照/学期.csv", "学期,首日,末日\n"
	    "上,2023-02-01,2023-07-31\n下,2023-08-01,2024-01-31\n");
	folder_write(&w->folder, "参照/级.csv", "校,级\n村,1\n县,2\n");
	folder_write(&w->folder, "规则.csv", arena_printf(&w->arena,
	    "编号,名称,方式,对象,表,字段,条件,范围,前提,测量,单位,下限,上限,级别,"
	    "明细,措辞\n%s", rule));
	if (scheme_read(&w->scheme, w->folder.path, &err) == -1 ||
	    scheme_check(&w->scheme, &err) == -1)
		fail_msg("%s", err.text);
	assert_int_equal(store_create(&w->store, &err), 0);
	if (scheme_load(&w->scheme, &w->store, &err) == -1)
		fail_msg("%s", err.text);
}

static void
world_close(struct world *w)
{
	store_close(&w->store);
	scheme_free(&w->scheme);
	folder_close(&w->folder);
	arena_free(&w->arena);
}

/*
 * One rule on the studio a, whose rows sql inserts: measure, verdict and
 * evidence as one text.
 */
static void
measured(const char *rule, const char *sql, bool show, const char *expected)
{
	struct err err = { 0 };
	struct world w;

	world_open(&w, rule);
	if (w.scheme.nlints > 0)
		fail_msg("%s: %s", rule, w.scheme.lints[0].text);
	run(&w.store, "INSERT INTO 工作室(编号, 名称, 校, 面积, 册数, 起, 止, 公示, 电话,"
	    " _序) VALUES('a', '甲室', '一中', 30.5, 4, '2023-01', '2023-06-30',"
	    " '是', '13800001234', 1), ('b', '乙室', '二中', NULL, NULL, NULL, NULL,"
	    " NULL, NULL, 2)");
	run(&w.store, sql);
	if (assess_run(&w.scheme, &w.store, "2024-03-01", show, &err) == -1)
		fail_msg("%s: %s", rule, err.text);
	assert_string_equal(query(&w.store, &w.arena, "SELECT"
	    " coalesce(round(测量值, 3), '-') || ' ' || 结论 || ' ' ||"
	    " coalesce(明细, '-') FROM 资格 WHERE 工作室 = 'a'"), expected);
	world_close(&w);
}

static void
expect(const char *rule, const char *sql, const char *expected)
{
	measured(rule, sql, false, expected);
}

#define PEOPLE "INSERT INTO 成员(工作室, 姓名, 校, 类, 档案, 年龄, 手机, _序) VALUES "

static void
test_count(void **state)
{
	const char *rule = "R,名,个数,成员,,,类 = '骨干',,,,人,2,,提醒,,\n";

	(void)state;
	expect(rule, PEOPLE "('a', '张', '一中', '骨干', '有', 40, '1', 1), ('a', '李',"
	    " '一中', '骨干', '有', 40, '1', 2), ('a', '王', '一中', '外聘', '有', 40,"
	    " '1', 3), ('b', '赵', '一中', '骨干', '有', 40, '1', 1)",
	    "2.0 符合 共3人，其中2人：张、李");
	expect(rule, PEOPLE "('a', NULL, '一中', '骨干', '有', 40, '1', 1), ('a', '李',"
	    " '一中', NULL, '有', 40, '1', 2)",
	    "1.0 不符合 共2人，其中1人：未填姓名");
	expect(rule, "SELECT 1", "0.0 不符合 没有填报“成员”");
	/* Without a condition all count; of one 单选 by kind. */
	expect("R,名,个数,成员,,,,,,,人,2,,提醒,,\n", PEOPLE "('a', '张', '', '', '',"
	    " 1, '', 1)", "1.0 不符合 共1人：张");
	expect("R,名,个数,成员,,类,,,,,人,2,,提醒,,\n", PEOPLE "('a', '张', '',"
	    " '骨干', '', 1, '', 1), ('a', '李', '', '外聘', '', 1, '', 2), ('a', '王',"
	    " '', '外聘', '', 1, '', 3), ('a', '赵', '', NULL, '', 1, '', 4)",
	    "4.0 符合 共4人：外聘2人、骨干1人、未填类1人");
}

/* Under an upper bound those who count are told with why. */
static void
test_count_of_the_bad(void **state)
{
	const char *rule = "R,名,个数,成员,,,档案 IS NOT '有',,,,人,,0,提醒,,\n";

	(void)state;
	expect(rule, PEOPLE "('a', '张', '', '', '有', 1, '', 1)",
	    "0.0 符合 共1人，其中0人");
	expect(rule, PEOPLE "('a', '张', '', '', '无', 1, '', 1), ('a', '李', '', '',"
	    " NULL, 1, '', 2)",
	    "2.0 不符合 共2人，其中2人：张（档案：无）、李（未填档案）");
	/* What an equation says of each is no news. */
	expect("R,名,个数,成员,,,类 = '外聘' AND 年龄 > 60,,,,人,,0,提醒,,\n", PEOPLE
	    "('a', '张', '', '外聘', '', 61, '', 1), ('a', '李', '', '外聘', '', 60,"
	    " '', 2)", "1.0 不符合 共2人，其中1人：张（年龄61岁）");
}

/* With 范围: of how many, and who does not count. */
static void
test_count_in_scope(void **state)
{
	const char *rule = "R,名,个数,成员,,,档案 = '有' AND 校 = 工作室.校,类 = '骨干',"
	    ",,人,2,,提醒,,\n";

	(void)state;
	expect(rule, PEOPLE "('a', '张', '一中', '骨干', '有', 1, '', 1), ('a', '李',"
	    " '二中', '骨干', '有', 1, '', 2), ('a', '王', '一中', '骨干', '无', 1, '',"
	    " 3), ('a', '赵', '一中', '外聘', '有', 1, '', 4)", "1.0 不符合 共3人，"
	    "其中1人：张；未计入：李（二中）、王（档案：无）");
	expect(rule, PEOPLE "('a', '赵', '一中', '外聘', '有', 1, '', 4)",
	    "0.0 不符合 “成员”中没有要计算的：赵（外聘）");
}

#define TWELVE "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n" \
	" WHERE i < 12) "

static void
test_many_names(void **state)
{
	(void)state;
	expect("R,名,个数,成员,,,,,,,名,2,,提醒,,\n", "INSERT INTO 成员(工作室, 姓名,"
	    " _序) " TWELVE "SELECT 'a', '员' || i, i FROM n", "12.0 符合 共12名："
	    "员1、员2、员3、员4、员5、员6、员7、员8、员9、员10等12名");
	expect("R,名,个数,成员,,,,,,,名,2,,提醒,,\n", "INSERT INTO 成员(工作室, 姓名,"
	    " _序) " TWELVE "SELECT 'a', '员' || i, i FROM n WHERE i < 11", "10.0 符合"
	    " 共10名：员1、员2、员3、员4、员5、员6、员7、员8、员9、员10");
	/* One of whom stands there twice. */
	expect("R,名,个数,成员,,,,,,,人,2,,提醒,,\n", "INSERT INTO 成员(工作室, 姓名,"
	    " _序) VALUES('a', '张', 1), ('a', '李', 2), ('a', '张', 3)",
	    "3.0 符合 共3人：张2人、李");
}

/* By name: a title, the fields asked for, the required ones, the row. */
static void
test_names(void **state)
{
	const char *days = "INSERT INTO 活动(工作室, 日子, 种, 人数, _序) VALUES"
	    "('a', '2023-02-03', '讲座', 9, 1), ('a', '2023-03-04', NULL, 7, 2),"
	    " ('a', NULL, NULL, 7, 3)";

	(void)state;
	expect("R,名,个数,课题,,,,,,,项,1,,提醒,,\n", "INSERT INTO 课题(工作室, 标题,"
	    " _序) VALUES('a', '论学', 1), ('a', NULL, 2)",
	    "2.0 符合 共2项：《论学》、《未填标题》");
	expect("R,名,个数,活动,,,,,,,次,1,,提醒,,\n", days, "3.0 符合 共3次："
	    "2023-02-03 讲座、2023-03-04、第3行");
	expect("R,名,个数,活动,,种、人数,,,,,次,1,,提醒,,\n", days, "3.0 符合 共3次："
	    "讲座 9人、7人2次");
	expect("R,名,个数,得奖,,,,,,,次,1,,提醒,,\n", "INSERT INTO 得奖(工作室, 备注,"
	    " _表行, _序) VALUES('a', 'x', 7, 1)", "1.0 符合 共1次：第7行");
	expect("R,名,个数,工作室_方向,,,值 <> '丙',,,,项,1,,提醒,,\n", "INSERT INTO"
	    " 工作室_方向(工作室, 值) VALUES('a', '丙'), ('a', '乙'), ('b', '甲')",
	    "1.0 符合 共2项，其中1项：乙；未计入：丙");
	expect("R,名,个数,学期,,,首日 < '2023-05-01',,,,个,1,,提醒,,\n", "SELECT 1",
	    "1.0 符合 共2个，其中1个：上；未计入：下（首日：2023-08-01）");
}

static void
test_share(void **state)
{
	const char *rule = "R,名,占比,成员,,,\"类 IN ('骨干') AND 校 = 工作室.校\",,,,"
	    "%,>50,,提醒,,\n";
	const char *half = PEOPLE "('a', '张', '一中', '骨干', '', 1, '', 1), ('a',"
	    " '李', NULL, '骨干', '', 1, '', 2)";

	(void)state;
	expect(rule, half,
	    "50.0 不符合 计入1人，共2人；未计入：李（骨干，未填校）");
	expect(rule, PEOPLE "('a', '张', '一中', '骨干', '', 1, '', 1), ('a', '李',"
	    " '一中', '骨干', '', 1, '', 2), ('a', '王', '一中', '外聘', '', 1, '', 3)",
	    "66.667 符合 计入2人，共3人；未计入：王（外聘）");
	expect(rule, "SELECT 1", "- 无法判定 没有填报“成员”");
	/* Under an upper bound who counts is told. */
	expect("R,名,占比,成员,,,校 = 工作室.校,类 = '骨干',,,%,,50,提醒,,\n", half,
	    "50.0 符合 计入1人，共2人：张；未计入：李（未填校）");
	expect("R,名,占比,成员,,,校 = 工作室.校,类 = '外聘',,,%,,50,提醒,,\n", half,
	    "- 无法判定 “成员”中没有要计算的：张（骨干）、李（骨干）");
	expect("R,名,占比,课题,,,经费 > 1,,,,%,100,,提醒,,\n", "INSERT INTO"
	    " 课题(工作室, 标题, 经费, _序) VALUES('a', '论', 1.5, 1)",
	    "100.0 符合 计入1条，共1条；未计入：无");
	/* A derived field. */
	expect("R,名,占比,成员,,,老 = '否',,,,%,50,,提醒,,\n", PEOPLE "('a', '张',"
	    " '', '', '', 50, '', 1), ('a', '李', '', '', '', 49, '', 2)",
	    "50.0 符合 计入1人，共2人；未计入：张（老：是）");
}

static void
test_kinds(void **state)
{
	const char *rule = "R,名,种数,成员,,校,类 = '骨干',,,,所,2,,提醒,,\n";

	(void)state;
	expect(rule, PEOPLE "('a', '张', '一中', '骨干', '', 1, '', 1), ('a', '李',"
	    " '二中', '骨干', '', 1, '', 2), ('a', '王', '二中', '骨干', '', 1, '', 3)",
	    "2.0 符合 二中2人、一中1人");
	expect(rule, PEOPLE "('a', '张', '一中', '骨干', '', 1, '', 1), ('a', '李',"
	    " NULL, '骨干', '', 1, '', 2), ('a', '王', '二中', '外聘', '', 1, '', 3)",
	    "1.0 不符合 一中1人；未填校的1人");
	expect(rule, "SELECT 1", "0.0 不符合 没有填报“成员”");
	expect(rule, "INSERT INTO 成员(工作室, 姓名, 校, 类, _序) " TWELVE
	    "SELECT 'a', '员', substr('天地玄黄宇宙洪荒日月盈昃', i, 1), '骨干', i"
	    " FROM n UNION ALL SELECT 'a', '员', '玄', '骨干', 13", "12.0 符合 玄2人、"
	    "天1人、地1人、黄1人、宇1人、宙1人、洪1人、荒1人、日1人、月1人等12所");
	expect("R,名,种数,工作室_方向,,值,,,,,个,1,3,提醒,,\n", "INSERT INTO"
	    " 工作室_方向(工作室, 值) VALUES('a', '丙'), ('a', '乙')",
	    "2.0 符合 丙、乙");
	expect("R,名,种数,工作室_方向,,值,,,,,个,1,3,提醒,,\n", "SELECT 1",
	    "0.0 不符合 没有填报方向");
}

static void
test_missing(void **state)
{
	const char *rule = "R,名,缺少,学期,活动,,人数 >= 5,,,,个学期,,,提醒,,\n";
	const char *in = "R,名,缺少,学期,讲,,日子 BETWEEN 学期.首日 AND 学期.末日,"
	    "末日 >= 工作室.起,起 <= 止,,个学期,,,提醒,,\n";

	(void)state;
	expect(rule, "INSERT INTO 活动(工作室, 学期, 人数, _序) VALUES('a', '上', 5, 1),"
	    " ('a', '下', 4, 2), ('a', '下', 6, 3)", "0.0 符合 2个学期都有");
	expect(rule, "INSERT INTO 活动(工作室, 学期, 人数, _序) VALUES('a', '上', 5, 1),"
	    " ('a', '下', 4, 2)", "1.0 不符合 缺下（人数4人）；应有2个学期");
	expect(rule, "INSERT INTO 活动(工作室, 学期, 人数, _序) VALUES('a', '上', NULL,"
	    " 1), ('b', '下', 6, 1)",
	    "2.0 不符合 缺上（未填人数）、下；应有2个学期");
	/* The condition says which row fits; 范围 which values count. */
	expect("R,名,缺少,学期,密,号,,,,,个,,,提醒,,\n", "INSERT INTO 密(工作室, 号,"
	    " _序) VALUES('a', '下', 1)", "1.0 不符合 缺上；应有2个");
	expect(in, "UPDATE 工作室 SET 起 = '2023-09', 止 = '2024-01-01'",
	    "1.0 不符合 缺下；应有1个学期");
	expect(in, "INSERT INTO 讲(工作室, 日子, _序) VALUES('a', '2024-01-31', 1);"
	    " UPDATE 工作室 SET 起 = '2023-09', 止 = '2024-01-01'",
	    "0.0 符合 1个学期都有");
	expect(in, "UPDATE 工作室 SET 起 = '2025-09', 止 = '2026-01-01'",
	    "0.0 符合 “学期”中没有要有的");
	/* 前提 does not hold: backwards, or not there. */
	expect(in, "UPDATE 工作室 SET 起 = '2024-09', 止 = '2024-01-01'",
	    "- 无法判定 起2024-09，止2024-01-01");
	expect(in, "UPDATE 工作室 SET 起 = NULL", "- 无法判定 未填起，止2023-06-30");
}

static void
test_months(void **state)
{
	const char *rule = "R,名,每月,,活动,起、止,种 = '课',,,,个月,,,提醒,,\n";

	(void)state;
	expect(rule, "INSERT INTO 活动(工作室, 日子, 种, _序) VALUES"
	    "('a', '2023-01-31', '课', 1), ('a', '2023-05-01', '课', 2),"
	    " ('a', '2023-02-03', '会', 3), ('a', NULL, '课', 4)", "4.0 不符合"
	    " 缺2023-02至2023-04、2023-06；2023-01至2023-06共6个月");
	expect(rule, "INSERT INTO 活动(工作室, 日子, 种, _序) " TWELVE "SELECT 'a',"
	    " printf('2023-%02d-11', i), '课', i FROM n WHERE i < 7",
	    "0.0 符合 2023-01至2023-06共6个月，每月都有");
	expect(rule, "SELECT 1", "6.0 不符合 缺2023-01至2023-06；"
	    "2023-01至2023-06共6个月");
	expect(rule, "UPDATE 工作室 SET 起 = '2022-11', 止 = '2023-01-01'",
	    "3.0 不符合 缺2022-11至2023-01；2022-11至2023-01共3个月");
	expect(rule, "UPDATE 工作室 SET 起 = '2023-06'", "1.0 不符合 缺2023-06；"
	    "2023-06至2023-06共1个月");
	expect(rule, "UPDATE 工作室 SET 起 = '2023-07'",
	    "- 无法判定 起2023-07晚于止2023-06-30");
	expect(rule, "UPDATE 工作室 SET 起 = NULL", "- 无法判定 没有填报起");
	expect(rule, "UPDATE 工作室 SET 止 = NULL", "- 无法判定 没有填报止");
	expect(rule, "UPDATE 工作室 SET 起 = NULL, 止 = NULL",
	    "- 无法判定 没有填报起和止");
	expect("R,名,每月,,活动,起、止、日子,,,,,个月,,4,提醒,,\n", "INSERT INTO"
	    " 活动(工作室, 日子, _序) VALUES('a', '2023-02-01', 1), ('a',"
	    " '2023-03-01', 2)", "4.0 符合 缺2023-01、2023-04至2023-06；"
	    "2023-01至2023-06共6个月");
}

static void
test_filled(void **state)
{
	const char *rule = "R,名,填写,,,校、册数、公示,,,,,项,3,,提醒,,\n";

	(void)state;
	expect(rule, "SELECT 1", "3.0 符合 校：一中、册数4册、公示：是");
	expect(rule, "UPDATE 工作室 SET 册数 = 0, 公示 = ''",
	    "2.0 不符合 未填：公示；校：一中、册数0册");
	expect(rule, "UPDATE 工作室 SET 校 = NULL, 册数 = NULL, 公示 = NULL",
	    "0.0 不符合 未填：校、册数、公示");
	expect("R,名,填写,,,电话,,,,,个,1,,提醒,,\n", "SELECT 1",
	    "1.0 符合 电话：138****1234");
	measured("R,名,填写,,,电话,,,,,个,1,,提醒,,\n", "SELECT 1", true,
	    "1.0 符合 电话：13800001234");
}

static void
test_number(void **state)
{
	(void)state;
	expect("R,名,数值,,,面积,,,,,平方米,30.5,,提醒,,\n", "SELECT 1",
	    "30.5 符合 面积30.5平方米");
	expect("R,名,数值,,,面积,,,,,平方米,>30.5,,提醒,,\n", "SELECT 1",
	    "30.5 不符合 面积30.5平方米");
	expect("R,名,数值,,,面积,,,,,平方米,30,,提醒,,\n",
	    "UPDATE 工作室 SET 面积 = NULL", "- 无法判定 未填面积");
	expect("R,名,数值,,,每册,,,,,,7,,提醒,,\n", "SELECT 1",
	    "7.625 符合 每册7.625");
	expect("R,名,数值,,,每册,,,,,,7,,提醒,,\n",
	    "UPDATE 工作室 SET 册数 = 0", "- 无法判定 没有每册");
}

static void
test_lookup(void **state)
{
	const char *rule = "R,名,查表,,级,校,,,,,级,2,,提醒,,\n";

	(void)state;
	expect(rule, "UPDATE 工作室 SET 校 = '县'", "2.0 符合 校：县，是2级（村1、县2）");
	expect(rule, "UPDATE 工作室 SET 校 = '村'",
	    "1.0 不符合 校：村，是1级（村1、县2）");
	expect(rule, "SELECT 1", "- 无法判定 校：一中，不在表中（村1、县2）");
	expect(rule, "UPDATE 工作室 SET 校 = NULL",
	    "- 无法判定 未填校（村1、县2）");
}

static void
test_alike(void **state)
{
	const char *rule = "R,名,同组,,,校、公示,,,,,个,,2,提醒,,\n";
	const char *rows = "R,名,同组,课题,,校,经费 > 1,,,,项,1,2,提醒,,\n";
	const char *more = "UPDATE 工作室 SET 校 = '一中', 公示 = '是';"
	    " INSERT INTO 工作室(编号, 名称, 校, 公示, _序) VALUES"
	    "('c', '丙室', '一中', '否', 3), ('d', '丁室', '一中', '是', 4)";
	const char *papers = "UPDATE 工作室 SET 校 = '一中'; INSERT INTO"
	    " 课题(工作室, 标题, 经费, _序) VALUES('a', '论', 2, 1), ('b', '述', 3, 1),"
	    " ('b', '注', 1, 2)";

	(void)state;
	expect(rule, "SELECT 1", "1.0 符合 一中，是共1个：甲室（a）");
	expect(rule, "UPDATE 工作室 SET 校 = '一中', 公示 = '是'",
	    "2.0 符合 一中，是共2个：甲室（a）、乙室（b）");
	expect(rule, more,
	    "3.0 不符合 一中，是共3个：甲室（a）、乙室（b）、丁室（d）");
	expect(rule, "UPDATE 工作室 SET 公示 = NULL", "- 无法判定 一中，未填公示");
	expect(rows, papers, "2.0 符合 一中共2项：《论》（甲室）、《述》（乙室）");
	expect(rows, "SELECT 1", "0.0 不符合 一中共0项");
	expect("R,名,同组,,,校,面积 = 工作室.面积,,,,个,,,提醒,,\n", more,
	    "1.0 参考 一中共1个：甲室（a）");
}

static void
test_formula(void **state)
{
	const char *rule = "R,名,算式,,,,,,,1.0 * 面积 / 册数,平方米,8,,提醒,,\n";

	(void)state;
	expect(rule, "UPDATE 工作室 SET 面积 = 32",
	    "8.0 符合 面积32平方米，册数4册，算得8平方米");
	expect(rule, "SELECT 1",
	    "7.625 不符合 面积30.5平方米，册数4册，算得7.63平方米");
	expect(rule, "UPDATE 工作室 SET 册数 = NULL",
	    "- 无法判定 面积30.5平方米，未填册数，不能计算");
	expect("R,名,算式,,,,,,,julianday(止) - julianday((SELECT 截止 FROM 方案)),天,"
	    ",0,提醒,,\n", "UPDATE 工作室 SET 止 = '2024-05-03'",
	    "2.0 不符合 止2024-05-03，截止2024-05-01，算得2天");
}

static void
test_extremes(void **state)
{
	const char *most = "R,名,最大,活动,,,,种 = '课',,人数,人,,9,提醒,,\n";
	const char *least = "R,名,最小,学期,活动,,,,,100.0 * 人数 / 10,%,70,,提醒,,\n";

	(void)state;
	expect(most, "INSERT INTO 活动(工作室, 日子, 种, 人数, _序) VALUES('a',"
	    " '2023-01-01', '课', 9, 1), ('a', '2023-01-02', '课', NULL, 2), ('a',"
	    " '2023-01-03', '会', 99, 3), ('a', '2023-01-04', '课', 10, 4)",
	    "10.0 不符合 2023-01-04 课10人、2023-01-01 课9人、2023-01-02 课没有值");
	expect(most, "SELECT 1", "- 无法判定 没有填报“活动”");
	expect("R,名,最小,课题,,,,,,2 * 经费,万元,3,,提醒,,\n", "INSERT INTO"
	    " 课题(工作室, 标题, 经费, _序) VALUES('a', '论', 2, 1), ('a', '述', 1.5,"
	    " 2)", "3.0 符合 《述》3万元（经费1.5万元）、《论》4万元（经费2万元）");
	/* A value without a row is 0, and so is one that cannot be computed. */
	expect(least, "INSERT INTO 活动(工作室, 学期, 人数, _序) VALUES('a', '上', 7, 1),"
	    " ('a', '下', 8, 2)",
	    "70.0 符合 上：70%（人数7人）、下：80%（人数8人）");
	expect(least, "INSERT INTO 活动(工作室, 学期, 人数, _序) VALUES('a', '下', NULL,"
	    " 2)", "0.0 不符合 上：无记录，按0计、下：按0计（未填人数）");
}

static void
test_yes(void **state)
{
	const char *rule = "R,名,是否,,,,公示 = '是',,,,,,,提醒,,\n";

	(void)state;
	expect(rule, "SELECT 1", "1.0 符合 公示：是");
	expect(rule, "UPDATE 工作室 SET 公示 = '否'",
	    "0.0 不符合 应为是；公示：否");
	expect(rule, "UPDATE 工作室 SET 公示 = NULL",
	    "0.0 不符合 应为是；未填公示");
	expect("R,名,是否,,,,公示 = '是',,,,,,0,提醒,,\n", "SELECT 1",
	    "1.0 不符合 应为否；公示：是");
	expect("R,名,是否,,,,公示 = '是',,,,,,,提醒,,应公示\n",
	    "UPDATE 工作室 SET 公示 = '否'", "0.0 不符合 公示：否");
}

/* † values are masked in names, reasons, lists; unless asked for. */
static void
test_personal(void **state)
{
	const char *rule = "R,名,个数,密,,,号 <> '',,,,条,1,,提醒,,\n";
	const char *row = "INSERT INTO 密(工作室, 号, _序) VALUES('a',"
	    " '13912345678', 1)";

	(void)state;
	expect(rule, row, "1.0 符合 共1条，其中1条：139****5678");
	measured(rule, row, true, "1.0 符合 共1条，其中1条：13912345678");
	expect("R,名,占比,成员,,,手机 LIKE '138%',,,,%,50,,提醒,,\n", PEOPLE "('a',"
	    " '张', '', '', '', 1, '13912345678', 1)",
	    "0.0 不符合 计入0人，共1人；未计入：张（139****5678）");
	expect("R,名,种数,成员,,手机,,,,,个,1,,提醒,,\n", PEOPLE "('a', '张', '', '',"
	    " '', 1, '13912345678', 1), ('a', '李', '', '', '', 1, '13922225678',"
	    " 2)", "2.0 符合 139****56782人");
}

/* 明细 replaces what the way would write. */
static void
test_own_evidence(void **state)
{
	(void)state;
	expect("R,名,个数,成员,,,,,,,人,1,,提醒,'有' || count(*),\n", PEOPLE
	    "('a', '张', '', '', '', 1, '', 1)", "1.0 符合 有1");
}

/* ---- what is told ------------------------------------------------------------------ */

static void
told(const char *rule, const char *sql, const char *expected)
{
	struct err err = { 0 };
	struct world w;

	world_open(&w, rule);
	run(&w.store, "INSERT INTO 工作室(编号, 名称, 起, 止, _序) VALUES('a', '甲室',"
	    " '2023-01', '2023-03-01', 1)");
	run(&w.store, sql);
	assert_int_equal(assess_run(&w.scheme, &w.store, "2024-03-01", false,
	    &err), 0);
	assert_string_equal(query(&w.store, &w.arena,
	    "SELECT 说明 FROM 问题 WHERE 代码 = 'R'"), expected);
	world_close(&w);
}

static void
test_words(void **state)
{
	(void)state;
	told("R,名,缺少,学期,活动,,,,,,个学期,,,提醒,,\n", "SELECT 1",
	    "缺2个学期（上、下；应有2个学期）");
	told("R,名,缺少,学期,活动,,,,,,个学期,,1,提醒,,\n", "SELECT 1",
	    "实为2个学期，要求≤1个学期；缺上、下；应有2个学期");
	told("R,名,缺少,学期,活动,,,,,,个学期,,,提醒,,少开{值}\n", "SELECT 1",
	    "少开2个学期；缺上、下；应有2个学期");
	told("R,名,缺少,学期,活动,,,,,,个学期,,,提醒,'见表',\n", "SELECT 1",
	    "缺2个学期；见表");
	told("R,名,每月,,活动,起、止,,,,,个月,,,提醒,,\n", "SELECT 1",
	    "缺3个月（2023-01至2023-03；2023-01至2023-03共3个月）");
	told("R,名,是否,,,,公示 = '是',,,,,,,提醒,,\n", "SELECT 1",
	    "应为是；未填公示");
	told("R,名,是否,,,,公示 = '是',,,,,,,提醒,'见表',\n", "SELECT 1",
	    "应为是；见表");
	told("R,名,是否,,,,公示 IS NULL,,,,,,0,提醒,,\n", "SELECT 1",
	    "应为否；未填公示");
	told("R,名,是否,,,,公示 = '是',,,,,,,提醒,,应公示\n", "SELECT 1",
	    "应公示；未填公示");
	told("R,名,数值,,,册数,,,,,册,3,,提醒,,\n", "UPDATE 工作室 SET 册数 = 2",
	    "实为2册，要求≥3册；册数2册");
}

/* ---- lint --------------------------------------------------------------------------- */

static void
complains(const char *rule, const char *words)
{
	struct world w;

	world_open(&w, rule);
	if (w.scheme.nlints != 1 || w.scheme.lints[0].line != 2 ||
	    strcmp(w.scheme.lints[0].file, "规则.csv") != 0 ||
	    strstr(w.scheme.lints[0].text, words) == NULL)
		fail_msg("%s: %zu complaints, “%s” instead of “%s”", rule,
		    w.scheme.nlints, w.scheme.nlints > 0 ?
		    w.scheme.lints[0].text : "", words);
	world_close(&w);
}

static void
test_lint_columns(void **state)
{
	(void)state;
	complains("R,名,个敷,成员,,,,,,,人,1,,提醒,,\n", "是不是“个数”？");
	complains("R,名,统计,成员,,,,,,,人,1,,提醒,,\n", "没有“统计”这种方式，"
	    "可以写个数、占比、种数、缺少、每月、填写、数值、查表、算式、最小、最大、"
	    "是否、同组");
	complains("R,名,个数,成员,,,,,,count(*),人,1,,提醒,,\n", "的“测量”：");
	complains("R,名,个数,,,,,,,,人,1,,提醒,,\n", "的“对象”：方式“个数”要写它");
	complains("R,名,占比,成员,,,,,,,%,1,,提醒,,\n", "的“条件”：方式“占比”要写它");
	complains("R,名,填写,,,校,校 = 1,,,,项,1,,提醒,,\n",
	    "的“条件”：方式“填写”用不到它");
	complains("R,名,种数,成员,活动,校,,,,,项,1,,提醒,,\n",
	    "的“表”：方式“种数”用不到它");
	complains("R,名,算式,,,,,,,,项,1,,提醒,,\n", "的“测量”：方式“算式”要写它");
	complains("R,名,,成员,,,校 = 1,,,count(*),项,1,,提醒,,\n",
	    "的“条件”：没有写方式，用不到它");
	complains("R,名,,成员,,,,,起 <= 止,count(*),项,1,,提醒,,\n",
	    "的“前提”：没有写方式，用不到它");
	complains("R,名,是否,,,,公示 = '是',,,,,2,,提醒,,\n", "下限写 1 或不写");
}

static void
test_lint_names(void **state)
{
	(void)state;
	complains("R,名,个数,成圆,,,,,,,人,1,,提醒,,\n",
	    "没有表“成圆”；是不是“成员”？");
	complains("R,名,个数,工作室,,,,,,,人,1,,提醒,,\n", "一个工作室只有一行");
	complains("R,名,缺少,成员,活动,,,,,,个,,,提醒,,\n", "应是参照表");
	complains("R,名,缺少,学期,学期,,,,,,个,,,提醒,,\n", "没有哪个工作室的行");
	complains("R,名,缺少,学期,成员,,,,,,个,,,提醒,,\n",
	    "的“字段”：表“成员”没有字段“学期”");
	complains("R,名,查表,,成员,校,,,,,级,2,,提醒,,\n", "应是参照表");
	complains("R,名,查表,,学期,校,,,,,级,2,,提醒,,\n", "第二列应都是数");
	complains("R,名,查表,,级,校对,,,,,级,2,,提醒,,\n", "没有字段“校对”");
	complains("R,名,同组,,,校对,,,,,级,2,,提醒,,\n", "没有字段“校对”");
	complains("R,名,同组,学期,,校,,,,,级,2,,提醒,,\n", "没有哪个工作室的行");
	complains("R,名,最小,学期,成员,,,,,年龄,个,1,,提醒,,\n",
	    "的“表”：表“成员”没有字段“学期”");
	complains("R,名,数值,,,面机,,,,,个,1,,提醒,,\n",
	    "表“工作室”没有字段“面机”；是不是“面积”？");
	complains("R,名,数值,,,校,,,,,个,1,,提醒,,\n", "“校”不是数，它是文本");
	complains("R,名,数值,,,面积、册数,,,,,个,1,,提醒,,\n",
	    "要写 1 个字段，而不是 2 个");
	complains("R,名,种数,成员,,校对,,,,,个,1,,提醒,,\n",
	    "的“字段”：表“成员”没有字段“校对”");
	complains("R,名,每月,,活动,起,,,,,个月,,,提醒,,\n",
	    "要写 2 个或 3 个字段，而不是 1 个");
	complains("R,名,每月,,活动,起、校,,,,,个月,,,提醒,,\n",
	    "“校”应是日期或年月，而它是文本");
	complains("R,名,每月,,成员,起、止,,,,,个月,,,提醒,,\n",
	    "表“成员”没有日期或年月的字段");
}

static void
test_lint_sql(void **state)
{
	(void)state;
	complains("R,名,个数,成员,,,身高 > 1,,,,人,1,,提醒,,\n", "规则 R 的条件");
	complains("R,名,个数,成员,,,,身高 > 1,,,人,1,,提醒,,\n", "规则 R 的范围");
	complains("R,名,个数,成员,,,,,身高 > 1,,人,1,,提醒,,\n", "规则 R 的前提");
	complains("R,名,算式,,,,,,,身高,人,1,,提醒,,\n", "规则 R 的测量");
	complains("R,名,个数,成员,,,count(*) > 1,,,,人,1,,提醒,,\n",
	    "规则 R 的条件");
}

/* ---- conditions -------------------------------------------------------------------- */

static void
splits(const char *sql, const char *expected)
{
	struct arena a = { 0 };
	const char **list;
	size_t n = sql_conditions(&a, sql, &list);

	assert_string_equal(text_join(&a, list, n, " | "), expected);
	arena_free(&a);
}

static void
test_conditions(void **state)
{
	(void)state;
	splits("", "");
	splits(" a = 1 ", "a = 1");
	splits("a = 1 AND b = 'x AND y'", "a = 1 | b = 'x AND y'");
	splits("a BETWEEN 1 AND 2 and b", "a BETWEEN 1 AND 2 | b");
	splits("(a AND b) AND NOT c", "(a AND b) | NOT c");
	splits("a AND b OR c", "a AND b OR c");
	splits("(a OR b) AND c", "(a OR b) | c");
	splits("CASE WHEN a AND b THEN 1 END AND c -- AND d",
	    "CASE WHEN a AND b THEN 1 END | c");
	splits("a AND \"x AND\" AND /* AND */ b", "a | \"x AND\" | b");
	splits("AND", "");
}

static void
test_equations(void **state)
{
	(void)state;
	assert_int_equal(sql_equation("a = 'x'"), SQL_EQUALS_TEXT);
	assert_int_equal(sql_equation("t.a IS 'x'"), SQL_EQUALS_TEXT);
	assert_int_equal(sql_equation("\"a\" == t.b"), SQL_EQUALS_OTHER);
	assert_int_equal(sql_equation("a IS NOT 'x'"), SQL_NO_EQUATION);
	assert_int_equal(sql_equation("NOT a = 'x'"), SQL_NO_EQUATION);
	assert_int_equal(sql_equation("a IN ('x')"), SQL_NO_EQUATION);
	assert_int_equal(sql_equation("a"), SQL_NO_EQUATION);
	assert_int_equal(sql_equation(""), SQL_NO_EQUATION);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_count_of_the_bad),
		cmocka_unit_test(test_count_in_scope),
		cmocka_unit_test(test_many_names),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_share),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_filled),
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_lookup),
		cmocka_unit_test(test_alike),
		cmocka_unit_test(test_formula),
		cmocka_unit_test(test_extremes),
		cmocka_unit_test(test_yes),
		cmocka_unit_test(test_personal),
		cmocka_unit_test(test_own_evidence),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_lint_columns),
		cmocka_unit_test(test_lint_names),
		cmocka_unit_test(test_lint_sql),
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_equations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
