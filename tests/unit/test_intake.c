/* intake: what is in a batch, and who is assessed. */
#include "batch.h"
#include "refuse.h"

#include <sys/stat.h>

static const char *
studios(void)
{
	return ask("SELECT 编号, 名称 FROM 工作室 ORDER BY _序");
}

static void
test_clean(void **state)
{
	(void)state;
	put_complete("S2");
	put_complete("S1");
	put("S1/.hidden", "x");
	put("S1/~$成员.csv", "x");
	put("S1/Thumbs.db", "x");
	read_batch();
	assert_string_equal(ask("SELECT * FROM 问题"), "");
	assert_string_equal(studios(), "S1|某工作室|\nS2|某工作室|\n");
	assert_string_equal(ask("SELECT 路径, 字节, 编码, 行数, 工作室, "
	    "length(\"SHA-256\") FROM 来源文件 WHERE 工作室 = 'S1'"),
	    "S1/基本信息.csv|42|UTF-8|3|S1|64|\n"
	    "S1/成员.csv|43|UTF-8|2|S1|64|\n"
	    "S1/材料.csv|32|UTF-8|2|S1|64|\n"
	    "S1/自评.csv|25|UTF-8|2|S1|64|\n"
	    "S1/评审-甲.csv|25|UTF-8|2|S1|64|\n");
	assert_string_equal(ask("SELECT 工作室, 姓名, 性别, 教龄, 备注, _文件, "
	    "_行, _表行 FROM 成员 WHERE 工作室 = 'S2'"),
	    "S2|张三|男|12|~|S2/成员.csv|2|2|\n");
	assert_string_equal(ask("SELECT typeof(教龄) FROM 成员 LIMIT 1"),
	    "integer|\n");
	assert_string_equal(ask("SELECT typeof(得分) FROM 自评 LIMIT 1"),
	    "real|\n");
	assert_string_equal(ask("SELECT 专家 FROM 评审"), "甲|\n甲|\n");
	assert_string_equal(ask("SELECT 文件, 字段, 新值, 规则 FROM 规范化 "
	    "WHERE 文件 LIKE 'S1/%' ORDER BY 1"),
	    "S1/基本信息.csv|编号|S1|取自文件夹名|\n"
	    "S1/评审-甲.csv|专家|甲|取自文件名|\n");
}

static void
test_positions(void **state)
{
	(void)state;
	put("S1/基本信息.csv", "标题\n项目,内容\n编号,\n\n名称,甲\n");
	put("S1/成员.csv", "教龄,姓名,性别\n3,张三,男\n");
	read_batch();
	assert_string_equal(ask("SELECT 文件, 字段, 列, 行, 表行 FROM _字段位置 "
	    "ORDER BY 文件, 行, 列"),
	    "S1/基本信息.csv|编号|2|3|3|\nS1/基本信息.csv|名称|2|5|5|\n"
	    "S1/成员.csv|教龄|1|0|0|\nS1/成员.csv|姓名|2|0|0|\n"
	    "S1/成员.csv|性别|3|0|0|\n");
}

/*
 * The experts' files are no school's to mend, whether they could be read or
 * not; a file that is only called much like one is.
 */
static void
test_experts_files(void **state)
{
	(void)state;
	put_complete("S1");
	put("S1/评审-乙.csv", "评估点,得分\n1.1.1,两分\n");
	put_bytes("S1/评审-丙.xlsx", "PK\3\4", 4);
	put("S1/评审 － 丁.CSV", "评估点,得分\n1.1.1,两分\n");
	put("S1/评审/评审-戊.csv", "评估点,得分\n1.1.1,1\n");
	put("S1/评审说明.docx", "x");
	put("S1/成员.csv", "姓名,性别,教龄,备注\n张三,男,多,\n");
	put_studio("S2");
	read_batch();
	assert_string_equal(ask("SELECT 代码, 文件 FROM 问题 WHERE 工作室 = 'S1' "
	    "EXCEPT SELECT 代码, 文件 FROM 整改事项"),
	    "CELL_NOT_NUMBER|S1/评审 － 丁.CSV|\n"
	    "CELL_NOT_NUMBER|S1/评审-乙.csv|\n"
	    "FILE_BROKEN|S1/评审-丙.xlsx|\n"
	    "FOLDER_UNKNOWN|S1/评审|\n");
	assert_string_equal(ask("SELECT 代码, 文件 FROM 整改事项 WHERE 工作室 = "
	    "'S1'"), "CELL_NOT_NUMBER|S1/成员.csv|\n"
	    "FILE_NAME_UNKNOWN|S1/评审说明.docx|\n");
	assert_string_equal(ask("SELECT 文件 FROM 整改事项 WHERE 工作室 = 'S2'"),
	    "S2/成员.csv|\nS2/材料.csv|\nS2/自评.csv|\n");
}

/* Named one folder too high: it is passed through. */
static void
test_folder_above(void **state)
{
	(void)state;
	put_complete("2024年/S1");
	put_complete("2024年/S2");
	put("说明.docx", "x");
	read_batch();
	assert_string_equal(studios(), "S1|某工作室|\nS2|某工作室|\n");
	assert_string_equal(findings(),
	    "~|提醒|FILE_NAME_UNKNOWN|说明.docx|~|~|~|~|~|\n");
}

/* An extra folder inside a studio's does not make it one. */
static void
test_folder_inside(void **state)
{
	(void)state;
	put_complete("S1");
	put_complete("S1/旧");
	read_batch();
	assert_string_equal(studios(), "S1|某工作室|\n");
}

static void
test_nothing(void **state)
{
	(void)state;
	read_batch();
	assert_string_equal(findings(), "~|错误|BATCH_EMPTY|~|~|~|~|~|~|\n");
}

static void
test_no_batch(void **state)
{
	(void)state;
	assert_int_equal(intake_read(&batch_scheme, &batch_store,
	    "/nowhere/at/all", &batch_options, &batch_err), -1);
	assert_non_null(strstr(batch_err.text, "/nowhere/at/all"));
}

static void
test_empty_folder(void **state)
{
	(void)state;
	put_complete("S1");
	put("S2/.keep", "");
	read_batch();
	assert_string_equal(findings(), "S2|错误|FOLDER_EMPTY|S2|~|~|~|~|~|\n");
	assert_string_equal(studios(), "S1|某工作室|\n");
}

/* Found by name and extension in any case; what is not, is told. */
static void
test_files(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/成员.CSV", "姓名,性别\n张三,男\n");
	put("S1/成员-2.txt", "姓名\t性别\n李四\t女\n");
	put("S1/材料－补.Csv", "年度,计划\n2021,有\n");
	put("S1/成员表.csv", "姓名,性别\n王五,男\n");
	put("S1/照片.jpg", "x");
	put_bytes("S1/自评.xlsx", "PK\3\4", 4);
	put("S1/工作室.csv", "编号\n");
	put("S1/佐证/成员.csv", "x");
	put_bytes("S1/\xd7\xff\xc6\xc0.csv", "x", 1);
	put("基本信息.txt", "x");
	put("S2/基本信息.csv", "项目,内容\n名称,乙\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|FOLDER_UNKNOWN|S1/佐证|~|~|~|~|~|\n"
	    "S1|错误|FILE_MISPLACED|S1/工作室.csv|~|~|~|~|~|\n"
	    "S1|提醒|FILE_NAME_FOLDED|S1/成员表.csv|~|~|~|~|~|\n"
	    "S1|提醒|FILE_NAME_UNKNOWN|S1/照片.jpg|~|~|~|~|~|\n"
	    "S1|错误|FILE_BROKEN|S1/自评.xlsx|~|~|~|~|~|\n"
	    "S1|错误|FILE_NAME_NOT_TEXT|S1/（乱码）|~|~|~|~|~|\n"
	    "~|错误|FILE_MISPLACED|基本信息.txt|~|~|~|~|~|\n");
	assert_string_equal(ask("SELECT 姓名 FROM 成员 ORDER BY _序"),
	    "李四|\n张三|\n王五|\n");
	assert_string_equal(ask("SELECT count(*) FROM 材料"), "1|\n");
}

static void
test_link(void **state)
{
	(void)state;
	put_studio("S1");
	put("S1/真.txt", "");
	assert_int_equal(symlink("/etc/passwd", path_join(&batch_arena,
	    batch_path, "S1/成员.csv")), 0);
	assert_int_equal(symlink("S1", path_join(&batch_arena, batch_path,
	    "S3")), 0);
	assert_int_equal(mkfifo(path_join(&batch_arena, batch_path,
	    "S1/自评.csv"), 0600), 0);
	read_batch();
	assert_string_equal(findings(),
	    "S1|错误|FILE_LINK|S1/成员.csv|~|~|~|~|~|\n"
	    "S1|提醒|FILE_NAME_UNKNOWN|S1/真.txt|~|~|~|~|~|\n"
	    "S1|错误|FILE_LINK|S1/自评.csv|~|~|~|~|~|\n"
	    "~|错误|FILE_LINK|S3|~|~|~|~|~|\n");
	assert_string_equal(studios(), "S1|某工作室|\n");
}

/* Files of a table's name that cannot be read as one. */
static void
test_bad_files(void **state)
{
	struct buf big = { 0 };

	(void)state;
	put_studio("S1");
	put("S1/成员.csv", "");
	put("S1/材料.csv", ",,\n");
	put_bytes("S1/自评.csv", "PK\x03\x04 zip", 8);
	put_bytes("S1/评审-甲.csv", "a,\0,b", 5);
	buf_adds(&big, "专家,评估点,得分\n");
	for (size_t i = 0; i < 200001; i++)
		buf_adds(&big, "1\n");
	put_bytes("S1/评审-乙.csv", big.data, big.len);
	buf_free(&big);
	put("S1/评审-丙.csv", "x");
	assert_int_equal(truncate(path_join(&batch_arena, batch_path,
	    "S1/评审-丙.csv"), (64 << 20) + 1), 0);
	put("S1/评审-丁.csv", "甲,乙\n1,2\n");
	read_batch();
	assert_string_equal(findings(),
	    "S1|提醒|FILE_EMPTY|S1/成员.csv|~|~|~|~|~|\n"
	    "S1|提醒|FILE_EMPTY|S1/材料.csv|~|~|~|~|~|\n"
	    "S1|错误|FILE_BROKEN|S1/自评.csv|~|~|~|~|~|\n"
	    "S1|错误|HEADER_MISSING|S1/评审-丁.csv|~|~|~|~|~|\n"
	    "S1|错误|FILE_TOO_LARGE|S1/评审-丙.csv|~|~|~|~|~|\n"
	    "S1|错误|FILE_TOO_MANY_ROWS|S1/评审-乙.csv|~|~|~|~|~|\n"
	    "S1|错误|FILE_NOT_TEXT|S1/评审-甲.csv|1|~|~|~|~|\n");
	assert_string_equal(ask("SELECT 路径, 字节 FROM 来源文件 WHERE "
	    "路径 LIKE '%丙.csv' OR 路径 LIKE '%成员.csv' ORDER BY 1"),
	    "S1/成员.csv|0|\nS1/评审-丙.csv|67108865|\n");
}

/*
 * The batch cannot be read: the number is the errno's, the file is named, and
 * the store is as new.
 */
static void
assert_refused(int number, const char *file)
{
	assert_int_equal(intake_read(&batch_scheme, &batch_store, batch_path,
	    &batch_options, &batch_err), -1);
	assert_int_equal(batch_err.number, number);
	assert_non_null(strstr(batch_err.text, file));
	assert_int_equal(err_refused(NULL), !err_is_absence(number));
	err_forget();
	store_close(&batch_store);
	assert_int_equal(store_create(&batch_store, &batch_err), 0);
	assert_int_equal(scheme_load(&batch_scheme, &batch_store, &batch_err),
	    0);
}

/* What the system does not let us read is nobody's table, but a failure. */
static void
test_refused(void **state)
{
	static const int numbers[] = { EACCES, EIO, EMFILE, ENFILE, ENOMEM,
		ESTALE, ENOENT, ELOOP, ENAMETOOLONG, EOVERFLOW };

	(void)state;
	put_complete("S1");
	put_bytes("S1/填报.xlsx", "PK\x03\x04", 4);
	refuse.end = "S1/成员.csv";
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		refuse.open = numbers[i];
		for (batch_options.workers = 1; batch_options.workers < 3;
		    batch_options.workers++)
			assert_refused(numbers[i], "S1/成员.csv");
	}
	refuse.end = "填报.xlsx";	/* opened early, for its sheets' names */
	refuse.open = EACCES;
	assert_refused(EACCES, "S1/填报.xlsx");
	refuse.open = 0;
}

/* A folder that breaks off in the middle drops no school. */
static void
test_refused_folder(void **state)
{
	(void)state;
	put_complete("S1");
	put_complete("S2");
	refuse.readdir = EIO;
	for (int i = 0; i < 12; i++) {	/* of the batch, of S1 and of S2 */
		refuse.entries = i;
		assert_refused(EIO, batch_path);
	}
	refuse.readdir = 0;
}

/* The same, and the school gave a number. */
static void
test_one_with_code(void **state)
{
	(void)state;
	put("基本信息.csv", "项目,内容\n编号,S7\n名称,独\n");
	put("佐证/x.txt", "x");
	put("x.doc", "x");
	read_batch();
	assert_string_equal(findings(),
	    "S7|提醒|FILE_NAME_UNKNOWN|x.doc|~|~|~|~|~|\n"
	    "S7|提醒|FOLDER_UNKNOWN|佐证|~|~|~|~|~|\n");
	assert_string_equal(ask("SELECT 路径, 工作室 FROM 来源文件"),
	    "基本信息.csv|S7|\n");
}

/* The batch is one studio's own folder. */
static void
test_one(void **state)
{
	(void)state;
	put("基本信息.csv", "项目,内容\n编号,\n名称,独\n");
	put("成员.csv", "姓名,性别\n张三,男\n");
	put("佐证/x.txt", "x");
	read_batch();
	assert_string_equal(findings(),
	    "batch|提醒|FOLDER_UNKNOWN|佐证|~|~|~|~|~|\n");
	assert_string_equal(studios(), "batch|独|\n");
	assert_string_equal(ask("SELECT 工作室, _文件 FROM 成员"),
	    "batch|成员.csv|\n");
	assert_string_equal(ask("SELECT 工作室, 文件 FROM 问题 WHERE "
	    "代码 = 'TABLE_MISSING' ORDER BY rowid"),
	    "batch|材料.csv|\nbatch|自评.csv|\n");	/* 评审: nobody has */
}

static void
test_missing_table(void **state)
{
	(void)state;
	put_complete("S1");
	assert_int_equal(remove(path_join(&batch_arena, batch_path,
	    "S1/材料.csv")), 0);
	read_batch();
	assert_string_equal(ask("SELECT 工作室,级别,代码,文件 FROM 问题"),
	    "S1|提醒|TABLE_MISSING|S1/材料.csv|\n");
}

/* No identity: told, checked all the same, and not assessed. */
static void
test_no_identity(void **state)
{
	(void)state;
	put_complete("S1");
	put("S2/成员.csv", "姓名,性别\n张三,男性\n张三,男性\n");
	put("S3/基本信息.csv", "");
	read_batch();
	assert_string_equal(findings(),
	    "S2|错误|IDENTITY_MISSING|S2|~|~|~|~|~|\n"
	    "S2|错误|CELL_NOT_CHOICE|S2/成员.csv|2|2|性别|男性|S2/成员.csv!B2|\n"
	    "S2|错误|CELL_NOT_CHOICE|S2/成员.csv|3|2|性别|男性|S2/成员.csv!B3|\n"
	    "S3|错误|IDENTITY_MISSING|S3|~|~|~|~|~|\n"
	    "S3|提醒|FILE_EMPTY|S3/基本信息.csv|~|~|~|~|~|\n");
	assert_string_equal(studios(), "S1|某工作室|\n");
	assert_string_equal(ask("SELECT DISTINCT 工作室 FROM 成员"), "S1|\n");
}

static void
test_code_repeated(void **state)
{
	(void)state;
	put("A/基本信息.csv", "项目,内容\n编号,７\n名称,甲\n荣誉,甲奖\n");
	put("A/成员.csv", "姓名,性别\n张三,男\n");
	put("B/基本信息.csv", "项目,内容\n编号,7\n名称,乙\n荣誉,乙奖\n");
	put("B/成员.csv", "姓名,性别\n李四,女\n");
	read_batch();
	assert_string_equal(findings(),
	    "B|错误|CODE_REPEATED|B/基本信息.csv|2|~|编号|7|B/基本信息.csv!2:2|\n");
	assert_string_equal(studios(), "7|甲|\n");
	assert_string_equal(ask("SELECT 工作室, 姓名 FROM 成员"), "7|张三|\n");
	assert_string_equal(ask("SELECT 工作室, 值 FROM 工作室_荣誉"),
	    "7|甲奖|\n");
	assert_string_equal(ask("SELECT 原值, 新值, 规则 FROM 规范化"),
	    "７|7|全角转半角|\n");
}

static void
test_identity_repeated(void **state)
{
	(void)state;
	put("A/基本信息.csv", "项目,内容\n名称,甲\n");
	put("A/基本信息.txt", "项目\t内容\n名称\t乙\n");
	put("B/基本信息.csv", "项目,内容\n名称,甲\n");
	put("B/基本信息-副本.csv", "项目,内容\n名称,甲\n");
	read_batch();
	assert_string_equal(findings(),
	    "A|错误|IDENTITY_REPEATED|A/基本信息.txt|2|~|~|~|A/基本信息.txt!2:2|\n"
	    "B|提醒|FILE_COPY|B/基本信息-副本.csv|~|~|~|~|~|\n");
	assert_string_equal(studios(), "A|甲|\nB|甲|\n");
}

static void
test_root_identity(void **state)
{
	(void)state;
	put("工作室.csv", "编号,名称,面积,荣誉\nS1,甲,10,甲奖\nS2,乙,20平方米,\n"
	    ",丙,,\nS1,甲,10,甲奖\nS2,乙,21,\nS4,丁,,\n");
	put("S1/成员.csv", "姓名,性别\n张三,男\n");
	put("S3/成员.csv", "姓名,性别\n李四,女\n");
	put("S4/基本信息.csv", "项目,内容\n名称,丁\n");
	read_batch();
	assert_string_equal(findings(),
	    "S3|错误|IDENTITY_MISSING|S3|~|~|~|~|~|\n"
	    "~|错误|CODE_MISSING|工作室.csv|4|1|编号|~|工作室.csv!A4|\n"
	    "S1|提醒|ROW_REPEATED|工作室.csv|5|~|~|~|工作室.csv!5:5|\n"
	    "S2|错误|IDENTITY_REPEATED|工作室.csv|6|~|~|~|工作室.csv!6:6|\n"
	    "S4|提醒|ROW_REPEATED|工作室.csv|7|~|~|~|工作室.csv!7:7|\n");
	assert_string_equal(ask("SELECT 编号, 名称, 面积, _文件, _行 FROM 工作室 "
	    "ORDER BY _序"), "S4|丁|~|S4/基本信息.csv|2|\n"
	    "S1|甲|10.0|工作室.csv|2|\nS2|乙|20.0|工作室.csv|3|\n");
	assert_string_equal(ask("SELECT 工作室, 姓名 FROM 成员"), "S1|张三|\n");
	assert_string_equal(ask("SELECT 工作室, 文件 FROM 问题 WHERE "
	    "代码 = 'TABLE_MISSING' AND 文件 LIKE '%成员.csv'"),
	    "S4|S4/成员.csv|\nS2|成员.csv|\n");
}

static size_t ticks, last_total;

static void
tick(size_t done, size_t total)
{
	assert_int_equal(done, ++ticks);
	last_total = total;
}

static bool
stop_now(void)
{
	return ticks == 2;
}

static void
test_progress(void **state)
{
	(void)state;
	put_complete("S1");
	ticks = 0;
	batch_options.tick = tick;
	read_batch();
	assert_int_equal(ticks, 5);
	assert_int_equal(last_total, 5);
}

static void
test_stop(void **state)
{
	(void)state;
	put_complete("S1");
	ticks = 0;
	batch_options.tick = tick;
	batch_options.stop = stop_now;
	assert_int_equal(intake_read(&batch_scheme, &batch_store, batch_path,
	    &batch_options, &batch_err), -1);
	assert_int_equal(ticks, 2);
	assert_non_null(strstr(batch_err.text, "中断"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_folder_above), TEST(test_folder_inside),
		TEST(test_clean), TEST(test_positions), TEST(test_nothing),
		TEST(test_experts_files),
		TEST(test_no_batch), TEST(test_empty_folder), TEST(test_files),
		TEST(test_link), TEST(test_bad_files), TEST(test_refused),
		TEST(test_refused_folder),
		TEST(test_one), TEST(test_one_with_code), TEST(test_missing_table),
		TEST(test_no_identity), TEST(test_code_repeated),
		TEST(test_identity_repeated), TEST(test_root_identity),
		TEST(test_progress), TEST(test_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
