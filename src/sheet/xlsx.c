#include "sheet/xlsx.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sheet/grid.h"
#include "sheet/xlsx_part.h"
#include "sheet/xml.h"

#define MAX_SHEETS	10000	/* no file of people has so many */

struct xlsx_entry {		/* a sheet as the workbook lists it */
	const char *name, *id;
	bool hidden;
};

struct xlsx_workbook {
	struct arena *a;
	bool mac;
	bool rooted, other;	/* its first element was seen, is another */
	bool too_many;		/* sheets */
	struct xlsx_entry *entries;
	size_t nentries, cap;
};

static void
workbook_start(void *ctx, const char *name, const char *const *attributes)
{
	struct xlsx_workbook *w = ctx;
	const char *title = xml_attribute(attributes, "name");
	const char *state = xml_attribute(attributes, "state");
	const char *id = NULL;

	if (!w->rooted)
		w->other = strcmp(name, "workbook") != 0;
	w->rooted = true;
	if (strcmp(name, "workbookPr") == 0)
		w->mac = xml_is_true(xml_attribute(attributes, "date1904"));
	w->too_many |= w->nentries == MAX_SHEETS;
	if (strcmp(name, "sheet") != 0 || title == NULL || w->too_many)
		return;
	/* r:id, beside which there may be an id of another kind */
	for (const char *const *p = attributes; *p != NULL; p += 2)
		if (strchr(*p, ':') != NULL &&
		    strcmp(strchr(*p, ':'), ":id") == 0)
			id = p[1];
	arena_grow(w->a, &w->entries, &w->cap, w->nentries,
	    sizeof(*w->entries));
	w->entries[w->nentries++] = (struct xlsx_entry){
		.name = xlsx_text(w->a, title, strlen(title)),
		.id = id != NULL ? arena_strdup(w->a, id) : NULL,
		.hidden = state != NULL && strcmp(state, "visible") != 0
	};
}

static void
workbook_end(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
}

/* The path of the part that is the workbook, or NULL. */
static const char *
workbook_path(struct arena *a, struct archive *z)
{
	static const char usual[] = "xl/workbook.xml";
	const struct xlsx_relation *main_part;
	struct xlsx_relations top;
	enum sheet_status status;

	if (xlsx_relations_read(a, z, "", &top, &status) == 0 &&
	    (main_part = xlsx_relation_of_type(&top, "officeDocument")) !=
	    NULL && archive_find(z, main_part->path) != SIZE_MAX)
		return main_part->path;
	return archive_find(z, usual) != SIZE_MAX ? usual : NULL;
}

size_t
xlsx_find(struct arena *a, struct archive *z)
{
	const char *path = workbook_path(a, z);
	size_t n = path != NULL ? strlen(path) : 0;

	/* .xlsb has workbook.bin; .docx and .pptx have these folders */
	if (n < 4 || strcasecmp(path + n - 4, ".xml") != 0 ||
	    strncasecmp(path, "word/", 5) == 0 ||
	    strncasecmp(path, "ppt/", 4) == 0)
		return SIZE_MAX;
	return archive_find(z, path);
}

/* The list of sheets, and what the workbook refers to. */
static int
open_workbook(struct arena *a, struct archive *z, struct xlsx_workbook *w,
    struct xlsx_relations *r, enum sheet_status *status)
{
	static const struct xml_reader reader = { .start = workbook_start,
	    .end = workbook_end };
	const char *path = workbook_path(a, z);

	*w = (struct xlsx_workbook){ .a = a };
	*status = SHEET_BROKEN;
	if (path == NULL || xml_read(z, archive_find(z, path), &reader, w,
	    status) == -1)
		return -1;
	*status = w->other ? SHEET_DOCUMENT : w->too_many ? SHEET_TOO_LARGE :
	    SHEET_BROKEN;
	if (w->other || w->too_many || w->nentries == 0)
		return -1;
	return xlsx_relations_read(a, z, path, r, status);
}

/*
 * What holds an entry's cells; NULL: a chart, a dialog, a macro, or *lost,
 * where the workbook does not say what.
 */
static const struct xlsx_relation *
part_of(const struct xlsx_relations *r, const struct xlsx_entry *e,
    bool *lost)
{
	const struct xlsx_relation *part = xlsx_relation_of_id(r, e->id);

	*lost = part == NULL;
	return part != NULL && strcmp(part->type, "worksheet") == 0 ? part :
	    NULL;
}

void
xlsx_peek(struct arena *a, struct archive *z, struct sheets *file,
    enum sheet_status *status)
{
	struct xlsx_workbook w;
	struct xlsx_relations r;
	bool lost;

	if (open_workbook(a, z, &w, &r, status) == -1)
		return;
	file->sheets = arena_alloc(a, w.nentries * sizeof(*file->sheets));
	for (size_t i = 0; i < w.nentries; i++)
		if (part_of(&r, &w.entries[i], &lost) != NULL)
			file->sheets[file->nsheets++] = (struct sheet){
			    .name = w.entries[i].name, .encoding = "",
			    .hidden = w.entries[i].hidden };
}

/*
 * Strings and styles; a workbook need have neither, even where it refers to
 * them (a cell that needs one that is not there is damage).
 */
static int
read_book(struct arena *a, struct archive *z, const struct xlsx_relations *r,
    struct xlsx_book *book, enum sheet_status *status)
{
	const struct xlsx_relation *strings = xlsx_relation_of_type(r,
	    "sharedStrings"), *styles = xlsx_relation_of_type(r, "styles");

	if (strings != NULL && archive_find(z, strings->path) != SIZE_MAX &&
	    xlsx_strings_read(a, z, strings->path,
	    &book->strings, status) == -1)
		return -1;
	return styles == NULL || archive_find(z, styles->path) == SIZE_MAX ?
	    0 : xlsx_styles_read(z, styles->path,
	    &book->styles, status);
}

void
xlsx_parse(struct arena *a, struct archive *z, struct sheets *file,
    enum sheet_status *status)
{
	struct xlsx_workbook w;
	struct xlsx_relations r;
	struct xlsx_book book = { .mac = false };
	size_t places = 0;
	int rc;

	rc = open_workbook(a, z, &w, &r, status);
	if (rc == 0)
		rc = read_book(a, z, &r, &book, status);
	if (rc == 0) {
		book.mac = w.mac;
		file->sheets = arena_alloc(a,
		    w.nentries * sizeof(*file->sheets));
	}
	for (size_t i = 0; rc == 0 && i < w.nentries; i++) {
		bool lost;
		const struct xlsx_relation *part = part_of(&r, &w.entries[i],
		    &lost);
		struct sheet *s = &file->sheets[file->nsheets];

		if (lost) {
			*status = SHEET_BROKEN;
			rc = -1;
		}
		if (part == NULL)
			continue;
		file->nsheets++;
		s->name = w.entries[i].name;
		s->hidden = w.entries[i].hidden;
		rc = xlsx_sheet_read(a, z, part->path, &book, s, status);
		if (rc == 0 && grid_is_too_large(&places, s)) {
			*status = SHEET_TOO_LARGE;
			rc = -1;
		}
	}
	if (rc == -1)
		file->nsheets = 0;
	free(book.strings.items);
	free(book.styles.items);
}
