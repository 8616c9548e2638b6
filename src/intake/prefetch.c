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
	struct reading reading;
};

struct prefetch {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct source *const *sources;
	size_t nsources;
	/* Files first … end-1 are in the slots, each in number % SLOTS. */
	size_t first, end;
	size_t bytes;		/* of these files */
	bool stop;
	struct tree_reader reader;
	struct prefetch_slot slots[SLOTS];
};

static bool
is_full(const struct prefetch *h)
{
	return h->end - h->first == SLOTS ||
	    (h->end > h->first && h->bytes > BYTES);
}

static size_t
bytes_of(const struct reading *r)
{
	return r->unreadable ? 0 : r->file.bytes;
}

static void *
read_all(void *arg)
{
	struct prefetch *h = arg;

	(void)pthread_mutex_lock(&h->lock);
	while (!h->stop && h->end < h->nsources) {
		struct prefetch_slot *s = &h->slots[h->end % SLOTS];
		struct reading *r = &s->reading;

		if (is_full(h)) {
			(void)pthread_cond_wait(&h->changed, &h->lock);
			continue;
		}
		(void)pthread_mutex_unlock(&h->lock);
		arena_reset(&s->arena);
		r->unreadable = node_sheets(&h->reader,
		    h->sources[h->end]->node, &s->arena, &r->file, &r->status,
		    &r->why) == -1;
		(void)pthread_mutex_lock(&h->lock);
		h->bytes += bytes_of(r);
		h->end++;
		(void)pthread_cond_signal(&h->changed);
	}
	(void)pthread_mutex_unlock(&h->lock);
	return NULL;
}

struct prefetch *
prefetch_start(struct intake *in, struct source *const *list, size_t n)
{
	struct prefetch *h;

	if (in->options->workers < 2 || n == 0 || in->failed)
		return NULL;
	h = mem_zero(1, sizeof(*h));
	h->sources = list;
	h->nsources = n;
	h->reader.batch = in->reader.batch;
	(void)pthread_mutex_init(&h->lock, NULL);
	(void)pthread_cond_init(&h->changed, NULL);
	if (pthread_create(&h->thread, NULL, read_all, h) == 0)
		return h;
	(void)pthread_cond_destroy(&h->changed);
	(void)pthread_mutex_destroy(&h->lock);
	free(h);
	return NULL;	/* then each file is read when its turn comes */
}

const struct reading *
prefetch_take(struct prefetch *h, const struct source *src)
{
	(void)pthread_mutex_lock(&h->lock);
	/* The one before is done with, and so is what was passed over. */
	while (h->first < src->number) {
		while (h->first == h->end)
			(void)pthread_cond_wait(&h->changed, &h->lock);
		h->bytes -= bytes_of(&h->slots[h->first % SLOTS].reading);
		h->first++;
		(void)pthread_cond_signal(&h->changed);
	}
	while (h->first == h->end)
		(void)pthread_cond_wait(&h->changed, &h->lock);
	(void)pthread_mutex_unlock(&h->lock);
	/* Asked for again: it is gone. */
	return h->first != src->number ? NULL :
	    &h->slots[src->number % SLOTS].reading;
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
	reader_close(&h->reader);
	free(h);
}
