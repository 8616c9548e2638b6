#ifndef PINGGU_INTAKE_TREE_H
#define PINGGU_INTAKE_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "sheet/sheet.h"

struct form;
struct intake;

/*
 * What was handed in, as a tree: folders and files of the disk, and .zip
 * archives, which count as the folder they hold.  No content is kept; it is
 * read when its turn comes.
 */
#define TREE_DEPTH 4	/* folders between the batch and a studio's files */

enum node_kind {
	NODE_FOLDER,
	NODE_ARCHIVE,		/* a .zip: a folder too */
	NODE_FILE,
	NODE_LINK,
	NODE_OTHER		/* a device, a pipe */
};

enum node_role {
	ROLE_NONE,
	ROLE_TABLE,		/* named as a table, or with such a sheet */
	ROLE_IDENTITY,		/* 基本信息 */
	ROLE_SUBMISSION		/* a workbook with a sheet of that name */
};

struct tree_node {
	const char *name;	/* UTF-8; the batch's is "" */
	const char *raw;	/* on the disk, where it is another */
	struct tree_node *parent;	/* NULL: the batch */
	struct tree_node **children;	/* of a folder, by name */
	size_t nchildren, children_cap;
	const char *refused;	/* an archive that is not opened: why */
	const struct tree_node *copy_of;	/* the file that it is a copy of */
	const struct tree_node *archive;	/* it lies in, or NULL */
	size_t entry;		/* its number there */
	size_t size;		/* what that says of its bytes */
	struct tree_book *book;	/* of a workbook; see node_book */
	enum sheet_status status;	/* of an archive, of a workbook's names */
	const char *owner;	/* X of X-基本信息, of X-成员; or NULL */
	const struct form *like;	/* a text of no table's name: its heading's */
	size_t nidentities;	/* files with an identity, in it and below */
	size_t ntables;		/* files named as a table, the same */
	unsigned char role;	/* enum node_role, of a file */
	unsigned char kind;	/* enum node_kind */
	unsigned char depth;	/* of the batch 0 */
	bool garbled;		/* its name is no text */
	bool listed;		/* a folder whose children are known */
	bool peeked;		/* node_book was asked */
	bool used;		/* it was read, or told of */
	bool inside;		/* an archive in an archive */
	bool passed;		/* a folder above the studios */
	bool several;		/* a table that more than one folder has */
	bool taken;		/* some studio's tables are read from it */
};

/* The names of a workbook's sheets. */
struct tree_book {
	size_t nsheets;
	struct tree_sheet {
		const char *name;
		bool hidden;
	} *sheets;
};

/* Who reads: the archive opened last stays open.  One thread each. */
struct tree_reader {
	const char *batch;	/* the path */
	struct arena arena;	/* the archive's path */
	struct archive *z;
	const struct tree_node *of;
};

/*
 * The tree below path, in in->run: a folder, or a single file, which is then
 * the only one in a folder.  -1 when something cannot be read.
 */
int	tree_read(struct intake *in, const char *path, struct tree_node **root);

bool	node_is_folder(const struct tree_node *n);
/* discover.c: 评审, where the experts' tables lie. */
bool	node_is_expert_folder(const struct tree_node *n);
/* Where it is: on the disk (NULL in an archive), and below the batch. */
char	*node_path(struct arena *a, const char *batch, const struct tree_node *n);
char	*node_shown(struct arena *a, const struct tree_node *n);
/*
 * What lies at a path (with / between) below a folder, or the link on the way
 * there, which is not followed; NULL: there is nothing.
 */
struct tree_node *node_find(struct intake *in, struct tree_node *folder,
	    const char *path);
/* It was used, and so were the folders that it lies in. */
void	node_use(struct tree_node *n);

/*
 * The sheets' names when it is a file with more than one table or a name for
 * its only one, else NULL: then it is read as what its own name says.
 */
const struct tree_book *node_book(struct intake *in, struct tree_node *n);

/*
 * Its bytes, in the arena, at most SHEET_MAX_BYTES, or why not in *status; -1
 * when the system does not let it be read from the disk: see log_refusal.
 */
int	node_bytes(struct tree_reader *r, const struct tree_node *n, struct arena *a,
	    char **data, size_t *len, enum sheet_status *status,
	    struct err *err);
/* The same, read as sheets. */
int	node_sheets(struct tree_reader *r, const struct tree_node *n, struct arena *a,
	    struct sheets *file, enum sheet_status *status, struct err *err);
void	reader_close(struct tree_reader *r);

/* archive_tree.c: what a .zip holds, as children of its node. */
void	archive_list(struct intake *in, struct tree_node *n);
/* A child; its name is in in->run. */
struct tree_node *node_add(struct intake *in, struct tree_node *folder,
	    const char *name, enum node_kind kind);
/* Put the children in the order of their names. */
void	node_sort(struct tree_node *folder);
/* A name of bytes as text; *garbled: it is none.  In the arena. */
const char *node_name(struct arena *a, const char *raw, bool *garbled);
/* Hidden files, and what file managers and packers leave behind. */
bool	node_is_litter(const char *name);

/*
 * survey.c: the role, owner and original of every file below the folder, and
 * how many identities and tables there are.
 */
void	survey(struct intake *in, struct tree_node *folder);

/* ---- file names (file_type.c, file_name.c) ------------------------------------------------ */

/* What the extension promises. */
enum file_type {
	FILE_TEXT,		/* .csv, .txt, .tsv */
	FILE_BOOK,		/* a workbook, a page */
	FILE_ZIP,
	FILE_PACKED,		/* .rar, .7z … */
	FILE_DOCUMENT,		/* .doc, .pdf … */
	FILE_UNKNOWN
};

/* The type by the name; the name without an extension of these, in the arena. */
enum file_type file_type(const char *name);
const char *file_stem(struct arena *a, const char *name);

/* The number of the studio that a file's name begins with: 班01_填报.xlsx. */
char	*file_name_number(struct arena *a, const char *name);

struct file_name {
	const struct form *form;	/* NULL: no table's */
	const char *part;	/* behind the "-": 甲 of 评审-甲; or "" */
	const char *owner;	/* before it: 班01 of 班01-成员; or NULL */
	bool folded;		/* it is not the table's own name, */
	bool alias;		/* nor is this: another name of it */
	const char *several;	/* the tables that it may mean, or NULL */
};

/*
 * The table whose file or sheet has this name (without extension).  root: it
 * lies above the studios, where the table of them is 工作室, and not 基本信息.
 * number, title: the studio's, which may stand in the name; or NULL.  All in
 * the arena.
 */
void	file_name_read(struct intake *in, struct arena *a, const char *stem,
	    bool root, const char *number, const char *title,
	    struct file_name *out);
/* Prepare the forms' names for that. */
void	file_name_prepare(struct intake *in);
/* The name without 副本, (2), 旧 at its end; NULL when there is no such mark. */
char	*file_name_original(struct arena *a, const char *stem);

#endif
