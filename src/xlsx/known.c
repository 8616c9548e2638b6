#include "xlsx/private.h"

#include <string.h>

/* What is known of a sheet's columns without its rows: for lint. */

/* 值 at the end of a path, 甲/值. */
static bool
ends_path(const char *path, const char *name)
{
	const size_t len = strlen(path), n = strlen(name);

	return len > n + 1 && path[len - n - 1] == '/' &&
	    strcmp(path + len - n, name) == 0;
}

bool
book_sheet_may_have(const struct book_sheet *s, const char *name)
{
	const struct known_columns *k = &s->known;

	if (!k->ready || k->open)
		return true;
	for (size_t i = 0; i < k->nnames; i++)
		if (strcmp(k->names[i], name) == 0 ||
		    (i + k->nvalues >= k->nnames &&
		    ends_path(name, k->names[i])))
			return true;
	return false;
}

const char *
book_sheet_names(struct arena *a, const struct book_sheet *s)
{
	const char *list = "";

	for (size_t i = 0; i < s->known.nnames; i++)
		list = arena_printf(a, "%s%s%s", list, i == 0 ? "" : "、",
		    s->known.names[i]);
	return list;
}
