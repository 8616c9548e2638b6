/* sheet/: OpenDocument spreadsheets. */
#include "sheet_dump.h"

#include "sheet/ods.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static char *
shown(const struct sheets *file, enum sheet_status status)
{
	if (status != SHEET_OK)
		return arena_printf(&arena, "status %d", (int)status);
	assert_int_equal(file->kind, SHEETS_ODS);
	return sheet_dump(&arena, file);
}

static char *
says(enum sheet_status status)
{
	return arena_printf(&arena, "status %d", (int)status);
}

static struct archive *
open_file(const char *name)
{
	enum sheet_status status;
	size_t len;
	char *data = sheet_dump_file(&arena, name, &len);
	struct archive *z = archive_open_bytes(data, len, &status);

	assert_non_null(z);
	return z;
}

/* Every kind of cell, merged cells, what is hidden; the comment is not read. */
static void
test_kinds(void **state)
{
	struct archive *z = open_file("kinds.ods");
	enum sheet_status status;
	struct sheets file = { 0 };

	(void)state;
	ods_parse(&arena, z, &file, &status);
	archive_close(z);
	assert_string_equal(shown(&file, status), arena_printf(&arena,
	    SHEET_DUMP_KINDS, SHEET_ROW_HIDDEN));
}

static void
test_same_as_csv(void **state)
{
	struct archive *z = open_file("members.ods");
	enum sheet_status status;
	struct sheets file = { 0 };

	(void)state;
	ods_parse(&arena, z, &file, &status);
	archive_close(z);
	assert_int_equal(status, SHEET_OK);
	assert_int_equal(file.nsheets, 1);
	sheet_dump_same_as_csv(&arena, &file.sheets[0]);
}

static void
test_password(void **state)
{
	struct archive *z = open_file("password.ods");
	enum sheet_status status;
	struct sheets file = { 0 };

	(void)state;
	ods_parse(&arena, z, &file, &status);
	assert_int_equal(status, SHEET_ENCRYPTED);
	ods_peek(&arena, z, &file, &status);
	assert_int_equal(status, SHEET_ENCRYPTED);
	archive_close(z);
}

static void
test_peek(void **state)
{
	struct archive *z = open_file("kinds.ods");
	enum sheet_status status;
	struct sheets file = { 0 };

	(void)state;
	ods_peek(&arena, z, &file, &status);
	archive_close(z);
	assert_string_equal(shown(&file, status),
	    "# 成员\n# 隐藏 (hidden)\n# 空\n");
}

/* ---- made here, in one file ---------------------------------------------------- */

#define HEAD	"<office:document xmlns:office='urn:oasis:names:tc:" \
	"opendocument:xmlns:office:1.0' xmlns:table='t' xmlns:text='x' " \
	"xmlns:style='s' xmlns:number='n' xmlns:calcext='c'>"
#define BODY	"<office:body><office:spreadsheet>"
#define TABLE	"<table:table table:name='表'>"
#define ROW	"<table:table-row>"
#define TAIL	"</table:table></office:spreadsheet></office:body>" \
	"</office:document>"
#define TEXT(s)	"<table:table-cell office:value-type='string'><text:p>" s \
	"</text:p></table:table-cell>"

static char *
parse(const char *xml)
{
	enum sheet_status status;
	struct sheets file = { 0 };

	fods_parse(&arena, xml, strlen(xml), &file, &status);
	return shown(&file, status);
}

/* A million empty rows are nothing; rows and cells that stand for several. */
static void
test_repeated(void **state)
{
	(void)state;
	assert_string_equal(parse(HEAD BODY TABLE
	    "<table:table-row table:number-rows-repeated='3'>"
	    "<table:table-cell table:number-columns-repeated='2' "
	    "office:value-type='string'><text:p>a</text:p></table:table-cell>"
	    "<table:table-cell table:number-columns-repeated='16382'/>"
	    "</table:table-row>"
	    "<table:table-row table:number-rows-repeated='1048000'>"
	    "<table:table-cell table:number-columns-repeated='16384'/>"
	    "</table:table-row>" ROW TEXT("z") "</table:table-row>" TAIL),
	    "# 表\n1 a|a|\n2 a|a|\n3 a|a|\n1048004 z|\n");
}

/* A few bytes that would be millions of cells. */
static void
test_repeated_too_often(void **state)
{
	(void)state;
	assert_string_equal(parse(HEAD BODY TABLE
	    "<table:table-row table:number-rows-repeated='1000000'>"
	    TEXT("a") "</table:table-row>" TAIL),
	    says(SHEET_TOO_MANY_ROWS));
	assert_string_equal(parse(HEAD BODY TABLE
	    "<table:table-row table:number-rows-repeated='100000'>"
	    "<table:table-cell table:number-columns-repeated='16384' "
	    "office:value-type='string'><text:p>a</text:p></table:table-cell>"
	    "</table:table-row>" TAIL), says(SHEET_TOO_LARGE));
	/* each row would be held up to its last cell */
	assert_string_equal(parse(HEAD BODY TABLE
	    "<table:table-row table:number-rows-repeated='100000'>"
	    "<table:table-cell table:number-columns-repeated='16000'/>"
	    TEXT("a") "</table:table-row>" TAIL), says(SHEET_TOO_LARGE));
	/* in one sheet there may be so many, not in two */
#define FAR	"<table:table-row table:number-rows-repeated='1100'>" \
	"<table:table-cell table:number-columns-repeated='16000'/>" \
	TEXT("a") "</table:table-row>"
	assert_memory_equal(parse(HEAD BODY TABLE FAR TAIL), "# 表", 5);
	assert_string_equal(parse(HEAD BODY TABLE FAR "</table:table>" TABLE
	    FAR TAIL), says(SHEET_TOO_LARGE));
}

static void
test_text(void **state)
{
	(void)state;
	assert_string_equal(parse(HEAD BODY TABLE ROW
	    "<table:table-cell office:value-type='string'>"
	    "<office:annotation><text:p>批注</text:p></office:annotation>"
	    "<text:p>  a<text:s text:c='2'/>b<text:tab/>\n c"
	    "<text:span>d</text:span><text:line-break/>e</text:p>"
	    "<text:p>f<office:annotation><text:p>x</text:p></office:annotation>"
	    "<text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>zi"
	    "</text:ruby-text></text:ruby></text:p></table:table-cell>"
	    "</table:table-row>" TAIL),
	    "# 表\n1 a  b\t cd\ne\nf字|\n");
}

/*
 * A formula without a value; errors as Excel and LibreOffice write them; a
 * boolean; a date without its value.
 */
static void
test_values(void **state)
{
	(void)state;
	assert_string_equal(parse(HEAD BODY TABLE ROW
	    "<table:table-cell table:formula='of:=A1'/>"
	    "<table:table-cell table:formula='of:=A1' "
	    "office:value-type='string'/>"
	    "<table:table-cell table:formula='of:=A1' "
	    "office:value-type='string'><text:p>#REF!</text:p>"
	    "</table:table-cell>"
	    "<table:table-cell calcext:value-type='error' "
	    "office:value-type='string'><text:p>Err:502</text:p>"
	    "</table:table-cell>"
	    "<table:table-cell office:value-type='boolean' "
	    "office:boolean-value='true'><text:p>真</text:p></table:table-cell>"
	    "<table:table-cell office:value-type='date' office:date-value='x'>"
	    "<text:p>去年</text:p></table:table-cell>"
	    "<table:table-cell office:value-type='date' "
	    "office:date-value='2024-02-01T00:00:00'><text:p>二月</text:p>"
	    "</table:table-cell>"
	    "<table:table-cell office:value-type='currency' office:value='1.50'>"
	    "<text:p>￥1.50</text:p></table:table-cell>" TEXT("#REF!")
	    "</table:table-row>" TAIL),
	    "# 表\n1 v:||e:#REF!|e:Err:502|b:TRUE|去年|d:2024-02-01|n:1.5|"
	    "#REF!|\n");
}

/* 000 by the cell's style, its parent's, its row's, its column's. */
static void
test_zeros(void **state)
{
#define NUMBER(n, more) "<table:table-cell office:value-type='float' " \
	"office:value='" n "' " more "/>"
	(void)state;
	assert_string_equal(parse(HEAD
	    "<number:number-style style:name='N'><number:number "
	    "number:min-integer-digits='3' number:decimal-places='0'/>"
	    "</number:number-style>"
	    "<number:number-style style:name='M'><number:number "
	    "number:min-integer-digits='3' number:decimal-places='2'/>"
	    "</number:number-style>"
	    "<style:style style:family='table-cell' style:name='zeros' "
	    "style:data-style-name='N'/>"
	    "<style:style style:family='table-cell' style:name='child' "
	    "style:parent-style-name='zeros'/>"
	    "<style:style style:family='table-cell' style:name='money' "
	    "style:data-style-name='M'/>"
	    "<style:style style:family='table-cell' style:name='circle' "
	    "style:parent-style-name='circle'/>"
	    BODY TABLE "<table:table-column "
	    "table:default-cell-style-name='zeros'/><table:table-column/>"
	    ROW NUMBER("1", "") NUMBER("2", "") NUMBER("3", "table:style-name="
	    "'child'") NUMBER("4", "table:style-name='money'")
	    NUMBER("5.5", "table:style-name='zeros'")
	    NUMBER("6", "table:style-name='circle'") "</table:table-row>"
	    "<table:table-row table:default-cell-style-name='zeros'>"
	    NUMBER("7", "") NUMBER("8", "") "</table:table-row>" TAIL),
	    "# 表\n1 n:001|n:2|n:003|n:4|n:5.5|n:6|\n2 n:007|n:008|\n");
}

static void
test_broken(void **state)
{
	(void)state;
	assert_string_equal(parse(HEAD BODY TABLE ROW TEXT("a")),
	    says(SHEET_BROKEN));
	assert_string_equal(parse(HEAD BODY TABLE ROW "</b>"),
	    says(SHEET_BROKEN));
	assert_string_equal(parse("<!DOCTYPE a [<!ENTITY b 'c'>]>" HEAD BODY
	    TABLE ROW TEXT("&b;") "</table:table-row>" TAIL),
	    says(SHEET_BROKEN));
	assert_string_equal(parse(HEAD "</office:document>"),
	    says(SHEET_EMPTY));
	assert_string_equal(parse(""), says(SHEET_BROKEN));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_same_as_csv),
		cmocka_unit_test(test_password),
		cmocka_unit_test(test_peek),
		cmocka_unit_test(test_repeated),
		cmocka_unit_test(test_repeated_too_often),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_zeros),
		cmocka_unit_test(test_broken),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
