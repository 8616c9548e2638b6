#include "intake/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/* Statements that fill one form's table. */
static int
prepare_table(struct intake *in, struct form_table *t, const struct form *f)
{
	struct arena *a = &in->run;
	struct buf b = { 0 };
	bool identity = strcmp(f->name, TABLE_STUDIO) == 0;

	t->form = f;
	t->folds = arena_alloc(a, f->nfields * sizeof(*t->folds));
	t->aliases = arena_alloc(a, f->nfields * sizeof(*t->aliases));
	t->choices = arena_alloc(a, f->nfields * sizeof(*t->choices));
	buf_addf(&b, "INSERT INTO %s(%s", store_quote(a, f->name),
	    identity ? "" : FIELD_STUDIO ", ");
	for (size_t i = 0; i < f->nfields; i++) {
		t->folds[i] = header_fold(a, f->fields[i].name);
		t->aliases[i] = header_folds(a, &f->fields[i]);
		buf_addf(&b, "%s, ", store_quote(a, f->fields[i].name));
		if (!field_types[f->fields[i].type].file)
			continue;
		buf_addf(&b, "%s, ", store_quote(a, field_count_column(a,
		    &f->fields[i])));
		in->has_attachments = true;
	}
	buf_addf(&b, "_文件, _工作表, _行, _表行, _序) VALUES(%s?, ?, ?, ?, ?",
	    identity ? "" : "?, ");
	for (size_t i = 0; i < f->nfields; i++)
		buf_adds(&b, field_types[f->fields[i].type].file ? ", ?, ?" :
		    ", ?");
	buf_addc(&b, ')');
	t->insert = store_prepare(in->store, buf_str(&b), in->err);
	for (size_t i = 0; i < f->nfields && t->insert != NULL; i++) {
		if (!field_types[f->fields[i].type].many)
			continue;
		t->choices[i] = store_prepare(in->store, arena_printf(a,
		    "INSERT INTO %s(" FIELD_STUDIO ", 值, _文件, _工作表, "
		    "_行) VALUES(?, ?, ?, ?, ?)", store_quote(a, field_values_table(a,
		    f, &f->fields[i]))), in->err);
		if (t->choices[i] == NULL)
			break;
	}
	buf_free(&b);
	for (size_t i = 0; i < f->nfields; i++)
		if (field_types[f->fields[i].type].many &&
		    t->choices[i] == NULL)
			return -1;
	return t->insert != NULL ? 0 : -1;
}

static int
prepare(struct intake *in)
{
	struct store *s = in->store;

	file_name_prepare(in);
	in->tables = arena_alloc(&in->run,
	    in->scheme->nforms * sizeof(*in->tables));
	in->source = store_prepare(s, "INSERT OR IGNORE INTO 来源文件(路径, 字节, "
	    "\"SHA-256\", 编码, 行数, 工作室, 工作表) "
	    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	    in->err);
	in->change = store_prepare(s, "INSERT INTO 规范化(文件, 行, 列, 字段, "
	    "原值, 新值, 规则, 工作表) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", in->err);
	in->position = store_prepare(s, "INSERT OR IGNORE INTO _版式(版式, 字段, 列,"
	    " 行, 表行) VALUES(?1, ?2, ?3, ?4, ?5)", in->err);
	in->source_layout = store_prepare(s, "INSERT OR IGNORE INTO _来源版式(文件,"
	    " 工作表, 版式) VALUES(?1, ?2, ?3)", in->err);
	in->form_file = store_prepare(s, "INSERT OR IGNORE INTO _文件表(文件, 表, "
	    "工作表) VALUES(?1, ?2, ?3)", in->err);
	in->unused = store_prepare(s, "INSERT INTO _行数(文件, 工作表, 工作室, 行数)"
	    " VALUES(?1, ?2, ?3, 1) ON CONFLICT DO UPDATE SET 行数 = 行数 + 1",
	    in->err);
	in->absent = store_prepare(s, "INSERT OR IGNORE INTO _未交表(工作室, 表) "
	    "VALUES(?1, ?2)", in->err);
	/* A table that is made or dropped makes SQLite compile all anew. */
	if (store_exec(s, "CREATE TEMP TABLE IF NOT EXISTS _可疑(t TEXT, s TEXT,"
	    " PRIMARY KEY(t, s)) WITHOUT ROWID; DELETE FROM _可疑",
	    in->err) == -1)
		return -1;
	in->suspect = store_prepare(s, "INSERT OR IGNORE INTO _可疑(t, s) "
	    "VALUES(?1, ?2)", in->err);
	if (in->suspect == NULL || in->source == NULL || in->change == NULL ||
	    in->position == NULL || in->form_file == NULL ||
	    in->unused == NULL || in->source_layout == NULL ||
	    in->absent == NULL)
		return -1;
	for (size_t i = 0; i < in->scheme->nforms; i++)
		if (prepare_table(in, &in->tables[i],
		    &in->scheme->forms[i]) == -1)
			return -1;
	return 0;
}

static void
finish(struct intake *in)
{
	store_finalize(in->source);
	store_finalize(in->change);
	store_finalize(in->position);
	store_finalize(in->suspect);
	store_finalize(in->form_file);
	store_finalize(in->unused);
	store_finalize(in->source_layout);
	store_finalize(in->absent);
	log_layouts_free(in);
	store_finalize(in->meant);
	for (size_t i = 0; in->tables != NULL && i < in->scheme->nforms; i++) {
		struct form_table *t = &in->tables[i];

		store_finalize(t->insert);
		for (size_t k = 0; t->choices != NULL &&
		    k < in->scheme->forms[i].nfields; k++)
			store_finalize(t->choices[k]);
	}
	free(in->seen.slots);
	reader_close(&in->reader);
	arena_free(&in->run);
	arena_free(&in->studio);
	arena_free(&in->file);
	arena_free(&in->each);
	arena_free(&in->cells);
}

/* The name of the file, or of the sheet, that would hold a table. */
static const char *
missing_file(struct intake *in, const struct folder *fo, const struct form *f)
{
	if (fo == NULL)
		return arena_printf(&in->cells, "%s.csv", f->name);
	if (fo->owner != NULL)
		return path_join(&in->cells, fo->shown, arena_printf(
		    &in->cells, "%s-%s.csv", fo->owner, f->name));
	return path_join(&in->cells, fo->shown, arena_printf(&in->cells,
	    "%s.csv", f->name));
}

/* Tables for which a studio has no file and the root has none either. */
static void
tell_missing(struct intake *in, const char *studio, const struct folder *fo)
{
	for (size_t i = 0; i < in->scheme->nforms; i++) {
		const struct form *f = &in->scheme->forms[i];
		struct form_table *t = &in->tables[i];
		const char *file, *sheet = NULL;

		if (t->in_root || (fo != NULL && t->in_folder) ||
		    strcmp(f->name, TABLE_STUDIO) == 0)
			continue;
		if (f->optional) {
			store_bind(in->absent, 1, studio);
			store_bind(in->absent, 2, f->name);
			intake_step(in, in->absent);
			continue;
		}
		file = missing_file(in, fo, f);
		if (fo != NULL && fo->book != NULL) {
			file = fo->shown;
			sheet = f->name;
		}
		log_form(in, file, sheet, f);
		log_finding(in, FINDING_TABLE_MISSING, &(struct finding){
		    .studio = studio, .file = file, .sheet = sheet, .advice =
		    strcmp(f->name, TABLE_EXPERT) == 0 ?
		    "请主管部门收齐专家的评审；不评审可忽略本条" : NULL });
	}
	arena_reset(&in->cells);
}

/* Nobody says who sent this. */
static void
tell_nobody(struct intake *in, const struct folder *fo)
{
	const struct tree_node *home = fo->home;
	struct finding at = { .studio = fo->name,
	    .file = *fo->shown != '\0' ? fo->shown : NULL };

	if (home->refused != NULL)
		return;		/* which unread.c tells */
	log_finding(in, fo->has_entries ? FINDING_IDENTITY_MISSING :
	    FINDING_FOLDER_EMPTY, &at);
}

/* Studios of the root's identity table that have no folder. */
static void
tell_missing_in_root(struct intake *in)
{
	sqlite3_stmt *q = store_prepare(in->store, "SELECT " FIELD_CODE
	    " FROM " TABLE_STUDIO " ORDER BY _序", in->err);
	int rc = -1;

	while (q != NULL && !in->failed &&
	    (rc = store_step(in->store, q, in->err)) == 1)
		if (batch_folder(in->batch, store_text(q, 0)) == NULL)
			tell_missing(in, store_text(q, 0), NULL);
	in->failed |= rc == -1;
	store_finalize(q);
}

static void
load_studio(struct intake *in, struct folder *fo)
{
	for (size_t i = 0; i < in->scheme->nforms; i++)
		in->tables[i].in_folder = fo->several != NULL && fo->several[i];
	load_folder(in, fo);
	if (!fo->assessed && !fo->refused && !fo->joined)
		tell_nobody(in, fo);
	if (fo->assessed)
		tell_missing(in, fo->code, fo);
}

/* Which tables the root gives, so that no studio lacks them. */
static void
note_root(struct intake *in, const struct folder *root)
{
	for (size_t i = 0; i < root->nsources; i++) {
		const struct source *src = &root->sources[i];
		const struct tree_book *book = src->node->book;
		struct file_name name;

		if (src->form != NULL)
			form_table_of(in, src->form)->in_root = true;
		else if (source_name(in, root, src->node, true, &name))
			form_table_of(in, name.form)->in_root = true;
		for (size_t k = 0; book != NULL && k < book->nsheets; k++) {
			file_name_read(in, &in->each, book->sheets[k].name,
			    true, NULL, NULL, &name);
			if (name.form != NULL)
				form_table_of(in, name.form)->in_root = true;
		}
	}
}

/* All files, in the order in which they are loaded. */
static struct source **
list_sources(struct intake *in, struct batch *b, size_t *n)
{
	struct source **list = arena_alloc(&in->run, (in->total + 1) *
	    sizeof(struct source *));

	*n = 0;
	for (size_t i = 0; i <= b->nfolders; i++) {
		struct folder *fo = i < b->nfolders ? &b->folders[i] :
		    &b->root;

		for (size_t k = 0; k < fo->nsources; k++) {
			fo->sources[k].number = *n;
			list[(*n)++] = &fo->sources[k];
		}
	}
	return list;
}

/* Who is who first: every finding is filed under its studio's number. */
static void
find(struct intake *in, struct batch *b)
{
	sources_find_root(in, b);
	identity_find(in, b);
	in->total = b->root.nsources;
	note_root(in, &b->root);
	for (size_t i = 0; i < b->nfolders && !in->failed; i++)
		if (!b->folders[i].passed_over && !b->folders[i].joined)
			sources_find(in, &b->folders[i]);
}

static void
load(struct intake *in, struct batch *b)
{
	size_t n;
	struct source **list = list_sources(in, b, &n);

	in->prefetch = prefetch_start(in, list, n);
	for (size_t i = 0; i < b->nfolders && !in->failed; i++) {
		load_studio(in, &b->folders[i]);
		if (b->root.nsources == 0)
			repeats_forget(in);
	}
	load_root(in, &b->root);
	tell_missing_in_root(in);
	prefetch_stop(in->prefetch);
	in->prefetch = NULL;
	if (b->root.nsources == 0 && b->nfolders == 0)
		log_finding(in, FINDING_BATCH_EMPTY, &(struct finding){ 0 });
	unread_tell(in, b);
}

/*
 * Schools hand in no scores: that a studio has none is worth a word only where
 * others have some.
 */
static int
forget_scores(struct intake *in)
{
	if (scheme_form(in->scheme, TABLE_EXPERT) == NULL)
		return 0;
	return store_exec(in->store, arena_printf(&in->each, "DELETE FROM 问题 "
	    "WHERE 代码 = '%s' AND EXISTS (SELECT 1 FROM _文件表 AS f WHERE "
	    "f.文件 = 问题.文件 AND f.工作表 = coalesce(问题.工作表, '') AND "
	    "f.表 = '" TABLE_EXPERT "') AND NOT EXISTS (SELECT 1 FROM "
	    TABLE_EXPERT ")", finding_name(FINDING_TABLE_MISSING)), in->err);
}

int
intake_read(const struct scheme *scheme, struct store *store,
    const char *batch, const struct intake_options *options, struct err *err)
{
	static const struct intake_options none = { .show_personal = false };
	struct intake in = { .scheme = scheme, .store = store,
	    .options = options != NULL ? options : &none, .err = err };
	struct batch b;

	in.batch = &b;
	store->show_personal = in.options->show_personal;
	in.failed = store_exec(store, "BEGIN", err) == -1 ||
	    prepare(&in) == -1 || batch_discover(&in, batch, &b) == -1;
	if (!in.failed)
		find(&in, &b);
	if (!in.failed)
		load(&in, &b);
	if (!in.failed)
		repeats_remove(&in);
	if (!in.failed)
		in.failed = forget_scores(&in) == -1 ||
		    finding_sort(store, err) == -1;
	finish(&in);
	if (in.failed || store_exec(store, "COMMIT", err) == -1)
		return -1;
	return characters_check(scheme, store, in.options, err);
}
