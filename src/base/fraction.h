#ifndef PINGGU_BASE_FRACTION_H
#define PINGGU_BASE_FRACTION_H

#include <stdint.h>

#include <gmp.h>

/*
 * Exact numbers.  Values of points are small fractions; sums of them are
 * GMP's, since denominators multiply.  den > 0; den 0: no value.
 */
struct fraction {
	int64_t num, den;
};

#define FRACTION_DEN	100000	/* largest denominator that people mean */

/*
 * What a computed double stands for: the simplest fraction with a denominator
 * up to FRACTION_DEN to which it is the nearest double (100.0/3 is 100/3,
 * 1.005 is 201/200), else the double as it is, the smallest ones to 2^-62.
 * No value when x is no finite number or not below 2^53.
 */
struct fraction fraction_of(double x);

/*
 * f × n / d, d > 0: exact where it fits in 64 bits, else as fraction_from_mpq
 * gives it.
 */
struct fraction fraction_times(struct fraction f, int64_t n, int64_t d);

/* Whether f is less than (-1), equal to (0) or more than n (1). */
int	fraction_compare(struct fraction f, long n);

/* f, which has a value, as GMP's; out is initialised. */
void	fraction_to_mpq(mpq_t out, struct fraction f);

/*
 * The other way: exact where both parts fit in 64 bits, else to the 62nd bit
 * of the larger; what is too large is ±(2^62 - 1).
 */
struct fraction fraction_from_mpq(const mpq_t x);

/* Rounded to a whole number, a half away from 0. */
int64_t	fraction_round(struct fraction f);
int64_t	fraction_round_mpq(const mpq_t x);

/* The double nearest to it, where GMP's own cuts off. */
double	fraction_nearest(struct fraction f);
double	fraction_nearest_mpq(const mpq_t x);

#endif
