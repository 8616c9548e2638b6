#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command.h"

#define MAX_STAGES	8
#define BAR_CELLS	30

static volatile sig_atomic_t stopped;

static struct {
	const char *name[MAX_STAGES];
	double wall[MAX_STAGES], cpu[MAX_STAGES];	/* seconds */
	size_t n;
	bool running, draw;
	double wall_start, cpu_start, drawn;
} progress;

static void
on_signal(int number)
{
	(void)number;
	stopped = 1;
}

bool
progress_stopped(void)
{
	return stopped != 0;
}

void
progress_catch_signals(void)
{
	struct sigaction sa = { .sa_handler = on_signal };

	(void)sigemptyset(&sa.sa_mask);
	(void)sigaction(SIGINT, &sa, NULL);
	(void)sigaction(SIGTERM, &sa, NULL);
	(void)sigaction(SIGHUP, &sa, NULL);
	(void)signal(SIGPIPE, SIG_IGN);	/* a write then fails and is told */
}

static double
seconds(clockid_t clock)
{
	struct timespec t = { 0 };

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
progress_stage(const char *name, bool quiet)
{
	double wall = seconds(CLOCK_MONOTONIC);
	double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);

	if (progress.running) {
		progress.wall[progress.n] = wall - progress.wall_start;
		progress.cpu[progress.n++] = cpu - progress.cpu_start;
		if (progress.draw)
			(void)fputs("\r\033[K", stderr);
	}
	progress.running = name != NULL && progress.n < MAX_STAGES;
	if (!progress.running)
		return;
	progress.name[progress.n] = name;
	progress.draw = !quiet && isatty(STDERR_FILENO) == 1;
	progress.wall_start = wall;
	progress.cpu_start = cpu;
	progress.drawn = 0;
	progress_tick(0, 0);
}

void
progress_tick(size_t done, size_t total)
{
	double now;
	size_t full;

	if (!progress.draw || !progress.running)
		return;
	now = seconds(CLOCK_MONOTONIC);
	if (done != total && now - progress.drawn < 0.05)
		return;
	progress.drawn = now;
	full = total > 0 ? done * BAR_CELLS / total : 0;
	(void)fprintf(stderr, "\r%s [", progress.name[progress.n]);
	for (size_t i = 0; i < BAR_CELLS; i++)
		(void)fputc(i < full ? '#' : '.', stderr);
	(void)fputc(']', stderr);
	if (total > 0)
		(void)fprintf(stderr, " %zu/%zu", done, total);
	(void)fputs("\033[K", stderr);
}

void
progress_timings(void)
{
	for (size_t i = 0; i < progress.n; i++)
		(void)fprintf(stderr, "%s\t%.3f\t%.3f\n", progress.name[i],
		    progress.wall[i], progress.cpu[i]);
}
