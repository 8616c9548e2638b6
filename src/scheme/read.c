#include "scheme/private.h"

#include <string.h>

#include "base/file.h"
#include "store/store.h"

enum { A_ITEM, A_CONTENT, A_COLUMNS };
static const char *const columns[] = { [A_ITEM] = COLUMN_ITEM,
	[A_CONTENT] = COLUMN_CONTENT, [A_COLUMNS] = NULL };

static void
read_properties(struct scheme *s)
{
	struct table_file d;

	if (!table_file_open(&d, s, "方案.csv", columns, "项目 内容", true))
		return;
	s->properties = arena_alloc(&s->arena,
	    table_file_count(&d) * sizeof(*s->properties));
	for (size_t i = 0; i < table_file_count(&d); i++) {
		struct property p = {
			.name = table_file_get(&d, i, A_ITEM),
			.value = table_file_get(&d, i, A_CONTENT),
			.line = table_file_line(&d, i),
		};

		if (*p.name == '\0' || *p.name == '_')
			scheme_complain(s, d.file, table_file_line(&d, i),
			    "没有可用的项目名");
		else if (scheme_property(s, p.name, NULL) != NULL)
			scheme_complain(s, d.file, table_file_line(&d, i),
			    "项目“%s”出现了两次", p.name);
		else
			s->properties[s->nproperties++] = p;
	}
}

int
scheme_read(struct scheme *s, const char *path, struct err *err)
{
	*s = (struct scheme){ 0 };
	if (scheme_open(s, path, err) == -1)
		return -1;
	read_properties(s);
	scheme_read_forms(s);
	scheme_read_tables(s);
	scheme_read_derived(s);
	scheme_read_points(s);
	scheme_read_caps(s);
	scheme_read_rules(s);
	scheme_read_decisions(s);
	scheme_read_grades(s);
	scheme_read_ties(s);
	scheme_read_references(s);
	scheme_read_values(s);
	scheme_read_words(s);
	scheme_read_panel(s);
	scheme_find_defaults(s);
	if (s->nproperties > 0 || s->nforms > 0)
		return 0;
	if (s->nlints > 0 && s->book == NULL && path_exists(path_join(
	    &s->arena, s->path, s->lints[0].file)))
		return err_set(err, "%s 不能用作方案：%s：%s", path,
		    s->lints[0].file, s->lints[0].text);
	return err_set(err, "%s 不是一个方案：缺少%s", path, s->book != NULL ?
	    "工作表 方案 和 表单" : " 方案.csv 和 表单.csv");
}
