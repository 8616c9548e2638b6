#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "font/font.h"
#include "store/store.h"

#define MAX_CHARACTER	0x110000
#define FULLWIDTH 0xfee0u	/* from plain letters to full-width ones */

/* What may be wrong with characters, and what is said of a list of them. */
enum wrong { NO_FONT, PRIVATE, COMPATIBILITY, WRONGS };

static const struct {
	enum finding_code code;
	const char *text;
} wrongs[WRONGS] = {
	[NO_FONT] = { FINDING_CHAR_NO_FONT,
	    "没有一种已安装的字体能显示，打印时以〓代替" },
	[PRIVATE] = { FINDING_CHAR_PRIVATE,
	    "是自造字（私用码位），别的机器显示不出；仍按原样保存，"
	    "打印时以〓代替，除非所选的字体有这个字" },
	[COMPATIBILITY] = { FINDING_CHAR_COMPATIBILITY,
	    "不是通用的字，看上去一样，查找时却不是同一个字；仍按原样采用" }
};

struct coverage_scan {
	struct store *store;
	struct font_library *fonts;
	struct arena arena;
	unsigned char *seen;	/* a bit a character: nothing is wrong */
	bool show_personal;
	struct buf list[WRONGS];	/* the characters of a cell */
	struct coverage_field field;	/* of that cell */
};

/* The character that ch looks like and probably should be, or 0. */
static uint32_t
meant(const struct coverage_scan *s, uint32_t ch)
{
	uint32_t plain = ch - FULLWIDTH;

	if (s->field.is_name && ch > FULLWIDTH && plain < 0x80 &&
	    isalnum((int)plain))
		return plain;
	return text_is_private(ch) ? text_gbk_private(ch) :
	    text_ideograph(ch);
}

/* Add e.g. U+2CB4E or ⼯（U+2F2F，可能应为工U+5DE5） unless it is there. */
static void
list_add(struct buf *list, uint32_t ch, uint32_t plain)
{
	struct buf b = { 0 };
	const char *old;

	if (plain != 0 && !text_is_private(ch)) {
		text_put(&b, ch);
		buf_addf(&b, "（U+%04X，可能应为", (unsigned)ch);
	} else {
		buf_addf(&b, "U+%04X%s", (unsigned)ch,
		    plain != 0 ? "（可能应为" : "");
	}
	if (plain != 0) {
		text_put(&b, plain);
		buf_addf(&b, "U+%04X）", (unsigned)plain);
	}
	old = strstr(buf_str(list), buf_str(&b));
	while (old != NULL && isxdigit((unsigned char)old[b.len]))
		old = strstr(old + 1, buf_str(&b));	/* a longer code */
	if (old == NULL)
		buf_addf(list, "%s%s", list->len > 0 ? "、" : "", buf_str(&b));
	buf_free(&b);
}

static void
look_at(struct coverage_scan *s, uint32_t ch)
{
	bool wide = s->field.is_name && ch > FULLWIDTH &&
	    ch < FULLWIDTH + 0x80;
	struct font_glyph glyph;
	uint32_t plain;

	if (ch < 0x80 || (!wide && s->seen[ch / 8] & 1u << ch % 8) ||
	    text_is_space(ch))
		return;
	plain = meant(s, ch);
	if (text_is_private(ch)) {
		list_add(&s->list[PRIVATE], ch, plain);
		return;
	}
	if (plain != 0)
		list_add(&s->list[COMPATIBILITY], ch, plain);
	/* U+FFFD is what is left of a lost character: intake has said so. */
	if (s->fonts != NULL && ch != 0xfffd &&
	    !font_glyph(s->fonts, FONT_BODY, ch, &glyph))
		list_add(&s->list[NO_FONT], ch, 0);
	else if (plain == 0)
		s->seen[ch / 8] |= (unsigned char)(1u << ch % 8);
}

static const char *
shown(struct coverage_scan *s, const char *value, bool personal)
{
	return personal && !s->show_personal ? text_mask(&s->arena, value) :
	    value;
}

/* Columns: studio, file, line, row, value, column in the file, person, sheet. */
static int
check_cell(struct coverage_scan *s, sqlite3_stmt *stmt, struct err *err)
{
	const char *value = store_text(stmt, 4), *text = value, *person;
	struct finding f = {
		.studio = store_text(stmt, 0),
		.file = store_text(stmt, 1),
		.line = (size_t)sqlite3_column_int64(stmt, 2),
		.row = (size_t)sqlite3_column_int64(stmt, 3),
		.column = (size_t)sqlite3_column_int64(stmt, 5),
		.sheet = store_text_or_null(stmt, 7),
		.field = s->field.name,
	};

	while (*text != '\0')
		look_at(s, text_next(&text));
	for (size_t i = 0; i < WRONGS; i++) {
		if (s->list[i].len == 0)
			continue;
		f.value = shown(s, value, s->field.personal);
		person = shown(s, store_text(stmt, 6),
		    s->field.person_personal);
		f.detail = arena_printf(&s->arena, "%s%s%s%s", person,
		    *person != '\0' ? "：" : "",
		    s->field.personal && !s->show_personal ? "有的字" :
		    buf_str(&s->list[i]),
		    wrongs[i].text);
		buf_reset(&s->list[i]);
		if (finding_add(s->store, wrongs[i].code, &f, err) == -1)
			return -1;
	}
	return 0;
}

static int
check_field(struct coverage_scan *s, struct err *err)
{
	const struct coverage_field *f = &s->field;
	char *field = store_quote(&s->arena, f->name);
	char *sql = arena_printf(&s->arena, "SELECT t.%s, t._文件,"
	    " coalesce(nullif(w.行, 0), t._行), coalesce(nullif(w.表行, 0),"
	    " t._表行), t.%s, w.列, %s, t._工作表 FROM %s AS t LEFT JOIN _字段位置"
	    " AS w ON w.文件 = t._文件 AND w.工作表 = coalesce(t._工作表, '')"
	    " AND w.字段 = ?1 WHERE t.%s IS NOT NULL"
	    " ORDER BY t._序", store_quote(&s->arena, f->studio), field,
	    *f->person != '\0' ? store_quote(&s->arena, f->person) : "''",
	    store_quote(&s->arena, f->table), field);
	sqlite3_stmt *stmt = store_prepare(s->store, sql, err);
	int rc;

	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, f->name);
	while ((rc = store_step(s->store, stmt, err)) == 1)
		if (check_cell(s, stmt, err) == -1) {
			rc = -1;
			break;
		}
	store_finalize(stmt);
	return rc;
}

static bool
is_suspect(struct coverage_scan *s, const char *text)
{
	bool suspect = false;

	while (*text != '\0')
		look_at(s, text_next(&text));
	for (size_t i = 0; i < WRONGS; i++) {
		suspect |= s->list[i].len > 0;
		buf_reset(&s->list[i]);
	}
	return suspect;
}

/*
 * Which of the table's fields hold something that is wrong: nearly all hold
 * nothing, so that one quick look at all rows spares them the careful one.
 */
static int
find_suspects(struct coverage_scan *s, const struct coverage_field *fields,
    size_t n, bool *suspect, struct err *err)
{
	struct buf sql = { 0 };
	sqlite3_stmt *stmt;
	int rc;

	for (size_t i = 0; i < n; i++)
		buf_addf(&sql, "%s%s", i == 0 ? "SELECT " : ", ",
		    store_quote(&s->arena, fields[i].name));
	buf_addf(&sql, " FROM %s", store_quote(&s->arena, fields->table));
	stmt = store_prepare(s->store, buf_str(&sql), err);
	buf_free(&sql);
	if (stmt == NULL)
		return -1;
	while ((rc = store_step(s->store, stmt, err)) == 1)
		for (size_t i = 0; i < n; i++) {
			s->field = fields[i];
			if (!suspect[i])
				suspect[i] = is_suspect(s,
				    store_text(stmt, (int)i));
		}
	store_finalize(stmt);
	return rc;
}

static int
check_table(struct coverage_scan *s, const struct coverage_field *fields,
    size_t n, struct err *err)
{
	bool *suspect = arena_alloc(&s->arena, n * sizeof(*suspect));

	if (find_suspects(s, fields, n, suspect, err) == -1)
		return -1;
	for (size_t i = 0; i < n; i++) {
		s->field = fields[i];
		if (suspect[i] && check_field(s, err) == -1)
			return -1;
	}
	arena_reset(&s->arena);
	return 0;
}

/* How many fields from the first on are of its table. */
static size_t
same_table(const struct coverage_field *fields, size_t n)
{
	size_t k = 1;

	while (k < n && strcmp(fields[k].table, fields->table) == 0)
		k++;
	return k;
}

int
coverage_check(struct store *store, struct font_library *fonts,
    const struct coverage_field *fields, size_t n, bool show_personal,
    struct err *err)
{
	struct coverage_scan s = { .store = store, .fonts = fonts,
	    .show_personal = show_personal };
	int rc = 0;

	s.seen = mem_zero(MAX_CHARACTER / 8, 1);
	while (n > 0 && rc == 0) {
		size_t k = same_table(fields, n);

		rc = check_table(&s, fields, k, err);
		fields += k;
		n -= k;
	}
	for (size_t i = 0; i < WRONGS; i++)
		buf_free(&s.list[i]);
	arena_free(&s.arena);
	free(s.seen);
	return rc;
}
