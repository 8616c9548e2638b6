#include "scheme/private.h"

#include <string.h>

enum { C_CAP, C_HIGH, C_LOW, C_COLUMNS };
static const char *const cap_columns[] = { [C_CAP] = "组",
	[C_HIGH] = "上限", [C_LOW] = "下限", [C_COLUMNS] = NULL };

enum { W_LEVEL1, W_WEIGHT, W_COLUMNS };
static const char *const weight_columns[] = { [W_LEVEL1] = "一级指标",
	[W_WEIGHT] = "权重", [W_COLUMNS] = NULL };

/* A number of points in column n, otherwise when it is empty. */
static long
read_points(const struct table_file *d, size_t i, size_t n, long otherwise)
{
	const char *text = table_file_get(d, i, n);
	long points = otherwise;

	if (*text != '\0' && !points_parse(text, &points))
		scheme_complain(d->scheme, d->file, table_file_line(d, i),
		    "%s“%s”不是数字，或小数超过两位", d->names[n], text);
	return points;
}

/* A bound in column n: a number of points; 无 or nothing: there is none. */
static long
read_bound(const struct table_file *d, size_t i, size_t n, long none)
{
	return strcmp(table_file_get(d, i, n), BOUND_NONE) == 0 ? none :
	    read_points(d, i, n, none);
}

static void
read_caps(struct scheme *s)
{
	struct table_file d;

	if (!table_file_open(&d, s, "上限.csv", cap_columns, "组", false))
		return;
	s->caps = arena_alloc(&s->arena, table_file_count(&d) *
	    sizeof(*s->caps));
	for (size_t i = 0; i < table_file_count(&d); i++)
		s->caps[s->ncaps++] = (struct cap){
		    .name = table_file_get(&d, i, C_CAP),
		    .high = read_bound(&d, i, C_HIGH, NO_HIGH),
		    .low = read_bound(&d, i, C_LOW, NO_LOW),
		    .line = table_file_line(&d, i) };
}

static void
read_weights(struct scheme *s)
{
	struct table_file d;

	if (!table_file_open(&d, s, "权重.csv", weight_columns,
	    "一级指标 权重", false))
		return;
	s->weights = arena_alloc(&s->arena, table_file_count(&d) *
	    sizeof(*s->weights));
	for (size_t i = 0; i < table_file_count(&d); i++) {
		if (*table_file_get(&d, i, W_WEIGHT) == '\0')
			scheme_complain(s, d.file, table_file_line(&d, i),
			    "没有写权重");
		s->weights[s->nweights++] = (struct weight){
		    .level1 = table_file_get(&d, i, W_LEVEL1),
		    .weight = read_points(&d, i, W_WEIGHT, 0),
		    .line = table_file_line(&d, i) };
	}
}

void
scheme_read_caps(struct scheme *s)
{
	read_caps(s);
	read_weights(s);
}
