#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

char *
path_join(struct arena *a, const char *dir, const char *name)
{
	size_t len = strlen(dir);

	if (len == 0 || strcmp(dir, ".") == 0)
		return arena_strdup(a, name);
	return arena_printf(a, dir[len - 1] == '/' ? "%s%s" : "%s/%s", dir,
	    name);
}

const char *
path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

char *
path_folder(struct arena *a, const char *path)
{
	const char *base = path_base(path);

	return base == path ? arena_strdup(a, ".") :
	    arena_strndup(a, path, (size_t)(base - path));
}

/* The system did not say what is there: noted, so that nothing comes of it. */
static bool
refuses_to_say(const char *path)
{
	int number = errno;

	if (err_is_absence(number))
		return false;
	(void)err_errno(NULL, number, "无法读取 %s", path);
	return true;
}

bool
path_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? S_ISDIR(st.st_mode) :
	    refuses_to_say(path);
}

bool
path_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 || refuses_to_say(path);
}

static enum file_kind
kind_of(mode_t mode)
{
	if (S_ISREG(mode))
		return FILE_REGULAR;
	if (S_ISDIR(mode))
		return FILE_DIR;
	return S_ISLNK(mode) ? FILE_LINK : FILE_OTHER;
}

int
path_kind(const char *path, enum file_kind *kind)
{
	struct stat st;

	if (lstat(path, &st) == -1) {
		(void)refuses_to_say(path);
		return -1;
	}
	*kind = kind_of(st.st_mode);
	return 0;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct dir_entry *)a)->name,
	    ((const struct dir_entry *)b)->name);
}

int
dir_list(struct arena *a, const char *path, struct dir_entry **entries,
    size_t *n, struct err *err)
{
	DIR *dir = opendir(path);
	struct dir_entry *list = NULL;
	const struct dirent *d;
	size_t cap = 0;
	int why;

	*n = 0;
	if (dir == NULL)
		return err_errno(err, errno, "无法读取文件夹 %s", path);
	while (errno = 0, (d = readdir(dir)) != NULL) {
		struct stat st = { .st_mode = DTTOIF((mode_t)d->d_type) };

		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
			continue;
		/* Most file systems say it here, which costs nothing. */
		if (d->d_type == DT_UNKNOWN && fstatat(dirfd(dir), d->d_name,
		    &st, AT_SYMLINK_NOFOLLOW) == -1) {
			if (errno == ENOENT)
				continue;	/* gone since readdir */
			break;
		}
		mem_grow(&list, &cap, *n, sizeof(*list));
		list[*n].name = arena_strdup(a, d->d_name);
		list[(*n)++].kind = kind_of(st.st_mode);
	}
	why = errno;
	(void)closedir(dir);
	if (why != 0) {
		free(list);
		return err_errno(err, why, "无法读取文件夹 %s", path);
	}
	*entries = arena_alloc(a, *n * sizeof(**entries));
	if (*n > 0) {
		qsort(list, *n, sizeof(*list), by_name);
		memcpy(*entries, list, *n * sizeof(*list));
	}
	free(list);
	return 0;
}

int
dir_make(const char *path, struct err *err)
{
	if (mkdir(path, 0777) == 0 || (errno == EEXIST && path_is_dir(path)))
		return 0;
	return err_errno(err, errno, "无法建立文件夹 %s", path);
}

static int	remove_at(int at, const char *name);

/*
 * Remove what is in the open folder; -1 with errno for the first that cannot
 * be.  What is removed may move the rest, so a pass follows that finds nothing.
 */
static int
empty_folder(int fd)
{
	_Alignas(struct dirent64) char room[4096];
	int why = 0;
	bool found;

	do {
		ssize_t n;

		found = false;
		if (lseek(fd, 0, SEEK_SET) == -1)
			return -1;
		while ((n = getdents64(fd, room, sizeof(room))) > 0)
			for (ssize_t i = 0; i < n;) {
				const struct dirent64 *d = (const void *)&room[i];

				i += d->d_reclen;
				if (strcmp(d->d_name, ".") == 0 ||
				    strcmp(d->d_name, "..") == 0)
					continue;
				if (remove_at(fd, d->d_name) == 0)
					found = true;
				else if (why == 0)
					why = errno;
			}
		if (n == -1)
			return -1;
	} while (found);
	errno = why;
	return why == 0 ? 0 : -1;
}

/* Without a byte of memory: it is also for who has none left. */
static int
remove_at(int at, const char *name)
{
	int fd, why;

	if (unlinkat(at, name, 0) == 0)
		return 0;
	why = errno;
	if (why != EISDIR && why != EPERM)
		return why == ENOENT ? 0 : -1;
	fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1) {
		errno = errno == ENOTDIR ? why : errno;
		return errno == ENOENT ? 0 : -1;
	}
	why = empty_folder(fd) == -1 ? errno : 0;
	(void)close(fd);
	errno = why;
	return why != 0 ? -1 : unlinkat(at, name, AT_REMOVEDIR);
}

int
dir_remove(const char *path, struct err *err)
{
	if (remove_at(AT_FDCWD, path) == 0)
		return 0;
	return err_errno(err, errno, "无法删除 %s", path);
}

static char *doomed;

/* Others go on in it until they need memory, too. */
static void
remove_doomed(void)
{
	const struct timespec moment = { .tv_nsec = 20 * 1000 * 1000 };

	for (int i = 0; i < 5 && remove_at(AT_FDCWD, doomed) == -1; i++)
		(void)nanosleep(&moment, NULL);
}

void
dir_remove_if_exhausted(const char *path)
{
	mem_clear_up(NULL);
	free(doomed);
	doomed = path != NULL ? mem_strdup(path) : NULL;
	if (doomed != NULL)
		mem_clear_up(remove_doomed);
}

/*
 * Read fd to its end into the arena; -1 with errno, or EFBIG past limit (*len
 * is then the file's).
 */
static int
read_to_end(struct arena *a, int fd, size_t limit, char **data, size_t *len)
{
	struct stat st;
	char *p;
	size_t room, n = 0;

	if (fstat(fd, &st) == -1)
		return -1;
	if (st.st_size > 0 && (size_t)st.st_size > limit) {
		*len = (size_t)st.st_size;
		errno = EFBIG;
		return -1;
	}
	room = (size_t)st.st_size;
	p = arena_alloc(a, room + 1);
	while (n < room) {
		ssize_t got = read(fd, p + n, room - n);

		if (got == -1 && errno == EINTR)
			continue;
		if (got == -1)
			return -1;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	p[n] = '\0';
	*data = p;
	*len = n;
	return 0;
}

int
file_read(struct arena *a, const char *path, size_t limit, char **data,
    size_t *len, bool *too_large, struct err *err)
{
	/* Without O_NONBLOCK, to open a pipe is to wait for its writer. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	int rc = -1;
	struct stat st;

	if (too_large != NULL)
		*too_large = false;
	if (fd != -1 && fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) {
		(void)close(fd);
		return err_set(err, "无法读取 %s：%s", path, S_ISDIR(
		    st.st_mode) ? "是文件夹，不是文件" : "不是普通文件");
	}
	if (fd != -1)
		rc = read_to_end(a, fd, limit, data, len);
	if (rc == -1 && errno == EFBIG) {
		if (too_large != NULL)
			*too_large = true;
		(void)err_set(err, "文件 %s 超过 %zu MiB", path, limit >> 20);
	} else if (rc == -1) {
		(void)err_errno(err, errno, "无法读取 %s", path);
	}
	if (fd != -1)
		(void)close(fd);
	return rc;
}

/* ---- writing --------------------------------------------------------------- */

#define OUT_PENDING ((size_t)256 * 1024)

int
out_open(struct out *o, const char *path, struct err *err)
{
	const size_t len = strlen(path);

	*o = (struct out){ .fd = -1, .path = mem_strdup(path),
	    .part = mem_alloc(len + sizeof(OUT_PART)) };
	memcpy(o->part, path, len);
	memcpy(o->part + len, OUT_PART, sizeof(OUT_PART));
	(void)unlink(o->part);	/* left by a run that was killed: its rights */
	o->fd = open(o->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (o->fd == -1) {
		(void)err_errno(err, errno, "无法写入 %s", path);
		out_discard(o);
		return -1;
	}
	return 0;
}

static void
out_flush(struct out *o)
{
	size_t done = 0;

	while (o->error == 0 && done < o->pending.len) {
		ssize_t n = write(o->fd, o->pending.data + done,
		    o->pending.len - done);

		if (n == -1 && errno != EINTR)
			o->error = errno;
		else if (n > 0)
			done += (size_t)n;
	}
	buf_reset(&o->pending);
}

void
out_write(struct out *o, const void *bytes, size_t len)
{
	buf_add(&o->pending, bytes, len);
	if (o->pending.len >= OUT_PENDING)
		out_flush(o);
}

int
out_commit(struct out *o, struct err *err)
{
	out_flush(o);
	if (close(o->fd) == -1 && o->error == 0)
		o->error = errno;
	o->fd = -1;
	if (o->error == 0 && err_refused(err)) {
		out_discard(o);
		return -1;
	}
	if (o->error == 0 && rename(o->part, o->path) == -1)
		o->error = errno;
	if (o->error != 0) {
		(void)err_errno(err, o->error, "无法写入 %s", o->path);
		out_discard(o);
		return -1;
	}
	free(o->part);
	o->part = NULL;
	out_discard(o);
	return 0;
}

void
out_discard(struct out *o)
{
	if (o->fd != -1)
		(void)close(o->fd);
	if (o->part != NULL)
		(void)unlink(o->part);
	free(o->part);
	free(o->path);
	buf_free(&o->pending);
	*o = (struct out){ .fd = -1 };
}
