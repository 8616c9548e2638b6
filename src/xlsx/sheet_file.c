#include "xlsx/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "sheet/sheet.h"

#define FOLDER		"汇总表"
#define FOLDER_DEFAULT	"default"
#define EXTENSION	".sql"
#define SPEC_BYTES	((size_t)1 << 20)

const struct sheet_key sheet_keys[] = {
	{ .key = "标题", .type = KEY_TEXT },
	{ .key = "附注", .type = KEY_TEXT, .again = true },
	{ .key = "为空", .type = KEY_TEXT },
	{ .key = "需要", .type = KEY_NEEDS },
	{ .key = "分表", .type = KEY_QUERY, .again = true },
	{ .key = "透视", .type = KEY_PIVOT },
	{ .key = "列序", .type = KEY_FIELD },
	{ .key = "列标", .type = KEY_FIELD },
	{ .key = "省略空列", .type = KEY_COLUMNS },
	{ .key = "隐藏", .type = KEY_COLUMNS },
	{ .key = "冻结", .type = KEY_COLUMN },
	{ .key = "筛选", .type = KEY_WORD, .words = WORDS("是", "否") },
	{ .key = "宽", .arg = ARG_COLUMNS, .type = KEY_NUMBER, .from = 1, .to = 255, .again = true },
	{ .key = "居中", .type = KEY_COLUMNS },
	{ .key = "格式", .arg = ARG_COLUMNS, .type = KEY_FORMAT, .again = true },
	{ .key = "着色", .type = KEY_COLOURS },
	{ .key = "公式", .arg = ARG_COLUMNS, .type = KEY_FORMULA, .again = true },
	{ .key = "报告链接", .type = KEY_LINK },
	{ .key = "纸张", .type = KEY_WORD, .words = WORDS("横向", "纵向") },
	{ .key = "页宽", .type = KEY_WHOLE, .from = 1, .to = 100 },
	{ .key = "图", .arg = ARG_KIND, .type = KEY_CHART, .again = true },
	{ .key = NULL }
};

const struct sheet_key *
sheet_key_find(const struct sheet_key *rows, const char *key)
{
	for (; rows->key != NULL; rows++)
		if (strcmp(rows->key, key) == 0)
			return rows;
	return NULL;
}

const char *
sheet_key_names(struct arena *a, const struct sheet_key *rows)
{
	const char *s = "";

	for (; rows->key != NULL; rows++)
		s = arena_printf(a, "%s%s%s", s, *s == '\0' ? "" : "、",
		    rows->key);
	return s;
}

/* The row as that of an option of a page, for what both can be. */
static struct component_option
option_of(const struct sheet_key *row)
{
	return (struct component_option){ .key = row->key,
	    .type = row->type == KEY_NUMBER ? OPTION_NUMBER :
	    row->type == KEY_WHOLE ? OPTION_WHOLE :
	    row->type == KEY_WORD ? OPTION_WORD : OPTION_TEXT,
	    .from = row->from, .to = row->to, .words = row->words };
}

double
sheet_key_number(const struct sheet_key *row, const char *value,
    double otherwise)
{
	const struct component_option o = option_of(row);
	double x;

	return option_number(&o, value, strlen(value), &x) ? x : otherwise;
}

const char *
sheet_key_wrong(struct arena *a, const struct sheet_key *row,
    const char *value)
{
	const struct component_option o = option_of(row);

	return option_wrong(a, &o, value, NULL, 0);
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
static void
parse_key(struct sheet_file *spec, struct arena *a, const char *text,
    unsigned line, size_t *cap)
{
	struct key k = { .arg = "", .line = line };
	const char *colon, *blank;
	size_t len;

	if (*text == '#' || text_blank(text))
		return;
	colon = find_colon(text, &len);
	if (colon == NULL) {
		mistakes_add(&spec->mistakes, a, line,
		    "注释应写成“-- 项目: 内容”，说明文字写成“--# 说明”");
		return;
	}
	k.value = text_trim(a, colon + len);
	k.name = text_trim(a, arena_strndup(a, text, (size_t)(colon - text)));
	blank = strchr(k.name, ' ');
	if (blank != NULL) {
		k.arg = text_trim(a, blank);
		k.name = arena_strndup(a, k.name, (size_t)(blank - k.name));
	}
	k.row = sheet_key_find(sheet_keys, k.name);
	if (k.row == NULL) {
		mistakes_add(&spec->mistakes, a, line, arena_printf(a,
		    "不认识的项目“%s”（有%s）", k.name,
		    sheet_key_names(a, sheet_keys)));
		return;
	}
	mem_grow(&spec->keys, cap, spec->nkeys, sizeof(k));
	spec->keys[spec->nkeys++] = k;
}

int
sheet_file_read(struct sheet_file *spec, struct arena *a, const char *path,
    struct err *err)
{
	struct err why = { 0 };
	char *data, *p;
	size_t len, cap = 0;
	unsigned line = 0;

	spec->path = path;
	spec->sql = "";
	if (file_read(a, path, SPEC_BYTES, &data, &len, NULL, &why) == -1) {
		mistakes_add(&spec->mistakes, a, 1, arena_strdup(a, why.text));
		if (err != NULL)
			*err = why;
		return -1;
	}
	if (!text_valid(data, len)) {
		mistakes_add(&spec->mistakes, a, (unsigned)text_line_of_lost(
		    data, len), "有不成字的字节；要用 UTF-8 编码");
		return mistakes_fail(&spec->mistakes, path, err);
	}
	if (!text_is_plain_name(path_base(path)))
		mistakes_add(&spec->mistakes, a, 1, "文件名里有不成字或看不见的字符，请改名");
	p = data;
	if (strncmp(p, SHEET_BOM, strlen(SHEET_BOM)) == 0)
		p += strlen(SHEET_BOM);
	while (*p != '\0') {
		size_t n = strcspn(p, "\n");
		const char *text = text_trim(a, arena_strndup(a, p, n));

		if (*text != '\0' && strncmp(text, "--", 2) != 0)
			break;
		line++;
		if (*text != '\0')
			parse_key(spec, a, text + 2, line, &cap);
		p += n + (p[n] == '\n');
	}
	spec->sql = text_blank(p) ? "" : p;
	spec->line = line + 1;
	return mistakes_fail(&spec->mistakes, path, err);
}

int
sheet_file_fail(struct sheet_file *spec, struct arena *a, unsigned line,
    struct err *err)
{
	mistakes_add(&spec->mistakes, a, line, arena_strdup(a, err->text));
	return err_prefix(err, "%s:%u", spec->path, line);
}

const struct key *
sheet_file_key(const struct sheet_file *spec, const char *name)
{
	for (size_t i = 0; i < spec->nkeys; i++)
		if (strcmp(spec->keys[i].name, name) == 0)
			return &spec->keys[i];
	return NULL;
}

const char *
sheet_file_get(const struct sheet_file *spec, const char *name,
    const char *otherwise)
{
	const struct key *k = sheet_file_key(spec, name);

	return k == NULL ? otherwise : k->value;
}

double
sheet_file_number(const struct sheet_file *spec, const char *name,
    double otherwise)
{
	const struct key *k = sheet_file_key(spec, name);

	return k == NULL ? otherwise : sheet_key_number(k->row, k->value,
	    otherwise);
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
	bool own;
};

static int
by_file(const void *a, const void *b)
{
	return strcmp(((const struct found *)a)->file,
	    ((const struct found *)b)->file);
}

/* Add what a folder has and the ones before it had not. */
static int
look_in(struct arena *a, const char *folder, bool own, struct found **list,
    size_t *n, size_t *cap, struct err *err)
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
		    path_join(a, folder, entries[i].name), name, own };
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
			    sets[s]), FOLDER), s == 0, &list, &n, &cap, err);
	if (rc == -1)
		n = 0;	/* the rest would only seem to lack what they name */
	else if (n == 0)
		rc = err_set(err, "找不到工作表模板（templates/%s/" FOLDER
		    "/*" EXTENSION "）", FOLDER_DEFAULT);
	if (n > 0)
		qsort(list, n, sizeof(*list), by_file);
	book->sheets = mem_zero(n + 1, sizeof(*book->sheets));
	for (size_t i = 0; i < n; i++) {
		struct sheet_file *spec = &book->sheets[book->nsheets].file;

		spec->sheet = list[i].sheet;
		spec->own = list[i].own;
		if (sheet_file_read(spec, a, list[i].path, rc == 0 ? err :
		    NULL) == -1)
			rc = -1;
		if (*spec->sql == '\0' && spec->mistakes.n == 0) {
			free(spec->keys);
			memset(spec, 0, sizeof(*spec));
		} else
			book->nsheets++;
	}
	free(list);
	return rc;
}

/* Whether the store has 表.列, or 表, or a row of a query; -1: it fails. */
static int
store_has(struct book *book, const char *item, struct err *err)
{
	const char *dot = strchr(item, '.');
	bool query = strncmp(item, "SELECT ", strlen("SELECT ")) == 0;
	sqlite3_stmt *stmt = query ?
	    store_prepare_foreign(book->store, item, "需要", err) :
	    store_prepare(book->store, "SELECT 1 FROM pragma_table_info(?1)"
	    " WHERE ?2 IN ('', name)", err);
	int rc;

	if (stmt == NULL)
		return -1;
	if (!query) {
		store_bind(stmt, 1, dot == NULL ? item : arena_strndup(
		    &book->arena, item, (size_t)(dot - item)));
		store_bind(stmt, 2, dot == NULL ? "" : dot + 1);
	}
	rc = store_step(book->store, stmt, err);
	store_finalize(stmt);
	return rc;
}

int
book_sheet_wanted(struct book *book, const struct book_sheet *s,
    const char **missing, struct err *err)
{
	const char *list = sheet_file_get(&s->file, "需要", NULL), *item;
	int rc = 1;

	*missing = NULL;
	while (rc == 1 && (item = text_split(&book->arena, &list, "、")) !=
	    NULL) {
		rc = store_has(book, item, err);
		if (rc == 0)
			*missing = item;
	}
	return rc == -1 ? -1 : 0;
}
