#ifndef PINGGU_TESTS_REFUSE_H
#define PINGGU_TESTS_REFUSE_H

/*
 * A system that says no: these stand before the C library's own in a test
 * that includes them.  Each fails with the errno that is set here, 0: none.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct {
	int write;
	int readdir;		/* after so many entries: */
	int entries;
	int open;		/* of a file whose path ends in: */
	const char *end;
	int stat;		/* and lstat, of whatever path */
} refuse;

ssize_t
write(int fd, const void *bytes, size_t len)
{
	if (refuse.write != 0) {
		errno = refuse.write;
		return -1;
	}
	return syscall(SYS_write, fd, bytes, len);
}

int
open(const char *path, int flags, ...)
{
	size_t len = strlen(path), n;
	mode_t mode = 0;

	if ((flags & O_CREAT) != 0) {
		va_list ap;

		va_start(ap, flags);
		mode = va_arg(ap, mode_t);
		va_end(ap);
	}
	n = refuse.open != 0 ? strlen(refuse.end) : len + 1;
	if (n <= len && strcmp(path + len - n, refuse.end) == 0) {
		errno = refuse.open;
		return -1;
	}
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int
stat(const char *path, struct stat *st)
{
	errno = refuse.stat;
	return refuse.stat != 0 ? -1 : fstatat(AT_FDCWD, path, st, 0);
}

int
lstat(const char *path, struct stat *st)
{
	errno = refuse.stat;
	return refuse.stat != 0 ? -1 : fstatat(AT_FDCWD, path, st,
	    AT_SYMLINK_NOFOLLOW);
}

struct dirent *
readdir(DIR *stream)
{
	static struct dirent *(*next)(DIR *dir);

	if (next == NULL) {
		void *found = dlsym(RTLD_NEXT, "readdir");

		memcpy(&next, &found, sizeof(next));
	}
	if (refuse.readdir != 0 && refuse.entries-- == 0) {
		errno = refuse.readdir;
		return NULL;
	}
	return next(stream);
}

#endif
