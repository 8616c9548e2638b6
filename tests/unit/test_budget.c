/* Queries that one studio's data is too much for; tiny budgets. */
#include "folder.h"

#include "assess/assess.h"

struct world {
	struct folder folder;
	struct scheme scheme;
	struct store store;
	struct arena arena;
};

#define PLAN "项目,内容\n名称,测试\n满分,5\n"
static const char forms[] = "表,方向,字段,类型,必填,取值,单位,敏感,重复,说明\n"
	"工作室,竖,编号,文本,,,,,,\n工作室,竖,名称,文本,,,,,,\n"
	"成员,横,姓名,人名,,,,,,\n成员,横,龄,整数,,,,,,\n";

/* SQL: as many as the cube of the studio's members. */
#define CUBE "(SELECT count(*) FROM 成员 AS a JOIN 成员 AS b ON b.工作室 =" \
	" a.工作室 JOIN 成员 AS c ON c.工作室 = a.工作室 WHERE a.工作室 =" \
	" 工作室.编号)"
#define ENDLESS "(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM" \
	" t) SELECT count(*) FROM t)"
/* Nothing of them may be judged; the next rule may. */
#define SIMPLE "R9,个数,,(SELECT count(*) FROM 成员 AS t WHERE t.工作室 =" \
	" 工作室.编号),人,2,,必备,,,,,\n"

static void
world_write(struct world *w, const char *file, const char *head,
    const char *rows)
{
	folder_write(&w->folder, file, arena_printf(&w->arena, "%s%s", head,
	    rows));
}

static void
world_open(struct world *w, const char *plan, const char *point,
    const char *rules, const char *derived, const char *decisions)
{
	struct err err = { 0 };

	*w = (struct world){ 0 };
	folder_open(&w->folder);
	world_write(w, "方案.csv", PLAN, plan);
	folder_write(&w->folder, "表单.csv", forms);
	world_write(w, "指标.csv", "编号,一级指标,二级指标,评估点,分值,自动,适用\n",
	    point);
	world_write(w, "规则.csv", "编号,名称,对象,测量,单位,下限,上限,级别,评估点,"
	    "适用,明细,依据,建议\n", rules);
	world_write(w, "推算.csv", "表,字段,类型,计算,说明\n", derived);
	world_write(w, "结论.csv", "阶段,次序,条件,结论,依据\n", decisions);
	if (scheme_read(&w->scheme, w->folder.path, &err) == -1)
		fail_msg("%s", err.text);
	assert_int_equal(store_create(&w->store, &err), 0);
	if (scheme_load(&w->scheme, &w->store, &err) == -1)
		fail_msg("%s", err.text);
	w->store.foreign_steps = 100000;
	run(&w->store, "INSERT INTO 工作室(编号, _序) VALUES('A', 1), ('B', 2),"
	    " ('C', 3)");
	run(&w->store, "INSERT INTO 成员(工作室, 姓名, 龄, _序) WITH RECURSIVE"
	    " n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
	    " SELECT 'B', '乙' || i, i, i FROM n UNION ALL VALUES('A', '甲', 1,"
	    " 401), ('C', '丙', 1, 402), ('C', '丁', 2, 403)");
}

static void
world_close(struct world *w)
{
	store_close(&w->store);
	scheme_free(&w->scheme);
	folder_close(&w->folder);
	arena_free(&w->arena);
}

/* 0, or -1 with why. */
static int
assess(struct world *w, struct err *err)
{
	return assess_run(&w->scheme, &w->store, "2024-03-01", true, err);
}

static void
assess_well(struct world *w)
{
	struct err err = { 0 };

	if (assess(w, &err) == -1)
		fail_msg("%s", err.text);
}

static void
says(struct world *w, const char *sql, const char *expected)
{
	assert_string_equal(query(&w->store, &w->arena, sql), expected);
}

#define VERDICTS(rule) "SELECT group_concat(工作室 || 结论 || coalesce(CAST(" \
	"测量值 AS INTEGER), ''), ' ') FROM 资格 WHERE 规则 = '" rule "'"
#define STOPPED "SELECT coalesce(group_concat(工作室 || '：' || 值, '；'), '')" \
	" FROM 问题 WHERE 代码 = 'QUERY_STOPPED'"

/* It is not judged, and told so; the others are as they would be. */
static void
test_rule(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "", "", "R1,立方,," CUBE ",个,,8,必备,,,,,\n" SIMPLE, "",
	    "");
	assess_well(&w);
	says(&w, VERDICTS("R1"), "A符合1 B待核实 C符合8");
	says(&w, VERDICTS("R9"), "A不符合1 B符合400 C符合2");
	says(&w, STOPPED, "B：规则 R1");
	says(&w, "SELECT 明细 || 要求 FROM 资格 WHERE 工作室 = 'B' AND 规则 = 'R1'",
	    "规则 R1没有算完：数据太多");
	says(&w, "SELECT group_concat(资格, ' ') FROM 汇总 ORDER BY 工作室",
	    "不符合 待核实 符合");
	says(&w, "SELECT count(*) FROM 工作室", "3");
	world_close(&w);
}

/* Also where it is the first, and where two are. */
static void
test_first_and_two(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "", "", "R1,立方,," CUBE ",个,,8,必备,,,,,\nR2,又,,1 + "
	    CUBE ",个,,9,必备,,,,,\n", "", "");
	run(&w.store, "UPDATE 工作室 SET _序 = 0 WHERE 编号 = 'B'");
	run(&w.store, "INSERT INTO 成员(工作室, _序) SELECT 'C', _序 FROM 成员");
	assess_well(&w);
	says(&w, VERDICTS("R1"), "B待核实 A符合1 C待核实");
	says(&w, VERDICTS("R2"), "B待核实 A符合2 C待核实");
	says(&w, STOPPED, "B：规则 R1；B：规则 R2；C：规则 R1；C：规则 R2");
	world_close(&w);
}

/* Not known whether it applies: 待核实, not 不适用. */
static void
test_applies(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "", "", "R1,立方,,1,个,,8,必备,," CUBE " > 1,,,\n", "",
	    "");
	assess_well(&w);
	says(&w, VERDICTS("R1"), "A不适用 B待核实 C符合1");
	world_close(&w);
}

/* What reads a derived field that was not computed is not judged. */
static void
test_derived(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "", "", "R1,多,,(SELECT sum(多) FROM 成员 AS t WHERE"
	    " t.工作室 = 工作室.编号),个,,8,必备,,,,,\n" SIMPLE,
	    "成员,多,整数,(SELECT count(*) FROM 成员 AS a JOIN 成员 AS b ON"
	    " b.工作室 = a.工作室 WHERE a.工作室 = 成员.工作室),\n"
	    "工作室,最多,整数,(SELECT max(多) FROM 成员 AS t WHERE t.工作室 ="
	    " 工作室.编号),\n", "终,1,最多 > 3,多,一\n终,2,,少,二\n");
	assess_well(&w);
	says(&w, "SELECT count(多) || ' ' || sum(多) FROM 成员", "3 9");
	says(&w, VERDICTS("R1"), "A符合1 B待核实 C符合8");
	says(&w, VERDICTS("R9"), "A不符合1 B符合400 C符合2");
	says(&w, STOPPED, "B：推算.csv 第 2 行（多）");
	says(&w, "SELECT group_concat(结论, ' ') FROM 结论", "少 待核实 多");
	world_close(&w);
}

/* A line that was not computed decides nothing, nor do those behind it. */
static void
test_decision(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "", "", SIMPLE, "", "终,1," CUBE " = 1,一,甲\n终,2,,多,"
	    "乙\n词,1,,共{{" CUBE "}}个,丙\n");
	assess_well(&w);
	says(&w, "SELECT group_concat(结论, ' ') FROM 结论",
	    "一 待核实 多 共1个 待核实 共8个");
	says(&w, STOPPED, "B：结论.csv 第 2 行（终）；B：结论.csv 第 4 行（词）");
	world_close(&w);
}

/* Points: no total, since one of them is not known; whether it applies, too. */
static void
test_points(void **state)
{
	static const char *const points[] = {
	    "P1,甲,乙,点一,5,\"min(5, " CUBE ")\",\n",
	    "P1,甲,乙,点一,5,(SELECT count(*) FROM 成员 AS t WHERE t.工作室 ="
	    " 工作室.编号)," CUBE " > 0\n" };
	static const char *const totals[] = { "A1.0 B- C5.0", "A1.0 B- C2.0" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct world w;

		world_open(&w, "", points[i], "", "", "");
		assess_well(&w);
		says(&w, "SELECT group_concat(工作室 || coalesce(总分, '-'), ' ')"
		    " FROM (SELECT * FROM 汇总 ORDER BY 工作室)", totals[i]);
		says(&w, STOPPED, i == 0 ? "B：评估点 P1 的自动计分" :
		    "B：评估点 P1 的适用");
		says(&w, "SELECT count(*) FROM 问题 WHERE 代码 ="
		    " 'POINT_NOT_COMPUTED' AND 工作室 = 'B'", "1");
		world_close(&w);
	}
}

/* A query that needs no data to run away is the scheme's fault. */
static void
test_runs_away(void **state)
{
	struct world w;
	struct err err = { 0 };

	(void)state;
	world_open(&w, "", "", SIMPLE "R1,无尽,," ENDLESS ",个,,8,必备,,,,,\n",
	    "", "");
	assert_int_equal(assess(&w, &err), -1);
	if (strstr(err.text, "规则 R1: 查询用时过长") == NULL)
		fail_msg("%s", err.text);
	says(&w, "SELECT count(*) FROM 工作室", "3");
	world_close(&w);
}

/* One value that is too long is too much, too; evidence sooner. */
static void
test_long_value(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "", "", "R1,长,,\"(SELECT length(group_concat("
	    "hex(zeroblob(200000)), '')) FROM 成员 AS t WHERE t.工作室 ="
	    " 工作室.编号)\",个,,400000,必备,,,,,\nR2,文,,1,个,,8,必备,,,"
	    "\"(SELECT group_concat(hex(zeroblob(25000)), '') FROM 成员 AS t"
	    " WHERE t.工作室 = 工作室.编号)\",,\n" SIMPLE, "", "");
	assess_well(&w);
	says(&w, VERDICTS("R1"), "A符合400000 B待核实 C不符合800000");
	says(&w, VERDICTS("R2"), "A符合1 B待核实 C符合1");
	says(&w, VERDICTS("R9"), "A不符合1 B符合400 C符合2");
	says(&w, STOPPED, "B：规则 R1；B：规则 R2");
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rule),
		cmocka_unit_test(test_first_and_two),
		cmocka_unit_test(test_applies),
		cmocka_unit_test(test_derived),
		cmocka_unit_test(test_decision),
		cmocka_unit_test(test_points),
		cmocka_unit_test(test_runs_away),
		cmocka_unit_test(test_long_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
