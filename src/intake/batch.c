#include "intake/private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int
by_code(const void *a, const void *b)
{
	return strcmp((*(const struct folder *const *)a)->code,
	    (*(const struct folder *const *)b)->code);
}

void
batch_index(struct intake *in, struct batch *b)
{
	b->assessed = arena_alloc(&in->run,
	    b->nfolders * sizeof(*b->assessed));
	for (size_t i = 0; i < b->nfolders; i++)
		if (b->folders[i].assessed)
			b->assessed[b->nassessed++] = &b->folders[i];
	if (b->nassessed > 1)
		qsort(b->assessed, b->nassessed, sizeof(*b->assessed),
		    by_code);
}

const struct folder *
batch_folder(const struct batch *b, const char *code)
{
	const struct folder key = { .code = code }, *want = &key;
	const struct folder **found = b->nassessed == 0 ? NULL :
	    bsearch(&want, b->assessed, b->nassessed, sizeof(*b->assessed),
	    by_code);

	return found != NULL ? *found : NULL;
}

bool
source_is_identity(const struct source *src)
{
	return strcmp(src->form->name, TABLE_STUDIO) == 0;
}

bool
source_may_be_attachment(const struct source *src)
{
	size_t len = strlen(src->path);

	return *src->part != '\0' && len > 4 &&
	    strcasecmp(src->path + len - 4, ".txt") == 0;
}
