/* intake: text files that a cell names, and their characters. */
#define BATCH_MORE_FORMS \
	"案例,横,标题,文本,是,,,,,\n" \
	"案例,横,字数,整数,,,字,,,\n" \
	"案例,横,文件,文件,,字数,,,,\n" \
	"附录,横,正文,文件,,,,,,\n" \
	"评审,横,附件,文件,,,,,,\n"

#include "batch.h"

#include <unistd.h>

#include "intake/private.h"

/* 标题, the name and the characters of all rows. */
static const char *
texts(void)
{
	return ask("SELECT 标题, 文件, 文件_字符数 FROM 案例 ORDER BY _序");
}

static void
test_counted(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/案例.csv", "标题,字数,文件\n甲,5,一.txt\n乙,,二.txt\n丙,7字,\n丁,,\n");
	put("S1/一.txt", "\xef\xbb\xbf班 会\r\n\t课　\xc2\xa0好\xf0\xac\xad\x8e\n");
	put_bytes("S1/二.txt", "\xb0\xe0\xbb\xe1 abc", 8);	/* GB18030 */
	read_batch();
	assert_string_equal(findings(), "");
	assert_string_equal(texts(),
	    "甲|一.txt|5|\n乙|二.txt|5|\n丙|~|7|\n丁|~|~|\n");
	assert_string_equal(ask("SELECT typeof(文件_字符数) FROM 案例 "
	    "WHERE 标题 IN ('甲', '丙')"), "integer|\ninteger|\n");
	assert_string_equal(ask("SELECT 路径, 字节, 编码, 行数, 工作室, "
	    "length(\"SHA-256\") FROM 来源文件 WHERE 路径 LIKE '%.txt'"),
	    "S1/一.txt|29|UTF-8 BOM|2|S1|64|\nS1/二.txt|8|GB18030|1|S1|64|\n");
}

/* Half a character: counted as one, and told where. */
static void
test_broken(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/案例.csv", "标题,字数,文件\n甲,10,一.txt\n");
	put("S1/一.txt", "一二三四五六字\n多\xe4\xbd\xff");
	read_batch();
	assert_string_equal(findings(),
	    "S1|错误|BYTE_BROKEN|S1/一.txt|2|~|~|~|~|\n");
	assert_string_equal(texts(), "甲|一.txt|10|\n");
}

static void
test_differs(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/案例.csv", "标题,字数,文件\n甲,6,一.txt\n乙,5,一.txt\n");
	put("S1/一.txt", "\xe2\x80\x8b四个字");	/* U+200B is no white space */
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|TEXT_LENGTH_DIFFERS|S1/案例.csv|2|2|字数|6|S1/案例.csv!B2|\n"
	    "S1|提醒|TEXT_LENGTH_DIFFERS|S1/案例.csv|3|2|字数|5|S1/案例.csv!B3|\n");
	assert_string_equal(texts(), "甲|一.txt|4|\n乙|一.txt|4|\n");
	assert_string_equal(ask("SELECT 说明 FROM 问题 WHERE 行 = 2 AND "
	    "代码 = 'TEXT_LENGTH_DIFFERS'"),
	    "填报的字数是6，文件中有4个字符（不含空白），以文件为准|\n");
}

static void
test_missing(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/案例.csv", "标题,字数,文件\n甲,6,没有.txt\n乙,,没有.txt\n"
	    "丙,9,#REF!\n丁,9,一.txt/二\n");
	put("S1/一.txt", "字");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|FILE_NAME_UNKNOWN|S1/一.txt|~|~|~|~|~|\n"
	    "S1|错误|TEXT_FILE_MISSING|S1/案例.csv|2|3|文件|没有.txt|S1/案例.csv!C2|\n"
	    "S1|错误|TEXT_FILE_MISSING|S1/案例.csv|3|3|文件|没有.txt|S1/案例.csv!C3|\n"
	    "S1|错误|CELL_FORMULA_ERROR|S1/案例.csv|4|3|文件|#REF!|S1/案例.csv!C4|\n"
	    "S1|错误|TEXT_FILE_MISSING|S1/案例.csv|5|3|文件|一.txt/二|S1/案例.csv!C5|\n");
	assert_string_equal(texts(),
	    "甲|没有.txt|6|\n乙|没有.txt|~|\n丙|~|9|\n丁|一.txt/二|9|\n");
	assert_string_equal(ask("SELECT 说明 FROM 问题 WHERE "
	    "代码 = 'TEXT_FILE_MISSING' AND 行 < 4 ORDER BY 行"),
	    "没有找到所写的文件，未读取，字符数以填报的“字数”6为准|\n"
	    "没有找到所写的文件，未读取，字符数按空处理|\n");
}

static void
test_outside(void **state)
{
	(void)state;
	put_studio("S1");
	put_studio("S2");
	put("S2/别人.txt", "别人的字");
	put("S1/案例.csv", "标题,字数,文件\n甲,1,../S2/别人.txt\n乙,2,/etc/passwd\n"
	    "丙,3,C:\\案例.txt\n丁,4,附件\\..\\..\\S2\\别人.txt\n戊,5,.\n");
	read_batch();
	assert_string_equal(ask("SELECT 代码, 行, 列 FROM 问题 WHERE 行 > 0"),
	    "TEXT_FILE_OUTSIDE|2|3|\nTEXT_FILE_OUTSIDE|3|3|\n"
	    "TEXT_FILE_OUTSIDE|4|3|\nTEXT_FILE_OUTSIDE|5|3|\n"
	    "TEXT_FILE_OUTSIDE|6|3|\n");
	assert_string_equal(ask("SELECT group_concat(文件_字符数) FROM 案例"),
	    "1,2,3,4,5|\n");
	assert_string_equal(ask("SELECT count(*) FROM 来源文件 WHERE "
	    "路径 NOT LIKE '%.csv'"), "0|\n");
}

static void
test_unreadable(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/真.txt", "真的字");
	put_bytes("S1/报告.docx", "PK\x03\x04zzzz", 8);
	put_bytes("S1/乱.txt", "\xff\x00\xff", 3);
	put("S1/附件/内.txt", "内");
	put("S1/空.txt", " \n");
	assert_int_equal(symlink("真.txt", path_join(&batch_arena, batch_path,
	    "S1/链.txt")), 0);
	assert_int_equal(symlink("附件", path_join(&batch_arena, batch_path,
	    "S1/链夹")), 0);
	put("S1/案例.csv", "标题,字数,文件\n甲,1,链.txt\n乙,2,链夹/内.txt\n"
	    "丙,3,报告.docx\n丁,4,乱.txt\n戊,5,附件\n己,6,空.txt\n");
	read_batch();
	assert_string_equal(ask("SELECT 代码, 行, 说明 FROM 问题 WHERE 行 > 0"),
	    "TEXT_FILE_UNREADABLE|2|所写的文件是链接，不是文件本身，未读取，"
	    "字符数以填报的“字数”1为准|\n"
	    "TEXT_FILE_UNREADABLE|3|所写的文件是链接，不是文件本身，未读取，"
	    "字符数以填报的“字数”2为准|\n"
	    "TEXT_FILE_UNREADABLE|4|所写的文件是 Word、WPS 或电子表格的文档，不是纯文本，"
	    "未读取，字符数以填报的“字数”3为准|\n"
	    "TEXT_FILE_UNREADABLE|5|所写的文件不是文本，或文字编码无法识别，未读取，"
	    "字符数以填报的“字数”4为准|\n"
	    "TEXT_FILE_UNREADABLE|6|所写的文件不是普通文件，未读取，"
	    "字符数以填报的“字数”5为准|\n"
	    "TEXT_LENGTH_DIFFERS|7|填报的字数是6，文件中有0个字符（不含空白），以文件为准|\n");
	assert_string_equal(ask("SELECT group_concat(文件_字符数) FROM 案例"),
	    "1,2,3,4,5,0|\n");
	assert_string_equal(ask("SELECT 文件 FROM 问题 WHERE 代码 = 'FILE_EMPTY'"),
	    "S1/空.txt|\n");
	assert_string_equal(ask("SELECT 文件 FROM 问题 WHERE "
	    "代码 IN ('FILE_NAME_UNKNOWN', 'FOLDER_UNKNOWN')"),
	    "S1/真.txt|\nS1/附件|\n");
}

/* A text that is named as a part of a table would be, and one further down. */
static void
test_no_unknown_file(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/案例-1.txt", "案例的字");
	put("S1/案例-2.txt", "标题,字数,文件\n乙,8,\n");
	put("S1/工作室-我们.txt", "我");
	put("S1/成员-他.txt", "他");
	put("S1/附件/一.txt", "一");
	put("S1/佐证/一.txt", "一");
	put("S1/案例.csv", "标题,字数,文件\n甲,4,案例-1.txt\n丙,1,.\\附件\\一.txt\n"
	    "丁,1,工作室-我们.txt\n戊,1,成员-他.txt\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|FOLDER_UNKNOWN|S1/佐证|~|~|~|~|~|\n");
	assert_string_equal(texts(), "甲|案例-1.txt|4|\n丙|.\\附件\\一.txt|1|\n"
	    "丁|工作室-我们.txt|1|\n戊|成员-他.txt|1|\n乙|~|8|\n");
}

/* Beside a table in the batch's root, or in the studio's folder; a field without a stated number. */
static void
test_root(void **state)
{
	(void)state;
	put_studio("S1");
	put("案例.csv", "工作室,标题,字数,文件\nS1,甲,2,一.txt\nS1,乙,3,S1/二.txt\n"
	    "C2,丙,4,四.txt\nC2,丁,5,二.txt\n");
	put("S2/基本信息.csv", "项目,内容\n编号,C2\n名称,另一工作室\n");
	put("S2/四.txt", "一二三四");
	put("一.txt", "一二");
	put("S1/二.txt", "一二三");
	put("S1/附录.csv", "正文\n二.txt\n三.txt\n");
	read_batch();
	assert_string_equal(ask("SELECT 代码, 文件, 行 FROM 问题 WHERE 代码 <> "
	    "'TABLE_MISSING'"), "TEXT_FILE_MISSING|S1/附录.csv|3|\nTEXT_FILE_MISSING|案例.csv|5|\n");
	assert_string_equal(texts(),
	    "甲|一.txt|2|\n乙|S1/二.txt|3|\n丙|四.txt|4|\n丁|二.txt|5|\n");
	assert_string_equal(ask("SELECT 路径, 工作室 FROM 来源文件 WHERE "
	    "路径 LIKE '%.txt' ORDER BY 路径"), "S1/二.txt|S1|\nS2/四.txt|C2|\n"
	    "一.txt|S1|\n");
	assert_string_equal(ask("SELECT 正文, 正文_字符数 FROM 附录"),
	    "二.txt|3|\n三.txt|~|\n");
}

/* A text that the experts' table names is the experts'. */
static void
test_experts_text(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/附录.csv", "正文\n一.txt\n");
	put("S1/评审-甲.csv", "评估点,得分,附件\n1.1.1,2,二.txt\n");
	put("S1/一.txt", "\n");
	put("S1/二.txt", "\n");
	read_batch();
	assert_string_equal(ask("SELECT 文件 FROM 问题 WHERE 代码 = "
	    "'FILE_EMPTY'"), "S1/一.txt|\nS1/二.txt|\n");
	assert_string_equal(ask("SELECT 文件 FROM 整改事项 WHERE 代码 = "
	    "'FILE_EMPTY'"), "S1/一.txt|\n");
}

/* Texts of every kind are looked through for characters that get lost. */
static void
test_characters(void **state)
{
	(void)state;
	put("S1/基本信息.csv", "项目,内容\n编号,\n名称,甲\ue000\n荣誉,乙\ue000\n"
	    "电话,1\ue000\n");
	put("S1/成员.csv", "姓名,性别,备注\n张三,男,丙\ue000\n");
	put("S1/案例.csv", "标题,文件\n丁,戊\ue000.txt\n");
	put("S1/戊\ue000.txt", "己\ue000");
	read_batch();
	assert_string_equal(ask("SELECT 单元格, 字段, 值, substr(说明, 1, 9) "
	    "FROM 问题 WHERE 代码 = 'CHAR_PRIVATE'"),
	    "S1/基本信息.csv!B3|名称|甲\ue000|U+E000是自造|\n"
	    "S1/基本信息.csv!B4|荣誉|乙\ue000|U+E000是自造|\n"
	    "S1/基本信息.csv!B5|电话|***|有的字是自造字（私|\n"
	    "S1/成员.csv!C2|备注|丙\ue000|张三：U+E000|\n"
	    "S1/案例.csv!B2|文件|戊\ue000.txt|U+E000是自造|\n");
}

/* No character: white space of any kind and the BOM, wherever they stand. */
static void
test_what_is_no_character(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/案例.csv", "标题,字数,文件\n甲,3,一.txt\n乙,2,二.txt\n");
	put("S1/一.txt", "\xef\xbb\xbf甲\xef\xbb\xbf乙\xef\xbb\xbf\n丙\xef\xbb\xbf");
	put("S1/二.txt", "甲\xc2\x85\xe2\x80\xa8\xe2\x80\x83\xe2\x81\x9f"
	    "\xe1\x9a\x80\v\f\r\n乙");
	read_batch();
	assert_string_equal(findings(), "");
	assert_string_equal(texts(), "甲|一.txt|3|\n乙|二.txt|2|\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_counted),
		TEST(test_broken),
		TEST(test_differs),
		TEST(test_missing),
		TEST(test_outside),
		TEST(test_unreadable),
		TEST(test_no_unknown_file),
		TEST(test_root),
		TEST(test_experts_text),
		TEST(test_characters),
		TEST(test_what_is_no_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
