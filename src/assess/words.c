#include "assess/private.h"

#include <string.h>

/*
 * Items that have no points are judged by words: which words came in, and
 * which of them a school said of itself.
 */

const char *
words_known(struct arena *a, const char *alias)
{
	return arena_printf(a, "%s." FIELD_WORD " IN (SELECT 词 FROM _评定词)",
	    alias);
}

static const char *
unknown_detail(struct score_grid *g, sqlite3_stmt *stmt)
{
	(void)stmt;
	return arena_printf(&g->arena, "不是方案规定的词（%s），未采用",
	    scheme_words_text(&g->arena, g->scheme));
}

int
words_check(struct score_grid *g, const char *table, struct err *err)
{
	/* Of the two words that every scheme has, intake has said enough. */
	if (*scheme_property(g->scheme, "评定词", "") != '\0' &&
	    refused_choices(g, table, FIELD_WORD, FINDING_WORD_UNKNOWN,
	    unknown_detail(g, NULL), err) == -1)
		return -1;
	return report_rows(g, arena_printf(&g->arena, "SELECT "
	    ROW_PLACE(FIELD_WORD, "r." FIELD_WORD) " FROM %s AS r JOIN 指标"
	    " AS p ON p.编号 = r." FIELD_POINT " WHERE r." FIELD_WORD
	    " IS NOT NULL AND NOT %s ORDER BY r.rowid", score_rows(g, table),
	    words_known(&g->arena, "r")), FINDING_WORD_UNKNOWN, unknown_detail,
	    err);
}

int
words_of_schools(struct score_grid *g, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, "SELECT " FIELD_STUDIO ", "
	    FIELD_POINT ", w.序 - 1 FROM " TABLE_SELF " AS r JOIN _评定词 AS w"
	    " ON w.词 = r." FIELD_WORD " ORDER BY r.rowid", err);
	struct places at = { .grid = g };
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		struct score *s = score_of_row(&at, stmt);

		if (s != NULL)
			s->self_word = (int8_t)sqlite3_column_int(stmt, 2);
	}
	store_finalize(stmt);
	return rc;
}
