#include <stdio.h>

#include "command/command.h"
#include "report/report.h"

static void
complain(void *ctx, const char *text)
{
	int *status = ctx;

	(void)printf("%s\n", text);
	*status = STATUS_FINDINGS;
}

static bool
mentioned(void *ctx, const char *word)
{
	return report_mentions(ctx, word);
}

/* The templates' SQL, on the tables of a scheme that has no fault itself. */
static int
check_templates(struct options *o, struct scheme *s, int *status,
    struct err *err)
{
	struct report_options options = {
		.scheme = s->name,
		.templates = scheme_search_path(&o->arena, "templates")
	};
	struct store store;
	int rc;

	if (store_create(&store, err) == -1)
		return -1;
	rc = scheme_load(s, &store, err);
	if (rc == 0)
		rc = report_lint(&store, &options, complain, status, err);
	store_close(&store);
	if (rc == 0)
		scheme_check_unread(s, mentioned, &options);
	return rc;
}

/* What has no fault to the eye is tried. */
static int
try_it(struct options *o, const struct scheme *s, int *status,
    struct err *err)
{
	bool wrong;

	if (command_trial(o, s, &wrong, err) == -1)
		return -1;
	if (wrong)
		*status = STATUS_FINDINGS;
	return 0;
}

static int
command_lint(struct options *o)
{
	struct scheme s = { 0 };
	struct err err = { 0 };
	char *path = command_scheme(o, o->input != NULL ? o->input : "", &err);
	int status = STATUS_DONE;

	progress_catch_signals();
	if (path == NULL || scheme_read(&s, path, &err) == -1 ||
	    scheme_check(&s, &err) == -1) {
		scheme_free(&s);
		return command_failed(&err);
	}
	if ((s.nlints == 0 && check_templates(o, &s, &status, &err) == -1) ||
	    (s.nlints == 0 && status == STATUS_DONE &&
	    try_it(o, &s, &status, &err) == -1) || err_refused(&err)) {
		scheme_free(&s);
		return command_failed(&err);
	}
	for (size_t i = 0; i < s.nlints; i++) {
		const struct lint *l = &s.lints[i];

		(void)printf("%s: %s\n", scheme_lint_place(&s.arena, &s, l),
		    l->text);
		status = STATUS_FINDINGS;
	}
	for (size_t i = 0; i < s.nhints; i++)
		(void)printf("%s: 提示：%s\n", scheme_lint_place(&s.arena, &s,
		    &s.hints[i]), s.hints[i].text);
	for (size_t i = 0; i < s.nignored; i++)
		(void)printf("%s!%s: 提示：是空表，或不是方案的表，没有读取\n",
		    s.path, s.ignored[i]);
	if (status == STATUS_DONE)
		(void)printf("%s：没有发现问题（%zu 个表，%zu 个评估点，%zu 条规则，"
		    "%zu 条结论）\n", s.path, s.nforms, s.npoints, s.nrules,
		    s.ndecisions);
	scheme_free(&s);
	return status;
}

const struct command lint_command = {
	.name = "lint",
	.usage = "lint 方案",
	.help = "检查一个方案和它的模板：名称、SQL、分值、编号",
	.options = (const enum option_id[]){ OPTION_END },
	.input = true,
	.run = command_lint
};
