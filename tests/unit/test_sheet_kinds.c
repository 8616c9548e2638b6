/* sheet/: what some bytes are; Excel 2003 XML; what lies in a .zip. */
#include "sheet_dump.h"

#include <iconv.h>
#include <sys/stat.h>

#include "made_zip.h"
#include "sheet/kind.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static char *
read_bytes(const char *data, size_t len)
{
	enum sheet_status status;
	struct sheets file;

	sheets_parse(&arena, data, len, &file, &status);
	if (status != SHEET_OK) {
		assert_int_equal(file.nsheets, 0);
		return arena_printf(&arena, "status %d", (int)status);
	}
	return arena_printf(&arena, "%d:%s", (int)file.kind,
	    sheet_dump(&arena, &file));
}

static char *
read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

/* In another encoding, a mark in front where it has one. */
static char *
encoded(const char *text, const char *encoding, size_t *len)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	char *in = arena_strdup(&arena, text), *out, *start;
	size_t left = strlen(text), room = 4 * left + 16;

	start = out = arena_alloc(&arena, room);
	assert_int_equal(iconv(cd, &in, &left, &out, &room), 0);
	(void)iconv_close(cd);
	*len = (size_t)(out - start);
	return start;
}

static void
test_kinds(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		enum kind kind;
	} rows[] = {
#define ROW(bytes, kind) { bytes, sizeof(bytes) - 1, kind }
		ROW("", KIND_TEXT), ROW("a,b\n", KIND_TEXT), ROW("<", KIND_TEXT),
		ROW("<表>,b\n", KIND_TEXT), ROW("<p>a,b\n", KIND_TEXT),
		ROW("<html>", KIND_HTML), ROW("\n <!-- x --> <TABLE >", KIND_HTML),
		ROW("\xef\xbb\xbf<!DOCTYPE HTML PUBLIC", KIND_HTML),
		ROW("<style>x</style><table>", KIND_HTML),
		ROW("<?xml version='1.0'?><html>", KIND_HTML),
		ROW("\xff\xfe<\0h\0t\0m\0l\0>\0", KIND_HTML),
		ROW("\xfe\xff\0<\0h\0t\0m\0l\0>", KIND_HTML),
		ROW("<?xml version='1.0'?><?mso-application progid="
		    "'Excel.Sheet'?><Workbook xmlns='urn:schemas-microsoft-com:"
		    "office:spreadsheet'>", KIND_EXCEL_XML),
		ROW("<?xml version='1.0'?><office:document>", KIND_FODS),
		ROW("<?xml version='1.0'?><x/>", KIND_DOCUMENT),
		ROW("PK\3\4", KIND_ZIP), ROW("PK\5\6", KIND_ZIP),
		ROW("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", KIND_XLS),
		ROW("Rar!\x1a\7\0", KIND_ARCHIVE), ROW("\x1f\x8b\x08", KIND_ARCHIVE),
		ROW("7z\xbc\xaf\x27\x1c", KIND_ARCHIVE),
		ROW("BZh91AY&SY", KIND_ARCHIVE), ROW("BZh9,a", KIND_TEXT),
		ROW("%PDF-1.7", KIND_DOCUMENT), ROW("{\\rtf1", KIND_DOCUMENT),
		ROW("\x89PNG\r\n\x1a\n", KIND_DOCUMENT),
		ROW("\xff\xd8\xff\xe0", KIND_DOCUMENT),
		ROW("BM\x36\x10\x0e\0\0\0\0\0", KIND_DOCUMENT),
		ROW("BM,编号,x\n", KIND_TEXT), ROW("PK,编号\n", KIND_TEXT),
		ROW("\0\0\0\x18" "ftypmp42", KIND_DOCUMENT),
		ROW("abcdftypx,", KIND_TEXT),
#undef ROW
	};
	char tar[512] = "成员.csv";

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (kind_of(rows[i].bytes, rows[i].len) != rows[i].kind)
			fail_msg("%zu: %s", i, rows[i].bytes);
	memcpy(tar + 257, "ustar", 5);
	assert_int_equal(kind_of(tar, sizeof(tar)), KIND_ARCHIVE);
}

static char *
status_text(enum sheet_status status)
{
	return arena_printf(&arena, "status %d", (int)status);
}

/* What is told of a .zip by what is in it. */
static void
test_zips(void **state)
{
	static const struct {
		const char *parts[5];
		enum sheet_status status;
	} rows[] = {
		{ { "成员.csv", "a,b\n" }, SHEET_ARCHIVE },
		{ { "[Content_Types].xml", "<Types/>", "word/document.xml",
		    "<document/>" }, SHEET_DOCUMENT },
		{ { "[Content_Types].xml", "<Types/>", "xl/workbook.bin",
		    "x" }, SHEET_DOCUMENT },		/* .xlsb */
		{ { "mimetype", "application/vnd.oasis.opendocument.text",
		    "content.xml", "<x/>" }, SHEET_DOCUMENT },
		{ { "mimetype", "application/vnd.oasis.opendocument.spreadsheet",
		    "content.xml", "<x" }, SHEET_BROKEN },
		{ { "OFD.xml", "<x/>" }, SHEET_DOCUMENT },
		{ { "xl/workbook.xml", "<document/>" }, SHEET_DOCUMENT },
		{ { "xl/workbook.xml", "<workbook/>" }, SHEET_BROKEN },
		{ { "xl/workbook.xml", "no" }, SHEET_BROKEN },
	};
	size_t len;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *data = made_zip(&arena, &len, rows[i].parts);

		assert_string_equal(read_bytes(data, len),
		    status_text(rows[i].status));
	}
	assert_string_equal(read_text("PK\3\4 no more"),
	    status_text(SHEET_BROKEN));
}

/* ---- Excel 2003 XML ---------------------------------------------------------------- */

#define HEAD "<?xml version=\"1.0\"%s?>\n<?mso-application progid=" \
	"\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:" \
	"office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:" \
	"spreadsheet\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">" \
	"<Styles><Style ss:ID=\"d\"><NumberFormat ss:Format=\"Short Date\"/>" \
	"</Style><Style ss:ID=\"p\"><NumberFormat ss:Format=\"Percent\"/>" \
	"</Style><Style ss:ID=\"z\"><NumberFormat ss:Format=\"000\"/></Style>" \
	"</Styles>"
#define SHEET_OF(rows, options) "<Worksheet ss:Name=\"成员\"><Table>" rows \
	"</Table><x:WorksheetOptions>" options \
	"</x:WorksheetOptions></Worksheet></Workbook>"

/* Written by hand after what Excel 2003 saves. */
static const char page[] = SHEET_OF("<Column ss:Index=\"3\" ss:Hidden=\"1\"/>"
    "<Row><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"String\">甲&#10;乙"
    "</Data></Cell><Cell><Data ss:Type=\"String\">丙</Data></Cell></Row>"
    "<Row ss:Index=\"4\" ss:StyleID=\"p\"><Cell><Data ss:Type=\"Number\">0.85"
    "</Data></Cell><Cell ss:Index=\"4\" ss:StyleID=\"z\" ss:MergeDown=\"1\">"
    "<Data ss:Type=\"Number\">7</Data><Comment><ss:Data><B>not</B></ss:Data>"
    "</Comment></Cell><Cell ss:StyleID=\"d\"><Data ss:Type=\"DateTime\">"
    "2024-02-01T00:00:00.000</Data></Cell></Row>"
    "<Row><Cell><ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/"
    "REC-html40\"><B>粗</B>细</ss:Data></Cell>"
    "<Cell ss:Formula=\"=A1\"/><Cell><Data ss:Type=\"Boolean\">1</Data></Cell>"
    "<Cell ss:Index=\"5\"><Data ss:Type=\"Error\">#N/A</Data></Cell><Cell>"
    "<Data ss:Type=\"DateTime\">1899-12-31T15:30:00.000</Data></Cell><Cell>"
    "<Data ss:Type=\"DateTime\">2024-02-01T15:30:00.000</Data></Cell><Cell>"
    "<Data ss:Type=\"Number\">87.330000000000013</Data></Cell></Row>",
    "<x:Visible>SheetHidden</x:Visible>");
static const char want[] = "4:# 成员 (hidden)\n1 甲\n乙||丙|\n"
    "4 %:0.85|||n:007|d:2024-02-01|\n"
    "5 粗细|v:|b:TRUE||e:#N/A|d:15:30:00|d:2024-02-01 15:30:00|n:87.33|\n"
    "merged 1-1 1-2\nmerged 4-5 4-4\n!6 1:3\n";

static void
test_excel_xml(void **state)
{
	char *utf8 = arena_printf(&arena, HEAD "%s", "", page);
	char *gbk = arena_printf(&arena, HEAD "%s", " encoding=\"GB2312\"",
	    page), *bytes;
	enum sheet_status status;
	struct sheets file;
	size_t len;

	(void)state;
	assert_string_equal(read_text(utf8), want);
	assert_string_equal(read_text(arena_printf(&arena, "\n\n%s", utf8)),
	    want);
	bytes = encoded(gbk, "GBK", &len);
	assert_string_equal(read_bytes(bytes, len), want);
	bytes = encoded(gbk, "UTF-16", &len);
	assert_string_equal(read_bytes(bytes, len), want);
	sheets_peek(&arena, utf8, strlen(utf8), &file, &status);
	assert_int_equal(status, SHEET_OK);
	assert_int_equal(file.kind, SHEETS_XML);
	assert_string_equal(sheet_dump(&arena, &file), "# 成员 (hidden)\n");
	for (size_t n = strlen(utf8) - 1; n > 200; n -= 3)
		assert_string_equal(read_bytes(utf8, n),
		    status_text(SHEET_BROKEN));
}

static void
test_excel_xml_odd(void **state)
{
	static const char *const rows[][2] = {
		{ "<Cell ss:Index=\"1\"/>", "status 1" },	/* no row */
		{ "<Row ss:Index=\"5\"/><Row ss:Index=\"2\"><Cell><Data>x"
		    "</Data></Cell></Row>", "4:# 成员\n2 x|\n" },
		{ "<Row ss:Index=\"5\"><Cell><Data>x</Data></Cell></Row><Row "
		    "ss:Index=\"2\"><Cell><Data>y</Data></Cell></Row>",
		    "status 6" },
		{ "<Row ss:Index=\"99999999999999999999\"/>", "status 6" },
		{ "<Row><Cell ss:Index=\"0\"/></Row>", "status 6" },
		{ "<Row ss:Span=\"3\"/><Row><Cell ss:Index=\"20000\"><Data>x"
		    "</Data></Cell><Cell ss:Index=\"1\"><Data>y</Data></Cell>"
		    "</Row>", "4:# 成员\n5 y|\n!2 5:16385\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_string_equal(read_text(arena_printf(&arena, HEAD
		    SHEET_OF("%s", ""), "", rows[i][0])), rows[i][1]);
	assert_string_equal(read_text("<?xml version=\"1.0\"?><!DOCTYPE W ["
	    "<!ENTITY a \"x\">]><Workbook xmlns=\"urn:schemas-microsoft-com:"
	    "office:spreadsheet\"/>"), "status 6");
}

/* ---- archives ---------------------------------------------------------------------- */

/* One entry behind another, as the archive tells them. */
static char *
entries(struct archive *z)
{
	struct buf b = { 0 };
	size_t n;
	const struct archive_entry *e = archive_entries(z, &n);
	char *out;

	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s %zu%s%s%s\n", e[i].name != NULL ? e[i].name :
		    "-", e[i].size, e[i].folder ? " folder" : "",
		    e[i].link ? " link" : "",
		    e[i].encrypted ? " encrypted" : "");
	out = arena_strdup(&arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
test_entries(void **state)
{
	enum sheet_status status;
	struct made_zip m;
	struct archive *z;
	size_t len, i, got;
	char *data, *text, *gbk;

	(void)state;
	gbk = encoded("附件\\成员.csv", "GBK", &len);
	made_zip_begin(&m);
	(void)made_zip_add(&m, gbk, "a", 1);
	(void)made_zip_add(&m, "评审/", "", 0);
	i = made_zip_add(&m, "link", "/etc/passwd", 11);
	assert_int_equal(zip_file_set_external_attributes(m.zip, i, 0,
	    ZIP_OPSYS_UNIX, (zip_uint32_t)(S_IFLNK | 0777) << 16), 0);
	i = made_zip_add(&m, "secret.csv", "abc", 3);
	assert_int_equal(zip_file_set_encryption(m.zip, i, ZIP_EM_AES_256,
	    "pw"), 0);
	(void)made_zip_add(&m, "\x81", "x", 1);		/* half of GBK */
	data = made_zip_end(&m, &arena, &len);
	z = archive_open_bytes(data, len, &status);
	assert_non_null(z);
	assert_string_equal(entries(z), "附件/成员.csv 1\n评审/ 0 folder\n"
	    "link 11 link\nsecret.csv 3 encrypted\n- 1\n");
	assert_int_equal(archive_read(z, 0, &arena, 1, &text, &got, &status), 0);
	assert_string_equal(text, "a");
	assert_int_equal(archive_read(z, 0, &arena, 0, &text, &got, &status), -1);
	assert_int_equal(status, SHEET_TOO_LARGE);
	assert_int_equal(archive_read(z, 3, &arena, 9, &text, &got, &status), -1);
	assert_int_equal(status, SHEET_ENCRYPTED);
	archive_close(z);
	archive_close(NULL);
}

/* A CRC that is another, a directory that is cut, too many entries. */
static void
test_lies(void **state)
{
	const char *const parts[] = { "a.csv", "abcabcabcabcabcabcabcabc", NULL };
	enum sheet_status status;
	struct archive *z;
	size_t len, got;
	char *data = made_zip(&arena, &len, parts), *entry, *text;

	(void)state;
	entry = memmem(data, len, "PK\1\2", 4);
	assert_non_null(entry);
	for (size_t at = 16; at < 20; at++) {	/* its CRC */
		entry[at] = (char)(entry[at] ^ 4);
		z = archive_open_bytes(data, len, &status);
		if (z != NULL)
			assert_int_equal(archive_read(z, 0, &arena, 1000, &text,
			    &got, &status), -1);
		assert_int_equal(status, SHEET_BROKEN);
		archive_close(z);
		entry[at] = (char)(entry[at] ^ 4);
	}
	z = archive_open_bytes(data, len, &status);
	assert_int_equal(archive_read(z, 0, &arena, 1000, &text, &got,
	    &status), 0);
	assert_string_equal(text, parts[1]);
	archive_close(z);
	for (size_t n = 1; n < len; n++)
		assert_null(archive_open_bytes(data, n, &status));
	memcpy(data + len - 12, "\x11\x27", 2);		/* 10,001 */
	assert_null(archive_open_bytes(data, len, &status));
	assert_int_equal(status, SHEET_TOO_LARGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_zips),
		cmocka_unit_test(test_excel_xml),
		cmocka_unit_test(test_excel_xml_odd),
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_lies),
	};

	return cmocka_run_group_tests_name("sheet_kinds", tests, NULL,
	    teardown);
}
