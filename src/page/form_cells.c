#include "page/form_cells.h"

#include <string.h>

#include "base/text.h"

#define FOOT	"//"
#define BREAK	"<br>"

static size_t
count_cells(const char *row)
{
	size_t n = 1;

	for (; *row != '\0'; row++)
		n += *row == '|';
	return n;
}

/* The text with line feeds where it asks for breaks. */
static const char *
broken(struct arena *a, const char *text)
{
	struct buf b = { 0 };
	const char *at;

	while ((at = strstr(text, BREAK)) != NULL) {
		buf_add(&b, text, (size_t)(at - text));
		buf_addc(&b, '\n');
		text = at + strlen(BREAK);
	}
	buf_adds(&b, text);
	text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}

/* Part the words in the corner from the text. */
static void
read_cell(struct arena *a, struct form_cell *c, const char *text)
{
	const char *foot = strstr(text, FOOT), *line;
	size_t len = foot == NULL ? strlen(text) : (size_t)(foot - text);

	c->text = broken(a, text_trim(a, arena_strndup(a, text, len)));
	c->value = foot != NULL || *c->text == '\0' ||
	    strchr(c->text, '{') != NULL;
	if (foot == NULL)
		return;
	foot += strlen(FOOT);
	while ((line = text_split(a, &foot, FOOT)) != NULL)
		c->foot = c->foot == NULL ? line :
		    arena_printf(a, "%s\n%s", c->foot, line);
}

/* The cell that covers row r, column c, through all its marks. */
static struct form_cell *
cell_at(struct form_cells *f, size_t r, size_t c)
{
	struct form_cell *cell = &f->cells[r * f->ncols + c];

	return cell->rows > 0 ? cell :
	    &f->cells[cell->row * f->ncols + cell->col];
}

/* Let the cell above or to the left cover this place too. */
static bool
spread(struct form_cells *f, size_t r, size_t c, bool up)
{
	struct form_cell *here = &f->cells[r * f->ncols + c], *of;

	if (up ? r == 0 : c == 0)
		return false;
	of = up ? cell_at(f, r - 1, c) : cell_at(f, r, c - 1);
	here->row = of->row;
	here->col = of->col;
	if (r >= of->row + of->rows)
		of->rows = r - of->row + 1;
	if (c >= of->col + of->cols)
		of->cols = c - of->col + 1;
	return true;
}

/* Every cell covers a whole rectangle. */
static bool
rectangles(struct form_cells *f)
{
	for (size_t i = 0; i < f->nrows * f->ncols; i++) {
		const struct form_cell *cell = &f->cells[i];

		for (size_t r = 0; r < cell->rows; r++)
			for (size_t c = 0; c < cell->cols; c++)
				if (cell_at(f, cell->row + r,
				    cell->col + c) != cell)
					return false;
	}
	return true;
}

static const char *
read_row(struct arena *a, struct form_cells *f, size_t r, const char *list)
{
	if (count_cells(list) != f->ncols)
		return arena_printf(a, "这一行有%zu格，第一行有%zu格",
		    count_cells(list), f->ncols);
	for (size_t c = 0; c < f->ncols; c++) {
		struct form_cell *cell = &f->cells[r * f->ncols + c];
		size_t len = strcspn(list, "|");
		char *text = text_trim(a, arena_strndup(a, list, len));
		bool up = strcmp(text, "^") == 0;

		list += len + (list[len] == '|');
		if (up || strcmp(text, "<") == 0) {
			if (!spread(f, r, c, up))
				return "“^”的上面或“<”的左面没有格";
			continue;
		}
		*cell = (struct form_cell){ .row = r, .col = c, .rows = 1,
		    .cols = 1 };
		read_cell(a, cell, text);
	}
	return NULL;
}

const char *
form_cells_read(struct arena *a, const struct template_node *n,
    struct form_cells *f, unsigned *line)
{
	size_t r = 0;

	*f = (struct form_cells){ 0 };
	for (size_t i = 0; i < n->noptions; i++) {
		if (strcmp(n->options[i].key, "行") != 0)
			continue;
		if (f->nrows++ == 0)
			f->ncols = count_cells(n->options[i].value);
	}
	f->cells = arena_alloc(a, (f->nrows * f->ncols + 1) *
	    sizeof(*f->cells));
	for (size_t i = 0; i < n->noptions; i++) {
		const char *wrong;

		if (strcmp(n->options[i].key, "行") != 0)
			continue;
		*line = n->options[i].line;
		wrong = read_row(a, f, r++, n->options[i].value);
		if (wrong != NULL)
			return wrong;
	}
	return rectangles(f) ? NULL : "“^”和“<”连成的格不是长方形";
}

char *
form_cell_name(struct arena *a, const char **at)
{
	const char *open = strchr(*at, '{');
	const char *close = open == NULL ? NULL : strchr(open, '}');

	if (close == NULL)
		return NULL;
	*at = close + 1;
	return text_trim(a, arena_strndup(a, open + 1,
	    (size_t)(close - open - 1)));
}
