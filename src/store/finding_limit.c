#include "store/finding_limit.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "store/store.h"

/*
 * While findings come in, so that a file of millions of wrong cells costs
 * neither time nor disk, those of one kind in one column are kept up to a
 * number that is well above the limit.
 */
#define MOST_FINDINGS	1000	/* of a studio, where 问题上限 is not given */
#define COLUMN_MOST	2	/* times that: of one kind in one column */
#define FILE_MOST	50	/* times that: of one kind in one file, */
#define COLUMN_LEAST	5	/* but so many of each column */
#define FIRST_SLOTS	1024

/* How many there were of one kind, studio and file, and in which column. */
struct finding_slot {
	uint64_t key;		/* 0: free */
	unsigned n;		/* kept */
	unsigned rest;		/* number of its finding_rest, from 1; 0: none */
};

size_t
finding_limit(const struct store *s)
{
	return s->most_findings > 0 ? s->most_findings : MOST_FINDINGS;
}

/* ---- while they come in ------------------------------------------------------- */

static struct finding_slot *
find_slot(struct finding_counts *c, uint64_t key)
{
	size_t i = (size_t)key & (c->nslots - 1);

	while (c->slots[i].key != 0 && c->slots[i].key != key)
		i = (i + 1) & (c->nslots - 1);
	return &c->slots[i];
}

static void
more_slots(struct finding_counts *c)
{
	struct finding_counts old = *c;

	c->nslots = old.nslots == 0 ? FIRST_SLOTS : 2 * old.nslots;
	c->slots = mem_zero(c->nslots, sizeof(*c->slots));
	for (size_t i = 0; i < old.nslots; i++)
		if (old.slots[i].key != 0)
			*find_slot(c, old.slots[i].key) = old.slots[i];
	free(old.slots);
}

static struct finding_slot *
slot_of(struct finding_counts *c, uint64_t key)
{
	struct finding_slot *slot;

	if (2 * c->used >= c->nslots)
		more_slots(c);
	key = key == 0 ? 1 : key;
	slot = find_slot(c, key);
	if (slot->key == 0) {
		slot->key = key;
		c->used++;
	}
	return slot;
}

static char *
copy(const char *s)
{
	return s != NULL ? mem_strdup(s) : NULL;
}

static void
count_rest(struct finding_counts *c, struct finding_slot *slot,
    const char *level, const char *code, const struct finding *f)
{
	struct finding_rest *r;

	if (slot->rest == 0) {
		mem_grow(&c->rest, &c->cap, c->nrest, sizeof(*c->rest));
		c->rest[c->nrest++] = (struct finding_rest){
			.studio = copy(f->studio), .level = copy(level),
			.code = copy(code), .file = copy(f->file),
			.sheet = copy(f->sheet), .field = copy(f->field),
			.column = f->column
		};
		slot->rest = (unsigned)c->nrest;
	}
	r = &c->rest[slot->rest - 1];
	r->rows += f->row > 0 && f->row != r->last;
	r->last = f->row;
	r->n++;
}

bool
finding_is_rest(struct store *s, const char *level, const char *code,
    const struct finding *f)
{
	size_t most = finding_limit(s);
	struct finding_slot *slot;
	uint64_t key;
	unsigned in_file;

	/* Whose row it is in a table of the root is told by each alone. */
	if (f->studio == NULL && f->row > 0)
		return false;
	if (s->counts == NULL)
		s->counts = mem_zero(1, sizeof(*s->counts));
	key = text_hash(text_hash(text_hash(text_hash(TEXT_HASH, f->studio),
	    code), f->file), f->sheet);
	slot = slot_of(s->counts, key);
	in_file = slot->n++;
	key = text_hash(key, f->field) ^
	    (f->column * 2 + (f->row > 0)) * UINT64_C(0x9e3779b97f4a7c15);
	slot = slot_of(s->counts, key);
	if (slot->n < COLUMN_MOST * most && (in_file < FILE_MOST * most ||
	    slot->n < COLUMN_LEAST)) {
		slot->n++;
		return false;
	}
	count_rest(s->counts, slot, level, code, f);
	return true;
}

void
finding_counts_free(struct finding_counts *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->nrest; i++) {
		struct finding_rest *r = &c->rest[i];

		free(r->studio);
		free(r->level);
		free(r->code);
		free(r->file);
		free(r->sheet);
		free(r->field);
	}
	free(c->rest);
	free(c->slots);
	free(c);
}
