#ifndef PINGGU_INTAKE_BATCH_H
#define PINGGU_INTAKE_BATCH_H

#include <stdbool.h>
#include <stddef.h>

/* What is in a batch: whose it is, which files are read, which are not. */

struct file_name;
struct form;
struct intake;
struct tree_node;

struct source {			/* a file, or a sheet, that holds a table */
	struct tree_node *node;	/* the file */
	const char *shown;	/* relative to the batch */
	const char *sheet;	/* of a workbook; NULL: the file is a text */
	const struct form *form;	/* NULL: each sheet says what it is */
	const char *part;	/* behind the "-" of its name, "" when none */
	bool folded;		/* its name is not just the table's */
	bool alias;		/* but another name of it */
	bool copy;		/* and says that it is a copy of another file */
	size_t number;		/* in the order of reading (prefetch.c) */
	const char *sha256;	/* of its bytes, while its studio is read */
};

struct folder {			/* what one studio handed in */
	const char *name;	/* 编号 when the school gave none */
	const char *shown;	/* relative to the batch, "" for the batch */
	struct tree_node *home;	/* where its identity lies, or it would */
	struct tree_node *top;	/* the topmost folder with nothing but its */
	struct tree_node *book;	/* the workbook that is all of it, or NULL */
	const char *owner;	/* its files are 班01-基本信息.csv …, or NULL */
	struct tree_node *sign;	/* the first of those */
	struct tree_node *extra;	/* a folder without identity that is its */
	struct source *sources;	/* in the order of reading */
	size_t nsources, sources_cap;
	bool *several;		/* a form: more than one folder has it; or NULL */
	bool has_entries;	/* anything at all, hidden files apart */
	bool assessed;		/* its identity is in the store */
	bool refused;		/* its 编号 is another folder's */
	bool superseded;	/* by a later submission of the same studio */
	bool same;		/* as that, byte for byte */
	bool passed_over;	/* nothing of it is read */
	const struct folder *twin;	/* the one of the same 编号 that counts */
	bool joined;		/* no identity: it is another one's extra */
	bool compares;		/* a table may have come twice */
	bool kept;		/* its identity was loaded */
	const char *code;	/* 工作室 of its findings */
	const char *key;	/* 工作室 of its rows; NULL: checked only */
	const char *title;	/* 名称, or NULL */
	struct tree_node *identity;	/* the file that says who it is */
	const char *sha256;	/* of that */
	long round;		/* of the form that was filled in, 0: unknown */
	size_t order;
};

struct batch {
	struct folder *folders;	/* in the order of their paths */
	size_t nfolders, folders_cap;
	struct folder root;	/* the tables with a column 工作室 */
	struct tree_node *tree;
	const struct folder **codes;	/* who is assessed, by code */
	size_t ncodes, codes_cap;
	const char **in_root;	/* codes of the root's table of studios */
	const char **by_code;	/* the same, sorted */
	size_t nin_root, in_root_cap;
};

bool	source_is_identity(const struct source *src);
/* 表-1.txt: a part of the table 表, or a text that belongs to a row. */
bool	source_may_be_attachment(const struct source *src);

/* ---- discover.c, sources.c, batch.c, unread.c --------------------------------- */

/* Fill b from the tree: who handed in, what is of all. */
int	batch_discover(struct intake *in, const char *path, struct batch *b);

/* sources.c: the files that a studio's tables are read from, fo->sources. */
void	sources_find(struct intake *in, struct folder *fo);
/* The table that the file's own name means among the studio's, if any. */
bool	source_name(struct intake *in, const struct folder *fo,
	    const struct tree_node *n, bool root, struct file_name *name);
/* Whether one of the studio's files gives this table, by the names. */
bool	sources_give(struct intake *in, const struct folder *fo,
	    const struct form *f);
/*
 * nameless.c: whether it is a text whose name means nothing; and the only one
 * of the lacking tables (NULL: of all) whose heading it has, or NULL.  root:
 * it must have a column 工作室.
 */
bool	nameless_is(const struct tree_node *n);
const struct form *nameless_form(struct intake *in, const struct tree_node *n,
	    const bool *lacks, bool root);
/*
 * Whether its sheet of that name (NULL: its first) has a heading of the form,
 * with 编号, and below it more than one: an alias of 工作室 may be one
 * studio's or a table of all.
 */
bool	nameless_lists(struct intake *in, const struct tree_node *n,
	    const struct form *f, const char *name);
/* Those of the root, and of folders above the studios. */
void	sources_find_root(struct intake *in, struct batch *b);

/* The folder of an assessed studio; NULL when it has none. */
const struct folder *batch_folder(const struct batch *b, const char *code);
/* Whether the root's table of studios has this code. */
bool	batch_in_root(const struct batch *b, const char *code);
/*
 * Once it is known who is assessed: let batch_folder, batch_in_root and
 * identity_known find them.
 */
void	batch_index(struct intake *in, struct batch *b);

/* unread.c: say of every file that was not read that it was not. */
void	unread_tell(struct intake *in, struct batch *b);

/* ---- whose it is (who.c, studio_name.c) ---------------------------------------- */

/* who.c: read who is there, and decide who is assessed; tells nothing. */
void	identity_find(struct intake *in, struct batch *b);
/* The normal form of a 编号, in in->run, or NULL. */
const char *identity_code(struct intake *in, const struct form *f,
	    const char *raw);
/* Whether there is an assessed studio of this code. */
bool	identity_known(struct intake *in, const char *code);

/*
 * studio_name.c, once all identities are loaded: the 编号 of the only studio
 * that text, read as a key and no 编号, may mean: its 名称, or its number
 * without leading zeros.  *rule says how; the text in the arena cells.  NULL:
 * there is none, or more than one.
 */
const char *studio_meant(struct intake *in, const char *text,
	    const char **rule);

#endif
