/* The ways to sum up experts, each against fractions computed by hand. */
#include "folder.h"

#include "assess/assess.h"
#include "base/counting.h"
#include "scheme/scheme.h"

/* The row of this word and 去极值范围; NULL: the word's first. */
static const struct method *
method(const char *word, const char *range)
{
	for (const struct method *m = methods; m->word != NULL; m++)
		if (strcmp(m->word, word) == 0 && (range == NULL ||
		    (m->range != NULL && strcmp(m->range, range) == 0)))
			return m;
	fail_msg("%s", word);
	return NULL;
}

/* "1,2,3" in 1/100 points, as read; returns how many. */
static size_t
numbers(const char *text, int64_t *out)
{
	size_t n = 0;

	while (*text != '\0') {
		char *end;

		out[n++] = strtol(text, &end, 10);
		text = end + (*end == ',');
	}
	return n;
}

struct sum {
	const char *word;
	size_t limit;
	const char *scores;	/* 1/100 points, ascending */
	int64_t num, den;
};

static const struct sum sums[] = {
	{ "平均", 0, "250", 250, 1 },
	{ "平均", 0, "0", 0, 1 },
	{ "平均", 0, "100,200", 300, 2 },
	{ "平均", 0, "0,1", 1, 2 },
	{ "平均", 0, "100,100,200", 400, 3 },
	{ "平均", 0, "0,500,500,500,1000", 500, 1 },
	{ "平均", 0, "0,0,0,0,0,0,100", 100, 7 },
	{ "平均", 0, "1000000,1000000,1000000", 1000000, 1 },
	{ "去极值平均", 5, "250", 250, 1 },
	{ "去极值平均", 5, "100,200", 300, 2 },
	{ "去极值平均", 5, "0,0,0,1000", 1000, 4 },	/* four: all count */
	{ "去极值平均", 5, "0,100,100,200,1000", 400, 3 },
	{ "去极值平均", 5, "0,0,0,1000,1000", 1000, 3 },	/* one of each */
	{ "去极值平均", 5, "500,500,500,500,500", 500, 1 },
	{ "去极值平均", 5, "100,200,300,400,500,900", 1400, 4 },
	{ "去极值平均", 3, "100,200", 300, 2 },
	{ "去极值平均", 3, "0,100,1000", 100, 1 },
	{ "去极值平均", 3, "0,100,101,1000", 201, 2 },
	{ "去极值平均", 7, "0,100,100,100,100,1000", 1400, 6 },
	{ "去极值平均", 7, "0,100,100,100,100,100,1000", 100, 1 },
	{ "中位数", 0, "250", 250, 1 },
	{ "中位数", 0, "100,200", 150, 1 },
	{ "中位数", 0, "0,1", 1, 2 },
	{ "中位数", 0, "0,100,1000", 100, 1 },
	{ "中位数", 0, "0,0,1000", 0, 1 },
	{ "中位数", 0, "0,100,101,1000", 201, 2 },
	{ "中位数", 0, "0,0,1000,1000", 500, 1 },
	{ "中位数", 0, "500,500,500,500,500", 500, 1 },
	{ "中位数", 0, "0,0,300,900,1000", 300, 1 },
	{ "中位数", 0, "0,1,2,5,900,1000", 7, 2 },
};

static void
test_sums(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(sums) / sizeof(*sums); i++) {
		const struct sum *t = &sums[i];
		const struct method *m = method(t->word, NULL);
		int64_t scores[16];
		size_t n = numbers(t->scores, scores);
		struct fraction got = m->reduce(m, scores, n, t->limit);

		if (got.den <= 0 || got.num * t->den != t->num * got.den)
			fail_msg("%s of %s: %lld/%lld", t->word, t->scores,
			    (long long)got.num, (long long)got.den);
	}
}

/* Whatever it is, it lies among the scores; where all agree, it is that. */
static void
test_every_method_lies_among_the_scores(void **state)
{
	(void)state;
	for (const struct method *m = methods; m->word != NULL; m++)
		for (size_t n = 1; n <= 300; n++) {
			int64_t scores[300], same[300];
			struct fraction got;

			for (size_t i = 0; i < n; i++) {
				scores[i] = (int64_t)(i * i + n % 7);
				same[i] = 100000000;
			}
			got = m->reduce(m, scores, n, m->otherwise);
			assert_true(got.den > 0);
			assert_true(got.num >= scores[0] * got.den);
			assert_true(got.num <= scores[n - 1] * got.den);
			got = m->reduce(m, same, n, m->otherwise);
			assert_true(got.num == same[0] * got.den);
		}
}

/* The text with the row's own references, {ITEM} and {透视}, taken out. */
static const char *
without_references(struct arena *a, const struct method *m, const char *text)
{
	const char *const known[] = { "{透视}", m->item == NULL ? "{透视}" :
	    arena_printf(a, "{%s}", m->item) };
	char *s = arena_strdup(a, text), *at;

	for (size_t i = 0; i < 2; i++)
		while ((at = strstr(s, known[i])) != NULL)
			memmove(at, at + strlen(known[i]),
			    strlen(at + strlen(known[i])) + 1);
	return s;
}

/* A row that lacks a part, or says a word twice, is no row. */
static void
test_every_row_is_whole(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(methods->word, "平均");	/* the default */
	for (const struct method *m = methods; m->word != NULL; m++) {
		assert_true(*m->word != '\0');
		assert_ptr_equal(method(m->word, m->range), m);
		assert_non_null(m->reduce);
		assert_true(m->item == NULL ? m->otherwise == 0 :
		    m->least > 0 && m->otherwise >= m->least);
		if (m->formula != NULL) {
			assert_non_null(strstr(m->formula, "{透视}"));
			assert_null(strpbrk(without_references(&a, m,
			    m->formula), "{}"));
			assert_true(*m->formula != '=');
		}
		assert_true(*m->sentence != '\0');
		assert_null(strpbrk(without_references(&a, m, m->sentence),
		    "{}"));
		assert_null(strstr(m->sentence, "。"));
	}
	arena_free(&a);
}

static const char forms[] = "表,方向,字段,类型\n"
	"工作室,竖,编号,文本\n工作室,竖,名称,文本\n"
	"评审,横,专家,文本\n评审,横,评估点,文本\n评审,横,得分,小数\n";

/* A scheme of this way, with an item more, and without a complaint. */
static void
scheme_of(struct scheme *s, const struct method *m, const char *item,
    size_t limit)
{
	struct folder f;
	struct err err = { 0 };

	folder_open(&f);
	folder_write(&f, "方案.csv", arena_printf(&f.arena,
	    "项目,内容\n名称,测试\n满分,100\n专家汇总,%s\n去极值范围,%s\n"
	    "%s,%zu\n", m != NULL ? m->word : "",
	    m != NULL && m->range != NULL ? m->range : "",
	    item != NULL ? item : "别的", limit));
	folder_write(&f, "表单.csv", forms);
	folder_write(&f, "指标.csv",
	    "编号,一级指标,二级指标,评估点,分值\nP1,甲,乙,点,100\n");
	assert_int_equal(scheme_read(s, f.path, &err), 0);
	assert_int_equal(scheme_check(s, &err), 0);
	if (s->nlints > 0)
		fail_msg("%s", s->lints[0].text);
	folder_close(&f);
}

static void
test_every_word_is_known_to_schemes(void **state)
{
	struct scheme s;

	(void)state;
	scheme_of(&s, NULL, NULL, 0);
	assert_ptr_equal(scheme_method(&s), methods);
	scheme_free(&s);
	for (const struct method *m = methods; m->word != NULL; m++) {
		scheme_of(&s, m, NULL, 0);
		assert_ptr_equal(scheme_method(&s), m);
		assert_int_equal(scheme_method_limit(&s), m->otherwise);
		scheme_free(&s);
		if (m->item == NULL)
			continue;
		scheme_of(&s, m, m->item, m->least);
		assert_int_equal(scheme_method_limit(&s), m->least);
		scheme_free(&s);
	}
}

/* A range that is not said is that of the word's first row. */
static void
test_range_has_a_default(void **state)
{
	struct scheme s;

	(void)state;
	for (const struct method *m = methods; m->word != NULL; m++) {
		struct method plain = *m;

		plain.range = NULL;
		scheme_of(&s, &plain, NULL, 0);
		assert_ptr_equal(scheme_method(&s), method(m->word, NULL));
		scheme_free(&s);
	}
}

/* 概况 says each as a word, in words and as a formula, with its number. */
static void
test_every_method_is_in_the_overview(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (const struct method *m = methods; m->word != NULL; m++) {
		struct scheme s;
		struct store store;
		struct err err = { 0 };
		const char *number = arena_printf(&a, "%zu", m->least + 4);

		scheme_of(&s, m, m->item, m->least + 4);
		assert_int_equal(store_create(&store, &err), 0);
		assert_int_equal(scheme_load(&s, &store, &err), 0);
		assert_int_equal(assess_run(&s, &store, "2024-03-01", false,
		    &err), 0);
		assert_string_equal(query(&store, &a,
		    "SELECT 专家汇总 FROM 概况"), m->word);
		assert_string_equal(query(&store, &a,
		    "SELECT 汇总公式 IS NULL FROM 概况"),
		    m->formula == NULL ? "1" : "0");
		for (int i = 0; i < (m->formula == NULL ? 1 : 2); i++) {
			const char *said = query(&store, &a, i == 0 ?
			    "SELECT 汇总说明 FROM 概况" :
			    "SELECT 汇总公式 FROM 概况");

			assert_true(strlen(said) > 10);
			assert_int_equal(strncmp(said, i == 0 ? m->sentence :
			    m->formula, 3), 0);
			if (m->item != NULL) {
				assert_null(strstr(said, m->item));
				assert_non_null(strstr(said, number));
			}
		}
		store_close(&store);
		scheme_free(&s);
	}
	arena_free(&a);
}

/* ---- the order in which people count ---------------------------------------------- */

/* Each before the next. */
static const char *const counted[] = { "", "01", "1", "１", "2", "二", "10", "十", "十一", "二十",
	"二十一", "101", "一百零二", "甲", "甲1", "甲2", "甲10", "乙", "丙", "丁", "癸",
	"子", "丑", "专家1", "专家2", "专家10", "专家甲", "专家乙", "专家丙" };

static void
test_people_count(void **state)
{
	const size_t n = sizeof(counted) / sizeof(*counted);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			int order = counting_order(counted[i], counted[k]);

			if ((order > 0) - (order < 0) !=
			    (i > k) - (i < k))
				fail_msg("%s %s: %d", counted[i], counted[k],
				    order);
		}
}

/* A number of any length is one. */
static void
test_long_numbers(void **state)
{
	(void)state;
	assert_true(counting_order("1", "99999999999999999999999") < 0);
	assert_int_equal(counting_order("99999999999999999999999",
	    "99999999999999999999999"), 0);
	assert_true(counting_order("一百一百一百一百", "九") > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_every_method_lies_among_the_scores),
		cmocka_unit_test(test_every_row_is_whole),
		cmocka_unit_test(test_every_word_is_known_to_schemes),
		cmocka_unit_test(test_range_has_a_default),
		cmocka_unit_test(test_every_method_is_in_the_overview),
		cmocka_unit_test(test_people_count),
		cmocka_unit_test(test_long_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
