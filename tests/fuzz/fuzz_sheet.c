/*
 * A sheet of the workbook: the file of one sheet, checked as lint does, and
 * the workbook of a batch written with it.
 */
#include "fuzz.h"

#include <string.h>

#include "xlsx/xlsx.h"

static void
complain(void *ctx, const char *text)
{
	(void)ctx;
	MUST(*text != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	const char *const templates[] = { fuzz_path(&a, "templates"), NULL };
	const struct workbook_options options = {
		.scheme = "x", .templates = templates };
	const char *path = fuzz_path(&a, "x.xlsx");
	struct err err = { 0 };

	MUST(fuzz_put("templates/x/汇总表/01-表.sql", data, size));
	workbook_lint(fuzz_store(), &options, complain, NULL);
	if (workbook_write(fuzz_store_file(), path, &options, &err) == -1)
		MUST(*err.text != '\0');
	arena_free(&a);
	return 0;
}
