#include <stdio.h>
#include <string.h>

#include "assess/assess.h"
#include "base/file.h"
#include "command/command.h"
#include "intake/intake.h"
#include "report/report.h"

char *
command_scheme(struct options *o, const char *text, struct err *err)
{
	const char *taken, *meant = path_meant(&o->arena, text);
	char *path;

	if (meant != NULL && !path_is_dir(meant) &&
	    scheme_book_stem(&o->arena, meant) == NULL &&
	    strchr(meant, '/') != NULL)		/* a file of the scheme */
		meant = arena_strndup(&o->arena, meant,
		    (size_t)(path_base(meant) - meant - 1));
	if (meant == NULL || strchr(meant, '/') == NULL)
		meant = typed_unquote(&o->arena, text);
	path = scheme_search(&o->arena, meant, &taken, err);
	if (taken != NULL && !o->quiet)
		command_say("%s", taken);
	return path;
}

/* Find, read and check the scheme: one that has a fault is not used. */
static int
load_scheme(struct options *o, struct scheme *s, struct err *err)
{
	char *path = command_scheme(o, o->scheme != NULL ? o->scheme : "", err);

	if (o->scheme == NULL)
		return err_prefix(err, "请用 -s 指定方案");
	if (path == NULL || scheme_read(s, path, err) == -1 ||
	    scheme_check(s, err) == -1 || err_refused(err))
		return -1;
	if (s->nlints > 0)
		return err_set(err, "方案 %s 有 %zu 处错误，第一处在 %s%s：%s；"
		    "请运行 pinggu lint %s 查看全部", s->name, s->nlints,
		    scheme_lint_table(&o->arena, s, s->lints),
		    s->lints[0].line == 0 ? "" :
		    arena_printf(&o->arena, " 第 %zu 行", s->lints[0].line),
		    s->lints[0].text, o->scheme);
	return 0;
}

static int
fill(struct options *o, struct font_library *fonts,
    const struct scheme *scheme, struct store *store, struct err *err)
{
	const struct intake_options in = {
		.fonts = fonts,
		.show_personal = o->show_personal,
		.workers = o->workers,
		.stop = progress_stopped,
		.tick = progress_tick,
	};
	const char *date = o->date != NULL ? o->date :
	    scheme_property(scheme, "日期", "");

	progress_stage(o, "读取");
	if (scheme_load(scheme, store, err) == -1 ||
	    intake_read(scheme, store, o->input, &in, err) == -1 ||
	    scheme_check_batch(scheme, store, err) == -1 ||
	    command_input_read(o, store, err) == -1)
		return -1;
	progress_stage(o, "评定");
	return assess_run(scheme, store, date, o->show_personal, err);
}

int
command_load(struct options *o, struct font_library *fonts,
    struct scheme *scheme, struct store *store, struct err *err)
{
	*scheme = (struct scheme){ 0 };
	if (load_scheme(o, scheme, err) == -1)
		goto fail;
	if (command_input(o, err) == -1 || store_create(store, err) == -1)
		goto fail;
	if (fill(o, fonts, scheme, store, err) == 0 && !progress_stopped())
		return 0;
	if (progress_stopped())
		(void)err_interrupted(err);
	store_close(store);
fail:
	scheme_free(scheme);
	return -1;
}

int
command_count(struct store *store, size_t *errors, size_t *others,
    struct err *err)
{
	size_t n[2];

	if (store_numbers(store, "SELECT 错误数, 提醒数 FROM 概况", n, 2,
	    err) == -1)
		return -1;
	*errors = n[0];
	*others = n[1];
	return 0;
}

int
command_found(struct store *store, struct arena *a, const char **words,
    struct err *err)
{
	enum { ERRORS, OTHERS, UNLISTED, NUMBERS };
	size_t n[NUMBERS];

	if (store_numbers(store, arena_printf(a, "SELECT 错误数, 提醒数, (SELECT"
	    " sum(次数) FROM 问题 WHERE 代码 = '%s') FROM 概况",
	    finding_name(FINDING_FINDINGS_CUT)), n, NUMBERS, err) == -1)
		return -1;
	*words = arena_printf(a, "错误 %zu 条，其他 %zu 条", n[ERRORS],
	    n[OTHERS]);
	if (n[UNLISTED] > 0)
		*words = arena_printf(a, "%s；另有 %zu 条没有逐条列出", *words,
		    n[UNLISTED]);
	return 0;
}
