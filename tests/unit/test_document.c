#include "check.h"
#include "display_judge.h"

#include <linebreak.h>

#include "base/file.h"
#include "document/document.h"
#include "fake_font.h"
#include "page/components.h"
#include "page/layout.h"

#define DATA "tests/unit/data/"

static struct store store;

static int
set_up(void **state)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	char *sql;
	size_t len;
	int rc;

	(void)state;
	init_linebreak();
	rc = store_create(&store, &err);
	if (rc == 0)
		rc = file_read(&a, DATA "report.sql", 1 << 20, &sql, &len,
		    NULL, &err);
	if (rc == 0)
		rc = store_exec(&store, sql, &err);
	if (rc == -1)
		(void)fprintf(stderr, "%s\n", err.text);
	arena_free(&a);
	return rc;
}

static int
tear_down(void **state)
{
	(void)state;
	store_close(&store);
	return 0;
}

/* The template filled in for a studio; what it was made of ends with a. */
static void
build(struct document *d, struct arena *a, struct template *t,
    struct binding *b, const char *path, const char *studio)
{
	struct err err = { 0 };

	if (template_read(t, path, components, &err) == -1 ||
	    template_bind(b, t, &store, &err) == -1 ||
	    document_build(d, a, b, studio, &err) == -1)
		fail_msg("%s", err.text);
}

/* Compare with a golden file; PINGGU_REGEN=1 writes it anew instead. */
static void
check_golden(struct arena *a, const char *path, const char *got)
{
	char *want;
	size_t len;

	if (getenv("PINGGU_REGEN") != NULL) {
		FILE *f = fopen(path, "w");

		assert_non_null(f);
		assert_true(fputs(got, f) >= 0);
		assert_int_equal(fclose(f), 0);
		return;
	}
	assert_int_equal(file_read(a, path, 1 << 20, &want, &len, NULL, NULL),
	    0);
	assert_string_equal(got, want);
}

static void
golden(const char *studio, const char *path)
{
	struct arena a = { 0 };
	struct template t = { 0 };
	struct binding b = { 0 };
	struct document doc;
	struct display d = { .arena = &a };
	struct measure *m = measure_new(NULL);
	char *wrong;

	build(&doc, &a, &t, &b, DATA "small.md", studio);
	layout_document(&doc, m, &d);
	check_golden(&a, path, display_dump(&d));
	wrong = display_check(&d, NULL, page_edges);
	if (wrong != NULL)
		fail_msg("%s", wrong);
	measure_free(m);
	template_unbind(&b);
	template_free(&t);
	arena_free(&a);
}

static void
test_golden_scored(void **state)
{
	(void)state;
	golden("S01", DATA "small-S01.dump");
}

static void
test_golden_waiting(void **state)
{
	(void)state;
	golden("S02", DATA "small-S02.dump");
}

static void
test_texts(void **state)
{
	struct arena a = { 0 };
	struct template t = { 0 };
	struct binding b = { 0 };
	struct document d;

	(void)state;
	build(&d, &a, &t, &b, DATA "small.md", "S01");
	assert_string_equal(d.page[PAGE_TITLE], "示例评估报告（晨曦工作室）");
	assert_string_equal(d.page[PAGE_DATE], "2024-03-01");
	assert_string_equal(d.nodes[2].text, "示例第一学校的晨曦工作室由张䶮主持，"
	    "填报于2024年2月29日，面积36.5，没有公众号。");
	assert_int_equal(d.nodes[2].spans[0].role, FONT_FANG);
	assert_int_equal(d.nodes[2].spans[1].role, FONT_HEAD);
	assert_int_equal(d.nodes[2].spans[3].role, FONT_KAI);
	assert_string_equal(d.nodes[4].text, "第二项，总分18");
	assert_string_equal(d.nodes[4].from->mark, "2.");
	template_unbind(&b);
	template_free(&t);
	memset(&t, 0, sizeof(t));
	build(&d, &a, &t, &b, DATA "small.md", "S02");
	assert_string_equal(d.nodes[2].text, "示例第二学校的待评工作室由李示例主持，"
	    "填报于（未填），面积不详，没有公众号。");
	assert_string_equal(d.nodes[4].text, "第二项，总分待评审");
	template_unbind(&b);
	template_free(&t);
	arena_free(&a);
}

static void
test_no_such_studio(void **state)
{
	struct arena a = { 0 };
	struct template t = { 0 };
	struct binding b = { 0 };
	struct document d;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(template_read(&t, DATA "small.md", components, &err),
	    0);
	assert_int_equal(template_bind(&b, &t, &store, &err), 0);
	assert_int_equal(document_build(&d, &a, &b, "S99", &err), -1);
	assert_non_null(strstr(err.text, "S99"));
	template_unbind(&b);
	template_free(&t);
	arena_free(&a);
}

/* The templates that come with the program need engine tables only. */
static void
test_default_template(void **state)
{
	struct arena a = { 0 };
	struct template t = { 0 };
	struct binding b = { 0 };
	struct document doc;
	struct display d = { .arena = &a };
	struct measure *m = measure_new(NULL);

	(void)state;
	for (int i = 0; i < 2; i++) {
		build(&doc, &a, &t, &b, "templates/default/报告.md",
		    i == 0 ? "S01" : "S02");
		layout_document(&doc, m, &d);
		assert_true(d.npages > 0);
		assert_true(d.nbookmarks >= 4);
		template_unbind(&b);
		template_free(&t);
	}
	measure_free(m);
	arena_free(&a);
}

/* How often the page's texts are the word; y is that of the last one. */
static size_t
count_texts(const struct display *d, const char *word, double *y)
{
	size_t n = 0;

	for (size_t i = 0; i < d->pages[0].nitems; i++) {
		const struct item *it = &d->pages[0].items[i];

		if (it->kind != ITEM_TEXT || strcmp(it->text, word) != 0)
			continue;
		*y = it->y;
		n++;
	}
	return n;
}

/* Several contents under one score: the score's cell spans their rows. */
static void
test_columns_that_follow_labels(void **state)
{
	struct arena a = { 0 };
	struct template t = { 0 };
	struct binding b = { 0 };
	struct document doc;
	struct display d = { .arena = &a };
	struct measure *m = measure_new(NULL);
	double middle, score, y;

	(void)state;
	build(&doc, &a, &t, &b, DATA "spans.md", "S01");
	layout_document(&doc, m, &d);
	assert_int_equal(d.npages, 1);
	assert_int_equal(count_texts(&d, "组一", &y), 1);
	assert_int_equal(count_texts(&d, "项一", &y), 1);
	/* The same label under another one is another row: two of them. */
	assert_int_equal(count_texts(&d, "项二", &y), 2);
	assert_int_equal(count_texts(&d, "10", &y), 2);
	assert_int_equal(count_texts(&d, "11", &y), 0);
	assert_int_equal(count_texts(&d, "12", &score), 1);
	assert_int_equal(count_texts(&d, "第五段", &y), 1);
	assert_true(score > y - 0.01 && score < y + 0.01);
	/* The first score stands beside the second of its three contents. */
	for (size_t i = 0; i < d.pages[0].nitems; i++)
		if (d.pages[0].items[i].kind == ITEM_TEXT &&
		    strcmp(d.pages[0].items[i].text, "10") == 0) {
			score = d.pages[0].items[i].y;
			break;
		}
	assert_int_equal(count_texts(&d, "第二段", &middle), 1);
	assert_true(score > middle - 0.01 && score < middle + 0.01);
	measure_free(m);
	template_unbind(&b);
	template_free(&t);
	arena_free(&a);
}

static void
test_numbers_and_dates(void **state)
{
	static const struct {
		double v;
		const char *text;
	} numbers[] = {
		{ 0, "0" }, { 1, "1" }, { 0.5, "0.5" }, { 87.33, "87.33" },
		{ 0.005, "0.01" }, { 1.005, "1.01" }, { 99.999, "100" },
		{ -1.5, "-1.5" }, { -0.001, "0" }, { 33.333333, "33.33" },
		{ 1e30, "—" }
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		assert_string_equal(number_text(&a, numbers[i].v),
		    numbers[i].text);
	assert_string_equal(number_pad(&a, "1", 2), "1.00");
	assert_string_equal(number_pad(&a, "1.5", 2), "1.50");
	assert_string_equal(number_pad(&a, "1.55", 1), "1.55");
	assert_string_equal(date_text(&a, "2024-03-01"), "2024年3月1日");
	assert_string_equal(date_text(&a, "2024-12"), "2024年12月");
	assert_string_equal(date_text(&a, "去年"), "去年");
	arena_free(&a);
}

static void
test_dates_in_texts(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "2024-03-01", "2024年3月1日" },
		{ "2024-03-01报送，截止2024-12-31。",
		    "2024年3月1日报送，截止2024年12月31日。" },
		{ "没有简报的月份：2023-04至2023-06；",
		    "没有简报的月份：2023年4月至2023年6月；" },
		{ "（2021-05-04）", "（2021年5月4日）" },
		{ "2023-04至2021-03", "2023年4月至2021年3月" },
		{ "周期起始月2023-04晚于结束月2021-03",
		    "周期起始月2023年4月晚于结束月2021年3月" },
		/* What the way 每月 writes: both ends of a range, or none. */
		{ "缺2031-07至2031-08；2031-04至2031-09共6个月",
		    "缺2031年7月至2031年8月；2031年4月至2031年9月共6个月" },
		{ "缺2031-07、2031-09", "缺2031年7月、2031年9月" },
		{ "2031-04至2031-09共6个月，每月都有",
		    "2031年4月至2031年9月共6个月，每月都有" },
		{ "编号2024-01至2024-05的", "编号2024-01至2024-05的" },
		{ "甲2024-01至2024-05", "甲2024-01至2024-05" },
		/* What only looks like one stays. */
		{ "2024-03", "2024-03" },
		{ "ZZ2024-01", "ZZ2024-01" },
		{ "编号2024-01的", "编号2024-01的" },
		{ "2020-2021-2", "2020-2021-2" },
		{ "2020-21-2", "2020-21-2" },
		{ "2024-13-01", "2024-13-01" },
		{ "2024-02-32", "2024-02-32" },
		{ "12024-03-01", "12024-03-01" },
		{ "2024-02-30完成", "2024-02-30完成" },
		{ "会议号 8888-01-02", "会议号 8888-01-02" },
		{ "会议8888-01-02", "会议8888-01-02" },
		{ "证书编号：2023-11", "证书编号：2023-11" },
		{ "证书编号：2023-11-02", "证书编号：2023-11-02" },
		{ "立项批号2022-03-15", "立项批号2022-03-15" },
		{ "编号 2021-05", "编号 2021-05" },
		{ "JY/T 0406-10", "JY/T 0406-10" },
		{ "GB 5749-06", "GB 5749-06" },
		{ "ISSN 1005-06", "ISSN 1005-06" },
		{ "2021-01班", "2021-01班" },
		{ "2010-12学年", "2010-12学年" },
		{ "总结2024-03-01.docx", "总结2024-03-01.docx" },
		{ "请按“2024-03-01”的写法", "请按“2024-03-01”的写法" },
		{ "-", "-" }, { "甲-", "甲-" }, { "", "" }, { "2024-", "2024-" }
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(dates_text(&a, cases[i].text),
		    cases[i].want);
	arena_free(&a);
}

/* Days from 1900 to 2100 are dates, others are numbers of something. */
static void
test_first_and_last_dates(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "1900-01-01", "1900年1月1日" }, { "1899-12-31", "1899-12-31" },
		{ "2100-12-31", "2100年12月31日" }, { "2101-01-01", "2101-01-01" },
		{ "（1900-01至2100-12）", "（1900年1月至2100年12月）" },
		{ "（1899-12至2101-01）", "（1899-12至2101-01）" },
		{ "2000-02-29", "2000年2月29日" }, { "1900-02-29", "1900-02-29" },
		{ "2100-02-29", "2100-02-29" },
		{ "甲2024-03-01", "甲2024年3月1日" },
		{ "9-2024-03-01", "9-2024-03-01" },
		{ "a2024-03-01", "a2024-03-01" }
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(dates_text(&a, cases[i].text),
		    cases[i].want);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden_scored),
		cmocka_unit_test(test_golden_waiting),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_no_such_studio),
		cmocka_unit_test(test_default_template),
		cmocka_unit_test(test_columns_that_follow_labels),
		cmocka_unit_test(test_numbers_and_dates),
		cmocka_unit_test(test_dates_in_texts),
		cmocka_unit_test(test_first_and_last_dates),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
