/* sheet/: workbooks of Excel before 2007. */
#include "sheet_dump.h"

#include "sheet/ole.h"
#include "sheet/xls.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static char *
parse_bytes(const void *data, size_t len)
{
	enum sheet_status status;
	struct sheets file = { 0 };
	char *copy = mem_alloc(len + 1), *out;	/* so that ASan sees its end */

	if (len > 0)
		memcpy(copy, data, len);
	xls_parse(&arena, copy, len, &file, &status);
	free(copy);
	if (status != SHEET_OK)
		return arena_printf(&arena, "status %d", (int)status);
	assert_int_equal(file.kind, SHEETS_XLS);
	out = sheet_dump(&arena, &file);
	return out;
}

static char *
says(enum sheet_status status)
{
	return arena_printf(&arena, "status %d", (int)status);
}

/* Every kind of cell, merged cells, what is hidden. */
static void
test_kinds(void **state)
{
	size_t len;
	char *data = sheet_dump_file(&arena, "kinds.xls", &len);

	(void)state;
	assert_string_equal(parse_bytes(data, len), arena_printf(&arena,
	    SHEET_DUMP_KINDS, SHEET_ROW_HIDDEN));
}

static void
test_same_as_csv(void **state)
{
	enum sheet_status status;
	struct sheets file = { 0 };
	size_t len;
	char *data = sheet_dump_file(&arena, "members.xls", &len);

	(void)state;
	xls_parse(&arena, data, len, &file, &status);
	assert_int_equal(status, SHEET_OK);
	assert_int_equal(file.nsheets, 1);
	assert_string_equal(file.sheets[0].name, "members");
	sheet_dump_same_as_csv(&arena, &file.sheets[0]);
}

/* Texts that go on in a record behind theirs; days counted from 1904. */
static void
test_texts_over_records(void **state)
{
	enum sheet_status status;
	struct sheets file = { 0 };
	const struct sheet *s;
	size_t len;
	char *data = sheet_dump_file(&arena, "strings.xls", &len);
	struct buf narrow = { 0 }, wide = { 0 };

	(void)state;
	xls_parse(&arena, data, len, &file, &status);
	assert_int_equal(status, SHEET_OK);
	s = &file.sheets[0];
	assert_int_equal(s->nrecords, 61);
	for (size_t i = 0; i < 60; i++) {
		buf_reset(&narrow);
		buf_reset(&wide);
		buf_addf(&narrow, "%zu:", i);
		buf_addf(&wide, "%zu：", i);
		for (size_t k = 0; k < 25; k++) {
			buf_adds(&narrow, "abcdefghij");
			buf_adds(&wide, "甲乙丙丁戊己庚辛壬癸");
		}
		assert_string_equal(s->records[i].cells[0], buf_str(&narrow));
		assert_string_equal(s->records[i].cells[1], buf_str(&wide));
	}
	assert_string_equal(s->records[60].cells[0], "2024-02-01");
	assert_int_equal(s->records[60].kinds[0], SHEET_CELL_DATE);
	buf_free(&narrow);
	buf_free(&wide);
}

/* The names alone, without the cells. */
static void
test_peek(void **state)
{
	enum sheet_status status;
	struct sheets file = { 0 };
	size_t len;
	char *data = sheet_dump_file(&arena, "kinds.xls", &len);

	(void)state;
	xls_peek(&arena, data, len, &file, &status);
	assert_int_equal(status, SHEET_OK);
	assert_string_equal(sheet_dump(&arena, &file),
	    "# 成员\n# 隐藏 (hidden)\n# 空\n");
}

/* ---- records made here --------------------------------------------------------- */

static struct buf made;

static void
add16(unsigned n)
{
	buf_addc(&made, (char)(n & 0xff));
	buf_addc(&made, (char)(n >> 8));
}

static void
add_record(unsigned kind, const void *data, size_t len)
{
	add16(kind);
	add16((unsigned)len);
	buf_add(&made, data, len);
}

#define RECORD(kind, bytes)	add_record(kind, bytes, sizeof(bytes) - 1)
#define CELL(row, column)	row "\0" column "\0\0\0"

static char *
parse_made(void)
{
	char *out = parse_bytes(made.data, made.len);

	buf_free(&made);
	made = (struct buf){ 0 };
	return out;
}

/*
 * What a page of PHP that is copied about writes as .xls: the records of one
 * sheet, of no version, its texts in GBK.
 */
static void
test_records_without_a_container(void **state)
{
	(void)state;
	RECORD(0x809, "\0\0\x10\0\0\0\0\0");
	RECORD(0x204, CELL("\0", "\0") "\4\0\xd0\xd5\xc3\xfb");
	RECORD(0x203, CELL("\1", "\0") "\0\0\0\0\0\0\xf8\x3f");
	RECORD(0x0a, "");
	assert_true(xls_is(made.data, made.len));
	assert_string_equal(parse_made(), "# -\n1 姓名|\n2 n:1.5|\n");
}

/* Halves of pairs, and codes that are no characters: told, once a cell. */
static void
test_no_characters(void **state)
{
	(void)state;
	RECORD(0x809, "\0\6\x10\0\0\0\0\0");
	RECORD(0x204, CELL("\0", "\0") "\3\0\1" "a\0\x34\xd8" "b\0");
	RECORD(0x204, CELL("\0", "\1") "\3\0\1" "\1\xdc\xfe\xff\x34\xd8");
	RECORD(0x204, CELL("\0", "\2") "\2\0\1" "\x3d\xd8\0\xde");
	RECORD(0x204, CELL("\0", "\3") "\1\0\1" "\xfd\xff");
	RECORD(0x0a, "");
	assert_string_equal(parse_made(), arena_printf(&arena,
	    "# -\n1 a�b|���|😀|�|\n!%d 1:1\n!%d 1:2\n", SHEET_BYTE_BROKEN,
	    SHEET_BYTE_BROKEN));
}

/* The four ways of a short number, and several of them in a row. */
static void
test_short_numbers(void **state)
{
	(void)state;
	RECORD(0x809, "\0\6\x10\0\0\0\0\0");
	RECORD(0x27e, CELL("\0", "\0") "\2\0\0\x80");	/* whole, negative */
	RECORD(0x27e, CELL("\0", "\1") "\x33\x11\0\0");	/* 1100, ×100: 11 */
	RECORD(0x27e, CELL("\0", "\2") "\0\0\xf8\x3f");	/* upper bits: 1.5 */
	RECORD(0xbd, "\1\0\0\0" "\0\0\6\0\0\0" "\0\0\x0a\0\0\0" "\1\0");
	RECORD(0x0a, "");
	assert_string_equal(parse_made(),
	    "# -\n1 n:-536870912|n:11|n:1.5|\n2 n:1|n:2|\n");
}

/* Results of formulas; one that nobody computed is no 0. */
static void
test_formulas(void **state)
{
	(void)state;
	RECORD(0x809, "\0\6\x10\0\0\0\0\0");
	RECORD(0x06, CELL("\0", "\0") "\0\0\0\0\0\0\0\0\2\0\0\0\0\0");
	RECORD(0x06, CELL("\0", "\1") "\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
	RECORD(0x06, CELL("\0", "\2") "\0\0\0\0\0\0\xff\xff\0\0\0\0\0\0");
	RECORD(0x4bc, "\0\0\0\0");
	RECORD(0x207, "\3\0\0abc");
	RECORD(0x06, CELL("\0", "\3") "\2\0\x17\0\0\0\xff\xff\0\0\0\0\0\0");
	RECORD(0x06, CELL("\0", "\4") "\3\0\0\0\0\0\xff\xff\0\0\0\0\0\0");
	RECORD(0x06, CELL("\0", "\5") "\1\0\1\0\0\0\xff\xff\0\0\0\0\0\0");
	RECORD(0x0a, "");
	assert_string_equal(parse_made(),
	    "# -\n1 v:|n:0|abc|e:#REF!||b:TRUE|\n");
}

/*
 * A text that goes on wide in the record behind, where it began narrow; cells
 * in no order, the later of two at one place; a chart inside, with an end of
 * its own.
 */
static void
test_order_of_records(void **state)
{
	(void)state;
	RECORD(0x809, "\0\6\x10\0\0\0\0\0");
	RECORD(0x204, CELL("\2", "\0") "\4\0\0ab");
	RECORD(0x3c, "\1\x32\x75\x19\x4e");
	RECORD(0x204, CELL("\0", "\0") "\1\0\0x");
	RECORD(0x809, "\0\6\x20\0\0\0\0\0");
	RECORD(0x204, CELL("\3", "\0") "\1\0\0c");
	RECORD(0x0a, "");
	RECORD(0x204, CELL("\0", "\0") "\1\0\0y");
	RECORD(0x0a, "");
	assert_string_equal(parse_made(), "# -\n1 y|\n3 ab甲丙|\n");
}

/* A record that is cut off, one that names what is not there, no end. */
static void
test_hostile_records(void **state)
{
	(void)state;
	RECORD(0x809, "\0\6\x10\0\0\0\0\0");
	RECORD(0xfd, CELL("\0", "\0") "\xff\xff\xff\xff");
	RECORD(0x204, CELL("\0", "\0") "\xff\xff\1a");
	RECORD(0xe5, "\xff\xff\0\0");
	RECORD(0x06, CELL("\0", "\0"));
	RECORD(0x0a, "");
	assert_string_equal(parse_made(), "# -\n1 a|\n");
	RECORD(0x809, "\0\6\x10\0\0\0\0\0");
	RECORD(0x204, CELL("\0", "\0") "\1\0\0a");
	assert_string_equal(parse_made(), says(SHEET_BROKEN));
	RECORD(0x809, "\0\6\x10\0\0\0\0\0");
	buf_add(&made, "\x04\x02\xff\xff" "a", 5);
	assert_string_equal(parse_made(), says(SHEET_BROKEN));
	RECORD(0x809, "\0\6\5\0\0\0\0\0");
	RECORD(0x2f, "\0\0");
	assert_string_equal(parse_made(), says(SHEET_ENCRYPTED));
}

/* ---- containers ---------------------------------------------------------------- */

static void
replace(char *data, size_t len, const char *old, const char *new, size_t n)
{
	char *p = memmem(data, len, old, n);

	assert_non_null(p);
	memcpy(p, new, n);
}

static void
test_password(void **state)
{
	size_t len;
	char *data = sheet_dump_file(&arena, "password.xls", &len);

	(void)state;
	assert_string_equal(parse_bytes(data, len), says(SHEET_ENCRYPTED));
}

#define WORKBOOK "W\0o\0r\0k\0b\0o\0o\0k\0\0"

/* A container of something else, of an .xlsx with a password, broken. */
static void
test_containers(void **state)
{
	size_t len;
	char *data = sheet_dump_file(&arena, "kinds.xls", &len), *p;
	const char encrypted[] = "EncryptedPackage";

	(void)state;
	assert_true(xls_is(data, len));
	assert_true(ole_has(data, len, "workbook"));
	replace(data, len, WORKBOOK, "W\0o\0r\0d\0D\0o\0c\0u\0\0",
	    sizeof(WORKBOOK));
	assert_string_equal(parse_bytes(data, len), says(SHEET_DOCUMENT));
	/* its list of streams names them in 64 bytes, their length behind */
	p = memmem(data, len, "W\0o\0r\0d\0D", 9);
	for (size_t i = 0; i <= strlen(encrypted); i++) {
		p[2 * i] = encrypted[i];
		p[2 * i + 1] = '\0';
	}
	p[64] = (char)(2 * (strlen(encrypted) + 1));
	assert_string_equal(parse_bytes(data, len), says(SHEET_ENCRYPTED));
	assert_string_equal(parse_bytes(data, 512), says(SHEET_BROKEN));
	assert_string_equal(parse_bytes(data, 8), says(SHEET_BROKEN));
	assert_string_equal(parse_bytes("", 0), says(SHEET_BROKEN));
}

/* A number of four bytes in a container's list of streams. */
static void
set_entry(char *root, size_t entry, size_t at, uint32_t value)
{
	for (size_t i = 0; i < 4; i++)
		root[entry * 128 + at + i] = (char)(value >> 8 * i & 0xff);
}

/* The list of streams is a tree: its left and its right branches are read. */
static void
test_both_branches(void **state)
{
	size_t len, book = 1;
	char *data = sheet_dump_file(&arena, "kinds.xls", &len);
	char *entry = memmem(data, len, WORKBOOK, sizeof(WORKBOOK));
	char *root = entry - 128;	/* LibreOffice writes it behind */

	(void)state;
	assert_memory_equal(root, "R\0o\0o\0t\0", 8);
	for (size_t at = 68; at <= 72; at += 4) {
		set_entry(root, 0, 76, (uint32_t)(3 - book));
		for (size_t i = 1; i <= 2; i++) {
			set_entry(root, i, 68, UINT32_MAX);
			set_entry(root, i, 72, UINT32_MAX);
		}
		assert_false(ole_has(data, len, "Workbook"));
		set_entry(root, 3 - book, at, (uint32_t)book);
		assert_true(ole_has(data, len, "Workbook"));
		set_entry(root, book, at, (uint32_t)(3 - book));	/* a circle */
		assert_false(ole_has(data, len, "Nothing"));
	}
}

/* Cut off anywhere, and each byte of the container's head another one. */
static void
test_damaged(void **state)
{
	size_t len;
	char *data = sheet_dump_file(&arena, "kinds.xls", &len);

	(void)state;
	for (size_t n = 0; n + 1024 < len; n += 64)
		assert_memory_equal(parse_bytes(data, n), "status ", 7);
	for (size_t i = 0; i < 512; i++) {
		char was = data[i];

		data[i] = (char)(was ^ 0xff);
		(void)parse_bytes(data, len);
		data[i] = was;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_same_as_csv),
		cmocka_unit_test(test_texts_over_records),
		cmocka_unit_test(test_peek),
		cmocka_unit_test(test_records_without_a_container),
		cmocka_unit_test(test_no_characters),
		cmocka_unit_test(test_short_numbers),
		cmocka_unit_test(test_formulas),
		cmocka_unit_test(test_order_of_records),
		cmocka_unit_test(test_hostile_records),
		cmocka_unit_test(test_password),
		cmocka_unit_test(test_containers),
		cmocka_unit_test(test_both_branches),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
