/* intake: headings, rows, vertical forms, root tables, repeats, masks. */
#include "batch.h"

#include "intake/private.h"

static void
test_heading(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/成员.csv", "某工作室成员名册,,,\n填表说明：姓名必填,,,\n"
	    "序号,*姓 名（必填）,性别★,教龄(年),联系,,性别,备　注:\n"
	    "1,张三,男,3,x,,女,\n2,,,,y,,,\n3,李四,女,４年,,甲,,好\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|HEADER_UNKNOWN|S1/成员.csv|3|5|~|联系|S1/成员.csv!E3|\n"
	    "S1|错误|HEADER_REPEATED|S1/成员.csv|3|7|性别|性别|S1/成员.csv!G3|\n"
	    "S1|提醒|ROW_NOT_DATA|S1/成员.csv|5|~|~|~|S1/成员.csv!5:5|\n"
	    "S1|提醒|HEADER_EMPTY|S1/成员.csv|6|6|~|甲|S1/成员.csv!F6|\n");
	assert_string_equal(ask("SELECT 姓名,性别,教龄,备注,_行 FROM 成员"),
	    "张三|男|3|~|4|\n李四|女|4|好|6|\n");
}

static void
test_missing(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/成员.csv", "姓名,教龄,备注\n张三,三\n,5,x\n");
	put("S1/自评.csv", "评估点,得分\n1.1.1,\n1.1.2,-\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|错误|COLUMN_MISSING|S1/成员.csv|1|~|性别|~|S1/成员.csv!1:1|\n"
	    "S1|错误|CELL_NOT_NUMBER|S1/成员.csv|2|2|教龄|三|S1/成员.csv!B2|\n"
	    "S1|错误|CELL_MISSING|S1/成员.csv|3|1|姓名|~|S1/成员.csv!A3|\n"
	    "S1|错误|CELL_MISSING|S1/自评.csv|2|2|得分|~|S1/自评.csv!B2|\n"
	    "S1|错误|CELL_MISSING|S1/自评.csv|3|2|得分|~|S1/自评.csv!B3|\n");
	assert_string_equal(ask("SELECT 姓名, 教龄 FROM 成员"),
	    "张三|~|\n~|5|\n");
	assert_string_equal(ask("SELECT 说明, 建议 FROM 问题 WHERE "
	    "代码 = 'CELL_NOT_NUMBER'"),
	    "不是数字（单位：年），按空处理|请只填数字|\n");
}

/* The line and the spreadsheet's row differ behind a cell of two lines. */
static void
test_places(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/成员.csv", "姓名,性别,教龄,备注\r\n张三,男,1,\"甲\r\n乙\"\r\n"
	    "李?,女,1.38E+10,#REF!\r\n王五,中,2.5,\"丙\a\"\r\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|NAME_CHARACTER_LOST|S1/成员.csv|4|1|姓名|李?|S1/成员.csv!A3|\n"
	    "S1|错误|CELL_SCIENTIFIC|S1/成员.csv|4|3|教龄|1.38E+10|S1/成员.csv!C3|\n"
	    "S1|错误|CELL_FORMULA_ERROR|S1/成员.csv|4|4|备注|#REF!|S1/成员.csv!D3|\n"
	    "S1|错误|CELL_NOT_CHOICE|S1/成员.csv|5|2|性别|中|S1/成员.csv!B4|\n"
	    "S1|错误|CELL_NOT_INTEGER|S1/成员.csv|5|3|教龄|2.5|S1/成员.csv!C4|\n"
	    "S1|提醒|CONTROL_CHARACTER|S1/成员.csv|5|4|备注|丙\a|S1/成员.csv!D4|\n");
	assert_string_equal(ask("SELECT 姓名,性别,教龄,备注,_行,_表行 FROM 成员"),
	    "张三|男|1|甲\n乙|2|2|\n李?|女|~|~|4|3|\n王五|~|~|丙|5|4|\n");
	assert_string_equal(ask("SELECT 文件,行,列,字段,原值,新值,规则 "
	    "FROM 规范化 WHERE 文件 LIKE '%成员.csv'"),
	    "S1/成员.csv|5|4|备注|丙\a|丙|去控制字符|\n");
}

static void
test_oddities(void **state)
{
	struct buf b = { 0 };

	(void)state;
	put_studio("S1");
	buf_adds(&b, "姓名,性别,备注\n张三,男,");
	for (size_t i = 0; i <= SHEET_MAX_CELL; i++)
		buf_addc(&b, 'x');
	buf_adds(&b, "\n李四,女,\"开\n王五,男,\n赵六,女,\"开\n完\n");
	put_bytes("S1/成员.csv", b.data, b.len);
	buf_free(&b);
	read_batch();
	assert_string_equal(findings(),
	    "S1|错误|CELL_TOO_LONG|S1/成员.csv|2|3|~|~|S1/成员.csv!C2|\n"
	    "S1|错误|QUOTE_SWALLOWS|S1/成员.csv|3|3|~|~|S1/成员.csv!C3|\n"
	    "S1|错误|QUOTE_OPEN|S1/成员.csv|5|3|~|~|S1/成员.csv!C5|\n");
	assert_string_equal(ask("SELECT 姓名, 备注 FROM 成员"),
	    "张三|~|\n李四|\"开|\n王五|~|\n赵六|开\n完|\n");
}

static void
test_vertical(void **state)
{
	(void)state;
	put("S1/基本信息.csv", "申报表,,\n项目,内容,说明\n编号:,S9,\n名称*,甲,\n"
	    "一、场地,,\n面积（平方米）,大,x\n颜色,红,\n,没有标签,\n面积,5,\n"
	    "荣誉,甲奖；丙奖,\n电话,1.38E+10,\n注：如实填写,,\n");
	read_batch();
	assert_string_equal(findings(),
	    "S9|错误|CELL_NOT_NUMBER|S1/基本信息.csv|6|2|面积|大|S1/基本信息.csv!B6|\n"
	    "S9|提醒|HEADER_UNKNOWN|S1/基本信息.csv|7|1|~|颜色|S1/基本信息.csv!A7|\n"
	    "S9|提醒|HEADER_EMPTY|S1/基本信息.csv|8|1|~|***|S1/基本信息.csv!A8|\n"
	    "S9|错误|HEADER_REPEATED|S1/基本信息.csv|9|2|面积|5|S1/基本信息.csv!B9|\n"
	    "S9|提醒|CHOICE_UNKNOWN|S1/基本信息.csv|10|2|荣誉|甲奖；丙奖|"
	    "S1/基本信息.csv!B10|\n"
	    "S9|错误|CELL_SCIENTIFIC|S1/基本信息.csv|11|2|电话|***|"
	    "S1/基本信息.csv!B11|\n");
	assert_string_equal(ask("SELECT 编号, 名称, 面积, 荣誉, 电话 FROM 工作室"),
	    "S9|甲|~|甲奖、丙奖|~|\n");
	assert_string_equal(ask("SELECT 工作室, 值, _文件, _行 FROM 工作室_荣誉"),
	    "S9|甲奖|S1/基本信息.csv|3|\nS9|丙奖|S1/基本信息.csv|3|\n");
}

static void
test_vertical_forms(void **state)
{
	(void)state;
	/* no heading; two halves side by side; laid out as a table */
	put("S1/基本信息.csv", "表一\n名称,甲\n面积,1\n");
	put("S2/基本信息.csv", "项目,内容,项目,内容\n名称,乙,面积,2\n荣誉,无,,\n");
	put("S3/基本信息.csv", "编号,名称,面积\n30,丙,3\n31,丁,4\n");
	put("S4/基本信息.csv", "项目,内容\n甲,乙\n");
	put("S5/基本信息.csv", "项目,内容\n面积,5\n");
	read_batch();
	assert_string_equal(findings(),
	    "30|错误|IDENTITY_REPEATED|S3/基本信息.csv|3|~|~|~|"
	    "S3/基本信息.csv!3:3|\n"
	    "S4|错误|IDENTITY_MISSING|S4|~|~|~|~|~|\n"
	    "S4|错误|HEADER_MISSING|S4/基本信息.csv|~|~|~|~|~|\n"
	    "S4|提醒|HEADER_UNKNOWN|S4/基本信息.csv|2|1|~|甲|S4/基本信息.csv!A2|\n"
	    "S5|错误|COLUMN_MISSING|S5/基本信息.csv|~|~|名称|~|~|\n");
	assert_string_equal(ask("SELECT 编号, 名称, 面积 FROM 工作室"),
	    "S1|甲|1.0|\nS2|乙|2.0|\n30|丙|3.0|\nS5|~|5.0|\n");
}

static void
test_root(void **state)
{
	(void)state;
	put_studio("S1");
	put_studio("S2");
	put("成员.csv", "工作室,姓名,性别\nS1,张三,男\n,李四,女\nS2,王五,男\n"
	    "S3,赵六,男\nＳ２,钱七,女\nS1,,\n");
	put("材料.csv", "年度,计划\n2021,有\n");
	put("自评.csv", "工作室,评估点,得分\n,1.1.1,1\n");
	put("评审-甲.csv", "工作室,评估点,得分\nS1,1.1.1,1\n");
	put("评审.csv", "工作室,评估点,得分\nS2,1.1.1,2\nS2,1.1.2,2\n");
	read_batch();
	assert_string_equal(findings(),
	    "~|提醒|VALUE_FROM_ABOVE|成员.csv|3|1|~|~|成员.csv!A3|\n"
	    "~|错误|STUDIO_UNKNOWN|成员.csv|5|1|工作室|S3|成员.csv!A5|\n"
	    "~|错误|STUDIO_COLUMN_MISSING|材料.csv|1|~|~|~|材料.csv!1:1|\n"
	    "~|错误|STUDIO_UNKNOWN|自评.csv|2|1|工作室|~|自评.csv!A2|\n"
	    "S2|提醒|EXPERT_MISSING|评审.csv|2|~|专家|~|评审.csv!2:2|\n");
	assert_string_equal(ask("SELECT 工作室, 姓名 FROM 成员 ORDER BY _序"),
	    "S1|张三|\nS1|李四|\nS2|王五|\nS2|钱七|\n");
	assert_string_equal(ask("SELECT 工作室, 专家, 评估点 FROM 评审 "
	    "ORDER BY _序"), "S1|甲|1.1.1|\nS2|~|1.1.1|\nS2|~|1.1.2|\n");
	assert_string_equal(ask("SELECT 行, 列, 原值, 新值, 规则 FROM 规范化 "
	    "WHERE 文件 = '成员.csv'"), "3|1||S1|取上一行|\n"
	    "6|1|Ｓ２|S2|全角转半角|\n");
	assert_string_equal(ask("SELECT count(*) FROM 问题 WHERE "
	    "代码 = 'TABLE_MISSING'"), "0|\n");
}

static void
test_repeats(void **state)
{
	(void)state;
	put_studio("S1");
	put_studio("S2");
	put("S1/成员.csv", "姓名,性别,教龄\n张三,男,3\n张 三,男,3年\n"
	    "张三,男,4\n李四,女,\n");
	put("S1/材料.csv", "年度,计划,次数\n2021,有,1\n2022,有,1\n2021年,无,1\n"
	    ",有,3\n,有,2\n");
	put("S2/成员.csv", "姓名,性别,教龄\n张三,男,3\n");
	put("成员.csv", "工作室,姓名,性别,教龄\nS2,张三,男,3\nS1,李四,女,\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|ROW_REPEATED|S1/成员.csv|3|~|~|~|S1/成员.csv!3:3|\n"
	    "S1|提醒|VALUE_REPEATED|S1/成员.csv|4|1|姓名|张三|S1/成员.csv!A4|\n"
	    "S1|错误|KEY_REPEATED|S1/材料.csv|4|1|年度|2021|S1/材料.csv!A4|\n"
	    "S1|错误|CELL_MISSING|S1/材料.csv|5|1|年度|~|S1/材料.csv!A5|\n"
	    "S1|错误|CELL_MISSING|S1/材料.csv|6|1|年度|~|S1/材料.csv!A6|\n"
	    "S2|提醒|ROW_REPEATED|成员.csv|2|~|~|~|成员.csv!2:2|\n"
	    "S1|提醒|ROW_REPEATED|成员.csv|3|~|~|~|成员.csv!3:3|\n");
	assert_string_equal(ask("SELECT 工作室, 姓名, 教龄 FROM 成员 "
	    "ORDER BY _序"), "S1|张三|3|\nS1|张三|4|\nS1|李四|~|\nS2|张三|3|\n");
	assert_string_equal(ask("SELECT 年度, 计划 FROM 材料 ORDER BY _序"),
	    "2021|有|\n2022|有|\n~|有|\n~|有|\n");
	assert_string_equal(ask("SELECT 说明 FROM 问题 WHERE 行 = 3 "
	    "ORDER BY rowid"), "与第2行完全相同，只计一次|\n"
	    "与 S1/成员.csv 第5行完全相同，只计一次|\n");
}

/* Experts' scores are left to the assessment, self scores are keyed. */
static void
test_scores_repeated(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/评审.csv", "专家,评估点,得分\n"
	    "甲,1.1.1,3\n甲,1.1.1,高\n甲,1.1.1,1\n甲,1.1.1,2\n"
	    "乙,1.1.1,2\n乙,1.1.2,0.005\n乙,1.1.2,5\n乙,1.1.2,5\n"
	    "丙,9.9,1\n丙,9.9,2\n");
	put("S1/自评.csv", "评估点,得分\n1.1.1,9\n1.1.1,1\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|错误|KEY_REPEATED|S1/自评.csv|3|1|评估点|1.1.1|S1/自评.csv!A3|\n"
	    "S1|错误|CELL_NOT_NUMBER|S1/评审.csv|3|3|得分|高|S1/评审.csv!C3|\n"
	    "S1|提醒|ROW_REPEATED|S1/评审.csv|9|~|~|~|S1/评审.csv!9:9|\n");
	assert_string_equal(ask("SELECT 专家, 评估点, 得分 FROM 评审 "
	    "ORDER BY _序"), "甲|1.1.1|3.0|\n甲|1.1.1|~|\n甲|1.1.1|1.0|\n"
	    "甲|1.1.1|2.0|\n乙|1.1.1|2.0|\n乙|1.1.2|0.005|\n乙|1.1.2|5.0|\n"
	    "丙|9.9|1.0|\n丙|9.9|2.0|\n");
}

static void
test_masks(void **state)
{
	(void)state;
	put("S1/基本信息.csv", "项目,内容\n名称,甲\n电话,１３８００００１２３４\n");
	put("S2/基本信息.csv", "项目,内容\n名称,乙\n电话,#REF!\n");
	read_batch();
	assert_string_equal(ask("SELECT 电话 FROM 工作室 ORDER BY _序"),
	    "13800001234|\n~|\n");
	assert_string_equal(ask("SELECT 原值, 新值 FROM 规范化 WHERE "
	    "字段 = '电话'"), "***|138****1234|\n");
	assert_string_equal(ask("SELECT 值 FROM 问题 WHERE 字段 = '电话'"),
	    "***|\n");
	assert_int_equal(scheme_redact(&batch_scheme, &batch_store, &batch_err),
	    0);
	assert_string_equal(ask("SELECT 名称, 电话 FROM 工作室 ORDER BY _序"),
	    "甲|138****1234|\n乙|~|\n");
}

static void
test_show_personal(void **state)
{
	(void)state;
	batch_options.show_personal = true;
	put("S1/基本信息.csv", "项目,内容\n名称,甲\n电话,１３８００００１２３４\n");
	put("S2/基本信息.csv", "项目,内容\n名称,乙\n电话,1.38E+10\n");
	read_batch();
	assert_string_equal(ask("SELECT 原值, 新值 FROM 规范化 WHERE "
	    "字段 = '电话'"), "１３８００００１２３４|13800001234|\n");
	assert_string_equal(ask("SELECT 值 FROM 问题 WHERE 字段 = '电话'"),
	    "1.38E+10|\n");
}

/* What is told before the 编号 is read goes to the studio all the same. */
static void
test_studio_of_findings(void **state)
{
	(void)state;
	put("S1/基本信息.csv", "项目,内容\n编号,S9\n名称,甲\n面积,\"1\n");
	put("S1/x.doc", "x");
	put("S2/x.doc", "x");
	put("x.doc", "x");
	put("成员.csv", "工作室,姓名,性别\nS9,张三,男\n");
	read_batch();
	assert_string_equal(findings(),
	    "S9|提醒|FILE_NAME_UNKNOWN|S1/x.doc|~|~|~|~|~|\n"
	    "S9|错误|QUOTE_OPEN|S1/基本信息.csv|4|2|~|~|S1/基本信息.csv!B4|\n"
	    "S2|错误|IDENTITY_MISSING|S2|~|~|~|~|~|\n"
	    "S2|提醒|FILE_NAME_UNKNOWN|S2/x.doc|~|~|~|~|~|\n"
	    "~|提醒|FILE_NAME_UNKNOWN|x.doc|~|~|~|~|~|\n");
	assert_string_equal(ask("SELECT 路径, 工作室 FROM 来源文件 ORDER BY 1"),
	    "S1/基本信息.csv|S9|\n成员.csv|~|\n");
}

/* A long value is cut in the finding, on a character's edge. */
static void
test_long_value(void **state)
{
	struct buf b = { 0 };

	(void)state;
	put_studio("S1");
	buf_adds(&b, "姓名,性别\n张三,");
	for (size_t i = 0; i < 200; i++)
		buf_adds(&b, "男");
	put_bytes("S1/成员.csv", b.data, b.len);
	buf_free(&b);
	read_batch();
	assert_string_equal(ask("SELECT length(值), substr(值, -2) FROM 问题 "
	    "WHERE 代码 = 'CELL_NOT_CHOICE'"), "101|男…|\n");
}

/* GBK and UTF-16 are read as what they say. */
static void
test_encodings(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/成员.csv", "\xd0\xd5\xc3\xfb,\xd0\xd4\xb1\xf0\r\n"
	    "\xd5\xc5\xc8\xfd,\xc4\xd0\r\n");
	put_bytes("S1/材料.csv", "\xff\xfe\x74\x5e\xa6\x5e\t\0\xa1\x8b\x12\x52"
	    "\r\0\n\0002\0000\0002\0001\0\t\0\x09\x67\r\0\n\0", 32);
	read_batch();
	assert_string_equal(findings(), "");
	assert_string_equal(ask("SELECT 姓名, 性别 FROM 成员"), "张三|男|\n");
	assert_string_equal(ask("SELECT 年度, 计划 FROM 材料"), "2021|有|\n");
	assert_string_equal(ask("SELECT 路径, 编码 FROM 来源文件 ORDER BY 1"),
	    "S1/基本信息.csv|UTF-8|\nS1/成员.csv|GB18030|\n"
	    "S1/材料.csv|UTF-16LE|\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_heading), TEST(test_missing), TEST(test_places),
		TEST(test_oddities), TEST(test_vertical),
		TEST(test_vertical_forms), TEST(test_root),
		TEST(test_repeats), TEST(test_scores_repeated),
		TEST(test_masks), TEST(test_show_personal),
		TEST(test_long_value), TEST(test_studio_of_findings), TEST(test_encodings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
