/*
 * calls.so: what asks the system.  glibc's streams reach the system by ways
 * that cannot be come before, so those that are opened are made anew here,
 * with the calls below under them.
 */
#include "fault.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/uio.h>
#include <unistd.h>

/* The function of that name that we stand before. */
#define NEXT(name) \
	static __typeof__(&name) next; \
	if (next == NULL) { \
		void *found = dlsym(RTLD_NEXT, #name); \
		memcpy(&next, &found, sizeof(next)); \
	}

/* A function of a kind that only may fail. */
#define FAILS(kind, otherwise, type, name, parameters, arguments) \
	type name parameters \
	{ \
		NEXT(name) \
		return fault_now(kind) ? otherwise : next arguments; \
	}

/* ---- write ---------------------------------------------------------------------- */

ssize_t
write(int fd, const void *bytes, size_t len)
{
	NEXT(write)
	return fault_write(&len) ? -1 : next(fd, bytes, len);
}

ssize_t
pwrite(int fd, const void *bytes, size_t len, off_t offset)
{
	NEXT(pwrite)
	return fault_write(&len) ? -1 : next(fd, bytes, len, offset);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t len, off64_t offset)
{
	NEXT(pwrite64)
	return fault_write(&len) ? -1 : next(fd, bytes, len, offset);
}

FAILS(FAULT_WRITE, -1, ssize_t, writev, (int fd, const struct iovec *v, int n),
    (fd, v, n))
FAILS(FAULT_WRITE, -1, int, ftruncate, (int fd, off_t len), (fd, len))
FAILS(FAULT_WRITE, -1, int, ftruncate64, (int fd, off64_t len), (fd, len))
FAILS(FAULT_WRITE, ENOSPC, int, posix_fallocate, (int fd, off_t from,
    off_t len), (fd, from, len))
FAILS(FAULT_WRITE, -1, int, fsync, (int fd), (fd))
FAILS(FAULT_WRITE, -1, int, fdatasync, (int fd), (fd))
FAILS(FAULT_WRITE, -1, int, syncfs, (int fd), (fd))

/* What was written may be lost even then; the file is closed all the same. */
int
close(int fd)
{
	NEXT(close)
	if (fault_now(FAULT_WRITE)) {
		int why = errno;

		(void)next(fd);
		errno = why;
		return -1;
	}
	return next(fd);
}

/* ---- rename ---------------------------------------------------------------------- */

FAILS(FAULT_RENAME, -1, int, rename, (const char *from, const char *to),
    (from, to))
FAILS(FAULT_RENAME, -1, int, renameat2, (int a, const char *from, int b,
    const char *to, unsigned flags), (a, from, b, to, flags))

/* ---- open ------------------------------------------------------------------------ */

#define OPENS(name, parameters, ...) \
	int name parameters \
	{ \
		mode_t mode = 0; \
		NEXT(name) \
		if ((flags & (O_CREAT | O_TMPFILE)) != 0) { \
			va_list ap; \
			va_start(ap, flags); \
			mode = va_arg(ap, mode_t); \
			va_end(ap); \
		} \
		return fault_now(FAULT_OPEN) ? -1 : next(__VA_ARGS__, mode); \
	}

OPENS(open, (const char *path, int flags, ...), path, flags)
OPENS(open64, (const char *path, int flags, ...), path, flags)
OPENS(openat, (int dir, const char *path, int flags, ...), dir, path, flags)
OPENS(openat64, (int dir, const char *path, int flags, ...), dir, path, flags)
FAILS(FAULT_OPEN, -1, int, creat, (const char *path, mode_t mode),
    (path, mode))
FAILS(FAULT_OPEN, -1, int, memfd_create, (const char *name, unsigned flags),
    (name, flags))
FAILS(FAULT_OPEN, -1, int, mkstemp, (char *name), (name))
FAILS(FAULT_OPEN, -1, int, mkostemp, (char *name, int flags), (name, flags))
FAILS(FAULT_OPEN, NULL, char *, mkdtemp, (char *name), (name))
FAILS(FAULT_OPEN, -1, int, dup, (int fd), (fd))
FAILS(FAULT_OPEN, (iconv_t)-1, iconv_t, iconv_open, (const char *to,
    const char *from), (to, from))
FAILS(FAULT_OPEN, NULL, DIR *, opendir, (const char *path), (path))
FAILS(FAULT_OPEN, NULL, DIR *, fdopendir, (int fd), (fd))

/* ---- read ------------------------------------------------------------------------ */

FAILS(FAULT_READ, -1, ssize_t, read, (int fd, void *to, size_t len),
    (fd, to, len))
FAILS(FAULT_READ, -1, ssize_t, pread, (int fd, void *to, size_t len,
    off_t from), (fd, to, len, from))
FAILS(FAULT_READ, -1, ssize_t, pread64, (int fd, void *to, size_t len,
    off64_t from), (fd, to, len, from))
FAILS(FAULT_READ, NULL, struct dirent *, readdir, (DIR *dir), (dir))
FAILS(FAULT_READ, NULL, struct dirent64 *, readdir64, (DIR *dir), (dir))
FAILS(FAULT_READ, -1, ssize_t, readv, (int fd, const struct iovec *v, int n),
    (fd, v, n))
FAILS(FAULT_READ, -1, ssize_t, getdents64, (int fd, void *to, size_t len),
    (fd, to, len))
FAILS(FAULT_READ, -1, int, stat, (const char *path, struct stat *st),
    (path, st))
FAILS(FAULT_READ, -1, int, lstat, (const char *path, struct stat *st),
    (path, st))
FAILS(FAULT_READ, -1, int, fstat, (int fd, struct stat *st), (fd, st))
FAILS(FAULT_READ, -1, int, fstatat, (int dir, const char *path,
    struct stat *st, int flags), (dir, path, st, flags))
FAILS(FAULT_READ, -1, int, stat64, (const char *path, struct stat64 *st),
    (path, st))
FAILS(FAULT_READ, -1, int, lstat64, (const char *path, struct stat64 *st),
    (path, st))
FAILS(FAULT_READ, -1, int, fstat64, (int fd, struct stat64 *st), (fd, st))
FAILS(FAULT_READ, -1, int, fstatat64, (int dir, const char *path,
    struct stat64 *st, int flags), (dir, path, st, flags))
FAILS(FAULT_READ, -1, int, statfs, (const char *path, struct statfs *st),
    (path, st))
FAILS(FAULT_READ, -1, int, fstatfs, (int fd, struct statfs *st), (fd, st))
FAILS(FAULT_READ, MAP_FAILED, void *, mmap, (void *at, size_t len, int prot,
    int flags, int fd, off_t from), (at, len, prot, flags, fd, from))
FAILS(FAULT_READ, MAP_FAILED, void *, mmap64, (void *at, size_t len, int prot,
    int flags, int fd, off64_t from), (at, len, prot, flags, fd, from))

/* ---- other ----------------------------------------------------------------------- */

FAILS(FAULT_OTHER, -1, int, mkdir, (const char *path, mode_t mode),
    (path, mode))
FAILS(FAULT_OTHER, -1, int, rmdir, (const char *path), (path))
FAILS(FAULT_OTHER, -1, int, unlink, (const char *path), (path))
FAILS(FAULT_OTHER, -1, int, unlinkat, (int dir, const char *path, int flags),
    (dir, path, flags))
FAILS(FAULT_OTHER, -1, int, fchmod, (int fd, mode_t mode), (fd, mode))
FAILS(FAULT_OTHER, -1, int, chmod, (const char *path, mode_t mode),
    (path, mode))
FAILS(FAULT_OTHER, -1, ssize_t, readlink, (const char *path, char *to,
    size_t len), (path, to, len))
FAILS(FAULT_OTHER, NULL, char *, getcwd, (char *to, size_t len), (to, len))
FAILS(FAULT_OTHER, -1, int, sched_getaffinity, (pid_t pid, size_t len,
    cpu_set_t *set), (pid, len, set))

/* What was listed is closed all the same. */
int
closedir(DIR *dir)
{
	NEXT(closedir)
	if (fault_now(FAULT_READ)) {
		int why = errno;

		(void)next(dir);
		errno = why;
		return -1;
	}
	return next(dir);
}

/* SQLite's locks. */
int
fcntl64(int fd, int what, ...)
{
	va_list ap;
	void *arg;
	NEXT(fcntl64)

	va_start(ap, what);
	arg = va_arg(ap, void *);
	va_end(ap);
	return fault_now(FAULT_OTHER) ? -1 : next(fd, what, arg);
}

FAILS(FAULT_OTHER, -1, off_t, lseek, (int fd, off_t to, int from),
    (fd, to, from))
FAILS(FAULT_OTHER, -1, off64_t, lseek64, (int fd, off64_t to, int from),
    (fd, to, from))
FAILS(FAULT_OTHER, EAGAIN, int, pthread_create, (pthread_t *thread,
    const pthread_attr_t *how, void *(*run)(void *), void *arg),
    (thread, how, run, arg))

/* ---- streams --------------------------------------------------------------------- */

static ssize_t
stream_read(void *cookie, char *to, size_t len)
{
	return read((int)(intptr_t)cookie, to, len);
}

static ssize_t
stream_write(void *cookie, const char *bytes, size_t len)
{
	ssize_t n = write((int)(intptr_t)cookie, bytes, len);

	return n == -1 ? 0 : n;		/* how fopencookie wants to hear it */
}

static int
stream_seek(void *cookie, off64_t *to, int from)
{
	off64_t now = lseek64((int)(intptr_t)cookie, *to, from);

	if (now == -1)
		return -1;
	*to = now;
	return 0;
}

static int
stream_close(void *cookie)
{
	return close((int)(intptr_t)cookie);
}

/* Who has the stream may ask for its descriptor. */
#define STREAMS	256

static FILE *streams[STREAMS];		/* by descriptor */

static FILE *
stream(int fd, const char *mode)
{
	const cookie_io_functions_t functions = { stream_read, stream_write,
	    stream_seek, stream_close };
	char plain[4] = { mode[0], strchr(mode, '+') != NULL ? '+' : '\0' };

	FILE *f = fopencookie((void *)(intptr_t)fd, plain, functions);

	if (fd >= 0 && fd < STREAMS)
		streams[fd] = f;
	return f;
}

int
fileno(FILE *f)
{
	NEXT(fileno)

	for (int fd = 0; fd < STREAMS; fd++)
		if (streams[fd] == f)
			return fd;
	return next(f);
}

static FILE *
open_stream(const char *path, const char *mode)
{
	int how = strchr(mode, '+') != NULL ? O_RDWR :
	    mode[0] == 'r' ? O_RDONLY : O_WRONLY;
	int fd;

	if (mode[0] == 'w')
		how |= O_CREAT | O_TRUNC;
	else if (mode[0] == 'a')
		how |= O_CREAT | O_APPEND;
	fd = open(path, how, 0666);
	return fd == -1 ? NULL : stream(fd, mode);
}

FILE *
fopen(const char *path, const char *mode)
{
	return open_stream(path, mode);
}

FILE *
fopen64(const char *path, const char *mode)
{
	return open_stream(path, mode);
}

FILE *
tmpfile(void)
{
	const char *folder = getenv("TMPDIR");
	int fd = open(folder != NULL ? folder : "/tmp", O_RDWR | O_TMPFILE,
	    0600);

	return fd == -1 ? NULL : stream(fd, "w+");
}

FILE *
tmpfile64(void)
{
	return tmpfile();
}

FILE *
fdopen(int fd, const char *mode)
{
	return fault_now(FAULT_OPEN) ? NULL : stream(fd, mode);
}

void
fault_ready(void)
{
	stdout = stream(STDOUT_FILENO, "w");
}
