#include "intake/private.h"

#include <pthread.h>
#include <stdlib.h>

/*
 * One thread reads and parses files while another types their cells and fills
 * the store.  What waits is bounded: memory grows with the largest file, not
 * with the batch.
 */
#define SLOTS		8		/* files */
#define BYTES		((size_t)4 << 20)	/* of them, unless it is one */

struct prefetch_slot {
	struct arena arena;
	struct sheet sheet;
	enum sheet_status status;
	bool unreadable;	/* why says it */
	struct err why;
};

struct prefetch {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	const struct source **sources;
	size_t nsources;
	/* Files first … end-1 are in the slots, each in number % SLOTS. */
	size_t first, end;
	size_t bytes;		/* of these files */
	bool stop;
	struct prefetch_slot slots[SLOTS];
};

static bool
is_full(const struct prefetch *h)
{
	return h->end - h->first == SLOTS ||
	    (h->end > h->first && h->bytes > BYTES);
}

static void *
read_all(void *arg)
{
	struct prefetch *h = arg;

	(void)pthread_mutex_lock(&h->lock);
	while (!h->stop && h->end < h->nsources) {
		struct prefetch_slot *s = &h->slots[h->end % SLOTS];

		if (is_full(h)) {
			(void)pthread_cond_wait(&h->changed, &h->lock);
			continue;
		}
		(void)pthread_mutex_unlock(&h->lock);
		arena_reset(&s->arena);
		s->unreadable = sheet_read(&s->arena,
		    h->sources[h->end]->path, &s->sheet, &s->status,
		    &s->why) == -1;
		(void)pthread_mutex_lock(&h->lock);
		h->bytes += s->unreadable ? 0 : s->sheet.bytes;
		h->end++;
		(void)pthread_cond_signal(&h->changed);
	}
	(void)pthread_mutex_unlock(&h->lock);
	return NULL;
}

static void
add(struct prefetch *h, struct folder *fo, bool identity)
{
	for (size_t i = 0; i < fo->nsources; i++) {
		struct source *src = &fo->sources[i];

		if (source_is_identity(src) != identity)
			continue;
		src->number = h->nsources;
		h->sources[h->nsources++] = src;
	}
}

/* The files in the order in which the batch is loaded. */
static void
list(struct prefetch *h, struct batch *b)
{
	for (int identity = 1; identity >= 0; identity--) {
		for (size_t i = 0; i < b->nfolders; i++)
			add(h, &b->folders[i], identity);
		add(h, &b->root, identity);
	}
}

struct prefetch *
prefetch_start(struct intake *in, struct batch *b)
{
	struct prefetch *h;

	if (in->options->workers < 2)
		return NULL;
	h = mem_zero(1, sizeof(*h));
	h->sources = arena_alloc(&in->run, (in->total + 1) *
	    sizeof(struct source *));
	list(h, b);
	(void)pthread_mutex_init(&h->lock, NULL);
	(void)pthread_cond_init(&h->changed, NULL);
	if (pthread_create(&h->thread, NULL, read_all, h) == 0)
		return h;
	(void)pthread_cond_destroy(&h->changed);
	(void)pthread_mutex_destroy(&h->lock);
	free(h);
	return NULL;	/* then each file is read when its turn comes */
}

bool
prefetch_take(struct prefetch *h, const struct source *src, struct sheet *sheet,
    enum sheet_status *status, bool *unreadable, struct err *why)
{
	const struct prefetch_slot *s = &h->slots[src->number % SLOTS];

	(void)pthread_mutex_lock(&h->lock);
	/* The one before is done with, and so is what was passed over. */
	while (h->first < src->number) {
		const struct prefetch_slot *old = &h->slots[h->first % SLOTS];

		while (h->first == h->end)
			(void)pthread_cond_wait(&h->changed, &h->lock);
		h->bytes -= old->unreadable ? 0 : old->sheet.bytes;
		h->first++;
		(void)pthread_cond_signal(&h->changed);
	}
	while (h->first == h->end)
		(void)pthread_cond_wait(&h->changed, &h->lock);
	(void)pthread_mutex_unlock(&h->lock);
	if (h->first != src->number)
		return false;	/* asked for again */
	*sheet = s->sheet;
	*status = s->status;
	*unreadable = s->unreadable;
	if (s->unreadable)
		*why = s->why;
	return true;
}

void
prefetch_stop(struct prefetch *h)
{
	if (h == NULL)
		return;
	(void)pthread_mutex_lock(&h->lock);
	h->stop = true;
	(void)pthread_cond_signal(&h->changed);
	(void)pthread_mutex_unlock(&h->lock);
	(void)pthread_join(h->thread, NULL);
	(void)pthread_cond_destroy(&h->changed);
	(void)pthread_mutex_destroy(&h->lock);
	for (size_t i = 0; i < SLOTS; i++)
		arena_free(&h->slots[i].arena);
	free(h);
}
