/*
 * Layout: the bytes are choices, from which a paper is made of all blocks and
 * all their options, with texts that nobody would write; its pages are judged.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "pages.h"

#define MOST_BLOCKS	8
#define MOST_COLUMNS	200
#define MOST_TEXT	1500	/* characters */

/* What is left of the input; when nothing is, every choice is the first. */
struct choices {
	const uint8_t *at, *end;
};

static size_t
pick(struct choices *c, size_t n)
{
	return c->at < c->end ? *c->at++ % n : 0;
}

/* Small numbers as a rule, one of 256 large. */
static size_t
amount(struct choices *c, size_t few, size_t many)
{
	size_t n = pick(c, 256);

	return n < 250 ? n % few : pick(c, 256) * many / 256;
}

/* ---- texts -------------------------------------------------------------------- */

static const char *const parts[] = {
	"班", "主任工作室，", "A", "12", ".", "（", "）》", "——", "、", "”", " ",
	"supercalifragilistic", "\u0301", "e\u0301\u0302\u0303", "\u200b",
	"\u200d", "\u3000", "\u00a0", "Ｗ", "﹏", "\ufdfd", "𠮷", "\u202e",
	"\ufeff", "\u00ad", "葛\U000e0100", "-", "/", "http://a.b/c?d=e&f",
	"2024-03-01", "0.1", "1e308", "\u2e3b", "👨‍👩‍👧", "　年　月", "%"
};

static const char *const sizes[] = { "五号", "小五", "二号", "5", "72", "36.5" };

static const char *const numbers[] = { "0", "1", "-1", "0.1", "99.99",
	"1e300", "-1e300", "9223372036854775807", "1e-300", "100", "3.14159" };

/* A part as often as chosen, then another; one line. */
static void
add_text(struct choices *c, struct buf *b)
{
	size_t n = pick(c, 5), from = b->len;

	for (size_t i = 0; i < n; i++) {
		const char *s = parts[pick(c, sizeof(parts) / sizeof(*parts))];
		size_t times = 1 + amount(c, 12, 800);

		for (; times > 0 && b->len - from < MOST_TEXT; times--)
			buf_adds(b, s);
	}
}

/* It in SQL, with a line feed now and then. */
static void
add_cell(struct choices *c, struct buf *b)
{
	switch (pick(c, 8)) {
	case 0:
		buf_adds(b, "NULL");
		break;
	case 1:
	case 2:
		buf_adds(b, numbers[pick(c, sizeof(numbers) /
		    sizeof(*numbers))]);
		break;
	case 3:
		buf_adds(b, "'");
		add_text(c, b);
		buf_adds(b, "'||char(10)||'");
		add_text(c, b);
		buf_adds(b, "'");
		break;
	default:
		buf_adds(b, "'");
		add_text(c, b);
		buf_adds(b, "'");
	}
}

/* ---- components ----------------------------------------------------------------- */

static void
add_value(struct choices *c, struct buf *b, const struct component_option *o,
    size_t ncols)
{
	static const double at[] = { 0, 1, 0.5, 0.01, 0.1, 0.9 };
	size_t n = 0;

	switch (o->type) {
	case OPTION_TEXT:
		add_text(c, b);
		if (strcmp(o->key, "行") == 0)
			for (n = amount(c, 4, 30); n > 0; n--) {
				buf_adds(b, " | ");
				add_text(c, b);
			}
		break;
	case OPTION_NUMBER:
		buf_addf(b, "%.3f", o->from + (o->to - o->from) *
		    at[pick(c, 6)]);
		break;
	case OPTION_WHOLE:
		buf_addf(b, "%.0f", o->from + (o->to - o->from) *
		    at[pick(c, 6)]);
		break;
	case OPTION_SIZE:
		buf_adds(b, sizes[pick(c, sizeof(sizes) / sizeof(*sizes))]);
		break;
	case OPTION_WORD:
		while (o->words[n] != NULL)
			n++;
		buf_adds(b, o->words[pick(c, n)]);
		break;
	case OPTION_COLUMN:
		buf_addf(b, "列%zu", pick(c, ncols));
		break;
	case OPTION_PLACE:
	case OPTION_LEADING:
		buf_addf(b, "%zu", 1 + pick(c, ncols));
		break;
	case OPTION_CELLS:
		break;		/* rows of a form are made whole */
	}
}

/* Rows of a form: labels, places to write, cells that go on. */
static void
add_form(struct choices *c, struct buf *b, size_t ncols)
{
	size_t rows = 1 + amount(c, 5, 60), width = 1 + amount(c, 5, 40);
	static const char *const widths[] = { "0.1", "1", "30", "1000" };

	if (pick(c, 2) == 0)
		for (size_t k = 0; k < width; k++)
			buf_addf(b, "%s%s%s", k > 0 ? "," : "-- 格宽: ",
			    widths[pick(c, 4)], k + 1 == width ? "\n" : "");
	for (size_t r = 0; r < rows; r++) {
		buf_adds(b, "-- 行: ");
		for (size_t k = 0; k < width; k++) {
			buf_adds(b, k > 0 ? " | " : "");
			switch (pick(c, 8)) {
			case 0:
				buf_adds(b, r > 0 ? "^" : "");
				break;
			case 1:
				buf_adds(b, k > 0 ? "<" : "");
				break;
			case 2:
				buf_addf(b, "{列%zu}", pick(c, ncols));
				break;
			case 3:
				add_text(c, b);
				buf_adds(b, "//");
				add_text(c, b);
				break;
			default:
				add_text(c, b);
			}
		}
		buf_addc(b, '\n');
	}
}

static void
add_options(struct choices *c, struct buf *b, const struct component *k,
    size_t ncols, bool heads)
{
	for (const struct component_option *o = k->options; o->key != NULL;
	    o++) {
		size_t times = 1;

		if (pick(c, 3) == 0 || strcmp(o->key, "格宽") == 0 ||
		    (o->type == OPTION_COLUMN && (ncols == 0 || heads)))
			continue;
		if (o->type == OPTION_CELLS) {
			if (!heads)
				add_form(c, b, ncols);
			continue;
		}
		if (o->again)
			times += amount(c, 3, 12);
		for (; times > 0; times--) {
			size_t n = o->list == LIST_EACH ? ncols :
			    o->list == LIST_ANY ? 1 + pick(c, 3) : 1;

			buf_addf(b, "-- %s: ", o->key);
			for (size_t i = 0; i < n; i++) {
				buf_adds(b, i > 0 ? "," : "");
				add_value(c, b, o, ncols);
			}
			buf_addc(b, '\n');
		}
	}
}

static void
add_query(struct choices *c, struct buf *b, size_t ncols, bool heads)
{
	size_t nrows = amount(c, 9, 120), times = amount(c, 3, 300);

	buf_adds(b, "SELECT t.* FROM (");
	for (size_t r = 0; r < nrows + 1; r++) {
		buf_adds(b, r > 0 ? "\nUNION ALL SELECT " : "SELECT ");
		for (size_t k = 0; k < ncols; k++) {
			buf_adds(b, k > 0 ? ", " : "");
			add_cell(c, b);
			if (r > 0)
				continue;
			buf_addf(b, " AS \"%s", heads && k % 3 < 2 ? "头/" : "");
			if (heads)
				add_text(c, b);
			buf_addf(b, "列%zu\"", k);
		}
	}
	buf_addf(b, ") AS t, (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
	    "SELECT i + 1 FROM n LIMIT %zu) SELECT i FROM n)%s\n", times + 1,
	    pick(c, 8) == 0 ? " WHERE 0" : "");
}

static void
add_component(struct choices *c, struct buf *b)
{
	const struct component *k;
	bool heads = pick(c, 4) == 0;
	size_t n = 0, ncols;

	while (components[n] != NULL)
		n++;
	k = components[pick(c, n)];
	ncols = k->min_columns == 0 ? 0 :
	    (size_t)k->min_columns + amount(c, 7, MOST_COLUMNS);
	buf_addf(b, "```%s\n", k->name);
	add_options(c, b, k, ncols, heads);
	if (ncols > 0)
		add_query(c, b, ncols, heads);
	buf_adds(b, "```\n\n");
}

/* ---- the paper ------------------------------------------------------------------- */

static void
add_list(struct choices *c, struct buf *b)
{
	size_t depth = 1 + amount(c, 4, 30), number = amount(c, 9, 900000000);

	for (size_t i = 0; i < depth; i++) {
		for (size_t k = 0; k < i; k++)
			buf_adds(b, "            ");
		if (number > 8)
			buf_addf(b, "%zu. ", number);
		else
			buf_adds(b, "- ");
		buf_adds(b, "项");
		add_text(c, b);
		buf_addc(b, '\n');
	}
	buf_addc(b, '\n');
}

static void
add_block(struct choices *c, struct buf *b)
{
	size_t kind = pick(c, 10);

	switch (kind) {
	case 0:
	case 1:
		buf_adds(b, &"######"[pick(c, 6)]);
		buf_adds(b, " 题");
		break;
	case 2:
		buf_adds(b, "> 注");
		break;
	case 3:
		buf_adds(b, "文");
		break;
	case 4:
		add_list(c, b);
		return;
	default:
		add_component(c, b);
		return;
	}
	add_text(c, b);
	buf_adds(b, "\n\n");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct choices c = { data, data + size };
	struct template t = { 0 };
	struct buf b = { 0 };
	struct err err = { 0 };

	buf_adds(&b, "<!--\n标题: 文书\n页眉左: ");
	add_text(&c, &b);
	buf_adds(&b, "\n页眉右: ");
	add_text(&c, &b);
	buf_adds(&b, "\n-->\n\n");
	for (size_t i = 0; i < MOST_BLOCKS && c.at < c.end; i++)
		add_block(&c, &b);
	if (getenv("FUZZ_PDF") != NULL)
		(void)fprintf(stderr, "%s\n", buf_str(&b));
	if (template_read(&t, fuzz_file((const uint8_t *)buf_str(&b), b.len),
	    components, &err) == 0)
		pages_make(&t, fuzz_store(), NULL);
	else
		MUST(*err.text != '\0');
	template_free(&t);
	buf_free(&b);
	return 0;
}
