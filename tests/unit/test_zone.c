/* base/zone: clocks of a place, by the system's database. */
#include "check.h"

#include "base/zone.h"

/* Summer time of 1986 … 1991, and local time before 1901 (tzdata). */
static void
test_shanghai(void **state)
{
	static const struct {
		int64_t utc;
		int32_t ahead;
	} want[] = {
		{ INT64_C(1616428800), 28800 },	/* 2021-03-22T16:00:00Z */
		{ INT64_C(583686000), 32400 },	/* 1988-06-30T15:00:00Z */
		{ INT64_C(599626800), 28800 },	/* 1989-01-01T03:00:00Z */
		{ INT64_C(684867599), 32400 },	/* 1991-09-14, still */
		{ INT64_C(684867600), 28800 },	/* and never again */
		{ INT64_C(-2208988800), 29143 },	/* 1900-01-01 */
		{ INT64_C(4102444800), 28800 },	/* 2100-01-01 */
	};
	bool known;

	(void)state;
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		int32_t ahead = zone_shanghai(want[i].utc, &known);

		assert_true(known);
		if (ahead != want[i].ahead)
			fail_msg("%lld: %d, not %d", (long long)want[i].utc,
			    (int)ahead, (int)want[i].ahead);
	}
}

static int
read_bytes(const void *bytes, size_t len, struct zone *z)
{
	char path[] = "/tmp/pinggu-zone-XXXXXX";
	int fd = mkstemp(path), rc;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), (ssize_t)len);
	(void)close(fd);
	rc = zone_read(z, path);
	(void)unlink(path);
	return rc;
}

/* The database's own file, cut anywhere or with any byte another. */
static void
test_damaged(void **state)
{
	unsigned char bytes[4096], broken[4096];
	struct zone z = { .n = 7 };
	FILE *f = fopen("/usr/share/zoneinfo/Asia/Shanghai", "rb");
	size_t len;

	(void)state;
	assert_non_null(f);
	len = fread(bytes, 1, sizeof(bytes), f);
	(void)fclose(f);
	assert_int_equal(zone_read(&z, "/nowhere"), -1);
	assert_int_equal(read_bytes("TZ", 2, &z), -1);
	assert_int_equal(z.n, 7);
	for (size_t i = 0; i < 44; i++)
		assert_int_equal(read_bytes(bytes, i, &z), -1);
	for (size_t i = 0; i < len; i++) {
		memcpy(broken, bytes, len);
		broken[i] = 0xff;
		(void)read_bytes(broken, len, &z);
		(void)zone_ahead(&z, 0);
		(void)read_bytes(bytes, i, &z);
	}
	assert_int_equal(read_bytes(bytes, len, &z), 0);
	assert_true(z.n > 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shanghai),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
