#include "base/text.h"

#include <ctype.h>
#include <string.h>

/* Characters of s, folded and letters small, in the arena; how many in *n. */
static uint32_t *
characters(struct arena *a, const char *s, size_t *n)
{
	const char *p = text_fold(a, s);
	uint32_t *all = arena_alloc(a, (strlen(p) + 1) * sizeof(*all));

	for (*n = 0; *p != '\0'; (*n)++) {
		all[*n] = text_next(&p);
		if (all[*n] < 0x80)
			all[*n] = (uint32_t)tolower((int)all[*n]);
	}
	return all;
}

static size_t
least(size_t x, size_t y)
{
	return x < y ? x : y;
}

size_t
text_distance(struct arena *a, const char *x, const char *y)
{
	size_t nx, ny;
	const uint32_t *cx = characters(a, x, &nx), *cy = characters(a, y, &ny);
	size_t *before = arena_alloc(a, (ny + 1) * sizeof(*before));
	size_t *above = arena_alloc(a, (ny + 1) * sizeof(*above));
	size_t *row = arena_alloc(a, (ny + 1) * sizeof(*row));

	for (size_t k = 0; k <= ny; k++)
		row[k] = k;
	for (size_t i = 0; i < nx; i++) {
		size_t *spare = before;

		before = above;
		above = row;
		row = spare;
		row[0] = i + 1;
		for (size_t k = 0; k < ny; k++) {
			row[k + 1] = least(above[k] + (cx[i] != cy[k]),
			    least(above[k + 1], row[k]) + 1);
			if (i > 0 && k > 0 && cx[i] == cy[k - 1] &&
			    cx[i - 1] == cy[k])
				row[k + 1] = least(row[k + 1],
				    before[k - 1] + 1);
		}
	}
	return row[ny];
}

/*
 * Of two characters one is half the name: 日期 is not 周期 misspelt, but 期日
 * and 日斯 may be 日期.
 */
static bool
begins_otherwise(const uint32_t *x, const uint32_t *y)
{
	return x[0] != y[0] && x[0] != y[1];
}

const char *
text_nearest(struct arena *a, const char *s, const char *const *names,
    size_t n)
{
	const char *best = NULL;
	size_t fewest = SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		size_t len, other, longer, d;
		const uint32_t *x = characters(a, s, &len);
		const uint32_t *y = characters(a, names[i], &other);

		longer = len > other ? len : other;
		d = text_distance(a, s, names[i]);
		if (d >= fewest || d >= longer ||
		    d > (longer < 6 ? 1 : longer / 3) ||
		    (longer == 2 && other == 2 && begins_otherwise(x, y)))
			continue;
		fewest = d;
		best = names[i];
	}
	return best;
}
