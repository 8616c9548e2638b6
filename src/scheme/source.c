#include "scheme/private.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/text.h"

/*
 * Where the tables of a scheme come from: the files of its folder (folder.c),
 * or the sheets of its workbook (book.c).  Everybody asks for a table by its
 * file.
 */

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
	enum file_kind kind;

	while (len > 1 && path[len - 1] == '/')
		len--;
	s->path = arena_strndup(&s->arena, path, len);
	stem_path = path_is_dir(s->path) ? NULL :
	    scheme_book_stem(&s->arena, s->path);
	s->name = path_base(stem_path != NULL ? stem_path : s->path);
	if (!text_is_plain_name(s->name))
		return err_set(err, "方案 %s 的名称里有不成字或看不见的字符，"
		    "请改名", text_clean(&s->arena, path, strlen(path)));
	if (stem_path == NULL && !path_is_dir(s->path))
		return err_set(err, "方案 %s 不是文件夹，也不是工作簿（"
		    SCHEME_BOOK_END "）", path);
	other = stem_path != NULL ? stem_path : arena_printf(&s->arena,
	    "%s" SCHEME_BOOK_END, s->path);
	if (path_kind(other, &kind) == 0 && (stem_path == NULL ||
	    kind != FILE_REGULAR))
		return err_set(err, "方案 %s 既是文件夹，又是工作簿（%s 和 %s）；"
		    "请只留一个，另一个删去或改名", s->name, s->path, other);
	return stem_path != NULL ? book_open(s, err) : 0;
}

bool
scheme_table(struct scheme *s, const char *file, struct sheet *t,
    bool required)
{
	return s->book != NULL ? book_table(s, file, t, required) :
	    folder_table(s, file, t, required);
}

size_t
scheme_reference_sources(struct scheme *s, struct reference_source **list)
{
	*list = NULL;
	return s->book != NULL ? book_references(s, list) : folder_references(s, list);
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
