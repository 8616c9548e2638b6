#include "intake/private.h"

#include <string.h>

#include "base/text.h"

/* A table that the studio gave. */
struct given {
	const struct form *form;
	const char *part, *place;
	uint64_t digest;	/* of its cells */
	bool book;		/* a sheet */
};

static uint64_t
digest(const struct sheet *s)
{
	uint64_t h = TEXT_HASH;

	for (size_t i = 0; i < s->nrecords; i++) {
		const struct sheet_record *r = &s->records[i];

		for (size_t k = 0; k < r->ncells; k++)
			h = text_hash(h, r->cells[k]);
		h = text_hash(h, NULL);
	}
	return h;
}

/* The same table from another file, which is not to be read beside this. */
static const struct given *
find_given(const struct intake *in, const struct source *src, uint64_t sum)
{
	for (size_t i = 0; i < in->ngiven; i++) {
		const struct given *g = &in->given[i];

		if (g->form != src->form || strcmp(g->part, src->part) != 0)
			continue;
		if (g->book || src->sheet != NULL)
			return g;
		/* Two texts: parts of one table, but for the same one twice. */
		if ((src->folded || src->alias) && g->digest == sum)
			return g;
	}
	return NULL;
}

bool
given_first(struct intake *in, const struct folder *fo, const struct source *src,
    const struct sheet *s)
{
	uint64_t sum = digest(s);
	const struct given *g = find_given(in, src, sum);

	if (g == NULL) {
		arena_grow(&in->studio, &in->given, &in->given_cap,
		    in->ngiven, sizeof(*in->given));
		in->given[in->ngiven++] = (struct given){ .form = src->form,
		    .part = arena_strdup(&in->studio, src->part),
		    .place = src->sheet == NULL ? src->shown :
		    arena_printf(&in->studio, "%s!%s", src->shown, src->sheet),
		    .digest = sum, .book = src->sheet != NULL };
		return true;
	}
	log_copy(in, fo->code, src, g->place, g->digest == sum);
	return false;
}
