#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the above first */
#include <cmocka.h>

#include "base/pool.h"
#include "pdf_judge.h"
#include "refuse.h"

/* ---- display lists to write ------------------------------------------------ */

static void
sample(struct display *d)
{
	static const struct display_point star[] = {
		{ 100, 500 }, { 150, 600 }, { 50, 540 }
	};
	struct item *it;

	for (int r = 0; r < FONT_ROLES; r++) {
		add_page(d);
		add_text(d, (enum font_role)r, 50, 100, RARE "\\(1)");
		d->pages[d->npages - 1].items[0].link = "汇总 表.pdf";
		it = add_item(d, ITEM_LINE);
		*it = (struct item){ .kind = ITEM_LINE, .x = 50, .y = 120,
		    .x2 = 300.25, .y2 = 120, .width = 0.5, .dash = 2 };
		it = add_item(d, ITEM_RECT);
		*it = (struct item){ .kind = ITEM_RECT, .x = 50, .y = 200,
		    .x2 = 150, .y2 = 300, .fill = true, .width = 2,
		    .color = { 1, 0, 0 }, .stroke = { 0, 0, 1 } };
		it = add_item(d, ITEM_POLYGON);
		*it = (struct item){ .kind = ITEM_POLYGON, .fill = true,
		    .color = { 0.5f, 0.5f, 0.5f }, .points = star,
		    .npoints = 3 };
	}
	for (unsigned i = 0; i < 3; i++) {
		mem_grow(&d->bookmarks, &d->bookmarks_cap, d->nbookmarks,
		    sizeof(*d->bookmarks));
		d->bookmarks[d->nbookmarks++] = (struct bookmark){
			.level = i + 1, .title = "𬭎的成绩", .page = i, .y = 90
		};
	}
	d->title = "评估报告 𠮷";
	d->author = "教育局";
	d->date = "2024-03-01";
}

/* ---- what other programs make of it ---------------------------------------- */

static void
test_text_comes_back(void **state)
{
	struct display d = { 0 };
	struct buf out = { 0 }, want = { 0 }, lines = { 0 };
	char path[64];

	(void)state;
	sample(&d);
	name_in(path, "text.pdf");
	write_ok(&d, path);
	run(&out, "pdftotext %s - 2>&1", path);
	for (int r = 0; r < FONT_ROLES; r++) {
		buf_adds(&want, RARE "\\(1)\n\n\f");
		buf_adds(&lines, RARE "\\(1)\n\n\f\n");
	}
	assert_string_equal(buf_str(&out), buf_str(&want));
	run(&out, "mutool draw -q -F txt %s 2>&1 |"
	    " sed '/ICC support/d'", path);
	assert_string_equal(buf_str(&out), buf_str(&lines));
	buf_free(&want);
	buf_free(&lines);
	buf_free(&out);
	display_free(&d);
}

static void
test_readers_are_content(void **state)
{
	struct display d = { 0 };
	struct buf out = { 0 };
	char path[64];

	(void)state;
	sample(&d);
	name_in(path, "sound.pdf");
	write_ok(&d, path);
	no_complaints(path);
	run(&out, "pdffonts %s 2>&1", path);
	assert_non_null(strstr(buf_str(&out), "CID TrueType"));
	run(&out, "pdfinfo %s 2>&1", path);
	assert_non_null(strstr(buf_str(&out), "评估报告 𠮷\n"));
	assert_non_null(strstr(buf_str(&out), "教育局\n"));
	assert_non_null(strstr(buf_str(&out), "Mar  1 00:00:00 2024"));
	run(&out, "mutool show %s outline 2>&1", path);
	assert_non_null(strstr(buf_str(&out), "𬭎的成绩"));
	run(&out, "qpdf --qdf --object-streams=disable %s - 2>&1", path);
	assert_non_null(strstr(buf_str(&out), "/GoToR"));
	assert_null(strstr(buf_str(&out), "/ModDate"));
	buf_free(&out);
	display_free(&d);
}

/* What no font has is 〓, seen and copied; format characters leave nothing. */
static void
test_missing_glyph(void **state)
{
	struct display d = { 0 };
	struct buf out = { 0 };
	char path[64];

	(void)state;
	add_page(&d);
	add_text(&d, FONT_BODY, 50, 100, "张\U0010ffff三\u200b李");
	name_in(path, "missing.pdf");
	write_ok(&d, path);
	run(&out, "pdftotext %s - 2>&1", path);
	assert_string_equal(buf_str(&out), "张〓三李\n\n\f");
	buf_free(&out);
	display_free(&d);
}

/* A page without text, a document without pages' items. */
static void
test_empty(void **state)
{
	struct display d = { 0 };
	struct buf out = { 0 };
	char path[64];

	(void)state;
	add_page(&d);
	add_text(&d, FONT_KAI, 50, 100, "");
	name_in(path, "empty.pdf");
	write_ok(&d, path);
	run(&out, "qpdf --check %s 2>&1", path);
	assert_null(strstr(buf_str(&out), "WARNING"));
	run(&out, "pdfinfo %s 2>&1", path);
	assert_null(strstr(buf_str(&out), "CreationDate"));
	buf_free(&out);
	display_free(&d);
}

/* 100 Han characters of the body's own face. */
static void
common_text(struct buf *text)
{
	struct font_glyph home, g;
	size_t n = 0;

	assert_true(font_glyph(lib, FONT_BODY, 0x7528, &home));
	for (uint32_t ch = 0x5b00; n < 100; ch++)
		if (font_glyph(lib, FONT_BODY, ch, &g) && g.face == home.face) {
			text_put(text, ch);
			n++;
		}
}

static size_t
count_fonts(const char *path)
{
	struct buf out = { 0 };
	size_t n;

	run(&out, "pdffonts %s | grep -c TrueType", path);
	n = (size_t)atoi(buf_str(&out));
	buf_free(&out);
	return n;
}

/*
 * A document of the common text and a name: the shared subset and one more.
 * A document that has little of the common text does not carry it.
 */
static void
test_shared_subset(void **state)
{
	struct display d = { 0 }, other = { 0 };
	struct buf text = { 0 }, out = { 0 };
	char path[64], *mixed = NULL;

	(void)state;
	common_text(&text);
	font_library_close(lib);
	lib = font_library_open(NULL, NULL);
	assert_non_null(lib);
	font_library_common(lib, 0, FONT_BODY, buf_str(&text));
	assert_true(asprintf(&mixed, "%s用喆", buf_str(&text)) > 0);
	add_page(&d);
	add_text(&d, FONT_BODY, 10, 100, mixed);
	d.pages[0].items[0].size = 5;
	name_in(path, "shared.pdf");
	write_ok(&d, path);
	assert_int_equal(count_fonts(path), 2);
	run(&out, "pdftotext %s - 2>&1", path);
	assert_memory_equal(buf_str(&out), mixed, strlen(mixed));
	run(&out, "qpdf --check %s 2>&1", path);
	assert_null(strstr(buf_str(&out), "WARNING"));

	add_page(&other);
	add_text(&other, FONT_BODY, 10, 100, "用学字");
	name_in(path, "own.pdf");
	write_ok(&other, path);
	assert_int_equal(count_fonts(path), 1);
	free(mixed);
	buf_free(&text);
	buf_free(&out);
	display_free(&d);
	display_free(&other);
}

/* A shared subset is carried by who uses nearly all of it, by no one else. */
static void
test_who_carries_the_shared_subset(void **state)
{
	static const size_t percents[] = { 100, 96, 90, 50, 10 };
	struct buf text = { 0 }, out = { 0 };
	size_t bytes[5];

	(void)state;
	common_text(&text);
	font_library_close(lib);
	lib = font_library_open(NULL, NULL);
	assert_non_null(lib);
	font_library_common(lib, 0, FONT_BODY, buf_str(&text));
	for (size_t i = 0; i < 5; i++) {
		struct arena a = { 0 };
		struct display d = { 0 };
		const char *part = text_cut(&a, buf_str(&text),
		    text.len * percents[i] / 100);
		char path[64];

		add_page(&d);
		add_text(&d, FONT_BODY, 10, 100, part);
		d.pages[0].items[0].size = 5;
		name_in(path, "part.pdf");
		write_ok(&d, path);
		assert_int_equal(count_fonts(path), 1);
		run(&out, "wc -c < %s", path);
		bytes[i] = strtoul(buf_str(&out), NULL, 10);
		display_free(&d);
		arena_free(&a);
	}
	/* How many glyphs one carries is how long it is. */
	assert_true(bytes[3] < bytes[0] * 2 / 3);
	assert_true(bytes[4] < bytes[0] / 3);
	buf_free(&text);
	buf_free(&out);
}

/* ---- what is on the paper -------------------------------------------------- */

static void
test_glyphs_are_drawn(void **state)
{
	(void)state;
	for (int r = 0; r < FONT_ROLES; r++)
		check_grid((enum font_role)r,
		    RARE "评估工作室得分專家一二三十百0123456789ABgjpqy%〓★①");
}

/* 240 rare characters of planes 0, 2 and 3 are drawn and copied right. */
static void
test_rare_characters(void **state)
{
	struct buf text = { 0 }, out = { 0 }, bare = { 0 };
	char path[64];

	(void)state;
	rare_text(&text, 0x3400, 0x4dbf, 110);
	rare_text(&text, 0x20000, 0x2fa1d, 90);
	rare_text(&text, 0x30000, 0x3ffff, 40);
	assert_true(text_length(buf_str(&text)) >= 200);
	check_grid(FONT_BODY, buf_str(&text));
	name_in(path, "grid.pdf");
	run(&out, "pdftotext %s - 2>&1", path);
	for (size_t i = 0; i < out.len; i++)
		if (strchr(" \n\f", out.data[i]) == NULL)
			buf_addc(&bare, out.data[i]);
	assert_string_equal(buf_str(&bare), buf_str(&text));
	buf_free(&text);
	buf_free(&out);
	buf_free(&bare);
}

/* True when the outline is made of other glyphs (its first number is < 0). */
static bool
is_composite(hb_face_t *face, uint32_t glyph)
{
	hb_blob_t *glyf = hb_face_reference_table(face,
	    HB_TAG('g', 'l', 'y', 'f'));
	hb_blob_t *loca = hb_face_reference_table(face,
	    HB_TAG('l', 'o', 'c', 'a'));
	hb_blob_t *head = hb_face_reference_table(face,
	    HB_TAG('h', 'e', 'a', 'd'));
	const unsigned char *p = (const unsigned char *)hb_blob_get_data(loca,
	    NULL), *g = (const unsigned char *)hb_blob_get_data(glyf, NULL);
	bool wide = hb_blob_get_data(head, NULL)[51] != 0, composite;
	size_t at;

	p += glyph * (wide ? 4 : 2);
	at = wide ? (size_t)p[0] << 24 | (size_t)p[1] << 16 |
	    (size_t)p[2] << 8 | p[3] : ((size_t)p[0] << 8 | p[1]) * 2;
	composite = g[at] >= 0x80;
	hb_blob_destroy(glyf);
	hb_blob_destroy(loca);
	hb_blob_destroy(head);
	return composite;
}

/* The first 60 Han characters whose glyphs are made of other glyphs. */
static void
test_composite_glyphs(void **state)
{
	struct buf text = { 0 };
	size_t n = 0;

	(void)state;
	for (uint32_t ch = 0x4e00; ch < 0x9fa5 && n < 60; ch++) {
		struct font_glyph g;

		if (!font_glyph(lib, FONT_HEAD, ch, &g) ||
		    !is_composite(font_face_prepared(lib, g.face), g.glyph))
			continue;
		text_put(&text, ch);
		n++;
	}
	assert_int_equal(n, 60);
	check_grid(FONT_HEAD, buf_str(&text));
	buf_free(&text);
}

/* ---- the file itself ------------------------------------------------------- */

static void
read_whole(struct arena *a, const char *path, char **data, size_t *len)
{
	assert_int_equal(file_read(a, path, 1u << 24, data, len, NULL, NULL),
	    0);
}

static void
write_job(void *ctx, size_t worker, size_t job)
{
	const char *name[] = { "0.pdf", "1.pdf", "2.pdf", "3.pdf" };
	char path[64];

	(void)worker;
	name_in(path, name[job]);
	(void)pdf_write(ctx, lib, path, NULL);
}

static void
test_same_bytes(void **state)
{
	const char *name[] = { "1.pdf", "2.pdf", "3.pdf" };
	struct display d = { 0 };
	struct pool pool = { .run = write_job, .ctx = &d };
	struct arena a = { 0 };
	struct buf text = { 0 };
	char path[64], *first, *other;
	size_t len, n;

	(void)state;
	sample(&d);
	/* A library of their own: the workers open the faces themselves. */
	font_library_close(lib);
	lib = font_library_open(NULL, NULL);
	common_text(&text);
	font_library_common(lib, 0, FONT_BODY, buf_str(&text));
	add_text(&d, FONT_BODY, 10, 500, buf_str(&text));
	pool_run(&pool, 2, 4);
	name_in(path, "0.pdf");
	read_whole(&a, path, &first, &len);
	for (size_t i = 0; i < 3; i++) {
		name_in(path, name[i]);
		read_whole(&a, path, &other, &n);
		assert_int_equal(n, len);
		assert_memory_equal(first, other, len);
	}
	buf_free(&text);
	arena_free(&a);
	display_free(&d);
}

static void
test_disk_full(void **state)
{
	struct display d = { 0 };
	struct err err = { .text = "" };
	char path[64], part[70];

	(void)state;
	sample(&d);
	name_in(path, "full.pdf");
	(void)snprintf(part, sizeof(part), "%s.part", path);
	refuse.write = ENOSPC;
	assert_int_equal(pdf_write(&d, lib, path, &err), -1);
	refuse.write = 0;
	err_forget();
	assert_non_null(strstr(err.text, path));
	assert_false(path_exists(path));
	assert_false(path_exists(part));
	display_free(&d);
}

static void
test_not_writable(void **state)
{
	struct display d = { 0 };
	struct err err = { .text = "" };
	char path[64];

	(void)state;
	sample(&d);
	name_in(path, "no/such/folder.pdf");
	assert_int_equal(pdf_write(&d, lib, path, &err), -1);
	assert_non_null(strstr(err.text, path));
	display_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_comes_back),
		cmocka_unit_test(test_readers_are_content),
		cmocka_unit_test(test_missing_glyph),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_shared_subset),
		cmocka_unit_test(test_who_carries_the_shared_subset),
		cmocka_unit_test(test_glyphs_are_drawn),
		cmocka_unit_test(test_rare_characters),
		cmocka_unit_test(test_composite_glyphs),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_disk_full),
		cmocka_unit_test(test_not_writable)
	};

	return cmocka_run_group_tests(tests, fonts_set_up, fonts_tear_down);
}
