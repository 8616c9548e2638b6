#ifndef PINGGU_DOCUMENT_DOCUMENT_H
#define PINGGU_DOCUMENT_DOCUMENT_H

#include "document/component.h"
#include "document/paper_names.h"
#include "document/template.h"

/*
 * A template filled in for one studio: the texts with their values, the
 * components with the rows of their queries.  Everything lives in the arena
 * given to document_build but what is borrowed from the template.
 */
enum value_kind { VALUE_NULL, VALUE_NUMBER, VALUE_TEXT };

struct value {
	enum value_kind kind;
	const char *text;	/* as printed; "" for NULL */
	double number;		/* NUMBER */
};

/* The text up to byte number upto (excluded) is set in role. */
struct span {
	size_t upto;
	enum font_role role;
};

struct rows {
	size_t ncols, nrows;
	/* No paper has room for all: between the first ones and the last tail
	   ones, which may be sums, more are not kept. */
	size_t more, tail;
	bool endless;		/* nobody has counted how many: no last ones */
	const char **names;	/* of the columns */
	struct value *cells;	/* row by row */
};

struct node {
	const struct template_node *from;
	const char *text;	/* of a heading, paragraph, note, item */
	const struct span *spans;
	struct rows rows;	/* of a component */
	const char **options;	/* values where they hold {{…}}, else NULL */
};

struct document {
	const char *page[PAGE_TEXTS];
	struct node *nodes;
	size_t nnodes;
	size_t most_pages;	/* of the paper */
};

/*
 * Returns -1 with file and line in err when a query fails.  What is more than
 * the paper's pages can hold is not kept: the rest of a query's rows is
 * counted, up to a million, that of a text cut off with “…”.
 */
int	document_build(struct document *d, struct arena *a,
	    const struct binding *b, const char *studio, struct err *err);

/* The value of the i-th option of the template's block. */
const char *node_option_at(const struct node *n, size_t i);
/*
 * An option's value, otherwise when it is not given, or when nothing came
 * where its {{…}} stood.
 */
const char *node_option(const struct node *n, const char *key,
	    const char *otherwise);
/* It as a number (a size of type: in pt); otherwise also when it is none. */
double	node_number(const struct node *n, const char *key, double otherwise);
/* Which of its row's words it is, likewise. */
size_t	node_word(const struct node *n, const char *key, size_t otherwise);
/* How many values its list has, 0 when it is not given. */
size_t	node_count(const struct node *n, const char *key);
/* The same for number i of the list; behind its end the last one holds. */
double	node_number_at(const struct node *n, const char *key, size_t i,
	    double otherwise);
size_t	node_word_at(const struct node *n, const char *key, size_t i,
	    size_t otherwise);
/* Whether the list has that value. */
bool	node_lists(const struct node *n, const char *key, const char *value);
/* The value of column col in row row. */
const struct value *node_value(const struct node *n, size_t row, size_t col);
/* Number of the column with that name, or -1. */
int	node_column(const struct node *n, const char *name);

/*
 * text_number in the arena.
 */
char	*number_text(struct arena *a, double v);
/* Digits behind the point; zeros added until there are n. */
size_t	number_decimals(const char *text);
const char *number_pad(struct arena *a, const char *text, size_t n);
/* 2024-03-01 as 2024年3月1日; anything else unchanged.  In the arena. */
const char *date_text(struct arena *a, const char *iso);
/*
 * A text with its dates written so, as all pages write them, and its months
 * where they stand in a list; but not in a longer number or a name, behind
 * 号, or where “2024-03-01” is quoted.
 */
const char *dates_text(struct arena *a, const char *text);

#endif
