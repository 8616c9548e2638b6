#include "base/fraction.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>

_Static_assert(LONG_MAX >= INT64_MAX, "GMP takes numbers of a long");

#define BITS	62		/* of the smallest part of a double that is kept */
#define MOST	((INT64_C(1) << BITS) - 1)

static int64_t
common(int64_t a, int64_t b)
{
	a = a < 0 ? -a : a;
	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static struct fraction
reduced(int64_t num, int64_t den)
{
	int64_t c = common(num, den);

	return (struct fraction){ num / c, den / c };
}

/* The double itself; its numerator has at most 53 bits. */
static struct fraction
binary(double x)
{
	int exponent;
	int64_t num = (int64_t)ldexp(frexp(x, &exponent), DBL_MANT_DIG);
	int shift = DBL_MANT_DIG - exponent;

	if (shift > BITS)
		return reduced((int64_t)nearbyint(ldexp(x, BITS)),
		    INT64_C(1) << BITS);
	return reduced(num, INT64_C(1) << shift);
}

/*
 * Of all fractions those that a continued fraction goes through come closest
 * to x, which for these denominators is closer than half a double's last bit
 * as long as x is below a million: the first that x is the nearest double to
 * is the simplest.
 */
static struct fraction
simplest(double x)
{
	int64_t p = 1, q = 0, before_p = 0, before_q = 1, next;
	mpq_t rest;
	mpz_t whole;

	mpq_init(rest);
	mpz_init(whole);
	mpq_set_d(rest, x);
	for (;;) {
		mpz_fdiv_q(whole, mpq_numref(rest), mpq_denref(rest));
		if (!mpz_fits_slong_p(whole))
			break;
		next = mpz_get_si(whole);
		if (q != 0 && next > (FRACTION_DEN - before_q) / q)
			break;
		next = next * p + before_p;
		before_p = p;
		p = next;
		next = mpz_get_si(whole) * q + before_q;
		before_q = q;
		q = next;
		mpz_submul(mpq_numref(rest), whole, mpq_denref(rest));
		if ((double)p / (double)q == x || mpq_sgn(rest) == 0)
			break;
		mpq_inv(rest, rest);
	}
	mpq_clear(rest);
	mpz_clear(whole);
	return (double)p / (double)q == x ? (struct fraction){ p, q } :
	    binary(x);
}

struct fraction
fraction_of(double x)
{
	struct fraction f;

	if (!(fabs(x) < 0x1p53))
		return (struct fraction){ 0, 0 };
	if (x == trunc(x))
		return (struct fraction){ (int64_t)x, 1 };
	f = simplest(fabs(x));
	return (struct fraction){ x < 0 ? -f.num : f.num, f.den };
}

int
fraction_compare(struct fraction f, long n)
{
	int64_t whole = f.num / f.den, rest = f.num % f.den;

	if (whole != n)
		return whole < n ? -1 : 1;
	return (rest > 0) - (rest < 0);
}

void
fraction_to_mpq(mpq_t out, struct fraction f)
{
	mpq_set_si(out, f.num, (unsigned long)f.den);
	mpq_canonicalize(out);
}

struct fraction
fraction_from_mpq(const mpq_t x)
{
	size_t num = mpz_sizeinbase(mpq_numref(x), 2);
	size_t den = mpz_sizeinbase(mpq_denref(x), 2);
	size_t most = num > den ? num : den, over = most > BITS ? most - BITS :
	    0;
	struct fraction f;
	mpz_t n, d;

	mpz_init(n);
	mpz_init(d);
	mpz_tdiv_q_2exp(n, mpq_numref(x), over);
	mpz_tdiv_q_2exp(d, mpq_denref(x), over);
	f = (struct fraction){ mpz_get_si(n), mpz_get_si(d) };
	if (f.den == 0)			/* too large for any */
		f = (struct fraction){ mpq_sgn(x) * MOST, 1 };
	mpz_clear(n);
	mpz_clear(d);
	return f;
}

/* Whether a × b fits; neither is INT64_MIN, b > 0. */
static bool
product_fits(int64_t a, int64_t b)
{
	return (a < 0 ? -a : a) <= INT64_MAX / b;
}

/* f × n / d, whatever its size. */
static struct fraction
times_exactly(struct fraction f, int64_t n, int64_t d)
{
	mpq_t x, ratio;

	mpq_init(x);
	mpq_init(ratio);
	fraction_to_mpq(x, f);
	fraction_to_mpq(ratio, (struct fraction){ n, d });
	mpq_mul(x, x, ratio);
	f = fraction_from_mpq(x);
	mpq_clear(x);
	mpq_clear(ratio);
	return f;
}

struct fraction
fraction_times(struct fraction f, int64_t n, int64_t d)
{
	int64_t a = common(n, f.den), b;

	if (f.den == 0 || n == 0)
		return (struct fraction){ 0, f.den == 0 ? 0 : 1 };
	b = common(f.num, d);
	if (!product_fits(f.num / b, n < 0 ? -(n / a) : n / a) ||
	    !product_fits(f.den / a, d / b))
		return times_exactly(f, n, d);
	return (struct fraction){ f.num / b * (n / a), f.den / a * (d / b) };
}

int64_t
fraction_round(struct fraction f)
{
	int64_t rounded;
	mpq_t x;

	if (f.den == 1)
		return f.num;
	mpq_init(x);
	fraction_to_mpq(x, f);
	rounded = fraction_round_mpq(x);
	mpq_clear(x);
	return rounded;
}

int64_t
fraction_round_mpq(const mpq_t x)
{
	int64_t rounded;
	mpz_t n, d;

	mpz_init(n);
	mpz_init(d);
	mpz_abs(n, mpq_numref(x));
	mpz_mul_2exp(n, n, 1);
	mpz_add(n, n, mpq_denref(x));
	mpz_mul_2exp(d, mpq_denref(x), 1);
	mpz_fdiv_q(n, n, d);
	rounded = mpq_sgn(x) < 0 ? -mpz_get_si(n) : mpz_get_si(n);
	mpz_clear(n);
	mpz_clear(d);
	return rounded;
}

/* Whether the last bit of d is 0. */
static bool
is_even(double d)
{
	int exponent;

	return fmod(ldexp(frexp(d, &exponent), DBL_MANT_DIG), 2) == 0;
}

double
fraction_nearest_mpq(const mpq_t x)
{
	double low = mpq_get_d(x), high;	/* by size, between them x */
	mpq_t twice, sum;
	int side;

	high = nextafter(low, mpq_sgn(x) < 0 ? -HUGE_VAL : HUGE_VAL);
	if (mpq_sgn(x) == 0 || !isfinite(high))
		return low;
	mpq_init(twice);
	mpq_init(sum);
	mpq_set_d(twice, low);
	mpq_set_d(sum, high);
	mpq_add(sum, sum, twice);
	mpq_mul_2exp(twice, x, 1);
	side = mpq_cmp(twice, sum) * mpq_sgn(x);
	mpq_clear(twice);
	mpq_clear(sum);
	if (side == 0)
		return is_even(low) ? low : high;
	return side < 0 ? low : high;
}

double
fraction_nearest(struct fraction f)
{
	const int64_t most = INT64_C(1) << DBL_MANT_DIG;
	double d;
	mpq_t x;

	if (f.den < most && f.num < most && -f.num < most)
		return (double)f.num / (double)f.den;
	mpq_init(x);
	fraction_to_mpq(x, f);
	d = fraction_nearest_mpq(x);
	mpq_clear(x);
	return d;
}
