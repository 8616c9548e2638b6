#include "scheme/scheme.h"

#include <string.h>

#include "base/text.h"
#include "store/store.h"

/*
 * Whose forms were filled in?  Told by the headings of the identity alone: they
 * are few, every studio has them, and no two schemes ask for the same.
 */

struct candidate {
	struct scheme scheme;
	const struct form *form;	/* its identity; NULL: it has none */
	const char **folds;		/* of its fields */
	bool *seen;			/* in the source that is looked at */
	size_t required, known;		/* fields found, over all sources */
};

/* A heading as it is compared: without widths, blanks, a bracket behind. */
static char *
plain(struct arena *a, const char *heading)
{
	char *fold = text_fold(a, heading), *bracket = strchr(fold, '(');

	if (bracket != NULL && bracket > fold)
		*bracket = '\0';
	return fold;
}

static size_t
count_required(const struct form *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->nfields; i++)
		n += f->fields[i].required;
	return n;
}

static void
prepare(struct candidate *c, struct arena *a)
{
	c->form = scheme_form(&c->scheme, TABLE_STUDIO);
	if (c->form == NULL || count_required(c->form) == 0) {
		c->form = NULL;
		return;
	}
	c->folds = arena_alloc(a, c->form->nfields * sizeof(*c->folds));
	c->seen = arena_alloc(a, c->form->nfields * sizeof(*c->seen));
	for (size_t i = 0; i < c->form->nfields; i++)
		c->folds[i] = plain(a, c->form->fields[i].name);
}

/* Whether the plain heading is the field's, or another name of it. */
static bool
is_heading(const struct candidate *c, struct arena *a, size_t i,
    const char *heading)
{
	const struct field *f = &c->form->fields[i];
	bool is = strcmp(c->folds[i], heading) == 0;

	for (size_t k = 0; k < f->naliases && !is; k++)
		is = strcmp(plain(a, f->aliases[k]), heading) == 0;
	return is;
}

static void
take_heading(struct candidate *c, struct arena *a, const char *heading)
{
	for (size_t i = 0; c->form != NULL && i < c->form->nfields; i++) {
		if (c->seen[i] || !is_heading(c, a, i, heading))
			continue;
		c->seen[i] = true;
		c->known++;
		c->required += c->form->fields[i].required;
	}
}

static void
next_source(struct candidate *c)
{
	if (c->form != NULL)
		memset(c->seen, 0, c->form->nfields * sizeof(*c->seen));
}

/* Each heading of each identity, known to the scheme or not; also where it is
   another name of a field whose own name stands there too. */
static int
take_headings(struct candidate *list, size_t n, struct store *store,
    struct err *err)
{
	sqlite3_stmt *q = store_prepare(store,
	    "SELECT f.文件, f.工作表, p.字段 AS h FROM _文件表 AS f JOIN _字段位置"
	    " AS p ON p.文件 = f.文件 AND p.工作表 = f.工作表 WHERE f.表 = '"
	    TABLE_STUDIO "' UNION SELECT f.文件, f.工作表, coalesce(c.值, p.值)"
	    " FROM 问题 AS p JOIN _文件表 AS f ON f.文件 = p.文件 AND f.工作表 ="
	    " coalesce(p.工作表, '') LEFT JOIN 问题单元格 AS c ON c.问题 = p.序"
	    " WHERE p.代码 = ?1 AND f.表 = '" TABLE_STUDIO "' ORDER BY 1, 2, 3",
	    err);
	struct arena a = { 0 }, each = { 0 };
	const char *file = "", *sheet = "";
	int rc = -1;

	if (q != NULL)
		store_bind(q, 1, finding_name(FINDING_HEADER_UNKNOWN));
	while (q != NULL && (rc = store_step(store, q, err)) == 1) {
		const char *heading = plain(&each, store_text(q, 2));
		bool next = strcmp(file, store_text(q, 0)) != 0 ||
		    strcmp(sheet, store_text(q, 1)) != 0;

		for (size_t i = 0; i < n; i++) {
			if (next)
				next_source(&list[i]);
			take_heading(&list[i], &each, heading);
		}
		if (next) {
			arena_reset(&a);
			file = arena_strdup(&a, store_text(q, 0));
			sheet = arena_strdup(&a, store_text(q, 1));
		}
		arena_reset(&each);
	}
	store_finalize(q);
	arena_free(&each);
	arena_free(&a);
	return rc;
}

/* Found required fields in %, over all sources. */
static size_t
fitness(const struct candidate *c, size_t sources)
{
	return c->form == NULL ? 0 : 100 * c->required /
	    (count_required(c->form) * sources);
}

/*
 * The scheme that fits clearly better than the given one, the first of list:
 * it has nearly all it asks for, the given one has not, and it knows more of
 * what was filled in.  NULL: the given one may be right.
 */
static const struct candidate *
better(const struct candidate *list, size_t n, size_t sources)
{
	const struct candidate *best = NULL;
	size_t most = fitness(list, sources) + 15;

	for (size_t i = 1; i < n; i++) {
		size_t fit = fitness(&list[i], sources);

		if (fit < 75 || fit < most || list[i].known <= list->known)
			continue;
		best = &list[i];
		most = fit + 1;
	}
	return best;
}

/* All others that can be found, behind the given one. */
static size_t
read_others(struct candidate *list, struct arena *a, const char **names,
    size_t nnames)
{
	size_t n = 1;

	for (size_t i = 0; i < nnames; i++) {
		const char *path = scheme_find(a, names[i], NULL);
		struct candidate *c = &list[n];

		if (strcmp(names[i], list->scheme.name) == 0 || path == NULL)
			continue;
		if (scheme_read(&c->scheme, path, NULL) == -1) {
			scheme_free(&c->scheme);
			continue;
		}
		prepare(c, a);
		n++;
	}
	return n;
}

static int
compare(const struct scheme *s, struct store *store, size_t sources,
    struct err *err)
{
	const struct candidate *other;
	struct candidate *list;
	struct arena a = { 0 };
	const char **names;
	size_t n, nnames;
	int rc;

	scheme_list(&a, &names, &nnames);
	list = arena_alloc(&a, (nnames + 1) * sizeof(*list));
	list->scheme = *s;	/* to look at: it is the caller's */
	prepare(list, &a);
	n = read_others(list, &a, names, nnames);
	rc = take_headings(list, n, store, err);
	other = rc == 0 ? better(list, n, sources) : NULL;
	if (other != NULL)
		rc = err_set(err, "这些材料像是按《%s》（%s）填的，不是《%s》；请用 "
		    "-s %s", scheme_property(&other->scheme, "名称", ""),
		    other->scheme.name, scheme_property(s, "名称", s->name),
		    other->scheme.name);
	for (size_t i = 1; i < n; i++)
		scheme_free(&list[i].scheme);
	arena_free(&a);
	return rc;
}

int
scheme_check_batch(const struct scheme *s, struct store *store,
    struct err *err)
{
	enum { SOURCES_ALL, SOURCES_ODD, NUMBERS };
	size_t n[NUMBERS];

	if (scheme_form(s, TABLE_STUDIO) == NULL)
		return 0;
	if (store_numbers(store, "SELECT (SELECT count(*) FROM _文件表 WHERE"
	    " 表 = '" TABLE_STUDIO "'), (SELECT count(DISTINCT p.文件 || '!' ||"
	    " f.工作表) FROM 问题 AS p JOIN _文件表 AS f ON f.文件 = p.文件 AND"
	    " f.工作表 = coalesce(p.工作表, '') WHERE f.表 = '" TABLE_STUDIO
	    "' AND p.代码 IN ('COLUMN_MISSING', 'HEADER_MISSING'))", n, NUMBERS,
	    err) == -1)
		return -1;
	return 2 * n[SOURCES_ODD] > n[SOURCES_ALL] ?
	    compare(s, store, n[SOURCES_ALL], err) : 0;
}
