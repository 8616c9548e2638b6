/* intake: what a cell of each type is read as. */
#include "check.h"

#include "cell_examples.h"
#include "intake/private.h"

static struct arena arena;

static const char *const two[] = { "男", "女" };
static const char *const have[] = { "有", "无" };
static const char *const none_have[] = { "无", "有" };
static const char *const prizes[] = { "甲奖", "乙奖", "无" };

static void
check_all(const struct field *f, bool key, const struct cell_example *e)
{
	cell_check(&arena, f, &(struct cell_origin){ .key = key }, e);
}

static void
test_text(void **state)
{
	const struct field f = { .type = FIELD_TEXT, .unit = "" };

	(void)state;
	check_all(&f, false, (const struct cell_example[]){
		{ "", "~||" }, { "  ", "~||" }, { "　\n", "~||" },
		{ "第一中学", "第一中学||" }, { "　第一中学 ", "第一中学|去首尾空白|" },
		{ "甲 乙", "甲 乙||" }, { "a  b", "a  b||" },
		{ "两行\n文字", "两行\n文字||" },
		{ "甲\t乙", "甲 乙|去空白|" },
		{ "甲\a乙", "甲乙|去控制字符|CONTROL_CHARACTER" },
		{ "\a", "~|去控制字符|CONTROL_CHARACTER" },
		{ "甲\xc2\x85乙", "甲乙|去控制字符|CONTROL_CHARACTER" },
		{ "甲\xe2\x80\x8b乙", "甲乙|去空白|" },
		{ "\xef\xbb\xbf甲", "甲|去首尾空白|" },
		{ "第３中学Ａ区（东）", "第3中学A区（东）|全角转半角|" },
		{ "2022－2023－1", "2022-2023-1|全角转半角|" },
		{ "２０２２—2023–1", "2022-2023-1|全角转半角|" },
		{ "2022 - 2023 - 1", "2022-2023-1|去空白|" },
		{ "138 0000 0000", "13800000000|去空白|" },
		{ "3 号楼", "3 号楼||" },
		{ "12-3室", "12-3室||" },
		{ "1.38E+10", "~||CELL_SCIENTIFIC" },
		{ "4.10105E+17", "~||CELL_SCIENTIFIC" },
		{ "1e+5", "~||CELL_SCIENTIFIC" },
		{ "1E5班", "1E5班||" }, { "A1.38E+10", "A1.38E+10||" },
		{ "#REF!", "~||CELL_FORMULA_ERROR" },
		{ "#N/A", "~||CELL_FORMULA_ERROR" },
		{ "#DIV/0!", "~||CELL_FORMULA_ERROR" },
		{ "######", "~||CELL_FORMULA_ERROR" },
		{ "#1", "#1||" }, { "#", "#||" },
		{ "—", "~|占位符作空|" }, { "/", "~|占位符作空|" },
		{ " -- ", "~|去首尾空白、占位符作空|" }, { "无", "无||" },
		{ "=1+1", "=1+1||" },
		{ "问号?", "问号?||" },
		{ "乱\xef\xbf\xbd码", "乱\xef\xbf\xbd码||TEXT_CHARACTER_LOST" },
		{ "\xee\x80\x80", "\xee\x80\x80||" },	/* CHAR_PRIVATE */
		{ NULL, NULL } });
}

static void
test_key(void **state)
{
	const struct field f = { .type = FIELD_TEXT, .unit = "" };

	(void)state;
	check_all(&f, true, (const struct cell_example[]){
		{ "1.1.1", "1.1.1||" }, { "１．１．１", "1.1.1|全角转半角|" },
		{ "1。1。1", "1.1.1|全角转半角|" },
		{ "1. 1 .1", "1.1.1|去空白|" },
		{ "Ａ １", "A1|全角转半角、去空白|" },
		{ "ZZ－01", "ZZ-01|全角转半角|" },
		{ "郑州—01", "郑州-01|全角转半角|" },
		{ NULL, NULL } });
}

static void
test_person(void **state)
{
	const struct field f = { .type = FIELD_PERSON, .unit = "" };

	(void)state;
	check_all(&f, false, (const struct cell_example[]){
		{ "张三", "张三||" }, { "张 三", "张三|去空白|" },
		{ "张　 三", "张三|去空白|" }, { "张\n三", "张三|去空白|" },
		{ "㛃 䶮", "㛃䶮|去空白|" }, { "𬭎 喆", "𬭎喆|去空白|" },
		{ "John  Smith", "John Smith|去空白|" },
		{ "John 李", "John 李||" },
		{ "阿依古丽·买买提", "阿依古丽·买买提||" },
		{ "张?", "张?||NAME_CHARACTER_LOST" },
		{ "张？", "张？||NAME_CHARACTER_LOST" },
		{ "张□", "张□||NAME_CHARACTER_LOST" },
		{ "张\xef\xbf\xbd", "张\xef\xbf\xbd||NAME_CHARACTER_LOST" },
		{ "张\xee\xa0\x96", "张\xee\xa0\x96||" },	/* CHAR_PRIVATE */
		{ NULL, NULL } });
}

static void
test_integer(void **state)
{
	const struct field f = { .type = FIELD_INTEGER, .unit = "人" };

	(void)state;
	check_all(&f, false, (const struct cell_example[]){
		{ "12", "12||" }, { " 12 ", "12|去首尾空白|" }, { "0", "0||" },
		{ "-3", "-3||" }, { "+3", "3|数字统一|" }, { "007", "7|数字统一|" },
		{ "-0", "0|数字统一|" }, { "12.0", "12||" }, { "0.00", "0||" },
		{ "１２", "12|全角转半角|" }, { "1 2", "12|去空白|" },
		{ "12人", "12|去单位|" }, { "１２　人",
		    "12|全角转半角、去空白、去单位|" },
		{ "12名", "12|去单位|" }, { "1,234", "1234|去千分位|" },
		{ "1，234，567", "1234567|全角转半角、去千分位|" },
		{ "12,34", "~||CELL_NOT_NUMBER" },
		{ "12.5", "~||CELL_NOT_INTEGER" },
		{ "十二", "~||CELL_NOT_NUMBER" }, { "约12",
		    "~||CELL_NOT_NUMBER" },
		{ "12分", "~||CELL_NOT_NUMBER" }, { "人", "~||CELL_NOT_NUMBER" },
		{ "1.2.3", "~||CELL_NOT_NUMBER" }, { ".", "~||CELL_NOT_NUMBER" },
		{ "-", "~|占位符作空|" }, { "无", "~||CELL_NOT_NUMBER" },
		{ "1.2E+3", "~||CELL_SCIENTIFIC" },
		{ "#VALUE!", "~||CELL_FORMULA_ERROR" },
		{ "123456789012345", "123456789012345||" },
		{ "1234567890123456", "~||CELL_TOO_PRECISE" },
		{ NULL, NULL } });
}

static void
test_decimal(void **state)
{
	const struct field f = { .type = FIELD_DECIMAL, .unit = "分" };
	const struct field percent = { .type = FIELD_DECIMAL, .unit = "%" };
	const struct field area = { .type = FIELD_DECIMAL, .unit = "平方米" };

	(void)state;
	check_all(&f, false, (const struct cell_example[]){
		{ "1.5", "1.5||" }, { "-1.50", "-1.5||" }, { ".5", "0.5|数字统一|" },
		{ "-.5", "-0.5|数字统一|" }, { "0.05", "0.05||" }, { "00.5", "0.5|数字统一|" },
		{ "5.", "5||" }, { "100", "100||" }, { "1.005", "1.005||" },
		{ "１．５分", "1.5|全角转半角、去单位|" },
		{ "1。5", "1.5|全角转半角|" },
		{ "−2", "-2|全角转半角|" },
		{ "85%", "~||CELL_NOT_NUMBER" },
		{ "0.123456789012345", "0.123456789012345||" },
		{ "1.23456789012345", "1.23456789012345||" },
		{ "1.234567890123456", "~||CELL_TOO_PRECISE" },
		{ "0x10", "~||CELL_NOT_NUMBER" }, { "inf", "~||CELL_NOT_NUMBER" },
		{ NULL, NULL } });
	check_all(&percent, false, (const struct cell_example[]){
		{ "85%", "85|去单位|" }, { "85％", "85|全角转半角、去单位|" },
		{ "85.5 %", "85.5|去空白、去单位|" }, { "85", "85||" },
		{ NULL, NULL } });
	check_all(&area, false, (const struct cell_example[]){
		{ "68平方米", "68|去单位|" }, { "68m2", "68|去单位|" },
		{ "68M2", "68|去单位|" }, { "68㎡", "68|全角转半角、去单位|" },
		{ NULL, NULL } });
}

static void
test_dates(void **state)
{
	const struct field date = { .type = FIELD_DATE, .unit = "" };
	const struct field month = { .type = FIELD_MONTH, .unit = "" };
	const struct field year = { .type = FIELD_YEAR, .unit = "" };

	(void)state;
	check_all(&date, false, (const struct cell_example[]){
		{ "2024-03-01", "2024-03-01||" },
		{ "2024年3月1日", "2024-03-01|日期统一|" },
		{ "2024 年 3 月 1 号", "2024-03-01|日期统一|" },
		{ "2024/3/1", "2024-03-01|日期统一|" },
		{ "2024.3.1", "2024-03-01|日期统一|" },
		{ "２０２４．３．１", "2024-03-01|日期统一|" },
		{ "2024-3-1 0:00:00", "2024-03-01|日期统一|" },
		{ "2024-03-01T08:30", "2024-03-01|日期统一|" },
		{ "20240301", "2024-03-01|日期统一|" },
		{ "45352", "2024-03-01|日期统一|" },
		{ "45351", "2024-02-29|日期统一|" },
		{ "36526", "2000-01-01|日期统一|" },
		{ "2024-02-29", "2024-02-29||" },
		{ "2023-02-29", "~||CELL_NOT_DATE" },
		{ "2024-13-01", "~||CELL_NOT_DATE" },
		{ "2024-04-31", "~||CELL_NOT_DATE" },
		{ "2024年3月", "~||CELL_NOT_DATE" },
		{ "3月1日", "~||CELL_NOT_DATE" },
		{ "1-Mar-24", "2024-03-01|日期统一|" },
		{ "24-3-1", "2024-03-01|日期统一|" },
		{ "2024-3-1-2", "~||CELL_NOT_DATE" },
		{ "0:00", "~||CELL_NOT_DATE" }, { "12", "~||CELL_NOT_DATE" },
		{ "2024-00-10", "~||CELL_NOT_DATE" },
		{ "2024-3-0", "~||CELL_NOT_DATE" },
		{ NULL, NULL } });
	check_all(&month, false, (const struct cell_example[]){
		{ "2024-03", "2024-03||" }, { "2024.3", "2024-03|年月统一|" },
		{ "2024年3月", "2024-03|年月统一|" },
		{ "2024/03", "2024-03|年月统一|" },
		{ "202403", "2024-03|年月统一|" },
		{ "45352", "2024-03|日期取年月|" },
		{ "2024-03-15", "2024-03|日期取年月|" },
		{ "2024.1", "2024-01|年月统一|MONTH_AMBIGUOUS" },
		{ "2024.10", "2024-10|年月统一|" },
		{ "2024.01", "2024-01|年月统一|" },
		{ "2024-13", "~||CELL_NOT_MONTH" },
		{ "2024", "~||CELL_NOT_MONTH" },
		{ "Mar-24", "2024-03|年月统一|" },
		{ NULL, NULL } });
	check_all(&year, false, (const struct cell_example[]){
		{ "2023", "2023||" }, { "2023年", "2023|年度统一|" },
		{ "2023年度", "2023|年度统一|" }, { "２０２３", "2023|年度统一|" },
		{ "2023.0", "2023|年度统一|" }, { "23", "~||CELL_NOT_YEAR" },
		{ "2022-2023", "~||CELL_NOT_YEAR" }, { "1899", "~||CELL_NOT_YEAR" },
		{ "2101", "~||CELL_NOT_YEAR" }, { "45352", "~||CELL_NOT_YEAR" },
		{ NULL, NULL } });
}

static void
test_choices(void **state)
{
	const struct field yesno = { .type = FIELD_YESNO, .unit = "" };
	const struct field sex = { .type = FIELD_CHOICE, .unit = "",
	    .values = (const char **)(size_t)two, .nvalues = 2 };
	const struct field there = { .type = FIELD_CHOICE, .unit = "",
	    .values = (const char **)(size_t)have, .nvalues = 2 };
	const struct field absent = { .type = FIELD_CHOICE, .unit = "",
	    .values = (const char **)(size_t)none_have, .nvalues = 2 };
	static const char *const yes[] = { "√", "✓", "✔", "☑", "对", "Y", "y",
	    "Ｙ", "yes", "TRUE", NULL };
	static const char *const no[] = { "×", "✗", "✘", "N", "n", "No", "错",
	    "FALSE", "x", NULL };

	(void)state;
	check_all(&yesno, false, (const struct cell_example[]){
		{ "是", "是||" }, { "否", "否||" }, { "有", "是|是否统一|" },
		{ "无", "否|是否统一|" }, { "?", "~||CELL_NOT_YESNO" },
		{ "2", "~||CELL_NOT_YESNO" }, { "—", "~|占位符作空|" },
		{ NULL, NULL } });
	for (size_t i = 0; yes[i] != NULL; i++) {
		const struct cell_example a[] = { { yes[i], "是|是否统一|" },
		    { NULL, NULL } };
		const struct cell_example b[] = { { yes[i], "有|选项统一|" },
		    { NULL, NULL } };

		check_all(&yesno, false, a);
		check_all(&there, false, b);
		check_all(&absent, false, b);
	}
	for (size_t i = 0; no[i] != NULL; i++) {
		const struct cell_example a[] = { { no[i], "否|是否统一|" },
		    { NULL, NULL } };
		const struct cell_example b[] = { { no[i], "无|选项统一|" },
		    { NULL, NULL } };

		check_all(&yesno, false, a);
		check_all(&there, false, b);
		check_all(&absent, false, b);
	}
	check_all(&there, false, (const struct cell_example[]){
		{ "有", "有||" }, { "是", "有|选项统一|" },
		{ "否", "无|选项统一|" }, { "部分", "~||CELL_NOT_CHOICE" },
		{ NULL, NULL } });
	check_all(&sex, false, (const struct cell_example[]){
		{ "男", "男||" }, { " 女 ", "女|去首尾空白|" }, { "男性",
		    "~||CELL_NOT_CHOICE" },
		{ "√", "~||CELL_NOT_CHOICE" }, { "Y", "~||CELL_NOT_CHOICE" },
		{ NULL, NULL } });
}

static void
test_many(void **state)
{
	const struct field f = { .type = FIELD_CHOICES, .unit = "",
	    .values = (const char **)(size_t)prizes, .nvalues = 3 };
	struct cell c;

	(void)state;
	check_all(&f, false, (const struct cell_example[]){
		{ "甲奖", "甲奖||" }, { "甲奖、乙奖", "甲奖、乙奖||" },
		{ "甲奖，乙奖", "甲奖、乙奖|选项统一|" },
		{ "乙奖,甲奖", "乙奖、甲奖|选项统一|" },
		{ "甲奖；乙奖;", "甲奖、乙奖|选项统一|" },
		{ "甲奖/乙奖", "甲奖、乙奖|选项统一|" },
		{ "甲奖 乙奖", "甲奖、乙奖|选项统一|" },
		{ "甲奖\n乙奖", "甲奖、乙奖|选项统一|" },
		{ "甲奖、甲奖", "甲奖|选项统一|" },
		{ "甲奖、丙奖", "甲奖、丙奖||CHOICE_UNKNOWN" },
		{ "丙奖、丁奖", "丙奖、丁奖||CHOICE_UNKNOWN,CHOICE_UNKNOWN" },
		{ "丙、丁、戊、己、庚", "丙、丁、戊、己、庚||CHOICE_UNKNOWN,"
		    "CHOICE_UNKNOWN,CHOICE_UNKNOWN,CHOICE_UNKNOWN,"
		    "CHOICE_UNKNOWN" },
		{ "、", "~|选项统一|" },
		{ NULL, NULL } });
	cell_read(&arena, &f, false, "甲奖，丙奖", &c);
	assert_int_equal(c.nparts, 2);
	assert_string_equal(c.parts[0], "甲奖");
	assert_string_equal(c.parts[1], "丙奖");
}

/* The first and the last that is read, and what is beyond. */
static void
test_first_and_last_days(void **state)
{
	const struct field date = { .type = FIELD_DATE, .unit = "" };
	const struct field month = { .type = FIELD_MONTH, .unit = "" };
	const struct field year = { .type = FIELD_YEAR, .unit = "" };

	(void)state;
	check_all(&date, false, (const struct cell_example[]){
		{ "1900-01-01", "1900-01-01||" },
		{ "1899-12-31", "~||CELL_NOT_DATE" },
		{ "2100-12-31", "2100-12-31||" },
		{ "2101-01-01", "~||CELL_NOT_DATE" },
		/* Only every fourth century begins with a leap year. */
		{ "2000-02-29", "2000-02-29||" },
		{ "1900-02-29", "~||CELL_NOT_DATE" },
		{ "2100-02-29", "~||CELL_NOT_DATE" },
		{ "2100-02-28", "2100-02-28||" },
		/* Day numbers: from 1954 on, before it they are something else. */
		{ "20000", "1954-10-03|日期统一|" },
		{ "19999", "~||CELL_NOT_DATE" },
		{ "73109", "2100-02-28|日期统一|" },
		{ "73110", "2100-03-01|日期统一|" },
		{ "73415", "2100-12-31|日期统一|" },
		{ "73416", "~||CELL_NOT_DATE" },
		{ "80000", "~||CELL_NOT_DATE" },
		{ "100000", "~||CELL_NOT_DATE" },
		{ "2024-12-31", "2024-12-31||" },
		{ "2024-12-32", "~||CELL_NOT_DATE" },
		{ NULL, NULL } });
	check_all(&month, false, (const struct cell_example[]){
		{ "1900-01", "1900-01||" }, { "1899-12", "~||CELL_NOT_MONTH" },
		{ "2100-12", "2100-12||" }, { "2101-01", "~||CELL_NOT_MONTH" },
		{ "2024-12", "2024-12||" }, { "2024-00", "~||CELL_NOT_MONTH" },
		{ "2024.12", "2024-12|年月统一|" },
		{ "2024.11", "2024-11|年月统一|" },
		{ NULL, NULL } });
	check_all(&year, false, (const struct cell_example[]){
		{ "1900", "1900||" }, { "2100", "2100||" },
		{ NULL, NULL } });
}

/* As many digits as a double keeps, and commas where they belong. */
static void
test_longest_numbers(void **state)
{
	const struct field f = { .type = FIELD_DECIMAL, .unit = "分" };

	(void)state;
	check_all(&f, false, (const struct cell_example[]){
		{ "999999999999999", "999999999999999||" },
		{ "1000000000000000", "~||CELL_TOO_PRECISE" },
		{ "0.000000999999999999999", "0.000000999999999999999||" },
		{ "0.0000009999999999999999", "~||CELL_TOO_PRECISE" },
		{ "12345678.1234567", "12345678.1234567||" },
		{ "12345678.12345678", "~||CELL_TOO_PRECISE" },
		{ "000000000000000000.5", "0.5|数字统一|" },
		{ "0.500000000000000000", "0.5||" },
		{ "123,456", "123456|去千分位|" },
		{ "1234,567", "~||CELL_NOT_NUMBER" },
		{ "1,234,56", "~||CELL_NOT_NUMBER" },
		{ "1,2345", "~||CELL_NOT_NUMBER" },
		{ ",123", "~||CELL_NOT_NUMBER" },
		{ "-1,234.5", "-1234.5|去千分位|" },
		{ NULL, NULL } });
}

/* The first and last of what is narrowed or cleaned, and their neighbours. */
static void
test_edges_of_what_is_cleaned(void **state)
{
	const struct field f = { .type = FIELD_TEXT, .unit = "" };

	(void)state;
	check_all(&f, false, (const struct cell_example[]){
		{ "甲０", "甲0|全角转半角|" }, { "甲９", "甲9|全角转半角|" },
		{ "甲Ａ", "甲A|全角转半角|" }, { "甲Ｚ", "甲Z|全角转半角|" },
		{ "甲ａ", "甲a|全角转半角|" }, { "甲ｚ", "甲z|全角转半角|" },
		{ "甲／乙", "甲／乙||" }, { "甲：", "甲：||" },
		{ "甲＠", "甲＠||" }, { "甲［", "甲［||" },
		{ "甲｀", "甲｀||" }, { "甲｛", "甲｛||" },
		{ "甲\x1f乙", "甲乙|去控制字符|CONTROL_CHARACTER" },
		{ "甲\x7f乙", "甲乙|去控制字符|CONTROL_CHARACTER" },
		{ "甲\xc2\x80乙", "甲乙|去控制字符|CONTROL_CHARACTER" },
		{ "甲\xc2\x9f乙", "甲乙|去控制字符|CONTROL_CHARACTER" },
		{ "甲\xc2\xa1乙", "甲\xc2\xa1乙||" },
		{ "甲\xe2\x80\x8f乙", "甲乙|去空白|" },	/* U+200F */
		{ "甲\xe2\x80\x90乙", "甲\xe2\x80\x90乙||" },
		{ "甲\xe2\x80\xaa乙", "甲乙|去空白|" },	/* U+202A */
		{ "甲\xe2\x80\xae乙", "甲乙|去空白|" },	/* U+202E */
		{ "甲\xe2\x80\xb0乙", "甲\xe2\x80\xb0乙||" },
		{ "甲\xe2\x81\xa0乙", "甲乙|去空白|" },	/* U+2060 */
		{ "##", "~||CELL_FORMULA_ERROR" }, { "#", "#||" },
		{ NULL, NULL } });
}

/*
 * 11010519491231002X and 440524188001010014 are the examples of GB 11643-1999;
 * the others are invented, their check characters computed from its table of
 * weights (7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2).
 */
static void
test_identity_number(void **state)
{
	const struct field f = { .type = FIELD_IDENTITY, .unit = "" };

	(void)state;
	check_all(&f, false, (const struct cell_example[]){
		{ "", "~||" }, { "/", "~|占位符作空|" },
		{ "11010519491231002X", "11010519491231002X||" },
		{ "440524188001010014", "440524188001010014||" },
		{ "110101200002290018", "110101200002290018||" },
		{ "810000198001010014", "810000198001010014||" },
		{ "11010519491231002x", "11010519491231002X|小写转大写|" },
		{ " 11010519491231002X ", "11010519491231002X|去首尾空白|" },
		{ "110105 19491231 002X", "11010519491231002X|去空白|" },
		{ "110105-19491231-002X", "11010519491231002X|去连接号|" },
		{ "110105—19491231–002X", "11010519491231002X|去连接号|" },
		{ "１１０１０５１９４９１２３１００２Ｘ",
		    "11010519491231002X|全角转半角|" },
		{ "１１０１０５ １９４９１２３１００２ｘ",
		    "11010519491231002X|全角转半角、去空白、小写转大写|" },
		/* the check character, or one digit, is another */
		{ "110105194912310020", "~||CELL_NOT_ID" },
		{ "110105194912310029", "~||CELL_NOT_ID" },
		{ "11010519491231003X", "~||CELL_NOT_ID" },
		{ "11010519491231020X", "~||CELL_NOT_ID" },
		{ "110501194912310020", "~||CELL_NOT_ID" },
		{ "440524188001010041", "~||CELL_NOT_ID" },
		/* it fits, but there is no such day, or place */
		{ "110101199002300014", "~||CELL_NOT_ID" },
		{ "110101190002290011", "~||CELL_NOT_ID" },
		{ "110101199013010012", "~||CELL_NOT_ID" },
		{ "00010119900101001X", "~||CELL_NOT_ID" },
		/* too short, too long, X elsewhere, words */
		{ "110105491231002", "~||CELL_NOT_ID" },
		{ "11010519491231002", "~||CELL_NOT_ID" },
		{ "11010519491231002XX", "~||CELL_NOT_ID" },
		{ "1101051949123100X2", "~||CELL_NOT_ID" },
		{ "X1010519491231002X", "~||CELL_NOT_ID" },
		{ "11010519491231002Y", "~||CELL_NOT_ID" },
		{ "110105194912310O2X", "~||CELL_NOT_ID" },
		{ "无", "~||CELL_NOT_ID" }, { "13800138000", "~||CELL_NOT_ID" },
		{ "身份证11010519491231002X", "~||CELL_NOT_ID" },
		{ "11010519491231002X、440524188001010014",
		    "~||CELL_NOT_ID" },
		/* what a spreadsheet makes of one */
		{ "1.10101E+17", "~||CELL_SCIENTIFIC" },
		{ "1.10105194912310E+17", "~||CELL_SCIENTIFIC" },
		{ "#####", "~||CELL_FORMULA_ERROR" },
		{ NULL, NULL } });
	/* As a number it has lost its last digits, also where they fit. */
	cell_check(&arena, &f, &(struct cell_origin){
	    .kind = SHEET_CELL_NUMBER }, (const struct cell_example[]){
		{ "110101199001015000", "~||CELL_SCIENTIFIC" },
		{ "110105194912310000", "~||CELL_SCIENTIFIC" },
		{ "110105194912310", "~||CELL_NOT_ID" },
		{ NULL, NULL } });
	cell_check(&arena, &f, &(struct cell_origin){
	    .kind = SHEET_CELL_DATE }, (const struct cell_example[]){
		{ "1949-12-31", "~|去连接号|CELL_NOT_ID" },
		{ NULL, NULL } });
}

static void
test_phone(void **state)
{
	const struct field f = { .type = FIELD_PHONE, .unit = "" };

	(void)state;
	check_all(&f, false, (const struct cell_example[]){
		{ "", "~||" }, { "—", "~|占位符作空|" },
		{ "13800138000", "13800138000||" },
		{ "19912345678", "19912345678||" },
		{ "138 0013 8000", "13800138000|去空白|" },
		{ "138-0013-8000", "13800138000|去连接号|" },
		{ "138－0013—8000", "13800138000|全角转半角、去连接号|" },
		{ "１３８００１３８０００", "13800138000|全角转半角|" },
		{ "+8613800138000", "13800138000|去国家代码|" },
		{ "＋８６１３８００１３８０００",
		    "13800138000|全角转半角、去国家代码|" },
		{ "+86 138-0013-8000",
		    "13800138000|去空白、去连接号、去国家代码|" },
		{ "+86-13800138000", "13800138000|去连接号、去国家代码|" },
		{ "(+86)13800138000", "13800138000|去国家代码|" },
		{ "008613800138000", "13800138000|去国家代码|" },
		{ "8613800138000", "13800138000|去国家代码|" },
		{ "1380013800", "~||CELL_NOT_PHONE" },
		{ "138001380000", "~||CELL_NOT_PHONE" },
		{ "03718000138", "~||CELL_NOT_PHONE" },
		{ "23800138000", "~||CELL_NOT_PHONE" },
		{ "0371-68001380", "~|去连接号|CELL_NOT_PHONE" },
		{ "+1 380013800", "~|去空白|CELL_NOT_PHONE" },
		{ "+85213800138000", "~||CELL_NOT_PHONE" },
		{ "13800138000/13900139000", "~||CELL_NOT_PHONE" },
		{ "1380013800O", "~||CELL_NOT_PHONE" },
		{ "手机13800138000", "~||CELL_NOT_PHONE" },
		{ "1.38E+10", "~||CELL_SCIENTIFIC" },
		{ NULL, NULL } });
	/* Eleven digits are kept, as a number too. */
	cell_check(&arena, &f, &(struct cell_origin){
	    .kind = SHEET_CELL_NUMBER }, (const struct cell_example[]){
		{ "13800138000", "13800138000||" },
		{ "8613800138000", "13800138000|去国家代码|" },
		{ NULL, NULL } });
}

/* Whatever stands in a cell, its type's reader takes it or says why not. */
static void
test_every_type_has_a_reader(void **state)
{
	(void)state;
	for (int t = 0; t < FIELD_TYPES; t++) {
		const struct field f = { .type = (enum field_type)t,
		    .unit = "" };
		struct cell c;

		cell_read(&arena, &f, false, "甲", &c);
		if (c.value == NULL && c.nproblems == 0)
			fail_msg("%s", field_types[t].word);
	}
	arena_reset(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_identity_number),
		cmocka_unit_test(test_phone),
		cmocka_unit_test(test_key),
		cmocka_unit_test(test_person),
		cmocka_unit_test(test_integer),
		cmocka_unit_test(test_decimal),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_every_type_has_a_reader),
		cmocka_unit_test(test_first_and_last_days),
		cmocka_unit_test(test_longest_numbers),
		cmocka_unit_test(test_edges_of_what_is_cleaned),
	};
	int rc = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return rc;
}
