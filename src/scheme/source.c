#include "scheme/private.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"

/*
 * Where the tables of a scheme come from: the files of its folder, or the
 * sheets of its workbook (book.c).  Everybody asks for a table by its file.
 */

static const char *
status_text(enum sheet_status status)
{
	switch (status) {
	case SHEET_OK:
		return "";
	case SHEET_EMPTY:
		return "是空文件";
	case SHEET_SPREADSHEET:
	case SHEET_BROKEN:
	case SHEET_ENCRYPTED:
	case SHEET_ARCHIVE:
	case SHEET_DOCUMENT:
	case SHEET_NO_TABLE:
		return "不是 CSV，而是改了扩展名的电子表格；请另存为 CSV";
	case SHEET_NOT_TEXT:
		return "不是文本文件，或编码无法识别；请另存为 UTF-8 的 CSV";
	case SHEET_TOO_LARGE:
		return "文件过大";
	case SHEET_TOO_MANY_ROWS:
		return "行数过多";
	case SHEET_STATUSES:
		break;
	}
	return "";
}

static const char *
oddity_text(enum sheet_oddity_kind kind)
{
	switch (kind) {
	case SHEET_CELL_TOO_LONG:
		return "单元格过长";
	case SHEET_QUOTE_OPEN:
		return "引号没有成对";
	case SHEET_ROW_TOO_WIDE:
		return "这一行的格数过多";
	case SHEET_QUOTE_SWALLOWS:
		return "引号没有成对，已按文字读取";
	case SHEET_BYTE_BROKEN:
		return "有不成字的字节";
	case SHEET_TEXT_MOJIBAKE:
		return "是乱码";
	case SHEET_ROW_HIDDEN:
		return "有隐藏的行或列；请取消隐藏，或删去";
	case SHEET_ODDITIES:
		break;
	}
	return "";
}

void
scheme_complain_oddities(struct scheme *s, const char *file, const struct sheet *t)
{
	for (size_t i = 0; i < t->noddities; i++)
		scheme_complain(s, file, t->oddities[i].line, "%s",
		    oddity_text(t->oddities[i].kind));
}

/* ---- a folder ----------------------------------------------------------------- */

static bool
read_file(struct scheme *s, const char *file, struct sheet *t, bool required)
{
	char *path = path_join(&s->arena, s->path, file);
	enum sheet_status status;
	struct err err = { 0 };

	if (!path_exists(path)) {
		if (required)
			scheme_complain(s, file, 0, "缺少这个文件");
		return false;
	}
	if (sheet_read(&s->arena, path, t, &status, &err) == -1) {
		scheme_complain(s, file, 0, "%s", err.text);
		return false;
	}
	if (status != SHEET_OK) {
		scheme_complain(s, file, t->bad_line, "%s",
		    status_text(status));
		return false;
	}
	scheme_complain_oddities(s, file, t);
	return true;
}

char *
table_file_stem(struct arena *a, const char *name)
{
	size_t len = strlen(name), end = strlen(TABLE_FILE_END);

	if (len <= end || strcasecmp(name + len - end, TABLE_FILE_END) != 0)
		return NULL;
	return arena_strndup(a, name, len - end);
}

void
scheme_add_reference(struct scheme *s, struct reference_source **list, size_t *cap,
    size_t *n, const struct reference_source *r)
{
	arena_grow(&s->arena, list, cap, *n, sizeof(**list));
	(*list)[(*n)++] = *r;
}

static size_t
list_files(struct scheme *s, struct reference_source **list)
{
	char *dir = path_join(&s->arena, s->path, TABLE_REFERENCES);
	struct dir_entry *entries;
	struct err err = { 0 };
	size_t n, cap = 0, found = 0;

	if (!path_is_dir(dir))
		return 0;
	if (dir_list(&s->arena, dir, &entries, &n, &err) == -1) {
		scheme_complain(s, TABLE_REFERENCES, 0, "%s", err.text);
		return 0;
	}
	for (size_t i = 0; i < n; i++) {
		struct reference_source r = {
			.name = table_file_stem(&s->arena, entries[i].name),
			.file = path_join(&s->arena, TABLE_REFERENCES,
			    entries[i].name),
		};

		if (entries[i].kind != FILE_REGULAR || *entries[i].name == '.')
			continue;
		if (r.name == NULL)
			scheme_complain(s, r.file, 0, "参照表应是 .csv 文件");
		else
			scheme_add_reference(s, list, &cap, &found, &r);
	}
	return found;
}

/* ---- both --------------------------------------------------------------------- */

const char *const scheme_files[] = { "方案.csv", "表单.csv", "表.csv", "推算.csv",
	"指标.csv", "上限.csv", "权重.csv", "规则.csv", "结论.csv", "等级.csv", NULL };

char *
scheme_book_stem(struct arena *a, const char *path)
{
	static const char end[] = SCHEME_BOOK_END;
	const char *base = path_base(path);
	size_t len = strlen(path), n = strlen(end);

	if (strlen(base) <= n || strcasecmp(path + len - n, end) != 0 ||
	    *base == '.' || strncmp(base, "~$", 2) == 0)
		return NULL;
	return arena_strndup(a, path, len - n);
}

int
scheme_open(struct scheme *s, const char *path, struct err *err)
{
	size_t len = strlen(path);
	const char *stem_path, *other;

	while (len > 1 && path[len - 1] == '/')
		len--;
	s->path = arena_strndup(&s->arena, path, len);
	stem_path = path_is_dir(s->path) ? NULL :
	    scheme_book_stem(&s->arena, s->path);
	s->name = path_base(stem_path != NULL ? stem_path : s->path);
	if (stem_path == NULL && !path_is_dir(s->path))
		return err_set(err, "方案 %s 不是文件夹，也不是工作簿（"
		    SCHEME_BOOK_END "）", path);
	other = stem_path != NULL ? stem_path : arena_printf(&s->arena,
	    "%s" SCHEME_BOOK_END, s->path);
	if (stem_path != NULL ? path_is_dir(other) : path_exists(other))
		return err_set(err, "方案 %s 既是文件夹，又是工作簿（%s 和 %s）；"
		    "请只留一个，另一个删去或改名", s->name, s->path, other);
	return stem_path != NULL ? book_open(s, err) : 0;
}

bool
scheme_table(struct scheme *s, const char *file, struct sheet *t,
    bool required)
{
	return s->book != NULL ? book_table(s, file, t, required) :
	    read_file(s, file, t, required);
}

size_t
scheme_reference_sources(struct scheme *s, struct reference_source **list)
{
	*list = NULL;
	return s->book != NULL ? book_references(s, list) : list_files(s, list);
}

char *
scheme_lint_table(struct arena *a, const struct scheme *s,
    const struct lint *l)
{
	return s->book != NULL ? book_sheet_name(a, l->file) :
	    arena_strdup(a, l->file);
}

char *
scheme_lint_place(struct arena *a, const struct scheme *s,
    const struct lint *l)
{
	const char *table = scheme_lint_table(a, s, l);
	char *place;

	if (s->book == NULL)
		place = path_join(a, s->path, table);
	else
		place = arena_printf(a, *table != '\0' ? "%s!%s" : "%s%s",
		    s->path, table);
	return l->line == 0 ? place : arena_printf(a, "%s:%zu", place,
	    l->line);
}
