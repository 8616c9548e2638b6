#include "xlsx/private.h"

#include <string.h>

/* Why a reference never can be filled in: for lint, and reports that fail. */

/* Part of the name is only known in its place: 本列, 本表头, «列». */
static bool
is_open(const char *name)
{
	return strstr(name, OWN_NAME) != NULL ||
	    strstr(name, OWN_HEAD) != NULL || strstr(name, "«") != NULL;
}

const char *
reference_wrong_column(struct question *q, const char *name)
{
	if (is_open(name) || book_sheet_may_have(q->s, name))
		return NULL;
	return arena_printf(q->arena, "没有列“%s”（有%s）", name,
	    book_sheet_names(q->arena, q->s));
}

static const char *
no_mark(struct question *q, const char *name, size_t len)
{
	if (!q->s->known.ready || book_sheet_mark(q->s, name, len) < q->s->nmarks)
		return NULL;
	return arena_printf(q->arena, "“列标”中没有“%.*s”", (int)len, name);
}

const char *
reference_wrong_mark(struct question *q, const char *name)
{
	return no_mark(q, name, strlen(name));
}

const char *
reference_wrong_marked(struct question *q, const char *name)
{
	const char *equals = strchr(name, '='), *why;

	if (equals == NULL)
		return "应写成“{同标:列标=列标}”";
	why = no_mark(q, name, (size_t)(equals - name));
	return why != NULL ? why : reference_wrong_mark(q, equals + 1);
}

const char *
reference_wrong_pivoted(struct question *q, const char *name)
{
	return !q->s->known.ready || q->s->known.pivot ? NULL :
	    arena_printf(q->arena, "{%s}要有“透视”", name);
}

/*
 * Whether a sheet with 分表 is called so in its file, and behind it ends: 0 for
 * its own name, which no sheet has, - for one that may be made, SHEET-值.
 */
static bool
is_repeated(const struct book *book, const char *sheet, char end)
{
	for (size_t i = 0; i < book->nrepeated; i++) {
		const size_t len = strlen(book->repeated[i]);

		if (strncmp(book->repeated[i], sheet, len) == 0 &&
		    sheet[len] == end)
			return true;
	}
	return false;
}

/* Whether it is a sheet that schemes have which are not like this one. */
static bool
is_unwanted(const struct book *book, const char *sheet)
{
	const struct book_sheet *s = book->sheets + book->nsheets;

	for (size_t i = 0; i < book->nunwanted; i++)
		if (!s[i].file.own && strcmp(s[i].file.sheet, sheet) == 0)
			return true;
	return false;
}

const char *
reference_wrong_whole(struct question *q, const char *name)
{
	const char *mark = strchr(name, '!');
	const struct book_sheet *of;
	const char *sheet;

	if (mark == NULL)
		return reference_wrong_column(q, name);
	sheet = arena_strndup(q->arena, name, (size_t)(mark - name));
	if (is_open(sheet) || is_repeated(q->book, sheet, '-') ||
	    is_unwanted(q->book, sheet))
		return NULL;
	of = is_repeated(q->book, sheet, '\0') ? NULL :
	    book_find_sheet(q->book, sheet);
	q->elsewhere = true;
	if (of == NULL)
		return arena_printf(q->arena, "没有工作表“%s”", sheet);
	if (is_open(mark + 1) || book_sheet_may_have(of, mark + 1))
		return NULL;
	return arena_printf(q->arena, "工作表“%s”没有列“%s”（有%s）", sheet,
	    mark + 1, book_sheet_names(q->arena, of));
}

static const char *
wrong_item(struct question *q, const struct book_property *items, size_t n,
    const char *of, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(items[i].name, name) == 0)
			return NULL;
	if (is_open(name))
		return NULL;
	q->elsewhere = true;
	return arena_printf(q->arena, "%s中没有“%s”", of, name);
}

const char *
reference_wrong_property(struct question *q, const char *name)
{
	return wrong_item(q, q->book->properties, q->book->nproperties,
	    "方案", name);
}

const char *
reference_wrong_overview(struct question *q, const char *name)
{
	return wrong_item(q, q->book->overview, q->book->noverview, "概况",
	    name);
}

const char *
reference_wrong_part(struct question *q, const char *name)
{
	if (is_open(name) || book_sheet_repeat_value(q->s, name) != NULL)
		return NULL;
	return arena_printf(q->arena, "“分表”没有列“%s”", name);
}
