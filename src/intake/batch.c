#include "intake/private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

static int
by_code(const void *a, const void *b)
{
	return strcmp((*(const struct folder *const *)a)->code,
	    (*(const struct folder *const *)b)->code);
}

void
batch_index(struct intake *in, struct batch *b)
{
	b->ncodes = 0;
	b->codes = arena_alloc(&in->run, (b->nfolders + 1) *
	    sizeof(struct folder *));
	for (size_t i = 0; i < b->nfolders; i++)
		if (b->folders[i].assessed)
			b->codes[b->ncodes++] = &b->folders[i];
	if (b->ncodes > 1)
		qsort(b->codes, b->ncodes, sizeof(struct folder *), by_code);
	b->by_code = arena_alloc(&in->run,
	    (b->nin_root + 1) * sizeof(*b->by_code));
	for (size_t i = 0; i < b->nin_root; i++)
		b->by_code[i] = b->in_root[i];
	if (b->nin_root > 1)
		qsort(b->by_code, b->nin_root, sizeof(*b->by_code), text_order);
}

const struct folder *
batch_folder(const struct batch *b, const char *code)
{
	const struct folder key = { .code = code }, *k = &key;
	const struct folder **found = b->ncodes == 0 ? NULL :
	    bsearch(&k, b->codes, b->ncodes, sizeof(struct folder *), by_code);

	return found != NULL ? *found : NULL;
}

bool
batch_in_root(const struct batch *b, const char *code)
{
	return b->nin_root > 0 && bsearch(&code, b->by_code, b->nin_root,
	    sizeof(*b->by_code), text_order) != NULL;
}

bool
identity_known(struct intake *in, const char *code)
{
	return batch_folder(in->batch, code) != NULL ||
	    batch_in_root(in->batch, code);
}

bool
source_is_identity(const struct source *src)
{
	return src->form != NULL &&
	    strcmp(src->form->name, TABLE_STUDIO) == 0;
}

bool
source_may_be_attachment(const struct source *src)
{
	size_t len = strlen(src->node->name);

	return *src->part != '\0' && len > 4 &&
	    strcasecmp(src->node->name + len - 4, ".txt") == 0;
}
