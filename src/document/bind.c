#include "document/template.h"

#include <stdlib.h>
#include <string.h>

#include "document/component.h"
#include "store/store.h"

static const struct {
	const char *name, *sql;
} studio_tables[STUDIO_TABLES] = {
	{ TABLE_STUDIO, "SELECT * FROM " TABLE_STUDIO " WHERE " FIELD_CODE
	    " = :" TABLE_STUDIO },
	{ "汇总", "SELECT * FROM 汇总 WHERE " FIELD_STUDIO " = :" TABLE_STUDIO },
	{ "方案", "SELECT * FROM 方案" },
	{ "概况", "SELECT * FROM 概况" }
};

/* Find the column a piece asks for; slots[] gets where it is. */
static int
bind_piece(struct binding *b, const struct piece *p, struct err *err)
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
				return 0;
			}
	}
	if (p->optional)
		return 0;
	return err_set(err, "%s:%u: 没有“%s%s%s”这一列（工作室、汇总、方案、概况中都找不到）",
	    b->template->path, p->line, p->table != NULL ? p->table : "",
	    p->table != NULL ? "." : "", p->column);
}

static int
bind_pieces(struct binding *b, const struct pieces *ps, struct err *err)
{
	for (size_t i = 0; i < ps->n; i++)
		if (ps->items[i].column != NULL &&
		    bind_piece(b, &ps->items[i], err) == -1)
			return -1;
	return 0;
}

/* An option that lists something for each column must fit the query. */
static int
check_lists(const struct binding *b, const struct template_node *n,
    int ncols, struct err *err)
{
	for (size_t i = 0; i < n->noptions; i++) {
		const struct option *o = &n->options[i];
		int parts = 1;

		if (strcmp(o->key, "列宽") != 0 && strcmp(o->key, "对齐") != 0)
			continue;
		for (const char *s = o->value; *s != '\0'; s++)
			parts += *s == ',';
		if (parts != ncols)
			return err_set(err, "%s:%u: “%s”有%d项，查询有%d列",
			    b->template->path, o->line, o->key, parts, ncols);
	}
	return 0;
}

/* What a component has to say to its options and the query's columns. */
static int
check_component(const struct binding *b, const struct template_node *n,
    sqlite3_stmt *stmt, struct err *err)
{
	struct arena a = { 0 };
	unsigned line = n->line;
	size_t ncols = (size_t)sqlite3_column_count(stmt);
	const char **names, *wrong;
	int rc = 0;

	if (n->component->check == NULL)
		return 0;
	names = arena_alloc(&a, (ncols + 1) * sizeof(*names));
	for (size_t c = 0; c < ncols; c++)
		names[c] = sqlite3_column_name(stmt, (int)c);
	wrong = n->component->check(&a, n, names, ncols, &line);
	if (wrong != NULL)
		rc = err_set(err, "%s:%u: %s", b->template->path, line, wrong);
	arena_free(&a);
	return rc;
}

static int
bind_node(struct binding *b, size_t i, struct err *err)
{
	const struct template_node *n = &b->template->nodes[i];
	struct err why = { 0 };
	int ncols;

	if (bind_pieces(b, &n->text, err) == -1)
		return -1;
	for (size_t k = 0; k < n->noptions; k++)
		if (bind_pieces(b, &n->options[k].text, err) == -1)
			return -1;
	if (n->sql == NULL)
		return 0;
	b->stmts[i] = store_prepare_foreign(b->store, n->sql, "查询", &why);
	if (b->stmts[i] == NULL)
		return err_set(err, "%s:%u: %s", b->template->path, n->line,
		    why.text);
	ncols = sqlite3_column_count(b->stmts[i]);
	if (ncols < n->component->min_columns)
		return err_set(err, "%s:%u: %s 的查询至少要有%d列，只有%d列",
		    b->template->path, n->line, n->component->name,
		    n->component->min_columns, ncols);
	if (check_lists(b, n, ncols, err) == -1)
		return -1;
	return check_component(b, n, b->stmts[i], err);
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
		if (bind_pieces(b, &t->page[i], err) == -1)
			return -1;
	for (size_t i = 0; i < t->nnodes; i++)
		if (bind_node(b, i, err) == -1)
			return -1;
	return 0;
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
	memset(b, 0, sizeof(*b));
}

sqlite3_stmt *
template_studios(const struct template *t, struct store *store,
    struct err *err)
{
	struct err why = { 0 };
	struct buf b = { 0 };
	sqlite3_stmt *stmt;

	buf_addf(&b, "SELECT " FIELD_CODE " FROM " TABLE_STUDIO);
	if (t->condition != NULL)
		buf_addf(&b, " WHERE (%s\n)", t->condition);
	buf_adds(&b, " ORDER BY " FIELD_CODE);
	stmt = store_prepare_foreign(store, buf_str(&b), "条件", &why);
	if (stmt == NULL)
		(void)err_set(err, "%s:%u: %s", t->path, t->condition_line,
		    why.text);
	buf_free(&b);
	return stmt;
}

static int
try_condition(const struct template *t, struct store *store, struct err *err)
{
	sqlite3_stmt *stmt = template_studios(t, store, err);

	store_finalize(stmt);
	return stmt != NULL ? 0 : -1;
}

int
template_check(const char *path, const struct component *const *components,
    struct store *store, struct err *err)
{
	struct template t = { 0 };
	struct binding b = { 0 };
	int rc = template_read(&t, path, components, err);

	if (rc == 0)
		rc = template_bind(&b, &t, store, err);
	if (rc == 0)
		rc = try_condition(&t, store, err);
	template_unbind(&b);
	template_free(&t);
	return rc;
}
