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
