/* The same as test_tables.c with the fonts that are installed. */
#include "check.h"

#include <linebreak.h>

#include "document_checks.h"

#define DOCUMENTS 60	/* of two tables each */

static void
test_random_tables(void **state)
{
	struct font_library *fonts = font_library_open(NULL, NULL);
	struct seen seen = { 0 };

	(void)state;
	assert_non_null(fonts);
	/* Widths are remembered to 0.001 em: half of that for 60 signs. */
	for (uint32_t i = 0; i < DOCUMENTS; i++)
		check_seed(fonts, i * 104729 + 5, 0.4, &seen);
	assert_true(seen.repeated[0] > 20);
	assert_true(seen.broken > 5);
	assert_true(seen.numbers > 500);
	font_library_close(fonts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_tables),
	};

	init_linebreak();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
