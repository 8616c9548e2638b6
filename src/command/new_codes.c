#include "command/new.h"

#include <string.h>

#include "sheet/sheet.h"

/* New points: their codes, their own or made from the levels; 指标.csv. */

/* A level with what is below it: so many are numbered. */
struct level {
	const char *name;
	struct level *above;	/* NULL: it is a 一级指标 */
	size_t number, below;
};

struct levels {
	struct level *list;
	size_t n;
};

/* The level of that name, which is the next one where it is new. */
static struct level *
find_level(struct levels *all, struct level *above, const char *name,
    size_t *next)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->list[i].above == above &&
		    strcmp(all->list[i].name, name) == 0)
			return &all->list[i];
	all->list[all->n] = (struct level){ .name = name, .above = above,
	    .number = ++*next };
	return &all->list[all->n++];
}

static void
number_by_levels(struct arena *a, struct new_points *points)
{
	struct levels all = { .list = arena_alloc(a, 2 * points->n *
	    sizeof(*all.list)) };
	size_t top = 0;
	bool two = false;

	for (size_t i = 0; i < points->n; i++)
		two |= *points->list[i].level2 != '\0';
	for (size_t i = 0; i < points->n; i++) {
		struct new_point *p = &points->list[i];
		struct level *one = find_level(&all, NULL, p->level1, &top);
		struct level *second = !two ? one : find_level(&all, one,
		    p->level2, &one->below);

		second->below++;
		p->code = !two ? arena_printf(a, "%zu.%zu", one->number,
		    one->below) : arena_printf(a, "%zu.%zu.%zu", one->number,
		    second->number, second->below);
	}
}

static int
check_codes(const struct new_points *points, struct err *err)
{
	for (size_t i = 0; i < points->n; i++) {
		const struct new_point *p = &points->list[i];

		if (*p->code == '\0')
			return err_set(err, "第%zu行没有编号，而别的评估点有；请补上，"
			    "或把编号这一列删去（就按一、二级指标编号）", p->line);
		for (size_t k = 0; k < i; k++)
			if (strcmp(points->list[k].code, p->code) == 0)
				return err_set(err, "第%zu行的编号“%s”与第%zu行"
				    "的相同；请改正", p->line, p->code,
				    points->list[k].line);
	}
	return 0;
}

int
new_points_number(struct arena *a, struct new_points *points, struct err *err)
{
	bool any = false;

	points->sum = 0;
	for (size_t i = 0; i < points->n; i++) {
		any |= *points->list[i].code != '\0';
		if (!points->list[i].bonus)
			points->sum += points->list[i].score;
	}
	if (any)
		return check_codes(points, err);
	number_by_levels(a, points);
	return 0;
}

void
new_points_changes(struct arena *a, const struct new_points *points,
    struct scheme_changes *changes)
{
	struct buf b = { 0 };

	changes->codes = arena_alloc(a, (points->n + 1) *
	    sizeof(*changes->codes));
	buf_adds(&b, SHEET_BOM "编号,一级指标,二级指标,评估点,分值,评估办法,依据,附加\r\n");
	for (size_t i = 0; i < points->n; i++) {
		const struct new_point *p = &points->list[i];

		changes->codes[changes->ncodes++] = p->code;
		for (size_t k = 0; k < p->ncontents; k++) {
			const char *const cells[] = { p->code, p->level1,
			    p->level2, p->contents[k], p->score_text,
			    p->method, p->basis, p->bonus ? "是" : "" };

			for (size_t c = 0; c < sizeof(cells) / sizeof(*cells);
			    c++)
				scheme_add_cell(&b, k == 0 || c == 3 ?
				    cells[c] : "", c == 0);
			buf_adds(&b, "\r\n");
		}
	}
	changes->points = arena_strdup(a, buf_str(&b));
	changes->full = points->sum % 100 == 0 ?
	    arena_printf(a, "%ld", points->sum / 100) :
	    arena_printf(a, "%ld.%02ld", points->sum / 100,
	    points->sum % 100);
	buf_free(&b);
}
