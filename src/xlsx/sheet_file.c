#include "xlsx/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"

#define FOLDER		"汇总表"
#define FOLDER_DEFAULT	"default"
#define EXTENSION	".sql"
#define SPEC_BYTES	((size_t)1 << 20)

static const char *const key_names[] = { "标题", "附注", "为空", "需要", "分表",
    "透视", "列序", "省略空列", "隐藏", "冻结", "筛选", "宽", "居中", "格式", "着色", "公式",
    "报告链接", "纸张", "页宽", "图", NULL };

static bool
key_known(const char *name)
{
	for (size_t i = 0; key_names[i] != NULL; i++)
		if (strcmp(key_names[i], name) == 0)
			return true;
	return false;
}

/* The first colon, ASCII or full-width, and its length in bytes. */
static const char *
find_colon(const char *s, size_t *len)
{
	const char *wide = strstr(s, "："), *plain = strchr(s, ':');

	*len = wide != NULL && (plain == NULL || wide < plain) ?
	    strlen("：") : 1;
	return *len > 1 ? wide : plain;
}

/* A line behind "--": a key, or nothing when it is blank or a remark. */
static int
parse_key(struct sheet_file *spec, struct arena *a, const char *text,
    size_t line, size_t *cap, struct err *err)
{
	struct key *k;
	const char *colon, *blank;
	size_t len;

	if (*text == '#' || text_blank(text))
		return 0;
	colon = find_colon(text, &len);
	if (colon == NULL)
		return err_set(err, "%s:%zu: 注释应写成“-- 项目: 内容”，"
		    "说明文字写成“--# 说明”", spec->path, line);
	mem_grow(&spec->keys, cap, spec->nkeys, sizeof(*k));
	k = &spec->keys[spec->nkeys++];
	k->line = line;
	k->value = text_trim(a, colon + len);
	k->name = text_trim(a, arena_strndup(a, text, (size_t)(colon - text)));
	k->arg = "";
	blank = strchr(k->name, ' ');
	if (blank != NULL) {
		k->arg = text_trim(a, blank);
		k->name = arena_strndup(a, k->name,
		    (size_t)(blank - k->name));
	}
	if (!key_known(k->name))
		return err_set(err, "%s:%zu: 不认识的项目“%s”", spec->path,
		    line, k->name);
	return 0;
}

int
sheet_file_read(struct sheet_file *spec, struct arena *a, const char *path,
    struct err *err)
{
	char *data, *p;
	size_t len, cap = 0, line = 0;

	if (file_read(a, path, SPEC_BYTES, &data, &len, NULL, err) == -1)
		return -1;
	if (!text_valid(data, len))
		return err_set(err, "%s 不是 UTF-8 文本", path);
	p = data;
	if (strncmp(p, "\xEF\xBB\xBF", 3) == 0)
		p += 3;
	while (*p != '\0') {
		size_t n = strcspn(p, "\n");
		const char *text = text_trim(a, arena_strndup(a, p, n));

		if (*text != '\0' && strncmp(text, "--", 2) != 0)
			break;
		line++;
		if (*text != '\0' && parse_key(spec, a, text + 2, line, &cap,
		    err) == -1)
			return -1;
		p += n + (p[n] == '\n');
	}
	spec->sql = text_blank(p) ? "" : p;
	spec->line = line + 1;
	return 0;
}

const char *
sheet_file_get(const struct sheet_file *spec, const char *name,
    const char *otherwise)
{
	for (size_t i = 0; i < spec->nkeys; i++)
		if (strcmp(spec->keys[i].name, name) == 0)
			return spec->keys[i].value;
	return otherwise;
}

bool
sheet_file_lists(const char *list, const char *name)
{
	const size_t len = strlen(name), sep = strlen("、");

	for (const char *p = list; *p != '\0'; ) {
		const char *end = strstr(p, "、");
		size_t n = end != NULL ? (size_t)(end - p) : strlen(p);

		while (n > 0 && *p == ' ') {
			p++;
			n--;
		}
		while (n > 0 && p[n - 1] == ' ')
			n--;
		if (n == len && memcmp(p, name, n) == 0)
			return true;
		if (end == NULL)
			break;
		p = end + sep;
	}
	return false;
}

/* ---- finding the files ------------------------------------------------------- */

/* "03-名册.sql" is the sheet 名册. */
static const char *
sheet_name(struct arena *a, const char *file)
{
	const char *p = file + strspn(file, "0123456789");

	if (*p == '-')
		p++;
	else
		p = file;
	return arena_strndup(a, p, strlen(p) - strlen(EXTENSION));
}

static bool
is_spec(const struct dir_entry *e)
{
	const size_t len = strlen(e->name), ext = strlen(EXTENSION);

	return e->kind == FILE_REGULAR && len > ext && e->name[0] != '.' &&
	    strcmp(e->name + len - ext, EXTENSION) == 0;
}

struct found {
	const char *file, *path, *sheet;
};

static int
by_file(const void *a, const void *b)
{
	return strcmp(((const struct found *)a)->file,
	    ((const struct found *)b)->file);
}

/* Add what a folder has and the ones before it had not. */
static int
look_in(struct arena *a, const char *folder, struct found **list, size_t *n,
    size_t *cap, struct err *err)
{
	struct dir_entry *entries;
	size_t nentries;

	if (!path_is_dir(folder))
		return 0;
	if (dir_list(a, folder, &entries, &nentries, err) == -1)
		return -1;
	for (size_t i = 0; i < nentries; i++) {
		const char *name;
		bool known = false;

		if (!is_spec(&entries[i]))
			continue;
		name = sheet_name(a, entries[i].name);
		for (size_t k = 0; k < *n; k++)
			known |= strcmp((*list)[k].sheet, name) == 0;
		if (known)
			continue;
		mem_grow(list, cap, *n, sizeof(**list));
		(*list)[(*n)++] = (struct found){ entries[i].name,
		    path_join(a, folder, entries[i].name), name };
	}
	return 0;
}

int
sheet_files_find(struct book *book, const char *scheme,
    const char *const *templates, struct err *err)
{
	const char *const sets[] = { scheme, FOLDER_DEFAULT };
	struct arena *a = &book->arena;
	struct found *list = NULL;
	size_t n = 0, cap = 0;
	int rc = 0;

	for (size_t s = 0; s < 2 && rc == 0; s++)
		for (size_t i = 0; templates[i] != NULL && rc == 0; i++)
			rc = look_in(a, path_join(a, path_join(a, templates[i],
			    sets[s]), FOLDER), &list, &n, &cap, err);
	if (rc == 0 && n == 0)
		rc = err_set(err, "找不到工作表模板（templates/%s/" FOLDER
		    "/*" EXTENSION "）", FOLDER_DEFAULT);
	if (n > 0)
		qsort(list, n, sizeof(*list), by_file);
	book->sheets = mem_zero(n + 1, sizeof(*book->sheets));
	for (size_t i = 0; i < n && rc == 0; i++) {
		struct sheet_file *spec = &book->sheets[book->nsheets].file;

		spec->path = list[i].path;
		spec->sheet = list[i].sheet;
		book->nsheets++;
		rc = sheet_file_read(spec, a, list[i].path, err);
		if (rc == 0 && *spec->sql == '\0')
			free(book->sheets[--book->nsheets].file.keys),
			memset(&book->sheets[book->nsheets], 0,
			    sizeof(*book->sheets));
	}
	free(list);
	return rc;
}

int
book_sheet_wanted(struct book *book, const struct book_sheet *s, bool *met,
    struct err *err)
{
	const char *list = sheet_file_get(&s->file, "需要", NULL), *item;

	*met = true;
	while (*met && (item = text_split(&book->arena, &list, "、")) != NULL) {
		const char *dot = strchr(item, '.');
		sqlite3_stmt *stmt = store_prepare(book->store,
		    "SELECT count(*) FROM pragma_table_info(?1)"
		    " WHERE ?2 IN ('', name)", err);
		int rc;

		if (stmt == NULL)
			return -1;
		store_bind(stmt, 1, dot == NULL ? item : arena_strndup(
		    &book->arena, item, (size_t)(dot - item)));
		store_bind(stmt, 2, dot == NULL ? "" : dot + 1);
		rc = store_step(book->store, stmt, err);
		*met = rc == 1 && sqlite3_column_int(stmt, 0) > 0;
		store_finalize(stmt);
		if (rc == -1)
			return -1;
	}
	return 0;
}
