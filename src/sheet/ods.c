#include "sheet/ods.h"

#include <string.h>

#include "sheet/ods_table.h"
#include "sheet/xml.h"

struct ods {
	struct ods_tables tables;
	bool in_body;		/* its styles are read */
	size_t level;		/* elements that are open */
	size_t left_out;	/* the level of one that is not read; 0: none */
	size_t table;		/* the level of the sheet; 0: none is open */
	size_t cell;		/* of the cell */
	size_t paragraph;	/* of the text:p in it */
	size_t nparagraphs;	/* of the cell */
	bool blank;		/* white space goes on: it is one blank */
	struct buf text;	/* of the cell */
};

static bool
is_any(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

/* ---- the text of a cell -------------------------------------------------------- */

/* A part of it, which is let grow one byte longer than a cell may be. */
static void
add_text(struct ods *o, const char *s, size_t len)
{
	size_t room = SHEET_MAX_CELL + 1 - o->text.len;

	if (len <= room)
		buf_add(&o->text, s, len);
	else
		for (; room > 0; room--)
			buf_addc(&o->text, '.');
}

static void
begin_in_text(struct ods *o, const char *name, const char *const *attributes)
{
	/* fields stand in it as they were shown last */
	static const char *const read[] = { "span", "a", "ruby", "ruby-base",
	    "meta", "date", "time", "title", "sheet-name", "file-name",
	    "page-number", "page-count", NULL };
	size_t n = strcmp(name, "s") != 0 ? 0 : ods_count(attributes, "c",
	    SHEET_MAX_CELL + 1);

	if (n > 0)
		for (; n > 0; n--)
			add_text(o, " ", 1);
	else if (strcmp(name, "tab") == 0)
		add_text(o, "\t", 1);
	else if (strcmp(name, "line-break") == 0)
		add_text(o, "\n", 1);
	else if (!is_any(name, read))
		o->left_out = o->level;	/* a comment, its phonetic signs */
}

static void
on_text(void *ctx, const char *s, size_t len)
{
	struct ods *o = ctx;
	const char *end = s + len;

	if (o->paragraph == 0 || o->left_out != 0)
		return;
	while (s < end) {
		size_t n = 0;

		if (strchr(" \t\r\n", *s) != NULL) {
			if (!o->blank)
				add_text(o, " ", 1);
			o->blank = true;
			s++;
			continue;
		}
		while (s + n < end && strchr(" \t\r\n", s[n]) == NULL)
			n++;
		add_text(o, s, n);
		o->blank = false;
		s += n;
	}
}

/* ---- elements ------------------------------------------------------------------ */

/* What stands around sheets, rows and columns. */
static bool
is_around(const char *name)
{
	static const char *const around[] = { "spreadsheet",
	    "table-header-rows", "table-rows", "table-row-group",
	    "table-columns", "table-header-columns", "table-column-group",
	    NULL };

	return is_any(name, around);
}

static void
begin_paragraph(struct ods *o)
{
	if (o->nparagraphs++ > 0)
		add_text(o, "\n", 1);
	o->paragraph = o->level;
	o->blank = true;	/* none at its beginning */
}

static void
begin_in_table(struct ods *o, const char *name, const char *const *attributes)
{
	struct ods_tables *t = &o->tables;

	if (t->names_only) {
		o->left_out = o->level;
	} else if (strcmp(name, "table-column") == 0) {
		ods_column(t, attributes);
	} else if (strcmp(name, "table-row") == 0) {
		ods_row_begin(t, attributes);
	} else if (strcmp(name, "table-cell") == 0 ||
	    strcmp(name, "covered-table-cell") == 0) {
		ods_cell_begin(t, attributes);
		o->cell = o->level;
		o->nparagraphs = 0;
		buf_reset(&o->text);
	} else if (!is_around(name)) {
		o->left_out = o->level;	/* pictures, forms */
	}
}

static void
begin_in_body(struct ods *o, const char *name, const char *const *attributes)
{
	if (o->paragraph != 0) {
		begin_in_text(o, name, attributes);
	} else if (o->cell != 0 && strcmp(name, "p") == 0) {
		begin_paragraph(o);
	} else if (o->cell != 0) {
		o->left_out = o->level;	/* a comment, a picture */
	} else if (o->table != 0) {
		begin_in_table(o, name, attributes);
	} else if (strcmp(name, "table") == 0) {
		ods_table_begin(&o->tables, attributes);
		o->table = o->level;
	} else if (!is_around(name)) {
		o->left_out = o->level;	/* what was there before a change */
	}
}

static void
on_begin(void *ctx, const char *name, const char *const *attributes)
{
	struct ods *o = ctx;

	o->level++;
	if (o->left_out != 0 || o->tables.status != SHEET_OK)
		return;
	if (o->in_body)
		begin_in_body(o, name, attributes);
	else if (strcmp(name, "body") == 0)
		o->in_body = true;
	else
		ods_style_begin(o->tables.a, &o->tables.styles, name,
		    attributes);
}

static void
on_end(void *ctx, const char *name)
{
	struct ods *o = ctx;
	size_t level = o->level--;

	if (o->left_out == level)
		o->left_out = 0;
	else if (o->left_out != 0 || o->tables.status != SHEET_OK)
		return;
	else if (!o->in_body)
		ods_style_end(&o->tables.styles, name);
	else if (level == o->paragraph)
		o->paragraph = 0;
	else if (level == o->cell) {
		ods_cell_end(&o->tables, buf_str(&o->text));
		o->cell = 0;
	} else if (level == o->table) {
		ods_table_end(&o->tables);
		o->table = 0;
	} else if (o->table != 0 && strcmp(name, "table-row") == 0) {
		ods_row_end(&o->tables);
	}
}

static bool
is_enough(void *ctx)
{
	const struct ods *o = ctx;

	return o->tables.status != SHEET_OK || (o->tables.grid != NULL &&
	    grid_is_full(o->tables.grid));
}

static const struct xml_reader reader = { .start = on_begin, .end = on_end,
	.text = on_text, .enough = is_enough };

/* ---- files --------------------------------------------------------------------- */

/* The sheets, or why there are none. */
static void
finish(struct ods *o, struct sheets *file, enum sheet_status *status)
{
	struct ods_tables *t = &o->tables;

	if (t->grid != NULL)	/* the file broke off in it */
		ods_table_end(t);
	buf_free(&o->text);
	*status = t->status;
	file->kind = SHEETS_ODS;
	file->nsheets = *status == SHEET_OK ? t->n : 0;
	file->sheets = t->sheets;
	if (*status == SHEET_OK && file->nsheets == 0)
		*status = SHEET_EMPTY;
}

/* An XML file of the archive; one that must be there. */
static void
read_part(struct ods *o, struct archive *z, const char *path, bool must)
{
	size_t i = archive_find(z, path);
	enum sheet_status status;

	o->level = o->left_out = 0;
	o->in_body = false;
	if (o->tables.status != SHEET_OK || (i == SIZE_MAX && !must))
		return;
	if (i == SIZE_MAX)
		o->tables.status = SHEET_BROKEN;
	else if (xml_read(z, i, &reader, o, &status) == -1 &&
	    o->tables.status == SHEET_OK)
		o->tables.status = status;
}

/*
 * A part that is encrypted is plain bytes for the archive; the list of parts
 * tells.
 */
static bool
is_encrypted(struct archive *z)
{
	const char mark[] = "encryption-data";
	size_t i = archive_find(z, "META-INF/manifest.xml"), len;
	enum sheet_status status;
	struct arena a = { 0 };
	char *list;
	bool is = i != SIZE_MAX && archive_read(z, i, &a, SHEET_MAX_BYTES,
	    &list, &len, &status) == 0 &&
	    memmem(list, len, mark, strlen(mark)) != NULL;

	arena_free(&a);
	return is;
}

static void
read_archive(struct arena *a, struct archive *z, bool names_only,
    struct sheets *file, enum sheet_status *status)
{
	struct ods o = { .tables = { .a = a, .names_only = names_only } };

	if (is_encrypted(z))
		o.tables.status = SHEET_ENCRYPTED;
	read_part(&o, z, "styles.xml", false);	/* formats with a name */
	read_part(&o, z, "content.xml", true);
	finish(&o, file, status);
}

void
ods_parse(struct arena *a, struct archive *z, struct sheets *file,
    enum sheet_status *status)
{
	read_archive(a, z, false, file, status);
}

void
ods_peek(struct arena *a, struct archive *z, struct sheets *file,
    enum sheet_status *status)
{
	read_archive(a, z, true, file, status);
}

static void
read_flat(struct arena *a, const char *data, size_t len, bool names_only,
    struct sheets *file, enum sheet_status *status)
{
	struct ods o = { .tables = { .a = a, .names_only = names_only } };
	enum sheet_status read;

	if (xml_read_bytes(data, len, &reader, &o, &read) == -1 &&
	    o.tables.status == SHEET_OK)
		o.tables.status = read;
	finish(&o, file, status);
}

void
fods_parse(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	read_flat(a, data, len, false, file, status);
}

void
fods_peek(struct arena *a, const char *data, size_t len, struct sheets *file,
    enum sheet_status *status)
{
	read_flat(a, data, len, true, file, status);
}
