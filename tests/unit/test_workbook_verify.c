/* A finished workbook is compared with what was asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <zip.h>

#include "xlsx/private.h"
#include "xlsx/xlsx.h"

#include "made_store.h"

static const char *const templates[] = { "templates", NULL };
static const struct workbook_options options = { .scheme = SCHEME,
	.templates = templates };

/* A workbook of three studios, with links to their reports. */
static void
make_workbook(void)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct store store;

	make_store("3", &store);
	if (store_exec(&store, "INSERT INTO 文书(文书, 工作室, 文件)"
	    " SELECT '报告', 编号, '报告/' || 编号 || ' 甲#1%20.pdf'"
	    " FROM 工作室", &err) == -1)
		fail_msg("%s", err.text);
	assert_int_equal(remove(in_folder(&a, "s.sqlite")), 0);
	assert_int_equal(store_save(&store, in_folder(&a, "s.sqlite"), &err),
	    0);
	store_close(&store);
	if (workbook_write(in_folder(&a, "s.sqlite"), in_folder(&a, "t.xlsx"),
	    &options, &err) == -1)
		fail_msg("%s", err.text);
	arena_free(&a);
}

/* What a part holds; to be freed. */
static char *
part(zip_t *z, const char *name)
{
	zip_stat_t st;
	zip_file_t *f;
	char *text;

	assert_int_equal(zip_stat(z, name, 0, &st), 0);
	f = zip_fopen(z, name, 0);
	assert_non_null(f);
	text = mem_zero(1, (size_t)st.size + 1);
	assert_int_equal(zip_fread(f, text, st.size), st.size);
	assert_int_equal(zip_fclose(f), 0);
	return text;
}

/* Copy the workbook with the first from in a part made to; NULL: without
 * the part. */
static void
edit(const char *name, const char *from, const char *to)
{
	struct arena a = { 0 };
	size_t len;
	char *whole = contents(&a, "t.xlsx", &len), *text, *at;
	FILE *f = fopen(in_folder(&a, "e.xlsx"), "w");
	zip_int64_t i;
	zip_t *z;

	assert_non_null(f);
	assert_int_equal(fwrite(whole, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
	z = zip_open(in_folder(&a, "e.xlsx"), 0, NULL);
	assert_non_null(z);
	i = zip_name_locate(z, name, 0);
	assert_true(i >= 0);
	text = part(z, name);
	if (to == NULL) {
		assert_int_equal(zip_delete(z, (zip_uint64_t)i), 0);
	} else {
		at = strstr(text, from);
		if (at == NULL)
			fail_msg("no %s in %s", from, name);
		at = arena_printf(&a, "%.*s%s%s", (int)(at - text), text, to,
		    at + strlen(from));
		assert_int_equal(zip_file_replace(z, (zip_uint64_t)i,
		    zip_source_buffer(z, at, strlen(at), 0), 0), 0);
	}
	if (zip_close(z) != 0)
		fail_msg("%s", zip_strerror(z));
	free(text);
	arena_free(&a);
}

/* The words that verifying e.xlsx ends with, in the arena; "": it is whole. */
static const char *
verified(struct arena *a, const struct book_record *asked)
{
	struct err err = { 0 };
	size_t len;
	char *zip = contents(a, "e.xlsx", &len);

	return package_verify((unsigned char *)zip, len, asked, &err) == 0 ?
	    "" : arena_strdup(a, err.text);
}

#define SHEET	"xl/worksheets/sheet1.xml"
#define STYLES	"xl/styles.xml"
#define BOOK	"xl/workbook.xml"
#define CHART	"xl/charts/chart1.xml"

static const struct {
	const char *part, *from, *to, *said;
} damages[] = {
	/* nothing is, and nothing is said */
	{ STYLES, "cellXfs", "cellXfs", NULL },
	{ SHEET, "<row", "<row", NULL },
	/* looks */
	{ STYLES, "rgb=\"FFF2F2F2\"", "rgb=\"FFFFFFFF\"", "单元格" },
	{ STYLES, "<fgColor rgb=\"FFDCE6F1\"/>", "", "单元格" },
	{ STYLES, "<color rgb=\"FF0563C1\"/>", "", "单元格" },
	{ STYLES, "<u/>", "", "单元格" },
	{ STYLES, "val=\"黑体\"", "val=\"宋体\"", "单元格" },
	{ STYLES, "<sz val=\"16\"/>", "<sz val=\"15\"/>", "单元格" },
	{ STYLES, "<left style=\"thin\">", "<left>", "单元格" },
	{ STYLES, " wrapText=\"1\"", "", "单元格" },
	{ STYLES, "formatCode=\"0.00\"", "formatCode=\"0.0\"", "单元格" },
	{ STYLES, "fontId=\"2\"", "fontId=\"99\"", "没有写完整" },
	/* cells */
	{ SHEET, "<c r=\"A4\" s=\"", "<c r=\"A4\" s=\"1", "" },
	{ SHEET, "<t>", "<t>字", "单元格" },
	{ SHEET, "<f>", "<f>1+", "单元格" },
	{ SHEET, "<c r=\"B4\"", "<c r=\"Z4\"", "单元格" },
	{ SHEET, "t=\"inlineStr\"><is><t>名次</t></is>", ">", "单元格" },
	/* around them */
	{ SHEET, "<mergeCell ref=\"A1:", "<mergeCell ref=\"B1:", "合并" },
	{ SHEET, "<hyperlink ref=\"C4\" r:id=\"rId1\"/>", "", "链接" },
	{ SHEET, "<hyperlink ref=\"C4\"", "<hyperlink ref=\"C9\"", "链接" },
	{ SHEET, "r:id=\"rId1\"", "r:id=\"rId2\"", "链接" },
	{ SHEET, "r:id=\"rId1\"", "r:id=\"rId99\"", "没有写完整" },
	{ "xl/worksheets/_rels/sheet1.xml.rels", "Target=\"报告",
	    "Target=\"报", "链接" },
	{ SHEET, "<col min=\"1\" max=\"1\"", "<col min=\"2\" max=\"1\"",
	    "列宽" },
	{ SHEET, "hidden=\"1\"", "", "列宽" },
	{ SHEET, " ht=\"30\"", " ht=\"31\"", "行高" },
	{ SHEET, "<pane xSplit=\"3\"", "<pane xSplit=\"2\"", "冻结" },
	{ SHEET, "<autoFilter ref=\"A3", "<autoFilter ref=\"A2", "筛选" },
	{ SHEET, "orientation=\"landscape\"", "", "页面" },
	{ SHEET, "<oddFooter>&amp;L", "<oddFooter>", "页脚" },
	{ BOOK, "name=\"_xlnm.Print_Titles\"", "name=\"x\"", "打印标题" },
	{ BOOK, "<sheet name=\"汇总与排名\"", "<sheet name=\"汇总\"", "名称" },
	{ BOOK, "<sheet name=\"规范化\" sheetId=\"13\" r:id=\"rId13\"/>", "",
	    "没有写完整" },
	{ "xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml",
	    "worksheets/sheet99.xml", "没有写完整" },
	/* charts */
	{ "xl/worksheets/sheet10.xml", "<drawing r:id=\"rId1\"/>", "", "图" },
	{ CHART, "$C$4:", "$C$5:", "图的数据" },
	{ CHART, "<a:t>总分", "<a:t>总", "图的文字" },
	{ "xl/drawings/drawing1.xml", "<c:chart ", "<c:x ", "图" },
	/* the package */
	{ "[Content_Types].xml", "/xl/worksheets/sheet3.xml",
	    "/xl/worksheets/sheet.xml", "没有写完整" },
	{ CHART, "", NULL, "没有写完整" },
	{ STYLES, "", NULL, "没有写完整" },
	{ SHEET, "", NULL, "没有写完整" },
};

static void
what_is_lost_is_noticed(void **state)
{
	struct book_record asked = { 0 };
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t len;
	char *zip;

	(void)state;
	make_workbook();
	zip = contents(&a, "t.xlsx", &len);
	assert_int_equal(package_read((unsigned char *)zip, len, &asked,
	    &err), 0);
	for (size_t i = 0; i < sizeof(damages) / sizeof(*damages); i++) {
		const char *said;

		edit(damages[i].part, damages[i].from, damages[i].to);
		said = verified(&a, &asked);
		if (damages[i].said == NULL)
			assert_string_equal(said, "");
		else if (*said == '\0' ||
		    strstr(said, damages[i].said) == NULL)
			fail_msg("%s: %s: “%s”", damages[i].part,
			    damages[i].from, said);
	}
	record_free(&asked);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_lost_is_noticed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
