#include "xlsx/private.h"

#include <string.h>

#include "base/text.h"

/* What is settled before anything of a sheet is written. */

/* True when a key's list of columns covers the column. */
static bool
covers(const struct book_sheet *s, const char *list,
    const struct book_column *c)
{
	return sheet_file_lists(list, book_column_name(s, c)) ||
	    (c->pivot && sheet_file_lists(list, "透视"));
}

/* The first key of this name whose columns cover c, or NULL. */
static const struct key *
column_key(const struct book_sheet *s, const char *name,
    const struct book_column *c)
{
	for (size_t i = 0; i < s->file.nkeys; i++)
		if (strcmp(s->file.keys[i].name, name) == 0 &&
		    covers(s, s->file.keys[i].arg, c))
			return &s->file.keys[i];
	return NULL;
}

static double
column_width(const struct book_sheet *s, const struct book_column *c)
{
	const struct key *wish = column_key(s, "宽", c);
	size_t head = text_columns(book_column_name(s, c)), wide = c->widest;
	double width = wish == NULL ? 0 : sheet_key_number(wish->row,
	    wish->value, 0);

	if (width > 0)
		return width;
	if (c->numeric && c->format != NULL) {
		/* What the format leaves of it: its decimals, four before. */
		size_t shown = strlen(c->format) + 3;

		if (shown < 8)
			shown = 8;
		if (wide > shown)
			wide = shown;
	}
	if (head > 12)
		head = head / 2 + 1;	/* wraps */
	wide = (wide > head ? wide : head) + 2;
	return (double)(wide < WIDTH_MIN ? WIDTH_MIN : wide > WIDTH_MAX ?
	    WIDTH_MAX : wide);
}

/* Why no 公式 of the column can ever be written, or NULL: it is the data. */
static const char *
why_no_formula(struct book *book, const struct book_sheet *s,
    const struct book_column *c)
{
	const char *why = NULL;
	bool elsewhere;

	for (size_t i = 0; i < s->file.nkeys; i++) {
		const struct key *k = &s->file.keys[i];

		if (strcmp(k->name, "公式") != 0 || !covers(s, k->arg, c))
			continue;
		why = reference_wrong(&book->arena, book, s, k->value, false,
		    &elsewhere);
		if (why == NULL)
			return NULL;
	}
	return why;
}

/*
 * Choose the first 公式 of a column that can be written.  Where none can
 * because columns that it counts come from data and are not there now, the
 * query's values stand without one; what never can fails, as lint says.
 */
static int
settle_formula(struct book *book, struct book_sheet *s, size_t column,
    struct err *err)
{
	struct book_column *c = &s->columns[column];
	struct buf text = { 0 };
	const char *why;
	bool ok = false;

	for (size_t i = 0; i < s->file.nkeys && !ok; i++) {
		const struct key *k = &s->file.keys[i];

		if (strcmp(k->name, "公式") != 0 || !covers(s, k->arg, c))
			continue;
		c->formula = k;
		buf_reset(&text);
		ok = reference_expand(book, s, column, 0, k->value, &text);
		buf_reset(&text);
		if (ok && reference_expand(book, s, column, ROW_ANY, k->value,
		    &text))
			c->pattern = arena_strdup(&book->arena,
			    buf_str(&text));
	}
	buf_free(&text);
	if (ok)
		return 0;
	why = why_no_formula(book, s, c);
	if (why != NULL)
		return err_set(err, "%s:%u: 公式引用的列不存在（列“%s”）：%s",
		    s->file.path, c->formula->line, book_column_name(s, c),
		    why);
	c->formula = NULL;
	return 0;
}

/* 着色: TEXT=colour、… */
static void
settle_tints(struct book *book, struct book_sheet *s)
{
	const char *list = sheet_file_get(&s->file, "着色", NULL), *item;
	size_t n = 1;

	for (const char *p = list; p != NULL && *p != '\0'; p++)
		n += strncmp(p, "、", strlen("、")) == 0;
	s->tints = arena_alloc(&book->arena, n * sizeof(*s->tints));
	while ((item = text_split(&book->arena, &list, "、")) != NULL) {
		const char *mark = strchr(item, '=');

		if (mark != NULL)
			s->tints[s->ntints++] = (struct tint){
				arena_strndup(&book->arena, item,
				    (size_t)(mark - item)),
				book_colour(mark + 1)
			};
	}
}

int
book_sheet_format(struct book *book, struct book_sheet *s, struct err *err)
{
	const char *hidden = sheet_file_get(&s->file, "隐藏", "");
	const char *centred = sheet_file_get(&s->file, "居中", "");

	settle_tints(book, s);
	for (size_t i = 0; i < s->ncolumns; i++) {
		struct book_column *c = &s->columns[i];
		const struct key *format;

		c->hidden = covers(s, hidden, c);
		c->centred = covers(s, centred, c);
		format = column_key(s, "格式", c);
		c->format = format == NULL ? NULL : format->value;
		c->width = column_width(s, c);
		/* Any of them for now, so that {同组} knows it is a sum. */
		for (size_t k = 0; k < s->file.nkeys; k++)
			if (strcmp(s->file.keys[k].name, "公式") == 0 &&
			    covers(s, s->file.keys[k].arg, c))
				c->formula = &s->file.keys[k];
	}
	for (size_t i = 0; i < s->ncolumns && s->nrows > 0; i++)
		if (s->columns[i].formula != NULL &&
		    settle_formula(book, s, i, err) == -1)
			return -1;
	return 0;
}
