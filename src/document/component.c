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

bool
component_has_option(const struct component *c, const char *key)
{
	for (size_t i = 0; c->options[i] != NULL; i++)
		if (strcmp(c->options[i], key) == 0)
			return true;
	return false;
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
