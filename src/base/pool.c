#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "base/mem.h"

struct pool_run_state {
	const struct pool *pool;
	pthread_mutex_t lock;
	size_t next, done, njobs;
};

struct worker {
	struct pool_run_state *shared;
	size_t number;
	pthread_t thread;
	bool started;
};

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct pool_run_state *s = w->shared;
	const struct pool *p = s->pool;

	(void)pthread_mutex_lock(&s->lock);
	while (s->next < s->njobs && (p->stop == NULL || !p->stop(p->ctx))) {
		size_t job = s->next++;

		(void)pthread_mutex_unlock(&s->lock);
		p->run(p->ctx, w->number, job);
		(void)pthread_mutex_lock(&s->lock);
		s->done++;
		if (p->tick != NULL)
			p->tick(p->ctx, s->done, s->njobs);
	}
	(void)pthread_mutex_unlock(&s->lock);
	return NULL;
}

void
pool_run(const struct pool *p, size_t nworkers, size_t njobs)
{
	struct pool_run_state s = { .pool = p, .njobs = njobs };
	struct worker *w = mem_zero(nworkers + 1, sizeof(*w));

	(void)pthread_mutex_init(&s.lock, NULL);
	for (size_t i = 0; i < nworkers || i == 0; i++)
		w[i] = (struct worker){ .shared = &s, .number = i };
	for (size_t i = 1; i < nworkers; i++)
		w[i].started = pthread_create(&w[i].thread, NULL, work,
		    &w[i]) == 0;
	work(&w[0]);
	for (size_t i = 1; i < nworkers; i++)
		if (w[i].started)
			(void)pthread_join(w[i].thread, NULL);
	(void)pthread_mutex_destroy(&s.lock);
	free(w);
}

size_t
pool_processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) > 0)
		return (size_t)CPU_COUNT(&set);
	return 1;
}
