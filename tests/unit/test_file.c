/* base/file: paths, folders, and files written whole or not at all. */
#include "check.h"

#include <sys/stat.h>

#include "base/file.h"
#include "refuse.h"

static struct arena arena;
static struct err err;
static char dir[32];

static int
setup(void **state)
{
	(void)state;
	(void)strcpy(dir, "/tmp/pinggu-file-XXXXXX");
	return mkdtemp(dir) != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	memset(&refuse, 0, sizeof(refuse));
	err_forget();
	assert_int_equal(dir_remove(dir, &err), 0);
	assert_false(path_exists(dir));
	arena_free(&arena);
	return 0;
}

static const char *
in_dir(const char *name)
{
	return path_join(&arena, dir, name);
}

static void
test_paths(void **state)
{
	(void)state;
	assert_string_equal(path_join(&arena, "a", "b"), "a/b");
	assert_string_equal(path_join(&arena, "a/", "b"), "a/b");
	assert_string_equal(path_join(&arena, "/", "b"), "/b");
	assert_string_equal(path_join(&arena, "", "b"), "b");
	assert_string_equal(path_join(&arena, ".", "b"), "b");
	assert_string_equal(path_base("a/b/c"), "c");
	assert_string_equal(path_base("c"), "c");
	assert_true(path_is_dir(dir));
	assert_false(path_is_dir(in_dir("no")));
	assert_true(path_exists(dir));
	assert_false(path_exists(in_dir("no")));
}

/* What the system cannot tell of is not missing: it may be there. */
static void
test_there_or_not(void **state)
{
	static const int absent[] = { ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG };
	static const int trouble[] = { EIO, EACCES, ENOMEM, ESTALE };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		refuse.stat = absent[i];
		assert_false(path_exists(dir));
		assert_false(path_is_dir(dir));
		assert_false(err_refused(NULL));
		refuse.stat = trouble[i];
		assert_true(path_exists(dir));
		assert_true(err_refused(NULL));
		err_forget();
		assert_true(path_is_dir(dir));
		assert_true(err_refused(NULL));
		err_forget();
	}
	refuse.stat = 0;
}

static void
write_file(const char *name, const char *bytes, size_t len)
{
	struct out o;

	assert_int_equal(out_open(&o, in_dir(name), &err), 0);
	out_write(&o, bytes, len);
	assert_int_equal(out_commit(&o, &err), 0);
	out_discard(&o);	/* does nothing now */
}

static void
test_list(void **state)
{
	struct dir_entry *e;
	size_t n;

	(void)state;
	write_file("b", "", 0);
	write_file("B", "", 0);
	write_file("年", "", 0);
	assert_int_equal(dir_make(in_dir("a"), &err), 0);
	assert_int_equal(dir_make(in_dir("a"), &err), 0);	/* fine */
	assert_int_equal(dir_make(in_dir("b"), &err), -1);	/* a file */
	assert_int_equal(symlink("a", in_dir("link")), 0);
	assert_int_equal(mkfifo(in_dir("pipe"), 0600), 0);
	assert_int_equal(dir_list(&arena, dir, &e, &n, &err), 0);
	assert_int_equal(n, 6);
	assert_string_equal(e[0].name, "B");
	assert_int_equal(e[0].kind, FILE_REGULAR);
	assert_string_equal(e[1].name, "a");
	assert_int_equal(e[1].kind, FILE_DIR);
	assert_string_equal(e[2].name, "b");
	assert_string_equal(e[3].name, "link");
	assert_int_equal(e[3].kind, FILE_LINK);
	assert_int_equal(e[4].kind, FILE_OTHER);
	assert_string_equal(e[5].name, "年");
	assert_int_equal(dir_list(&arena, in_dir("a"), &e, &n, &err), 0);
	assert_int_equal(n, 0);
	assert_int_equal(dir_list(&arena, in_dir("no"), &e, &n, &err), -1);
	assert_non_null(strstr(err.text, "/no"));
}

/* A disk that cannot be read to the folder's end is told, not cut short. */
static void
test_list_breaks_off(void **state)
{
	struct dir_entry *e;
	size_t n;

	(void)state;
	write_file("a", "", 0);
	write_file("b", "", 0);
	for (int entries = 0; entries < 4; entries++) {
		refuse.readdir = EIO;
		refuse.entries = entries;
		err.text[0] = '\0';
		assert_int_equal(dir_list(&arena, dir, &e, &n, &err), -1);
		assert_non_null(strstr(err.text, dir));
		assert_int_equal(err.number, EIO);
	}
	refuse.readdir = 0;
	assert_int_equal(dir_list(&arena, dir, &e, &n, &err), 0);
	assert_int_equal(n, 2);
}

/* A link is removed, what it names stays. */
static void
test_remove(void **state)
{
	(void)state;
	assert_int_equal(dir_make(in_dir("keep"), &err), 0);
	write_file("keep/file", "x", 1);
	assert_int_equal(dir_make(in_dir("go"), &err), 0);
	assert_int_equal(dir_make(in_dir("go/deep"), &err), 0);
	assert_int_equal(symlink("../keep", in_dir("go/link")), 0);
	assert_int_equal(dir_remove(in_dir("go"), &err), 0);
	assert_false(path_exists(in_dir("go")));
	assert_true(path_exists(in_dir("keep/file")));
	assert_int_equal(dir_remove(in_dir("go"), &err), 0);	/* gone: fine */
}

static void
test_read(void **state)
{
	char *data;
	size_t len;
	bool large;

	(void)state;
	write_file("f", "a\0b", 3);
	assert_int_equal(file_read(&arena, in_dir("f"), 3, &data, &len, &large,
	    &err), 0);
	assert_int_equal(len, 3);
	assert_memory_equal(data, "a\0b", 4);
	assert_false(large);
	assert_int_equal(file_read(&arena, in_dir("f"), 2, &data, &len, &large,
	    &err), -1);
	assert_true(large);
	assert_int_equal(file_read(&arena, in_dir("no"), 2, &data, &len, &large,
	    &err), -1);
	assert_false(large);
	/* A pipe is refused; to open it would wait for a writer. */
	assert_int_equal(mkfifo(in_dir("pipe"), 0600), 0);
	(void)alarm(5);
	assert_int_equal(file_read(&arena, in_dir("pipe"), 2, &data, &len,
	    &large, &err), -1);
	(void)alarm(0);
	assert_non_null(strstr(err.text, "不是普通文件"));
	assert_int_equal(file_read(&arena, "/dev/null", 2, &data, &len,
	    &large, &err), -1);
	assert_int_equal(unlink(in_dir("pipe")), 0);
	assert_int_equal(file_read(&arena, dir, 1 << 20, &data, &len, NULL,
	    &err), -1);
}

static void
test_write(void **state)
{
	struct buf big = { 0 };
	struct out o;
	char *data;
	size_t len;

	(void)state;
	for (size_t i = 0; i < 300000; i++)
		buf_addf(&big, "%zu\n", i);
	write_file("f", "old", 3);
	assert_int_equal(out_open(&o, in_dir("f"), &err), 0);
	for (size_t i = 0; i < big.len; i += 1000)
		out_write(&o, big.data + i, big.len - i < 1000 ?
		    big.len - i : 1000);
	assert_true(path_exists(in_dir("f.part")));
	assert_int_equal(file_read(&arena, in_dir("f"), 100, &data, &len, NULL,
	    &err), 0);
	assert_string_equal(data, "old");	/* untouched until commit */
	assert_int_equal(out_commit(&o, &err), 0);
	assert_false(path_exists(in_dir("f.part")));
	assert_int_equal(file_read(&arena, in_dir("f"), big.len, &data, &len,
	    NULL, &err), 0);
	assert_int_equal(len, big.len);
	assert_memory_equal(data, big.data, len);
	buf_free(&big);
}

static void
test_discard(void **state)
{
	struct out o;

	(void)state;
	assert_int_equal(out_open(&o, in_dir("f"), &err), 0);
	out_write(&o, "x", 1);
	out_discard(&o);
	assert_false(path_exists(in_dir("f")));
	assert_false(path_exists(in_dir("f.part")));
	assert_int_equal(out_open(&o, in_dir("no/f"), &err), -1);
	assert_non_null(strstr(err.text, "no/f"));
	assert_int_equal(dir_make(in_dir("d"), &err), 0);
	assert_int_equal(out_open(&o, in_dir("d"), &err), 0);
	assert_int_equal(out_commit(&o, &err), -1);	/* a folder is there */
	assert_false(path_exists(in_dir("d.part")));
}

/* What is made after a refusal may be made of less than there is. */
static void
test_write_after_a_refusal(void **state)
{
	struct out o;
	char *data;
	size_t len;

	(void)state;
	write_file("f", "old", 3);
	assert_int_equal(out_open(&o, in_dir("f"), &err), 0);
	out_write(&o, "new", 3);
	(void)err_errno(NULL, EIO, "无法读取 %s", "别处");
	assert_int_equal(out_commit(&o, &err), -1);
	assert_non_null(strstr(err.text, "别处"));
	assert_false(path_exists(in_dir("f.part")));
	err_forget();
	assert_int_equal(file_read(&arena, in_dir("f"), 100, &data, &len, NULL,
	    &err), 0);
	assert_string_equal(data, "old");
}

/* A full disk is told at commit, whether bytes were flushed before or not. */
static void
test_full(void **state)
{
	static char block[300 * 1024];
	static const size_t lengths[] = { 1, sizeof(block) };
	struct out o;

	(void)state;
	refuse.write = ENOSPC;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(out_open(&o, in_dir("f"), &err), 0);
		out_write(&o, block, lengths[i]);
		assert_int_equal(out_commit(&o, &err), -1);
		assert_non_null(strstr(err.text, "磁盘已满"));
		assert_false(path_exists(in_dir("f")));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_paths, setup, teardown),
		cmocka_unit_test_setup_teardown(test_there_or_not, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_list, setup, teardown),
		cmocka_unit_test_setup_teardown(test_list_breaks_off, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_remove, setup, teardown),
		cmocka_unit_test_setup_teardown(test_read, setup, teardown),
		cmocka_unit_test_setup_teardown(test_write, setup, teardown),
		cmocka_unit_test_setup_teardown(test_discard, setup, teardown),
		cmocka_unit_test_setup_teardown(test_full, setup, teardown),
		cmocka_unit_test_setup_teardown(test_write_after_a_refusal,
		    setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
