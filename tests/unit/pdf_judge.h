#ifndef TESTS_PDF_JUDGE_H
#define TESTS_PDF_JUDGE_H

/*
 * Display lists to write, and what other programs make of the PDF: include it
 * behind cmocka.h; lib and dir are the test's to open and make.
 */
#include <hb.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "font/font.h"
#include "pdf/pdf.h"

#define CELL 40			/* pt between the characters of grid pages */
#define SIZE 30			/* pt, their size */
#define COLUMNS 12
#define DPI 144

/* Rare names, plane 2, and 用 whose glyph a radical shares in some fonts. */
#define RARE "䶮㛃喆堃𠮷𬭎用"

static struct font_library *lib;
static char dir[] = "/tmp/pinggu-pdf-XXXXXX";

/* Of a group of tests: they are there from fonts_set_up to fonts_tear_down. */
static inline int
fonts_set_up(void **state)
{
	struct err err = { .text = "" };

	(void)state;
	lib = font_library_open(NULL, &err);
	return lib == NULL || mkdtemp(dir) == NULL ? -1 : 0;
}

static inline int
fonts_tear_down(void **state)
{
	(void)state;
	font_library_close(lib);
	return dir_remove(dir, NULL);
}

static inline struct item *
add_item(struct display *d, enum item_kind kind)
{
	struct page *p = &d->pages[d->npages - 1];

	mem_grow(&p->items, &p->cap, p->nitems, sizeof(*p->items));
	p->items[p->nitems] = (struct item){ .kind = kind };
	return &p->items[p->nitems++];
}

static inline void
add_page(struct display *d)
{
	mem_grow(&d->pages, &d->pages_cap, d->npages, sizeof(*d->pages));
	d->pages[d->npages++] = (struct page){ .width = 595, .height = 842 };
}

static inline void
add_text(struct display *d, enum font_role role, double x, double y,
    const char *text)
{
	struct item *it = add_item(d, ITEM_TEXT);

	it->role = role;
	it->x = x;
	it->y = y;
	it->size = SIZE;
	it->text = text;
}

static inline void
display_free(struct display *d)
{
	for (size_t i = 0; i < d->npages; i++)
		free(d->pages[i].items);
	free(d->pages);
	free(d->bookmarks);
}

/* One character a cell, on one page. */
static inline void
add_grid(struct display *d, struct arena *a, enum font_role role,
    const char *text)
{
	add_page(d);
	for (size_t i = 0; *text != '\0'; i++) {
		const char *from = text;

		(void)text_next(&text);
		add_text(d, role, CELL * (double)(i % COLUMNS + 1),
		    CELL * (double)(i / COLUMNS + 1),
		    arena_strndup(a, from, (size_t)(text - from)));
	}
}

/* ---- what other programs make of it ---------------------------------------- */

static inline void
name_in(char path[64], const char *name)
{
	(void)snprintf(path, 64, "%s/%s", dir, name);
}

/* What a shell command prints, errors too; checks that it succeeds. */
static inline void
run(struct buf *out, const char *fmt, const char *path)
{
	char command[256], bytes[4096];
	size_t n;
	FILE *f;

	buf_reset(out);
	(void)snprintf(command, sizeof(command), fmt, path);
	f = popen(command, "r");
	assert_non_null(f);
	while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		buf_add(out, bytes, n);
	assert_int_equal(pclose(f), 0);
}

static inline void
write_ok(const struct display *d, const char *path)
{
	struct err err = { .text = "" };

	if (pdf_write(d, lib, path, &err) == -1)
		fail_msg("%s", err.text);
}

/* No reader of PDF has anything to say against the file. */
static inline void
no_complaints(const char *path)
{
	struct buf out = { 0 };

	run(&out, "qpdf --check %s 2>&1", path);
	assert_non_null(strstr(buf_str(&out), "No syntax or stream encoding"));
	assert_null(strstr(buf_str(&out), "WARNING"));
	run(&out, "pdftoppm -r 20 %s 2>&1 >/dev/null", path);
	assert_string_equal(buf_str(&out), "");
	run(&out, "mutool draw -q -r 20 -F ppm -o /dev/null %s 2>&1 |"
	    " sed '/ICC support/d'", path);
	assert_string_equal(buf_str(&out), "");
	run(&out, "pdffonts %s 2>&1", path);
	assert_null(strstr(buf_str(&out), " no "));	/* emb, sub, uni */
	assert_null(strstr(buf_str(&out), "rror"));
	buf_free(&out);
}

/* ---- what is on the paper -------------------------------------------------- */

struct picture {
	int width, height;
	const unsigned char *gray;
	struct buf bytes;
};

static inline void
render(struct picture *pic, const char *path)
{
	int skip = 0;

	run(&pic->bytes, "pdftoppm -r 144 -gray -singlefile %s 2>/dev/null",
	    path);
	assert_int_equal(sscanf(buf_str(&pic->bytes), "P5 %d %d 255%n",
	    &pic->width, &pic->height, &skip), 2);
	pic->gray = (const unsigned char *)pic->bytes.data + skip + 1;
}

static inline bool
dark(const struct picture *pic, int x, int y)
{
	return x >= 0 && y >= 0 && x < pic->width && y < pic->height &&
	    pic->gray[y * pic->width + x] < 200;
}

/* The box of the dark pixels around cell i, in pt from the text's origin. */
static inline size_t
ink(const struct picture *pic, size_t i, double box[4])
{
	double scale = DPI / 72.0;
	int x0 = (int)(CELL * (double)(i % COLUMNS + 1) * scale);
	int y0 = (int)(CELL * (double)(i / COLUMNS + 1) * scale);
	int low = (int)(-9 * scale), high = (int)((CELL - 9) * scale);
	size_t n = 0;

	box[0] = box[1] = 1000;
	box[2] = box[3] = -1000;
	for (int dy = low; dy < high; dy++)
		for (int dx = low; dx < high; dx++) {
			if (!dark(pic, x0 + dx, y0 - dy))
				continue;
			n++;
			box[0] = fmin(box[0], dx / scale);
			box[1] = fmin(box[1], dy / scale);
			box[2] = fmax(box[2], dx / scale);
			box[3] = fmax(box[3], dy / scale);
		}
	return n;
}

/* The ink of a cell reaches as far as the glyph's outline says. */
static inline void
check_cell(const struct picture *pic, size_t i, enum font_role role,
    uint32_t ch)
{
	struct font_glyph g;
	hb_glyph_extents_t e;
	hb_font_t *font;
	double box[4], em;
	size_t n = ink(pic, i, box);

	assert_true(font_glyph(lib, role, ch, &g));
	font = hb_font_create(font_face_prepared(lib, g.face));
	em = hb_face_get_upem(hb_font_get_face(font)) / (double)SIZE;
	assert_true(hb_font_get_glyph_extents(font, g.glyph, &e));
	hb_font_destroy(font);
	if (n < 30 || fabs(box[0] - e.x_bearing / em) > 1.2 ||
	    fabs(box[2] - (e.x_bearing + e.width) / em) > 1.2 ||
	    fabs(box[3] - e.y_bearing / em) > 1.2 ||
	    fabs(box[1] - (e.y_bearing + e.height) / em) > 1.2)
		fail_msg("U+%04X role %d: %zu dark pixels in %.1f %.1f %.1f "
		    "%.1f, outline %.1f %.1f %.1f %.1f", ch, (int)role, n,
		    box[0], box[1], box[2], box[3], e.x_bearing / em,
		    (e.y_bearing + e.height) / em,
		    (e.x_bearing + e.width) / em, e.y_bearing / em);
}

static inline void
check_grid(enum font_role role, const char *text)
{
	struct arena a = { 0 };
	struct display d = { 0 };
	struct picture pic = { 0 };
	char path[64];

	add_grid(&d, &a, role, text);
	name_in(path, "grid.pdf");
	write_ok(&d, path);
	render(&pic, path);
	for (size_t i = 0; *text != '\0'; i++)
		check_cell(&pic, i, role, text_next(&text));
	buf_free(&pic.bytes);
	display_free(&d);
	arena_free(&a);
}

/* Up to n characters of a range that some font has, spread over it. */
static inline void
rare_text(struct buf *text, uint32_t first, uint32_t last, size_t n)
{
	struct font_glyph g;
	size_t have = 0, i = 0, want = 0;

	for (uint32_t ch = first; ch <= last; ch++)
		have += font_glyph(lib, FONT_BODY, ch, &g);
	for (uint32_t ch = first; ch <= last; ch++) {
		if (!font_glyph(lib, FONT_BODY, ch, &g))
			continue;
		if (i++ * n >= want * have && want < n) {
			text_put(text, ch);
			want++;
		}
	}
}

#endif
