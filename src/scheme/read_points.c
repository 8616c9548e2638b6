#include "scheme/private.h"

#include <string.h>

enum { P_CODE, P_LEVEL1, P_LEVEL2, P_TEXT, P_MAX, P_METHOD, P_BONUS, P_APPLIES,
	P_OBJECT, P_AUTO, P_EVIDENCE, P_BASIS, P_SCORING, P_LOW, P_HIGH,
	P_CAP, P_LETTERS, P_COLUMNS };
static const char *const columns[] = { [P_CODE] = "编号",
	[P_LEVEL1] = "一级指标", [P_LEVEL2] = "二级指标", [P_TEXT] = "评估点",
	[P_MAX] = "分值", [P_METHOD] = "评估办法", [P_BONUS] = "附加",
	[P_APPLIES] = "适用", [P_OBJECT] = "对象", [P_AUTO] = "自动",
	[P_EVIDENCE] = "自动明细", [P_BASIS] = "依据",
	[P_SCORING] = "计分方式", [P_LOW] = "下限", [P_HIGH] = "上限",
	[P_CAP] = "上限组", [P_LETTERS] = "等第组", [P_COLUMNS] = NULL };

const char *const scorings[] = { [SCORING_POINTS] = "得分",
	[SCORING_DEDUCTION] = "扣分", [SCORING_LETTER] = "等第" };
_Static_assert(sizeof(scorings) / sizeof(*scorings) == SCORINGS,
    "a way of scoring has no word");

static void
read_scoring(struct table_file *d, size_t i, struct point *p)
{
	const char *word = table_file_get(d, i, P_SCORING);

	if (*word == '\0')
		return;
	for (int k = 0; k < SCORINGS; k++)
		if (strcmp(scorings[k], word) == 0) {
			p->scoring = (enum scoring)k;
			return;
		}
	scheme_complain(d->scheme, d->file, p->line, "计分方式“%s”应为得分、"
	    "扣分或等第", word);
}

/* A bound as column n says it: a number, or 无; otherwise when it is empty. */
static long
read_bound(struct table_file *d, size_t i, size_t n, long otherwise, long none)
{
	const char *text = table_file_get(d, i, n);
	long bound;

	if (*text == '\0')
		return otherwise;
	if (strcmp(text, BOUND_NONE) == 0)
		return none;
	if (points_parse(text, &bound))
		return bound;
	scheme_complain(d->scheme, d->file, table_file_line(d, i),
	    "%s“%s”应为数字（至多两位小数）或“无”", columns[n], text);
	return otherwise;
}


static void
read_point(struct table_file *d, size_t i, struct point *p)
{
	struct scheme *s = d->scheme;
	const char *max = table_file_get(d, i, P_MAX);

	p->line = table_file_line(d, i);
	p->code = table_file_get(d, i, P_CODE);
	p->level1 = table_file_get(d, i, P_LEVEL1);
	p->level2 = table_file_get(d, i, P_LEVEL2);
	p->method = table_file_get(d, i, P_METHOD);
	p->bonus = table_file_yes(d, i, P_BONUS);
	p->applies = table_file_get(d, i, P_APPLIES);
	p->object = table_file_get(d, i, P_OBJECT);
	p->automatic = table_file_get(d, i, P_AUTO);
	p->evidence = table_file_get(d, i, P_EVIDENCE);
	p->basis = table_file_get(d, i, P_BASIS);
	p->max = -1;
	if (*max != '\0' && (!points_parse(max, &p->max) || p->max < 0))
		scheme_complain(s, d->file, p->line, "分值“%s”不是数字，"
		    "或小数超过两位", max);
	read_scoring(d, i, p);
	p->low = read_bound(d, i, P_LOW, 0, NO_LOW);
	p->high = read_bound(d, i, P_HIGH, p->max, NO_HIGH);
	p->cap = table_file_get(d, i, P_CAP);
	p->letters = table_file_get(d, i, P_LETTERS);
	if (*p->level1 == '\0')
		scheme_complain(s, d->file, p->line, "没有写一级指标");
	if (scheme_point(s, p->code) != NULL)
		scheme_complain(s, d->file, p->line, "编号“%s”重复", p->code);
}

/* Points (分值) on all of them, or on none. */
static void
check_uniform(struct scheme *s)
{
	for (size_t i = 1; i < s->npoints; i++)
		if ((s->points[i].max < 0) != (s->points[0].max < 0)) {
			scheme_complain(s, "指标.csv", s->points[i].line,
			    "有的评估点有分值，有的没有；应当一致");
			return;
		}
}

void
scheme_read_points(struct scheme *s)
{
	struct table_file d;
	struct point *p = NULL;
	size_t n;

	if (!table_file_open(&d, s, "指标.csv", columns, "编号 一级指标 评估点",
	    false))
		return;
	n = table_file_count(&d);
	s->points = arena_alloc(&s->arena, n * sizeof(*s->points));
	for (size_t i = 0; i < n; i++) {
		if (*table_file_get(&d, i, P_CODE) != '\0') {
			struct point next = { 0 };

			read_point(&d, i, &next);
			p = &s->points[s->npoints++];
			*p = next;
			p->contents = arena_alloc(&s->arena,
			    (n - i) * sizeof(*p->contents));
		} else if (p == NULL) {
			scheme_complain(s, d.file, table_file_line(&d, i),
			    "第一行没有编号");
			continue;
		}
		p->contents[p->ncontents++] = table_file_get(&d, i, P_TEXT);
		if (*table_file_get(&d, i, P_TEXT) == '\0')
			scheme_complain(s, d.file, table_file_line(&d, i),
			    "没有写评估点的内容");
	}
	check_uniform(s);
}
