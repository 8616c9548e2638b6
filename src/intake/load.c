#include "intake/private.h"

#include <string.h>

#include "base/text.h"

/*
 * The files of a studio are read one after the other: a text is one table, a
 * workbook one a sheet.
 */

/* A table that the studio gave. */
struct given {
	const struct form *form;
	const char *part, *place;
	uint64_t digest;	/* of its cells */
	bool book;		/* a sheet */
};

/* ---- the same table twice --------------------------------------------------------- */

static uint64_t
digest(const struct sheet *s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < s->nrecords; i++) {
		const struct sheet_record *r = &s->records[i];

		for (size_t k = 0; k < r->ncells; k++) {
			for (const char *p = r->cells[k]; *p != '\0'; p++)
				h = (h ^ (unsigned char)*p) *
				    UINT64_C(0x100000001b3);
			h = (h ^ 0x100) * UINT64_C(0x100000001b3);
		}
		h = (h ^ 0x101) * UINT64_C(0x100000001b3);
	}
	return h;
}

/* The same table from another file, which is not to be read beside this. */
static const struct given *
find_given(const struct intake *in, const struct source *src, uint64_t sum)
{
	for (size_t i = 0; i < in->ngiven; i++) {
		const struct given *g = &in->given[i];

		if (g->form != src->form || strcmp(g->part, src->part) != 0)
			continue;
		if (g->book || src->sheet != NULL)
			return g;
		/* Two texts: parts of one table, but for the same one twice. */
		if (src->folded && g->digest == sum)
			return g;
	}
	return NULL;
}

/* Whether the table is to be read; remembers it, tells of a second one. */
static bool
is_first(struct intake *in, const struct folder *fo, const struct source *src,
    const struct sheet *s)
{
	uint64_t sum = digest(s);
	const struct given *g = find_given(in, src, sum);
	bool same;

	if (g == NULL) {
		arena_grow(&in->studio, &in->given, &in->given_cap,
		    in->ngiven, sizeof(*in->given));
		in->given[in->ngiven++] = (struct given){ .form = src->form,
		    .part = arena_strdup(&in->studio, src->part),
		    .place = src->sheet == NULL ? src->shown :
		    arena_printf(&in->studio, "%s!%s", src->shown, src->sheet),
		    .digest = sum, .book = src->sheet != NULL };
		return true;
	}
	same = g->digest == sum;
	log_finding(in, same ? FINDING_FILE_COPY : FINDING_FILE_COPY_DIFFERS,
	    &(struct finding){ .studio = fo->code, .file = src->shown,
	    .sheet = src->sheet, .detail = arena_printf(&in->cells, same ?
	    "与 %s 内容相同，只读取一份" :
	    "与 %s 是同一张表而内容不同，这一份未读取", g->place) });
	return false;
}

/* ---- one table --------------------------------------------------------------------- */

static void
tell_folded(struct intake *in, const struct folder *fo,
    const struct source *src)
{
	if (src->folded)
		log_finding(in, FINDING_FILE_NAME_FOLDED, &(struct finding){
		    .studio = fo->code, .file = src->shown,
		    .sheet = src->sheet, .detail = arena_printf(&in->cells,
		    "名称不是表名，已按“%s”读取", src->form->name) });
}

static void
load_grid(struct intake *in, struct folder *fo, const struct source *src,
    const struct sheet *s)
{
	bool root = fo == &in->batch->root;

	arena_reset(&in->each);
	arena_reset(&in->cells);
	log_form(in, src->shown, src->sheet, src->form);
	source_record(in, fo, src, s);
	if (fo->compares && !root && !is_first(in, fo, src, s))
		return;
	tell_folded(in, fo, src);
	if (!root)
		form_table_of(in, src->form)->in_folder = true;
	if (source_is_identity(src) && root)
		identity_load_root(in, fo, src, s);
	else if (source_is_identity(src))
		identity_load(in, fo, src, s);
	else if (root)
		table_load_root(in, fo, src, s);
	else
		table_load(in, fo, src, s);
}

/* ---- workbooks ----------------------------------------------------------------------- */

static bool
is_empty(const struct sheet *s)
{
	for (size_t i = 0; i < s->nrecords; i++)
		for (size_t k = 0; k < s->records[i].ncells; k++)
			if (!text_blank(s->records[i].cells[k]))
				return false;
	return true;
}

/* Sheets that are there for whoever fills in the form. */
static bool
is_silent(const struct sheet *s)
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
		if (is_silent(&file->sheets[i]))
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
	const char *stem;

	(void)file_type(&in->studio, file->node->name, &stem);
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
	src->part = name.part;
	src->folded = name.folded;
	return name.form != NULL;
}

const struct sheet *
load_identity_sheet(struct intake *in, const struct folder *fo,
    const struct source *file, const struct sheets *s, bool root,
    struct source *src)
{
	const struct form *form = NULL;

	for (size_t i = 0; i < in->scheme->nforms; i++)
		if (strcmp(in->scheme->forms[i].name, TABLE_STUDIO) == 0)
			form = &in->scheme->forms[i];
	for (size_t i = 0; i < s->nsheets; i++) {
		if (s->sheets[i].name == NULL) {
			*src = *file;
			src->form = form;
			return &s->sheets[i];
		}
		if (!is_silent(&s->sheets[i]) && name_sheet(in, fo, file, s,
		    &s->sheets[i], root, src) && src->form == form)
			return &s->sheets[i];
	}
	return NULL;
}

/* Whether a record of the sheet is the heading of the form, all of it. */
static bool
has_heading(struct intake *in, const struct form *f, const struct sheet *s)
{
	for (size_t i = 0; i < s->nrecords && i < LOOK_RECORDS; i++) {
		const struct sheet_record *r = &s->records[i];
		size_t n = 0, required = 0, found = 0;

		for (size_t k = 0; k < f->nfields; k++) {
			bool there = false;

			for (size_t c = 0; c < r->ncells && !there; c++)
				there = header_field(in, f, r->cells[c]) ==
				    &f->fields[k];
			n += there;
			required += f->fields[k].required;
			found += f->fields[k].required && there;
		}
		if (n >= 2 && found == required && 2 * n > r->ncells)
			return true;
	}
	return false;
}

/*
 * The table that a sheet of no table's name holds: by its heading, when it is
 * the only such sheet, and the only table that it can be.
 */
static const struct form *
form_by_heading(struct intake *in, const struct sheets *file,
    const struct source *known, size_t nknown, const struct sheet *s)
{
	const struct form *found = NULL;

	for (size_t i = 0; i < in->scheme->nforms; i++) {
		const struct form *f = &in->scheme->forms[i];
		bool given = f->vertical;

		for (size_t k = 0; k < nknown; k++)
			given |= known[k].form == f;
		if (given || !has_heading(in, f, s))
			continue;
		if (found != NULL)
			return NULL;
		found = f;
	}
	for (size_t i = 0; found != NULL && i < file->nsheets; i++)
		if (&file->sheets[i] != s && !is_silent(&file->sheets[i]) &&
		    known[i].form == NULL &&
		    has_heading(in, found, &file->sheets[i]))
			return NULL;
	return found;
}

static int
turn(const struct source *src)
{
	if (src->form == NULL)
		return 3;
	if (source_is_identity(src))
		return 0;
	return form_has_texts(src->form) ? 1 : 2;
}

static void
tell_sheet(struct intake *in, const struct folder *fo,
    const struct source *src, enum finding_code code)
{
	log_finding(in, code, &(struct finding){ .studio = fo->code,
	    .file = src->shown, .sheet = src->sheet });
}

/* Experts' scores in what a school sent are not counted. */
static bool
is_foreign_score(const struct folder *fo, const struct source *src)
{
	return strcmp(src->form->name, TABLE_EXPERT) == 0 &&
	    (src->node->role == ROLE_SUBMISSION ||
	    (fo->home->archive != NULL || fo->home->kind == NODE_ARCHIVE));
}

static void
load_sheet(struct intake *in, struct folder *fo, const struct source *src,
    const struct sheet *s)
{
	bool root = fo == &in->batch->root;

	if (src->form == NULL) {
		source_record(in, fo, src, s);
		tell_sheet(in, fo, src, FINDING_SHEET_UNKNOWN);
	} else if (!root && is_foreign_score(fo, src)) {
		source_record(in, fo, src, s);
		log_form(in, src->shown, src->sheet, src->form);
		tell_sheet(in, fo, src, FINDING_SCORE_FROM_SCHOOL);
	} else {
		if (s->hidden)
			tell_sheet(in, fo, src, FINDING_SHEET_HIDDEN);
		load_grid(in, fo, src, s);
	}
}

static void
load_book(struct intake *in, struct folder *fo, const struct source *file,
    const struct sheets *s)
{
	struct arena *a = &in->studio;
	struct source *srcs = arena_alloc(a, s->nsheets * sizeof(*srcs));
	bool root = fo == &in->batch->root;

	for (size_t i = 0; i < s->nsheets; i++)
		if (name_sheet(in, fo, file, s, &s->sheets[i], root, &srcs[i]))
			srcs[i].part = arena_strdup(a, srcs[i].part);
	for (size_t i = 0; i < s->nsheets && !root; i++)
		if (srcs[i].form == NULL && !is_silent(&s->sheets[i])) {
			srcs[i].form = form_by_heading(in, s, srcs,
			    s->nsheets, &s->sheets[i]);
			srcs[i].part = "";
			srcs[i].folded = srcs[i].form != NULL;
		}
	for (int t = 0; t < 4; t++)
		for (size_t i = 0; i < s->nsheets && !in->failed; i++)
			if (turn(&srcs[i]) == t && !is_silent(&s->sheets[i]))
				load_sheet(in, fo, &srcs[i], &s->sheets[i]);
}

/* ---- files ---------------------------------------------------------------------------- */

/* A file whose name says that it is a copy, beside the one it copies. */
static void
tell_copy(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheets *s)
{
	const struct source *first = NULL;
	bool same;

	for (size_t i = 0; i < fo->nsources; i++)
		if (fo->sources[i].node == src->node->copy_of)
			first = &fo->sources[i];
	same = first != NULL && first->sha256 != NULL &&
	    strcmp(first->sha256, s->sha256) == 0;
	source_record_file(in, fo, src, s);
	log_finding(in, same ? FINDING_FILE_COPY : FINDING_FILE_COPY_DIFFERS,
	    &(struct finding){ .studio = fo->code, .file = src->shown,
	    .detail = arena_printf(&in->cells, same ?
	    "与 %s 内容相同，只读取一份" :
	    "与 %s 是同一张表而内容不同，这一份未读取",
	    src->node->copy_of->name) });
}

static void
load_file(struct intake *in, struct folder *fo, struct source *src)
{
	bool root = fo == &in->batch->root;
	struct sheets s;

	node_use(src->node);
	if (src->form != NULL) {
		log_form(in, src->shown, NULL, src->form);
		form_table_of(in, src->form)->in_folder |= !root;
	}
	if (!root && src->form != NULL && is_foreign_score(fo, src)) {
		tell_sheet(in, fo, src, FINDING_SCORE_FROM_SCHOOL);
		return;
	}
	if (!source_open(in, fo, src, &s))
		return;
	if (fo->compares)
		src->sha256 = arena_strdup(&in->studio, s.sha256);
	if (src->copy)
		tell_copy(in, fo, src, &s);
	else if (s.sheets[0].name != NULL)
		load_book(in, fo, src, &s);
	else if (src->form != NULL)
		load_grid(in, fo, src, &s.sheets[0]);
}

static void
load_files(struct intake *in, struct folder *fo)
{
	in->ngiven = in->given_cap = 0;
	in->given = NULL;
	for (size_t i = 0; i < fo->nsources && !in->failed; i++) {
		struct source *src = &fo->sources[i];

		/* A text that a row named is no part of a table. */
		if (in->has_attachments && src->form != NULL &&
		    source_may_be_attachment(src) && src->node->used)
			continue;
		load_file(in, fo, src);
	}
	arena_reset(&in->studio);
}

/* Another submission of the same studio counts. */
static void
pass_over(struct intake *in, const struct folder *fo)
{
	struct source src = { .node = fo->home };
	const char *shown = node_shown(&in->cells, fo->identity);

	src.shown = shown;
	log_source(in, &src, &(struct sheet){ .encoding = "" }, fo->code);
	log_finding(in, fo->same ? FINDING_FILE_COPY :
	    FINDING_SUBMISSION_SUPERSEDED, &(struct finding){
	    .studio = fo->code, .file = shown });
	arena_reset(&in->cells);
}

void
load_folder(struct intake *in, struct folder *fo)
{
	if (fo->superseded || fo->same) {
		pass_over(in, fo);
		return;
	}
	load_files(in, fo);
}

void
load_root(struct intake *in, struct folder *root)
{
	load_files(in, root);
}
