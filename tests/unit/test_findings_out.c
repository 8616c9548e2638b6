/* The lists of findings and the names of reports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "document/document.h"
#include "report/report.h"
#include "store/store.h"

#include "made_store.h"
#include "refuse.h"

/* ---- names of reports ---------------------------------------------------------- */

static void
names_of_reports_are_unique(void **state)
{
	struct paper_names names;
	struct store store;
	struct err err = { 0 };
	struct arena a = { 0 };

	(void)state;
	assert_int_equal(store_create(&store, &err), 0);
	assert_int_equal(store_exec(&store, "CREATE TABLE 工作室(编号, 名称);"
	    "INSERT INTO 工作室 VALUES('A_1', 'x'), ('A', '1_x'), ('a', '1_x'),"
	    " ('B/', 'y'), ('B:', 'y'), ('C', 'y'), ('Z1', '甲/乙:丙')",
	    &err), 0);
	assert_int_equal(paper_names_read(&names, &store, &err), 0);
	assert_string_equal(paper_names_find(&names, "A"), "A_1_x.pdf");
	assert_string_equal(paper_names_find(&names, "A_1"), "A_1_x_2.pdf");
	assert_string_equal(paper_names_find(&names, "a"), "a_1_x_3.pdf");
	assert_string_equal(paper_names_find(&names, "B/"), "B__y.pdf");
	assert_string_equal(paper_names_find(&names, "B:"), "B__y_2.pdf");
	assert_string_equal(paper_names_find(&names, "C"), "C_y.pdf");
	assert_string_equal(paper_names_find(&names, "Z1"),
	    "Z1_甲_乙_丙.pdf");
	assert_null(paper_names_find(&names, "D"));
	paper_names_free(&names);
	store_close(&store);
	arena_free(&a);
}

static void
names_of_reports_fit_a_file_system(void **state)
{
	struct paper_names names;
	struct store store;
	struct err err = { 0 };
	struct arena a = { 0 };
	char title[400] = "";

	(void)state;
	for (size_t i = 0; i < 100; i++)
		strcat(title, "字");
	assert_int_equal(store_create(&store, &err), 0);
	assert_int_equal(store_exec(&store, arena_printf(&a,
	    "CREATE TABLE 工作室(编号, 名称); INSERT INTO 工作室 VALUES"
	    "('A_1', '%s'), ('A', '1_%s')", title, title), &err), 0);
	assert_int_equal(paper_names_read(&names, &store, &err), 0);
	for (size_t i = 0; i < names.n; i++) {
		assert_true(strlen(names.items[i].file) <= 200);
		assert_true(text_valid(names.items[i].file,
		    strlen(names.items[i].file)));
	}
	assert_string_not_equal(names.items[0].file, names.items[1].file);
	paper_names_free(&names);
	store_close(&store);
	arena_free(&a);
}

/* The names of studios (编号, 名称) as VALUES; to be freed. */
static void
read_names(struct paper_names *names, const char *values)
{
	struct store store;
	struct err err = { 0 };
	struct arena a = { 0 };

	assert_int_equal(store_create(&store, &err), 0);
	if (store_exec(&store, arena_printf(&a, "CREATE TABLE 工作室(编号, 名称);"
	    "INSERT INTO 工作室 VALUES %s", values), &err) == -1)
		fail_msg("%s", err.text);
	assert_int_equal(paper_names_read(names, &store, &err), 0);
	store_close(&store);
	arena_free(&a);
}

/* A name has 200 bytes, if it can, and not one more; .pdf is one of them. */
static void
names_of_exactly_200_bytes(void **state)
{
	struct paper_names names;
	struct arena a = { 0 };
	char *x = arena_alloc(&a, 260);

	(void)state;
	memset(x, 'x', 259);
	read_names(&names, arena_printf(&a, "('A', '%.194s'), ('B', '%.195s'),"
	    " ('C', '%.250s'), ('D', '%.191s𬭎'), ('E', '%.190s𬭎'),"
	    " ('F/', '%.250s'), ('F:', '%.250s')", x, x, x, x, x, x, x));
	assert_int_equal(strlen(paper_names_find(&names, "A")), 200);
	assert_int_equal(strlen(paper_names_find(&names, "B")), 200);
	assert_int_equal(strlen(paper_names_find(&names, "C")), 200);
	/* A character that has no room goes whole. */
	assert_string_equal(paper_names_find(&names, "D"),
	    arena_printf(&a, "D_%.191s.pdf", x));
	assert_string_equal(paper_names_find(&names, "E"),
	    arena_printf(&a, "E_%.190s𬭎.pdf", x));
	assert_int_equal(strlen(paper_names_find(&names, "F/")), 200);
	assert_string_equal(paper_names_find(&names, "F:"),
	    arena_printf(&a, "F__%.191s_2.pdf", x));
	paper_names_free(&names);
	arena_free(&a);
}

/* A number that makes a name different may make it another's. */
static void
numbered_names_are_nobody_elses(void **state)
{
	struct paper_names names;

	(void)state;
	read_names(&names, "('a/', 't'), ('a:', 't'), ('a_', 't_2'),"
	    " ('a*', 't_3'), ('a?', 't')");
	for (size_t i = 0; i < names.n; i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(names.items[i].file,
			    names.items[k].file);
	assert_string_equal(paper_names_find(&names, "a_"), "a__t_2.pdf");
	assert_string_equal(paper_names_find(&names, "a*"), "a__t_3.pdf");
	paper_names_free(&names);
}

/* ---- findings -------------------------------------------------------------------- */

/* An output of the result that make_store saved, by its row. */
static int
write_output(const char *name, const char *path, struct err *err)
{
	struct arena a = { 0 };
	int rc = output_find(name)->write(in_folder(&a, "s.sqlite"),
	    in_folder(&a, path), NULL, err);

	arena_free(&a);
	return rc;
}

static void
findings_as_csv_and_json(void **state)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	const char *csv, *json;
	size_t len;

	(void)state;
	make_store("2", NULL);
	assert_int_equal(write_output("问题清单.csv", "f.csv", &err), 0);
	assert_int_equal(write_output("问题清单.json", "f.json", &err), 0);
	csv = contents(&a, "f.csv", &len);
	assert_ptr_equal(strstr(csv, "\xEF\xBB\xBF\"序\",\"工作室\",\"级别\",\"代码\","),
	    csv);
	assert_non_null(strstr(csv, "\"'=1+1\""));
	assert_non_null(strstr(csv, "\"-1.5\""));
	assert_non_null(strstr(csv, "\"'-备注\""));
	assert_non_null(strstr(csv, "\"两行\n文字\"\"引号\"\"\""));
	assert_string_equal(csv + len - 2, "\r\n");
	json = contents(&a, "f.json", &len);
	assert_ptr_equal(strstr(json, "[\n{\"序\":"), json);
	assert_non_null(strstr(json, "\"工作室\":null,"));
	assert_non_null(strstr(json, "\"值\":\"=1+1\""));
	assert_non_null(strstr(json, "\"行\":8,\"列\":2"));
	refuse.write = ENOSPC;
	assert_int_equal(write_output("问题清单.csv", "g.csv", &err), -1);
	refuse.write = 0;
	err_forget();
	assert_false(path_exists(in_folder(&a, "g.csv")));
	arena_free(&a);
}

/* A cell that a spreadsheet would compute gets a mark, a number does not. */
static void
cells_are_no_formulas(void **state)
{
	static const char *const cases[][2] = {
		{ "=1", "'=1" }, { "+1+1", "'+1+1" }, { "-1-1", "'-1-1" },
		{ "@SUM(A1)", "'@SUM(A1)" }, { "\t=1", "'\t=1" },
		{ "\r=1", "'\r=1" }, { "-", "'-" }, { "+", "'+" },
		{ "-1.", "'-1." }, { "-.5", "'-.5" }, { "-1.5.2", "'-1.5.2" },
		{ "-1.5", "-1.5" }, { "+3", "+3" }, { "3", "3" }, { "1=1", "1=1" },
		{ " =1", " =1" }, { "－1", "－1" }
	};
	struct arena a = { 0 };
	struct err err = { 0 };
	struct store store;
	const char *csv;
	size_t len;

	(void)state;
	assert_int_equal(store_create(&store, &err), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(finding_add(&store, FINDING_CELL_NOT_NUMBER,
		    &(struct finding){ .studio = arena_printf(&a, "S%02zu",
		    i), .value = cases[i][0] }, &err), 0);
	(void)remove(in_folder(&a, "s.sqlite"));
	assert_int_equal(store_save(&store, in_folder(&a, "s.sqlite"), &err),
	    0);
	assert_int_equal(write_output("问题清单.csv", "m.csv", &err), 0);
	csv = contents(&a, "m.csv", &len);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *cell;

		csv = strstr(csv, arena_printf(&a, "\"S%02zu\"", i));
		assert_non_null(csv);
		cell = strstr(csv, arena_printf(&a, ",\"%s\",",
		    cases[i][1]));
		assert_non_null(cell);
		assert_true(cell < strstr(csv, "\r\n"));	/* in its row */
	}
	store_close(&store);
	arena_free(&a);
}

static void
findings_as_text(void **state)
{
	struct err err = { 0 };
	struct store store;
	char *text = NULL;
	size_t len, n;
	FILE *f = open_memstream(&text, &len);

	(void)state;
	make_store("2", &store);
	assert_int_equal(store_exec(&store, "INSERT INTO 问题(代码, 级别, 文件,"
	    " 值, 说明) VALUES('HEADER_UNKNOWN', '提醒', '问' || char(7) || '.csv',"
	    " char(27) || '[2J', '两' || char(13, 10) || '行')", &err), 0);
	assert_int_equal(findings_print(&store, FINDINGS_TEXT, f, &n, &err),
	    0);
	(void)fclose(f);
	assert_ptr_equal(strstr(text,
	    "说明.docx: 提醒: 文件名不在表单中，未读取"), text);
	assert_non_null(strstr(text, "\nT00001/自评.csv:8:2: 错误: 得分（B8）："
	    "不是数字，未计分（“=1+1”）。请改为数字 [CELL_NOT_NUMBER]\n"));
	/* a terminal is told nothing */
	assert_non_null(strstr(text,
	    "问\\x07.csv: 提醒: 两  行（“\\x1B[2J”） [HEADER_UNKNOWN]\n"));
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
		cmocka_unit_test(names_of_reports_are_unique),
		cmocka_unit_test(names_of_reports_fit_a_file_system),
		cmocka_unit_test(names_of_exactly_200_bytes),
		cmocka_unit_test(numbered_names_are_nobody_elses),
		cmocka_unit_test(findings_as_csv_and_json),
		cmocka_unit_test(cells_are_no_formulas),
		cmocka_unit_test(findings_as_text),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
