#include "page/display.h"

#include <string.h>

struct page *
display_page(struct display *d, double width, double height)
{
	struct page *p;

	arena_grow(d->arena, &d->pages, &d->pages_cap, d->npages,
	    sizeof(*d->pages));
	p = &d->pages[d->npages++];
	memset(p, 0, sizeof(*p));
	p->width = width;
	p->height = height;
	return p;
}

struct item *
display_add(struct display *d, size_t page, enum item_kind kind)
{
	struct page *p = &d->pages[page];
	struct item *it;

	if (p->cap == 0) {	/* a page of tables has some hundred items */
		p->cap = 256;
		p->items = arena_alloc(d->arena, p->cap * sizeof(*p->items));
	}
	arena_grow(d->arena, &p->items, &p->cap, p->nitems,
	    sizeof(*p->items));
	it = &p->items[p->nitems++];
	memset(it, 0, sizeof(*it));
	it->kind = kind;
	return it;
}

struct item *
display_text(struct display *d, size_t page, enum font_role role, double size,
    double x, double y, const char *text, size_t len)
{
	struct item *it = display_add(d, page, ITEM_TEXT);

	it->role = role;
	it->size = size;
	it->x = x;
	it->y = y;
	it->text = arena_strndup(d->arena, text, len);
	return it;
}

struct item *
display_line(struct display *d, size_t page, double x, double y, double x2,
    double y2, double width)
{
	struct item *it = display_add(d, page, ITEM_LINE);

	it->x = x;
	it->y = y;
	it->x2 = x2;
	it->y2 = y2;
	it->width = width;
	return it;
}

void
display_bookmark(struct display *d, unsigned level, const char *title,
    size_t page, double y)
{
	arena_grow(d->arena, &d->bookmarks, &d->bookmarks_cap,
	    d->nbookmarks, sizeof(*d->bookmarks));
	d->bookmarks[d->nbookmarks++] = (struct bookmark){
		.level = level, .title = arena_strdup(d->arena, title),
		.page = page, .y = y
	};
}
