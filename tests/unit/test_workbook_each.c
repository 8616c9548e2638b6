/* 分表: a sheet again for each row of a query. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "xlsx/private.h"

#include "made_store.h"

struct world {
	struct book book;
	struct store store;
	struct err err;
};

/* A book of two sheets, the second with 分表, on a store of nine studios. */
static void
open_book(struct world *w, const char *text)
{
	struct arena *a = &w->book.arena;
	char *path;
	FILE *f;

	memset(w, 0, sizeof(*w));
	make_store("9", NULL);
	assert_int_equal(store_open(&w->store, in_folder(a, "s.sqlite"),
	    &w->err), 0);
	w->book.store = &w->store;
	w->book.sheets = mem_zero(2, sizeof(*w->book.sheets));
	w->book.nsheets = 2;
	for (size_t i = 0; i < 2; i++) {
		path = in_folder(a, i == 0 ? "01.sql" : "02.sql");
		f = fopen(path, "w");
		assert_non_null(f);
		assert_true(fputs(i == 0 ? "SELECT 1 AS 一" : text, f) >= 0);
		assert_int_equal(fclose(f), 0);
		w->book.sheets[i].file.path = path;
		w->book.sheets[i].file.sheet = i == 0 ? "甲" : "名单";
		assert_int_equal(sheet_file_read(&w->book.sheets[i].file, a, path,
		    &w->err), 0);
	}
}

static void
close_book(struct world *w)
{
	for (size_t i = 0; i < w->book.nsheets; i++) {
		struct book_sheet *s = &w->book.sheets[i];

		free(s->file.keys);
		free(s->columns);
		book_sheet_release(s);
	}
	free(w->book.sheets);
	store_close(&w->store);
	arena_free(&w->book.arena);
}

static void
load_all(struct world *w)
{
	for (size_t i = 0; i < w->book.nsheets; i++)
		if (book_sheet_load(&w->book, &w->book.sheets[i], &w->err) == -1)
			fail_msg("%s", w->err.text);
}

/* A text with its references filled in. */
static const char *
text(struct world *w, const struct book_sheet *s, const char *with)
{
	struct buf b = { 0 };
	const char *out;

	if (!reference_expand(&w->book, s, s->ncolumns, 0, with, &b))
		return NULL;
	out = arena_strdup(&w->book.arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
each_row_is_a_sheet(void **state)
{
	struct world w;
	const struct book_sheet *s;

	(void)state;
	open_book(&w, "-- 分表: SELECT rowid % 3 AS 余, count(*) AS 个数,\n"
	    "-- 分表:     '“' || (rowid % 3) || '”' AS 引\n"
	    "-- 分表: FROM 工作室 GROUP BY 1 ORDER BY 1 DESC\n"
	    "SELECT 编号, :引 AS 引 FROM 工作室 WHERE rowid % 3 = :值 AND"
	    " rowid <= :个数 ORDER BY 编号");
	assert_int_equal(book_repeat_sheets(&w.book, &w.err), 0);
	assert_int_equal(w.book.nsheets, 4);
	assert_string_equal(w.book.sheets[0].file.sheet, "甲");
	assert_string_equal(w.book.sheets[1].file.sheet, "名单-2");
	assert_string_equal(w.book.sheets[3].file.sheet, "名单-0");
	load_all(&w);
	/* Of 2, 5 and 8 only the first is not above their number, 3. */
	s = book_find_sheet(&w.book, "名单-2");
	assert_int_equal(s->nrows, 1);
	assert_string_equal(book_sheet_cell(s, 0, 0)->u.text, "T00002");
	assert_string_equal(book_sheet_cell(s, 0, 1)->u.text, "“2”");
	assert_string_equal(book_find_sheet(&w.book, "名单-0")->cells[0].u.text,
	    "T00003");
	assert_string_equal(text(&w, s, "第{分表:余}组{分表:引}共{分表:个数}个"),
	    "第2组“2”共3个");
	assert_null(text(&w, s, "{分表:没有}"));
	assert_null(text(&w, &w.book.sheets[0], "{分表:余}"));
	close_book(&w);
}

static void
names_differ_and_are_allowed(void **state)
{
	struct world w;
	const char *sheet;

	(void)state;
	open_book(&w, "-- 分表: SELECT 'a/b[1]:*?' UNION ALL SELECT 'A_b_1____'"
	    " UNION ALL SELECT '很长的名字很长的名字很长的名字很长的名字很长的名字𬭎一'"
	    " UNION ALL SELECT '很长的名字很长的名字很长的名字很长的名字很长的名字𬭎二'"
	    "\nSELECT 1 AS 一");
	assert_int_equal(book_repeat_sheets(&w.book, &w.err), 0);
	assert_int_equal(w.book.nsheets, 5);
	assert_string_equal(w.book.sheets[1].file.sheet, "名单-a_b_1____");
	assert_string_equal(w.book.sheets[2].file.sheet, "名单-A_b_1____(2)");
	/* 31 units and no more: 3 + 25 + 2 + 1. */
	sheet = w.book.sheets[3].file.sheet;
	assert_string_equal(sheet + strlen(sheet) - strlen("𬭎一"), "𬭎一");
	sheet = w.book.sheets[4].file.sheet;
	assert_string_equal(sheet + strlen(sheet) - strlen("𬭎二"), "𬭎二");
	close_book(&w);
	open_book(&w, "-- 分表: SELECT '一二三四五六七八九十一二三四五六七八九十一二三四五六七𬭎'"
	    " UNION ALL SELECT '一二三四五六七八九十一二三四五六七八九十一二三四五六七𬭎'\n"
	    "SELECT 1 AS 一");
	assert_int_equal(book_repeat_sheets(&w.book, &w.err), 0);
	assert_string_equal(w.book.sheets[1].file.sheet,
	    "名单-一二三四五六七八九十一二三四五六七八九十一二三四五六七");
	assert_string_equal(w.book.sheets[2].file.sheet,
	    "名单-一二三四五六七八九十一二三四五六七八九十一二三四五(2)");
	close_book(&w);
}

/* Which sheets must be there before a formula can be written. */
static void
references_name_sheets(void **state)
{
	static const struct {
		const char *text;
		bool names;		/* 达标 */
	} cases[] = {
		{ "COUNTIF({整列:达标!结论},\"是\")", true },
		{ "分类=达标!名称 | 值=数", true }, { "{整列:甲!乙}+{整列:达标!«名»}", true },
		{ "{整列:名单-«县区»!姓名}", true }, { "{整列:本列!姓名}", true },
		{ "{整列:自评达标!结论}", false }, { "{整列:达标率!达标}", false },
		{ "{整列:甲!本列/达标}", false }, { "达标", false }, { "!", false }
	};
	struct book_sheet s = { .file = { .sheet = "达标" } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(reference_names(cases[i].text, &s),
		    cases[i].names);
}

static void
no_row_is_no_sheet(void **state)
{
	struct world w;

	(void)state;
	open_book(&w, "-- 分表: SELECT 编号 FROM 工作室 WHERE 0\nSELECT 1");
	assert_int_equal(book_repeat_sheets(&w.book, &w.err), 0);
	assert_int_equal(w.book.nsheets, 1);
	close_book(&w);
	/* What is not there at all is not asked for. */
	open_book(&w, "-- 需要: 学员.姓名\n-- 分表: SELECT 姓名 FROM 学员\nSELECT 1");
	assert_int_equal(book_repeat_sheets(&w.book, &w.err), 0);
	assert_int_equal(w.book.nsheets, 1);
	close_book(&w);
}

static void
mistakes_name_the_file(void **state)
{
	struct world w;

	(void)state;
	open_book(&w, "-- 分表: SELECT 没有 FROM 工作室\nSELECT 1");
	assert_int_equal(book_repeat_sheets(&w.book, &w.err), -1);
	assert_non_null(strstr(w.err.text, "02.sql"));
	close_book(&w);
	open_book(&w, "-- 分表: DELETE FROM 工作室\nSELECT 1");
	assert_int_equal(book_repeat_sheets(&w.book, &w.err), -1);
	assert_non_null(strstr(w.err.text, "只允许读取"));
	close_book(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_is_a_sheet),
		cmocka_unit_test(names_differ_and_are_allowed),
		cmocka_unit_test(references_name_sheets),
		cmocka_unit_test(no_row_is_no_sheet),
		cmocka_unit_test(mistakes_name_the_file),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
