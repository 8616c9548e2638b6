#ifndef PINGGU_TESTS_MADE_DOCUMENT_H
#define PINGGU_TESTS_MADE_DOCUMENT_H

#include "check.h"

#include "base/text.h"
#include "page/components.h"
#include "page/layout.h"

/*
 * Documents of random blocks, and of each grid in them what the page must
 * show: made here from the options and the rows, not from what table.c does.
 * The first line of every text names its block (文3 …, 图5), so that it is
 * found again.
 */
#define MAX_NODES	24

struct grid {
	const struct node *node;
	size_t nheader, nrows, ncols;	/* the header's rows counted */
	size_t *owner;		/* nrows × ncols: the place that covers it */
	size_t *span;		/* of owners: rows */
	const char **text;	/* of owners */
	bool *label;		/* repeated with （续） */
	bool *number;		/* stands at the decimal point */
	double size;		/* of the text, pt */
};

struct made {
	struct arena arena;
	uint32_t seed;
	struct template_node from[MAX_NODES];
	struct node nodes[MAX_NODES];
	size_t n;
	struct grid grids[MAX_NODES];	/* by node; ncols 0: no grid */
	struct document document;
	struct display display;
};

static size_t
dice(struct made *m, size_t sides)
{
	m->seed = m->seed * 1664525 + 1013904223;
	return (m->seed >> 12) % sides;
}

static const char *
words(struct made *m, const char *first, size_t chars)
{
	static const char *const parts[] = {
		"班", "主", "任", "工", "作", "，", "室", "建", "设", "。",
		"（", "成", "）", "12", "of", " ", "”", "、"
	};
	struct buf b = { 0 };
	char *s;

	buf_adds(&b, first);
	for (size_t i = 0; i < chars; i++)
		buf_adds(&b, parts[dice(m, 18)]);
	s = arena_strdup(&m->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

static struct node *
add(struct made *m, enum block_kind kind, const char *component)
{
	struct template_node *t = &m->from[m->n];
	struct node *n = &m->nodes[m->n];

	assert_true(m->n < MAX_NODES);
	t->kind = kind;
	t->level = 1 + (unsigned)dice(m, 3);
	if (component != NULL)
		t->component = component_find(components, component);
	n->from = t;
	n->text = "";
	m->n++;
	return n;
}

/* For the block that was added last. */
static void
option(struct made *m, const char *key, const char *value)
{
	struct template_node *t = &m->from[m->n - 1];
	struct option *o = arena_alloc(&m->arena,
	    (t->noptions + 1) * sizeof(*o));

	if (t->noptions > 0)
		memcpy(o, t->options, t->noptions * sizeof(*o));
	o[t->noptions].key = key;
	o[t->noptions].value = value;
	t->options = o;
	t->noptions++;
}

static void
add_words(struct made *m, enum block_kind kind, const char *mark, size_t chars)
{
	struct node *n = add(m, kind, NULL);

	n->text = words(m, arena_printf(&m->arena, "%s%zu：", mark, m->n - 1),
	    chars);
}

static void
set_rows(struct made *m, struct node *n, size_t nrows, size_t ncols)
{
	n->rows.nrows = nrows;
	n->rows.ncols = ncols;
	n->rows.names = arena_alloc(&m->arena, ncols * sizeof(char *));
	n->rows.cells = arena_alloc(&m->arena,
	    nrows * ncols * sizeof(struct value));
}

static void
set_number(struct made *m, struct value *v)
{
	v->kind = VALUE_NUMBER;
	v->number = (double)dice(m, 20000) / 100;
	v->text = number_text(&m->arena, v->number);
}

/* ---- tables --------------------------------------------------------------------- */

struct columns {
	size_t merged, sums;
	bool follows[8], number[8];
};

static void
choose_columns(struct made *m, const struct node *n, struct columns *c)
{
	struct buf follows = { 0 };
	size_t ncols = n->rows.ncols;

	*c = (struct columns){ 0 };
	c->merged = ncols > 3 ? dice(m, 4) : 0;
	c->sums = dice(m, 4) == 0 ? dice(m, n->rows.nrows > 2 ? 3 : 1) : 0;
	for (size_t k = c->merged; k < ncols; k++) {
		c->number[k] = dice(m, 4) == 0;
		/* Not all: rows without a cell of their own cannot be seen. */
		if (c->merged > 0 && k + 1 < ncols && dice(m, 4) == 0) {
			c->follows[k] = true;
			buf_addf(&follows, "%s%zu", follows.len > 0 ? "," : "",
			    k + 1);
		}
	}
	option(m, "合并", arena_printf(&m->arena, "%zu", c->merged));
	option(m, "合计", arena_printf(&m->arena, "%zu", c->sums));
	if (follows.len > 0)
		option(m, "随合并", arena_strdup(&m->arena,
		    buf_str(&follows)));
	buf_free(&follows);
	if (dice(m, 3) == 0) {
		struct buf b = { 0 };

		for (size_t k = 0; k < ncols; k++)
			buf_addf(&b, "%s%zu", k > 0 ? "," : "",
			    4 + dice(m, 12));
		option(m, "列宽", arena_strdup(&m->arena, buf_str(&b)));
		buf_free(&b);
	}
}

static void
name_columns(struct made *m, struct node *n)
{
	static const char *const tops[] = { "", "", "", "得分/", "组别/" };
	bool storeys = dice(m, 2) == 0;

	for (size_t c = 0; c < n->rows.ncols; c++)
		n->rows.names[c] = arena_printf(&m->arena, "%s列%zu%s",
		    storeys ? tops[dice(m, 5)] : "", c,
		    dice(m, 9) == 0 ? "评审办法和有关材料" : "");
}

/* Most cells are short, some long, a few taller than a page. */
static size_t
cell_length(struct made *m, size_t row)
{
	size_t kind = dice(m, row == 0 ? 90 : 400);

	return kind == 0 ? 1500 + dice(m, 3000) :
	    kind == 1 ? 300 + dice(m, 900) : kind < 20 ?
	    100 + dice(m, 200) : kind < 150 ? 10 + dice(m, 60) : dice(m, 8);
}

static void
fill_row(struct made *m, struct node *n, size_t r, const struct columns *cols,
    size_t group[3])
{
	bool sum = r + cols->sums >= n->rows.nrows;

	for (size_t k = 0; k < 3; k++)
		if (dice(m, 2 + 4 * (2 - k)) == 0)
			for (size_t i = k; i < 3; i++)
				group[i]++;
	for (size_t c = 0; c < n->rows.ncols; c++) {
		struct value *v = &n->rows.cells[r * n->rows.ncols + c];

		v->kind = VALUE_TEXT;
		if (cols->number[c])
			set_number(m, v);
		else if (sum && c > 0 && dice(m, 2) == 0)
			v->text = "";
		else if (c < cols->merged && !sum)
			v->text = arena_printf(&m->arena, "第%zu组织领导%s",
			    group[c], group[c] % 3 != 0 ? "" :
			    "和工作机制建设以及有关制度的落实");
		else
			v->text = words(m, arena_printf(&m->arena, "%zu.%zu",
			    r, c), sum ? dice(m, 8) : cell_length(m, r));
	}
}

/* ---- what the page must show ------------------------------------------------------ */

static struct grid *
grid_new(struct made *m, const struct node *n, size_t nheader, size_t nrows,
    size_t ncols)
{
	struct grid *g = &m->grids[n - m->nodes];
	size_t places = nrows * ncols;

	*g = (struct grid){ .node = n, .nheader = nheader, .nrows = nrows,
	    .ncols = ncols };
	g->owner = arena_alloc(&m->arena, places * sizeof(*g->owner));
	g->span = arena_alloc(&m->arena, places * sizeof(*g->span));
	g->text = arena_alloc(&m->arena, places * sizeof(*g->text));
	g->label = arena_alloc(&m->arena, places * sizeof(*g->label));
	g->number = arena_alloc(&m->arena, places * sizeof(*g->number));
	for (size_t i = 0; i < places; i++) {
		g->owner[i] = i;
		g->text[i] = "";
	}
	return g;
}

static void
want_header(struct made *m, struct grid *g)
{
	size_t last = g->nheader - 1;

	for (size_t c = 0; c < g->ncols; c++) {
		const char *name = g->node->rows.names[c];
		const char *slash = strchr(name, '/');
		const char *before = c > 0 ? g->node->rows.names[c - 1] : "";
		size_t top;

		if (slash == NULL) {
			g->text[c] = name;
			g->owner[last * g->ncols + c] = c;
			continue;
		}
		top = (size_t)(slash - name);
		g->text[last * g->ncols + c] = slash + 1;
		g->text[c] = arena_strndup(&m->arena, name, top);
		if (strncmp(before, name, top + 1) == 0)
			g->owner[c] = g->owner[c - 1];
	}
}

/* Whether column c goes on from the row above, by the labels up to it. */
static bool
goes_on(const struct node *n, const struct columns *cols, size_t r, size_t c)
{
	size_t upto = c < cols->merged ? c + 1 : cols->follows[c] ?
	    cols->merged : 0;

	if (r == 0 || r + cols->sums >= n->rows.nrows || upto == 0)
		return false;
	for (size_t k = 0; k < upto; k++)
		if (strcmp(node_value(n, r, k)->text,
		    node_value(n, r - 1, k)->text) != 0)
			return false;
	return true;
}

/* Numbers under each other have as many decimals as the longest of them. */
static const char *
padded_text(struct made *m, const struct node *n, size_t r, size_t c)
{
	size_t most = 0;

	for (size_t i = 0; i < n->rows.nrows; i++) {
		size_t d = number_decimals(node_value(n, i, c)->text);

		if (node_value(n, i, c)->kind == VALUE_NUMBER && d > most)
			most = d;
	}
	return number_pad(&m->arena, node_value(n, r, c)->text, most);
}

static void
want_body(struct made *m, struct grid *g, const struct columns *cols)
{
	const struct node *n = g->node;

	for (size_t r = 0; r < n->rows.nrows; r++) {
		bool sum = r + cols->sums >= n->rows.nrows, first = true;

		for (size_t c = 0; c < g->ncols; c++) {
			size_t at = (r + g->nheader) * g->ncols + c;
			const struct value *v = node_value(n, r, c);

			if (goes_on(n, cols, r, c))
				g->owner[at] = g->owner[at - g->ncols];
			else if (sum && c > 0 && first && *v->text == '\0')
				g->owner[at] = g->owner[at - 1];
			else {
				first = c == 0;
				g->text[at] = v->kind == VALUE_NUMBER ?
				    padded_text(m, n, r, c) : v->text;
				g->label[at] = c < cols->merged;
				g->number[at] = cols->number[c];
			}
		}
	}
}

static void
count_spans(struct grid *g)
{
	for (size_t i = 0; i < g->nrows * g->ncols; i++) {
		size_t o = g->owner[i], n = i / g->ncols - o / g->ncols + 1;

		g->span[o] = n > g->span[o] ? n : g->span[o];
	}
}

static void
add_table(struct made *m)
{
	struct node *n = add(m, BLOCK_COMPONENT, "table");
	struct columns cols;
	size_t nheader = 1, group[3] = { 0 };
	struct grid *g;

	set_rows(m, n, 1 + dice(m, dice(m, 3) == 0 ? 90 : 12),
	    2 + dice(m, 5));
	if (dice(m, 2) == 0)
		option(m, "标题", "一张表");
	if (dice(m, 4) == 0)
		option(m, "字号", "五号");
	choose_columns(m, n, &cols);
	name_columns(m, n);
	for (size_t r = 0; r < n->rows.nrows; r++)
		fill_row(m, n, r, &cols, group);
	for (size_t c = 0; c < n->rows.ncols; c++)
		if (strchr(n->rows.names[c], '/') != NULL)
			nheader = 2;
	g = grid_new(m, n, nheader, n->rows.nrows + nheader, n->rows.ncols);
	g->size = node_number(n, "字号", SIZE_S5);
	want_header(m, g);
	want_body(m, g, &cols);
	count_spans(g);
}

/* A form of two pairs a line. */
static void
add_form(struct made *m)
{
	struct node *n = add(m, BLOCK_COMPONENT, "form");
	size_t nrows = 1 + dice(m, 8);
	struct grid *g;

	set_rows(m, n, 1, 2 * nrows);
	g = grid_new(m, n, 0, nrows, 4);
	g->size = SIZE_5;
	for (size_t c = 0; c < 2 * nrows; c++) {
		n->rows.names[c] = arena_printf(&m->arena, "项目%zu", c);
		n->rows.cells[c] = (struct value){ .kind = VALUE_TEXT,
		    .text = words(m, "值", cell_length(m, 1)) };
		g->text[2 * c] = n->rows.names[c];
		g->text[2 * c + 1] = n->rows.cells[c].text;
	}
	count_spans(g);
}

/* ---- other blocks ----------------------------------------------------------------- */

static void
add_chart(struct made *m, const char *kind)
{
	struct node *n = add(m, BLOCK_COMPONENT, kind);
	size_t nrows = 3 + dice(m, 8);

	option(m, "标题", arena_printf(&m->arena, "图%zu：", m->n - 1));
	set_rows(m, n, nrows, 3);
	n->rows.names[0] = "项目";
	n->rows.names[1] = "本工作室";
	n->rows.names[2] = "平均";
	for (size_t r = 0; r < nrows; r++) {
		n->rows.cells[3 * r] = (struct value){ .kind = VALUE_TEXT,
		    .text = words(m, "项", dice(m, 10)) };
		set_number(m, &n->rows.cells[3 * r + 1]);
		if (dice(m, 5) != 0)
			set_number(m, &n->rows.cells[3 * r + 2]);
		else
			n->rows.cells[3 * r + 2].text = "";
	}
}

static void
add_section(struct made *m)
{
	add_words(m, BLOCK_HEADING, "章", dice(m, dice(m, 6) == 0 ? 90 : 9));
	if (dice(m, 2) == 0)
		add_words(m, BLOCK_HEADING, "节", dice(m, 9));
	if (dice(m, 2) == 0)
		add_words(m, BLOCK_PARAGRAPH, "文",
		    1 + dice(m, dice(m, 2) == 0 ? 1200 : 60));
	add_table(m);
	if (dice(m, 3) == 0)
		add_words(m, BLOCK_NOTE, "注", 1 + dice(m, 90));
}

static void
add_signature(struct made *m)
{
	if (dice(m, 2) == 0)
		add_words(m, BLOCK_HEADING, "章", dice(m, 5));
	if (dice(m, 4) == 0)
		add_words(m, BLOCK_PARAGRAPH, "文",
		    dice(m, dice(m, 2) == 0 ? 900 : 60));
	(void)add(m, BLOCK_COMPONENT, "sign");
	option(m, "行", "甲（签字） | 乙（盖章）");
	if (dice(m, 3) == 0)
		option(m, "行", "丙 | 丁 | 戊");
}

/* Two tables and what may stand about them; fonts NULL: the fake one. */
static void
make_document(struct made *m, struct font_library *fonts, uint32_t seed)
{
	struct measure *measure = measure_new(fonts);

	*m = (struct made){ .seed = seed };
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		m->document.page[i] = "页";
	add_section(m);
	if (dice(m, 8) == 0)
		add_chart(m, "bar");
	if (dice(m, 8) == 0)
		add_chart(m, "radar");
	if (dice(m, 6) == 0)
		add_form(m);
	add_section(m);
	add_signature(m);
	m->document.nodes = m->nodes;
	m->document.nnodes = m->n;
	m->display.arena = &m->arena;
	layout_document(&m->document, measure, &m->display);
	measure_free(measure);
}

#endif
