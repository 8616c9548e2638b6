#include "check.h"

#include <linebreak.h>
#include <math.h>

#include "base/text.h"
#include "fake_font.h"
#include "page/paragraph.h"

/* The lines of text in a column of so many ems, joined by |. */
static void
expect(const char *text, double ems, const char *want)
{
	struct measure *m = measure_new(NULL);
	struct arena a = { 0 };
	struct paragraph p = {
		.text = text, .role = FONT_BODY, .size = 10, .width = ems * 10
	};
	struct buf b = { 0 };

	paragraph_break(m, &a, &p);
	for (size_t i = 0; i < p.nlines; i++) {
		buf_adds(&b, i > 0 ? "|" : "");
		buf_add(&b, text + p.lines[i].from,
		    p.lines[i].to - p.lines[i].from);
	}
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
	arena_free(&a);
	measure_free(m);
}

static void
test_marks(void **state)
{
	(void)state;
	/* No closing mark begins a line; one may hang by its empty half. */
	expect("一二三四五六。七八", 6.5, "一二三四五六。|七八");
	expect("一二三四五六。七", 6, "一二三四五|六。七");
	expect("一二三四五六、七八", 6, "一二三四五|六、七八");
	expect("一二三四五六）七", 6, "一二三四五|六）七");
	expect("一二三四五六”七八", 6, "一二三四五|六”七八");
	expect("一二三四五六？！七", 6, "一二三四五|六？！七");
	/* No opening mark ends a line. */
	expect("一二三四五（六七）", 6, "一二三四五|（六七）");
	expect("一二三四五“六七”", 6, "一二三四五|“六七”");
	expect("一二三四五《六七》", 6, "一二三四五|《六七》");
	/* The dot of a name begins no line, it may end one. */
	expect("阿卜杜拉·买买提", 4, "阿卜杜|拉·买|买提");
	expect("阿卜杜拉·买买提", 5, "阿卜杜拉·|买买提");
	expect("一二三·四五", 3, "一二|三·|四五");
	expect("一二三‧四五", 3, "一二|三‧|四五");
	expect("一二三・四五", 3, "一二|三・|四五");
	/* Dashes and dots come in pairs. */
	expect("一二三四五——六", 6, "一二三四五|——六");
	expect("一二三四五……六", 6, "一二三四|五……六");
}

static void
test_words(void **state)
{
	(void)state;
	expect("用computer上课", 4.5, "用|computer|上课");
	expect("约3.14159个", 4.5, "约|3.14159个");
	expect("得分（1分）。", 4, "得分|（1分）。");
	expect("共10人到会", 2.5, "共|10人|到会");
	expect("达85.5%以上", 4, "达85.5%|以上");
	expect("成员.csv!B10", 5.5, "成|员.csv!B10");
	/* Wider than the line: cut where the line ends. */
	expect("http://example.org/abcdef", 5,
	    "http://|example.or|g/abcdef");
	expect("abcdefghijkl", 2, "abcd|efgh|ijkl");
	expect("1.38E+10", 3, "1.38E|+10");
}

static void
test_blanks(void **state)
{
	(void)state;
	expect("", 5, "");
	expect("一二\n三四", 9, "一二|三四");
	expect("一二\n\n三", 9, "一二||三");
	expect("one two three", 4, "one two|three");
	expect("一二三   四", 3, "一二三|四");
	expect("尾\n", 3, "尾");
}

/* Every character stands somewhere in a school's text. */
static void
test_every_character(void **state)
{
	struct measure *m = measure_new(NULL);
	struct arena a = { 0 };
	struct buf b = { 0 };

	(void)state;
	for (uint32_t ch = 0x20; ch <= 0x10ffff; ch++) {
		struct paragraph p = { .role = FONT_BODY, .size = 10,
		    .width = 30 };

		if (!text_may_hold(ch))
			continue;
		buf_reset(&b);
		text_put(&b, ch);
		buf_adds(&b, "一");
		text_put(&b, ch);
		buf_adds(&b, "a");
		p.text = buf_str(&b);
		paragraph_break(m, &a, &p);
		assert_true(p.nlines > 0);
		arena_reset(&a);
	}
	buf_free(&b);
	arena_free(&a);
	measure_free(m);
	/* A flag is two. */
	expect("一二🇨🇳三四", 3, "一二|🇨🇳|三四");
	expect("🇨🇳", 3, "🇨🇳");
}

static void
test_indent_and_spans(void **state)
{
	const struct span spans[] = { { 6, FONT_HEAD }, { 12, FONT_BODY } };
	struct measure *m = measure_new(NULL);
	struct arena a = { 0 };
	struct paragraph p = {
		.text = "粗体正文", .spans = spans, .size = 10, .width = 40,
		.indent = 20
	};
	struct display d = { .arena = &a };
	const struct item *it;

	(void)state;
	paragraph_break(m, &a, &p);
	assert_int_equal(p.nlines, 2);
	assert_int_equal(p.lines[0].to, 6);
	(void)display_page(&d, 100, 100);
	paragraph_draw(m, &p, 0, &d, 0, 5, 50, ALIGN_LEFT);
	paragraph_draw(m, &p, 1, &d, 0, 5, 60, ALIGN_RIGHT);
	it = d.pages[0].items;
	assert_int_equal(d.pages[0].nitems, 2);
	assert_string_equal(it[0].text, "粗体");
	assert_int_equal(it[0].role, FONT_HEAD);
	assert_float_equal(it[0].x, 25, 0.01);
	assert_int_equal(it[1].role, FONT_BODY);
	assert_float_equal(it[1].x, 25, 0.01);
	arena_free(&a);
	measure_free(m);
}

static void
test_justified(void **state)
{
	struct measure *m = measure_new(NULL);
	struct arena a = { 0 };
	struct paragraph p = { .text = "一二三四五六七八九十", .size = 10,
	    .width = 45 };
	struct display d = { .arena = &a };

	(void)state;
	paragraph_break(m, &a, &p);
	assert_int_equal(p.nlines, 3);
	(void)display_page(&d, 100, 100);
	for (size_t i = 0; i < 3; i++)
		paragraph_draw(m, &p, i, &d, 0, 0, 10, ALIGN_JUSTIFY);
	/* 5 pt over three gaps would be wide: left as it is. */
	assert_float_equal(d.pages[0].items[0].spacing, 0, 0.001);
	p.width = 42.4;
	paragraph_break(m, &a, &p);
	paragraph_draw(m, &p, 0, &d, 0, 0, 10, ALIGN_JUSTIFY);
	assert_float_equal(d.pages[0].items[3].spacing, 0.8, 0.001);
	paragraph_draw(m, &p, 2, &d, 0, 0, 10, ALIGN_JUSTIFY);
	assert_float_equal(d.pages[0].items[4].spacing, 0, 0.001);
	arena_free(&a);
	measure_free(m);
}

/* The parts of the only line, with their distance in em, and its width. */
static void
expect_parts(const char *text, const char *want, double ems)
{
	struct measure *m = measure_new(NULL);
	struct arena a = { 0 };
	struct paragraph p = { .text = text, .size = 10, .width = 400 };
	struct display d = { .arena = &a };
	struct buf b = { 0 };

	paragraph_break(m, &a, &p);
	assert_int_equal(p.nlines, 1);
	/* Somewhat less than half a square, see SQUEEZE. */
	assert_true(fabs(p.lines[0].width - ems * 10) < 0.5);
	(void)display_page(&d, 500, 100);
	paragraph_draw(m, &p, 0, &d, 0, 0, 50, ALIGN_LEFT);
	for (size_t i = 0; i < d.pages[0].nitems; i++)
		buf_addf(&b, "%s%.1f%s", i > 0 ? " " : "",
		    d.pages[0].items[i].x / 10, d.pages[0].items[i].text);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
	arena_free(&a);
	measure_free(m);
}

/* Of two marks beside each other one takes half a square. */
static void
test_squeezed_marks(void **state)
{
	(void)state;
	expect_parts("《甲（乙）》，丙", "0.0《甲（乙） 4.5》 5.0，丙", 7);
	expect_parts("甲。（乙", "0.0甲。 1.5（乙", 3.5);
	expect_parts("甲（《乙", "0.0甲（ 1.5《乙", 3.5);
	expect_parts("甲”、“乙", "0.0甲” 1.5、 2.0“乙", 4);
	/* Not beside a word, nor where a mark has no empty half. */
	expect_parts("甲（乙）丙，丁", "0.0甲（乙）丙，丁", 7);
	expect_parts("甲，）？乙", "0.0甲， 1.5）？乙", 4.5);
	expect_parts("a), (b", "0.0a), (b", 3);
	/* So more goes on a line. */
	expect("一二三（四）》五六七八", 9, "一二三（四）》五六|七八");
}

/* A last line of one character gets company, not of more than it needs. */
static void
test_last_line(void **state)
{
	const char *forty = "一二三四五六七八九十一二三四五六七八九十"
	    "一二三四五六七八九十一二三四五六七八九十";
	struct arena a = { 0 };
	struct buf b = { 0 };

	(void)state;
	buf_addf(&b, "%s末。", forty);
	expect(buf_str(&b), 40, arena_printf(&a, "%.*s|十末。", 117, forty));
	b.len = 0;
	buf_addf(&b, "%s末尾。", forty);
	expect(buf_str(&b), 40, arena_printf(&a, "%s|末尾。", forty));
	/* Whole cells: a short line above stays ragged, and keeps two. */
	expect("一二三四五六七", 6, "一二三四五|六七");
	expect("一二三四", 3, "一二|三四");
	expect("一二三", 2, "一二|三");
	expect("一二三四五六七）”。", 6.5, "一二三四五|六七）”。");
	/* Marks that stand close are no hindrance. */
	expect("一（二）、三四五六七", 8, "一（二）、三四五|六七");
	expect("一二三四五（六七），八", 9, "一二三四五（六|七），八");
	/* Not for a long word, nor over the end of a line of its own. */
	expect("一二三四computer七", 8, "一二三四computer|七");
	expect("一二三\n四", 6, "一二三|四");
	buf_free(&b);
	arena_free(&a);
}

/* A title's lines are about as long as each other, and no more. */
static void
test_balanced(void **state)
{
	struct measure *m = measure_new(NULL);
	struct arena a = { 0 };
	struct paragraph p = { .text = "一二三四五六七八九十一二三四五六",
	    .size = 10, .width = 140 };

	(void)state;
	paragraph_balance(m, &a, &p);
	assert_int_equal(p.nlines, 2);
	assert_float_equal((float)p.lines[0].width, 80, 0.01);
	assert_float_equal((float)p.width, 80, 0.01);
	p.width = 170;
	paragraph_balance(m, &a, &p);
	assert_int_equal(p.nlines, 1);
	assert_float_equal((float)p.width, 170, 0.01);
	arena_free(&a);
	measure_free(m);
}

/* Any text: nothing lost, no line too wide, no mark where none may be. */
static void
test_any_text(void **state)
{
	static const char *const parts[] = {
		"班", "主", "任", "，", "。", "（", "）", "“", "”", "、", "A",
		"bc", " ", "7", "12.5", "%", "《", "》", "；", "𠮷"
	};
	struct measure *m = measure_new(NULL);
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct arena a = { 0 };
		struct buf b = { 0 };
		struct paragraph p = { .size = 10 };
		size_t at = 0, n;

		seed = seed * 1664525 + 1013904223;
		p.width = 60 + (seed >> 16) % 100;
		for (n = (seed >> 8) % 60 + 1; n > 0; n--) {
			seed = seed * 1664525 + 1013904223;
			buf_adds(&b, parts[(seed >> 16) % 20]);
		}
		p.text = buf_str(&b);
		paragraph_break(m, &a, &p);
		for (size_t i = 0; i < p.nlines; i++) {
			const struct line *ln = &p.lines[i];

			for (; at < ln->from; at++)
				assert_int_equal(p.text[at], ' ');
			at = ln->to;
			assert_true(ln->width <= p.width + 0.02);
		}
		for (; p.text[at] != '\0'; at++)
			assert_int_equal(p.text[at], ' ');
		buf_free(&b);
		arena_free(&a);
	}
	measure_free(m);
}

/* A last line gets what stands whole before it: two characters, not more. */
static void
test_last_line_gets_what_is_whole(void **state)
{
	(void)state;
	expect("一二三四五六12人末", 8, "一二三四五六|12人末");
	expect("一二三四五6人末", 6.5, "一二三四五|6人末");
	expect("一二三四五100人末", 7.5, "一二三四五|100人末");
	expect("一二三四五1000人末", 8, "一二三四五1000人|末");
	/* Not where the line above would keep one, or end in a blank. */
	expect("一12人末", 3, "一12人|末");
	expect("一二12人末", 4, "一二|12人末");
	expect("一二三四 五六", 5.5, "一二三四 五|六");
}

/* A number stays with its unit, whatever it is; letters do not. */
static void
test_number_with_any_unit(void **state)
{
	static const char *const units[] = { "一", "个", "人", "分", "年", "月",
		"次", "篇", "页", "项", "鿿" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		const char *text = arena_printf(&a, "共10%s好", units[i]);

		expect(text, 2.5, arena_printf(&a, "共|10%s|好", units[i]));
	}
	expect("用ab个好", 2.5, "用ab|个好");
	expect("共10、好", 2.5, "共10、|好");
	arena_free(&a);
}

/* The characters of a line, and whether its last is a blank. */
static size_t
look_at_line(const struct paragraph *p, const struct line *ln, bool *blank)
{
	char *text = mem_strndup(p->text + ln->from, ln->to - ln->from);
	size_t n = text_length(text);

	*blank = n > 0 && strchr(" \t", text[strlen(text) - 1]) != NULL;
	free(text);
	return n;
}

/*
 * No line of any text ends in a blank, and of Han characters alone no last
 * line is a single one where the line above has three.
 */
static void
test_ends_of_any_text(void **state)
{
	static const char *const parts[] = { "班", "主", "任", "工", "作", "室",
		"建", "设", "A", "bc", " ", "7", "12", "，", "）", "（" };
	struct measure *m = measure_new(NULL);
	uint32_t seed = 11;
	size_t fed = 0;

	(void)state;
	for (int round = 0; round < 6000; round++) {
		struct arena a = { 0 };
		struct buf b = { 0 };
		struct paragraph p = { .size = 10 };
		size_t kinds = round % 2 == 0 ? 8 : 16, n, chars = 0;
		bool blank;

		seed = seed * 1664525 + 1013904223;
		p.width = 40 + (double)((seed >> 16) % 100);
		for (n = (seed >> 8) % 60 + 1; n > 0; n--) {
			seed = seed * 1664525 + 1013904223;
			buf_adds(&b, parts[(seed >> 16) % kinds]);
		}
		p.text = buf_str(&b);
		paragraph_break(m, &a, &p);
		for (size_t i = 0; i < p.nlines; i++) {
			chars = look_at_line(&p, &p.lines[i], &blank);
			assert_false(blank);
		}
		if (kinds == 8 && p.nlines > 1) {
			assert_true(chars > 1);
			fed += chars == 2;
		}
		buf_free(&b);
		arena_free(&a);
	}
	assert_true(fed > 300);
	measure_free(m);
}

/* Texts longer than those whose breaks are remembered, each longer. */
static void
test_ever_longer_texts(void **state)
{
	struct measure *m = measure_new(NULL);
	struct arena a = { 0 };
	struct buf b = { 0 };

	(void)state;
	for (size_t n = 0; n < 40; n++) {
		struct paragraph p = { .size = 10, .width = 200 };

		for (size_t i = 0; i < 100 * (n + 1); i++)
			buf_adds(&b, "字");
		p.text = buf_str(&b);
		paragraph_break(m, &a, &p);
		assert_int_equal(p.nlines, (b.len / 3 + 19) / 20);
		assert_int_equal(p.lines[p.nlines - 1].to, b.len);
	}
	buf_free(&b);
	arena_free(&a);
	measure_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_blanks),
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_indent_and_spans),
		cmocka_unit_test(test_justified),
		cmocka_unit_test(test_squeezed_marks),
		cmocka_unit_test(test_last_line),
		cmocka_unit_test(test_balanced),
		cmocka_unit_test(test_any_text),
		cmocka_unit_test(test_last_line_gets_what_is_whole),
		cmocka_unit_test(test_number_with_any_unit),
		cmocka_unit_test(test_ends_of_any_text),
		cmocka_unit_test(test_ever_longer_texts),
	};

	init_linebreak();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
