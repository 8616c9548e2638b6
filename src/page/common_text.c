#include "page/page.h"

#include <string.h>

#include "document/document.h"

#define DIGITS "0123456789."	/* scores, and the numbers of the pages */

/* Whose words are listed, and for whom. */
struct words {
	struct font_library *lib;
	const struct binding *binding;
	unsigned kind;
};

static void
add(const struct words *w, enum font_role role, const char *text)
{
	font_library_common(w->lib, w->kind, role, text);
}

/* The rubric's and the rules' own words. */
static int
add_rubric(const struct words *w, struct err *err)
{
	struct store *store = w->binding->store;
	sqlite3_stmt *stmt = store_prepare(store,
	    "SELECT 内容, '' FROM 指标内容 UNION ALL "
	    "SELECT 一级指标 || 二级指标, 评估办法 FROM 指标 UNION ALL "
	    "SELECT 名称, 依据 FROM 规则", err);
	int rc = -1;

	while (stmt != NULL && (rc = store_step(store, stmt, err)) == 1)
		for (int i = 0; i < 2; i++)
			add(w, FONT_BODY, store_text(stmt, i));
	store_finalize(stmt);
	return rc;
}

/* The words of a text, and what it says of the scheme. */
static void
add_pieces(const struct words *w, const struct pieces *pieces)
{
	const struct binding *b = w->binding;

	for (size_t i = 0; i < pieces->n; i++) {
		const struct piece *p = &pieces->items[i];

		if (p->text != NULL)
			add(w, p->role, p->text);
		else if (b->slots[p->slot].table == SCHEME_TABLE)
			add(w, p->role, store_text(b->studio[SCHEME_TABLE],
			    b->slots[p->slot].column));
	}
}

/* The words in a block's query: what stands between '…'. */
static void
add_literals(const struct words *w, const struct template_node *n)
{
	const char *sql = n->sql;
	struct buf b = { 0 };

	while ((sql = strchr(sql, '\'')) != NULL) {
		size_t len = strcspn(++sql, "'");

		buf_add(&b, sql, len);
		sql += len + (sql[len] != '\0');
	}
	add(w, n->component->role, buf_str(&b));
	buf_free(&b);
}

static void
add_node(const struct words *w, const struct template_node *n,
    sqlite3_stmt *stmt)
{
	add_pieces(w, &n->text);
	if (n->sql != NULL)
		add_literals(w, n);
	for (size_t i = 0; i < n->noptions; i++)
		if (strcmp(n->options[i].key, "标题") == 0 &&
		    n->options[i].text.n == 0)
			add(w, FONT_HEAD, n->options[i].value);
	if (stmt == NULL || !n->component->prints_names)
		return;
	for (int i = 0; i < sqlite3_column_count(stmt); i++)
		add(w, FONT_HEAD, sqlite3_column_name(stmt, i));
}

static bool
prints_rubric(const struct template *t)
{
	for (size_t i = 0; i < t->nnodes; i++)
		if (t->nodes[i].component != NULL &&
		    t->nodes[i].component->prints_rubric)
			return true;
	return false;
}

int
common_text_declare(struct font_library *lib,
    const struct binding *binding, struct err *err)
{
	const struct template *t = binding->template;
	const struct words w = { lib, binding, t->number };
	sqlite3_stmt *scheme = binding->studio[SCHEME_TABLE];
	int rc = store_step(binding->store, scheme, err);

	if (rc == 1) {
		for (size_t i = 0; i < t->nnodes; i++)
			add_node(&w, &t->nodes[i], binding->stmts[i]);
		for (size_t i = 0; i < PAGE_TEXTS; i++)
			if (i == PAGE_LEFT || i == PAGE_RIGHT)
				add_pieces(&w, &t->page[i]);
	}
	(void)sqlite3_reset(scheme);
	add(&w, FONT_BODY, DIGITS);
	add(&w, FONT_HEAD, DIGITS);
	if (rc == -1)
		return -1;
	return prints_rubric(t) ? add_rubric(&w, err) : 0;
}
