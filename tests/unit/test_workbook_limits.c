/* The workbook at its limits: what Excel takes, exactly, and one more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <zlib.h>

#include "base/text.h"
#include "report/report.h"
#include "xlsx/private.h"
#include "xlsx/xlsx.h"

#include "made_store.h"

/* ---- a workbook of one sheet ---------------------------------------------------- */

/* Make it from the sheet's text; "" or what went wrong. */
static const char *
make_sheet(const char *text, struct err *err)
{
	static const char *const paths[] = { folder, NULL };
	const struct workbook_options options = { .scheme = SCHEME,
	    .templates = paths };
	struct arena a = { 0 };
	FILE *f;

	*err = (struct err){ 0 };
	assert_int_equal(dir_make(in_folder(&a, "default"), err), 0);
	assert_int_equal(dir_make(in_folder(&a, "default/汇总表"), err), 0);
	f = fopen(in_folder(&a, "default/汇总表/01-试.sql"), "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	(void)workbook_write(in_folder(&a, "s.sqlite"),
	    in_folder(&a, "t.xlsx"), &options, err);
	arena_free(&a);
	return err->text;
}

static uint32_t
le(const unsigned char *p, int bytes)
{
	uint32_t n = 0;

	while (bytes-- > 0)
		n = n << 8 | p[bytes];
	return n;
}

/* The entry of a part in the central directory. */
static unsigned char *
find_entry(unsigned char *zip, size_t len, const char *name)
{
	unsigned char *p = zip + le(zip + len - 22 + 16, 4);

	while (le(p, 4) == 0x02014b50) {
		size_t n = le(p + 28, 2);

		if (n == strlen(name) && memcmp(p + 46, name, n) == 0)
			return p;
		p += 46 + n + le(p + 30, 2) + le(p + 32, 2);
	}
	fail_msg("no part %s", name);
	return NULL;
}

/* A part of the workbook made last, unpacked. */
static const char *
part(struct arena *a, const char *name)
{
	size_t len;
	unsigned char *zip = (unsigned char *)contents(a, "t.xlsx", &len);
	const unsigned char *e = find_entry(zip, len, name);
	const unsigned char *at = zip + le(e + 42, 4);
	size_t size = le(e + 24, 4);
	char *out = arena_alloc(a, size + 1);
	z_stream z = { .next_in = zip + le(e + 42, 4) + 30 + le(at + 26, 2) +
	    le(at + 28, 2), .avail_in = le(e + 20, 4),
	    .next_out = (unsigned char *)out, .avail_out = (uInt)size };

	assert_int_equal(inflateInit2(&z, -MAX_WBITS), Z_OK);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	(void)inflateEnd(&z);
	return out;
}

#define SHEET	"xl/worksheets/sheet1.xml"

static size_t
count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		n++;
	return n;
}

/* So many rows numbered n. */
#define ROWS(n) "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1" \
	" FROM t WHERE n < " n ") SELECT "

/* ---- cells ------------------------------------------------------------------------ */

/* UTF-16 units of what a cell holds: 32767 at most. */
static size_t
units(const char *text)
{
	size_t n = 0;
	uint32_t ch;

	while ((ch = text_next(&text)) != 0)
		n += ch > 0xffff ? 2 : 1;
	return n;
}

/* A text of so many of one and so many of another. */
static char *
made(struct arena *a, size_t n, const char *one, size_t k, const char *other)
{
	struct buf b = { 0 };
	char *s;

	while (n-- > 0)
		buf_adds(&b, one);
	while (k-- > 0)
		buf_adds(&b, other);
	s = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return s;
}

/* Characters outside the BMP count two, what is escaped six more. */
static void
a_cell_holds_32767_units(void **state)
{
	static const struct {
		size_t n;
		const char *one;
		size_t k;
		const char *other;
		bool whole;
	} cases[] = {
		{ 32767, "x", 0, "", true }, { 32768, "x", 0, "", false },
		{ 16383, "𬭎", 1, "x", true }, { 16383, "𬭎", 2, "x", false },
		{ 16384, "𬭎", 0, "", false }, { 20000, "𬭎", 0, "", false },
		{ 32767, "字", 0, "", true }, { 32768, "字", 0, "", false },
		{ 32754, "x", 1, "_x0041_", true },
		{ 32755, "x", 1, "_x0041_", false }
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = made(&a, cases[i].n, cases[i].one,
		    cases[i].k, cases[i].other);
		const char *cell = book_cell_text(&a, text);

		assert_true(units(cell) <= 32767);
		assert_true(text_valid(cell, strlen(cell)));
		assert_int_equal(strstr(cell, "已截断") == NULL,
		    cases[i].whole);
		/* Not cut much more than there is need. */
		assert_true(units(cell) > 32600);
	}
	arena_free(&a);
}

static void
a_cell_holds_xml_only(void **state)
{
	struct arena a = { 0 };
	const char *plain[] = { "\t\n x", "\xef\xbf\xbd", "_x00410_", "_x004_",
	    "_X0041_", "_xAG41_", "\xf0\x9f\xbf\xbe", "\xee\x80\x80" };

	(void)state;
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		assert_ptr_equal(book_cell_text(&a, plain[i]), plain[i]);
	assert_string_equal(book_cell_text(&a, "\x1f\x0b"),
	    "\xef\xbf\xbd\xef\xbf\xbd");
	assert_string_equal(book_cell_text(&a, "_xabCD_"), "_x005F_xabCD_");
	arena_free(&a);
}

/* A number that no spreadsheet has is text. */
static void
no_cell_is_infinite(void **state)
{
	struct arena a = { 0 };
	struct err err;
	const char *xml;

	(void)state;
	make_store("3", NULL);
	assert_string_equal(make_sheet("SELECT 9e999 AS 甲, -9e999 AS 乙,"
	    " 1e308 AS 丙", &err), "");
	xml = part(&a, SHEET);
	assert_int_equal(count(xml, "<t>Inf</t>"), 1);
	assert_int_equal(count(xml, "<t>-Inf</t>"), 1);
	assert_int_equal(count(xml, "<v>"), 1);
	arena_free(&a);
}

/* Of a cell that a pivot gives twice the last counts, and there is one. */
static void
a_cell_given_twice_is_the_last(void **state)
{
	struct arena a = { 0 };
	struct err err;
	const char *xml;

	(void)state;
	make_store("3", NULL);
	assert_string_equal(make_sheet("-- 透视: 列 → 值\n"
	    "SELECT '甲' AS 行, 'c' AS 列, 71 AS 值 UNION ALL"
	    " SELECT '甲', 'c', 72 UNION ALL SELECT '甲', 'd', 73", &err), "");
	xml = part(&a, SHEET);
	assert_int_equal(count(xml, "<v>71</v>"), 0);
	assert_int_equal(count(xml, "<v>72</v>"), 1);
	assert_int_equal(count(xml, "r=\"B4\""), 1);
	arena_free(&a);
}

/* ---- formulas ----------------------------------------------------------------------- */

static void
a_formula_has_8192_characters(void **state)
{
	struct arena a = { 0 };
	struct err err;

	(void)state;
	make_store("3", NULL);
	/* = is one of them */
	assert_string_equal(make_sheet(arena_printf(&a, "-- 公式 数: %s\n"
	    "SELECT 1 AS 数", made(&a, 1, "1", 4095, "+1")), &err), "");
	assert_int_equal(count(part(&a, SHEET), "<f>"), 1);
	/* one more: the value stays, without a formula that no sheet takes */
	assert_string_equal(make_sheet(arena_printf(&a, "-- 公式 数: %s\n"
	    "SELECT 1 AS 数", made(&a, 1, "11", 4095, "+1")), &err), "");
	assert_int_equal(count(part(&a, SHEET), "<f>"), 0);
	arena_free(&a);
}

/* ---- rows, columns, header lines ------------------------------------------------------ */

/* No row is higher than the 409 points that Excel knows, head lines neither. */
static void
no_row_is_too_high(void **state)
{
	struct arena a = { 0 };
	struct err err;
	const char *xml;
	size_t rows = 0;

	(void)state;
	make_store("3", NULL);
	assert_string_equal(make_sheet(arena_printf(&a, "SELECT '%s' AS \"%s\""
	    " UNION ALL SELECT '%s' UNION ALL SELECT '%s'",
	    made(&a, 1, "x", 99, "\n行"), made(&a, 1, "列", 99, "\n名"),
	    made(&a, 1, "x", 29, "\n行"), made(&a, 1, "x", 28, "\n行")),
	    &err), "");
	xml = part(&a, SHEET);
	for (const char *p = xml; (p = strstr(p, " ht=\"")) != NULL; p++, rows++)
		assert_true(strtod(p + 5, NULL) <= 409);
	assert_true(rows >= 6);
	/* 30 lines are whole, and so are 29. */
	assert_int_equal(count(xml, "ht=\"408\""), 2);
	assert_int_equal(count(xml, "ht=\"394.5\""), 1);
	arena_free(&a);
}

struct loaded {
	struct book book;
	struct store store;
	struct book_sheet *s;
	struct err err;
};

/* Load a sheet's text without writing it; the return of tab_load. */
static int
load(struct loaded *w, const char *text)
{
	struct arena *a = &w->book.arena;
	char *path;
	FILE *f;

	memset(w, 0, sizeof(*w));
	path = in_folder(a, "l.sql");
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(store_open(&w->store, in_folder(a, "s.sqlite"),
	    &w->err), 0);
	w->book.store = &w->store;
	w->book.sheets = w->s = mem_zero(1, sizeof(*w->s));
	w->book.nsheets = 1;
	w->s->file.path = path;
	w->s->file.sheet = "试";
	if (sheet_file_read(&w->s->file, a, path, &w->err) == -1)
		return -1;
	return book_sheet_load(&w->book, w->s, &w->err);
}

static void
unload(struct loaded *w)
{
	free(w->s->file.keys);
	free(w->s->columns);
	book_sheet_release(w->s);
	free(w->s);
	store_close(&w->store);
	arena_free(&w->book.arena);
}

/* Excel has 1,048,576 rows; titles and notes need a few of them. */
static void
a_sheet_has_1048000_rows(void **state)
{
	struct loaded w;

	(void)state;
	make_store("3", NULL);
	assert_int_equal(load(&w, ROWS("1048000") "NULL AS 空 FROM t"), 0);
	assert_int_equal(w.s->nrows, 1048000);
	assert_false(w.s->cut);
	unload(&w);
	assert_int_equal(load(&w, ROWS("1048001") "NULL AS 空 FROM t"), 0);
	assert_int_equal(w.s->nrows, 1048000);
	assert_true(w.s->cut);
	unload(&w);
}

/*
 * A pivot makes 16000 columns, Excel has 16,384: what has none is left out,
 * and the row known by it.
 */
static void
a_sheet_has_16000_columns(void **state)
{
	struct arena a = { 0 };
	struct loaded w;

	(void)state;
	make_store("3", NULL);
	for (int n = 16000; n <= 16003; n++) {
		assert_int_equal(load(&w, arena_printf(&a, "-- 透视: 列 → 值\n"
		    "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1"
		    " FROM t WHERE n < %d) SELECT '甲' AS 行, n || 'c' AS 列,"
		    " 1 AS 值 FROM t WHERE n > 1 UNION ALL"
		    " SELECT '乙', '9c', 2 UNION ALL SELECT '丙', '%dc', 3", n,
		    n)), 0);
		assert_int_equal(w.s->nrows, 3);
		assert_int_equal(w.s->ncolumns, 16000);
		assert_int_equal(w.s->nlacking, n == 16000 ? 0 : 2);
		if (n > 16000) {
			assert_int_equal(w.s->lacking[0], 0);
			assert_int_equal(w.s->lacking[1], 2);
		}
		assert_int_equal(w.s->ncells, n == 16000 ? 16004 : 16003);
		unload(&w);
	}
	arena_free(&a);
}

/* A row that lacks cells has no formula, and the sheet says so. */
static void
a_row_that_lacks_cells_has_no_formula(void **state)
{
	struct arena a = { 0 };
	struct err err;
	const char *xml;

	(void)state;
	make_store("3", NULL);
	assert_string_equal(make_sheet("-- 透视: 列 → 值\n"
	    "-- 公式 和: SUM({透视})\n"
	    "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1"
	    " FROM t WHERE n < 16001) SELECT '甲' AS 行, n || 'c' AS 列,"
	    " 1 AS 值, 16001 AS 和 FROM t UNION ALL SELECT '乙', '9c', 2, 2",
	    &err), "");
	xml = part(&a, SHEET);
	assert_int_equal(count(xml, "<f>"), 1);
	assert_int_equal(count(xml, "<v>16001</v>"), 1);
	assert_int_equal(count(xml, "有1行（第一行是第4行）缺右边的列"), 1);
	arena_free(&a);
}

/* What counts a whole column of a sheet that is cut is no formula. */
static void
no_formula_counts_a_sheet_that_is_cut(void **state)
{
	struct arena a = { 0 };
	struct loaded w;
	struct buf b = { 0 };

	(void)state;
	make_store("3", NULL);
	for (int cut = 0; cut <= 1; cut++) {
		assert_int_equal(load(&w, "SELECT 1 AS 甲"), 0);
		w.s->cut = cut;
		assert_int_equal(reference_range(&w.book, w.s, "甲", SIZE_MAX,
		    &b), !cut);
		assert_true(reference_range(&w.book, w.s, "甲", 1, &b));
		unload(&w);
	}
	buf_free(&b);
	arena_free(&a);
}

static void
a_header_has_six_lines(void **state)
{
	static const char query[] = "SELECT 1 AS a, 2 AS b, 3 AS c, 4 AS d,"
	    " 5 AS e, 6 AS f, 7 AS v, 8 AS w";
	struct arena a = { 0 };
	struct loaded w;

	(void)state;
	make_store("3", NULL);
	assert_int_equal(load(&w, arena_printf(&a,
	    "-- 透视: a / b / c / d / e → v、w\n%s", query)), 0);
	assert_int_equal(w.s->nheads, 6);
	unload(&w);
	assert_int_equal(load(&w, arena_printf(&a,
	    "-- 透视: a / b / c / d / e / f → v\n%s", query)), -1);
	assert_non_null(strstr(w.err.text, "透视的列太多"));
	unload(&w);
	arena_free(&a);
}

/* By content a column is 5 to 40 wide, as asked for any width. */
static void
columns_are_5_to_40_wide(void **state)
{
	static const struct { size_t text; double width; } cases[] = {
		{ 0, 5 }, { 1, 5 }, { 3, 5 }, { 4, 6 }, { 37, 39 }, { 38, 40 },
		{ 39, 40 }, { 500, 40 }
	};
	struct arena a = { 0 };
	struct loaded w;

	(void)state;
	make_store("3", NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(load(&w, arena_printf(&a, "SELECT '%s' AS a",
		    made(&a, cases[i].text, "x", 0, ""))), 0);
		assert_int_equal(book_sheet_format(&w.book, w.s, &w.err), 0);
		assert_true(w.s->columns[0].width == cases[i].width);
		unload(&w);
	}
	assert_int_equal(load(&w, "-- 宽 a: 60\n-- 宽 b: 3\n"
	    "SELECT 'x' AS a, 'xxxxxxxxx' AS b"), 0);
	assert_int_equal(book_sheet_format(&w.book, w.s, &w.err), 0);
	assert_true(w.s->columns[0].width == 60);
	assert_true(w.s->columns[1].width == 3);
	unload(&w);
	arena_free(&a);
}

/* A sheet's file of exactly 1 MiB is read, one byte more is refused. */
static void
a_sheet_file_has_1_mib(void **state)
{
	const size_t limit = 1048576;
	struct arena a = { 0 };
	struct loaded w;
	char *text;

	(void)state;
	make_store("3", NULL);
	text = arena_printf(&a, "--# %s\nSELECT 1 AS a", made(&a,
	    limit - strlen("--# \nSELECT 1 AS a"), "x", 0, ""));
	assert_int_equal(load(&w, text), 0);
	unload(&w);
	assert_int_equal(load(&w, arena_printf(&a, "%s ", text)), -1);
	assert_non_null(strstr(w.err.text, "超过 1 MiB"));
	unload(&w);
	arena_free(&a);
}

/* ---- charts, properties, damage --------------------------------------------------------- */

/* Bars have their values beside them up to sixty. */
static void
sixty_bars_are_labelled(void **state)
{
	struct arena a = { 0 };
	struct err err;

	(void)state;
	make_store("3", NULL);
	for (int n = 60; n <= 61; n++) {
		assert_string_equal(make_sheet(arena_printf(&a, "-- 图 横条: "
		    "分类=名 | 值=数\nWITH RECURSIVE t(n) AS (SELECT 1 UNION "
		    "ALL SELECT n + 1 FROM t WHERE n < %d) SELECT 'x' || n AS "
		    "名, n AS 数 FROM t", n), &err), "");
		assert_int_equal(count(part(&a, "xl/charts/chart1.xml"),
		    "<c:showVal val=\"1\"/>"), n == 60);
	}
	arena_free(&a);
}

/* The date of the data, or where a zip archive has none, its first day. */
static void
created_on_the_day_of_the_data(void **state)
{
	static const char *const days[][2] = {
		{ "2024-03-01", "2024-03-01T00:00:00Z" },
		{ "1980-06-01", "1980-06-01T00:00:00Z" },
		{ "1979-12-31", "1980-01-01T00:00:00Z" },
		{ "", "1980-01-01T00:00:00Z" }
	};
	struct arena a = { 0 };
	struct store store;
	struct err err;

	(void)state;
	(void)unsetenv("SOURCE_DATE_EPOCH");
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		make_store("3", &store);
		assert_int_equal(store_exec(&store, arena_printf(&a,
		    "UPDATE 概况 SET 日期 = '%s'", days[i][0]), &err), 0);
		assert_int_equal(remove(in_folder(&a, "s.sqlite")), 0);
		assert_int_equal(store_save(&store, in_folder(&a, "s.sqlite"),
		    &err), 0);
		store_close(&store);
		assert_string_equal(make_sheet("SELECT 1 AS a", &err), "");
		assert_non_null(strstr(part(&a, "docProps/core.xml"),
		    days[i][1]));
	}
	arena_free(&a);
}

/* A part that is sound in itself and not what was packed is noticed. */
static void
another_checksum_is_noticed(void **state)
{
	struct arena a = { 0 };
	struct err err;
	struct book_record asked = { 0 };
	size_t len;
	unsigned char *zip, *entry;

	(void)state;
	make_store("3", NULL);
	assert_string_equal(make_sheet("SELECT 编号 FROM 工作室", &err), "");
	zip = (unsigned char *)contents(&a, "t.xlsx", &len);
	assert_int_equal(package_read(zip, len, &asked, &err), 0);
	assert_int_equal(asked.sheets[0].of[RECORD_CELL].n,
	    count(part(&a, SHEET), "<c "));
	assert_int_equal(package_verify(zip, len, &asked, &err), 0);
	entry = find_entry(zip, len, SHEET);
	for (size_t i = 16; i < 20; i++) {	/* its four bytes */
		entry[i] ^= 1;
		assert_int_equal(package_verify(zip, len, &asked, &err), -1);
		entry[i] ^= 1;
	}
	assert_int_equal(package_verify(zip, len, &asked, &err), 0);
	record_free(&asked);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_holds_32767_units),
		cmocka_unit_test(a_cell_holds_xml_only),
		cmocka_unit_test(no_cell_is_infinite),
		cmocka_unit_test(a_cell_given_twice_is_the_last),
		cmocka_unit_test(a_formula_has_8192_characters),
		cmocka_unit_test(no_row_is_too_high),
		cmocka_unit_test(a_sheet_has_1048000_rows),
		cmocka_unit_test(a_sheet_has_16000_columns),
		cmocka_unit_test(a_row_that_lacks_cells_has_no_formula),
		cmocka_unit_test(no_formula_counts_a_sheet_that_is_cut),
		cmocka_unit_test(a_header_has_six_lines),
		cmocka_unit_test(columns_are_5_to_40_wide),
		cmocka_unit_test(a_sheet_file_has_1_mib),
		cmocka_unit_test(sixty_bars_are_labelled),
		cmocka_unit_test(created_on_the_day_of_the_data),
		cmocka_unit_test(another_checksum_is_noticed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
