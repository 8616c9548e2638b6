#include "scheme/scheme.h"

#include <string.h>

#include "base/text.h"
#include "scheme/private.h"

/* The mean of what m->drop leaves. */
static struct fraction
mean_of_middle(const struct method *m, const int64_t *scores, size_t n,
    size_t limit)
{
	size_t most = (n - 1) / 2;	/* leaves one, or two */
	size_t drop = n < limit ? 0 : m->drop < most ? m->drop : most;
	struct fraction sum = { 0, (int64_t)(n - 2 * drop) };

	for (size_t i = drop; i < n - drop; i++)
		sum.num += scores[i];
	return sum;
}

#define LIMIT	.item = "去极值起", .least = 3, .otherwise = 5

const struct method methods[] = {
	{ .word = "平均", .reduce = mean_of_middle,
	    .formula = "AVERAGE({透视})",
	    .sentence = "评过该点的全体专家所给分数的算术平均" },
	/*
	 * From five on: no notice here says how many there must be, so this
	 * number is the program's own.  Of five the three that are left are
	 * most of the panel; of four, half of it would not count.
	 */
	{ .word = "去极值平均", .range = "评估点", .reduce = mean_of_middle,
	    .drop = 1, LIMIT,
	    .formula = "IF(COUNT({透视})>={去极值起},(SUM({透视})-MAX({透视})"
	    "-MIN({透视}))/(COUNT({透视})-2),AVERAGE({透视}))",
	    .sentence = "去极值平均：评分的专家不少于{去极值起}人时，每个评估点"
	    "去掉一个最高分和一个最低分，再取平均；不足{去极值起}人时直接取平均" },
	{ .word = "去极值平均", .range = "总分", .reduce = mean_of_middle,
	    .leave = 1, LIMIT,
	    .sentence = "去极值平均：各点都评了的专家不少于{去极值起}人时，"
	    "去掉所给总分最高和最低的专家各一人，取其余专家所给分数的平均；"
	    "不足{去极值起}人时取全体专家的平均" },
	{ .word = "中位数", .reduce = mean_of_middle, .drop = SIZE_MAX,
	    .formula = "MEDIAN({透视})",
	    .sentence = "评过该点的全体专家所给分数的中位数"
	    "（专家为双数时，取中间两个分数的平均）" },
	{ .word = NULL }
};

_Static_assert(sizeof(methods) / sizeof(*methods) <= MOST_METHODS + 1,
    "more ways than MOST_METHODS");

const struct method *
scheme_method(const struct scheme *s)
{
	const char *word = scheme_property(s, "专家汇总", methods->word);
	const char *range = scheme_property(s, "去极值范围", "");
	const struct method *found = NULL;

	for (const struct method *m = methods; m->word != NULL; m++)
		if (strcmp(m->word, word) == 0 && (found == NULL ||
		    (m->range != NULL && strcmp(m->range, range) == 0)))
			found = m;
	return found != NULL ? found : methods;
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

/* text, of the scheme's method, with the limit in it. */
static void
add_text(struct buf *b, const struct scheme *s, const char *text)
{
	const char *item = scheme_method(s)->item, *at;
	size_t len = item == NULL ? 0 : strlen(item);

	while ((at = strchr(text, '{')) != NULL) {
		buf_add(b, text, (size_t)(at - text));
		if (len > 0 && strncmp(at + 1, item, len) == 0 &&
		    at[len + 1] == '}') {
			buf_addf(b, "%zu", scheme_method_limit(s));
			text = at + len + 2;
		} else {
			buf_addc(b, '{');
			text = at + 1;
		}
	}
	buf_adds(b, text);
}

char *
scheme_method_formula(struct arena *a, const struct scheme *s)
{
	const char *formula = scheme_method(s)->formula;
	struct buf b = { 0 };
	char *out;

	if (formula == NULL || s->nroles > 0)
		return NULL;
	add_text(&b, s, formula);
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Whether an expert may score a point more than once in one role. */
static bool
has_rounds(struct arena *a, const struct scheme *s)
{
	const struct field **fields;
	size_t n = scheme_rounds(a, s, &fields);

	for (size_t i = 0; i < n; i++)
		if (strcmp(fields[i]->name, FIELD_ROLE) != 0)
			return true;
	return false;
}

char *
scheme_method_sentence(struct arena *a, const struct scheme *s)
{
	struct buf b = { 0 };
	char weight[TEXT_NUMBER], *out;

	add_text(&b, s, scheme_method(s)->sentence);
	if (has_rounds(a, s))
		buf_adds(&b, "；一位专家评了几次的，先取各次的平均");
	for (size_t i = 0; i < s->nroles; i++)
		buf_addf(&b, "%s%s %s", i == 0 ?
		    "；各角色分别合成，再按权重（" : "，", s->roles[i].name,
		    text_number(weight, (double)s->roles[i].weight / 100));
	if (s->nroles > 0)
		buf_adds(&b, "）平均");
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

size_t
scheme_rounds(struct arena *a, const struct scheme *s,
    const struct field ***fields)
{
	const struct form *f = scheme_form(s, TABLE_EXPERT);
	size_t n = 0, cap = 0;
	const struct field **found = NULL;

	for (size_t i = 0; f != NULL && i < f->nfields; i++) {
		const struct field *d = &f->fields[i];

		if (d->repeat != REPEAT_ERROR ||
		    strcmp(d->name, FIELD_EXPERT) == 0 ||
		    strcmp(d->name, FIELD_POINT) == 0)
			continue;
		arena_grow(a, &found, &cap, n, sizeof(*found));
		found[n++] = d;
	}
	*fields = found;
	return n;
}
