/* intake: what a whole column or batch says of its cells' values. */
#define BATCH_MORE_FORMS \
    "活动,横,日期,日期,是,,,,,\n" \
    "活动,横,起始,年月,,,,,,\n" \
    "活动,横,主题,文本,,,,,,\n" \
    "活动,横,公开,是否,,,,,,\n" \
    "活动,横,形式,多选,,讲座|沙龙|参观,,,,\n"
#include "batch.h"

#include "intake/private.h"

static const char *
told(void)
{
	return ask("SELECT 级别, 代码, 字段, 值, 单元格 FROM 问题 WHERE 代码 NOT IN "
	    "('TABLE_MISSING', 'SELF_POINTS_MISSING') ORDER BY 序");
}

static const char *
noted(void)
{
	return ask("SELECT 行, 字段, 原值, 新值, 规则 FROM 规范化 WHERE 文件 NOT LIKE "
	    "'%基本信息%' ORDER BY 文件, 行, 列");
}

/* One day above 12 says how all of the column are written (SheetJS: m/d/yy). */
static void
test_order_proven(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/活动.csv", "日期,主题\n3/4/21,甲\n3/23/21,乙\n12/11/20,丙\n"
	    "2021-05-06,丁\n");
	read_batch();
	assert_string_equal(told(), "");
	assert_string_equal(ask("SELECT 日期 FROM 活动 ORDER BY _序"),
	    "2021-03-04|\n2021-03-23|\n2020-12-11|\n2021-05-06|\n");
	assert_string_equal(noted(), "2|日期|3/4/21|2021-03-04|日期统一|\n"
	    "3|日期|3/23/21|2021-03-23|日期统一|\n"
	    "4|日期|12/11/20|2020-12-11|日期统一|\n");
}

/* The proof counts before rows are sorted too: one with a comma too many. */
static void
test_order_of_a_wide_row(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/活动.csv", "日期,主题\n3/4/21,甲,乙\n3/23/21,丙\n");
	read_batch();
	assert_string_equal(told(), "");
	assert_string_equal(ask("SELECT 日期, 主题 FROM 活动 ORDER BY _序"),
	    "2021-03-04|甲,乙|\n2021-03-23|丙|\n");
}

static void
test_order_not_proven(void **state)
{
	(void)state;
	put_studio("S1");
	put_studio("S2");
	put_studio("S3");
	put("S3/活动.csv", "日期,主题\n23/3/21,甲\n");
	put("S1/活动.csv", "日期,主题\n3/4/21,甲\n5/5/21,乙\n3/6/21,丙\n");
	/* two proofs that do not agree prove nothing */
	put("S2/活动.csv", "日期,主题\n3/4/2021,甲\n3/23/2021,乙\n"
	    "23/3/2021,丙\n");
	read_batch();
	assert_int_equal(finding_collapse(&batch_store, &batch_err), 0);
	assert_string_equal(told(),
	    "错误|DATE_AMBIGUOUS|日期|3/4/21|S1/活动.csv!A2|\n"
	    "错误|DATE_AMBIGUOUS|日期|3/4/2021|S2/活动.csv!A2|\n"
	    "错误|DATE_AMBIGUOUS|日期|23/3/21|S3/活动.csv!A2|\n");
	assert_string_equal(ask("SELECT 次数, 说明 FROM 问题 WHERE 代码 = "
	    "'DATE_AMBIGUOUS' ORDER BY 序"),
	    "2|分不清哪个是月、哪个是日，按空处理；共2行：第2、4行|\n"
	    "1|分不清哪个是月、哪个是日，按空处理|\n"
	    "1|分不清哪个是年、哪个是日，按空处理|\n");
	assert_string_equal(ask("SELECT k.行, k.值 FROM 问题单元格 AS k JOIN 问题 AS p"
	    " ON p.序 = k.问题 WHERE p.代码 = 'DATE_AMBIGUOUS' ORDER BY 1"),
	    "2|3/4/21|\n2|3/4/2021|\n2|23/3/21|\n4|3/6/21|\n");
	assert_string_equal(ask("SELECT 日期 FROM 活动 ORDER BY _序"),
	    "~|\n2021-05-05|\n~|\n~|\n2021-03-23|\n2021-03-23|\n~|\n");
}

/* Day numbers of a book that counts from 1904, without its saying so. */
static void
test_date_system(void **state)
{
	(void)state;
	/* 2021-03-22 and 2021-10-08 are 44277 and 44477 from 1900 */
	put("../scheme/参照/年度.csv", "年度\n2021\n2022\n2023\n");
	scheme_free(&batch_scheme);
	batch_scheme = (struct scheme){ 0 };
	assert_int_equal(scheme_read(&batch_scheme, path_join(&batch_arena,
	    batch_path, "../scheme"), &batch_err), 0);
	put_studio("S1");
	put_studio("S2");
	put_studio("S3");
	put_studio("S4");
	put("S1/活动.csv", "日期,主题\n42815,甲\n43015,乙\n");
	put("S2/活动.csv", "日期,主题\n44277,甲\n42815,乙\n");
	/* births of 1980, which are in no cycle of either kind */
	put("S3/活动.csv", "日期,主题\n29221,甲\n29321,乙\n");
	put("S4/活动.csv", "日期,主题\n2017-03-21,甲\n");	/* as typed */
	read_batch();
	assert_string_equal(told(),
	    "提醒|DATE_SYSTEM_DOUBTFUL|日期|42815|S1/活动.csv!A2|\n");
	assert_string_equal(ask("SELECT 日期 FROM 活动 WHERE 工作室 = 'S1' "
	    "ORDER BY _序"), "2017-03-21|\n2017-10-07|\n");
}

/* Without a cycle nothing is said. */
static void
test_date_system_no_cycle(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/活动.csv", "日期,主题\n42815,甲\n43015,乙\n");
	read_batch();
	assert_string_equal(told(), "");
}

static void
test_rejected_is_not_noted(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/活动.csv", "日期,公开,主题\n"
	    "２０２１年２月３０日,１１,甲\n2021-01-01,２,１．３８E+10\n");
	put("S1/成员.csv", "姓名,性别,教龄\n张三,男,１２.5\n");
	read_batch();
	assert_string_equal(told(),
	    "错误|CELL_NOT_INTEGER|教龄|１２.5|S1/成员.csv!C2|\n"
	    "错误|CELL_NOT_DATE|日期|２０２１年２月３０日|S1/活动.csv!A2|\n"
	    "错误|CELL_NOT_YESNO|公开|１１|S1/活动.csv!B2|\n"
	    "错误|CELL_NOT_YESNO|公开|２|S1/活动.csv!B3|\n");
	assert_string_equal(noted(),
	    "3|主题|１．３８E+10|1．38E+10|全角转半角|\n");
}

static void
test_telephone_in_name(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/评审-甲13800001234.csv", "评估点,得分\n1.1.1,1\n");
	put("S1/成员.csv", "姓名,性别\n张三１３８００００１２３４,男\n"
	    "李四 0371-65551234,男\n王五（女）,女\n");
	read_batch();
	assert_string_equal(told(),
	    "提醒|NAME_DOUBTFUL|姓名|张三138****1234|S1/成员.csv!A2|\n"
	    "提醒|NAME_DOUBTFUL|姓名|李四 ***|S1/成员.csv!A3|\n");
	assert_string_equal(ask("SELECT 姓名 FROM 成员 ORDER BY _序"),
	    "张三138****1234|\n李四 ***|\n王五|\n");
	assert_string_equal(ask("SELECT 专家 FROM 评审"), "甲138****1234|\n");
	assert_string_equal(noted(),
	    "2|姓名|张三138****1234|张三138****1234|遮盖号码|\n"
	    "3|姓名|李四 ***|李四 ***|遮盖号码|\n"
	    "4|姓名|王五（女）|王五|去括注|\n"
	    "2|专家||甲138****1234|取自文件名|\n");
}

static void
test_telephone_shown(void **state)
{
	(void)state;
	batch_options.show_personal = true;
	put_studio("S1");
	put("S1/成员.csv", "姓名,性别\n张三13800001234,男\n");
	read_batch();
	assert_string_equal(ask("SELECT 姓名 FROM 成员"),
	    "张三13800001234|\n");
	assert_string_equal(ask("SELECT 值 FROM 问题 WHERE 代码 = "
	    "'NAME_DOUBTFUL'"), "张三13800001234|\n");
}

/* A root table names studios by 名称, or by 1 where the 编号 is 01. */
static void
test_studio_meant(void **state)
{
	(void)state;
	put("01/基本信息.csv", "项目,内容\n名称,甲 工作室\n");
	put("02/基本信息.csv", "项目,内容\n名称,乙工作室\n");
	put("03/基本信息.csv", "项目,内容\n名称,丙工作室\n");
	put("003/基本信息.csv", "项目,内容\n名称,丙工作室\n");
	put("成员.csv", "工作室,姓名,性别\n1,张三,男\n甲工作室,李四,女\n"
	    "乙工作室,王五,男\n3,赵六,男\n丙工作室,钱七,女\n02,孙八,男\n"
	    "丁工作室,周九,男\n#REF!,吴十,男\n");
	read_batch();
	assert_string_equal(told(),
	    "错误|STUDIO_UNKNOWN|工作室|3|成员.csv!A5|\n"
	    "错误|STUDIO_UNKNOWN|工作室|丙工作室|成员.csv!A6|\n"
	    "错误|STUDIO_UNKNOWN|工作室|丁工作室|成员.csv!A8|\n"
	    "错误|STUDIO_UNKNOWN|工作室|#REF!|成员.csv!A9|\n");
	assert_string_equal(ask("SELECT 工作室, 姓名 FROM 成员 ORDER BY _序"),
	    "01|张三|\n01|李四|\n02|王五|\n02|孙八|\n");
	assert_string_equal(noted(), "2|工作室|1|01|补前导零|\n"
	    "3|工作室|甲工作室|01|名称换成编号|\n"
	    "4|工作室|乙工作室|02|名称换成编号|\n");
}

/* Kobo exports a question of several answers as a column each. */
static void
test_choices_columns(void **state)
{
	(void)state;
	put_studio("S1");
	put_studio("S2");
	put("工作室.csv", "编号,名称,第一组/荣誉/甲奖,第一组/荣誉/乙奖\n"
	    "S3,丙,True,False\nS4,丁,False,False\n");
	put("S1/活动.csv", "日期,形式/讲座,形式/沙龙,形式/参观,主题\n"
	    "2021-01-01,1,0,1,甲\n2021-01-02,0,0,0,乙\n"
	    "2021-01-03,,TRUE,,丙\n2021-01-04,2,1,,丁\n");
	/* the answers of all in one column, and one each */
	put("S2/活动.csv", "日期,形式,形式/讲座,形式/沙龙,形式/其他\n"
	    "2021-01-01,讲座 沙龙,1,1,0\n");
	read_batch();
	assert_string_equal(told(),
	    "错误|CELL_NOT_YESNO|形式|2|S1/活动.csv!B5|\n"
	    "提醒|HEADER_UNKNOWN|~|形式/其他|S2/活动.csv!E1|\n");
	assert_string_equal(ask("SELECT 日期, 形式 FROM 活动 ORDER BY _序"),
	    "2021-01-01|讲座、参观|\n2021-01-02|~|\n2021-01-03|沙龙|\n"
	    "2021-01-04|沙龙|\n2021-01-01|讲座、沙龙|\n");
	assert_string_equal(ask("SELECT 编号, 荣誉 FROM 工作室 WHERE 编号 > 'S2' "
	    "ORDER BY 1"), "S3|甲奖|\nS4|~|\n");
	assert_string_equal(ask("SELECT 行, 原值, 新值, 规则 FROM 规范化 WHERE 字段 = "
	    "'形式' ORDER BY 文件, 行"),
	    "2|1|讲座、参观|各选项的列合成一格|\n"
	    "3|0|~|各选项的列合成一格|\n4||沙龙|各选项的列合成一格|\n"
	    "5|2|沙龙|各选项的列合成一格|\n2|讲座 沙龙|讲座、沙龙|选项统一|\n");
}

/* The same columns in a workbook: cells are dates there, or nothing yet. */
static void
test_kinds_in_columns(void **state)
{
	static const unsigned char kinds[] = { SHEET_CELL_DATE,
	    SHEET_CELL_TEXT, SHEET_CELL_NO_VALUE };
	static const char *cells[][3] = { { "日期", "主题", "公开" },
	    { "2017-03-21", "甲", "" }, { "2017-10-07", "乙", "" } };
	struct sheet_record records[3] = { 0 };
	struct sheet s = { .nrecords = 3, .records = records };
	struct folder fo = { .code = "S1" };
	struct source src = { .shown = "S1/填报.xlsx", .sheet = "活动" };
	struct intake in = { .scheme = &batch_scheme, .store = &batch_store,
	    .options = &batch_options, .err = &batch_err };
	struct reference year = { .name = "年度", .ncolumns = 1, .nrows = 1,
	    .rows = (const char **[]){ (const char *[]){ "2021" } } };
	struct scheme cycle = batch_scheme;
	struct heading headings[3];
	struct table t = { .headings = headings, .n = 3,
	    .kinds = (unsigned char[3]){ RECORD_DATA } };

	(void)state;
	cycle.references = &year;
	cycle.nreferences = 1;
	in.scheme = &cycle;
	src.form = scheme_form(&batch_scheme, "活动");
	for (size_t i = 0; i < 3; i++) {
		records[i] = (struct sheet_record){ .line = i + 1, .row = i + 1,
		    .ncells = 3, .cells = cells[i],
		    .kinds = i > 0 ? kinds : NULL };
		headings[i] = (struct heading){ .column = i,
		    .field = form_field(src.form, cells[0][i]) };
	}
	columns_look(&in, &fo, &src, &s, &t);
	assert_false(in.failed);
	assert_string_equal(told(),
	    "提醒|DATE_SYSTEM_DOUBTFUL|日期|2017-03-21|S1/填报.xlsx!活动!A2|\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_order_proven), TEST(test_order_not_proven),
		TEST(test_order_of_a_wide_row),
		TEST(test_date_system), TEST(test_date_system_no_cycle),
		TEST(test_rejected_is_not_noted),
		TEST(test_telephone_in_name), TEST(test_telephone_shown),
		TEST(test_kinds_in_columns), TEST(test_studio_meant), TEST(test_choices_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
