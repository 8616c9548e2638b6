/* intake at its limits: exactly so much is read, one more is told. */
#define BATCH_MORE_FORMS \
	"表彰,横,姓名,人名,,,,,,\n" \
	"表彰,横,号码,多选,,甲|乙|13800001234,,是,,\n"

#include "batch.h"

#include "base/text.h"
#include "intake/private.h"

/* So many title lines, with blank ones between, which do not count. */
static void
add_titles(struct buf *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addf(b, i % 2 == 0 ? "第%zu个标题行,,\n\n" :
		    "第%zu个标题行\n", i + 1);
}

static void
put_behind_titles(const char *name, size_t titles, const char *rest)
{
	struct buf b = { 0 };

	add_titles(&b, titles);
	buf_adds(&b, rest);
	put(name, buf_str(&b));
	buf_free(&b);
}

/* ---- headings ---------------------------------------------------------------- */

static void
test_heading_behind_nine_titles_not_ten(void **state)
{
	(void)state;
	for (size_t n = 8; n <= 10; n++) {
		char *name = arena_printf(&batch_arena, "S%zu", n);

		put_studio(name);
		put_behind_titles(path_join(&batch_arena, name, "成员.csv"), n,
		    "姓名,性别,教龄\n张三,男,3\n");
	}
	read_batch();
	assert_string_equal(findings(),
	    "S10|错误|HEADER_MISSING|S10/成员.csv|~|~|~|~|~|\n");
	assert_string_equal(ask("SELECT 工作室, 姓名, 教龄, _行 FROM 成员 "
	    "ORDER BY _序"), "S8|张三|3|14|\nS9|张三|3|16|\n");
}

static void
test_root_heading_behind_nine_titles_not_ten(void **state)
{
	(void)state;
	put_behind_titles("工作室.csv", 9, "编号,名称\nS1,甲\n");
	put_behind_titles("成员.csv", 9, "工作室,姓名,性别\nS1,张三,男\n");
	put_behind_titles("成员-2.csv", 10, "工作室,姓名,性别\nS1,李四,女\n");
	put_behind_titles("材料.csv", 10, "工作室,年度\nS1,2021\n");
	read_batch();
	assert_string_equal(findings(),
	    "~|错误|HEADER_MISSING|成员-2.csv|~|~|~|~|~|\n"
	    "~|错误|HEADER_MISSING|材料.csv|~|~|~|~|~|\n");
	assert_string_equal(ask("SELECT 工作室, 姓名 FROM 成员"), "S1|张三|\n");
}

/* One label, so that only the heading says where labels stand. */
static void
test_vertical_heading_behind_nine_titles_not_ten(void **state)
{
	(void)state;
	put_behind_titles("S1/基本信息.csv", 9, "项目,内容\n名称,甲\n");
	put_behind_titles("S2/基本信息.csv", 10, "项目,内容\n名称,乙\n");
	read_batch();
	assert_string_equal(findings(),
	    "S2|错误|IDENTITY_MISSING|S2|~|~|~|~|~|\n"
	    "S2|错误|HEADER_MISSING|S2/基本信息.csv|~|~|~|~|~|\n");
	assert_string_equal(ask("SELECT 编号, 名称 FROM 工作室"), "S1|甲|\n");
}

/* A form laid out as a table gives its 编号 from behind as many lines. */
static void
test_code_behind_nine_titles(void **state)
{
	(void)state;
	for (size_t n = 0; n <= 10; n += n == 0 ? 8 : 1)
		put_behind_titles(arena_printf(&batch_arena,
		    "F%zu/基本信息.csv", n), n, arena_printf(&batch_arena,
		    "编号,名称,面积\nC%zu,甲,3\n", n));
	read_batch();
	assert_string_equal(findings(),
	    "F10|错误|IDENTITY_MISSING|F10|~|~|~|~|~|\n"
	    "F10|错误|HEADER_MISSING|F10/基本信息.csv|~|~|~|~|~|\n");
	assert_string_equal(ask("SELECT 编号, _文件 FROM 工作室 ORDER BY _序"),
	    "C0|F0/基本信息.csv|\nC8|F8/基本信息.csv|\nC9|F9/基本信息.csv|\n");
}

/* Of two rows that name as many fields the first is the heading. */
static void
test_first_of_equal_headings(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/成员.csv", "填表样例,姓名,性别\n姓名,性别,另填\n张三,男,\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|HEADER_UNKNOWN|S1/成员.csv|1|1|~|填表样例|S1/成员.csv!A1|\n"
	    "S1|错误|CELL_NOT_CHOICE|S1/成员.csv|2|3|性别|另填|S1/成员.csv!C2|\n"
	    "S1|错误|CELL_MISSING|S1/成员.csv|3|3|性别|~|S1/成员.csv!C3|\n");
}

/* One word that is a field's name makes no heading of a title. */
static void
test_one_name_is_no_heading(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/成员.csv", "备注,以下由学校填写\n姓名,性别\n张三,男\n");
	put("S1/材料.csv", "年度\n2021\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|错误|HEADER_MISSING|S1/材料.csv|~|~|~|~|~|\n");
	assert_string_equal(ask("SELECT 姓名, 备注 FROM 成员"), "张三|~|\n");
}

/* A heading with nothing but fields ends the search for a better one. */
static void
test_heading_of_fields_only_is_taken(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/成员.csv", "姓名,性别\n张三,男\n姓名,性别,教龄,备注\n");
	read_batch();
	assert_string_equal(ask("SELECT 姓名 FROM 成员 ORDER BY _序"),
	    "张三|\n");
}

/* What is left of a heading without its marks; all of it where nothing is. */
static void
test_heading_without_its_marks(void **state)
{
	static const char *const cases[][2] = {
		{ "姓 名（必填）", "姓名" }, { "*★姓名：", "姓名" },
		{ "【人】数[1]", "数" }, { "1、姓名", "1、姓名" },
		{ "ｑｑ号", "QQ号" }, { "（必填）", "(必填)" }, { "*", "*" },
		{ "*（必填）*", "*(必填)*" }, { "", "" }, { "姓名（", "姓名(" }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(header_fold(&batch_arena, cases[i][0]),
		    cases[i][1]);
}

/* Cells right of the last heading are told too, once a column. */
static void
test_cells_right_of_the_headings(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/成员.csv", "姓名,性别\n张三,男\n李四,女,,x\n王五,男,,y\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|HEADER_EMPTY|S1/成员.csv|3|4|~|x|S1/成员.csv!D3|\n");
}

/* ---- forms -------------------------------------------------------------------- */

/* A form without a heading: labels are looked for in so many rows. */
static void
put_labels(const char *name, size_t second)
{
	struct buf b = { 0 };

	buf_adds(&b, "名称,甲\n");
	for (size_t i = 2; i < second; i++)
		buf_addf(&b, "说明%zu,\n", i);
	buf_adds(&b, "面积,5\n");
	put(name, buf_str(&b));
	buf_free(&b);
}

static void
test_labels_in_five_hundred_rows(void **state)
{
	(void)state;
	put_labels("S1/基本信息.csv", 500);
	put_labels("S2/基本信息.csv", 501);
	read_batch();
	assert_string_equal(findings(),
	    "S2|错误|IDENTITY_MISSING|S2|~|~|~|~|~|\n"
	    "S2|错误|HEADER_MISSING|S2/基本信息.csv|~|~|~|~|~|\n");
	assert_string_equal(ask("SELECT 编号, 名称, 面积 FROM 工作室"),
	    "S1|甲|5.0|\n");
}

/* Eight pairs of columns side by side, with and without a heading. */
static void
test_eight_pairs_side_by_side(void **state)
{
	struct buf b = { 0 };

	(void)state;
	for (size_t i = 0; i < 8; i++)
		buf_adds(&b, i == 0 ? "项目,内容" : ",项目,内容");
	buf_adds(&b, "\n名称,甲,,,,,,,,,,,,,面积,5\n");
	put("S1/基本信息.csv", buf_str(&b));
	b.len = 0;
	for (size_t row = 0; row < 2; row++)
		for (size_t i = 0; i < 8; i++)
			buf_addf(&b, "%s%s%s", row == 0 ? i % 2 == 0 ? "名称," :
			    "面积," : i % 2 == 0 ? "面积," : "名称,",
			    i == 7 && row == 0 ? "7" : i == 0 && row == 0 ?
			    "乙" : "", i == 7 ? "\n" : ",");
	put("S2/基本信息.csv", buf_str(&b));
	buf_free(&b);
	read_batch();
	assert_string_equal(ask("SELECT 编号, 名称, 面积 FROM 工作室 "
	    "ORDER BY _序"), "S1|甲|5.0|\nS2|乙|~|\n");
	assert_string_equal(findings(),
	    "S2|错误|HEADER_REPEATED|S2/基本信息.csv|1|16|面积|7|S2/基本信息.csv!P1|\n");
}

/* One cell that is a field's name does not make a column of labels. */
static void
test_one_label_is_no_form(void **state)
{
	(void)state;
	put("S1/基本信息.csv", "编号,名称\nS1,甲\n");
	read_batch();
	assert_string_equal(findings(), "");
	assert_string_equal(ask("SELECT 编号, 名称 FROM 工作室"), "S1|甲|\n");
}

/* ---- cells and files ------------------------------------------------------------ */

/* A value that a finding shows: 300 bytes are whole, more are cut. */
static void
test_value_of_three_hundred_bytes(void **state)
{
	char *x = arena_alloc(&batch_arena, 400);
	static const struct {
		size_t x;		/* so many, then */
		const char *end;
		size_t shown;		/* characters, … among them */
		const char *last;
	} cases[] = {
		{ 300, "", 300, "x" }, { 301, "", 301, "…" },
		{ 296, "𬭎", 297, "𬭎" }, { 297, "𬭎", 298, "…" },
		{ 298, "𬭎", 299, "…" }, { 299, "𬭎", 300, "…" },
		{ 300, "𬭎", 301, "…" }, { 297, "年", 298, "年" },
		{ 298, "年", 299, "…" }
	};

	(void)state;
	memset(x, 'x', 399);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *name = arena_printf(&batch_arena, "S%zu", i);

		put_studio(name);
		put(path_join(&batch_arena, name, "成员.csv"),
		    arena_printf(&batch_arena, "姓名,性别\n张三,%.*s%s\n",
		    (int)cases[i].x, x, cases[i].end));
	}
	read_batch();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(ask(arena_printf(&batch_arena,
		    "SELECT length(值), substr(值, -1) FROM 问题 WHERE "
		    "工作室 = 'S%zu' AND 代码 = 'CELL_NOT_CHOICE'", i)),
		    arena_printf(&batch_arena, "%zu|%s|\n", cases[i].shown,
		    cases[i].last));
}

/* What the findings say of sizes is so: 64 KiB a cell. */
static void
test_cell_of_64_kib(void **state)
{
	const size_t limit = 65536;
	struct buf b = { 0 };

	(void)state;
	assert_non_null(strstr(finding_text(FINDING_CELL_TOO_LONG), "64 KiB"));
	put_studio("S1");
	buf_adds(&b, "姓名,性别,备注\n张三,男,");
	for (size_t i = 0; i < limit; i++)
		buf_addc(&b, 'x');
	buf_adds(&b, "\n李四,女,y");	/* a byte, then three each */
	for (size_t i = 1; i < limit; i += 3)
		buf_adds(&b, "字");
	buf_adds(&b, "\n王五,女,");
	for (size_t i = 0; i <= limit; i++)
		buf_addc(&b, 'z');
	put_bytes("S1/成员.csv", b.data, b.len);
	buf_free(&b);
	read_batch();
	assert_string_equal(findings(),
	    "S1|错误|CELL_TOO_LONG|S1/成员.csv|4|3|~|~|S1/成员.csv!C4|\n");
	assert_string_equal(ask("SELECT 姓名, length(CAST(备注 AS BLOB)) "
	    "FROM 成员"), "张三|65536|\n李四|65536|\n王五|~|\n");
}

/* 16384 cells a row; each row that is wider is told of, once. */
static void
test_row_of_16384_cells(void **state)
{
	struct buf wide = { 0 }, b = { 0 };

	(void)state;
	assert_non_null(strstr(finding_text(FINDING_ROW_TOO_WIDE), "16384"));
	put_studio("S1");
	for (size_t i = 2; i < 16384; i++)
		buf_addc(&wide, ',');
	buf_addf(&b, "姓名,性别\n张三,男%s\n李四,女%sx\n王五,女%s,y,y\n"
	    "赵六,男%s,z\n", buf_str(&wide), buf_str(&wide), buf_str(&wide),
	    buf_str(&wide));
	put_bytes("S1/成员.csv", b.data, b.len);
	buf_free(&wide);
	buf_free(&b);
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|HEADER_EMPTY|S1/成员.csv|3|16384|~|x|S1/成员.csv!XFD3|\n"
	    "S1|错误|ROW_TOO_WIDE|S1/成员.csv|4|16385|~|~|S1/成员.csv!XFE4|\n"
	    "S1|错误|ROW_TOO_WIDE|S1/成员.csv|5|16385|~|~|S1/成员.csv!XFE5|\n");
}

/* 200000 rows a file, the heading's among them, blank ones not. */
static void
test_file_of_200000_rows(void **state)
{
	struct buf b = { 0 };

	(void)state;
	assert_non_null(strstr(finding_text(FINDING_FILE_TOO_MANY_ROWS),
	    "200000"));
	put_studio("S1");
	buf_adds(&b, "评估点,得分\n1.1.1,2\n");
	for (size_t i = 2; i < 200000; i++)
		buf_adds(&b, i % 8 == 0 ? ",,x\n\n" : ",,x\n");
	put_bytes("S1/评审-甲.csv", b.data, b.len);
	buf_adds(&b, ",,x\n");
	put_bytes("S1/评审-乙.csv", b.data, b.len);
	buf_free(&b);
	read_batch();
	assert_string_equal(ask("SELECT 代码, 文件, 行 FROM 问题 WHERE "
	    "代码 <> 'TABLE_MISSING'"),
	    "FILE_TOO_MANY_ROWS|S1/评审-乙.csv|~|\n"
	    "ROW_NOT_DATA|S1/评审-甲.csv|3|\n");
	assert_string_equal(ask("SELECT 专家, 评估点 FROM 评审"), "甲|1.1.1|\n");
}

/* ---- repeats ---------------------------------------------------------------------- */

/* The name of the person i of thousands, without a digit. */
static void
add_name(struct buf *b, size_t i)
{
	buf_adds(b, "人");
	text_put(b, (uint32_t)(0x4e00 + i));
}

/* A roster of n that ends in one more row. */
static void
put_roster(const char *name, size_t n, const char *last)
{
	struct buf b = { 0 };

	put_studio(name);
	buf_adds(&b, "姓名,性别\n");
	for (size_t i = 0; i < n; i++) {
		add_name(&b, i);
		buf_adds(&b, ",男\n");
	}
	buf_adds(&b, last);
	put(path_join(&batch_arena, name, "成员.csv"), buf_str(&b));
	buf_free(&b);
}

/* A row is known again however many others were between. */
static void
test_repeat_behind_thousands_of_rows(void **state)
{
	(void)state;
	put_roster("S1", 5000, "人一,男\n");
	put_roster("S2", 5000, "人憇,男\n");
	put_roster("S3", 5000, "人万,女\n");
	put_roster("S4", 5000, "人憈,女\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|ROW_REPEATED|S1/成员.csv|5002|~|~|~|S1/成员.csv!5002:5002|\n"
	    "S2|提醒|ROW_REPEATED|S2/成员.csv|5002|~|~|~|S2/成员.csv!5002:5002|\n"
	    "S3|提醒|VALUE_REPEATED|S3/成员.csv|5002|1|姓名|人万|S3/成员.csv!A5002|\n");
	assert_string_equal(ask("SELECT 工作室, count(*) FROM 成员 GROUP BY 1"),
	    "S1|5000|\nS2|5000|\nS3|5001|\nS4|5001|\n");
}

/* ---- personal data ----------------------------------------------------------------- */

/* Several personal values in one cell are masked one by one too. */
static void
test_several_personal_values(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/表彰.csv", "姓名,号码\n张三,甲、13800001234\n");
	read_batch();
	assert_string_equal(ask("SELECT 值 FROM 表彰_号码"),
	    "甲|\n13800001234|\n");
	assert_int_equal(scheme_redact(&batch_scheme, &batch_store, &batch_err),
	    0);
	assert_string_equal(ask("SELECT 姓名, 号码 FROM 表彰"), "张三|***|\n");
	assert_string_equal(ask("SELECT 值 FROM 表彰_号码"),
	    "***|\n138****1234|\n");
}

/* What is said of a personal value does not quote it, unless it may. */
static void
test_personal_value_is_not_quoted(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/表彰.csv", "姓名,号码\n张三,13900005678\n李四,甲;丁号\n");
	read_batch();
	assert_string_equal(ask("SELECT 代码, 值, 说明 FROM 问题 WHERE 字段 = "
	    "'号码' ORDER BY 行"),
	    "CHOICE_UNKNOWN|139****5678|有的选项不在可选的范围内，仍予保存和计数|\n"
	    "CHOICE_UNKNOWN|***|有的选项不在可选的范围内，仍予保存和计数|\n");
	assert_string_equal(ask("SELECT 原值, 新值 FROM 规范化 WHERE 字段 = "
	    "'号码'"), "***|***|\n");
}

static void
test_personal_value_is_quoted_when_asked(void **state)
{
	(void)state;
	batch_options.show_personal = true;
	put_studio("S1");
	put("S1/表彰.csv", "姓名,号码\n李四,丁号\n");
	read_batch();
	assert_string_equal(ask("SELECT 值, instr(说明, '“丁号”') > 0 FROM 问题 "
	    "WHERE 字段 = '号码'"), "丁号|1|\n");
}

/* ---- experts ------------------------------------------------------------------------- */

/* That an expert's name is taken from the file's is noted once a file. */
static void
test_expert_of_a_file_is_noted_once(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/评审-甲.csv", "评估点,得分\n1.1.1,1\n1.1.2,2\n1.1.3,3\n");
	put("S1/评审.csv", "评估点,得分\n1.1.1,1\n1.1.2,2\n");
	read_batch();
	assert_string_equal(ask("SELECT 文件, 行, 字段, 新值, 规则 FROM 规范化 "
	    "WHERE 字段 = '专家'"), "S1/评审-甲.csv|2|专家|甲|取自文件名|\n");
	assert_string_equal(findings(),
	    "S1|提醒|EXPERT_MISSING|S1/评审.csv|2|~|专家|~|S1/评审.csv!2:2|\n");
	assert_string_equal(ask("SELECT 专家, count(*) FROM 评审 GROUP BY 1 "
	    "ORDER BY 1"), "~|2|\n甲|3|\n");
}

/* ---- files read ahead ------------------------------------------------------------------ */

/* A studio's rows in many files of MiB each, and files that are not there. */
static void
put_many(void)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < 30; i++)
		put_complete(arena_printf(&batch_arena, "S%02zu", i));
	buf_adds(&b, "姓名,性别,备注\n");
	for (size_t i = 0; i < 30; i++) {
		add_name(&b, i);
		buf_adds(&b, ",男,");
		for (size_t k = 0; k < 60000; k++)
			buf_addc(&b, 'x');
		buf_adds(&b, "\n");
	}
	for (size_t i = 0; i < 12; i++)
		put(arena_printf(&batch_arena, "S%02zu/成员-%zu.csv", i * 2, i),
		    buf_str(&b));
	put("S05/基本信息-1.csv", "项目,内容\n名称,某工作室\n");
	put("S07/材料-空.csv", "");
	put_bytes("S08/材料-乱.csv", "a,\0,b", 5);
	put("成员.csv", "工作室,姓名,性别\nS01,张三,男\nS29,李四,女\n");
	buf_free(&b);
}

static const char *
all_read(void)
{
	return arena_printf(&batch_arena, "%s%s%s%s", ask("SELECT * FROM 问题"),
	    ask("SELECT * FROM 来源文件"), ask("SELECT 工作室, 姓名, "
	    "length(备注), _文件, _行, _序 FROM 成员 ORDER BY _序"),
	    ask("SELECT * FROM 规范化"));
}

static void
test_reading_ahead_changes_nothing(void **state)
{
	const char *alone, *ahead;
	struct store other;

	(void)state;
	put_many();
	batch_options.workers = 1;
	read_batch();
	alone = all_read();
	assert_true(strlen(alone) > 10000);
	other = batch_store;
	assert_int_equal(store_create(&batch_store, &batch_err), 0);
	assert_int_equal(scheme_load(&batch_scheme, &batch_store, &batch_err),
	    0);
	batch_options.workers = 2;
	read_batch();
	ahead = all_read();
	store_close(&other);
	assert_string_equal(ahead, alone);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_heading_behind_nine_titles_not_ten),
		TEST(test_root_heading_behind_nine_titles_not_ten),
		TEST(test_vertical_heading_behind_nine_titles_not_ten),
		TEST(test_code_behind_nine_titles),
		TEST(test_first_of_equal_headings),
		TEST(test_one_name_is_no_heading),
		TEST(test_heading_of_fields_only_is_taken),
		TEST(test_heading_without_its_marks),
		TEST(test_cells_right_of_the_headings),
		TEST(test_labels_in_five_hundred_rows),
		TEST(test_eight_pairs_side_by_side),
		TEST(test_one_label_is_no_form),
		TEST(test_value_of_three_hundred_bytes),
		TEST(test_cell_of_64_kib),
		TEST(test_row_of_16384_cells),
		TEST(test_file_of_200000_rows),
		TEST(test_repeat_behind_thousands_of_rows),
		TEST(test_several_personal_values),
		TEST(test_personal_value_is_not_quoted),
		TEST(test_personal_value_is_quoted_when_asked),
		TEST(test_expert_of_a_file_is_noted_once),
		TEST(test_reading_ahead_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
