#ifndef PINGGU_INTAKE_LOAD_H
#define PINGGU_INTAKE_LOAD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The files of a studio, one after the other: source.c reads one, load.c and
 * workbook.c say what its grids are, the others read those.
 */

struct folder;
struct form;
struct intake;
struct row;
struct sheet;
struct sheet_record;
struct sheets;
struct source;

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

/* ---- vertical forms (key_value.c, identity.c) ---------------------------------- */

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
/* The one row of a vertical form; NULL (told) when there is none to read. */
struct row *key_value_read(struct intake *in, const struct folder *fo,
	    const struct source *src, const struct sheet *s,
	    const struct key_value *l);

/* Load an identity; a second one is told. */
void	identity_load(struct intake *in, struct folder *fo,
	    const struct source *src, const struct sheet *s);
void	identity_load_root(struct intake *in, const struct folder *root,
	    const struct source *src, const struct sheet *s);

#endif
