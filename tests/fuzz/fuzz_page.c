/*
 * Layout and PDF: a template ("@@ 文书.md") whose queries read a table of the
 * input's own ("@@ 数据.csv": the table 数据), set in pages and written.
 */
#include "fuzz.h"

#include <string.h>

#include "base/file.h"
#include "pages.h"
#include "sheet/sheet.h"

#define MOST_ROWS	400
#define MOST_COLUMNS	40

static struct template template;
static bool have_template, have_data;

static void
run(const char *sql)
{
	struct err err = { 0 };

	MUST(store_exec(fuzz_store(), sql, &err) == 0);
}

/* A column with a number in every cell is a column of numbers in SQL. */
static void
put_row(const struct sheet_record *r, size_t ncolumns, sqlite3_stmt *insert)
{
	struct err err = { 0 };

	for (size_t k = 0; k < ncolumns; k++)
		store_bind(insert, (int)k + 1, k < r->ncells ? r->cells[k] :
		    NULL);
	MUST(store_step(fuzz_store(), insert, &err) == 0);
	(void)sqlite3_reset(insert);
}

static void
put_data(const char *bytes, size_t len)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct buf make = { 0 }, into = { 0 };
	struct sheet s;
	enum sheet_status status;
	sqlite3_stmt *insert;
	size_t ncolumns;

	sheet_parse(&a, bytes, len, &s, &status);
	if (status != SHEET_OK || have_data) {
		arena_free(&a);
		return;
	}
	ncolumns = s.records[0].ncells < MOST_COLUMNS ?
	    s.records[0].ncells : MOST_COLUMNS;
	buf_adds(&make, "CREATE TEMP TABLE 数据(");
	buf_adds(&into, "INSERT INTO 数据 VALUES(");
	for (size_t k = 0; k < ncolumns; k++) {
		buf_addf(&make, "%s%s NUMERIC", k > 0 ? ", " : "",
		    store_quote(&a, s.records[0].cells[k]));
		buf_addf(&into, "%s?", k > 0 ? ", " : "");
	}
	buf_adds(&make, ")");
	buf_adds(&into, ")");
	/* Names that are there twice make no table. */
	if (store_exec(fuzz_store(), buf_str(&make), &err) == 0) {
		have_data = true;
		insert = store_prepare(fuzz_store(), buf_str(&into), &err);
		MUST(insert != NULL);
		for (size_t i = 1; i < s.nrecords && i < MOST_ROWS; i++)
			put_row(&s.records[i], ncolumns, insert);
		store_finalize(insert);
	}
	buf_free(&make);
	buf_free(&into);
	arena_free(&a);
}

static void
put(const char *name, const char *bytes, size_t len)
{
	struct err err = { 0 };

	if (strcmp(name, "数据.csv") == 0)
		put_data(bytes, len);
	else if (!have_template) {
		have_template = true;
		if (template_read(&template, fuzz_file((const uint8_t *)bytes,
		    len), components, &err) == -1)
			template.nnodes = 0;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };

	template = (struct template){ 0 };
	have_template = have_data = false;
	fuzz_split(data, size, put);
	if (have_template && template.nnodes > 0)
		pages_make(&template, fuzz_store(), fuzz_path(&a, "x.pdf"));
	template_free(&template);
	if (have_data)
		run("DROP TABLE temp.数据");
	arena_free(&a);
	return 0;
}
