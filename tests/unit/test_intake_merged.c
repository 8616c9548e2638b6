/*
 * intake: sheets as a workbook's reader gives them, with merged cells and
 * mended ones, sorted by table_find itself.
 */
#define BATCH_MORE_FORMS \
	"名册,横,姓名,人名,是,,,,提醒,\n" \
	"名册,横,性别,单选,是,男|女,,,,\n" \
	"名册,横,教龄,整数,,,年,,,\n" \
	"名册,横,所在学校,文本,是,,,,,\n" \
	"名册,横,备注,文本,,,,,,\n"

#include "batch.h"

#include "intake/private.h"

static struct intake in;
static struct source src = { .shown = "S1/填报.xlsx", .sheet = "名册",
    .part = "" };
static struct folder fo = { .name = "S1", .shown = "S1", .code = "S1" };

/* What intake_read prepares, as far as sorting a table needs it. */
static int
intake_setup(void **state)
{
	struct form_table *t;
	size_t n;

	assert_int_equal(batch_setup(state), 0);
	in = (struct intake){ .scheme = &batch_scheme, .store = &batch_store,
	    .options = &batch_options, .err = &batch_err };
	src.form = scheme_form(&batch_scheme, "名册");
	in.tables = arena_alloc(&in.run,
	    batch_scheme.nforms * sizeof(*in.tables));
	n = src.form->nfields;
	t = form_table_of(&in, src.form);
	t->folds = arena_alloc(&in.run, n * sizeof(*t->folds));
	t->aliases = arena_alloc(&in.run, n * sizeof(*t->aliases));
	for (size_t i = 0; i < n; i++) {
		t->folds[i] = header_fold(&in.run, src.form->fields[i].name);
		t->aliases[i] = header_folds(&in.run, &src.form->fields[i]);
	}
	in.change = store_prepare(&batch_store, "INSERT INTO 规范化(文件, 行, "
	    "列, 字段, 原值, 新值, 规则, 工作表) VALUES(?1, ?2, ?3, ?4, ?5, ?6, "
	    "?7, ?8)", &batch_err);
	in.position = store_prepare(&batch_store, "INSERT OR IGNORE INTO "
	    "_版式(版式, 字段, 列, 行, 表行) VALUES(?1, ?2, ?3, ?4, ?5)",
	    &batch_err);
	in.source_layout = store_prepare(&batch_store, "INSERT OR IGNORE INTO "
	    "_来源版式(文件, 工作表, 版式) VALUES(?1, ?2, ?3)", &batch_err);
	assert_non_null(in.source_layout);
	assert_non_null(in.change);
	assert_non_null(in.position);
	return 0;
}

static int
intake_teardown(void **state)
{
	store_finalize(in.change);
	store_finalize(in.position);
	store_finalize(in.source_layout);
	log_layouts_free(&in);
	arena_free(&in.run);
	arena_free(&in.each);
	arena_free(&in.cells);
	return batch_teardown(state);
}

/* The rows of a text as a workbook's sheet; blank ones are left out. */
static struct sheet
sheet_of(const char *text)
{
	struct sheet s;
	enum sheet_status status;

	sheet_parse(&in.each, text, strlen(text), &s, &status);
	assert_int_equal(status, SHEET_OK);
	s.name = src.sheet;
	for (size_t i = 0; i < s.nrecords; i++)
		s.records[i].line = s.records[i].row;
	return s;
}

/* What the records below the heading are, and the cells of those with data. */
static const char *
sorted(struct sheet *s, bool root)
{
	static const char letters[] = {
		[RECORD_DATA] = 'D', [RECORD_BLANK] = 'B',
		[RECORD_HEADING] = 'H', [RECORD_NO_DATA] = 'N',
		[RECORD_PREFILLED] = 'P', [RECORD_SHIFTED] = 'S',
	};
	struct table t;
	struct buf b = { 0 };
	const char *out;

	assert_true(table_find(&in, &fo, &src, s, root, &t));
	assert_false(in.failed);
	for (size_t i = t.record + 1; i < s->nrecords; i++) {
		const struct sheet_record *r = &s->records[i];

		buf_addf(&b, "%zu%c", r->row, letters[t.kinds[i]]);
		for (size_t k = 0; t.kinds[i] == RECORD_DATA && k < t.width;
		    k++)
			buf_addf(&b, "|%s", sheet_cell(r, k));
		buf_addc(&b, '\n');
	}
	out = arena_strdup(&batch_arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
test_merged_downwards(void **state)
{
	/* 性别 of Z and L, 备注 of all; a merge of nothing; one of a title */
	struct sheet_merge merges[] = {
		{ 1, 1, 1, 5 }, { 3, 4, 2, 2 }, { 3, 6, 5, 5 },
		{ 5, 6, 3, 3 }, { 3, 4, 4, 4 }, { 8, 9, 1, 3 },
	};
	struct sheet s = sheet_of("成员名册,,,,\n姓名,性别,教龄,所在学校,备注\n"
	    "张三,男,3,一中,本校\n李四,,5,,\n王五,女,,二中,\n赵六,男,,,\n"
	    ",,,,\n钱七,,,二中,x\n,,,,\n");

	(void)state;
	s.merges = merges;
	s.nmerges = sizeof(merges) / sizeof(*merges);
	assert_string_equal(sorted(&s, false),
	    "3D|张三|男|3|一中|本校\n4D|李四|男|5|一中|本校\n"
	    "5D|王五|女||二中|本校\n6D|赵六|男|||本校\n8D|钱七|||二中|x\n");
	assert_string_equal(ask("SELECT 代码, 工作表, 行, 列, 说明 FROM 问题"),
	    "VALUE_FROM_ABOVE|名册|4|2|“性别”“所在学校”“备注”共5格是空的，"
	    "按合并单元格取上一行的值|\n");
}

/* A workbook says what is merged: the rest is empty, however much it is. */
static void
test_not_merged_is_empty(void **state)
{
	struct sheet s = sheet_of("姓名,性别,所在学校\n张三,男,一中\n"
	    "李四,女,\n王五,女,\n");

	(void)state;
	assert_string_equal(sorted(&s, false),
	    "2D|张三|男|一中\n3D|李四|女|\n4D|王五|女|\n");
	/* but 工作室, which many write once above their rows */
	s = sheet_of("工作室,姓名,性别,所在学校\nS1,张三,男,一中\n,李四,女,一中\n"
	    "合计,2人,,\n,王五,女,一中\n");
	assert_string_equal(sorted(&s, true), "2D|S1|张三|男|一中\n"
	    "3D|S1|李四|女|一中\n4N\n5D||王五|女|一中\n");
}

/*
 * A row in which only merged cells stand is nobody's; one whose name is
 * merged from above is not prefilled.
 */
static void
test_merged_rows(void **state)
{
	struct sheet_merge merges[] = {
		{ 2, 5, 3, 3 }, { 2, 3, 1, 1 }, { 6, 6, 1, 3 },
	};
	struct sheet s = sheet_of("姓名,性别,所在学校,备注\n张三,男,一中,甲\n"
	    ",男,,乙\n李四,男,,\n,,,x\n以下空白,,,\n");

	(void)state;
	s.merges = merges;
	s.nmerges = sizeof(merges) / sizeof(*merges);
	assert_string_equal(sorted(&s, false), "2D|张三|男|一中|甲\n"
	    "3D|张三|男|一中|乙\n4D|李四|男|一中|\n5N\n6N\n");
}

/* Merges that overlap, or lie in the heading or outside, do no harm. */
static void
test_odd_merges(void **state)
{
	struct sheet_merge merges[] = {
		{ 1, 3, 1, 1 }, { 2, 9, 2, 2 }, { 3, 9, 2, 2 },
		{ 4, 4000000000, 3, 3 }, { 9, 2, 3, 3 }, { 50, 60, 1, 1 },
		{ 2, 3, 77, 78 }, { 0, 0, 0, 0 },
	};
	struct sheet s = sheet_of("姓名,性别,所在学校\n张三,男,一中\n"
	    ",,一中\n李四,女,二中\n王五,,\n");

	(void)state;
	s.merges = merges;
	s.nmerges = sizeof(merges) / sizeof(*merges);
	assert_string_equal(sorted(&s, false), "2D|张三|男|一中\n3D||男|一中\n"
	    "4D|李四|女|二中\n5D|王五|男|二中\n");
}

/* Sideways in the heading; a heading whose quotation mark was taken off. */
static void
test_merged_heading(void **state)
{
	struct sheet_merge merges[] = { { 1, 1, 2, 3 }, { 1, 2, 1, 1 },
	    { 1, 2, 4, 4 } };
	struct sheet_mend mend = { 3, "'所在学校", "去引号" };
	struct sheet s = sheet_of("姓名,基本情况,,所在学校\n,性别,教龄,\n"
	    "张三,男,3,一中\n");

	(void)state;
	s.merges = merges;
	s.nmerges = sizeof(merges) / sizeof(*merges);
	s.records[0].mends = &mend;
	s.records[0].nmends = 1;
	assert_string_equal(sorted(&s, false), "3D|张三|男|3|一中\n");
	assert_string_equal(ask("SELECT 行, 列, 字段, 原值, 新值, 规则 FROM 规范化"),
	    "2|2|性别|基本情况-性别|性别|取表头的末段|\n"
	    "2|3|教龄|基本情况-教龄|教龄|取表头的末段|\n"
	    "1|4|所在学校|'所在学校|所在学校|去引号|\n");
	assert_string_equal(ask("SELECT count(*) FROM 问题"), "0|\n");
}

/* A mended cell is noted as it was written, whatever is done to it then. */
static void
test_mends_are_noted(void **state)
{
	struct sheet s = sheet_of("姓名,性别,教龄,所在学校,备注\n"
	    "张三,男,３年,一中,好\n李四,女,,一中,\n");
	struct sheet_mend mends[] = { { 0, "'张三", "去引号" },
	    { 2, "=\"３年\"", "去公式" }, { 4, "NULL", "作空" } };
	struct table t;

	(void)state;
	s.records[1].cells[4] = "";
	s.records[1].mends = mends;
	s.records[1].nmends = 3;
	assert_true(table_find(&in, &fo, &src, &s, false, &t));
	assert_non_null(row_read(&in, &src, &s, &t, 1, "S1"));
	assert_string_equal(ask("SELECT 列, 字段, 原值, 新值, 规则 FROM 规范化"),
	    "1|姓名|'张三|张三|去引号|\n"
	    "3|教龄|=\"３年\"|3|去公式、全角转半角、去单位|\n"
	    "5|备注|NULL|~|作空|\n");
}

#define INTAKE(name) \
	cmocka_unit_test_setup_teardown(name, intake_setup, intake_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		INTAKE(test_merged_downwards), INTAKE(test_not_merged_is_empty),
		INTAKE(test_merged_rows), INTAKE(test_odd_merges),
		INTAKE(test_merged_heading), INTAKE(test_mends_are_noted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
