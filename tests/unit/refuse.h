#ifndef PINGGU_TESTS_REFUSE_H
#define PINGGU_TESTS_REFUSE_H

/*
 * A system that says no: these stand before the C library's own in a test
 * that includes them.  Each fails with the errno that is set here, 0: none.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct {
	int write;
	int readdir;		/* after so many entries: */
	int entries;
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
