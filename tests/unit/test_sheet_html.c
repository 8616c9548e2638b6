/* sheet/: tables in pages. */
#include "sheet_dump.h"

#include "sheet/html.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static char *
parse(const char *page)
{
	enum sheet_status status;
	struct sheets file = { 0 };

	html_parse(&arena, page, strlen(page), &file, &status);
	if (status != SHEET_OK)
		return arena_printf(&arena, "status %d", (int)status);
	assert_int_equal(file.kind, SHEETS_HTML);
	return sheet_dump(&arena, &file);
}

static void
test_cells_of_a_table(void **state)
{
	(void)state;
	assert_string_equal(parse("<html><body><p>名册<table border=1>"
	    "<thead><tr><th>姓名</th><th>年龄</th></tr></thead>"
	    "<tr><td>  张\n\t 三 </td><td>30</td></tr>"
	    "<tr><td></td><td></td></tr>"
	    "<TR><TD>李四&nbsp;<TD>&#65;&lt;b&gt;&amp;&#x20BB7;"
	    "</table>页脚</body></html>"),
	    "# -\n1 姓名|年龄|\n2 张 三|30|\n4 李四|A<b>&𠮷|\n");
}

/* Lines of a cell, however the page makes them. */
static void
test_lines_of_a_cell(void **state)
{
	(void)state;
	assert_string_equal(parse("<table><tr><td>a<br>b<br/>c</td>"
	    "<td><p>甲</p>\n<p>乙</p></td><td><div>丙</div></td>"
	    "<td><br></td><td><ul><li>x<li>y</ul></td></tr></table>"),
	    "# -\n1 a\nb\nc|甲\n乙|丙||x\ny|\n");
}

static void
test_spans(void **state)
{
	(void)state;
	assert_string_equal(parse("<table>"
	    "<tr><td rowspan=2>甲<td colspan=2>乙<td>丙"
	    "<tr><td>丁<td>戊<td>己"
	    "<tr><td colspan=x rowspan=-3>庚<td>辛</table>"),
	    "# -\n1 甲|乙||丙|\n2 |丁|戊|己|\n3 庚|辛|\n"
	    "merged 1-2 1-1\nmerged 1-1 2-3\n");
}

/* The table with the data lies in one that sets out the page. */
static void
test_layout_around_the_table(void **state)
{
	(void)state;
	assert_string_equal(parse("<table><tr><td>菜单</td><td>"
	    "<table><tr><td>姓名<td>年龄<tr><td>张三<td>"
	    "<table><tr><td>3<td>0</table></table>"
	    "</td></tr></table>"),
	    "# -\n1 姓名|年龄|\n2 张三|3 0|\n");
}

static void
test_names_of_tables(void **state)
{
	(void)state;
	assert_string_equal(parse("<table><tr><td>a</table><table></table>"
	    "<table><caption> 成 员 </caption><tr><td>b</table>"),
	    "# 1\n1 a|\n# 成 员\n1 b|\n");
	assert_string_equal(parse("<!--[if gte mso 9]><xml><x:ExcelWorkbook>"
	    "<x:ExcelWorksheet><x:Name>成员</x:Name></x:ExcelWorksheet>"
	    "<x:ExcelWorksheet><x:Name>自评</x:Name></x:ExcelWorksheet>"
	    "</x:ExcelWorkbook></xml><![endif]-->"
	    "<table><tr><td>a</table><table><tr><td>b</table>"),
	    "# 成员\n1 a|\n# 自评\n1 b|\n");
}

/* What is hidden is read and told; what is no text is not. */
static void
test_hidden_and_no_text(void **state)
{
	(void)state;
	assert_string_equal(parse("<table><tr><td>a<script>x()</script>"
	    "<style>y</style><!-- z --><ruby>字<rt>zi</rt></ruby></td></tr>"
	    "<tr style='color:red; DISPLAY : none'><td>b</table>"),
	    arena_printf(&arena, "# -\n1 a字|\n2 b|\n!%d 2:1\n",
	    SHEET_ROW_HIDDEN));
}

/* Tags that are not closed: cells do not fall into each other. */
static void
test_unclosed_tags(void **state)
{
	(void)state;
	assert_string_equal(parse("<table><tr><td><font><b>a<td><span>b"
	    "<tr><td><font>c<td>d"), "# -\n1 a|b|\n2 c|d|\n");
}

static void
test_encodings(void **state)
{
	(void)state;
	/* 姓名 in GBK, whatever the page says */
	assert_string_equal(parse("<meta charset=utf-8><table><tr><td>"
	    "\xd0\xd5\xc3\xfb</table>"), "# -\n1 姓名|\n");
	assert_string_equal(parse("<meta http-equiv=Content-Type "
	    "content='text/html; charset=gb2312'><table><tr><td>姓名"
	    "</table>"), "# -\n1 姓名|\n");
	assert_string_equal(parse("\xef\xbb\xbf<table><tr><td>姓名</table>"),
	    "# -\n1 姓名|\n");
}

static void
test_no_table(void **state)
{
	(void)state;
	assert_string_equal(parse("<html><p>您没有权限</html>"),
	    arena_printf(&arena, "status %d", (int)SHEET_NO_TABLE));
	assert_string_equal(parse("<table><tr><td>&nbsp;<br></table>"),
	    arena_printf(&arena, "status %d", (int)SHEET_EMPTY));
}

static char *
repeat(const char *head, const char *s, size_t n)
{
	struct buf b = { 0 };
	char *out;

	buf_adds(&b, head);
	for (; n > 0; n--)
		buf_adds(&b, s);
	out = arena_strndup(&arena, b.data, b.len);
	buf_free(&b);
	return out;
}

/* Pages made to break the reader cost no more than they weigh. */
static void
test_hostile(void **state)
{
	char *broken = arena_printf(&arena, "status %d", (int)SHEET_BROKEN);

	(void)state;
	assert_string_equal(parse(repeat("", "<table><tr><td>", 100)), broken);
	assert_string_equal(parse(repeat("", "<b>", 200000)), broken);
	assert_string_equal(parse(repeat(repeat("", "<b>", 90000), "</i>",
	    100000)), broken);
	assert_string_equal(parse(repeat("<table>", "<tr><td>x",
	    SHEET_MAX_ROWS + 1)), arena_printf(&arena, "status %d",
	    (int)SHEET_TOO_MANY_ROWS));
	assert_string_equal(parse("<table><tr><td rowspan=99999999999 "
	    "colspan=99999999999>a<td>b</table>"),
	    arena_printf(&arena, "# -\n1 a|%sb|\nmerged 1-65534 1-1000\n",
	    repeat("", "|", 999)));
}

/* LibreOffice leaves out what is hidden. */
static void
test_page_of_libreoffice(void **state)
{
	enum sheet_status status;
	struct sheets file = { 0 };
	size_t len;
	char *data = sheet_dump_file(&arena, "members.html", &len);

	(void)state;
	html_parse(&arena, data, len, &file, &status);
	assert_int_equal(status, SHEET_OK);
	assert_int_equal(file.nsheets, 1);
	sheet_dump_same_as_csv(&arena, &file.sheets[0]);
	data = sheet_dump_file(&arena, "kinds.html", &len);
	assert_string_equal(parse(data), "# -\n"
	    "1 序号|姓名|出生|比例|得分|编号|公式|错误|其他|另外|\n"
	    "2 1|张三1|1980-01-02|85%|87.33|001|2|#N/A|"
	    "2024-02-01 15:30:00|文1|\n"
	    "3 3|张三3|1980-03-02|85%|261.99|003|6|#N/A|第一行\n第二行|1|\n"
	    "4 4|张三4|1980-04-02|85%|349.32|004|8|#N/A|𠮷é <b>&|"
	    "1.23456789012346E+017|\n"
	    "6 合并||两 格|\nmerged 6-7 1-2\n");
}

/* Raw, and as numbers, which the parser leaves out: told, once a cell. */
static void
test_no_characters(void **state)
{
	(void)state;
	assert_string_equal(parse("<table><tr><td>a<td>a&#xD800;b<td>&#65534;"
	    "<tr><td>\xef\xbf\xbf" "b\xff<td>&#xFDD0;<td>&#x110000;x&#0;"
	    "<tr><td>abcdefghijkl&#1;<td>\xef\xbf\xbd</table>"),
	    "# -\n1 a|a�b|�|\n2 �b�|�|�x�|\n3 abcdefghijkl|�|\n"
	    "!4 1:2\n!4 1:3\n!4 2:1\n!4 2:2\n!4 2:3\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_characters),
		cmocka_unit_test(test_cells_of_a_table),
		cmocka_unit_test(test_lines_of_a_cell),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_layout_around_the_table),
		cmocka_unit_test(test_names_of_tables),
		cmocka_unit_test(test_hidden_and_no_text),
		cmocka_unit_test(test_unclosed_tags),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_no_table),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_page_of_libreoffice),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
