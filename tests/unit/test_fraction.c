/* base/fraction: what a double stands for, exactly; and one way to round. */
#include "check.h"

#include <math.h>

#include "base/fraction.h"

static void
want(double x, int64_t num, int64_t den)
{
	struct fraction f = fraction_of(x);

	if (f.num != num || f.den != den)
		fail_msg("%.17g: %lld/%lld, not %lld/%lld", x, (long long)f.num,
		    (long long)f.den, (long long)num, (long long)den);
}

static void
what_a_double_stands_for(void **state)
{
	(void)state;
	want(0, 0, 1);
	want(-0.0, 0, 1);
	want(7, 7, 1);
	want(-7, -7, 1);
	want(100.0 / 3, 100, 3);
	want(-100.0 / 3, -100, 3);
	want(1.005, 201, 200);
	want(-1.005, -201, 200);
	want(0.1, 1, 10);
	want(1.0 / 3 * 2, 2, 3);
	want(99.99999, 9999999, 100000);
	want(0.00001, 1, 100000);
	want(1.0 / 99999, 1, 99999);
	want(123456.0 + 1.0 / 7, 864193, 7);
	want(1000000.01, 100000001, 100);
}

/* One over the largest denominator, and sums that are no longer nearest. */
static void
else_the_double(void **state)
{
	struct fraction f = fraction_of(1.0 / 100001);
	static const double as_they_are[] = { 1.0 / 100001, 0.1 + 0.2,
	    3.14159265358979, 0.0000123, 654321.1234567 };

	(void)state;
	assert_true(f.den > 100001);
	for (size_t i = 0; i < sizeof(as_they_are) / sizeof(double); i++) {
		f = fraction_of(as_they_are[i]);
		assert_true(f.den > FRACTION_DEN);
		assert_int_equal(f.den & (f.den - 1), 0);
		assert_true(fabs((double)f.num / (double)f.den -
		    as_they_are[i]) <= 0x1p-62);
	}
	f = fraction_of(3.14159265358979);
	assert_true((double)f.num / (double)f.den == 3.14159265358979);
	want(0x1p53 - 1, INT64_C(9007199254740991), 1);
	want(0x1p53, 0, 0);
	want(-0x1p53, 0, 0);
	want(HUGE_VAL, 0, 0);
	want(NAN, 0, 0);
	want(1e-300, 0, 1);
	want(4503599627370495.5, INT64_C(9007199254740991), 2);
}

/* Every fraction that people mean comes back from its double. */
static void
there_and_back(void **state)
{
	(void)state;
	for (int64_t den = 2; den <= FRACTION_DEN; den += den < 200 ? 1 : 997)
		for (int64_t num = 1; num < 1000 * den; num += 1 + num / 3) {
			int64_t a = num, b = den;

			while (b != 0) {
				int64_t rest = a % b;

				a = b;
				b = rest;
			}
			want((double)num / (double)den, num / a, den / a);
		}
}

static void
half_away_from_zero(void **state)
{
	static const struct {
		struct fraction f;
		int64_t rounded;
	} rows[] = {
		{ { 0, 1 }, 0 }, { { 1, 2 }, 1 }, { { -1, 2 }, -1 },
		{ { 3, 2 }, 2 }, { { -3, 2 }, -2 }, { { 5, 2 }, 3 },
		{ { -5, 2 }, -3 }, { { 49, 100 }, 0 }, { { -49, 100 }, 0 },
		{ { 4, 3 }, 1 }, { { -4, 3 }, -1 }, { { -5, 3 }, -2 },
		{ { 2, 4 }, 1 }, { { 7, 1 }, 7 }, { { -7, 1 }, -7 },
		{ { INT64_MAX, 2 }, INT64_MAX / 2 + 1 },
		{ { -INT64_MAX, INT64_MAX }, -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(fraction_round(rows[i].f), rows[i].rounded);
}

static void
multiplied_beyond_64_bits(void **state)
{
	const int64_t large = INT64_C(1) << 60;
	struct fraction f = fraction_times((struct fraction){ large + 1,
	    large }, 1, 100);

	(void)state;
	assert_true(f.den > 0);
	assert_true(fabs(fraction_nearest(f) - 0.01) < 1e-15);
	f = fraction_times((struct fraction){ 1, large }, -1, 100);
	assert_true(f.den > 0);
	assert_int_equal(fraction_round(f), 0);
	f = fraction_times((struct fraction){ large / 256, 1 }, 100000, 1);
	assert_int_equal(fraction_compare(f, 1000000000), 1);
	f = fraction_times((struct fraction){ large / 256, 1 }, -100000, 1);
	assert_int_equal(fraction_compare(f, -1000000000), -1);
}

static void
compared_and_multiplied(void **state)
{
	struct fraction f = fraction_times((struct fraction){ 17, 20 }, 300, 1);

	(void)state;
	assert_int_equal(f.num, 255);
	assert_int_equal(f.den, 1);
	f = fraction_times((struct fraction){ -100, 3 }, 9, 200);
	assert_int_equal(f.num, -3);
	assert_int_equal(f.den, 2);
	assert_int_equal(fraction_times(f, 0, 1).num, 0);
	assert_int_equal(fraction_times((struct fraction){ 0, 0 }, 3, 1).den, 0);
	assert_int_equal(fraction_compare(f, -2), 1);
	assert_int_equal(fraction_compare(f, -1), -1);
	assert_int_equal(fraction_compare(f, 0), -1);
	f = (struct fraction){ 4, 3 };
	assert_int_equal(fraction_compare(f, 1), 1);
	assert_int_equal(fraction_compare(f, 2), -1);
	f = (struct fraction){ 6, 3 };
	assert_int_equal(fraction_compare(f, 2), 0);
	f = (struct fraction){ -1, 2 };
	assert_int_equal(fraction_compare(f, 0), -1);
}

static double
nearest(const char *text)
{
	double d;
	mpq_t x;

	mpq_init(x);
	assert_int_equal(mpq_set_str(x, text, 10), 0);
	mpq_canonicalize(x);
	d = fraction_nearest_mpq(x);
	mpq_clear(x);
	return d;
}

static void
the_nearest_double(void **state)
{
	(void)state;
	assert_true(nearest("0") == 0);
	assert_true(nearest("8733/100") == 87.33);
	assert_true(nearest("-8733/100") == -87.33);
	assert_true(nearest("1/3") == 1.0 / 3);
	assert_true(nearest("2/3") == 2.0 / 3);
	assert_true(nearest("-2/3") == -2.0 / 3);
	/* half-way between two doubles: to the even one */
	assert_true(nearest("9007199254740993") == 9007199254740992.0);
	assert_true(nearest("9007199254740995") == 9007199254740996.0);
	assert_true(nearest("-9007199254740995") == -9007199254740996.0);
	/* parts that are no doubles themselves */
	assert_true(nearest("100000000000000000001/300000000000000000000") ==
	    1.0 / 3);
	assert_true(fraction_nearest((struct fraction){ -8733, 100 }) == -87.33);
	assert_true(fraction_nearest((struct fraction){ (INT64_C(1) << 53) + 3,
	    1 }) == 9007199254740996.0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_double_stands_for),
		cmocka_unit_test(else_the_double),
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(half_away_from_zero),
		cmocka_unit_test(compared_and_multiplied),
		cmocka_unit_test(multiplied_beyond_64_bits),
		cmocka_unit_test(the_nearest_double),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
