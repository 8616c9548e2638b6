#include "report/pdf/pdf.h"

#include <assert.h>
#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "report/pdf/embed.h"
#include "report/pdf/link.h"
#include "report/pdf/page.h"

#define LEVEL 4		/* zlib's, for fonts: 6 takes a third longer for 2 % */

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
	char text[11] = "D:";
	size_t n = 2;

	for (; date != NULL && *date != '\0'; date++) {
		if (*date == '-')
			continue;
		if (*date < '0' || *date > '9' || n == 10)
			return;
		text[n++] = *date;
	}
	if (n == 10)
		(void)HPDF_Dict_Add(doc->info, "CreationDate",
		    HPDF_String_New(doc->mmgr, text, NULL));
}

static void
set_info(HPDF_Doc doc, const struct display *d)
{
	(void)HPDF_SetInfoAttr(doc, HPDF_INFO_CREATOR,
	    "pinggu " PINGGU_VERSION);
	set_text(doc, "Title", d->title);
	set_text(doc, "Author", d->author);
	set_text(doc, "Subject", d->subject);
	set_date(doc, d->date);
	(void)HPDF_Dict_Add(doc->catalog, "Lang", HPDF_String_New(doc->mmgr,
	    "zh-CN", NULL));
}

static int
check(HPDF_Doc doc, const char *path, size_t page, struct err *err)
{
	if (HPDF_GetError(doc) == HPDF_OK)
		return 0;
	return err_set(err, "无法生成 %s（第 %zu 页，libharu 0x%lx）", path, page,
	    HPDF_GetError(doc));
}

/* The font object of one face, from the shared subset or one of its own. */
static HPDF_Dict
embed_one(HPDF_Doc doc, const struct used *used, size_t face,
    const struct shared *shared, struct err *err)
{
	const struct used_face *f = &used->faces[face];
	struct parts own;
	HPDF_Dict font;

	assert(f->shared == NULL || shared != NULL);
	if (f->shared != NULL)
		return embed_face(doc, f,
		    &shared->parts[f->shared - shared->used.faces]);
	if (parts_make(&own, used->fonts, f, LEVEL, err) == -1)
		return NULL;
	font = embed_face(doc, f, &own);
	parts_free(&own);
	return font;
}

static int
embed_all(HPDF_Doc doc, const struct display *d, struct used *used,
    HPDF_Dict **fonts, struct err *err)
{
	const struct shared *shared = shared_get(used->fonts);

	for (size_t i = 0; i < d->npages; i++)
		for (size_t k = 0; k < d->pages[i].nitems; k++)
			if (d->pages[i].items[k].kind == ITEM_TEXT)
				used_add(used, d->pages[i].items[k].role,
				    d->pages[i].items[k].text);
	if (used_finish(used, shared != NULL ? &shared->used : NULL, err) == -1)
		return -1;
	*fonts = mem_zero(used->nfaces + 1, sizeof(**fonts));
	for (size_t i = 0; i < used->nfaces; i++) {
		if (used->faces[i].n == 0)
			continue;	/* all of it is in a shared one */
		(*fonts)[i] = embed_one(doc, used, i, shared, err);
		if ((*fonts)[i] == NULL)
			return -1;
	}
	return 0;
}

static int
draw_all(HPDF_Doc doc, const struct display *d, const struct used *used,
    HPDF_Dict *fonts, const char *path, struct err *err)
{
	HPDF_Page *pages = mem_zero(d->npages + 1, sizeof(*pages));
	int rc = 0;

	for (size_t i = 0; i < d->npages && rc == 0; i++) {
		const struct page *from = &d->pages[i];

		pages[i] = HPDF_AddPage(doc);
		if (pages[i] != NULL) {
			(void)HPDF_Page_SetWidth(pages[i],
			    (HPDF_REAL)from->width);
			(void)HPDF_Page_SetHeight(pages[i],
			    (HPDF_REAL)from->height);
			page_draw(doc, pages[i], from, used, fonts);
		}
		rc = check(doc, path, i + 1, err);
	}
	if (rc == 0) {
		outline_add(doc, d, pages);
		rc = check(doc, path, d->npages, err);
	}
	free(pages);
	return rc;
}

/* HPDF_SaveToFile reports success on a full disk, so we write. */
static int
save(HPDF_Doc doc, const char *path, struct err *err)
{
	HPDF_BYTE bytes[16 * 1024];
	struct out out;

	if (HPDF_SaveToStream(doc) != HPDF_OK)
		return check(doc, path, 0, err);
	if (out_open(&out, path, err) == -1)
		return -1;
	for (;;) {
		HPDF_UINT32 len = sizeof(bytes);
		HPDF_STATUS rc = HPDF_ReadFromStream(doc, bytes, &len);

		out_write(&out, bytes, len);
		if (rc == HPDF_OK && len > 0)
			continue;
		if (rc == HPDF_OK || rc == HPDF_STREAM_EOF)
			return out_commit(&out, err);
		out_discard(&out);
		return err_set(err, "无法生成 %s（libharu 0x%lx）", path, rc);
	}
}

int
pdf_write(const struct display *d, const struct font_library *fonts,
    const char *path, struct err *err)
{
	/*
	 * No error handler: errors stick until asked for.  No pool of
	 * memory: libharu hands out its bytes unaligned.
	 */
	HPDF_Doc doc = HPDF_NewEx(NULL, take, give_back, 0, NULL);
	struct used used = { .fonts = fonts };
	HPDF_Dict *faces = NULL;
	int rc;

	if (doc == NULL)
		return err_set(err, "无法启动 libharu");
	(void)HPDF_SetCompressionMode(doc, HPDF_COMP_ALL);
	doc->pdf_version = HPDF_VER_17;
	set_info(doc, d);
	rc = embed_all(doc, d, &used, &faces, err);
	if (rc == 0)
		rc = draw_all(doc, d, &used, faces, path, err);
	if (rc == 0)
		rc = save(doc, path, err);
	free(faces);
	used_free(&used);
	HPDF_Free(doc);
	return rc;
}
