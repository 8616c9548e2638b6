#include "scheme/private.h"

#include <string.h>

#include "base/file.h"
#include "base/text.h"

/* A scheme written anew: a copy of another one, some of it otherwise. */

struct copy {
	struct arena *arena;
	struct scheme from;	/* its faults are not looked at */
	const char *to;
	const struct scheme_changes *changes;
	struct scheme_notes *notes;
	struct err *err;
};

static int
write_bytes(const char *path, const char *data, size_t len, struct err *err)
{
	struct out out;
	int rc = out_open(&out, path, err);

	if (rc == -1)
		return -1;
	out_write(&out, data, len);
	rc = out_commit(&out, err);
	out_discard(&out);
	return rc;
}

int
scheme_copy_file(const char *from, const char *to, struct err *err)
{
	struct arena a = { 0 };
	char *data;
	size_t len;
	int rc = file_read(&a, from, SHEET_MAX_BYTES, &data, &len, NULL, err);

	if (rc == 0)
		rc = write_bytes(to, data, len, err);
	arena_free(&a);
	return rc;
}

static void
note(struct copy *c, const char *text)
{
	arena_grow(c->arena, &c->notes->list, &c->notes->cap, c->notes->n,
	    sizeof(*c->notes->list));
	c->notes->list[c->notes->n++] = text;
}

/* ---- tables --------------------------------------------------------------------- */

/*
 * In quotes where it must be.  Not sheet_add_record: what it does to what a
 * spreadsheet takes for a formula would be another SQL.
 */
void
scheme_add_cell(struct buf *b, const char *text, bool first)
{
	if (!first)
		buf_addc(b, ',');
	if (strpbrk(text, ",\"\r\n") == NULL) {
		buf_adds(b, text);
		return;
	}
	buf_addc(b, '"');
	for (; *text != '\0'; text++)
		buf_adds(b, *text == '"' ? "\"\"" :
		    (const char[]){ *text, '\0' });
	buf_addc(b, '"');
}

static size_t
column_named(struct copy *c, const struct sheet *t, const char *name)
{
	for (size_t i = 0; i < t->records[0].ncells; i++)
		if (strcmp(text_fold(c->arena, t->records[0].cells[i]),
		    name) == 0)
			return i;
	return SIZE_MAX;
}

static const char *
cell_named(struct copy *c, const struct sheet *t, size_t i, const char *name)
{
	size_t column = column_named(c, t, name);

	return column == SIZE_MAX ? "" : text_trim(c->arena,
	    sheet_cell(&t->records[i], column));
}

/* What the item of 方案.csv in record i is to be; NULL: as it is. */
static const char *
new_item(struct copy *c, const struct sheet *t, size_t i)
{
	const char *item = cell_named(c, t, i, COLUMN_ITEM);

	if (i == 0)
		return NULL;
	if (strcmp(item, "名称") == 0)
		return c->changes->title;
	return strcmp(item, "满分") == 0 ? c->changes->full : NULL;
}

/* Whether a rule is about a point that the copy has not. */
static bool
is_lost(struct copy *c, const struct sheet *t, size_t i)
{
	const char *point = cell_named(c, t, i, FIELD_POINT);

	if (i == 0 || c->changes->points == NULL || *point == '\0')
		return false;
	for (size_t k = 0; k < c->changes->ncodes; k++)
		if (strcmp(c->changes->codes[k], point) == 0)
			return false;
	note(c, arena_printf(c->arena, "没有抄规则 %s：它核验的评估点“%s”不在新的"
	    "指标中", cell_named(c, t, i, FIELD_CODE), point));
	return true;
}

/* The table as a file, with what is to be changed in it. */
static void
add_table(struct copy *c, const char *file, const struct sheet *t,
    struct buf *b)
{
	bool plan = strcmp(file, "方案.csv") == 0;
	bool rules = strcmp(file, "规则.csv") == 0;
	size_t content = column_named(c, t, COLUMN_CONTENT);

	buf_adds(b, SHEET_BOM);
	for (size_t i = 0; i < t->nrecords; i++) {
		const struct sheet_record *r = &t->records[i];
		const char *item = plan ? new_item(c, t, i) : NULL;
		size_t n = r->ncells > t->records[0].ncells ? r->ncells :
		    t->records[0].ncells;

		if (rules && is_lost(c, t, i))
			continue;
		for (size_t k = 0; k < n; k++)
			scheme_add_cell(b, item != NULL && k == content ? item :
			    sheet_cell(r, k), k == 0);
		buf_adds(b, "\r\n");
	}
}

static bool
is_changed(const struct copy *c, const char *file)
{
	const struct scheme_changes *h = c->changes;

	return c->from.book != NULL ||
	    (strcmp(file, "方案.csv") == 0 &&
	    (h->title != NULL || h->full != NULL)) ||
	    (strcmp(file, "规则.csv") == 0 && h->points != NULL);
}

static int
copy_table(struct copy *c, const char *file)
{
	const char *to = path_join(c->arena, c->to, file);
	struct buf b = { 0 };
	struct sheet t;
	int rc;

	if (!is_changed(c, file)) {
		const char *path = path_join(c->arena, c->from.path, file);

		return path_exists(path) ? scheme_copy_file(path, to, c->err) :
		    0;
	}
	if (!scheme_table(&c->from, file, &t, false))
		return 0;
	add_table(c, file, &t, &b);
	rc = write_bytes(to, buf_str(&b), b.len, c->err);
	buf_free(&b);
	return rc;
}

/* What says something about the old points, or is them. */
static bool
is_of_points(const char *file)
{
	return strcmp(file, "指标.csv") == 0 || strcmp(file, "上限.csv") == 0 ||
	    strcmp(file, "权重.csv") == 0;
}

static int
copy_tables(struct copy *c)
{
	const char *points = c->changes->points;
	int rc = 0;

	for (size_t i = 0; i < c->from.nfiles && rc == 0; i++)
		if (points == NULL || !is_of_points(c->from.files[i]))
			rc = copy_table(c, c->from.files[i]);
	return rc == -1 || points == NULL ? rc : write_bytes(path_join(
	    c->arena, c->to, "指标.csv"), points, strlen(points), c->err);
}

static int
copy_references(struct copy *c)
{
	struct reference_source *list;
	size_t n = scheme_reference_sources(&c->from, &list);
	int rc = 0;

	if (n > 0)
		rc = dir_make(path_join(c->arena, c->to, TABLE_REFERENCES),
		    c->err);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = copy_table(c, list[i].file);
	return rc;
}

/* ---- what is no table: notes, texts ----------------------------------------------- */

static bool
is_table(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->nfiles; i++)
		if (strcmp(s->files[i], name) == 0)
			return true;
	return false;
}

static int
copy_others(struct copy *c)
{
	struct dir_entry *entries;
	size_t n;
	int rc = 0;

	if (dir_list(c->arena, c->from.path, &entries, &n, c->err) == -1)
		return -1;
	for (size_t i = 0; i < n && rc == 0; i++) {
		const char *name = entries[i].name;

		if (entries[i].kind == FILE_REGULAR && *name != '.' &&
		    *name != '~' && !is_table(&c->from, name))
			rc = scheme_copy_file(path_join(c->arena,
			    c->from.path, name), path_join(c->arena, c->to,
			    name), c->err);
	}
	return rc;
}

/* The sheet 说明, a line a row. */
static int
copy_notes(struct copy *c)
{
	struct buf b = { 0 };
	struct sheet t;
	int rc = 0;

	if (!scheme_table(&c->from, "说明.csv", &t, false))
		return 0;
	for (size_t i = 0; i < t.nrecords; i++) {
		for (size_t k = 0; k < t.records[i].ncells; k++)
			buf_addf(&b, "%s%s", k > 0 ? "　" : "",
			    t.records[i].cells[k]);
		buf_adds(&b, "\n\n");
	}
	rc = write_bytes(path_join(c->arena, c->to, "说明.md"), buf_str(&b),
	    b.len, c->err);
	buf_free(&b);
	return rc;
}

/* A table that could not be read whole is not copied in part. */
static int
check_source(const struct copy *c)
{
	const struct lint *l = c->from.lints;

	if (c->from.nlints == 0)
		return 0;
	return err_set(c->err, "%s 有错误：%s；请先改正，见 pinggu lint",
	    scheme_lint_place(c->arena, &c->from, l), l->text);
}

int
scheme_copy(struct arena *a, const char *from, const char *to,
    const struct scheme_changes *changes, struct scheme_notes *notes,
    struct err *err)
{
	struct copy c = { .arena = a, .to = to, .changes = changes,
	    .notes = notes, .err = err };
	int rc = scheme_read(&c.from, from, err);

	if (rc == 0)
		rc = check_source(&c);
	if (rc == 0)
		rc = copy_tables(&c);
	if (rc == 0)
		rc = copy_references(&c);
	if (rc == 0)
		rc = c.from.book != NULL ? copy_notes(&c) : copy_others(&c);
	if (rc == 0)
		rc = check_source(&c);
	scheme_free(&c.from);
	return rc;
}
