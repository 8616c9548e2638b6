#include "scheme/private.h"

#include <string.h>

#include "base/text.h"

enum { G_NAME, G_MIN, G_CONDITION, G_GROUP, G_QUOTA, G_COLUMNS };
static const char *const columns[] = { [G_NAME] = "等级", [G_MIN] = "下限",
	[G_CONDITION] = "条件", [G_GROUP] = "组别", [G_QUOTA] = "名额",
	[G_COLUMNS] = NULL };

/* 3, or 30%. */
static void
read_quota(const struct table_file *d, size_t i, struct grade *g)
{
	struct scheme *s = d->scheme;
	const char *text = text_fold(&s->arena, table_file_get(d, i, G_QUOTA));
	size_t len = strlen(text);

	g->quota = -1;
	if (len == 0)
		return;
	g->percent = text[len - 1] == '%';
	if (!points_parse(arena_strndup(&s->arena, text, len -
	    (g->percent ? 1 : 0)), &g->quota) || g->quota < 0 ||
	    (!g->percent && g->quota % 100 != 0)) {
		scheme_complain(s, d->file, g->line,
		    "名额“%s”应写成“3”或“30%%”", text);
		g->quota = -1;
	} else if (!g->percent) {
		g->quota /= 100;
	}
}

void
scheme_read_grades(struct scheme *s)
{
	struct table_file d;

	if (!table_file_open(&d, s, "等级.csv", columns, "等级", false))
		return;
	s->grades = arena_alloc(&s->arena,
	    table_file_count(&d) * sizeof(*s->grades));
	for (size_t i = 0; i < table_file_count(&d); i++) {
		struct grade *g = &s->grades[s->ngrades++];
		const char *min = table_file_get(&d, i, G_MIN);

		g->name = table_file_get(&d, i, G_NAME);
		g->condition = table_file_get(&d, i, G_CONDITION);
		g->group = table_file_get(&d, i, G_GROUP);
		g->line = table_file_line(&d, i);
		g->min = NO_LOW;
		if (*min != '\0' && !points_parse(min, &g->min))
			scheme_complain(s, d.file, g->line,
			    "下限“%s”不是数字，或小数超过两位", min);
		read_quota(&d, i, g);
	}
}
