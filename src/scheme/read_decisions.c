#include "scheme/private.h"

#include <stdlib.h>
#include <string.h>

enum { D_STAGE, D_ORDER, D_CONDITION, D_TEXT, D_BASIS, D_COLUMNS };
static const char *const columns[] = { [D_STAGE] = "阶段", [D_ORDER] = "次序",
	[D_CONDITION] = "条件", [D_TEXT] = "结论", [D_BASIS] = "依据",
	[D_COLUMNS] = NULL };
struct ordered {
	struct decision decision;
	size_t stage;		/* number of the stage, in order of appearance */
	long order;
	size_t place;		/* in the file */
};

static int
by_stage_and_order(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;

	if (x->stage != y->stage)
		return x->stage < y->stage ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

static size_t
stage_number(const struct ordered *list, size_t n, const char *stage)
{
	size_t next = 0;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(list[i].decision.stage, stage) == 0)
			return list[i].stage;
		if (list[i].stage >= next)
			next = list[i].stage + 1;
	}
	return next;
}

static void
read_decision(struct table_file *d, size_t i, struct ordered *list)
{
	struct ordered *o = &list[i];
	const char *order = table_file_get(d, i, D_ORDER);
	char *end;

	o->decision.line = table_file_line(d, i);
	o->decision.stage = table_file_get(d, i, D_STAGE);
	o->decision.condition = table_file_get(d, i, D_CONDITION);
	o->decision.text = table_file_get(d, i, D_TEXT);
	o->decision.basis = table_file_get(d, i, D_BASIS);
	o->stage = stage_number(list, i, o->decision.stage);
	o->place = i;
	o->order = strtol(order, &end, 10);
	if (*end != '\0')
		scheme_complain(d->scheme, d->file, o->decision.line,
		    "次序“%s”不是整数", order);
	if (*o->decision.stage == '\0' || *o->decision.text == '\0')
		scheme_complain(d->scheme, d->file, o->decision.line,
		    "没有写阶段或结论");
}

void
scheme_read_decisions(struct scheme *s)
{
	struct table_file d;
	struct ordered *list;
	size_t n;

	if (!table_file_open(&d, s, "结论.csv", columns, "阶段 结论", false))
		return;
	n = table_file_count(&d);
	list = arena_alloc(&s->arena, (n + 1) * sizeof(*list));
	for (size_t i = 0; i < n; i++)
		read_decision(&d, i, list);
	qsort(list, n, sizeof(*list), by_stage_and_order);
	s->decisions = arena_alloc(&s->arena, n * sizeof(*s->decisions));
	for (size_t i = 0; i < n; i++)
		s->decisions[s->ndecisions++] = list[i].decision;
}
