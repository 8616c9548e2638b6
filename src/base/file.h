#ifndef PINGGU_BASE_FILE_H
#define PINGGU_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/* Files and folders.  Paths are bytes, "/" between the parts. */

/* "dir/name"; just name when dir is "" or ".".  In the arena. */
char	*path_join(struct arena *a, const char *dir, const char *name);
/* What stands behind the last "/" (the whole path when there is none). */
const char *path_base(const char *path);
/* What stands before that, with the "/", in the arena; "." when nothing does. */
char	*path_folder(struct arena *a, const char *path);
/*
 * Whether there is such a folder (links are followed), or anything of that
 * name.  True also where the system cannot say, which err_refused then knows:
 * who opens it hears why, and nothing that is there passes for missing.
 */
bool	 path_is_dir(const char *path);
bool	 path_exists(const char *path);

/* What a folder entry is, by lstat: a link is FILE_LINK whatever it names. */
enum file_kind { FILE_REGULAR, FILE_DIR, FILE_LINK, FILE_OTHER };

struct dir_entry {
	const char *name;
	enum file_kind kind;
};

/* Returns -1 when there is nothing of that name, or err_refused knows why. */
int	 path_kind(const char *path, enum file_kind *kind);

/*
 * The entries of a folder but . and .., sorted by bytes, in the arena.
 * Returns -1 when the folder cannot be read.
 */
int	 dir_list(struct arena *a, const char *path, struct dir_entry **entries,
	    size_t *n, struct err *err);

/* Make the folder; fine when it is there already. */
int	 dir_make(const char *path, struct err *err);
/*
 * Remove a folder with all that is in it, or a file; links are removed, not
 * followed.  Fine when it is not there.  Asks for no memory.
 */
int	 dir_remove(const char *path, struct err *err);
/*
 * From here on this folder (NULL: none) is removed likewise when memory runs
 * out, as well as other threads that are at work in it let it be.
 */
void	 dir_remove_if_exhausted(const char *path);

/*
 * The whole file in the arena, NUL behind it.  Returns -1 when it cannot be
 * read or is no regular file, or is larger than limit bytes (*too_large is set
 * then, and *len is its size); err says why.  too_large may be NULL.
 */
int	 file_read(struct arena *a, const char *path, size_t limit, char **data,
	    size_t *len, bool *too_large, struct err *err);

/*
 * A file that is written whole or not at all: out_open makes "path.part"
 * (OUT_PART),
 * out_commit flushes, checks, closes and renames it to path.  out_discard
 * removes it; after out_commit it does nothing, so it can end every
 * function.  Write errors stick: out_write may go unchecked, out_commit
 * tells.  It also fails where the system refused anything before
 * (err_refused): the file may be made of less than there is.
 */
#define OUT_PART ".part"
struct out {
	char	*path;		/* final name, owned */
	char	*part;		/* name while it is written, owned */
	int	 fd;		/* -1 when closed */
	int	 error;		/* first errno, 0 while all is well */
	struct buf pending;	/* not yet handed to write(2) */
};

int	 out_open(struct out *o, const char *path, struct err *err);
void	 out_write(struct out *o, const void *bytes, size_t len);
int	 out_commit(struct out *o, struct err *err);
void	 out_discard(struct out *o);

#endif
