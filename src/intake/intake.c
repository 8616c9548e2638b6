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
	t->choices = arena_alloc(a, f->nfields * sizeof(*t->choices));
	buf_addf(&b, "INSERT INTO %s(%s", store_quote(a, f->name),
	    identity ? "" : FIELD_STUDIO ", ");
	for (size_t i = 0; i < f->nfields; i++) {
		t->folds[i] = header_fold(a, f->fields[i].name);
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

	in->tables = arena_alloc(&in->run,
	    in->scheme->nforms * sizeof(*in->tables));
	in->source = store_prepare(s, "INSERT OR IGNORE INTO 来源文件(路径, 字节, "
	    "\"SHA-256\", 编码, 行数, 工作室, 工作表) "
	    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	    in->err);
	in->change = store_prepare(s, "INSERT INTO 规范化(文件, 行, 列, 字段, "
	    "原值, 新值, 规则, 工作表) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", in->err);
	in->position = store_prepare(s, "INSERT OR IGNORE INTO _字段位置(文件, "
	    "字段, 列, 行, 表行, 工作表) VALUES(?1, ?2, ?3, ?4, ?5, ?6)", in->err);
	in->known = store_prepare(s, "SELECT 1 FROM " TABLE_STUDIO " WHERE "
	    FIELD_CODE " = ?1", in->err);
	in->listed = store_prepare(s, "SELECT 1 FROM 来源文件 WHERE 路径 = ?1",
	    in->err);
	in->form_file = store_prepare(s, "INSERT OR IGNORE INTO _文件表(文件, 表, "
	    "工作表) VALUES(?1, ?2, ?3)", in->err);
	if (store_exec(s, "CREATE TEMP TABLE _可疑(t TEXT, s TEXT, "
	    "PRIMARY KEY(t, s)) WITHOUT ROWID", in->err) == -1)
		return -1;
	in->suspect = store_prepare(s, "INSERT OR IGNORE INTO _可疑(t, s) "
	    "VALUES(?1, ?2)", in->err);
	if (in->suspect == NULL || in->listed == NULL || in->source == NULL ||
	    in->change == NULL || in->position == NULL || in->known == NULL ||
	    in->form_file == NULL)
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
	store_finalize(in->known);
	store_finalize(in->suspect);
	store_finalize(in->listed);
	store_finalize(in->form_file);
	store_finalize(in->meant);
	for (size_t i = 0; in->tables != NULL && i < in->scheme->nforms; i++) {
		struct form_table *t = &in->tables[i];

		store_finalize(t->insert);
		for (size_t k = 0; t->choices != NULL &&
		    k < in->scheme->forms[i].nfields; k++)
			store_finalize(t->choices[k]);
	}
	free(in->seen.slots);
	arena_free(&in->run);
	arena_free(&in->each);
	arena_free(&in->cells);
}

/* Tables for which a studio has no file and the root has none either. */
static void
tell_missing(struct intake *in, const char *studio, const struct folder *fo)
{
	for (size_t i = 0; i < in->scheme->nforms; i++) {
		const struct form *f = &in->scheme->forms[i];
		const char *file = path_join(&in->cells,
		    fo != NULL ? fo->shown : "", arena_printf(&in->cells,
		    "%s.csv", f->name));
		bool found = in->tables[i].in_root ||
		    strcmp(f->name, TABLE_STUDIO) == 0;

		for (size_t k = 0; fo != NULL && k < fo->nsources; k++)
			found |= fo->sources[k].form == f;
		if (found)
			continue;
		log_form(in, file, NULL, f);
		log_finding(in, FINDING_TABLE_MISSING, &(struct finding){
		    .studio = studio, .file = file, .advice =
		    strcmp(f->name, TABLE_EXPERT) == 0 ?
		    "请主管部门收齐专家的评审；不评审可忽略本条" : NULL });
	}
	arena_reset(&in->cells);
}

/* Studios of the root's identity table that have no folder. */
static void
tell_missing_in_root(struct intake *in, const struct batch *b)
{
	sqlite3_stmt *q = store_prepare(in->store, "SELECT " FIELD_CODE
	    " FROM " TABLE_STUDIO " WHERE instr(_文件, '/') = 0 ORDER BY _序",
	    in->err);
	int rc = -1;

	while (q != NULL && !in->failed &&
	    (rc = store_step(in->store, q, in->err)) == 1)
		if (batch_folder(b, store_text(q, 0)) == NULL)
			tell_missing(in, store_text(q, 0), NULL);
	in->failed |= rc == -1;
	store_finalize(q);
}

/* What the folders hold is read; who is not assessed leaves no rows. */
static void
load(struct intake *in, struct batch *b)
{
	for (size_t i = 0; i < b->root.nsources; i++)
		form_table_of(in, b->root.sources[i].form)->in_root = true;
	identity_load(in, b);
	for (size_t i = 0; i < b->nfolders; i++) {
		load_folder(in, &b->folders[i]);
		if (b->folders[i].assessed)
			tell_missing(in, b->folders[i].code, &b->folders[i]);
		if (b->root.nsources == 0)
			repeats_forget(in);
	}
	load_root(in, &b->root);
	if (b->root.nsources > 0)
		tell_missing_in_root(in, b);
	else if (b->nfolders == 0)
		log_finding(in, FINDING_BATCH_EMPTY, &(struct finding){ 0 });
}

/*
 * A file is read before the 编号 in it is known: what was told of a folder
 * till then under its name goes to its studio.
 */
static int
rename_studios(struct intake *in, const struct batch *b)
{
	sqlite3_stmt *q;
	bool any = false;

	for (size_t i = 0; i < b->nfolders && !any; i++)
		any = strcmp(b->folders[i].code, b->folders[i].name) != 0;
	if (!any)
		return 0;
	if (store_exec(in->store, "CREATE TEMP TABLE _代号(f TEXT PRIMARY KEY, "
	    "c TEXT) WITHOUT ROWID", in->err) == -1 ||
	    (q = store_prepare(in->store, "INSERT INTO _代号(f, c) "
	    "VALUES(?1, ?2)", in->err)) == NULL)
		return -1;
	for (size_t i = 0; i < b->nfolders; i++) {
		store_bind(q, 1, b->folders[i].shown);
		store_bind(q, 2, b->folders[i].code);
		intake_step(in, q);
	}
	store_finalize(q);
	if (in->failed)
		return -1;
	return store_exec(in->store,
	    "UPDATE 来源文件 SET 工作室 = coalesce((SELECT c FROM _代号 WHERE "
	    "f = substr(路径, 1, instr(路径, '/') - 1)), 工作室);"
	    "UPDATE 问题 SET 工作室 = coalesce((SELECT c FROM _代号 WHERE "
	    "f = substr(文件, 1, instr(文件, '/') - 1)), 工作室);"
	    "DROP TABLE _代号", in->err);
}

static int
drop_unassessed(struct intake *in)
{
	struct buf b = { 0 };
	int rc;

	for (size_t i = 0; i < in->scheme->nforms; i++) {
		const struct form *f = &in->scheme->forms[i];

		if (strcmp(f->name, TABLE_STUDIO) == 0)
			continue;
		buf_addf(&b, "DELETE FROM %s WHERE " FIELD_STUDIO
		    " >= char(1) AND " FIELD_STUDIO " < char(2);",
		    store_quote(&in->each, f->name));
		for (size_t k = 0; k < f->nfields; k++)
			if (field_types[f->fields[k].type].many)
				buf_addf(&b, "DELETE FROM %s WHERE "
				    FIELD_STUDIO " >= char(1) AND "
				    FIELD_STUDIO " < char(2);", store_quote(
				    &in->each, field_values_table(&in->each,
				    f, &f->fields[k])));
	}
	rc = store_exec(in->store, buf_str(&b), in->err);
	buf_free(&b);
	return rc;
}

/*
 * A text that some row named was read: it is no unknown file, nor its
 * folder an unknown folder.
 */
static int
forget_texts(struct intake *in)
{
	char *sql;

	if (!in->has_attachments)
		return 0;
	sql = arena_printf(&in->each, "DELETE FROM 问题 WHERE 代码 IN ('%s', "
	    "'%s') AND 文件 IN (SELECT 路径 FROM 来源文件); DELETE FROM 问题 "
	    "WHERE 代码 = '%s' AND EXISTS (SELECT 1 FROM 来源文件 WHERE "
	    "路径 > 文件 || '/' AND 路径 < 文件 || '0')",
	    finding_name(FINDING_FILE_NAME_UNKNOWN),
	    finding_name(FINDING_FILE_MISPLACED),
	    finding_name(FINDING_FOLDER_UNKNOWN));
	return store_exec(in->store, sql, in->err);
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
	    "WHERE 代码 = '%s' AND 文件 IN (SELECT 文件 FROM _文件表 WHERE "
	    "表 = '" TABLE_EXPERT "') AND NOT EXISTS (SELECT 1 FROM "
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

	in.failed = store_exec(store, "BEGIN", err) == -1 ||
	    prepare(&in) == -1 || batch_discover(&in, batch, &b) == -1;
	in.batch = &b;
	if (!in.failed) {
		in.prefetch = prefetch_start(&in, &b);
		load(&in, &b);
		prefetch_stop(in.prefetch);
	}
	if (!in.failed)
		repeats_remove(&in);
	if (!in.failed)
		in.failed = rename_studios(&in, &b) == -1 ||
		    drop_unassessed(&in) == -1 ||
		    forget_texts(&in) == -1 ||
		    forget_scores(&in) == -1 ||
		    finding_sort(store, err) == -1 ||
		    store_exec(store, "DROP TABLE _可疑", err) == -1;
	finish(&in);
	if (in.failed || store_exec(store, "COMMIT", err) == -1)
		return -1;
	return characters_check(scheme, store, in.options, err);
}
