#include <string.h>

#include "base/text.h"
#include "page/components.h"

/*
 * cover: the first page, without header and footer, from the first row of a
 * query: the columns 标题, 副标题, 落款 and 日期 have their places; all others
 * become lines of label and value between.
 */
static const struct component_option options[] = {
	{ .key = NULL }
};

static const char *
part(const struct node *n, const char *name)
{
	int c = node_column(n, name);

	return c == -1 ? "" : node_value(n, 0, (size_t)c)->text;
}

#define ABOVE		70.0	/* the title, pt */
#define BETWEEN		26.0	/* title and the one below it */
#define BELOW		24.0	/* both, at least */
#define LEADING		1.6	/* of the titles, in their size */
#define ENTRY_PITCH	20.0	/* of the lines of a value set in SIZE_4 */
#define ENTRY_GAP	16.0	/* what an entry is higher than its lines */
#define END_PITCH	28.0	/* of 落款 and 日期 */
#define ENDING		110.0	/* from the end of the entries to the edge */
#define LEAST		0.4	/* of their sizes, texts that need much room */
#define STEP		0.1
#define MOST_LINES	20	/* of a text, before it is cut */

/* A cover with all sizes made smaller by the same factor. */
struct cover {
	struct layout *l;
	const struct node *n;
	double scale;
	size_t most;		/* lines of a text, which is cut behind them */
	struct paragraph title, below, from;
	double entries;		/* height of all of them, pt */
};

static bool
is_line(const char *name)
{
	return strcmp(name, "标题") != 0 && strcmp(name, "副标题") != 0 &&
	    strcmp(name, "落款") != 0 && strcmp(name, "日期") != 0;
}

/* Lines of about the same length. */
static struct paragraph
balanced(const struct cover *c, enum font_role role, double size,
    const char *name)
{
	struct layout *l = c->l;
	struct paragraph p = {
		.text = part(c->n, name), .role = role,
		.size = size * c->scale, .width = BODY_WIDTH
	};

	paragraph_balance(l->measure, l->arena, &p);
	paragraph_cut(l->measure, l->arena, &p, c->most);
	return p;
}

/* Lines centred below y; returns their end. */
static double
draw_lines(struct layout *l, const struct paragraph *p, double y, double pitch)
{
	for (size_t i = 0; i < p->nlines; i++, y += pitch)
		paragraph_draw(l->measure, p, i, l->display, layout_page(l),
		    EDGE_LEFT + (BODY_WIDTH - p->width) / 2,
		    y + pitch / 2 + BASELINE * p->size, ALIGN_CENTER);
	return y;
}

static double
lines_height(const struct paragraph *p)
{
	return (double)p->nlines * p->size * LEADING;
}

/* ---- entries: a label, and its value over a thin line ------------------------- */

#define LABEL_LEFT	(EDGE_LEFT + 40)
#define VALUE_LEFT	(LABEL_LEFT + 76)
#define VALUE_RIGHT	(EDGE_RIGHT - 40)

static struct paragraph
value_para(const struct cover *c, size_t column)
{
	struct layout *l = c->l;
	struct paragraph p = {
		.text = node_value(c->n, 0, column)->text, .role = FONT_BODY,
		.size = SIZE_4 * c->scale, .width = VALUE_RIGHT - VALUE_LEFT - 8
	};

	paragraph_break(l->measure, l->arena, &p);
	paragraph_cut(l->measure, l->arena, &p, c->most);
	return p;
}

static double
entry_height(const struct cover *c, const struct paragraph *p)
{
	double lines = (double)(p->nlines > 0 ? p->nlines : 1);

	return (ENTRY_PITCH * lines + ENTRY_GAP) * c->scale;
}

/* A label spread to the width of four characters, as on official covers. */
static void
draw_spread(const struct cover *c, double y, const char *label)
{
	struct layout *l = c->l;
	double size = SIZE_4 * c->scale, rest;
	struct item *it;
	size_t n;

	label = layout_fit(l, FONT_HEAD, size, label, VALUE_LEFT - LABEL_LEFT);
	n = text_length(label);
	rest = 4 * size - layout_width(l, FONT_HEAD, size, label);
	it = display_text(l->display, layout_page(l), FONT_HEAD, size,
	    LABEL_LEFT, y + BASELINE * size, label, strlen(label));
	if (n > 1 && rest > 0)
		it->spacing = rest / (double)(n - 1);
}

static double
draw_entry(const struct cover *c, double y, size_t column)
{
	struct layout *l = c->l;
	struct paragraph p = value_para(c, column);
	double first = y + 14 * c->scale, end = y + entry_height(c, &p);
	double rule = end - 11 * c->scale;

	draw_spread(c, first, c->n->rows.names[column]);
	for (size_t i = 0; i < p.nlines; i++)
		paragraph_draw(l->measure, &p, i, l->display, layout_page(l),
		    VALUE_LEFT + 4, first + ENTRY_PITCH * c->scale * (double)i +
		    BASELINE * p.size, ALIGN_CENTER);
	(void)display_line(l->display, layout_page(l), VALUE_LEFT, rule,
	    VALUE_RIGHT, rule, 0.4);
	return end;
}

/* ---- the page ------------------------------------------------------------------ */

/* The lines of 落款 beyond the first, which push up what is above. */
static double
more_from(const struct cover *c)
{
	return c->from.nlines < 2 ? 0 : (double)(c->from.nlines - 1) *
	    END_PITCH * c->scale;
}

/* Break all texts in the sizes there are; false: more than a page. */
static bool
measure_all(struct cover *c)
{
	c->title = balanced(c, FONT_HEAD, SIZE_2, "标题");
	c->below = balanced(c, FONT_KAI, SIZE_3, "副标题");
	c->from = balanced(c, FONT_BODY, SIZE_4, "落款");
	c->entries = 0;
	for (size_t k = 0; k < c->n->rows.ncols; k++)
		if (is_line(c->n->rows.names[k])) {
			struct paragraph p = value_para(c, k);

			c->entries += entry_height(c, &p);
		}
	return ABOVE + lines_height(&c->title) + BETWEEN +
	    lines_height(&c->below) + BELOW + c->entries + more_from(c) +
	    ENDING <= BODY_HEIGHT;
}

static void
draw_cover(const struct cover *c)
{
	struct layout *l = c->l;
	const char *date = layout_fit(l, FONT_BODY, SIZE_4,
	    part(c->n, "日期"), BODY_WIDTH);
	double y = draw_lines(l, &c->title, EDGE_TOP + ABOVE,
	    c->title.size * LEADING);

	(void)draw_lines(l, &c->below, y + BETWEEN, c->below.size * LEADING);
	y = EDGE_BOTTOM - ENDING - more_from(c) - c->entries;
	for (size_t k = 0; k < c->n->rows.ncols; k++)
		if (is_line(c->n->rows.names[k]))
			y = draw_entry(c, y, k);
	(void)draw_lines(l, &c->from, EDGE_BOTTOM - 40 - more_from(c) -
	    END_PITCH * c->scale / 2, END_PITCH * c->scale);
	layout_label(l, FONT_BODY, SIZE_4, EDGE_LEFT + BODY_WIDTH / 2,
	    EDGE_BOTTOM - 12, ALIGN_CENTER, date);
}

/*
 * Texts that need more room than there is are set smaller, all alike; where
 * even that is not enough each is cut after the same number of lines.
 */
static void
cover_layout(struct layout *l, const struct node *n)
{
	struct cover c = { .l = l, .n = n, .scale = 1, .most = MOST_LINES };

	if (n->rows.nrows == 0)
		return;
	(void)layout_need(l, BODY_HEIGHT);
	layout_keep(l, BODY_HEIGHT);
	while (!measure_all(&c) && (c.scale > LEAST + STEP / 2 || c.most > 1))
		if (c.scale > LEAST + STEP / 2)
			c.scale -= STEP;
		else
			c.most--;
	draw_cover(&c);
	l->nbare = l->display->npages;
	layout_new_page(l);
}

const struct component cover_component = {
	.name = "cover",
	.options = options,
	.min_columns = 1,
	.layout = cover_layout
};
