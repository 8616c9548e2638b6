#include "report/font_scheme.h"

#include <string.h>

#include "report/component.h"

static int
add_scheme(const struct font_library *lib, struct store *store,
    struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store,
	    "SELECT 内容, '' FROM 指标内容 UNION ALL "
	    "SELECT 一级指标 || 二级指标, 评估办法 FROM 指标 UNION ALL "
	    "SELECT 名称, 依据 FROM 规则", err);
	int rc = -1;

	while (stmt != NULL && (rc = store_step(store, stmt, err)) == 1)
		for (int i = 0; i < 2; i++)
			font_library_common(lib, FONT_BODY,
			    store_text(stmt, i));
	store_finalize(stmt);
	return rc;
}

/* The words of a text, and what it says of the scheme; row: 方案's. */
static void
add_pieces(const struct font_library *lib, const struct pieces *pieces,
    const struct binding *b)
{
	for (size_t i = 0; i < pieces->n; i++) {
		const struct piece *p = &pieces->items[i];
		const struct slot *slot = &b->slots[p->slot];

		if (p->text != NULL)
			font_library_common(lib, p->role, p->text);
		else if (slot->table == SCHEME_TABLE)
			font_library_common(lib, p->role, store_text(
			    b->studio[SCHEME_TABLE], slot->column));
	}
}

/* The words in a query: what stands between '…'. */
static void
add_literals(const struct font_library *lib, const char *sql)
{
	struct buf b = { 0 };

	while ((sql = strchr(sql, '\'')) != NULL) {
		size_t len = strcspn(++sql, "'");

		buf_add(&b, sql, len);
		sql += len + (sql[len] != '\0');
	}
	font_library_common(lib, FONT_BODY, buf_str(&b));
	buf_free(&b);
}

/* Components that print the names of their columns, in the head face. */
static bool
shows_names(const struct component *c)
{
	return c->layout == table_layout || c->layout == form_layout;
}

static void
add_node(const struct font_library *lib, const struct template_node *n,
    sqlite3_stmt *stmt, const struct binding *b)
{
	add_pieces(lib, &n->text, b);
	if (n->sql != NULL)
		add_literals(lib, n->sql);
	for (size_t i = 0; i < n->noptions; i++)
		if (strcmp(n->options[i].key, "标题") == 0 &&
		    n->options[i].text.n == 0)
			font_library_common(lib, FONT_HEAD,
			    n->options[i].value);
	if (stmt == NULL || !shows_names(n->component))
		return;
	for (int i = 0; i < sqlite3_column_count(stmt); i++)
		font_library_common(lib, FONT_HEAD,
		    sqlite3_column_name(stmt, i));
}

int
font_common_scheme(const struct font_library *lib,
    const struct binding *binding, struct err *err)
{
	const struct template *t = binding->template;
	sqlite3_stmt *scheme = binding->studio[SCHEME_TABLE];
	int rc = store_step(binding->store, scheme, err);

	if (rc == 1) {
		for (size_t i = 0; i < t->nnodes; i++)
			add_node(lib, &t->nodes[i], binding->stmts[i],
			    binding);
		for (size_t i = 0; i < PAGE_TEXTS; i++)
			if (i == PAGE_LEFT || i == PAGE_RIGHT)
				add_pieces(lib, &t->page[i], binding);
	}
	(void)sqlite3_reset(scheme);
	/* Scores, and the numbers of the pages. */
	font_library_common(lib, FONT_BODY, "0123456789.第页共");
	font_library_common(lib, FONT_HEAD, "0123456789.");
	return rc == -1 ? -1 : add_scheme(lib, binding->store, err);
}
