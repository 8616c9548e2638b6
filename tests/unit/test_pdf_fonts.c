/* Fonts that are not TrueType, and characters that need more than a glyph. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the above first */
#include <cmocka.h>

#include "own_fonts.h"
#include "pdf/cff.h"
#include "pdf_judge.h"

#define GE 0x845bu		/* 葛: U+E0100 and U+E0101 ask for two shapes */

static int
set_up(void **state)
{
	(void)state;
	return mkdtemp(dir) == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	return dir_remove(dir, NULL);
}

static void
open_with(const char *const *files, const struct font_choice *choice)
{
	struct err err = { .text = "" };

	lib = open_in(files, NULL, choice, &err);
	if (lib == NULL)
		fail_msg("%s", err.text);
}

/* What a program finds in the file, blanks left out. */
static void
copies(const char *program, const char *path, const char *want)
{
	struct buf out = { 0 }, bare = { 0 };

	run(&out, program, path);
	for (size_t i = 0; i < out.len; i++)
		if (strchr(" \n\f", out.data[i]) == NULL)
			buf_addc(&bare, out.data[i]);
	assert_string_equal(buf_str(&bare), want);
	buf_free(&out);
	buf_free(&bare);
}

#define POPPLER "pdftotext -raw %s - 2>/dev/null"
#define MUPDF "mutool draw -q -F txt %s 2>/dev/null"

/* The grid was set in CFF, readers are content, and the text comes back. */
static void
check_cff(const char *text)
{
	struct buf out = { 0 };
	char path[64];

	name_in(path, "grid.pdf");
	no_complaints(path);
	run(&out, "pdffonts %s", path);
	assert_non_null(strstr(buf_str(&out), "CID Type 0C"));
	copies(POPPLER, path, text);
	copies(MUPDF, path, text);
	buf_free(&out);
}

/* A CID-keyed font in every role; 用 and its radical share a glyph there. */
static void
test_chosen_cff(void **state)
{
	static const char text[] = "䶮㛃喆堃𠮷用⽤评估工作室得分，。（一）"
	    "0123456789ABgjpqy%〓①";
	struct font_choice choice = { { "Noto Serif CJK SC",
		"Noto Sans CJK SC" } };

	(void)state;
	open_with(FILES(NOTO_SERIF, NOTO_SANS), &choice);
	for (int r = 0; r < FONT_ROLES; r++) {
		check_grid((enum font_role)r, text);
		check_cff(text);
	}
	font_library_close(lib);
}

/* Noto CJK is the only font with these; some need UTF-16 surrogates. */
static void
test_cff_for_rare_characters(void **state)
{
	struct buf text = { 0 };
	struct font_glyph g;

	(void)state;
	open_with(FILES(MICROHEI, NOTO_SANS), NULL);
	for (uint32_t ch = 0x20000; ch < 0x31350; ch++)
		if (text_length(buf_str(&text)) < 200 &&
		    font_glyph(lib, FONT_BODY, ch, &g)) {
			assert_false(font_face_truetype(lib, g.face));
			text_put(&text, ch);
		}
	assert_int_equal(text_length(buf_str(&text)), 200);
	check_grid(FONT_BODY, buf_str(&text));
	check_cff(buf_str(&text));
	font_library_close(lib);
	buf_free(&text);
}

/* FreeSerif's glyphs have names, not CIDs. */
static void
test_name_keyed(void **state)
{
	struct buf text = { 0 };
	struct font_glyph home, g;

	(void)state;
	open_with(FILES(UMING, FREE_SERIF), NULL);
	assert_true(font_glyph(lib, FONT_BODY, 0x7528, &home));
	for (uint32_t ch = 0x10a0; ch < 0x10c6; ch++)	/* Georgian */
		if (font_glyph(lib, FONT_BODY, ch, &g)) {
			assert_true(g.face != home.face);
			text_put(&text, ch);
		}
	assert_true(text_length(buf_str(&text)) > 30);
	check_grid(FONT_BODY, buf_str(&text));
	check_cff(buf_str(&text));
	font_library_close(lib);
	buf_free(&text);
}

/* ---- the outlines --------------------------------------------------------------- */

static void
seen(hb_draw_funcs_t *f, void *data, hb_draw_state_t *st, float x, float y,
    void *user)
{
	(void)f;
	(void)st;
	buf_addf(data, "%s %.0f %.0f ", (const char *)user, (double)x,
	    (double)y);
}

static void
seen_curve(hb_draw_funcs_t *f, void *data, hb_draw_state_t *st, float x1,
    float y1, float x2, float y2, float x, float y, void *user)
{
	(void)user;
	seen(f, data, st, x1, y1, "c");
	seen(f, data, st, x2, y2, "");
	seen(f, data, st, x, y, "");
}

static void
outline(struct buf *b, hb_font_t *font, uint32_t glyph)
{
	hb_draw_funcs_t *f = hb_draw_funcs_create();

	buf_reset(b);
	hb_draw_funcs_set_move_to_func(f, seen, "m", NULL);
	hb_draw_funcs_set_line_to_func(f, seen, "l", NULL);
	hb_draw_funcs_set_cubic_to_func(f, seen_curve, NULL, NULL);
	hb_font_get_glyph_shape(font, glyph, f, b);
	hb_draw_funcs_destroy(f);
}

struct table {
	hb_tag_t tag;
	const char *data;
	size_t len;
};

/* A face of its own of these tables, enough for HarfBuzz to draw from. */
static hb_face_t *
face_of(const struct table *tables, size_t n)
{
	hb_face_t *builder = hb_face_builder_create(), *face;
	hb_blob_t *blob;

	for (size_t i = 0; i < n; i++) {
		blob = hb_blob_create(tables[i].data, (unsigned)tables[i].len,
		    HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
		(void)hb_face_builder_add_table(builder, tables[i].tag, blob);
		hb_blob_destroy(blob);
	}
	blob = hb_face_reference_blob(builder);
	face = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	hb_face_destroy(builder);
	return face;
}

/* A face around the CFF table. */
static hb_face_t *
face_around(const struct buf *cff, hb_face_t *from, size_t glyphs)
{
	const char maxp[] = { 0, 0, 0x50, 0, (char)(glyphs >> 8),
		(char)(glyphs & 0xff) };
	hb_blob_t *head = hb_face_reference_table(from,
	    HB_TAG('h', 'e', 'a', 'd'));
	const struct table tables[] = {
		{ HB_TAG('C', 'F', 'F', ' '), cff->data, cff->len },
		{ HB_TAG('m', 'a', 'x', 'p'), maxp, sizeof(maxp) },
		{ HB_TAG('h', 'e', 'a', 'd'), hb_blob_get_data(head, NULL),
		    hb_blob_get_length(head) }
	};
	hb_face_t *face = face_of(tables, 3);

	hb_blob_destroy(head);
	return face;
}

/* Every step-th glyph of the file is drawn from our CFF as from its own. */
static void
compare_outlines(const char *path, unsigned step)
{
	hb_blob_t *file = hb_blob_create_from_file_or_fail(path);
	hb_face_t *face = hb_face_create(file, 0), *made;
	hb_font_t *font = hb_font_create(face), *again;
	struct charset_face used = { 0 };
	struct buf cff = { 0 }, a = { 0 }, b = { 0 };
	size_t inked = 0;

	for (uint32_t g = 1; g < hb_face_get_glyph_count(face); g += step) {
		mem_grow(&used.chars, &used.cap, used.n,
		    sizeof(*used.chars));
		used.chars[used.n++] = (struct charset_char){ .ch = g,
		    .glyph = g, .advance = g % 1500 };
	}
	cff_make(&cff, face, "ABCDEF+Some", &used);
	made = face_around(&cff, face, used.n + 1);
	again = hb_font_create(made);
	hb_font_set_scale(font, 1000, 1000);
	hb_font_set_scale(again, 1000, 1000);
	for (size_t i = 0; i < used.n; i++) {
		outline(&a, font, used.chars[i].glyph);
		outline(&b, again, (uint32_t)i + 1);
		if (strcmp(buf_str(&a), buf_str(&b)) != 0)
			fail_msg("%s glyph %u:\n%s\n%s", path,
			    used.chars[i].glyph, buf_str(&a), buf_str(&b));
		inked += a.len > 0;
	}
	assert_true(inked > used.n / 2);
	hb_font_destroy(font);
	hb_font_destroy(again);
	hb_face_destroy(face);
	hb_face_destroy(made);
	hb_blob_destroy(file);
	free(used.chars);
	buf_free(&cff);
	buf_free(&a);
	buf_free(&b);
}

/* Offsets of one, two and four bytes; curves; TrueType's made cubic. */
static void
test_same_outlines(void **state)
{
	(void)state;
	compare_outlines(NOTO_SERIF, 101);
	compare_outlines(NOTO_SERIF, 9001);
	compare_outlines(NOTO_SANS, 30000);
	compare_outlines(FREE_SERIF, 7);
}

/* A face of glyph 1 alone: one outline that comes back to its start midway. */
static hb_face_t *
crossing_face(void)
{
	static const char head[54] = { [18] = 3, [19] = (char)0xe8 };
	static const char maxp[6] = { 0, 0, 0x50, 0, 0, 2 };
	static const char loca[6] = { 0, 0, 0, 0, 0, 16 };
	/* Six points, no curves: flags, then x and y in steps of a byte. */
	static const char glyf[32] = { 0, 1, 0, 0, 0, 0, 0, 100, 0, 100,
		0, 5, 0, 0, 0x37, 0x37, 0x37, 0x07, 0x07, 0x17,
		0, 100, 0, 100, 100, 50, 0, 0, 100, 100, 50, 60 };
	const struct table tables[] = {
		{ HB_TAG('h', 'e', 'a', 'd'), head, sizeof(head) },
		{ HB_TAG('m', 'a', 'x', 'p'), maxp, sizeof(maxp) },
		{ HB_TAG('l', 'o', 'c', 'a'), loca, sizeof(loca) },
		{ HB_TAG('g', 'l', 'y', 'f'), glyf, sizeof(glyf) }
	};

	return face_of(tables, sizeof(tables) / sizeof(tables[0]));
}

/* A line to the start is left out at the end of an outline only. */
static void
test_outline_through_its_start(void **state)
{
	hb_face_t *face = crossing_face(), *made;
	hb_font_t *font = hb_font_create(face), *again;
	struct charset_char ch = { .ch = 'a', .glyph = 1, .advance = 500 };
	struct charset_face used = { .chars = &ch, .n = 1 };
	struct buf cff = { 0 }, a = { 0 }, b = { 0 };

	(void)state;
	cff_make(&cff, face, "ABCDEF+Some", &used);
	made = face_around(&cff, face, 2);
	again = hb_font_create(made);
	hb_font_set_scale(again, 1000, 1000);
	outline(&a, font, 1);
	outline(&b, again, 1);
	assert_string_equal(buf_str(&a), "m 0 0 l 100 0 l 100 100 l 0 0 "
	    "l -100 -50 l -50 -110 l 0 0 ");
	assert_string_equal(buf_str(&b), buf_str(&a));
	/* Behind .notdef's end the glyph begins with its width. */
	assert_non_null(memmem(cff.data, cff.len, "\x0e\xf8\x88", 3));
	hb_font_destroy(font);
	hb_font_destroy(again);
	hb_face_destroy(face);
	hb_face_destroy(made);
	buf_free(&cff);
	buf_free(&a);
	buf_free(&b);
}

/* Where numbers of a charstring change the bytes they take. */
static const int steps[] = { 107, 108, -107, -108, 1131, 1132, -1131, -1132,
	0, 1, -1, 300, -300, 2000, -2000 };
#define NSTEPS	(sizeof(steps) / sizeof(*steps))

/* A face of glyph 1 alone: a line of those steps across, and of them up. */
static hb_face_t *
stepping_face(void)
{
	static const char maxp[6] = { 0, 0, 0x50, 0, 0, 2 };
	static const char head[54] = { [18] = 3, [19] = (char)0xe8 };
	struct buf glyf = { 0 };
	char loca[6] = { 0 };
	struct table tables[4] = {
		{ HB_TAG('h', 'e', 'a', 'd'), head, sizeof(head) },
		{ HB_TAG('m', 'a', 'x', 'p'), maxp, sizeof(maxp) },
		{ HB_TAG('l', 'o', 'c', 'a'), loca, sizeof(loca) }
	};
	hb_face_t *face;

	buf_add(&glyf, "\0\1\0\0\0\0\7\320\7\320\0", 11);
	buf_addc(&glyf, (char)(NSTEPS - 1));	/* the last point */
	buf_add(&glyf, "\0\0", 2);
	for (size_t i = 0; i < NSTEPS; i++)
		buf_addc(&glyf, 1);		/* on the curve, two bytes */
	for (size_t i = 0; i < 2 * NSTEPS; i++) {
		int v = i < NSTEPS ? steps[i] : steps[2 * NSTEPS - 1 - i];

		buf_addc(&glyf, (char)((unsigned)v >> 8 & 0xff));
		buf_addc(&glyf, (char)(v & 0xff));
	}
	while (glyf.len % 4 != 0)
		buf_addc(&glyf, 0);
	loca[4] = (char)(glyf.len / 2 >> 8);
	loca[5] = (char)(glyf.len / 2 & 0xff);
	tables[3] = (struct table){ HB_TAG('g', 'l', 'y', 'f'), glyf.data,
	    glyf.len };
	face = face_of(tables, 4);
	buf_free(&glyf);
	return face;
}

/* The first n glyphs of a CFF of them are drawn as the font's glyph 1 is. */
static void
same_as_first(hb_face_t *face, const struct charset_face *used)
{
	hb_font_t *font = hb_font_create(face), *again;
	struct buf cff = { 0 }, a = { 0 }, b = { 0 };
	hb_face_t *made;

	cff_make(&cff, face, "ABCDEF+Some", used);
	made = face_around(&cff, face, used->n + 1);
	again = hb_font_create(made);
	hb_font_set_scale(again, 1000, 1000);
	outline(&a, font, 1);
	assert_true(a.len > 20);
	for (size_t i = 0; i < used->n; i++) {
		outline(&b, again, (uint32_t)i + 1);
		assert_string_equal(buf_str(&b), buf_str(&a));
	}
	hb_font_destroy(font);
	hb_font_destroy(again);
	hb_face_destroy(made);
	buf_free(&cff);
	buf_free(&a);
	buf_free(&b);
}

static void
test_numbers_of_every_length(void **state)
{
	struct charset_char ch = { .ch = 'a', .glyph = 1, .advance = 500 };
	struct charset_face used = { .chars = &ch, .n = 1 };
	hb_face_t *face = stepping_face();
	hb_font_t *font = hb_font_create(face);
	struct buf a = { 0 };

	(void)state;
	outline(&a, font, 1);		/* it is what it is meant to be */
	assert_memory_equal(buf_str(&a), "m 107 -2000 l 215 0 l 108 -300 ", 31);
	same_as_first(face, &used);
	buf_free(&a);
	hb_font_destroy(font);
	hb_face_destroy(face);
}

/* Glyphs of 255 bytes in all, and of a few less and more, are found again. */
static void
test_glyphs_of_255_bytes(void **state)
{
	static const uint32_t advances[] = { 1000, 50, 500, 2000 };
	struct charset_char chars[30];
	hb_face_t *face = crossing_face();

	(void)state;
	for (size_t n = 1; n <= 30; n++)
		for (size_t more = 0; more <= 3 * n; more++) {
			struct charset_face used = { .chars = chars, .n = n };

			/* An advance takes none to three bytes. */
			for (size_t i = 0; i < n; i++)
				chars[i] = (struct charset_char){ .ch = 'a',
				    .glyph = 1, .advance = advances[
				    more >= 3 * (i + 1) ? 3 :
				    more > 3 * i ? more - 3 * i : 0] };
			same_as_first(face, &used);
		}
	hb_face_destroy(face);
}

/* ---- variation selectors ---------------------------------------------------------- */

static void
test_variation_selectors(void **state)
{
	static const char text[] = "葛\U000e0100城葛\U000e0101葛\ufe0f一";
	struct display d = { 0 };
	struct font_glyph plain, one, two;
	char path[64];

	(void)state;
	open_with(FILES(UMING, NOTO_SERIF), NULL);
	assert_true(font_glyph(lib, FONT_BODY, GE, &plain));
	assert_true(font_variant(lib, FONT_BODY, GE, 0xe0100, &one));
	assert_true(font_variant(lib, FONT_BODY, GE, 0xe0101, &two));
	assert_false(font_variant(lib, FONT_BODY, GE, 0xe01ef, &plain));
	assert_int_equal(one.face, two.face);
	assert_true(one.glyph != two.glyph);
	add_page(&d);
	add_text(&d, FONT_BODY, 50, 100, text);
	name_in(path, "variants.pdf");
	write_ok(&d, path);
	no_complaints(path);
	copies(POPPLER, path, text);
	copies(MUPDF, path, "葛城葛葛一");	/* it drops all selectors */
	display_free(&d);
	font_library_close(lib);
}

/* Cells 0 and 1 show two shapes, cell 2 what no font has a shape for. */
static void
test_variants_are_drawn(void **state)
{
	static const char *const text[] = { "葛\U000e0100", "葛\U000e0101",
		"葛\U000e01ef", "葛" };
	struct display d = { 0 };
	struct picture pic = { 0 };
	double box[4];
	size_t n[4];
	char path[64];

	(void)state;
	open_with(FILES(NOTO_SERIF), NULL);
	add_page(&d);
	for (size_t i = 0; i < 4; i++)
		add_text(&d, FONT_BODY, CELL * (double)(i + 1), CELL, text[i]);
	name_in(path, "shapes.pdf");
	write_ok(&d, path);
	render(&pic, path);
	for (size_t i = 0; i < 4; i++)
		n[i] = ink(&pic, i, box);
	assert_true(n[0] > 100 && n[1] > 100);
	assert_true(n[0] != n[1]);
	assert_int_equal(n[2], n[3]);
	buf_free(&pic.bytes);
	display_free(&d);
	font_library_close(lib);
}

/* All selectors are told apart, and so are the characters they follow. */
static void
test_selector_numbers(void **state)
{
	static const uint32_t selectors[] = { 0xfe00, 0xfe0f, 0xe0100,
		0xe01ef };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct buf b = { 0 };
		const char *p;
		uint32_t ch;

		text_put(&b, 0x10fffd);
		text_put(&b, selectors[i]);
		buf_adds(&b, "一");
		p = buf_str(&b);
		ch = charset_next(&p);
		assert_int_equal(CHARSET_CHAR(ch), 0x10fffd);
		assert_int_equal(charset_selector(ch), selectors[i]);
		assert_int_equal(charset_next(&p), 0x4e00);
		assert_int_equal(charset_next(&p), 0);
		buf_free(&b);
	}
	assert_int_equal(charset_selector(0x10ffff), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chosen_cff),
		cmocka_unit_test(test_cff_for_rare_characters),
		cmocka_unit_test(test_name_keyed),
		cmocka_unit_test(test_same_outlines),
		cmocka_unit_test(test_outline_through_its_start),
		cmocka_unit_test(test_numbers_of_every_length),
		cmocka_unit_test(test_glyphs_of_255_bytes),
		cmocka_unit_test(test_variation_selectors),
		cmocka_unit_test(test_variants_are_drawn),
		cmocka_unit_test(test_selector_numbers)
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
