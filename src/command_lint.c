#include <stdio.h>

#include "base/file.h"
#include "command.h"
#include "report/template.h"

/*
 * The scheme's page template, on a store with the scheme's tables and no
 * rows.  Returns -1 with file and line in err when it is wrong.
 */
static int
check_template(struct options *o, const struct scheme *s, struct err *err)
{
	struct store store;
	char *path = template_find(&o->arena,
	    scheme_search_path(&o->arena, "templates"), s->name,
	    TEMPLATE_REPORT, err);
	int rc;

	if (path == NULL || store_create(&store, err) == -1)
		return -1;
	rc = scheme_load(s, &store, err);
	if (rc == 0)
		rc = template_check(path, &store, err);
	store_close(&store);
	return rc;
}

int
command_lint(struct options *o)
{
	struct scheme s = { 0 };
	struct err err = { 0 };
	char *path = scheme_find(&o->arena, o->input != NULL ? o->input : "",
	    &err);
	int status = STATUS_DONE;

	if (path == NULL || scheme_read(&s, path, &err) == -1 ||
	    scheme_check(&s, &err) == -1) {
		scheme_free(&s);
		return command_failed(&err);
	}
	for (size_t i = 0; i < s.nlints; i++) {
		const struct lint *l = &s.lints[i];

		(void)fputs(path_join(&s.arena, s.path, l->file), stdout);
		if (l->line > 0)
			(void)printf(":%zu", l->line);
		(void)printf(": %s\n", l->text);
		status = STATUS_FINDINGS;
	}
	/* A scheme that is wrong makes no tables to check queries on. */
	if (s.nlints == 0 && check_template(o, &s, &err) == -1) {
		(void)printf("%s\n", err.text);
		status = STATUS_FINDINGS;
	} else if (s.nlints == 0)
		(void)printf("%s：没有发现问题（%zu 个表，%zu 个评估点，%zu 条规则，"
		    "%zu 条结论）\n", s.path, s.nforms, s.npoints, s.nrules,
		    s.ndecisions);
	scheme_free(&s);
	return status;
}

int
command_schemes(struct options *o)
{
	const char **names;
	size_t n;

	scheme_list(&o->arena, &names, &n);
	for (size_t i = 0; i < n; i++) {
		struct scheme s = { 0 };
		struct err err = { 0 };
		char *path = scheme_find(&o->arena, names[i], &err);

		if (path != NULL && scheme_read(&s, path, &err) == 0)
			(void)printf("%-20s %s\n", names[i],
			    scheme_property(&s, "名称", ""));
		else
			(void)printf("%-20s %s\n", names[i], err.text);
		scheme_free(&s);
	}
	if (n == 0)
		(void)fputs("pinggu: 没有找到任何方案（rubrics 文件夹）\n", stderr);
	return n > 0 ? STATUS_DONE : STATUS_FAILED;
}
