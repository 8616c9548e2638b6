#include "fault.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FRAMES	10	/* of a place, ours not counted */
#define OURS	2	/* frames of this file */
#define PLACES	(1u << 18)

static const char *const names[FAULT_KINDS] = { "write", "rename", "open",
	"read", "other", "alloc" };

static atomic_bool armed;
static _Thread_local bool inside;	/* what we call is not counted */
static atomic_ulong calls[FAULT_KINDS];
static int kind = -1, number;
static unsigned long at;
static bool stays, counting;
static char trace[256], count_path[256];

static struct {
	uint64_t hash;
	unsigned long first;
} *places;			/* by hash, open addressing */

static void
say(int fd, const char *text)
{
	(void)!syscall(SYS_write, fd, text, strlen(text));
}

static int
create(const char *path)
{
	return (int)syscall(SYS_openat, AT_FDCWD, path,
	    O_WRONLY | O_CREAT | O_TRUNC, 0666);
}

/* ---- where -------------------------------------------------------------------- */

static void
write_trace(void)
{
	void *frames[40];
	char line[512];
	int fd, n;

	if (*trace == '\0' || (fd = create(trace)) == -1)
		return;
	n = backtrace(frames, 40);
	for (int i = OURS; i < n; i++) {
		Dl_info info = { 0 };
		const char *base;

		if (dladdr(frames[i], &info) == 0 || info.dli_fname == NULL)
			continue;
		base = strrchr(info.dli_fname, '/');
		(void)snprintf(line, sizeof(line), "%s %s+%#tx\n",
		    info.dli_sname != NULL ? info.dli_sname : "?",
		    base != NULL ? base + 1 : info.dli_fname,
		    (char *)frames[i] - (char *)info.dli_fbase);
		say(fd, line);
	}
	(void)syscall(SYS_close, fd);
}

/* Remember the call when it is the first from its place. */
static void
note_place(unsigned long n)
{
	void *frames[FRAMES + OURS];
	uint64_t h = UINT64_C(14695981039346656037);
	int depth = backtrace(frames, FRAMES + OURS);
	unsigned i;

	for (int k = OURS; k < depth; k++)
		h = (h ^ (uintptr_t)frames[k]) * UINT64_C(1099511628211);
	h |= 1;
	for (i = h % PLACES; places[i].hash != 0; i = (i + 1) % PLACES)
		if (places[i].hash == h)
			return;
	places[i].hash = h;
	places[i].first = n;
}

/* ---- counting ------------------------------------------------------------------ */

static bool
is_counted(enum fault_kind k, unsigned long *n)
{
	if (!atomic_load(&armed) || inside)
		return false;
	*n = atomic_fetch_add(&calls[k], 1) + 1;
	if (k == FAULT_ALLOC && counting) {
		inside = true;
		note_place(*n);
		inside = false;
	}
	return (int)k == kind && at > 0 && (*n == at || (stays && *n > at));
}

bool
fault_now(enum fault_kind k)
{
	unsigned long n;

	if (!is_counted(k, &n))
		return false;
	inside = true;
	if (n == at)
		write_trace();
	if (number < 0)
		(void)kill(getpid(), -number);
	inside = false;
	errno = number != 0 ? number : EIO;
	return true;
}

bool
fault_write(size_t *len)
{
	if (number != 0 || kind != FAULT_WRITE || *len < 2)
		return fault_now(FAULT_WRITE);
	if (fault_now(FAULT_WRITE))
		*len /= 2;
	return false;
}

/* ---- from main to its return ------------------------------------------------------ */

static const char *
setting(const char *name)
{
	const char *value = getenv(name);

	return value != NULL ? value : "";
}

static void
begin(void)
{
	void *frames[1];

	for (int k = 0; k < FAULT_KINDS; k++)
		if (strcmp(setting("FAULT_KIND"), names[k]) == 0)
			kind = k;
	at = strtoul(setting("FAULT_AT"), NULL, 10);
	number = atoi(setting("FAULT_ERRNO"));
	stays = *setting("FAULT_STAYS") == '1';
	(void)snprintf(trace, sizeof(trace), "%s", setting("FAULT_TRACE"));
	(void)snprintf(count_path, sizeof(count_path), "%s",
	    setting("FAULT_COUNT"));
	counting = *count_path != '\0';
	if (counting)
		places = calloc(PLACES, sizeof(*places));
	(void)backtrace(frames, 1);	/* which loads what it needs */
	if (fault_ready != NULL)
		fault_ready();
	atomic_store(&armed, true);
}

static void
end(void)
{
	char line[64];
	int fd;

	atomic_store(&armed, false);
	if (!counting || (fd = create(count_path)) == -1)
		return;
	for (int k = 0; k < FAULT_KINDS; k++) {
		(void)snprintf(line, sizeof(line), "%s %lu\n", names[k],
		    atomic_load(&calls[k]));
		say(fd, line);
	}
	for (unsigned i = 0; i < PLACES; i++)
		if (places[i].hash != 0) {
			(void)snprintf(line, sizeof(line), "place %lu\n",
			    places[i].first);
			say(fd, line);
		}
	(void)syscall(SYS_close, fd);
}

static int (*real_main)(int, char **, char **);

static int
framed_main(int argc, char **argv, char **env)
{
	int status;

	begin();
	status = real_main(argc, argv, env);
	end();
	return status;
}

int	__libc_start_main(int (*main)(int, char **, char **), int argc,
	    char **argv, int (*init)(int, char **, char **),
	    void (*fini)(void), void (*rtld_fini)(void), void *stack_end);

int
__libc_start_main(int (*main)(int, char **, char **), int argc, char **argv,
    int (*init)(int, char **, char **), void (*fini)(void),
    void (*rtld_fini)(void), void *stack_end)
{
	int (*next)(int (*)(int, char **, char **), int, char **,
	    int (*)(int, char **, char **), void (*)(void), void (*)(void),
	    void *);
	void *found = dlsym(RTLD_NEXT, "__libc_start_main");

	memcpy(&next, &found, sizeof(next));
	real_main = main;
	return next(framed_main, argc, argv, init, fini, rtld_fini, stack_end);
}
