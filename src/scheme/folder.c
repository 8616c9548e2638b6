#include "scheme/private.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/text.h"

/* A scheme that is a folder: its files are the tables. */

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

bool
folder_table(struct scheme *s, const char *file, struct sheet *t, bool required)
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

size_t
folder_references(struct scheme *s, struct reference_source **list)
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
		else if (!text_is_plain_name(r.name))
			scheme_complain(s, r.file, 0, "文件名里有不成字或看不见的字符，请改名");
		else
			scheme_add_reference(s, list, &cap, &found, &r);
	}
	return found;
}
