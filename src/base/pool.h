#ifndef PINGGU_BASE_POOL_H
#define PINGGU_BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Run jobs 0 … njobs-1 on nworkers threads (at least one; with one, on the
 * caller's own).  run() gets the context, the worker's number (0 …
 * nworkers-1, for state each worker keeps to itself) and the job's.  Jobs
 * are handed out in order but end in any.  tick() is called after each job,
 * one call at a time, with the number of jobs done; it may be NULL.  When
 * stop() (may be NULL) says true no further job is handed out.
 */
struct pool {
	void	(*run)(void *ctx, size_t worker, size_t job);
	void	(*tick)(void *ctx, size_t done, size_t njobs);
	bool	(*stop)(void *ctx);
	void	*ctx;
};

void	pool_run(const struct pool *p, size_t nworkers, size_t njobs);

/* Processors this process may use, at least 1. */
size_t	pool_processors(void);

#endif
