#include "document/template.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "document/component.h"
#include "store/store.h"

#define MOST_PAGES 200		/* of a paper, where 页数上限 is not given */

static const struct {
	const char *name, *sql;
} studio_tables[STUDIO_TABLES] = {
	{ TABLE_STUDIO, "SELECT * FROM " TABLE_STUDIO " WHERE " FIELD_CODE
	    " = :" TABLE_STUDIO },
	{ "汇总", "SELECT * FROM 汇总 WHERE " FIELD_STUDIO " = :" TABLE_STUDIO },
	{ "方案", "SELECT * FROM 方案" },
	{ "概况", "SELECT * FROM 概况" }
};

static void
wrong(struct binding *b, unsigned line, const char *text)
{
	mistakes_add(&b->mistakes, &b->arena, line, text);
}

/* "；是不是“NAME”？" of the columns a page may ask for, or "". */
static const char *
meant(struct binding *b, const char *column)
{
	const char **names = NULL, *near;
	size_t n = 0, cap = 0;

	for (int t = 0; t < STUDIO_TABLES; t++)
		for (int c = 0; c < sqlite3_column_count(b->studio[t]); c++) {
			arena_grow(&b->arena, &names, &cap, n, sizeof(*names));
			names[n++] = sqlite3_column_name(b->studio[t], c);
		}
	near = text_nearest(&b->arena, column, names, n);
	return near == NULL ? "" :
	    arena_printf(&b->arena, "；是不是“%s”？", near);
}

/* Find the column a piece asks for; slots[] gets where it is. */
static void
bind_piece(struct binding *b, const struct piece *p)
{
	struct slot *slot = &b->slots[p->slot];

	slot->table = -1;
	for (int t = 0; t < STUDIO_TABLES; t++) {
		int n = sqlite3_column_count(b->studio[t]);

		if (p->table != NULL &&
		    strcmp(p->table, studio_tables[t].name) != 0)
			continue;
		for (int c = 0; c < n; c++)
			if (strcmp(sqlite3_column_name(b->studio[t], c),
			    p->column) == 0) {
				slot->table = t;
				slot->column = c;
				return;
			}
	}
	if (!p->optional)
		wrong(b, p->line, arena_printf(&b->arena, "没有“%s%s%s”这一列"
		    "（工作室、汇总、方案、概况中都找不到）%s",
		    p->table != NULL ? p->table : "",
		    p->table != NULL ? "." : "", p->column,
		    meant(b, p->column)));
}

static void
bind_pieces(struct binding *b, const struct pieces *ps)
{
	for (size_t i = 0; i < ps->n; i++)
		if (ps->items[i].column != NULL)
			bind_piece(b, &ps->items[i]);
}

/* What stands for a piece in every paper, NULL: who knows. */
static const char *
fixed_piece(const struct binding *b, const struct piece *p)
{
	const struct slot *slot;
	const char *s = "";

	if (p->text != NULL)
		return p->text;
	slot = &b->slots[p->slot];
	if (slot->table == SCHEME_TABLE && !p->date)
		s = store_text(b->studio[SCHEME_TABLE], slot->column);
	else if (slot->table != -1 || !p->optional)
		return NULL;
	return *s == '\0' && p->otherwise != NULL ? p->otherwise : s;
}

/*
 * The value of an option where it is the same in every paper: no {{…}} in it,
 * or only such as the scheme's own row fills.  NULL: who knows.
 */
static const char *
fixed_value(struct binding *b, const struct option *o)
{
	struct buf text = { 0 };
	const char *s;

	if (o->text.n == 0)
		return o->value;
	for (size_t i = 0; i < o->text.n; i++) {
		s = fixed_piece(b, &o->text.items[i]);
		if (s == NULL) {
			buf_free(&text);
			return NULL;
		}
		buf_adds(&text, s);
	}
	/* Nothing in its place: not given, as document_build takes it. */
	s = text.len == 0 ? NULL : arena_strdup(&b->arena, buf_str(&text));
	buf_free(&text);
	return s;
}

/* names NULL: there is a query, but what its columns are is not known. */
static void
check_options(struct binding *b, const struct template_node *n,
    const char *const *names, size_t nnames)
{
	for (size_t i = 0; i < n->noptions; i++) {
		const struct option *o = &n->options[i];
		const char *value = fixed_value(b, o);
		const char *text = value == NULL ? NULL :
		    option_wrong(&b->arena, o->row, value, names, nnames);

		if (text != NULL)
			wrong(b, o->line, text);
	}
}

/* A block's options, and what the component has to say to them. */
static void
check_component(struct binding *b, const struct template_node *n,
    sqlite3_stmt *stmt)
{
	unsigned line = n->line;
	size_t ncols = (size_t)sqlite3_column_count(stmt);
	const char **names = arena_alloc(&b->arena,
	    (ncols + 1) * sizeof(*names));
	const char *text = NULL;

	for (size_t c = 0; c < ncols; c++)
		names[c] = sqlite3_column_name(stmt, (int)c);
	check_options(b, n, n->sql != NULL && stmt == NULL ? NULL : names,
	    ncols);
	if (stmt != NULL && n->component->check != NULL)
		text = n->component->check(&b->arena, n, names, ncols, &line);
	if (text != NULL)
		wrong(b, line, text);
}

static void
bind_query(struct binding *b, size_t i)
{
	const struct template_node *n = &b->template->nodes[i];
	struct err why = { 0 };
	int ncols;

	b->stmts[i] = store_prepare_foreign(b->store, n->sql, "查询", &why);
	if (b->stmts[i] == NULL) {
		wrong(b, n->line, arena_strdup(&b->arena, why.text));
		return;
	}
	ncols = sqlite3_column_count(b->stmts[i]);
	if (ncols < n->component->min_columns)
		wrong(b, n->line, arena_printf(&b->arena,
		    "%s 的查询至少要有%d列，只有%d列", n->component->name,
		    n->component->min_columns, ncols));
}

static void
bind_node(struct binding *b, size_t i)
{
	const struct template_node *n = &b->template->nodes[i];

	bind_pieces(b, &n->text);
	for (size_t k = 0; k < n->noptions; k++)
		bind_pieces(b, &n->options[k].text);
	if (n->sql != NULL)
		bind_query(b, i);
	if (n->kind == BLOCK_COMPONENT)
		check_component(b, n, b->stmts[i]);
}

/* What 方案.csv says, or a limit that no honest paper comes near. */
static size_t
most_pages(sqlite3_stmt *scheme)
{
	for (int c = 0; c < sqlite3_column_count(scheme); c++)
		if (strcmp(sqlite3_column_name(scheme, c), ITEM_PAGES) == 0) {
			int n = sqlite3_column_int(scheme, c);

			return n > 0 ? (size_t)n : MOST_PAGES;
		}
	return MOST_PAGES;
}

int
template_bind(struct binding *b, const struct template *t,
    struct store *store, struct err *err)
{
	memset(b, 0, sizeof(*b));
	b->template = t;
	b->store = store;
	b->slots = mem_zero(t->nslots, sizeof(*b->slots));
	b->stmts = mem_zero(t->nnodes, sizeof(sqlite3_stmt *));
	for (size_t i = 0; i < STUDIO_TABLES; i++) {
		b->studio[i] = store_prepare(store, studio_tables[i].sql, err);
		if (b->studio[i] == NULL)
			return -1;
	}
	for (size_t i = 0; i < PAGE_TEXTS; i++)
		bind_pieces(b, &t->page[i]);
	if (store_step(store, b->studio[SCHEME_TABLE], err) == -1)
		return -1;
	b->most_pages = most_pages(b->studio[SCHEME_TABLE]);
	for (size_t i = 0; i < t->nnodes; i++)
		bind_node(b, i);
	(void)sqlite3_reset(b->studio[SCHEME_TABLE]);
	return mistakes_fail(&b->mistakes, t->path, err);
}

void
template_unbind(struct binding *b)
{
	if (b->template == NULL)
		return;
	for (size_t i = 0; i < STUDIO_TABLES; i++)
		store_finalize(b->studio[i]);
	for (size_t i = 0; i < b->template->nnodes; i++)
		store_finalize(b->stmts[i]);
	free(b->stmts);
	free(b->slots);
	arena_free(&b->arena);
	memset(b, 0, sizeof(*b));
}

static sqlite3_stmt *
prepare_studios(const struct template *t, struct store *store,
    const char *studio, struct err *why)
{
	struct arena a = { 0 };
	struct buf b = { 0 };
	sqlite3_stmt *stmt;

	buf_addf(&b, "SELECT " FIELD_CODE " FROM " TABLE_STUDIO " WHERE (%s\n)",
	    t->condition != NULL ? t->condition : "1");
	if (studio != NULL)
		buf_addf(&b, " AND " TABLE_STUDIO "." FIELD_CODE " = %s",
		    store_literal(&a, studio));
	buf_adds(&b, " ORDER BY " FIELD_CODE);
	stmt = store_prepare_foreign(store, buf_str(&b), "条件", why);
	buf_free(&b);
	arena_free(&a);
	return stmt;
}

sqlite3_stmt *
template_studios(const struct template *t, struct store *store,
    const char *studio, struct err *err)
{
	struct err why = { 0 };
	sqlite3_stmt *stmt = prepare_studios(t, store, studio, &why);

	if (stmt == NULL)
		(void)err_set(err, "%s:%u: %s", t->path, t->condition_line,
		    why.text);
	return stmt;
}

void
template_check(const char *path, const struct component *const *components,
    struct store *store, void (*complain)(void *ctx, const char *text),
    void *ctx)
{
	struct template t = { 0 };
	struct binding b = { 0 };
	struct err err = { 0 };
	sqlite3_stmt *studios;

	if (template_read(&t, path, components, &err) == -1 &&
	    t.mistakes.n == 0) {
		complain(ctx, err.text);
		template_free(&t);
		return;
	}
	if (template_bind(&b, &t, store, &err) == -1 && b.mistakes.n == 0)
		complain(ctx, err.text);
	for (size_t i = 0; i < b.mistakes.n; i++)
		mistakes_add(&t.mistakes, &t.arena, b.mistakes.items[i].line,
		    b.mistakes.items[i].text);
	studios = prepare_studios(&t, store, NULL, &err);
	if (studios == NULL)
		mistakes_add(&t.mistakes, &t.arena, t.condition_line,
		    err.text);
	store_finalize(studios);
	mistakes_tell(&t.mistakes, t.path, complain, ctx);
	template_unbind(&b);
	template_free(&t);
}
