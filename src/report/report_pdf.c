#include "report/report.h"

#include <stdlib.h>

#include <linebreak.h>

#include "base/file.h"
#include "base/pool.h"
#include "report/document.h"
#include "report/font_scheme.h"
#include "report/layout.h"
#include "report/names.h"
#include "report/pdf/pdf.h"

#define FOLDER_NAME	"报告"

/* What one worker keeps from studio to studio. */
struct writer {
	struct store store;
	struct binding binding;
	struct measure *measure;
	struct arena arena;
	bool open, failed;
	struct err err;		/* why it failed */
};

struct batch {
	const char *db_path, *out;
	const struct report_options *options;
	const struct font_library *fonts;
	struct template template;
	struct arena arena;
	struct report_names names;
	struct writer *writers;
	const char **why;	/* one a studio: NULL while all is well */
};

/* Open a worker's own connection and prepare its statements, once. */
static int
writer_open(struct batch *b, struct writer *w, struct err *err)
{
	if (w->open)
		return 0;
	if (w->failed)
		return err_set(err, "%s", w->err.text);
	w->failed = true;
	if (store_open(&w->store, b->db_path, &w->err) == -1)
		return err_set(err, "%s", w->err.text);
	if (template_bind(&w->binding, &b->template, &w->store,
	    &w->err) == -1) {
		template_unbind(&w->binding);
		store_close(&w->store);
		return err_set(err, "%s", w->err.text);
	}
	w->measure = measure_new(b->fonts);
	w->open = true;
	w->failed = false;
	return 0;
}

static void
writer_close(struct writer *w)
{
	if (w->open) {
		template_unbind(&w->binding);
		store_close(&w->store);
		measure_free(w->measure);
	}
	arena_free(&w->arena);
}

static int
write_studio(struct batch *b, struct writer *w, const struct report_name *s,
    struct err *err)
{
	struct display d = { .arena = &w->arena };
	struct document doc;

	if (writer_open(b, w, err) == -1)
		return -1;
	if (document_build(&doc, &w->arena, &w->binding, s->studio, err) == -1)
		return -1;
	layout_document(&doc, w->measure, &d);
	return pdf_write(&d, b->fonts, path_join(&w->arena, b->out, s->file),
	    err);
}

static void
run_job(void *ctx, size_t worker, size_t job)
{
	struct batch *b = ctx;
	struct writer *w = &b->writers[worker];
	struct err err = { "" };

	if (write_studio(b, w, &b->names.items[job], &err) == -1)
		b->why[job] = mem_strdup(err.text);	/* its own slot: no lock */
	arena_reset(&w->arena);
}

static void
tick(void *ctx, size_t done, size_t total)
{
	const struct batch *b = ctx;

	if (b->options->tick != NULL)
		b->options->tick(done, total);
}

static bool
stop(void *ctx)
{
	const struct batch *b = ctx;

	return b->options->stop != NULL && b->options->stop();
}

/* Find and read the template, and try it, so that what is wrong is said once. */
static int
batch_open(struct batch *b, struct err *err)
{
	char *path = template_find(&b->arena, b->options->templates,
	    b->options->scheme, TEMPLATE_REPORT, err);

	if (path == NULL || template_read(&b->template, path, err) == -1 ||
	    writer_open(b, &b->writers[0], err) == -1 ||
	    font_common_scheme(b->fonts, &b->writers[0].binding, err) == -1)
		return -1;
	return report_names_read(&b->names, &b->writers[0].store, err);
}

/* What went wrong, in the order of the studios. */
static void
list_failures(const struct batch *b, struct report_failures *failures)
{
	failures->items = arena_alloc(&failures->arena,
	    b->names.n * sizeof(*failures->items));
	for (size_t i = 0; i < b->names.n; i++)
		if (b->why[i] != NULL)
			failures->items[failures->n++] =
			    (struct report_failure){
				arena_strdup(&failures->arena,
				    b->names.items[i].studio),
				arena_strdup(&failures->arena, b->why[i])
			};
}

static void
batch_close(struct batch *b, size_t workers)
{
	for (size_t i = 0; i < workers; i++)
		writer_close(&b->writers[i]);
	free(b->writers);
	for (size_t i = 0; b->why != NULL && i < b->names.n; i++)
		free((char *)b->why[i]);
	free(b->why);
	report_names_free(&b->names);
	template_free(&b->template);
	arena_free(&b->arena);
}

int
report_pdfs(const char *db_path, const char *out,
    const struct report_options *options, const struct font_library *fonts,
    struct report_failures *failures, struct err *err)
{
	size_t workers = options->workers > 0 ? options->workers : 1;
	struct batch b = {
		.db_path = db_path, .options = options, .fonts = fonts
	};
	struct pool pool = {
		.run = run_job, .tick = tick, .stop = stop, .ctx = &b
	};
	int rc = -1;

	*failures = (struct report_failures){ 0 };
	init_linebreak();	/* before there are threads */
	b.out = path_join(&b.arena, out, FOLDER_NAME);
	b.writers = mem_zero(workers, sizeof(*b.writers));
	if (batch_open(&b, err) == 0 && dir_make(b.out, err) == 0) {
		b.why = mem_zero(b.names.n, sizeof(*b.why));
		pool_run(&pool, workers, b.names.n);
		list_failures(&b, failures);
		rc = 0;
	}
	batch_close(&b, workers);
	return rc;
}

void
report_failures_free(struct report_failures *failures)
{
	arena_free(&failures->arena);
}
