/* base/text: characters, blanks, folding, masks, file names. */
#include "check.h"

#include "base/text.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void
test_next(void **state)
{
	const char *p = "a年𬭎\xff\xe5\xb9";

	(void)state;
	assert_int_equal(text_next(&p), 'a');
	assert_int_equal(text_next(&p), 0x5e74);
	assert_int_equal(text_next(&p), 0x2cb4e);
	assert_int_equal(text_next(&p), 0xfffd);	/* no such byte */
	assert_int_equal(text_next(&p), 0xfffd);	/* cut short */
	while (*p != '\0')
		assert_int_equal(text_next(&p), 0xfffd);
	assert_int_equal(text_next(&p), 0);
	assert_int_equal(text_next(&p), 0);	/* stays at the end */
}

static void
test_put(void **state)
{
	struct buf b = { 0 };

	(void)state;
	text_put(&b, 'a');
	text_put(&b, 0x5e74);
	text_put(&b, 0x2cb4e);
	assert_string_equal(buf_str(&b), "a年𬭎");
	buf_free(&b);
}

static void
test_valid(void **state)
{
	(void)state;
	assert_true(text_valid("", 0));
	assert_true(text_valid("年𬭎", 7));
	assert_false(text_valid("a\0b", 3));
	assert_false(text_valid("\xe5\xb9", 2));
	assert_false(text_valid("\xc0\xaf", 2));	/* overlong */
	assert_false(text_valid("\xed\xa0\x80", 3));	/* surrogate */
	assert_false(text_valid("\xf4\x90\x80\x80", 4));	/* beyond */
}

static void
test_measure(void **state)
{
	(void)state;
	assert_int_equal(text_length(""), 0);
	assert_int_equal(text_length("a年𬭎"), 3);
	assert_int_equal(text_columns("a年𬭎"), 5);
	assert_int_equal(text_columns(""), 0);
}

static void
test_kinds(void **state)
{
	static const uint32_t blanks[] = { ' ', '\t', '\n', '\r', 0xa0, 0x3000,
	    0x2003, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff };
	static const uint32_t han[] = { 0x4e00, 0x5e74, 0x4dae, 0x36c3, 0x3007,
	    0x2cb4e, 0x20bb7, 0xf900 };
	static const uint32_t other[] = { 'a', '0', 0x3001, 0xff0c, 0x3042,
	    0xac00, 0xe000, 0xfffd };

	(void)state;
	for (size_t i = 0; i < sizeof(blanks) / sizeof(*blanks); i++) {
		assert_true(text_is_space(blanks[i]));
		assert_false(text_is_han(blanks[i]));
	}
	for (size_t i = 0; i < sizeof(han) / sizeof(*han); i++) {
		assert_true(text_is_han(han[i]));
		assert_false(text_is_space(han[i]));
	}
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++) {
		assert_false(text_is_han(other[i]));
		assert_false(text_is_space(other[i]));
	}
	assert_true(text_blank(""));
	assert_true(text_blank(" \xe3\x80\x80\xef\xbb\xbf\n"));
	assert_false(text_blank(" 年 "));
}

/* What is drawn for nothing, and what stands on the letter before it. */
static void
test_invisible_and_marks(void **state)
{
	static const uint32_t invisible[] = { 0, 0x1f, 0x7f, 0xad, 0x34f,
	    0x200b, 0x202e, 0x3164, 0xfe00, 0xfeff, 0xfff9, 0xe0001, 0xe01ef };
	static const uint32_t marks[] = { 0x301, 0x308, 0x20dd, 0x302a, 0x3099 };
	static const uint32_t letters[] = { ' ', 'a', 0xe9, 0x3000, 0x3163,
	    0x3165, 0x4e00, 0xac00, 0xe000, 0xfffc, 0x20bb7 };

	(void)state;
	for (size_t i = 0; i < sizeof(invisible) / sizeof(*invisible); i++)
		assert_true(text_is_invisible(invisible[i]));
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		assert_true(text_is_mark(marks[i]));
		assert_false(text_is_invisible(marks[i]));
	}
	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++) {
		assert_false(text_is_invisible(letters[i]));
		assert_false(text_is_mark(letters[i]));
	}
}

static void
test_second_codes(void **state)
{
	static const uint32_t forms[][2] = { { 0x2f64, 0x7528 },
	    { 0x2fd5, 0x9fa0 }, { 0x2e81, 0x5382 }, { 0x2e8b, 0x353e },
	    { 0x2ea0, 0x6c11 }, { 0x2ef3, 0x9f9f }, { 0xf900, 0x8c48 },
	    { 0xfad9, 0x9f8e }, { 0x2f800, 0x4e3d }, { 0x2fa1d, 0x2a600 } };
	static const uint32_t none[] = { 0, 'A', 0x2e7f, 0x2e80, 0x2e9a,
	    0x2ef4, 0x3007, 0x3280, 0x4e00, 0xe000, 0xfa0e, 0xfa29, 0xff21,
	    0xff0c, 0x20bb7 };

	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		assert_int_equal(text_ideograph(forms[i][0]), forms[i][1]);
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_int_equal(text_ideograph(none[i]), 0);
}

static void
test_private(void **state)
{
	(void)state;
	assert_true(text_is_private(0xe000) && text_is_private(0xf8ff));
	assert_true(text_is_private(0xf0000) && text_is_private(0x10fffd));
	assert_false(text_is_private(0xdfff) || text_is_private(0xf900));
	assert_false(text_is_private(0xfffff) || text_is_private(0x10fffe));
	assert_int_equal(text_gbk_private(0xe814), 0);
	assert_int_equal(text_gbk_private(0xe815), 0x2e81);
	assert_int_equal(text_gbk_private(0xe81a), 0x3473);
	assert_int_equal(text_gbk_private(0xe843), 0x9fb9);	/* FE7E */
	assert_int_equal(text_gbk_private(0xe844), 0x4723);	/* FE80 */
	assert_int_equal(text_gbk_private(0xe863), 0x4dae);
	assert_int_equal(text_gbk_private(0xe864), 0x9fbb);
	assert_int_equal(text_gbk_private(0xe865), 0);
	assert_int_equal(text_gbk_private('A'), 0);
}

static void
test_trim(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" }, { " ", "" }, { "\xe3\x80\x80\xe3\x80\x80", "" },
		{ "年", "年" }, { " 年 度 ", "年 度" },
		{ "\xef\xbb\xbf年\xe2\x80\x8b", "年" }, { "a\n", "a" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(text_trim(&arena, cases[i][0]),
		    cases[i][1]);
}

static void
test_fold(void **state)
{
	(void)state;
	assert_string_equal(text_nfkc(&arena, "１２　Ａ（％）㎡"), "12 A(%)m2");
	assert_string_equal(text_fold(&arena, "１ ２　Ａ（％）㎡"), "12A(%)m2");
	assert_string_equal(text_fold(&arena, " 姓　名\n"), "姓名");
	assert_string_equal(text_fold(&arena, ""), "");
	assert_string_equal(text_nfkc(&arena, "𬭎䶮"), "𬭎䶮");
}

static void
test_cut(void **state)
{
	(void)state;
	assert_string_equal(text_cut(&arena, "a年度", 7), "a年度");
	assert_string_equal(text_cut(&arena, "a年度", 6), "a年");
	assert_string_equal(text_cut(&arena, "a年度", 4), "a年");
	assert_string_equal(text_cut(&arena, "a年度", 3), "a");
	assert_string_equal(text_cut(&arena, "𬭎", 3), "");
	assert_string_equal(text_cut(&arena, "a", 0), "");
}

static void
test_mask(void **state)
{
	(void)state;
	assert_string_equal(text_mask(&arena, ""), "");
	assert_string_equal(text_mask(&arena, "13800001234"), "138****1234");
	assert_string_equal(text_mask(&arena, "138-0000-1234"), "***");
	assert_string_equal(text_mask(&arena, "1380000123"), "***");
	assert_string_equal(text_mask(&arena, "张三"), "***");
}

static void
test_number(void **state)
{
	static const struct { double x; const char *text; } numbers[] = {
		{ 0, "0" }, { -0.0, "0" }, { 3, "3" }, { 3.5, "3.5" },
		{ 3.125, "3.13" }, { 0.125, "0.13" }, { 1.005, "1.01" },
		{ 2.675, "2.68" }, { -0.004, "0" }, { -1.005, "-1.01" },
		{ 100, "100" }, { 1e13 - 1, "9999999999999" },
		{ 1e13, "—" }, { -1e300, "—" }, { 0.0 / 0.0, "—" },
	};
	char out[TEXT_NUMBER];

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		assert_string_equal(text_number(out, numbers[i].x),
		    numbers[i].text);
}

static void
test_filename(void **state)
{
	(void)state;
	assert_string_equal(text_filename(&arena, "a/b\\c:d*e?f\"g<h>i|j", 200),
	    "a_b_c_d_e_f_g_h_i_j");
	assert_string_equal(text_filename(&arena, "a\nb\x7f", 200), "a_b_");
	assert_string_equal(text_filename(&arena,
	    "a\xef\xbf\xbe年\xef\xbf\xbf", 200), "a_年_");
	assert_string_equal(text_filename(&arena, "年度", 5), "年");
	assert_string_equal(text_filename(&arena, "", 200), "_");
	assert_string_equal(text_filename(&arena, ".", 200), "_");
	assert_string_equal(text_filename(&arena, "..", 200), "_");
	assert_string_equal(text_filename(&arena, "...", 2), "_");
}

/* A plain number and nothing beside it. */
static void
test_read_number(void **state)
{
	static const struct {
		const char *text;
		double want;
	} right[] = { { "0", 0 }, { "12", 12 }, { "-3", -3 }, { "0.5", 0.5 },
		{ "007", 7 }, { "-0.25", -0.25 }, { "10.50", 10.5 } };
	static const char *const wrong[] = { "", "-", ".", ".5", "5.", "1.2.3",
		"1e3", "0x10", "nan", "inf", " 1", "1 ", "+1", "--1", "1,2",
		"１２", "一", "3倍", "11111111112222222222333333333344" };
	double x = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++) {
		assert_true(text_read_number(right[i].text,
		    strlen(right[i].text), &x));
		assert_true(x == right[i].want);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (text_read_number(wrong[i], strlen(wrong[i]), &x))
			fail_msg("“%s” is no number", wrong[i]);
	assert_true(text_read_number("12倍", 2, &x));	/* so many bytes */
	assert_true(x == 12);
	assert_false(text_read_number("1\0002", 3, &x));
}

/* Cut at every byte: never inside a character, never more than needed. */
static void
test_cut_at_every_byte(void **state)
{
	static const char text[] = "a\xc3\xa9字𬭎\xf4\x8f\xbf\xbf" "b𬭎";

	(void)state;
	for (size_t max = 0; max <= sizeof(text); max++) {
		const char *cut = text_cut(&arena, text, max), *p;
		size_t len = strlen(cut);

		assert_true(len <= max);
		assert_memory_equal(cut, text, len);
		p = text + len;		/* what was left out had no room */
		(void)text_next(&p);
		assert_true(len == strlen(text) || (size_t)(p - text) > max);
	}
	for (size_t max = 0; max < 4; max++)
		assert_string_equal(text_cut(&arena, "𬭎", max), "");
	assert_string_equal(text_cut(&arena, "𬭎", 4), "𬭎");
	assert_string_equal(text_filename(&arena, "年𬭎.", 6), "年");
	assert_string_equal(text_filename(&arena, "年𬭎.", 7), "年𬭎");
}

/* Bytes that UTF-8 does not have are no characters, at the quick places too. */
static void
test_next_of_no_characters(void **state)
{
	static const char *const none[] = { "\xe0\x80\x80", "\xe0\x9f\xbf",
	    "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80",
	    "\xf4\x90\x80\x80", "\xe5\xb9x", "\xe5x", "\x80", "\xc1\xbf" };
	static const struct { const char *s; uint32_t ch; } edges[] = {
		{ "\xe0\xa0\x80", 0x800 }, { "\xe1\x80\x80", 0x1000 },
		{ "\xec\xbf\xbf", 0xcfff }, { "\xed\x9f\xbf", 0xd7ff },
		{ "\xee\x80\x80", 0xe000 }, { "\xf0\x90\x80\x80", 0x10000 },
		{ "\xf4\x8f\xbf\xbf", 0x10ffff }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		const char *p = none[i];

		assert_int_equal(text_next(&p), 0xfffd);
		assert_true(p > none[i]);
	}
	for (size_t i = 0; i < sizeof(edges) / sizeof(*edges); i++) {
		const char *p = edges[i].s;

		assert_int_equal(text_next(&p), edges[i].ch);
		assert_int_equal(*p, '\0');
	}
}

/* The definition, once more: said by planes and ranges. */
static void
test_may_hold(void **state)
{
	size_t none = 0;

	(void)state;
	assert_false(text_may_hold(0));
	for (uint32_t ch = 1; ch <= 0x10ffff; ch++) {
		struct buf b = { 0 };
		const bool may = text_may_hold(ch);

		text_put(&b, ch);
		assert_int_equal(may, text_valid(buf_str(&b), b.len) &&
		    b.len > 0);
		buf_free(&b);
		none += !may;
	}
	assert_int_equal(none, 2048 + 66);	/* surrogates, noncharacters */
	assert_true(text_may_hold(0xfffd) && text_may_hold(0xfdcf) &&
	    text_may_hold(0xfdf0) && text_may_hold(0xe000) &&
	    text_may_hold(0x10fffd) && text_may_hold('\x01'));
	assert_false(text_may_hold(0x110000) || text_may_hold(UINT32_MAX));
}

static void
test_clean(void **state)
{
	static const struct { const char *s, *clean; size_t line; } cases[] = {
		{ "甲\xef\xbf\xbe乙", "甲�乙", 1 },
		{ "\n\xef\xbf\xbf", "\n�", 2 },
		{ "\xef\xb7\x90\xef\xb7\xaf", "��", 1 },
		{ "�\n�\n\xf0\x9f\xbf\xbe", "�\n�\n�", 3 },
		{ "a\xf4\x8f\xbf\xbf" "b", "a�b", 1 },
		{ "\xed\xa0\x80", "�", 1 }, { "x\xff", "x�", 1 },
		{ "x\xe5\xb9", "x��", 1 }, { "\n\n\xc0\x80", "\n\n��", 3 },
	};
	static const char *const fine[] = { "", "�", "甲\x01\t\r\n乙", "，。",
	    "\xef\xb7\x8f\xef\xb7\xb0", "\xf4\x8f\xbf\xbd", "\xee\x80\x80" };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *s = cases[i].s;
		const size_t len = strlen(s);

		assert_false(text_valid(s, len));
		assert_string_equal(text_clean(&arena, s, len), cases[i].clean);
		assert_int_equal(text_line_of_lost(s, len), cases[i].line);
	}
	for (size_t i = 0; i < sizeof(fine) / sizeof(*fine); i++) {
		const size_t len = strlen(fine[i]);

		assert_ptr_equal(text_clean(&arena, fine[i], len), fine[i]);
		assert_int_equal(text_line_of_lost(fine[i], len), 0);
		assert_int_equal(text_noncharacter(fine[i], len), len);
	}
	assert_string_equal(text_clean(&arena, "a\0b", 3), "a�b");
	assert_int_equal(text_line_of_lost("a\n\0b", 4), 2);
	assert_true(text_is_utf8("\xef\xbf\xbf", 3));
	assert_false(text_is_utf8("\xed\xa0\x80", 3) || text_is_utf8("\0", 1));
}

/* What nobody sees in a name, or what turns it, is not in a file's. */
static void
test_filename_is_seen(void **state)
{
	(void)state;
	assert_string_equal(text_filename(&arena, "a\u202efdp.exe", 200),
	    "afdp.exe");
	assert_string_equal(text_filename(&arena, "张\u200b三\u2066\u2069\u200f"
	    "\u00ad\ufeff\u061c\U000e0041\u3164", 200), "张三");
	assert_string_equal(text_filename(&arena, "a\u2028" "b\u2029" "c\xc2\x85",
	    200), "a_b_c_");
	assert_string_equal(text_filename(&arena, "\u202e", 200), "_");
	assert_string_equal(text_filename(&arena, "\u200b..", 200), "_");
	/* cut behind it: what is left out takes no room */
	assert_string_equal(text_filename(&arena, "\u202e年", 3), "年");
	assert_string_equal(text_filename(&arena, "\xef\xb7\x90\xff", 200),
	    "_�");
	assert_true(text_is_plain_name("成员 (1)　é"));
	assert_false(text_is_plain_name("a\u202e") ||
	    text_is_plain_name("a\u2028") || text_is_plain_name("a\n") ||
	    text_is_plain_name("\xef\xbf\xbe") || text_is_plain_name("\xff"));
}

/* A longer number is no mobile number: nothing of it is shown. */
static void
test_mask_of_longer_numbers(void **state)
{
	(void)state;
	assert_string_equal(text_mask(&arena, "138000012345"), "***");
	assert_string_equal(text_mask(&arena, "410105198001011234"), "***");
	assert_string_equal(text_mask(&arena, "1380000123x"), "***");
}

/* A name may have blanks, and is not parted at them. */
static void
test_filename_keeps_blanks(void **state)
{
	(void)state;
	assert_string_equal(text_filename(&arena, "a b　c", 200), "a b　c");
	assert_string_equal(text_filename(&arena, "\x1f\x20", 200), "_ ");
}

static void
test_visible(void **state)
{
	static const char plain[] = "张三 a\u00e9\u3000\u200b";

	(void)state;
	assert_ptr_equal(text_visible(&arena, plain), plain);
	assert_string_equal(text_visible(&arena, ""), "");
	assert_string_equal(text_visible(&arena, "a\r\nb\tc\n"), "a  b c ");
	assert_string_equal(text_visible(&arena, "\x1b[31m红\a\x7f"),
	    "\\x1B[31m红\\x07\\x7F");
	assert_string_equal(text_visible(&arena, "x\xc2\x9b" "2J"),
	    "x\\x9B2J");
	assert_string_equal(text_visible(&arena, "a\u202eb\u2066\u200f"),
	    "a\\u202Eb\\u2066\\u200F");
}

static void
test_near(void **state)
{
	static const char *const names[] = { "日期", "专家汇总", "级别" };
	struct arena a = { 0 };

	(void)state;
	assert_int_equal(text_distance(&a, "", ""), 0);
	assert_int_equal(text_distance(&a, "甲乙", ""), 2);
	assert_int_equal(text_distance(&a, "甲乙丙", "甲丙乙"), 1);
	assert_int_equal(text_distance(&a, "甲乙丙丁", "乙丙丁戊"), 2);
	assert_int_equal(text_distance(&a, "ＡB c", "abc"), 0);
	assert_string_equal(text_nearest(&a, "专家总汇", names, 3),
	    "专家汇总");
	assert_string_equal(text_nearest(&a, "期日", names, 3), "日期");
	assert_null(text_nearest(&a, "周期", names, 3));
	assert_string_equal(text_nearest(&a, "级", names, 3), "级别");
	assert_null(text_nearest(&a, "", names, 3));
	assert_null(text_nearest(&a, "专家打分汇总表", names, 3));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_next, teardown),
		cmocka_unit_test_teardown(test_put, teardown),
		cmocka_unit_test_teardown(test_valid, teardown),
		cmocka_unit_test_teardown(test_measure, teardown),
		cmocka_unit_test_teardown(test_kinds, teardown),
		cmocka_unit_test(test_invisible_and_marks),
		cmocka_unit_test(test_second_codes),
		cmocka_unit_test(test_private),
		cmocka_unit_test_teardown(test_trim, teardown),
		cmocka_unit_test_teardown(test_fold, teardown),
		cmocka_unit_test_teardown(test_cut, teardown),
		cmocka_unit_test_teardown(test_mask, teardown),
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_near),
		cmocka_unit_test_teardown(test_filename, teardown),
		cmocka_unit_test_teardown(test_filename_is_seen, teardown),
		cmocka_unit_test_teardown(test_may_hold, teardown),
		cmocka_unit_test_teardown(test_clean, teardown),
		cmocka_unit_test(test_read_number),
		cmocka_unit_test_teardown(test_cut_at_every_byte, teardown),
		cmocka_unit_test(test_next_of_no_characters),
		cmocka_unit_test_teardown(test_mask_of_longer_numbers,
		    teardown),
		cmocka_unit_test_teardown(test_filename_keeps_blanks,
		    teardown),
		cmocka_unit_test_teardown(test_visible, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
