#include <errno.h>
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
 * too.  Where something did not come out, the next many are bred from those
 * that keep most rules: chance alone does not pass fifteen gates.
 */
#define MANY	160
#define SOME	4	/* a batch in which no quota is too small */
#define FEW	5
#define ROUNDS	10
#define ROWS	200000	/* … or so many rows read: about 3 seconds */
#define PARENTS	10

/* What came out in some round: one a line of the scheme's files. */
struct reached {
	bool *grades, *points, *decisions;
	bool *rules;		/* one that applies */
	bool *measured;		/* … and has a value where nothing is empty */
};

struct trial {
	struct options *options;
	const struct scheme *scheme;
	const char *folder;		/* private, removed at the end */
	uint64_t *genes;		/* of the many */
	uint64_t state;			/* of chance: the same each time */
	size_t tried, rows;		/* studios and rows so far */
	struct reached reached;
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
	if (progress_stopped() || err_refused(NULL))
		return;			/* that is no fault of the scheme */
	tell(t, "", 0, arena_printf(&t->options->arena, "试算：%s", text));
	t->wrong = true;
}

static void
hint(struct trial *t, const char *file, size_t line, const char *text)
{
	tell(t, file, line, arena_printf(&t->options->arena, "提示：%s", text));
}

/* ---- what came out ----------------------------------------------------------------- */

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
note_rules(struct trial *t, struct store *store)
{
	const struct scheme *s = t->scheme;
	const char *full = arena_printf(&t->options->arena, "T%04zu",
	    scheme_invented_full(s));

	for (size_t i = 0; i < s->nrules; i++) {
		t->reached.rules[i] |= finds(store, "SELECT 1 FROM 资格 WHERE"
		    " 规则 = ?1 AND 结论 <> '不适用'", s->rules[i].code, NULL);
		t->reached.measured[i] |= finds(store, "SELECT 1 FROM 资格"
		    " WHERE 规则 = ?1 AND 结论 NOT IN ('无法判定', '不适用')"
		    " AND 工作室 <= ?2", s->rules[i].code, full);
	}
}

static void
note(struct trial *t, struct store *store, size_t n)
{
	const struct scheme *s = t->scheme;
	struct reached *r = &t->reached;

	t->tried += n;
	note_rules(t, store);
	for (size_t i = 0; i < s->npoints; i++)
		r->points[i] |= s->points[i].max < 0 ||
		    s->points[i].low == s->points[i].high || finds(store,
		    "SELECT 1 FROM 得分 WHERE 评估点 = ?1 AND 最终 <> 0",
		    s->points[i].code, NULL);
	for (size_t i = 0; i < s->ndecisions; i++)
		r->decisions[i] |= finds(store, "SELECT 1 FROM 结论 WHERE"
		    " 阶段 = ?1 AND 结论 LIKE ?2", s->decisions[i].stage,
		    pattern(&t->options->arena, s->decisions[i].text));
	/* Invented studios are alike: equals without enough places reach it. */
	for (size_t i = 0; i < s->ngrades; i++)
		r->grades[i] |= finds(store, "SELECT 1 FROM 汇总 WHERE 等级 ="
		    " ?1 UNION ALL SELECT 1 FROM 问题 WHERE 代码 = 'QUOTA_TIE'"
		    " AND instr(说明, '“' || ?1 || '”的名额') > 0", s->grades[i].name, NULL);
}

static bool
all(const bool *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!list[i])
			return false;
	return true;
}

static bool
all_reached(const struct trial *t)
{
	const struct scheme *s = t->scheme;
	const struct reached *r = &t->reached;

	return all(r->points, s->npoints) && all(r->rules, s->nrules) &&
	    all(r->measured, s->nrules) && all(r->decisions, s->ndecisions) &&
	    all(r->grades, s->ngrades);
}

static void
hint_decision(struct trial *t, const struct decision *d)
{
	const char *cut = strstr(d->text, "{{");
	const int len = cut == NULL ? (int)strlen(d->text) :
	    (int)(cut - d->text);

	hint(t, "结论.csv", d->line, arena_printf(&t->options->arena,
	    "试算的 %zu 个工作室没有一个走到阶段“%s”的“%.*s%s”", t->tried,
	    d->stage, len, d->text, cut == NULL ? "" : "……"));
}

static void
hint_rule(struct trial *t, const struct rule *r, bool applies)
{
	hint(t, "规则.csv", r->line, applies ?
	    arena_printf(&t->options->arena, "规则 %s 在试算的填全了的工作室里"
	    "也都是“无法判定”", r->code) : arena_printf(&t->options->arena,
	    "规则 %s 在试算的 %zu 个工作室里都是“不适用”", r->code,
	    t->tried));
}

static void
give_hints(struct trial *t)
{
	const struct scheme *s = t->scheme;
	const struct reached *r = &t->reached;
	struct arena *a = &t->options->arena;

	for (size_t i = 0; i < s->npoints; i++)
		if (!r->points[i])
			hint(t, "指标.csv", s->points[i].line, arena_printf(a,
			    "评估点 %s 在试算的 %zu 个工作室里都是 0 分",
			    s->points[i].code, t->tried));
	for (size_t i = 0; i < s->nrules; i++)
		if (!r->rules[i] || !r->measured[i])
			hint_rule(t, &s->rules[i], r->rules[i]);
	for (size_t i = 0; i < s->ndecisions; i++)
		if (!r->decisions[i])
			hint_decision(t, &s->decisions[i]);
	for (size_t i = 0; i < s->ngrades; i++)
		if (!r->grades[i])
			hint(t, "等级.csv", s->grades[i].line, arena_printf(a,
			    "试算的 %zu 个工作室没有一个得到“%s”", t->tried,
			    s->grades[i].name));
}

/* ---- breeding ------------------------------------------------------------------------ */

static uint64_t
chance(struct trial *t)
{
	t->state ^= t->state << 13;	/* xorshift64 */
	t->state ^= t->state >> 7;
	t->state ^= t->state << 17;
	return t->state;
}

static void
begin_genes(struct trial *t)
{
	const size_t n = MANY * scheme_genes(t->scheme);

	t->genes = arena_alloc(&t->options->arena, n * sizeof(*t->genes));
	for (size_t i = 0; i < n; i++)
		t->genes[i] = chance(t);
}

/* The studios that keep most rules, gates above all; how many in *n. */
static int
find_parents(struct store *store, size_t parents[PARENTS], size_t *n,
    struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store, "SELECT CAST(substr(工作室, 2)"
	    " AS INTEGER) - 1 FROM 资格 GROUP BY 工作室 ORDER BY"
	    " sum((结论 IN ('符合', '不适用', '参考')) *"
	    " iif(级别 = '必备', 10, 1)) DESC, 工作室", err);
	int rc;

	if (stmt == NULL)
		return -1;
	*n = 0;
	while (*n < PARENTS && (rc = store_step(store, stmt, err)) == 1)
		parents[(*n)++] = (size_t)sqlite3_column_int64(stmt, 0);
	store_finalize(stmt);
	return *n < PARENTS && rc == -1 ? -1 : 0;
}

/*
 * Child i of the next many: the parents as they are come first (a small batch
 * has the best) and last (of those a table cannot be read); of the others two
 * thirds are of one or two parents, with a few new genes, the rest is new.
 */
static void
make_child(struct trial *t, uint64_t *child, size_t i, const size_t *parents,
    size_t n)
{
	const size_t ngenes = scheme_genes(t->scheme);
	const bool same = i < n || i + n >= MANY;
	const size_t one = parents[i < n ? i : chance(t) % (same ? 2 : n)];
	const size_t other = i % 2 == 0 ? one : parents[chance(t) % n];
	const uint64_t fresh = same ? 0 : i % 3 == 0 ? 100 : 10;

	for (size_t k = 0; k < ngenes; k++) {
		const uint64_t x = chance(t) % 100;

		child[k] = x < fresh ? chance(t) :
		    t->genes[(!same && x < 40 ? other : one) * ngenes + k];
	}
}

static int
breed(struct trial *t, struct store *store, struct err *err)
{
	const size_t ngenes = scheme_genes(t->scheme);
	uint64_t *next = arena_alloc(&t->options->arena,
	    MANY * ngenes * sizeof(*next));
	size_t parents[PARENTS], n;

	if (find_parents(store, parents, &n, err) == -1)
		return -1;
	for (size_t i = 0; i < MANY && n > 1; i++)
		make_child(t, next + i * ngenes, i, parents, n);
	if (n > 1)		/* else no rule tells who is good */
		t->genes = next;
	else
		begin_genes(t);
	return 0;
}

/* ---- the runs ------------------------------------------------------------------------ */

/* Read and assess n invented studios. */
static int
run(struct trial *t, struct store *store, struct font_library *fonts, size_t n,
    struct err *err)
{
	const struct intake_options in = { .fonts = fonts, .workers = 1,
	    .stop = progress_stopped };
	const char *folder = path_join(&t->options->arena, t->folder, "材料");
	int rc = dir_make(folder, err);

	if (rc == 0 && (scheme_invent(t->scheme, folder, t->genes, n,
	    err) == -1 || scheme_load(t->scheme, store, err) == -1 ||
	    intake_read(t->scheme, store, folder, &in, err) == -1 ||
	    assess_run(t->scheme, store, scheme_property(t->scheme, "日期",
	    ""), false, err) == -1))
		rc = -1;
	return dir_remove(folder, rc == 0 ? err : NULL) == -1 ? -1 : rc;
}

static int
try_some(struct trial *t, size_t n, struct err *err)
{
	struct store store;
	struct err why = { 0 };
	int rc = 0;

	if (store_create(&store, err) == -1)
		return -1;
	if (run(t, &store, NULL, n, &why) == -1) {
		fails(t, why.text);
	} else {
		size_t rows;

		note(t, &store, n);
		if (store_numbers(&store, "SELECT sum(行数) FROM 来源文件",
		    &rows, 1, &why) == 0)
			t->rows += rows;
		rc = n < MANY ? 0 : breed(t, &store, err);
	}
	store_close(&store);
	return rc;
}

static int
try_rounds(struct trial *t, struct err *err)
{
	const struct scheme *s = t->scheme;
	struct arena *a = &t->options->arena;

	t->reached = (struct reached){
	    .grades = arena_alloc(a, s->ngrades * sizeof(bool) + 1),
	    .points = arena_alloc(a, s->npoints * sizeof(bool) + 1),
	    .decisions = arena_alloc(a, s->ndecisions * sizeof(bool) + 1),
	    .rules = arena_alloc(a, s->nrules * sizeof(bool) + 1),
	    .measured = arena_alloc(a, s->nrules * sizeof(bool) + 1) };
	begin_genes(t);
	for (size_t i = 0; i < ROUNDS && !t->wrong && !progress_stopped() &&
	    (i == 0 ||
	    (t->rows < ROWS && !all_reached(t))); i++)
		if (try_some(t, MANY, err) == -1 || (!t->wrong &&
		    try_some(t, SOME, err) == -1))
			return -1;
	if (!t->wrong && !progress_stopped())
		give_hints(t);
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
	if (run(t, &store, fonts, FEW, &why) == -1 ||
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
	struct trial t = { .options = o, .scheme = s,
	    .state = UINT64_C(0x9e3779b97f4a7c15) };
	const char *tmp = getenv("TMPDIR");
	char *folder = path_join(&o->arena, tmp != NULL && *tmp != '\0' ? tmp :
	    "/tmp", "pinggu-试算-XXXXXX");
	struct font_library *fonts;
	struct err none = { 0 };
	int rc = -1;

	t.folder = mkdtemp(folder);
	if (t.folder == NULL)
		return err_errno(err, errno, "不能在 %s 建立临时文件夹", folder);
	dir_remove_if_exhausted(t.folder);
	fonts = font_library_open(&o->fonts, &none);
	if (fonts == NULL)
		hint(&t, "", 0, arena_printf(&o->arena,
		    "没有试印文书：%s", none.text));
	if (try_rounds(&t, err) == 0 && (t.wrong || fonts == NULL ||
	    try_report(&t, fonts, err) == 0))
		rc = 0;
	font_library_close(fonts);
	dir_remove_if_exhausted(NULL);
	if (dir_remove(t.folder, rc == 0 ? err : NULL) == -1)
		rc = -1;
	if (progress_stopped())
		rc = err_interrupted(err);
	*wrong = t.wrong;
	return rc;
}
