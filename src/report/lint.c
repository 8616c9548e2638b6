#include "report/report.h"

#include <string.h>

#include "base/file.h"
#include "page/page.h"
#include "report/papers.h"

#define TEMPLATE_SIZE (4 << 20)	/* bytes of one: more is no template */

int
report_lint(struct store *store, const struct report_options *options,
    void (*complain)(void *ctx, const char *text), void *ctx,
    struct err *err)
{
	const struct workbook_options sheets = workbook_options_of(options);
	struct arena a = { 0 };
	const char **paths;
	size_t n;
	int rc = papers_list(&a, options, &paths, &n, err);

	for (size_t i = 0; i < n && rc == 0; i++) {
		const char *wrong = papers_wrong_name(&a, paths[i]);

		if (wrong != NULL)
			complain(ctx, wrong);
		template_check(paths[i], components, store, complain, ctx);
	}
	arena_free(&a);
	if (rc == 0)
		workbook_lint(store, &sheets, complain, ctx);
	return rc;
}

/* Whether a file of the folder, or of a folder in it, holds the word. */
static bool
folder_mentions(struct arena *a, const char *folder, const char *word)
{
	struct dir_entry *entries;
	size_t n, len;
	char *text;

	if (!path_is_dir(folder) ||
	    dir_list(a, folder, &entries, &n, NULL) == -1)
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *path = path_join(a, folder, entries[i].name);

		if (entries[i].kind == FILE_DIR) {
			if (folder_mentions(a, path, word))
				return true;
		} else if (file_read(a, path, TEMPLATE_SIZE, &text, &len, NULL,
		    NULL) == 0 && strstr(text, word) != NULL) {
			return true;
		}
	}
	return false;
}

bool
report_mentions(const struct report_options *options, const char *word)
{
	const char *const sets[] = { options->scheme, "default" };
	struct arena a = { 0 };
	bool found = false;

	for (size_t s = 0; s < 2 && !found; s++)
		for (size_t i = 0; options->templates[i] != NULL && !found;
		    i++)
			found = folder_mentions(&a, path_join(&a,
			    options->templates[i], sets[s]), word);
	arena_free(&a);
	return found;
}
