#ifndef PINGGU_REPORT_COMPONENT_H
#define PINGGU_REPORT_COMPONENT_H

#include "report/document.h"
#include "report/layout.h"

/*
 * What a fenced block of a template can be.  A new one is a file
 * component_<name>.c and a row in components[].
 */
struct component {
	const char *name;		/* the info string */
	const char *const *options;	/* keys allowed, NULL-terminated */
	int min_columns;		/* of its query; 0: needs none */
	void (*layout)(struct layout *l, const struct node *n);
	/* Height in pt where it stands in one piece; NULL: may be broken. */
	double (*height)(struct layout *l, const struct node *n);
	/*
	 * What is wrong with the options, given the query's columns, and on
	 * which line; NULL: nothing.  May itself be NULL.
	 */
	const char *(*check)(struct arena *a, const struct template_node *n,
	    const char *const *names, size_t nnames, unsigned *line);
};

extern const struct component components[];	/* ends with name NULL */

const struct component *component_find(const char *name);
bool	component_has_option(const struct component *c, const char *key);
/* The names, joined by 、; in the arena. */
char	*component_names(struct arena *a);

void	table_layout(struct layout *l, const struct node *n);
void	form_layout(struct layout *l, const struct node *n);
const char *form_check(struct arena *a, const struct template_node *n,
	    const char *const *names, size_t nnames, unsigned *line);
void	text_layout(struct layout *l, const struct node *n);
double	text_height(struct layout *l, const struct node *n);
void	bar_layout(struct layout *l, const struct node *n);
void	radar_layout(struct layout *l, const struct node *n);
void	sign_layout(struct layout *l, const struct node *n);
double	sign_height(struct layout *l, const struct node *n);
void	cover_layout(struct layout *l, const struct node *n);
void	page_break_layout(struct layout *l, const struct node *n);

/* The keys a block of the kind may hold, NULL-terminated. */
extern const char *const table_options[], *const form_options[],
	*const text_options[], *const bar_options[], *const radar_options[],
	*const sign_options[], *const cover_options[];

#endif
