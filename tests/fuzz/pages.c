#include "pages.h"

#include <linebreak.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "pdf/pdf.h"
#include "../unit/display_judge.h"

#define FAR	1e6	/* pt: no page is so large */
#define MOST	8	/* pages of a paper */

static struct font_library *fonts;
static struct measure *measure;

static void
close_fonts(void)
{
	measure_free(measure);
	font_library_close(fonts);
}

static void
open_fonts(void)
{
	struct err err = { 0 };

	if (fonts != NULL)
		return;
	init_linebreak();
	fonts = font_library_open(NULL, &err);
	MUST(fonts != NULL);
	/* So that a shared subset is there, too. */
	font_library_common(fonts, 0, FONT_BODY,
	    "评估点得分工作室学校编号名称负责人姓名性别出生年月政治面貌学历职称任教课程"
	    "研究领域毕业院校教龄年限所在人员类别0123456789");
	measure = measure_new(fonts);
	MUST(atexit(close_fonts) == 0);
}

static void
check_item(const struct item *it)
{
	MUST(fabs(it->x) < FAR && fabs(it->y) < FAR);
	MUST(fabs(it->x2) < FAR && fabs(it->y2) < FAR);
	MUST(it->width >= 0 && it->width < FAR && it->dash >= 0);
	if (it->kind == ITEM_TEXT) {
		MUST(it->text != NULL);
		MUST(text_valid(it->text, strlen(it->text)));
		MUST(it->size >= 0 && it->size < FAR);
		MUST(fabs(it->spacing) < FAR);
	}
	for (size_t i = 0; i < it->npoints; i++)
		MUST(fabs(it->points[i].x) < FAR && fabs(it->points[i].y) < FAR);
}

static void
check_display(const struct display *d)
{
	MUST(d->npages > 0);
	for (size_t i = 0; i < d->npages; i++)
		for (size_t k = 0; k < d->pages[i].nitems; k++)
			check_item(&d->pages[i].items[k]);
	for (size_t i = 0; i < d->nbookmarks; i++)
		MUST(d->bookmarks[i].page < d->npages &&
		    d->bookmarks[i].level > 0 &&
		    d->bookmarks[i].title != NULL);
}

/* Text in its margins and cells, nothing over it, all of it on the page. */
static void
check_geometry(const struct display *d)
{
	const char *wrong = display_check(d, fonts, page_edges);

	if (wrong == NULL)
		wrong = display_check_page(d);
	if (wrong != NULL) {
		(void)fprintf(stderr, "%s\n", wrong);
		fuzz_broken(__FILE__, __LINE__, "the geometry is sound");
	}
}

static void
check_file(const char *path)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t len = 0;
	char *data = NULL;

	MUST(file_read(&a, path, (size_t)1 << 30, &data, &len, NULL,
	    &err) == 0);
	MUST(len > 16 && memcmp(data, "%PDF-1.7", 8) == 0);
	MUST(memmem(data + len - 8, 8, "%%EOF", 5) != NULL);
	arena_free(&a);
}

void
pages_make(const struct template *t, struct store *store, const char *path)
{
	struct arena a = { 0 }, pages = { 0 };
	struct display d = { .arena = &pages };
	struct document doc;
	struct binding b;
	const char *cut;
	struct err err = { 0 };
	int rc;

	open_fonts();
	/* To look at the pages of a find. */
	if (getenv("FUZZ_PDF") != NULL)
		path = getenv("FUZZ_PDF");
	rc = template_bind(&b, t, store, &err);
	if (rc == 0)
		rc = document_build(&doc, &a, &b, fuzz_studio(), &err);
	if (rc == 0) {
		doc.most_pages = MOST;
		rc = layout_within(&doc, measure, &d, &cut, &err);
	}
	if (rc == 0) {
		MUST(d.npages <= MOST);
		check_display(&d);
		if (path != NULL) {
			MUST(pdf_write(&d, fonts, path, &err) == 0);
			check_file(path);
		}
		check_geometry(&d);
	} else {
		MUST(*err.text != '\0');
		if (getenv("FUZZ_PDF") != NULL)
			(void)fprintf(stderr, "%s\n", err.text);
	}
	template_unbind(&b);
	arena_free(&pages);
	arena_free(&a);
}
