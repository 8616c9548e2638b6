#include "scheme/scheme.h"

#include "base/text.h"

static void
sql_mask(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const unsigned char *text = sqlite3_value_text(argv[0]);
	struct arena a = { 0 };

	(void)argc;
	if (text != NULL)
		sqlite3_result_text(ctx, text_mask(&a, (const char *)text), -1,
		    SQLITE_TRANSIENT);
	arena_free(&a);
}

static void
sql_show(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	sqlite3_result_value(ctx, argv[0]);
}

int
scheme_mask(struct store *store, bool mask, struct err *err)
{
	if (sqlite3_create_function(store->db, MASK_FUNCTION, 1, SQLITE_UTF8,
	    NULL, mask ? sql_mask : sql_show, NULL, NULL) != SQLITE_OK)
		return err_set(err, "数据库出错：%s",
		    sqlite3_errmsg(store->db));
	return 0;
}

int
scheme_redact(const struct scheme *scheme, struct store *store,
    struct err *err)
{
	struct arena a = { 0 };
	struct buf b = { 0 };
	int rc;

	if (scheme_mask(store, true, err) == -1)
		return -1;
	for (size_t i = 0; i < scheme->nforms; i++) {
		const struct form *f = &scheme->forms[i];

		for (size_t k = 0; k < f->nfields; k++) {
			const char *name = store_quote(&a, f->fields[k].name);

			if (!f->fields[k].personal)
				continue;
			buf_addf(&b, "UPDATE %s SET %s = " MASK_FUNCTION "(%s);",
			    store_quote(&a, f->name), name, name);
			if (field_types[f->fields[k].type].many)
				buf_addf(&b, "UPDATE %s SET 值 = " MASK_FUNCTION
				    "(值);",
				    store_quote(&a, field_values_table(&a, f,
				    &f->fields[k])));
		}
	}
	rc = store_exec(store, buf_str(&b), err);
	buf_free(&b);
	arena_free(&a);
	return rc;
}
