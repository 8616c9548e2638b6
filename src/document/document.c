#include "document/document.h"

#include <string.h>

#include "base/text.h"
#include "store/store.h"

/*
 * What a page can hold at most: lines of a table in the smallest size there
 * is, and bytes of text in it.
 */
#define PAGE_ROWS	70
#define PAGE_BYTES	32768
#define COUNTED		1000000	/* rows, before nobody counts on */
#define TAIL_ROWS	((size_t)8)	/* kept of the end of a long query, */
#define TAIL_BYTES	65536	/* each text up to this */

char *
number_text(struct arena *a, double v)
{
	char text[TEXT_NUMBER];

	return arena_strdup(a, text_number(text, v));
}

size_t
number_decimals(const char *text)
{
	const char *point = strchr(text, '.');

	return point == NULL ? 0 : strlen(point + 1);
}

const char *
number_pad(struct arena *a, const char *text, size_t n)
{
	size_t have = number_decimals(text);

	if (have >= n)
		return text;
	return arena_printf(a, "%s%s%.*s", text, have == 0 ? "." : "",
	    (int)(n - have), "0000000000");
}

/* Text of a cell without what a line cannot hold; line feeds stay. */
static const char *
clean(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s), *to = copy;

	for (const char *p = copy; *p != '\0'; p++) {
		if (*p == '\t')
			*to++ = ' ';
		else if ((unsigned char)*p >= 0x20 || *p == '\n')
			*to++ = *p;
	}
	*to = '\0';
	while (to > copy && (to[-1] == '\n' || to[-1] == ' '))
		*--to = '\0';
	return copy;
}

/* The column's text, of which no more is kept than most bytes. */
static const char *
column_text(struct arena *a, sqlite3_stmt *stmt, int c, size_t most)
{
	const char *s = store_text(stmt, c);

	if ((size_t)sqlite3_column_bytes(stmt, c) > most)
		s = arena_printf(a, "%s…", text_cut(a, s, most));
	return clean(a, s);
}

static struct value
column_value(struct arena *a, sqlite3_stmt *stmt, int c, size_t most)
{
	struct value v = { .kind = VALUE_TEXT };

	switch (sqlite3_column_type(stmt, c)) {
	case SQLITE_NULL:
		return (struct value){ .kind = VALUE_NULL, .text = "" };
	case SQLITE_INTEGER:
		v.text = arena_strdup(a, store_text(stmt, c));
		v.kind = VALUE_NUMBER;
		v.number = sqlite3_column_double(stmt, c);
		break;
	case SQLITE_FLOAT:
		v.kind = VALUE_NUMBER;
		v.number = sqlite3_column_double(stmt, c);
		v.text = number_text(a, v.number);
		break;
	default:
		v.text = column_text(a, stmt, c, most);
	}
	return v;
}

/* ---- texts ------------------------------------------------------------------ */

struct builder {
	struct document *d;
	struct arena *a;
	const struct binding *b;
	bool row[STUDIO_TABLES];	/* the statement stands on a row */
};

static size_t
most_bytes(const struct binding *b)
{
	return b->most_pages * PAGE_BYTES;
}

static const char *
piece_text(const struct builder *k, const struct piece *p)
{
	const struct slot *slot;
	const char *s = "";

	if (p->text != NULL)
		return p->text;
	slot = &k->b->slots[p->slot];
	if (slot->table >= 0 && k->row[slot->table])
		s = column_value(k->a, k->b->studio[slot->table],
		    slot->column, most_bytes(k->b)).text;
	if (*s == '\0' && p->otherwise != NULL)
		return p->otherwise;
	return p->date ? date_text(k->a, s) : s;
}

static const char *
fill_text(struct builder *k, const struct pieces *ps,
    const struct span **spans)
{
	struct span *made = arena_alloc(k->a, (ps->n + 1) * sizeof(*made));
	struct buf b = { 0 };
	const char *s;
	size_t n = 0;

	for (size_t i = 0; i < ps->n; i++) {
		buf_adds(&b, piece_text(k, &ps->items[i]));
		if (n > 0 && made[n - 1].role == ps->items[i].role)
			n--;
		made[n++] = (struct span){ b.len, ps->items[i].role };
	}
	s = arena_strdup(k->a, buf_str(&b));
	buf_free(&b);
	if (spans != NULL)
		*spans = n > 0 ? made : NULL;
	return s;
}

/* ---- queries ---------------------------------------------------------------- */

/* Keep the row that the statement stands on; returns the bytes of its text. */
static size_t
add_row(struct builder *k, sqlite3_stmt *stmt, struct rows *r, size_t *cap,
    size_t most)
{
	size_t bytes = 0;

	for (size_t c = 0; c < r->ncols; c++) {
		size_t used = r->nrows * r->ncols + c;
		struct value *v;

		arena_grow(k->a, &r->cells, cap, used, sizeof(*v));
		v = &r->cells[used];
		*v = column_value(k->a, stmt, (int)c, most);
		bytes += strlen(v->text);
		if (v->kind == VALUE_TEXT)
			v->text = dates_text(k->a, v->text);
	}
	r->nrows++;
	return bytes;
}

/* Once more, for the last rows of a query that has too many. */
static int
read_tail(struct builder *k, sqlite3_stmt *stmt, struct rows *r, size_t *cap,
    struct err *err)
{
	size_t n = 0, from;
	int rc;

	r->tail = r->more < TAIL_ROWS ? r->more : TAIL_ROWS;
	r->more -= r->tail;
	from = r->nrows + r->more;
	(void)sqlite3_reset(stmt);
	store_budget(k->b->store, k->b->store->foreign_steps);
	while ((rc = store_step(k->b->store, stmt, err)) == 1)
		if (n++ >= from)
			(void)add_row(k, stmt, r, cap, TAIL_BYTES);
	return rc;
}

static int
read_rows(struct builder *k, sqlite3_stmt *stmt, struct rows *r,
    struct err *err)
{
	size_t cap = 0, bytes = 0, most = k->b->most_pages * PAGE_ROWS;
	int rc;

	store_budget(k->b->store, k->b->store->foreign_steps);
	while ((rc = store_step(k->b->store, stmt, err)) == 1) {
		if (r->nrows < most && bytes < most_bytes(k->b))
			bytes += add_row(k, stmt, r, &cap, most_bytes(k->b));
		else if (r->more == COUNTED) {
			r->endless = true;
			return 0;
		} else
			r->more++;
	}
	return rc == 0 && r->more > 0 ? read_tail(k, stmt, r, &cap, err) : rc;
}

static int
run_query(struct builder *k, sqlite3_stmt *stmt, const char *studio,
    struct rows *r, struct err *err)
{
	int at = sqlite3_bind_parameter_index(stmt, ":" TABLE_STUDIO);
	int rc;

	r->ncols = (size_t)sqlite3_column_count(stmt);
	r->names = arena_alloc(k->a, (r->ncols + 1) * sizeof(*r->names));
	for (size_t c = 0; c < r->ncols; c++)
		r->names[c] = arena_strdup(k->a,
		    sqlite3_column_name(stmt, (int)c));
	if (at > 0)
		store_bind(stmt, at, studio);
	rc = read_rows(k, stmt, r, err);
	store_budget(k->b->store, STORE_UNBOUNDED);
	(void)sqlite3_reset(stmt);
	return rc;
}

/* Put the statements of the studio's own columns on their rows. */
static int
find_studio(struct builder *k, const char *studio, struct err *err)
{
	for (size_t t = 0; t < STUDIO_TABLES; t++) {
		sqlite3_stmt *stmt = k->b->studio[t];
		int at = sqlite3_bind_parameter_index(stmt, ":" TABLE_STUDIO);
		int rc;

		if (at > 0)
			store_bind(stmt, at, studio);
		rc = store_step(k->b->store, stmt, err);
		if (rc == -1)
			return -1;
		k->row[t] = rc == 1;
	}
	if (!k->row[0])
		return err_set(err, "没有编号为“%s”的工作室", studio);
	return 0;
}

/*
 * Fill in the options.  What lint could not know is looked at here: a value
 * that is none fails, as a query that fails for this studio does, for a paper
 * that looks otherwise than its template says would be taken for right.
 */
static int
fill_options(struct builder *k, struct node *n, struct err *err)
{
	n->options = arena_alloc(k->a, (n->from->noptions + 1) *
	    sizeof(*n->options));
	for (size_t i = 0; i < n->from->noptions; i++) {
		const struct option *o = &n->from->options[i];
		const char *text;

		if (o->text.n == 0)
			continue;
		n->options[i] = fill_text(k, &o->text, NULL);
		text = *n->options[i] == '\0' ? NULL : option_wrong(k->a,
		    o->row, n->options[i], n->rows.names, n->rows.ncols);
		if (text != NULL)
			return err_set(err, "%s:%u: %s",
			    k->b->template->path, o->line, text);
	}
	return 0;
}

static int
fill_nodes(struct builder *k, const char *studio, struct err *err)
{
	const struct template *t = k->b->template;
	struct document *d = k->d;
	struct err why = { 0 };

	for (size_t i = 0; i < PAGE_TEXTS; i++)
		d->page[i] = fill_text(k, &t->page[i], NULL);
	d->nnodes = t->nnodes;
	d->nodes = arena_alloc(k->a, (t->nnodes + 1) * sizeof(*d->nodes));
	for (size_t i = 0; i < t->nnodes; i++) {
		struct node *n = &d->nodes[i];

		n->from = &t->nodes[i];
		n->text = fill_text(k, &n->from->text, &n->spans);
		if (n->from->sql != NULL && n->from->first < i)
			n->rows = d->nodes[n->from->first].rows;
		else if (k->b->stmts[i] != NULL && run_query(k,
		    k->b->stmts[i], studio, &n->rows, &why) == -1)
			return err_set(err, "%s:%u: %s", t->path,
			    n->from->line, why.text);
		if (fill_options(k, n, err) == -1)
			return -1;
	}
	return 0;
}

int
document_build(struct document *d, struct arena *a, const struct binding *b,
    const char *studio, struct err *err)
{
	struct builder k = { .d = d, .a = a, .b = b };
	int rc;

	memset(d, 0, sizeof(*d));
	d->most_pages = b->most_pages;
	rc = find_studio(&k, studio, err);
	if (rc == 0)
		rc = fill_nodes(&k, studio, err);
	for (size_t t = 0; t < STUDIO_TABLES; t++)
		(void)sqlite3_reset(b->studio[t]);
	return rc;
}
