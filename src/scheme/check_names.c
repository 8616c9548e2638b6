#include "scheme/private.h"

#include <string.h>

#include "base/file.h"
#include "base/text.h"

/*
 * Names that nothing reads and that are nearly ones the program knows: a file
 * of the folder, a reference table, an item of 方案.csv.  All others are the
 * scheme's own business.
 */

#define FOLDER	"参照"

/* Reference tables that the program itself reads. */
static const char *const own_tables[] = { "等第", "评审角色", "评审分工" };

/* Without what stands behind its last point. */
static const char *
stem(struct arena *a, const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot == NULL ? name :
	    arena_strndup(a, name, (size_t)(dot - name));
}

/* What an editor leaves beside a file. */
static bool
left_behind(const char *name)
{
	size_t len = strlen(name);

	return *name == '.' || *name == '~' || name[len - 1] == '~';
}

static void
check_file(struct scheme *s, const char *name)
{
	const char **stems = arena_alloc(&s->arena, (s->nfiles + 1) *
	    sizeof(*stems)), *near;

	for (size_t i = 0; i < s->nfiles; i++) {
		if (strcmp(s->files[i], name) == 0)
			return;
		stems[i] = stem(&s->arena, s->files[i]);
	}
	stems[s->nfiles] = FOLDER;
	near = text_nearest(&s->arena, stem(&s->arena, name), stems,
	    s->nfiles + 1);
	if (near != NULL && strcmp(near, FOLDER) == 0)
		scheme_complain(s, name, 0, "程序不读它；是不是文件夹“%s”？",
		    near);
	else if (near != NULL)
		scheme_complain(s, name, 0, "程序不读它；是不是“%s.csv”？",
		    near);
}

static void
check_files(struct scheme *s)
{
	struct dir_entry *entries;
	size_t n;

	if (dir_list(&s->arena, s->path, &entries, &n, NULL) == -1)
		return;		/* who reads the files has said why */
	for (size_t i = 0; i < n; i++)
		if (!left_behind(entries[i].name) &&
		    strcmp(entries[i].name, FOLDER) != 0)
			check_file(s, entries[i].name);
}

/* Whether the scheme has a table that only the program reads by its name. */
static void
check_references(struct scheme *s)
{
	const size_t n = sizeof(own_tables) / sizeof(*own_tables);

	for (size_t i = 0; i < s->nreferences; i++) {
		const struct reference *r = &s->references[i];
		const char *near = r->read ? NULL :
		    text_nearest(&s->arena, r->name, own_tables, n);

		if (near != NULL && strcmp(near, r->name) != 0)
			scheme_complain(s, arena_printf(&s->arena, FOLDER
			    "/%s.csv", r->name), 0, "没有谁读这张表；"
			    "是不是“%s”？", near);
	}
}

static void
check_items(struct scheme *s)
{
	const char **names;
	size_t n = 0;

	while (plan_items[n].name != NULL)
		n++;
	names = arena_alloc(&s->arena, n * sizeof(*names));
	for (size_t i = 0; i < n; i++)
		names[i] = plan_items[i].name;
	for (size_t i = 0; i < s->nproperties; i++) {
		struct property *p = &s->properties[i];
		const char *near = p->read ? NULL :
		    text_nearest(&s->arena, p->name, names, n);

		if (near == NULL || strcmp(near, p->name) == 0)
			continue;
		if (text_distance(&s->arena, near, p->name) > 0)
			p->near = near;		/* the pages may read it */
		else
			scheme_complain(s, "方案.csv", p->line,
			    "没有项目“%s”；是不是“%s”？", p->name, near);
	}
}

void
scheme_hear(void *scheme, const char *table, const char *column)
{
	struct scheme *s = scheme;

	for (size_t i = 0; i < s->nproperties &&
	    strcmp(table, TABLE_SCHEME) == 0; i++)
		s->properties[i].read |=
		    strcmp(s->properties[i].name, column) == 0;
	for (size_t i = 0; i < s->nreferences; i++)
		s->references[i].read |=
		    strcmp(s->references[i].name, table) == 0;
}

void
scheme_check_names(struct scheme *s)
{
	if (s->book != NULL)
		book_check_names(s);
	else
		check_files(s);
	check_references(s);
	check_items(s);
}

void
scheme_check_unread(struct scheme *s,
    bool (*mentioned)(void *ctx, const char *word), void *ctx)
{
	for (size_t i = 0; i < s->nproperties; i++) {
		const struct property *p = &s->properties[i];

		if (p->near != NULL && !mentioned(ctx, p->name))
			scheme_complain(s, "方案.csv", p->line,
			    "没有谁读项目“%s”；是不是“%s”？", p->name,
			    p->near);
	}
}
