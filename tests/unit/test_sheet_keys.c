/*
 * The keys of the workbook's sheets.  The cases are made from the rows, so
 * that no key comes without a wrong value that lint names with its line; and
 * each is also written: what stops a report, lint must have said.
 */
#include "check.h"

#include "base/text.h"
#include "made_store.h"
#include "refuse.h"
#include "xlsx/private.h"
#include "xlsx/xlsx.h"

#define FILE_NAME	"own/汇总表/50-试.sql"
#define QUERY		"SELECT 1 AS 甲, 2 AS 乙, '三' AS 丙, NULL AS 空\n"

static struct store store;	/* of the scheme, without studios */

/* What lint says, and what ended the writing of the workbook, if anything. */
struct outcome {
	struct buf said;
	size_t n;
	bool written;
	struct err err;
};

static void
complain(void *ctx, const char *text)
{
	struct outcome *o = ctx;

	buf_addf(&o->said, "%s\n", text);
	o->n++;
}

static void
write_file(struct arena *a, const char *name, const char *text)
{
	FILE *f = fopen(in_folder(a, name), "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

/* Lint and write a workbook of two sheets, this text and 对. */
static void
try_text(const char *text, struct outcome *o)
{
	const char *const templates[] = { folder, NULL };
	const struct workbook_options options = { .scheme = "own",
	    .templates = templates };
	struct arena a = { 0 };

	*o = (struct outcome){ 0 };
	write_file(&a, "default/汇总表/01-对.sql",
	    "SELECT 编号 AS 一, 1 AS 二 FROM 工作室\n");
	write_file(&a, FILE_NAME, text);
	workbook_lint(&store, &options, complain, o);
	o->written = workbook_write(in_folder(&a, "s.sqlite"),
	    in_folder(&a, "t.xlsx"), &options, &o->err) == 0;
	arena_free(&a);
}

static void
expect_right(const char *text)
{
	struct outcome o;

	try_text(text, &o);
	if (o.n > 0 || !o.written)
		fail_msg("it is right, but: %s%s\n%s", buf_str(&o.said),
		    o.err.text, text);
	buf_free(&o.said);
}

/* Lint says one thing, of that line, with what; it is written or not. */
static void
expect_wrong(const char *text, const char *line, const char *what,
    bool written)
{
	struct outcome o;
	struct arena a = { 0 };

	try_text(text, &o);
	if (o.n != 1 || strstr(buf_str(&o.said), arena_printf(&a,
	    FILE_NAME ":%s: ", line)) == NULL ||
	    strstr(buf_str(&o.said), what) == NULL)
		fail_msg("%s: %s is wanted, but: %s\n%s", line, what,
		    buf_str(&o.said), text);
	if (o.written != written)
		fail_msg("it is %swritten: %s\n%s", o.written ? "" : "not ",
		    o.err.text, text);
	if (!written && strstr(o.err.text, arena_printf(&a,
	    FILE_NAME ":%s: ", line)) == NULL)
		fail_msg("no line in: %s", o.err.text);
	arena_free(&a);
	buf_free(&o.said);
}

/* ---- values of a type ----------------------------------------------------------- */

struct values {
	const char *right[4], *wrong[8];
	const char *extra;	/* a line behind it that it needs */
	bool stops;		/* a wrong one stops a report */
};

static const struct values values[] = {
	[KEY_TEXT] = { { "字", "{方案:名称}的表", "", NULL },
	    { "{没有}", "{甲}", "{整列:甲}", "{方案:没有}", "{分表:甲}", "{方案:名称",
	    "{概况:没有}", NULL }, NULL, false },
	[KEY_COLUMN] = { { "甲", "空", NULL }, { "没有", "", "甲、乙", "透视",
	    NULL }, NULL, false },
	[KEY_COLUMNS] = { { "甲", "甲、空", NULL }, { "没有", "", "甲、没有",
	    "甲,乙", "透视", NULL }, NULL, false },
	[KEY_FIELD] = { { "丙", NULL }, { "没有", "", NULL },
	    "-- 透视: 甲 → 乙\n", true },
	[KEY_PIVOT] = { { "甲 → 乙", "甲 / 乙 → 丙、空", NULL }, { "甲", "",
	    "没有 → 乙", "甲 → 没有", "甲 → ", " → 乙",
	    "甲 / 甲 / 甲 / 甲 / 甲 / 甲 → 乙", NULL }, NULL, true },
	[KEY_FORMAT] = { { "0.00", "General\"分\"", "yyyy-mm", NULL }, { "",
	    "两位小数", "0\"分", "[红0", "\"0\"", NULL }, NULL, false },
	[KEY_COLOURS] = { { "三=红", "三=红、四=灰", NULL }, { "", "三", "三=紫",
	    "=红", "三=红、四", "三=红,四=绿", NULL }, NULL, false },
	[KEY_FORMULA] = { { "1+{乙}", "SUM({整列:甲})+{方案:满分}",
	    "COUNTIF({整列:对!二},1)", NULL }, { "{没有}", "{整列:没有}",
	    "{整列:没有!甲}", "{整列:对!没有}", "SUM({同组})", "{方案:没有}",
	    "{分表:甲}", NULL }, NULL, true },
	[KEY_LINK] = { { "丙 ← 甲", NULL }, { "丙", "", "没有 ← 甲",
	    "丙 ← 没有", NULL }, NULL, false },
	[KEY_NEEDS] = { { "工作室.编号", "工作室、成员.姓名", NULL }, { "",
	    "工作室.", ".编号", "工作室.没有", "没有.编号", "工作室,成员", NULL },
	    NULL, false },
	[KEY_QUERY] = { { "SELECT 编号 FROM 工作室", NULL }, { "没有", "",
	    "SELECT 没有 FROM 工作室", "DELETE FROM 工作室", NULL }, NULL, true },
	[KEY_CHART] = { { "值=甲", "标题=题 | 分类=对!一 | 名=数 | 值=对!二",
	    "值=甲 | 名=二 | 值=乙", NULL }, { "", "值", "标题=题", "值=没有",
	    "值=没有!甲", "分类=没有 | 值=甲", "颜色=红 | 值=甲", NULL }, NULL,
	    true },
	[KEY_RANGE] = { { "甲", "对!二", NULL }, { "没有", "没有!甲", "对!没有",
	    "", NULL }, NULL, true },
};

static const char *
limit(struct arena *a, double x)
{
	char text[TEXT_NUMBER];

	return arena_strdup(a, text_number(text, x));
}

/* The i-th right or wrong value for a row, NULL behind the last. */
static const char *
value_of(struct arena *a, const struct sheet_key *row, bool right, size_t i)
{
	static const char *const words[] = { "", "没有", NULL };
	static const char *const numbers[] = { "", "很大", "1倍", "１", NULL };

	switch (row->type) {
	case KEY_PLAIN:
		return right && i == 0 ? "字" : NULL;
	case KEY_WORD:
		return right ? row->words[i] : words[i];
	case KEY_NUMBER:
	case KEY_WHOLE:
		if (right)
			return i < 2 ? limit(a, i == 0 ? row->from :
			    row->to) : NULL;
		if (i < 4)
			return numbers[i];
		return i == 4 ? limit(a, row->from - 0.01) : i == 5 ?
		    limit(a, row->to + 1) : i == 6 && row->type == KEY_WHOLE ?
		    "1.5" : NULL;
	default:
		return right ? values[row->type].right[i] :
		    values[row->type].wrong[i];
	}
}

/* A sheet with a key on its first line. */
static const char *
text_of(struct arena *a, const struct sheet_key *row, const char *arg,
    const char *value, const char *more)
{
	const char *extra = values[row->type].extra;

	return arena_printf(a, "-- %s%s%s: %s\n%s%s" QUERY, row->key,
	    *arg != '\0' ? " " : "", arg, value, extra != NULL ? extra : "",
	    more);
}

static const char *
right_arg(const struct sheet_key *row)
{
	return row->arg == ARG_COLUMNS ? "甲" : row->arg == ARG_KIND ?
	    "柱形" : "";
}

/* ---- the tables ------------------------------------------------------------------ */

static void
each_key(void (*try)(struct arena *a, const struct sheet_key *row))
{
	struct arena a = { 0 };

	for (const struct sheet_key *row = sheet_keys; row->key != NULL; row++)
		try(&a, row);
	arena_free(&a);
}

static void
try_row(struct arena *a, const struct sheet_key *row)
{
	assert_int_equal(row->words != NULL, row->type == KEY_WORD);
	if (row->type == KEY_NUMBER || row->type == KEY_WHOLE)
		assert_true(row->from < row->to);
	assert_non_null(value_of(a, row, true, 0));
	assert_true(row->type == KEY_PLAIN ||
	    value_of(a, row, false, 0) != NULL);
}

static void
rows_are_whole(void **state)
{
	struct arena a = { 0 };

	(void)state;
	each_key(try_row);
	for (const struct sheet_key *row = sheet_keys; row->key != NULL; row++)
		assert_ptr_equal(sheet_key_find(sheet_keys, row->key), row);
	for (const struct sheet_key *row = chart_keys; row->key != NULL;
	    row++) {
		try_row(&a, row);
		assert_ptr_equal(sheet_key_find(chart_keys, row->key), row);
	}
	arena_free(&a);
}

static void
try_right(struct arena *a, const struct sheet_key *row)
{
	const char *value;

	for (size_t i = 0; (value = value_of(a, row, true, i)) != NULL; i++)
		expect_right(text_of(a, row, right_arg(row), value, ""));
}

static void
right_values(void **state)
{
	(void)state;
	each_key(try_right);
}

static void
try_wrong(struct arena *a, const struct sheet_key *row)
{
	const char *value;

	for (size_t i = 0; (value = value_of(a, row, false, i)) != NULL; i++)
		expect_wrong(text_of(a, row, right_arg(row), value, ""), "1",
		    row->type == KEY_QUERY || row->type == KEY_PIVOT ||
		    row->type == KEY_FIELD ? "" : row->key,
		    !values[row->type].stops);
}

static void
wrong_values(void **state)
{
	(void)state;
	each_key(try_wrong);
}

static void
try_args(struct arena *a, const struct sheet_key *row)
{
	const char *value = value_of(a, row, true, 0);

	switch (row->arg) {
	case ARG_NONE:
		expect_wrong(text_of(a, row, "甲", value, ""), "1", row->key,
		    true);
		break;
	case ARG_COLUMNS:
		expect_right(text_of(a, row, "甲、乙", value, ""));
		expect_wrong(text_of(a, row, "", value, ""), "1", row->key,
		    true);
		expect_wrong(text_of(a, row, "没有", value, ""), "1", "没有",
		    true);
		expect_wrong(text_of(a, row, "透视", value, ""), "1", "透视",
		    true);
		break;
	case ARG_KIND:
		expect_wrong(text_of(a, row, "", value, ""), "1", "种类",
		    false);
		expect_wrong(text_of(a, row, "圆饼", value, ""), "1",
		    "横条", false);
		break;
	}
}

static void
what_stands_behind_a_key(void **state)
{
	(void)state;
	each_key(try_args);
}

/* A line again: said of the second one, and the first counts. */
static void
try_twice(struct arena *a, const struct sheet_key *row)
{
	const char *value = value_of(a, row, true, 0);
	const char *again = arena_printf(a, "-- %s%s%s: %s\n", row->key,
	    row->arg != ARG_NONE ? " " : "", right_arg(row), value);
	const char *text = text_of(a, row, right_arg(row), value, again);

	if (row->type == KEY_QUERY)	/* the same query again is none */
		expect_right(text_of(a, row, "", value,
		    "-- 分表: WHERE 编号 > ''\n"));
	else if (!row->again || row->type == KEY_NUMBER ||
	    row->type == KEY_FORMAT)
		expect_wrong(text, row->type == KEY_FIELD ? "3" : "2",
		    "写了两次", true);
	else
		expect_right(text);
}

static void
given_twice(void **state)
{
	(void)state;
	each_key(try_twice);
}

/* ---- the items of a chart --------------------------------------------------------- */

static void
items_of_a_chart(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (const struct sheet_key *row = chart_keys; row->key != NULL;
	    row++) {
		const bool values_too = strcmp(row->key, "值") != 0;
		const char *tail = values_too ? " | 值=甲" : "", *value;

		for (size_t i = 0; (value = value_of(&a, row, true, i)) !=
		    NULL; i++)
			expect_right(arena_printf(&a, "-- 图 横条: %s=%s%s\n"
			    QUERY, row->key, value, tail));
		for (size_t i = 0; (value = value_of(&a, row, false, i)) !=
		    NULL; i++)
			expect_wrong(arena_printf(&a, "-- 图 横条: %s=%s%s\n"
			    QUERY, row->key, value, tail), "1", row->key,
			    !values[row->type].stops);
		value = value_of(&a, row, true, 0);
		if (row->again)
			expect_right(arena_printf(&a, "-- 图 折线: %s=%s|%s=%s"
			    "%s\n" QUERY, row->key, value, row->key, value,
			    tail));
		else
			expect_wrong(arena_printf(&a, "-- 图 折线: %s=%s|%s=%s"
			    "%s\n" QUERY, row->key, value, row->key, value,
			    tail), "1", "写了两次", true);
	}
	arena_free(&a);
}

/* ---- what can be known -------------------------------------------------------------- */

/* The columns of a pivot of one value are data: who knows their names. */
static void
columns_of_a_pivot(void **state)
{
	(void)state;
#define PIVOT	"-- 透视: 甲 / 乙 → 丙\n"
	expect_right(PIVOT "-- 宽 某某: 9\n-- 居中: 空、透视\n-- 冻结: 某某\n" QUERY);
	expect_right(PIVOT "-- 格式 甲: 0\n" QUERY);	/* a header line */
	/* One that is not there now leaves the query's values. */
	expect_right(PIVOT "-- 公式 空: SUM({某某})+SUM({甲/某某})\n"
	    "SELECT 1 AS 甲, 2 AS 乙, 3 AS 丙, 4 AS 空\n");
	expect_right(PIVOT "-- 公式 空: SUM({透视})-SUM({各列:某某})\n"
	    "SELECT NULL AS 甲, 2 AS 乙, 3 AS 丙, 4 AS 空\n");
	expect_right(PIVOT "-- 图 柱形: 值=某某\n" QUERY);
	expect_wrong(PIVOT "-- 公式 空: {整列:没有!甲}\n"
	    "SELECT 1 AS 甲, 2 AS 乙, 3 AS 丙, 4 AS 空\n", "2", "没有工作表",
	    false);
#undef PIVOT
	/* Of two they are called as the values are. */
#define PIVOT	"-- 透视: 甲 → 乙、丙\n"
	expect_right(PIVOT "-- 宽 乙: 9\n-- 宽 透视: 8\n-- 冻结: 某/丙\n" QUERY);
	expect_wrong(PIVOT "-- 宽 某某: 9\n" QUERY, "2", "某某", true);
	expect_wrong(PIVOT "-- 宽 甲: 9\n" QUERY, "2", "甲", true);
	expect_wrong(PIVOT "-- 公式 空: {某/甲}\n"
	    "SELECT 1 AS 甲, 2 AS 乙, 3 AS 丙, 4 AS 空\n", "2", "某/甲", false);
#undef PIVOT
	expect_wrong("-- 列序: 甲\n" QUERY, "1", "透视", true);
	expect_wrong("-- 列标: 甲\n" QUERY, "1", "透视", true);
}

/* What a pivot's columns are marked with, and formulas by it. */
static void
marks(void **state)
{
	(void)state;
#define PIVOT	"-- 透视: 甲 → 丙\n-- 列标: 乙\n"
#define MARKED	"SELECT 1 AS 甲, 2 AS 乙, 3 AS 丙, 4 AS 空\n"
	expect_right(PIVOT "-- 公式 空: SUM({同标:乙=乙})+{列标:乙}\n" MARKED);
	expect_right(PIVOT "-- 公式 空: {本表头/丙}\n" MARKED);
	expect_wrong("-- 透视: 甲 → 丙\n-- 列标: 没有\n" MARKED, "2", "没有",
	    false);
	expect_wrong(PIVOT "-- 公式 空: {列标:丙}\n" MARKED, "3", "丙", false);
	expect_wrong(PIVOT "-- 公式 空: SUM({同标:丙=乙})\n" MARKED, "3", "丙",
	    false);
	expect_wrong(PIVOT "-- 公式 空: SUM({同标:乙=丙})\n" MARKED, "3", "丙",
	    false);
	expect_wrong(PIVOT "-- 公式 空: SUM({同标:乙})\n" MARKED, "3", "同标",
	    false);
#undef MARKED
#undef PIVOT
}

/* Columns of the store's own are never written. */
static void
hidden_columns(void **state)
{
	(void)state;
	expect_right("-- 宽 姓名: 9\nSELECT 姓名, _行 FROM 成员\n");
	expect_wrong("-- 宽 _行: 9\nSELECT 姓名, _行 FROM 成员\n", "1", "_行",
	    true);
}

static void
references(void **state)
{
	(void)state;
	/* An empty column may be left out: another 公式 takes its place. */
	expect_right("-- 省略空列: 空\n-- 公式 甲: {空}\n-- 公式 甲: {乙}\n" QUERY);
	expect_right("-- 省略空列: 空\n-- 公式 甲: {空}\n" QUERY);
	/* A sheet that is not in this scheme likewise, but not for its own. */
	expect_right("-- 公式 甲: {整列:没有!甲}\n-- 公式 甲: {乙}\n" QUERY);
	expect_wrong("-- 公式 甲: {没有}\n-- 公式 甲: {乙}\n" QUERY, "1", "没有",
	    true);
	/* What is known of a name only in its place. */
	expect_right("-- 公式 甲: SUM({整列:对!«丙»})+{整列:对!本列}\n" QUERY);
	expect_right("-- 公式 甲: SUM({整列:«丙»!甲})+{本列}\n" QUERY);
	expect_wrong("-- 公式 甲: {整列:对!«没有»}\n" QUERY, "1", "没有", false);
	expect_wrong("-- 公式 甲: {整列:没有!«丙»}\n" QUERY, "1", "没有", false);
	expect_wrong("-- 公式 甲: IF({乙>0,1,0)\n" QUERY, "1", "“}”", true);
}

/* Sheets with 分表: what is bound, and what others may say of them. */
static void
sheets_again(void **state)
{
	(void)state;
	expect_right("-- 分表: SELECT 编号, 名称 AS 名 FROM 工作室\n"
	    "-- 标题: {分表:名}\nSELECT 编号 FROM 工作室 WHERE 编号 = :值\n"
	    "    OR 名称 = :名\n");
	expect_wrong("-- 分表: SELECT 编号 FROM 工作室\n-- 标题: {分表:名}\n"
	    "SELECT :值 AS 甲\n", "2", "分表", true);
	expect_wrong("-- 分表: SELECT 编号 FROM 工作室\nSELECT :县区 AS 甲\n",
	    "2", ":县区", true);
	expect_wrong("SELECT :值 AS 甲\n", "1", ":值", true);
	expect_wrong("-- 分表: SELECT 编号 FROM 工作室\n"
	    "-- 公式 甲: COUNTA({整列:试!甲})\nSELECT 1 AS 甲\n", "2",
	    "没有工作表“试”", false);
	/* One for a value that this batch has not: its name is data. */
	expect_right("-- 分表: SELECT 编号 FROM 工作室\n"
	    "-- 公式 甲: COUNTA({整列:试-某某!甲})\nSELECT 1 AS 甲\n");
}

/* All that is wrong in a file, and in the others behind it. */
static void
every_mistake_is_told(void **state)
{
	static const char *const where[] = { "01-对.sql:1: ", "50-试.sql:1: ",
		"50-试.sql:2: ", "50-试.sql:3: ", "50-试.sql:5: ",
		"60-后.sql:1: " };
	struct outcome o;
	struct arena a = { 0 };
	const char *at;

	(void)state;
	write_file(&a, "own/汇总表/01-对.sql", "-- 宽 没有: 1\n"
	    "SELECT 1 AS 一, 2 AS 二\n");
	write_file(&a, "own/汇总表/60-后.sql", "-- 纸张: 斜\nSELECT 1 AS 一\n");
	try_text("-- 没有冒号\n-- 标体: 甲\n-- 宽 甲: 很\n--# 备注\n"
	    "-- 纸张: 纵\n" QUERY, &o);
	at = buf_str(&o.said);
	for (size_t i = 0; i < sizeof(where) / sizeof(*where); i++) {
		at = strstr(at, where[i]);
		if (at == NULL)
			fail_msg("no %s in\n%s", where[i], buf_str(&o.said));
	}
	assert_int_equal(o.n, sizeof(where) / sizeof(*where));
	assert_false(o.written);
	assert_int_equal(remove(in_folder(&a, "own/汇总表/01-对.sql")), 0);
	assert_int_equal(remove(in_folder(&a, "own/汇总表/60-后.sql")), 0);
	buf_free(&o.said);
	arena_free(&a);
}

/* Files that are no sheet, and names that are none. */
static void
names_of_sheets(void **state)
{
	static const char *const names[] = { "60-a:b.sql", "60-对'.sql",
		"60-一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二.sql" };
	struct outcome o;
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char *name = arena_printf(&a, "own/汇总表/%s", names[i]);

		write_file(&a, name, "SELECT 1 AS 一\n");
		try_text(QUERY, &o);
		if (o.n != 1 || o.written || strstr(buf_str(&o.said),
		    arena_printf(&a, "%s:1: ", names[i])) == NULL)
			fail_msg("%s: %s", names[i], buf_str(&o.said));
		assert_int_equal(remove(in_folder(&a, name)), 0);
		buf_free(&o.said);
	}
	write_file(&a, "own/汇总表/60-乱.sql", "\xff\xfe\n");
	try_text(QUERY, &o);
	assert_int_equal(o.n, 1);
	assert_non_null(strstr(buf_str(&o.said), "60-乱.sql:1: "));
	assert_false(o.written);
	assert_int_equal(remove(in_folder(&a, "own/汇总表/60-乱.sql")), 0);
	buf_free(&o.said);
	arena_free(&a);
}

static int
open_all(void **state)
{
	static const char *const dirs[] = { "default", "default/汇总表", "own",
		"own/汇总表" };
	struct scheme scheme = { 0 };
	struct arena a = { 0 };
	struct err err = { 0 };

	if (set_up(state) == -1)
		return -1;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(dir_make(in_folder(&a, dirs[i]), &err), 0);
	arena_free(&a);
	make_store("3", NULL);
	if (scheme_read(&scheme, "rubrics/" SCHEME, &err) == -1 ||
	    store_create(&store, &err) == -1 ||
	    scheme_load(&scheme, &store, &err) == -1) {
		(void)fprintf(stderr, "%s\n", err.text);
		return -1;
	}
	scheme_free(&scheme);
	return 0;
}

static int
close_all(void **state)
{
	store_close(&store);
	return tear_down(state);
}

/*
 * A folder of sheets that cannot be read to its end is what is wrong, not that
 * others refer to what was in it.
 */
static void
folder_breaks_off(void **state)
{
	static const char text[] = "-- 公式 乙: SUM({整列:对!二})\n" QUERY;
	struct outcome o;

	(void)state;
	expect_right(text);
	refuse.readdir = EIO;
	refuse.entries = 4 + 2;		/* behind own/: ., .., a file, the end */
	try_text(text, &o);
	refuse.readdir = 0;
	err_forget();
	assert_int_equal(o.n, 1);
	assert_non_null(strstr(buf_str(&o.said), "default/汇总表：磁盘读写出错"));
	buf_free(&o.said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_whole),
		cmocka_unit_test(right_values),
		cmocka_unit_test(wrong_values),
		cmocka_unit_test(what_stands_behind_a_key),
		cmocka_unit_test(given_twice),
		cmocka_unit_test(items_of_a_chart),
		cmocka_unit_test(columns_of_a_pivot),
		cmocka_unit_test(marks),
		cmocka_unit_test(hidden_columns),
		cmocka_unit_test(references),
		cmocka_unit_test(sheets_again),
		cmocka_unit_test(every_mistake_is_told),
		cmocka_unit_test(names_of_sheets),
		cmocka_unit_test(folder_breaks_off),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
