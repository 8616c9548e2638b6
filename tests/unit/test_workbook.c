/* The workbook and the lists of findings, made from a fictional store. */
#include <setjmp.h>
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

#include "base/file.h"
#include "base/text.h"
#include "report/findings.h"
#include "report/report.h"
#include "report/xlsx/xlsx.h"
#include "scheme/scheme.h"

#define SCHEME	"zhengzhou-2024"

static char folder[64];

static char *
in_folder(struct arena *a, const char *name)
{
	return path_join(a, folder, name);
}

/* A store of n studios, saved as 结果.sqlite; left open when s is given. */
static void
make_store(const char *n, struct store *keep)
{
	struct scheme scheme = { 0 };
	struct arena a = { 0 };
	struct store own, *store = keep != NULL ? keep : &own;
	struct err err = { "" };
	char *sql;
	size_t len;

	assert_int_equal(scheme_read(&scheme, "rubrics/" SCHEME, &err), 0);
	assert_int_equal(store_create(store, &err), 0);
	assert_int_equal(scheme_load(&scheme, store, &err), 0);
	assert_int_equal(store_exec(store, arena_printf(&a,
	    "CREATE TEMP TABLE 规模 AS SELECT %s AS n", n), &err), 0);
	assert_int_equal(file_read(&a, "tests/unit/data/workbook.sql",
	    (size_t)1 << 20, &sql, &len, NULL, &err), 0);
	if (store_exec(store, sql, &err) == -1)
		fail_msg("%s", err.text);
	(void)remove(in_folder(&a, "s.sqlite"));
	assert_int_equal(store_save(store, in_folder(&a, "s.sqlite"), &err),
	    0);
	if (keep == NULL)
		store_close(store);
	scheme_free(&scheme);
	arena_free(&a);
}

static const char *const templates[] = { "templates", NULL };
static const struct report_options options = { .scheme = SCHEME,
	.templates = templates, .workers = 1 };

static int
make_workbook(const char *name, struct err *err)
{
	struct arena a = { 0 };
	int rc = report_workbook(in_folder(&a, "s.sqlite"),
	    in_folder(&a, name), &options, err);

	arena_free(&a);
	return rc;
}

static char *
contents(struct arena *a, const char *name, size_t *len)
{
	struct err err = { "" };
	char *data;

	assert_int_equal(file_read(a, in_folder(a, name), (size_t)1 << 28,
	    &data, len, NULL, &err), 0);
	return data;
}

static int
set_up(void **state)
{
	(void)state;
	(void)snprintf(folder, sizeof(folder), "/tmp/test_workbook.XXXXXX");
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	struct err err;

	(void)state;
	return dir_remove(folder, &err);
}

/* ---- the workbook ------------------------------------------------------------- */

static void
same_store_same_bytes(void **state)
{
	struct arena a = { 0 };
	struct err err = { "" };
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
	struct err err = { "" };
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

static void
a_full_disk_leaves_nothing(void **state)
{
	struct arena a = { 0 };
	struct err err = { "" };

	(void)state;
	make_store("3", NULL);
	out_fail_for_test(true);
	assert_int_equal(make_workbook("full.xlsx", &err), -1);
	out_fail_for_test(false);
	assert_true(strlen(err.text) > 0);
	assert_false(path_exists(in_folder(&a, "full.xlsx")));
	assert_false(path_exists(in_folder(&a, "full.xlsx.part")));
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
	struct err err = { "" };
	struct rlimit was, now;
	size_t len, got, whole = 0, failed = 0;
	char *want;

	(void)state;
	make_store("20", NULL);
	assert_int_equal(make_workbook("want.xlsx", &err), 0);
	want = contents(&a, "want.xlsx", &len);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
	for (rlim_t limit = 1024; limit < 2000000; limit = limit * 5 / 4) {
		int rc;

		now = was;
		now.rlim_cur = limit;
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
		rc = make_workbook("part.xlsx", &err);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
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
	assert_true(failed > 10);
	assert_true(whole > 0);
	arena_free(&a);
}

/* Every cut and every changed byte of a package is noticed. */
static void
a_damaged_package_is_noticed(void **state)
{
	struct arena a = { 0 };
	struct err err = { "" };
	uint64_t cells = 0;
	size_t len;
	char *zip;

	(void)state;
	make_store("2", NULL);
	assert_int_equal(make_workbook("d.xlsx", &err), 0);
	zip = contents(&a, "d.xlsx", &len);
	/* The number of cells is found by asking. */
	while (package_verify((unsigned char *)zip, len, cells, &err) == -1 &&
	    cells < 10000)
		cells++;
	assert_true(cells > 500 && cells < 10000);
	assert_int_equal(package_verify((unsigned char *)zip, len, cells + 1,
	    &err), -1);
	for (size_t cut = 0; cut < len; cut += 97)
		assert_int_equal(package_verify((unsigned char *)zip, cut,
		    cells, &err), -1);
	for (size_t at = 60; at < len / 2; at += 1009) {
		zip[at] ^= 0x55;
		if (package_verify((unsigned char *)zip, len, cells,
		    &err) == 0)	/* a name or a date in a local header */
			assert_true(at % 1009 == 60);
		zip[at] ^= 0x55;
	}
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
	struct report_options o = options;

	err->text[0] = '\0';
	assert_int_equal(dir_make(in_folder(&a, "default"), err), 0);
	assert_int_equal(dir_make(in_folder(&a, "default/汇总表"), err), 0);
	write_file("default/汇总表/01-试.sql", text);
	o.templates = path;
	(void)report_workbook(in_folder(&a, "s.sqlite"),
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
	    &err), "01-试.sql 第 2 行：不认识的项目“标体”"));
	assert_non_null(strstr(try_sheet("-- 没有冒号\nSELECT 1", &err),
	    "第 1 行"));
	assert_non_null(strstr(try_sheet("-- 公式 数: {没有}+1\n"
	    "SELECT 1 AS 数", &err), "第 1 行：公式引用的列不存在（列“数”）"));
	assert_non_null(strstr(try_sheet("SELECT 没有 FROM 工作室", &err),
	    "01-试.sql"));
	assert_non_null(strstr(try_sheet("DELETE FROM 工作室", &err),
	    "只允许读取"));
	assert_non_null(strstr(try_sheet("-- 透视: 甲 → 乙\nSELECT 1 AS 甲",
	    &err), "查询里没有列“乙”"));
	assert_non_null(strstr(try_sheet("-- 图 方: 值=数\nSELECT 1 AS 数",
	    &err), "种类“方”"));
	assert_non_null(strstr(try_sheet("-- 图 雷达: 值=无\nSELECT 1 AS 数",
	    &err), "数据“无”"));
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

static void
a_sheet_that_needs_more_is_left_out(void **state)
{
	struct err err;

	(void)state;
	make_store("3", NULL);
	assert_string_equal(try_sheet("-- 需要: 工作室.编号、成员.姓名\n"
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
	assert_ptr_equal(cell_text(&a, plain), plain);
	assert_string_equal(cell_text(&a, "a\x01" "b\r\nc\rd"),
	    "a\xEF\xBF\xBD" "b\nc\nd");
	assert_string_equal(cell_text(&a, "_x0041_ _x41_ _"),
	    "_x005F_x0041_ _x41_ _");
	for (size_t i = 0; i < 32767; i++)
		memcpy(longest + 3 * i, "字", 3);
	assert_ptr_equal(cell_text(&a, longest), longest);
	memcpy(longest + 3 * 32767, "字", 3);
	cut = cell_text(&a, longest);
	assert_true(text_length(cut) <= 32767);
	assert_non_null(strstr(cut, "已截断"));
	arena_free(&a);
}

/* ---- names of reports ---------------------------------------------------------- */

static void
names_of_reports_are_unique(void **state)
{
	struct report_names names;
	struct store store;
	struct err err = { "" };
	struct arena a = { 0 };

	(void)state;
	assert_int_equal(store_create(&store, &err), 0);
	assert_int_equal(store_exec(&store, "CREATE TABLE 工作室(编号, 名称);"
	    "INSERT INTO 工作室 VALUES('A_1', 'x'), ('A', '1_x'), ('a', '1_x'),"
	    " ('B/', 'y'), ('B:', 'y'), ('C', 'y'), ('Z1', '甲/乙:丙')",
	    &err), 0);
	assert_int_equal(report_names_read(&names, &store, &err), 0);
	assert_string_equal(report_names_find(&names, "A"), "A_1_x.pdf");
	assert_string_equal(report_names_find(&names, "A_1"), "A_1_x_2.pdf");
	assert_string_equal(report_names_find(&names, "a"), "a_1_x_3.pdf");
	assert_string_equal(report_names_find(&names, "B/"), "B__y.pdf");
	assert_string_equal(report_names_find(&names, "B:"), "B__y_2.pdf");
	assert_string_equal(report_names_find(&names, "C"), "C_y.pdf");
	assert_string_equal(report_names_find(&names, "Z1"),
	    "Z1_甲_乙_丙.pdf");
	assert_null(report_names_find(&names, "D"));
	report_names_free(&names);
	store_close(&store);
	arena_free(&a);
}

static void
names_of_reports_fit_a_file_system(void **state)
{
	struct report_names names;
	struct store store;
	struct err err = { "" };
	struct arena a = { 0 };
	char title[400] = "";

	(void)state;
	for (size_t i = 0; i < 100; i++)
		strcat(title, "字");
	assert_int_equal(store_create(&store, &err), 0);
	assert_int_equal(store_exec(&store, arena_printf(&a,
	    "CREATE TABLE 工作室(编号, 名称); INSERT INTO 工作室 VALUES"
	    "('A_1', '%s'), ('A', '1_%s')", title, title), &err), 0);
	assert_int_equal(report_names_read(&names, &store, &err), 0);
	for (size_t i = 0; i < names.n; i++) {
		assert_true(strlen(names.items[i].file) <= 200);
		assert_true(text_valid(names.items[i].file,
		    strlen(names.items[i].file)));
	}
	assert_string_not_equal(names.items[0].file, names.items[1].file);
	report_names_free(&names);
	store_close(&store);
	arena_free(&a);
}

/* ---- findings -------------------------------------------------------------------- */

static void
findings_as_csv_and_json(void **state)
{
	struct arena a = { 0 };
	struct err err = { "" };
	struct store store;
	const char *csv, *json;
	size_t len;

	(void)state;
	make_store("2", &store);
	assert_int_equal(report_findings_csv(&store, in_folder(&a, "f.csv"),
	    &err), 0);
	assert_int_equal(report_findings_json(&store, in_folder(&a, "f.json"),
	    &err), 0);
	csv = contents(&a, "f.csv", &len);
	assert_ptr_equal(strstr(csv, "\xEF\xBB\xBF\"工作室\",\"级别\",\"代码\","),
	    csv);
	assert_non_null(strstr(csv, "\"'=1+1\""));
	assert_non_null(strstr(csv, "\"-1.5\""));
	assert_non_null(strstr(csv, "\"'-备注\""));
	assert_non_null(strstr(csv, "\"两行\n文字\"\"引号\"\"\""));
	assert_string_equal(csv + len - 2, "\r\n");
	json = contents(&a, "f.json", &len);
	assert_ptr_equal(strstr(json, "[\n{\"工作室\":null,"), json);
	assert_non_null(strstr(json, "\"值\":\"=1+1\""));
	assert_non_null(strstr(json, "\"行\":8,\"列\":2"));
	out_fail_for_test(true);
	assert_int_equal(report_findings_csv(&store, in_folder(&a, "g.csv"),
	    &err), -1);
	out_fail_for_test(false);
	assert_false(path_exists(in_folder(&a, "g.csv")));
	store_close(&store);
	arena_free(&a);
}

static void
findings_as_text(void **state)
{
	struct err err = { "" };
	struct store store;
	char *text = NULL;
	size_t len, n;
	FILE *f = open_memstream(&text, &len);

	(void)state;
	make_store("2", &store);
	assert_int_equal(findings_print(&store, FINDINGS_TEXT, f, &n, &err),
	    0);
	(void)fclose(f);
	assert_ptr_equal(strstr(text,
	    "说明.docx: 提醒: 文件名不在表单中，未读取"), text);
	assert_non_null(strstr(text, "\nT00001/自评.csv:8:2: 错误: 得分："
	    "不是数字，未计分（“=1+1”）。请改为数字 [CELL_NOT_NUMBER]\n"));
	for (const char *p = text; (p = strchr(p, '\n')) != NULL; p++)
		n--;
	assert_int_equal(n, 0);
	free(text);
	f = fopen("/dev/full", "w");
	assert_int_equal(findings_print(&store, FINDINGS_TEXT, f, &n, &err),
	    -1);
	(void)fclose(f);
	store_close(&store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_store_same_bytes),
		cmocka_unit_test(no_studio_is_a_workbook_too),
		cmocka_unit_test(a_full_disk_leaves_nothing),
		cmocka_unit_test(a_disk_that_fills_up_is_noticed),
		cmocka_unit_test(a_damaged_package_is_noticed),
		cmocka_unit_test(mistakes_name_file_and_line),
		cmocka_unit_test(the_first_formula_that_can_be_is_taken),
		cmocka_unit_test(a_sheet_that_needs_more_is_left_out),
		cmocka_unit_test(text_is_made_fit_for_a_cell),
		cmocka_unit_test(names_of_reports_are_unique),
		cmocka_unit_test(names_of_reports_fit_a_file_system),
		cmocka_unit_test(findings_as_csv_and_json),
		cmocka_unit_test(findings_as_text),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
