#ifndef PINGGU_DOCUMENT_PAPER_NAMES_H
#define PINGGU_DOCUMENT_PAPER_NAMES_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/store.h"

/*
 * The names of the reports of a batch: 编号_名称.pdf, at most 200 bytes, what
 * no file name may hold replaced by _, and unique, letter case ignored: of
 * studios with the same name the first by 编号 keeps it, the next ones get
 * _2, _3, … before the extension.
 */
struct paper_name {
	const char *studio;	/* 编号 */
	const char *title;	/* 名称; "" when read from 文书 */
	const char *file;	/* 编号_名称.pdf */
};

struct paper_names {
	struct arena arena;
	struct paper_name *items;	/* by bytes of studio */
	size_t n;
};

int	paper_names_read(struct paper_names *names, struct store *store,
	    struct err *err);

/*
 * Those that a finished store says were printed (文书): only the studios that
 * got the paper, and file is the path below the result's folder.
 */
int	paper_names_printed(struct paper_names *names, struct store *store,
	    const char *paper, struct err *err);
void	paper_names_free(struct paper_names *names);

/* The file name of a studio's PDF, NULL when there is no such studio. */
const char *paper_names_find(const struct paper_names *names,
	    const char *studio);

#endif
