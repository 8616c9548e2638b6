#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the above first */
#include <cmocka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/pool.h"

#define JOBS 500
#define WORKERS 4

struct seen {
	atomic_int ran[JOBS];		/* how often each job ran */
	atomic_int inside[WORKERS];	/* is a worker in run()? */
	atomic_int odd;			/* what must not happen */
	size_t nworkers;
	size_t last_done, ticks;	/* by tick(), one call at a time */
	atomic_bool in_tick;
	atomic_size_t started;
	size_t limit;			/* stop() after so many */
	pthread_t caller;
	bool others;			/* a job ran on another thread */
};

static void
run(void *ctx, size_t worker, size_t job)
{
	struct seen *s = ctx;

	if (worker >= s->nworkers || job >= JOBS) {
		atomic_fetch_add(&s->odd, 1);
		return;
	}
	/* A worker's own state needs no lock: it runs one job at a time. */
	if (atomic_fetch_add(&s->inside[worker], 1) != 0)
		atomic_fetch_add(&s->odd, 1);
	atomic_fetch_add(&s->ran[job], 1);
	atomic_fetch_add(&s->started, 1);
	if (s->nworkers == 1 && !pthread_equal(pthread_self(), s->caller))
		s->others = true;
	atomic_fetch_sub(&s->inside[worker], 1);
}

static void
tick(void *ctx, size_t done, size_t njobs)
{
	struct seen *s = ctx;

	if (atomic_exchange(&s->in_tick, true) || done != s->last_done + 1 ||
	    done > njobs)
		atomic_fetch_add(&s->odd, 1);
	s->last_done = done;
	s->ticks++;
	atomic_store(&s->in_tick, false);
}

static bool
stop(void *ctx)
{
	struct seen *s = ctx;

	return atomic_load(&s->started) >= s->limit;
}

static void
check_all_once(size_t nworkers)
{
	struct seen s = { .nworkers = nworkers == 0 ? 1 : nworkers,
	    .caller = pthread_self() };
	const struct pool pool = { .run = run, .tick = tick, .ctx = &s };

	pool_run(&pool, nworkers, JOBS);
	for (size_t i = 0; i < JOBS; i++)
		assert_int_equal(atomic_load(&s.ran[i]), 1);
	assert_int_equal(atomic_load(&s.odd), 0);
	assert_int_equal(s.ticks, JOBS);
	assert_false(s.others);
}

static void
test_every_job_once(void **state)
{
	(void)state;
	for (size_t workers = 0; workers <= WORKERS; workers++)
		check_all_once(workers);
}

static void
test_no_jobs(void **state)
{
	struct seen s = { .nworkers = 2 };
	const struct pool pool = { .run = run, .tick = tick, .ctx = &s };

	(void)state;
	pool_run(&pool, 2, 0);
	assert_int_equal(atomic_load(&s.started), 0);
	assert_int_equal(s.ticks, 0);
}

/* What runs when stop() says so is ended, nothing new is begun. */
static void
test_stop(void **state)
{
	(void)state;
	for (size_t workers = 1; workers <= WORKERS; workers++) {
		struct seen s = { .nworkers = workers, .limit = 20,
		    .caller = pthread_self() };
		const struct pool pool = { .run = run, .tick = tick,
		    .stop = stop, .ctx = &s };
		size_t ran = 0;

		pool_run(&pool, workers, JOBS);
		for (size_t i = 0; i < JOBS; i++)
			ran += (size_t)atomic_load(&s.ran[i]);
		assert_true(ran >= 20 && ran < 20 + workers);
		assert_int_equal(s.ticks, ran);
		/* In order: what ran is the beginning. */
		for (size_t i = 0; i < ran; i++)
			assert_int_equal(atomic_load(&s.ran[i]), 1);
		assert_int_equal(atomic_load(&s.odd), 0);
	}
}

static void
test_processors(void **state)
{
	(void)state;
	assert_true(pool_processors() >= 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_job_once),
		cmocka_unit_test(test_no_jobs),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_processors)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
