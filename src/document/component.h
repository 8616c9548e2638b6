#ifndef PINGGU_DOCUMENT_COMPONENT_H
#define PINGGU_DOCUMENT_COMPONENT_H

#include "document/option.h"
#include "document/template.h"

struct node;
struct layout;			/* where a component draws itself */

/*
 * What a fenced block of a template can be, and what others ask of it.  A new
 * one is a file page/<name>.c and a row in components[] (page/components.c).
 */
struct component {
	const char *name;		/* the info string */
	const struct component_option *options;	/* ends with a NULL key */
	int min_columns;		/* of its query; 0: needs none */
	enum font_role role;		/* of the words in its query */
	bool closes;			/* signatures: end what stands above */
	bool prints_names;		/* of its query's columns, in 黑 */
	bool prints_rubric;		/* the scheme's points, rules, clauses */
	/* Whether it is small words on what stands above; NULL: never. */
	bool (*is_note)(const struct node *n);
	void (*layout)(struct layout *l, const struct node *n);
	/* Height in pt where it stands in one piece; NULL: may be broken. */
	double (*height)(struct layout *l, const struct node *n);
	/*
	 * What is wrong with the options beyond what their rows say, given
	 * the query's columns, and on which line; NULL: nothing.  May itself
	 * be NULL.
	 */
	const char *(*check)(struct arena *a, const struct template_node *n,
	    const char *const *names, size_t nnames, unsigned *line);
};

/* The one of that name in a table of components, or NULL. */
const struct component *component_find(const struct component *const *table,
	    const char *name);
/* The row of an option, NULL when the component has none of that name. */
const struct component_option *component_find_option(
	    const struct component *c, const char *key);
/* The names, joined by 、; in the arena. */
char	*component_names(struct arena *a, const struct component *const *table);
/* The keys of its options, likewise. */
char	*component_keys(struct arena *a, const struct component *c);

#endif
