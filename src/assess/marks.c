#include "assess/private.h"

#include <string.h>

/* How the rows of 自评 and 评审 are written, by 计分方式: as SQL for others. */

static const char *
points_count(struct arena *a, long step)
{
	const char *bounds = "hundredths(r." FIELD_SCORE ") BETWEEN"
	    " coalesce(hundredths(p.下限), -9e15) AND"
	    " coalesce(hundredths(p.上限), 9e15)";

	return step == 1 ? bounds : arena_printf(a, "%s AND hundredths(r."
	    FIELD_SCORE ") %% %ld = 0", bounds, step);
}

#define LETTER_VALUE	"(SELECT 值 FROM _等第值 AS l WHERE l.评估点 = p.编号 AND" \
			" l.等第 = r." FIELD_WORD ")"

bool
marks_of(struct score_grid *g, const char *table, enum scoring scoring,
    struct marks *m)
{
	const struct scheme *s = g->scheme;
	const struct form *f = scheme_form(s, table);
	const long step = scheme_step(s);
	bool others = false;

	if (!scheme_scores(s, scoring))
		return false;
	for (int i = 0; i < SCORINGS; i++)
		others |= i != (int)scoring && scheme_scores(s, (enum scoring)i);
	*m = (struct marks){ .scoring = scoring, .table = table,
	    .rows = score_rows(g, table),
	    .field = scheme_score_field(s, f, scoring), .word = "NULL" };
	m->of = others ? arena_printf(&g->arena, "p.计分方式 = '%s'",
	    scorings[scoring]) : "TRUE";
	if (scheme_by_words(s)) {
		m->counts = words_known(&g->arena, "r");
		m->value = "NULL";
		m->word = "r." FIELD_WORD;
	} else if (scoring == SCORING_LETTER) {
		m->counts = LETTER_VALUE " IS NOT NULL";
		m->value = LETTER_VALUE;
		m->word = "r." FIELD_WORD;
	} else if (scoring == SCORING_DEDUCTION) {
		m->counts = arena_printf(&g->arena, "hundredths(r.%s) >= 0 AND"
		    " hundredths(r.%s) %% %ld = 0", m->field, m->field, step);
	} else {
		m->counts = points_count(&g->arena, step);
		m->value = "r." FIELD_SCORE;
	}
	return true;
}

const char *
expert_round(const struct score_grid *g, struct arena *a)
{
	const struct field **fields;
	size_t n = scheme_rounds(a, g->scheme, &fields);
	struct buf b = { 0 };
	const char *sql;

	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%scoalesce(r.%s, '')", i > 0 ?
		    " || '，' || " : "", store_quote(a, fields[i]->name));
	sql = b.len > 0 ? arena_strdup(a, buf_str(&b)) : "''";
	buf_free(&b);
	return sql;
}
