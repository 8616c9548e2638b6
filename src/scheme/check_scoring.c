#include "scheme/private.h"

#include <string.h>

/*
 * How values of points come about: what 指标.csv says of it, and whether the
 * forms have the fields that it needs.
 */
#define FILE_POINTS	"指标.csv"

static void
check_bounds(struct scheme *s, const struct point *p)
{
	if (p->low > p->high)
		scheme_complain(s, FILE_POINTS, p->line,
		    "评估点 %s 的下限高于上限", p->code);
	else if (p->max < p->low || p->max > p->high)
		scheme_complain(s, FILE_POINTS, p->line,
		    "评估点 %s 的分值不在下限和上限之间", p->code);
	else if (p->scoring == SCORING_DEDUCTION && p->max == p->low)
		scheme_complain(s, FILE_POINTS, p->line, "评估点 %s 没有可以扣的分："
		    "分值就是下限；只扣分的，请写下限，例如 -10 或“无”", p->code);
}

/* Whether experts could give the full mark. */
static void
check_step(struct scheme *s, const struct point *p)
{
	const long step = scheme_step(s);

	if (p->scoring == SCORING_POINTS && *p->automatic == '\0' &&
	    p->max % step != 0)
		scheme_hint(s, FILE_POINTS, p->line,
		    "评估点 %s 的分值不是步长的整数倍，满分打不出来", p->code);
}

static void
check_point(struct scheme *s, const struct point *p)
{
	if (*p->letters != '\0' && p->scoring != SCORING_LETTER)
		scheme_complain(s, FILE_POINTS, p->line,
		    "评估点 %s 写了等第组，而计分方式不是“等第”", p->code);
	if (p->max >= 0) {
		check_bounds(s, p);
		check_step(s, p);
	} else if (p->scoring != SCORING_POINTS || p->low != 0 ||
	    p->high != p->max) {
		scheme_complain(s, FILE_POINTS, p->line, "评估点 %s 没有分值，"
		    "不能写计分方式、下限和上限", p->code);
	}
}

bool
scheme_scores(const struct scheme *s, enum scoring scoring)
{
	for (size_t i = 0; i < s->npoints; i++)
		if (s->points[i].scoring == scoring)
			return true;
	return false;
}

const char *
scheme_score_field(const struct scheme *s, const struct form *f,
    enum scoring scoring)
{
	if (scheme_by_words(s) || scoring == SCORING_LETTER)
		return FIELD_WORD;
	return scoring == SCORING_DEDUCTION &&
	    form_field(f, FIELD_DEDUCTION) != NULL ? FIELD_DEDUCTION :
	    FIELD_SCORE;
}

/* The tables of scores must have the fields the engine reads. */
static void
check_form(struct scheme *s, const char *table)
{
	const struct form *f = scheme_form(s, table);

	if (f == NULL || s->npoints == 0)
		return;
	for (int i = 0; i < SCORINGS; i++) {
		const char *field = scheme_score_field(s, f, (enum scoring)i);

		if (scheme_scores(s, (enum scoring)i) &&
		    (form_field(f, FIELD_POINT) == NULL ||
		    form_field(f, field) == NULL))
			scheme_complain(s, "表单.csv", 0,
			    "表“%s”缺少字段“%s”或“%s”", table, FIELD_POINT,
			    field);
	}
	if (strcmp(table, TABLE_EXPERT) == 0 &&
	    form_field(f, FIELD_EXPERT) == NULL)
		scheme_complain(s, "表单.csv", 0, "表“%s”缺少字段“%s”", table,
		    FIELD_EXPERT);
}

/* Deductions that nothing reads: 计分方式 was forgotten. */
static void
check_deductions_read(struct scheme *s)
{
	const struct form *f = scheme_form(s, TABLE_EXPERT);

	if (s->npoints == 0 || f == NULL ||
	    form_field(f, FIELD_DEDUCTION) == NULL ||
	    scheme_scores(s, SCORING_DEDUCTION))
		return;
	for (size_t i = 0; i < s->npoints; i++)
		if (*s->points[i].automatic != '\0')
			return;		/* which may read them */
	scheme_hint(s, FILE_POINTS, 0, "表“" TABLE_EXPERT "”有字段“"
	    FIELD_DEDUCTION "”，而没有一个评估点的计分方式是“扣分”，填了也不计");
}

void
scheme_check_scoring(struct scheme *s)
{
	for (size_t i = 0; i < s->npoints; i++)
		check_point(s, &s->points[i]);
	scheme_check_letters(s);
	check_form(s, TABLE_SELF);
	check_form(s, TABLE_EXPERT);
	check_deductions_read(s);
}
