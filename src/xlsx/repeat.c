#include "xlsx/private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

/*
 * 分表: a sheet again for each row of a query, with the row's columns bound
 * in its own query.
 */
#define KEY		"分表"
#define VALUE		"值"		/* the first column, in the query */
#define NAME_MAX_UNITS	31		/* of UTF-16, in a sheet's name */
#define FORBIDDEN	"[]:*?/\\'"

struct list {
	struct book_sheet *tabs;
	size_t n, cap;
	const char **names;	/* folded: of the sheets that are in it, and of
				   all that are to come without 分表 */
	size_t nnames, names_cap;
};

/* The query: its lines, when the key was given on several. */
static const char *
each_sql(struct book *book, const struct sheet_file *spec)
{
	const char *sql = NULL;

	for (size_t i = 0; i < spec->nkeys; i++)
		if (strcmp(spec->keys[i].name, KEY) == 0)
			sql = sql == NULL ? spec->keys[i].value :
			    arena_printf(&book->arena, "%s\n%s", sql,
			    spec->keys[i].value);
	return sql;
}

/* The longest start of name that has at most so many units of UTF-16. */
static const char *
cut(struct arena *a, const char *name, size_t most)
{
	const char *end = name, *p = name;
	uint16_t unit[2];
	size_t units = 0;

	while (*p != '\0') {
		units += text_utf16(text_next(&p), unit);
		if (units > most)
			break;
		end = p;
	}
	return arena_strndup(a, name, (size_t)(end - name));
}

/* Excel takes names for the same that differ in capitals alone. */
static bool
name_taken(const struct list *l, const char *folded)
{
	for (size_t i = 0; i < l->nnames; i++)
		if (strcasecmp(l->names[i], folded) == 0)
			return true;
	return false;
}

static void
add_name(struct book *book, struct list *l, const char *name)
{
	arena_grow(&book->arena, &l->names, &l->names_cap, l->nnames,
	    sizeof(*l->names));
	l->names[l->nnames++] = text_fold(&book->arena, name);
}

/* A name that a spreadsheet takes and no sheet before has. */
static const char *
name_for(struct book *book, struct list *l, const char *sheet,
    const char *value)
{
	struct arena *a = &book->arena;
	char *name = arena_printf(a, "%s-%s", sheet, value);
	const char *made;

	for (char *p = name; *p != '\0'; p++)
		if (strchr(FORBIDDEN, *p) != NULL || (unsigned char)*p < 0x20)
			*p = '_';
	made = cut(a, name, NAME_MAX_UNITS);
	for (size_t k = 2; name_taken(l, text_fold(a, made)); k++) {
		const char *mark = arena_printf(a, "(%zu)", k);

		made = arena_printf(a, "%s%s", cut(a, name, NAME_MAX_UNITS -
		    strlen(mark)), mark);
	}
	add_name(book, l, made);
	return made;
}

static void
add(struct list *l, const struct book_sheet *s)
{
	mem_grow(&l->tabs, &l->cap, l->n, sizeof(*l->tabs));
	l->tabs[l->n++] = *s;
}

/* The sheet for the row on which stmt stands. */
static void
add_part(struct book *book, struct list *l, const struct book_sheet *of,
    sqlite3_stmt *stmt)
{
	struct book_sheet s = { .file = of->file };
	size_t n = (size_t)sqlite3_column_count(stmt);

	s.file.keys = mem_zero(of->file.nkeys + 1, sizeof(*s.file.keys));
	memcpy(s.file.keys, of->file.keys,
	    of->file.nkeys * sizeof(*s.file.keys));
	s.file.sheet = name_for(book, l, of->file.sheet, store_text(stmt, 0));
	s.part = arena_alloc(&book->arena, n * sizeof(*s.part));
	s.nparts = n;
	for (size_t i = 0; i < n; i++) {
		struct repeat_value *p = &s.part[i];
		int type = sqlite3_column_type(stmt, (int)i);

		p->name = arena_strdup(&book->arena,
		    sqlite3_column_name(stmt, (int)i));
		p->text = arena_strdup(&book->arena, store_text(stmt, (int)i));
		p->numeric = type == SQLITE_INTEGER || type == SQLITE_FLOAT;
		p->number = sqlite3_column_double(stmt, (int)i);
	}
	add(l, &s);
}

/* Remember what its sheets are called before the names differ. */
static void
add_repeated(struct book *book, const char *sheet)
{
	arena_grow(&book->arena, &book->repeated, &book->repeated_cap,
	    book->nrepeated, sizeof(*book->repeated));
	book->repeated[book->nrepeated++] = sheet;
}

/* All sheets of one file; of none when the store lacks what it needs. */
static int
add_parts(struct book *book, struct list *l, struct book_sheet *of,
    const char *sql, struct err *err)
{
	const unsigned line = sheet_file_key(&of->file, KEY)->line;
	const char *missing;
	sqlite3_stmt *stmt;
	int rc;

	if (book_sheet_wanted(book, of, &missing, err) == -1)
		return -1;
	if (missing != NULL)
		return 0;
	stmt = store_prepare_foreign(book->store, sql, KEY, err);
	if (stmt == NULL)
		return sheet_file_fail(&of->file, &book->arena, line, err);
	rc = store_budget_batch(book->store, err);
	while (rc != -1 && (rc = store_step(book->store, stmt, err)) == 1 &&
	    l->nnames < SHEETS_MAX)
		add_part(book, l, of, stmt);
	if (rc == 1 && l->n > 0)
		l->tabs[l->n - 1].last_part = true;
	store_budget(book->store, STORE_UNBOUNDED);
	store_finalize(stmt);
	return rc == -1 ? sheet_file_fail(&of->file, &book->arena, line,
	    err) : 0;
}

int
book_repeat_sheets(struct book *book, struct err *err)
{
	struct list l = { 0 };
	int rc = 0;

	for (size_t i = 0; i < book->nsheets; i++)
		if (each_sql(book, &book->sheets[i].file) == NULL)
			add_name(book, &l, book->sheets[i].file.sheet);
	for (size_t i = 0; i < book->nsheets; i++) {
		struct book_sheet *s = &book->sheets[i];
		const char *sql = rc == 0 ? each_sql(book, &s->file) : NULL;

		if (sql == NULL) {	/* moved as it is */
			add(&l, s);
			continue;
		}
		add_repeated(book, s->file.sheet);
		rc = add_parts(book, &l, s, sql, err);
		free(s->file.keys);
	}
	free(book->sheets);
	book->sheets = l.tabs;
	book->nsheets = l.n;
	return rc;
}

int
book_sheet_try_repeat(struct book *book, struct book_sheet *s,
    struct err *err)
{
	const struct key *key = sheet_file_key(&s->file, KEY);
	sqlite3_stmt *stmt;
	int rc;

	if (key == NULL)
		return 0;
	add_repeated(book, s->file.sheet);
	stmt = store_prepare_foreign(book->store, each_sql(book, &s->file),
	    KEY, err);
	if (stmt == NULL)
		return sheet_file_fail(&s->file, &book->arena, key->line, err);
	s->nparts = (size_t)sqlite3_column_count(stmt);
	s->part = arena_alloc(&book->arena, s->nparts * sizeof(*s->part));
	for (size_t i = 0; i < s->nparts; i++)
		s->part[i] = (struct repeat_value){
			.name = arena_strdup(&book->arena,
			    sqlite3_column_name(stmt, (int)i)),
			.text = "" };
	rc = store_budget_batch(book->store, err);
	while (rc != -1 && (rc = store_step(book->store, stmt, err)) == 1)
		continue;
	store_budget(book->store, STORE_UNBOUNDED);
	store_finalize(stmt);
	return rc == -1 ? sheet_file_fail(&s->file, &book->arena, key->line,
	    err) : 0;
}

const char *
book_sheet_unbound(const struct book_sheet *s, sqlite3_stmt *stmt)
{
	for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) {
		const char *name = sqlite3_bind_parameter_name(stmt, i);

		if (name == NULL)
			return "?";
		if (s->nparts == 0 || (strcmp(name + 1, VALUE) != 0 &&
		    book_sheet_repeat_value(s, name + 1) == NULL))
			return name;
	}
	return NULL;
}

void
book_sheet_bind(const struct book_sheet *s, sqlite3_stmt *stmt)
{
	for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) {
		const char *name = sqlite3_bind_parameter_name(stmt, i);
		const struct repeat_value *p = NULL;

		for (size_t k = s->nparts; k-- > 0; )
			if (name != NULL && (strcmp(name + 1,
			    s->part[k].name) == 0 ||
			    (k == 0 && strcmp(name + 1, VALUE) == 0)))
				p = &s->part[k];
		if (p == NULL)
			continue;
		if (p->numeric)
			(void)sqlite3_bind_double(stmt, i, p->number);
		else
			store_bind(stmt, i, *p->text == '\0' ? NULL : p->text);
	}
}

const char *
book_sheet_repeat_value(const struct book_sheet *s, const char *name)
{
	for (size_t i = 0; i < s->nparts; i++)
		if (strcmp(s->part[i].name, name) == 0)
			return s->part[i].text;
	return NULL;
}
