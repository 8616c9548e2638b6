/* Codes, widths and bookmarks of a PDF, at the edges of what may be written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the above first */
#include <cmocka.h>

#include <hpdf.h>
#include <hpdf_objects.h>

#include "pdf_judge.h"
#include "pdf/embed.h"
#include "pdf/subset.h"

static int
set_up(void **state)
{
	struct err err = { .text = "" };

	(void)state;
	lib = font_library_open(NULL, &err);
	return lib == NULL || mkdtemp(dir) == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	font_library_close(lib);
	return dir_remove(dir, NULL);
}

/* Every character of these that the face of the role itself has. */
static void
use_range(struct charset *u, enum font_role role, uint32_t first, uint32_t last)
{
	struct font_glyph home, g;
	struct buf text = { 0 };

	assert_true(font_glyph(lib, role, 0x7528, &home));
	for (uint32_t ch = first; ch <= last; ch++)
		if (font_glyph(lib, role, ch, &g) && g.face == home.face)
			text_put(&text, ch);
	charset_add(u, role, buf_str(&text));
	buf_free(&text);
}

/* ---- codes to characters ---------------------------------------------------------- */

/* What was deflated; to be freed. */
static char *
inflated(const struct buf *small)
{
	struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
	size_t room = 8 << 20, len;
	char *text = mem_alloc(room + 1);

	assert_int_equal(libdeflate_zlib_decompress(z, small->data,
	    small->len, text, room, &len), LIBDEFLATE_SUCCESS);
	libdeflate_free_decompressor(z);
	text[len] = '\0';
	return text;
}

/*
 * A range, "<0001> <00FF> [<4E00>…]": one entry a code, none over a high
 * byte.  Counts the codes.
 */
static const char *
check_range(const char *line, size_t *ncodes)
{
	unsigned from, to;
	size_t entries = 0;

	assert_int_equal(sscanf(line, "<%4x> <%4x> [", &from, &to), 2);
	assert_true(from <= to);
	assert_int_equal(from >> 8, to >> 8);
	for (line = strchr(line, '[') + 1; *line == '<'; entries++)
		line = strchr(line, '>') + 1;
	assert_int_equal(*line, ']');
	assert_int_equal(entries, to - from + 1);
	*ncodes += entries;
	return line + 2;
}

/* At most a hundred ranges in a block, as many as it says. */
static void
test_ranges_of_a_cmap(void **state)
{
	struct libdeflate_compressor *z = libdeflate_alloc_compressor(1);
	struct charset u = { .fonts = lib };
	struct err err = { .text = "" };
	struct subset parts;
	size_t ncodes = 0, nranges = 0, nblocks = 0;
	const char *at;
	char *text;

	(void)state;
	use_range(&u, FONT_KAI, 0x3000, 0xd7ff);
	use_range(&u, FONT_KAI, 0x20000, 0x2ffff);
	assert_int_equal(charset_finish(&u, NULL, &err), 0);
	assert_int_equal(u.nfaces, 1);
	assert_true(u.faces[0].n > 25600);	/* a hundred high bytes */
	if (subset_make(&parts, lib, &u.faces[0], z, &err) == -1)
		fail_msg("%s", err.text);
	text = inflated(&parts.unicode);
	for (at = text; (at = strstr(at, " beginbfrange\n")) != NULL;
	    nblocks++) {
		const char *number = at;
		size_t n;

		while (number[-1] != '\n')
			number--;
		n = strtoul(number, NULL, 10);
		assert_in_range(n, 1, 100);
		at += strlen(" beginbfrange\n");
		for (size_t i = 0; i < n; i++)
			at = check_range(at, &ncodes);
		assert_memory_equal(at, "endbfrange\n", 11);
		nranges += n;
	}
	assert_int_equal(ncodes, u.faces[0].n);
	assert_true(nranges > 100 && nblocks > 1);
	free(text);
	subset_free(&parts);
	charset_free(&u);
	libdeflate_free_compressor(z);
}

/*
 * Codes hold every byte: a bracket, a backslash or a return is not what it is
 * between the brackets of a string.
 */
static void
test_no_byte_is_taken_for_another(void **state)
{
	struct display d = { 0 };
	struct buf text = { 0 }, out = { 0 }, bare = { 0 };
	char path[64];

	(void)state;
	rare_text(&text, 0x4e00, 0x4fff, 150);
	add_page(&d);
	add_text(&d, FONT_BODY, 10, 100, buf_str(&text));
	d.pages[0].items[0].size = 3;
	name_in(path, "bytes.pdf");
	write_ok(&d, path);
	run(&out, "pdftotext -raw %s - 2>&1", path);
	for (size_t i = 0; i < out.len; i++)
		if (strchr(" \n\f", out.data[i]) == NULL)
			buf_addc(&bare, out.data[i]);
	assert_string_equal(buf_str(&bare), buf_str(&text));
	run(&out, "mutool show -b %s pages/1/Contents 2>/dev/null", path);
	assert_true(out.len > 300);
	assert_null(memchr(out.data, '\r', out.len));
	assert_non_null(memmem(out.data, out.len, "\0\\r", 3));
	buf_free(&text);
	buf_free(&out);
	buf_free(&bare);
	display_free(&d);
}

/* ---- widths ----------------------------------------------------------------------- */

/* The widths by code of a font's W: "code [width width …] code [ …". */
static void
read_widths(HPDF_Dict font, int widths[0x10000])
{
	HPDF_Array below = HPDF_Dict_GetItem(font, "DescendantFonts",
	    HPDF_OCLASS_ARRAY), all;
	HPDF_Dict cid = HPDF_Array_GetItem(below, 0, HPDF_OCLASS_DICT);

	for (size_t i = 0; i < 0x10000; i++)
		widths[i] = 1000;
	all = HPDF_Dict_GetItem(cid, "W", HPDF_OCLASS_ARRAY);
	for (HPDF_UINT i = 0; i + 1 < all->list->count; i += 2) {
		HPDF_Number code = HPDF_Array_GetItem(all, i,
		    HPDF_OCLASS_NUMBER);
		HPDF_Array run_of = HPDF_Array_GetItem(all, i + 1,
		    HPDF_OCLASS_ARRAY);

		for (HPDF_UINT k = 0; k < run_of->list->count; k++) {
			HPDF_Number w = HPDF_Array_GetItem(run_of, k,
			    HPDF_OCLASS_NUMBER);

			widths[(HPDF_UINT)code->value + k] = w->value;
		}
	}
}

/* Characters whose code does not follow that of the one before. */
static size_t
count_jumps(const struct charset_face *f)
{
	size_t n = 0;

	for (size_t i = 1; i < f->n; i++)
		n += f->chars[i].code != f->chars[i - 1].code + 1;
	return n;
}

/* Each character is as wide as its glyph, whatever its code is. */
static void
test_widths_by_code(void **state)
{
	static int widths[0x10000];
	struct libdeflate_compressor *z = libdeflate_alloc_compressor(1);
	struct err err = { .text = "" };
	size_t jumps = 0, narrow = 0;

	(void)state;
	for (int r = 0; r < FONT_ROLES; r++) {
		HPDF_Doc doc = HPDF_New(NULL, NULL);
		struct charset u = { .fonts = lib };
		struct subset parts;
		struct charset_face *f;

		use_range(&u, (enum font_role)r, 0x20, 0x33ff);
		use_range(&u, (enum font_role)r, 0x4e00, 0x4eff);
		assert_int_equal(charset_finish(&u, NULL, &err), 0);
		f = &u.faces[0];
		assert_int_equal(subset_make(&parts, lib, f, z, &err), 0);
		read_widths(embed_face(doc, f, &parts), widths);
		for (size_t i = 0; i < f->n; i++) {
			assert_int_equal(widths[f->chars[i].code],
			    f->chars[i].advance);
			narrow += f->chars[i].advance != 1000;
		}
		jumps += count_jumps(f);
		HPDF_Free(doc);
		subset_free(&parts);
		charset_free(&u);
	}
	assert_true(narrow > 300);
	assert_true(jumps > 10);
	libdeflate_free_compressor(z);
}

/* ---- what the operators come to ------------------------------------------------------- */

/* A text or a line as a reader of the page sees it. */
struct mark {
	char kind;		/* t, l */
	double x, y;		/* from the top left corner */
	double extra;		/* spacing of a text, width of a line */
};

/* The next token of a page: a number, an operator, or a string whole. */
static size_t
token_length(const char *s, size_t left)
{
	size_t n = 0;

	if (*s != '(') {
		while (n < left && strchr(" \n", s[n]) == NULL && s[n] != '(')
			n++;
		return n > 0 ? n : 1;
	}
	for (n = 1; n < left && s[n] != ')'; n++)
		n += s[n] == '\\';
	return n + 1;
}

struct machine {
	double stack[8];
	size_t n;		/* numbers on it */
	double x, y, spacing, width;
	struct mark marks[32];
	size_t nmarks, stroked;
};

static void
operate(struct machine *m, const char *op)
{
	double a = m->n > 1 ? m->stack[m->n - 2] : 0;
	double b = m->n > 0 ? m->stack[m->n - 1] : 0;

	assert_true(m->nmarks < 32);
	if (strcmp(op, "BT") == 0) {
		m->x = m->y = 0;
	} else if (strcmp(op, "Td") == 0) {
		m->x += a;
		m->y += b;
	} else if (strcmp(op, "Tc") == 0) {
		m->spacing = b;
	} else if (strcmp(op, "w") == 0) {
		m->width = b;
	} else if (strcmp(op, "Tj") == 0) {
		m->marks[m->nmarks++] = (struct mark){ 't', m->x, 842 - m->y,
		    m->spacing };
	} else if (strcmp(op, "m") == 0) {
		m->marks[m->nmarks++] = (struct mark){ 'l', a, 842 - b, -1 };
	} else if (strcmp(op, "S") == 0) {
		for (; m->stroked < m->nmarks; m->stroked++)
			if (m->marks[m->stroked].kind == 'l')
				m->marks[m->stroked].extra = m->width;
	}
	m->n = 0;
}

/* Read the first page of the file. */
static void
read_page(struct machine *m, const char *path)
{
	struct buf out = { 0 };

	*m = (struct machine){ .width = 1 };
	run(&out, "mutool show -b %s pages/1/Contents 2>/dev/null", path);
	for (size_t i = 0, n; i < out.len; i += n) {
		const char *s = out.data + i;
		char word[16] = "";

		n = token_length(s, out.len - i);
		if (*s == '(' || n >= sizeof(word) || *s == ' ' || *s == '\n')
			continue;
		memcpy(word, s, n);
		if (strspn(word, "-.0123456789") == n && m->n < 8)
			m->stack[m->n++] = strtod(word, NULL);
		else
			operate(m, word);
	}
	buf_free(&out);
}

/* Everything stands where, and is as, the display list says. */
static void
test_operators_are_the_display_list(void **state)
{
	static const struct mark want[] = {
		{ 't', 100, 50, 0 }, { 't', 30, 60, 1.5 }, { 't', 200, 60, 0 },
		{ 'l', 10, 70, 1 }, { 'l', 20, 80, 1 }, { 'l', 30, 90, 0.4 },
		{ 't', 40, 100, 0 }, { 'l', 50, 110, 0.4 },
		{ 't', 60, 120, 2 }, { 't', 10, 130, 2 }, { 'l', 10, 140, 3 },
		{ 't', 5, 150, 0 }
	};
	const size_t n = sizeof(want) / sizeof(*want);
	struct display d = { 0 };
	struct machine m;
	char path[64];

	(void)state;
	add_page(&d);
	for (size_t i = 0; i < n; i++) {
		const struct mark *w = &want[i];

		if (w->kind == 't') {
			add_text(&d, FONT_BODY, w->x, w->y, "班主任");
			d.pages[0].items[i].spacing = w->extra;
			continue;
		}
		*add_item(&d, ITEM_LINE) = (struct item){ .kind = ITEM_LINE,
		    .x = w->x, .y = w->y, .x2 = 500, .y2 = w->y,
		    .width = w->extra };
	}
	name_in(path, "operators.pdf");
	write_ok(&d, path);
	read_page(&m, path);
	assert_int_equal(m.nmarks, n);
	for (size_t i = 0; i < n; i++) {
		const struct mark *got = &m.marks[i];

		assert_int_equal(got->kind, want[i].kind);
		assert_true(fabs(got->x - want[i].x) < 0.011);
		assert_true(fabs(got->y - want[i].y) < 0.011);
		assert_true(fabs(got->extra - want[i].extra) < 0.011);
	}
	display_free(&d);
}

/* A character that two roles find in one face is there once. */
static void
test_one_code_a_character(void **state)
{
	static const char text[] = "班主任工作室";
	struct charset u = { .fonts = lib };
	struct err err = { .text = "" };

	(void)state;
	for (int r = 0; r < FONT_ROLES; r++)
		charset_add(&u, (enum font_role)r, text);
	assert_int_equal(charset_finish(&u, NULL, &err), 0);
	for (size_t i = 0; i < u.nfaces; i++)
		assert_int_equal(u.faces[i].n, text_length(text));
	charset_free(&u);
}

/* ---- bookmarks and the day ----------------------------------------------------------- */

/* A bookmark stands below the last one of the level above, eight deep. */
static void
test_levels_of_bookmarks(void **state)
{
	static const unsigned levels[] = { 1, 2, 3, 3, 2, 1, 4, 2, 3, 4, 5, 6,
		7, 8, 9, 1 };
	/* One level down at most at a time, and never below the eighth. */
	static const unsigned want[] = { 1, 2, 3, 3, 2, 1, 2, 2, 3, 4, 5, 6, 7,
		8, 8, 1 };
	const size_t n = sizeof(levels) / sizeof(*levels);
	struct arena a = { 0 };
	struct display d = { .arena = &a };
	struct buf out = { 0 };
	char path[64];
	const char *at;

	(void)state;
	add_page(&d);
	add_text(&d, FONT_BODY, 10, 100, "甲");
	for (size_t i = 0; i < n; i++)
		display_bookmark(&d, levels[i], arena_printf(&a, "b%02zu", i),
		    0, 10 * (double)i);
	name_in(path, "levels.pdf");
	write_ok(&d, path);
	run(&out, "mutool show %s outline 2>/dev/null", path);
	at = buf_str(&out);
	for (size_t i = 0; i < n; i++) {
		const char *line = at;
		size_t tabs = 0;

		at = strstr(at, arena_printf(&a, "b%02zu", i));
		assert_non_null(at);
		while (line < at)
			tabs += *line++ == '\t';
		assert_int_equal(tabs, want[i]);
		at = strchr(at, '\n') + 1;
	}
	d.bookmarks = NULL;	/* in the arena */
	display_free(&d);
	buf_free(&out);
	arena_free(&a);
}

/* A day is written as PDF writes one; anything else is left out. */
static void
test_days(void **state)
{
	static const char *const days[][2] = {
		{ "2024-03-01", "(D:20240301)" }, { "20240301", NULL },
		{ "2024-03", NULL }, { "2024-03-011", NULL },
		{ "2024年3月1日", NULL }, { "", NULL }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		struct display d = { .date = days[i][0] };
		struct buf out = { 0 };
		char path[64];

		add_page(&d);
		add_text(&d, FONT_BODY, 10, 100, "甲");
		name_in(path, "day.pdf");
		write_ok(&d, path);
		run(&out, "mutool show %s trailer/Info 2>/dev/null", path);
		if (days[i][1] != NULL)
			assert_non_null(strstr(buf_str(&out), days[i][1]));
		else
			assert_null(strstr(buf_str(&out), "CreationDate"));
		buf_free(&out);
		display_free(&d);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ranges_of_a_cmap),
		cmocka_unit_test(test_no_byte_is_taken_for_another),
		cmocka_unit_test(test_widths_by_code),
		cmocka_unit_test(test_operators_are_the_display_list),
		cmocka_unit_test(test_one_code_a_character),
		cmocka_unit_test(test_levels_of_bookmarks),
		cmocka_unit_test(test_days),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
