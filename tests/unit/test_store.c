/* store/store: what a scheme's SQL may do, its budget, and the functions. */
#include "check.h"
#include "folder.h"

static struct arena arena;
static struct store store;

static int
set_up(void **state)
{
	struct err err = { 0 };

	(void)state;
	return store_create(&store, &err);
}

static int
tear_down(void **state)
{
	(void)state;
	store_close(&store);
	arena_free(&arena);
	return 0;
}

/* Run a scheme's SQL of one value: its text, or why there is none. */
static char *
foreign(const char *sql, uint64_t steps)
{
	struct err err = { 0 };
	sqlite3_stmt *stmt = store_prepare_foreign(&store, sql, "试", &err);
	char *out;
	int rc;

	if (stmt == NULL)
		return arena_printf(&arena, "not compiled: %s", err.text);
	store_budget(&store, steps);
	rc = store_step(&store, stmt, &err);
	store_budget(&store, STORE_UNBOUNDED);
	out = rc == 1 ? arena_strdup(&arena, store_text(stmt, 0)) :
	    arena_printf(&arena, "failed: %s", err.text);
	store_finalize(stmt);
	return out;
}

static void
says(const char *sql, const char *want)
{
	char *got = foreign(sql, STORE_UNBOUNDED);

	if (strcmp(got, want) != 0)
		fail_msg("%s: %s, not %s", sql, got, want);
}

static void
refuses(const char *sql, const char *why)
{
	char *got = foreign(sql, STORE_UNBOUNDED);

	if (strncmp(got, "not compiled", 12) != 0 || strstr(got, why) == NULL)
		fail_msg("%s: %s", sql, got);
}

/* ---- the functions -------------------------------------------------------------- */

static void
test_hundredths(void **state)
{
	(void)state;
	says("SELECT hundredths(1.25)", "125");
	says("SELECT hundredths(-0.01)", "-1");
	says("SELECT hundredths(3)", "300");
	says("SELECT hundredths(0.29)", "29");	/* not 28.999… */
	/* Finer than 1/100, however little. */
	says("SELECT hundredths(0.005) IS NULL", "1");
	says("SELECT hundredths(1.0001) IS NULL", "1");
	says("SELECT hundredths(0.0000001) IS NULL", "1");
	/* As large as 15 digits say it exactly, and no larger. */
	says("SELECT hundredths(99999999999.99)", "9999999999999");
	says("SELECT hundredths(-99999999999.99)", "-9999999999999");
	says("SELECT hundredths(100000000000) IS NULL", "1");
	says("SELECT hundredths(-1e300) IS NULL", "1");
	says("SELECT hundredths('1.25')", "125");
	says("SELECT hundredths('甲') IS NULL", "1");
	says("SELECT hundredths(NULL) IS NULL", "1");
}

static void
test_points(void **state)
{
	(void)state;
	says("SELECT points(1.005)", "1.01");
	says("SELECT points(2.5)", "2.5");
	says("SELECT points(100)", "100");
	says("SELECT points(NULL) IS NULL", "1");
}

static void
test_full_years_and_months(void **state)
{
	(void)state;
	/* the day before, the day, the day after */
	says("SELECT 满年('2000-09-15', '2020-09-14')", "19");
	says("SELECT 满年('2000-09-15', '2020-09-15')", "20");
	says("SELECT 满年('2000-09-15', '2020-09-16')", "20");
	says("SELECT 满月('2020-09-15', '2020-10-14')", "0");
	says("SELECT 满月('2020-09-15', '2020-10-15')", "1");
	says("SELECT 满月('2020-09-15', '2023-09-15')", "36");
	says("SELECT typeof(满年('2000-09-15', '2020-09-15'))", "integer");
	/* where there is no such day, the month's last one */
	says("SELECT 满年('2000-02-29', '2021-02-27')", "20");
	says("SELECT 满年('2000-02-29', '2021-02-28')", "21");
	says("SELECT 满年('2000-02-29', '2024-02-28')", "23");
	says("SELECT 满月('2020-08-31', '2020-09-29')", "0");
	says("SELECT 满月('2020-08-31', '2020-09-30')", "1");
	/* a month is its first day */
	says("SELECT 满月('2020-09', '2020-10')", "1");
	says("SELECT 满月('2020-09', '2020-10-01')", "1");
	says("SELECT 满月('2020-09-02', '2020-10')", "0");
	says("SELECT 满年('2020-09', '2023-08')", "2");
	says("SELECT 满年('2020-09', '2023-09')", "3");
	says("SELECT 满月('2020-09', '2020-09')", "0");
	/* reversed, nothing, no days as they are stored */
	says("SELECT 满年('2020-09-02', '2020-09-01') IS NULL", "1");
	says("SELECT 满月('2020-10', '2020-09') IS NULL", "1");
	says("SELECT 满年(NULL, '2020-09-01') IS NULL", "1");
	says("SELECT 满月('2020-09-01', NULL) IS NULL", "1");
	says("SELECT 满年('', '2020-09-01') IS NULL", "1");
	says("SELECT 满年('２０００-09-15', '2020-09-15') IS NULL", "1");
	says("SELECT 满年('2000-09-31', '2020-09-15') IS NULL", "1");
	says("SELECT 满年('2000-9-15', '2020-09-15') IS NULL", "1");
	says("SELECT 满年('2000-09-15 ', '2020-09-15') IS NULL", "1");
	says("SELECT 满年('2000-09-15x', '2020-09-15') IS NULL", "1");
	says("SELECT 满年(2000, 2020) IS NULL", "1");
	refuses("SELECT 满年('2000-09-15')", "满年");
}

/* ---- what is refused -------------------------------------------------------------- */

/* Chance, the clock and files: each by its name, whatever stands around. */
static void
test_forbidden_functions(void **state)
{
	static const char *const calls[] = { "random()", "RANDOM()",
	    "randomblob(4)", "current_date", "current_time",
	    "current_timestamp", "changes()", "total_changes()",
	    "last_insert_rowid()" };

	(void)state;
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		refuses(arena_printf(&arena, "SELECT %s", calls[i]), "随机数");
		refuses(arena_printf(&arena,
		    "SELECT 1 WHERE 1 IN (SELECT %s)", calls[i]), "随机数");
	}
	says("SELECT abs(-1)", "1");
}

static void
test_only_reading(void **state)
{
	static const char *const writes[] = { "DELETE FROM 问题", "ANALYZE",
	    "INSERT INTO 问题(值) VALUES(1)", "UPDATE 问题 SET 值 = 1",
	    "CREATE TABLE t(a)", "CREATE TEMP TABLE t(a)", "DROP TABLE 问题",
	    "PRAGMA cache_size = 1", "ATTACH 'x' AS y", "BEGIN", "REINDEX",
	    "CREATE TRIGGER t AFTER INSERT ON 问题 BEGIN SELECT 1; END" };

	(void)state;
	for (size_t i = 0; i < sizeof(writes) / sizeof(*writes); i++)
		refuses(writes[i], "只允许读取");
	refuses("SELECT 1; SELECT 2", "只允许一条");
	refuses("SELECT 1; DELETE FROM 问题", "只允许一条");
	refuses("SELECT 1; x", "只允许一条");
	refuses("", "没有 SQL");
	refuses("-- 注", "没有 SQL");
	says("SELECT 1; -- 注", "1");
	says("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t"
	    " WHERE n < 9) SELECT max(n) FROM t", "9");
	/* Our own statements may write again behind it. */
	run(&store, "INSERT INTO 问题(值) VALUES('甲')");
	says("SELECT count(*) FROM 问题", "1");
}

/* VACUUM INTO would put a copy of all data into any file. */
static void
test_no_vacuum(void **state)
{
	char name[] = "/tmp/pinggu-test-XXXXXX";
	char *path;

	(void)state;
	assert_non_null(mkdtemp(name));
	path = path_join(&arena, name, "copy.sqlite");
	refuses("VACUUM", "只允许");
	refuses(arena_printf(&arena, "VACUUM INTO '%s'", path), "只允许");
	refuses(arena_printf(&arena, "-- 注\nvacuum main INTO '%s'", path),
	    "只允许");
	assert_false(path_exists(path));
	assert_int_equal(rmdir(name), 0);
}

/* Who asks for the time is refused; who comes next is not. */
static void
test_no_clock(void **state)
{
	static const char *const clocks[] = { "date('now')", "time('now')",
	    "datetime('now', 'localtime')", "julianday()", "unixepoch()",
	    "strftime('%Y')" };

	(void)state;
	for (size_t i = 0; i < sizeof(clocks) / sizeof(*clocks); i++) {
		char *got = foreign(arena_printf(&arena, "SELECT %s",
		    clocks[i]), STORE_UNBOUNDED);

		assert_non_null(strstr(got, "当前时间"));
		says("SELECT date('2024-03-01', '+1 day')", "2024-03-02");
	}
}

/* ---- limits ------------------------------------------------------------------------ */

#define COUNT_TO(n) "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1" \
	" FROM t WHERE n < " n ") SELECT count(*) FROM t"

/* A query is ended by its budget, not sooner, and the next has its own. */
static void
test_budget(void **state)
{
	char *got;

	(void)state;
	got = foreign(COUNT_TO("100000"), 10000);
	assert_non_null(strstr(got, "查询用时过长"));
	says(COUNT_TO("100000"), "100000");
	assert_string_equal(foreign(COUNT_TO("100000"), 10000000), "100000");
	got = foreign(COUNT_TO("10000000"), 10000000);
	assert_non_null(strstr(got, "查询用时过长"));
	assert_string_equal(foreign(COUNT_TO("100000"), STORE_FOREIGN_STEPS),
	    "100000");
}

/* A value may have 64 MiB, no more: memory is bounded. */
static void
test_longest_value(void **state)
{
	char *got;

	(void)state;
	says("SELECT length(zeroblob(67108864))", "67108864");
	says("SELECT length(hex(zeroblob(33554431)))", "67108862");
	got = foreign("SELECT length(hex(zeroblob(33554433)))",
	    STORE_UNBOUNDED);
	assert_non_null(strstr(got, "failed: "));
	got = foreign("SELECT length(zeroblob(67108865))", STORE_UNBOUNDED);
	assert_non_null(strstr(got, "failed: "));
}

/* ---- names ------------------------------------------------------------------------- */

static void
test_quote(void **state)
{
	static const char *const names[] = { "成员", "a\"b", "\"", "\"\"",
	    "a'b", "a b", "select" };

	(void)state;
	assert_string_equal(store_quote(&arena, "a\"b"), "\"a\"\"b\"");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		run(&store, arena_printf(&arena, "CREATE TEMP TABLE x(%s);",
		    store_quote(&arena, names[i])));
		assert_string_equal(query(&store, &arena,
		    "SELECT name FROM pragma_table_info('x')"), names[i]);
		run(&store, "DROP TABLE x");
	}
}

/* Names of SQLite and of ours, that a form would stumble on later. */
static void
test_reserved_names(void **state)
{
	(void)state;
	assert_true(store_reserved("sqlite_甲"));
	assert_true(store_reserved("SQLite_sequence"));
	assert_true(store_reserved("_甲"));
	assert_true(store_reserved("文书"));
	assert_true(store_reserved("整改事项"));
	assert_false(store_reserved("sqlite"));
	assert_false(store_reserved("甲_乙"));
}

/* "表.列" of all that sql reads, each once, sorted; why when it does not compile. */
static char *
reads(const char *sql)
{
	struct err err = { 0 };
	struct store_read *all;
	struct buf b = { 0 };
	const char *last = "";
	char *out;
	size_t n;

	if (store_reads(&store, sql, &arena, &all, &n, &err) == -1)
		return arena_strdup(&arena, err.text);
	for (;;) {
		const char *next = NULL;

		for (size_t i = 0; i < n; i++) {
			const char *one = arena_printf(&arena, "%s.%s",
			    all[i].table, all[i].column);

			if (strcmp(one, last) > 0 && (next == NULL ||
			    strcmp(one, next) < 0))
				next = one;
		}
		if (next == NULL)
			break;
		buf_addf(&b, "%s%s", b.len > 0 ? " " : "", next);
		last = next;
	}
	out = arena_strdup(&arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
test_reads(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_int_equal(store_exec(&store, "CREATE TABLE t(a, b, c);"
	    "CREATE TABLE u(a); CREATE VIEW w AS SELECT b FROM t", &err), 0);
	assert_string_equal(reads("SELECT a FROM t WHERE c = 1"), "t.a t.c");
	assert_string_equal(reads("SELECT * FROM t"), "t.a t.b t.c");
	assert_string_equal(reads("SELECT count(*) FROM t"), "t.");
	assert_string_equal(reads("SELECT (SELECT count(*) FROM u WHERE u.a = "
	    "t.b) FROM t"), "t.b u.a");
	assert_string_equal(reads("WITH x(y) AS (SELECT a FROM u) SELECT y FROM "
	    "x WHERE EXISTS (SELECT 1 FROM t)"), "t. u.a");
	assert_non_null(strstr(reads("SELECT b FROM w"), "t.b"));
	assert_string_equal(reads("SELECT 1"), "");
	assert_non_null(strstr(reads("DELETE FROM t"), "只允许读取"));
	/* Nobody listens behind it. */
	says("SELECT count(*) FROM t", "0");
}

/* Whatever SQL makes is a text where C sees it, and stays one beside others. */
static void
test_texts(void **state)
{
	static const char sql[] = "SELECT char(55296) || 'a', x'ff00fe', 'b', "
	    "char(65535), NULL, zeroblob(2), char(128512) UNION ALL SELECT "
	    "1, 2, 3, 4, 5, 6, char(0)";
	struct err err = { 0 };
	sqlite3_stmt *one = store_prepare_foreign(&store, sql, "试", &err);
	sqlite3_stmt *other = store_prepare_foreign(&store, sql, "试", &err);
	const char *text[7], *last;

	(void)state;
	says("SELECT char(57343)", "�");
	says("SELECT 'a' || char(0) || 'b'", "a�b");
	says("SELECT CAST(x'eda080' AS TEXT)", "�");
	says("SELECT json_extract('\"\\udc00\"', '$')", "�");
	says("SELECT x''", "");
	says("SELECT x'414243'", "ABC");
	says("SELECT char(131070) || char(64976) || char(65533)", "���");
	assert_int_equal(store_step(&store, one, &err), 1);
	for (int i = 0; i < 7; i++)
		text[i] = store_text_or_null(one, i);
	/* another statement's rows leave this one's alone */
	assert_int_equal(store_step(&store, other, &err), 1);
	assert_string_equal(store_text(other, 3), "�");
	assert_int_equal(store_step(&store, other, &err), 1);
	last = store_text(other, 6);
	assert_string_equal(last, "�");
	assert_string_equal(text[0], "�a");
	assert_string_equal(text[1], "���");
	assert_string_equal(text[2], "b");
	assert_string_equal(text[3], "�");
	assert_null(text[4]);
	assert_string_equal(text[5], "��");
	assert_string_equal(text[6], "😀");
	store_finalize(one);
	assert_string_equal(last, "�");
	store_finalize(other);
}

static void
test_bound_values(void **state)
{
	struct err err = { 0 };
	sqlite3_stmt *from = store_prepare(&store, "SELECT char(65534), x'61ff',"
	    " 1, 2.5, NULL, 'c'", &err);
	sqlite3_stmt *to = store_prepare(&store, "SELECT typeof(?1) || ?1", &err);
	static const char *const want[] = { "text�", "texta�", "integer1",
	    "real2.5", "~", "textc" };

	(void)state;
	assert_int_equal(store_step(&store, from, &err), 1);
	for (int i = 0; i < 6; i++) {
		const char *text;

		store_bind_value(to, 1, sqlite3_column_value(from, i));
		assert_int_equal(store_step(&store, to, &err), 1);
		text = store_text_or_null(to, 0);
		assert_string_equal(text != NULL ? text : "~", want[i]);
		(void)sqlite3_reset(to);
	}
	store_finalize(from);
	store_finalize(to);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hundredths),
		cmocka_unit_test(test_points),
		cmocka_unit_test(test_full_years_and_months),
		cmocka_unit_test(test_forbidden_functions),
		cmocka_unit_test(test_only_reading),
		cmocka_unit_test(test_no_vacuum),
		cmocka_unit_test(test_no_clock),
		cmocka_unit_test(test_budget),
		cmocka_unit_test(test_longest_value),
		cmocka_unit_test(test_quote),
		cmocka_unit_test(test_reserved_names),
		cmocka_unit_test(test_reads),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_bound_values),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
