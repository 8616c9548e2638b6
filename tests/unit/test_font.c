#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the above first */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "font/font.h"
#include "font/outline.h"
#include "own_fonts.h"

static struct font_library *lib;

static int
set_up(void **state)
{
	struct err err = { .text = "" };

	(void)state;
	lib = font_library_open(NULL, &err);
	if (lib == NULL)
		fprintf(stderr, "%s\n", err.text);
	return lib == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	font_library_close(lib);
	return 0;
}

static void
test_roles_differ(void **state)
{
	struct font_glyph g[FONT_ROLES];

	(void)state;
	for (int r = 0; r < FONT_ROLES; r++) {
		assert_true(font_glyph(lib, (enum font_role)r, 0x7528, &g[r]));
		assert_true(g[r].glyph != 0);
		assert_int_equal(g[r].advance, 1000);
	}
	assert_true(g[FONT_BODY].face != g[FONT_HEAD].face);
	assert_true(g[FONT_BODY].face != g[FONT_KAI].face);
	assert_true(g[FONT_HEAD].face != g[FONT_KAI].face);
}

static void
test_digits_align(void **state)
{
	(void)state;
	for (int r = 0; r < FONT_ROLES; r++) {
		struct font_glyph zero, g;

		assert_true(font_glyph(lib, (enum font_role)r, '0', &zero));
		for (uint32_t ch = '1'; ch <= '9'; ch++) {
			assert_true(font_glyph(lib, (enum font_role)r, ch, &g));
			assert_int_equal(g.advance, zero.advance);
			assert_int_equal(g.face, zero.face);
		}
	}
}

/* Rare names, also outside the BMP, come from whichever face has them. */
static void
test_rare_names(void **state)
{
	static const uint32_t rare[] = {
		0x4dae, 0x36c3, 0x5586, 0x5803, 0x20bb7, 0x2cb4e
	};

	(void)state;
	for (int r = 0; r < FONT_ROLES; r++)
		for (size_t i = 0; i < sizeof(rare) / sizeof(rare[0]); i++) {
			struct font_glyph g;

			assert_true(font_glyph(lib, (enum font_role)r, rare[i],
			    &g));
			assert_true(g.glyph != 0);
		}
}

/* 、 and 。 at the left foot of the em, as the mainland sets them. */
static void
test_stops(void **state)
{
	(void)state;
	for (int r = 0; r < FONT_ROLES; r++)
		for (uint32_t ch = 0x3001; ch <= 0x3002; ch++) {
			struct font_glyph g;
			hb_glyph_extents_t e;
			hb_font_t *font;
			hb_face_t *face;

			assert_true(font_glyph(lib, (enum font_role)r, ch, &g));
			assert_int_equal(g.advance, 1000);
			face = font_face_prepared(lib, g.face);
			font = hb_font_create(face);
			assert_true(hb_font_get_glyph_extents(font, g.glyph,
			    &e));
			assert_true(e.x_bearing + e.width <
			    (int)hb_face_get_upem(face) / 2);
			hb_font_destroy(font);
		}
}

static void
test_missing(void **state)
{
	struct font_glyph geta, g;

	(void)state;
	assert_true(font_glyph(lib, FONT_BODY, 0x3013, &geta));
	assert_false(font_glyph(lib, FONT_BODY, 0x10ffff, &g));
	assert_memory_equal(&g, &geta, sizeof(g));
	assert_false(font_glyph(lib, FONT_BODY, 0xe863, &g));	/* private */
	assert_memory_equal(&g, &geta, sizeof(g));
	assert_false(font_glyph(lib, FONT_BODY, 0xfdd0, &g));	/* none at all */
	assert_false(font_glyph(lib, FONT_BODY, 0x2ffff, &g));
}

/* WenQuanYi Micro Hei lists these and has empty glyphs for them. */
static void
test_empty_glyphs(void **state)
{
	static const uint32_t empty[] = { 0x1ce, 0x1d0, 0x1da, 0x2103 };
	struct font_glyph home, g;

	(void)state;
	assert_true(font_glyph(lib, FONT_HEAD, 0x7528, &home));
	for (size_t i = 0; i < sizeof(empty) / sizeof(empty[0]); i++) {
		assert_true(font_glyph(lib, FONT_HEAD, empty[i], &g));
		assert_true(g.face != home.face);
	}
	assert_true(font_glyph(lib, FONT_HEAD, 0x3000, &g));	/* is empty */
	assert_int_equal(g.face, home.face);
}

/* Marks take no room of their own; in UMing U+0301 is as wide as a letter. */
static void
test_marks(void **state)
{
	struct err err = { .text = "" };
	struct font_library *other = open_in(FILES(UMING), NULL, NULL,
	    &err);
	struct font_glyph g;

	(void)state;
	assert_true(font_glyph(lib, FONT_BODY, 0x301, &g));
	assert_true(g.glyph != 0);
	assert_int_equal(g.advance, 0);
	assert_true(font_glyph(other, FONT_BODY, 0x301, &g));
	assert_true(g.advance > 0);	/* but better than none */
	font_library_close(other);
}

static void
test_invisible(void **state)
{
	static const uint32_t none[] = { 0xad, 0x200b, 0x3164, 0xfe0f, 0xfeff,
		0xfffa, 0xe0100 };

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		struct font_glyph g;

		assert_true(font_glyph(lib, FONT_KAI, none[i], &g));
		assert_int_equal(g.glyph, 0);
		assert_int_equal(g.advance, 0);
	}
}

static void
test_width(void **state)
{
	const char *text = "工作室";
	double two, digits;

	(void)state;
	assert_true(font_width(lib, FONT_BODY, text, strlen(text)) == 3000);
	two = font_width(lib, FONT_BODY, text, 6);
	assert_true(two == 2000);
	digits = font_width(lib, FONT_HEAD, "00", 2);
	assert_true(font_width(lib, FONT_HEAD, "95", 2) == digits);
	assert_true(font_width(lib, FONT_BODY, "", 0) == 0);
}

static void
test_extents(void **state)
{
	(void)state;
	for (int r = 0; r < FONT_ROLES; r++) {
		double up, down;

		font_extents(lib, (enum font_role)r, &up, &down);
		assert_true(up > 700 && up < 1100);
		assert_true(down > 80 && down < 400);
	}
}

static void
test_choice(void **state)
{
	struct font_choice choice = { { [FONT_HEAD] = "霞鹜文楷" } };
	struct font_choice absent = { { [FONT_HEAD] = "No Such" } };
	struct err err = { 0 };
	struct font_glyph mine, own;
	struct font_library *other = font_library_open(&choice, NULL);

	(void)state;
	assert_non_null(other);
	assert_true(font_glyph(other, FONT_HEAD, 0x7528, &mine));
	assert_true(font_glyph(other, FONT_KAI, 0x7528, &own));
	assert_int_equal(mine.face, own.face);
	font_library_close(other);
	assert_null(font_library_open(&absent, &err));
	assert_non_null(strstr(err.text, "No Such"));
}

static void
test_no_font(void **state)
{
	struct err err = { .text = "" };

	(void)state;
	assert_null(open_in(FILES(NULL), NULL, NULL, &err));
	assert_non_null(strstr(err.text, "fonts-arphic-uming"));
	assert_non_null(strstr(err.text, "fonts-wqy-microhei"));
	assert_non_null(strstr(err.text, "fonts-lxgw-wenkai"));
}

static void
test_no_chinese_font(void **state)
{
	struct err err = { .text = "" };

	(void)state;
	assert_null(open_in(FILES(DEJAVU), NULL, NULL, &err));
	assert_non_null(strstr(err.text, "fonts-arphic-uming"));
}

/* One Chinese font serves every role. */
static void
test_one_font(void **state)
{
	struct err err = { .text = "" };
	struct font_library *other = open_in(FILES(MICROHEI), NULL, NULL,
	    &err);
	struct font_glyph a, b;

	(void)state;
	assert_non_null(other);
	assert_true(font_glyph(other, FONT_BODY, 0x7528, &a));
	assert_true(font_glyph(other, FONT_KAI, 0x7528, &b));
	assert_int_equal(a.face, b.face);
	font_library_close(other);
}

/* Droid Sans Fallback has neither letters nor digits of its own. */
static void
test_no_letters(void **state)
{
	struct err err = { .text = "" };
	struct font_library *other = open_in(FILES(DROID, DEJAVU), NULL,
	    NULL, &err);
	struct font_glyph han, zero, stop;

	(void)state;
	assert_non_null(other);
	assert_true(font_glyph(other, FONT_HEAD, 0x7528, &han));
	assert_true(font_glyph(other, FONT_HEAD, '0', &zero));
	assert_true(font_glyph(other, FONT_HEAD, 0x3001, &stop));
	assert_true(zero.face != han.face);
	assert_true(zero.advance > 500 && zero.advance < 700);
	assert_int_equal(stop.face, han.face);
	font_library_close(other);
}

/* What 黑 lacks comes from 楷 where 楷 has it, and not from 宋 or 仿宋. */
static void
test_kai_helps_first(void **state)
{
	struct font_glyph kai, song, head, g;
	size_t n = 0;

	(void)state;
	assert_true(font_glyph(lib, FONT_KAI, 0x7528, &kai));
	assert_true(font_glyph(lib, FONT_BODY, 0x7528, &song));
	for (uint32_t ch = 0x20000; ch < 0x2a6e0; ch++)
		if (font_glyph(lib, FONT_KAI, ch, &g) && g.face == kai.face &&
		    font_glyph(lib, FONT_BODY, ch, &g) &&
		    g.face == song.face) {
			assert_true(font_glyph(lib, FONT_HEAD, ch, &head));
			assert_int_equal(head.face, kai.face);
			n++;
		}
	assert_true(n > 0);
}

/* 仿宋 is 宋 where there is none: also what was chosen for 宋. */
static void
test_no_fangsong(void **state)
{
	struct font_choice choice = { { [FONT_BODY] = "LXGW WenKai" } };
	struct font_library *other = font_library_open(&choice, NULL);
	static const uint32_t some[] = { 0x7528, '8', 0x3002, 0x3013, 0x20bb7 };

	(void)state;
	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
		struct font_glyph song, fang;

		assert_true(font_glyph(lib, FONT_BODY, some[i], &song));
		assert_true(font_glyph(lib, FONT_FANG, some[i], &fang));
		assert_memory_equal(&song, &fang, sizeof(song));
		assert_true(font_glyph(other, FONT_BODY, some[i], &song));
		assert_true(font_glyph(other, FONT_FANG, some[i], &fang));
		assert_memory_equal(&song, &fang, sizeof(song));
	}
	font_library_close(other);
}

/* 仿宋 by its usual name, or by the one asked for; only if it is Chinese. */
static void
test_fangsong(void **state)
{
	struct font_choice choice = { { [FONT_FANG] = "Own Name" } };
	struct err err = { .text = "" };
	struct font_library *usual = open_in(FILES(UMING, WENKAI),
	    SECOND_IS("FangSong_GB2312"), NULL, &err);
	struct font_library *asked = open_in(FILES(UMING, WENKAI),
	    SECOND_IS("Own Name"), &choice, &err);
	struct font_library *latin = open_in(FILES(UMING, DEJAVU),
	    SECOND_IS("FangSong"), NULL, &err);
	struct font_glyph song, fang;

	(void)state;
	assert_true(font_glyph(usual, FONT_BODY, 0x7528, &song));
	assert_true(font_glyph(usual, FONT_FANG, 0x7528, &fang));
	assert_true(song.face != fang.face);
	assert_true(font_glyph(asked, FONT_FANG, 0x7528, &fang));
	assert_true(song.face != fang.face);
	assert_true(font_glyph(latin, FONT_BODY, 0x7528, &song));
	assert_true(font_glyph(latin, FONT_FANG, 0x7528, &fang));
	assert_int_equal(song.face, fang.face);
	font_library_close(usual);
	font_library_close(asked);
	font_library_close(latin);
}

/*
 * What the roles' faces lack comes from a plain CFF font before a bold
 * TrueType one, but from a plain TrueType one before that.
 */
static void
test_order(void **state)
{
	const char *bold = FONTS "truetype/dejavu/DejaVuSans-Bold.ttf";
	const uint32_t ch = 0x10bf;		/* not in UMing */
	struct err err = { .text = "" };
	struct font_glyph g;

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct font_library *other = open_in(FILES(UMING,
		    FREE_SERIF, i == 0 ? bold : DEJAVU), NULL, NULL, &err);

		assert_true(font_glyph(other, FONT_BODY, ch, &g));
		assert_int_equal(font_face_truetype(other, g.face), i);
		font_library_close(other);
	}
}

/* A face of pictures only has nothing to draw. */
static void
test_no_outlines(void **state)
{
	static const hb_tag_t kept[] = {
		HB_TAG('h', 'e', 'a', 'd'), HB_TAG('c', 'm', 'a', 'p')
	};
	hb_blob_t *file = hb_blob_create_from_file(DEJAVU), *table;
	hb_face_t *face = hb_face_create(file, 0);
	hb_face_t *bare = hb_face_builder_create();

	(void)state;
	assert_int_equal(outlines_of(face), OUTLINES_TRUETYPE);
	for (size_t i = 0; i < 2; i++) {
		table = hb_face_reference_table(face, kept[i]);
		(void)hb_face_builder_add_table(bare, kept[i], table);
		hb_blob_destroy(table);
	}
	assert_int_equal(outlines_of(bare), OUTLINES_NONE);
	hb_face_destroy(bare);
	hb_face_destroy(face);
	hb_blob_destroy(file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_roles_differ),
		cmocka_unit_test(test_digits_align),
		cmocka_unit_test(test_rare_names),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_invisible),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_extents),
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_no_font),
		cmocka_unit_test(test_no_chinese_font),
		cmocka_unit_test(test_one_font),
		cmocka_unit_test(test_no_letters),
		cmocka_unit_test(test_empty_glyphs),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_kai_helps_first),
		cmocka_unit_test(test_no_fangsong),
		cmocka_unit_test(test_fangsong),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_no_outlines)
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
