#include "report/report.h"

#include <stdatomic.h>
#include <stdlib.h>

#include <linebreak.h>

#include "base/file.h"
#include "base/pool.h"
#include "document/document.h"
#include "page/page.h"
#include "pdf/pdf.h"
#include "report/print_run.h"

/* What one worker keeps from job to job. */
struct print_worker {
	struct store store;
	struct binding *bindings;	/* one a paper; .template NULL: not yet */
	struct measure *measure;
	struct arena arena;
	bool open;
};

/* One file. */
struct job {
	const struct output *output;	/* a file of its own, or NULL: */
	size_t paper;		/* a PDF of this paper */
	const char *studio;
	const char *file;	/* below out */
	char *why;		/* it failed; NULL while all is well; owned */
	char *cut;		/* what is not printed of it, or NULL; owned */
	int number;		/* errno when the system refused */
};

struct print_jobs {
	const char *db_path, *out;
	const struct report_options *options;
	struct font_library *fonts;
	struct papers papers;
	struct arena arena;
	struct job *jobs;
	size_t njobs, cap;
	struct print_worker *writers;
	atomic_bool hopeless;	/* a file failed, or the disk is full */
};

/* A worker's own connection, and its statements of a paper, each once. */
static int
writer_open(struct print_jobs *b, struct print_worker *w, size_t paper,
    struct err *err)
{
	struct binding *binding;

	if (!w->open) {
		if (store_open(&w->store, b->db_path, err) == -1)
			return -1;
		w->bindings = mem_zero(b->papers.n, sizeof(*w->bindings));
		w->measure = measure_new(b->fonts);
		w->open = true;
	}
	binding = &w->bindings[paper];
	if (binding->template != NULL)
		return 0;
	if (template_bind(binding, &b->papers.items[paper].template,
	    &w->store, err) == 0)
		return 0;
	template_unbind(binding);
	return -1;
}

static void
writer_close(struct print_jobs *b, struct print_worker *w)
{
	if (w->open) {
		for (size_t i = 0; i < b->papers.n; i++)
			template_unbind(&w->bindings[i]);
		free(w->bindings);
		store_close(&w->store);
		measure_free(w->measure);
	}
	arena_free(&w->arena);
}

int
paper_print(const struct binding *binding, const char *studio,
    struct measure *m, struct font_library *fonts, struct arena *a,
    const char *path, const char **cut, struct err *err)
{
	struct arena pages = { 0 };
	struct display d = { .arena = &pages,
	    .kind = binding->template->number };
	struct document doc;
	int rc;

	*cut = NULL;
	if (document_build(&doc, a, binding, studio, err) == -1)
		return -1;
	rc = layout_within(&doc, m, &d, cut, err);
	if (rc == 0)
		rc = pdf_write(&d, fonts, path, err);
	if (*cut != NULL)
		*cut = arena_strdup(a, *cut);
	arena_free(&pages);
	return rc;
}

static int
write_output(const struct print_jobs *b, const struct output *output,
    const char *path, struct err *err)
{
	const struct report_options *o = b->options;
	bool apart = output->part != NULL && o->part != NULL;
	int rc;

	if (apart)
		o->part(output->part);
	rc = output->write(b->db_path, path, o, err);
	if (apart)
		o->part(NULL);
	return rc;
}

static void
run_job(void *ctx, size_t worker, size_t job)
{
	struct print_jobs *b = ctx;
	struct print_worker *w = &b->writers[worker];
	struct job *j = &b->jobs[job];
	const char *path = path_join(&w->arena, b->out, j->file);
	const char *cut = NULL;
	struct err err = { 0 };
	int rc;

	if (j->output != NULL)
		rc = write_output(b, j->output, path, &err);
	else if ((rc = writer_open(b, w, j->paper, &err)) == 0)
		rc = paper_print(&w->bindings[j->paper], j->studio,
		    w->measure, b->fonts, &w->arena, path, &cut, &err);
	if (cut != NULL && rc == 0)
		j->cut = mem_strdup(cut);	/* its own job: no lock */
	if (rc == -1) {
		j->why = mem_strdup(err.text);
		j->number = err.number;
		if (err.number != 0 || j->output != NULL)
			atomic_store(&b->hopeless, true);
	}
	arena_reset(&w->arena);
}

static void
tick(void *ctx, size_t done, size_t total)
{
	const struct print_jobs *b = ctx;

	if (b->options->tick != NULL)
		b->options->tick(done, total);
}

static bool
stop(void *ctx)
{
	struct print_jobs *b = ctx;

	if (atomic_load(&b->hopeless))
		return true;
	return b->options->stop != NULL && b->options->stop();
}

static void
add_job(struct print_jobs *b, struct job job)
{
	mem_grow(&b->jobs, &b->cap, b->njobs, sizeof(*b->jobs));
	b->jobs[b->njobs++] = job;
}

/* The papers that 文书 says, in its order. */
static int
read_jobs(struct print_jobs *b, struct store *store, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store,
	    "SELECT 文书, 工作室, 文件 FROM 文书 ORDER BY rowid", err);
	int rc = -1;

	while (stmt != NULL && (rc = store_step(store, stmt, err)) == 1) {
		size_t paper = papers_find(&b->papers, store_text(stmt, 0));

		if (paper == b->papers.n) {
			rc = err_set(err, "没有文书“%s”的模板",
			    store_text(stmt, 0));
			break;
		}
		add_job(b, (struct job){ .paper = paper,
		    .studio = arena_strdup(&b->arena, store_text(stmt, 1)),
		    .file = arena_strdup(&b->arena, store_text(stmt, 2)) });
	}
	store_finalize(stmt);
	return rc;
}

/* Read the papers and bind them once, so that what is wrong is said once. */
static int
batch_open(struct print_jobs *b, struct err *err)
{
	struct print_worker *w = &b->writers[0];

	if (papers_read(&b->papers, b->options, err) == -1)
		return -1;
	/* The workbook takes longest, so files come first. */
	for (const struct output *o = outputs; o->kind != OUTPUT_END; o++)
		if (o->kind == OUTPUT_FILE)
			add_job(b, (struct job){ .output = o,
			    .file = o->name });
	for (size_t i = 0; i < b->papers.n; i++)
		if (!b->papers.items[i].template.self &&
		    (writer_open(b, w, i, err) == -1 ||
		    common_text_declare(b->fonts, &w->bindings[i], err) == -1))
			return -1;
	return w->open ? read_jobs(b, &w->store, err) : 0;
}

static bool
somebody_gets(const struct print_jobs *b, size_t paper)
{
	size_t i = 0;

	while (i < b->njobs && (b->jobs[i].output != NULL ||
	    b->jobs[i].paper != paper))
		i++;
	return i < b->njobs;
}

/* A folder for each paper that is for all studios, or that some get. */
static int
make_folders(struct print_jobs *b, struct err *err)
{
	for (size_t i = 0; i < b->papers.n; i++) {
		const struct paper *p = &b->papers.items[i];

		if (!p->template.self && (p->template.condition == NULL ||
		    somebody_gets(b, i)) && dir_make(path_join(&b->arena,
		    b->out, p->name), err) == -1)
			return -1;
	}
	return 0;
}

/* -1 with what ended all first, in the order of the jobs. */
static int
refusal(const struct print_jobs *b, struct err *err)
{
	for (size_t i = 0; i < b->njobs; i++)
		if (b->jobs[i].number != 0 || (b->jobs[i].why != NULL &&
		    b->jobs[i].output != NULL)) {
			(void)err_set(err, "%s", b->jobs[i].why);
			err->number = b->jobs[i].number;
			return -1;
		}
	return 0;
}

/* What went wrong, in the order of the jobs. */
static void
list_failures(const struct print_jobs *b, struct print_failures *failures)
{
	struct arena *a = &failures->arena;

	failures->items = arena_alloc(a, (b->njobs + 1) *
	    sizeof(*failures->items));
	for (size_t i = 0; i < b->njobs; i++) {
		const struct job *j = &b->jobs[i];

		if ((j->why != NULL && j->output == NULL) || j->cut != NULL)
			failures->items[failures->n++] =
			    (struct print_failure){
				.cut = j->cut != NULL,
				.studio = arena_strdup(a, j->studio),
				.file = arena_strdup(a, j->file),
				.why = arena_strdup(a, j->cut != NULL ?
				    j->cut : j->why)
			};
	}
}

static void
batch_close(struct print_jobs *b, size_t workers)
{
	for (size_t i = 0; i < workers; i++)
		writer_close(b, &b->writers[i]);
	free(b->writers);
	for (size_t i = 0; i < b->njobs; i++) {
		free(b->jobs[i].why);
		free(b->jobs[i].cut);
	}
	free(b->jobs);
	papers_free(&b->papers);
	arena_free(&b->arena);
}

int
print_run(const char *db_path, const char *out,
    const struct report_options *options, struct font_library *fonts,
    struct print_failures *failures, struct err *err)
{
	size_t workers = options->workers > 0 ? options->workers : 1;
	struct print_jobs b = {
		.db_path = db_path, .out = out, .options = options,
		.fonts = fonts
	};
	struct pool pool = {
		.run = run_job, .tick = tick, .stop = stop, .ctx = &b
	};
	int rc = -1;

	*failures = (struct print_failures){ 0 };
	init_linebreak();	/* before there are threads */
	b.writers = mem_zero(workers, sizeof(*b.writers));
	if (batch_open(&b, err) == 0 && make_folders(&b, err) == 0) {
		pool_run(&pool, workers, b.njobs);
		list_failures(&b, failures);
		rc = refusal(&b, err);
	}
	batch_close(&b, workers);
	return rc;
}

void
print_failures_free(struct print_failures *failures)
{
	arena_free(&failures->arena);
}
