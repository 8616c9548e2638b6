#include "scheme/scheme.h"

#include <string.h>

#include "scheme/private.h"

/* The mean of what m->drop leaves. */
static struct fraction
mean_of_middle(const struct method *m, const int32_t *scores, size_t n,
    size_t limit)
{
	size_t most = (n - 1) / 2;	/* leaves one, or two */
	size_t drop = n < limit ? 0 : m->drop < most ? m->drop : most;
	struct fraction sum = { 0, (int64_t)(n - 2 * drop) };

	for (size_t i = drop; i < n - drop; i++)
		sum.num += scores[i];
	return sum;
}

const struct method methods[] = {
	{ .word = "平均", .reduce = mean_of_middle,
	    .formula = "AVERAGE({透视})",
	    .sentence = "评过该点的全体专家所给分数的算术平均" },
	/*
	 * From five on: no notice here says how many there must be, so this
	 * number is the program's own.  Of five the three that are left are
	 * most of the panel; of four, half of it would not count.
	 */
	{ .word = "去极值平均", .reduce = mean_of_middle, .drop = 1,
	    .item = "去极值起", .least = 3, .otherwise = 5,
	    .formula = "IF(COUNT({透视})>={去极值起},(SUM({透视})-MAX({透视})"
	    "-MIN({透视}))/(COUNT({透视})-2),AVERAGE({透视}))",
	    .sentence = "去极值平均：评分的专家不少于{去极值起}人时，每个评估点"
	    "去掉一个最高分和一个最低分，再取平均；不足{去极值起}人时直接取平均" },
	{ .word = "中位数", .reduce = mean_of_middle, .drop = SIZE_MAX,
	    .formula = "MEDIAN({透视})",
	    .sentence = "评过该点的全体专家所给分数的中位数"
	    "（专家为双数时，取中间两个分数的平均）" },
	{ .word = NULL }
};

const struct method *
scheme_method(const struct scheme *s)
{
	const char *word = scheme_property(s, "专家汇总", methods->word);

	for (const struct method *m = methods; m->word != NULL; m++)
		if (strcmp(m->word, word) == 0)
			return m;
	return methods;
}

bool
method_limit_parse(const struct method *m, const char *text, size_t *limit)
{
	long hundredths;

	if (!points_parse(text, &hundredths) || hundredths < 0 ||
	    hundredths % 100 != 0 ||
	    (size_t)hundredths / 100 < m->least)
		return false;
	*limit = (size_t)hundredths / 100;
	return true;
}

size_t
scheme_method_limit(const struct scheme *s)
{
	const struct method *m = scheme_method(s);
	size_t limit = m->otherwise;

	if (m->item != NULL)
		(void)method_limit_parse(m, scheme_property(s, m->item, ""),
		    &limit);
	return limit;
}

char *
scheme_method_text(struct arena *a, const struct scheme *s, const char *text)
{
	const char *item = scheme_method(s)->item, *at;
	struct buf b = { 0 };
	char *out;

	if (item == NULL)
		return arena_strdup(a, text);
	item = arena_printf(a, "{%s}", item);
	while ((at = strstr(text, item)) != NULL) {
		buf_add(&b, text, (size_t)(at - text));
		buf_addf(&b, "%zu", scheme_method_limit(s));
		text = at + strlen(item);
	}
	buf_adds(&b, text);
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}
