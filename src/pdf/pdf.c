#include "pdf/pdf.h"

#include <assert.h>
#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "pdf/embed.h"
#include "pdf/link.h"
#include "pdf/page.h"
#include "pdf/stream.h"

#define CREATOR	"pinggu"
#define LEVEL 4		/* libdeflate's: 6 takes 30 % longer for 2 % */

/* libharu never sees an allocation fail, so what it makes is never NULL. */
static void *
take(HPDF_UINT size)
{
	return mem_alloc(size);
}

static void
give_back(void *p)
{
	free(p);
}

static void
set_text(HPDF_Doc doc, const char *key, const char *text)
{
	if (text != NULL && *text != '\0')
		(void)HPDF_Dict_Add(doc->info, key, embed_text(doc->mmgr,
		    text));
}

/* 2024-03-01 as PDF writes a day; anything else is left out. */
static void
set_date(HPDF_Doc doc, const char *date)
{
	char text[40];
	struct date d;

	if (date == NULL || !date_parse_day(date, &d))
		return;
	(void)snprintf(text, sizeof(text), "D:%04d%02d%02d", d.year, d.month,
	    d.day);
	(void)HPDF_Dict_Add(doc->info, "CreationDate",
	    HPDF_String_New(doc->mmgr, text, NULL));
}

static void
set_info(HPDF_Doc doc, const struct display *d)
{
	(void)HPDF_SetInfoAttr(doc, HPDF_INFO_CREATOR,
	    CREATOR " " PINGGU_VERSION);
	set_text(doc, "Title", d->title);
	set_text(doc, "Author", d->author);
	set_text(doc, "Subject", d->subject);
	set_date(doc, d->date);
	(void)HPDF_Dict_Add(doc->catalog, "Lang", HPDF_String_New(doc->mmgr,
	    "zh-CN", NULL));
}

/* One document while it is made. */
struct pdf_file {
	HPDF_Doc doc;
	const struct display *display;
	struct charset used;
	const struct shared_subsets *shared;
	struct subset *own;	/* of faces that are not shared; used.nfaces */
	HPDF_Dict *fonts;	/* of used.faces */
	struct libdeflate_compressor *z;
	const char *path;
};

static int
check(const struct pdf_file *w, size_t page, struct err *err)
{
	unsigned long code = HPDF_GetError(w->doc);

	if (code == HPDF_OK)
		return 0;
	return err_set(err, "无法生成 %s（第 %zu 页，libharu 0x%lx）", w->path,
	    page, code);
}

/* The font object of one face, from the shared subset or one of its own. */
static int
embed_one(struct pdf_file *w, size_t face, struct err *err)
{
	struct charset_face *f = &w->used.faces[face];
	const struct subset *parts = &w->own[face];

	assert(f->shared == NULL || w->shared != NULL);
	if (f->shared != NULL)
		parts = &w->shared->parts[f->shared - w->shared->used.faces];
	else if (subset_make(&w->own[face], w->used.fonts, f, w->z, err) == -1)
		return -1;
	w->fonts[face] = embed_face(w->doc, f, parts);
	return w->fonts[face] != NULL ? 0 : check(w, 0, err);
}

static int
embed_all(struct pdf_file *w, struct err *err)
{
	const struct display *d = w->display;

	w->shared = shared_subsets_get(w->used.fonts, d->kind);
	for (size_t i = 0; i < d->npages; i++)
		for (size_t k = 0; k < d->pages[i].nitems; k++)
			if (d->pages[i].items[k].kind == ITEM_TEXT)
				charset_add(&w->used, d->pages[i].items[k].role,
				    d->pages[i].items[k].text);
	if (charset_finish(&w->used, w->shared != NULL ? &w->shared->used : NULL,
	    err) == -1)
		return -1;
	w->own = mem_zero(w->used.nfaces + 1, sizeof(*w->own));
	w->fonts = mem_zero(w->used.nfaces + 1, sizeof(*w->fonts));
	for (size_t i = 0; i < w->used.nfaces; i++)
		if (w->used.faces[i].n > 0 &&	/* else all is shared */
		    embed_one(w, i, err) == -1)
			return -1;
	charset_encode(&w->used);
	return 0;
}

static int
draw_all(struct pdf_file *w, struct err *err)
{
	const struct display *d = w->display;
	HPDF_Page *pages = mem_zero(d->npages + 1, sizeof(*pages));
	int rc = 0;

	for (size_t i = 0; i < d->npages && rc == 0; i++) {
		const struct page *from = &d->pages[i];

		pages[i] = HPDF_AddPage(w->doc);
		if (pages[i] != NULL) {
			(void)HPDF_Page_SetWidth(pages[i],
			    (HPDF_REAL)from->width);
			(void)HPDF_Page_SetHeight(pages[i],
			    (HPDF_REAL)from->height);
			page_draw(w->doc, pages[i], from, &w->used, w->fonts,
			    w->z);
		}
		rc = check(w, i + 1, err);
	}
	if (rc == 0) {
		outline_add(w->doc, d, pages);
		rc = check(w, d->npages, err);
	}
	free(pages);
	return rc;
}

static int
save(const struct pdf_file *w, struct err *err)
{
	struct out out;

	if (out_open(&out, w->path, err) == -1)
		return -1;
	stream_save(w->doc, &out);
	if (check(w, 0, err) == 0)
		return out_commit(&out, err);
	out_discard(&out);
	return -1;
}

static void
writer_free(struct pdf_file *w)
{
	HPDF_Free(w->doc);	/* which still reads own */
	for (size_t i = 0; w->own != NULL && i < w->used.nfaces; i++)
		subset_free(&w->own[i]);
	free(w->own);
	free(w->fonts);
	charset_free(&w->used);
	libdeflate_free_compressor(w->z);
}

int
pdf_write(const struct display *d, struct font_library *fonts,
    const char *path, struct err *err)
{
	/*
	 * No error handler: errors stick until asked for.  No pool of
	 * memory: libharu hands out its bytes unaligned.
	 */
	struct pdf_file w = {
		.doc = HPDF_NewEx(NULL, take, give_back, 0, NULL),
		.display = d, .path = path, .used = { .fonts = fonts },
		.z = libdeflate_alloc_compressor(LEVEL)
	};
	int rc;

	if (w.doc == NULL || w.z == NULL)
		rc = err_set(err, "无法启动 libharu");
	else {
		w.doc->pdf_version = HPDF_VER_17;
		set_info(w.doc, d);
		rc = embed_all(&w, err);
	}
	if (rc == 0)
		rc = draw_all(&w, err);
	if (rc == 0)
		rc = save(&w, err);
	writer_free(&w);
	return rc;
}

bool
pdf_is_ours(const char *path)
{
	char head[1024];	/* libharu writes who made it first */
	FILE *f = fopen(path, "re");
	size_t n = f != NULL ? fread(head, 1, sizeof(head), f) : 0;

	if (f != NULL)
		(void)fclose(f);
	return memmem(head, n, "/Creator (" CREATOR " ",
	    strlen("/Creator (" CREATOR " ")) != NULL;
}
