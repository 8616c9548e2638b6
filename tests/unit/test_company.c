/*
 * The rule of company: what may not stand alone on a page.  Each document is
 * set at every height of a page, so that each of its lines meets the end.
 */
#include "check.h"

#include <linebreak.h>

#include "display_judge.h"
#include "fake_font.h"
#include "document/document.h"
#include "page/layout.h"

#define MAX		20
#define STEP		3	/* pt between two heights tried */
#define FIRST_TOP	120
#define LAST_TOP	690
#define ROW		15.7	/* of a line in 小五, with padding */

struct made {
	struct arena arena;
	struct template_node from[MAX];
	struct node nodes[MAX];
	struct option options[MAX][4];
	size_t n;
	struct document document;
	struct display display;
};

static struct measure *measure;

static int
set_up(void **state)
{
	(void)state;
	init_linebreak();
	measure = measure_new(NULL);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	measure_free(measure);
	return 0;
}

/* ---- documents -------------------------------------------------------------- */

static struct node *
add(struct made *m, enum block_kind kind, const char *component)
{
	struct template_node *t = &m->from[m->n];
	struct node *n = &m->nodes[m->n];

	assert_true(m->n < MAX);
	t->kind = kind;
	t->level = 1;
	t->options = m->options[m->n++];
	t->component = component != NULL ? component_find(components, component) : NULL;
	n->from = t;
	n->text = "";
	return n;
}

/* For the block that was added last. */
static void
option(struct made *m, const char *key, const char *value)
{
	struct template_node *t = &m->from[m->n - 1];

	t->options[t->noptions++] = (struct option){ .key = key,
	    .value = value };
}

/* Places to sign, height pt in all, in so many rows. */
static void
add_sign(struct made *m, const char *words, unsigned height, unsigned rows)
{
	(void)add(m, BLOCK_COMPONENT, "sign");
	option(m, "高", arena_printf(&m->arena, "%u", height / rows));
	while (rows-- > 0)
		option(m, "行", words);
}

/* Begin with something of this height, after which BLOCK_GAP is left. */
static void
begin(struct made *m, unsigned top)
{
	*m = (struct made){ 0 };
	m->display.arena = &m->arena;
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		m->document.page[i] = "页";
	if (top > 0)
		add_sign(m, "上", top, 3);
}

/* Left of the page behind that. */
static double
room(unsigned top)
{
	return BODY_HEIGHT - (top > 0 ? top + BLOCK_GAP : 0) + 0.01;
}

static void
lay_out(struct made *m)
{
	m->document.nodes = m->nodes;
	m->document.nnodes = m->n;
	layout_document(&m->document, measure, &m->display);
}

/* The same character over and over. */
static const char *
words(struct made *m, const char *ch, size_t n)
{
	struct buf b = { 0 };
	const char *s;

	for (size_t i = 0; i < n; i++)
		buf_adds(&b, ch);
	s = arena_strdup(&m->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

/* A text of so many lines, made of one character. */
static void
add_lines(struct made *m, enum block_kind kind, const char *ch, size_t lines)
{
	/* Characters of a line, and of the first one. */
	size_t line = kind == BLOCK_NOTE ? 44 : kind == BLOCK_ITEM ? 34 : 38;
	size_t first = kind == BLOCK_ITEM ? line : line - 2;

	add(m, kind, NULL)->text = words(m, ch, lines == 1 ? 10 :
	    first + (lines - 2) * line + 20);
}

/* A table of one column whose rows are r0. r1. … */
static struct node *
add_table(struct made *m, size_t nrows)
{
	static const char *names[] = { "项" };
	struct node *n = add(m, BLOCK_COMPONENT, "table");

	n->rows = (struct rows){ .ncols = 1, .nrows = nrows, .names = names };
	n->rows.cells = arena_alloc(&m->arena, nrows * sizeof(struct value));
	for (size_t i = 0; i < nrows; i++)
		n->rows.cells[i] = (struct value){ .kind = VALUE_TEXT,
		    .text = arena_printf(&m->arena, "r%zu.", i) };
	return n;
}

static double
table_height(size_t nrows)
{
	return (double)(nrows + 1) * ROW;
}

/* ---- pages -------------------------------------------------------------------- */

/* Texts of a page that begin with these words. */
static size_t
count(const struct made *m, size_t page, const char *begin_with)
{
	const struct page *p = &m->display.pages[page];
	size_t n = 0;

	if (page >= m->display.npages)
		return 0;
	for (size_t k = 0; k < p->nitems; k++)
		n += p->items[k].kind == ITEM_TEXT && strncmp(
		    p->items[k].text, begin_with, strlen(begin_with)) == 0;
	return n;
}

/* The page of the one text that begins with these words. */
static size_t
page_of(const struct made *m, const char *begin_with)
{
	size_t page = SIZE_MAX, n = 0;

	for (size_t i = 0; i < m->display.npages; i++)
		if (count(m, i, begin_with) > 0) {
			page = page == SIZE_MAX ? i : page;
			n += count(m, i, begin_with);
		}
	if (n == 0)
		fail_msg("“%s” is nowhere", begin_with);
	return page;
}

static size_t
page_of_row(struct made *m, size_t row)
{
	return page_of(m, arena_printf(&m->arena, "r%zu.", row));
}

/* ---- texts ----------------------------------------------------------------------- */

/*
 * How many of n lines stand on a page with room for so many: no line alone
 * on either page, and as many as possible otherwise.
 */
static size_t
lines_here(size_t n, size_t fit)
{
	if (n <= fit)
		return n;
	if (n <= 3 || fit < 2)
		return 0;
	return fit == n - 1 ? n - 2 : fit;
}

static void
test_no_line_alone(void **state)
{
	static const struct { enum block_kind kind; double pitch; } kinds[] = {
		{ BLOCK_PARAGRAPH, 21 }, { BLOCK_NOTE, 16 }, { BLOCK_ITEM, 20 }
	};
	size_t broken = 0;

	(void)state;
	for (size_t k = 0; k < 3; k++)
		for (size_t n = 1; n <= 8; n++)
			for (unsigned top = FIRST_TOP; top <= LAST_TOP;
			    top += STEP) {
				struct made m;
				size_t fit = room(top) > 0 ? (size_t)(
				    room(top) / kinds[k].pitch) : 0;

				begin(&m, top);
				add_lines(&m, kinds[k].kind, "甲", n);
				lay_out(&m);
				assert_int_equal(count(&m, 0, "甲"),
				    lines_here(n, fit));
				assert_int_equal(count(&m, 1, "甲"), n -
				    lines_here(n, fit));
				broken += m.display.npages > 1 &&
				    count(&m, 0, "甲") > 0;
				arena_free(&m.arena);
			}
	assert_true(broken > 100);
}

/* ---- headings -------------------------------------------------------------------- */

/* So many headings of all levels, one below the other. */
static void
add_headings(struct made *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		add(m, BLOCK_HEADING, NULL)->text = arena_printf(&m->arena,
		    "题%zu。", i);
		m->from[m->n - 1].level = 1 + (unsigned)i % 4;
	}
}

/* What a heading may head; its first words. */
static const char *
add_headed(struct made *m, size_t which)
{
	if (which < 5) {
		add_lines(m, BLOCK_PARAGRAPH, "甲", which + 1);
		return "甲";
	}
	if (which == 5) {
		(void)add_table(m, 3);
		return "r0.";
	}
	if (which == 6) {
		(void)add_table(m, 40);
		return "r0.";
	}
	if (which == 7) {
		add_lines(m, BLOCK_NOTE, "注", 3);
		return "注";
	}
	add_sign(m, "签", 96, 1);
	return "签";
}

static void
test_heading_stands_with_what_it_heads(void **state)
{
	size_t moved = 0;

	(void)state;
	for (size_t n = 1; n <= 8; n++)
		for (size_t which = 0; which < 9; which++)
			for (unsigned top = FIRST_TOP; top <= LAST_TOP;
			    top += STEP) {
				struct made m;
				const char *first;

				begin(&m, top);
				add_headings(&m, n);
				first = add_headed(&m, which);
				lay_out(&m);
				for (size_t i = 0; i < n; i++)
					assert_int_equal(page_of(&m,
					    arena_printf(&m.arena, "题%zu。",
					    i)), page_of(&m, first));
				moved += page_of(&m, first) > 0;
				arena_free(&m.arena);
			}
	assert_true(moved > 1000);
}

/* More headings than can wait, and the last thing of all, are not lost. */
static void
test_no_heading_is_lost(void **state)
{
	(void)state;
	for (size_t n = 1; n < 18; n++)
		for (int alone = 0; alone < 2; alone++) {
			struct made m;

			begin(&m, 0);
			add_headings(&m, n);
			if (!alone)
				add_lines(&m, BLOCK_PARAGRAPH, "甲", 1);
			lay_out(&m);
			for (size_t i = 0; i < n; i++) {
				const char *text = arena_printf(&m.arena,
				    "题%zu。", i);

				assert_int_equal(count(&m, page_of(&m, text),
				    text), 1);
			}
			assert_int_equal(m.display.nbookmarks, n);
			arena_free(&m.arena);
		}
}

/* ---- where a table begins ------------------------------------------------------------ */

/*
 * A table of up to three tenths of a page is not broken; a longer one begins
 * where its head and two rows have room, and its title with them.
 */
static void
test_where_a_table_begins(void **state)
{
	size_t broken = 0;

	(void)state;
	for (size_t n = 1; n <= 20; n++)
		for (unsigned top = FIRST_TOP; top <= LAST_TOP; top += STEP) {
			bool whole = table_height(n) <= BODY_HEIGHT * 0.3;
			double need = 18 + (whole ? table_height(n) :
			    table_height(2));
			size_t page = room(top) < need;
			struct made m;

			begin(&m, top);
			(void)add_table(&m, n);
			option(&m, "标题", "表题");
			lay_out(&m);
			assert_int_equal(page_of(&m, "表题"), page);
			assert_int_equal(page_of(&m, "项"), page);
			assert_int_equal(page_of_row(&m, 0), page);
			if (n > 1)
				assert_int_equal(page_of_row(&m, 1), page);
			if (whole)
				assert_int_equal(page_of_row(&m, n - 1), page);
			broken += page_of_row(&m, n - 1) != page;
			if (page_of_row(&m, n - 1) != page)	/* two at least */
				assert_int_equal(page_of_row(&m, n - 2),
				    page_of_row(&m, n - 1));
			arena_free(&m.arena);
		}
	assert_true(broken > 20);
}

/* A table of rows of so many lines each. */
static void
add_high_rows(struct made *m, size_t nrows, size_t lines)
{
	struct node *n = add_table(m, nrows);

	for (size_t i = 0; i < nrows; i++)
		n->rows.cells[i].text = arena_printf(&m->arena, "r%zu.%s", i,
		    words(m, "甲", 51 * lines - 20));
}

/* A low row does not begin a table alone, one of four lines may. */
static void
test_low_row_begins_no_table_alone(void **state)
{
	size_t alone = 0;

	(void)state;
	for (size_t n = 6; n <= 9; n++)
		for (size_t lines = 3; lines <= 4; lines++)
			for (unsigned top = FIRST_TOP; top <= LAST_TOP;
			    top += STEP) {
				double row = (double)lines * 11.7 + 4;
				double need = ROW + (lines == 3 ? 2 : 1) * row;
				struct made m;

				begin(&m, top);
				add_high_rows(&m, n, lines);
				lay_out(&m);
				assert_int_equal(page_of_row(&m, 0),
				    room(top) < need);
				if (lines == 3)
					assert_int_equal(page_of_row(&m, 0),
					    page_of_row(&m, 1));
				alone += page_of_row(&m, 0) !=
				    page_of_row(&m, 1);
				arena_free(&m.arena);
			}
	assert_true(alone > 20);
}

/* A little table stands in one piece with the places to sign it. */
static void
test_little_table_with_its_signatures(void **state)
{
	size_t moved = 0;

	(void)state;
	for (size_t n = 1; n <= 5; n++)
		for (unsigned top = FIRST_TOP; top <= LAST_TOP; top += STEP) {
			struct made m;

			begin(&m, top);
			(void)add_table(&m, n);
			add_sign(&m, "签", 300, 1);
			lay_out(&m);
			assert_int_equal(page_of_row(&m, 0),
			    page_of(&m, "签"));
			assert_int_equal(page_of_row(&m, n - 1),
			    page_of(&m, "签"));
			moved += page_of(&m, "签") > 0;
			arena_free(&m.arena);
		}
	assert_true(moved > 100);
}

/* ---- what stands with a table's end ------------------------------------------------- */

/* Rows on the page. */
static size_t
rows_on(const struct made *m, size_t page)
{
	return count(m, page, "r");
}

/* The least that must stand with signatures or notes: two rows. */
static void
check_company(struct made *m, size_t nrows, const char *last)
{
	size_t page = page_of(m, last);

	assert_int_equal(page_of_row(m, nrows - 1), page);
	assert_true(rows_on(m, page) >= (nrows < 2 ? nrows : 2));
}

static void
test_signatures_stand_with_two_rows(void **state)
{
	size_t moved = 0;

	(void)state;
	for (size_t n = 1; n <= 45; n++)
		for (unsigned height = 40; height <= 300; height += 20) {
			struct made m;
			bool fits = table_height(n) + BLOCK_GAP + height <=
			    room(0);

			begin(&m, 0);
			(void)add_table(&m, n);
			add_sign(&m, "签", height, 1);
			lay_out(&m);
			check_company(&m, n, "签");
			if (fits)
				assert_int_equal(page_of(&m, "签"), 0);
			moved += page_of(&m, "签") > 0;
			arena_free(&m.arena);
		}
	assert_true(moved > 50);
}

/*
 * Words before the signatures: one line is no company, so rows come with it;
 * from two lines on the table stays where it has room.
 */
static void
test_one_line_is_no_company_two_are(void **state)
{
	size_t moved = 0, stayed = 0;

	(void)state;
	for (size_t lines = 1; lines <= 4; lines++)
		for (size_t n = 1; table_height(n) <= room(0); n++) {
			struct made m;

			begin(&m, 0);
			(void)add_table(&m, n);
			add_lines(&m, BLOCK_PARAGRAPH, "甲", lines);
			add_sign(&m, "签", 96, 1);
			lay_out(&m);
			assert_true(count(&m, page_of(&m, "签"), "甲") >=
			    (lines < 2 ? lines : 2));
			if (lines == 1) {
				check_company(&m, n, "签");
				moved += page_of(&m, "签") > 0;
			} else {
				assert_int_equal(page_of_row(&m, n - 1), 0);
				stayed += page_of(&m, "签") > 0;
			}
			arena_free(&m.arena);
		}
	assert_true(moved > 3);
	assert_true(stayed > 9);
}

/* Of several paragraphs of a query only the last stands with signatures. */
static void
test_last_of_several_texts_is_company(void **state)
{
	size_t parted = 0;

	(void)state;
	for (unsigned top = FIRST_TOP; top <= LAST_TOP; top += STEP) {
		static const char *names[] = { "文" };
		struct value cells[3] = { { .text = "甲" }, { .text = "乙" },
		    { .text = "丙" } };
		double left = room(top);
		bool all = left >= 3 * 21 + BLOCK_GAP + 96;
		struct made m;
		struct node *n;

		begin(&m, top);
		n = add(&m, BLOCK_COMPONENT, "text");
		n->rows = (struct rows){ .ncols = 1, .nrows = 3,
		    .names = names, .cells = cells };
		m.from[m.n - 1].sql = "SELECT";
		add_sign(&m, "签", 96, 1);
		lay_out(&m);
		assert_int_equal(page_of(&m, "丙"), page_of(&m, "签"));
		assert_int_equal(page_of(&m, "签"), !all);
		assert_int_equal(page_of(&m, "甲"), left < 21);
		assert_int_equal(page_of(&m, "乙"), left < 42);
		parted += page_of(&m, "乙") != page_of(&m, "丙");
		arena_free(&m.arena);
	}
	assert_true(parted > 20);
}

/* Notes below a table stand with its last two rows, in one piece. */
static void
test_notes_stand_with_two_rows(void **state)
{
	size_t moved = 0;

	(void)state;
	for (size_t lines = 1; lines <= 6; lines++)
		for (size_t n = 1; table_height(n) <= room(0); n++) {
			struct made m;

			begin(&m, 0);
			(void)add_table(&m, n);
			add_lines(&m, BLOCK_NOTE, "注", lines);
			lay_out(&m);
			check_company(&m, n, "注");
			assert_int_equal(count(&m, page_of(&m, "注"), "注"),
			    lines);
			moved += page_of(&m, "注") > 0;
			arena_free(&m.arena);
		}
	assert_true(moved > 15);
}

/* What is more than half a page needs no company: the table stays whole. */
static void
test_half_a_page_needs_no_company(void **state)
{
	size_t parted = 0;

	(void)state;
	for (size_t n = 6; table_height(n) <= room(0); n++) {
		struct made m;

		begin(&m, 0);
		(void)add_table(&m, n);
		add_sign(&m, "签", 400, 2);
		lay_out(&m);
		assert_int_equal(page_of_row(&m, n - 1), 0);
		parted += page_of(&m, "签") > 0;
		arena_free(&m.arena);
	}
	assert_true(parted > 20);
}

/* The table, perhaps something that prints nothing, and what follows. */
static const char *
with_nothing(struct made *m, bool nothing, size_t nrows, bool notes)
{
	begin(m, 0);
	(void)add_table(m, nrows);
	if (nothing)
		(void)add(m, BLOCK_COMPONENT, "text");
	if (notes)
		add_lines(m, BLOCK_NOTE, "注", 2);
	else
		add_sign(m, "签", 80, 1);
	lay_out(m);
	return display_dump(&m->display);
}

/* A block that prints nothing takes no room and parts nothing. */
static void
test_nothing_is_no_company(void **state)
{
	(void)state;
	for (size_t n = 1; table_height(n) <= room(0); n++)
		for (int notes = 0; notes < 2; notes++) {
			struct made m, other;

			assert_string_equal(with_nothing(&m, true, n, notes),
			    with_nothing(&other, false, n, notes));
			arena_free(&m.arena);
			arena_free(&other.arena);
		}
}

/* One row of so many lines of 甲, more than a page has. */
static void
add_tall(struct made *m, size_t lines)
{
	add_table(m, 1)->rows.cells[0].text = words(m, "甲", 51 * lines - 20);
}

/*
 * A row taller than a page begins with four lines at least and ends with two;
 * where some are held back for the signatures they are four.
 */
static void
test_signatures_stand_with_four_lines(void **state)
{
	size_t held = 0, ends[5] = { 0 };

	(void)state;
	for (size_t lines = 58; lines < 190; lines++) {
		struct made m, alone;
		size_t last, here;

		begin(&m, 0);
		add_tall(&m, lines);
		add_sign(&m, "签", 96, 1);
		lay_out(&m);
		begin(&alone, 0);
		add_tall(&alone, lines);
		lay_out(&alone);
		last = m.display.npages - 1;
		here = count(&m, last, "甲");
		assert_int_equal(page_of(&m, "签"), last);
		for (size_t i = 0; i < last; i++)
			assert_true(count(&m, i, "甲") >= 4);
		if (alone.display.npages == m.display.npages) {
			assert_int_equal(here, count(&alone, last, "甲"));
			assert_true(here >= 2);
			ends[here < 4 ? here : 4]++;
		} else {
			assert_int_equal(here, 4);
			held++;
		}
		arena_free(&m.arena);
		arena_free(&alone.arena);
	}
	assert_true(held > 5);
	assert_true(ends[2] > 0 && ends[3] > 0 && ends[4] > 50);
}

/* ---- lists -------------------------------------------------------------------------- */

/*
 * The mark of an item stands beside its first line, which stays where it
 * would without one, also when signatures follow.
 */
static void
test_mark_beside_its_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < 12; i++)
		for (unsigned top = FIRST_TOP; top <= LAST_TOP; top += STEP) {
			size_t lines = i / 2 + 1, first[2];
			struct made m;

			for (int mark = 0; mark < 2; mark++) {
				begin(&m, top);
				add_lines(&m, BLOCK_ITEM, "甲", lines);
				if (mark)
					m.from[m.n - 1].mark = "点";
				if (i % 2 == 0)
					add_sign(&m, "签", 96, 1);
				lay_out(&m);
				first[mark] = count(&m, 0, "甲");
				if (mark && page_of(&m, "点") !=
				    page_of(&m, "甲"))
					fail_msg("%zu lines, %u pt: the mark "
					    "is alone", lines, top);
				arena_free(&m.arena);
			}
			assert_int_equal(first[0], first[1]);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_line_alone),
		cmocka_unit_test(test_heading_stands_with_what_it_heads),
		cmocka_unit_test(test_no_heading_is_lost),
		cmocka_unit_test(test_where_a_table_begins),
		cmocka_unit_test(test_low_row_begins_no_table_alone),
		cmocka_unit_test(test_little_table_with_its_signatures),
		cmocka_unit_test(test_signatures_stand_with_two_rows),
		cmocka_unit_test(test_one_line_is_no_company_two_are),
		cmocka_unit_test(test_last_of_several_texts_is_company),
		cmocka_unit_test(test_notes_stand_with_two_rows),
		cmocka_unit_test(test_half_a_page_needs_no_company),
		cmocka_unit_test(test_nothing_is_no_company),
		cmocka_unit_test(test_signatures_stand_with_four_lines),
		cmocka_unit_test(test_mark_beside_its_line),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
