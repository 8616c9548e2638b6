#include "document/component.h"

#include <string.h>

const struct component *
component_find(const struct component *const *table, const char *name)
{
	for (; *table != NULL; table++)
		if (strcmp((*table)->name, name) == 0)
			return *table;
	return NULL;
}

const struct component_option *
component_find_option(const struct component *c, const char *key)
{
	for (const struct component_option *o = c->options; o->key != NULL;
	    o++)
		if (strcmp(o->key, key) == 0)
			return o;
	return NULL;
}

char *
component_names(struct arena *a, const struct component *const *table)
{
	char *s = arena_strdup(a, "");

	for (; *table != NULL; table++)
		s = arena_printf(a, "%s%s%s", s, *s == '\0' ? " " : "、",
		    (*table)->name);
	return s;
}

char *
component_keys(struct arena *a, const struct component *c)
{
	char *s = arena_strdup(a, "");

	for (const struct component_option *o = c->options; o->key != NULL;
	    o++)
		s = arena_printf(a, "%s%s%s", s, *s == '\0' ? "" : "、",
		    o->key);
	return s;
}
