#ifndef PINGGU_SCHEME_INVENT_H
#define PINGGU_SCHEME_INVENT_H

#include <stdint.h>

#include "base/date.h"
#include "scheme/private.h"

/*
 * What invented studios are made of.  The numbers and days that the scheme's
 * own SQL and tables name are where it decides: most values are near them.
 */
struct inventor {
	const struct scheme *scheme;
	struct arena arena;
	uint64_t state;			/* of the chances */
	const uint64_t *genes;		/* this studio's, scheme_genes of them */
	long *numbers;		size_t nnumbers, numbers_cap;
	struct date *days;	size_t ndays, days_cap;
	bool full;			/* this studio leaves nothing empty */
	double level;			/* 0 … 1: how good it is */
	size_t studio, row;		/* from 0 */
};

#define INVENTED_TEXT	"试算.txt"	/* what fields of the type 文件 name */

/*
 * Let the chances from here on follow from one gene and the row alone: 0 is
 * the studio's level, then come each form's rows and its fields.
 */
void	invent_seed(struct inventor *v, size_t gene);
size_t	invent_gene(const struct inventor *v, const struct form *f);

/* A number below n, which is not 0. */
size_t	invent_below(struct inventor *v, size_t n);
/* True in so many of 100 times. */
bool	invent_chance(struct inventor *v, size_t percent);

/* Collect numbers and days from the scheme. */
void	invent_prepare(struct inventor *v, const struct scheme *s);

/* A cell of the field for the row, "" when it is left empty. */
const char *invent_cell(struct inventor *v, const struct form *f,
	    const struct field *d);
/* How many rows a table can have before its key comes again. */
size_t	invent_rows(struct inventor *v, const struct form *f);

#endif
