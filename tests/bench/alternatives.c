/*
 * Plain alternatives to pdf_write, side by side on the same content.
 *
 *   alternatives RESULT SCHEME PAPER DOCUMENTS ROUNDS FOLDER [WAY]
 *
 * RESULT is the 结果.sqlite of a finished report; the display lists of the
 * first DOCUMENTS papers of the kind PAPER are made from it by the program's
 * own code, outside the time that is measured.  Then every way writes all of
 * them, one way after the other, ROUNDS times over, so that a change of the
 * machine's pace meets all alike:
 *
 *   pinggu   pdf_write as a report does it, one subset shared by the batch
 *   tight    pdf_write without a shared subset: each document gets subsets of
 *            just the glyphs it uses, made and deflated anew
 *   libharu  libharu with the whole fonts, see haru.c
 *   floor    see floor.c: deflates the page contents of pinggu's PDF, with +
 *            also the fonts that are its own, at zlib's level 1 or 6 (which
 *            is libharu's), with d at libdeflate's level 6, and writes as
 *            many bytes as pinggu's PDF has
 *
 * Each PDF goes to a file of its own below FOLDER, on the disk it is on; they
 * are removed outside the time.  On stdout, a tab between the fields:
 *
 *   way NAME, median ms, least ms, mean bytes, largest bytes
 *   split NAME, outlines, other parts of fonts, page contents, rest (bytes)
 *   own NAME, bytes of font streams that are not shared
 *   size NAME, mean bytes: a way whose bytes only were counted
 *   step NAME, median ms: what comes before the PDF
 *   once NAME, ms: what a batch does once
 *   drawn documents, pages, characters; of these left out by libharu, and
 *        fonts it loaded, in all documents
 *
 * With WAY only that one is measured, for a profiler.
 * ms are processor time of this process, a document.  FOLDER keeps
 * the first document as pinggu.pdf, tight.pdf and libharu.pdf, to be looked
 * at.
 */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alternatives.h"
#include "base/file.h"
#include "base/text.h"
#include "pdf/pdf.h"

#define LEVEL_QUICK	1
#define LEVEL_HARU	6	/* Z_DEFAULT_COMPRESSION */
#define LEVEL_SMALL	9

struct bench {
	const char *paper, *folder;
	const char *only;	/* the way to measure; NULL: all */
	struct sheet *sheets;
	size_t n;		/* sheets */
	size_t rounds;
	struct font_library *fonts, *bare;	/* with and without the shared */
	struct haru haru;
	struct buf scratch;
	double shared_ms;	/* once a batch */
};

struct way {
	const char *name;
	int (*write)(struct bench *b, const struct way *w, size_t i,
	    const char *path, struct err *err);
	struct floor floor;
	bool whole;		/* writes a PDF that can be taken apart */
};

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Sorts them. */
static double
median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), by_value);
	return n % 2 == 1 ? values[n / 2] :
	    (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* ---- the ways ------------------------------------------------------------------ */

static int
write_pinggu(struct bench *b, const struct way *w, size_t i, const char *path,
    struct err *err)
{
	(void)w;
	return pdf_write(&b->sheets[i].display, b->fonts, path, err);
}

static int
write_tight(struct bench *b, const struct way *w, size_t i, const char *path,
    struct err *err)
{
	(void)w;
	return pdf_write(&b->sheets[i].display, b->bare, path, err);
}

static int
write_haru(struct bench *b, const struct way *w, size_t i, const char *path,
    struct err *err)
{
	(void)w;
	return haru_write(&b->haru, &b->sheets[i].display, path, err);
}

static int
write_floor(struct bench *b, const struct way *w, size_t i, const char *path,
    struct err *err)
{
	return floor_write(&b->sheets[i].pdf, &w->floor, &b->scratch, path,
	    err);
}

static const struct way ways[] = {
	{ .name = "pinggu", .write = write_pinggu, .whole = true },
	{ .name = "tight", .write = write_tight, .whole = true },
	{ .name = "libharu", .write = write_haru, .whole = true },
	{ "floor 1", write_floor, { LEVEL_QUICK, false, false }, false },
	{ "floor 6", write_floor, { LEVEL_HARU, false, false }, false },
	{ "floor 1+", write_floor, { LEVEL_QUICK, true, false }, false },
	{ "floor 6+", write_floor, { LEVEL_HARU, true, false }, false },
	{ "floor 6d+", write_floor, { LEVEL_HARU, true, true }, false },
};

#define WAYS	(sizeof(ways) / sizeof(ways[0]))
#define TIGHT	1		/* index in ways */

/* ---- outside the time ---------------------------------------------------------- */

static char *
path_of(const struct bench *b, struct arena *a, size_t i)
{
	return path_join(a, b->folder, arena_printf(a, "%zu.pdf", i));
}

/* What the bytes of one way's PDFs are, a document. */
static void
say_split(const struct bench *b, const struct way *w,
    const struct dissected *pdfs)
{
	size_t sum[CHUNK_KINDS] = { 0 }, own = 0;

	for (size_t i = 0; i < b->n; i++) {
		for (size_t k = 0; k < CHUNK_KINDS; k++)
			sum[k] += pdfs[i].size[k];
		for (size_t k = 0; k < pdfs[i].n; k++)
			if (pdfs[i].chunks[k].fresh && (pdfs[i].chunks[k].kind
			    == CHUNK_OUTLINES || pdfs[i].chunks[k].kind ==
			    CHUNK_FONT))
				own += pdfs[i].chunks[k].len;
	}
	assert(b->n > 0);
	(void)printf("split\t%s", w->name);
	for (size_t k = 0; k < CHUNK_KINDS; k++)
		(void)printf("\t%zu", sum[k] / b->n);
	(void)printf("\nown\t%s\t%zu\n", w->name, own / b->n);
}

static void
say_level(const struct bench *b, const struct way *w,
    const struct dissected *pdfs, int level)
{
	size_t sum = 0;

	for (size_t i = 0; i < b->n; i++)
		sum += dissect_at_level(&pdfs[i], level);
	assert(b->n > 0);
	(void)printf("size\t%s, fonts at zlib's level %d\t%zu\n", w->name, level,
	    sum / b->n);
}

/*
 * Write all documents once and take them apart; pinggu's are kept for the
 * floor.  This is also what warms memory and the file system up.
 */
static int
look_at(struct bench *b, const struct way *w, struct err *err)
{
	struct dissected *pdfs = mem_zero(b->n, sizeof(*pdfs));
	struct arena a = { 0 };
	int rc = 0;

	for (size_t i = 0; i < b->n && rc == 0; i++) {
		const char *path = i > 0 ? path_of(b, &a, i) : path_join(&a,
		    b->folder, arena_printf(&a, "%s.pdf", w->name));

		rc = w->write(b, w, i, path, err);
		if (rc == 0)
			rc = dissect(&pdfs[i], path, err);
		if (i > 0)
			(void)unlink(path);
	}
	for (size_t i = 0; i < b->n && rc == 0; i++)
		dissect_compare(&pdfs[i], &pdfs[(i + 1) % b->n]);
	if (rc == 0)
		say_split(b, w, pdfs);
	if (rc == 0 && w == &ways[TIGHT])
		for (int level = LEVEL_HARU; level <= LEVEL_SMALL; level += 3)
			say_level(b, w, pdfs, level);
	for (size_t i = 0; i < b->n; i++)
		if (w == ways)
			b->sheets[i].pdf = pdfs[i];
		else
			dissect_free(&pdfs[i]);
	free(pdfs);
	arena_free(&a);
	return rc;
}

/* The first document of a batch pays for the shared subset. */
static int
warm_up(struct bench *b, struct err *err)
{
	struct arena a = { 0 };
	const char *path = path_of(b, &a, 0);
	double start = clock_ms(), first;
	int rc = ways[0].write(b, &ways[0], 0, path, err);

	first = clock_ms();
	if (rc == 0)
		rc = ways[0].write(b, &ways[0], 0, path, err);
	b->shared_ms = first - start - (clock_ms() - first);
	(void)unlink(path);
	arena_free(&a);
	return rc;
}

static void
say_drawn(const struct bench *b)
{
	size_t pages = 0, characters = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct display *d = &b->sheets[i].display;

		pages += d->npages;
		for (size_t p = 0; p < d->npages; p++)
			for (size_t k = 0; k < d->pages[p].nitems; k++)
				if (d->pages[p].items[k].kind == ITEM_TEXT)
					characters += text_length(
					    d->pages[p].items[k].text);
	}
	(void)printf("drawn\t%zu\t%zu\t%zu\t%zu\t%zu\n", b->n, pages,
	    characters, b->haru.left_out, b->haru.loaded);
}

/* What comes before the PDF: the median of all documents, few of them cold. */
static void
say_steps(const struct bench *b)
{
	static const char *const steps[] = { "queries", "layout" };
	double *ms = mem_zero(b->n, sizeof(*ms));

	for (size_t step = 0; step < 2; step++) {
		for (size_t i = 0; i < b->n; i++)
			ms[i] = b->sheets[i].ms[step];
		(void)printf("step\t%s\t%.4f\n", steps[step],
		    median(ms, b->n));
	}
	(void)printf("once\tshared fonts\t%.4f\n", b->shared_ms);
	free(ms);
}

/* ---- the time -------------------------------------------------------------------- */

static bool
wanted(const struct bench *b, const struct way *w)
{
	return b->only == NULL || strcmp(b->only, w->name) == 0;
}

struct tally {
	double *ms;		/* one a round, for all documents */
	size_t bytes, largest;
};

/*
 * All documents by one way.  Paths are made before, files removed after.
 * A function of its own, for callgrind --toggle-collect=run_round.
 */
__attribute__((noinline)) static int
run_round(struct bench *b, const struct way *w, size_t round, struct tally *t,
    struct err *err)
{
	struct arena a = { 0 };
	char **paths = arena_alloc(&a, b->n * sizeof(*paths));
	double start;
	int rc = 0;

	for (size_t i = 0; i < b->n; i++)
		paths[i] = path_of(b, &a, i);
	start = clock_ms();
	for (size_t i = 0; i < b->n && rc == 0; i++)
		rc = w->write(b, w, i, paths[i], err);
	t->ms[round] = clock_ms() - start;
	t->bytes = t->largest = 0;
	for (size_t i = 0; i < b->n; i++) {
		struct stat st = { 0 };

		if (stat(paths[i], &st) == 0) {
			t->bytes += (size_t)st.st_size;
			if ((size_t)st.st_size > t->largest)
				t->largest = (size_t)st.st_size;
		}
		(void)unlink(paths[i]);
	}
	arena_free(&a);
	return rc;
}

static void
say_way(const struct bench *b, const struct way *w, struct tally *t)
{
	double middle = median(t->ms, b->rounds);

	(void)printf("way\t%s\t%.4f\t%.4f\t%zu\t%zu\n", w->name,
	    middle / (double)b->n, t->ms[0] / (double)b->n, t->bytes / b->n,
	    t->largest);
}

static int
measure_ways(struct bench *b, struct err *err)
{
	struct tally tallies[WAYS];
	int rc = 0;

	for (size_t w = 0; w < WAYS; w++)
		tallies[w] = (struct tally){ .ms = mem_zero(b->rounds,
		    sizeof(double)) };
	for (size_t r = 0; r < b->rounds && rc == 0; r++)
		for (size_t w = 0; w < WAYS && rc == 0; w++)
			if (wanted(b, &ways[w]))
				rc = run_round(b, &ways[w], r, &tallies[w],
				    err);
	for (size_t w = 0; w < WAYS; w++) {
		if (rc == 0 && wanted(b, &ways[w]))
			say_way(b, &ways[w], &tallies[w]);
		free(tallies[w].ms);
	}
	return rc;
}

static int
check_only(const struct bench *b, struct err *err)
{
	for (size_t w = 0; w < WAYS; w++)
		if (wanted(b, &ways[w]))
			return 0;
	return err_set(err, "no way %s", b->only);
}

static int
run(struct bench *b, const char *db, const char *scheme, size_t want,
    struct err *err)
{
	b->fonts = font_library_open(NULL, err);
	b->bare = font_library_open(NULL, err);
	b->haru.fonts = b->fonts;
	if (b->fonts == NULL || b->bare == NULL || check_only(b, err) == -1 ||
	    font_files_list(&b->haru.files, err) == -1 ||
	    sheets_make(b->fonts, &(struct source){ db, scheme, b->paper, want },
	    &b->sheets, &b->n, err) == -1 || warm_up(b, err) == -1)
		return -1;
	for (size_t w = 0; w < WAYS; w++)
		if (ways[w].whole && (w == 0 || wanted(b, &ways[w])) &&
		    look_at(b, &ways[w], err) == -1)
			return -1;
	say_drawn(b);
	say_steps(b);
	return measure_ways(b, err);
}

int
main(int argc, char **argv)
{
	struct bench b = { 0 };
	struct err err = { 0 };
	long want, rounds;
	int rc;

	if (argc < 7 || argc > 8 || (want = strtol(argv[4], NULL, 10)) < 2 ||
	    (rounds = strtol(argv[5], NULL, 10)) < 1) {
		(void)fputs("usage: alternatives RESULT SCHEME PAPER DOCUMENTS "
		    "ROUNDS FOLDER [WAY], at least 2 documents, 1 round\n", stderr);
		return 2;
	}
	b.paper = argv[3];
	b.folder = argv[6];
	b.only = argv[7];	/* NULL when there is none */
	b.rounds = (size_t)rounds;
	rc = run(&b, argv[1], argv[2], (size_t)want, &err);
	if (rc == 0 && fflush(stdout) == EOF)
		rc = err_errno(&err, errno, "stdout");
	if (rc == -1)
		(void)fprintf(stderr, "alternatives: %s\n", err.text);
	for (size_t i = 0; i < b.n; i++)
		dissect_free(&b.sheets[i].pdf);
	sheets_free(b.sheets, b.n);
	buf_free(&b.scratch);
	font_files_free(&b.haru.files);
	font_library_close(b.fonts);
	font_library_close(b.bare);
	return rc == 0 ? 0 : 2;
}
