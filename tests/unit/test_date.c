/* base/date: days and months as they are stored. */
#include "check.h"

#include "base/date.h"

static void
days_and_months(void **state)
{
	struct date d;

	(void)state;
	assert_int_equal(date_parse("2024-02-29", &d), DATE_BYTES);
	assert_int_equal(d.year * 10000 + d.month * 100 + d.day, 20240229);
	assert_int_equal(date_parse("2024-02", &d), DATE_MONTH_BYTES);
	assert_int_equal(d.day, 0);
	assert_int_equal(date_parse("2024-02-29T08:00", &d), DATE_BYTES);
	assert_int_equal(date_parse("2024-02至", &d), DATE_MONTH_BYTES);
}

static void
what_is_none(void **state)
{
	static const char *const none[] = { "", "2024", "2024-", "2024-1",
	    "2024-13", "2024-00", "2024-2-29", "2023-02-29", "2024-02-30",
	    "2024-02-", "2024-02-0", "2024-02-00", "2024-04-31", "1899-12-31",
	    "2101-01-01", "24-02-29", "2024/02/29", "２０２４-02" };
	struct date d;

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (date_parse(none[i], &d) != 0)
			fail_msg("%s", none[i]);
	assert_false(date_parse_day("2024-02", &d));
	assert_false(date_parse_day("2024-02-29 ", &d));
	assert_true(date_parse_day("1900-01-01", &d));
	assert_true(date_parse_day("2100-12-31", &d));
}

/* Against the C library, over all days there are. */
static void
all_days(void **state)
{
	struct date d = { 1900, 1, 1 };
	time_t t = date_time(&d);

	(void)state;
	for (; d.year <= 2100; t += 86400) {
		struct tm tm;
		char text[16];

		assert_non_null(gmtime_r(&t, &tm));
		d = (struct date){ tm.tm_year + 1900, tm.tm_mon + 1,
		    tm.tm_mday };
		assert_int_equal(date_time(&d), t);
		assert_int_equal(strftime(text, sizeof(text), "%Y-%m-%d",
		    &tm), DATE_BYTES);
		assert_int_equal(date_parse_day(text, &d), d.year <= 2100);
	}
}

/* Full months, computed by hand. */
static void
full_months(void **state)
{
	static const struct {
		struct date a, b;
		int want;
	} cases[] = {
		{ { 2020, 9, 1 }, { 2020, 9, 1 }, 0 },
		{ { 2020, 9, 1 }, { 2020, 9, 30 }, 0 },
		{ { 2020, 9, 1 }, { 2020, 10, 1 }, 1 },
		{ { 2020, 9, 15 }, { 2023, 9, 14 }, 35 },
		{ { 2020, 9, 15 }, { 2023, 9, 15 }, 36 },
		{ { 2020, 12, 31 }, { 2021, 1, 30 }, 0 },
		{ { 2020, 12, 31 }, { 2021, 1, 31 }, 1 },
		/* no such day: the last one */
		{ { 2021, 1, 31 }, { 2021, 2, 27 }, 0 },
		{ { 2021, 1, 31 }, { 2021, 2, 28 }, 1 },
		{ { 2020, 1, 31 }, { 2020, 2, 28 }, 0 },
		{ { 2020, 1, 30 }, { 2020, 2, 29 }, 1 },
		{ { 2021, 3, 31 }, { 2021, 4, 29 }, 0 },
		{ { 2021, 3, 31 }, { 2021, 4, 30 }, 1 },
		{ { 2020, 2, 29 }, { 2021, 2, 27 }, 11 },
		{ { 2020, 2, 29 }, { 2021, 2, 28 }, 12 },
		{ { 2020, 2, 29 }, { 2024, 2, 28 }, 47 },
		{ { 2020, 2, 29 }, { 2024, 2, 29 }, 48 },
		{ { 2021, 2, 28 }, { 2021, 3, 28 }, 1 },
		/* reversed */
		{ { 2020, 9, 2 }, { 2020, 9, 1 }, -1 },
		{ { 2020, 9, 1 }, { 2020, 8, 31 }, -1 },
		{ { 2021, 1, 1 }, { 2020, 12, 31 }, -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (date_full_months(&cases[i].a, &cases[i].b) !=
		    cases[i].want)
			fail_msg("case %zu: %d, not %d", i, date_full_months(
			    &cases[i].a, &cases[i].b), cases[i].want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_and_months),
		cmocka_unit_test(what_is_none),
		cmocka_unit_test(all_days),
		cmocka_unit_test(full_months),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
