#include "scheme/invent.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/*
 * An invented batch: root tables for all studios.  The first studios leave
 * nothing empty and are as good as each grade asks, the last one has handed in
 * nothing but its name, the others are a mixture.
 */

#define EXPERTS	5

/* ---- scores ------------------------------------------------------------------- */

static const char *
word_cell(struct inventor *v)
{
	const struct scheme *s = v->scheme;
	size_t at = (size_t)((1 - v->level) * (double)s->nwords);

	if (s->nwords == 0)
		return "";
	invent_seed(v, 0);
	if (v->level < 1 && invent_chance(v, 30))
		at = invent_below(v, s->nwords);
	return s->words[at < s->nwords ? at : s->nwords - 1].word;
}

/* So many hundredths as points, on the scheme's step. */
static const char *
points_cell(struct inventor *v, double hundredths)
{
	const long step = scheme_step(v->scheme);
	long x = (long)hundredths;

	if (step > 0)
		x -= x % step;
	return arena_printf(&v->arena, "%s%ld.%02ld", x < 0 ? "-" : "",
	    labs(x) / 100, labs(x) % 100);
}

/* What somebody writes for a point in that field of a table of scores. */
static const char *
score_cell(struct inventor *v, const struct point *p)
{
	const long high = p->high == NO_HIGH ? p->max : p->high;
	const long low = p->low == NO_LOW ? high - 1000 : p->low;

	if (p->max < 0)
		return word_cell(v);
	switch (p->scoring) {
	case SCORING_LETTER:
		return scheme_nearest_letter(v->scheme, p, v->level);
	case SCORING_DEDUCTION:
		return points_cell(v, (double)(high - low) * (1 - v->level));
	case SCORING_POINTS:
	case SCORINGS:
		break;
	}
	return points_cell(v, (double)low + (double)(high - low) * v->level);
}

/* Who scores a point: one of a panel, or one whom 评审分工.csv gives it to. */
struct scorer {
	const char *name, *role;
};

/* The next of the panel; false when 分工 names no so many for the point. */
static bool
find_scorer(struct inventor *v, size_t point, size_t expert,
    struct scorer *out)
{
	static const char *const panel[EXPERTS] = { "专家甲", "专家乙", "专家丙",
		"专家丁", "专家戊" };
	const struct scheme *s = v->scheme;
	const struct duty **given = arena_alloc(&v->arena, (s->nduties + 1) *
	    sizeof(const struct duty *)), *duty;
	size_t n = 0;

	*out = (struct scorer){ panel[expert], s->nroles == 0 ? "" :
	    s->roles[expert % s->nroles].name };
	for (size_t i = 0; i < s->nduties; i++)
		if (s->duties[i].point == point)
			given[n++] = &s->duties[i];
	if (n == 0)
		return true;
	duty = given[expert % n];
	if (*duty->expert != '\0')
		out->name = duty->expert;
	if (*duty->role != '\0')
		out->role = duty->role;
	return *duty->expert == '\0' || expert < n;
}

/* One row of 自评 or 评审: the point, who, how much, and the rest. */
static void
add_score(struct inventor *v, struct buf *b, const struct form *f,
    const char *code, const struct point *p, const struct scorer *who)
{
	const char *field = scheme_score_field(v->scheme, f, p->max < 0 ?
	    SCORING_POINTS : p->scoring);
	const char **row = arena_alloc(&v->arena, (f->nfields + 1) *
	    sizeof(*row));

	if (p->max < 0)
		field = FIELD_WORD;
	row[0] = code;
	for (size_t i = 0; i < f->nfields; i++) {
		const char *name = f->fields[i].name;

		if (strcmp(name, FIELD_POINT) == 0)
			row[i + 1] = p->code;
		else if (strcmp(name, field) == 0)
			row[i + 1] = score_cell(v, p);
		else if (strcmp(name, FIELD_EXPERT) == 0)
			row[i + 1] = who->name;
		else if (strcmp(name, FIELD_ROLE) == 0)
			row[i + 1] = who->role;
		else if (strcmp(name, FIELD_SCORE) == 0 ||
		    strcmp(name, FIELD_WORD) == 0 ||
		    strcmp(name, FIELD_DEDUCTION) == 0)
			row[i + 1] = "";
		else
			row[i + 1] = invent_cell(v, f, &f->fields[i]);
	}
	sheet_add_record(b, row, f->nfields + 1);
}

static void
add_scores(struct inventor *v, struct buf *b, const struct form *f,
    const char *code)
{
	const struct scheme *s = v->scheme;
	const bool panel = strcmp(f->name, TABLE_EXPERT) == 0;
	size_t n = 1;

	v->row = 0;
	invent_seed(v, invent_gene(v, f));
	if (panel)
		n = v->full ? EXPERTS : invent_below(v, EXPERTS + 1);
	else if (!v->full)
		n = invent_chance(v, 80);
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < s->npoints; i++) {
			const struct point *p = &s->points[i];
			struct scorer who;

			v->row = k * s->npoints + i;
			invent_seed(v, invent_gene(v, f));
			if ((panel && *p->automatic != '\0') ||
			    (!v->full && invent_chance(v, 2)) ||
			    !find_scorer(v, i, k, &who))
				continue;
			add_score(v, b, f, code, p, &who);
		}
}

/* ---- the other tables ------------------------------------------------------------ */

static void
add_studio(struct inventor *v, struct buf *b, const struct form *f,
    const char *code, bool bare)
{
	const char **row = arena_alloc(&v->arena, f->nfields * sizeof(*row));

	v->row = 0;
	for (size_t i = 0; i < f->nfields; i++) {
		const char *name = f->fields[i].name;

		if (strcmp(name, FIELD_CODE) == 0)
			row[i] = code;
		else if (strcmp(name, FIELD_TITLE) == 0)
			row[i] = arena_printf(&v->arena, "试算%s", code);
		else
			row[i] = bare ? "" : invent_cell(v, f, &f->fields[i]);
	}
	sheet_add_record(b, row, f->nfields);
}

static void
add_rows(struct inventor *v, struct buf *b, const struct form *f,
    const char *code)
{
	const char **row = arena_alloc(&v->arena, (f->nfields + 1) *
	    sizeof(*row));
	const size_t n = invent_rows(v, f);

	row[0] = code;
	for (v->row = 0; v->row < n; v->row++) {
		for (size_t i = 0; i < f->nfields; i++)
			row[i + 1] = invent_cell(v, f, &f->fields[i]);
		sheet_add_record(b, row, f->nfields + 1);
	}
}

static bool
is_scores(const struct form *f)
{
	return (strcmp(f->name, TABLE_SELF) == 0 ||
	    strcmp(f->name, TABLE_EXPERT) == 0) &&
	    form_field(f, FIELD_POINT) != NULL;
}

static void
add_heading(struct inventor *v, struct buf *b, const struct form *f)
{
	const char **row = arena_alloc(&v->arena, (f->nfields + 1) *
	    sizeof(*row));
	size_t n = 0;

	if (strcmp(f->name, TABLE_STUDIO) != 0)
		row[n++] = FIELD_STUDIO;
	for (size_t i = 0; i < f->nfields; i++)
		row[n++] = f->fields[i].name;
	sheet_add_record(b, row, n);
}

size_t
scheme_invented_full(const struct scheme *s)
{
	return s->ngrades + 12;
}

/* How good studio i is: as each grade asks, full marks, none, anything. */
static void
set_studio(struct inventor *v, const uint64_t *genes, size_t i, size_t n)
{
	const struct scheme *s = v->scheme;
	long all = 0, min;

	for (size_t k = 0; k < s->npoints; k++)
		if (!s->points[k].bonus && s->points[k].max > 0)
			all += s->points[k].max;
	v->studio = i;
	v->row = 0;		/* what follows is the genes', wherever it is */
	v->genes = genes;
	invent_seed(v, 0);
	v->full = i < scheme_invented_full(s) && i + 1 < n;
	v->level = invent_chance(v, 30) ? 1 :
	    (double)invent_below(v, 101) / 100;
	if (i == 0)
		v->level = 1;
	else if (i == 1)
		v->level = 0;
	else if (i < s->ngrades + 2 && all > 0) {
		min = s->grades[i - 2].min;
		v->level = min == NO_LOW ? 0.1 : ((double)min + 1) /
		    (double)all;
	}
	if (v->level > 1 || v->level < 0)
		v->level = v->level > 1 ? 1 : 0;
}

static int
write_file(const char *path, const char *text, size_t len, struct err *err)
{
	struct out out;

	if (out_open(&out, path, err) == -1)
		return -1;
	out_write(&out, text, len);
	return out_commit(&out, err);
}

/* A table that cannot be read, in the folder of studio i (from 1). */
static int
write_broken(struct arena *a, const char *folder, size_t i, const char *table,
    struct err *err)
{
	const char *own = path_join(a, folder, arena_printf(a, "T%04zu", i));

	if (strcmp(table, TABLE_STUDIO) == 0)
		return 0;
	return dir_make(own, err) == -1 ? -1 : write_file(path_join(a, own,
	    arena_printf(a, "%s.csv", table)), "\0\1\2\3", 4, err);
}

int
scheme_invent(const struct scheme *s, const char *folder,
    const uint64_t *genes, size_t n, struct err *err)
{
	struct buf *tables = mem_zero(s->nforms + 1, sizeof(*tables));
	struct inventor v;
	int rc = 0;

	invent_prepare(&v, s);
	for (size_t t = 0; t < s->nforms; t++)
		add_heading(&v, &tables[t], &s->forms[t]);
	for (size_t i = 0; i < n; i++) {
		const char *code = arena_printf(&v.arena, "T%04zu", i + 1);

		set_studio(&v, genes + i * scheme_genes(s), i, n);
		for (size_t t = 0; t < s->nforms; t++) {
			const struct form *f = &s->forms[t];

			if (strcmp(f->name, TABLE_STUDIO) == 0)
				add_studio(&v, &tables[t], f, code, i + 1 == n);
			else if (i + 1 < n && is_scores(f))
				add_scores(&v, &tables[t], f, code);
			else if (i + 1 < n)
				add_rows(&v, &tables[t], f, code);
		}
	}
	for (size_t t = 0; t < s->nforms && rc == 0; t++)
		rc = write_file(path_join(&v.arena, folder, arena_printf(
		    &v.arena, "%s.csv", s->forms[t].name)),
		    buf_str(&tables[t]), tables[t].len, err);
	if (rc == 0)
		rc = write_file(path_join(&v.arena, folder, INVENTED_TEXT),
		    "试算", strlen("试算"), err);
	for (size_t t = 0; t < s->nforms && rc == 0; t++)
		if (n > scheme_invented_full(s) + s->nforms + 1)
			rc = write_broken(&v.arena, folder, n - 1 - t,
			    s->forms[t].name, err);
	for (size_t t = 0; t < s->nforms; t++)
		buf_free(&tables[t]);
	free(tables);
	arena_free(&v.arena);
	return rc;
}
