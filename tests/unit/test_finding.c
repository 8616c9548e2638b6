/* store/finding: the list, and what a finding looks like in table 问题. */
#include "check.h"

#include "store/store.h"

static struct arena arena;

static void
test_list(void **state)
{
	(void)state;
	for (int i = 0; i < FINDING_COUNT; i++) {
		enum finding_code c = (enum finding_code)i;
		const char *name = finding_name(c);

		assert_int_equal(strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"),
		    strlen(name));
		assert_true(strcmp(finding_level(c), LEVEL_ERROR) == 0 ||
		    strcmp(finding_level(c), LEVEL_ADVICE) == 0);
		assert_true(strlen(finding_text(c)) > 9);
		assert_true(strlen(finding_advice(c)) > 9);
		for (int k = 0; k < i; k++) {
			assert_string_not_equal(name,
			    finding_name((enum finding_code)k));
			assert_string_not_equal(finding_text(c),
			    finding_text((enum finding_code)k));
		}
	}
	assert_string_equal(finding_name(FINDING_SCORE_ABOVE_MAX),
	    "SCORE_ABOVE_MAX");
	assert_string_equal(finding_level(FINDING_SCORE_ABOVE_MAX), "错误");
	assert_string_equal(finding_level(FINDING_HEADER_UNKNOWN), "提醒");
}

static void
test_cell(void **state)
{
	(void)state;
	assert_string_equal(finding_cell(&arena, 1, 1), "A1");
	assert_string_equal(finding_cell(&arena, 8, 36), "H36");
	assert_string_equal(finding_cell(&arena, 26, 2), "Z2");
	assert_string_equal(finding_cell(&arena, 27, 2), "AA2");
	assert_string_equal(finding_cell(&arena, 702, 2), "ZZ2");
	assert_string_equal(finding_cell(&arena, 703, 2), "AAA2");
	assert_string_equal(finding_cell(&arena, 16384, 1048576),
	    "XFD1048576");
}

/* Whatever table a new store has, no scheme may call its own so. */
static void
test_reserved(void **state)
{
	struct store s;
	struct err e = { 0 };
	sqlite3_stmt *stmt;
	int rc, n = 0;

	(void)state;
	assert_int_equal(store_create(&s, &e), 0);
	stmt = store_prepare(&s, "SELECT name FROM sqlite_schema "
	    "WHERE type IN ('table', 'view')", &e);
	assert_non_null(stmt);
	while ((rc = store_step(&s, stmt, &e)) == 1) {
		if (!store_reserved(store_text(stmt, 0)))
			fail_msg("%s", store_text(stmt, 0));
		n++;
	}
	assert_int_equal(rc, 0);
	assert_true(n > 15);
	assert_true(store_reserved("方案"));	/* made when one is loaded */
	assert_true(store_reserved("自评说明"));
	assert_true(store_reserved("基本情况"));
	assert_true(store_reserved("_甲"));
	assert_false(store_reserved("成员"));
	assert_false(store_reserved("指"));	/* how a name begins is none */
	assert_false(store_reserved("指标内容甲"));
	assert_false(store_reserved("工作室"));	/* a column, and words of it */
	assert_false(store_reserved(""));
	store_finalize(stmt);
	store_close(&s);
}

/* All columns of the newest finding, | between them, ~ for NULL. */
static char *
newest(struct store *s)
{
	struct err e = { 0 };
	struct buf b = { 0 };
	sqlite3_stmt *stmt = store_prepare(s,
	    "SELECT * FROM 问题 ORDER BY rowid DESC LIMIT 1", &e);
	char *out;

	assert_non_null(stmt);
	assert_int_equal(store_step(s, stmt, &e), 1);
	for (int i = 0; i < sqlite3_column_count(stmt); i++)
		buf_addf(&b, "%s|", sqlite3_column_type(stmt, i) ==
		    SQLITE_NULL ? "~" : store_text(stmt, i));
	store_finalize(stmt);
	out = arena_strdup(&arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
test_add(void **state)
{
	struct finding f = { .studio = "S1", .file = "S1/成员.csv", .line = 40,
	    .column = 8, .row = 36, .field = "教龄", .value = "三年" };
	struct store s;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(store_create(&s, &e), 0);
	assert_int_equal(finding_add(&s, FINDING_CELL_NOT_NUMBER, &f, &e), 0);
	assert_string_equal(newest(&s), "1|S1|错误|CELL_NOT_NUMBER|S1/成员.csv|"
	    "40|8|教龄|三年|不是数字，按空处理|请只填数字|~|S1/成员.csv!H36|1|~|");
	f = (struct finding){ .file = "成员.csv", .line = 3, .row = 2,
	    .detail = "甲", .advice = "乙", .basis = "丙" };
	assert_int_equal(finding_add(&s, FINDING_ROW_REPEATED, &f, &e), 0);
	assert_string_equal(newest(&s),
	    "2|~|提醒|ROW_REPEATED|成员.csv|3|~|~|~|甲|乙|丙|成员.csv!2:2|1|~|");
	f = (struct finding){ .studio = "S2", .detail = "太少" };
	assert_int_equal(finding_add_rule(&s, "Z01", LEVEL_CHECK, &f, &e), 0);
	assert_string_equal(newest(&s), "3|S2|核验|Z01|~|~|~|~|~|太少|~|~|~|1|~|");
	store_close(&s);
}

/* A school is told of what a school can mend, and of what rules say. */
static void
test_audience(void **state)
{
	struct finding f = { .studio = "S1", .file = "S1/成员.csv" };
	struct buf want = { 0 };
	struct store s;
	struct err e = { 0 };
	sqlite3_stmt *stmt;

	(void)state;
	assert_int_equal(store_create(&s, &e), 0);
	for (int i = 0; i < FINDING_COUNT; i++) {
		enum finding_code code = (enum finding_code)i;
		const char *who = finding_audience(code);

		assert_true(strcmp(who, AUDIENCE_SCHOOL) == 0 ||
		    strcmp(who, AUDIENCE_BUREAU) == 0 ||
		    strcmp(who, AUDIENCE_SCHEME) == 0);
		/* what follows from another finding is not said again */
		if (strcmp(who, AUDIENCE_SCHOOL) == 0 &&
		    code != FINDING_POINT_NOT_COMPUTED)
			buf_addf(&want, "%s ", finding_name(code));
		assert_int_equal(finding_add(&s, code, &f, &e), 0);
	}
	buf_adds(&want, "Z01 ");
	assert_int_equal(finding_add_rule(&s, "Z01", LEVEL_GATE, &f, &e), 0);
	stmt = store_prepare(&s, "SELECT group_concat(代码, ' ') || ' ' "
	    "FROM 整改事项", &e);
	assert_int_equal(store_step(&s, stmt, &e), 1);
	assert_string_equal(store_text(stmt, 0), buf_str(&want));
	store_finalize(stmt);
	stmt = store_prepare(&s, "SELECT count(*) FROM 问题 JOIN _问题种类 "
	    "USING (代码, 级别)", &e);
	assert_int_equal(store_step(&s, stmt, &e), 1);
	assert_int_equal(sqlite3_column_int(stmt, 0), FINDING_COUNT);
	store_finalize(stmt);
	buf_free(&want);
	store_close(&s);
}

/* By file, line and column, the earlier one first; no column gets lost. */
static void
test_sort(void **state)
{
	static const struct finding made[] = {
		{ .studio = "S1", .file = "乙", .sheet = "丙", .line = 2,
		    .column = 1,
		    .row = 2, .field = "甲", .value = "0", .basis = "第一条" },
		{ .file = "甲", .line = 10, .column = 1, .value = "1" },
		{ .file = "甲", .line = 9, .column = 3, .value = "2" },
		{ .file = "甲", .line = 9, .column = 2, .value = "3" },
		{ .file = "甲", .line = 9, .column = 2, .value = "4" },
		{ .studio = "S1", .value = "5" },
	};
	struct store s;
	struct err e = { 0 };
	sqlite3_stmt *stmt;
	const char *before;

	(void)state;
	assert_int_equal(store_create(&s, &e), 0);
	assert_int_equal(finding_add(&s, FINDING_CELL_NOT_NUMBER, &made[0],
	    &e), 0);
	before = newest(&s);
	assert_null(strchr(before, '~'));
	for (size_t i = 1; i < sizeof(made) / sizeof(*made); i++)
		assert_int_equal(finding_add(&s, FINDING_CELL_NOT_NUMBER,
		    &made[i], &e), 0);
	assert_int_equal(finding_sort(&s, &e), 0);
	stmt = store_prepare(&s, "SELECT group_concat(值, '') FROM "
	    "(SELECT 值 FROM 问题 ORDER BY rowid)", &e);
	assert_int_equal(store_step(&s, stmt, &e), 1);
	assert_string_equal(store_text(stmt, 0), "503421");
	store_finalize(stmt);
	assert_int_equal(store_exec(&s, "DELETE FROM 问题 WHERE 值 <> '0'",
	    &e), 0);
	/* all but its number is the same */
	assert_string_equal(strchr(newest(&s), '|'), strchr(before, '|'));
	store_close(&s);
}

static void
test_add_fails(void **state)
{
	struct finding f = { .studio = "S1" };
	struct store s;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(store_create(&s, &e), 0);
	assert_int_equal(store_exec(&s, "DROP TABLE 问题", &e), 0);
	assert_int_equal(finding_add(&s, FINDING_FILE_EMPTY, &f, &e), -1);
	assert_true(strlen(e.text) > 0);
	store_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_reserved),
		cmocka_unit_test(test_cell),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_audience),
		cmocka_unit_test(test_sort),
		cmocka_unit_test(test_add_fails),
	};
	int rc = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return rc;
}
