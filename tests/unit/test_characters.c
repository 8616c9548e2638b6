/* Characters that no font has, private ones and look-alikes. */
#include "batch.h"

/* What is said of a name and of a remark that hold these characters. */
static const char *
said_of(const char *name, const char *remark)
{
	put_studio("S1");
	put("S1/成员.csv", arena_printf(&batch_arena,
	    "姓名,性别,备注\n%s,男,%s\n", name, remark));
	read_batch();
	return ask("SELECT 代码, 字段, 说明 FROM 问题 WHERE 代码 LIKE 'CHAR%' "
	    "ORDER BY rowid");
}

static void
test_nothing_wrong(void **state)
{
	(void)state;
	assert_string_equal(said_of("阿卜杜拉·买买提", "Ａ１ｚ，。①㎡\xe3\x80\x80 x"),
	    "");
}

/* Of full-width letters in a name the first and the last, and no more. */
static void
test_wide_letters_of_a_name(void **state)
{
	const char *said;

	(void)state;
	said = said_of("张Ａｚ０（Ｚ９ａ）", "");
	assert_non_null(strstr(said, "Ａ（U+FF21，可能应为AU+0041）"));
	assert_non_null(strstr(said, "ｚ（U+FF5A，可能应为zU+007A）"));
	assert_non_null(strstr(said, "０（U+FF10，可能应为0U+0030）"));
	assert_non_null(strstr(said, "Ｚ（U+FF3A"));
	assert_non_null(strstr(said, "９（U+FF19"));
	assert_non_null(strstr(said, "ａ（U+FF41"));
	assert_null(strstr(said, "U+FF08"));	/* the bracket is one */
}

/* A code that another one begins with is listed too, each once. */
static void
test_codes_that_begin_alike(void **state)
{
	const char *said;

	(void)state;
	said = said_of("张三", "\xf3\xb0\x80\x80"	/* U+F0000 */
	    "\xef\x80\x80" "\xef\x80\x80"		/* U+F000, twice */
	    "\xf4\x80\x80\x80"			/* U+100000 */
	    "\xee\x80\x80");				/* U+E000 */
	assert_non_null(strstr(said, "CHAR_PRIVATE|备注|张三："
	    "U+F0000、U+F000、U+100000、U+E000是自造字"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_nothing_wrong),
		TEST(test_wide_letters_of_a_name),
		TEST(test_codes_that_begin_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
