#include "report/report.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <linebreak.h>

#include "base/file.h"
#include "base/pool.h"
#include "base/text.h"
#include "report/document.h"
#include "report/font_scheme.h"
#include "report/layout.h"
#include "report/pdf/pdf.h"
#include "scheme/names.h"

#define TEMPLATE_NAME	"报告.md"
#define NAME_MAX_BYTES	200	/* of a PDF's name, .pdf included */

/* What one worker keeps from studio to studio. */
struct writer {
	struct store store;
	struct binding binding;
	struct measure *measure;
	struct arena arena;
	bool open, failed;
	struct err err;		/* why it failed */
};

struct studio {
	const char *code, *title;
};

struct batch {
	const char *db_path, *out;
	const struct report_options *options;
	const struct font_library *fonts;
	struct template template;
	struct arena arena;
	struct studio *studios;
	size_t nstudios;
	struct writer *writers;
	pthread_mutex_t lock;	/* of what follows */
	size_t nfailed, first_job;
	struct report_failure *first;
};

char *
report_pdf_name(struct arena *a, const char *code, const char *title)
{
	char *whole = arena_printf(a, "%s_%s", code, title);
	char *name = text_filename(a, whole, NAME_MAX_BYTES - 4);
	unsigned long h = 5381;

	/*
	 * Codes are unique in a batch; a name that had to be changed might
	 * not be, so it carries a number made from what was there.
	 */
	if (strcmp(name, whole) != 0) {
		for (const char *p = whole; *p != '\0'; p++)
			h = (h * 33 + (unsigned char)*p) & 0xffffffffUL;
		name = arena_printf(a, "%s~%08lx",
		    text_cut(a, name, NAME_MAX_BYTES - 13), h);
	}
	return arena_printf(a, "%s.pdf", name);
}

static int
list_studios(struct batch *b, struct store *s, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, "SELECT " FIELD_CODE ", "
	    FIELD_TITLE " FROM " TABLE_STUDIO " ORDER BY 1", err);
	size_t cap = 0;
	int rc = -1;

	while (stmt != NULL && (rc = store_step(s, stmt, err)) == 1) {
		mem_grow(&b->studios, &cap, b->nstudios, sizeof(*b->studios));
		b->studios[b->nstudios++] = (struct studio){
			arena_strdup(&b->arena, store_text(stmt, 0)),
			arena_strdup(&b->arena, store_text(stmt, 1))
		};
	}
	store_finalize(stmt);
	return rc;
}

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
write_studio(struct batch *b, struct writer *w, const struct studio *s,
    struct err *err)
{
	struct display d = { .arena = &w->arena };
	struct document doc;

	if (writer_open(b, w, err) == -1)
		return -1;
	if (document_build(&doc, &w->arena, &w->binding, s->code, err) == -1)
		return -1;
	layout_document(&doc, w->measure, &d);
	return pdf_write(&d, b->fonts, path_join(&w->arena, b->out,
	    report_pdf_name(&w->arena, s->code, s->title)), err);
}

static void
run_job(void *ctx, size_t worker, size_t job)
{
	struct batch *b = ctx;
	struct writer *w = &b->writers[worker];
	const struct studio *s = &b->studios[job];
	struct err err = { "" };

	if (write_studio(b, w, s, &err) == -1) {
		(void)pthread_mutex_lock(&b->lock);
		/* The first by number, whoever comes first in time. */
		if (b->first != NULL &&
		    (b->nfailed == 0 || job < b->first_job)) {
			b->first_job = job;
			b->first->studio = s->code;
			b->first->err = err;
		}
		b->nfailed++;
		(void)pthread_mutex_unlock(&b->lock);
	}
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
	    b->options->scheme, TEMPLATE_NAME, err);

	if (path == NULL || template_read(&b->template, path, err) == -1 ||
	    writer_open(b, &b->writers[0], err) == -1 ||
	    font_common_scheme(b->fonts, &b->writers[0].binding, err) == -1)
		return -1;
	return list_studios(b, &b->writers[0].store, err);
}

int
report_pdfs(const char *db_path, const char *out,
    const struct report_options *options, const struct font_library *fonts,
    size_t *nfailed, struct report_failure *first, struct err *err)
{
	size_t workers = options->workers > 0 ? options->workers : 1;
	struct batch b = {
		.db_path = db_path, .out = out, .options = options,
		.fonts = fonts, .first = first
	};
	struct pool pool = {
		.run = run_job, .tick = tick, .stop = stop, .ctx = &b
	};
	int rc;

	init_linebreak();	/* before there are threads */
	(void)pthread_mutex_init(&b.lock, NULL);
	b.writers = mem_zero(workers, sizeof(*b.writers));
	rc = batch_open(&b, err);
	if (rc == 0)
		pool_run(&pool, workers, b.nstudios);
	*nfailed = b.nfailed;
	for (size_t i = 0; i < workers; i++)
		writer_close(&b.writers[i]);
	free(b.writers);
	/* The caller reads the code after everything here is gone. */
	if (b.nfailed > 0 && first != NULL)
		first->studio = mem_strdup(first->studio);
	free(b.studios);
	template_free(&b.template);
	arena_free(&b.arena);
	(void)pthread_mutex_destroy(&b.lock);
	return rc;
}
