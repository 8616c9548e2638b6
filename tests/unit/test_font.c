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

#include "report/font.h"
#include "report/font_face.h"

#define DEJAVU "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

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
}

static void
test_invisible(void **state)
{
	static const uint32_t none[] = { 0xad, 0x200b, 0xfe0f, 0xfeff };

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
	struct font_choice choice = { { NULL, "霞鹜文楷", NULL } };
	struct font_choice absent = { { NULL, "No Such", NULL } };
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

/* Open with these two font files only (either may be NULL). */
static struct font_library *
open_in(const char *font, const char *second, struct err *err)
{
	char dir[] = "/tmp/pinggu-font-XXXXXX", conf[64], link[64], cache[64];
	struct font_library *other;
	FILE *f;

	assert_non_null(mkdtemp(dir));
	(void)snprintf(conf, sizeof(conf), "%s/fonts.conf", dir);
	(void)snprintf(cache, sizeof(cache), "%s/cache", dir);
	(void)snprintf(link, sizeof(link), "%s/font", dir);
	if (font != NULL)
		assert_int_equal(symlink(font, link), 0);
	(void)snprintf(link, sizeof(link), "%s/second", dir);
	if (second != NULL)
		assert_int_equal(symlink(second, link), 0);
	f = fopen(conf, "w");
	assert_non_null(f);
	fprintf(f, "<fontconfig><dir>%s</dir><cachedir>%s</cachedir>"
	    "</fontconfig>", dir, cache);
	(void)fclose(f);
	assert_int_equal(setenv("FONTCONFIG_FILE", conf, 1), 0);
	other = font_library_open(NULL, err);
	(void)unsetenv("FONTCONFIG_FILE");
	(void)snprintf(conf, sizeof(conf), "rm -r %s", dir);
	assert_int_equal(system(conf), 0);
	return other;
}

static void
test_no_font(void **state)
{
	struct err err = { .text = "" };

	(void)state;
	assert_null(open_in(NULL, NULL, &err));
	assert_non_null(strstr(err.text, "fonts-arphic-uming"));
	assert_non_null(strstr(err.text, "fonts-wqy-microhei"));
	assert_non_null(strstr(err.text, "fonts-lxgw-wenkai"));
}

static void
test_no_chinese_font(void **state)
{
	struct err err = { .text = "" };

	(void)state;
	assert_null(open_in(DEJAVU, NULL, &err));
	assert_non_null(strstr(err.text, "fonts-arphic-uming"));
}

/* One Chinese font serves every role. */
static void
test_one_font(void **state)
{
	struct err err = { .text = "" };
	struct font_library *other = open_in(
	    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", NULL, &err);
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
	struct font_library *other = open_in("/usr/share/fonts/truetype/droid/"
	    "DroidSansFallbackFull.ttf", DEJAVU, &err);
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
		cmocka_unit_test(test_no_letters)
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
