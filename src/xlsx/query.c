#include "xlsx/private.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* A sheet ends at row 1,048,576; titles and notes need a few. */
#define ROWS_MAX	((size_t)1048000)
#define BYTES_MAX	((size_t)256 << 20)	/* of its texts, while they wait */
#define COLUMNS_MAX	((size_t)16000)
#define SLOTS		((size_t)40009)	/* a prime, well above it */

/* How the columns of the query become columns of the sheet. */
struct plan {
	int nquery;		/* columns of the query */
	int heads[HEADS_MAX];	/* query columns of the header lines */
	size_t nheads;		/* 0: no pivot */
	int values[HEADS_MAX];
	const char *value_names[HEADS_MAX];
	size_t nvalues;
	int order;		/* 列序, -1 when none */
	int marks[HEADS_MAX];	/* 列标 */
	size_t nmarks;
	int first;		/* first query column of the pivot */
	uint16_t *plain;	/* query column to sheet column */
	const char **last;	/* by query column: the text before, or NULL */
	size_t guess;		/* pivot column to look at first */
	uint16_t *slots;	/* pivot columns by hash, + 1; 0: empty */
};

static int
query_column(sqlite3_stmt *stmt, const char *name)
{
	for (int i = 0; i < sqlite3_column_count(stmt); i++)
		if (strcmp(sqlite3_column_name(stmt, i), name) == 0)
			return i;
	return -1;
}

/* Each name of a list as a query column; -1 when one is not there. */
static int
query_columns(struct book *book, sqlite3_stmt *stmt, const char *list,
    const char *sep, int *out, const char **names, size_t *n, struct err *err)
{
	const char *name;

	for (*n = 0; (name = text_split(&book->arena, &list, sep)) != NULL; ) {
		if (*n == HEADS_MAX - 1)
			return err_set(err, "透视的列太多（至多%d列）",
			    HEADS_MAX - 1);
		out[*n] = query_column(stmt, name);
		if (out[*n] == -1)
			return err_set(err, "查询里没有列“%s”", name);
		names[(*n)++] = name;
	}
	return 0;
}

/* 列序 and 列标, which the pivot takes up without showing them. */
static int
plan_fields(struct book *book, struct book_sheet *s, sqlite3_stmt *stmt,
    struct plan *p, unsigned *line, struct err *err)
{
	const struct key *order = sheet_file_key(&s->file, "列序");
	const struct key *marks = sheet_file_key(&s->file, "列标");

	if (marks != NULL) {
		*line = marks->line;
		if (query_columns(book, stmt, marks->value, "、", p->marks,
		    s->marks, &p->nmarks, err) == -1)
			return -1;
		s->nmarks = p->nmarks;
	}
	if (order == NULL)
		return 0;
	*line = order->line;
	p->order = query_column(stmt, order->value);
	return p->order == -1 ? err_set(err, "查询里没有列“%s”",
	    order->value) : 0;
}

/* line: of the key that is wrong. */
static int
plan_pivot(struct book *book, struct book_sheet *s, sqlite3_stmt *stmt,
    struct plan *p, unsigned *line, struct err *err)
{
	const struct key *pivot = sheet_file_key(&s->file, "透视");
	const char *arrow;

	p->order = -1;
	s->nheads = 1;
	if (pivot == NULL)
		return 0;
	*line = pivot->line;
	arrow = strstr(pivot->value, "→");
	if (arrow == NULL)
		return err_set(err, "透视应写成“透视: 列 / 列 → 值”");
	if (query_columns(book, stmt, arena_strndup(&book->arena,
	    pivot->value, (size_t)(arrow - pivot->value)), "/", p->heads,
	    s->level, &p->nheads, err) == -1 ||
	    query_columns(book, stmt, arrow + strlen("→"), "、", p->values,
	    p->value_names, &p->nvalues, err) == -1)
		return -1;
	s->nheads = p->nheads + (p->nvalues > 1);
	if (s->nheads > HEADS_MAX)
		return err_set(err, "表头层数太多（至多%d层）", HEADS_MAX);
	return plan_fields(book, s, stmt, p, line, err);
}

/* True when the query column is taken up by the pivot. */
static bool
in_pivot(const struct plan *p, int column)
{
	if (column == p->order)
		return true;
	for (size_t i = 0; i < p->nheads; i++)
		if (p->heads[i] == column)
			return true;
	for (size_t i = 0; i < p->nvalues; i++)
		if (p->values[i] == column)
			return true;
	for (size_t i = 0; i < p->nmarks; i++)
		if (p->marks[i] == column)
			return true;
	return false;
}

static struct book_column *
column_add(struct book_sheet *s)
{
	mem_grow(&s->columns, &s->columns_cap, s->ncolumns,
	    sizeof(*s->columns));
	memset(&s->columns[s->ncolumns], 0, sizeof(*s->columns));
	return &s->columns[s->ncolumns++];
}

static void
plan_plain(struct book *book, struct book_sheet *s, sqlite3_stmt *stmt,
    struct plan *p)
{
	p->nquery = sqlite3_column_count(stmt);
	p->plain = arena_alloc(&book->arena,
	    (size_t)p->nquery * sizeof(*p->plain));
	p->last = arena_alloc(&book->arena,
	    (size_t)p->nquery * sizeof(*p->last));
	p->first = p->nquery;
	for (int i = 0; i < p->nquery; i++) {
		const char *name = sqlite3_column_name(stmt, i);
		struct book_column *c;

		if (in_pivot(p, i)) {
			if (p->first == p->nquery)
				p->first = i;
			continue;
		}
		p->plain[i] = (uint16_t)s->ncolumns;
		c = column_add(s);
		name = arena_strdup(&book->arena, name);
		for (size_t h = 0; h < s->nheads; h++)
			c->head[h] = name;
		/* Left of the pivot's columns, or behind them all. */
		c->order = p->first == p->nquery ? -INFINITY : INFINITY;
	}
}

/* What the file says of the sheet's columns, whatever the data. */
static void
know(struct book *book, struct book_sheet *s, const struct plan *p)
{
	struct known_columns *k = &s->known;

	k->pivot = p->nheads > 0;
	k->open = p->nvalues == 1;
	k->names = arena_alloc(&book->arena, (s->ncolumns + HEADS_MAX) *
	    sizeof(*k->names));
	for (size_t i = 0; i < s->ncolumns; i++)
		if (s->columns[i].head[0][0] != '_')
			k->names[k->nnames++] = s->columns[i].head[0];
	for (size_t i = 0; i < p->nvalues && !k->open; i++, k->nvalues++)
		k->names[k->nnames++] = p->value_names[i];
	for (size_t i = 0; i < p->nheads; i++, k->nheads++)
		k->heads[i] = s->level[i];
	k->ready = true;
}

static void
know_fields(struct book *book, struct book_sheet *s, sqlite3_stmt *stmt)
{
	struct known_columns *k = &s->known;
	const size_t n = (size_t)sqlite3_column_count(stmt);

	k->fields = arena_alloc(&book->arena, (n + 1) * sizeof(*k->fields));
	for (; k->nfields < n; k->nfields++)
		k->fields[k->nfields] = arena_strdup(&book->arena,
		    sqlite3_column_name(stmt, (int)k->nfields));
}

/* ---- cells -------------------------------------------------------------------- */

/* A text of the query in the arena; many rows say what the one before said. */
static const char *
text_of(struct book_sheet *s, struct plan *p, sqlite3_stmt *stmt, int i)
{
	const char *text = store_text(stmt, i);

	if (p->last[i] == NULL || strcmp(p->last[i], text) != 0)
		p->last[i] = arena_strdup(&s->arena, text);
	return p->last[i];
}

static struct book_cell *
cell_of(struct book_sheet *s, struct plan *p, struct book_cell *cell,
    sqlite3_stmt *stmt, int i)
{
	switch (sqlite3_column_type(stmt, i)) {
	case SQLITE_NULL:
		cell->type = CELL_BLANK;
		break;
	case SQLITE_INTEGER:
	case SQLITE_FLOAT:
		cell->u.number = sqlite3_column_double(stmt, i);
		cell->type = CELL_NUMBER;
		if (isfinite(cell->u.number))
			break;
		/* No spreadsheet has it: as SQLite writes it, Inf. */
		cell->type = CELL_TEXT;
		cell->u.text = text_of(s, p, stmt, i);
		break;
	default:
		cell->type = *store_text(stmt, i) == '\0' ? CELL_BLANK :
		    CELL_TEXT;
		cell->u.text = cell->type == CELL_BLANK ? NULL :
		    text_of(s, p, stmt, i);
	}
	return cell;
}

/* How wide a number is as it stands, in digits. */
static size_t
number_width(double number)
{
	char text[40];
	size_t wide = number < 0;

	if (number != trunc(number) || fabs(number) >= 1e10) {
		(void)snprintf(text, sizeof(text), "%.10g", number);
		return strlen(text);
	}
	do
		wide++;
	while (fabs(number = trunc(number / 10)) > 0);
	return wide;
}

static void
cell_add(struct book_sheet *s, const struct book_cell *cell)
{
	struct book_column *c = &s->columns[cell->column];
	size_t wide;

	if (cell->type == CELL_BLANK)
		return;
	mem_grow(&s->cells, &s->cells_cap, s->ncells, sizeof(*cell));
	s->cells[s->ncells++] = *cell;
	if (cell->type == CELL_NUMBER) {
		wide = number_width(cell->u.number);
		c->numeric = true;
	} else {
		wide = text_columns(cell->u.text);
		s->bytes += strlen(cell->u.text);
	}
	if (wide > c->widest)
		c->widest = wide;
}

/* True when the row's plain columns left of the pivot say the same again. */
static bool
same_row(const struct book_sheet *s, const struct plan *p, sqlite3_stmt *stmt)
{
	const struct book_cell *cell = s->cells + s->rows[s->nrows - 1];
	const struct book_cell *end = s->cells + s->ncells;

	for (int i = 0; i < p->first; i++) {
		bool blank = *store_text(stmt, i) == '\0';

		if (cell == end || cell->column != p->plain[i]) {
			if (!blank)
				return false;
			continue;
		}
		if (blank || (cell->type == CELL_NUMBER ?
		    cell->u.number != sqlite3_column_double(stmt, i) :
		    strcmp(cell->u.text, store_text(stmt, i)) != 0))
			return false;
		cell++;
	}
	return true;
}

static bool
pivot_is(const struct plan *p, const struct book_column *c, sqlite3_stmt *stmt,
    size_t value)
{
	if (!c->pivot)
		return false;
	for (size_t h = p->nheads; h-- > 0; )
		if (strcmp(c->head[h], store_text(stmt, p->heads[h])) != 0)
			return false;
	return p->nvalues == 1 ||
	    strcmp(c->head[p->nheads], p->value_names[value]) == 0;
}

/* Where the column of a pivot row and value is in p->slots, or would be. */
static uint16_t *
pivot_slot(const struct book_sheet *s, const struct plan *p,
    sqlite3_stmt *stmt, size_t value)
{
	uint64_t h = TEXT_HASH + value;

	for (size_t i = 0; i < p->nheads; i++)
		h = text_hash(h, store_text(stmt, p->heads[i]));
	for (;; h++) {
		uint16_t *slot = &p->slots[h % SLOTS];

		if (*slot == 0 || pivot_is(p, &s->columns[*slot - 1], stmt,
		    value))
			return slot;
	}
}

static void
add_pivot_column(struct book *book, struct book_sheet *s,
    const struct plan *p, sqlite3_stmt *stmt, size_t value)
{
	struct book_column *c = column_add(s);

	c->pivot = true;
	for (size_t h = 0; h < p->nheads; h++) {
		c->head[h] = arena_strdup(&book->arena,
		    store_text(stmt, p->heads[h]));
		c->number[h] = sqlite3_column_type(stmt, p->heads[h]) ==
		    SQLITE_INTEGER ||
		    sqlite3_column_type(stmt, p->heads[h]) == SQLITE_FLOAT;
	}
	for (size_t i = 0; i < p->nmarks; i++)
		c->mark[i] = arena_strdup(&book->arena,
		    store_text(stmt, p->marks[i]));
	if (p->nvalues > 1)
		c->head[p->nheads] = p->value_names[value];
	c->order = p->order != -1 ? sqlite3_column_double(stmt, p->order) : 0;
}

/*
 * The column of a pivot row and value, made when it is new; ncolumns when the
 * sheet has as many as it can hold.
 */
static size_t
pivot_column(struct book *book, struct book_sheet *s, struct plan *p,
    sqlite3_stmt *stmt, size_t value)
{
	uint16_t *slot;

	if (p->guess < s->ncolumns && pivot_is(p, &s->columns[p->guess], stmt,
	    value))
		return p->guess++;
	slot = pivot_slot(s, p, stmt, value);
	if (*slot == 0 && s->ncolumns >= COLUMNS_MAX)
		return s->ncolumns;
	if (*slot == 0) {
		add_pivot_column(book, s, p, stmt, value);
		*slot = (uint16_t)s->ncolumns;
	}
	p->guess = *slot;
	return p->guess - 1;
}

/* The row being read lacks a cell that has no column. */
static void
add_lacking(struct book_sheet *s)
{
	const size_t row = s->nrows - 1;

	if (s->nlacking > 0 && s->lacking[s->nlacking - 1] == row)
		return;
	mem_grow(&s->lacking, &s->lacking_cap, s->nlacking,
	    sizeof(*s->lacking));
	s->lacking[s->nlacking++] = row;
}

static void
add_row(struct book *book, struct book_sheet *s, struct plan *p,
    sqlite3_stmt *stmt)
{
	struct book_cell cell;
	bool same = p->nheads > 0 && s->nrows > 0 && same_row(s, p, stmt);

	if (!same) {
		mem_grow(&s->rows, &s->rows_cap, s->nrows + 1,
		    sizeof(*s->rows));
		s->rows[s->nrows++] = s->ncells;
		for (int i = 0; i < p->nquery; i++)
			if (!in_pivot(p, i)) {
				cell.column = p->plain[i];
				cell_add(s, cell_of(s, p, &cell, stmt, i));
			}
	}
	if (p->nheads == 0 ||
	    sqlite3_column_type(stmt, p->heads[0]) == SQLITE_NULL)
		return;
	for (size_t v = 0; v < p->nvalues; v++) {
		size_t c = pivot_column(book, s, p, stmt, v);

		if (c == s->ncolumns) {
			add_lacking(s);
			continue;
		}
		cell.column = (uint16_t)c;
		cell_add(s, cell_of(s, p, &cell, stmt, p->values[v]));
	}
}

/* ---- loading ------------------------------------------------------------------- */

int
book_sheet_load(struct book *book, struct book_sheet *s, struct err *err)
{
	struct plan p = { 0 };
	unsigned line = s->file.line;
	sqlite3_stmt *stmt;
	int rc;

	stmt = store_prepare_foreign(book->store, s->file.sql, "查询", err);
	if (stmt == NULL)
		return sheet_file_fail(&s->file, &book->arena, line, err);
	book_sheet_bind(s, stmt);
	know_fields(book, s, stmt);
	rc = plan_pivot(book, s, stmt, &p, &line, err);
	if (rc == 0) {
		line = s->file.line;
		plan_plain(book, s, stmt, &p);
		know(book, s, &p);
		p.slots = p.nheads > 0 ? mem_zero(SLOTS, sizeof(*p.slots)) :
		    NULL;
		rc = store_budget_batch(book->store, err);
	}
	while (rc == 0 && (rc = store_step(book->store, stmt, err)) == 1) {
		rc = 0;
		s->cut = (s->nrows == ROWS_MAX || s->bytes > BYTES_MAX) &&
		    !(p.nheads > 0 && same_row(s, &p, stmt));
		if (s->cut)
			break;
		add_row(book, s, &p, stmt);
	}
	free(p.slots);
	store_finalize(stmt);
	store_budget(book->store, STORE_UNBOUNDED);
	if (rc == -1)
		return sheet_file_fail(&s->file, &book->arena, line, err);
	mem_grow(&s->rows, &s->rows_cap, s->nrows, sizeof(*s->rows));
	s->rows[s->nrows] = s->ncells;
	book_sheet_arrange(s);
	s->loaded = true;
	return 0;
}

void
book_sheet_release(struct book_sheet *s)
{
	free(s->cells);
	free(s->rows);
	free(s->lacking);
	arena_free(&s->arena);
	s->cells = NULL;
	s->rows = NULL;
	s->lacking = NULL;
	s->nlacking = 0;
}
