/* sheet/: .xlsx of many writers, made by hand, and made to do harm. */
#include "sheet_dump.h"

#include <time.h>

#include "made_zip.h"

#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships/"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static enum sheet_status
parse(const char *data, size_t len, struct sheets *file)
{
	enum sheet_status status;

	sheets_parse(&arena, data, len, file, &status);
	assert_int_equal(file->bytes, len);
	if (status != SHEET_OK)
		assert_int_equal(file->nsheets, 0);
	return status;
}

/* ---- by other programs ------------------------------------------------------------ */

static const char kinds[] =
    "# 成员\n1 序号|姓名|出生|比例|是否|得分|编号|公式|错误|其他|另外|\n"
    "2 n:1|张三1|d:1980-01-02|%:0.85|b:FALSE|n:87.33|n:001|n:2|e:#N/A|"
    "d:2024-02-01 15:30:00|文1|\n"
    "3 n:2|张三2|d:1980-02-02|%:0.85|b:TRUE|n:174.66|n:002|n:4|e:#N/A|"
    "d:08:05:00|e:#DIV/0!|\n"
    "4 n:3|张三3|d:1980-03-02|%:0.85|b:FALSE|n:261.99|n:003|n:6|e:#N/A|"
    "第一行\n第二行|b:TRUE|\n"
    "5 n:4|张三4|d:1980-04-02|%:0.85|b:TRUE|n:349.32|n:004|n:8|e:#N/A|"
    "𠮷é <b>&|n:123456789012346000|\n"
    "7 合并||  两  格  |\nmerged 7-8 1-2\n!6 1:5\n"
    "# 隐藏 (hidden)\n1 x|\n# 空\n";

static void
test_every_kind_of_cell(void **state)
{
	struct sheets file;
	enum sheet_status status;
	size_t len;
	char *data = sheet_dump_file(&arena, "kinds.xlsx", &len), *text;

	(void)state;
	assert_int_equal(parse(data, len, &file), SHEET_OK);
	assert_int_equal(file.kind, SHEETS_XLSX);
	assert_int_equal(strlen(file.sha256), 64);
	assert_string_equal(file.sheets[1].sha256, file.sha256);
	assert_string_equal(sheet_dump(&arena, &file), kinds);
	sheets_peek(&arena, data, len, &file, &status);
	assert_int_equal(status, SHEET_OK);
	assert_string_equal(sheet_dump(&arena, &file),
	    "# 成员\n# 隐藏 (hidden)\n# 空\n");
	/* openpyxl computes nothing: v is a formula without a value */
	data = sheet_dump_file(&arena, "kinds-openpyxl.xlsx", &len);
	assert_int_equal(parse(data, len, &file), SHEET_OK);
	text = sheet_dump(&arena, &file);
	assert_non_null(strstr(text, "\n3 n:2|张三2|d:1980-02-02|%:0.85|"
	    "b:TRUE|n:174.66|n:002|v:|v:|d:08:05:00|v:|\n"));
	assert_non_null(strstr(text, "\nmerged 7-8 1-2\n!6 1:5\n"));
}

static void
test_same_as_csv(void **state)
{
	static const char *const names[] = { "members.xlsx", "members.xml",
	    "members-exceljs.xlsx", "members-sheetjs.xlsx",
	    "members-sheetjs.xml" };
	struct sheets file;
	size_t len;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char *data = sheet_dump_file(&arena, names[i], &len);

		assert_int_equal(parse(data, len, &file), SHEET_OK);
		assert_int_equal(file.nsheets, 1);
		sheet_dump_same_as_csv(&arena, &file.sheets[0]);
	}
}

/* Cut anywhere, a workbook is damaged, and says so. */
static void
test_cut_anywhere(void **state)
{
	struct sheets file;
	size_t len;
	char *data = sheet_dump_file(&arena, "kinds.xlsx", &len);

	(void)state;
	for (size_t n = 4; n < len; n += 7) {
		char *cut = mem_alloc(n);

		memcpy(cut, data, n);
		assert_int_equal(parse(cut, n, &file), SHEET_BROKEN);
		free(cut);
	}
}

/* Whatever byte is another: read, or said why not; never too much. */
static void
test_changed_anywhere(void **state)
{
	struct sheets file;
	size_t len, same = 0;
	char *data = sheet_dump_file(&arena, "kinds.xlsx", &len);

	(void)state;
	for (size_t at = 0; at < len; at += 5) {
		enum sheet_status status;

		data[at] = (char)(data[at] ^ 0x55);
		status = parse(data, len, &file);
		same += status == SHEET_OK;
		if (status == SHEET_OK)
			assert_true(file.nsheets <= 3);
		data[at] = (char)(data[at] ^ 0x55);
	}
	assert_true(same > 0 && same < len / 5);
}

/* ---- made by hand ------------------------------------------------------------------ */

/* A workbook of one sheet with these rows, and shared texts or NULL. */
static char *
book(size_t *len, const char *rows, const char *texts, const char *more)
{
	const char *const parts[] = {
		"_rels/.rels", "<Relationships xmlns='" PACKAGE
		"relationships'><Relationship Id='r1' Type='" OFFICE
		"officeDocument' Target='/xl/workbook.xml'/></Relationships>",
		"xl/workbook.xml", "<x:workbook xmlns:x='" MAIN "' xmlns:q='"
		OFFICE "'><x:sheets><x:sheet name='a_x0041_' sheetId='1' q:id="
		"'r1'/></x:sheets></x:workbook>",
		"xl/_rels/workbook.xml.rels", "<Relationships xmlns='" PACKAGE
		"relationships'><Relationship Id='r1' Type='" STRICT
		"worksheet' Target='/xl/sheets/../Sheet1.XML'/><Relationship "
		"Id='r2' Type='" OFFICE "sharedStrings' Target='t.xml'/>"
		"</Relationships>",
		"xl/t.xml", arena_printf(&arena, "<sst xmlns='" MAIN
		"'>%s</sst>", texts),
		"xl/sheet1.xml", arena_printf(&arena, "<x:worksheet xmlns:x='"
		MAIN "'><x:sheetData>%s</x:sheetData>%s</x:worksheet>", rows,
		more),
		NULL
	};

	return made_zip(&arena, len, parts);
}

static char *
read_rows(const char *rows, const char *texts, const char *more)
{
	struct sheets file;
	size_t len;
	char *data = book(&len, rows, texts, more);
	enum sheet_status status = parse(data, len, &file);

	if (status != SHEET_OK)
		return arena_printf(&arena, "status %d", (int)status);
	return sheet_dump(&arena, &file);
}

static void
test_cells(void **state)
{
	(void)state;
	/* prefixes, strict types, absolute paths, another case; no places */
	assert_string_equal(read_rows("<x:row><x:c t='s'><x:v>1</x:v></x:c>"
	    "<x:c t='inlineStr'><x:is><x:r><x:t>甲</x:t></x:r><x:r><x:t "
	    "xml:space='preserve'> 乙</x:t></x:r><x:rPh sb='0' eb='1'><x:t>jia"
	    "</x:t></x:rPh></x:is></x:c></x:row><x:row r='5'><x:c r='C5' "
	    "t='str'><x:f>A1</x:f><x:v>_x5F20__x4E09_&#13;&#10;b</x:v></x:c>"
	    "<x:c><x:v>4.1010219900101126E+17</x:v></x:c></x:row>",
	    "<si><t>x</t></si><si><r><t>_xD842__xDFB7_</t></r><r><t>_x005F_x"
	    "</t></r><rPh><t>ph</t></rPh></si>",
	    "<x:mergeCells><x:mergeCell ref='A1:B2'/></x:mergeCells>"),
	    "# aA\n1 𠮷_x|甲 乙|\n5 ||张三\nb|n:410102199001011000|\n"
	    "merged 1-2 1-2\n");
	/* a text that is empty is one; a number that is empty is missing */
	assert_string_equal(read_rows("<x:row><x:c><x:v>1</x:v></x:c>"
	    "<x:c t='str'><x:f>A1</x:f><x:v/></x:c><x:c><x:f>A1</x:f></x:c>"
	    "<x:c t='b'><x:v>1</x:v></x:c><x:c t='e'><x:v>#REF!</x:v></x:c>"
	    "<x:c t='d'><x:v>2024-02-01T15:30:00</x:v></x:c>"
	    "<x:c><x:v>nan</x:v></x:c></x:row>", "", ""),
	    "# aA\n1 n:1||v:|b:TRUE|e:#REF!|d:2024-02-01 15:30:00|nan|\n");
	assert_string_equal(read_rows("<x:row r='3' hidden='1'><x:c r='A3'/>"
	    "</x:row><x:row r='4' hidden='1'><x:c r='B4'><x:v>1</x:v></x:c>"
	    "</x:row>", "", ""), "# aA\n4 |n:1|\n!6 4:2\n");
}

static char *
status_text(enum sheet_status status)
{
	return arena_printf(&arena, "status %d", (int)status);
}

/* Whose sheet is not there, or whose relationship. */
static void
test_lost_sheets(void **state)
{
	static const struct {
		const char *id, *target;
		enum sheet_status status;
	} rows[] = {
		{ "1", "s.xml", SHEET_OK }, { "1", "\\xl\\s.xml", SHEET_OK },
		{ "2", "s.xml", SHEET_BROKEN }, { "1", "t.xml", SHEET_BROKEN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sheets file;
		size_t len;
		const char *const parts[] = {
			"xl/workbook.xml", "<workbook xmlns:r='r'><sheets>"
			"<sheet name='x' r:id='1'/></sheets></workbook>",
			"xl/_rels/workbook.xml.rels", arena_printf(&arena,
			"<Relationships><Relationship Id='%s' Type="
			"'/worksheet' Target='%s'/><Relationship Id='9' "
			"Type='/styles' Target='none.xml'/></Relationships>",
			rows[i].id, rows[i].target),
			"xl\\s.xml", "<worksheet><sheetData><row><c><v>1</v>"
			"</c></row></sheetData></worksheet>", NULL
		};
		char *data = made_zip(&arena, &len, parts);

		assert_int_equal(parse(data, len, &file), rows[i].status);
	}
}

static void
test_damage(void **state)
{
	(void)state;
	assert_string_equal(read_rows("<x:row><x:c t='s'><x:v>1</x:v></x:c>"
	    "</x:row>", "<si><t>x</t></si>", ""), status_text(SHEET_BROKEN));
	assert_string_equal(read_rows("<x:row><x:c", "", ""),
	    status_text(SHEET_BROKEN));
	assert_string_equal(read_rows("", "", ""), status_text(SHEET_EMPTY));
	assert_string_equal(read_rows("<x:row><x:c><x:v></x:v></x:c></x:row>",
	    "", ""), status_text(SHEET_EMPTY));
}

/* ---- made to do harm --------------------------------------------------------------- */

/* Entities that grow into each other: there is no DTD in a workbook. */
static void
test_entities(void **state)
{
	struct sheets file;
	size_t len;
	const char *const parts[] = { "xl/workbook.xml",
	    "<!DOCTYPE w [<!ENTITY a 'xxxxxxxxxx'><!ENTITY b '&a;&a;&a;&a;'>]>"
	    "<workbook xmlns='" MAIN "'><sheets><sheet name='&b;'/></sheets>"
	    "</workbook>", NULL };
	char *data = made_zip(&arena, &len, parts);

	(void)state;
	assert_int_equal(parse(data, len, &file), SHEET_BROKEN);
}

/* unit, n times; the arena's. */
static char *
repeat(const char *unit, size_t n)
{
	size_t len = strlen(unit);
	char *out = arena_alloc(&arena, len * n + 1);

	for (size_t i = 0; i < n; i++)
		memcpy(out + i * len, unit, len);
	return out;
}

/* Formatted and empty: nothing, however many. */
static void
test_a_million_empty_rows(void **state)
{
	clock_t start = clock();
	char *rows = repeat("<x:row s='1' ht='15'><x:c s='1'/><x:c s='2'/>"
	    "</x:row>", 1000000);

	(void)state;
	assert_string_equal(read_rows(arena_printf(&arena, "%s<x:row><x:c>"
	    "<x:v>1</x:v></x:c></x:row>", rows), "", ""),
	    "# aA\n1000001 n:1|\n");
	assert_true(clock() - start < 20 * CLOCKS_PER_SEC);
	arena_reset(&arena);
}

/* A text of a shared string stands in as many cells as one likes. */
static void
test_floods(void **state)
{
	char *long_text = repeat("字", 20000);
	char *cells = repeat("<x:row><x:c t='s'><x:v>0</x:v></x:c></x:row>",
	    100000);

	(void)state;
	assert_string_equal(read_rows(cells, arena_printf(&arena,
	    "<si><t>%s</t></si>", long_text), ""),
	    status_text(SHEET_TOO_LARGE));
	/* cut off while it is read, it is no shorter for its escapes */
	assert_string_equal(read_rows("<x:row><x:c t='s'><x:v>0</x:v></x:c>"
	    "<x:c><x:v>1</x:v></x:c></x:row>", arena_printf(&arena,
	    "<si><t>%s</t></si>", repeat("_x0041_", 20000)), ""),
	    "# aA\n1 |n:1|\n!0 1:1\n");
	assert_string_equal(read_rows(repeat("<a>", 2000000), "", ""),
	    status_text(SHEET_BROKEN));
	assert_string_equal(read_rows("", repeat("<si/>", 5000000), ""),
	    status_text(SHEET_TOO_LARGE));
	arena_reset(&arena);
	cells = repeat("<x:row><x:c r='XFD1'><x:v>1</x:v></x:c></x:row>", 1);
	assert_string_equal(read_rows(arena_printf(&arena, "%s<x:row><x:c "
	    "r='XFE2'><x:v>1</x:v></x:c><x:c r='ZZZZ2'><x:v>1</x:v></x:c>"
	    "<x:c r='A2'><x:v>2</x:v></x:c></x:row>", cells), "", "") +
	    4 + 1 + 16383 + 6, "\n2 n:2|\n!2 2:16385\n");
	assert_string_equal(read_rows(repeat("<x:row><x:c><x:v>1</x:v></x:c>"
	    "</x:row>", SHEET_MAX_ROWS + 1), "", ""),
	    status_text(SHEET_TOO_MANY_ROWS));
	arena_reset(&arena);
}

/*
 * One part of 100 MB that is twelve sheets: what all unpack to counts, so it
 * ends at 1 GiB.
 */
static void
test_a_bomb(void **state)
{
	static const char head[] = "<worksheet>", tail[] = "</worksheet>";
	const size_t size = (size_t)100 << 20;
	char *sheet = mem_alloc(size), *data;
	const char *const texts[] = {
		"xl/workbook.xml", arena_printf(&arena, "<workbook xmlns:r='r'>"
		"<sheets>%s</sheets></workbook>",
		repeat("<sheet name='x' r:id='1'/>", 12)),
		"xl/_rels/workbook.xml.rels", "<Relationships><Relationship "
		"Id='1' Type='/worksheet' Target='s.xml'/></Relationships>",
	};
	struct made_zip m;
	struct sheets file;
	size_t len;

	(void)state;
	memset(sheet, ' ', size);
	memcpy(sheet, head, sizeof(head) - 1);
	memcpy(sheet + size - sizeof(tail) + 1, tail, sizeof(tail) - 1);
	made_zip_begin(&m);
	(void)made_zip_add(&m, "xl/s.xml", sheet, size);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i += 2)
		(void)made_zip_add(&m, texts[i], texts[i + 1],
		    strlen(texts[i + 1]));
	data = made_zip_end(&m, &arena, &len);
	free(sheet);
	assert_true(len < (size_t)1 << 20);
	assert_int_equal(parse(data, len, &file), SHEET_TOO_LARGE);
	arena_reset(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind_of_cell),
		cmocka_unit_test(test_same_as_csv),
		cmocka_unit_test(test_cut_anywhere),
		cmocka_unit_test(test_changed_anywhere),
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_lost_sheets),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_entities),
		cmocka_unit_test(test_a_million_empty_rows),
		cmocka_unit_test(test_floods),
		cmocka_unit_test(test_a_bomb),
	};

	return cmocka_run_group_tests_name("sheet_xlsx", tests, NULL, teardown);
}
