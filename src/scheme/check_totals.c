#include "base/text.h"
#include "scheme/private.h"

#include <stdio.h>
#include <string.h>

/* Whether points can be counted together as said, and come to the 满分. */

#define POINTS	"指标.csv"
#define CAPS	"上限.csv"
#define WEIGHTS	"权重.csv"

/* ---- 满分 ---------------------------------------------------------------------- */

#define ITEM_FULL	"满分"
#define ITEM_REST	"不适用计分"

static long
sum_of_parts(const struct scheme *s, const struct part *parts, size_t nparts)
{
	long sum = 0;

	for (size_t i = 0; i < nparts; i++)
		sum += part_worth(s, &parts[i]);
	return sum;
}

/* Where the line is, one that is empty is filled; else one is added. */
static void
set_property(struct scheme *s, const char *name, const char *value)
{
	struct property *all;

	for (size_t i = 0; i < s->nproperties; i++)
		if (strcmp(s->properties[i].name, name) == 0) {
			s->properties[i].value = value;
			return;
		}
	all = arena_alloc(&s->arena, (s->nproperties + 1) * sizeof(*all));
	if (s->nproperties > 0)
		memcpy(all, s->properties, s->nproperties * sizeof(*all));
	all[s->nproperties++] = (struct property){ .name = name,
	    .value = value };
	s->properties = all;
}

static void
find_full(struct scheme *s)
{
	struct part *parts;
	char text[TEXT_NUMBER];
	size_t nparts;
	long sum;

	if (s->npoints == 0 || scheme_by_words(s) ||
	    *scheme_property(s, ITEM_FULL, "") != '\0')
		return;
	for (size_t i = 0; i < s->npoints; i++)
		if (s->points[i].max < 0)
			return;		/* lint says so */
	nparts = scheme_parts(&s->arena, s, &parts);
	sum = sum_of_parts(s, parts, nparts);
	if (sum > 0)
		set_property(s, ITEM_FULL, arena_strdup(&s->arena,
		    text_number(text, (double)sum / 100)));
}

void
scheme_find_defaults(struct scheme *s)
{
	if (s->nweights > 0 && *scheme_property(s, ITEM_REST, "") == '\0')
		set_property(s, ITEM_REST, PRORATE);
	find_full(s);
}

static void
check_full(struct scheme *s, const struct part *parts, size_t nparts)
{
	const char *full = scheme_property(s, ITEM_FULL, "");
	size_t line = scheme_property_line(s, ITEM_FULL);
	long sum = sum_of_parts(s, parts, nparts), stated;
	char text[32];

	(void)snprintf(text, sizeof(text), "%ld.%02ld", sum / 100, sum % 100);
	if ((*full == '\0' && sum == 0) ||
	    (points_parse(full, &stated) && stated == sum))
		return;
	if (s->nweights > 0)
		scheme_complain(s, "方案.csv", line, "满分是“%s”，而各一级指标"
		    "的权重（没有写权重的按分值）之和是 %s", full, text);
	else
		scheme_complain(s, "方案.csv", line, "满分是“%s”，而 指标.csv "
		    "中各评估点分值之和（附加分除外%s）是 %s", full,
		    s->ncaps > 0 ? "，上限组按上限" : "", text);
}

/* ---- 上限组 -------------------------------------------------------------------- */

static bool
is_named(const struct scheme *s, const char *cap)
{
	for (size_t i = 0; i < s->npoints; i++)
		if (strcmp(s->points[i].cap, cap) == 0)
			return true;
	return false;
}

static void
check_cap(struct scheme *s, const struct cap *c)
{
	if (*c->name == '\0')
		scheme_complain(s, CAPS, c->line, "没有写组");
	else if (scheme_cap(s, c->name) != c)
		scheme_complain(s, CAPS, c->line, "组“%s”重复", c->name);
	else if (!is_named(s, c->name))
		scheme_complain(s, CAPS, c->line, "没有评估点的上限组是“%s”",
		    c->name);
	if (c->high == NO_HIGH && c->low == NO_LOW)
		scheme_hint(s, CAPS, c->line, "上限和下限都没有写，各点照加");
	if (c->low > c->high)
		scheme_complain(s, CAPS, c->line, "下限高于上限");
	if (c->high < 0)
		scheme_complain(s, CAPS, c->line, "上限小于0；合起来最多扣几分，"
		    "写在“下限”里，例如-10");
}

/* The first point of the same group as p, which is in one. */
static const struct point *
first_of_group(const struct scheme *s, const struct point *p)
{
	const struct point *first = s->points;

	while (strcmp(first->cap, p->cap) != 0)
		first++;
	return first;
}

static void
check_group(struct scheme *s, const struct point *p)
{
	const struct point *first;

	if (*p->cap == '\0')
		return;
	first = first_of_group(s, p);
	if (first == p && scheme_cap(s, p->cap) == NULL)
		scheme_complain(s, POINTS, p->line, "上限组“%s”不在 上限.csv 中",
		    p->cap);
	if (strcmp(first->level1, p->level1) != 0)
		scheme_complain(s, POINTS, p->line, "上限组“%s”跨了两个一级指标"
		    "（“%s”和“%s”），同一组要在一个一级指标里", p->cap,
		    first->level1, p->level1);
	if (first->bonus != p->bonus)
		scheme_complain(s, POINTS, p->line, "上限组“%s”里评估点 %s 和 %s "
		    "一个是附加分，一个不是，请分成两组", p->cap, first->code,
		    p->code);
}

/* ---- 权重 ---------------------------------------------------------------------- */

static const struct part *
find_part(const struct part *parts, size_t nparts, const char *level1)
{
	for (size_t i = 0; i < nparts; i++)
		if (strcmp(parts[i].level1, level1) == 0)
			return &parts[i];
	return NULL;
}

static void
check_weight(struct scheme *s, const struct part *parts, size_t nparts,
    const struct weight *w)
{
	const struct part *part = find_part(parts, nparts, w->level1);

	if (w->weight < 0)
		scheme_complain(s, WEIGHTS, w->line, "权重不能小于0");
	if (*w->level1 == '\0')
		scheme_complain(s, WEIGHTS, w->line, "没有写一级指标");
	else if (part == NULL)
		scheme_complain(s, WEIGHTS, w->line, "一级指标“%s”不在 指标.csv "
		    "中", w->level1);
	else if (scheme_weight(s, w->level1) != w)
		scheme_complain(s, WEIGHTS, w->line, "一级指标“%s”重复",
		    w->level1);
	else if (part->bonus || part_max(s, part, NULL) == 0)
		scheme_complain(s, WEIGHTS, w->line, "一级指标“%s”的分值（附加分"
		    "除外）之和是0，不能折算；去掉这一行，它就按原分计入",
		    w->level1);
}

/* ---- together ------------------------------------------------------------------ */

/* Where no evaluation point has points, nothing is added up. */
static void
check_nothing(struct scheme *s)
{
	static const char why[] = "指标.csv 中没有分值";

	if (*scheme_property(s, ITEM_FULL, "") != '\0')
		scheme_complain(s, "方案.csv", scheme_property_line(s, ITEM_FULL),
		    "写了满分，但 %s", why);
	for (size_t i = 0; i < s->ncaps; i++)
		scheme_complain(s, CAPS, s->caps[i].line, "写了上限，但 %s",
		    why);
	for (size_t i = 0; i < s->nweights; i++)
		scheme_complain(s, WEIGHTS, s->weights[i].line, "写了权重，但 %s",
		    why);
	for (size_t i = 0; i < s->npoints; i++)
		if (*s->points[i].cap != '\0')
			scheme_complain(s, POINTS, s->points[i].line,
			    "写了上限组，但 %s", why);
}

void
scheme_check_totals(struct scheme *s)
{
	struct part *parts;
	size_t nparts;

	if (s->npoints == 0 || scheme_by_words(s)) {
		check_nothing(s);
		return;
	}
	nparts = scheme_parts(&s->arena, s, &parts);
	check_full(s, parts, nparts);
	for (size_t i = 0; i < s->ncaps; i++)
		check_cap(s, &s->caps[i]);
	for (size_t i = 0; i < s->npoints; i++)
		check_group(s, &s->points[i]);
	for (size_t i = 0; i < s->nweights; i++)
		check_weight(s, parts, nparts, &s->weights[i]);
}
