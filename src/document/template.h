#ifndef PINGGU_DOCUMENT_TEMPLATE_H
#define PINGGU_DOCUMENT_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "document/mistakes.h"
#include "font/font.h"
#include "store/store.h"

/*
 * A page template: CommonMark.  Headings, paragraphs, lists and quotes
 * (notes) are text; **bold** is set in 黑, *emphasis* in 楷.  In text:
 *   {{名}}          the studio's value of that column; tables 工作室, 汇总,
 *                   方案, 概况 are asked in this order, {{方案.名称}} says which
 *   {{名|其他}}     其他 where the value is empty
 *   {{名?其他}}     其他 where the value is empty or there is no such column
 *   {{名:日期}}     a date as 2024年3月1日 (before | or ?)
 * A fenced block is a component, named by its info string: lines
 * "-- key: value" (which may hold {{名}} too), then one query with :工作室
 * bound.  A comment
 * <!-- key: value … --> gives the document's 标题, 页眉左, 页眉右, 作者, 主题, 日期,
 * and says who gets the paper:
 *   条件: SQL       a condition over 工作室; none: every studio gets it
 *   用途: 自评      no report prints it, only "pinggu self"
 */
struct component;		/* component.h */
struct component_option;	/* option.h */

/* A part of a text: words, or a column of the studio's row. */
struct piece {
	enum font_role role;
	const char *text;	/* the words; NULL for a column */
	const char *table;	/* of the column, NULL: the first that has it */
	const char *column;
	const char *otherwise;	/* for an empty value, or NULL */
	bool optional;		/* there need not be such a column */
	bool date;		/* printed as 年月日 */
	size_t slot;		/* of the column: its number, from 0 */
	unsigned line;		/* in the template */
};

struct pieces {
	struct piece *items;
	size_t n, cap;
};

struct option {
	const struct component_option *row;
	const char *key, *value;
	struct pieces text;	/* of a value that holds {{…}}, else empty */
	unsigned line;
};

enum block_kind { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_NOTE, BLOCK_ITEM,
	BLOCK_COMPONENT };

struct template_node {
	enum block_kind kind;
	unsigned level;			/* HEADING, ITEM: 1 … */
	const char *mark;		/* ITEM: "1." or "•" */
	struct pieces text;
	const struct component *component;
	struct option *options;		/* COMPONENT */
	size_t noptions;
	const char *sql;		/* COMPONENT: NULL when there is none */
	size_t first;			/* node with this query, the first one */
	unsigned line;
};

enum page_text { PAGE_TITLE, PAGE_LEFT, PAGE_RIGHT, PAGE_AUTHOR, PAGE_SUBJECT,
	PAGE_DATE, PAGE_TEXTS };

struct template {
	struct arena arena;
	const char *path;
	const struct component *const *components;	/* its blocks may be */
	struct template_node *nodes;
	size_t nnodes, cap;
	struct pieces page[PAGE_TEXTS];
	const char *condition;	/* SQL, NULL: every studio gets the paper */
	unsigned condition_line;
	bool self;		/* only "pinggu self" prints it */
	unsigned number;	/* of the paper among the scheme's, from 0 */
	size_t nslots;		/* columns asked for */
	struct mistakes mistakes;
};

/*
 * Read a template whose blocks are of the given components (a table that
 * ends with NULL and outlives it).  Returns -1 with file and line in err when
 * it is wrong in itself (unknown component or option), and t->mistakes has
 * all that is; or when it cannot be read at all.  Free it in any case.
 */
int	template_read(struct template *t, const char *path,
	    const struct component *const *components, struct err *err);
void	template_free(struct template *t);

/* Where in the store a slot's value is. */
struct slot {
	int table;		/* index of the studio's statements, -1: none */
	int column;
};

/* 工作室, 汇总, 方案, 概况; 方案 is the same in every batch. */
#define STUDIO_TABLES 4
#define SCHEME_TABLE 2

/* A template's statements on one store, for one worker. */
struct binding {
	const struct template *template;
	struct store *store;		/* borrowed */
	sqlite3_stmt *studio[STUDIO_TABLES];
	sqlite3_stmt **stmts;		/* one a node, NULL without a query */
	struct slot *slots;
	size_t most_pages;		/* of a paper: the scheme's 页数上限 */
	struct mistakes mistakes;	/* in the arena */
	struct arena arena;
};

/*
 * Prepare all of a template's queries and look up its columns.  Returns -1
 * with file and line in err when something is wrong, and b->mistakes has all
 * that is.  Unbind in any case, before the store closes.
 */
int	template_bind(struct binding *b, const struct template *t,
	    struct store *store, struct err *err);
void	template_unbind(struct binding *b);

/*
 * The template's condition as a statement: the 编号 of each studio that gets
 * the paper, by bytes; where studio is not NULL, of this one if it does.  NULL
 * with file and line in err; to be finalized.
 */
sqlite3_stmt *template_studios(const struct template *t, struct store *store,
	    const char *studio, struct err *err);

/*
 * Read and bind a template; complain gets FILE:LINE: WHAT for each mistake, by
 * line.  For lint.
 */
void	template_check(const char *path,
	    const struct component *const *components, struct store *store,
	    void (*complain)(void *ctx, const char *text), void *ctx);

#endif
