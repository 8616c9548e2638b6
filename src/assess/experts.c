#include "assess/panel.h"

#include <stdlib.h>
#include <string.h>

/* What the experts gave, summed up point by point in the scheme's way. */
struct summing {
	struct score_grid *grid;
	const struct method *method;
	size_t limit;
	struct left_out left_out;	/* experts who do not count */
	size_t at;			/* the first of them not yet passed */
	size_t studio;			/* of the last point */
	struct fraction *values;	/* of one role to one point */
	int64_t *given;			/* the same, in one unit */
	size_t cap, values_cap;
	struct fraction *means;		/* of each role, or of all */
	struct missing_roles missing;
};

static int
by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* ---- words ------------------------------------------------------------------- */

/* The word with most votes; of equals the worst, which stands last. */
static size_t
most_votes(const uint32_t *votes, size_t n)
{
	size_t best = 0;

	for (size_t i = 1; i < n; i++)
		if (votes[i] >= votes[best])
			best = i;
	return best;
}

/* Each expert has one vote: of several rounds, what most of them say. */
static int8_t
final_vote(const struct voice *voices, size_t n, size_t nwords)
{
	uint32_t votes[MOST_WORDS] = { 0 };

	for (size_t i = 0; i < n; i++)
		votes[most_votes(voices[i].votes, nwords)]++;
	return (int8_t)most_votes(votes, nwords);
}

/* ---- points ------------------------------------------------------------------- */

static bool
is_left_out(const struct summing *s, size_t studio, const struct voice *v)
{
	for (size_t i = s->at; i < s->left_out.n &&
	    s->left_out.experts[i].studio == studio; i++)
		if (s->left_out.experts[i].role == v->role &&
		    strcmp(s->left_out.experts[i].name, v->expert) == 0)
			return true;
	return false;
}

/* The values of this role that count into s->values; how many. */
static size_t
of_role(struct summing *s, size_t studio, size_t role,
    const struct voice *voices, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (voices[i].role != role ||
		    is_left_out(s, studio, &voices[i]))
			continue;
		mem_grow(&s->values, &s->values_cap, count,
		    sizeof(*s->values));
		s->values[count++] = voices[i].value;
	}
	return count;
}

/*
 * A part of 1/100 point that all values are whole numbers of.  Sums of them
 * must fit in 64 bits: beyond, it is one that they nearly are (the denominators
 * would have to be of many different large numbers of rounds).
 */
static int64_t
common_part(const struct fraction *values, size_t n)
{
	double size = 1;
	int64_t part = 1, most;
	mpz_t all;

	for (size_t i = 0; i < n && part == 1; i++)
		part = values[i].den;
	if (part == 1)
		return 1;
	mpz_init_set_ui(all, 1);
	for (size_t i = 0; i < n; i++) {
		double x = fraction_nearest(values[i]);

		mpz_lcm_ui(all, all, (unsigned long)values[i].den);
		size = x > size ? x : -x > size ? -x : size;
	}
	most = (int64_t)(0x1p61 / (size * (double)n));
	part = mpz_cmp_si(all, most) > 0 ? most : mpz_get_si(all);
	mpz_clear(all);
	return part;
}

/* What the first n values, not 0, come to. */
static struct fraction
reduce(struct summing *s, size_t n)
{
	int64_t part = common_part(s->values, n);

	for (size_t i = 0; i < n; i++) {
		mem_grow(&s->given, &s->cap, i, sizeof(*s->given));
		s->given[i] = part == 1 ? s->values[i].num : fraction_round(
		    fraction_times(s->values[i], part, 1));
	}
	qsort(s->given, n, sizeof(*s->given), by_size);
	return fraction_times(s->method->reduce(s->method, s->given, n,
	    s->limit), 1, part);
}

/* The means of the roles, by their weights; of one role it is its mean. */
static struct fraction
weighted(const struct scheme *s, const struct fraction *means)
{
	struct fraction mean;
	mpq_t sum, x;
	long weights = 0;

	mpq_init(sum);
	mpq_init(x);
	for (size_t r = 0; r < s->nroles; r++) {
		if (means[r].den == 0)
			continue;
		fraction_to_mpq(x, means[r]);
		mpz_mul_si(mpq_numref(x), mpq_numref(x), s->roles[r].weight);
		mpq_canonicalize(x);
		mpq_add(sum, sum, x);
		weights += s->roles[r].weight;
	}
	if (weights > 0) {
		mpq_set_ui(x, (unsigned long)weights, 1);
		mpq_div(sum, sum, x);
	}
	mean = weights > 0 ? fraction_from_mpq(sum) : (struct fraction){ 0, 1 };
	mpq_clear(sum);
	mpq_clear(x);
	return mean;
}

/* The mean of those who count; 0 where only others gave something. */
static struct fraction
mean_of(struct summing *s, size_t studio, const struct voice *voices, size_t n)
{
	const struct scheme *scheme = s->grid->scheme;
	size_t roles = scheme->nroles > 0 ? scheme->nroles : 1;

	for (size_t r = 0; r < roles; r++) {
		size_t count = of_role(s, studio, r, voices, n);

		s->means[r] = count > 0 ? reduce(s, count) :
		    (struct fraction){ 0, 0 };
	}
	if (scheme->nroles > 0)
		return weighted(scheme, s->means);
	return s->means[0].den > 0 ? s->means[0] : (struct fraction){ 0, 1 };
}

static bool
less(struct fraction a, struct fraction b)
{
	return fraction_nearest(a) < fraction_nearest(b);
}

static void
find_ends(struct score *s, const struct voice *voices, size_t n)
{
	s->low = s->high = voices[0].value;
	for (size_t i = 1; i < n; i++) {
		if (less(voices[i].value, s->low))
			s->low = voices[i].value;
		if (less(s->high, voices[i].value))
			s->high = voices[i].value;
	}
}

/* People: who speaks in two roles is one. */
static uint32_t
count_experts(const struct voice *voices, size_t n)
{
	uint32_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += i == 0 ||
		    strcmp(voices[i].expert, voices[i - 1].expert) != 0;
	return count;
}

static void
sum_up(struct summing *s, size_t studio, size_t point,
    const struct voice *voices, size_t n)
{
	struct score *score = score_grid_at(s->grid, studio, point);
	size_t nwords = s->grid->scheme->nwords;

	s->grid->studios[studio].judged = true;
	score->experts = count_experts(voices, n);
	if (nwords > 0) {
		score->word = final_vote(voices, n, nwords);
		return;
	}
	find_ends(score, voices, n);
	score->mean = mean_of(s, studio, voices, n);
}

static int
take_point(void *ctx, size_t studio, size_t point, const struct voice *voices,
    size_t n, struct err *err)
{
	struct summing *s = ctx;
	const struct left_out *l = &s->left_out;

	if (studio != s->studio)	/* in the order they were found in */
		while (s->at < l->n && l->experts[s->at].studio == s->studio)
			s->at++;
	s->studio = studio;
	sum_up(s, studio, point, voices, n);
	return s->grid->scheme->nroles == 0 ? 0 :
	    missing_roles_see(&s->missing, studio, point, s->means, err);
}

static int
sum_up_all(struct summing *s, struct err *err)
{
	if (s->method->leave > 0 &&
	    extremes_find(s->grid, s->method, s->limit, &s->left_out,
	    err) == -1)
		return -1;
	if (panel_read(s->grid, take_point, s, err) == -1)
		return -1;
	return s->grid->scheme->nroles == 0 ? 0 :
	    missing_roles_tell(&s->missing, err);
}

int
assess_experts(struct score_grid *g, struct err *err)
{
	struct summing s = { .grid = g, .method = scheme_method(g->scheme),
	    .limit = scheme_method_limit(g->scheme), .studio = SIZE_MAX };
	int rc;

	s.means = mem_zero(g->scheme->nroles + 1, sizeof(*s.means));
	missing_roles_open(&s.missing, g);
	rc = sum_up_all(&s, err);
	missing_roles_close(&s.missing);
	free(s.values);
	free(s.given);
	free(s.means);
	free(s.left_out.experts);
	arena_free(&s.left_out.arena);
	return rc;
}
