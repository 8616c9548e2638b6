#include "command/new.h"

#include <string.h>

#include "base/text.h"
#include "sheet/sheet.h"

/* The heading of a table of points, as people call its columns. */

/* What columns are called: the first is the format's own name. */
static const char *const names[C_COLUMNS][16] = {
	[C_CODE] = { "编号", "指标编号", "评估点编号", "代码", "编码", "标号" },
	[C_LEVEL1] = { "一级指标", "一级", "一级项目", "一级要素", "一级内容", "A级指标",
	    "评估项目", "考核项目", "评价项目", "考评项目", "项目", "类别", "大项",
	    "维度", "模块" },
	[C_LEVEL2] = { "二级指标", "二级", "二级项目", "二级要素", "二级内容", "B级指标",
	    "评估要素", "评价要素", "要素", "小项", "子项" },
	[C_TEXT] = { "评估点", "三级指标", "三级", "C级指标", "指标内容", "评估内容",
	    "评价内容", "考核内容", "考评内容", "评估指标", "评价指标", "考核指标",
	    "具体内容", "内容", "指标" },
	[C_STANDARD] = { "评分标准", "评估标准", "评价标准", "考核标准", "考评标准",
	    "评分细则", "考核细则", "评分要点", "评估要点", "考核要点", "观测点",
	    "主要观测点", "标准", "要求" },
	[C_SCORE] = { "分值", "满分", "分数", "标准分", "标准分值", "最高分", "赋分",
	    "配分", "应得分" },
	[C_METHOD] = { "评估办法", "评估方法", "评估方式", "考核方式", "考核办法",
	    "考核方法", "检查方法", "评分方法", "评分办法", "评价方法", "评价方式" },
	[C_BASIS] = { "依据", "政策依据", "文件依据" },
	[C_BONUS] = { "附加", "是否附加" },
};

/* A heading as it is compared: without widths, blanks, brackets, stars. */
static char *
fold(struct arena *a, const char *text)
{
	char *s = text_fold(a, text), *bracket = strchr(s, '(');
	size_t len;

	if (bracket != NULL && bracket > s)
		*bracket = '\0';
	while ((len = strlen(s)) > 0 && strchr("*:", s[len - 1]) != NULL)
		s[len - 1] = '\0';
	return *s == '*' ? s + 1 : s;
}

static size_t
column_of(const char *name)
{
	for (size_t k = 0; *name != '\0' && k < C_COLUMNS; k++)
		for (size_t i = 0; i < 16 && names[k][i] != NULL; i++)
			if (strcmp(names[k][i], name) == 0)
				return k;
	return NOWHERE;
}

/* What the heading's one or two rows say of a column. */
static size_t
column_kind(struct arena *a, const struct sheet *s, size_t first, size_t last, size_t column)
{
	const char *above = fold(a, sheet_cell(&s->records[first], column));
	const char *below = fold(a, sheet_cell(&s->records[last], column));
	size_t kind = column_of(below);

	if (kind == NOWHERE && first != last && *below != '\0')
		kind = column_of(arena_printf(a, "%s%s", below, above));
	if (kind == NOWHERE && *below == '\0')
		kind = column_of(above);
	return kind;
}

/*
 * Each level may have its own 分值: a point's stands behind its text, else it is
 * the last one before it.
 */
static size_t
score_column(const size_t *kinds, size_t width, size_t text)
{
	size_t found = NOWHERE;

	for (size_t c = 0; c < width; c++)
		if (kinds[c] == C_SCORE && (found == NOWHERE || found < text))
			found = c;
	return found;
}

/* Take the rows for the heading if they name more than those before did. */
static void
try_heading(struct arena *a, const struct sheet *s,
    struct points_heading *h, size_t first, size_t last)
{
	const struct sheet_record *rec = s->records;
	size_t at[C_COLUMNS], found = 0, width = rec[first].ncells, *kinds;

	for (size_t k = 0; k < C_COLUMNS; k++)
		at[k] = NOWHERE;
	if (rec[last].ncells > width)
		width = rec[last].ncells;
	kinds = arena_alloc(a, (width + 1) * sizeof(*kinds));
	for (size_t c = 0; c < width; c++) {
		kinds[c] = column_kind(a, s, first, last, c);
		if (kinds[c] == NOWHERE || at[kinds[c]] != NOWHERE)
			continue;
		at[kinds[c]] = c;
		found++;
	}
	if (at[C_TEXT] == NOWHERE) {
		at[C_TEXT] = at[C_STANDARD];
		at[C_STANDARD] = NOWHERE;
	}
	at[C_SCORE] = score_column(kinds, width, at[C_TEXT]);
	if (at[C_TEXT] == NOWHERE || at[C_SCORE] == NOWHERE ||
	    found <= h->found)
		return;
	h->found = found;
	h->first = first;
	h->last = last;
	memcpy(h->at, at, sizeof(at));
}

bool
new_heading_find(struct arena *a, const struct sheet *s,
    struct points_heading *h)
{
	*h = (struct points_heading){ 0 };
	for (size_t i = 0; i < s->nrecords && i < HEADING_RECORDS; i++)
		try_heading(a, s, h, i, i);
	/* Two rows, where together they say more than one does. */
	for (size_t i = 0; i + 1 < s->nrecords && i < HEADING_RECORDS; i++)
		try_heading(a, s, h, i, i + 1);
	return h->found > 0;
}

bool
new_heading_is(struct arena *a, const char *cell, size_t column)
{
	return column_of(fold(a, cell)) == column;
}

const char *
new_heading_name(size_t column)
{
	return names[column][0];
}
