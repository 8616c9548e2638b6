/* Documents of random tables, looked at on the display list. */
#include "check.h"

#include <linebreak.h>

#include "document_checks.h"
#include "fake_font.h"

#define DOCUMENTS 1000	/* of two tables each */

/*
 * No row broken that fits a page, no heading alone, no text outside its cell
 * or the margins, nothing over anything else, labels repeated, the last row
 * and the signatures not alone, nothing lost.
 */
static void
test_random_tables(void **state)
{
	struct seen seen = { 0 };

	(void)state;
	for (uint32_t i = 0; i < DOCUMENTS; i++)
		check_seed(NULL, i * 7919 + 1, 0.02, &seen);
	/* Every case did occur. */
	assert_true(seen.fragments > 5000);
	assert_true(seen.texts > 300000);
	assert_true(seen.numbers > 10000);
	assert_true(seen.repeated[0] > 1000);
	assert_true(seen.repeated[1] > 500);
	assert_true(seen.repeated[2] > 100);
	assert_true(seen.flowed >= 10);
	assert_true(seen.broken > 200);
	assert_true(seen.kept >= 5);
	assert_true(seen.headings > 2000);
	assert_true(seen.signed_rows > 500);
	assert_true(seen.signed_words > 50);
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
