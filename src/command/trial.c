#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assess/assess.h"
#include "base/file.h"
#include "base/text.h"
#include "command/command.h"
#include "intake/intake.h"

/*
 * The end of lint: invented studios go through the whole program.  Many of
 * them are only assessed, so that each line has its chance; a few are printed
 * too.
 */
#define MANY	160
#define FEW	5

struct trial {
	struct options *options;
	const struct scheme *scheme;
	const char *folder;		/* private, removed at the end */
	bool wrong;			/* something failed */
};

static void
tell(struct trial *t, const char *file, size_t line, const char *text)
{
	const struct lint l = { .file = file, .line = line };

	(void)printf("%s: %s\n", *file == '\0' ? t->scheme->path :
	    scheme_lint_place(&t->options->arena, t->scheme, &l), text);
}

static void
fails(struct trial *t, const char *text)
{
	tell(t, "", 0, arena_printf(&t->options->arena, "试算：%s", text));
	t->wrong = true;
}

static void
hint(struct trial *t, const char *file, size_t line, const char *text)
{
	tell(t, file, line, arena_printf(&t->options->arena, "提示：%s", text));
}

/* ---- what did not come out -------------------------------------------------------- */

/* Whether the query, with text as ?1, finds a row. */
static bool
finds(struct store *store, const char *sql, const char *text, const char *more)
{
	sqlite3_stmt *stmt = store_prepare(store, sql, NULL);
	bool found;

	if (stmt == NULL)
		return true;		/* then nothing is said */
	store_bind(stmt, 1, text);
	if (sqlite3_bind_parameter_count(stmt) > 1)
		store_bind(stmt, 2, more);
	found = store_step(store, stmt, NULL) != 0;
	store_finalize(stmt);
	return found;
}

static void
hint_grades(struct trial *t, struct store *store)
{
	const struct scheme *s = t->scheme;

	for (size_t i = 0; i < s->ngrades; i++)
		if (!finds(store, "SELECT 1 FROM 汇总 WHERE 等级 = ?1",
		    s->grades[i].name, NULL))
			hint(t, "等级.csv", s->grades[i].line, arena_printf(
			    &t->options->arena, "试算的 %d 个工作室没有一个得到"
			    "“%s”", MANY, s->grades[i].name));
}

static void
hint_rules(struct trial *t, struct store *store)
{
	const struct scheme *s = t->scheme;
	struct arena *a = &t->options->arena;
	const char *full = arena_printf(a, "T%04zu",
	    scheme_invented_full(s));

	for (size_t i = 0; i < s->nrules; i++) {
		const struct rule *r = &s->rules[i];

		if (!finds(store, "SELECT 1 FROM 资格 WHERE 规则 = ?1 AND"
		    " 结论 <> '不适用'", r->code, NULL))
			hint(t, "规则.csv", r->line, arena_printf(a,
			    "规则 %s 在试算的 %d 个工作室里都是“不适用”",
			    r->code, MANY));
		else if (!finds(store, "SELECT 1 FROM 资格 WHERE 规则 = ?1 AND"
		    " 结论 NOT IN ('无法判定', '不适用') AND 工作室 <= ?2",
		    r->code, full))
			hint(t, "规则.csv", r->line, arena_printf(a,
			    "规则 %s 在试算的填全了的工作室里也都是“无法判定”",
			    r->code));
	}
}

static void
hint_points(struct trial *t, struct store *store)
{
	const struct scheme *s = t->scheme;

	for (size_t i = 0; i < s->npoints; i++)
		if (s->points[i].max >= 0 && s->points[i].low !=
		    s->points[i].high && !finds(store, "SELECT 1 FROM 得分 WHERE"
		    " 评估点 = ?1 AND 最终 <> 0", s->points[i].code, NULL))
			hint(t, "指标.csv", s->points[i].line, arena_printf(
			    &t->options->arena, "评估点 %s 在试算的 %d 个工作室里"
			    "都是 0 分", s->points[i].code, MANY));
}

/* Its text as it can come out, {{…}} as anything: a pattern of LIKE. */
static const char *
pattern(struct arena *a, const char *text)
{
	struct buf b = { 0 };
	const char *before, *sql, *after, *whole;

	while (scheme_placeholder(a, text, &before, &sql, &after)) {
		buf_addf(&b, "%s%%", before);
		text = after;
	}
	buf_addf(&b, "%s", text);
	whole = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return whole;
}

static void
hint_decisions(struct trial *t, struct store *store)
{
	const struct scheme *s = t->scheme;
	struct arena *a = &t->options->arena;

	for (size_t i = 0; i < s->ndecisions; i++) {
		const struct decision *d = &s->decisions[i];

		if (!finds(store, "SELECT 1 FROM 结论 WHERE 阶段 = ?1 AND"
		    " 结论 LIKE ?2", d->stage, pattern(a, d->text)))
			hint(t, "结论.csv", d->line, arena_printf(a, "试算的 %d "
			    "个工作室没有一个走到阶段“%s”的“%s”", MANY,
			    d->stage, d->text));
	}
}

/* ---- the runs ------------------------------------------------------------------------ */

/* Read and assess n invented studios. */
static int
run(struct trial *t, struct store *store, struct font_library *fonts, size_t n,
    const char *name, struct err *err)
{
	const struct intake_options in = { .fonts = fonts, .workers = 1,
	    .stop = progress_stopped };
	const char *folder = path_join(&t->options->arena, t->folder, name);

	return dir_make(folder, err) == -1 ||
	    scheme_invent(t->scheme, folder, n, err) == -1 ||
	    scheme_load(t->scheme, store, err) == -1 ||
	    intake_read(t->scheme, store, folder, &in, err) == -1 ||
	    assess_run(t->scheme, store, scheme_property(t->scheme, "日期", ""),
	    false, err) == -1 ? -1 : 0;
}

static int
try_many(struct trial *t, struct err *err)
{
	struct store store;
	struct err why = { 0 };

	if (store_create(&store, err) == -1)
		return -1;
	if (run(t, &store, NULL, MANY, "甲", &why) == -1) {
		fails(t, why.text);
	} else {
		hint_points(t, &store);
		hint_rules(t, &store);
		hint_decisions(t, &store);
		hint_grades(t, &store);
	}
	store_close(&store);
	return 0;
}

/* Papers that could not be made are findings. */
static int
tell_failures(struct trial *t, struct store *store, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store, "SELECT DISTINCT 说明 FROM 问题"
	    " WHERE 代码 = ?1", err);
	int rc;

	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, finding_name(FINDING_REPORT_FAILED));
	while ((rc = store_step(store, stmt, err)) == 1)
		fails(t, store_text(stmt, 0));
	store_finalize(stmt);
	return rc;
}

static int
try_report(struct trial *t, struct font_library *fonts, struct err *err)
{
	struct arena *a = &t->options->arena;
	const struct report_options options = {
		.scheme = t->scheme->name,
		.templates = scheme_search_path(a, "templates"),
		.workers = t->options->workers > 0 ? t->options->workers : 1,
		.stop = progress_stopped
	};
	const char *out = path_join(a, t->folder, "结果");
	struct store store;
	struct err why = { 0 };
	int rc = 0;

	if (store_create(&store, err) == -1)
		return -1;
	if (run(t, &store, fonts, FEW, "乙", &why) == -1 ||
	    dir_make(out, &why) == -1 ||
	    report_write(&store, out, &options, fonts, &why) == -1)
		fails(t, why.text);
	else
		rc = tell_failures(t, &store, err);
	store_close(&store);
	return rc;
}

int
command_trial(struct options *o, const struct scheme *s, bool *wrong,
    struct err *err)
{
	struct trial t = { .options = o, .scheme = s };
	const char *tmp = getenv("TMPDIR");
	char *folder = path_join(&o->arena, tmp != NULL && *tmp != '\0' ? tmp :
	    "/tmp", "pinggu-试算-XXXXXX");
	struct font_library *fonts;
	int rc = -1;

	t.folder = mkdtemp(folder);
	if (t.folder == NULL)
		return err_set(err, "不能在 %s 建立临时文件夹", folder);
	fonts = font_library_open(&o->fonts, err);
	if (fonts != NULL && try_many(&t, err) == 0 &&
	    (t.wrong || try_report(&t, fonts, err) == 0))
		rc = 0;
	font_library_close(fonts);
	if (dir_remove(t.folder, rc == 0 ? err : NULL) == -1)
		rc = -1;
	*wrong = t.wrong;
	return rc;
}
