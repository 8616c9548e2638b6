#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/long_number.h"
#include "store/finding_limit.h"
#include "store/functions.h"
#include "store/value.h"

static const unsigned char schema[] = {
#include "store/schema.inc"
};

#define LARGE_CACHE "65536"	/* KB, while a batch is read and assessed, */
#define SMALL_CACHE "8192"	/* and once it is only copied */
#define PROGRESS_STEPS 10000	/* virtual machine steps between two looks */
#define MAX_VALUE (64 << 20)	/* bytes of a text or a row, made in one step */

/* The errno behind a result of SQLite's; 0: it is not the system's doing. */
static int
refusal(sqlite3 *db)
{
	int number = db != NULL ? sqlite3_system_errno(db) : 0;

	switch (db != NULL ? sqlite3_errcode(db) & 0xff : SQLITE_NOMEM) {
	case SQLITE_NOMEM:
		return ENOMEM;
	case SQLITE_FULL:
		return number != 0 ? number : ENOSPC;
	case SQLITE_BUSY:
		return EBUSY;
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
		return number != 0 ? number : EIO;
	default:
		return 0;
	}
}

static int
fail(struct store *s, const char *what, struct err *err)
{
	int number = refusal(s->db);

	/* It takes some errors of the disk for a database that is damaged. */
	if (number == 0 && sqlite3_errcode(s->db) == SQLITE_CORRUPT &&
	    err_refused(err))
		return -1;
	return number != 0 ? err_errno(err, number, "%s", what) :
	    err_set(err, "%s：%s", what, sqlite3_errmsg(s->db));
}

/* ---- what foreign SQL may do -------------------------------------------------- */

/* Functions whose answer depends on more than the data, or that reach out. */
static bool
function_forbidden(const char *name)
{
	static const char *const names[] = { "random", "randomblob",
	    "load_extension", "readfile", "writefile", "edit", "current_date",
	    "current_time", "current_timestamp", "changes", "total_changes",
	    "last_insert_rowid", NULL };

	for (size_t i = 0; names[i] != NULL; i++)
		if (sqlite3_stricmp(names[i], name) == 0)
			return true;
	return false;
}

static int
authorize(void *ctx, int action, const char *arg1, const char *arg2,
    const char *database, const char *trigger)
{
	struct store *s = ctx;

	(void)database;
	(void)trigger;
	if (!s->foreign)
		return SQLITE_OK;
	switch (action) {
	case SQLITE_READ:
		if (s->heard != NULL)
			s->heard(s->listener, arg1, arg2);
		return SQLITE_OK;
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		if (!function_forbidden(arg2))
			return SQLITE_OK;
		s->denied = "随机数、当前时间和访问文件的函数不能用在这里";
		return SQLITE_DENY;
	default:
		s->denied = "只允许读取（SELECT），不允许修改数据或设置";
		return SQLITE_DENY;
	}
}

/*
 * date('now') hides in functions that schemes need.  So our connections have
 * no clock: whoever asks is refused in store_step.  Each thread asks for
 * itself, and a store is used by one at a time.
 */
#define NO_CLOCK	"pinggu"
static _Thread_local bool clock_asked;

static int
no_time(sqlite3_vfs *vfs, sqlite3_int64 *now)
{
	(void)vfs;
	*now = 0;
	clock_asked = true;
	return SQLITE_ERROR;
}

/*
 * SQLite keeps silent where a temporary file with names of people stays, and
 * takes some errors of the disk for damage: both are noted here (err_refused).
 */
static void
note(int number, const char *what, const char *path)
{
	if (number != EINTR && !err_is_absence(number))
		(void)err_errno(NULL, number, "%s%s", what, path);
	errno = number;
}

static int
take_away(const char *path)
{
	int rc = unlink(path);

	if (rc == -1)
		note(errno, "无法删除 ", path);
	return rc;
}

static ssize_t
read_at(int fd, void *to, size_t len, off_t from)
{
	ssize_t n = pread(fd, to, len, from);

	if (n == -1)
		note(errno, "无法读取数据库", "");
	return n;
}

static void
set_up_sqlite(void)
{
	static sqlite3_vfs vfs;		/* SQLite keeps it */
	const sqlite3_vfs *usual;

	/* Nobody asks how much memory it has; counting takes a lock each time.
	   Whoever has begun to use SQLite before goes on counting. */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	usual = sqlite3_vfs_find(NULL);

	if (usual == NULL || usual->iVersion < 3)
		return;			/* then opening fails and says so */
	vfs = *usual;
	vfs.zName = NO_CLOCK;
	vfs.pNext = NULL;
	vfs.xCurrentTimeInt64 = no_time;
	(void)vfs.xSetSystemCall(&vfs, "unlink",
	    (sqlite3_syscall_ptr)take_away);
	/* either is called; off_t has 64 bits */
	(void)vfs.xSetSystemCall(&vfs, "pread", (sqlite3_syscall_ptr)read_at);
	(void)vfs.xSetSystemCall(&vfs, "pread64",
	    (sqlite3_syscall_ptr)read_at);
	(void)sqlite3_vfs_register(&vfs, 0);
}

static int
progress(void *ctx)
{
	struct store *s = ctx;

	if (s->budget == STORE_UNBOUNDED)
		return 0;
	s->budget -= s->budget < PROGRESS_STEPS ? s->budget : PROGRESS_STEPS;
	return s->budget == 0;
}

void
store_budget(struct store *s, uint64_t steps)
{
	s->budget = steps;
}

uint64_t
store_batch_steps(const struct store *s, size_t studios)
{
	return s->foreign_steps + studios * STORE_STEPS_A_STUDIO;
}

int
store_budget_batch(struct store *s, struct err *err)
{
	size_t studios;

	store_budget(s, STORE_UNBOUNDED);
	if (store_numbers(s, "SELECT count(*) FROM " TABLE_STUDIO, &studios, 1,
	    err) == -1)
		return -1;
	store_budget(s, store_batch_steps(s, studios));
	return 0;
}

bool
store_exhausted(const struct store *s)
{
	int rc = sqlite3_errcode(s->db);

	return rc == SQLITE_TOOBIG ||
	    (rc == SQLITE_INTERRUPT && s->budget == 0);
}

/* ---- opening and closing ------------------------------------------------------ */

static int
set_up(struct store *s, struct err *err)
{
	(void)sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, MAX_VALUE);
	s->budget = STORE_UNBOUNDED;
	s->foreign_steps = STORE_FOREIGN_STEPS;
	sqlite3_progress_handler(s->db, PROGRESS_STEPS, progress, s);
	/* "x" that is no name is an error, never a string by accident. */
	if (sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL) !=
	    SQLITE_OK ||
	    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) !=
	    SQLITE_OK ||
	    sqlite3_set_authorizer(s->db, authorize, s) != SQLITE_OK ||
	    store_add_functions(s->db) != SQLITE_OK)
		return fail(s, "无法设置数据库", err);
	return 0;
}

static int
open_db(struct store *s, const char *path, int flags, struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	(void)pthread_once(&once, set_up_sqlite);
	*s = (struct store){ 0 };
	if (sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_NOMUTEX,
	    NO_CLOCK) != SQLITE_OK) {
		char what[PATH_MAX + 64];

		(void)snprintf(what, sizeof(what), "无法打开数据库 %s",
		    *path != '\0' ? path : "（临时文件）");
		(void)fail(s, what, err);
		store_close(s);
		return -1;
	}
	if (set_up(s, err) == -1) {
		store_close(s);
		return -1;
	}
	return 0;
}

/* _问题种类 repeats the one list of kinds for those who ask in SQL. */
static int
list_kinds(struct store *s, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, "INSERT INTO _问题种类(代码, 级别, "
	    "对象, 说明, 未读) VALUES(?1, ?2, ?3, ?4, ?5)", err);
	int rc = stmt != NULL ? 0 : -1;

	for (int i = 0; i < FINDING_COUNT && rc == 0; i++) {
		enum finding_code code = (enum finding_code)i;

		store_bind(stmt, 1, finding_name(code));
		store_bind(stmt, 2, finding_level(code));
		store_bind(stmt, 3, finding_audience(code));
		store_bind(stmt, 4, finding_text(code));
		store_bind(stmt, 5, finding_unread(code));
		rc = store_step(s, stmt, err);
		(void)sqlite3_reset(stmt);
	}
	store_finalize(stmt);
	return rc;
}

int
store_create(struct store *s, struct err *err)
{
	if (open_db(s, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	    err) == -1)
		return -1;
	/* Large pages: a batch is written and read in long rows of them. */
	if (store_exec(s, "PRAGMA page_size = 16384;"
	    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
	    "PRAGMA cache_size = -" LARGE_CACHE ";"
	    "PRAGMA locking_mode = EXCLUSIVE",
	    err) == 0 && store_exec(s, "BEGIN", err) == 0 &&
	    store_exec(s, (const char *)schema, err) == 0 &&
	    list_kinds(s, err) == 0 && store_exec(s, "COMMIT", err) == 0)
		return 0;
	store_close(s);
	return -1;
}

int
store_open(struct store *s, const char *path, struct err *err)
{
	return open_db(s, path, SQLITE_OPEN_READONLY, err);
}

int
store_save(struct store *s, const char *path, struct err *err)
{
	sqlite3_stmt *stmt;
	int rc;

	/* The copy is made with a cache as large as the store's own. */
	if (store_exec(s, "PRAGMA cache_size = -" SMALL_CACHE, err) == -1)
		return -1;
	stmt = store_prepare(s, "VACUUM INTO ?1", err);
	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, path);
	rc = store_step(s, stmt, err);
	store_finalize(stmt);
	/* From here on the copy is read, and by others. */
	(void)sqlite3_db_release_memory(s->db);
	return rc == -1 ? err_prefix(err, "无法写入 %s", path) : 0;
}

void
store_close(struct store *s)
{
	int rc;

	store_finalize(s->add_finding);
	s->add_finding = NULL;
	finding_counts_free(s->counts);
	s->counts = NULL;
	rc = sqlite3_close(s->db);
	assert(rc == SQLITE_OK);	/* else a statement was forgotten */
	(void)rc;
	s->db = NULL;
}

/* ---- statements ---------------------------------------------------------------- */

int
store_exec(struct store *s, const char *sql, struct err *err)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return fail(s, "数据库出错", err);
	return 0;
}

sqlite3_stmt *
store_prepare(struct store *s, const char *sql, struct err *err)
{
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		(void)fail(s, "数据库出错", err);
	return stmt;
}

/* Why a step failed; what SQLite quotes then is a value of a cell. */
static int
fail_step(struct store *s, struct err *err)
{
	const char *why = sqlite3_errmsg(s->db);
	const char *quote = s->show_personal ? NULL : strchr(why, '\'');

	if (refusal(s->db) != 0 || sqlite3_errcode(s->db) == SQLITE_CORRUPT)
		return fail(s, "数据库出错", err);
	return err_set(err, "数据库出错：%.*s%s", quote == NULL ?
	    (int)strlen(why) : (int)(quote - why), why,
	    quote == NULL ? "" : "'…'");
}

int
store_step(struct store *s, sqlite3_stmt *stmt, struct err *err)
{
	int rc;

	clock_asked = false;
	store_forget_texts(stmt);
	rc = sqlite3_step(stmt);
	if (clock_asked)
		return err_set(err, "当前时间（'now'）不能用在这里："
		    "同样的材料，哪天运行都要得出同样的结果");
	switch (rc) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		return 0;
	case SQLITE_TOOBIG:
		return err_set(err, "算出的一个值超过 64 MiB");
	case SQLITE_INTERRUPT:
		if (s->budget == 0)
			return err_set(err, "查询用时过长，已中止；"
			    "请检查是否漏写了连接条件或递归没有终点");
		/* FALLTHROUGH */
	default:
		return fail_step(s, err);
	}
}

int
store_numbers(struct store *s, const char *sql, size_t *numbers, int n,
    struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, sql, err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = store_step(s, stmt, err);
	for (int i = 0; i < n; i++)
		numbers[i] = rc == 1 ?
		    (size_t)sqlite3_column_int64(stmt, i) : 0;
	store_finalize(stmt);
	return rc == -1 ? -1 : 0;
}

const char *
store_tell(const struct store *s, struct arena *a, const char *text)
{
	return text == NULL || s->show_personal ? text :
	    long_number_mask(a, text);
}

void
store_finalize(sqlite3_stmt *stmt)
{
	store_forget_texts(stmt);
	(void)sqlite3_finalize(stmt);	/* repeats the error of the step */
}

void
store_bind(sqlite3_stmt *stmt, int index, const char *text)
{
	int rc = text == NULL ? sqlite3_bind_null(stmt, index) :
	    sqlite3_bind_text(stmt, index, text, -1, SQLITE_STATIC);

	assert(rc == SQLITE_OK);	/* no such parameter: our bug */
	(void)rc;
}

/* The text between quotes, those in it doubled; in the arena. */
static char *
quoted(struct arena *a, const char *text, char quote)
{
	char *p = arena_alloc(a, strlen(text) * 2 + 3), *out = p;

	*p++ = quote;
	for (; *text != '\0'; text++) {
		if (*text == quote)
			*p++ = quote;
		*p++ = *text;
	}
	*p = quote;
	return out;
}

char *
store_quote(struct arena *a, const char *name)
{
	return quoted(a, name, '"');
}

char *
store_literal(struct arena *a, const char *text)
{
	return quoted(a, text, '\'');
}

bool
store_reserved(const char *table)
{
	size_t len = strlen(table);

	if (*table == '_' || sqlite3_strnicmp(table, "sqlite_", 7) == 0 ||
	    strcmp(table, TABLE_SCHEME) == 0 ||
	    strcmp(table, TABLE_REMARKS) == 0 ||
	    strcmp(table, TABLE_PARTICULARS) == 0)
		return true;
	/* The schema begins a line with "CREATE TABLE name(" or "VIEW name ". */
	for (const char *p = (const char *)schema;
	    (p = strstr(p, "\nCREATE ")) != NULL;) {
		p = strchr(p + strlen("\nCREATE "), ' ') + 1;
		if (strncmp(p, table, len) == 0 && strchr("( ", p[len]) != NULL)
			return true;
	}
	return false;
}
