#include "scheme/private.h"

#include <string.h>

enum { T_TABLE, T_ALIASES, T_OPTIONAL, T_REPEATS, T_COLUMNS };
static const char *const columns[] = { [T_TABLE] = "表",
	[T_ALIASES] = "别名", [T_OPTIONAL] = "可无", [T_REPEATS] = "允许重复",
	[T_COLUMNS] = NULL };

void
scheme_read_tables(struct scheme *s)
{
	struct table_file d;

	if (!table_file_open(&d, s, "表.csv", columns, "表", false))
		return;
	for (size_t i = 0; i < table_file_count(&d); i++) {
		const char *table = table_file_get(&d, i, T_TABLE);
		const struct form *found = scheme_form(s, table);
		struct form *form;

		if (found == NULL) {
			scheme_complain(s, d.file, table_file_line(&d, i),
			    "表“%s”不在 表单.csv 中", table);
			continue;
		}
		form = &s->forms[found - s->forms];
		form->naliases = table_file_list(&d, i, T_ALIASES,
		    &form->aliases);
		form->optional = table_file_yes(&d, i, T_OPTIONAL);
		form->repeats = table_file_yes(&d, i, T_REPEATS);
	}
}
