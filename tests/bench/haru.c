/*
 * The same pages by libharu's public functions alone: the fonts are loaded
 * from their files in every document, text goes in as UTF-8, libharu finds
 * the glyphs, takes their outlines out and deflates everything.  What is set
 * already is not set again, as a careful programmer would do.
 */
#include <hpdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "alternatives.h"
#include "base/text.h"

#define GETA	0x3013u		/* 〓 */

struct pen {
	struct haru *haru;
	HPDF_Doc doc;
	HPDF_Page page;
	HPDF_Font *fonts;	/* one for each file; NULL: not loaded yet */
	double height;		/* of the page: PDF's y grows upwards */
	struct color fill, stroke;
	double width, dash, size, spacing;
	unsigned face;
	bool font_set;
	struct buf text;	/* of one face, not shown yet */
};

static HPDF_Font
font_of(struct pen *p, unsigned face)
{
	const struct font_file *f = &p->haru->files.file[face];
	size_t len = strlen(f->path);
	const char *name;

	if (p->fonts[face] != NULL)
		return p->fonts[face];
	if (len > 4 && strcasecmp(f->path + len - 4, ".ttc") == 0)
		name = HPDF_LoadTTFontFromFile2(p->doc, f->path,
		    (HPDF_UINT)f->index, HPDF_TRUE);
	else
		name = HPDF_LoadTTFontFromFile(p->doc, f->path, HPDF_TRUE);
	p->haru->loaded++;
	p->fonts[face] = HPDF_GetFont(p->doc, name, "UTF-8");
	return p->fonts[face];
}

static bool
change_color(struct color *old, struct color c)
{
	bool same = old->r == c.r && old->g == c.g && old->b == c.b;

	*old = c;
	return !same;
}

static void
set_fill(struct pen *p, struct color c)
{
	if (change_color(&p->fill, c))
		(void)HPDF_Page_SetRGBFill(p->page, c.r, c.g, c.b);
}

static void
set_stroke(struct pen *p, struct color c, double width, double dash)
{
	HPDF_UINT16 pattern = (HPDF_UINT16)lround(fmax(dash, 1));

	if (change_color(&p->stroke, c))
		(void)HPDF_Page_SetRGBStroke(p->page, c.r, c.g, c.b);
	if (p->width != width)
		(void)HPDF_Page_SetLineWidth(p->page, (HPDF_REAL)width);
	if (p->dash != dash)
		(void)HPDF_Page_SetDash(p->page, &pattern, dash > 0 ? 1 : 0, 0);
	p->width = width;
	p->dash = dash;
}

static void
move_to(struct pen *p, double x, double y)
{
	(void)HPDF_Page_MoveTo(p->page, (HPDF_REAL)x,
	    (HPDF_REAL)(p->height - y));
}

static void
line_to(struct pen *p, double x, double y)
{
	(void)HPDF_Page_LineTo(p->page, (HPDF_REAL)x,
	    (HPDF_REAL)(p->height - y));
}

/* Set the pens for an area that has its path still to come. */
static void
prepare(struct pen *p, const struct item *it)
{
	if (it->fill)
		set_fill(p, it->color);
	if (it->width > 0)
		set_stroke(p, it->stroke, it->width, it->dash);
}

static void
paint(struct pen *p, const struct item *it)
{
	if (it->fill && it->width > 0)
		(void)HPDF_Page_ClosePathFillStroke(p->page);
	else if (it->fill)
		(void)HPDF_Page_Fill(p->page);
	else if (it->width > 0)
		(void)HPDF_Page_ClosePathStroke(p->page);
	else
		(void)HPDF_Page_EndPath(p->page);
}

static void
draw_rect(struct pen *p, const struct item *it)
{
	prepare(p, it);
	(void)HPDF_Page_Rectangle(p->page, (HPDF_REAL)it->x,
	    (HPDF_REAL)(p->height - it->y2), (HPDF_REAL)(it->x2 - it->x),
	    (HPDF_REAL)(it->y2 - it->y));
	paint(p, it);
}

static void
draw_polygon(struct pen *p, const struct item *it)
{
	if (it->npoints < 2)
		return;
	prepare(p, it);
	move_to(p, it->points[0].x, it->points[0].y);
	for (size_t i = 1; i < it->npoints; i++)
		line_to(p, it->points[i].x, it->points[i].y);
	paint(p, it);
}

static void
draw_line(struct pen *p, const struct item *it)
{
	set_stroke(p, it->color, it->width, it->dash);
	move_to(p, it->x, it->y);
	line_to(p, it->x2, it->y2);
	(void)HPDF_Page_Stroke(p->page);
}

static void
show(struct pen *p)
{
	if (p->text.len > 0)
		(void)HPDF_Page_ShowText(p->page, buf_str(&p->text));
	buf_reset(&p->text);
}

static void
set_font(struct pen *p, unsigned face, double size)
{
	if (p->font_set && p->face == face && p->size == size)
		return;
	show(p);
	(void)HPDF_Page_SetFontAndSize(p->page, font_of(p, face),
	    (HPDF_REAL)size);
	p->font_set = true;
	p->face = face;
	p->size = size;
}

static void
draw_text(struct pen *p, const struct item *it)
{
	const char *text = it->text;
	struct font_glyph g;
	uint32_t ch;

	set_fill(p, it->color);
	if (p->spacing != it->spacing)
		(void)HPDF_Page_SetCharSpace(p->page, (HPDF_REAL)it->spacing);
	p->spacing = it->spacing;
	(void)HPDF_Page_BeginText(p->page);
	(void)HPDF_Page_MoveTextPos(p->page, (HPDF_REAL)it->x,
	    (HPDF_REAL)(p->height - it->y));
	while ((ch = text_next(&text)) != 0) {
		if (!font_glyph(p->haru->fonts, it->role, ch, &g))
			ch = GETA;
		if (g.glyph == 0)
			continue;
		if (ch > 0xffff) {
			p->haru->left_out++;
			continue;
		}
		set_font(p, g.face, it->size);
		text_put(&p->text, ch);
	}
	show(p);
	(void)HPDF_Page_EndText(p->page);
}

static void
draw_page(struct pen *p, const struct page *from)
{
	p->page = HPDF_AddPage(p->doc);
	p->height = from->height;
	p->fill = p->stroke = COLOR_BLACK;
	p->width = 1;
	p->dash = p->spacing = 0;
	p->font_set = false;
	(void)HPDF_Page_SetWidth(p->page, (HPDF_REAL)from->width);
	(void)HPDF_Page_SetHeight(p->page, (HPDF_REAL)from->height);
	for (size_t i = 0; i < from->nitems; i++) {
		const struct item *it = &from->items[i];

		switch (it->kind) {
		case ITEM_TEXT:
			draw_text(p, it);
			break;
		case ITEM_LINE:
			draw_line(p, it);
			break;
		case ITEM_RECT:
			draw_rect(p, it);
			break;
		case ITEM_POLYGON:
			draw_polygon(p, it);
			break;
		}
	}
}

int
haru_write(struct haru *h, const struct display *d, const char *path,
    struct err *err)
{
	struct pen p = { .haru = h, .doc = HPDF_New(NULL, NULL) };
	HPDF_STATUS rc;

	if (p.doc == NULL)
		return err_set(err, "libharu does not start");
	p.fonts = mem_zero(h->files.n, sizeof(*p.fonts));
	(void)HPDF_SetCompressionMode(p.doc, HPDF_COMP_ALL);
	(void)HPDF_UseUTFEncodings(p.doc);
	for (size_t i = 0; i < d->npages; i++)
		draw_page(&p, &d->pages[i]);
	(void)HPDF_SaveToFile(p.doc, path);
	rc = HPDF_GetError(p.doc);
	HPDF_Free(p.doc);
	free(p.fonts);
	buf_free(&p.text);
	return rc == HPDF_OK ? 0 : err_set(err, "libharu: 0x%lx", rc);
}
