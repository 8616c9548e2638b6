#include "report/papers.h"

#include "base/file.h"

/* Who gets which paper. */

#define CODE_OF_NOBODY	""		/* no studio has it */

/* Try all of a paper's SQL on the store: what is wrong is said once. */
static int
try_paper(const struct paper *p, struct store *store, struct err *err)
{
	struct binding b;
	sqlite3_stmt *condition = NULL;
	int rc = template_bind(&b, &p->template, store, err);

	template_unbind(&b);
	if (rc == 0)
		condition = template_studios(&p->template, store, NULL, err);
	store_finalize(condition);
	return condition != NULL ? 0 : -1;
}

struct planning {
	struct store *store;
	const struct paper *paper;
	struct paper_names names;	/* of all studios */
	sqlite3_stmt *insert;
	struct arena arena;
	size_t nstopped;		/* conditions that were too much */
};

/* The paper for this studio; its row may be there already. */
static int
give(struct planning *p, const char *studio, struct err *err)
{
	const char *file = paper_names_find(&p->names, studio);
	int rc;

	if (file == NULL)
		return 0;
	store_bind(p->insert, 1, p->paper->name);
	store_bind(p->insert, 2, studio);
	store_bind(p->insert, 3, path_join(&p->arena, p->paper->name, file));
	rc = store_step(p->store, p->insert, err);
	(void)sqlite3_reset(p->insert);
	return rc;
}

enum planned { PLANNED, PLAN_STOPPED, PLAN_FAILED };

/* Give the paper to the studio, or to all (NULL), for whom its condition
   holds. */
static enum planned
try_studios(struct planning *p, const char *studio, struct err *err)
{
	const struct template *t = &p->paper->template;
	sqlite3_stmt *stmt = template_studios(t, p->store, studio, err);
	enum planned planned = PLANNED;
	struct err why = { 0 };
	uint64_t left;
	int rc;

	if (stmt == NULL)
		return PLAN_FAILED;
	if (store_budget_batch(p->store, &why) == -1)
		planned = PLAN_FAILED;
	while (planned == PLANNED &&
	    (rc = store_step(p->store, stmt, &why)) != 0) {
		if (rc == -1) {
			planned = store_exhausted(p->store) ? PLAN_STOPPED :
			    PLAN_FAILED;
			break;
		}
		left = p->store->budget;
		store_budget(p->store, STORE_UNBOUNDED);
		if (give(p, store_text(stmt, 0), &why) == -1)
			planned = PLAN_FAILED;
		store_budget(p->store, left);
	}
	store_budget(p->store, STORE_UNBOUNDED);
	store_finalize(stmt);
	if (planned != PLANNED)
		(void)err_set(err, "%s:%u: %s", t->path, t->condition_line,
		    why.text);
	return planned;
}

/*
 * The condition was too much for all together.  If it is so for a studio that
 * handed in nothing, which is there for as long as this takes, that is a
 * failure; else whoever it is too much for gets a finding and no paper.
 */
static int
try_each(struct planning *p, struct err *err)
{
	enum planned planned;

	if (store_exec(p->store, "INSERT INTO " TABLE_STUDIO "(" FIELD_CODE
	    ") VALUES('" CODE_OF_NOBODY "')", err) == -1)
		return -1;
	planned = try_studios(p, CODE_OF_NOBODY, err);
	if (store_exec(p->store, "DELETE FROM " TABLE_STUDIO " WHERE "
	    FIELD_CODE " = '" CODE_OF_NOBODY "'", err) == -1 ||
	    planned == PLAN_STOPPED)
		return -1;
	if (store_exec(p->store, arena_printf(&p->arena, "DELETE FROM 文书"
	    " WHERE 文书 = %s", store_literal(&p->arena, p->paper->name)),
	    err) == -1)
		return -1;
	for (size_t i = 0; i < p->names.n; i++) {
		const struct finding f = { .studio = p->names.items[i].studio,
		    .value = arena_printf(&p->arena, "文书“%s”的条件",
		    p->paper->name) };

		planned = try_studios(p, f.studio, err);
		if (planned == PLAN_FAILED || (planned == PLAN_STOPPED &&
		    finding_add(p->store, FINDING_QUERY_STOPPED, &f,
		    err) == -1))
			return -1;
		p->nstopped += planned == PLAN_STOPPED;
	}
	return 0;
}

static int
plan_paper(struct planning *p, struct err *err)
{
	enum planned planned = try_studios(p, NULL, err);

	return planned == PLAN_STOPPED ? try_each(p, err) :
	    planned == PLANNED ? 0 : -1;
}

static int
plan_all(struct planning *p, const struct papers *papers, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < papers->n && rc == 0; i++) {
		p->paper = &papers->items[i];
		if (!p->paper->template.self)
			rc = plan_paper(p, err);
	}
	if (rc == 0 && p->nstopped > 0)
		rc = findings_count(p->store, err);
	return rc;
}

int
papers_plan(struct store *store, const struct report_options *options,
    struct err *err)
{
	struct papers papers;
	struct planning p = { .store = store };
	int rc = papers_read(&papers, options, err);

	if (rc == 0)
		rc = paper_names_read(&p.names, store, err);
	if (rc == 0 && (p.insert = store_prepare(store, "INSERT INTO "
	    "文书(文书, 工作室, 文件) VALUES(?1, ?2, ?3)", err)) == NULL)
		rc = -1;
	for (size_t i = 0; i < papers.n && rc == 0; i++)
		rc = try_paper(&papers.items[i], store, err);
	/* one transaction: each costs a walk over all pages of the store */
	if (rc == 0)
		rc = store_exec(store, "BEGIN", err);
	if (rc == 0)
		rc = plan_all(&p, &papers, err);
	store_finalize(p.insert);
	if (rc == 0)
		rc = store_exec(store, "COMMIT", err);
	paper_names_free(&p.names);
	papers_free(&papers);
	arena_free(&p.arena);
	return rc;
}
