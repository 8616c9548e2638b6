#include "report/papers.h"

#include <string.h>

static int
workbook(const char *result, const char *path,
    const struct report_options *options, struct err *err)
{
	const struct workbook_options sheets = workbook_options_of(options);

	return workbook_write(result, path, &sheets, err);
}

const struct output outputs[] = {
	/* libxlsxwriter keeps sheets in tmp.XXXXXXXXXX while they are written */
	{ .kind = OUTPUT_FILE, .name = "汇总表.xlsx", .label = "汇总表",
	    .part = "汇总表", .scratch = "tmp.", .write = workbook },
	{ .kind = OUTPUT_PAPERS },
	{ .kind = OUTPUT_FILE, .name = "问题清单.csv", .label = "问题清单",
	    .write = findings_csv },
	{ .kind = OUTPUT_FILE, .name = "问题清单.json", .write = findings_json },
	{ .kind = OUTPUT_STORE, .name = OUTPUT_RESULT, .label = "结果" },
	{ .kind = OUTPUT_END }
};

const struct output *
output_find(const char *name)
{
	for (const struct output *o = outputs; o->kind != OUTPUT_END; o++)
		if (o->name != NULL && strcmp(o->name, name) == 0)
			return o;
	return NULL;
}
