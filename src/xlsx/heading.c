#include "xlsx/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* The header of a table: one to HEADS_MAX lines, equal neighbours merged. */

struct block {
	size_t down, across;	/* lines and columns it covers; 0: covered */
};

size_t
book_text_lines(const char *text, double width)
{
	/* A Han character of 10 points is 13.3 pixels, a unit of width 7. */
	const size_t room = width > 3 ? (size_t)(width * 1.05) : 3;
	struct buf line = { 0 };
	size_t n = 0;

	for (bool more = true; more; ) {
		const size_t len = strcspn(text, "\n");
		size_t columns = len;	/* never less than columns */

		if (len > room) {
			buf_reset(&line);
			buf_add(&line, text, len);
			columns = text_columns(buf_str(&line));
		}
		n += columns <= room ? 1 : (columns + room - 1) / room;
		more = text[len] != '\0';
		text += len + more;
	}
	buf_free(&line);
	return n;
}

/* Lines below this one that say the same in the column. */
static size_t
reach_down(const struct book_sheet *s, size_t line, size_t column)
{
	const struct book_column *c = &s->columns[column];
	size_t n = 1;

	while (line + n < s->nheads &&
	    strcmp(c->head[line + n], c->head[line]) == 0)
		n++;
	return n;
}

/* Columns to the right that say the same here and in every line above. */
static size_t
reach_across(const struct book_sheet *s, size_t line, size_t column)
{
	const struct book_column *c = &s->columns[column];
	const size_t down = reach_down(s, line, column);
	size_t n = 1;

	if (!c->pivot || c->number[line])
		return 1;
	for (; column + n < s->ncolumns; n++) {
		const struct book_column *next = &s->columns[column + n];

		if (!next->pivot || reach_down(s, line, column + n) != down)
			break;
		for (size_t i = 0; i <= line; i++)
			if (strcmp(next->head[i], c->head[i]) != 0)
				return n;
	}
	return n;
}

static struct block *
find_blocks(const struct book_sheet *s)
{
	struct block *b = mem_zero(s->nheads * s->ncolumns + 1, sizeof(*b));
	bool *done = mem_zero(s->nheads * s->ncolumns + 1, sizeof(*done));

	for (size_t line = 0; line < s->nheads; line++)
		for (size_t i = 0; i < s->ncolumns; i++) {
			struct block *k = &b[line * s->ncolumns + i];

			if (done[line * s->ncolumns + i])
				continue;
			k->down = reach_down(s, line, i);
			k->across = reach_across(s, line, i);
			for (size_t y = 0; y < k->down; y++)
				for (size_t x = 0; x < k->across; x++)
					done[(line + y) * s->ncolumns + i +
					    x] = true;
		}
	free(done);
	return b;
}

/* Points a block's text needs. */
static double
block_height(const struct book_sheet *s, const struct block *b, size_t line,
    size_t column)
{
	double width = 0;

	for (size_t i = 0; i < b->across; i++)
		width += s->columns[column + i].width;
	return (double)book_text_lines(s->columns[column].head[line], width) *
	    LINE_PT + 5;
}

/* Height of each line so that every block's text fits. */
static void
line_heights(const struct book_sheet *s, const struct block *b, double *heights)
{
	for (size_t line = 0; line < s->nheads; line++)
		heights[line] = LINE_PT + 5;
	for (size_t down = 1; down <= s->nheads; down++)
		for (size_t i = 0; i < s->nheads * s->ncolumns; i++) {
			const size_t line = i / s->ncolumns;
			double need, have = 0;

			if (b[i].down != down)
				continue;
			need = block_height(s, &b[i], line, i % s->ncolumns);
			for (size_t y = 0; y < down; y++)
				have += heights[line + y];
			if (need > have)
				heights[line + down - 1] += need - have;
		}
	for (size_t line = 0; line < s->nheads; line++)
		if (heights[line] > 400)
			heights[line] = 400;	/* Excel's limit is 409 */
}

/* The number format of a header line, by the name of its query column. */
static const char *
line_format(const struct book_sheet *s, size_t line)
{
	for (size_t i = 0; i < s->file.nkeys; i++)
		if (strcmp(s->file.keys[i].name, "格式") == 0 &&
		    s->level[line] != NULL &&
		    sheet_file_lists(s->file.keys[i].arg, s->level[line]))
			return s->file.keys[i].value;
	return "General";
}

static void
head_cell(struct book *book, const struct book_sheet *s, const struct block *b,
    size_t line, size_t column)
{
	const struct book_column *c = &s->columns[column];
	struct cell_style style = { .align = STYLE_CENTRE, .role = ROLE_HEAD };
	const size_t row = ROW_HEAD + line;

	if (b->down == 0) {
		book_put_blank(book, s->ws, row, column, &style);
	} else if (c->number[line] && b->down == 1 && b->across == 1) {
		style.number = line_format(s, line);
		book_put_number(book, s->ws, row, column, strtod(c->head[line],
		    NULL), &style);
	} else {
		book_put_text(book, s->ws, row, column, c->head[line], &style);
	}
}

void
book_head_write(struct book *book, const struct book_sheet *s)
{
	const struct cell_style style = { .align = STYLE_CENTRE,
	    .role = ROLE_HEAD };
	struct block *blocks = find_blocks(s);
	double heights[HEADS_MAX];

	line_heights(s, blocks, heights);
	for (size_t line = 0; line < s->nheads; line++) {
		book_set_height(book, s->ws, ROW_HEAD + line, heights[line]);
		for (size_t i = 0; i < s->ncolumns; i++)
			head_cell(book, s, &blocks[line * s->ncolumns + i],
			    line, i);
		/* Blocks that end on this line, wherever they begin. */
		for (size_t i = 0; i < (line + 1) * s->ncolumns; i++) {
			const size_t from = i / s->ncolumns;
			const size_t c = i % s->ncolumns;
			const struct block *b = &blocks[i];

			if (b->down == 0 || from + b->down != line + 1 ||
			    b->down * b->across < 2)
				continue;
			book_put_merged(book, s->ws, ROW_HEAD + from, c,
			    ROW_HEAD + line, c + b->across - 1,
			    s->columns[c].head[from], &style);
		}
	}
	free(blocks);
}
