#include "intake/private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/text.h"

static const char *const table_extensions[] = { ".csv", ".txt", NULL };
static const char *const workbook_extensions[] = { ".xlsx", ".xls", ".xlsm",
	".et", ".ods", ".wps", NULL };

/* Hidden files, and what file managers and packers leave behind. */
static bool
is_litter(const char *name)
{
	return name[0] == '.' || strncmp(name, "~$", 2) == 0 ||
	    strcasecmp(name, "Thumbs.db") == 0 ||
	    strcasecmp(name, "desktop.ini") == 0 ||
	    strcmp(name, "__MACOSX") == 0;
}

/* The name without one of the extensions (any case), or NULL. */
static char *
stem(struct arena *a, const char *name, const char *const *extensions)
{
	size_t len = strlen(name);

	for (; *extensions != NULL; extensions++) {
		size_t n = strlen(*extensions);

		if (len > n && strcasecmp(name + len - n, *extensions) == 0)
			return arena_strndup(a, name, len - n);
	}
	return NULL;
}

/*
 * The form whose file has this name: the table's own or 表-甲, *part then
 * "甲".  The identity is 基本信息 in a studio's folder, 工作室 in the root.
 */
static const struct form *
form_of(struct intake *in, const char *name, bool root, const char **part)
{
	const struct form *found = NULL;
	char *fold = text_nfkc(&in->each, text_trim(&in->each, name));
	size_t best = 0;

	for (size_t i = 0; i < in->scheme->nforms; i++) {
		const struct form *f = &in->scheme->forms[i];
		bool identity = strcmp(f->name, TABLE_STUDIO) == 0;
		const char *want = text_nfkc(&in->each,
		    identity && !root ? FILE_STUDIO : f->name);
		size_t n = strlen(want);

		if (strncmp(fold, want, n) != 0 || n < best)
			continue;
		if (fold[n] != '\0' && *text_trim(&in->each, fold + n) != '-')
			continue;
		best = n;
		found = f;
		*part = "";
		if (fold[n] != '\0')
			*part = text_trim(&in->run,
			    strchr(fold + n, '-') + 1);
	}
	return found;
}

/* A name that is shown; bytes that are no UTF-8 are shown decoded. */
static const char *
shown_name(struct arena *a, const char *name)
{
	const char *encoding;
	char *text;

	if (text_valid(name, strlen(name)))
		return name;
	text = sheet_decode(a, name, strlen(name), &encoding);
	return text != NULL ? text : "（乱码）";
}

/* The form whose table this would be, by its name alone, or NULL. */
static const struct form *
meant_form(struct intake *in, const char *name, bool root)
{
	const char *part, *s = stem(&in->each, name, table_extensions);

	if (s == NULL)
		s = stem(&in->each, name, workbook_extensions);
	return form_of(in, s != NULL ? s : name, root, &part);
}

static void
tell(struct intake *in, enum finding_code code, const struct folder *fo,
    const char *name, bool root, const char *detail)
{
	const char *shown = shown_name(&in->each, name);
	const char *file = path_join(&in->each, fo->shown, shown);
	const struct form *form = meant_form(in, shown, root);

	if (form != NULL)
		log_form(in, file, NULL, form);
	log_finding(in, code, &(struct finding){
	    .studio = root ? NULL : fo->name, .file = file,
	    .detail = detail });
}

/* A file that is no table of this folder: say so, as kindly as possible. */
static void
tell_unknown(struct intake *in, const struct folder *fo, const char *name,
    bool root)
{
	const char *part, *s = stem(&in->each, name, table_extensions);
	const char *book = stem(&in->each, name, workbook_extensions);

	if (book != NULL && form_of(in, book, root, &part) != NULL)
		tell(in, FINDING_FILE_SPREADSHEET, fo, name, root, NULL);
	else if (s != NULL && form_of(in, s, root, &part) != NULL)
		tell(in, FINDING_FILE_UNREADABLE, fo, name, root,
		    "不是普通文件，未读取");
	else if (s != NULL && form_of(in, s, !root, &part) != NULL)
		tell(in, FINDING_FILE_MISPLACED, fo, name, root, root ?
		    "“" FILE_STUDIO "”应放在工作室自己的文件夹里，未读取" :
		    "“" TABLE_STUDIO "”汇总表应放在根目录，未读取");
	else
		tell(in, FINDING_FILE_NAME_UNKNOWN, fo, name, root, NULL);
}

/* One entry that is no folder. */
static void
take_file(struct intake *in, struct folder *fo, const struct dir_entry *e,
    const char *dir, bool root)
{
	const struct form *form = NULL;
	struct source *src;
	const char *part, *s;

	if (!text_valid(e->name, strlen(e->name))) {
		tell(in, FINDING_FILE_NAME_NOT_TEXT, fo, e->name, root, NULL);
		return;
	}
	if (e->kind == FILE_LINK) {
		tell(in, FINDING_FILE_LINK, fo, e->name, root, NULL);
		return;
	}
	s = stem(&in->each, e->name, table_extensions);
	if (s != NULL && e->kind == FILE_REGULAR)
		form = form_of(in, s, root, &part);
	if (form == NULL) {
		tell_unknown(in, fo, e->name, root);
		return;
	}
	src = &fo->sources[fo->nsources++];
	src->path = path_join(&in->run, dir, e->name);
	src->shown = path_join(&in->run, fo->shown, e->name);
	src->form = form;
	src->part = part;
	log_form(in, src->shown, src->sheet, form);
	in->total++;
}

/*
 * Who it is comes first; then the tables whose rows name texts, so that no
 * text is then taken for a part of a table.
 */
static int
turn(const struct source *src)
{
	if (source_is_identity(src))
		return 0;
	return form_has_texts(src->form) && !source_may_be_attachment(src) ? 1 : 2;
}

/* Put the sources in the order of reading; equal ones stay in theirs. */
static void
order_sources(struct folder *fo)
{
	for (size_t i = 1; i < fo->nsources; i++) {
		struct source src = fo->sources[i];
		size_t k = i;

		for (; k > 0 && turn(&fo->sources[k - 1]) > turn(&src); k--)
			fo->sources[k] = fo->sources[k - 1];
		fo->sources[k] = src;
	}
}

/* All files of a studio's folder. */
static int
take_folder(struct intake *in, struct folder *fo, const char *dir)
{
	struct dir_entry *entries;
	struct err why;
	size_t n;

	if (dir_list(&in->each, dir, &entries, &n, &why) == -1) {
		if (log_shortage(in, &why))
			return -1;
		log_finding(in, FINDING_FILE_UNREADABLE, &(struct finding){
		    .studio = fo->name, .file = fo->shown });
		fo->has_entries = true;
		return in->failed ? -1 : 0;
	}
	fo->sources = arena_alloc(&in->run, n * sizeof(*fo->sources));
	for (size_t i = 0; i < n; i++) {
		if (is_litter(entries[i].name))
			continue;
		fo->has_entries = true;
		if (entries[i].kind == FILE_DIR)
			tell(in, FINDING_FOLDER_UNKNOWN, fo, entries[i].name,
			    false, NULL);
		else
			take_file(in, fo, &entries[i], dir, false);
	}
	order_sources(fo);
	arena_reset(&in->each);
	return in->failed ? -1 : 0;
}

/* Whether one of the entries is a file of the identity. */
static bool
has_identity(struct intake *in, const struct dir_entry *entries, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *part, *s = stem(&in->each, entries[i].name,
		    table_extensions);
		const struct form *f;

		if (s == NULL || is_litter(s) || entries[i].kind == FILE_DIR ||
		    !text_valid(s, strlen(s)))
			continue;
		f = form_of(in, s, false, &part);
		if (f != NULL && strcmp(f->name, TABLE_STUDIO) == 0)
			return true;
	}
	return false;
}

/* A folder with an identity of its own, and none further down. */
static bool
is_one_studio(struct intake *in, const char *path,
    const struct dir_entry *entries, size_t n)
{
	bool one = has_identity(in, entries, n);

	for (size_t i = 0; i < n && one; i++) {
		struct dir_entry *inner;
		struct err why;
		size_t m;

		if (entries[i].kind == FILE_DIR && !is_litter(entries[i].name) &&
		    dir_list(&in->each, path_join(&in->each, path,
		    entries[i].name), &inner, &m, &why) == 0)
			one = !has_identity(in, inner, m);
	}
	return one;
}

/* The batch is one studio's folder; its name is that of the path. */
static int
take_one(struct intake *in, const char *path, struct batch *b)
{
	char *real = realpath(path, NULL);
	const char *name = path_base(real != NULL ? real : path);
	struct folder *fo;

	b->folders = arena_alloc(&in->run, sizeof(*b->folders));
	b->nfolders = 1;
	fo = &b->folders[0];
	fo->name = arena_strdup(&in->run, shown_name(&in->run, name));
	fo->shown = "";
	free(real);
	return take_folder(in, fo, path);
}

/* Every folder of the batch is a studio's, every file a table of all. */
static int
take_all(struct intake *in, const char *path, struct batch *b,
    const struct dir_entry *entries, size_t n)
{
	b->folders = arena_alloc(&in->run, n * sizeof(*b->folders));
	b->root.shown = "";
	b->root.sources = arena_alloc(&in->run, n * sizeof(*b->root.sources));
	for (size_t i = 0; i < n; i++) {
		struct folder *fo = &b->folders[b->nfolders];
		const char *name = entries[i].name;

		if (is_litter(name))
			continue;
		if (entries[i].kind != FILE_DIR) {
			take_file(in, &b->root, &entries[i], path, true);
			continue;
		}
		if (!text_valid(name, strlen(name))) {
			tell(in, FINDING_FILE_NAME_NOT_TEXT, &b->root, name,
			    true, NULL);
			continue;
		}
		b->nfolders++;
		fo->shown = arena_strdup(&in->run, name);
		fo->name = text_trim(&in->run, name);
		if (take_folder(in, fo, path_join(&in->run, path, name)) == -1)
			return -1;
	}
	order_sources(&b->root);
	return in->failed ? -1 : 0;
}

/* The first folder at path that holds folders with an identity, or NULL. */
static const char *
batch_below(struct intake *in, const char *path)
{
	struct dir_entry *entries, *inner;
	struct err why;
	size_t n, m;

	if (dir_list(&in->each, path, &entries, &n, &why) == -1)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		const char *below = path_join(&in->each, path, entries[i].name);

		if (entries[i].kind == FILE_DIR && !is_litter(entries[i].name) &&
		    dir_list(&in->each, below, &inner, &m, &why) == 0 &&
		    has_identity(in, inner, m))
			return path;
	}
	return NULL;
}

/*
 * Somebody named the folder above the batch: no studio here, but a batch in
 * one of the folders.  Reading on would only list every file as unknown.
 */
static int
refuse_above(struct intake *in, const char *path,
    const struct dir_entry *entries, size_t n)
{
	const char *batch = NULL;

	if (batch_below(in, path) != NULL)
		return 0;
	for (size_t i = 0; i < n && batch == NULL; i++) {
		const char *part, *s = stem(&in->each, entries[i].name,
		    table_extensions);
		const struct form *f = s == NULL ||
		    entries[i].kind != FILE_REGULAR ? NULL :
		    form_of(in, s, true, &part);

		if (f != NULL && strcmp(f->name, TABLE_STUDIO) == 0)
			return 0;
		if (entries[i].kind == FILE_DIR && !is_litter(entries[i].name))
			batch = batch_below(in, path_join(&in->each, path,
			    entries[i].name));
	}
	if (batch == NULL)
		return 0;
	return err_set(in->err, "%s 里没有工作室的文件夹，而 %s 里有；"
	    "请改为指定 %s", path, batch, batch);
}

int
batch_discover(struct intake *in, const char *path, struct batch *b)
{
	struct dir_entry *entries;
	size_t n;

	*b = (struct batch){ 0 };
	if (dir_list(&in->run, path, &entries, &n, in->err) == -1)
		return -1;
	if (is_one_studio(in, path, entries, n))
		return take_one(in, path, b);
	if (refuse_above(in, path, entries, n) == -1)
		return -1;
	return take_all(in, path, b, entries, n);
}
