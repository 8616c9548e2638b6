/*
 * Intake of a table: a file that a school hands in, with its identity and a
 * text beside it, then assessed as a batch is.  The input's first line is
 * SCHEME/FILE; with SCHEME//FILE the file lies in the batch's root.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "assess/assess.h"
#include "base/file.h"
#include "intake/intake.h"
#include "scheme/scheme.h"

#define IDENTITY	"batch/A/基本信息.csv"
#define MOST_NAME	255	/* bytes */

static struct rubric {
	const char *name;
	struct scheme scheme;
	unsigned char *image;	/* its store, loaded; NULL: not yet */
	sqlite3_int64 size;
} rubrics[] = {
	{ .name = "zhengzhou-2024" }, { .name = "moe-2022" },
	{ .name = "pingdingshan-2021" }, { .name = "baoshan-2023" },
	{ .name = "guizhou-2024" },
};

static struct store store;	/* each input begins with the image in it */

static const char identity[] = "项目,内容\n编号,A01\n名称,测试班主任工作室\n"
	"学校,郑州市示例测试学校\n主持人姓名,王安\n联系电话,13800007788\n";
static const char text[] = "这是一个案例。\n";

static void
put_identity(void)
{
	MUST(fuzz_put(IDENTITY, identity, strlen(identity)));
}

static void
clean_up(void)
{
	store_close(&store);
	for (size_t i = 0; i < sizeof(rubrics) / sizeof(*rubrics); i++) {
		sqlite3_free(rubrics[i].image);
		scheme_free(&rubrics[i].scheme);
	}
}

static void
load(struct rubric *r)
{
	struct arena a = { 0 };
	struct store s;

	if (store.db == NULL) {
		MUST(store_create(&store, NULL) == 0);
		MUST(atexit(clean_up) == 0);
		put_identity();
		MUST(fuzz_put("batch/A/案例.txt", text, strlen(text)));
	}
	MUST(scheme_read(&r->scheme, path_join(&a, "rubrics", r->name),
	    NULL) == 0);
	MUST(store_create(&s, NULL) == 0);
	MUST(scheme_load(&r->scheme, &s, NULL) == 0);
	r->image = sqlite3_serialize(s.db, "main", &r->size, 0);
	MUST(r->image != NULL);
	store_close(&s);
	arena_free(&a);
}

/* A store in which the scheme was loaded and nothing else. */
static void
reset_store(const struct rubric *r)
{
	unsigned char *copy = sqlite3_malloc64((sqlite3_uint64)r->size);

	memcpy(copy, r->image, (size_t)r->size);
	MUST(sqlite3_deserialize(store.db, "main", copy, r->size, r->size,
	    SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) ==
	    SQLITE_OK);
}

static struct rubric *
find_rubric(const char *line, size_t len, const char **file)
{
	struct rubric *r = &rubrics[0];
	const char *slash = memchr(line, '/', len);

	*file = slash != NULL ? slash + 1 : line;
	for (size_t i = 0; i < sizeof(rubrics) / sizeof(*rubrics); i++)
		if (slash != NULL && strlen(rubrics[i].name) ==
		    (size_t)(slash - line) && memcmp(rubrics[i].name, line,
		    (size_t)(slash - line)) == 0)
			r = &rubrics[i];
	if (r->image == NULL)
		load(r);
	return r;
}

static void
read_and_assess(const struct rubric *r)
{
	static const char *const tables[] = { "问题", "规范化", "来源文件",
	    "工作室", "成员", "汇总", "概况" };
	struct arena a = { 0 };
	struct err err = { 0 };

	reset_store(r);
	MUST(intake_read(&r->scheme, &store, fuzz_path(&a, "batch"), NULL,
	    &err) == 0);
	MUST(assess_run(&r->scheme, &store, "2024-03-01", false, &err) == 0);
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		if (strcmp(tables[i], "成员") != 0 ||
		    scheme_form(&r->scheme, "成员") != NULL)
			fuzz_check_table(&store, tables[i]);
	arena_free(&a);
}

/* Whether a file can have the name. */
static bool
is_name(const char *name, size_t len)
{
	return len > 0 && len <= MOST_NAME && memchr(name, '/', len) == NULL &&
	    memchr(name, '\0', len) == NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *line = (const char *)data, *file, *dir = "batch/A";
	const char *end = memchr(data, '\n', size);
	struct arena a = { 0 };
	const struct rubric *r;
	char *name;

	if (end == NULL)
		return 0;
	r = find_rubric(line, (size_t)(end - line), &file);
	if (file < end && *file == '/') {
		dir = "batch";
		file++;
	}
	if (!is_name(file, (size_t)(end - file)))
		return 0;
	name = path_join(&a, dir, arena_strndup(&a, file,
	    (size_t)(end - file)));
	if (fuzz_put(name, end + 1, size - (size_t)(end + 1 - line))) {
		read_and_assess(r);
		fuzz_clear(name);
		if (strcmp(name, IDENTITY) == 0)
			put_identity();
	}
	arena_free(&a);
	return 0;
}
