#include "scheme/private.h"

#include <string.h>

#include "base/text.h"
#include "scheme/way.h"

/* Lines of a stage that none can reach, and bounds that none can keep. */

static bool
always(const struct decision *d)
{
	return *d->condition == '\0' || strcmp(d->condition, "1") == 0 ||
	    strcmp(d->condition, "TRUE") == 0 || strcmp(d->condition,
	    "true") == 0;
}

/* The lines of a stage stand together, in their order. */
static void
check_decision(struct scheme *s, size_t i)
{
	const struct decision *d = &s->decisions[i];

	for (size_t k = i; k-- > 0;) {
		const struct decision *before = &s->decisions[k];

		if (strcmp(before->stage, d->stage) != 0)
			return;
		if (!always(before) &&
		    strcmp(before->condition, d->condition) != 0)
			continue;
		scheme_complain(s, "结论.csv", d->line, "阶段“%s”到不了这一行："
		    "前面的第 %zu 行%s", d->stage, before->line,
		    always(before) ? "没有条件，总是成立" : "条件与它相同");
		return;
	}
}

/* Bounds with which nobody fails: none at all, and 0.95 for 95 %. */
static void
check_gate(struct scheme *s, const struct rule *r)
{
	const struct way *way = way_of(r);
	double min;

	if (*r->min == '\0' && *r->max == '\0' &&
	    strcmp(r->level, LEVEL_GATE) == 0)
		scheme_complain(s, "规则.csv", r->line, "规则 %s 是“%s”，却没有下限"
		    "和上限，谁都不会不符合", r->code, r->level);
	if (way != NULL && way->percent &&
	    text_read_number(r->min, strlen(r->min), &min) && min > 0 &&
	    min < 1)
		scheme_complain(s, "规则.csv", r->line, "规则 %s 的下限 %s 是百分之"
		    "%s：“%s”量出的是百分数，%s%% 写 %s", r->code, r->min,
		    r->min, way->word, text_number((char [TEXT_NUMBER]){ 0 },
		    100 * min), text_number((char [TEXT_NUMBER]){ 0 },
		    100 * min));
}

static void
check_bounds(struct scheme *s, const struct rule *r)
{
	double min, max;

	check_gate(s, r);
	if (!text_read_number(r->min, strlen(r->min), &min) ||
	    !text_read_number(r->max, strlen(r->max), &max))
		return;
	if (min > max)
		scheme_complain(s, "规则.csv", r->line, "规则 %s 的下限 %s 大于"
		    "上限 %s", r->code, r->min, r->max);
	else if (min == max && (r->above_min || r->below_max))
		scheme_complain(s, "规则.csv", r->line, "规则 %s 的下限和上限都"
		    "是 %s，又不含界限本身：没有一个数符合", r->code, r->min);
}

void
scheme_check_reach(struct scheme *s)
{
	for (size_t i = 0; i < s->ndecisions; i++)
		check_decision(s, i);
	for (size_t i = 0; i < s->nrules; i++)
		check_bounds(s, &s->rules[i]);
}
