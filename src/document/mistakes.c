#include "document/mistakes.h"

#include <stdlib.h>

void
mistakes_add(struct mistakes *m, struct arena *a, unsigned line,
    const char *text)
{
	arena_grow(a, &m->items, &m->cap, m->n, sizeof(*m->items));
	m->items[m->n] = (struct mistake){ line, m->n, text };
	m->n++;
}

static int
by_line(const void *a, const void *b)
{
	const struct mistake *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return x->found < y->found ? -1 : 1;
}

void
mistakes_tell(const struct mistakes *m, const char *path,
    void (*complain)(void *ctx, const char *text), void *ctx)
{
	struct arena a = { 0 };
	struct mistake *items = arena_alloc(&a, (m->n + 1) * sizeof(*items));

	for (size_t i = 0; i < m->n; i++)
		items[i] = m->items[i];
	qsort(items, m->n, sizeof(*items), by_line);
	for (size_t i = 0; i < m->n; i++)
		complain(ctx, arena_printf(&a, "%s:%u: %s", path,
		    items[i].line, items[i].text));
	arena_free(&a);
}

int
mistakes_fail(const struct mistakes *m, const char *path, struct err *err)
{
	const struct mistake *first = m->items;

	for (size_t i = 1; i < m->n; i++)
		if (m->items[i].line < first->line)
			first = &m->items[i];
	return m->n == 0 ? 0 : err_set(err, "%s:%u: %s", path, first->line,
	    first->text);
}
