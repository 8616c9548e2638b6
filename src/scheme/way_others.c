#include "scheme/way.h"

#include <string.h>

#include "store/store.h"

/* 同组: of studios that are alike.  查表: what a reference says of a word. */

/* ---- 同组 ------------------------------------------------------------------- */

#define OTHER	"_同"	/* one of the studios that are alike */

/* The fields by which studios are alike. */
static char *
each_field(struct way_sql *w, const char *before, const char *behind,
    const char *between)
{
	struct way_table t = way_table_find(w->arena, w->scheme, TABLE_STUDIO);
	struct buf b = { 0 };
	char *sql;

	for (size_t i = 0; i < w->rule->nfields; i++) {
		struct way_field f = way_field_find(w->scheme, &t,
		    w->rule->fields[i]);

		buf_addf(&b, "%s%s%s%s", i > 0 ? between : "", before,
		    store_quote(w->arena, f.name), behind);
	}
	sql = arena_strdup(w->arena, buf_str(&b));
	buf_free(&b);
	return sql;
}

static char *
known(struct way_sql *w)
{
	return each_field(w, "nullif(" TABLE_STUDIO ".", ", '') IS NOT NULL",
	    " AND ");
}

/* Of a studio its name and 编号, of a row its name; '' where none asks. */
static char *
alike_name(struct way_sql *w, bool named)
{
	struct way_table t = w->object;

	if (!named)
		return arena_strdup(w->arena, "''");
	if (t.kind != WAY_NOTHING)
		return way_name(w, &t, NULL, 0);
	t = way_table_find(w->arena, w->scheme, TABLE_STUDIO);
	t.quoted = OTHER;
	return arena_printf(w->arena, "%s || '（' || " OTHER "." FIELD_CODE
	    " || '）'", way_name(w, &t, NULL, 0));
}

/*
 * What is counted in all studios: the fields, _名, _位.  In a query that does
 * not look at the studio in hand SQLite makes it, and what is made from it,
 * once for all.
 */
static char *
counted(struct way_sql *w, bool named)
{
	const struct rule *r = w->rule;
	const char *where = *r->condition == '\0' ? "" :
	    arena_printf(w->arena, " WHERE (%s\n)", r->condition);
	const char *fields = each_field(w, OTHER ".", "", ", ");

	if (*r->object == '\0')
		return arena_printf(w->arena, "SELECT %s, %s AS _名, " OTHER "._序"
		    " AS _位 FROM " TABLE_STUDIO " AS " OTHER "%s", fields,
		    alike_name(w, named), where);
	return arena_printf(w->arena, "SELECT %s, _行._名%s AS _名, _行._位 AS _位"
	    " FROM (SELECT %s." FIELD_STUDIO " AS _谁, %s AS _名, %s.rowid AS _位"
	    " FROM %s%s) AS _行 JOIN " TABLE_STUDIO " AS " OTHER " ON " OTHER "."
	    FIELD_CODE " = _行._谁", fields, named ? " || '（' || " OTHER "."
	    FIELD_TITLE " || '）'" : "", w->object.quoted, alike_name(w, named),
	    w->object.quoted, w->object.quoted, where);
}

/* The studio's own group in _组. */
static char *
own(struct way_sql *w)
{
	struct way_table t = way_table_find(w->arena, w->scheme, TABLE_STUDIO);
	struct buf b = { 0 };
	char *sql;

	for (size_t i = 0; i < w->rule->nfields; i++) {
		struct way_field f = way_field_find(w->scheme, &t,
		    w->rule->fields[i]);
		const char *name = store_quote(w->arena, f.name);

		buf_addf(&b, "%s_组.%s = " TABLE_STUDIO ".%s",
		    i > 0 ? " AND " : "", name, name);
	}
	sql = arena_strdup(w->arena, buf_str(&b));
	buf_free(&b);
	return sql;
}

void
way_alike_measure(struct way_sql *w)
{
	const char *fields = each_field(w, "", "", ", ");

	buf_addf(&w->sql, "CASE WHEN %s THEN coalesce((WITH _组 AS MATERIALIZED"
	    " (SELECT %s, count(*) AS _数 FROM (%s) GROUP BY %s) SELECT _数"
	    " FROM _组 WHERE %s), 0) END", known(w), fields, counted(w, false),
	    fields, own(w));
}

/* The values by which they are alike, or which of them are not there. */
static char *
alike_in(struct way_sql *w)
{
	struct way_table t = way_table_find(w->arena, w->scheme, TABLE_STUDIO);
	struct buf b = { 0 };
	char *sql;

	for (size_t i = 0; i < w->rule->nfields; i++) {
		struct way_field f = way_field_find(w->scheme, &t,
		    w->rule->fields[i]);

		buf_addf(&b, "%scoalesce(%s, %s)", i > 0 ? " || '，' || " : "",
		    way_value(w->arena, TABLE_STUDIO, &f), way_text(w->arena,
		    arena_printf(w->arena, "%s%s", f.computed ? "没有" : "未填",
		    f.name)));
	}
	sql = arena_strdup(w->arena, buf_str(&b));
	buf_free(&b);
	return sql;
}

/* 东区共3个：张三（A1）、李四（A2）、王五（A3） */
void
way_alike_evidence(struct way_sql *w)
{
	const struct rule *r = w->rule;
	const char *unit = way_text(w->arena, *r->unit != '\0' ? r->unit : "个");
	const char *fields = each_field(w, "", "", ", ");

	buf_addf(&w->sql, "%s || CASE WHEN %s THEN coalesce((WITH _组 AS"
	    " MATERIALIZED (SELECT %s, max(_数) AS _数, group_concat(_名, '、')"
	    " AS _名 FROM (SELECT *, count(*) OVER (PARTITION BY %s) AS _数,"
	    " row_number() OVER (PARTITION BY %s ORDER BY _位) AS _第 FROM (%s)"
	    " ORDER BY %s, _位) WHERE _第 <= " WAY_MOST_NAMES " GROUP BY %s)"
	    " SELECT '共' || _数 || %s || '：' || _名 || iif(_数 > "
	    WAY_MOST_NAMES ", '等' || _数 || %s, '') FROM _组 WHERE %s),"
	    " '共0' || %s) ELSE '' END", alike_in(w), known(w), fields, fields,
	    fields, counted(w, true), fields, fields, unit, unit, own(w), unit);
}

/* ---- 查表 ------------------------------------------------------------------- */

struct lookup {
	struct way_table table;
	struct way_field field;		/* of the studio */
	const char *word, *number;	/* columns of the table, quoted */
};

static struct lookup
lookup_of(struct way_sql *w)
{
	struct way_table studio = way_table_find(w->arena, w->scheme,
	    TABLE_STUDIO);
	struct lookup l = {
		.table = way_table_find(w->arena, w->scheme, w->rule->table),
		.field = way_field_find(w->scheme, &studio,
		    w->rule->fields[0]),
	};

	l.word = store_quote(w->arena, l.table.reference->columns[0]);
	l.number = store_quote(w->arena, l.table.reference->columns[1]);
	return l;
}

void
way_lookup_measure(struct way_sql *w)
{
	struct lookup l = lookup_of(w);

	buf_addf(&w->sql, "(SELECT %s.%s FROM %s WHERE %s.%s = " TABLE_STUDIO
	    ".%s LIMIT 1)", l.table.quoted, l.number, l.table.quoted,
	    l.table.quoted, l.word, store_quote(w->arena, l.field.name));
}

/* 职务：科长，是2级（科员1、科长2、处长3） */
void
way_lookup_evidence(struct way_sql *w)
{
	struct lookup l = lookup_of(w);

	buf_addf(&w->sql, "%s || coalesce('，是' || ", way_told(w->arena,
	    TABLE_STUDIO, &l.field, true));
	way_lookup_measure(w);
	buf_addf(&w->sql, " || %s, iif(" TABLE_STUDIO ".%s IS NULL, '',"
	    " '，不在表中')) || '（' || (SELECT group_concat(%s || %s, '、') FROM %s)"
	    " || '）'", way_text(w->arena, w->rule->unit),
	    store_quote(w->arena, l.field.name), l.word, l.number,
	    l.table.quoted);
}
