/* base/convert: a system that has no descriptor for a converter. */
#include "check.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/convert.h"
#include "base/mem.h"
#include "sheet/sheet.h"

iconv_t
iconv_open(const char *to, const char *from)
{
	(void)to;
	(void)from;
	errno = EMFILE;
	return (iconv_t)-1;	/* NOLINT(performance-no-int-to-ptr) */
}

/* No file passes for one of no known encoding: none is read. */
static void
test_no_file_is_read(void **state)
{
	struct arena a = { 0 };
	struct sheets file;
	struct sheet sheet;
	enum sheet_status status;
	struct err err = { 0 };
	iconv_t cd;

	(void)state;
	assert_int_equal(sheets_read(&a, "/dev/null", &file, &status, &err),
	    -1);
	assert_int_equal(err.number, EMFILE);
	assert_non_null(strstr(err.text, "GB18030"));
	assert_int_equal(sheet_read(&a, "/dev/null", &sheet, &status, &err),
	    -1);
	assert_int_equal(err.number, EMFILE);
	assert_true(err_refused(NULL));
	assert_false(convert_take("GB18030", &cd));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_file_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
