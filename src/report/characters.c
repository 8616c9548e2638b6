#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/report.h"
#include "store/finding.h"

#define MAX_CHARACTER	0x110000

struct scan {
	struct store *store;
	const struct font_library *fonts;
	struct arena arena;
	unsigned char *seen;	/* a bit a character: some font has it */
	bool show_personal;
	const char *table;
	const char *field;
	bool personal;
};

static bool
drawable(struct scan *s, uint32_t ch)
{
	struct font_glyph glyph;

	if (ch < 0x80 || text_is_space(ch))
		return true;
	if (s->seen[ch / 8] & 1u << ch % 8)
		return true;
	if (!font_glyph(s->fonts, FONT_BODY, ch, &glyph))
		return false;
	s->seen[ch / 8] |= (unsigned char)(1u << ch % 8);
	return true;
}

/* The characters of text that no font has, e.g. "U+2CB4E"; NULL: none. */
static const char *
missing(struct scan *s, const char *text)
{
	struct buf b = { 0 };
	const char *list = NULL;

	while (*text != '\0') {
		uint32_t ch = text_next(&text);

		if (!drawable(s, ch))
			buf_addf(&b, "%sU+%04X", b.len > 0 ? "、" : "",
			    (unsigned)ch);
	}
	if (b.len > 0)
		list = arena_strdup(&s->arena, buf_str(&b));
	buf_free(&b);
	return list;
}

/* Columns: studio, file, line, row, value, column in the file. */
static int
check_cell(struct scan *s, sqlite3_stmt *stmt, struct err *err)
{
	const char *value = store_text(stmt, 4);
	const char *list = missing(s, value);
	struct finding f = {
		.studio = store_text(stmt, 0),
		.file = store_text(stmt, 1),
		.line = (size_t)sqlite3_column_int64(stmt, 2),
		.row = (size_t)sqlite3_column_int64(stmt, 3),
		.column = (size_t)sqlite3_column_int64(stmt, 5),
		.field = s->field,
	};

	if (list == NULL)
		return 0;
	f.value = s->personal && !s->show_personal ?
	    text_mask(&s->arena, value) : value;
	f.detail = arena_printf(&s->arena, "%s没有一种已安装的字体能显示，"
	    "打印时以〓代替", list);
	return finding_add(s->store, FINDING_CHAR_NO_FONT, &f, err);
}

static int
check_field(struct scan *s, bool vertical, struct err *err)
{
	char *field = store_quote(&s->arena, s->field);
	char *sql = arena_printf(&s->arena, "SELECT %s, t._文件,"
	    " coalesce(nullif(w.行, 0), t._行), coalesce(nullif(w.表行, 0),"
	    " t._表行), t.%s, w.列 FROM %s AS t LEFT JOIN _字段位置 AS w ON"
	    " w.文件 = t._文件 AND w.字段 = ?1 WHERE t.%s IS NOT NULL"
	    " ORDER BY t._序", vertical ? "t.编号" : "t.工作室", field,
	    store_quote(&s->arena, s->table), field);
	sqlite3_stmt *stmt = store_prepare(s->store, sql, err);
	int rc;

	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, s->field);
	while ((rc = store_step(s->store, stmt, err)) == 1)
		if (check_cell(s, stmt, err) == -1) {
			rc = -1;
			break;
		}
	store_finalize(stmt);
	return rc;
}

int
report_check_characters(struct store *store, const struct font_library *fonts,
    bool show_personal, struct err *err)
{
	struct scan s = { .store = store, .fonts = fonts,
	    .show_personal = show_personal };
	sqlite3_stmt *stmt = store_prepare(store, "SELECT 表, 字段, 敏感,"
	    " 表 = '工作室' FROM 表单 WHERE 类型 IN ('文本', '人名') ORDER BY 序",
	    err);
	int rc;

	if (stmt == NULL)
		return -1;
	s.seen = mem_zero(MAX_CHARACTER / 8, 1);
	while ((rc = store_step(store, stmt, err)) == 1) {
		s.table = store_text(stmt, 0);
		s.field = store_text(stmt, 1);
		s.personal = *store_text(stmt, 2) != '\0';
		if (check_field(&s, sqlite3_column_int(stmt, 3) != 0,
		    err) == -1) {
			rc = -1;
			break;
		}
		arena_reset(&s.arena);
	}
	store_finalize(stmt);
	arena_free(&s.arena);
	free(s.seen);
	return rc;
}
