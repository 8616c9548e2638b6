/*
 * intake: which rows of a table are data; two heading rows; values from above;
 * rows that are too wide.  Files that say "LibreOffice" were written by its
 * export to CSV (7.4) from workbooks with merged cells, totals and a line to
 * be signed.
 */
#define BATCH_MORE_FORMS \
	"名册,横,姓名,人名,是,,,,提醒,\n" \
	"名册,横,性别,单选,是,男|女,,,,\n" \
	"名册,横,教龄,整数,,,年,,,\n" \
	"名册,横,所在学校,文本,是,,,,,\n" \
	"名册,横,备注,文本,,,,,,\n" \
	"学员,横,姓名,人名,是,,,,提醒,\n" \
	"学员,横,所在学校,文本,,,,,,\n" \
	"学员,横,档案,单选,,有|无,,,,\n" \
	"案例,横,标题,文本,是,,,,提醒,\n" \
	"案例,横,作者,文本,,,,,,\n" \
	"案例,横,字数,整数,,,,,,\n" \
	"获奖,横,年度,年度,是,,,,,\n" \
	"获奖,横,等次,单选,是,一等奖|二等奖|三等奖,,,,\n" \
	"获奖,横,学校,文本,是,,,,,\n" \
	"获奖,横,获奖人,人名,是,,,,,\n" \
	"统计,横,年度,年度,是,,,,错误,\n" \
	"统计,横,总数,整数,是,,人,,,\n" \
	"统计,横,人数,整数,是,,人,,,\n" \
	"汇报,横,学期,文本,是,,,,,\n" \
	"汇报,横,日期,日期,,,,,,\n" \
	"汇报,横,内容,文本,,,,,,\n"

#include "batch.h"

#include "intake/private.h"

/* A table's heading and rows that are surely data, and that differ. */
static const struct {
	const char *name, *text;
	size_t nrows;
} clean[] = {
	{ "名册", "姓名,性别,教龄,所在学校,备注\n张三,男,3,第一中学,\n"
	    "李四,女,5,第二中学,班主任\n王五,男,7,第一中学,\n", 3 },
	{ "学员", "姓名,所在学校,档案\n张三,第一中学,有\n李四,第二中学,无\n"
	    "王五,第三中学,有\n", 3 },
	{ "案例", "标题,作者,字数\n迟到的孩子,张三,1200\n一封信,李四,900\n"
	    "家访,王五,800\n", 3 },
	{ "获奖", "年度,等次,学校,获奖人\n2021,一等奖,第一中学,张三\n"
	    "2022,二等奖,第二中学,李四\n2023,一等奖,第三中学,王五\n", 3 },
	{ "统计", "年度,总数,人数\n2021,40,30\n2022,41,35\n2023,43,39\n", 3 },
	{ "自评", "评估点,得分\n1.1.1,2\n1.1.2,5\n", 2 },
	{ "汇报", "学期,日期,内容\n2022-2023-1,2022-10-01,甲\n"
	    "2022-2023-2,2023-04-01,乙\n2023-2024-1,2023-10-01,丙\n", 3 },
};

struct odd_row {
	const char *table, *row;
};

static const char *
count_rows(const char *table)
{
	return ask(arena_printf(&batch_arena, "SELECT count(*) FROM \"%s\"",
	    table));
}

/* Each odd row below the clean ones of its table, a studio each. */
static void
put_odd_rows(const struct odd_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		put_studio(arena_printf(&batch_arena, "S%03zu", i));
		while (strcmp(clean[k].name, rows[i].table) != 0)
			k++;
		put(arena_printf(&batch_arena, "S%03zu/%s.csv", i,
		    rows[i].table), arena_printf(&batch_arena, "%s%s\n",
		    clean[k].text, rows[i].row));
	}
}

/* Whether studio i has the odd row, or else a finding and a note of it. */
static void
assert_rows(size_t i, const struct odd_row *row, bool data)
{
	bool told = !data;
	size_t nrows = data, k = 0;
	const char *have, *want;

	while (strcmp(clean[k].name, row->table) != 0)
		k++;
	nrows += clean[k].nrows;
	have = ask(arena_printf(&batch_arena, "SELECT count(*), "
	    "(SELECT count(*) FROM 问题 WHERE 工作室 = 'S%03zu' AND 代码 = "
	    "'ROW_NOT_DATA'), (SELECT count(*) FROM 规范化 WHERE 文件 LIKE "
	    "'S%03zu/%%' AND 规则 = '不是数据') FROM \"%s\" WHERE 工作室 = "
	    "'S%03zu'", i, i, row->table, i));
	want = arena_printf(&batch_arena, "%zu|%d|%d|\n", nrows,
	    told, told);

	if (strcmp(have, want) != 0)
		fail_msg("%s: %s: %snot %s", row->table, row->row, have, want);
}

static void
test_rows_that_are_no_data(void **state)
{
	static const struct odd_row rows[] = {
		/* totals */
		{ "名册", "合计,,15,共3人," },
		{ "名册", "合 计：,,15,," },
		{ "名册", "（小计）,男,,," },
		{ "名册", "本页合计,,15,," },
		{ "名册", "共3人,,,," },
		{ "名册", ",合计,15,," },
		{ "名册", "总计：3人,,,," },
		{ "名册", "合计12人,,,," },
		{ "统计", "合计,124,104" },
		{ "统计", "全校合计,124,104" },
		{ "统计", "三年共3次,124,104" },
		{ "汇报", "合计,,共3次" },
		{ "汇报", "合计,2023-12-01,三次" },
		{ "自评", "各项得分合计,7" },
		{ "学员", "合计,3人,有" },
		/* lines to be signed, remarks */
		{ "名册", "填表人：李某某,,,," },
		{ "名册", "填表人：,李某某,,审核人：,王某某" },
		{ "名册", "填表人,,,李某某," },
		{ "名册", "填表人：李某,,审核人：,王五," },
		{ "名册", "学校负责人（签字）：,,,2024年3月1日," },
		{ "名册", "（盖章）,,,," },
		{ "名册", "学校盖章：,,,,2024年3月1日" },
		{ "名册", "注：所在学校填全称。,,,," },
		{ "名册", "注,所在学校填全称,,," },
		{ "名册", "备注：,以上情况属实,,," },
		{ "名册", "填表说明:1.教龄按满年数；2.姓名与身份证一致,,,," },
		{ "名册", "联系电话：13800001234,,,," },
		{ "学员", "填表人,李四," },
		{ "学员", "制表人：李四,审核人：王五," },
		{ "案例", "说明：每人一篇,," },
		{ "案例", "填表人：,李四," },
		{ "名册", "学校意见：同意推荐,,,," },
		{ "名册", "校长（签字）：　　学校（盖章）：　　2024年3月1日,,,," },
		{ "名册", "填表人:李某 审核人:王某 填表日期:2024-3-1,,,," },
		{ "名册", "填表人 李某某　审核人 王某某,,,," },
		{ "名册", "填表日期　2024年3月1日,,,," },
		{ "名册", "电话,13800001234,,," },
		{ "名册", "（以下空白）,,,," },
		{ "名册", "续表,,,," },
		/* nothing in it */
		{ "名册", "/,/,/,/,/" },
		{ "名册", "……,,……,," },
		{ "名册", "—,-,-,-,-" },
		/* one cell */
		{ "名册", "一、校内成员,,,," },
		{ "名册", "（二）校外成员,,,," },
		{ "名册", "第一部分 校内,,,," },
		{ "名册", "第二小组,,,," },
		{ "名册", ",,,,以下为校外成员" },
		{ "名册", ",,9,," },
		{ "学员", "三、外校," },
		/* samples, instructions */
		{ "名册", "例,男,10,某某中学," },
		{ "名册", "示例：张三,男,10,某某中学," },
		{ "名册", "（示例）张三,男,10,某某中学," },
		{ "名册", "【样例】,男,10,某某中学," },
		{ "名册", "张三（示例）,男,10,某某中学," },
		{ "名册", "必填,必填；男或女,选填,必填，填全称,选填" },
		{ "名册", "（必填）,（必填）,（选填）,（必填，全称）," },
		{ "名册", "如：张三,如：男,如：3,如：第一中学,无" },
		/* the heading again */
		{ "名册", "姓名,性别,教龄,所在学校,备注" },
		{ "名册", "姓 名*,性别,教龄（年）,所在学校,备注" },
		{ "统计", "年度,总数,人数" },
	};
	size_t n = sizeof(rows) / sizeof(*rows);

	(void)state;
	put_odd_rows(rows, n);
	read_batch();
	for (size_t i = 0; i < n; i++)
		assert_rows(i, &rows[i], false);
	assert_string_equal(ask("SELECT DISTINCT 代码 FROM 问题 WHERE 代码 <> "
	    "'TABLE_MISSING'"), "ROW_NOT_DATA|\n");
}

/* Each of the words alone: they are told by their last character first. */
static void
test_words_alone(void **state)
{
	static const char *const words[] = { "合计", "小计", "总计", "共计",
	    "共5人", "共三次", "共1项", "填表人", "填报人", "制表人", "审核人",
	    "复核人", "经办人", "负责人", "联系人", "填表日期", "填报日期",
	    "制表日期", "填表时间", "填报时间", "日期", "填表单位", "填报单位",
	    "联系电话", "联系方式", "盖章", "公章", "签章", "签字", "签名", "注",
	    "备注", "附注", "说明", "注意事项", "以下空白", "意见", "电话",
	    "邮箱", "地址", "时间", "以下无正文", "以下无内容", "续表", "续上表",
	    "接上表" };
	size_t n = sizeof(words) / sizeof(*words);
	struct buf b = { 0 };

	(void)state;
	put_studio("S1");
	buf_adds(&b, clean[0].text);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s,,,,\n", words[i]);
	put("S1/名册.csv", buf_str(&b));
	buf_free(&b);
	read_batch();
	assert_string_equal(ask("SELECT 姓名 FROM 名册"),
	    "张三|\n李四|\n王五|\n");
	assert_string_equal(ask("SELECT count(*) FROM 规范化 WHERE 规则 = "
	    "'不是数据'"), arena_printf(&batch_arena, "%zu|\n", n));
}

/* Rows that only look like those. */
static void
test_rows_that_are_data(void **state)
{
	static const struct odd_row rows[] = {
		{ "名册", "任合计,男,3,第一中学," },
		{ "名册", "陈注,男,3,第一中学," },
		{ "名册", "方说明,女,,第一中学," },
		{ "名册", "总小雨,女,3,第一中学," },
		{ "名册", "例小明,男,3,例如中学," },
		{ "名册", "如意,女,3,如东县实验中学,如实填写" },
		{ "名册", "第五建国,男,3,第一中学," },
		{ "名册", "一木,男,3,第一中学," },
		{ "名册", "共小人,男,3,第一中学," },
		{ "名册", "备小注,男,3,第一中学,备注：班主任" },
		{ "名册", "赵六,男,3,第一中学,合计：三次" },
		{ "名册", "赵六,男,3,总工会职业学校,注：今年调入" },
		{ "名册", "赵六,女,3,第一中学,负责人" },
		{ "名册", "赵六,,,," },
		{ "名册", ",女,,第一中学," },
		{ "名册", "第五建国,,,," },
		{ "名册", "负 责人,男,3,一中," },
		{ "案例", "负责人 的一天,," },
		{ "获奖", ",,第一小学," },
		{ "学员", "陈注,," },
		{ "学员", "陈注,第一中学,有" },
		{ "学员", "第五伦,," },
		{ "案例", "一份迟到的说明,张三,900" },
		{ "案例", "班费收支合计,张三,900" },
		{ "案例", "一份迟到的说明,," },
		{ "案例", "给家长的意见,,900" },
		{ "案例", "给家长的意见：从一封信说起,," },
		{ "案例", "…,张三,900" },
		{ "名册", "一,男,-,一中,/" },
		{ "案例", "第一次家访,," },
		{ "案例", "例外的孩子,张三,900" },
		{ "案例", "如何面对迟到,如意," },
		{ "案例", "如何,如果,如今" },
		{ "案例", "必填的关爱,张三,700" },
		{ "获奖", "2024,一等奖,第一中学,张三" },
		{ "获奖", ",一等奖,第一中学,赵六" },
		{ "汇报", "第一学期,2024-01-01,丁" },
		{ "汇报", "2023-2024-2,,说明：本学期两次" },
		{ "统计", "2024,40,40" },
		{ "统计", "2024,,40" },
	};
	size_t n = sizeof(rows) / sizeof(*rows);

	(void)state;
	put_odd_rows(rows, n);
	read_batch();
	for (size_t i = 0; i < n; i++)
		assert_rows(i, &rows[i], true);
}

/* A word in a column of the school's own says nothing of the row. */
static void
test_a_role_is_no_signature(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/学员.csv", "职务,姓名,所在学校\n负责人,张三,第一中学\n"
	    "联系人,李四,\n说明,王五,第二中学\n");
	put("S1/名册.csv", "备注,姓名,性别,所在学校\n负责人,张三,男,一中\n"
	    "说明：新来,李四,女,一中\n,王五,男,一中\n");
	read_batch();
	assert_string_equal(ask("SELECT 姓名 FROM 学员 UNION ALL SELECT 姓名 "
	    "FROM 名册"), "张三|\n李四|\n王五|\n张三|\n李四|\n王五|\n");
	assert_string_equal(ask("SELECT 代码 FROM 问题 WHERE 代码 <> "
	    "'TABLE_MISSING'"), "HEADER_UNKNOWN|\n");
}

/* A list of titles, one cell a row: numbered, they are no groups' headings. */
static void
test_a_list_of_one_column(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/案例.csv", "标题,作者,字数\n一、迟到的孩子,,\n二、一封信,,\n"
	    "三、家访,,\n");
	read_batch();
	assert_string_equal(ask("SELECT 标题 FROM 案例"),
	    "一、迟到的孩子|\n二、一封信|\n三、家访|\n");
}

/* All of a file's rows that are no data are one finding. */
static void
test_one_finding_names_the_rows(void **state)
{
	(void)state;
	put_studio("S1");
	/* LibreOffice; E3:E5 and E6:E7 were merged */
	put("S1/名册.csv", "\"某工作室成员名册\",,,,,\n"
	    "\"序号\",\"姓名\",\"性别\",\"教龄（年）\",\"所在学校\",\"备注\"\n"
	    "1,\"张三\",\"男\",3,\"第一中学\",\n2,\"李四\",\"女\",5,,\n"
	    "3,\"王五\",\"男\",7,,\"说明见附件\"\n"
	    "4,\"赵六\",\"女\",9,\"第二中学\",\n5,\"钱七\",\"女\",2,,\n"
	    "\"合计\",,,26,\"共5人\",\n,,,,,\n"
	    "\"填表人：李某某\",,\"审核人：\",,\"填表日期：\",\"2024年3月1日\"\n"
	    "\"注：1. 教龄按满年数填写；2. 所在学校填全称。\",,,,,\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|VALUE_FROM_ABOVE|S1/名册.csv|4|5|~|~|S1/名册.csv!E4|\n"
	    "S1|提醒|ROW_NOT_DATA|S1/名册.csv|8|~|~|~|S1/名册.csv!8:8|\n");
	assert_string_equal(ask("SELECT 说明 FROM 问题 WHERE 代码 IN "
	    "('ROW_NOT_DATA', 'VALUE_FROM_ABOVE') ORDER BY 代码"),
	    "第8、10、11行不是数据（合计、填表人、示例等），未读取|\n"
	    "“所在学校”共3格是空的，按合并单元格取上一行的值|\n");
	assert_string_equal(ask("SELECT 姓名, 所在学校 FROM 名册"),
	    "张三|第一中学|\n李四|第一中学|\n王五|第一中学|\n"
	    "赵六|第二中学|\n钱七|第二中学|\n");
	assert_string_equal(ask("SELECT 行, 列, 字段, 原值, 新值, 规则 FROM 规范化 "
	    "WHERE 文件 LIKE '%名册.csv' ORDER BY 行, 列"),
	    "4|5|所在学校||第一中学|取上一行|\n5|5|所在学校||第一中学|取上一行|\n"
	    "7|5|所在学校||第二中学|取上一行|\n8|1|~|合计|~|不是数据|\n"
	    "10|1|~|填表人：…|~|不是数据|\n11|1|~|注：…|~|不是数据|\n");
}

static void
test_many_rows_that_are_no_data(void **state)
{
	struct buf b = { 0 };

	(void)state;
	put_studio("S1");
	buf_adds(&b, "姓名,所在学校,档案\n张三,一中,有\n");
	for (size_t i = 0; i < 25; i++)
		buf_adds(&b, "小计,,\n");
	put("S1/学员.csv", buf_str(&b));
	buf_free(&b);
	read_batch();
	assert_string_equal(ask("SELECT 行, 说明 FROM 问题 WHERE 代码 = "
	    "'ROW_NOT_DATA'"), "3|第3、4、5、6、7、8、9、10、11、12、13、14、15、"
	    "16、17、18、19、20、21、22行等25行不是数据（合计、填表人、示例等），"
	    "未读取|\n");
}

/* Telephone numbers below a table are nobody's business. */
static void
test_no_data_is_masked(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/学员.csv", "姓名,所在学校,档案\n张三,一中,有\n"
	    "联系电话：13800001234,,\n合计１３８００００１２３４,,\n,,有\n");
	read_batch();
	assert_string_equal(ask("SELECT 原值 FROM 规范化 WHERE 文件 LIKE "
	    "'%学员.csv'"), "联系电话：…|\n***|\n有|\n");
}

/* "None" is written into many a table that needs no row. */
static void
test_none(void **state)
{
	(void)state;
	put_studio("S1");
	put_studio("S2");
	put("S1/获奖.csv", "序号,年度,等次,学校,获奖人\n1,无,无,无,无\n");
	put("S1/名册.csv", "姓名,性别,所在学校\n暂无,,\n");
	/* a choice of the form; and one cell that says more */
	put("S2/学员.csv", "姓名,所在学校,档案\n无,,无\n");
	put("S2/获奖.csv", "年度,等次,学校,获奖人\n2021,无,无,无\n");
	read_batch();
	assert_string_equal(ask("SELECT 代码, 文件, 行 FROM 问题 WHERE 代码 IN "
	    "('ROW_NOT_DATA', 'TABLE_EMPTY') ORDER BY 文件, 代码"),
	    "ROW_NOT_DATA|S1/名册.csv|2|\nTABLE_EMPTY|S1/名册.csv|1|\n"
	    "ROW_NOT_DATA|S1/获奖.csv|2|\nTABLE_EMPTY|S1/获奖.csv|1|\n");
	assert_string_equal(ask("SELECT 姓名, 档案 FROM 学员"), "无|无|\n");
	assert_string_equal(ask("SELECT 工作室, 年度 FROM 获奖"), "S2|2021|\n");
}

/* ---- prefilled rows ------------------------------------------------------------- */

static void
test_prefilled_rows(void **state)
{
	(void)state;
	for (size_t i = 1; i <= 4; i++)
		put_studio(arena_printf(&batch_arena, "S%zu", i));
	/* the form wrote 男 and the school into rows nobody filled in */
	put("S1/名册.csv", "序号,姓名,性别,所在学校\n1,张三,男,一中\n"
	    "2,李四,女,一中\n3,,男,一中\n4,,男,一中\n5,,,一中\n");
	/* another value: somebody's row without his name */
	put("S2/名册.csv", "序号,姓名,性别,所在学校\n1,张三,男,一中\n"
	    "2,李四,女,一中\n3,,男,二中\n");
	/* one other row only: nothing is known of what most have */
	put("S3/名册.csv", "序号,姓名,性别,所在学校\n1,张三,男,一中\n"
	    "3,,男,一中\n");
	/* without the column all rows lack it, and none repeats another */
	put("S4/名册.csv", "序号,性别,所在学校\n1,男,一中\n2,男,一中\n"
	    "3,男,一中\n");
	read_batch();
	assert_string_equal(ask("SELECT 工作室, 姓名, 性别, 所在学校 FROM 名册 "
	    "WHERE 工作室 < 'S4' ORDER BY _序"),
	    "S1|张三|男|一中|\nS1|李四|女|一中|\nS2|张三|男|一中|\n"
	    "S2|李四|女|一中|\nS2|~|男|二中|\nS3|张三|男|一中|\n"
	    "S3|~|男|一中|\n");
	assert_string_equal(ask("SELECT 工作室, 代码, 行 FROM 问题 WHERE "
	    "代码 <> 'TABLE_MISSING' ORDER BY 工作室, 行, 代码"),
	    "S1|ROW_NOT_DATA|4|\nS2|CELL_MISSING|4|\nS3|CELL_MISSING|3|\n"
	    "S4|COLUMN_MISSING|1|\n");
	assert_string_equal(ask("SELECT count(*) FROM 名册 WHERE 工作室 = 'S4'"),
	    "3|\n");
}

/* ---- too wide --------------------------------------------------------------------- */

/* An unquoted comma: the cells behind it stand one column to the right. */
static void
test_too_wide(void **state)
{
	(void)state;
	for (size_t i = 1; i <= 5; i++)
		put_studio(arena_printf(&batch_arena, "S%zu", i));
	put("S1/名册.csv", "姓名,教龄,所在学校,性别\n张三,班主任,16,一中,男\n"
	    "李四,5,一中,女\n");
	/* the last is a text, and the comma was in it */
	put("S2/名册.csv", "姓名,性别,教龄,所在学校,备注\n"
	    "张三,男,3,一中,带班,带徒,编教材\n李四,女,3,一中,,,见附件\n");
	/* no text: it may be a remark beside the table */
	put("S3/名册.csv", "姓名,所在学校,性别\n张三,一中,男,新来\n"
	    "李四,一中,女,新来,x\n王五,一中,男,,y\n");
	/* a required cell is empty: something moved */
	put("S4/名册.csv", "姓名,所在学校,性别\n张三,,一中,男\n");
	put("S5/名册.csv", "姓名\t性别\t教龄\t所在学校\t备注\n"
	    "张三\t男\t3\t一中\t带班\t带徒\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|错误|ROW_SHIFTED|S1/名册.csv|2|5|~|男|S1/名册.csv!E2|\n"
	    "S3|提醒|HEADER_EMPTY|S3/名册.csv|2|4|~|新来|S3/名册.csv!D2|\n"
	    "S3|提醒|HEADER_EMPTY|S3/名册.csv|4|5|~|y|S3/名册.csv!E4|\n"
	    "S4|错误|ROW_SHIFTED|S4/名册.csv|2|4|~|男|S4/名册.csv!D2|\n");
	assert_string_equal(ask("SELECT 工作室, 姓名, 所在学校, 备注 FROM 名册 "
	    "ORDER BY _序"), "S1|李四|一中|~|\nS2|张三|一中|带班,带徒,编教材|\n"
	    "S2|李四|一中|见附件|\nS3|张三|一中|~|\nS3|李四|一中|~|\n"
	    "S3|王五|一中|~|\nS5|张三|一中|带班 带徒|\n");
	assert_string_equal(ask("SELECT 文件, 行, 列, 原值, 新值, 规则 FROM 规范化 "
	    "WHERE 文件 LIKE '%名册.csv'"),
	    "S2/名册.csv|2|5|带班|带班,带徒,编教材|并入右边多出的格|\n"
	    "S2/名册.csv|3|5||见附件|并入右边多出的格|\n"
	    "S5/名册.csv|2|5|带班|带班 带徒|并入右边多出的格|\n");
	assert_string_equal(ask("SELECT 说明 FROM 问题 WHERE 工作室 = 'S1' AND "
	    "代码 = 'ROW_SHIFTED'"), "比表头多出1格，而“教龄”一格不能按表单读取，"
	    "可能错位，本行未采用|\n");
}

/* In the root it is told to whose row it is. */
static void
test_too_wide_in_the_root(void **state)
{
	(void)state;
	put_studio("S1");
	put("名册.csv", "工作室,姓名,教龄,所在学校,性别\nS1,张三,3,一中,男\n"
	    ",李四,班主任,16,一中,女\n");
	read_batch();
	assert_string_equal(ask("SELECT 工作室, 代码, 行, 列 FROM 问题 WHERE "
	    "代码 = 'ROW_SHIFTED'"), "S1|ROW_SHIFTED|3|6|\n");
	assert_string_equal(ask("SELECT 工作室, 姓名 FROM 名册"), "S1|张三|\n");
}

/* Two pages pasted below each other: title and heading come again. */
static void
test_pages(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/名册.csv", "某工作室名册,,,\n（2024年）,,,\n姓名,性别,所在学校,备注\n"
	    "张三,男,一中,\n李四,女,一中,\n某工作室名册,,,\n（2024年）,,,\n"
	    "姓名,性别,所在学校,备注\n王五,男,一中,\n");
	read_batch();
	assert_string_equal(ask("SELECT 姓名 FROM 名册"),
	    "张三|\n李四|\n王五|\n");
	assert_string_equal(ask("SELECT 说明 FROM 问题 WHERE 代码 <> "
	    "'TABLE_MISSING'"), "第6、7、8行不是数据（合计、填表人、示例等），"
	    "未读取|\n");
}

/* ---- headings of two rows ---------------------------------------------------------- */

static void
test_two_heading_rows(void **state)
{
	(void)state;
	for (size_t i = 1; i <= 6; i++)
		put_studio(arena_printf(&batch_arena, "S%zu", i));
	/* LibreOffice; C1:D1 were merged, A, B and E downwards */
	put("S1/名册.csv", "\"序号\",\"姓名\",\"基本情况\",,\"所在学校\"\n"
	    ",,\"性别\",\"教龄\",\n1,\"张三\",\"男\",3,\"第一中学\"\n"
	    "2,\"李四\",\"女\",5,\"第一中学\"\n");
	/* the lower names more fields than the upper */
	put("S2/名册.csv", "名册,,,,\n姓名,其他,,,\n,性别,教龄,所在学校,备注\n"
	    "张三,男,3,一中,好\n");
	/* a person below 负责人, and nowhere else */
	put("S3/名册.csv", "成员,,所在学校,教龄\n姓名,性别,,\n张三,男,一中,3\n");
	/* twice: which one? */
	put("S4/名册.csv", "负责人,,联系人,所在学校,性别\n姓名,教龄,姓名,,\n"
	    "张三,3,李四,一中,男\n");
	/* a row of data is no heading, whatever it says */
	put("S5/名册.csv", "姓名,性别,所在学校,其他\n张三,男,备注,教龄\n");
	/* in one row */
	put("S6/名册.csv", "成员-姓名,成员-性别,成员_所在学校\n张三,男,一中\n");
	read_batch();
	assert_string_equal(ask("SELECT 工作室, 姓名, 性别, 教龄, 所在学校, _行 "
	    "FROM 名册 ORDER BY _序"),
	    "S1|张三|男|3|第一中学|3|\nS1|李四|女|5|第一中学|4|\n"
	    "S2|张三|男|3|一中|4|\nS3|张三|男|3|一中|3|\n"
	    "S4|~|男|3|一中|3|\nS5|张三|男|~|备注|2|\n"
	    "S6|张三|男|~|一中|2|\n");
	assert_string_equal(ask("SELECT 工作室, 代码, 行, 列, 值 FROM 问题 WHERE "
	    "代码 <> 'TABLE_MISSING' ORDER BY rowid"),
	    "S4|COLUMN_MISSING|1|~|~|\nS4|HEADER_UNKNOWN|1|1|负责人-姓名|\n"
	    "S4|HEADER_UNKNOWN|1|3|联系人-姓名|\nS5|HEADER_UNKNOWN|1|4|其他|\n");
	assert_string_equal(ask("SELECT 行, 列, 字段, 原值, 新值, 规则 FROM 规范化 "
	    "WHERE 文件 LIKE 'S3/名册.csv'"),
	    "2|1|姓名|成员-姓名|姓名|取表头的末段|\n"
	    "2|2|性别|成员-性别|性别|取表头的末段|\n");
}

/* ---- values from above --------------------------------------------------------------- */

static void
test_values_from_above(void **state)
{
	(void)state;
	for (size_t i = 1; i <= 8; i++)
		put_studio(arena_printf(&batch_arena, "S%zu", i));
	/* 等次 (单选) and 学校 (文本), half of them empty; 年度 is not filled */
	put("S1/获奖.csv", "年度,等次,学校,获奖人\n2021,一等奖,一中,张三\n"
	    "2021,,,李四\n2022,,,王五\n2022,二等奖,一中,赵六\n");
	/* fewer than half: forgotten, not merged */
	put("S2/获奖.csv", "年度,等次,学校,获奖人\n2021,一等奖,一中,张三\n"
	    "2021,,一中,李四\n2022,一等奖,一中,王五\n");
	/* another required cell is missing: none of the row's is filled */
	put("S3/获奖.csv", "年度,等次,学校,获奖人\n2021,一等奖,一中,张三\n"
	    ",,一中,李四\n2022,,一中,王五\n");
	/* never across a group's row */
	put("S4/获奖.csv", "年度,等次,学校,获奖人\n2021,一等奖,一中,张三\n"
	    "二、二等奖,,,\n2021,,一中,李四\n2022,,一中,王五\n");
	/* nothing above */
	put("S5/获奖.csv", "年度,等次,学校,获奖人\n2021,,一中,张三\n"
	    "2021,,一中,李四\n");
	/* optional fields, names and keys stay empty */
	put("S6/学员.csv", "姓名,所在学校,档案\n张三,一中,有\n李四,,\n"
	    "王五,,\n");
	/* what cannot be read is not spread */
	put("S7/获奖.csv", "年度,等次,学校,获奖人\n2021,头等奖,一中,张三\n"
	    "2021,,一中,李四\n");
	/* written out above: nobody merged it, the rest was forgotten */
	put("S8/获奖.csv", "年度,等次,学校,获奖人\n2021,一等奖,一中,张三\n"
	    "2021,一等奖,一中,李四\n2021,一等奖,一中,王五\n2022,,一中,赵六\n"
	    "2022,,一中,钱七\n2022,,一中,孙八\n");
	read_batch();
	assert_string_equal(ask("SELECT count(*) FROM 获奖 WHERE 工作室 = 'S8' "
	    "AND 等次 IS NULL"), "3|\n");
	assert_string_equal(ask("SELECT 工作室, 年度, 等次, 学校, 获奖人 FROM 获奖 "
	    "WHERE 工作室 < 'S8' ORDER BY _序"),
	    "S1|2021|一等奖|一中|张三|\nS1|2021|一等奖|一中|李四|\n"
	    "S1|2022|一等奖|一中|王五|\nS1|2022|二等奖|一中|赵六|\n"
	    "S2|2021|一等奖|一中|张三|\nS2|2021|~|一中|李四|\n"
	    "S2|2022|一等奖|一中|王五|\nS3|2021|一等奖|一中|张三|\n"
	    "S3|~|~|一中|李四|\nS3|2022|一等奖|一中|王五|\n"
	    "S4|2021|一等奖|一中|张三|\nS4|2021|~|一中|李四|\n"
	    "S4|2022|~|一中|王五|\nS5|2021|~|一中|张三|\nS5|2021|~|一中|李四|\n"
	    "S7|2021|~|一中|张三|\nS7|2021|~|一中|李四|\n");
	assert_string_equal(ask("SELECT 工作室, 行, 列, 说明 FROM 问题 WHERE 代码 = "
	    "'VALUE_FROM_ABOVE'"),
	    "S1|3|2|“等次”“学校”共4格是空的，按合并单元格取上一行的值|\n"
	    "S3|4|2|“等次”共1格是空的，按合并单元格取上一行的值|\n");
	assert_string_equal(ask("SELECT 所在学校, 档案 FROM 学员"),
	    "一中|有|\n~|~|\n~|~|\n");
}

/*
 * Of two words each row has its own (a result that is still to come); and what
 * stands above in a table of the root may be another studio's.
 */
static void
test_not_from_above(void **state)
{
	(void)state;
	put_studio("S1");
	put_studio("S2");
	put("S1/名册.csv", "姓名,性别,所在学校\n张三,男,一中\n李四,,一中\n"
	    "王五,,一中\n");
	put("获奖.csv", "工作室,年度,等次,学校,获奖人\nS1,2021,一等奖,一中,张三\n"
	    ",2021,,一中,李四\nS2,2022,,二中,王五\n,2022,,二中,赵六\n");
	read_batch();
	assert_string_equal(ask("SELECT 性别 FROM 名册 ORDER BY _序"),
	    "男|\n~|\n~|\n");
	assert_string_equal(ask("SELECT 工作室, 等次 FROM 获奖 ORDER BY _序"),
	    "S1|一等奖|\nS1|一等奖|\nS2|~|\nS2|~|\n");
	assert_string_equal(ask("SELECT 代码, 行, 列 FROM 问题 WHERE 列 > 0 "
	    "ORDER BY 文件, 行, 列"), "CELL_MISSING|3|2|\nCELL_MISSING|4|2|\n"
	    "VALUE_FROM_ABOVE|3|1|\nCELL_MISSING|4|3|\nCELL_MISSING|5|3|\n");
}

/* Written for the value above, in a text or a choice. */
static void
test_ditto(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/名册.csv", "姓名,性别,所在学校,备注\n张三,男,一中,新\n"
	    "李四,同上,同上,同上\n王五,女,〃,\n");
	put("S1/获奖.csv", "年度,等次,学校,获奖人\n2021,二等奖,同上,张三\n");
	read_batch();
	assert_string_equal(ask("SELECT 姓名, 性别, 所在学校, 备注 FROM 名册 "
	    "ORDER BY _序"), "张三|男|一中|新|\n李四|男|一中|同上|\n"
	    "王五|女|一中|~|\n");
	assert_string_equal(ask("SELECT 代码, 行, 列, 说明 FROM 问题 WHERE "
	    "文件 LIKE '%名册.csv'"), "VALUE_FROM_ABOVE|3|2|“性别”“所在学校”共3格"
	    "是空的或写着“同上”，取上一行的值|\n");
	assert_string_equal(ask("SELECT 行, 列, 原值, 新值 FROM 规范化 WHERE "
	    "文件 LIKE '%名册.csv' ORDER BY 行, 列"),
	    "3|2|同上|男|\n3|3|同上|一中|\n4|3|〃|一中|\n");
	/* nothing above it */
	assert_string_equal(ask("SELECT 学校 FROM 获奖"), "同上|\n");
}

/* ---- nothing in it; no heading --------------------------------------------------------- */

static void
test_table_without_rows(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/名册.csv", "成员名册,,\n姓名,性别,所在学校\n");
	put("S1/学员.csv", "姓名,所在学校,档案\n合计,,\n");
	put("S1/统计.csv", "年度,总数,人数\n二〇二一,x,,y\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|TABLE_EMPTY|S1/名册.csv|2|~|~|~|S1/名册.csv!2:2|\n"
	    "S1|提醒|TABLE_EMPTY|S1/学员.csv|1|~|~|~|S1/学员.csv!1:1|\n"
	    "S1|提醒|ROW_NOT_DATA|S1/学员.csv|2|~|~|~|S1/学员.csv!2:2|\n"
	    "S1|错误|ROW_SHIFTED|S1/统计.csv|2|4|~|y|S1/统计.csv!D2|\n");
}

static const char *
detail_of(const char *file)
{
	return ask(arena_printf(&batch_arena, "SELECT 说明 FROM 问题 WHERE 文件 = "
	    "'%s' AND 代码 = 'HEADER_MISSING'", file));
}

static void
test_why_there_is_no_heading(void **state)
{
	static const struct {
		const char *name, *text, *why;
	} cases[] = {
		{ "1", "姓名 性别 教龄\n张三 男 3\n",
		    "只读到一列：可能不是用逗号、制表符或分号分隔的。开头读到的是"
		    "“姓名 性别 教龄”“张三 男 3”" },
		{ "2", "姓名,张三,李四\n性别,男,女\n教龄,3,5\n",
		    "第1列自上而下像是表头：行和列颠倒了；请转置后另存。开头读到的是"
		    "“姓名｜张三｜李四”“性别｜男｜女”" },
		{ "3", "姓名：张三,性别：男\n姓名：李四,性别：女\n",
		    "像是把“项目：内容”写在一格里；请分成两格。开头读到的是"
		    "“姓名：张三｜性别：男”“姓名：李四｜性别：女”" },
		{ "4", "<p>\n<b>y\n",
		    "像是网页的代码，里面没有表格；请在浏览器里打开，把表格复制到"
		    "电子表格后另存。开头读到的是“<p>”“<b>y”" },
		{ "5", "a,b\n1,2\n", "没有一个表头与表单相同。开头读到的是"
		    "“a｜b”“1｜2”" },
		{ "6", "姓名,b\n张三,2\n", "只有“姓名”一个表头与表单相同。"
		    "开头读到的是“姓名｜b”“张三｜2”" },
		{ "7", "说,明\n1,1\n2,2\n3,3\n4,4\n5,5\n6,6\n7,7\n8,8\n9,9\n"
		    "姓名,性别\n", "第11行像是表头，但前面的行太多；请删去表头以上"
		    "的说明。开头读到的是“说｜明”“1｜1”" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		put_studio(cases[i].name);
		put(arena_printf(&batch_arena, "%s/名册.csv", cases[i].name),
		    cases[i].text);
	}
	put_studio("8");
	put("8/评审.csv", "评估点,甲,乙\n1.1.1,2,1\n1.1.2,4,5\n");
	read_batch();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(detail_of(arena_printf(&batch_arena,
		    "%s/名册.csv", cases[i].name)), arena_printf(&batch_arena,
		    "找不到表头，文件未读取：%s|\n", cases[i].why));
	assert_string_equal(detail_of("8/评审.csv"), "找不到表头，文件未读取："
	    "像是每位专家一列；请改成每个评分一行，加“专家”一列，或每位专家一份。"
	    "开头读到的是“评估点｜甲｜乙”“1.1.1｜2｜1”|\n");
}

/* A vertical form whose cells say 项目：内容. */
static void
test_labels_and_contents_in_one_cell(void **state)
{
	(void)state;
	put("S1/基本信息.csv", "申报表\n编号：S9\n名称：甲工作室\n一、场地\n"
	    "面积：４０平方米\n电话：13800001234\n颜色：红\n");
	put("S2/基本信息.csv", "名称：乙,面积：5\n电话:1,荣誉：甲奖\n");
	put("S3/基本信息.csv", "名称：乙\n名称：丙\n面积：3\n");
	read_batch();
	assert_string_equal(ask("SELECT 编号, 名称, 面积, 荣誉, 电话 FROM 工作室 "
	    "ORDER BY _序"), "S9|甲工作室|40.0|~|13800001234|\n"
	    "S2|乙|5.0|甲奖|1|\n");
	assert_string_equal(findings(),
	    "S9|提醒|HEADER_UNKNOWN|S1/基本信息.csv|7|1|~|颜色：|"
	    "S1/基本信息.csv!A7|\n"
	    "S3|错误|IDENTITY_MISSING|S3|~|~|~|~|~|\n"
	    "S3|错误|HEADER_MISSING|S3/基本信息.csv|~|~|~|~|~|\n");
	assert_string_equal(ask("SELECT 行, 列, 字段, 原值, 新值, 规则 FROM 规范化 "
	    "WHERE 文件 = 'S1/基本信息.csv' ORDER BY 行"),
	    "2|1|编号|编号：S9|S9|取“：”之后|\n"
	    "3|1|名称|名称：甲工作室|甲工作室|取“：”之后|\n"
	    "5|1|面积|面积：４０平方米|40|取“：”之后、全角转半角、去单位|\n"
	    "6|1|电话|***|138****1234|取“：”之后|\n");
}

/* What the program's own papers add is known when it is read back. */
static void
test_columns_that_only_help(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/名册.csv", "序号,姓名,性别,所在学校,问题\n1,张三,男,一中,请核对\n"
	    "2,李四,女,一中,\n3,,,,缺姓名\n");
	put("S1/自评.csv", "评估点,满分,得分\n1.1.1,2,1\n1.1.2,5,4\n");
	put("S1/学员.csv", "内容,姓名,所在学校,说明\n甲,张三,一中,乙\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|HEADER_UNKNOWN|S1/学员.csv|1|1|~|内容|S1/学员.csv!A1|\n"
	    "S1|提醒|HEADER_UNKNOWN|S1/学员.csv|1|4|~|说明|S1/学员.csv!D1|\n");
	assert_string_equal(count_rows("名册"), "2|\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_rows_that_are_no_data),
		TEST(test_words_alone),
		TEST(test_rows_that_are_data),
		TEST(test_a_role_is_no_signature),
		TEST(test_a_list_of_one_column),
		TEST(test_one_finding_names_the_rows),
		TEST(test_many_rows_that_are_no_data),
		TEST(test_no_data_is_masked),
		TEST(test_prefilled_rows),
		TEST(test_too_wide),
		TEST(test_too_wide_in_the_root),
		TEST(test_pages),
		TEST(test_two_heading_rows),
		TEST(test_none), TEST(test_ditto), TEST(test_values_from_above), TEST(test_not_from_above),
		TEST(test_table_without_rows),
		TEST(test_why_there_is_no_heading),
		TEST(test_labels_and_contents_in_one_cell),
		TEST(test_columns_that_only_help),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
