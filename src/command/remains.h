#ifndef PINGGU_COMMAND_REMAINS_H
#define PINGGU_COMMAND_REMAINS_H

#include <stdbool.h>

#include "command/command.h"

/*
 * What lies beside a result folder OUT, and what is ours in it.  OUT.part is
 * being written; it is locked.  OUT.old is kept for the user.  OUT.删除中 is an
 * earlier result on its way out, and locked while somebody is at it: what a
 * run that was killed leaves there the next one takes away.
 */
#define REMAINS_PART	".part"
#define REMAINS_KEPT	".old"
#define REMAINS_DOOMED	".删除中"

/*
 * What the folder holds that no run of ours put there, in *found (in the
 * arena); NULL when it is an earlier result and nothing else or, with begun,
 * what a run that was cut off can have left.  -1: it cannot be read.
 */
int	remains_find_foreign(struct arena *a, const char *folder, bool begun,
	    const char **found, struct err *err);

/*
 * A name beside OUT that is not taken: OUT.old, OUT.old.2, …; where the system
 * cannot say, to rename to it will fail.  In the arena.
 */
char	*remains_free_name(const struct result_folder *out, const char *end);

/*
 * Open and lock the folder: *fd, the caller's to close, -1 where it cannot be
 * opened (errno says why).  False: another run has it locked.
 */
bool	remains_lock(const char *path, int *fd);

/* Keep a folder with something foreign in it as OUT.old, and say so. */
int	remains_keep(const struct result_folder *out, const char *folder,
	    const char *foreign, struct err *err);

/* Remove a result; that which tells what is ours in it goes last. */
int	remains_remove(const struct result_folder *out, const char *folder,
	    struct err *err);

/*
 * Take away the earlier results that runs which were killed have left beside
 * OUT; trouble is said and is no failure.
 */
void	remains_clear(const struct result_folder *out);

#endif
