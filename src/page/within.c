#include "page/page.h"

#include <string.h>

#include "base/text.h"
#include "page/layout.h"

/*
 * A paper has a limit of pages.  It is set as it is; where that is too much,
 * again with fewer rows of each list, until a number of rows is found that
 * fits: so it keeps its parts, its end and its signatures.  Where that does
 * not help, since its texts are too long, it ends at the limit.
 */
#define TRIES		7	/* halvings of the number of rows */
#define MOST_NAMED	5	/* lists in a message */

/* Set it with so many rows a list; false where it is too long. */
static bool
set(struct layout *l, size_t rows)
{
	const struct layout begin = {
		.arena = l->arena, .measure = l->measure,
		.display = l->display, .document = l->document,
		.most_pages = l->most_pages, .most_rows = rows
	};
	struct display *d = l->display;

	arena_reset(d->arena);
	*d = (struct display){ .arena = d->arena, .title = d->title,
	    .author = d->author, .subject = d->subject, .date = d->date,
	    .kind = d->kind };
	*l = begin;
	layout_once(l);
	return !l->stopped;
}

/*
 * Fewer rows: the most that fit, nearly.  Leaves what was set last.  Where one
 * row of each is too much, it is the texts that are too long.
 */
static void
set_shorter(struct layout *l)
{
	size_t fits = 1, high = l->reached;

	if (high <= 1 || !set(l, 1))
		return;
	for (int i = 0; i < TRIES && high > fits + 1 && !l->stuck; i++) {
		size_t rows = fits + (high - fits) / 2;

		if (set(l, rows))
			fits = rows;
		else
			high = rows;
	}
	if (l->stopped && !l->stuck)
		(void)set(l, fits);
}

/* Throw away what is beyond the limit, and say so on the last page. */
static void
end_hard(struct layout *l)
{
	struct display *d = l->display;
	const char *words;

	if (d->npages > l->most_pages)
		d->npages = l->most_pages;
	while (d->nbookmarks > 0 &&
	    d->bookmarks[d->nbookmarks - 1].page >= d->npages)
		d->nbookmarks--;
	words = arena_printf(l->arena, "超过%zu页，以下没有印出", d->npages);
	layout_label(l, FONT_HEAD, SIZE_S5, EDGE_LEFT + BODY_WIDTH / 2,
	    EDGE_BOTTOM + 4 * MM, ALIGN_CENTER, words);
}

/* What a list is called: its title, or what it stands under. */
static const char *
list_name(struct arena *a, const struct cut_list *left)
{
	const char *name = node_option(left->node, "标题", "");

	if (*name == '\0' && left->heading != NULL)
		name = left->heading->text;
	return text_cut(a, *name != '\0' ? name : "表", 90);
}

/* What is not printed, for a finding; NULL: nothing. */
static const char *
what_is_cut(struct layout *l)
{
	struct buf b = { 0 };
	const char *s;

	if (l->nleft == 0 && !l->stopped)
		return NULL;
	buf_addf(&b, "印出%zu页", l->display->npages);
	for (size_t i = 0; i < l->nleft && i < MOST_NAMED; i++)
		buf_addf(&b, "，“%s”有%zu%s没有印", list_name(l->arena,
		    &l->left[i]), l->left[i].rows,
		    l->left[i].node->rows.endless ? "行以上" : "行");
	if (l->nleft > MOST_NAMED)
		buf_addf(&b, "，等%zu处", l->nleft);
	if (l->stopped)
		buf_adds(&b, "，后面的没有印");
	s = arena_strdup(l->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

static struct layout
begin(const struct document *doc, struct measure *m, struct display *d)
{
	d->title = doc->page[PAGE_TITLE];
	d->author = doc->page[PAGE_AUTHOR];
	d->subject = doc->page[PAGE_SUBJECT];
	d->date = doc->page[PAGE_DATE][0] != '\0' ? doc->page[PAGE_DATE] :
	    NULL;
	return (struct layout){
		.arena = d->arena, .measure = m, .display = d, .document = doc,
		.most_pages = SIZE_MAX, .most_rows = SIZE_MAX
	};
}

void
layout_document(const struct document *doc, struct measure *m,
    struct display *d)
{
	struct layout l = begin(doc, m, d);

	layout_once(&l);
	layout_frames(&l);
}

int
layout_within(const struct document *doc, struct measure *m,
    struct display *d, const char **cut, struct err *err)
{
	struct layout l = begin(doc, m, d);

	l.most_pages = doc->most_pages;
	if (!set(&l, SIZE_MAX) && !l.stuck)
		set_shorter(&l);
	if (l.stuck)
		return err_set(err, "第%zu页排不下去：有的内容一页放不下",
		    d->npages);
	if (l.stopped)
		end_hard(&l);
	*cut = what_is_cut(&l);
	layout_frames(&l);
	return 0;
}
