/* base/err: messages that are too long, reasons, numbers. */
#include "check.h"

#include <errno.h>

#include "base/err.h"
#include "base/text.h"

#define ROOM	(sizeof(((struct err *)NULL)->text) - 1)

/* Characters of one byte to four, and the last one that UTF-8 has. */
static const char *const characters[] = { "x", "é", "字", "𬭎", "\xf4\x8f\xbf\xbf" };
#define NCHARACTERS	(sizeof(characters) / sizeof(*characters))

/* So many x, then c over and over, longer than a message can be. */
static const char *
made(struct arena *a, size_t lead, const char *c)
{
	struct buf b = { 0 };
	const char *s;

	for (size_t i = 0; i < lead; i++)
		buf_addc(&b, 'x');
	while (b.len < ROOM + 100)
		buf_adds(&b, c);
	s = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return s;
}

/* The message is all of whole that has room, up to a character's edge. */
static void
check_cut(const struct err *err, const char *whole, size_t width)
{
	size_t len = strlen(err->text);

	assert_true(text_valid(err->text, len));
	assert_memory_equal(err->text, whole, len);
	assert_in_range(len, ROOM - width + 1, ROOM);
	/* Not less either: the next character had no room. */
	assert_true(len + width > ROOM);
}

/* The same through each of the three, at every offset in the character. */
static void
check_character(struct arena *a, size_t lead, const char *c)
{
	const char *s = made(a, lead, c);
	struct err err;

	assert_int_equal(err_set(&err, "%s", s), -1);
	check_cut(&err, s, strlen(c));
	assert_int_equal(err_errno(&err, ENOENT, "%s", s), -1);
	check_cut(&err, s, strlen(c));
	/* A prefix that leaves no room for all of the message, or for none. */
	(void)err_set(&err, "%s", s);
	assert_int_equal(err_prefix(&err, "%s", "12345678"), -1);
	check_cut(&err, arena_printf(a, "12345678: %s", s), strlen(c));
	assert_int_equal(err_prefix(&err, "%s", s), -1);
	check_cut(&err, s, strlen(c));
}

static void
test_cut_at_every_byte_of_a_character(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t k = 0; k < NCHARACTERS; k++)
		for (size_t lead = 0; lead < 8; lead++)
			check_character(&a, lead, characters[k]);
	arena_free(&a);
}

/* The reason itself may be what has no room. */
static void
test_reason_cut_at_every_byte(void **state)
{
	static const char reason[] = "：磁盘已满";
	struct arena a = { 0 };
	struct err err;

	(void)state;
	for (size_t left = 0; left <= sizeof(reason); left++) {
		char *s = arena_strndup(&a, made(&a, ROOM, "x"), ROOM - left);

		(void)err_errno(&err, ENOSPC, "%s", s);
		assert_true(text_valid(err.text, strlen(err.text)));
		assert_memory_equal(err.text, s, ROOM - left);
		assert_memory_equal(err.text + ROOM - left, reason,
		    strlen(err.text) - (ROOM - left));
		assert_true(strlen(err.text) > ROOM - 3 || left >=
		    strlen(reason));
	}
	assert_string_equal(err.text + strlen(err.text) - strlen(reason),
	    reason);
	arena_free(&a);
}

/* What just has room is whole, whatever it ends in. */
static void
test_exactly_the_room_is_whole(void **state)
{
	struct arena a = { 0 };
	struct err err;

	(void)state;
	for (size_t k = 0; k < NCHARACTERS; k++) {
		size_t width = strlen(characters[k]);
		char *s = arena_printf(&a, "%s%s", arena_strndup(&a,
		    made(&a, ROOM, "x"), ROOM - width), characters[k]);

		(void)err_set(&err, "%s", s);
		assert_string_equal(err.text, s);
		(void)err_set(&err, "%s", s + 3);
		(void)err_prefix(&err, "x");
		assert_string_equal(err.text, arena_printf(&a, "x: %s", s + 3));
		(void)err_set(&err, "%sx", s);	/* one byte more */
		assert_memory_equal(err.text, s, ROOM);
	}
	arena_free(&a);
}

/* A failure that the system did not cause has no number of an earlier one. */
static void
test_number_is_the_last_failures(void **state)
{
	struct err err = { 0 };

	(void)state;
	(void)err_errno(&err, EACCES, "无法读取 %s", "f");
	assert_string_equal(err.text, "无法读取 f：没有权限；请给予权限后再运行");
	assert_int_equal(err.number, EACCES);
	(void)err_prefix(&err, "甲");		/* the same failure */
	assert_string_equal(err.text, "甲: 无法读取 f：没有权限；请给予权限后再运行");
	assert_int_equal(err.number, EACCES);
	(void)err_set(&err, "别的");
	assert_int_equal(err.number, 0);
	(void)err_errno(&err, ENOTBLK, "f");	/* in the system's own words */
	assert_string_not_equal(err.text, "f：");
	assert_int_equal(err_set(NULL, "x"), -1);
	assert_int_equal(err_prefix(NULL, "x"), -1);
	assert_int_equal(err_errno(NULL, EIO, "x"), -1);
}

/* The first refusal is kept, whoever heard it; a thing's absence is none. */
static void
test_what_was_refused(void **state)
{
	static const int harmless[] = { ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG,
		EEXIST, ENOTEMPTY };
	struct err err = { 0 };

	(void)state;
	err_forget();
	for (size_t i = 0; i < sizeof(harmless) / sizeof(*harmless); i++)
		(void)err_errno(&err, harmless[i], "无法读取 f");
	(void)err_set(&err, "别的");
	assert_false(err_refused(&err));
	assert_string_equal(err.text, "别的");
	(void)err_errno(NULL, EIO, "无法读取 %s", "甲");
	(void)err_errno(&err, EACCES, "无法读取 %s", "乙");
	assert_true(err_refused(NULL));
	assert_true(err_refused(&err));
	assert_string_equal(err.text,
	    "无法读取 甲：磁盘读写出错；请检查磁盘后再运行");
	assert_int_equal(err.number, EIO);
	err_forget();
	assert_false(err_refused(&err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut_at_every_byte_of_a_character),
		cmocka_unit_test(test_reason_cut_at_every_byte),
		cmocka_unit_test(test_exactly_the_room_is_whole),
		cmocka_unit_test(test_number_is_the_last_failures),
		cmocka_unit_test(test_what_was_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
