/* sheet/: decoding, separators, records, places, limits. */
#include "check.h"

#include <iconv.h>

#include "sheet/csv.h"
#include "sheet/sheet.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* The grid as one text: cells end in |, records in \n, with line:row before. */
static char *
dump(const struct sheet *s)
{
	struct buf b = { 0 };
	char *out;

	for (size_t i = 0; i < s->nrecords; i++) {
		const struct sheet_record *r = &s->records[i];

		buf_addf(&b, "%zu:%zu ", r->line, r->row);
		for (size_t k = 0; k < r->ncells; k++)
			buf_addf(&b, "%s|", r->cells[k]);
		buf_addc(&b, '\n');
	}
	for (size_t i = 0; i < s->noddities; i++)
		buf_addf(&b, "!%d %zu:%zu:%zu\n", s->oddities[i].kind,
		    s->oddities[i].line, s->oddities[i].row,
		    s->oddities[i].column);
	out = arena_strdup(&arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
check_grid(const char *text, const char *want, size_t nlines)
{
	enum sheet_status status;
	struct sheet s;

	sheet_parse(&arena, text, strlen(text), &s, &status);
	assert_string_equal(dump(&s), want);
	assert_int_equal(s.nlines, nlines);
}

static void
test_records(void **state)
{
	(void)state;
	check_grid("a,b\n1,2\n", "1:1 a|b|\n2:2 1|2|\n", 2);
	check_grid("a,b\r\n1,2\r\n", "1:1 a|b|\n2:2 1|2|\n", 2);
	check_grid("a,b\r1,2\r", "1:1 a|b|\n2:2 1|2|\n", 2);
	check_grid("a,b\r1,2", "1:1 a|b|\n2:2 1|2|\n", 2);
	check_grid("a\tb\n1,5\t2\n", "1:1 a|b|\n2:2 1,5|2|\n", 2);
	check_grid("a;b;c\n1;2;3\n", "1:1 a|b|c|\n2:2 1|2|3|\n", 2);
	check_grid("姓名,学校\n张三,一中", "1:1 姓名|学校|\n2:2 张三|一中|\n", 2);
	check_grid("one\ntwo\n", "1:1 one|\n2:2 two|\n", 2);
}

static void
test_blank(void **state)
{
	(void)state;
	check_grid("\n\na,b\n\n,,\n1,2,,\n\n", "3:3 a|b|\n6:6 1|2|\n", 7);
	check_grid("\r\n \t\r\na,b\r\n", "3:3 a|b|\n", 3);
	check_grid(",a\n,,\"\"\n\"　\",\n\xc2\xa0,b\n",
	    "1:1 |a|\n4:4 \xc2\xa0|b|\n", 4);
	check_grid("\ta\n\t\t\n\tb\n", "1:1 |a|\n3:3 |b|\n", 3);
}

static void
test_quotes(void **state)
{
	(void)state;
	check_grid("\"a,1\",b\n\"say \"\"hi\"\"\",\"\"\n",
	    "1:1 a,1|b|\n2:2 say \"hi\"|\n", 2);
	/* the row as Excel counts it stays behind the line */
	check_grid("a,b\n\"x\ny\n\nz\",2\n3,4\n",
	    "1:1 a|b|\n2:2 x\ny\n\nz|2|\n6:3 3|4|\n", 6);
	check_grid("a,b\r\n\"x\r\ny\",2\r\n3,4\r\n",
	    "1:1 a|b|\n2:2 x\ny|2|\n4:3 3|4|\n", 4);
	check_grid("a,b\r\"x\ry\",2\r3,4\r",
	    "1:1 a|b|\n2:2 x\ny|2|\n4:3 3|4|\n", 4);
	check_grid("a,5\" tube\nb,c\n", "1:1 a|5\" tube|\n2:2 b|c|\n", 2);
	check_grid("a, \"b\" ,c\n", "1:1 a|b|c|\n", 1);
}

static void
test_open_quote(void **state)
{
	(void)state;
	check_grid("a,b\n1,\"two\nthree\nfour\n",
	    "1:1 a|b|\n2:2 1|two\nthree\nfour\n|\n!1 2:2:2\n", 4);
	/* what it would swallow looks like rows */
	check_grid("a,b\n1,\"two\n3,4\n",
	    "1:1 a|b|\n2:2 1|\"two|\n3:3 3|4|\n!3 2:2:2\n", 3);
	check_grid("a,\"b\nc\",\"d", "1:1 a|b\nc|d|\n!1 2:1:3\n", 2);
}

static void
test_separator(void **state)
{
	static const struct { const char *text, *want; } cases[] = {
		{ "", "," }, { "abc\n", "," }, { "a,b;c\nd,e\n", "," },
		{ "a\tb\nx, y\tz\nu, v, w\tq\n", "\t" },
		{ "\"x,y,z\";b\nc;d\n", ";" },
		{ "标题\n项目,内容\n简介,甲;乙;丙\n", "," },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(csv_separator(cases[i].text,
		    strlen(cases[i].text)), cases[i].want);
}

static size_t
recode(const char *to, const char *text, char *out, size_t room)
{
	iconv_t cd = iconv_open(to, "UTF-8");
	char *in = arena_strdup(&arena, text), *o = out;
	size_t left = strlen(text), before = room;

	assert_true(cd != (iconv_t)-1);
	assert_int_equal(iconv(cd, &in, &left, &o, &room), 0);
	(void)iconv_close(cd);
	return before - room;
}

static void
check_encoding(const char *mark, size_t nmark, const char *to,
    const char *want_name)
{
	static const char text[] =
	    "姓名\t奖项\r\n㛃䶮𬭎\t一等奖\r\n一一\t一一一一一一一一一一一一一\r\n";
	char bytes[512];
	size_t len;
	enum sheet_status status;
	struct sheet s;

	memcpy(bytes, mark, nmark);
	len = nmark + recode(to, text, bytes + nmark, sizeof(bytes) - nmark);
	sheet_parse(&arena, bytes, len, &s, &status);
	assert_int_equal(status, SHEET_OK);
	assert_string_equal(s.encoding, want_name);
	assert_string_equal(s.separator, "\t");
	assert_int_equal(s.bytes, len);
	assert_string_equal(dump(&s), "1:1 姓名|奖项|\n2:2 㛃䶮𬭎|一等奖|\n"
	    "3:3 一一|一一一一一一一一一一一一一|\n");
}

static void
test_encodings(void **state)
{
	const char *name;
	char *text;

	(void)state;
	check_encoding("", 0, "UTF-8", "UTF-8");
	check_encoding("\xef\xbb\xbf", 3, "UTF-8", "UTF-8 BOM");
	check_encoding("\xff\xfe", 2, "UTF-16LE", "UTF-16LE");
	check_encoding("\xfe\xff", 2, "UTF-16BE", "UTF-16BE");
	check_encoding("", 0, "UTF-16LE", "UTF-16LE");
	check_encoding("", 0, "UTF-16BE", "UTF-16BE");
	check_encoding("", 0, "GB18030", "GB18030");
	text = sheet_decode(&arena, "\xd6\xd0\xb9\xfa", 4, &name);	/* GBK */
	assert_string_equal(text, "中国");
	assert_string_equal(name, "GB18030");
	text = sheet_decode(&arena, "\x81\x39\xef\x37", 4, &name);
	assert_non_null(text);			/* four bytes, one character */
	assert_int_equal(strlen(text), 3);
	assert_null(sheet_decode(&arena, "\xff\xff\xff", 3, &name));
	assert_string_equal(name, "");
}

static enum sheet_status
status_of(const char *bytes, size_t len, struct sheet *s)
{
	enum sheet_status status;

	sheet_parse(&arena, bytes, len, s, &status);
	if (status != SHEET_OK)
		assert_int_equal(s->nrecords, 0);
	return status;
}

static void
test_not_tables(void **state)
{
	struct sheet s;

	(void)state;
	assert_int_equal(status_of("", 0, &s), SHEET_EMPTY);
	assert_string_equal(s.sha256, "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
	assert_int_equal(status_of("\xef\xbb\xbf", 3, &s), SHEET_EMPTY);
	assert_int_equal(status_of("\n,,\n \n", 6, &s), SHEET_EMPTY);
	assert_int_equal(status_of("PK\x03\x04\x14\0\x06\0", 8, &s),
	    SHEET_SPREADSHEET);
	assert_int_equal(status_of("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", 9, &s),
	    SHEET_SPREADSHEET);
	assert_int_equal(status_of("a,b\0c\n", 6, &s), SHEET_NOT_TEXT);
	assert_int_equal(status_of("a,\xd6\xd0,\0b\n", 8, &s), SHEET_NOT_TEXT);
	assert_int_equal(status_of("\xff\xff,b\n", 5, &s), SHEET_NOT_TEXT);
	assert_int_equal(s.bad_line, 1);
	assert_string_equal(s.encoding, "");
	assert_int_equal(status_of("a,b\r\nc\rd\n\0,e\n", 13, &s),
	    SHEET_NOT_TEXT);
	assert_int_equal(s.bad_line, 4);
	assert_int_equal(status_of("\xff\xfe" "a\0\n\0\0\0,\0b\0", 12, &s),
	    SHEET_NOT_TEXT);
	assert_int_equal(s.bad_line, 2);
	assert_int_equal(status_of("a\n\xff\xff\xff\xff", 6, &s),
	    SHEET_NOT_TEXT);
	assert_int_equal(s.bad_line, 2);
}

static void
test_cell_limit(void **state)
{
	size_t len = SHEET_MAX_CELL + 3;
	char *text = mem_alloc(len + 8);
	struct sheet s;

	(void)state;
	memset(text, 'x', len);
	memcpy(text, "a,", 2);
	memcpy(text + len - 1, "\nb,c\n", 5);
	assert_int_equal(status_of(text, len + 4, &s), SHEET_OK);
	assert_int_equal(s.noddities, 0);
	assert_int_equal(strlen(s.records[0].cells[1]), SHEET_MAX_CELL);
	memcpy(text + len, "x\nb,c\n", 6);
	text[len - 1] = 'x';
	assert_int_equal(status_of(text, len + 6, &s), SHEET_OK);
	assert_string_equal(dump(&s), "1:1 a|\n2:2 b|c|\n!0 1:1:2\n");
	free(text);
}

static void
test_column_limit(void **state)
{
	struct buf b = { 0 };
	struct sheet s;

	(void)state;
	for (size_t i = 1; i < SHEET_MAX_COLUMNS; i++)
		buf_adds(&b, "x,");
	buf_adds(&b, "y,,\n");
	assert_int_equal(status_of(b.data, b.len, &s), SHEET_OK);
	assert_int_equal(s.noddities, 0);
	assert_int_equal(s.records[0].ncells, SHEET_MAX_COLUMNS);
	buf_adds(&b, "a\n");
	b.data[b.len - 4] = 'z';	/* y,z: one cell too many */
	b.data[b.len - 3] = ',';
	assert_int_equal(status_of(b.data, b.len, &s), SHEET_OK);
	assert_int_equal(s.nrecords, 1);
	assert_int_equal(s.noddities, 1);
	assert_int_equal(s.oddities[0].kind, SHEET_ROW_TOO_WIDE);
	assert_int_equal(s.oddities[0].column, SHEET_MAX_COLUMNS + 1);
	assert_string_equal(s.records[0].cells[SHEET_MAX_COLUMNS - 1], "y");
	buf_free(&b);
}

static void
test_row_limit(void **state)
{
	struct buf b = { 0 };
	struct sheet s;

	(void)state;
	for (size_t i = 0; i < SHEET_MAX_ROWS; i++)
		buf_adds(&b, "1,2\n,\n");
	assert_int_equal(status_of(b.data, b.len, &s), SHEET_OK);
	assert_int_equal(s.nrecords, SHEET_MAX_ROWS);
	assert_int_equal(s.nlines, 2 * SHEET_MAX_ROWS);
	buf_adds(&b, "3");
	assert_int_equal(status_of(b.data, b.len, &s), SHEET_TOO_MANY_ROWS);
	buf_free(&b);
}

static void
test_file(void **state)
{
	char path[] = "/tmp/pinggu-sheet-XXXXXX";
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "wb");
	enum sheet_status status;
	struct sheet s;
	struct err e = { 0 };

	(void)state;
	assert_non_null(f);
	assert_true(fputs("a,b\n", f) >= 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(sheet_read(&arena, path, &s, &status, &e), 0);
	assert_string_equal(dump(&s), "1:1 a|b|\n");
	assert_string_equal(sheet_cell(&s.records[0], 1), "b");
	assert_string_equal(sheet_cell(&s.records[0], 2), "");
	assert_int_equal(truncate(path, (off_t)SHEET_MAX_BYTES + 1), 0);
	assert_int_equal(sheet_read(&arena, path, &s, &status, &e), 0);
	assert_int_equal(status, SHEET_TOO_LARGE);
	assert_int_equal(s.bytes, SHEET_MAX_BYTES + 1);
	assert_int_equal(s.nrecords, 0);
	assert_int_equal(remove(path), 0);
	assert_int_equal(sheet_read(&arena, path, &s, &status, &e), -1);
	assert_non_null(strstr(e.text, path));
}

/* The first lines decide on the separator, however long a title is. */
static void
test_separator_of_all_first_lines(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_adds(&b, "某校，某区,某市\n");
	for (size_t i = 0; i < 1000; i++)
		buf_adds(&b, "题");
	for (size_t i = 0; i < 3; i++)
		buf_adds(&b, "\n甲\t乙");
	assert_string_equal(csv_separator(b.data, b.len), "\t");
	buf_reset(&b);
	/* Most of the first 50; what comes behind is no longer asked. */
	for (size_t tabs = 24; tabs <= 26; tabs += 2) {
		buf_reset(&b);
		for (size_t i = 0; i < 100; i++)
			buf_adds(&b, i < tabs || (tabs < 25 && i >= 50) ?
			    "a\tb\n" : "a,b\n");
		assert_string_equal(csv_separator(b.data, b.len),
		    tabs < 25 ? "," : "\t");
	}
	buf_free(&b);
}

/* All that a renamed workbook must have is its first four bytes, or eight. */
static void
test_shortest_workbooks(void **state)
{
	struct sheet s;

	(void)state;
	assert_int_equal(status_of("PK\x03\x04", 4, &s), SHEET_SPREADSHEET);
	assert_int_equal(status_of("PK\x03", 3, &s), SHEET_OK);
	assert_int_equal(status_of("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, &s),
	    SHEET_SPREADSHEET);
	assert_int_not_equal(status_of("\xd0\xcf\x11\xe0\xa1\xb1\x1a", 7,
	    &s), SHEET_SPREADSHEET);
}

/* Cells stand behind each other in memory: none runs into the next. */
static void
test_cells_of_all_lengths_are_apart(void **state)
{
	char *x = mem_alloc(3000), *y;
	struct buf b = { 0 };
	struct sheet s;
	size_t at = 0;

	(void)state;
	memset(x, 'x', 3000);
	y = strcpy(mem_alloc(8), "yyyy");
	for (size_t row = 0; row < 40; row++) {
		for (size_t i = 0; i < 15; i++)
			buf_addf(&b, "%.1023s,", x);
		/* Just as long as what a block of 16 KiB has left, or near it. */
		buf_addf(&b, "%.*s,%s\n", (int)(1004 + row), x, y);
	}
	for (size_t len = 1; len < 2500; len++)
		buf_addf(&b, "%.*s,%s\n", (int)len, x, y);
	assert_int_equal(status_of(b.data, b.len, &s), SHEET_OK);
	for (; at < 40; at++) {
		for (size_t i = 0; i < 15; i++)
			assert_int_equal(strlen(s.records[at].cells[i]), 1023);
		assert_int_equal(strlen(s.records[at].cells[15]), 1004 + at);
		assert_string_equal(s.records[at].cells[16], y);
	}
	for (; at < s.nrecords; at++) {
		assert_int_equal(strlen(s.records[at].cells[0]), at - 39);
		assert_string_equal(s.records[at].cells[1], y);
	}
	assert_int_equal(at, 40 + 2499);
	buf_free(&b);
	free(x);
	free(y);
}

/*
 * The sizes as the findings and the manual say them; what they do is in the
 * tests of intake.
 */
static void
test_sizes_that_are_said(void **state)
{
	(void)state;
	assert_int_equal(SHEET_MAX_BYTES, 67108864);	/* 64 MiB */
	assert_int_equal(SHEET_MAX_CELL, 65536);	/* 64 KiB */
	assert_int_equal(SHEET_MAX_ROWS, 200000);
	assert_int_equal(SHEET_MAX_COLUMNS, 16384);	/* Excel's own */
}

/* A file of exactly 64 MiB is looked at, on the disk and in memory. */
static void
test_file_of_64_mib(void **state)
{
	const size_t limit = 67108864;
	char path[] = "/tmp/pinggu-sheet-XXXXXX";
	int fd = mkstemp(path);
	char *bytes = mem_zero(limit + 1, 1);
	enum sheet_status status;
	struct err e = { 0 };
	struct sheet s;

	(void)state;
	assert_true(fd != -1);
	assert_int_equal(ftruncate(fd, (off_t)limit), 0);
	assert_int_equal(sheet_read(&arena, path, &s, &status, &e), 0);
	assert_int_equal(status, SHEET_NOT_TEXT);	/* it is all zeros */
	assert_int_equal(s.bytes, limit);
	assert_int_equal(ftruncate(fd, (off_t)limit + 1), 0);
	assert_int_equal(sheet_read(&arena, path, &s, &status, &e), 0);
	assert_int_equal(status, SHEET_TOO_LARGE);
	assert_int_equal(s.bytes, limit + 1);
	assert_int_equal(status_of(bytes, limit, &s), SHEET_NOT_TEXT);
	assert_int_equal(status_of(bytes, limit + 1, &s), SHEET_TOO_LARGE);
	assert_int_equal(close(fd), 0);
	assert_int_equal(unlink(path), 0);
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_records, teardown),
		cmocka_unit_test_teardown(test_blank, teardown),
		cmocka_unit_test_teardown(test_quotes, teardown),
		cmocka_unit_test_teardown(test_open_quote, teardown),
		cmocka_unit_test_teardown(test_separator, teardown),
		cmocka_unit_test_teardown(test_encodings, teardown),
		cmocka_unit_test_teardown(test_not_tables, teardown),
		cmocka_unit_test_teardown(test_cell_limit, teardown),
		cmocka_unit_test_teardown(test_column_limit, teardown),
		cmocka_unit_test_teardown(test_row_limit, teardown),
		cmocka_unit_test_teardown(test_file, teardown),
		cmocka_unit_test(test_separator_of_all_first_lines),
		cmocka_unit_test_teardown(test_shortest_workbooks, teardown),
		cmocka_unit_test_teardown(test_cells_of_all_lengths_are_apart,
		    teardown),
		cmocka_unit_test(test_sizes_that_are_said),
		cmocka_unit_test_teardown(test_file_of_64_mib, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
