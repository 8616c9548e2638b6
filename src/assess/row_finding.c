#include "assess/private.h"

struct finding
finding_of_row(sqlite3_stmt *stmt)
{
	return (struct finding){
		.file = store_text(stmt, 0),
		.line = (size_t)sqlite3_column_int64(stmt, 1),
		.row = (size_t)sqlite3_column_int64(stmt, 2),
		.studio = store_text(stmt, 3),
		.field = store_text(stmt, 4),
		.value = store_text(stmt, 5),
		.column = (size_t)sqlite3_column_int64(stmt, 6),
		.sheet = store_text_or_null(stmt, 7),
	};
}

int
report_row(struct score_grid *g, sqlite3_stmt *stmt, enum finding_code code,
    const char *detail, struct err *err)
{
	struct finding f = finding_of_row(stmt);

	f.detail = detail;
	return finding_add(g->store, code, &f, err);
}
