/* What lint finds, each with file and line. */
#include "folder.h"

static const char properties[] = "项目,内容\n名称,测试\n满分,5\n";
static const char forms[] = "表,方向,字段,类型,必填,取值,单位,敏感,重复,说明\n"
	"工作室,竖,编号,文本,,,,,,\n工作室,竖,名称,文本,,,,,,\n"
	"成员,横,姓名,人名,,,,,,\n";
static const char points[] =
	"编号,一级指标,二级指标,评估点,分值\nP1,甲,乙,点一,5\n";
#define RULES "编号,名称,对象,测量,单位,下限,上限,级别,评估点,适用,明细,依据,建议\n"

/* Lint a scheme in which one file says text; expect one complaint. */
static void
expect(const char *file, const char *text, const char *where, size_t line,
    const char *part)
{
	struct folder f;
	struct scheme s;
	struct err err = { 0 };
	bool found = false;

	folder_open(&f);
	folder_write(&f, "方案.csv", properties);
	folder_write(&f, "表单.csv", forms);
	folder_write(&f, "指标.csv", points);
	if (*file != '\0')
		folder_write(&f, file, text);
	assert_int_equal(scheme_read(&s, f.path, &err), 0);
	assert_int_equal(scheme_check(&s, &err), 0);
	for (size_t i = 0; i < s.nlints; i++)
		if (strcmp(s.lints[i].file, where) == 0 &&
		    s.lints[i].line == line &&
		    strstr(s.lints[i].text, part) != NULL)
			found = true;
	if (part == NULL || *part == '\0')
		assert_int_equal(s.nlints, 0);
	else if (!found)
		fail_msg("no “%s” at %s:%zu; %zu others, first %s:%zu %s", part,
		    where, line, s.nlints, s.nlints > 0 ? s.lints[0].file : "",
		    s.nlints > 0 ? s.lints[0].line : 0,
		    s.nlints > 0 ? s.lints[0].text : "");
	scheme_free(&s);
	folder_close(&f);
}

static void
test_clean(void **state)
{
	(void)state;
	expect("", "", "", 0, "");
	expect("规则.csv", RULES "R1,数,成员,count(*),人,1,,核验,P1,,,,\n", "", 0,
	    "");
}

static void
test_sql(void **state)
{
	(void)state;
	expect("规则.csv", RULES "\nR1,数,成员,count(身高),人,1,,提醒,,,,,\n",
	    "规则.csv", 3, "身高");
	expect("规则.csv", RULES "R1,数,学员,count(*),人,1,,提醒,,,,,\n",
	    "规则.csv", 2, "学员");
	expect("规则.csv", RULES
	    "R1,数,,(SELECT count(*) FROM 学员),人,1,,提醒,,,,,\n",
	    "规则.csv", 2, "学员");
	expect("规则.csv", RULES "R1,数,成员,count(*,人,1,,提醒,,,,,\n",
	    "规则.csv", 2, "测量");
	expect("规则.csv", RULES "R1,数,成员,count(*),人,1 +,,提醒,,,,,\n",
	    "规则.csv", 2, "下限");
	expect("规则.csv", RULES "R1,数,成员,count(*),人,,1 +,提醒,,,,,\n",
	    "规则.csv", 2, "上限");
	expect("规则.csv", RULES "R1,数,成员,count(*),人,1,,提醒,,工作室.无,,,\n",
	    "规则.csv", 2, "适用");
	expect("规则.csv", RULES "R1,数,成员,count(*),人,1,,提醒,,,没有,,\n",
	    "规则.csv", 2, "明细");
	/* A statistic without an object would run over the whole batch. */
	expect("规则.csv", RULES "R1,数,,count(*),人,1,,提醒,,,,,\n",
	    "规则.csv", 2, "对象");
	expect("结论.csv", "阶段,次序,条件,结论,依据\n评,1,无此字段 = 1,好,\n",
	    "结论.csv", 2, "无此字段");
	expect("结论.csv", "阶段,次序,条件,结论,依据\n评,1,,{{无此字段}},\n",
	    "结论.csv", 2, "无此字段");
	expect("指标.csv", "编号,一级指标,二级指标,评估点,分值,对象,自动\n"
	    "P1,甲,乙,点一,5,成员,max(无此字段)\n", "指标.csv", 2, "无此字段");
}

/* SQL that would write is refused, whatever it hides in. */
static void
test_writing(void **state)
{
	(void)state;
	expect("规则.csv", RULES "R1,数,,1) FROM 工作室; DELETE FROM 成员; --,人,1,,"
	    "提醒,,,,,\n", "规则.csv", 2, "只允许一条");
	expect("规则.csv", RULES "R1,数,,load_extension('x'),人,1,,提醒,,,,,\n",
	    "规则.csv", 2, "R1");
	expect("规则.csv", RULES "R1,数,,random(),人,1,,提醒,,,,,\n", "规则.csv", 2,
	    "随机数");
	for (size_t i = 0; i < 4; i++) {
		static const char *const clocks[] = { "date('now')",
		    "julianday()", "strftime('%s')", "unixepoch('now')" };
		struct arena a = { 0 };

		expect("规则.csv", arena_printf(&a, RULES
		    "R1,数,,\"%s\",人,1,,提醒,,,,,\n", clocks[i]),
		    "规则.csv", 2, "当前时间");
		arena_free(&a);
	}
	expect("规则.csv", RULES "R1,数,,\"julianday('2024-03-01')\",人,1,,提醒,"
	    ",,,,\n", "", 0, "");
	expect("规则.csv", RULES
	    "R1,数,,(SELECT count(*) FROM pragma_table_list),人,1,,提醒,,,,,\n",
	    "规则.csv", 2, "只允许读取");
}

static void
test_runaway(void **state)
{
	(void)state;
	expect("规则.csv", RULES "R1,数,,(WITH RECURSIVE t(n) AS (SELECT 1 UNION "
	    "ALL SELECT n + 1 FROM t) SELECT count(*) FROM t),人,1,,提醒,,,,,\n",
	    "规则.csv", 2, "用时过长");
	/* One step of much memory is no step to count, but 64 MiB. */
	expect("规则.csv", RULES "R1,数,,length(hex(zeroblob(400000000))),人,1,,"
	    "提醒,,,,,\n", "规则.csv", 2, "64 MiB");
}

static void
test_codes_and_sums(void **state)
{
	(void)state;
	expect("指标.csv", "编号,一级指标,二级指标,评估点,分值\nP1,甲,乙,点,5\n"
	    "P1,甲,乙,点,0\n", "指标.csv", 3, "P1");
	expect("指标.csv", "编号,一级指标,二级指标,评估点,分值\nP1,甲,乙,点,4\n",
	    "方案.csv", 3, "满分");
	expect("指标.csv", "编号,一级指标,二级指标,评估点,分值\nP1,甲,乙,点,5\n"
	    "P2,甲,乙,点,\n", "指标.csv", 3, "有的没有");
	expect("指标.csv", "编号,一级指标,二级指标,评估点,分值\nP1,甲,乙,点,五\n",
	    "指标.csv", 2, "五");
	expect("规则.csv", RULES "R1,数,成员,count(*),人,1,,核验,P7,,,,\n",
	    "规则.csv", 2, "P7");
	expect("规则.csv", RULES "R1,数,成员,count(*),人,1,,核验,,,,,\n",
	    "规则.csv", 2, "哪个评估点");
	expect("规则.csv", RULES "R1,数,成员,count(*),人,1,,提醒,,,,,\n"
	    "R1,数,成员,count(*),人,1,,提醒,,,,,\n", "规则.csv", 3, "R1");
	expect("规则.csv", RULES "R1,数,成员,count(*),人,1,,要紧,,,,,\n",
	    "规则.csv", 2, "要紧");
}

/* 33.3 × 100 is not 3330 in binary; the sum is right all the same. */
static void
test_sum_of_tenths(void **state)
{
	(void)state;
	expect("方案.csv", "项目,内容\n名称,测试\n满分,5.00\n", "", 0, "");
	for (int i = 1; i < 1000; i += 7) {
		struct folder f;
		struct scheme s;
		struct err err = { 0 };

		folder_open(&f);
		folder_write(&f, "方案.csv", arena_printf(&f.arena,
		    "项目,内容\n名称,测试\n满分,%d.%d\n", i / 10, i % 10));
		folder_write(&f, "表单.csv", forms);
		folder_write(&f, "指标.csv", arena_printf(&f.arena,
		    "编号,一级指标,二级指标,评估点,分值\nP1,甲,乙,点一,%d.%d\n",
		    i / 10, i % 10));
		assert_int_equal(scheme_read(&s, f.path, &err), 0);
		assert_int_equal(scheme_check(&s, &err), 0);
		if (s.nlints > 0)
			fail_msg("%s", s.lints[0].text);
		scheme_free(&s);
		folder_close(&f);
	}
}

static void
test_forms(void **state)
{
	(void)state;
	expect("表单.csv", "表,方向,字段,类型\n工作室,竖,编号,文本\n"
	    "工作室,竖,名称,字符\n", "表单.csv", 3, "字符");
	expect("表单.csv", "表,方向,字段,类型\n工作室,竖,编号,文本\n"
	    "工作室,竖,名称,文本\n工作室,竖,名称,文本\n", "表单.csv", 4, "两次");
	expect("表单.csv", "表,方向,字段,类型\n工作室,斜,编号,文本\n"
	    "工作室,竖,名称,文本\n", "表单.csv", 2, "斜");
	expect("表单.csv", "表,方向,字段,类型\n成员,横,姓名,文本\n", "表单.csv", 0,
	    "工作室");
	expect("表单.csv", "表,方向,字段,类型,种类\n工作室,竖,编号,文本,\n"
	    "工作室,竖,名称,文本,\n", "表单.csv", 1, "种类");
	expect("表单.csv", "表,方向,字段,类型\n工作室,竖,编号,文本\n"
	    "工作室,竖,名称,单选\n", "表单.csv", 3, "取值");
	expect("表单.csv", "表,方向,字段,类型\n工作室,竖,编号,文本\n"
	    "工作室,竖,名称,文本\n得分,横,甲,文本\n", "表单.csv", 4, "自用");
#define STUDIO "表,方向,字段,类型,取值\n工作室,竖,编号,文本,\n工作室,竖,名称,文本,\n"
	expect("表单.csv", STUDIO "案例,横,文件,文件,字数\n案例,横,字数,整数,\n",
	    "", 0, "");
	expect("表单.csv", STUDIO "案例,横,文件,文件,\n", "", 0, "");
	expect("表单.csv", STUDIO "案例,横,文件,文件,字数\n", "表单.csv", 4,
	    "整数字段");
	expect("表单.csv", STUDIO "案例,横,字数,文本,\n案例,横,文件,文件,字数\n",
	    "表单.csv", 5, "整数字段");
	expect("表单.csv", STUDIO "案例,横,文件,文件,\n案例,横,文件_字符数,整数,\n",
	    "表单.csv", 4, "自用");
#undef STUDIO
	expect("方案.csv", "项目,内容\n名称,测试\n满分,5\n专家汇总,众数\n",
	    "方案.csv", 4, "“平均”、“去极值平均”或“中位数”，而不是“众数”");
#define TRIMMED "项目,内容\n名称,测试\n满分,5\n专家汇总,去极值平均\n去极值起,"
	expect("方案.csv", TRIMMED "3\n", "", 0, "");
	expect("方案.csv", TRIMMED "\n", "", 0, "");
	expect("方案.csv", TRIMMED "2\n", "方案.csv", 5, "不小于 3 的整数");
	expect("方案.csv", TRIMMED "5.5\n", "方案.csv", 5, "5.5");
	expect("方案.csv", TRIMMED "五\n", "方案.csv", 5, "五");
#undef TRIMMED
	expect("方案.csv", "项目,内容\n名称,测试\n满分,5\n去极值起,5\n",
	    "方案.csv", 4, "“专家汇总”是“平均”，用不到“去极值起”");
	expect("方案.csv", "项目,内容\n名称,测试\n满分,5\n分组字段,年级\n",
	    "方案.csv", 4, "年级");
	expect("参照/成员.csv", "甲,乙\n1,2\n", "参照/成员.csv", 0, "成员");
	expect("参照/别.csv", "甲,甲\n1,2\n", "参照/别.csv", 1, "两次");
}

static void
test_derived(void **state)
{
#define DERIVED "表,字段,类型,计算,说明\n"
	(void)state;
	expect("推算.csv", DERIVED "工作室,倍,整数,2 * length(名称),\n"
	    "成员,字,整数,length(姓名),\n", "", 0, "");
	expect("推算.csv", DERIVED "学员,倍,整数,2,\n", "推算.csv", 2, "学员");
	expect("推算.csv", DERIVED "工作室,名称,文本,2,\n", "推算.csv", 2,
	    "已有字段");
	expect("推算.csv", DERIVED "成员,字,整数,1,\n成员,字,整数,2,\n",
	    "推算.csv", 3, "已有字段");
	expect("推算.csv", DERIVED "成员,工作室,文本,1,\n", "推算.csv", 2,
	    "自用");
	expect("推算.csv", DERIVED "成员,字,单选,1,\n", "推算.csv", 2, "单选");
	expect("推算.csv", DERIVED "成员,字,整数,,\n", "推算.csv", 2, "计算");
	expect("推算.csv", DERIVED "成员,字,整数,length(身高),\n", "推算.csv", 2,
	    "身高");
	expect("推算.csv", DERIVED "工作室,数,整数,count(*),\n", "推算.csv", 2,
	    "统计函数");
	expect("推算.csv", DERIVED "成员,字,整数,random(),\n", "推算.csv", 2,
	    "随机数");
}

/* What nothing reads, and words that a column or a field does not know. */
static void
test_unread(void **state)
{
	(void)state;
	expect("指标.csv", "编号,一级指标,二级指标,评估点,分值\nP1,甲,乙,点,5,查看\n",
	    "指标.csv", 2, "第 6 格“查看”");
	expect("参照/别.csv", "甲\n1,2\n", "参照/别.csv", 2, "第 2 格“2”");
	expect("指标.csv", "编号,一级指标,二级指标,评估点,分值,附加\n"
	    "P1,甲,乙,点,5,扣分\n", "指标.csv", 2, "“附加”应填");
	expect("规侧.csv", RULES, "规侧.csv", 0, "“规则.csv”");
	expect("方案.csv", "项目,内容\n名称,测试\n满 分,5\n", "方案.csv", 3,
	    "“满分”");
	expect("规则.csv", RULES "R1,数,成员,count(*) / 2,人,1,,提醒,,,,,\n",
	    "规则.csv", 2, "1.0 * count(*) / 2");
	expect("规则.csv", RULES "R1,数,,(SELECT count(*) FROM 资格 WHERE 结论 ="
	    " '合符'),人,1,,提醒,,,,,\n", "规则.csv", 2, "“符合”");
}

static void
test_nothing_there(void **state)
{
	struct folder f;
	struct scheme s;
	struct err err = { 0 };

	(void)state;
	folder_open(&f);
	assert_int_equal(scheme_read(&s, f.path, &err), -1);
	assert_non_null(strstr(err.text, "缺少 方案.csv 和 表单.csv"));
	scheme_free(&s);
	/* They are there and cannot be read: why not is what helps. */
	folder_write(&f, "方案.csv", "");
	folder_write(&f, "表单.csv", "");
	assert_int_equal(scheme_read(&s, f.path, &err), -1);
	assert_null(strstr(err.text, "缺少"));
	assert_non_null(strstr(err.text, "方案.csv"));
	assert_non_null(strstr(err.text, "方案.csv"));
	scheme_free(&s);
	folder_close(&f);
	assert_null(scheme_find(&f.arena, "nowhere", &err));
	assert_non_null(strstr(err.text, "nowhere"));
	arena_free(&f.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_sql),
		cmocka_unit_test(test_writing),
		cmocka_unit_test(test_runaway),
		cmocka_unit_test(test_codes_and_sums),
		cmocka_unit_test(test_sum_of_tenths),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_derived),
		cmocka_unit_test(test_unread),
		cmocka_unit_test(test_nothing_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
