#include "assess/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/*
 * What was not read is not judged.  The findings of intake say what was not
 * read (the list in finding.h), SQLite says what a query reads; where the two
 * meet in a studio there is a cause not to judge.
 */
#define MOST_CAUSES 3	/* in a text; more are counted */

struct unread_thing {
	size_t studio;			/* nstudios: all of them */
	size_t form, field;		/* NO_FIELD: the whole table */
	bool cell;			/* of some rows only */
	const bool *spared;		/* studios that it is none of; or NULL */
	size_t order;			/* in which it was found */
	size_t rest;			/* so many that were only counted, or 0 */
	const char *cause, *why;	/* the place and why, why alone */
};

static void
add_thing(struct score_grid *g, const struct unread_thing *t)
{
	struct unread *u = &g->unread;

	mem_grow(&u->things, &u->cap, u->n, sizeof(*u->things));
	u->things[u->n] = *t;
	u->things[u->n].order = u->n;
	u->n++;
}

static int
by_studio(const void *a, const void *b)
{
	const struct unread_thing *x = a, *y = b;

	if (x->studio != y->studio)
		return x->studio < y->studio ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static size_t
form_index(const struct score_grid *g, const char *table)
{
	const struct form *f = scheme_form(g->scheme, table);

	return f != NULL ? (size_t)(f - g->scheme->forms) : g->scheme->nforms;
}

/* ---- what was not read --------------------------------------------------- */

/*
 * What a finding says without what was done, which the text begins with here;
 * where a cause stands behind that (找不到表头，文件未读取：…), the cause alone.
 */
static const char *
reason(struct arena *a, const char *text)
{
	static const char *const ends[] = { "，未读取", "，文件未读取",
	    "，其内容未读取", "，按空处理", "，本行未采用",
	    "，以“�”代替" };
	const char *end = text + strlen(text), *rest = end;

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		const char *p = strstr(text, ends[i]);

		if (p != NULL && p > text && p < end) {
			end = p;
			rest = p + strlen(ends[i]);
		}
	}
	if (strncmp(rest, "：", strlen("：")) == 0) {
		text = rest + strlen("：");
		end = strstr(text, "。");
		if (end == NULL)
			end = text + strlen(text);
	}
	return arena_strndup(a, text, (size_t)(end - text));
}

/*
 * Who handed in the table: one of the root that does not say whose its rows
 * are may be theirs who did not.  Scores may be anybody's.
 */
static int
find_givers(struct score_grid *g, size_t form, const bool **out,
    struct err *err)
{
	const char *name = g->scheme->forms[form].name;
	sqlite3_stmt *stmt;
	bool *gave;
	size_t i = 0;
	int rc;

	if (strcmp(name, TABLE_EXPERT) == 0)
		return 0;
	stmt = store_prepare(g->store, "SELECT DISTINCT q.工作室 FROM _文件表"
	    " AS f JOIN 来源文件 AS q ON q.路径 = f.文件 AND"
	    " coalesce(q.工作表, '') = f.工作表 WHERE f.表 = ?1 AND q.工作室"
	    " IS NOT NULL ORDER BY 1", err);
	if (stmt == NULL)
		return -1;
	gave = arena_alloc(&g->arena, (g->nstudios + 1) * sizeof(*gave));
	store_bind(stmt, 1, name);
	while ((rc = store_step(g->store, stmt, err)) == 1) {
		i = score_grid_find_studio(g, store_text(stmt, 0), i);
		gave[i] = true;
	}
	store_finalize(stmt);
	*out = gave;
	return rc;
}

/* Columns of a row: 工作室, 表, 字段, 未读, place, 说明, 代码; how many. */
static int
take_thing(struct score_grid *g, sqlite3_stmt *stmt, struct err *err)
{
	const char *studio = store_text_or_null(stmt, 0);
	const char *kind = store_text(stmt, 3), *field = store_text(stmt, 2);
	struct unread_thing t = { .studio = g->nstudios, .field = NO_FIELD,
	    .form = form_index(g, store_text(stmt, 1)),
	    .cell = strcmp(kind, UNREAD_CELL) == 0 };

	if (sqlite3_column_count(stmt) > 7)
		t.rest = (size_t)sqlite3_column_int64(stmt, 7);
	if (studio != NULL)
		t.studio = score_grid_find_studio(g, studio, g->unread.n > 0 ?
		    g->unread.things[g->unread.n - 1].studio : 0);
	if (t.form == g->scheme->nforms ||
	    (studio != NULL && t.studio == g->nstudios))
		return 0;
	if (strcmp(kind, UNREAD_TABLE) != 0) {
		t.field = form_field_index(&g->scheme->forms[t.form], field);
		if (t.field == NO_FIELD)
			return 0;
	}
	if (studio == NULL && strcmp(store_text(stmt, 6),
	    finding_name(FINDING_STUDIO_COLUMN_MISSING)) == 0 &&
	    find_givers(g, t.form, &t.spared, err) == -1)
		return -1;
	t.why = reason(&g->arena, store_text(stmt, 5));
	t.cause = arena_printf(&g->arena, "%s %s%s%s未读取：%s",
	    path_base(store_text(stmt, 4)), t.field != NO_FIELD ? "的“" : "",
	    t.field != NO_FIELD ? field : "", t.field != NO_FIELD ? "”" : "",
	    t.why);
	add_thing(g, &t);
	return 0;
}

/* A finding's field, or the one whose column it stands in. */
#define FIELD_OF "coalesce(p.字段, (SELECT w.字段 FROM _字段位置 AS w WHERE" \
	" w.文件 = p.文件 AND w.工作表 = coalesce(p.工作表, '') AND w.列 = p.列" \
	" AND (w.行 = 0 OR w.行 = p.行)))"
#define PLACE_OF "iif(k.未读 = '" UNREAD_CELL "' OR p.代码 GLOB 'ROW_*' OR" \
	" p.代码 GLOB 'QUOTE_*', coalesce(p.单元格, p.文件), p.文件 ||" \
	" coalesce('!' || p.工作表, ''))"
#define SOMETHING " FROM 问题 AS p JOIN _问题种类 AS k ON k.代码 = p.代码 AND" \
	" k.未读 <> ''"
#define FORM_OF(alias, of) " LEFT JOIN _文件表 AS " alias " ON " alias ".文件" \
	" = " of ".文件 AND " alias ".工作表 = coalesce(" of ".工作表, '')"

/* Whether a file may hold a table, by its name: a picture does not. */
#define MAY_HOLD_TABLE "replace(p.文件, rtrim(p.文件, replace(p.文件, '.', ''))," \
	" '') COLLATE NOCASE IN ('csv', 'tsv', 'txt', 'xls', 'xlsx', 'xlsm'," \
	" 'xlsb', 'et', 'ods', 'fods', 'xml', 'htm', 'html', 'zip', 'rar', '7z')"

/*
 * In a studio's folder; and tables of the root, which may hold any studio's
 * rows.  What cannot be told to be a certain table may be any that is missing.
 */
static const char things[] =
	"SELECT p.工作室, coalesce(f.表, mf.表), " FIELD_OF ", k.未读, " PLACE_OF
	", p.说明, p.代码" SOMETHING FORM_OF("f", "p") " LEFT JOIN 问题 AS m ON f.表 IS NULL"
	" AND p.级别 = '" LEVEL_ERROR "' AND " MAY_HOLD_TABLE
	" AND m.工作室 = p.工作室 AND m.代码 = ?1" FORM_OF("mf", "m")
	" WHERE coalesce(f.表, mf.表) IS NOT NULL AND (p.工作室 IS NOT NULL OR"
	" (k.未读 = '" UNREAD_TABLE "' AND f.表 <> '" TABLE_STUDIO "'))"
	" ORDER BY p.序";

/* The same of a table that need not be there, whose absence is no finding. */
static const char optional_things[] =
	"SELECT p.工作室, v.表, " FIELD_OF ", k.未读, " PLACE_OF ", p.说明, p.代码"
	SOMETHING FORM_OF("f", "p") " JOIN _未交表 AS v ON v.工作室 = p.工作室"
	" WHERE f.表 IS NULL AND p.级别 = ?1 AND " MAY_HOLD_TABLE
	" ORDER BY p.序";

/* Those that were only counted: the first of their column are in things. */
static const char rest[] =
	"SELECT p.工作室, f.表, " FIELD_OF ", k.未读, p.文件, k.说明, p.代码, p.条数"
	" FROM (SELECT *, 0 AS 行 FROM _未列) AS p JOIN _问题种类 AS k ON k.代码 ="
	" p.代码 AND k.未读 = ?1" FORM_OF("f", "p") " WHERE f.表 IS NOT NULL AND"
	" p.工作室 IS NOT NULL ORDER BY p.号";

static int
run(struct score_grid *g, const char *sql, const char *bound, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(g->store, sql, err);
	int rc;

	if (stmt == NULL)
		return -1;
	store_bind(stmt, 1, bound);
	while ((rc = store_step(g->store, stmt, err)) == 1)
		if (take_thing(g, stmt, err) == -1) {
			rc = -1;
			break;
		}
	store_finalize(stmt);
	return rc;
}

/* Fields and cells of a root table are of those who have the rows. */
static int
find_root_fields(struct score_grid *g, const struct form *f, struct err *err)
{
	const char *key = strcmp(f->name, TABLE_STUDIO) == 0 ? FIELD_CODE :
	    FIELD_STUDIO;

	return run(g, arena_printf(&g->arena, "SELECT DISTINCT t.%s, ?1, "
	    FIELD_OF ", k.未读, " PLACE_OF ", p.说明, p.代码" SOMETHING
	    FORM_OF("f", "p") " JOIN %s AS t ON t._文件 = p.文件 AND t._工作表"
	    " IS p.工作表 AND (k.未读 = '" UNREAD_FIELD "' OR"
	    " p.代码 GLOB 'HEADER_*' OR t._行 = p.行)"
	    " WHERE f.表 = ?1 AND p.工作室 IS NULL AND k.未读 <> '" UNREAD_TABLE
	    "' ORDER BY p.序", key, store_quote(&g->arena, f->name)), f->name,
	    err);
}

void
unread_derived(struct score_grid *g, size_t derived, size_t studio,
    const char *why)
{
	size_t form = form_index(g, g->scheme->derived[derived].table);

	if (form < g->scheme->nforms)
		add_thing(g, &(struct unread_thing){ .studio = studio,
		    .form = form, .cause = why, .why = why,
		    .field = g->scheme->forms[form].nfields + derived });
}

int
unread_find(struct score_grid *g, struct err *err)
{
	size_t n[2];	/* of findings; of those in rows of the root's */

	if (store_numbers(g->store, "SELECT count(*), count(*) FILTER (WHERE"
	    " p.工作室 IS NULL AND k.未读 <> '" UNREAD_TABLE "')" SOMETHING, n,
	    2, err) == -1)
		return -1;
	if (n[0] == 0 && g->unread.n == 0)
		return 0;
	if (run(g, things, finding_name(FINDING_TABLE_MISSING), err) == -1 ||
	    run(g, optional_things, LEVEL_ERROR, err) == -1 ||
	    run(g, rest, UNREAD_CELL, err) == -1)
		return -1;
	for (size_t i = 0; n[1] > 0 && i < g->scheme->nforms; i++)
		if (find_root_fields(g, &g->scheme->forms[i], err) == -1)
			return -1;
	if (g->unread.n > 1)
		qsort(g->unread.things, g->unread.n,
		    sizeof(*g->unread.things), by_studio);
	return 0;
}

/* ---- what a query reads -------------------------------------------------- */

/* Of a form; behind its fields stand the derived ones, of whatever table. */
static size_t
all_fields(const struct score_grid *g, size_t form)
{
	return g->scheme->forms[form].nfields + g->scheme->nderived;
}

static struct reads
no_reads(struct score_grid *g)
{
	struct reads r = { 0 };

	r.tables = arena_alloc(&g->arena, g->scheme->nforms * sizeof(*r.tables));
	r.fields = arena_alloc(&g->arena, g->scheme->nforms * sizeof(*r.fields));
	for (size_t i = 0; i < g->scheme->nforms; i++)
		r.fields[i] = arena_alloc(&g->arena,
		    all_fields(g, i) * sizeof(*r.fields[i]));
	return r;
}

static void
add_reads(const struct score_grid *g, struct reads *r, const struct reads *more)
{
	for (size_t i = 0; i < g->scheme->nforms; i++) {
		r->tables[i] |= more->tables[i];
		for (size_t k = 0; k < all_fields(g, i); k++)
			r->fields[i][k] |= more->fields[i][k];
	}
}

/* A column of form i that is a field's or made of fields. */
static void
add_column(struct score_grid *g, struct reads *r, size_t i, const char *column)
{
	const struct form *f = &g->scheme->forms[i];

	for (size_t k = 0; k < f->nfields; k++)
		r->fields[i][k] |= strcmp(f->fields[k].name, column) == 0 ||
		    (field_types[f->fields[k].type].file &&
		    strcmp(field_count_column(&g->arena, &f->fields[k]),
		    column) == 0);
	for (size_t d = 0; d < g->unread.nderived; d++)
		if (strcmp(g->scheme->derived[d].table, f->name) == 0 &&
		    strcmp(g->scheme->derived[d].name, column) == 0) {
			add_reads(g, r, &g->unread.derived[d]);
			r->fields[i][f->nfields + d] = true;
		}
}

static void
add_read(struct score_grid *g, struct reads *r, const struct store_read *read)
{
	for (size_t i = 0; i < g->scheme->nforms; i++) {
		const struct form *f = &g->scheme->forms[i];

		if (strcmp(f->name, read->table) == 0) {
			/* Every query goes by these through the studios. */
			if (strcmp(f->name, TABLE_STUDIO) == 0 &&
			    (strcmp(read->column, FIELD_CODE) == 0 ||
			    strcmp(read->column, "_序") == 0))
				continue;
			r->tables[i] = true;
			add_column(g, r, i, read->column);
		}
		for (size_t k = 0; k < f->nfields; k++)
			if (field_types[f->fields[k].type].many &&
			    strcmp(field_values_table(&g->arena, f,
			    &f->fields[k]), read->table) == 0)
				r->tables[i] = r->fields[i][k] = true;
	}
}

static int
find_reads(struct score_grid *g, const char *sql, struct reads *r,
    struct err *err)
{
	struct store_read *reads;
	size_t n;

	*r = no_reads(g);
	if (store_reads(g->store, sql, &g->arena, &reads, &n, err) == -1)
		return -1;
	for (size_t i = 0; i < n; i++)
		add_read(g, r, &reads[i]);
	return 0;
}

/* What derived fields rest on, each also on those before it. */
static int
find_derived(struct score_grid *g, struct err *err)
{
	const struct scheme *s = g->scheme;

	if (g->unread.derived != NULL || s->nderived == 0)
		return 0;
	g->unread.derived = arena_alloc(&g->arena,
	    s->nderived * sizeof(*g->unread.derived));
	for (size_t i = 0; i < s->nderived; i++) {
		if (find_reads(g, scheme_derived_sql(&g->arena,
		    &s->derived[i]), &g->unread.derived[i], err) == -1)
			return -1;
		g->unread.nderived = i + 1;
	}
	return 0;
}

int
unread_reads(struct score_grid *g, const char *sql, struct reads *r,
    struct err *err)
{
	*r = (struct reads){ 0 };
	if (g->unread.n == 0)
		return 0;
	return find_derived(g, err) == -1 ? -1 : find_reads(g, sql, r, err);
}

/* ---- where the two meet -------------------------------------------------- */

/* The first thing of the studio; nstudios: of all. */
static size_t
first_of(const struct unread *u, size_t studio)
{
	size_t low = 0, high = u->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (u->things[middle].studio < studio)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct causes {
	struct buf text;
	const struct unread_thing *shown[MOST_CAUSES];
	size_t nshown, n;
};

/* Whether one that is shown says the same of the same column. */
static bool
is_shown(const struct causes *c, const struct unread_thing *t)
{
	for (size_t i = 0; i < c->nshown; i++)
		if (c->shown[i]->form == t->form &&
		    c->shown[i]->field == t->field &&
		    strcmp(c->shown[i]->why, t->why) == 0)
			return true;
	return false;
}

static void
add_causes(const struct score_grid *g, const struct reads *r, size_t whose,
    size_t studio, bool cells, struct causes *c)
{
	const struct unread *u = &g->unread;

	for (size_t i = first_of(u, whose); i < u->n &&
	    u->things[i].studio == whose; i++) {
		const struct unread_thing *t = &u->things[i];

		if ((t->spared != NULL && t->spared[studio]) ||
		    t->cell != cells || !(t->field == NO_FIELD ?
		    r->tables[t->form] : r->fields[t->form][t->field]))
			continue;
		c->n += t->rest > 0 ? t->rest : 1;
		if (t->rest > 0 || c->nshown == MOST_CAUSES || is_shown(c, t))
			continue;
		c->shown[c->nshown++] = t;
		buf_addf(&c->text, "%s%s", c->nshown > 1 ? "；" : "", t->cause);
	}
}

const char *
unread_cause(struct score_grid *g, const struct reads *r, size_t studio,
    bool cells, struct arena *a)
{
	struct causes c = { 0 };
	const char *text = g->stopped != NULL ? g->stopped : cells ? NULL :
	    results_open(g, r, studio);

	if (text != NULL || r->tables == NULL)
		return text;
	add_causes(g, r, studio, studio, cells, &c);
	add_causes(g, r, g->nstudios, studio, cells, &c);
	if (c.n > c.nshown)
		buf_addf(&c.text, "；等%zu处", c.n);
	if (c.n > 0)
		text = arena_strdup(a, buf_str(&c.text));
	buf_free(&c.text);
	return text;
}
