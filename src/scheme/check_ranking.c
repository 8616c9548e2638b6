#include "scheme/private.h"

#include <string.h>

#define FILE_PLAN	"方案.csv"
#define FILE_GRADES	"等级.csv"

/* Who is assessed and ranked, and 等级.csv: what is wrong without any data. */

static bool
has_points(const struct scheme *s)
{
	return s->npoints > 0 && !scheme_by_words(s);
}

#define WHO_IS_ASSESSED	"没有扣分的就没有“" TABLE_EXPERT "”的行：请写“评定条件”，" \
			"说明怎样才算评过（对全体都成立的写 1）"

/*
 * Where experts do nothing but take off, nobody has to write a row about whom
 * there is nothing to take off: who is assessed has to be said.  Beside points
 * that are computed, a row may be meant to say that somebody was there.
 */
static void
check_assessed(struct scheme *s)
{
	size_t others = 0, scored = 0, deducted = 0;

	if (*scheme_property(s, "评定条件", "") != '\0')
		return;
	for (size_t i = 0; i < s->npoints; i++) {
		const struct point *p = &s->points[i];

		others += !p->bonus && p->scoring != SCORING_DEDUCTION;
		if (p->bonus || *p->automatic != '\0')
			continue;
		scored++;
		deducted += p->scoring == SCORING_DEDUCTION;
	}
	if (scored == 0 || deducted < scored)
		return;
	if (others == 0)
		scheme_complain(s, FILE_PLAN, 0, "各评估点都是“扣分”，"
		    WHO_IS_ASSESSED);
	else
		scheme_hint(s, FILE_PLAN, 0, "专家评的各点都是“扣分”，"
		    WHO_IS_ASSESSED);
}

/* Items that only a scheme with a total has a use for. */
static void
check_items(struct scheme *s)
{
	static const char *const items[] = { "排名条件", "同分次序" };

	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++)
		if (*scheme_property(s, items[i], "") != '\0' &&
		    !has_points(s))
			scheme_complain(s, FILE_PLAN,
			    scheme_property_line(s, items[i]),
			    "评估点没有分值，没有总分和名次，用不到“%s”",
			    items[i]);
}

/* Whether all that row g would take were taken by the earlier row. */
static bool
catches(const struct grade *earlier, const struct grade *g)
{
	return earlier->quota < 0 && earlier->min <= g->min &&
	    (*earlier->condition == '\0' ||
	    strcmp(earlier->condition, g->condition) == 0) &&
	    (*earlier->group == '\0' || strcmp(earlier->group, g->group) == 0);
}

/* 组别 is one of the groups there can be, as far as the form says. */
static void
check_group(struct scheme *s, const struct grade *g)
{
	const char *by = scheme_property(s, "分组字段", "");
	const struct form *studio = scheme_form(s, TABLE_STUDIO);
	const struct field *f = studio != NULL ? form_field(studio, by) : NULL;
	bool known = f == NULL || f->nvalues == 0;

	if (*g->group == '\0')
		return;
	if (*by == '\0') {
		scheme_complain(s, FILE_GRADES, g->line,
		    "写了组别“%s”，而 方案.csv 没有“分组字段”", g->group);
		return;
	}
	for (size_t i = 0; !known && i < f->nvalues; i++)
		known = strcmp(f->values[i], g->group) == 0;
	if (!known)
		scheme_complain(s, FILE_GRADES, g->line,
		    "组别“%s”不是“%s”的取值，谁也评不上", g->group, by);
}

/*
 * The most a total can come to, in 1/100 point; false: there is no end to it.
 * Points that count more than their 分值 are taken as they are.
 */
static bool
highest(const struct scheme *s, long *most)
{
	if (!points_parse(scheme_property(s, "满分", ""), most))
		return false;
	for (size_t i = 0; i < s->npoints; i++) {
		const struct point *p = &s->points[i];

		if (p->high == NO_HIGH || (s->nweights > 0 && !p->bonus &&
		    p->high > p->max))
			return false;
		*most += p->bonus ? p->high : p->high > p->max ?
		    p->high - p->max : 0;
	}
	return true;
}

/* What only a scheme with points can ask of a total. */
static void
check_reach(struct scheme *s, const struct grade *g)
{
	long most;

	if (!has_points(s)) {
		if (g->min != NO_LOW || g->quota >= 0)
			scheme_complain(s, FILE_GRADES, g->line,
			    "评估点没有分值，没有总分和名次：等级“%s”不能有"
			    "下限或名额，请写条件", g->name);
		return;
	}
	if (g->min != NO_LOW && highest(s, &most) && g->min > most)
		scheme_complain(s, FILE_GRADES, g->line,
		    "等级“%s”的下限高于能得到的最高分，谁也评不上", g->name);
	if (g->quota == 0)
		scheme_complain(s, FILE_GRADES, g->line,
		    "等级“%s”的名额是0，谁也评不上", g->name);
	else if (g->percent && g->quota > 100 * 100)
		scheme_complain(s, FILE_GRADES, g->line,
		    "等级“%s”的名额超过100%%", g->name);
}

static void
check_grade(struct scheme *s, const struct grade *g)
{
	if (*g->name == '\0')
		scheme_complain(s, FILE_GRADES, g->line, "没有写等级");
	check_group(s, g);
	check_reach(s, g);
	for (const struct grade *e = s->grades; e < g; e++)
		if (catches(e, g)) {
			scheme_complain(s, FILE_GRADES, g->line,
			    "等级“%s”谁也评不上：第 %zu 行的“%s”在它前面，"
			    "够得上它的都先归了那一行；各行从高到低写",
			    g->name, e->line, e->name);
			return;
		}
}

/* Whoever is kept out of the ranking still has a total, and grades by it. */
static void
hint_unranked(struct scheme *s)
{
	const struct grade *first = NULL;

	if (*scheme_property(s, "排名条件", "") == '\0' || !has_points(s))
		return;
	for (size_t i = 0; i < s->ngrades; i++) {
		if (*s->grades[i].condition != '\0')
			return;		/* thought of, as it seems */
		if (first == NULL && s->grades[i].quota < 0)
			first = &s->grades[i];
	}
	if (first != NULL && first + 1 < s->grades + s->ngrades)
		scheme_hint(s, FILE_GRADES, first->line,
		    "不合“排名条件”的没有名次，总分够的仍得“%s”；"
		    "不该得的，请在最前面加一行，条件写明是谁", first->name);
}

void
scheme_check_ranking(struct scheme *s)
{
	check_assessed(s);
	check_items(s);
	hint_unranked(s);
	for (size_t i = 0; i < s->ngrades; i++)
		check_grade(s, &s->grades[i]);
}
