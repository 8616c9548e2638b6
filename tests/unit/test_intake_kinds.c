/*
 * intake: cells by what they were where they stood, and texts as programs
 * write them.  The dates of JavaScript are what node 20 printed with the
 * zone Asia/Shanghai: of a Date, and of a day number that SheetJS turned
 * into one (43 seconds early).  44996.0 is how pandas writes a column of
 * day numbers in which one is missing.
 */
#include "check.h"

#include "cell_examples.h"
#include "intake/private.h"

static struct arena arena;

static const char *const roles[] = { "主持人", "班主任" };
static const char *const prizes[] = { "一等奖", "二等奖", "三等奖" };
static const char *const honours[] = { "甲奖", "乙奖", "无" };
static const char *const two[] = { "有", "无" };

#define CHOICE(t, v) { .name = "选", .type = (t), .unit = "", \
    .values = (const char **)(size_t)(v), .nvalues = sizeof(v) / sizeof(*(v)) }

static struct field form_fields[] = { CHOICE(FIELD_CHOICE, roles) };
static const struct form form = { .name = "成员", .fields = form_fields,
    .nfields = 1 };

static void
check_all(const struct field *f, struct cell_origin from,
    const struct cell_example *e)
{
	from.form = &form;
	cell_check(&arena, f, &from, e);
}

#define CHECK(f, from, ...) check_all(&(f), (struct cell_origin){ from }, \
    (const struct cell_example[]){ __VA_ARGS__, { NULL, NULL } })
#define TEXT .kind = SHEET_CELL_TEXT

static const struct field text = { .name = "文", .type = FIELD_TEXT,
    .unit = "" };
static const struct field date = { .name = "日", .type = FIELD_DATE,
    .unit = "" };
static const struct field month = { .name = "月", .type = FIELD_MONTH,
    .unit = "" };
static const struct field year = { .name = "年度", .type = FIELD_YEAR,
    .unit = "" };
static const struct field points = { .name = "得分", .type = FIELD_DECIMAL,
    .unit = "分" };
static const struct field rate = { .name = "率", .type = FIELD_DECIMAL,
    .unit = "%" };
static const struct field count = { .name = "数", .type = FIELD_INTEGER,
    .unit = "人" };
static const struct field person = { .name = "姓名", .type = FIELD_PERSON,
    .unit = "", .repeat = REPEAT_ADVICE };
static const struct field point = { .name = "评估点", .type = FIELD_TEXT,
    .unit = "" };
static const struct field yesno = { .name = "否", .type = FIELD_YESNO,
    .unit = "" };
static const struct field have = CHOICE(FIELD_CHOICE, two);
static const struct field prize = CHOICE(FIELD_CHOICE, prizes);
static const struct field honour = CHOICE(FIELD_CHOICES, honours);

#define IN_SHANGHAI "|世界时换算成北京时间|"

static void
test_times(void **state)
{
	(void)state;
	CHECK(date, TEXT,
	    /* of a Date */
	    { "2021-03-22T16:00:00.000Z", "2021-03-23" IN_SHANGHAI },
	    { "1988-06-30T15:30:00.000Z", "1988-07-01" IN_SHANGHAI },
	    { "1988-06-30T15:00:00.000Z", "1988-07-01" IN_SHANGHAI },
	    { "1987-12-31T15:30:00.000Z", "1987-12-31" IN_SHANGHAI },
	    { "1980-11-30T16:00:00.000Z", "1980-12-01" IN_SHANGHAI },
	    /* of a day number */
	    { "2021-03-22T15:59:17.000Z", "2021-03-23" IN_SHANGHAI },
	    { "1988-06-30T15:59:17.000Z", "1988-07-01" IN_SHANGHAI },
	    { "1979-12-31T15:59:17.000Z", "1980-01-01" IN_SHANGHAI },
	    { "2021-03-22T15:58:59Z", "2021-03-22" IN_SHANGHAI },
	    { "2021-03-22T15:59:00Z", "2021-03-23" IN_SHANGHAI },
	    { "2021-12-31T15:59:17.000Z", "2022-01-01" IN_SHANGHAI },
	    { "2021-03-22 16:00:00+00:00", "2021-03-23" IN_SHANGHAI },
	    { "2021-03-22T16:00:00.000+0000", "2021-03-23" IN_SHANGHAI },
	    { "Mon, 22 Mar 2021 16:00:00 GMT", "2021-03-23" IN_SHANGHAI },
	    /* the day as written */
	    { "2021-03-22T23:59:17+08:00", "2021-03-22|日期统一|" },
	    { "2021-03-22T23:59:17", "2021-03-22|日期统一|" },
	    { "2021-03-22 16:00:00", "2021-03-22|日期统一|" },
	    { "2021-03-22T00:00:00-05:00", "2021-03-22|日期统一|" },
	    { "Tue Mar 23 2021 00:00:00 GMT+0800 (China Standard Time)",
	      "2021-03-23|日期统一|" },
	    { "2021/3/23 下午3:30", "2021-03-23|日期统一|" },
	    { "2022年9月5日上午", "2022-09-05|日期统一|" },
	    { "2022年9月5日晚7点", "2022-09-05|日期统一|" },
	    { "2022年9月5日（星期一）", "2022-09-05|日期统一|" },
	    { "2022年9月5日 周一 15时30分", "2022-09-05|日期统一|" },
	    { "2022年9月5日至7日", "~||CELL_NOT_DATE" });
	CHECK(month, TEXT,
	    { "1980-11-30T16:00:00.000Z", "1980-12" IN_SHANGHAI });
}

static void
test_dates_otherwise(void **state)
{
	(void)state;
	CHECK(date, TEXT,
	    { "3/23/21", "2021-03-23|日期统一|" },
	    { "03/23/2021", "2021-03-23|日期统一|" },
	    { "23/03/2021", "2021-03-23|日期统一|" },
	    { "3/23/2021, 12:00:00 AM", "2021-03-23|日期统一|" },
	    { "23-Mar-21", "2021-03-23|日期统一|" },
	    { "5-Mar-21", "2021-03-05|日期统一|" },
	    { "Mar 23, 2021", "2021-03-23|日期统一|" },
	    { "23 March 2021", "2021-03-23|日期统一|" },
	    { "3/23/29", "2029-03-23|日期统一|" },
	    { "3/23/30", "1930-03-23|日期统一|" },
	    { "5/5/2021", "2021-05-05|日期统一|" },
	    { "3/4/2021", "~||DATE_AMBIGUOUS" },
	    { "3/4/21", "~||DATE_AMBIGUOUS" },
	    { "23/3/21", "~||DATE_AMBIGUOUS" },	/* 2023-03-21? */
	    { "24年3月1日", "2024-03-01|日期统一|" },
	    { "2024–03–01", "2024-03-01|日期统一|" },
	    { "20240301 08:30", "2024-03-01|日期统一|" },
	    { "20240301T160000Z", "~||CELL_NOT_DATE" },
	    { "124年3月1日", "~||CELL_NOT_DATE" },
	    { "Dec-80", "~||CELL_NOT_DATE" },
	    { "13/13/2021", "~||CELL_NOT_DATE" },
	    { "23-Mrz-21", "~||CELL_NOT_DATE" },
	    { "12-3-1", "~||CELL_NOT_DATE" },
	    { "3/23", "~||CELL_NOT_DATE" },
	    { "44996.0", "2023-03-11|日期统一|" },
	    { "44996.5", "2023-03-11|日期统一|" },
	    { "20230311.0", "2023-03-11|日期统一|" },
	    { "44996.", "~||CELL_NOT_DATE" },
	    { "二〇二二年三月五日", "2022-03-05|日期统一|" },
	    { "二○二二年十二月三十一日", "2022-12-31|日期统一|" },
	    { "二零二二年十月二十日", "2022-10-20|日期统一|" },
	    { "二〇二一年三月二三日星期二", "2021-03-23|日期统一|" },
	    { "2022年三月五日", "2022-03-05|日期统一|" });
	CHECK(date, .orders = ORDER_MDY,
	    { "3/4/2021", "2021-03-04|日期统一|" },
	    { "3/4/21", "2021-03-04|日期统一|" },
	    { "23/3/2021", "2021-03-23|日期统一|" },	/* by itself */
	    { "23/3/21", "~||DATE_AMBIGUOUS" });
	CHECK(date, .orders = ORDER_DMY,
	    { "3/4/2021", "2021-04-03|日期统一|" });
	CHECK(month, TEXT,
	    { "Dec-80", "1980-12|年月统一|" },
	    { "Dec-20", "2020-12|年月统一|" },
	    { "03/2021", "2021-03|年月统一|" }, { "13/2021", "~||CELL_NOT_MONTH" },
	    { "03/21", "~||CELL_NOT_MONTH" },
	    { "Sept-21", "2021-09|年月统一|" },
	    { "March 2021", "2021-03|年月统一|" },
	    { "80年12月", "1980-12|年月统一|" },
	    { "3/23/21", "2021-03|日期取年月|" },
	    { "44996.0", "2023-03|日期取年月|" },
	    { "二〇二二年十月", "2022-10|年月统一|" });
	CHECK(year, TEXT, { "二〇二二", "2022|年度统一|" },
	    { "二零二二年度", "2022|年度统一|" });
}

static void
test_kind_date(void **state)
{
	(void)state;
	CHECK(date, .kind = SHEET_CELL_DATE,
	    { "2024-02-01", "2024-02-01||" },
	    { "2024-02-01 00:00:00", "2024-02-01||" },
	    { "2024-02-01 15:30:00", "2024-02-01|日期统一|" },
	    { "15:30:00", "~||CELL_NOT_DATE" });
	CHECK(month, .kind = SHEET_CELL_DATE,
	    { "2024-02-01", "2024-02|日期取年月|" });
	CHECK(text, .kind = SHEET_CELL_DATE,
	    { "2024-02-01", "2024-02-01||CELL_WAS_DATE" },
	    { "2024-02-01 00:00:00", "2024-02-01||CELL_WAS_DATE" });
	check_all(&point, (struct cell_origin){ .key = true,
	    .kind = SHEET_CELL_DATE }, (const struct cell_example[]){
	    { "2001-01-01", "~||KEY_WAS_DATE" }, { NULL, NULL } });
	CHECK(points, .kind = SHEET_CELL_DATE,
	    { "2024-01-02", "~||CELL_NOT_NUMBER" });
	CHECK(year, .kind = SHEET_CELL_DATE,
	    { "2021-01-01", "2021|日期取年度|" },
	    { "1905-07-13", "~||CELL_NOT_YEAR" });
}

static void
test_kind_bool_and_error(void **state)
{
	(void)state;
	CHECK(have, .kind = SHEET_CELL_BOOL,
	    { "TRUE", "有|逻辑值统一、选项统一|" },
	    { "FALSE", "无|逻辑值统一、选项统一|" });
	CHECK(yesno, .kind = SHEET_CELL_BOOL,
	    { "TRUE", "是|逻辑值统一|" }, { "FALSE", "否|逻辑值统一|" });
	CHECK(text, .kind = SHEET_CELL_BOOL,
	    { "TRUE", "是|逻辑值统一|" }, { "FALSE", "否|逻辑值统一|" });
	CHECK(text, TEXT, { "TRUE", "TRUE||" });
	CHECK(text, .kind = SHEET_CELL_ERROR,
	    { "#REF!", "~||CELL_FORMULA_ERROR" },
	    { "Err:508", "~||CELL_FORMULA_ERROR" });
	CHECK(text, .kind = SHEET_CELL_NO_VALUE,
	    { "", "~||CELL_FORMULA_ERROR" });
	CHECK(points, .kind = SHEET_CELL_NO_VALUE,
	    { "", "~||CELL_FORMULA_ERROR" });
}

static void
test_kind_number(void **state)
{
	(void)state;
	CHECK(text, .kind = SHEET_CELL_NUMBER, { "12", "12||" },
	    { "123456789012345", "123456789012345||" },
	    { "410105198001011000", "~||CELL_SCIENTIFIC" },
	    { "4.10105198001011E+17", "~||CELL_SCIENTIFIC" });
	CHECK(text, TEXT, { "410105198001011234", "410105198001011234||" });
	CHECK(rate, .kind = SHEET_CELL_PERCENT,
	    { "0.85", "85|取所显示的百分数|" }, { "1", "100|取所显示的百分数|" },
	    { "0.07", "7|取所显示的百分数|" },
	    { "0.8567", "85.67|取所显示的百分数|" },
	    { "-0.005", "-0.5|取所显示的百分数|" },
	    { "1.25", "125|取所显示的百分数|" },
	    { "0", "0|取所显示的百分数|" },
	    { "0.0005", "0.05|取所显示的百分数|" },
	    { "0.5", "50|取所显示的百分数|" });
	CHECK(rate, .kind = SHEET_CELL_NUMBER, { "0.85", "0.85||" });
	CHECK(points, .kind = SHEET_CELL_PERCENT,
	    { "0.85", "0.85||PERCENT_DOUBTFUL" });
	CHECK(count, .kind = SHEET_CELL_PERCENT,
	    { "1", "1||PERCENT_DOUBTFUL" }, { "0.5", "~||CELL_NOT_INTEGER" });
	CHECK(text, .kind = SHEET_CELL_PERCENT,
	    { "0.85", "0.85||PERCENT_DOUBTFUL" });
	CHECK(date, .kind = SHEET_CELL_NUMBER,
	    { "44996", "2023-03-11|日期统一|" });
}

/* Only where both points are; a text says which it is. */
static void
test_point_ambiguous(void **state)
{
	struct point three[] = { { .code = "1.1" }, { .code = "1.10" },
	    { .code = "1.2" } };
	const struct scheme s = { .points = three, .npoints = 3 };
	struct cell_origin from = { .scheme = &s, .key = true,
	    .kind = SHEET_CELL_NUMBER };

	(void)state;
	check_all(&point, from, (const struct cell_example[]){
	    { "1.1", "~||POINT_AMBIGUOUS" }, { "1.2", "1.2||" },
	    { "1.10", "1.10||" }, { NULL, NULL } });
	from.kind = SHEET_CELL_TEXT;
	check_all(&point, from, (const struct cell_example[]){
	    { "1.1", "1.1||" }, { NULL, NULL } });
}

static void
test_names(void **state)
{
	static const struct field expert = { .name = "专家",
	    .type = FIELD_PERSON, .unit = "", .repeat = REPEAT_ERROR };
	static const struct field winner = { .name = "获奖人",
	    .type = FIELD_PERSON, .unit = "" };

	(void)state;
	CHECK(person, TEXT,
	    { "苏明慧（主持人）", "苏明慧|去括注|" },
	    { "苏明慧(女)", "苏明慧|去括注|" }, { "（组长）苏明慧", "苏明慧|去括注|" },
	    { "苏明慧【女、兼】", "苏明慧|去括注|" },
	    { "苏明慧（女）（退休）", "苏明慧|去括注|" },
	    { "阿依古丽（维吾尔族）", "阿依古丽（维吾尔族）||" },
	    { "（女）", "（女）||" },
	    { "1.孙立新", "孙立新|去序号|" }, { "12、孙立新", "孙立新|去序号|" },
	    { "3)孙立新", "孙立新|去序号|" }, { "（3）孙立新", "孙立新|去序号|" },
	    { "１．孙立新", "孙立新|去序号|" }, { "２、孙立新", "孙立新|去序号|" },
	    { "1．孙立新（女）", "孙立新|去括注、去序号|" },
	    { "孙立新★", "孙立新|去标记|" }, { "孙立新☆☆", "孙立新|去标记|" },
	    { "孙立●", "孙立|去标记|" }, { "孙●", "孙●||" },
	    { "郭亚楠、李春燕", "郭亚楠、李春燕||NAME_DOUBTFUL" },
	    { "郭亚楠，李春燕", "郭亚楠，李春燕||NAME_DOUBTFUL" },
	    { "郭亚楠/李春燕", "郭亚楠/李春燕||NAME_DOUBTFUL" },
	    { "郭亚楠;李春燕", "郭亚楠;李春燕||NAME_DOUBTFUL" },
	    { "郭亚楠、", "郭亚楠、||" },
	    { "阿依古丽·买买提", "阿依古丽·买买提||" },
	    { "John Smith", "John Smith||" },
	    { "张三2", "张三2||NAME_DOUBTFUL" },
	    { "张三13800001234", "张三13800001234||NAME_DOUBTFUL" });
	CHECK(expert, TEXT, { "郭亚楠、李春燕", "郭亚楠、李春燕||" },
	    { "专家1", "专家1||" });
	CHECK(winner, TEXT, { "郭亚楠、李春燕", "郭亚楠、李春燕||" });
	assert_string_equal(person_mask(&arena, "张三13800001234"),
	    "张三138****1234");
	assert_string_equal(person_mask(&arena, "张三 138-0000-1234（女）"),
	    "张三 138****1234(女)");
	assert_string_equal(person_mask(&arena, "张三0371-65551234"),
	    "张三***");
	assert_string_equal(person_mask(&arena, "1.张三2"), "1.张三2");
}

static void
test_choices(void **state)
{
	(void)state;
	CHECK(yesno, TEXT, { "1", "是|是否统一|" }, { "0", "否|是否统一|" },
	    { "1.0", "是|是否统一|" }, { "0.0", "否|是否统一|" },
	    { "2", "~||CELL_NOT_YESNO" });
	CHECK(have, TEXT, { "1", "有|选项统一|" }, { "0", "无|选项统一|" },
	    { "3", "~||CELL_NOT_CHOICE" });
	CHECK(prize, TEXT, { "1等奖", "一等奖|选项统一|" },
	    { "２等奖", "二等奖|选项统一|" }, { "4等奖", "~||CELL_NOT_CHOICE" },
	    { "等奖", "~||CELL_NOT_CHOICE" }, { "1", "~||CELL_NOT_CHOICE" });
	CHECK(honour, TEXT, { "甲奖┋乙奖", "甲奖、乙奖|选项统一|" },
	    { "甲奖|乙奖", "甲奖、乙奖|选项统一|" },
	    { "[\"甲奖\",\"乙奖\"]", "甲奖、乙奖|选项统一|" },
	    { "['甲奖', '乙奖']", "甲奖、乙奖|选项统一|" },
	    { "[]", "~|选项统一|" });
}

/*
 * tests/unit/data/values.xlsx, written by openpyxl 3.0.9: the same cells, as
 * a workbook has them; its formulas have no values.
 */
static void
test_of_a_workbook(void **state)
{
	static const struct field *const fields[] = { &date, &month, &text,
	    &yesno, &have, &points, &rate, &text };
	static const char *const want[] = {
		"2021-03-22||", "2021-03|日期取年月|",
		"2024-02-01||CELL_WAS_DATE", "是|逻辑值统一|",
		"无|逻辑值统一、选项统一|", "0.85||PERCENT_DOUBTFUL",
		"85|取所显示的百分数|", "~||CELL_FORMULA_ERROR",
		"2021-03-22|日期统一|", "2021-01|年月统一|MONTH_AMBIGUOUS",
		"~||CELL_SCIENTIFIC", "是|是否统一|", "无|选项统一|", "87.33||",
		"7|取所显示的百分数|", "~||CELL_FORMULA_ERROR",
		"2021-03-23" IN_SHANGHAI, "1980-12|年月统一|", "12||",
		"是|是否统一|", "无|选项统一|", "~||CELL_NOT_NUMBER", "85||", "x||"
	};
	struct sheets file;
	enum sheet_status status;
	struct err err;
	struct cell c;

	(void)state;
	assert_int_equal(sheets_read(&arena, "tests/unit/data/values.xlsx",
	    &file, &status, &err), 0);
	assert_int_equal(status, SHEET_OK);
	assert_int_equal(file.sheets[0].nrecords, 4);
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		const struct sheet_record *r =
		    &file.sheets[0].records[1 + i / 8];
		const struct cell_origin from = { .form = &form,
		    .kind = cell_kind(r, i % 8) };

		cell_read_from(&arena, fields[i % 8], &from,
		    sheet_cell(r, i % 8), &c);
		if (strcmp(cell_dump(&arena, &c), want[i]) != 0)
			fail_msg("row %zu, column %zu: %s, not %s", i / 8 + 2,
			    i % 8 + 1, cell_dump(&arena, &c), want[i]);
	}
	arena_reset(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_dates_otherwise),
		cmocka_unit_test(test_kind_date),
		cmocka_unit_test(test_kind_bool_and_error),
		cmocka_unit_test(test_kind_number),
		cmocka_unit_test(test_point_ambiguous),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_of_a_workbook),
	};
	int rc = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return rc;
}
