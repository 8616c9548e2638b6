#include "scheme/way.h"

#include <string.h>

#include "store/store.h"

/* 同组: of studios that are alike.  查表: what a reference says of a word. */

/* ---- 同组 ------------------------------------------------------------------- */

#define OTHER	"_同"	/* one of the studios that are alike */

/* Each field of 字段 filled in, and in another studio the same. */
static char *
each_field(struct way_sql *w, const char *format)
{
	struct way_table t = way_table_find(w->arena, w->scheme, TABLE_STUDIO);
	struct buf b = { 0 };
	char *sql;

	for (size_t i = 0; i < w->rule->nfields; i++) {
		struct way_field f = way_field_find(w->scheme, &t,
		    w->rule->fields[i]);
		const char *name = store_quote(w->arena, f.name);

		buf_adds(&b, i > 0 ? " AND " : "");
		for (const char *p = format; *p != '\0'; p++)
			if (*p == '?')
				buf_adds(&b, name);
			else
				buf_addc(&b, *p);
	}
	sql = arena_strdup(w->arena, buf_str(&b));
	buf_free(&b);
	return sql;
}

static char *
known(struct way_sql *w)
{
	return each_field(w, "nullif(" TABLE_STUDIO ".?, '') IS NOT NULL");
}

/* The studios that are alike, or their rows of 对象. */
static char *
alike(struct way_sql *w)
{
	const struct rule *r = w->rule;
	const char *same = each_field(w, OTHER ".? = " TABLE_STUDIO ".?");
	const char *also = *r->condition == '\0' ? "" :
	    arena_printf(w->arena, " AND (%s\n)", r->condition);

	if (*r->object == '\0')
		return arena_printf(w->arena, " FROM " TABLE_STUDIO " AS " OTHER
		    " WHERE %s%s", same, also);
	return arena_printf(w->arena, " FROM %s WHERE %s." FIELD_STUDIO " IN"
	    " (SELECT " OTHER "." FIELD_CODE " FROM " TABLE_STUDIO " AS " OTHER
	    " WHERE %s)%s", w->object.quoted, w->object.quoted, same, also);
}

void
way_alike_measure(struct way_sql *w)
{
	buf_addf(&w->sql, "CASE WHEN %s THEN (SELECT count(*)%s) END", known(w),
	    alike(w));
}

/* Of a studio its name and 编号, of a row its name and the studio's. */
static char *
alike_name(struct way_sql *w)
{
	struct way_table t = w->object;

	if (t.kind != WAY_NOTHING)
		return arena_printf(w->arena, "%s || '（' || (SELECT " OTHER "."
		    FIELD_TITLE " FROM " TABLE_STUDIO " AS " OTHER " WHERE " OTHER
		    "." FIELD_CODE " = %s." FIELD_STUDIO ") || '）'",
		    way_name(w, &t, NULL, 0), t.quoted);
	t = way_table_find(w->arena, w->scheme, TABLE_STUDIO);
	t.quoted = OTHER;
	return arena_printf(w->arena, "%s || '（' || " OTHER "." FIELD_CODE
	    " || '）'", way_name(w, &t, NULL, 0));
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
	const char *unit = *r->unit != '\0' ? r->unit : "个";
	const struct way_list l = {
		.item = alike_name(w),
		.from = alike(w),
		.order = w->object.kind == WAY_NOTHING ? "min(" OTHER "._序)" :
		    arena_printf(w->arena, "min(%s.rowid)", w->object.quoted),
		.unit = unit,
	};

	buf_addf(&w->sql, "%s || CASE WHEN %s THEN '共' || %s || coalesce('：' ||"
	    " %s, '') ELSE '' END", alike_in(w), known(w), way_count(w->arena,
	    l.from, unit), way_list_sql(w->arena, &l));
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
