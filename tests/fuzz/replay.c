/*
 * A harness without a fuzzer: runs it once on every file given, or in every
 * folder given; without arguments on the seeds of the harness that the
 * program is called like, and on what once broke it.
 * It says so in cmocka's words, which tests/run.py counts.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define LIMIT	((size_t)64 << 20)

static size_t done;

static int
run(struct arena *a, const char *path)
{
	struct err err = { 0 };
	struct dir_entry *entries;
	size_t n, len;
	char *data;

	if (path_is_dir(path)) {
		if (dir_list(a, path, &entries, &n, &err) == -1)
			goto fail;
		for (size_t i = 0; i < n; i++)
			if (run(a, path_join(a, path, entries[i].name)) == -1)
				return -1;
		return 0;
	}
	if (file_read(a, path, LIMIT, &data, &len, NULL, &err) == -1)
		goto fail;
	/* When it ends here, the last line names the input. */
	(void)printf("%s\n", path);
	(void)fflush(stdout);
	(void)LLVMFuzzerTestOneInput((const uint8_t *)data, len);
	done++;
	return 0;
fail:
	(void)printf("%s\n", err.text);
	return -1;
}

int
main(int argc, char **argv)
{
	struct arena a = { 0 };
	const char *program = path_base(argv[0]);
	const char *name = program + strlen("fuzz_");
	const char *const known[] = {
	    path_join(&a, "build/fuzz/seeds", name),
	    path_join(&a, "tests/fuzz/regressions", name) };
	int rc = 0;

	for (int i = 1; i < argc && rc == 0; i++)
		rc = run(&a, argv[i]);
	for (size_t i = 0; argc == 1 && i < 2 && rc == 0; i++)
		if (i == 0 || path_is_dir(known[i]))
			rc = run(&a, known[i]);
	if (rc == 0 && done > 0)
		(void)printf("[       OK ] %s: %zu inputs\n", program, done);
	arena_free(&a);
	return rc == 0 && done > 0 ? 0 : 1;
}
