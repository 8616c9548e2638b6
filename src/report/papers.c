#include "report/papers.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/text.h"
#include "document/document.h"
#include "page/page.h"

#define EXTENSION	".md"

/* ---- finding them ------------------------------------------------------------- */

static bool
is_paper(const struct dir_entry *e)
{
	size_t len = strlen(e->name), ext = strlen(EXTENSION);

	return e->kind == FILE_REGULAR && len > ext && e->name[0] != '.' &&
	    strcmp(e->name + len - ext, EXTENSION) == 0;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(path_base(*(const char *const *)a),
	    path_base(*(const char *const *)b));
}

/* Add the papers of a folder whose names are not in the list yet. */
static int
look_in(struct arena *a, const char *folder, const char ***list, size_t *n,
    size_t *cap, struct err *err)
{
	struct dir_entry *entries;
	size_t nentries, known = *n;

	if (!path_is_dir(folder))
		return 0;
	if (dir_list(a, folder, &entries, &nentries, err) == -1)
		return -1;
	for (size_t i = 0; i < nentries; i++) {
		bool found = false;

		if (!is_paper(&entries[i]))
			continue;
		for (size_t k = 0; k < known && !found; k++)
			found = strcmp(path_base((*list)[k]),
			    entries[i].name) == 0;
		if (found)
			continue;
		mem_grow(list, cap, *n, sizeof(**list));
		(*list)[(*n)++] = path_join(a, folder, entries[i].name);
	}
	return 0;
}

int
papers_list(struct arena *a, const struct report_options *options,
    const char ***paths, size_t *n, struct err *err)
{
	const char *const sets[] = { options->scheme, "default" };
	const char **list = NULL;
	size_t cap = 0;
	int rc = 0;

	*n = 0;
	for (size_t s = 0; s < 2 && rc == 0; s++)
		for (size_t i = 0; options->templates[i] != NULL && rc == 0;
		    i++)
			rc = look_in(a, path_join(a, options->templates[i],
			    sets[s]), &list, n, &cap, err);
	*paths = arena_alloc(a, (*n + 1) * sizeof(**paths));
	if (*n > 0) {
		qsort(list, *n, sizeof(*list), by_name);
		memcpy(*paths, list, *n * sizeof(*list));
	}
	free(list);
	if (rc == 0 && *n == 0)
		rc = err_set(err, "找不到模板（templates/%s/*" EXTENSION "，"
		    "templates/default/*" EXTENSION "）", options->scheme);
	return rc;
}

const char *
papers_wrong_name(struct arena *a, const char *path)
{
	const char *file = path_base(path);
	const char *name = arena_strndup(a, file, strlen(file) -
	    strlen(EXTENSION)), *folded = text_fold(a, name);

	for (const struct output *o = outputs; o->kind != OUTPUT_END; o++) {
		const char *taken[] = { o->name, o->scratch };

		for (size_t i = 0; i < 2; i++)
			if (taken[i] != NULL && strncasecmp(folded, taken[i],
			    strlen(taken[i])) == 0)
				return arena_printf(a, "%s: 文书不能叫“%s”，它的"
				    "文件夹会与程序写出的文件“%s”相混；请给模板改名",
				    path, name, taken[i]);
	}
	return NULL;
}

/* ---- reading them -------------------------------------------------------------- */

int
papers_read(struct papers *papers, const struct report_options *options,
    struct err *err)
{
	const char **paths;
	size_t n;

	*papers = (struct papers){ 0 };
	if (papers_list(&papers->arena, options, &paths, &n, err) == -1)
		return -1;
	papers->items = arena_alloc(&papers->arena,
	    n * sizeof(*papers->items));
	for (size_t i = 0; i < n; i++) {
		struct paper *p = &papers->items[papers->n++];
		const char *file = path_base(paths[i]), *wrong;

		p->name = arena_strndup(&papers->arena, file,
		    strlen(file) - strlen(EXTENSION));
		wrong = papers_wrong_name(&papers->arena, paths[i]);
		if (wrong != NULL)
			return err_set(err, "%s", wrong);
		if (template_read(&p->template, paths[i], components, err) == -1)
			return -1;
		p->template.number = (unsigned)papers->n - 1;
		if (p->template.nnodes == 0) {	/* taken away */
			template_free(&p->template);
			papers->n--;
		}
	}
	return 0;
}

void
papers_free(struct papers *papers)
{
	for (size_t i = 0; i < papers->n; i++)
		template_free(&papers->items[i].template);
	arena_free(&papers->arena);
	*papers = (struct papers){ 0 };
}

size_t
papers_find(const struct papers *papers, const char *name)
{
	size_t i = 0;

	while (i < papers->n && strcmp(papers->items[i].name, name) != 0)
		i++;
	return i;
}

/* ---- who gets which --------------------------------------------------------------- */

/* Try all of a paper's SQL on the store: what is wrong is said once. */
static int
try_paper(const struct paper *p, struct store *store, struct err *err)
{
	struct binding b;
	sqlite3_stmt *condition = NULL;
	int rc = template_bind(&b, &p->template, store, err);

	template_unbind(&b);
	if (rc == 0)
		condition = template_studios(&p->template, store, err);
	store_finalize(condition);
	return condition != NULL ? 0 : -1;
}

static int
plan_paper(const struct paper *p, struct store *store,
    const struct paper_names *names, sqlite3_stmt *insert, struct err *err)
{
	struct arena a = { 0 };
	sqlite3_stmt *stmt = template_studios(&p->template, store, err);
	struct err why = { 0 };
	int rc = -1;

	if (stmt == NULL)
		return -1;
	store_budget(store, STORE_FOREIGN_STEPS);
	while ((rc = store_step(store, stmt, &why)) == 1) {
		const char *studio = store_text(stmt, 0);
		const char *file = paper_names_find(names, studio);

		if (file == NULL)	/* the SQL made it up */
			continue;
		store_bind(insert, 1, p->name);
		store_bind(insert, 2, studio);
		store_bind(insert, 3, path_join(&a, p->name, file));
		rc = store_step(store, insert, &why);
		(void)sqlite3_reset(insert);
		if (rc == -1)
			break;
	}
	store_budget(store, STORE_UNBOUNDED);
	store_finalize(stmt);
	arena_free(&a);
	return rc == -1 ? err_set(err, "%s:%u: %s", p->template.path,
	    p->template.condition_line, why.text) : 0;
}

int
papers_plan(struct store *store, const struct report_options *options,
    struct err *err)
{
	struct papers papers;
	struct paper_names names = { 0 };
	sqlite3_stmt *insert = NULL;
	int rc = papers_read(&papers, options, err);

	if (rc == 0)
		rc = paper_names_read(&names, store, err);
	if (rc == 0 && (insert = store_prepare(store, "INSERT INTO "
	    "文书(文书, 工作室, 文件) VALUES(?1, ?2, ?3)", err)) == NULL)
		rc = -1;
	for (size_t i = 0; i < papers.n && rc == 0; i++)
		rc = try_paper(&papers.items[i], store, err);
	/* one transaction: each costs a walk over all pages of the store */
	if (rc == 0)
		rc = store_exec(store, "BEGIN", err);
	for (size_t i = 0; i < papers.n && rc == 0; i++)
		if (!papers.items[i].template.self)
			rc = plan_paper(&papers.items[i], store, &names,
			    insert, err);
	store_finalize(insert);
	if (rc == 0)
		rc = store_exec(store, "COMMIT", err);
	paper_names_free(&names);
	papers_free(&papers);
	return rc;
}
