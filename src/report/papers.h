#ifndef PINGGU_REPORT_PAPERS_H
#define PINGGU_REPORT_PAPERS_H

#include "document/document.h"
#include "page/page.h"
#include "report/report.h"
#include "xlsx/xlsx.h"

/*
 * The papers of a scheme: every *.md in templates/<scheme>/ over those in
 * templates/default/, by file name.  An empty file of the scheme takes the
 * default paper of that name away.
 */
struct paper {
	const char *name;	/* 报告 of 报告.md; the folder of its PDFs */
	struct template template;
};

struct papers {
	struct arena arena;
	struct paper *items;	/* by bytes of name */
	size_t n;
};

/*
 * Find and read all papers.  Returns -1 with file and line in err when one
 * is wrong in itself or there is none at all.  Free them in any case.
 */
int	papers_read(struct papers *papers, const struct report_options *options,
	    struct err *err);
void	papers_free(struct papers *papers);

/* What of the options is for the workbook. */
static inline struct workbook_options
workbook_options_of(const struct report_options *o)
{
	return (struct workbook_options){ .scheme = o->scheme,
	    .templates = o->templates, .stop = o->stop };
}

/*
 * Say in the store's table 文书 which studio gets which paper: once, when the
 * results are there and before the store is saved.  Every paper is tried, so
 * that one that is wrong stops here: -1, with file and line in err.  Whose
 * data is too much for a paper's condition gets a finding and not the paper.
 */
int	papers_plan(struct store *store, const struct report_options *options,
	    struct err *err);

/* 概况 after a finding more: how many there are. */
int	findings_count(struct store *store, struct err *err);

/*
 * Why the template at path, which ends with .md, cannot have its name: the
 * folder of its PDFs would be in the way of an output.  FILE: WHAT, in the
 * arena; NULL: it can.
 */
const char *papers_wrong_name(struct arena *a, const char *path);

/* The paper of that name, papers->n when there is none. */
size_t	papers_find(const struct papers *papers, const char *name);

/*
 * Set one studio's paper in pages and write the PDF at path, whole or not at
 * all.  a is used for everything between and may be reset afterwards; *cut,
 * in it, says what is not printed since it is more than 页数上限, or is NULL.
 */
int	paper_print(const struct binding *binding, const char *studio,
	    struct measure *m, struct font_library *fonts,
	    struct arena *a, const char *path, const char **cut,
	    struct err *err);

/* 问题清单.csv and 问题清单.json: writers of outputs. */
int	findings_csv(const char *result, const char *path,
	    const struct report_options *options, struct err *err);
int	findings_json(const char *result, const char *path,
	    const struct report_options *options, struct err *err);

/* The paths of their files, n of them, by bytes of the file's name. */
int	papers_list(struct arena *a, const struct report_options *options,
	    const char ***paths, size_t *n, struct err *err);

#endif
