#ifndef PINGGU_INTAKE_PRIVATE_H
#define PINGGU_INTAKE_PRIVATE_H

#include "base/date.h"
#include "cell/cell.h"
#include "intake/intake.h"
#include "intake/table.h"
#include "intake/tree.h"
#include "sheet/sheet.h"
#include "store/store.h"

#define NO_COLUMN SIZE_MAX

/* ---- what is in a batch (tree.h, discover.c, sources.c) ----------------------- */

struct source {			/* a file, or a sheet, that holds a table */
	struct tree_node *node;	/* the file */
	const char *shown;	/* relative to the batch */
	const char *sheet;	/* of a workbook; NULL: the file is a text */
	const struct form *form;	/* NULL: each sheet says what it is */
	const char *part;	/* behind the "-" of its name, "" when none */
	bool folded;		/* its name is not just the table's */
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

/* ---- the run ---------------------------------------------------------------- */

struct form_table {			/* a form and the statements that fill it */
	const struct form *form;
	const char **folds;	/* header_fold of each field's name */
	sqlite3_stmt *insert;
	sqlite3_stmt **choices;	/* a field; NULL unless 多选 */
	bool in_root;		/* the batch's root has a file of it */
	bool in_folder;		/* the studio that is read has one */
	bool suspected;		/* some studio may have repeated a row */
};

struct seen {			/* a set of hashes */
	uint64_t *slots;	/* 0: free */
	size_t n, cap;
};

struct intake {
	const struct scheme *scheme;
	struct store *store;
	const struct intake_options *options;
	struct batch *batch;	/* once discovered */
	struct prefetch *prefetch;	/* reads files; NULL: nobody does */
	struct tree_reader reader;	/* of this thread */
	struct form_name *names;	/* of files, see file_name.c */
	struct given *given;	/* what the studio gave so far, see load.c */
	size_t ngiven, given_cap;
	bool mute;		/* nothing is told or kept */
	struct arena run;	/* the whole batch */
	struct arena studio;	/* one studio */
	struct arena file;	/* one file */
	struct arena each;	/* one table of it */
	struct arena cells;	/* one record, and what is told of it */
	struct form_table *tables;	/* one a form, in the scheme's order */
	sqlite3_stmt *source, *change, *position, *suspect, *form_file,
	    *unused, *source_layout;
	void *layouts;		/* layout_log.c: those known */
	int64_t nlayouts;
	struct buf places;	/* of the source that is being read */
	sqlite3_stmt *meant;	/* studio_name.c; NULL until asked */
	struct seen seen;	/* rows, keys and values loaded so far */
	int64_t order;		/* _序 of the row loaded last */
	size_t done, total;	/* files */
	bool has_attachments;		/* some form has a field of the type 文件 */
	struct err *err;
	bool failed;		/* err says why; sticks */
};

static inline struct form_table *
form_table_of(const struct intake *in, const struct form *f)
{
	return &in->tables[f - in->scheme->forms];
}

/* ---- telling (log.c): a failure of the store sticks in in->failed -------- */

void	log_finding(struct intake *in, enum finding_code code,
	    const struct finding *f);
/*
 * Whether something could not be read because the system has no more files or
 * memory to give: a failure then, and no finding about who handed it in.
 */
bool	log_shortage(struct intake *in, const struct err *why);
/* What a finding may show of a value: masked if personal, not too long. */
const char *log_value(struct intake *in, const struct field *field,
	    const char *value);
/* The same for a value of no known field: it may be any of the form's. */
const char *log_stray(struct intake *in, const struct form *f,
	    const char *value);
/*
 * The file, or the sheet of a workbook (NULL: a text), belongs to this form;
 * what was said of it first holds.
 */
void	log_form(struct intake *in, const char *file, const char *sheet,
	    const struct form *f);
bool	log_hides(const struct intake *in, const struct field *field);
void	log_source(struct intake *in, const struct source *src,
	    const struct sheet *sheet, const char *studio);
void	log_change(struct intake *in, const struct finding *at,
	    const struct field *field, const char *before, const char *after,
	    const char *rule);
/*
 * layout_log.c: the field stands in that column and, in a vertical form, line
 * and row of the source that is being read; log_layout: all were said.
 */
void	log_position(struct intake *in, const char *field, size_t column,
	    size_t line, size_t row);
void	log_layout(struct intake *in, const struct source *src);
void	log_layouts_free(struct intake *in);
/* Step a statement that returns no rows and make it ready again. */
void	intake_step(struct intake *in, sqlite3_stmt *stmt);

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
bool	nameless_is(struct intake *in, const struct tree_node *n);
const struct form *nameless_form(struct intake *in, const struct tree_node *n,
	    const bool *lacks, bool root);
/* Those of the root, and of folders above the studios. */
void	sources_find_root(struct intake *in, struct batch *b);

/* The folder of an assessed studio; NULL when it has none. */
const struct folder *batch_folder(const struct batch *b, const char *code);
/* Whether the root's table of studios has this code. */
bool	batch_in_root(const struct batch *b, const char *code);
/* Once it is known who is assessed: let these three find them. */
void	batch_index(struct intake *in, struct batch *b);

/* unread.c: say of every file that was not read that it was not. */
void	unread_tell(struct intake *in, struct batch *b);

/* ---- reading ahead (prefetch.c) ------------------------------------------ */

/* A file as it was read. */
struct reading {
	struct sheets file;
	enum sheet_status status;
	bool unreadable;	/* why says it */
	struct err why;
};

/*
 * Let a thread read the files, which the list gives in the order in which
 * they will be asked for.  NULL when there is to be none.
 */
struct prefetch *prefetch_start(struct intake *in, struct source *const *list,
	    size_t n);
/*
 * The file as node_sheets gives it; valid until the next call.  A file that
 * was passed over or asked for already is not to be had: NULL.
 */
const struct reading *prefetch_take(struct prefetch *h,
	    const struct source *src);
void	prefetch_stop(struct prefetch *h);

/* ---- rows (row.c, tables.c, key_value.c, identity.c) --------------------- */

struct row {			/* one record, typed; in the arena cells */
	struct cell *cells;	/* one a field of the form */
	const char *file, *sheet;	/* of its source */
	size_t line, row;	/* where the record starts */
};

struct row *row_new(struct intake *in, const struct source *src,
	    const struct sheet_record *r);

/*
 * Type the record's cell in the column that at names into its place in row,
 * record how it was changed and tell what is odd.  orders: of the heading.
 */
void	row_cell(struct intake *in, struct row *row, const struct form *f,
	    const struct field *field, const struct sheet_record *r,
	    unsigned orders, const struct finding *at);

/* How the sheet's reader, or table_find, mended the cell; NULL: it did not. */
const struct sheet_mend *row_mend(const struct sheet_record *r,
	    size_t column);
/* Mend a cell of the record: its text is value from now on. */
void	row_put(struct arena *a, struct sheet_record *r, size_t column,
	    const char *value, unsigned char kind, const char *rule);

/* Note a cell that was read otherwise than it is written: in 规范化. */
void	row_note(struct intake *in, const struct field *field,
	    const struct sheet_record *r, const struct cell *c,
	    const struct finding *at);

/* A telephone number beside a name in the cell goes nowhere, unless asked for. */
void	row_mask(struct intake *in, const struct field *field, struct cell *c);

/* Texts that rows of other tables are matched by. */
bool	row_is_key(const struct form *f, const struct field *field);

/*
 * Type record i of a table.  NULL when it is no data, or (told) when its cells
 * are not under their headings.
 */
struct row *row_read(struct intake *in, const struct source *src,
	    const struct sheet *s, const struct table *t, size_t i,
	    const char *studio);

/*
 * attachment.c: read the texts that the row's fields of the type 文件 name and count their
 * characters; tells what is wrong with them.
 */
void	row_attachments(struct intake *in, const struct source *src,
	    struct row *row, const char *studio);

/* insert.c: put the row into its table (key: its 工作室) and forget it. */
void	row_insert(struct intake *in, const struct form *f, const char *key,
	    const struct row *row);
/* The same for a row of a folder's: it only counts when that is not assessed. */
void	row_keep(struct intake *in, const struct folder *fo,
	    const struct form *f, const struct row *row);

/*
 * source.c: read a file.  False (told) when there is nothing in it to use, or
 * when the run must end.
 */
bool	source_open(struct intake *in, const struct folder *fo,
	    const struct source *src, struct sheets *file);
/* Record the provenance of a file; of one grid, and tell what is odd in it. */
void	source_record_file(struct intake *in, const struct folder *fo,
	    const struct source *src, const struct sheets *file);
void	source_record(struct intake *in, const struct folder *fo,
	    const struct source *src, const struct sheet *s);

/* load.c: all files of a studio; of all studios. */
void	load_folder(struct intake *in, struct folder *fo);
void	load_root(struct intake *in, struct folder *root);
/*
 * workbook.c: whether a sheet has nothing to say: it is empty, or there for
 * whoever fills in the form.
 */
bool	workbook_is_silent(const struct sheet *s);
/*
 * What the sheets of a workbook are, one source each; the form is NULL where a
 * sheet is no table.  In the arena studio.
 */
struct source *workbook_sources(struct intake *in, const struct folder *fo,
	    const struct source *file, const struct sheets *s, bool root);
/* The identity's sheet of a file, with src filled; NULL: there is none. */
const struct sheet *workbook_identity(struct intake *in,
	    const struct folder *fo, const struct source *file,
	    const struct sheets *s, bool root, struct source *src);

/*
 * given.c: whether the table is to be read; remembers that it was given, and
 * tells of a second one.
 */
bool	given_first(struct intake *in, const struct folder *fo,
	    const struct source *src, const struct sheet *s);

/* tables.c: the rows of a table; of one with a column 工作室. */
void	table_load(struct intake *in, const struct folder *fo,
	    const struct source *src, const struct sheet *s);
void	table_load_root(struct intake *in, const struct folder *root,
	    const struct source *src, const struct sheet *s);

#define KEY_VALUE_PAIRS 8

/*
 * Where labels and contents of a vertical form stand.  It may be printed in
 * halves side by side, so there may be several pairs of columns; none when it
 * was laid out as a table.
 */
struct key_value {
	struct sheet_record *records;	/* the sheet's, labels parted from
					   contents */
	size_t first;		/* first record that is no title */
	struct {
		size_t label, content;
		size_t shown;	/* column of the label as it is in the file */
	} pairs[KEY_VALUE_PAIRS];
	size_t npairs;
};

void	key_value_find(struct intake *in, const struct source *src,
	    const struct sheet *s, struct key_value *l);
/*
 * The one row of a vertical form; NULL (told) when there is none to read.
 * key_value_peek only looks for one field's text, "" when it is not there.
 */
struct row *key_value_read(struct intake *in, const struct folder *fo,
	    const struct source *src, const struct sheet *s,
	    const struct key_value *l);
const char *key_value_peek(struct intake *in, const struct source *src,
	    const struct sheet *s, const struct key_value *l,
	    const char *field);

/* who.c: read who is there, and decide who is assessed; tells nothing. */
void	identity_find(struct intake *in, struct batch *b);
/* The normal form of a 编号, in in->run, or NULL. */
const char *identity_code(struct intake *in, const struct form *f,
	    const char *raw);
/* Load an identity; a second one is told. */
void	identity_load(struct intake *in, struct folder *fo,
	    const struct source *src, const struct sheet *s);
void	identity_load_root(struct intake *in, const struct folder *root,
	    const struct source *src, const struct sheet *s);
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

/* ---- afterwards (repeats.c, characters.c) ------------------------------------ */

/*
 * Judging a whole batch by SQL costs more than reading it, and nearly all
 * rows are different.  So each row loaded leaves hashes of what must not
 * repeat; who leaves one twice is suspected, and only those are judged.
 */
void	repeats_seen(struct intake *in, const struct form *f,
	    const char *key, const struct row *row);
/* No row to come belongs to a studio there was. */
void	repeats_forget(struct intake *in);

/* Rows given twice: told; equal ones and those whose key is taken go. */
void	repeats_remove(struct intake *in);

/* Characters that get lost, in all fields whose words are the schools' own. */
int	characters_check(const struct scheme *s, struct store *store,
	    const struct intake_options *options, struct err *err);

#endif
