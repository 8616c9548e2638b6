#include "intake/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* ---- who may have repeated something: while rows are loaded ----------------- */

static void
slot_put(uint64_t *slots, size_t cap, uint64_t h)
{
	size_t i = (size_t)(h ^ h >> 32) & (cap - 1);

	while (slots[i] != 0 && slots[i] != h)
		i = (i + 1) & (cap - 1);
	slots[i] = h;
}

/* Whether h was seen before; from now on it was. */
static bool
was_seen(struct seen *s, uint64_t h)
{
	size_t i;

	h += h == 0;
	if (2 * s->n >= s->cap) {
		size_t cap = s->cap == 0 ? 1024 : 2 * s->cap;
		uint64_t *slots = mem_zero(cap, sizeof(*slots));

		for (i = 0; i < s->cap; i++)
			if (s->slots[i] != 0)
				slot_put(slots, cap, s->slots[i]);
		free(s->slots);
		s->slots = slots;
		s->cap = cap;
	}
	i = (size_t)(h ^ h >> 32) & (s->cap - 1);
	while (s->slots[i] != 0 && s->slots[i] != h)
		i = (i + 1) & (s->cap - 1);
	if (s->slots[i] == h)
		return true;
	s->slots[i] = h;
	s->n++;
	return false;
}

void
repeats_seen(struct intake *in, const struct form *f, const char *key,
    const struct row *row)
{
	uint64_t start = text_hash(text_hash(TEXT_HASH,
	    f->name), key), all = text_hash(start, "a");
	uint64_t keys = text_hash(start, "k");
	bool again = false, has_key = false;

	for (size_t i = 0; i < f->nfields; i++) {
		const char *value = row->cells[i].value;
		uint64_t one = text_hash(text_hash(start, "v"),
		    f->fields[i].name);

		all = text_hash(all, value);
		if (f->fields[i].repeat == REPEAT_ERROR) {
			keys = text_hash(keys, value);
			has_key = true;
		} else if (f->fields[i].repeat == REPEAT_ADVICE) {
			again |= was_seen(&in->seen, text_hash(one, value));
		}
	}
	again |= !f->repeats && was_seen(&in->seen, all);
	again |= has_key && was_seen(&in->seen, keys);
	if (!again)
		return;
	store_bind(in->suspect, 1, f->name);
	store_bind(in->suspect, 2, key);
	intake_step(in, in->suspect);
	form_table_of(in, f)->suspected = true;
}

void
repeats_forget(struct intake *in)
{
	if (in->seen.n > 0)
		memset(in->seen.slots, 0,
		    in->seen.cap * sizeof(*in->seen.slots));
	in->seen.n = 0;
}

/* ---- what they repeated: once all is loaded --------------------------------- */

/* One kind of repetition in one table. */
struct repeat {
	const struct form *form;
	enum finding_code code;
	const char *same;	/* SQL: the columns that are equal */
	const char *where;	/* SQL: which rows are looked at */
	const struct field *field;	/* that the finding names, or NULL */
	bool remove;		/* the later rows go */
	const char *tail;	/* of the detail: what was done instead */
};

/*
 * Into _重复, of the studios in _可疑, the rows that have one before them with
 * the same values: in the order of loading the folder is before the root,
 * files are by name.
 */
static int
collect(struct intake *in, const struct repeat *r)
{
	struct arena *a = &in->each;
	char *sql = arena_printf(a, "CREATE TEMP TABLE _重复 AS SELECT * FROM ("
	    "SELECT rowid AS r, " FIELD_STUDIO " AS s, _文件 AS f, _工作表 AS w, _行 AS l,"
	    " _表行 AS b, CAST(%s AS TEXT) AS v, _序 AS o,"
	    " first_value(_文件 || coalesce('!' || _工作表, '')) OVER v AS f1,"
	    " first_value(_行) OVER v AS l1,"
	    " row_number() OVER v AS n FROM %s AS t WHERE %s AND "
	    FIELD_STUDIO " IN (SELECT s FROM _可疑 WHERE t = ?1)"
	    " WINDOW v AS (PARTITION BY " FIELD_STUDIO ", %s ORDER BY _序))"
	    " WHERE n > 1 ORDER BY o",
	    r->field != NULL ? store_quote(a, r->field->name) : "NULL",
	    store_quote(a, r->form->name), r->where, r->same);

	sqlite3_stmt *q = store_prepare(in->store, sql, in->err);
	int rc;

	if (q == NULL)
		return -1;
	store_bind(q, 1, r->form->name);
	rc = store_step(in->store, q, in->err);
	store_finalize(q);
	return rc;
}

static void
tell_one(struct intake *in, const struct repeat *r, sqlite3_stmt *q)
{
	const char *key = store_text(q, 0), *file = store_text(q, 1);
	const char *sheet = store_text_or_null(q, 8);
	const char *first = store_text(q, 5);
	const char *here = sheet == NULL ? file :
	    arena_printf(&in->cells, "%s!%s", file, sheet);
	sqlite3_int64 line = sqlite3_column_int64(q, 2);
	struct finding f = {
		.studio = key,
		.file = file, .sheet = sheet, .line = (size_t)line,
		.row = (size_t)sqlite3_column_int64(q, 3),
		.column = (size_t)sqlite3_column_int64(q, 7),
		.field = r->field != NULL ? r->field->name : NULL,
		.value = r->field != NULL ? log_value(in, r->field,
		    store_text(q, 4)) : NULL,
	};

	f.detail = arena_printf(&in->cells, "与%s第%lld行%s",
	    strcmp(first, here) == 0 ? "" :
	    arena_printf(&in->cells, " %s ", first),
	    (long long)sqlite3_column_int64(q, 6), r->tail);
	log_finding(in, r->code, &f);
	arena_reset(&in->cells);
}

/* Returns the number of findings. */
static size_t
tell(struct intake *in, const struct repeat *r)
{
	sqlite3_stmt *q = store_prepare(in->store, "SELECT s, f, l, b, v, f1, "
	    "l1, (SELECT 列 FROM _字段位置 AS p WHERE p.文件 = f AND "
	    "p.工作表 = coalesce(w, '') AND p.字段 = ?1), w FROM _重复 ORDER BY o", in->err);
	size_t n = 0;
	int rc = -1;

	if (q != NULL) {
		store_bind(q, 1, r->field != NULL ? r->field->name : NULL);
		while (!in->failed &&
		    (rc = store_step(in->store, q, in->err)) == 1) {
			tell_one(in, r, q);
			n++;
		}
	}
	in->failed |= rc == -1;
	store_finalize(q);
	return n;
}

static int
remove_rows(struct intake *in, const struct form *f)
{
	struct arena *a = &in->each;
	struct buf b = { 0 };
	int rc;

	buf_addf(&b, "DELETE FROM %s WHERE rowid IN (SELECT r FROM _重复);",
	    store_quote(a, f->name));
	for (size_t i = 0; i < f->nfields; i++)
		if (field_types[f->fields[i].type].many)
			buf_addf(&b, "DELETE FROM %s WHERE (_文件, "
			    "coalesce(_工作表, ''), _行) IN (SELECT f, "
			    "coalesce(w, ''), l FROM _重复);", store_quote(a,
			    field_values_table(a, f, &f->fields[i])));
	rc = store_exec(in->store, buf_str(&b), in->err);
	buf_free(&b);
	return rc;
}

static void
look(struct intake *in, const struct repeat *r)
{
	size_t n;

	if (in->failed)
		return;
	in->failed = collect(in, r) == -1;
	n = in->failed ? 0 : tell(in, r);
	if (n > 0 && r->remove && !in->failed)
		in->failed = remove_rows(in, r->form) == -1;
	if (!in->failed)
		in->failed = store_exec(in->store, "DROP TABLE _重复",
		    in->err) == -1;
}

/*
 * Rows equal in every field count once; not where a required column is missing,
 * in which they may well differ (a roster without its names).
 */
static void
look_equal(struct intake *in, const struct form *f)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < f->nfields; i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : ", ",
		    store_quote(&in->each, f->fields[i].name));
	look(in, &(struct repeat){ .form = f, .code = FINDING_ROW_REPEATED,
	    .same = buf_str(&b), .where = arena_printf(&in->each,
	    "(t._文件, coalesce(t._工作表, '')) NOT IN (SELECT 文件,"
	    " coalesce(工作表, '') FROM 问题 WHERE 代码 = '%s')",
	    finding_name(FINDING_COLUMN_MISSING)), .remove = true,
	    .tail = "完全相同，只计一次" });
	buf_free(&b);
}

/*
 * Of two rows with one key the first counts.  Not so the experts' scores: an
 * invalid one does not use up the turn, and which are valid the assessment
 * knows (assess/valid_scores.c).
 */
static void
look_key(struct intake *in, const struct form *f)
{
	struct repeat r = { .form = f, .code = FINDING_KEY_REPEATED,
	    .remove = true, .tail = "重复而内容不同，以前面的为准，本行未采用" };
	struct buf same = { 0 }, where = { 0 };

	buf_adds(&where, "1");
	for (size_t i = 0; i < f->nfields; i++) {
		const struct field *field = &f->fields[i];
		const char *name = store_quote(&in->each, field->name);

		if (field->repeat != REPEAT_ERROR)
			continue;
		buf_addf(&same, "%s%s", same.len == 0 ? "" : ", ", name);
		buf_addf(&where, " AND t.%s IS NOT NULL", name);
		r.field = field;
	}
	r.same = buf_str(&same);
	r.where = buf_str(&where);
	if (same.len > 0)
		look(in, &r);
	buf_free(&same);
	buf_free(&where);
}

void
repeats_remove(struct intake *in)
{
	for (size_t i = 0; i < in->scheme->nforms; i++) {
		const struct form *f = &in->scheme->forms[i];

		if (!in->tables[i].suspected)
			continue;
		arena_reset(&in->each);
		if (!f->repeats)
			look_equal(in, f);
		if (strcmp(f->name, TABLE_EXPERT) != 0)
			look_key(in, f);
		for (size_t k = 0; k < f->nfields; k++)
			if (f->fields[k].repeat == REPEAT_ADVICE)
				look(in, &(struct repeat){ .form = f,
				    .code = FINDING_VALUE_REPEATED,
				    .field = &f->fields[k],
				    .same = store_quote(&in->each,
				    f->fields[k].name),
				    .where = arena_printf(&in->each,
				    "t.%s IS NOT NULL", store_quote(&in->each,
				    f->fields[k].name)),
				    .tail = f->repeats ? "同值，两行都计入" :
				    "同值而其他内容不同，两行都计入" });
	}
}
