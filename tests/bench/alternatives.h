#ifndef PINGGU_BENCH_ALTERNATIVES_H
#define PINGGU_BENCH_ALTERNATIVES_H

#include <stdbool.h>
#include <stddef.h>

#include "font/find.h"
#include "page/page.h"

/*
 * The plain ways of writing a PDF that `make bench` sets beside pdf_write.
 * All get the same display lists; alternatives.c says which ways there are.
 */

/* ---- dissect.c: what the bytes of a PDF are ---------------------------------- */

enum chunk_kind {
	CHUNK_OUTLINES,		/* font files */
	CHUNK_FONT,		/* what else belongs to fonts: widths, maps */
	CHUNK_PAGE,		/* page contents */
	CHUNK_REST,		/* page tree, outline, links, xref, lengths */
	CHUNK_KINDS
};

/* A stream of the file. */
struct chunk {
	enum chunk_kind kind;
	const char *data;	/* as it stands in the file */
	size_t len;
	struct buf raw;		/* inflated; empty for what is no flate stream */
	bool fresh;		/* made for this document; dissect_compare */
};

struct dissected {
	char *bytes;		/* the whole file */
	size_t len;
	struct chunk *chunks;
	size_t n, cap;
	size_t size[CHUNK_KINDS];	/* bytes of the file, each counted once */
	struct arena arena;
};

/*
 * Read a PDF without object streams.  -1 when it has no page contents that
 * we find.  Free it in any case.
 */
int	dissect(struct dissected *d, const char *path, struct err *err);
void	dissect_free(struct dissected *d);

/* Set fresh on what one has and other has not: the rest is shared by both. */
void	dissect_compare(struct dissected *one, const struct dissected *other);

/* Size of the file if zlib had deflated its font streams at that level. */
size_t	dissect_at_level(const struct dissected *d, int level);

/* ---- sheets.c: what all ways write ---------------------------------------------- */

struct sheet {			/* one document */
	struct arena arena;
	struct display display;
	struct dissected pdf;	/* pinggu's; not made here */
	double ms[2];		/* of its queries, of its layout */
};

struct source {
	const char *db, *scheme, *paper;
	size_t want;		/* documents, fewer when there are fewer */
};

/*
 * Set the first papers of a result, and tell fonts what they have in common.
 * -1 with fewer than two.  Free them in any case.
 */
int	sheets_make(struct font_library *fonts, const struct source *from,
	    struct sheet **sheets, size_t *n, struct err *err);
void	sheets_free(struct sheet *sheets, size_t n);

/* Processor time of this process so far. */
double	clock_ms(void);

/* ---- haru.c: libharu as its manual shows it ----------------------------------- */

struct haru {
	struct font_files files;	/* in the order of the library */
	struct font_library *fonts;
	size_t left_out;	/* characters outside the BMP, so far */
	size_t loaded;		/* fonts, so far */
};

/*
 * Draw all items of d with libharu's public functions and save the file.
 * Links and bookmarks are left out.
 */
int	haru_write(struct haru *h, const struct display *d, const char *path,
	    struct err *err);

/* ---- floor.c: what cannot be had for less -------------------------------------- */

struct floor {
	int level;
	bool fonts;		/* also the font streams that are fresh */
	bool libdeflate;	/* instead of zlib */
};

/*
 * Deflate the page contents of a PDF once more, then write as many bytes as
 * the PDF has.  scratch is memory from call to call.
 */
int	floor_write(const struct dissected *d, const struct floor *f,
	    struct buf *scratch, const char *path, struct err *err);

/* bytes deflated by zlib into to, which is emptied first. */
void	floor_deflate(struct buf *to, const char *bytes, size_t len, int level);

#endif
