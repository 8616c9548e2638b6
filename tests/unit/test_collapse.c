/* store/finding_collapse: one cause is one finding, its cells are kept. */
#include "check.h"

#include "store/store.h"

static struct arena arena;
static struct store s;

/* A store with a table 成员 that holds rows 2 … last of A1/成员.csv. */
static void
begin(int last)
{
	struct err e = { 0 };

	assert_int_equal(store_create(&s, &e), 0);
	if (store_exec(&s, arena_printf(&arena, "CREATE TABLE 成员(工作室, _文件,"
	    " _工作表, _行); INSERT INTO 成员 WITH n(i) AS (SELECT 2 UNION ALL"
	    " SELECT i + 1 FROM n WHERE i < %d) SELECT 'A1', 'A1/成员.csv',"
	    " NULL, i FROM n; INSERT INTO _文件表 VALUES('A1/成员.csv', '',"
	    " '成员'), ('成员.csv', '', '成员')", last), &e) == -1)
		fail_msg("%s", e.text);
}

/* A finding of A1/成员.csv, or of the root's table where studio is NULL. */
static void
add(enum finding_code code, const char *studio, size_t line, size_t column,
    const char *value, const char *detail)
{
	struct finding f = { .studio = studio, .file = studio != NULL ?
	    "A1/成员.csv" : "成员.csv", .line = line, .row = line,
	    .column = column, .field = column > 0 ? "教龄" : NULL,
	    .value = value, .detail = detail };
	struct err e = { 0 };

	assert_int_equal(finding_add(&s, code, &f, &e), 0);
}

static char *
all(const char *sql)
{
	struct err e = { 0 };
	struct buf b = { 0 };
	sqlite3_stmt *stmt = store_prepare(&s, sql, &e);
	char *out;
	int rc;

	if (stmt == NULL)
		fail_msg("%s", e.text);
	while ((rc = store_step(&s, stmt, &e)) == 1)
		for (int i = 0; i < sqlite3_column_count(stmt); i++)
			buf_addf(&b, "%s%s", store_text(stmt, i),
			    i + 1 < sqlite3_column_count(stmt) ? "|" : "\n");
	assert_int_equal(rc, 0);
	store_finalize(stmt);
	out = arena_strdup(&arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
collapse(void)
{
	struct err e = { 0 };

	if (finding_collapse(&s, &e) == -1)
		fail_msg("%s", e.text);
}

/* How many findings are left of n in rows 2 … n + 1 of a table of total. */
static int
left(int n, int total)
{
	size_t findings = 0;
	struct err e = { 0 };

	begin(total + 1);
	for (int i = 0; i < n; i++)
		add(FINDING_CELL_NOT_INTEGER, "A1", (size_t)i + 2, 3, "x", NULL);
	collapse();
	assert_int_equal(store_numbers(&s, "SELECT count(*) FROM 问题", &findings,
	    1, &e), 0);
	assert_string_equal(all("SELECT count(*) FROM 问题单元格"),
	    arena_printf(&arena, "%d\n", n));
	store_close(&s);
	return (int)findings;
}

/* At least five rows, and more than half of them. */
static void
test_bounds(void **state)
{
	(void)state;
	assert_int_equal(left(5, 8), 1);
	assert_int_equal(left(4, 4), 4);
	assert_int_equal(left(4, 8), 4);
	assert_int_equal(left(5, 9), 1);
	assert_int_equal(left(5, 10), 5);
	assert_int_equal(left(5, 20), 5);
	assert_int_equal(left(6, 11), 1);
	assert_int_equal(left(30, 30), 1);
}

static void
test_what_it_says(void **state)
{
	(void)state;
	begin(11);
	/* Told from the end; the first cell is the finding's. */
	for (size_t i = 11; i >= 2; i--)
		if (i != 5 && i != 8)
			add(FINDING_CELL_NOT_INTEGER, "A1", i, 3,
			    arena_printf(&arena, "v%zu", i), NULL);
	collapse();
	assert_string_equal(all("SELECT 序, 行, 值, 单元格, 次数, 说明 FROM 问题"),
	    "1|2|v2|A1/成员.csv!C2|8|"
	    "不是整数，按空处理；共8行：第2–4、6–7、9–11行\n");
	assert_string_equal(all("SELECT 问题, 文件, 行, 列, 值 FROM 问题单元格"
	    " LIMIT 2"), "1|A1/成员.csv|2|3|v2\n1|A1/成员.csv|3|3|v3\n");
	store_close(&s);
}

/* Where each says something else, the list's text stands for all. */
static void
test_texts_that_differ(void **state)
{
	(void)state;
	begin(23);
	for (size_t i = 2; i <= 21; i += i == 8 ? 1 : 2)
		add(FINDING_CELL_NOT_INTEGER, "A1", i, 3, "x",
		    arena_printf(&arena, "第%zu行不是整数", i));
	collapse();
	assert_string_equal(all("SELECT 次数, 说明 FROM 问题 LIMIT 1"),
	    "1|第2行不是整数\n");
	store_close(&s);
	begin(15);
	for (size_t i = 2; i <= 15; i += i == 8 ? 1 : 2)
		add(FINDING_CELL_NOT_INTEGER, "A1", i, 3, "x",
		    arena_printf(&arena, "第%zu行不是整数", i));
	collapse();
	assert_string_equal(all("SELECT 次数, 说明 FROM 问题"), "8|"
	    "不是整数，按空处理；共8行：第2、4、6、8–9、11、13行等\n");
	store_close(&s);
}

/* Another column, another code: another cause. */
static void
test_causes_apart(void **state)
{
	(void)state;
	begin(7);
	for (size_t i = 2; i <= 7; i++) {
		add(FINDING_CELL_NOT_INTEGER, "A1", i, i % 2 + 3, "x", NULL);
		add(i < 5 ? FINDING_CELL_MISSING : FINDING_CELL_NOT_DATE, "A1",
		    i, 6, NULL, NULL);
	}
	collapse();
	assert_string_equal(all("SELECT count(*), max(次数) FROM 问题"),
	    "12|1\n");
	store_close(&s);
}

/* Rows of nobody count among themselves; a row that went is a row too. */
static void
test_rows_not_used(void **state)
{
	(void)state;
	begin(3);
	for (size_t i = 2; i <= 105; i++)
		add(FINDING_STUDIO_UNKNOWN, NULL, i, 1, "静远工作室", NULL);
	for (size_t i = 4; i <= 8; i++)
		add(FINDING_ROW_REPEATED, "A1", i, 0, NULL, NULL);
	collapse();
	assert_string_equal(all("SELECT 序, 代码, 行, 次数 FROM 问题"),
	    "1|STUDIO_UNKNOWN|2|104\n2|ROW_REPEATED|4|5\n");
	store_close(&s);
	begin(6);	/* five of ten */
	for (size_t i = 7; i <= 11; i++)
		add(FINDING_ROW_REPEATED, "A1", i, 0, NULL, NULL);
	collapse();
	assert_string_equal(all("SELECT count(*) FROM 问题"), "5\n");
	store_close(&s);
}

/* Who has to be sought is told, when it is not one. */
static void
test_names_of_nobody(void **state)
{
	(void)state;
	begin(3);
	for (size_t i = 2; i <= 6; i++) {
		struct finding f = { .file = "成员.csv", .line = i, .row = i,
		    .column = 1, .field = FIELD_STUDIO,
		    .value = i < 4 ? "乙" : "甲" };
		struct err e = { 0 };

		assert_int_equal(finding_add(&s, FINDING_STUDIO_UNKNOWN, &f,
		    &e), 0);
	}
	collapse();
	assert_string_equal(all("SELECT substr(说明, instr(说明, '；')), 值 FROM"
	    " 问题"), "；共5行：第2–6行；写的是“乙”“甲”|乙\n");
	store_close(&s);
}

/* What concerns a file has no cell; all are numbered as they are printed. */
static void
test_numbers(void **state)
{
	(void)state;
	begin(3);
	add(FINDING_CELL_NOT_INTEGER, "A1", 3, 3, "b", NULL);
	add(FINDING_CELL_NOT_INTEGER, "A1", 2, 3, "a", NULL);
	add(FINDING_FILE_BROKEN, "A1", 0, 0, NULL, NULL);
	add(FINDING_STUDIO_UNKNOWN, NULL, 9, 1, "c", NULL);
	collapse();
	assert_string_equal(all("SELECT 序, 代码, 值 FROM 问题 ORDER BY 序"),
	    "1|STUDIO_UNKNOWN|c\n2|FILE_BROKEN|\n3|CELL_NOT_INTEGER|a\n"
	    "4|CELL_NOT_INTEGER|b\n");
	assert_string_equal(all("SELECT 问题, 值 FROM 问题单元格"),
	    "1|c\n3|a\n4|b\n");
	store_close(&s);
}

/* A broken byte is one finding; a character lost elsewhere is another. */
static void
test_broken_bytes(void **state)
{
	struct err e = { 0 };

	(void)state;
	begin(9);
	add(FINDING_BYTE_BROKEN, "A1", 3, 2, NULL, NULL);
	add(FINDING_TEXT_CHARACTER_LOST, "A1", 3, 2, "�", NULL);
	add(FINDING_TEXT_CHARACTER_LOST, "A1", 3, 4, "�", NULL);
	add(FINDING_NAME_CHARACTER_LOST, "A1", 4, 2, "张?", NULL);
	add(FINDING_CELL_NOT_CHOICE, "A1", 3, 2, "一�", NULL);
	add(FINDING_CELL_NOT_CHOICE, "A1", 5, 2, "一", NULL);
	assert_int_equal(finding_drop_broken(&s, &e), 0);
	collapse();
	assert_string_equal(all("SELECT 代码, 行, 列 FROM 问题"),
	    "BYTE_BROKEN|3|2\nTEXT_CHARACTER_LOST|3|4\n"
	    "NAME_CHARACTER_LOST|4|2\nCELL_NOT_CHOICE|5|2\n");
	store_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_what_it_says),
		cmocka_unit_test(test_texts_that_differ),
		cmocka_unit_test(test_causes_apart),
		cmocka_unit_test(test_rows_not_used),
		cmocka_unit_test(test_names_of_nobody),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_broken_bytes),
	};
	int rc = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return rc;
}
