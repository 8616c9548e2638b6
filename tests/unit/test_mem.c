/* base/mem: what happens when there is no more. */
#include "check.h"

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "base/mem.h"

#define LIMIT	((size_t)1 << 28)
#define MORE	((size_t)1 << 30)

static void
by_us(void)
{
	free(mem_alloc(MORE));
}

static void
by_malloc(void)
{
	void *volatile p = malloc(MORE);

	free(p);
}

static void
by_calloc(void)
{
	void *volatile p = calloc(MORE, 2);

	free(p);
}

static void
by_realloc(void)
{
	void *volatile p = realloc(malloc(1), MORE);

	free(p);
}

static void
by_a_library(void)
{
	sqlite3_free(sqlite3_malloc64(MORE));
}

static void
by_a_library_later(void)
{
	mem_when_exhausted("done\n", 1);
	by_a_library();
}

/* What a process says that asks for more than there is, and its status. */
static int
status_of(void (*ask)(void), char said[64])
{
	const struct rlimit limit = { LIMIT, LIMIT };
	int status, ends[2];
	ssize_t n;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child != -1);
	if (child == 0) {
		(void)dup2(ends[1], STDERR_FILENO);
		(void)setrlimit(RLIMIT_AS, &limit);
		ask();
		_exit(77);
	}
	(void)close(ends[1]);
	n = read(ends[0], said, 63);
	said[n > 0 ? n : 0] = '\0';
	(void)close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
test_exhausted(void **state)
{
	void (*const asks[])(void) = { by_us, by_malloc, by_calloc, by_realloc,
	    by_a_library };
	char said[64];

	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip();			/* it has its own malloc */
#endif
	for (size_t i = 0; i < sizeof(asks) / sizeof(*asks); i++) {
		assert_int_equal(status_of(asks[i], said), 2);
		assert_non_null(strstr(said, "pinggu: 内存不足"));
		assert_ptr_equal(strchr(said, '\n'), said + strlen(said) - 1);
	}
	assert_int_equal(status_of(by_a_library_later, said), 1);
	assert_string_equal(said, "done\n");
}

/* To nothing is no refusal. */
static void
test_to_nothing(void **state)
{
	void *p = malloc(1);

	(void)state;
	assert_non_null(p);
	p = realloc(p, 0);
	assert_null(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exhausted),
		cmocka_unit_test(test_to_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
