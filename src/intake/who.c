#include "intake/private.h"

#include <stdlib.h>
#include <string.h>

/* ---- who is there: looked at, nothing is told ------------------------------------ */

#define SHEET_ORIGIN "_来源"	/* what a form says of itself when it was made */
#define ITEM_ROUND "轮次"

/* The round that the workbook's form was made for; 0 when it does not say. */
static long
round_of(const struct sheets *file)
{
	for (size_t i = 0; i < file->nsheets; i++) {
		const struct sheet *s = &file->sheets[i];

		if (s->name == NULL || strcmp(s->name, SHEET_ORIGIN) != 0)
			continue;
		for (size_t k = 0; k < s->nrecords; k++) {
			const struct sheet_record *r = &s->records[k];

			if (strcmp(sheet_cell(r, 0), ITEM_ROUND) == 0)
				return strtol(sheet_cell(r, 1), NULL, 10);
		}
	}
	return 0;
}

static const char *
value_of(struct intake *in, const struct form *f, const struct row *row,
    const char *field)
{
	size_t i = form_field_index(f, field);

	return i == NO_FIELD || row->cells[i].value == NULL ? NULL :
	    arena_strdup(&in->run, row->cells[i].value);
}

/* A file that may say who a studio is; whether it does. */
static bool
look_at(struct intake *in, struct folder *fo, const struct source *file)
{
	struct sheets s;
	struct source src;
	struct key_value labels;
	const struct sheet *sheet;
	struct row *row;

	if (!source_open(in, fo, file, &s))
		return false;
	sheet = workbook_identity(in, fo, file, &s, false, &src);
	if (sheet == NULL)
		return false;
	key_value_find(in, &src, sheet, &labels);
	row = key_value_read(in, fo, &src, sheet, &labels);
	if (row == NULL)
		return false;
	fo->code = value_of(in, src.form, row, FIELD_CODE);
	fo->title = value_of(in, src.form, row, FIELD_TITLE);
	fo->identity = file->node;
	fo->sha256 = arena_strdup(&in->run, s.sha256);
	fo->round = round_of(&s);
	return true;
}

/* The codes of a table of all studios. */
static void
look_at_root(struct intake *in, struct batch *b, const struct source *file)
{
	struct sheets s;
	struct source src;
	const struct sheet *sheet;
	struct table t;
	size_t column = NO_COLUMN;

	if (!source_open(in, &b->root, file, &s) ||
	    (sheet = workbook_identity(in, &b->root, file, &s, true,
	    &src)) == NULL ||
	    !table_find(in, &b->root, &src, sheet, false, &t))
		return;
	for (size_t k = 0; k < t.n; k++)
		if (strcmp(t.headings[k].field->name, FIELD_CODE) == 0)
			column = t.headings[k].column;
	for (size_t k = t.record + 1; column != NO_COLUMN &&
	    k < sheet->nrecords; k++) {
		const char *code = t.kinds[k] != RECORD_DATA ? NULL :
		    identity_code(in, src.form,
		    sheet_cell(&sheet->records[k], column));

		if (code == NULL)
			continue;
		arena_grow(&in->run, &b->in_root, &b->in_root_cap,
		    b->nin_root, sizeof(*b->in_root));
		b->in_root[b->nin_root++] = code;
	}
	arena_reset(&in->cells);
}

/* ---- who counts -------------------------------------------------------------------- */

/* By code; of one code the latest round first, then as the batch has them. */
static int
by_turn(const void *a, const void *b)
{
	const struct folder *x = *(const struct folder *const *)a;
	const struct folder *y = *(const struct folder *const *)b;
	int order = strcmp(x->code, y->code);

	if (order == 0)
		order = (x->round < y->round) - (x->round > y->round);
	return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

/* Whether one workbook is all that was handed in. */
static bool
is_one_book(const struct folder *fo)
{
	return fo->book != NULL || (fo->home != NULL &&
	    fo->home->nchildren == 1 && fo->identity->book != NULL &&
	    fo->home->children[0] == fo->identity);
}

/* Of several submissions of one studio one counts. */
static void
choose(struct intake *in, struct batch *b)
{
	struct folder **list = arena_alloc(&in->run,
	    (b->nfolders + 1) * sizeof(struct folder *));
	size_t n = 0;

	for (size_t i = 0; i < b->nfolders; i++)
		if (b->folders[i].identity != NULL)
			list[n++] = &b->folders[i];
	if (n > 1)
		qsort(list, n, sizeof(struct folder *), by_turn);
	for (size_t i = 0, first = 0; i < n; i++) {
		struct folder *fo = list[i];

		if (i == 0 || strcmp(fo->code, list[first]->code) != 0)
			first = i;
		if (i == first) {
			fo->assessed = true;
			fo->key = fo->code;
			continue;
		}
		fo->refused = true;
		fo->twin = list[first];
		fo->same = is_one_book(list[first]) && is_one_book(fo) &&
		    strcmp(fo->sha256, list[first]->sha256) == 0;
		fo->superseded = fo->round < list[first]->round;
		/* Under the other's number nothing is told of this one. */
		fo->passed_over = fo->superseded || fo->same ||
		    strcmp(fo->name, fo->twin->code) == 0;
		fo->code = fo->passed_over ? fo->twin->code : fo->name;
	}
}

/*
 * A folder without an identity is that of the studio whose number is its
 * name; else it is not assessed.
 */
static void
adopt(struct batch *b, struct folder *fo)
{
	const struct folder *other = batch_folder(b, fo->name);

	fo->code = fo->name;
	if (other != NULL) {
		struct folder *whose = &b->folders[other->order];

		fo->joined = true;
		if (whose->extra == NULL)
			whose->extra = fo->home;
	} else if (batch_in_root(b, fo->name)) {
		fo->assessed = true;
		fo->key = fo->code;
	}
}

/* ---- what is read for it ------------------------------------------------------------ */

struct identity_files {			/* files, and whose */
	struct source **sources;
	struct folder **folders;
	size_t n;
};

static void
list_file(struct intake *in, struct identity_files *r, struct folder *fo,
    struct tree_node *n)
{
	struct source *src = arena_alloc(&in->run, sizeof(*src));

	src->node = n;
	src->part = "";
	src->shown = n->name;
	src->number = r->n;
	r->sources[r->n] = src;
	r->folders[r->n++] = fo;
}

/* The files of a studio that may say who it is, workbooks first. */
static void
list_folder(struct intake *in, struct identity_files *r, struct folder *fo)
{
	struct tree_node *home = fo->home;

	if (fo->book != NULL || fo->sign != NULL) {
		list_file(in, r, fo, fo->book != NULL ? fo->book : fo->sign);
		return;
	}
	for (int turn = 0; turn < 3; turn++)
		for (size_t i = 0; i < home->nchildren; i++) {
			struct tree_node *n = home->children[i];

			if (n->kind == NODE_FILE && n->copy_of == NULL &&
			    n->role >= ROLE_IDENTITY && turn ==
			    (n->role == ROLE_SUBMISSION ? 0 :
			    n->book != NULL ? 1 : 2))
				list_file(in, r, fo, n);
		}
}

static void
list_all(struct intake *in, struct batch *b, struct identity_files *r)
{
	struct arena *a = &in->run;
	size_t most = b->tree->nidentities + b->root.nsources + 1;

	r->sources = arena_alloc(a, most * sizeof(struct source *));
	r->folders = arena_alloc(a, most * sizeof(struct folder *));
	for (size_t i = 0; i < b->nfolders; i++)
		list_folder(in, r, &b->folders[i]);
	for (size_t i = 0; i < b->root.nsources; i++)
		if (b->root.sources[i].node->book != NULL ||
		    source_is_identity(&b->root.sources[i]))
			list_file(in, r, NULL, b->root.sources[i].node);
}

void
identity_find(struct intake *in, struct batch *b)
{
	struct identity_files r = { 0 };

	list_all(in, b, &r);
	in->mute = true;
	in->prefetch = prefetch_start(in, r.sources, r.n);
	for (size_t i = 0; i < r.n && !in->failed; i++) {
		struct folder *fo = r.folders[i];

		if (fo == NULL)
			look_at_root(in, b, r.sources[i]);
		else if (fo->identity == NULL &&
		    look_at(in, fo, r.sources[i]) && fo->code == NULL)
			fo->code = fo->name;
	}
	prefetch_stop(in->prefetch);
	in->prefetch = NULL;
	in->mute = false;
	choose(in, b);
	batch_index(in, b);
	for (size_t i = 0; i < b->nfolders && !in->failed; i++)
		if (b->folders[i].identity == NULL)
			adopt(b, &b->folders[i]);
	batch_index(in, b);
}
