#include "store/store.h"

#include "sheet/sheet.h"
#include "store/finding_limit.h"

char *
finding_cell(struct arena *a, size_t column, size_t row)
{
	struct buf b = { 0 };
	char *cell;

	sheet_add_column_name(&b, column);
	cell = arena_printf(a, "%s%zu", buf_str(&b), row);
	buf_free(&b);
	return cell;
}

/* "甲/填报.xlsx!成员!H36", or the whole row; NULL when there is no row. */
static const char *
place(struct arena *a, const struct finding *f)
{
	const char *sheet = f->sheet != NULL ? f->sheet : "";
	const char *mark = f->sheet != NULL ? "!" : "";

	if (f->file == NULL || f->row == 0)
		return NULL;
	if (f->column == 0)
		return arena_printf(a, "%s!%s%s%zu:%zu", f->file, sheet, mark,
		    f->row, f->row);
	return arena_printf(a, "%s!%s%s%s", f->file, sheet, mark,
	    finding_cell(a, f->column, f->row));
}

static void
bind_number(sqlite3_stmt *stmt, int index, size_t n)
{
	if (n > 0)
		(void)sqlite3_bind_int64(stmt, index, (sqlite3_int64)n);
	else
		(void)sqlite3_bind_null(stmt, index);
}

static int
insert(struct store *s, const char *level, const char *code,
    const char *text, const char *advice, const struct finding *f,
    struct err *err)
{
	struct arena a = { 0 };
	sqlite3_stmt *stmt;
	int rc;

	if (finding_is_rest(s, level, code, f))
		return 0;
	if (s->add_finding == NULL)
		s->add_finding = store_prepare(s, "INSERT INTO 问题(" FINDING_COLUMNS
		    ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,1,?13)", err);
	stmt = s->add_finding;
	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, f->studio);
	store_bind(stmt, 2, level);
	store_bind(stmt, 3, code);
	store_bind(stmt, 4, f->file);
	bind_number(stmt, 5, f->line);
	bind_number(stmt, 6, f->column);
	store_bind(stmt, 7, f->field);
	store_bind(stmt, 8, store_tell(s, &a, f->value));
	store_bind(stmt, 9, f->detail != NULL ? store_tell(s, &a, f->detail) :
	    text);
	store_bind(stmt, 10, f->advice != NULL ? store_tell(s, &a, f->advice) :
	    advice);
	store_bind(stmt, 11, f->basis);
	store_bind(stmt, 12, place(&a, f));
	store_bind(stmt, 13, f->sheet);
	rc = store_step(s, stmt, err);
	(void)sqlite3_reset(stmt);
	(void)sqlite3_clear_bindings(stmt);
	arena_free(&a);
	return rc;
}

int
finding_add(struct store *s, enum finding_code code, const struct finding *f,
    struct err *err)
{
	return insert(s, finding_level(code), finding_name(code),
	    finding_text(code), finding_advice(code), f, err);
}

int
finding_add_rule(struct store *s, const char *rule, const char *level,
    const struct finding *f, struct err *err)
{
	return insert(s, level, rule, NULL, NULL, f, err);
}

int
finding_sort(struct store *s, struct err *err)
{
	/* Numbers that are taken are gone round below 0. */
	return store_exec(s, "UPDATE 问题 SET 序 = -o.n FROM (SELECT 序 AS s,"
	    " row_number() OVER (ORDER BY 文件, 工作表, 行, 列, 序) AS n FROM 问题)"
	    " AS o WHERE o.s = 问题.序; UPDATE 问题 SET 序 = -序", err);
}
