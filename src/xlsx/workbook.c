#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "xlsx/private.h"
#include "xlsx/xlsx.h"

#define EPOCH_1980	315532800	/* first day a zip archive knows */
#define STEP		((size_t)1 << 18)

/* ---- what the sheets share --------------------------------------------------- */

/*
 * The columns of a table's only row, with no values where there is none yet;
 * to be freed.
 */
static int
read_row(struct book *book, const char *sql, struct book_property **items,
    size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(book->store, sql, err);
	int rc, n;

	if (stmt == NULL)
		return -1;
	n = sqlite3_column_count(stmt);
	*items = mem_zero((size_t)n + 1, sizeof(**items));
	rc = store_step(book->store, stmt, err);
	for (int i = 0; i < n; i++)
		(*items)[(*count)++] = (struct book_property){
			arena_strdup(&book->arena,
			    sqlite3_column_name(stmt, i)), rc != 1 ? NULL :
			arena_strdup(&book->arena, store_text(stmt, i)) };
	store_finalize(stmt);
	return rc == -1 ? -1 : 0;
}

static int
read_properties(struct book *book, struct err *err)
{
	if (read_row(book, "SELECT * FROM 方案", &book->properties,
	    &book->nproperties, err) == -1)
		return -1;
	return read_row(book, "SELECT * FROM 概况", &book->overview,
	    &book->noverview, err);
}

/* The second when the data was judged, so that bytes do not depend on now. */
static time_t
created(const char *date)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	struct date d;

	if (date_parse_day(date, &d) && date_time(&d) > EPOCH_1980)
		return date_time(&d);
	if (epoch != NULL && strtoll(epoch, NULL, 10) > EPOCH_1980)
		return (time_t)strtoll(epoch, NULL, 10);
	return EPOCH_1980;
}

/* The line below every title, and the document's properties. */
static int
describe(struct book *book, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(book->store,
	    "SELECT 方案名称, 日期, coalesce(方案名称 || '　', '')"
	    " || coalesce('日期：' || 日期 || '　', '')"
	    " || coalesce(?1, '" TABLE_STUDIO "') || ' ' || 工作室数 || ' 个'"
	    " || CASE WHEN EXISTS (SELECT 1 FROM 指标) THEN '（已评审 ' ||"
	    " 已评审数 || ' 个，待评审 ' || 待评审数 || ' 个）' ELSE '' END ||"
	    " CASE WHEN 未评估数 > 0 THEN '，另有 ' || 未评估数 ||"
	    " ' 个文件夹未评估' ELSE '' END,"
	    " 版本 FROM 概况", err);
	static char title[] = "汇总表";
	const char *called;
	lxw_doc_properties p = { .title = title };
	int rc;

	if (stmt == NULL)
		return -1;
	called = book_property_value(book->properties, book->nproperties,
	    "称呼");
	if (called != NULL && *called != '\0')
		store_bind(stmt, 1, called);
	rc = store_step(book->store, stmt, err);
	book->subtitle = "";
	if (rc == 1) {
		book->subtitle = arena_strdup(&book->arena,
		    store_text(stmt, 2));
		p.subject = arena_strdup(&book->arena, store_text(stmt, 0));
		p.comments = arena_printf(&book->arena, "pinggu %s",
		    store_text(stmt, 3));
	}
	p.created = created(rc == 1 ? store_text(stmt, 1) : "");
	book_check(book, workbook_set_properties(book->wb, &p));
	store_finalize(stmt);
	return rc == -1 ? -1 : 0;
}

/* ---- the sheets ----------------------------------------------------------------- */

static void
book_sheet_free(struct book_sheet *s)
{
	book_sheet_release(s);
	free(s->file.keys);
	free(s->columns);
}

#define BAD_NAME	"“%s”不能作为工作表的名称（已有同名的，超过31个字，" \
	"或者含有 [ ] : * ? / \\ 之一）"
#define NO_SHEET	"没有可用的工作表模板"

/* NULL when the name is none for a worksheet, or there cannot be another. */
static lxw_worksheet *
add_worksheet(struct book *book, const char *name)
{
	lxw_worksheet *ws =
	    workbook_validate_sheet_name(book->wb, name) == LXW_NO_ERROR ?
	    workbook_add_worksheet(book->wb, name) : NULL;

	if (ws != NULL)
		record_begin(&book->record, ws, name);
	return ws;
}

/* Why there is no worksheet of that name. */
static int
no_worksheet(struct book *book, const struct book_sheet *s, struct err *err)
{
	const int number = errno;

	if (workbook_validate_sheet_name(book->wb, s->file.sheet) !=
	    LXW_NO_ERROR)
		return err_set(err, "%s:1: " BAD_NAME, s->file.path,
		    s->file.sheet);
	return number != 0 ? err_errno(err, number, "无法建立工作表%s",
	    s->file.sheet) : err_set(err, "无法建立工作表%s",
	    s->file.sheet);
}

/* Leave out the sheets that are not wanted here; name all others. */
static int
name_sheets(struct book *book, struct err *err)
{
	size_t kept = 0;

	if (book_repeat_sheets(book, err) == -1)
		return -1;
	for (size_t i = 0; i < book->nsheets; i++) {
		struct book_sheet *s = &book->sheets[i];
		const char *missing;

		if (book_sheet_wanted(book, s, &missing, err) == -1)
			return -1;
		if (missing != NULL) {
			book_sheet_free(s);
			memset(s, 0, sizeof(*s));
			continue;
		}
		if (kept < i) {
			book->sheets[kept] = *s;
			memset(s, 0, sizeof(*s));
		}
		s = &book->sheets[kept++];
		s->ws = add_worksheet(book, s->file.sheet);
		if (s->ws == NULL)
			return no_worksheet(book, s, err);
	}
	book->nsheets = kept;
	return kept > 0 ? 0 : err_set(err, NO_SHEET);
}

static bool
refers_to(const struct book_sheet *s, const struct book_sheet *to)
{
	for (size_t i = 0; i < s->file.nkeys; i++)
		if (reference_names(s->file.keys[i].value, to))
			return true;
	return false;
}

static bool
is_ready(const struct book *book, const struct book_sheet *s)
{
	if (!s->loaded || s->written)
		return false;
	for (size_t i = 0; i < book->nsheets; i++)
		if (!book->sheets[i].loaded && refers_to(s, &book->sheets[i]))
			return false;
	return true;
}

/* Write what is loaded and refers to no sheet that is not. */
static int
write_ready(struct book *book, struct err *err)
{
	for (size_t i = 0; i < book->nsheets; i++) {
		struct book_sheet *s = &book->sheets[i];

		if (!is_ready(book, s))
			continue;
		if (book_sheet_format(book, s, err) == -1 ||
		    book_sheet_write(book, s, err) == -1)
			return -1;
		s->written = true;
		book_sheet_release(s);
	}
	return 0;
}

/*
 * One sheet after the other is loaded, written and let go as soon as it can
 * be, so that memory holds the largest and not all of them.
 */
static int
make_sheets(struct book *book, const struct workbook_options *options,
    struct err *err)
{
	if (name_sheets(book, err) == -1)
		return -1;
	for (size_t i = 0; i < book->nsheets; i++) {
		if (options->stop != NULL && options->stop())
			return err_interrupted(err);
		if (book_sheet_load(book, &book->sheets[i], err) == -1 ||
		    write_ready(book, err) == -1)
			return -1;
	}
	return 0;
}

/* ---- the file ------------------------------------------------------------------- */

int
book_publish(int fd, const char *path, const struct book_record *asked,
    struct err *err)
{
	const off_t len = lseek(fd, 0, SEEK_END);
	void *map = len <= 0 ? MAP_FAILED :
	    mmap(NULL, (size_t)len, PROT_READ, MAP_PRIVATE, fd, 0);
	const unsigned char *zip = map;
	struct out out;
	struct err why = { 0 };
	int rc;

	if (map == MAP_FAILED)
		return library_refused(path, err);
	rc = package_verify(zip, (size_t)len, asked, &why);
	if (rc == -1)	/* what libxlsxwriter wrote or read went wrong */
		(void)err_errno(err, EIO, "无法写入 %s：%s", path, why.text);
	if (rc == 0)
		rc = out_open(&out, path, err);
	if (rc == 0) {
		for (size_t at = 0; at < (size_t)len; at += STEP) {
			out_write(&out, zip + at, (size_t)len - at < STEP ?
			    (size_t)len - at : STEP);
			/* Written is no longer needed here. */
			(void)madvise(map, at, MADV_DONTNEED);
		}
		rc = out_commit(&out, err);
	}
	(void)munmap(map, (size_t)len);
	return rc;
}

/* Have the library make the file that fd is; path is what it is for. */
static int
make_file(struct book *book, int fd, const char *path,
    const struct workbook_options *options, struct err *err)
{
	/* A sheet is kept beside the output while it is written. */
	lxw_workbook_options o = { .constant_memory = 1,
	    .tmpdir = path_folder(&book->arena, path) };
	int rc;

	book->wb = workbook_new_opt(arena_printf(&book->arena,
	    "/proc/self/fd/%d", fd), &o);
	if (book->wb == NULL)
		return err_set(err, "无法建立工作簿：内存不足");
	rc = describe(book, err);
	if (rc == 0)
		rc = make_sheets(book, options, err);
	if (rc == -1) {
		library_give_up(book->wb);
		return -1;
	}
	errno = 0;
	book_check(book, workbook_close(book->wb));  /* frees it in any case */
	return 0;
}

/* Build the workbook in memory: a disk that is full is met in book_publish(). */
static int
build(struct book *book, const char *path,
    const struct workbook_options *options, struct err *err)
{
	int fd = memfd_create("workbook", MFD_CLOEXEC), rc;
	struct library_words words;

	if (fd == -1)
		return err_errno(err, errno, "无法建立工作簿");
	rc = library_begin(&words, err);
	if (rc == 0) {
		rc = make_file(book, fd, path, options, err);
		if (library_end(&words, rc == 0 ? book->failed : LXW_NO_ERROR,
		    path, rc == 0 ? err : NULL) == -1)
			rc = -1;
	}
	if (rc == 0)
		rc = book_publish(fd, path, &book->record, err);
	(void)close(fd);
	return rc;
}

static void
book_free(struct book *book)
{
	for (size_t i = 0; i < book->nsheets; i++)
		book_sheet_free(&book->sheets[i]);
	free(book->sheets);
	free(book->formats);
	record_free(&book->record);
	free(book->properties);
	free(book->overview);
	paper_names_free(&book->names);
	arena_free(&book->arena);
}

int
workbook_write(const char *db_path, const char *path,
    const struct workbook_options *options, struct err *err)
{
	struct store store;
	struct book book = { .store = &store };
	int rc;

	if (store_open(&store, db_path, err) == -1)
		return -1;
	rc = read_properties(&book, err);
	if (rc == 0)
		rc = paper_names_printed(&book.names, book.store, "报告",
		    err);
	if (rc == 0)
		rc = sheet_files_find(&book, options->scheme, options->templates,
		    err);
	if (rc == 0)
		rc = build(&book, path, options, err);
	book_free(&book);
	store_close(&store);
	return rc;
}

/* ---- lint ----------------------------------------------------------------------- */

/* Run its queries: its columns are known then; false: it is not wanted. */
static bool
try_sheet(struct book *book, struct book_sheet *s)
{
	const char *missing = NULL;
	struct err why = { 0 };

	if (*s->file.sql == '\0')	/* it could not be read */
		return false;
	if (book_sheet_wanted(book, s, &missing, &why) == -1)
		return sheet_file_fail(&s->file, &book->arena, 1, &why) == 0;
	if (missing != NULL && s->file.own)
		mistakes_add(&s->file.mistakes, &book->arena,
		    sheet_file_key(&s->file, "需要")->line,
		    arena_printf(&book->arena, "“需要”：这个方案没有“%s”，"
		    "所以不会有这张工作表", missing));
	if (missing != NULL)
		return false;
	/* What is wrong is among its mistakes. */
	if (book_sheet_try_repeat(book, s, &why) == 0)
		(void)book_sheet_load(book, s, &why);
	return true;
}

/*
 * Try all sheets and leave out those that are not wanted here, but for what
 * is wrong in them.  Wanted ones come first and are counted.
 */
static size_t
try_sheets(struct book *book)
{
	size_t wanted = 0;

	for (size_t i = 0; i < book->nsheets; i++) {
		struct book_sheet s;

		if (!try_sheet(book, &book->sheets[i]))
			continue;
		s = book->sheets[i];
		memmove(&book->sheets[wanted + 1], &book->sheets[wanted],
		    (i - wanted) * sizeof(s));
		book->sheets[wanted++] = s;
	}
	return wanted;
}

void
workbook_lint(struct store *store, const struct workbook_options *options,
    void (*complain)(void *ctx, const char *text), void *ctx)
{
	struct book book = { .store = store, .wb = workbook_new("") };
	struct err why = { 0 };
	size_t all, wanted = 0;

	if (book.wb == NULL) {	/* the judge of the sheets' names */
		complain(ctx, "无法建立工作簿：内存不足");
		return;
	}
	if ((sheet_files_find(&book, options->scheme, options->templates,
	    &why) == -1 && book.nsheets == 0) ||
	    read_properties(&book, &why) == -1) {
		complain(ctx, why.text);
	} else if ((wanted = try_sheets(&book)) == 0) {
		complain(ctx, NO_SHEET);
	}
	all = book.nsheets;
	book.nsheets = wanted;	/* no other can be referred to */
	book.nunwanted = all - wanted;
	for (size_t i = 0; i < wanted; i++) {
		struct book_sheet *s = &book.sheets[i];

		book_sheet_check(&book, s);
		if (s->nparts == 0 &&
		    add_worksheet(&book, s->file.sheet) == NULL)
			mistakes_add(&s->file.mistakes, &book.arena, 1,
			    arena_printf(&book.arena, BAD_NAME,
			    s->file.sheet));
	}
	book.nsheets = all;
	for (size_t i = 0; i < all; i++)
		mistakes_tell(&book.sheets[i].file.mistakes,
		    book.sheets[i].file.path, complain, ctx);
	lxw_workbook_free(book.wb);
	book_free(&book);
}
