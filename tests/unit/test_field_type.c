/* scheme/field_type: what each row says is what a scheme gets. */
#include "folder.h"

#include "scheme/private.h"

static struct folder folder;

/* A scheme that has a field F<n> of each type n, and derives a D<n>. */
static void
write_scheme(void)
{
	struct buf forms = { 0 }, derived = { 0 };

	buf_adds(&forms, "表,字段,类型,取值\n工作室,编号,文本,\n"
	    "工作室,名称,文本,\n");
	buf_adds(&derived, "表,字段,类型,计算\n");
	for (int t = 0; t < FIELD_TYPES; t++) {
		buf_addf(&forms, "成果,F%d,%s,%s\n", t, field_types[t].word,
		    field_types[t].choice ? "甲|乙" : "");
		buf_addf(&derived, "成果,D%d,%s,NULL\n", t,
		    field_types[t].word);
	}
	folder_write(&folder, "方案.csv", "项目,内容\n名称,测试\n");
	folder_write(&folder, "表单.csv", buf_str(&forms));
	folder_write(&folder, "推算.csv", buf_str(&derived));
	buf_free(&forms);
	buf_free(&derived);
}

static int
open_scheme(void **state)
{
	static struct scheme s;
	struct err err = { 0 };

	folder_open(&folder);
	write_scheme();
	assert_int_equal(scheme_read(&s, folder.path, &err), 0);
	*state = &s;
	return 0;
}

static int
close_scheme(void **state)
{
	scheme_free(*state);
	folder_close(&folder);
	return 0;
}

static void
test_every_type_has_a_row(void **state)
{
	(void)state;
	for (int t = 0; t < FIELD_TYPES; t++) {
		const struct field_type_row *row = &field_types[t];
		enum field_type found;

		if (row->word == NULL || row->column == NULL)
			fail_msg("the row of type %d is empty", t);
		assert_true(field_type_parse(row->word, &found));
		assert_int_equal(found, t);	/* no other has its word */
		/* A value that is no SQL text has no words of the school's. */
		assert_true(strcmp(row->column, "TEXT") == 0 ||
		    strcmp(row->column, "INTEGER") == 0 ||
		    strcmp(row->column, "REAL") == 0);
		if (row->text || row->lines || row->person || row->many)
			assert_string_equal(row->column, "TEXT");
		/* What stands in a second place cannot be computed. */
		if (row->many || row->file)
			assert_false(row->derivable);
		/* What is computed is never masked. */
		if (row->personal)
			assert_false(row->derivable);
	}
}

/* Complaints of 推算.csv at the line of type t. */
static bool
refused(const struct scheme *s, int t)
{
	for (size_t i = 0; i < s->nlints; i++)
		if (strcmp(s->lints[i].file, "推算.csv") == 0 &&
		    s->lints[i].line == (size_t)t + 2)
			return true;
	return false;
}

static void
test_derivable(void **state)
{
	const struct scheme *s = *state;

	for (int t = 0; t < FIELD_TYPES; t++)
		if (refused(s, t) == field_types[t].derivable)
			fail_msg("%s", field_types[t].word);
}

static void
test_columns_and_tables(void **state)
{
	struct buf want = { 0 };
	struct arena a = { 0 };
	struct store store;
	struct err err = { 0 };

	assert_int_equal(store_create(&store, &err), 0);
	assert_int_equal(scheme_load(*state, &store, &err), 0);
	for (int t = 0; t < FIELD_TYPES; t++)
		buf_addf(&want, "F%d|%s|%s|%d|%d\n", t, field_types[t].word,
		    field_types[t].column, field_types[t].file,
		    field_types[t].many);
	assert_string_equal(dump(&store, &a, "SELECT f.字段, f.类型, c.type, "
	    "EXISTS (SELECT 1 FROM pragma_table_info('成果') "
	    "WHERE name = f.字段 || '_字符数'), "
	    "EXISTS (SELECT 1 FROM sqlite_schema "
	    "WHERE type = 'table' AND name = '成果_' || f.字段) "
	    "FROM 表单 AS f JOIN pragma_table_info('成果') AS c "
	    "ON c.name = f.字段 WHERE f.表 = '成果' ORDER BY f.序"),
	    buf_str(&want));
	store_close(&store);
	buf_free(&want);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_type_has_a_row),
		cmocka_unit_test(test_derivable),
		cmocka_unit_test(test_columns_and_tables),
	};

	return cmocka_run_group_tests(tests, open_scheme, close_scheme);
}
