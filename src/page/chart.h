#ifndef PINGGU_PAGE_CHART_H
#define PINGGU_PAGE_CHART_H

#include "page/layout.h"

/*
 * What bar and radar share.  Series tell apart in black and white: the
 * first is dark and solid, the second hollow or dashed.
 */
struct chart {
	struct layout *l;
	const struct node *n;
	size_t nseries;		/* columns behind the label, at most 2 */
	size_t nrows;		/* that are drawn, set by chart_init to all */
	double max;		/* of the axis */
	const char *unit;	/* behind the values */
	size_t decimals;	/* of all values, for they are set alike */
};

#define SERIES		2
#define GREY(v)		((struct color){ v, v, v })

/* Read 上限 and 单位; without 上限 max is round and holds all values. */
void	chart_init(struct chart *c, struct layout *l, const struct node *n);

/* The value of a series in a row, and whether there is one. */
bool	chart_value(const struct chart *c, size_t row, size_t series,
	    double *out);
/* As it is printed, with the unit; — where there is none; not too wide. */
const char *chart_text(const struct chart *c, size_t row, size_t series);

/* The label of a row in lines of that width, at most LABEL_LINES. */
#define LABEL_LINES	6
struct paragraph chart_label(const struct chart *c, size_t row, double width);

/* What the legend calls a series: 图例, else the column's name. */
const char *chart_series(const struct chart *c, size_t series);

struct item *chart_rect(const struct chart *c, double x, double y,
	    double x2, double y2, struct color fill, double width);

/* A thin dashed grey line. */
void	chart_grid(const struct chart *c, double x, double y, double x2,
	    double y2);

#endif
