#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command/command.h"

#define MAX_STAGES	8
#define BAR_CELLS	30

static volatile sig_atomic_t stopped;

struct timed_stage {
	const char *name;
	double wall, cpu;	/* seconds */
	double peak;		/* MB of memory held at most while it ran */
};

static struct {
	struct timed_stage stage[MAX_STAGES];
	size_t n;		/* stages that ended */
	bool running, draw;
	double wall_start, cpu_start, drawn;
	struct timed_stage part;	/* what one worker does beside the stage */
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
	(void)sigaction(SIGXCPU, &sa, NULL);
	(void)signal(SIGPIPE, SIG_IGN);	/* a write then fails and is told */
}

static double
seconds(clockid_t clock)
{
	struct timespec t = { 0 };

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/*
 * The most memory held since the last call, MB; 0 where Linux does not say.
 * Who asks the system for the peak of the whole process is told the one since
 * the last call too.
 */
static double
peak_memory(void)
{
	FILE *f = fopen("/proc/self/status", "re");
	char line[256];
	double peak = 0;
	int fd;

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, "VmHWM:", 6) == 0)
			peak = strtod(line + 6, NULL) * 1024 / 1e6;
	if (f != NULL)
		(void)fclose(f);
	fd = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
	if (fd != -1) {
		if (write(fd, "5", 1) != 1)
			peak = 0;	/* it would be an earlier stage's */
		(void)close(fd);
	}
	return peak;
}

/* The stage that was running, and what ran beside it, are over. */
static void
end_stage(double wall, double cpu, bool measure)
{
	struct timed_stage *s = &progress.stage[progress.n++];

	s->wall = wall - progress.wall_start;
	s->cpu = cpu - progress.cpu_start - progress.part.cpu;
	s->peak = measure ? peak_memory() : 0;
	if (progress.part.name == NULL || progress.n == MAX_STAGES)
		return;
	progress.part.peak = s->peak;
	progress.stage[progress.n++] = progress.part;
	progress.part = (struct timed_stage){ 0 };
}

void
progress_stage(const struct options *o, const char *name)
{
	double wall = seconds(CLOCK_MONOTONIC);
	double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);

	if (progress.running) {
		end_stage(wall, cpu, o->timings);
		if (progress.draw)
			(void)dprintf(STDERR_FILENO, "\r\033[K");
	}
	progress.running = name != NULL && progress.n < MAX_STAGES;
	if (!progress.running)
		return;
	progress.stage[progress.n].name = name;
	progress.draw = !o->quiet && isatty(STDERR_FILENO) == 1;
	progress.wall_start = wall;
	progress.cpu_start = cpu;
	progress.drawn = 0;
	progress_tick(0, 0);
}

void
progress_tick(size_t done, size_t total)
{
	char bar[BAR_CELLS + 1], count[48] = "";
	double now;
	size_t full;

	if (!progress.draw || !progress.running)
		return;
	now = seconds(CLOCK_MONOTONIC);
	if (done != total && now - progress.drawn < 0.05)
		return;
	progress.drawn = now;
	full = total > 0 ? done * BAR_CELLS / total : 0;
	memset(bar, '.', BAR_CELLS);
	memset(bar, '#', full);
	bar[BAR_CELLS] = '\0';
	if (total > 0)
		(void)snprintf(count, sizeof(count), " %zu/%zu", done, total);
	/* Past stdio: the workbook may be begun, and stderr then a library's. */
	(void)dprintf(STDERR_FILENO, "\r%s [%s]%s\033[K",
	    progress.stage[progress.n].name, bar, count);
}

void
progress_part(const char *name)
{
	double wall = seconds(CLOCK_MONOTONIC);
	double cpu = seconds(CLOCK_THREAD_CPUTIME_ID);

	if (name != NULL)
		progress.part.name = name;
	progress.part.wall = wall - progress.part.wall;
	progress.part.cpu = cpu - progress.part.cpu;
}

void
progress_timings(void)
{
	for (size_t i = 0; i < progress.n; i++) {
		const struct timed_stage *s = &progress.stage[i];

		(void)fprintf(stderr, "%s\t%.3f\t%.3f\t%.0f\n", s->name,
		    s->wall, s->cpu, s->peak);
	}
}
