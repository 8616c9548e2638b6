#include "intake/private.h"

#include <string.h>

#define BY_TITLE	"名称换成编号"
#define BY_ZEROS	"补前导零"

static const struct field key = { .name = FIELD_STUDIO, .type = FIELD_TEXT,
    .unit = "" };

/* s as a key is read, or NULL. */
static const char *
key_of(struct intake *in, const char *s)
{
	struct cell c;

	cell_read(&in->cells, &key, true, s, &c);
	return c.value;
}

static void
add_name(struct intake *in, sqlite3_stmt *q, const char *name,
    const char *code, const char *rule)
{
	if (name == NULL || *name == '\0')
		return;
	store_bind(q, 1, name);
	store_bind(q, 2, code);
	store_bind(q, 3, rule);
	intake_step(in, q);
}

/* 01 is also written 1. */
static const char *
without_zeros(const char *code)
{
	size_t zeros = strspn(code, "0");

	return zeros > 0 && code[zeros] != '\0' &&
	    code[strspn(code, "0123456789")] == '\0' ? code + zeros : NULL;
}

/* _工作室名: how else the studios of this batch may be called. */
static void
collect(struct intake *in)
{
	const struct form *f = scheme_form(in->scheme, TABLE_STUDIO);
	bool titled = f != NULL && form_field_index(f, FIELD_TITLE) != NO_FIELD;
	sqlite3_stmt *q, *put;
	int rc = -1;

	if (store_exec(in->store, "CREATE TEMP TABLE IF NOT EXISTS _工作室名("
	    "名 TEXT, 编号 TEXT, 规则 TEXT, PRIMARY KEY(名, 编号)) WITHOUT ROWID;"
	    "DELETE FROM _工作室名", in->err) == -1) {
		in->failed = true;
		return;
	}
	q = store_prepare(in->store, titled ? "SELECT " FIELD_CODE ", "
	    FIELD_TITLE " FROM " TABLE_STUDIO : "SELECT " FIELD_CODE ", '' FROM "
	    TABLE_STUDIO, in->err);
	put = store_prepare(in->store, "INSERT OR IGNORE INTO _工作室名 "
	    "VALUES(?1, ?2, ?3)", in->err);
	while (q != NULL && put != NULL && !in->failed &&
	    (rc = store_step(in->store, q, in->err)) == 1) {
		const char *code = store_text(q, 0);

		add_name(in, put, key_of(in, store_text(q, 1)), code,
		    BY_TITLE);
		add_name(in, put, without_zeros(code), code, BY_ZEROS);
	}
	in->failed |= rc == -1;
	store_finalize(q);
	store_finalize(put);
	if (!in->failed)
		in->meant = store_prepare(in->store, "SELECT min(编号), 规则, "
		    "count(*) FROM _工作室名 WHERE 名 = ?1", in->err);
	in->failed |= in->meant == NULL;
}

const char *
studio_meant(struct intake *in, const char *text, const char **rule)
{
	const char *code = NULL;
	int rc;

	if (in->meant == NULL && !in->failed)
		collect(in);
	if (in->failed)
		return NULL;
	store_bind(in->meant, 1, text);
	rc = store_step(in->store, in->meant, in->err);
	in->failed = rc == -1;
	if (rc == 1 && sqlite3_column_int64(in->meant, 2) == 1) {
		code = arena_strdup(&in->cells, store_text(in->meant, 0));
		*rule = strcmp(store_text(in->meant, 1), BY_TITLE) == 0 ?
		    BY_TITLE : BY_ZEROS;
	}
	(void)sqlite3_reset(in->meant);
	return code;
}
