#include "report/print_run.h"

#include <errno.h>
#include <stdio.h>

#include "base/file.h"

/* 文书 lists what is there. */
static int
forget_paper(struct store *store, const char *file, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store,
	    "DELETE FROM 文书 WHERE 文件 = ?1", err);
	int rc;

	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, file);
	rc = store_step(store, stmt, err);
	store_finalize(stmt);
	return rc;
}

/* A PDF that could not be made, or not whole, is a finding. */
static int
record_failures(struct store *store, const struct print_failures *failures,
    struct arena *a, struct err *err)
{
	for (size_t i = 0; i < failures->n; i++) {
		const struct print_failure *r = &failures->items[i];
		const struct finding f = { .studio = r->studio,
		    .detail = arena_printf(a, "%s：%s", r->file, r->why) };

		if (finding_add(store, r->cut ? FINDING_PAPER_CUT :
		    FINDING_REPORT_FAILED, &f, err) == -1 ||
		    (!r->cut && forget_paper(store, r->file, err) == -1))
			return -1;
	}
	return findings_count(store, err);
}

/*
 * What became of a PDF is one more finding: the store and the files that are
 * made of it are written again.
 */
static int
write_again(struct store *store, const struct report_options *options,
    const char *out, const char *result, struct arena *a, struct err *err)
{
	/* Whoever is killed here leaves one that tells what papers are ours. */
	const char *again = arena_printf(a, "%s" OUT_PART, result);

	if (store_save(store, again, err) == -1)
		return -1;
	if (rename(again, result) == -1)
		return err_errno(err, errno, "无法换掉 %s", result);
	for (const struct output *o = outputs; o->kind != OUTPUT_END; o++)
		if (o->kind == OUTPUT_FILE && o->write(result,
		    path_join(a, out, o->name), options, err) == -1)
			return -1;
	return 0;
}

/* The store first: several readers make the rest from it. */
static int
write_all(struct store *store, const char *out,
    const struct report_options *options, struct font_library *fonts,
    struct print_failures *failures, struct arena *a, struct err *err)
{
	const char *result = path_join(a, out, OUTPUT_RESULT);

	if (papers_plan(store, options, err) == -1 ||
	    store_save(store, result, err) == -1 ||
	    print_run(result, out, options, fonts, failures, err) == -1)
		return -1;
	if (options->stop != NULL && options->stop())
		return err_interrupted(err);
	if (failures->n == 0)
		return 0;
	if (record_failures(store, failures, a, err) == -1)
		return -1;
	return write_again(store, options, out, result, a, err);
}

int
report_write(struct store *store, const char *out,
    const struct report_options *options, struct font_library *fonts,
    struct err *err)
{
	struct print_failures failures = { 0 };
	struct arena a = { 0 };
	int rc = write_all(store, out, options, fonts, &failures, &a, err);

	print_failures_free(&failures);
	arena_free(&a);
	return rc;
}
