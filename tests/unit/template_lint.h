#ifndef PINGGU_TESTS_TEMPLATE_LINT_H
#define PINGGU_TESTS_TEMPLATE_LINT_H

#include "folder.h"

#include "document/document.h"
#include "page/components.h"

/* What lint says, a line each. */
struct complaints {
	struct buf text;
	size_t n;
};

static inline void
add_complaint(void *ctx, const char *text)
{
	struct complaints *c = ctx;

	buf_addf(&c->text, "%s\n", text);
	c->n++;
}

/* Check a template on a store with the tables that every scheme has. */
static inline void
lint_template(const char *text, struct complaints *c)
{
	struct folder f;
	struct store store;
	struct err err = { 0 };

	*c = (struct complaints){ 0 };
	folder_open(&f);
	folder_write(&f, "t.md", text);
	assert_int_equal(store_create(&store, &err), 0);
	assert_int_equal(store_exec(&store,
	    "CREATE TABLE 工作室(编号 TEXT, 名称 TEXT);"
	    "CREATE TABLE 方案(名称 TEXT, 报告标题 TEXT, 满分 TEXT);"
	    "INSERT INTO 方案 VALUES('办法', '标题', '满')", &err), 0);
	template_check(path_join(&f.arena, f.path, "t.md"), components, &store,
	    add_complaint, c);
	store_close(&store);
	folder_close(&f);
}

#endif
