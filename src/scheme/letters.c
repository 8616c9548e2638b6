#include "scheme/private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * 参照/等第.csv: what share of a point's 分值 each word is worth, of all points
 * whose 计分方式 is 等第, or of those of a group.
 */
#define FILE_LETTERS	"参照/" TABLE_LETTERS ".csv"

struct letters {
	const struct reference *table;
	size_t word, share, group;	/* columns; SIZE_MAX: none */
};

static size_t
column(const struct reference *r, const char *name)
{
	for (size_t i = 0; i < r->ncolumns; i++)
		if (strcmp(r->columns[i], name) == 0)
			return i;
	return SIZE_MAX;
}

static bool
find_letters(const struct scheme *s, struct letters *l)
{
	for (size_t i = 0; i < s->nreferences; i++) {
		const struct reference *r = &s->references[i];

		if (strcmp(r->name, TABLE_LETTERS) != 0)
			continue;
		*l = (struct letters){ r, column(r, "等第"),
		    column(r, "系数"), column(r, "组") };
		return l->word != SIZE_MAX && l->share != SIZE_MAX;
	}
	return false;
}

static bool
is_of_group(const struct letters *l, const char **row, const char *group)
{
	return *group == '\0' || (l->group != SIZE_MAX &&
	    strcmp(row[l->group], group) == 0);
}

/* What the row's share of the point is, in 1/100 point; no value: no number. */
static struct fraction
value_of(const struct letters *l, const char **row, const struct point *p)
{
	const char *text = row[l->share];
	char *end;
	double share = strtod(text, &end);

	if (end == text || *end != '\0')
		return (struct fraction){ 0, 0 };
	return fraction_times(fraction_of(share), p->max, 1);
}

int
scheme_load_letters(const struct scheme *s, struct store *store,
    struct err *err)
{
	struct letters l;
	sqlite3_stmt *stmt;
	int rc = 0;

	if (!find_letters(s, &l))
		return 0;
	stmt = store_prepare(store, "INSERT INTO _等第值(评估点, 等第, 值)"
	    " VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING", err);
	for (size_t i = 0; i < s->npoints && stmt != NULL; i++)
		for (size_t k = 0; k < l.table->nrows && rc == 0; k++) {
			const struct point *p = &s->points[i];
			const char **row = l.table->rows[k];
			struct fraction value;

			if (p->scoring != SCORING_LETTER ||
			    !is_of_group(&l, row, p->letters))
				continue;
			value = value_of(&l, row, p);
			if (value.den == 0)
				continue;
			store_bind(stmt, 1, p->code);
			store_bind(stmt, 2, row[l.word]);
			(void)sqlite3_bind_double(stmt, 3, fraction_nearest(
			    fraction_times(value, 1, 100)));
			rc = store_step(store, stmt, err);
			(void)sqlite3_reset(stmt);
		}
	store_finalize(stmt);
	return stmt == NULL ? -1 : rc;
}

const char *
scheme_nearest_letter(const struct scheme *s, const struct point *p,
    double share)
{
	struct letters l;
	const char *best = "";
	double nearest = HUGE_VAL;

	if (!find_letters(s, &l))
		return best;
	for (size_t i = 0; i < l.table->nrows; i++) {
		const char **row = l.table->rows[i];
		const double far = fabs(strtod(row[l.share], NULL) - share);

		if (is_of_group(&l, row, p->letters) && far < nearest) {
			nearest = far;
			best = row[l.word];
		}
	}
	return best;
}

/* ---- lint ------------------------------------------------------------------ */

/* A share that is no number, or is finer than values can be told apart. */
static void
check_shares(struct scheme *s, const struct letters *l)
{
	const struct point unit = { .max = 1 };

	for (size_t i = 0; i < l->table->nrows; i++) {
		const char **row = l->table->rows[i];
		struct fraction f = value_of(l, row, &unit);

		if (f.den == 0 || 1000 % f.den != 0)
			scheme_complain(s, FILE_LETTERS, l->table->lines[i],
			    "系数“%s”应为数，至多三位小数", row[l->share]);
		if (*row[l->word] == '\0')
			scheme_complain(s, FILE_LETTERS, l->table->lines[i],
			    "没有写等第");
	}
}

/* A word that stands twice for the point, or is worth more than it may be. */
static void
check_row(struct scheme *s, const struct letters *l, const struct point *p,
    size_t i)
{
	const char **row = l->table->rows[i];
	struct fraction value = value_of(l, row, p);

	for (size_t k = 0; k < i; k++)
		if (is_of_group(l, l->table->rows[k], p->letters) &&
		    strcmp(l->table->rows[k][l->word], row[l->word]) == 0)
			scheme_complain(s, FILE_LETTERS, l->table->lines[i],
			    "等第“%s”对评估点 %s 出现了两次", row[l->word],
			    p->code);
	if (value.den == 0)
		return;		/* said already */
	if ((p->low != NO_LOW && fraction_compare(value, p->low) < 0) ||
	    (p->high != NO_HIGH && fraction_compare(value, p->high) > 0))
		scheme_complain(s, FILE_LETTERS, l->table->lines[i],
		    "等第“%s”的系数使评估点 %s 的值超出了它的下限或上限",
		    row[l->word], p->code);
}

void
scheme_check_letters(struct scheme *s)
{
	struct letters l;
	bool found = find_letters(s, &l);

	for (size_t i = 0; i < s->npoints; i++) {
		const struct point *p = &s->points[i];
		size_t n = 0;

		if (p->scoring != SCORING_LETTER)
			continue;
		if (!found) {
			scheme_complain(s, FILE_LETTERS, 0, "评估点 %s 的计分方式"
			    "是“等第”，需要这个文件，列是等第、系数（可加组）",
			    p->code);
			return;
		}
		for (size_t k = 0; k < l.table->nrows; k++)
			if (is_of_group(&l, l.table->rows[k], p->letters)) {
				check_row(s, &l, p, k);
				n++;
			}
		if (n == 0)
			scheme_complain(s, "指标.csv", p->line, "等第组“%s”不在 "
			    FILE_LETTERS " 的“组”一列中", p->letters);
	}
	if (found)
		check_shares(s, &l);
}
