/* base/long_number: numbers of people found in texts and masked. */
#include "check.h"

#include "base/long_number.h"

/* Invented numbers; most check characters of identity cards fit. */
static const struct { const char *text, *masked; } cases[] = {
	{ "", "" },
	{ "班主任", "班主任" },
	{ "13812345678", "138****5678" },
	{ "张三13812345678", "张三138****5678" },
	{ "电话：138 1234 5678，转告", "电话：138****5678，转告" },
	{ "138-1234-5678", "138****5678" },
	{ "138－1234－5678", "138****5678" },
	{ "１３８１２３４５６７８", "138****5678" },
	{ "1381-234-5678", "138****5678" },
	{ "+86 13812345678", "+86 138****5678" },
	{ "+8613812345678", "+86138****5678" },
	{ "0086-138-1234-5678", "0086-138****5678" },
	{ "(+86)13812345678", "(+86)138****5678" },
	{ "13812345678、13912345678", "138****5678、139****5678" },
	{ "13812345678 13912345678", "138****5678 139****5678" },
	{ "13812345678 李四", "138****5678 李四" },
	{ "11010519491231002X", "***" },
	{ "证号11010519491231002x。", "证号***。" },
	{ "１１０１０５１９４９１２３１００２Ｘ", "***" },
	{ "110105 19491231 002X", "***" },
	{ "110105194912310021", "***" },	/* mistyped: the check digit */
	{ "110105491231002", "***" },
	{ "0376-6661234", "037****1234" },
	{ "（0376）6661234", "（037****1234" },
	{ "010-66612345转801", "010****2345转801" },
	{ "0376-6661234-801", "037****1234-801" },
	/* None of anybody's. */
	{ "110105194913310021", "110105194913310021" },	/* no such month */
	{ "110105491331002", "110105491331002" },	/* no such month */
	{ "12812345678", "12812345678" },
	{ "138123456789", "138123456789" },
	{ "213812345678", "213812345678" },
	{ "13812345678.5", "13812345678.5" },
	{ "0.13812345678", "0.13812345678" },
	{ "2023-04-01 2023-05-01", "2023-04-01 2023-05-01" },
	{ "1985-06-12 123", "1985-06-12 123" },
	{ "15 16 17 18 19 2", "15 16 17 18 19 2" },
	{ "13、14、15、16、17、1", "13、14、15、16、17、1" },
	{ "2021-2022-1、2021-2022-2", "2021-2022-1、2021-2022-2" },
	{ "0376-20230401", "0376-20230401" },	/* a day */
	{ "0101-2345678", "0101-2345678" },	/* no area */
	{ "\xef\xef\xef\xef\xef\xef\xef\xef\xef\xef",
	    "\xef\xef\xef\xef\xef\xef\xef\xef\xef\xef" },
};

static void
test_masks(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(long_number_mask(&a, cases[i].text),
		    cases[i].masked);
	arena_free(&a);
}

/* What is masked once has no number any more, and nothing is copied idly. */
static void
test_again(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_ptr_equal(long_number_mask(&a, cases[i].masked),
		    cases[i].masked);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_masks), cmocka_unit_test(test_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
