#ifndef PINGGU_DOCUMENT_MISTAKES_H
#define PINGGU_DOCUMENT_MISTAKES_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * What is wrong in a file of a scheme's templates.  Reading and checking go
 * on behind a mistake, so that lint names all of them; what cannot do its work
 * with even one fails with the first.
 */
struct mistake {
	unsigned line;
	size_t found;		/* after so many others */
	const char *text;
};

struct mistakes {
	struct mistake *items;	/* in an arena */
	size_t n, cap;
};

/* text lives as long as the arena. */
void	mistakes_add(struct mistakes *m, struct arena *a, unsigned line,
	    const char *text);
/* All of them to complain, FILE:LINE: WHAT, by line. */
void	mistakes_tell(const struct mistakes *m, const char *path,
	    void (*complain)(void *ctx, const char *text), void *ctx);
/* 0 when there is none, else -1 with the first in err. */
int	mistakes_fail(const struct mistakes *m, const char *path,
	    struct err *err);

#endif
