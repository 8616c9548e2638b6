#include "fuzz.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assess/assess.h"
#include "base/file.h"
#include "base/text.h"
#include "intake/intake.h"
#include "scheme/scheme.h"

#define SCHEME	"zhengzhou-2024"

void
fuzz_broken(const char *file, int line, const char *claim)
{
	(void)fprintf(stderr, "%s:%d: not true: %s\n", file, line, claim);
	abort();
}

char *
fuzz_text(const uint8_t *data, size_t size)
{
	char *text = mem_alloc(size + 1);

	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

const char *
fuzz_file(const uint8_t *data, size_t size)
{
	static char path[32];
	static int fd = -1;

	if (fd == -1) {
		fd = memfd_create("fuzz", MFD_CLOEXEC);
		(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	}
	MUST(ftruncate(fd, 0) == 0);
	MUST(pwrite(fd, data, size, 0) == (ssize_t)size);
	return path;
}

/* ---- the folder --------------------------------------------------------------- */

static char folder[256];

static void
remove_folder(void)
{
	(void)dir_remove(folder, NULL);
}

static void
make_folder(void)
{
	const char *tmp = getenv("TMPDIR");

	if (tmp == NULL)
		tmp = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	(void)snprintf(folder, sizeof(folder), "%s/pinggu-fuzz-XXXXXX", tmp);
	MUST(mkdtemp(folder) != NULL);
	/* What one run gives back the next one asks for. */
	(void)mallopt(M_TRIM_THRESHOLD, INT_MAX);
	(void)mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
	MUST(atexit(remove_folder) == 0);
}

char *
fuzz_path(struct arena *a, const char *name)
{
	if (*folder == '\0')
		make_folder();
	return path_join(a, folder, name);
}

bool
fuzz_put(const char *name, const void *bytes, size_t len)
{
	struct arena a = { 0 };
	char *path = fuzz_path(&a, name);
	int fd;

	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd == -1 && errno == ENOENT) {
		for (char *p = path + strlen(folder) + 1;
		    (p = strchr(p, '/')) != NULL; *p++ = '/') {
			*p = '\0';
			(void)mkdir(path, 0777);
		}
		fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	}
	if (fd != -1) {
		MUST(write(fd, bytes, len) == (ssize_t)len);
		(void)close(fd);
	}
	arena_free(&a);
	return fd != -1;
}

void
fuzz_clear(const char *name)
{
	struct arena a = { 0 };

	MUST(dir_remove(fuzz_path(&a, name), NULL) == 0);
	arena_free(&a);
}

/* ---- several files ------------------------------------------------------------ */

/* Whether the name stays where it is put. */
static bool
stays(const char *name)
{
	if (*name == '\0' || *name == '/' || strlen(name) > 200)
		return false;
	for (const char *p = name; *p != '\0'; p += strcspn(p, "/"), p += *p == '/')
		if (strncmp(p, "..", 2) == 0 || strncmp(p, "./", 2) == 0 ||
		    strcmp(p, ".") == 0 || *p == '/')
			return false;
	return name[strlen(name) - 1] != '/';
}

void
fuzz_split(const uint8_t *data, size_t size,
    void (*put)(const char *name, const char *bytes, size_t len))
{
	const char mark[] = "\n@@ ";
	const size_t nmark = strlen(mark);
	char *text = mem_alloc(size + 2), *at, *end;

	text[0] = '\n';		/* the first mark may begin the input */
	if (size > 0)
		memcpy(text + 1, data, size);
	end = text + size + 1;
	*end = '\0';
	at = memmem(text, size + 1, mark, nmark);
	while (at != NULL) {
		char *name = at + nmark;
		char *bytes = memchr(name, '\n', (size_t)(end - name));

		if (bytes == NULL)
			break;
		*bytes = '\0';
		at = memmem(bytes + 1, (size_t)(end - bytes - 1), mark, nmark);
		if (stays(name))
			put(name, bytes + 1, (size_t)((at != NULL ? at : end) -
			    bytes - 1));
	}
	free(text);
}

/* ---- the samples --------------------------------------------------------------- */

static void
must(int rc, const struct err *err)
{
	if (rc == -1) {
		(void)fprintf(stderr, "%s\n", err->text);
		abort();
	}
}

static struct store samples;

static void
close_samples(void)
{
	store_close(&samples);
}

struct store *
fuzz_store(void)
{
	struct scheme scheme = { 0 };
	struct err err = { 0 };

	if (samples.db != NULL)
		return &samples;
	must(scheme_read(&scheme, "rubrics/" SCHEME, &err), &err);
	must(store_create(&samples, &err), &err);
	MUST(atexit(close_samples) == 0);
	must(scheme_load(&scheme, &samples, &err), &err);
	must(intake_read(&scheme, &samples, "samples/" SCHEME, NULL, &err),
	    &err);
	must(assess_run(&scheme, &samples, "2024-03-01", false, &err), &err);
	scheme_free(&scheme);
	return &samples;
}

const char *
fuzz_studio(void)
{
	return "ZZ2024-01";
}

const char *
fuzz_store_file(void)
{
	static char path[300];
	struct arena a = { 0 };
	struct err err = { 0 };

	if (*path == '\0') {
		(void)snprintf(path, sizeof(path), "%s",
		    fuzz_path(&a, "samples.sqlite"));
		must(store_save(fuzz_store(), path, &err), &err);
		arena_free(&a);
	}
	return path;
}

void
fuzz_check_table(struct store *s, const char *table)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	sqlite3_stmt *q = store_prepare(s, arena_printf(&a, "SELECT * FROM %s",
	    store_quote(&a, table)), &err);
	int rc;

	MUST(q != NULL);
	while ((rc = store_step(s, q, &err)) == 1)
		for (int i = 0; i < sqlite3_column_count(q); i++)
			MUST(sqlite3_column_type(q, i) != SQLITE_TEXT ||
			    text_valid(store_text(q, i),
			    (size_t)sqlite3_column_bytes(q, i)));
	MUST(rc == 0);
	store_finalize(q);
	arena_free(&a);
}
