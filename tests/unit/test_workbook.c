/* The workbook, made from a fictional store. */
#include <setjmp.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"
#include "xlsx/private.h"
#include "xlsx/xlsx.h"

#include "made_store.h"
#include "refuse.h"

static const char *const templates[] = { "templates", NULL };
static const struct workbook_options options = { .scheme = SCHEME,
	.templates = templates };

static int
make_workbook(const char *name, struct err *err)
{
	struct arena a = { 0 };
	int rc = workbook_write(in_folder(&a, "s.sqlite"),
	    in_folder(&a, name), &options, err);

	arena_free(&a);
	return rc;
}

/* ---- the workbook ------------------------------------------------------------- */

static void
same_store_same_bytes(void **state)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t len1, len2;
	char *one, *two;

	(void)state;
	make_store("9", NULL);
	assert_int_equal(make_workbook("1.xlsx", &err), 0);
	assert_int_equal(make_workbook("2.xlsx", &err), 0);
	one = contents(&a, "1.xlsx", &len1);
	two = contents(&a, "2.xlsx", &len2);
	assert_int_equal(len1, len2);
	assert_memory_equal(one, two, len1);
	arena_free(&a);
}

static void
no_studio_is_a_workbook_too(void **state)
{
	struct err err = { 0 };
	struct store store;
	struct arena a = { 0 };

	(void)state;
	make_store("3", &store);
	for (const char *const *t = (const char *const []){ "工作室", "汇总",
	    "得分", "小计", "资格", "问题", "评审", "成员", NULL }; *t != NULL;
	    t++)
		if (store_exec(&store, arena_printf(&a, "DELETE FROM %s",
		    *t), &err) == -1)
			fail_msg("%s", err.text);
	(void)remove(in_folder(&a, "s.sqlite"));
	assert_int_equal(store_save(&store, in_folder(&a, "s.sqlite"), &err),
	    0);
	store_close(&store);
	if (make_workbook("0.xlsx", &err) == -1)
		fail_msg("%s", err.text);
	arena_free(&a);
}

/* Make the workbook of a store of nine studios changed by sql. */
static void
workbook_after(const char *sql)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct store store;

	make_store("9", &store);
	if (store_exec(&store, sql, &err) == -1)
		fail_msg("%s", err.text);
	(void)remove(in_folder(&a, "s.sqlite"));
	assert_int_equal(store_save(&store, in_folder(&a, "s.sqlite"), &err),
	    0);
	store_close(&store);
	if (make_workbook("v.xlsx", &err) == -1)
		fail_msg("%s", err.text);
	arena_free(&a);
}

/* Schemes of another shape find a formula for every sum. */
static void
other_schemes_need_no_other_sheets(void **state)
{
	(void)state;
	workbook_after("UPDATE 方案 SET 不适用计分 = '按比例折算';"
	    "UPDATE 指标 SET 附加 = '是' WHERE 编号 LIKE '6.%';"
	    "UPDATE 汇总 SET 组别 = '甲组' WHERE rowid % 2;"
	    "INSERT INTO 结论 SELECT 编号, '阶段', '通过', '' FROM 工作室");
	workbook_after("UPDATE 方案 SET 不适用计分 = '按比例折算'");
	workbook_after("UPDATE 指标 SET 附加 = '是' WHERE 编号 LIKE '6.%'");
	/* Judged by words: no points, no sums. */
	workbook_after("UPDATE 指标 SET 满分 = NULL; UPDATE 得分 SET"
	    " 满分 = NULL, 自评 = NULL, 最终 = NULL, 未舍入 = NULL,"
	    " 最终结论 = '达标', 自评结论 = '达标'; DELETE FROM 小计;"
	    "UPDATE 汇总 SET 自评总分 = NULL, 总分 = NULL, 名次 = NULL,"
	    " 未舍入 = NULL; DELETE FROM 评审;"
	    "INSERT INTO 结论 SELECT 编号, '达标', '达标', '' FROM 工作室");
}

static void
a_full_disk_leaves_nothing(void **state)
{
	struct arena a = { 0 };
	struct err err = { 0 };

	(void)state;
	make_store("3", NULL);
	refuse.write = ENOSPC;
	assert_int_equal(make_workbook("full.xlsx", &err), -1);
	refuse.write = 0;
	err_forget();
	assert_true(strlen(err.text) > 0);
	assert_false(path_exists(in_folder(&a, "full.xlsx")));
	assert_false(path_exists(in_folder(&a, "full.xlsx.part")));
	arena_free(&a);
}

/* What is said on stderr goes to a file from here on; the old one. */
static int
hear_stderr(void)
{
	struct arena a = { 0 };
	const int was = dup(STDERR_FILENO);
	const int fd = open(in_folder(&a, "said"), O_CREAT | O_RDWR | O_TRUNC,
	    0600);

	assert_true(was != -1 && fd != -1);
	assert_int_equal(dup2(fd, STDERR_FILENO), STDERR_FILENO);
	assert_int_equal(close(fd), 0);
	arena_free(&a);
	return was;
}

/* And back again: nothing was said. */
static void
nothing_was_said(int was)
{
	struct arena a = { 0 };
	size_t len;
	char *said;

	assert_int_equal(dup2(was, STDERR_FILENO), STDERR_FILENO);
	assert_int_equal(close(was), 0);
	said = contents(&a, "said", &len);
	if (len > 0)
		fail_msg("%s", said);
	arena_free(&a);
}

/*
 * A disk that fills up somewhere: libxlsxwriter does not look at what its
 * temporary files say, so each limit must end in the whole workbook or in a
 * failure that leaves none.
 */
static void
a_disk_that_fills_up_is_noticed(void **state)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct rlimit was, now;
	size_t len, got, whole = 0, failed = 0;
	char *want;
	int heard;

	(void)state;
	make_store("20", NULL);
	assert_int_equal(make_workbook("want.xlsx", &err), 0);
	want = contents(&a, "want.xlsx", &len);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
	heard = hear_stderr();
	for (rlim_t limit = 1024; limit < 2000000; limit = limit * 5 / 4) {
		int rc;

		now = was;
		now.rlim_cur = limit;
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
		rc = make_workbook("part.xlsx", &err);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
		err_forget();
		if (rc == 0) {
			char *is = contents(&a, "part.xlsx", &got);

			assert_int_equal(got, len);
			assert_memory_equal(is, want, len);
			assert_int_equal(remove(in_folder(&a, "part.xlsx")),
			    0);
			whole++;
			continue;
		}
		assert_false(path_exists(in_folder(&a, "part.xlsx")));
		assert_false(path_exists(in_folder(&a, "part.xlsx.part")));
		failed++;
	}
	(void)signal(SIGXFSZ, SIG_DFL);
	nothing_was_said(heard);
	assert_true(failed > 10);
	assert_true(whole > 0);
	arena_free(&a);
}

/* Too many files are open: said as that, and of no sheet's name. */
static void
no_more_files_are_noticed(void **state)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct rlimit was, now;
	size_t failed = 0;
	const int heard = hear_stderr();

	(void)state;
	make_store("3", NULL);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
	for (rlim_t limit = 4; limit < 60; limit++) {
		int rc;

		now = was;
		now.rlim_cur = limit;
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
		rc = make_workbook("few.xlsx", &err);
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
		assert_int_equal(path_exists(in_folder(&a, "few.xlsx")),
		    rc == 0);
		if (rc == 0) {
			assert_int_equal(remove(in_folder(&a, "few.xlsx")),
			    0);
			continue;
		}
		failed++;
		assert_null(strstr(err.text, "不能作为工作表的名称"));
		assert_true(strlen(err.text) > 0);
	}
	nothing_was_said(heard);
	assert_true(failed > 10);
	assert_int_equal(make_workbook("few.xlsx", &err), 0);
	arena_free(&a);
}

/* Every cut and every changed byte of a package is noticed. */
static void
a_damaged_package_is_noticed(void **state)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct book_record asked = { 0 };
	size_t len;
	char *zip;

	(void)state;
	make_store("2", NULL);
	assert_int_equal(make_workbook("d.xlsx", &err), 0);
	zip = contents(&a, "d.xlsx", &len);
	assert_int_equal(package_read((unsigned char *)zip, len, &asked, &err),
	    0);
	assert_int_equal(package_verify((unsigned char *)zip, len, &asked,
	    &err), 0);
	asked.sheets[0].of[RECORD_CELL].n++;
	assert_int_equal(package_verify((unsigned char *)zip, len, &asked,
	    &err), -1);
	asked.sheets[0].of[RECORD_CELL].n--;
	for (size_t cut = 0; cut < len; cut += 97)
		assert_int_equal(package_verify((unsigned char *)zip, cut,
		    &asked, &err), -1);
	for (size_t at = 60; at < len / 2; at += 1009) {
		zip[at] ^= 0x55;
		if (package_verify((unsigned char *)zip, len, &asked,
		    &err) == 0)	/* a name or a date in a local header */
			assert_true(at % 1009 == 60);
		zip[at] ^= 0x55;
	}
	record_free(&asked);
	arena_free(&a);
}

/* ---- sheets of one's own ------------------------------------------------------- */

static void
write_file(const char *name, const char *text)
{
	struct arena a = { 0 };
	FILE *f = fopen(in_folder(&a, name), "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	arena_free(&a);
}

/* Make a workbook of one sheet; what went wrong, "" when nothing did. */
static const char *
try_sheet(const char *text, struct err *err)
{
	struct arena a = { 0 };
	const char *path[] = { folder, NULL };
	struct workbook_options o = options;

	err->text[0] = '\0';
	assert_int_equal(dir_make(in_folder(&a, "default"), err), 0);
	assert_int_equal(dir_make(in_folder(&a, "default/汇总表"), err), 0);
	write_file("default/汇总表/01-试.sql", text);
	o.templates = path;
	(void)workbook_write(in_folder(&a, "s.sqlite"),
	    in_folder(&a, "t.xlsx"), &o, err);
	arena_free(&a);
	return err->text;
}

static void
mistakes_name_file_and_line(void **state)
{
	struct err err;

	(void)state;
	make_store("3", NULL);
	assert_string_equal(try_sheet("--# 说明\n-- 标题: 甲\n"
	    "SELECT 编号, 1 AS 数 FROM 工作室", &err), "");
	assert_non_null(strstr(try_sheet("-- 标题: 甲\n-- 标体: 乙\nSELECT 1",
	    &err), "01-试.sql:2: 不认识的项目“标体”"));
	assert_non_null(strstr(try_sheet("-- 没有冒号\nSELECT 1", &err),
	    ".sql:1: "));
	assert_non_null(strstr(try_sheet("-- 公式 数: {没有}+1\n"
	    "SELECT 1 AS 数", &err), ".sql:1: 公式引用的列不存在（列“数”）"));
	assert_non_null(strstr(try_sheet("SELECT 没有 FROM 工作室", &err),
	    "01-试.sql"));
	assert_non_null(strstr(try_sheet("DELETE FROM 工作室", &err),
	    "只允许读取"));
	assert_non_null(strstr(try_sheet("-- 透视: 甲 → 乙\nSELECT 1 AS 甲",
	    &err), "查询里没有列“乙”"));
	assert_non_null(strstr(try_sheet("-- 图 方: 值=数\nSELECT 1 AS 数",
	    &err), "种类“方”"));
	assert_non_null(strstr(try_sheet("-- 图 雷达: 值=无\nSELECT 1 AS 数",
	    &err), "值“无”"));
}

static void
the_first_formula_that_can_be_is_taken(void **state)
{
	struct err err;

	(void)state;
	make_store("3", NULL);
	assert_string_equal(try_sheet("-- 省略空列: 组\n"
	    "-- 公式 数: COUNTIF({整列:组},{组})\n-- 公式 数: 1+{编}\n"
	    "SELECT rowid AS 编, NULL AS 组, rowid + 1 AS 数 FROM 工作室",
	    &err), "");
	assert_string_not_equal(try_sheet(
	    "-- 公式 数: COUNTIF({整列:组},{组})\n"
	    "SELECT rowid AS 编, rowid + 1 AS 数 FROM 工作室", &err), "");
}

/* A pivot of no row, empty columns only, the store's own only. */
static void
a_sheet_without_columns_is_one_too(void **state)
{
	struct err err;

	(void)state;
	make_store("3", NULL);
	assert_string_equal(try_sheet("-- 透视: 甲 / 乙 → 丙、丁\n"
	    "SELECT 1 AS 甲, 2 AS 乙, 3 AS 丙, 4 AS 丁 WHERE 0", &err), "");
	assert_string_equal(try_sheet("-- 省略空列: 甲、乙\n"
	    "SELECT NULL AS 甲, '' AS 乙 FROM 工作室", &err), "");
	assert_string_equal(try_sheet("SELECT _行 FROM 成员", &err), "");
}

/* {概况:X}: its text, and what that refers to, but not to itself. */
static void
a_formula_of_the_store_is_put_in_place(void **state)
{
	struct book_column columns[] = { { .head = { "名" } },
		{ .head = { "甲" }, .pivot = true },
		{ .head = { "乙" }, .pivot = true }, { .head = { "均" } } };
	struct book_sheet s = { .columns = columns, .ncolumns = 4,
		.nheads = 1 };
	struct book_property overview[] = { { "式", "MAX({透视})/{均}" },
		{ "空", "" }, { "错", "{没有}" }, { "环", "1+{概况:环}" } };
	struct book book = { .sheets = &s, .nsheets = 1,
		.overview = overview, .noverview = 4 };
	const struct {
		const char *text, *want;	/* NULL: names nothing */
		size_t column;			/* 4: of a note */
	} tries[] = {
		{ "ROUND({概况:式}+1,2)", "ROUND(MAX($B4:$C4)/$D4+1,2)", 3 },
		{ "{概况:空}1", NULL, 3 }, { "{概况:空}1", "1", 4 },
		{ "{概况:错}", NULL, 3 }, { "{概况:环}", NULL, 3 },
		{ "{概况:无}", NULL, 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
		struct buf out = { 0 };
		bool ok = reference_expand(&book, &s, tries[i].column, 0,
		    tries[i].text, &out);

		assert_int_equal(ok, tries[i].want != NULL);
		if (ok)
			assert_string_equal(buf_str(&out), tries[i].want);
		buf_free(&out);
	}
}

static void
a_sheet_that_needs_more_is_left_out(void **state)
{
	struct err err;

	(void)state;
	make_store("3", NULL);
	assert_string_equal(try_sheet("-- 需要: 工作室.编号、成员.姓名\n"
	    "SELECT 1", &err), "");
	assert_string_equal(try_sheet("-- 需要: 成员.姓名、SELECT 1 FROM 成员\n"
	    "SELECT 1", &err), "");
	assert_string_not_equal(try_sheet("-- 需要: SELECT 1 FROM 成员 WHERE 0\n"
	    "SELECT 1", &err), "");
	/* The only one gone: no workbook without a sheet. */
	assert_string_not_equal(try_sheet("-- 需要: 成员.没有\n"
	    "SELECT 没有 FROM 成员", &err), "");
}

/* ---- text in a cell ------------------------------------------------------------ */

static void
text_is_made_fit_for_a_cell(void **state)
{
	struct arena a = { 0 };
	const char *plain = "=1+1 䶮\t\n";
	char *longest = arena_alloc(&a, 3 * 40000 + 1);
	const char *cut;

	(void)state;
	assert_ptr_equal(book_cell_text(&a, plain), plain);
	assert_string_equal(book_cell_text(&a, "a\x01" "b\r\nc\rd"),
	    "a\xEF\xBF\xBD" "b\nc\nd");
	assert_string_equal(book_cell_text(&a, "_x0041_ _x41_ _"),
	    "_x005F_x0041_ _x41_ _");
	for (size_t i = 0; i < 32767; i++)
		memcpy(longest + 3 * i, "字", 3);
	assert_ptr_equal(book_cell_text(&a, longest), longest);
	memcpy(longest + 3 * 32767, "字", 3);
	cut = book_cell_text(&a, longest);
	assert_true(text_length(cut) <= 32767);
	assert_non_null(strstr(cut, "已截断"));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_store_same_bytes),
		cmocka_unit_test(no_studio_is_a_workbook_too),
		cmocka_unit_test(other_schemes_need_no_other_sheets),
		cmocka_unit_test(a_full_disk_leaves_nothing),
		cmocka_unit_test(no_more_files_are_noticed),
		cmocka_unit_test(a_disk_that_fills_up_is_noticed),
		cmocka_unit_test(a_damaged_package_is_noticed),
		cmocka_unit_test(mistakes_name_file_and_line),
		cmocka_unit_test(the_first_formula_that_can_be_is_taken),
		cmocka_unit_test(a_sheet_without_columns_is_one_too),
		cmocka_unit_test(a_formula_of_the_store_is_put_in_place),
		cmocka_unit_test(a_sheet_that_needs_more_is_left_out),
		cmocka_unit_test(text_is_made_fit_for_a_cell),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
