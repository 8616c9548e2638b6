/* intake: a system without the time-zone database (TZDIR names none). */
#include "check.h"

#include "base/zone.h"
#include "intake/private.h"

/* Eight hours, which is right but in the summers of 1986 … 1991; noted. */
static void
test_eight_hours(void **state)
{
	const struct field f = { .name = "日", .type = FIELD_DATE, .unit = "" };
	struct arena a = { 0 };
	struct cell c;
	bool known = true;

	(void)state;
	assert_int_equal(zone_shanghai(583686000, &known), 8 * 3600);
	assert_false(known);
	cell_read(&a, &f, false, "2021-03-22T15:59:17.000Z", &c);
	assert_string_equal(c.value, "2021-03-23");
	assert_non_null(strstr(c.rule, "没有时区数据库"));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_eight_hours),
	};

	if (setenv("TZDIR", "/nowhere", 1) != 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
