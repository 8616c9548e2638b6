#include "sheet/csv.h"

#include <string.h>

/* How much of a file decides on its separator. */
#define LOOK_BYTES	((size_t)64 << 10)
#define LOOK_LINES	50

enum { COMMA, TAB, SEMICOLON, PIPE, WIDE_COMMA, SEPARATORS };

static const char *const separators[SEPARATORS] = {
	",", "\t", ";", "|", "，"
};

struct tally {
	size_t lines;		/* that have it */
	size_t total;
	size_t first;		/* how many the first of those has */
	size_t alike;		/* lines that have as many */
	size_t seen;		/* in the line being counted */
};

static void
end_line(struct tally *t)
{
	if (t->seen == 0)
		return;
	if (t->lines++ == 0)
		t->first = t->seen;
	t->total += t->seen;
	t->alike += t->seen == t->first;
	t->seen = 0;
}

/* Which separator stands at s, or SEPARATORS. */
static int
which(const char *s, size_t len)
{
	switch (*s) {
	case ',':
		return COMMA;
	case '\t':
		return TAB;
	case ';':
		return SEMICOLON;
	case '|':
		return PIPE;
	case '\xef':
		return len >= 3 && memcmp(s, separators[WIDE_COMMA], 3) == 0 ?
		    WIDE_COMMA : SEPARATORS;
	default:
		return SEPARATORS;
	}
}

/*
 * quotes: what stands between quotation marks is not counted.  Returns how
 * many lines are not blank.
 */
static size_t
count(const char *text, size_t len, bool quotes, struct tally t[SEPARATORS])
{
	size_t nlines = 0, filled = 0;
	bool quoted = false, blank = true;

	memset(t, 0, SEPARATORS * sizeof(*t));
	for (size_t i = 0; i < len && i < LOOK_BYTES; i++) {
		int k;

		blank &= (unsigned char)text[i] <= ' ';
		if (text[i] == '"')
			quoted = quotes && !quoted;
		if (quoted)
			continue;
		k = which(text + i, len - i);
		if (k != SEPARATORS)
			t[k].seen++;
		if (text[i] != '\n' && text[i] != '\r' && i + 1 < len)
			continue;
		for (k = 0; k < SEPARATORS; k++)
			end_line(&t[k]);
		filled += !blank;
		blank = true;
		if (++nlines >= LOOK_LINES)
			break;
	}
	return filled;
}

static int
best_of(const struct tally t[SEPARATORS], size_t filled)
{
	int best = COMMA;

	for (int k = TAB; k <= SEMICOLON; k++)
		if (t[k].lines > t[best].lines || (t[k].lines ==
		    t[best].lines && t[k].total > t[best].total))
			best = k;
	for (int k = PIPE; k <= WIDE_COMMA; k++)
		if (t[k].lines > t[best].lines && 2 * t[k].lines > filled &&
		    2 * t[k].alike > t[k].lines)
			best = k;
	return best;
}

const char *
csv_separator(const char *text, size_t len)
{
	struct tally t[SEPARATORS];
	size_t filled = count(text, len, true, t);
	int best = best_of(t, filled);

	if (t[best].lines == 0) {	/* whole lines in quotation marks? */
		filled = count(text, len, false, t);
		best = best_of(t, filled);
	}
	return separators[best];
}
