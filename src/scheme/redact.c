#include "scheme/scheme.h"

#include <math.h>

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

bool
scheme_is_amount(double x)
{
	return fabs(x) < 1e6;
}

/* SQL that masks a column of a table. */
static void
add_mask(struct buf *b, struct arena *a, const char *table, const char *column)
{
	const char *name = store_quote(a, column);

	buf_addf(b, "UPDATE %s SET %s = " MASK_FUNCTION "(%s);",
	    store_quote(a, table), name, name);
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
			const struct field *d = &f->fields[k];

			if (!d->personal)
				continue;
			add_mask(&b, &a, f->name, d->name);
			if (field_types[d->type].many)
				add_mask(&b, &a, field_values_table(&a, f, d),
				    "值");
		}
	}
	for (size_t i = 0; i < scheme->nderived; i++)
		if (scheme->derived[i].personal)
			add_mask(&b, &a, scheme->derived[i].table,
			    scheme->derived[i].name);
	rc = store_exec(store, buf_str(&b), err);
	buf_free(&b);
	arena_free(&a);
	return rc;
}
