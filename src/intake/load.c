#include "intake/private.h"

#include <string.h>

/*
 * The files of a studio are read one after the other: a text is one table, a
 * workbook one a sheet.
 */

/* What the file of a table is called: in the root they are of all studios. */
static const char *
handed_name(const struct folder *fo, const struct form *f)
{
	return f->vertical && fo->code != NULL ? FILE_STUDIO : f->name;
}

static void
tell_folded(struct intake *in, const struct folder *fo,
    const struct source *src)
{
	bool expert = *src->part != '\0' &&
	    strcmp(src->form->name, TABLE_EXPERT) == 0;

	if (src->folded)
		log_finding(in, FINDING_FILE_NAME_FOLDED, &(struct finding){
		    .studio = fo->code, .file = src->shown,
		    .sheet = src->sheet, .detail = arena_printf(&in->cells,
		    expert ? "名称不是表名，已按“%s-%s”读取" :
		    "名称不是表名，已按“%s”读取",
		    handed_name(fo, src->form), src->part) });
}

/*
 * A table of all may lie beside the only studio there is, or above it: it has
 * a column 工作室.
 */
static bool
is_of_all(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s)
{
	const struct tree_node *at = src->node->parent, *n = fo->home;
	struct table t;
	bool has;

	if (at == fo->home && at->parent != NULL)
		return false;
	while (n != NULL && n != at)
		n = n->parent;
	if (n == NULL || src->form->vertical)
		return false;
	in->mute = true;
	has = header_find(in, fo, src, s, true, &t) && t.studio != NO_COLUMN;
	in->mute = false;
	return has;
}

static void
load_grid(struct intake *in, struct folder *fo, const struct source *src,
    const struct sheet *s)
{
	bool root = fo == &in->batch->root;

	arena_reset(&in->each);
	arena_reset(&in->cells);
	log_form(in, src->shown, src->sheet, src->form);
	if (!root && is_of_all(in, fo, src, s)) {
		fo = &in->batch->root;
		root = true;
	}
	source_record(in, fo, src, s);
	if (fo->compares && !root && !given_first(in, fo, src, s))
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

/* ---- workbooks ---------------------------------------------------------- */

/* When a sheet is loaded: what is named as a table is before what is like it. */
#define TURNS 8

static int
turn(const struct source *src)
{
	int kind = src->form == NULL ? 3 : source_is_identity(src) ? 0 :
	    form_has_texts(src->form) ? 1 : 2;

	return 2 * kind + (src->folded || src->alias);
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
		if (s->nrecords < 2)
			return;		/* the heading of an empty form */
		log_form(in, src->shown, src->sheet, src->form);
		tell_sheet(in, fo, src, FINDING_SCORE_FROM_SCHOOL);
	} else {
		if (s->hidden)
			tell_sheet(in, fo, src, FINDING_SHEET_HIDDEN);
		load_grid(in, fo, src, s);
	}
}

/* A workbook without a sheet that is a table. */
static void
tell_no_sheet(struct intake *in, const struct folder *fo,
    const struct source *file, const struct sheets *s, bool root)
{
	struct file_name name;

	source_record_file(in, fo, file, s);
	if (!source_name(in, fo, file->node, root, &name)) {
		tell_sheet(in, fo, file, FINDING_FILE_NAME_UNKNOWN);
		return;
	}
	log_form(in, file->shown, NULL, name.form);
	log_finding(in, FINDING_HEADER_MISSING, &(struct finding){
	    .studio = fo->code, .file = file->shown,
	    .detail = arena_printf(&in->cells, "工作簿里有几张工作表，分不清"
	    "哪一张是“%s”，文件未读取", handed_name(fo, name.form)),
	    .advice = arena_printf(&in->cells, "请把工作表的名称改为“%s”，"
	    "或只留这一张", handed_name(fo, name.form)) });
}

static void
load_book(struct intake *in, struct folder *fo, const struct source *file,
    const struct sheets *s)
{
	bool root = fo == &in->batch->root, any = false;
	struct source *srcs = workbook_sources(in, fo, file, s, root);

	for (size_t i = 0; i < s->nsheets; i++)
		any |= srcs[i].form != NULL;
	if (!any) {
		tell_no_sheet(in, fo, file, s, root);
		return;
	}
	for (int t = 0; t < TURNS; t++)
		for (size_t i = 0; i < s->nsheets && !in->failed; i++)
			if (turn(&srcs[i]) == t && !workbook_is_silent(&s->sheets[i]))
				load_sheet(in, fo, &srcs[i], &s->sheets[i]);
}

/* ---- files -------------------------------------------------------------- */

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
	log_copy(in, fo->code, src, src->node->copy_of->name, same);
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
	if (!source_open(in, fo, src, &s))
		return;
	if (!root && src->form != NULL && is_foreign_score(fo, src)) {
		source_record_file(in, fo, src, &s);
		tell_sheet(in, fo, src, FINDING_SCORE_FROM_SCHOOL);
		return;
	}
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
pass_over(struct intake *in, struct folder *fo)
{
	const char *shown = node_shown(&in->cells, fo->identity);
	const char *twin = node_shown(&in->cells, fo->twin->identity);
	struct source src = { .node = fo->identity, .shown = shown };

	node_use(fo->identity);
	log_source(in, &src, &(struct sheet){ .encoding = "" }, fo->code);
	if (fo->same)
		log_copy(in, fo->code, &src, twin, true);
	else
		log_finding(in, fo->superseded ?
		    FINDING_SUBMISSION_SUPERSEDED : FINDING_CODE_REPEATED,
		    &(struct finding){ .studio = fo->code, .file = shown,
		    .detail = arena_printf(&in->cells, fo->superseded ?
		    "同一工作室有更新的一份提交（%s），这一份未采用" :
		    "编号与 %s 重复，这一份未评估", twin) });
	arena_reset(&in->cells);
}

void
load_folder(struct intake *in, struct folder *fo)
{
	if (fo->passed_over) {
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
