#include "intake/private.h"

#include <string.h>

#include "base/text.h"

/* What the sheets of a workbook are: by their names, else by their headings. */

static bool
is_empty(const struct sheet *s)
{
	for (size_t i = 0; i < s->nrecords; i++)
		for (size_t k = 0; k < s->records[i].ncells; k++)
			if (!text_blank(s->records[i].cells[k]))
				return false;
	return true;
}

bool
workbook_is_silent(const struct sheet *s)
{
	return *s->name == '_' || strcmp(s->name, "填表说明") == 0 ||
	    strcmp(s->name, "怎么改") == 0 || is_empty(s);
}

/* The only sheet with something in it, or NULL. */
static const struct sheet *
only_sheet(const struct sheets *file)
{
	const struct sheet *only = NULL;

	for (size_t i = 0; i < file->nsheets; i++) {
		if (workbook_is_silent(&file->sheets[i]))
			continue;
		if (only != NULL)
			return NULL;
		only = &file->sheets[i];
	}
	return only;
}

/* The form of the workbook's own name, where it has one. */
static const struct form *
book_form(struct intake *in, const struct folder *fo,
    const struct source *file, bool root, struct file_name *name)
{
	const char *stem = file_stem(&in->each, file->node->name);

	file_name_read(in, &in->each, stem, root, fo->code, fo->title, name);
	return name->form;
}

/* What a sheet's name says that it is; src filled.  False: no table. */
static bool
name_sheet(struct intake *in, const struct folder *fo,
    const struct source *file, const struct sheets *all,
    const struct sheet *s, bool root, struct source *src)
{
	struct file_name name;

	*src = *file;
	src->sheet = s->name;
	file_name_read(in, &in->each, s->name, root, fo->code, fo->title,
	    &name);
	if (name.form == NULL && s == only_sheet(all) &&
	    book_form(in, fo, file, root, &name) != NULL)
		name.part = *file->part != '\0' ? file->part : name.part;
	src->form = name.form;
	src->part = name.form != NULL && *name.part == '\0' &&
	    strcmp(name.form->name, TABLE_EXPERT) == 0 ? file->part :
	    name.part;
	src->folded = name.folded;
	src->alias = name.alias;
	return name.form != NULL;
}

const struct sheet *
workbook_identity(struct intake *in, const struct folder *fo,
    const struct source *file, const struct sheets *s, bool root,
    struct source *src)
{
	const struct form *form = scheme_form(in->scheme, TABLE_STUDIO);

	for (size_t i = 0; i < s->nsheets; i++) {
		if (s->sheets[i].name == NULL) {
			*src = *file;
			src->form = form;
			return &s->sheets[i];
		}
		if (!workbook_is_silent(&s->sheets[i]) && name_sheet(in, fo, file, s,
		    &s->sheets[i], root, src) && src->form == form)
			return &s->sheets[i];
	}
	return NULL;
}

/*
 * The table that a sheet of no table's name holds: by its heading, when it is
 * the only such sheet, and the only table that it can be.
 */
static const struct form *
form_by_heading(struct intake *in, const struct folder *fo,
    const struct sheets *file, const struct source *known,
    const struct sheet *s)
{
	const struct form *found = NULL;

	for (size_t i = 0; i < in->scheme->nforms; i++) {
		const struct form *f = &in->scheme->forms[i];
		if (f->vertical || !header_is_of(in, f, s) ||
		    sources_give(in, fo, f))
			continue;
		if (found != NULL)
			return NULL;
		found = f;
	}
	for (size_t i = 0; found != NULL && i < file->nsheets; i++)
		if (&file->sheets[i] != s && !workbook_is_silent(&file->sheets[i]) &&
		    known[i].form == NULL &&
		    header_is_of(in, found, &file->sheets[i]))
			return NULL;
	return found;
}

/* In a workbook of scores each expert may have a sheet. */
static bool
is_expert_sheet(struct intake *in, const struct folder *fo,
    const struct source *file, const struct sheet *s, bool root,
    struct source *src)
{
	struct file_name name;
	const struct form *form = book_form(in, fo, file, root, &name);

	if (form == NULL || strcmp(form->name, TABLE_EXPERT) != 0 ||
	    *name.part != '\0' || !header_is_of(in, form, s))
		return false;
	src->form = form;
	src->part = s->name;
	return true;
}

struct source *
workbook_sources(struct intake *in, const struct folder *fo,
    const struct source *file, const struct sheets *s, bool root)
{
	struct arena *a = &in->studio;
	struct source *srcs = arena_alloc(a, s->nsheets * sizeof(*srcs));

	for (size_t i = 0; i < s->nsheets; i++)
		if (name_sheet(in, fo, file, s, &s->sheets[i], root,
		    &srcs[i]) || is_expert_sheet(in, fo, file, &s->sheets[i],
		    root, &srcs[i]))
			srcs[i].part = arena_strdup(a, srcs[i].part);
	for (size_t i = 0; i < s->nsheets && !root; i++)
		if (srcs[i].form == NULL &&
		    !workbook_is_silent(&s->sheets[i])) {
			srcs[i].form = form_by_heading(in, fo, s, srcs,
			    &s->sheets[i]);
			srcs[i].part = "";
			srcs[i].folded = srcs[i].form != NULL;
		}
	return srcs;
}
