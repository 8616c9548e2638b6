#ifndef PINGGU_TESTS_BATCH_H
#define PINGGU_TESTS_BATCH_H

/*
 * A small scheme and a batch of files in a temporary folder, read into a
 * store: for the tests of intake.
 */
#include "check.h"

#include "base/file.h"
#include "intake/intake.h"
#include "scheme/scheme.h"
#include "store/store.h"

#ifndef BATCH_MORE_FORMS	/* rows of 表单.csv that a test adds */
#define BATCH_MORE_FORMS
#endif

static const char batch_forms[] =
    "表,方向,字段,类型,必填,取值,单位,敏感,重复,说明\n"
    "工作室,竖,编号,文本,,,,,,\n"
    "工作室,竖,名称,文本,是,,,,,\n"
    "工作室,竖,面积,小数,,,平方米,,,\n"
    "工作室,竖,荣誉,多选,,甲奖|乙奖|无,,,,\n"
    "工作室,竖,电话,文本,,,,是,,\n"
    "成员,横,姓名,人名,是,,,,提醒,\n"
    "成员,横,性别,单选,是,男|女,,,,\n"
    "成员,横,教龄,整数,,,年,,,\n"
    "成员,横,备注,文本,,,,,,\n"
    "材料,横,年度,年度,是,,,,错误,\n"
    "材料,横,计划,单选,,有|无,,,,\n"
    "材料,横,次数,整数,,,次,,,\n"
    "自评,横,评估点,文本,是,,,,错误,\n"
    "自评,横,得分,小数,是,,分,,,\n"
    "评审,横,专家,人名,,,,,错误,\n"
    "评审,横,评估点,文本,是,,,,错误,\n"
    "评审,横,得分,小数,是,,分,,,\n"
    BATCH_MORE_FORMS;

static struct scheme batch_scheme;
static struct store batch_store;
static struct arena batch_arena;
static struct err batch_err;
static char batch_path[64];	/* the batch; the scheme is beside it */
static struct intake_options batch_options;

/* Put bytes into a file of the batch, making its folders. */
static inline void
put_bytes(const char *name, const char *bytes, size_t len)
{
	char *path = path_join(&batch_arena, batch_path, name);
	FILE *f;

	for (char *p = path + strlen(batch_path) + 1;
	    (p = strchr(p, '/')) != NULL; *p++ = '/') {
		*p = '\0';
		assert_int_equal(dir_make(path, &batch_err), 0);
	}
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static inline void
put(const char *name, const char *text)
{
	put_bytes(name, text, strlen(text));
}

/* A folder whose identity is in order. */
static inline void
put_studio(const char *folder)
{
	put(path_join(&batch_arena, folder, "基本信息.csv"),
	    "项目,内容\n编号,\n名称,某工作室\n");
}

/* And with every table it must have, all empty of oddities. */
static inline void
put_complete(const char *folder)
{
	put_studio(folder);
	put(path_join(&batch_arena, folder, "成员.csv"),
	    "姓名,性别,教龄,备注\n张三,男,12,\n");
	put(path_join(&batch_arena, folder, "材料.csv"),
	    "年度,计划,次数\n2021,有,1\n");
	put(path_join(&batch_arena, folder, "自评.csv"),
	    "评估点,得分\n1.1.1,2\n");
	put(path_join(&batch_arena, folder, "评审-甲.csv"),
	    "评估点,得分\n1.1.1,2\n");
}

static inline int
batch_setup(void **state)
{
	char *scheme;

	(void)state;
	(void)strcpy(batch_path, "/tmp/pinggu-intake-XXXXXX");
	assert_non_null(mkdtemp(batch_path));
	put("scheme/表单.csv", batch_forms);
	put("scheme/方案.csv", "项目,内容\n名称,试验\n满分,7\n");
	put("scheme/指标.csv",
	    "编号,一级指标,二级指标,评估点,分值,评估办法,附加,适用,对象,自动,"
	    "自动明细,依据\n"
	    "1.1.1,一,甲,做得好,2,看,,,,,,\n"
	    "1.1.2,一,甲,做得多,5,看,,,,,,\n");
	scheme = path_join(&batch_arena, batch_path, "scheme");
	batch_scheme = (struct scheme){ 0 };
	assert_int_equal(scheme_read(&batch_scheme, scheme, &batch_err), 0);
	assert_int_equal(store_create(&batch_store, &batch_err), 0);
	assert_int_equal(scheme_load(&batch_scheme, &batch_store, &batch_err),
	    0);
	(void)strcat(batch_path, "/batch");
	assert_int_equal(dir_make(batch_path, &batch_err), 0);
	batch_options = (struct intake_options){ 0 };
	return 0;
}

static inline int
batch_teardown(void **state)
{
	(void)state;
	*strrchr(batch_path, '/') = '\0';
	assert_int_equal(dir_remove(batch_path, &batch_err), 0);
	store_close(&batch_store);
	scheme_free(&batch_scheme);
	arena_free(&batch_arena);
	return 0;
}

static inline void
read_batch(void)
{
	assert_int_equal(intake_read(&batch_scheme, &batch_store, batch_path,
	    &batch_options, &batch_err), 0);
}

/* The answer of a query: columns end in |, rows in \n, NULL is ~. */
static inline const char *
ask(const char *sql)
{
	sqlite3_stmt *q = store_prepare(&batch_store, sql, &batch_err);
	struct buf b = { 0 };
	const char *out;

	if (q == NULL)
		fail_msg("%s: %s", sql, batch_err.text);
	while (store_step(&batch_store, q, &batch_err) == 1) {
		for (int i = 0; i < sqlite3_column_count(q); i++)
			buf_addf(&b, "%s|", sqlite3_column_type(q, i) ==
			    SQLITE_NULL ? "~" : store_text(q, i));
		buf_addc(&b, '\n');
	}
	store_finalize(q);
	out = arena_strdup(&batch_arena, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Every finding: 工作室|级别|代码|文件|行|列|字段|值|单元格| */
static inline const char *
findings(void)
{
	return ask("SELECT 工作室,级别,代码,文件,行,列,字段,值,单元格 FROM 问题 "
	    "WHERE 代码 <> 'TABLE_MISSING' ORDER BY rowid");
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, batch_setup, batch_teardown)

#endif
