#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "command/command.h"
#include "report/report.h"

/* ---- somebody has it open ------------------------------------------------------ */

/* What programs put beside a file while it is open in them. */
static const struct { const char *before, *behind; } locks[] = {
	{ ".~lock.", "#" },	/* LibreOffice */
	{ "~$", "" },		/* Excel */
	{ ".~", "" },		/* WPS */
};

const char *
result_lock_of(struct arena *a, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof(locks) / sizeof(*locks); i++) {
		size_t before = strlen(locks[i].before);
		size_t behind = strlen(locks[i].behind);

		if (len > before + behind &&
		    strncmp(name, locks[i].before, before) == 0 &&
		    strcmp(name + len - behind, locks[i].behind) == 0)
			return arena_strndup(a, name + before,
			    len - before - behind);
	}
	return NULL;
}

int
result_refuse_lock(struct arena *a, const char *folder, const char *lock,
    struct err *err)
{
	const char *base = path_base(lock);
	const char *file = result_lock_of(a, base);
	const char *at = path_join(a, folder, lock), *open;

	if (file == NULL)
		return 0;
	open = path_join(a, arena_strndup(a, at, strlen(at) - strlen(base)),
	    file);
	if (!path_exists(open))
		return 0;
	return err_set(err, "请先关闭 %s（在 Excel、WPS 或 LibreOffice 中打开着），"
	    "再重新运行；如果并没有打开，请删去留下的 %s", file, at);
}

/* ---- what would vanish --------------------------------------------------------- */

#define MOST_NAMES 3	/* that a message has room for */

struct lost {
	struct buf names;
	size_t old, new, both;	/* studios: before, now, in either */
};

/* Whether the run that store holds has the studio; -1: no answer. */
static int
has_studio(sqlite3_stmt *q, struct store *store, const char *code)
{
	int rc;

	store_bind(q, 1, code);
	rc = store_step(store, q, NULL);
	(void)sqlite3_reset(q);
	return rc;
}

/* Compare the studios of an earlier result with those of this run. */
static int
compare(struct store *old, struct store *store, struct lost *lost,
    struct err *err)
{
	sqlite3_stmt *each = store_prepare(old, "SELECT " FIELD_CODE " FROM "
	    TABLE_STUDIO " ORDER BY " FIELD_CODE, NULL);
	sqlite3_stmt *has = store_prepare(store, "SELECT 1 FROM " TABLE_STUDIO
	    " WHERE " FIELD_CODE " = ?1", err);
	size_t names = 0;
	int rc = has == NULL ? -1 : 0;

	while (rc == 0 && each != NULL && store_step(old, each, NULL) == 1) {
		const char *code = store_text(each, 0);

		lost->old++;
		rc = has_studio(has, store, code);
		if (rc == 1)
			lost->both++;
		else if (rc == 0 && names++ < MOST_NAMES)
			buf_addf(&lost->names, "%s%s", names == 1 ? "" : "、",
			    code);
		rc = rc == -1 ? -1 : 0;
	}
	store_finalize(each);
	store_finalize(has);
	return rc == -1 ? err_set(err, "无法读取本次的工作室") :
	    store_numbers(store, "SELECT count(*) FROM " TABLE_STUDIO,
	    &lost->new, 1, err);
}

int
result_shrinks(struct arena *a, const char *folder, struct store *store,
    bool *shrinks, struct err *err)
{
	const char *path = path_join(a, folder, OUTPUT_RESULT);
	struct lost lost = { 0 };
	struct store old;
	int rc;

	*shrinks = false;
	if (!path_exists(path) || store_open(&old, path, NULL) == -1)
		return 0;
	rc = compare(&old, store, &lost, err);
	store_close(&old);
	/* a part of what was there, or one studio where there were many */
	*shrinks = rc == 0 && lost.old > lost.new &&
	    (lost.both == lost.new || lost.new == 1);
	if (*shrinks)
		(void)err_set(err, "%s 里上次的结果有 %zu 个工作室，这次只有 %zu 个；"
		    "换上以后，%s%s的报告和分数就没有了；请用 -o 换一个输出位置，"
		    "或加 --force（原来的文件夹改名保留）", folder, lost.old,
		    lost.new, buf_str(&lost.names), lost.old - lost.both >
		    MOST_NAMES ? arena_printf(a, "等 %zu 个工作室", lost.old -
		    lost.both) : " ");
	buf_free(&lost.names);
	return rc;
}
