#include "check.h"

#include "sheet/number.h"

static struct arena arena;

static void
test_decimals(void **state)
{
	(void)state;
	assert_string_equal(number_decimal(&arena, 87.330000000000013, 0), "87.33");
	assert_string_equal(number_decimal(&arena, 0.1 + 0.2, 0), "0.3");
	assert_string_equal(number_decimal(&arena, 1.1, 0), "1.1");
	assert_string_equal(number_decimal(&arena, -0.0, 0), "0");
	assert_string_equal(number_decimal(&arena, -2.50, 0), "-2.5");
	assert_string_equal(number_decimal(&arena, 13800007788.0, 0),
	    "13800007788");
	assert_string_equal(number_decimal(&arena, 440106199001011234.0, 0),
	    "440106199001011000");
	assert_string_equal(number_decimal(&arena, 0.00001, 0), "0.00001");
	assert_string_equal(number_decimal(&arena, 7, 3), "007");
	assert_string_equal(number_decimal(&arena, 7.5, 3), "7.5");
	assert_string_equal(number_decimal(&arena, 12345, 3), "12345");
}

/* d, t, %, and how many zeros. */
static const char *
format(const char *code)
{
	struct number_format f = number_format(code);

	return arena_printf(&arena, "%s%s%s%u", f.date ? "d" : "",
	    f.time ? "t" : "", f.percent ? "%" : "", f.digits);
}

static void
test_formats(void **state)
{
	(void)state;
	assert_string_equal(format("General"), "0");
	assert_string_equal(format("General\"分\""), "0");
	assert_string_equal(format("G/通用格式"), "0");
	assert_string_equal(format("@"), "0");
	assert_string_equal(format("0.00"), "0");
	assert_string_equal(format("#,##0"), "0");
	assert_string_equal(format("000"), "3");
	assert_string_equal(format("0"), "0");
	assert_string_equal(format("0.00%"), "%0");
	assert_string_equal(format("yyyy\"年\"m\"月\"d\"日\";@"), "d0");
	assert_string_equal(format("[$-804]yyyy/m/d h:mm"), "dt0");
	assert_string_equal(format("mmm-yy"), "d0");
	assert_string_equal(format("[h]:mm:ss"), "t0");
	assert_string_equal(format("mm:ss.0"), "t0");
	assert_string_equal(format("0.00E+00"), "0");
	assert_string_equal(format("[Red]0\"届\""), "0");
	assert_string_equal(format("\"day\" 00"), "2");
	assert_string_equal(format("\\d00"), "2");
	assert_string_equal(format("\"没有收"), "0");
	assert_string_equal(format("[没有收"), "0");
	assert_true(number_format_builtin(14).date);
	assert_true(number_format_builtin(31).date);
	assert_true(number_format_builtin(9).percent);
	assert_false(number_format_builtin(0).date);
	assert_false(number_format_builtin(11).date);
}

static const char *
cell(double x, const char *code, bool mac)
{
	struct number_format f = number_format(code);
	enum sheet_cell_kind kind;
	const char *text = number_cell(&arena, x, &f, mac, &kind);

	return arena_printf(&arena, "%d %s", (int)kind, text);
}

static void
test_days(void **state)
{
	(void)state;
	assert_string_equal(cell(45323, "yyyy-m-d", false), "3 2024-02-01");
	assert_string_equal(cell(45323 - 1462, "yyyy-m-d", true),
	    "3 2024-02-01");
	assert_string_equal(cell(45323.645833333336, "yyyy-m-d", false),
	    "3 2024-02-01 15:30:00");
	assert_string_equal(cell(45323.9999999, "yyyy-m-d", false),
	    "3 2024-02-02");
	assert_string_equal(cell(0.5, "h:mm", false), "3 12:00:00");
	assert_string_equal(cell(1, "yyyy-m-d", false), "3 1900-01-01");
	assert_string_equal(cell(59, "yyyy-m-d", false), "3 1900-02-28");
	assert_string_equal(cell(61, "yyyy-m-d", false), "3 1900-03-01");
	assert_string_equal(cell(425, "yyyy-m-d", false), "3 1901-02-28");
	assert_string_equal(cell(426, "yyyy-m-d", false), "3 1901-03-01");
	assert_string_equal(cell(36585, "yyyy-m-d", false), "3 2000-02-29");
	assert_string_equal(cell(36586, "yyyy-m-d", false), "3 2000-03-01");
	assert_string_equal(cell(2958465, "yyyy-m-d", false), "3 9999-12-31");
	assert_string_equal(cell(2958466, "yyyy-m-d", false), "1 2958466");
	assert_string_equal(cell(-1, "yyyy-m-d", false), "1 -1");
	assert_string_equal(cell(0.85, "0%", false), "2 0.85");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decimals),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_days),
	};
	int rc = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return rc;
}
