#include "scheme/private.h"

#include <string.h>

/* What a row of 自评 says beside its score, a line each field. */
static void
add_remark(struct buf *b, const struct scheme *s, const struct form *f,
    struct arena *a)
{
	bool deductions = scheme_scores(s, SCORING_DEDUCTION);

	buf_adds(b, "nullif(trim(''");
	for (size_t i = 0; i < f->nfields; i++) {
		const char *name = f->fields[i].name;

		if (strcmp(name, FIELD_POINT) == 0 ||
		    strcmp(name, FIELD_SCORE) == 0 ||
		    strcmp(name, FIELD_WORD) == 0)
			continue;
		if (deductions && strcmp(name, FIELD_DEDUCTION) == 0)
			buf_adds(b, " || iif(" FIELD_DEDUCTION " > 0, char(10)"
			    " || '扣' || rtrim(rtrim(printf('%.2f', "
			    FIELD_DEDUCTION "), '0'), '.') || '分', '')");
		else
			buf_addf(b, " || coalesce(char(10) || nullif(%s, ''),"
			    " '')", store_quote(a, name));
	}
	buf_adds(b, ", char(10)), '')");
}

/*
 * 自评说明: what a school wrote beside its own score of each point, all other
 * fields of that form, whatever a scheme calls them.  Where it may take
 * something off in several rows they are one.  Whoever opens the result has
 * no functions of ours.
 */
static int
make_remarks(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	const struct form *f = scheme_form(s, TABLE_SELF);
	bool rows = scheme_scores(s, SCORING_DEDUCTION);
	struct buf b = { 0 };
	int rc;

	buf_adds(&b, "CREATE VIEW " TABLE_REMARKS "(工作室, 评估点, 说明) "
	    "AS SELECT ");
	if (f == NULL || form_field(f, FIELD_POINT) == NULL) {
		buf_adds(&b, "NULL, NULL, NULL WHERE 0");
	} else {
		buf_adds(&b, FIELD_STUDIO ", " FIELD_POINT ", ");
		buf_adds(&b, rows ? "group_concat(" : "");
		add_remark(&b, s, f, a);
		buf_adds(&b, rows ? ", char(10)) FROM " TABLE_SELF
		    " GROUP BY 1, 2" : " FROM " TABLE_SELF);
	}
	rc = store_exec(store, buf_str(&b), err);
	buf_free(&b);
	return rc;
}

/*
 * 基本情况: the identity as the form has it, one row a studio, for pages that
 * know no scheme: each field under its name and unit.
 */
static int
make_particulars(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	const struct form *f = scheme_form(s, TABLE_STUDIO);
	struct buf b = { 0 };
	int rc;

	if (f == NULL)
		return 0;
	buf_adds(&b, "CREATE VIEW " TABLE_PARTICULARS " AS SELECT " FIELD_CODE
	    " AS _" FIELD_CODE);
	for (size_t i = 0; i < f->nfields; i++) {
		const struct field *d = &f->fields[i];

		buf_addf(&b, ", %s AS %s", store_quote(a, d->name),
		    store_quote(a, *d->unit == '\0' ? d->name :
		    arena_printf(a, "%s（%s）", d->name, d->unit)));
	}
	buf_adds(&b, " FROM " TABLE_STUDIO);
	rc = store_exec(store, buf_str(&b), err);
	buf_free(&b);
	return rc;
}

int
scheme_make_views(const struct scheme *s, struct store *store, struct arena *a,
    struct err *err)
{
	if (make_remarks(s, store, a, err) == -1)
		return -1;
	return make_particulars(s, store, a, err);
}
