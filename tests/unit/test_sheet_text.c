/* sheet/: texts as people really send them: bytes, quotes, cells. */
#include "check.h"

#include <iconv.h>

#include "sheet/mend.h"
#include "sheet/sheet.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/*
 * The grid as one text: cells end in |, records in \n, with line:row before;
 * then ~row:column written > rule, and !kind line:row:column.
 */
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
		for (size_t k = 0; k < r->nmends; k++)
			buf_addf(&b, "~%zu %s > %s\n", r->mends[k].column + 1,
			    r->mends[k].written, r->mends[k].rule);
	}
	for (size_t i = 0; i < s->noddities; i++)
		buf_addf(&b, "!%d %zu:%zu:%zu\n", s->oddities[i].kind,
		    s->oddities[i].line, s->oddities[i].row,
		    s->oddities[i].column);
	out = arena_strdup(&arena, buf_str(&b));
	buf_free(&b);
	return out;
}

/* As a scheme's file is read. */
static void
check_bytes(const char *bytes, size_t len, const char *encoding,
    const char *want)
{
	enum sheet_status status;
	struct sheet s;

	sheet_parse(&arena, bytes, len, &s, &status);
	assert_string_equal(dump(&s), want);
	assert_string_equal(s.encoding, encoding);
	assert_int_equal(status, SHEET_OK);
}

static void
check_grid(const char *text, const char *want)
{
	check_bytes(text, strlen(text), "UTF-8", want);
}

/* As a submission is read. */
static void
check_mended(const char *text, const char *want)
{
	enum sheet_status status;
	struct sheets file;

	sheets_parse(&arena, text, strlen(text), &file, &status);
	assert_int_equal(status, SHEET_OK);
	assert_int_equal(file.nsheets, 1);
	assert_string_equal(dump(file.sheets), want);
}

/* The text in another encoding, by iconv; its bytes then taken for Latin. */
static char *
recode(const char *from, const char *to, const char *text)
{
	iconv_t cd = iconv_open(to, from);
	char *in = arena_strdup(&arena, text), *o;
	size_t left = strlen(text), room = 4 * left + 1;
	char *out = arena_alloc(&arena, room);

	assert_true(cd != (iconv_t)-1);
	o = out;
	assert_int_equal(iconv(cd, &in, &left, &o, &room), 0);
	(void)iconv_close(cd);
	return out;
}

/* ---- bytes -------------------------------------------------------------------- */

static void
test_lines_of_two_encodings(void **state)
{
	struct buf b = { 0 };

	(void)state;
	/* cat of two files, the second by iconv -t GBK */
	buf_adds(&b, "姓名,性别\n张三,女\n");
	buf_adds(&b, recode("UTF-8", "GBK", "李四,女\n王五,男\n"));
	check_bytes(b.data, b.len, "UTF-8 GB18030", "1:1 姓名|性别|\n"
	    "2:2 张三|女|\n3:3 李四|女|\n4:4 王五|男|\n");
	buf_reset(&b);
	buf_adds(&b, SHEET_BOM "姓名,性别\r\n");
	buf_adds(&b, recode("UTF-8", "GBK", "李四,女\r\n"));
	check_bytes(b.data, b.len, "UTF-8 GB18030",
	    "1:1 姓名|性别|\n2:2 李四|女|\n");
	buf_free(&b);
}

static void
test_broken_utf8(void **state)
{
	static const char text[] = "序号,姓名,备注\n1,张\xe4\xb8,\"甲\n\xff" "乙\"\n"
	    "2,李四,\xe6\n3,\xe6\x9d,x\n";

	(void)state;
	check_bytes(text, strlen(text), "UTF-8", "1:1 序号|姓名|备注|\n"
	    "2:2 1|张�|甲\n�乙|\n4:3 2|李四|�|\n5:4 3|�|x|\n"
	    "!4 2:2:2\n!4 2:2:3\n!4 4:3:3\n!4 5:4:2\n");
}

static void
test_broken_gbk(void **state)
{
	struct buf b = { 0 };

	(void)state;
	/* 女 alone is a letter of UTF-8 in GBK, 0x80 is the euro sign */
	buf_adds(&b, recode("UTF-8", "GBK", "姓名,性别,备注\n张三,女,"));
	buf_adds(&b, "\x80" "5\n");
	buf_adds(&b, recode("UTF-8", "GBK", "李四,男,无\n1,女,\n"));
	check_bytes(b.data, b.len, "GB18030", "1:1 姓名|性别|备注|\n"
	    "2:2 张三|女|€5|\n3:3 李四|男|无|\n4:4 1|女|\n");
	/* half a character, and a byte of none */
	buf_adds(&b, "3,\xc5,\xff\n");
	check_bytes(b.data, b.len, "GB18030", "1:1 姓名|性别|备注|\n"
	    "2:2 张三|女|€5|\n3:3 李四|男|无|\n4:4 1|女|\n5:5 3|�|�|\n"
	    "!4 5:5:2\n!4 5:5:3\n");
	buf_free(&b);
}

/* Codes that never are characters, in every encoding; halves of pairs. */
static void
test_no_characters(void **state)
{
	struct buf b = { 0 };

	(void)state;
	check_grid("a,甲\n\xef\xbf\xbe" "1,x\xf0\x9f\xbf\xbf" "y\n2,\n",
	    "1:1 a|甲|\n2:2 �1|x�y|\n3:3 2|\n!4 2:2:1\n!4 2:2:2\n");
	check_bytes(SHEET_BOM "a\n\xef\xb7\x90\n", 9, "UTF-8 BOM",
	    "1:1 a|\n2:2 �|\n!4 2:2:1\n");
	check_bytes("\xff\xfe" "a\0,\0\xfe\xff" "b\0", 10, "UTF-16LE",
	    "1:1 a|�b|\n!4 1:1:2\n");
	/* and half a pair before it */
	check_bytes("\xff\xfe" "\0\xdc" "a\0a\0a\0,\0\xff\xff" "b\0b\0b\0,\0"
	    "c\0\x34\xd8", 26, "UTF-16LE",
	    "1:1 �aaa|�bbb|c�|\n!4 1:1:1\n!4 1:1:2\n!4 1:1:3\n");
	buf_adds(&b, recode("UTF-8", "GB18030",
	    "姓名,备注\n张三,甲\xef\xb7\x90乙\n"));
	check_bytes(b.data, b.len, "GB18030",
	    "1:1 姓名|备注|\n2:2 张三|甲�乙|\n!4 2:2:2\n");
	buf_adds(&b, "\xff,1,23456789\n");
	check_bytes(b.data, b.len, "GB18030", "1:1 姓名|备注|\n"
	    "2:2 张三|甲�乙|\n3:3 �|1|23456789|\n!4 2:2:2\n!4 3:3:1\n");
	buf_free(&b);
	/* one mark for each surrogate; Chinese in pairs of bytes stays UTF-8 */
	check_grid("项目,内容\n\xed\xa0\xbd\xed\xb8\x80,甲乙\n",
	    "1:1 项目|内容|\n2:2 ��|甲乙|\n!4 2:2:1\n");
}

static void
test_ends(void **state)
{
	(void)state;
	check_bytes("a,b\n1,2\n\x1a", 9, "UTF-8", "1:1 a|b|\n2:2 1|2|\n");
	check_bytes("a,b\n1,2\n\0\0\0", 11, "UTF-8", "1:1 a|b|\n2:2 1|2|\n");
	check_bytes("\xd0\xd5,b\n1,2\x1a", 9, "GB18030",
	    "1:1 姓|b|\n2:2 1|2|\n");
	check_bytes("\xff\xfe" "a\0,\0b\0\x1a\0\0\0", 12, "UTF-16LE",
	    "1:1 a|b|\n");
	check_bytes("a\0,\0b\0\n\0", 8, "UTF-16LE", "1:1 a|b|\n");
	check_bytes("\0a\0,\0b\0\n\0\x1a", 10, "UTF-16BE", "1:1 a|b|\n");
	/* cut in a character; half a pair */
	check_bytes("\xff\xfe" "a\0,\0b\0c", 9, "UTF-16LE",
	    "1:1 a|b�|\n!4 1:1:2\n");
	check_bytes("\xfe\xff\0a\0,\xd8\x01\0b", 10, "UTF-16BE",
	    "1:1 a|�b|\n!4 1:1:2\n");
}

/* ---- quotes -------------------------------------------------------------------- */

static void
test_quote_that_is_text(void **state)
{
	(void)state;
	check_grid("a,b,c\n1,5\" tube,\n", "1:1 a|b|c|\n2:2 1|5\" tube|\n"
	    "~2 5\" tube > 引号作文字\n");
	check_grid("a,b,c\n1,\"say \"hi\" to\",3\n2,x,y\n",
	    "1:1 a|b|c|\n2:2 1|say \"hi\" to|3|\n"
	    "~2 \"say \"hi\" to\" > 引号作文字\n3:3 2|x|y|\n");
	/* in its own line it would swallow a cell */
	check_grid("a,b,c\n1,\"暖心晨会\"活动照片,\"x\"\n",
	    "1:1 a|b|c|\n2:2 1|\"暖心晨会\"活动照片|x|\n"
	    "~2 \"暖心晨会\"活动照片 > 引号作文字\n");
	check_grid("a,b,c\n1,\"暖心晨会\"活动照片,3\n\n",
	    "1:1 a|b|c|\n2:2 1|\"暖心晨会\"活动照片|3|\n"
	    "~2 \"暖心晨会\"活动照片 > 引号作文字\n");
}

static void
test_quote_that_swallows(void **state)
{
	(void)state;
	check_grid("评估点,得分,材料,备注\r\n"
	    "1.1.1,1,\"暖心晨会\"活动照片,\r\n"
	    "1.1.2,1,照片,\r\n1.1.3,1,\"照片，见附件\",好\r\n",
	    "1:1 评估点|得分|材料|备注|\n"
	    "2:2 1.1.1|1|\"暖心晨会\"活动照片|\n"
	    "~3 \"暖心晨会\"活动照片 > 引号作文字\n"
	    "3:3 1.1.2|1|照片|\n4:4 1.1.3|1|照片，见附件|好|\n!3 2:2:3\n");
	/* under a title, and never closed */
	check_grid("自评表\na;b;c\n1;\"x;\n2;y;\n3;z;\"\"\n",
	    "1:1 自评表|\n2:2 a|b|c|\n3:3 1|\"x|\n~2 \"x > 引号作文字\n"
	    "4:4 2|y|\n5:5 3|z|\n!3 3:3:2\n");
	/* half of the lines; a blank one is none */
	check_grid("a,b\n1,\"x\n2,y\n\nplain\n", "1:1 a|b|\n2:2 1|\"x|\n"
	    "~2 \"x > 引号作文字\n3:3 2|y|\n5:5 plain|\n!3 2:2:2\n");
	check_grid("a,b\n1,\"x\n2,y\nplain\nplain\n",
	    "1:1 a|b|\n2:2 1|x\n2,y\nplain\nplain\n|\n!1 2:2:2\n");
}

/* Honest cells, as LibreOffice Calc and Python's csv write them. */
static void
test_honest_quotes(void **state)
{
	(void)state;
	check_grid("a,b,c\n1,\"第一行，\n第二行,\n\"\"三\"\"\",x\n",
	    "1:1 a|b|c|\n2:2 1|第一行，\n第二行,\n\"三\"|x|\n");
	check_grid("a,b\n1,\"\"\"\"\n2,\"\"\n3,\"\"\"x\"\"\"\n4,\"x\"\"\"\n",
	    "1:1 a|b|\n2:2 1|\"|\n3:3 2|\n4:4 3|\"x\"|\n5:5 4|x\"|\n");
	/* lines like rows, but well quoted */
	check_grid("a,b\n1,\"x\n2,y\n3,z\"\n4,w\n",
	    "1:1 a|b|\n2:2 1|x\n2,y\n3,z|\n5:3 4|w|\n");
	/* prose with marks that are not doubled */
	check_grid("a,b,c\n1,\"说\"好\"的\n第二行\n第三行\",x\n2,y,z\n",
	    "1:1 a|b|c|\n2:2 1|说\"好\"的\n第二行\n第三行|x|\n"
	    "~2 \"说\"好\"的\n第二行\n第三行\" > 引号作文字\n5:3 2|y|z|\n");
}

static void
test_separators(void **state)
{
	(void)state;
	check_grid("姓名，学校\n张三，一中\n", "1:1 姓名|学校|\n2:2 张三|一中|\n");
	check_grid("a|b\n1|\"x|y\"\n", "1:1 a|b|\n2:2 1|x|y|\n");
	check_grid("a\tb\n一，二,三\t2\n四，五,六\t3\n",
	    "1:1 a|b|\n2:2 一，二,三|2|\n3:3 四，五,六|3|\n");
	/* text with them is no table of them */
	check_grid("项目,内容\n简介,一，二，三\n特色,四|五|六，七\n",
	    "1:1 项目|内容|\n2:2 简介|一，二，三|\n3:3 特色|四|五|六，七|\n");
	check_grid("内容\n好，很好\n一，二，三\n", "1:1 内容|\n2:2 好，很好|\n"
	    "3:3 一，二，三|\n");
	check_grid("编号：Z01\n名称：甲，乙\n简介：丙\n",
	    "1:1 编号：Z01|\n2:2 名称：甲，乙|\n3:3 简介：丙|\n");
	check_grid("sep=;\r\na,1;b\r\n", "2:1 a,1|b|\n");
	check_grid("\"sep=|\"\na,1|b\n", "2:1 a,1|b|\n");
	check_grid("SEP=，\na,1，b\n", "2:1 a,1|b|\n");
	check_grid("sep=x,y\n", "1:1 sep=x|y|\n");
}

/* What Excel makes of a CSV that was opened in one column and saved. */
static void
test_lines_in_quotes(void **state)
{
	(void)state;
	check_grid("\"a,b,c\"\n\"1,\"\"x,y\"\",3\"\n\n\"2,,\"\n",
	    "1:1 a|b|c|\n~1 \"a,b,c\" > 整行去引号\n"
	    "2:2 1|x,y|3|\n~1 \"1,\"\"x,y\"\",3\" > 整行去引号\n"
	    "4:4 2|\n~1 \"2,,\" > 整行去引号\n");
	check_grid("\"a\tb\"\n\"1\t2\"\n", "1:1 a|b|\n"
	    "~1 \"a\tb\" > 整行去引号\n2:2 1|2|\n~1 \"1\t2\" > 整行去引号\n");
	/* a title, and a note: no rows */
	check_grid("\"某区,某校\"\na,b\n\"注：x，y\"\n\"一,二,三\"\n",
	    "1:1 某区,某校|\n2:2 a|b|\n3:3 注：x，y|\n4:4 一,二,三|\n");
}

/* ---- cells ---------------------------------------------------------------------- */

static void
check_garbled(const char *as, const char *text, const char *want)
{
	char *garbled = recode("LATIN1", "UTF-8", recode("UTF-8", as, text));
	struct buf b = { 0 };
	char *expected;

	buf_addf(&b, "a,b\n1,%s\n", garbled);
	expected = want == NULL ?
	    arena_printf(&arena, "1:1 a|b|\n2:2 1|%s|\n", garbled) :
	    arena_printf(&arena, "1:1 a|b|\n2:2 1|%s|\n~2 %s > 乱码还原\n"
	    "!5 2:2:2\n", want, garbled);
	check_mended(b.data, expected);
	buf_free(&b);
}

static void
test_garbled(void **state)
{
	(void)state;
	check_garbled("UTF-8", "张", "张");
	check_garbled("UTF-8", "一等奖（2024）", "一等奖（2024）");
	check_garbled("GBK", "郑州一中", "郑州一中");
	check_garbled("GBK", "班主任 2024年", "班主任 2024年");
	check_garbled("GBK", "三等奖", NULL);	/* three are too few */
	/* by Windows' Latin: “ is a byte of it */
	check_mended("a,b\n1,æ\xc2\x9dŽå››\n2,æœ‰\n", "1:1 a|b|\n2:2 1|李四|\n"
	    "~2 æ\xc2\x9dŽå›› > 乱码还原\n3:3 2|有|\n"
	    "~2 æœ‰ > 乱码还原\n!5 2:2:2\n");
	check_mended("ï»¿å§“å\xc2\x90\xc2\x8d,b\n1,2\n", "1:1 姓名|b|\n"
	    "~1 ï»¿å§“å\xc2\x90\xc2\x8d > 乱码还原\n2:2 1|2|\n!5 1:1:1\n");
}

static void
test_honest_latin(void **state)
{
	static const char *const honest[] = {
		"Müller", "José", "Ãngela", "Müller; Böhm; Jäger; Schäfer; Ångström",
		"Zoë Brontë", "À la carte", "µ±½×÷", "“x”…", "Citroën—Škoda",
		"张José", "ÄÖÜ", NULL
	};

	(void)state;
	for (size_t i = 0; honest[i] != NULL; i++)
		check_mended(arena_printf(&arena, "a,b\n1,%s\n", honest[i]),
		    arena_printf(&arena, "1:1 a|b|\n2:2 1|%s|\n", honest[i]));
}

static void
check_cell(const char *cell, const char *want, const char *rule)
{
	char *quoted = arena_printf(&arena, "a,b,c\n1,\"%s\",3\n", cell);

	check_mended(quoted, rule == NULL ? arena_printf(&arena,
	    "1:1 a|b|c|\n2:2 1|%s|3|\n", want) : arena_printf(&arena,
	    "1:1 a|b|c|\n2:2 1|%s|3|\n~2 %s > %s\n", want, cell, rule));
}

static void
test_apostrophes_and_formulas(void **state)
{
	(void)state;
	check_cell("'2024", "2024", "去撇号");
	check_cell("'2024'", "2024", "去撇号");
	check_cell("'it's", "it's", "去撇号");
	check_cell("'", "", "去撇号");
	check_cell("it's", "it's", NULL);
	check_cell("'四有'好老师", "'四有'好老师", NULL);
	check_cell("讲'四有'", "讲'四有'", NULL);
	check_cell("=85.5", "85.5", "去公式");
	check_cell("=1+1", "=1+1", NULL);
	check_cell("=A1", "=A1", NULL);
	check_cell("=", "=", NULL);
	check_mended("a,b\n=\"1.1.1\",=\"\"\n\"=\"\"x\"\"\"\"y\"\"\",z\n"
	    "=\"x\"&\"y\",2\n",
	    "1:1 a|b|\n2:2 1.1.1|\n~1 =\"1.1.1\" > 去公式\n~2 =\"\" > 去公式\n"
	    "3:3 x\"y|z|\n~1 =\"x\"\"y\" > 去公式\n"
	    "4:4 =\"x\"&\"y\"|2|\n~1 =\"x\"&\"y\" > 引号作文字\n");
}

static void
test_inside(void **state)
{
	(void)state;
	check_cell("甲\v乙", "甲\n乙", "换行还原");
	check_cell("甲_x000D_\n乙", "甲\n乙", "换行还原");
	check_cell("甲_x000d__x000A_乙", "甲\n乙", "换行还原");
	check_cell("苏明慧_x000D_", "苏明慧", "换行还原");
	check_cell("甲_x0001_乙_x4E00_", "甲乙_x4E00_", "去控制字符");
	check_cell("甲<br>乙<BR />丙<br/>\n丁", "甲\n乙\n丙\n丁", "换行还原");
	check_cell("<b>甲</b> a<b", "<b>甲</b> a<b", NULL);
	check_cell("&#20013;&#x4E2d;&lt;&amp;lt;&mdash;", "中中<&lt;—",
	    "网页字符还原");
	check_cell("&nbsp;甲&nbsp;乙&nbsp;", "甲\u00a0乙", "网页字符还原");
	check_cell("A&B &x; &; &#0; &#xD800; &#x110000; R&D;&amp",
	    "A&B &x; &; &#0; &#xD800; &#x110000; R&D;&amp", NULL);
	check_cell("甲\u00ad乙&shy;", "甲乙", "网页字符还原、去软连字符");
	check_cell("'甲<br>乙&lt;", "甲\n乙<", "去撇号、换行还原、网页字符还原");
}

/* pandas, Python, JavaScript, SQL: for nothing. */
static void
test_nothing(void **state)
{
	static const char *const words[] = {
		"nan", "NaN", "NULL", "null", "None", "undefined", "N/A",
		"NaT", "无数据", NULL
	};
	struct sheet_record *r;
	enum sheet_status status;
	struct sheets file;
	struct sheet s;

	(void)state;
	for (size_t i = 0; words[i] != NULL; i++) {
		check_cell(words[i], "", "占位符作空");
		check_cell(arena_printf(&arena, "%sx", words[i]),
		    arena_printf(&arena, "%sx", words[i]), NULL);
	}
	check_mended("a,b\nnan,nan\n1,nan\n", "1:1 a|b|\n3:3 1|\n"
	    "~2 nan > 占位符作空\n");
	sheets_parse(&arena, "nan\nNaN\n", 8, &file, &status);
	assert_int_equal(status, SHEET_EMPTY);
	assert_int_equal(file.nsheets, 0);
	/* In a workbook they are text; a number is not looked at. */
	sheet_parse(&arena, "nan,&lt;,&lt;\n", 13, &s, &status);
	r = &s.records[0];
	r->kinds = memcpy(arena_alloc(&arena, 3), (const unsigned char[]){
	    SHEET_CELL_TEXT, SHEET_CELL_ERROR, SHEET_CELL_TEXT }, 3);
	sheet_mend(&arena, &s, false);
	assert_string_equal(dump(&s), "1:1 nan|&lt;|<|\n"
	    "~3 &lt; > 网页字符还原\n");
}

/* A scheme's own files say what they say. */
static void
test_schemes_are_not_mended(void **state)
{
	(void)state;
	check_grid("'a,nan\n&lt;,=1\n", "1:1 'a|nan|\n2:2 &lt;|=1|\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_lines_of_two_encodings,
		    teardown),
		cmocka_unit_test_teardown(test_broken_utf8, teardown),
		cmocka_unit_test_teardown(test_broken_gbk, teardown),
		cmocka_unit_test_teardown(test_no_characters, teardown),
		cmocka_unit_test_teardown(test_ends, teardown),
		cmocka_unit_test_teardown(test_quote_that_is_text, teardown),
		cmocka_unit_test_teardown(test_quote_that_swallows, teardown),
		cmocka_unit_test_teardown(test_honest_quotes, teardown),
		cmocka_unit_test_teardown(test_separators, teardown),
		cmocka_unit_test_teardown(test_lines_in_quotes, teardown),
		cmocka_unit_test_teardown(test_garbled, teardown),
		cmocka_unit_test_teardown(test_honest_latin, teardown),
		cmocka_unit_test_teardown(test_apostrophes_and_formulas,
		    teardown),
		cmocka_unit_test_teardown(test_inside, teardown),
		cmocka_unit_test_teardown(test_nothing, teardown),
		cmocka_unit_test_teardown(test_schemes_are_not_mended,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
